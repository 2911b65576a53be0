"""Two versions of one document side by side: what was added, what went, what was reworded, article by article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import zip_longest
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from law.library import Library
from law.model import Citation, Document, Provision
from ui.page import missing, own_page
from ui.render import View, clause_address, document_address
from ui.service import Source
from ui.text import heading_text
from ui.words import Words, words_for

LIKE = 0.6
"""Likeness from which two articles count as one reworded; below it, one went and another came. By the text, not the number: numbers shift."""
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|.", re.DOTALL)  # 20日 → 30日 is a change of 20, not of 2


@dataclass(frozen=True, slots=True)
class Change:
    """An article before and after; None where it is new or gone."""

    before: Provision | None
    after: Provision | None

    @property
    def same(self) -> bool:
        """Whether the words are the same; the number may have changed."""
        return self.before is not None and self.after is not None and self.before.text == self.after.text


def changes(before: Document, after: Document) -> list[Change]:
    """Pair the articles of two versions in the order of the text: equal words first, then like ones between them."""
    old, new = list(before.provisions), list(after.provisions)
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    found: list[Change] = []
    for sort, a, b, c, d in matcher.get_opcodes():
        if sort == "equal":
            found += [Change(one, other) for one, other in zip(old[a:b], new[c:d], strict=True)]
        else:
            found += _paired(old[a:b], new[c:d])
    return found


def _paired(old: Sequence[Provision], new: Sequence[Provision]) -> list[Change]:
    """Pair what lies between equal articles: each old one with the first like new one after the last pair."""
    found: list[Change] = []
    at = 0
    for one in old:
        like = next((n for n in range(at, len(new)) if one.address == new[n].address or _likeness(one, new[n]) >= LIKE), None)
        if like is None:
            found.append(Change(one, None))
            continue
        found += [Change(None, other) for other in new[at:like]]
        found.append(Change(one, new[like]))
        at = like + 1
    return found + [Change(None, other) for other in new[at:]]


def _likeness(one: Provision, other: Provision) -> float:
    matcher = SequenceMatcher(None, one.text, other.text, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE else 0.0


def worded(before: str, after: str) -> tuple[str, str]:
    """Return both texts as HTML, what went as ``<del>`` in the first, what came as ``<ins>`` in the second."""
    left, right = [], []
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    for sort, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escape("".join(old[a:b])), escape("".join(new[c:d]))
        left.append(gone if sort == "equal" or not gone else f"<del>{gone}</del>")
        right.append(come if sort == "equal" or not come else f"<ins>{come}</ins>")
    return "".join(left).replace("\n", "<br>"), "".join(right).replace("\n", "<br>")


def compare_routes(source: Source) -> APIRouter:
    """Return the route ``/compare``."""
    router = APIRouter()

    @router.get("/compare")
    def compare(request: Request, doc: str = "", a: str = "", b: str = "", all: str = "", lang: str = "") -> Response:
        words, service = words_for(lang), source()
        if service is None:
            return missing(words)
        versions = service.library.versions(doc[:300])
        known = {entry.version for entry in versions}
        if len(versions) < 2 or a not in known or b not in known:
            body = f'<div class="plain"><h1>{escape(words.compare)}</h1><p>{escape(words.one_version)}</p></div>'
            page = own_page(words.compare, body, words, service.library, request)
            return Response(page.body, status_code=404, media_type="text/html; charset=utf-8")
        view = View(service.library, words)
        body = compare_html(service.library.document(doc, a), service.library.document(doc, b), view, whole=bool(all))
        return own_page(f"{words.compare} 《{doc}》", body, words, service.library, request)

    return router


def compare_html(before: Document, after: Document, view: View, *, whole: bool = False) -> str:
    """Return both versions side by side; the unchanged articles only where the whole is wanted."""
    words = view.words
    found = changes(before, after)
    changed = [change for change in found if not change.same]
    rows = "".join(_row(change, before, after, view) for change in (found if whole else changed))
    query = {"doc": before.title, "a": before.version, "b": after.version, **({} if whole else {"all": "1"})}
    if words.language != "zh":
        query["lang"] = words.language
    other = words.only_changes if whole else words.whole_text
    count = words.change_count.format(changed=len(changed), same=len(found) - len(changed))
    heads = "".join(
        f'<th scope="col"><a href="{escape(document_address(one.title, words, {"v": one.version}))}">{escape(words.version_of.format(date=one.version))}</a></th>'
        for one in (before, after)
    )
    return (
        f'<div class="plain"><h1>{escape(words.compare)}：《{escape(before.title)}》</h1><p>{escape(count)} '
        f'<a href="/compare?{escape(urlencode(query))}">{escape(other)}</a></p></div>'
        f'<table class="compare"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(change: Change, before: Document, after: Document, view: View) -> str:
    left, right = worded(change.before.text if change.before else "", change.after.text if change.after else "")
    cells = []
    for document, provision, html in zip_longest((before, after), (change.before, change.after), (left, right)):
        if provision is None:
            cells.append(f'<td class="none">{escape(view.words.not_there)}</td>')
            continue
        address = clause_address(Citation(document.title, provision.address, version=document.version), view)
        cells.append(f'<td><a class="label" href="{escape(address)}">{escape(heading_text(provision))}</a><p>{html}</p></td>')
    return f"<tr>{''.join(cells)}</tr>"


def versions_html(library: Library, document: Document, words: Words) -> str:
    """Return the other versions of a document with the way to compare them; nothing where there is only this one."""
    others = [entry for entry in reversed(library.versions(document.title)) if entry.version != document.version]
    rows = []
    for entry in others:
        first, second = sorted((entry.version, document.version))
        query = {"doc": document.title, "a": first, "b": second} | ({"lang": words.language} if words.language != "zh" else {})
        rows.append(
            f'<li><a href="{escape(document_address(entry.title, words, {"v": entry.version}))}">{escape(words.version_of.format(date=entry.version))}</a>'
            f' · <a href="/compare?{escape(urlencode(query))}">{escape(words.compare)}</a></li>'
        )
    return f'<section class="versions"><h2>{escape(words.versions)}</h2><ul>{"".join(rows)}</ul></section>' if rows else ""
