"""One clause, as the panel beside the chat shows it: its words, where it stands, and what it is tied to."""

from __future__ import annotations

from html import escape

from law.model import Citation, Document, Provision
from ui.render import View, citation_link, document_address, standing_html
from ui.text import chapter_of, citation_list, cited_spans, heading_text, neighbours, provision_html, reference_links

GIST_LENGTH = 46
"""Characters of a neighbouring provision: two lines on a phone."""


def clause_html(document: Document, cited: tuple[Citation, Provision], quoted: str, view: View) -> str:
    """Return a clause with the quoted words marked, its neighbours, its references both ways and the way to the full text."""
    citation, provision = cited
    marks = cited_spans(provision, citation, quoted)
    links = reference_links(citation.provision, provision, view)
    return (
        f'<article class="clause"><header><h2><a href="{escape(document_address(document.title, view.words, _version(citation, view)))}">'
        f"《{escape(document.title)}》</a></h2>{facts_html(document, citation, view)}</header>"
        f"{_chapter(document, provision, view)}{provision_html(provision, marks, links, cited=True)}"
        f"{_tied(citation, view)}{_around(document, citation, view)}"
        f'<p class="full">{citation_link(citation.provision, view, view.words.full_text)}</p></article>'
    )


def facts_html(document: Document, citation: Citation, view: View) -> str:
    """Return what is known about a document: number, authority, dates, whether it is in force."""
    facts = [
        (view.words.document_number, document.document_number),
        (view.words.authority, document.issuing_authority),
        (view.words.promulgated, document.promulgation_date),
        (view.words.effective, document.effective_date),
    ]
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts if value)
    standing = standing_html(citation, view)
    warning = f"<p>{standing}</p>" if "warn" in standing else ""
    return f'<dl class="facts">{rows}</dl>{warning}' if rows else warning


def _version(citation: Citation, view: View) -> dict[str, str]:
    return {"v": citation.version} if citation.version and f"（{citation.version}）" in view.library.name(citation) else {}


def _chapter(document: Document, provision: Provision, view: View) -> str:
    chapter = chapter_of(document, provision.address)
    return f'<p class="chapter"><span class="unseen">{escape(view.words.chapter)}：</span>{escape(chapter)}</p>' if chapter else ""


def _tied(citation: Citation, view: View) -> str:
    here = citation.provision
    targets = [target for reference in view.library.references_from(here) for target in reference.targets if target.provision != here]
    lists = [
        (view.words.penalised_by, [penalty.citation for penalty in view.library.penalties_for(here)]),
        (view.words.refers_to, targets),
        (view.words.referred_from, list(view.library.references_to(here))),
    ]
    return "".join(
        f'<section class="tied"><h3>{escape(title)}</h3>{citation_list(citations, view)}</section>'
        for title, citations in lists
        if citations
    )


def _around(document: Document, citation: Citation, view: View) -> str:
    rows = []
    for name, near in zip((view.words.before, view.words.after), neighbours(document, citation.address), strict=True):
        if near is not None:
            at = Citation(citation.document, near.address, version=citation.version)
            gist = near.text.replace("\n", " ")[:GIST_LENGTH]
            link = citation_link(at, view, heading_text(near))
            rows.append(f'<li><span class="which">{escape(name)}</span>{link}<span class="gist">{escape(gist)}…</span></li>')
    return f'<nav class="around"><ul>{"".join(rows)}</ul></nav>' if rows else ""
