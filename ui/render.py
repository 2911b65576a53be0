"""Answers as HTML: everything that comes from a question or a document is escaped here.

The fragments hold no blank line, no ``data-`` attribute and no style, so Gradio's Markdown and its sanitiser pass them through unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote as percent
from urllib.parse import urlencode

from law.library import Library
from law.model import Citation
from qa.model import Answer, Evidence, Quote
from ui.words import Words

QUOTES_SHOWN = 4
"""Quotations shown at once; the rest folds away, so that the first screen stays readable."""
NEAREST = 4
"""Provisions offered with a refusal: enough to find a way on, few enough to read."""
NEAREST_LENGTH = 64
"""Characters of each of them, to tell what it is about."""
PARAGRAPH_BREAK = re.compile(r"\n\s*\n")  # "结论。\n\n> 第六条 …"
EMPHASIS = re.compile(r"\*\*(.+?)\*\*")  # **应当备案**
LINE_MARK = re.compile(r"^\s*(?:(?P<point>[-*+])\s+|#{1,6}\s+)")  # "- 一是", "## 依据"


@dataclass(frozen=True, slots=True)
class View:
    """A library, as one language shows it."""

    library: Library
    words: Words


def question_html(question: str, words: Words) -> str:
    """Return what a person asked, as text: ``<p class="question">…</p>``."""
    return _one_line(f'<p class="question"><span class="unseen">{escape(words.you_asked)}：</span>{lines_html(question)}</p>')


def answer_html(answer: Answer, view: View, *, done: bool = True) -> str:
    """Return an answer, conclusion first, then the quotations with their addresses; or a refusal with the nearest provisions."""
    body = _refusal(answer, view) if answer.refused else _reply(answer, view)
    classes = " ".join(["answer", *(["refused"] if answer.refused else []), "done" if done else "growing"])
    return _one_line(f'<article class="{classes}">{body}{_ending(answer, view.words) if done else ""}</article>')


def working_html(words: Words) -> str:
    """Return what stands in the place of an answer while it is looked for."""
    return f'<article class="answer growing"><p class="working">{escape(words.working)}</p></article>'


def notice_html(title: str, more: str = "") -> str:
    """Return a polite message in the place of an answer."""
    detail = f"<p>{escape(more)}</p>" if more else ""
    return _one_line(f'<article class="answer notice done"><p class="conclusion">{escape(title)}</p>{detail}</article>')


def citation_link(citation: Citation, view: View, label: str | None = None) -> str:
    """Return a link that opens the cited clause: a panel where scripts run, the document page otherwise."""
    name = label if label is not None else view.library.name(citation)
    return f'<a class="cite" href="{escape(clause_address(citation, view))}">{escape(name)}</a>'


def clause_address(citation: Citation, view: View) -> str:
    """Return the address of a clause on this site: ``/doc/浙江省体育赛事管理办法?at=第六条第一款#第六条``, percent-encoded."""
    query = {"at": address_of(citation)} if citation.address else {}
    if citation.version and f"（{citation.version}）" in view.library.name(citation):
        query["v"] = citation.version
    return document_address(citation.document, view.words, query) + (f"#{percent(citation.address)}" if citation.address else "")


def document_address(title: str, words: Words, query: dict[str, str] | None = None) -> str:
    """Return the address of a document's page, without its host."""
    query = dict(query or {}) | ({"lang": words.language} if words.language != "zh" else {})
    return f"/doc/{percent(title, safe='')}" + (f"?{urlencode(query)}" if query else "")


def address_of(citation: Citation) -> str:
    """Print an address without its document: ``第二十条第二款第（一）项``."""
    return str(replace(citation, version="")).removeprefix(f"《{citation.document}》")


def lines_html(text: str) -> str:
    """Escape a text and keep its line breaks."""
    return "<br>".join(escape(line) for line in text.split("\n"))


def _reply(answer: Answer, view: View) -> str:
    conclusion = answer.conclusion.strip().removeprefix(answer.note.strip()).strip()
    parts = [f'<p class="note">{_inline(answer.note)}</p>'] if answer.note else []
    parts += [_paragraph(conclusion, "conclusion")] if conclusion else []
    if answer.reason:
        parts.append(f'<p class="note">{escape(view.words.note)}{_inline(answer.reason)}</p>')
    parts += [_paragraph(block) for block in _own_words(answer)]
    if answer.quotes:
        shown, folded = answer.quotes[:QUOTES_SHOWN], answer.quotes[QUOTES_SHOWN:]
        parts.append(f"<h3>{escape(view.words.basis)}</h3>" + "".join(_quotation(quote, view) for quote in shown))
        if folded:
            inner = "".join(_quotation(quote, view) for quote in folded)
            parts.append(f"<details><summary>{escape(view.words.more_basis.format(count=len(folded)))}</summary>{inner}</details>")
    return "".join(parts)


