"""The gazette issue, line by line, against a reading of it by hand."""

import re
from pathlib import Path

import pytest

from law.gazette import parse
from law.model import Division, Document

ROOT = Path(__file__).parents[2]
FILE = ROOT / "corpus" / "浙江省人民政府公报2018年第1期.txt"
GOLD = Path(__file__).parent / "gold" / "gazette_2018_1.txt"
FURNITURE = {1562, 1564}

SOURCE = dict(enumerate(FILE.read_text(encoding="utf-8").split("\n"), 1))
PARSED = parse(FILE.read_text(encoding="utf-8"), FILE.name)


def gold_documents() -> list[tuple[str, dict[str, str], list[tuple[str, str, str]], list[tuple[str, str, str, str]]]]:
    documents = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("= "):
            documents.append((line[2:], {}, [], []))
        elif found := re.fullmatch(r"> (\S+) (.+): (\S+) (\S+)", line):
            documents[-1][3].append(found.groups())
        elif " | " in line:
            documents[-1][2].append(tuple(part.strip() for part in line.split("|")))
        else:
            name, _, value = line.partition(": ")
            documents[-1][1][name] = value
    return documents


GOLD_DOCUMENTS = gold_documents()
PAIRS = list(zip(GOLD_DOCUMENTS, PARSED.documents, strict=False))
NAMES = [gold[0] for gold, _ in PAIRS]


def printed(span: str) -> str:
    """The words of source lines without blanks, full-width digits and Latin folded: an own, simple reading."""
    first, _, last = span.strip().partition("-")
    numbers = [n for n in range(int(first), int(last or first) + 1) if n not in FURNITURE]
    words = re.sub(r"\s", "", "".join(SOURCE[number] for number in numbers))
    return "".join(chr(ord(c) - 0xFEE0) if re.match("[０-９Ａ-Ｚａ-ｚ％＋／]", c) else c for c in words)


def without_label(words: str, address: str, heading: str) -> str:
    last = re.search(r"(第[一二三四五六七八九十]+条|（[^）]+）|\d+)$", address)
    if last and not address.startswith("第") and not words.startswith(last[1]):
        return words
    words = words.removeprefix(last[1]) if last else words
    words = words.removeprefix("．")
    return words.removeprefix(heading + "。") if heading else words


def test_the_issue_holds_six_documents_in_order() -> None:
    assert [document.title for document in PARSED.documents] == [gold[0] for gold in GOLD_DOCUMENTS]


@pytest.mark.parametrize(("gold", "document"), PAIRS, ids=NAMES)
def test_fields_are_those_read_by_hand(gold, document: Document) -> None:
    fields = gold[1]
    assert f"{document.source.first_line}-{document.source.last_line}" == fields["lines"]
    assert document.kind == fields["kind"]
    for name in ("notice_title", "document_number", "issuing_authority", "signatory", "promulgation_date", "effective_date"):
        assert getattr(document, name) == fields.get(name), name
    assert [f"{repeal.title} {repeal.document_number}" for repeal in document.repeals] == [r for r in [fields.get("repeals")] if r]


@pytest.mark.parametrize(("gold", "document"), PAIRS, ids=NAMES)
def test_every_provision_has_its_heading_paragraphs_and_items(gold, document: Document) -> None:
    found = [
        (p.address, p.heading or "", [(q.text, [(item.label, item.text) for item in q.items]) for q in p.paragraphs])
        for p in document.all_provisions()
    ]
    expected = []
    for address, heading, spans in gold[2]:
        paragraphs = []
        for at, span in enumerate(spans.split("/")):
            own, _, items = span.partition("[")
            words = printed(own)
            labelled = [re.fullmatch(r"(（[^）]+）)(.*)", printed(item)).groups() for item in items.rstrip("] ").split(";") if item]
            paragraphs.append((words if at else without_label(words, address, heading), labelled))
        expected.append((address, heading, paragraphs))
    assert found == expected


@pytest.mark.parametrize(("gold", "document"), PAIRS, ids=NAMES)
def test_divisions_hold_the_provisions_under_them(gold, document: Document) -> None:
    addresses = [provision.address for provision in document.provisions]
    expected = [
        Division(label, heading, tuple(addresses[addresses.index(first) : addresses.index(last) + 1]))
        for label, heading, first, last in gold[3]
    ]
    assert list(document.divisions) == expected


def test_what_is_in_no_document_says_why() -> None:
    assert {entry.why for entry in PARSED.audit} == {"刊头", "目录", "页眉"}
    assert [(entry.line, entry.why) for document in PARSED.documents for entry in document.audit] == [(1562, "页码"), (1564, "页眉")]


def test_every_line_has_exactly_one_place() -> None:
    filled = {number for number, line in SOURCE.items() if line.strip()}
    spans = [p.lines for document in PARSED.documents for p in document.all_provisions()]
    in_provisions = {n for first, last in spans for n in range(first, last + 1)} & filled
    audited = {e.line for e in (*PARSED.audit, *(e for d in PARSED.documents for e in d.audit))}
    placed = {entry.line for entry in PARSED.placed}
    assert in_provisions | audited | placed == filled
    assert not placed & audited and not placed & in_provisions
    assert in_provisions & audited == FURNITURE
