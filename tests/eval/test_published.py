"""The invented texts as offices publish them: each read as by hand, each question about what stands there."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.commands.texts import PUBLISHED
from eval.grow import complaints
from eval.questions import read_questions
from law.gazette import parse
from law.library import Library
from law.model import Document, Item, Paragraph

FOLDERS = sorted(folder.name for folder in PUBLISHED.iterdir())
READ_BY_HAND = [folder for folder in FOLDERS if (PUBLISHED / folder / "gold.jsonl").exists()]
READ_OTHERWISE = {"statutes": 4, "orders": 9, "policies": 30, "others": 23}
"""So many provisions of a folder are read otherwise at the most: by-hand reading parts points of annexes and tables, and leaves addressees out."""


def documents(folder: str) -> dict[str, list[Document]]:
    return {file.name: list(parse(file.read_text("utf-8"), file.name).documents) for file in sorted((PUBLISHED / folder).glob("*.txt"))}


def gold(folder: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (PUBLISHED / folder / "gold.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("folder", READ_BY_HAND)
def test_titles_numbers_and_days_are_read_as_by_hand(folder: str) -> None:
    found = documents(folder)
    for one in gold(folder):
        if "address" in one:
            continue
        document = next((each for each in found[one["file"]] if plain(each.title) == plain(one["title"])), None)
        assert document is not None, (one["title"], [each.title for each in found[one["file"]]])
        assert plain(document.document_number) == plain(one["number"]).replace("人力资源和社会保障部", "人力资源社会保障部").replace(
            "局令", "局令"
        )
        assert (document.effective_date or "") == (one["effective"] or "")


@pytest.mark.parametrize("folder", READ_BY_HAND)
def test_provisions_are_read_as_by_hand(folder: str) -> None:
    found = documents(folder)
    otherwise = [
        f"{one['title']} {one['address']}"
        for one in gold(folder)
        if "address" in one
        and one["paragraphs"]
        and not any(reads(each, one) for each in found[one["file"]] if plain(each.title) == plain(one["title"]))
    ]
    assert len(otherwise) <= READ_OTHERWISE[folder], otherwise


@pytest.mark.parametrize("folder", FOLDERS)
def test_questions_ask_about_what_stands_there(folder: str, tmp_path: Path) -> None:
    Library.build(tmp_path / "library.sqlite", [one for each in documents(folder).values() for one in each])
    cases = read_questions(PUBLISHED / folder / "questions.jsonl")
    told = [one for one in complaints(cases, Library.open(tmp_path / "library.sqlite")) if "near the same" not in one]
    assert len(cases) >= 60 and not told, told


def reads(document: Document, one: dict[str, Any]) -> bool:
    """Say whether a document has a provision, or an item, at an address, with the paragraphs that were read by hand."""
    heading, paragraphs = places(document).get(plain(one["address"]), (None, ()))
    if not paragraphs or len(paragraphs) != len(one["paragraphs"]) or (heading is not None and plain(heading) != plain(one["heading"])):
        return False
    return all(same(words, items, wanted) for (words, items), wanted in zip(paragraphs, one["paragraphs"], strict=True))


def same(words: str, items: tuple[Item, ...], wanted: dict[str, Any]) -> bool:
    if not (plain(words).startswith(plain(wanted["text"])) and plain(words).endswith(plain(wanted["end"]))):
        return False
    listed = [(plain(item.label), plain(item.text)) for item in items]
    return "items" not in wanted or (
        len(listed) == len(wanted["items"])
        and all(
            label == plain(item["label"]) and text.startswith(plain(item["text"]))
            for (label, text), item in zip(listed, wanted["items"], strict=True)
        )
    )


Words = tuple[tuple[str, tuple[Item, ...]], ...]


def places(document: Document) -> dict[str, tuple[str | None, Words]]:
    """Return the provisions and items of a document by address, with heading and paragraphs; an item has no heading of its own."""
    found: dict[str, tuple[str | None, Words]] = {}
    for provision in document.all_provisions():
        address = plain(provision.address)
        found.setdefault(address, (provision.heading or "", tuple((one.text, one.items) for one in provision.paragraphs)))
        for paragraph in provision.paragraphs:
            for label, item in listed(paragraph.items):
                found.setdefault(address + label, (None, ((item.text, item.items),)))
    return found


def listed(items: tuple[Item, ...], above: str = "") -> Iterator[tuple[str, Item]]:
    for item in items:
        label = above + plain(item.label)
        yield label, item
        yield from listed(item.items, label)


def plain(text: str | None) -> str:
    """Return words without blanks, marks behind labels and the width of characters."""
    return re.sub(r"[\s.．、]", "", unicodedata.normalize("NFKC", text or ""))


def test_a_paragraph_is_told_from_another() -> None:
    wanted = {"text": "山塘由", "end": "管理。", "items": [{"label": "（一）", "text": "巡查"}]}
    paragraph = Paragraph(1, "山塘由所有者管理。", (Item("（一）", "巡查；"),))
    assert same(paragraph.text, paragraph.items, wanted)
    assert not same(paragraph.text, (), wanted) and not same("山塘归所有者管理。", paragraph.items, wanted)
