"""The frame of every page of our own: head, header, footer. No inline script or style, so that the strictest policy holds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from html import escape
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse

from law.library import Library
from ui.words import Words

FOLDER = Path(__file__).resolve().parent
ASSETS = {"style.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8", "mark.svg": "image/svg+xml"}
"""Files served under ``/page/``, and their types."""
RELOAD_SECONDS = 5
"""How often the page without documents looks again."""


@cache
def asset(name: str) -> bytes:
    """Return a file of the page; ``KeyError`` for a name that is not in ``ASSETS``."""
    ASSETS[name]
    return (FOLDER / name).read_bytes()


def asset_address(name: str) -> str:
    """Return the address of a file, which changes with its content so that browsers may keep it."""
    return f"/page/{name}?v={hashlib.sha256(asset(name)).hexdigest()[:12]}"


def head_html(words: Words) -> str:
    """Return what goes into ``<head>``: style, script and the strings that the script shows."""
    strings = json.dumps(asdict(words), ensure_ascii=False).replace("<", "\\u003c")
    return (
        '<meta name="color-scheme" content="light dark">'
        '<meta name="referrer" content="same-origin">'
        f'<link rel="stylesheet" href="{asset_address("style.css")}">'
        f'<link rel="icon" type="image/svg+xml" href="{asset_address("mark.svg")}">'
        f'<script type="application/json" id="page-words">{strings}</script>'
        f'<script src="{asset_address("page.js")}" defer></script>'
    )


def header_html(words: Words, other_address: str) -> str:
    """Return the header: name, the places to go, and the other language."""
    language = "" if words.language == "zh" else f"?lang={words.language}"
    return (
        '<header class="site-head"><div class="site-head-inner">'
        f'<a class="brand" href="{words.home_address}"><img src="{asset_address("mark.svg")}" alt="" width="28" height="28">'
        f'<strong>{escape(words.name)}</strong><span class="tagline">{escape(words.tagline)}</span></a>'
        f'<nav class="site-nav"><a href="{words.home_address}">{escape(words.home)}</a><a href="/docs{language}">{escape(words.documents)}</a>'
        f'<a href="/penalties{language}">{escape(words.penalties)}</a>'
        f'<a href="{escape(other_address)}" lang="{words.other.html_language}" hreflang="{words.other.html_language}">'
        f"{escape(words.other_language)}</a></nav></div></header>"
    )


def footer_html(words: Words, library: Library | None, *, degraded: bool = False) -> str:
    """Return the footer: what this service is not, what it holds as of when, and whether its index is incomplete."""
    coverage = ""
    if library is not None:
        entries = library.entries()
        latest = max((entry.promulgation_date or "" for entry in entries), default="")
        sentence = words.coverage_dated if latest else words.coverage
        documents = "/docs" + ("" if words.language == "zh" else f"?lang={words.language}")
        coverage = f'<a href="{documents}">{escape(sentence.format(count=len(entries), date=latest))}</a>'
    status = f'<p role="status">{escape(words.degraded)}</p>' if degraded else ""
    return f'<footer class="site-foot"><p>{escape(words.disclaimer)}</p><p>{coverage}</p>{status}</footer>'


@dataclass(frozen=True, slots=True)
class Page:
    """What differs from page to page. ``body`` is HTML whose texts are escaped already; ``refresh`` reloads it after so many seconds."""

    title: str
    body: str
    other_address: str
    """The same page in the other language."""
    refresh: int | None = None


def page_html(page: Page, words: Words, library: Library | None) -> str:
    """Return a whole page."""
    reload = f'<meta http-equiv="refresh" content="{page.refresh}">' if page.refresh else ""
    return (
        f'<!doctype html><html lang="{words.html_language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(page.title)} · {escape(words.name)}</title>{reload}{head_html(words)}</head>"
        f'<body class="own">{header_html(words, page.other_address)}<main class="sheet">{page.body}</main>'
        f"{footer_html(words, library)}</body></html>"
    )


def own_page(title: str, body: str, words: Words, library: Library | None, request: Request) -> HTMLResponse:
    """Return a page of our own in its frame, with the way to itself in the other language."""
    other = request.url.include_query_params(lang=words.other.language)
    return HTMLResponse(page_html(Page(title, body, f"{other.path}?{other.query}"), words, library))


def missing(words: Words) -> HTMLResponse:
    """Return the page that says how to read documents in; it reloads itself until there are some."""
    command = "<pre><code>python ingest.py</code></pre>"
    body = f'<div class="plain"><h1>{escape(words.no_index)}</h1><p>{escape(words.no_index_more)}</p>{command}</div>'
    page = Page(words.no_index, body, words.other.home_address, refresh=RELOAD_SECONDS)
    return HTMLResponse(page_html(page, words, None), status_code=503)
