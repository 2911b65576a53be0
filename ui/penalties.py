"""The table that staff need: sanctions filtered and sorted, each with the way to its clause and to the duty it punishes; CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from law.citation import CitationError, parse_citation
from law.model import Citation
from ui.page import missing, own_page
from ui.penalty_rows import SANCTIONS, Row, Wanted, choose, csv_bytes, penalty_rows, range_text, wanted_rows, xlsx_bytes
from ui.render import View, address_of, citation_link
from ui.service import Source
from ui.words import Words, words_for

PAGE_ROWS = 50
"""Rows on one page: more of them are slow to read and to draw."""
LONG_CONDUCT, SHOWN_CONDUCT = 100, 60
"""Characters from which a conduct is folded, and how many of them stay in sight."""
LISTED_CHOICES = 500
"""Titles or authorities offered while typing; a longer list helps nobody and slows the page."""

Filters = Annotated[Wanted, Depends(wanted_rows)]
Language = Annotated[str, Query(max_length=20)]


def penalty_routes(source: Source) -> APIRouter:
    """Return the routes ``/penalties``, ``/penalties.csv`` and ``/penalties.xlsx``."""
    router = APIRouter()

    @router.get("/penalties")
    def page(request: Request, wanted: Filters, lang: Language = "") -> Response:
        words, service = words_for(lang), source()
        if service is None:
            return missing(words)
        view = View(service.library, words)
        return own_page(words.penalties, _page_body(wanted, view), words, view.library, request)

    def exported(wanted: Wanted, lang: str, write: Callable[[Sequence[Row], View], bytes], ending: str, kind: str) -> Response:
        words, service = words_for(lang), source()
        if service is None:
            return missing(words)
        content = write(choose(penalty_rows(service.library), wanted), View(service.library, words))
        return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="penalties.{ending}"'})

    @router.get("/penalties.csv")
    def as_csv(wanted: Filters, lang: Language = "") -> Response:
        return exported(wanted, lang, csv_bytes, "csv", "text/csv; charset=utf-8")

    @router.get("/penalties.xlsx")
    def as_xlsx(wanted: Filters, lang: Language = "") -> Response:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return exported(wanted, lang, xlsx_bytes, "xlsx", kind)

    return router


def _page_body(wanted: Wanted, view: View) -> str:
    words = view.words
    rows = penalty_rows(view.library)
    found = choose(rows, wanted)
    last = max(1, -(-len(found) // PAGE_ROWS))
    at = min(wanted.page, last)
    shown = found[(at - 1) * PAGE_ROWS : at * PAGE_ROWS]
    table = _table(shown, wanted, view) if shown else f'<p role="status">{escape(words.no_penalties)}</p>'
    links = "".join(
        f'<a class="button" href="/penalties.{ending}?{escape(wanted.query(words, page=1))}" download>{escape(words.export.format(kind=ending.upper()))}</a>'
        for ending in ("csv", "xlsx")
    )
    bar = f'<div class="table-bar"><p role="status">{escape(words.penalty_count.format(count=len(found)))}</p><p class="exports">{links}</p></div>'
    return (
        f'<div class="plain"><h1>{escape(words.penalties)}</h1><p>{escape(words.penalties_more)}</p></div>'
        f"{_filters(rows, wanted, words)}{bar if found else ''}{table}{_pages(at, last, wanted, words)}"
    )


def _filters(rows: Sequence[Row], wanted: Wanted, words: Words) -> str:
    documents = dict.fromkeys(row.citation.document for row in rows)
    authorities = sorted({row.authority for row in rows if row.authority})
    kinds = [kind for kind in SANCTIONS if any(row.sanction.type == kind for row in rows)]
    kept = "".join(
        f'<input type="hidden" name="{name}" value="{escape(str(value))}">'
        for name, value in (
            ("sort", wanted.sort),
            ("down", "1" if wanted.down else ""),
            ("lang", words.language if words.language != "zh" else ""),
        )
        if value
    )
    amount = f"{wanted.amount:g}" if wanted.amount is not None else ""
    return (
        f'<form class="filters" action="/penalties" method="get" role="search" aria-label="{escape(words.penalties)}">'
        f"{_field('q', words.search_penalties, wanted.q)}{_field('document', words.documents_filter, wanted.document, documents)}"
        f"{_field('authority', words.enforced_by, wanted.authority, authorities)}{_choice('sanction', words.sanction, wanted.sanction, kinds, words)}"
        f'{_field("amount", words.amount_filter, amount)}{kept}<div class="filter-buttons"><button>{escape(words.search)}</button>'
        f'<a href="/penalties{"?lang=en" if words.language == "en" else ""}">{escape(words.clear_filters)}</a></div></form>'
    )


def _field(name: str, label: str, value: str, offered: Sequence[str] | dict[str, None] = ()) -> str:
    listed = list(offered)[:LISTED_CHOICES]
    options = f'<datalist id="{name}-list">{"".join(f"<option>{escape(one)}</option>" for one in listed)}</datalist>' if listed else ""
    ties = f' list="{name}-list"' if listed else ""
    kind = ' inputmode="decimal"' if name == "amount" else ""
    return (
        f'<div><label for="{name}">{escape(label)}</label>'
        f'<input id="{name}" name="{name}" value="{escape(value)}" maxlength="300" autocomplete="off"{ties}{kind}>{options}</div>'
    )


def _choice(name: str, label: str, value: str, offered: Sequence[str], words: Words) -> str:
    options = "".join(f"<option{' selected' if one == value else ''}>{escape(one)}</option>" for one in offered)
    return (
        f'<div><label for="{name}">{escape(label)}</label><select id="{name}" name="{name}">'
        f'<option value="">{escape(words.all_of_them)}</option>{options}</select></div>'
    )


def _table(rows: Sequence[Row], wanted: Wanted, view: View) -> str:
    words = view.words
    heads = (
        ("conduct", words.conduct), ("", words.violated), ("sanction", words.sanction), ("max", words.range), ("", words.condition),
        ("authority", words.enforced_by), ("basis", words.legal_basis),
    )  # fmt: skip
    columns = "".join(_column(key, label, wanted, words) for key, label in heads)
    groups = groupby(rows, key=lambda row: (row.citation, row.quote, row.conduct))
    body = "".join(_group(list(group), [label for _, label in heads], view) for _, group in groups)
    return (
        f'<div class="table-frame" role="region" aria-label="{escape(words.penalties)}" tabindex="0">'
        f'<table class="penalties"><thead><tr>{columns}</tr></thead>{body}</table></div>'
    )


def _column(key: str, label: str, wanted: Wanted, words: Words) -> str:
    if not key:
        return f'<th scope="col">{escape(label)}</th>'
    here = wanted.sort == key
    turned = not wanted.down if here else key == "max"
    state = f' aria-sort="{"descending" if wanted.down else "ascending"}"' if here else ""
    mark = ("▼" if wanted.down else "▲") if here else "↕"
    query = replace(wanted, sort=key, down=turned, page=1).query(words)
    return f'<th scope="col"{state}><a href="/penalties?{escape(query)}">{escape(label)}<span aria-hidden="true"> {mark}</span></a></th>'


def _group(rows: Sequence[Row], labels: Sequence[str], view: View) -> str:
    """Return the sanctions that one sentence imposes for one conduct, as one body of the table: what they share is printed once."""
    first, span = rows[0], f' rowspan="{len(rows)}"' if len(rows) > 1 else ""
    duties = "、".join(citation_link(_duty(first, address), view, address_of(_duty(first, address))) for address in first.violates)
    shared = {0: _folded(first.conduct), 1: duties, 6: citation_link(first.citation, view)}
    if all(row.authority == first.authority for row in rows):
        shared[5] = escape(first.authority)
    lines = []
    for number, row in enumerate(rows):
        own = {2: _sort(row, view.words), 3: escape(range_text(row.sanction)), 4: escape(_when(row, view.words)), 5: escape(row.authority)}
        cells = {at: cell for at, cell in own.items() if at not in shared} if number else own | shared
        lines.append(
            "".join(
                f'<td class="column-{at}" data-label="{escape(labels[at])}"{span if at in shared else ""}>{cells[at] or "—"}</td>'
                for at in sorted(cells)
            )
        )
    return f"<tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody>"


def _folded(conduct: str) -> str:
    """Return a conduct; of a long one, a list of cases, its beginning, the rest to be opened."""
    if len(conduct) <= LONG_CONDUCT:
        return escape(conduct)
    return f"<details><summary>{escape(conduct[:SHOWN_CONDUCT])}…</summary>{escape(conduct)}</details>"


def _sort(row: Row, words: Words) -> str:
    kind = row.sanction.text if row.sanction.type == "其他" and row.sanction.text else row.sanction.type
    return escape(kind) + (f' <span class="soft">{escape(words.optional)}</span>' if row.sanction.optional else "")


def _when(row: Row, words: Words) -> str:
    target = words.imposed_on.format(target=row.sanction.target) if row.sanction.target else None
    return "；".join(filter(None, (row.sanction.condition, target)))


def _duty(row: Row, address: str) -> Citation:
    try:
        return replace(parse_citation(f"《{row.citation.document}》{address}"), version=row.citation.version)
    except CitationError:
        return Citation(row.citation.document, address, version=row.citation.version)


def _pages(at: int, last: int, wanted: Wanted, words: Words) -> str:
    if last == 1:
        return ""
    before = f'<a rel="prev" href="/penalties?{escape(wanted.query(words, page=at - 1))}">{escape(words.page_before)}</a>' if at > 1 else ""
    after = (
        f'<a rel="next" href="/penalties?{escape(wanted.query(words, page=at + 1))}">{escape(words.page_after)}</a>' if at < last else ""
    )
    return f'<nav class="pages" aria-label="{escape(words.pages)}">{before}<span>{at} / {last}</span>{after}</nav>'
