"""A document as clean text, one paragraph a line, which parses to the same structure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from law.model import CLOSING, NOTICE, ORDER, PREAMBLE, Division, Document, Item, Paragraph, Provision

WITHIN_DIVISION = re.compile(r"^(?:第[^第]{1,6}?(?:部分|分编|编|篇|章|节))+(?=第|.)")
"""The divisions above, in 第二篇第一章 and 第二篇第一章一."""


def render(document: Document) -> str:
    """Print a document: title, order or notice, notes, headings and provisions, closing words, signature and date."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    matters = {matter.address: matter for matter in document.front}
    yield document.notice_title or document.title
    if ORDER in matters:
        yield from _order(document, matters[ORDER])
    elif document.document_number and all(event.number != document.document_number for event in document.history):
        yield document.document_number
    if NOTICE in matters:
        yield from _words(matters[NOTICE])
        yield from _signature(document)
        yield document.title
    elif document.kind == "speech" and document.signatory:
        yield _byline(document)
        yield f"（{_date(document.promulgation_date)}）"
    if PREAMBLE in matters:
        yield from _words(matters[PREAMBLE])
    yield from _provisions(document)
    for matter in document.back:
        if matter.address != CLOSING:
            yield f"{matter.address}：{matter.heading}" if matter.heading else matter.address
        yield from _words(matter)
    if not matters.keys() & {ORDER, NOTICE} and document.kind != "speech" and document.promulgation_date and not document.history:
        yield from _signature(document)


def _order(document: Document, order: Provision) -> Iterator[str]:
    number = document.document_number or ""
    name, _, count = number.rpartition("第")
    yield name
    yield f"第{count}"
    yield from _words(order)
    if document.signatory:
        yield _byline(document)
    if document.promulgation_date:
        yield _date(document.promulgation_date)


def _signature(document: Document) -> Iterator[str]:
    if document.issuing_authority:
        yield from document.issuing_authority.split("、")
    if document.promulgation_date:
        yield _date(document.promulgation_date)


def _byline(document: Document) -> str:
    return "　".join(filter(None, (document.signatory_office, document.signatory)))


def _date(iso: str | None) -> str:
    year, month, day = (iso or "0001-01-01").split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _provisions(document: Document) -> Iterator[str]:
    """Yield headings before the first provision that they hold, and the provisions."""
    divisions = list(document.divisions)
    stop = "。" if document.kind in ("plan", "opinion", "notice") else ""
    for provision in document.provisions:
        while divisions and (not divisions[0].provisions or divisions[0].provisions[0] == provision.address):
            if divisions[0].label != provision.address:
                yield _division_line(divisions[0], stop)
            divisions.pop(0)
        yield from _provision(provision, stop)
    yield from (_division_line(division, stop) for division in divisions)


def _division_line(division: Division, stop: str) -> str:
    label = WITHIN_DIVISION.sub("", division.label)
    if label.endswith("、"):
        return label + division.heading
    if not label or (label.startswith("第") and "、" not in label):
        return f"{label}　{division.heading}".strip("　")
    last = label.rpartition("、")[2]
    if last.startswith("（"):
        return f"{last}{division.heading}{stop}"
    if "." in last:
        return f"{last} {division.heading}"
    return f"{last}、{division.heading}" if not last.isdecimal() else f"{last}.{division.heading}{stop}"


def _provision(provision: Provision, stop: str) -> Iterator[str]:
    last = provision.path[-1]
    words = list(_words(provision))
    if last.startswith("第") and not last.endswith("、"):
        if last.endswith("段"):
            yield from words
            return
        heading = f"（{provision.heading}）" if provision.heading and last.endswith("条") else provision.heading
        first, *rest = [heading, *words] if heading else words or [""]
        yield f"{last}　{first}".rstrip("　")
        yield from rest
        return
    if "." in last:
        yield f"{last} {provision.heading or ''}".rstrip() + ("" if provision.heading or not words else words.pop(0))
        yield from words
        return
    mark = last if last.startswith(("（", "①", "第")) else f"{last}." if last.isdecimal() else f"{last}、"
    if provision.heading is None:
        first, *rest = words or [""]
        yield mark + first
        yield from rest
    elif mark.endswith("、"):
        yield mark + provision.heading
        yield from words
    else:
        yield f"{mark}{provision.heading}{stop}"
        yield from words


def _words(provision: Provision) -> Iterator[str]:
    for paragraph in provision.paragraphs:
        yield from _paragraph(paragraph)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.text:
        yield paragraph.text
    for item in paragraph.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    yield from f"{item.label}{item.text}".split("\n")
    for inner in item.items:
        yield from _item(inner)