def _refusal(answer: Answer, view: View) -> str:
    reason, conclusion = (answer.reason or "").strip(), answer.conclusion.strip()
    # What a conclusion says after its reason is which provisions come near; here they stand below, to be opened.
    short = reason if answer.evidence and conclusion.startswith(reason) else conclusion
    parts = [_paragraph(short or view.words.refused, "conclusion")]
    if reason and reason not in conclusion:
        parts.append(_paragraph(reason))
    if answer.quotes:
        parts += [_quotation(quote, view) for quote in answer.quotes[:QUOTES_SHOWN]]
    if answer.searched:
        parts.append(f'<p class="searched">{_inline(answer.searched)}</p>')
    if answer.evidence:
        parts.append(f"<h3>{escape(view.words.nearest)}</h3>{nearest_html(answer.evidence[:NEAREST], view)}")
    parts.append(f'<p class="hint">{escape(view.words.refused_hint)}</p>')
    return "".join(parts)


def nearest_html(evidence: Sequence[Evidence], view: View) -> str:
    """Return provisions as a list of links, each with its first words."""
    rows = []
    for found in evidence:
        text = found.provision.text.replace("\n", " ")
        gist = text[:NEAREST_LENGTH] + ("…" if len(text) > NEAREST_LENGTH else "")
        rows.append(f"<li>{citation_link(found.citation.provision, view)}<span>{escape(gist)}</span></li>")
    return f'<ul class="nearest">{"".join(rows)}</ul>'


def _quotation(quote: Quote, view: View) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in quote.text.split("\n") if line.strip())
    caption = citation_link(quote.citation, view) + standing_html(quote.citation, view)
    return f'<figure class="quote"><blockquote>{lines}</blockquote><figcaption>{caption}</figcaption></figure>'


def standing_html(citation: Citation, view: View) -> str:
    """Return how a cited provision stands today: in force since when; marked where it is not yet, repealed, replaced or expired."""
    try:
        status = view.library.status(citation)
    except LookupError:
        return ""
    words = view.words
    since = words.in_force.format(date=status.since) if status.since else ""
    if status.in_force:
        return f'<span class="standing">{escape(since)}</span>' if since else ""
    if status.state == "not yet in force":
        said = f"{words.not_yet} · {since}" if since else words.not_yet
    else:
        named = {"repealed": words.repealed, "replaced": words.replaced, "expired": words.expired}[status.state]
        said = named.format(title=status.by) if status.by else words.not_any_more
        said += f" · {words.until.format(date=status.until)}" if status.until else ""
    return f'<span class="standing warn">{escape(said)}</span>'


def _ending(answer: Answer, words: Words) -> str:
    chips = "".join(f"<li>{ask_link(question, words)}</li>" for question in answer.suggestions)
    following = f'<nav class="next"><h3>{escape(words.next_questions)}</h3><ul>{chips}</ul></nav>' if chips else ""
    names = [("copy", words.copy)] if not answer.refused else []
    names += [("share", words.share), ("print", words.print), ("helpful", words.helpful), ("report", words.report)]
    tools = "".join(f'<button type="button" class="tool {name}">{escape(label)}</button>' for name, label in names)
    return f'<p class="tools">{tools}</p>{following}'


def ask_link(question: str, words: Words) -> str:
    """Return a link that asks a question: in place where scripts run, on a page of its own otherwise."""
    query = {"q": question} | ({"lang": words.language} if words.language != "zh" else {})
    return f'<a class="ask" href="/ask?{escape(urlencode(query))}">{escape(question)}</a>'


def _own_words(answer: Answer) -> list[str]:
    """Return what the answer says besides its conclusion and its quotations, a paragraph each."""
    quoted = [quote.text for quote in answer.quotes]
    blocks = []
    for block in PARAGRAPH_BREAK.split(answer.text.replace("\r\n", "\n")):
        bare = block.strip()
        if not bare or bare.startswith(">") or bare in answer.conclusion or answer.conclusion.strip() == bare:
            continue
        if answer.reason and answer.reason.strip() in bare:
            continue
        if any(text in bare or bare in text for text in quoted):
            continue
        blocks.append(bare.removeprefix(answer.conclusion.strip()).strip())
    return [block for block in blocks if block]


def _paragraph(text: str, css_class: str = "") -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    laid_out = _line(lines[0]) if lines else ""
    for line in lines[1:]:
        laid_out += _line(line) if _is_point(line) else f"<br>{_line(line)}"
    return f'<p class="{css_class}">{laid_out}</p>' if css_class else f"<p>{laid_out}</p>"


def _is_point(line: str) -> bool:
    mark = LINE_MARK.match(line)
    return mark is not None and mark["point"] is not None


def _line(line: str) -> str:
    """Return a line without its mark; one of several points stands apart from the others."""
    words = _inline(LINE_MARK.sub("", line))
    return f'<span class="point">{words}</span>' if _is_point(line) else words


def _inline(text: str) -> str:
    return EMPHASIS.sub(r"<strong>\1</strong>", escape(text))


def _one_line(html: str) -> str:
    return " ".join(html.split("\n"))
