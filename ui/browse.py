"""Pages to read: the list of documents, a whole document, one clause for the panel, and a page that answers without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from law.citation import CitationError, parse_citation
from law.library import Entry, Library
from law.model import Citation, Document, Provision
from law.references import find_provision
from qa.model import Question
from ui.clause import clause_html, facts_html
from ui.compare import versions_html
from ui.conversation import QUESTION_LIMIT, clean_question, complaint, reply
from ui.page import missing, own_page
from ui.render import View, document_address, nearest_html, question_html, standing_html
from ui.service import Service, Source
from ui.text import cited_spans, division_text, heading_text, provision_html, reference_links
from ui.words import Words, words_for

LISTED = 300
"""Documents listed on one page."""
ARTICLES = 8
"""Provisions listed below them."""
SHORTEST_QUERY = 2
"""Characters from which provisions are looked for."""
Language = Annotated[str, Query(max_length=20)]
Title = Annotated[str, Query(max_length=300)]
Quoted = Annotated[str, Query(max_length=4000)]


@dataclass(frozen=True, slots=True)
class Field:
    """One text field with its button."""

    label: str
    button: str
    value: str = ""


def browse_routes(source: Source) -> APIRouter:
    """Return the routes ``/docs``, ``/doc/{title}``, ``/clause`` and ``/ask``."""
    router = APIRouter()

    @router.get("/docs")
    def docs(request: Request, q: Title = "", part: Language = "", lang: Language = "") -> Response:
        words, service = words_for(lang), source()
        if service is None:
            return missing(words)
        if part:
            return HTMLResponse(_results(service, clean_question(q), words))
        body = _listing(service, clean_question(q), words)
        return own_page(words.document_list, body, words, service.library, request)

    @router.get("/doc/{title:path}")
    def doc(request: Request, title: str, at: Title = "", v: Language = "", lang: Language = "") -> Response:
        words, service = words_for(lang), source()
        if service is None:
            return missing(words)
        try:
            document = service.library.document(title, v)
        except LookupError:
            return _not_found(words, service.library, request)
        cited = find_cited(document, at)
        body = document_html(document, cited, View(service.library, words))
        return own_page(f"《{document.title}》", body, words, service.library, request)

    @router.get("/clause")
    def clause(doc: Title, at: Title = "", v: Language = "", quoted: Quoted = "", lang: Language = "") -> Response:
        words, service = words_for(lang), source()
        try:
            document = service.library.document(doc, v) if service else None
        except LookupError:
            document = None
        cited = find_cited(document, at) if document else None
        if service is None or document is None or cited is None:
            return HTMLResponse(f'<p class="wrong">{escape(words.not_found)}</p>', status_code=404)
        return HTMLResponse(clause_html(document, cited, quoted, View(service.library, words)))

    @router.get("/ask")
    def ask(request: Request, q: Annotated[str, Query(max_length=4 * QUESTION_LIMIT)] = "", lang: Language = "") -> Response:
        words, service = words_for(lang), source()
        question = clean_question(q)
        wrong = complaint(question, words) if q else None
        answered = list(reply(service, question, (), words))[-1] if question and not wrong else ""
        said = f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
        answered = f'<div class="printed">{question_html(question, words)}</div>{answered}' if answered else ""
        body = _form("/ask", Field(words.question_label, words.ask, q), words) + said + answered
        return own_page(words.ask_title, body, words, service.library if service else None, request)

    return router


def find_cited(document: Document, at: str) -> tuple[Citation, Provision] | None:
    """Return the citation and provision that an address such as ``第六条第一款`` or ``第6条`` means in a document."""
    try:
        citation = parse_citation(f"《{document.title}》{at.strip()}")
    except CitationError:
        citation = Citation(document.title, at.strip())
    provision = find_provision(document, citation.address)
    if provision is None:
        return None
    return Citation(document.title, provision.address, citation.paragraph, citation.item, document.version), provision


def document_html(document: Document, cited: tuple[Citation, Provision] | None, view: View) -> str:
    """Return a whole document: what is known about it, its contents, and every provision, the cited one marked."""
    whole = Citation(document.title, version=document.version)
    parts = []
    for provision in document.all_provisions():
        parts += [
            f'<h2 class="division">{escape(division_text(division.label, division.heading))}</h2>'
            for division in document.divisions
            if division.provisions and division.provisions[0] == provision.address
        ]
        here = Citation(document.title, provision.address, version=document.version)
        is_cited = cited is not None and cited[1] is provision
        marks = cited_spans(provision, cited[0]) if cited is not None and is_cited else ()
        parts.append(provision_html(provision, marks, reference_links(here, provision, view), cited=is_cited))
    return (
        f'<article class="document"><header><h1>{escape(document.title)}</h1>{facts_html(document, whole, view)}'
        f'{_source(document, view.words)}{versions_html(view.library, document, view.words)}</header>{_contents(document, view.words)}<div class="provisions">{_inside(view.words)}{"".join(parts)}</div></article>'
    )


def _inside(words: Words) -> str:
    """Return the field that looks inside the document; it works where scripts run, and is not shown elsewhere."""
    return (
        f'<div class="inside" hidden><label for="inside">{escape(words.search_in)}</label>'
        '<input id="inside" type="search" autocomplete="off" maxlength="100"><p role="status"></p></div>'
    )


def _source(document: Document, words: Words) -> str:
    place = words.source_lines.format(file=document.source.file, first=document.source.first_line, last=document.source.last_line)
    return f'<p class="source">{escape(words.source)}：{escape(place)}</p>'


def _contents(document: Document, words: Words) -> str:
    inside = {address: division for division in reversed(document.divisions) for address in division.provisions}
    rows: list[str] = []
    last = None
    for provision in document.all_provisions():
        division = inside.get(provision.address)
        if division is not None and division is not last:
            rows.append(f'<li class="chapter">{escape(division_text(division.label, division.heading))}</li>')
        last = division
        rows.append(f'<li><a href="#{escape(provision.address)}">{escape(heading_text(provision))}</a></li>')
    compact = " compact" if not any(provision.heading for provision in document.provisions) else ""
    return f'<details class="contents{compact}" open><summary>{escape(words.contents)}</summary><ol>{"".join(rows)}</ol></details>'


def _listing(service: Service, query: str, words: Words) -> str:
    form = _form("/docs", Field(words.search_documents, words.search, query), words)
    return (
        f'<div class="plain"><h1>{escape(words.document_list)}</h1><p>{escape(words.document_list_more)}</p></div>'
        f'{form}<div id="results" aria-live="polite">{_results(service, query, words)}</div>'
    )


def _results(service: Service, query: str, words: Words) -> str:
    """Return the documents whose title or number holds the query, then the provisions that are about it."""
    wanted = query.casefold()
    entries = service.library.entries()
    found = [entry for entry in entries if wanted in f"{entry.title} {entry.document_number or ''}".casefold()]
    rows = "".join(_row(entry, service.library, words) for entry in found[:LISTED])
    body = f'<ul class="documents">{rows}</ul>' if rows else f"<p>{escape(words.none_found.format(query=query))}</p>"
    more = words.first_shown.format(count=len(found), shown=LISTED) if len(found) > LISTED else ""
    return f"{f'<p>{escape(more)}</p>' if more else ''}{body}{_articles(service, query, words)}"


def _articles(service: Service, query: str, words: Words) -> str:
    if len(query) < SHORTEST_QUERY:
        return ""
    rows = nearest_html(service.assistant.find(Question(query))[:ARTICLES], View(service.library, words))
    return f'<section class="articles"><h2>{escape(words.articles_found)}</h2>{rows}</section>'


def _row(entry: Entry, library: Library, words: Words) -> str:
    address = document_address(entry.title, words, {"v": entry.version} if entry.version else {})
    counted = words.articles if entry.kind == "regulation" else words.sections
    facts = [
        entry.document_number or "",
        entry.issuing_authority or "",
        words.in_force.format(date=entry.effective_date) if entry.effective_date else entry.promulgation_date or "",
        counted.format(count=entry.provision_count) if entry.provision_count else "",
    ]
    line = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    standing = standing_html(entry.citation, View(library, words))
    warning = standing if "warn" in standing else ""
    return f'<li><a href="{escape(address)}">{escape(entry.title)}</a><p class="line">{line}{warning}</p></li>'


def _form(action: str, field: Field, words: Words) -> str:
    language = f'<input type="hidden" name="lang" value="{words.language}">' if words.language != "zh" else ""
    return (
        f'<form class="search" action="{action}" method="get" role="search"><label for="q">{escape(field.label)}</label>'
        f'<div><input id="q" name="q" value="{escape(field.value)}" maxlength="{QUESTION_LIMIT}" autocomplete="off">{language}'
        f"<button>{escape(field.button)}</button></div></form>"
    )


def _not_found(words: Words, library: Library, request: Request) -> HTMLResponse:
    body = f'<div class="plain"><h1>{escape(words.not_found)}</h1><p>{escape(words.not_found_more)}</p></div>'
    page = own_page(words.not_found, body + _form("/docs", Field(words.search_documents, words.search), words), words, library, request)
    return HTMLResponse(page.body, status_code=404)
