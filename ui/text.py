"""Provisions as HTML: every line of the text, the quoted words marked, what it refers to linked. Nothing is added to the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from law.address import label_key, split_labels
from law.library import Library
from law.model import Citation, Document, Item, Provision
from ui.render import View, citation_link, clause_address

Span = tuple[int, int]
"""Start and end in the text of a provision."""
CHINESE_NUMERALS = frozenset("〇一二三四五六七八九十百千")
SHORTEST_MARK = 4
"""Characters of quoted words that are worth looking for in a text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a provision: where it starts in the text, how deep it stands, and which 款 and 项 it belongs to."""

    start: int
    text: str
    depth: int
    paragraph: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A span of text that leads somewhere."""

    start: int
    end: int
    address: str


def provision_lines(provision: Provision) -> Iterator[Line]:
    """Yield the lines of a provision in the order of ``Provision.text``, joined by one line break each."""
    start = 0
    for paragraph in provision.paragraphs:
        lines = [Line(0, paragraph.text, 0, paragraph.n, ())] if paragraph.text else []
        for line in [*lines, *_item_lines(paragraph.items, paragraph.n, ())]:
            yield Line(start, line.text, line.depth, line.paragraph, line.items)
            start += len(line.text) + 1


def _item_lines(items: tuple[Item, ...], paragraph: int, above: tuple[str, ...]) -> Iterator[Line]:
    for item in items:
        labels = (*above, item.label)
        yield Line(0, f"{item.label}{item.text}", len(labels), paragraph, labels)
        yield from _item_lines(item.items, paragraph, labels)


def cited_spans(provision: Provision, citation: Citation, quoted: str = "") -> tuple[Span, ...]:
    """Return what to mark: the quoted words where they stand, else the 款 or 项 cited, else nothing."""
    text = provision.text
    pieces = [quoted, *quoted.split("\n")] if quoted else []
    for found in ([quoted], [piece for piece in pieces[1:] if len(piece) >= SHORTEST_MARK]):
        spans = tuple((text.index(piece), text.index(piece) + len(piece)) for piece in found if piece and piece in text)
        if spans:
            return spans
    if citation.paragraph is None and citation.item is None:
        return ()
    lines = [line for line in provision_lines(provision) if _is_cited(line, citation)]
    whole = len(lines) == len(list(provision_lines(provision)))
    return () if whole else tuple((line.start, line.start + len(line.text)) for line in lines)


def _is_cited(line: Line, citation: Citation) -> bool:
    if citation.paragraph is not None and line.paragraph != citation.paragraph:
        return False
    wanted = [label_key(label) for label in split_labels(citation.item)] if citation.item else []
    return [label_key(label) for label in line.items[: len(wanted)]] == wanted


def reference_links(citation: Citation, provision: Provision, view: View) -> tuple[Link, ...]:
    """Return the references in a provision that lead to something held here."""
    links = []
    for reference in view.library.references_from(citation):
        held = next((target for target in reference.targets if is_held(target, view.library)), None)
        fits = 0 <= reference.start < reference.end <= len(provision.text)
        if held is not None and fits and held.provision != citation.provision:
            links.append(Link(reference.start, reference.end, clause_address(held, view)))
    return tuple(sorted(links, key=lambda link: link.start))


def is_held(citation: Citation, library: Library) -> bool:
    """Tell whether the library holds what a citation names."""
    try:
        if citation.address:
            return library.provision(citation.provision) is not None
        library.document(citation.document, citation.version)
    except LookupError:
        return False
    return True


def provision_html(provision: Provision, marks: Sequence[Span] = (), links: Sequence[Link] = (), *, cited: bool = False) -> str:
    """Return a provision with its label; ``id`` is its address, so that ``#第六条`` leads to it."""
    body = "".join(
        f'<p class="depth-{min(line.depth, 3)}">{_label(provision) if number == 0 else ""}{_line_html(line, marks, links)}</p>'
        for number, line in enumerate(provision_lines(provision))
    )
    classes = "provision cited" if cited else "provision"
    return f'<section class="{classes}" id="{escape(provision.address)}">{_heading(provision)}{body}</section>'


def _label(provision: Provision) -> str:
    """Articles carry their label in the first line, as printed."""
    return "" if _headed(provision) else f'<strong class="label">{escape(provision.address)}</strong>'


def _heading(provision: Provision) -> str:
    return f"<h3>{escape(heading_text(provision))}</h3>" if _headed(provision) else ""


def _headed(provision: Provision) -> bool:
    return bool(provision.heading) or not (provision.address.startswith("第") and len(provision.path) == 1)


def heading_text(provision: Provision) -> str:
    """Return the label and heading of a provision as printed: ``二、主要任务``, ``（六）推进…``, ``3.加快…``, ``第六条``."""
    label = provision.path[-1] if provision.path else provision.address
    if set(label) <= CHINESE_NUMERALS:
        label += "、"
    elif label.isdigit():
        label += "."
    elif provision.heading and label.startswith("第"):
        label += "　"
    return label + (provision.heading or "")


def _line_html(line: Line, marks: Sequence[Span], links: Sequence[Link]) -> str:
    end = line.start + len(line.text)
    html, at = [], line.start
    for link in links:
        if at <= link.start and link.end <= end:
            html.append(_marked(line, at, link.start, marks))
            html.append(f'<a class="cite" href="{escape(link.address)}">{_marked(line, link.start, link.end, marks)}</a>')
            at = link.end
    return "".join(html) + _marked(line, at, end, marks)


def _marked(line: Line, start: int, end: int, marks: Iterable[Span]) -> str:
    html, at = [], start
    for first, last in sorted(marks):
        begin, stop = max(first, at), min(last, end)
        if begin < stop:
            html.append(escape(line.text[at - line.start : begin - line.start]))
            html.append(f"<mark>{escape(line.text[begin - line.start : stop - line.start])}</mark>")
            at = stop
    return "".join(html) + escape(line.text[at - line.start : end - line.start])


def chapter_of(document: Document, address: str) -> str:
    """Return the divisions that hold a provision, outermost first: ``第二章 赛事管理 › 第一节 …``; empty where there is none."""
    holding = [division for division in document.divisions if address in division.provisions]
    holding.sort(key=lambda division: -len(division.provisions))
    return " › ".join(division_text(division.label, division.heading) for division in holding)


def division_text(label: str, heading: str) -> str:
    """Return the heading of a division as printed: ``第一章　总则``, ``二、主要任务``."""
    if set(label) <= CHINESE_NUMERALS:
        return f"{label}、{heading}"
    return f"{label}　{heading}" if label.startswith("第") else f"{label}{heading}"


def neighbours(document: Document, address: str) -> tuple[Provision | None, Provision | None]:
    """Return the provisions before and after an address."""
    provisions = list(document.all_provisions())
    at = next((number for number, provision in enumerate(provisions) if provision.address == address), None)
    if at is None:
        return None, None
    return (provisions[at - 1] if at else None), (provisions[at + 1] if at + 1 < len(provisions) else None)


def citation_list(citations: Iterable[Citation], view: View) -> str:
    """Return citations as a list of links; those that are not held here are named without one."""
    rows = []
    for citation in dict.fromkeys(citations):
        if is_held(citation, view.library):
            rows.append(f"<li>{citation_link(citation, view)}</li>")
        else:
            rows.append(f'<li>{escape(view.library.name(citation))} <span class="standing">{escape(view.words.not_in_corpus)}</span></li>')
    return f'<ul class="citations">{"".join(rows)}</ul>' if rows else ""
