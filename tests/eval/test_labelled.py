"""Labelled questions: the invented policy documents are read as a gazette prints them, and every label points at a clause."""

from __future__ import annotations

import csv
import lzma

import pytest

from eval.labelled import LABELS, NEAR, POLICIES, Labelled, held_out_policies, policies, policy_records, policy_texts
from law.gazette import parse


def test_a_policy_document_is_parsed_as_it_was_meant() -> None:
    paths = set(policies())
    texts = policy_texts(paths)
    assert texts.keys() == paths
    found = 0
    for path, text in texts.items():
        (document, *_) = parse(text, f"{path.removeprefix(POLICIES)}.txt").documents
        words = "".join(provision.text.replace("\n", "") for provision in document.all_provisions())
        found += sum(record["text"][-20:] in words for record in policy_records() if POLICIES + record["doc"] == path)
    assert found > 0.9 * len(policy_records())


@pytest.mark.parametrize("source", [*LABELS[1:], NEAR], ids=lambda path: path.name)
def test_every_label_of_a_policy_document_points_at_a_clause(source) -> None:  # type: ignore[no-untyped-def]
    there = policies()
    with lzma.open(source, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["path"].startswith(POLICIES)]
    assert rows
    for row in rows:
        clauses = there[row["path"]][row["article"]]
        assert all(1 <= int(number) <= len(clauses) for number in row["clauses"].split()), row
        assert row["question"].strip()


def test_some_policy_documents_are_kept_for_measuring() -> None:
    assert len(held_out_policies()) == 17
    assert held_out_policies() < set(policies())


def test_what_was_asked_of_one_document_in_eight_is_kept_for_measuring() -> None:
    kept, others = set[str](), set[str]()
    for source in (*LABELS[1:], NEAR):
        with lzma.open(source, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                one = Labelled(row["path"], row["article"], row["style"], row["question"], "", "", (), (), row["reader"] == "document")
                assert not one.left_out or one.of_document
                if one.of_document:
                    (kept if one.left_out else others).add(one.law)
    assert not kept & others
    assert 0.08 < len(kept) / len(kept | others) < 0.18
