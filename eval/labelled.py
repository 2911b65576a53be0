"""Questions that people could ask, with the clauses that decide them: what the answerer and the cross-encoder learn from.

``labels.tsv.xz`` holds, for the lay questions of ``../shared/questions`` and of ``vectorstore/train/questions.jsonl.xz``, what kind of answer each
wants, yes, no or conditional where it can be answered so, and which clauses of its article decide. ``yes_no.tsv.xz`` holds further yes/no questions
with their wording: formal ones, colloquial ones of tricky polarity, pairs that one clause decides differently, and
ones in which the body, the sum, the order or the condition has to be compared with the clause's. ``lay.tsv.xz`` holds other
questions: in words as far from the text's own as people talk, terse, and formal. ``near.tsv.xz`` holds questions that sound as if a text answered
them, and which of its clauses looks most so: none does. Where ``reader`` is ``document``, a whole document was read, people in a situation asked, and the
clause was looked for after that; of one document in eight these are kept for measuring.

Each was read and labelled by itself; none is about the gazette or about a law that ``other_laws.jsonl`` asks about. They are about articles of the
open laws, and about the passages of invented policy documents in ``vectorstore/train/policy.jsonl.xz``.
"""

from __future__ import annotations

import csv
import json
import lzma
import re
import tarfile
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from law.gazette import parse
from law.model import Citation, Document, Paragraph, Provision
from qa.wording.clauses import Clause, clauses
from vectorstore.train.questions import MORE, MORE_STYLES, POLICY, read_lay_questions

HERE = Path(__file__).parent
LABELS = tuple(HERE / f"{name}.tsv.xz" for name in ("labels", "yes_no", "lay"))
NEAR = HERE / "near.tsv.xz"
ONE_IN = 8
"""What was asked of one document in so many is kept for measuring."""
SHORT = {"y": "yes", "n": "no", "c": "conditional"}
POLICIES = "policy/"
"""What the place of an invented policy document begins with, before its title; its passages are numbered as the file holds them, from 1."""
NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, and what a reader made of it and of its text."""

    law: str
    """Place of the law in the archive, or of the policy document."""
    address: str
    """Of the article; of a passage of a policy document its number."""
    style: str
    question: str
    kind: str
    """``""`` where nobody labelled it."""
    verdict: str
    """yes, no, conditional; ``""`` where it cannot be answered so."""
    deciding: tuple[Clause, ...]
    """The clauses that decide, the decisive one first; of a question in `NEAR`, those that only look so."""
    article: tuple[Clause, ...]
    """All clauses of the article."""
    of_document: bool = False
    """Whether it was asked of the whole document, before anybody looked for a clause."""

    @property
    def left_out(self) -> bool:
        """Whether it is kept for measuring: what was asked of the whole of one document in `ONE_IN`."""
        return self.of_document and crc32(self.law.encode()) % ONE_IN == 0


def read_labelled(shared: Path, labels: Sequence[Path] = LABELS) -> list[Labelled]:
    """Read the labels with the questions and texts that they are about. Raises FileNotFoundError where ``shared`` lacks them."""
    shared_questions = read_lay_questions(shared / "questions" / "lay_questions.jsonl.xz")
    asked = {(one.path, one.article): one for one in (*shared_questions, *read_lay_questions(MORE, MORE_STYLES))}
    rows = defaultdict(list)
    for source in labels:
        with lzma.open(source, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                rows[row["path"]].append(row)
    found = []
    for path, articles in texts(shared, rows):
        for row in rows[path]:
            there = articles.get(row["article"], ())
            deciding = tuple(there[int(n) - 1] for n in row["clauses"].split() if int(n) <= len(there))
            question = row.get("question") or asked[path, row["article"]].wordings[row["style"]]
            verdict, whole = SHORT.get(row["verdict"], ""), row.get("reader") == "document"
            found.append(Labelled(path, row["article"], row["style"], question, row["kind"], verdict, deciding, there, whole))
    return found


def texts(shared: Path, paths: Container[str]) -> Iterator[tuple[str, dict[str, tuple[Clause, ...]]]]:
    """Yield those of the laws and policy documents that are named, each with the clauses of its texts by address."""
    for path, documents in open_laws(shared, paths):
        yield (
            path,
            {
                provision.address: tuple(clauses(Citation(document.title, provision.address, version=document.version), provision))
                for document in reversed(documents)
                for provision in document.all_provisions()
            },
        )
    yield from ((path, passages) for path, passages in policies().items() if path in paths)


def open_laws(shared: Path, paths: Container[str]) -> Iterator[tuple[str, Sequence[Document]]]:
    """Yield those of the open laws that are named, each with its documents. Raises FileNotFoundError where ``shared`` lacks them."""
    with tarfile.open(shared / "laws" / "open_laws.tar.xz") as archive:
        for member in archive:
            path = member.name.removeprefix("open/")
            content = archive.extractfile(member) if path in paths else None
            if content is not None:
                yield path, parse(content.read().decode("utf-8"), Path(path).name).documents


def policies() -> dict[str, dict[str, tuple[Clause, ...]]]:
    """Return the passages of the invented policy documents: by place and number, the clauses."""
    found: dict[str, dict[str, tuple[Clause, ...]]] = defaultdict(dict)
    for number, record in enumerate(policy_records(), 1):
        heading = NUMBERED.sub("", record["heading"].rsplit(" ", 1)[-1])
        provision = Provision(record["heading"], (record["heading"],), (Paragraph(1, record["text"]),), heading)
        found[POLICIES + record["doc"]][str(number)] = tuple(clauses(Citation(record["doc"], record["heading"]), provision))
    return found


@cache
def policy_records() -> tuple[dict[str, str], ...]:
    """Return the passages of the invented policy documents: ``doc``, ``heading``, ``text``, for many of them a question of each style, and ``held_out``
    where nothing that is measured on the document is learnt from it."""
    with lzma.open(POLICY, "rt", encoding="utf-8") as file:
        return tuple(map(json.loads, file))


def held_out_policies() -> frozenset[str]:
    """Return the places of the policy documents that are kept for measuring."""
    return frozenset(POLICIES + record["doc"] for record in policy_records() if record.get("held_out"))


def policy_texts(paths: Container[str]) -> dict[str, str]:
    """Return invented policy documents as a gazette would print them: title, headings, passages."""
    written: dict[str, list[str]] = {}
    for record in policy_records():
        path, (*above, heading) = POLICIES + record["doc"], record["heading"].split(" ")
        if path in paths:
            lines = written.setdefault(path, [record["doc"]])
            lines += [one for one in above if one not in lines]
            # 一、 stands on a line of its own; （一） and 1. begin the words that they head, with or without a name.
            lines += [f"{heading}{'' if heading.endswith('）') else '。'}{record['text']}"] if above else [heading, record["text"]]
    return {path: "\n".join(lines) + "\n" for path, lines in written.items()}
