"""The door to regulations as values: ``parse`` the text of a file, ``render`` a document as clean text.

A file may hold one law or a whole issue of a gazette. Reading goes lines → documents → head → paragraphs → body, and every line of the
file ends in exactly one place: in a provision, in a field (``Parsed.placed``) or in an audit with the reason why it is in no document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from law.body import has_articles, read_articles
from law.drafts import Body
from law.fields import date_in_name, effective_date, kind_of, repeals
from law.heads import Head, read_head, take_remarks
from law.history import in_force_on
from law.layout import Block, Placed, fit, join
from law.model import CLOSING, PREAMBLE, Document, Paragraph, Provision, Source, Unplaced
from law.normalise import Line, clean, read_lines, tighten
from law.outline import has_outline, read_outline, read_paragraphs
from law.render import render
from law.split import ANNEX_NUMBERED, split

__all__ = ["Parsed", "parse", "render"]

POLICY_DECISION = re.compile(r"(?:加强|加快|促进|推进|推动|深化|全面|进一步|实施).*(?:决定|决议)$")
"""国务院关于加强法治政府建设的决定: a decision with headings, not with rules"""
SENTENCES_ABOUT_EFFECT = re.compile(r"施行|实施|生效|执行|试行")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds: its documents, the lines outside every document, and the lines that became fields and headings."""

    documents: tuple[Document, ...]
    audit: tuple[Unplaced, ...]
    placed: tuple[Placed, ...] = ()

    def placed_in(self, at: int) -> tuple[Placed, ...]:
        """Return the lines that became fields and headings of the document at a position; each line is in one document."""
        starts = [document.source.first_line for document in self.documents]
        first = starts[at] if at else 0
        return tuple(line for line in self.placed if first <= line.line and (at + 1 == len(starts) or line.line < starts[at + 1]))


def parse(text: str, file: str) -> Parsed:
    """Read the documents in the text of a file, in order; ``file`` is its name, which goes into ``source``.

    Never raises: a line that no rule can place is in an audit, with its number and the reason.
    """
    kept, remarks = take_remarks(read_lines(text))
    lines, margin = fit(kept)
    parts = split(lines, margin)
    documents: list[Document] = []
    placed: list[Placed] = remarks
    starts = [part[0].number for part in parts.documents]
    for part, start, end in zip(parts.documents, starts, [*starts[1:], None], strict=False):
        inside = [entry for entry in parts.audit if entry.line >= start and (end is None or entry.line < end)]
        document, fields = _document(part, margin, file, inside, alone=len(starts) == 1)
        documents.append(_issued_with(document, documents[-1]) if ANNEX_NUMBERED.fullmatch(part[0].text) and documents else document)
        placed += fields
    outside = tuple(entry for entry in parts.audit if not starts or entry.line < starts[0])
    return Parsed(tuple(documents), outside, tuple(placed))


def _issued_with(document: Document, before: Document) -> Document:
    """Give the second document that a notice issues what the notice says of both: number, body and day."""
    promulgated = document.promulgation_date or before.promulgation_date
    texts = _sentences_about_effect((), document.provisions, document.back)
    return replace(
        document,
        notice_title=before.notice_title,
        document_number=before.document_number,
        issuing_authority=before.issuing_authority,
        promulgation_date=promulgated,
        effective_date=document.effective_date or effective_date(texts, promulgated),
    )


def _document(
    lines: Sequence[Line], margin: float | None, file: str, audit: list[Unplaced], *, alone: bool
) -> tuple[Document, list[Placed]]:
    head = read_head(lines, margin)
    articles = has_articles(join(head.body, margin))
    blocks = join(head.body, margin, articles=articles)
    notes: list[Unplaced] = []
    if not head.title:
        head.title = clean(PurePath(file).stem) or "无题"
        notes.append(Unplaced(lines[0].number, lines[0].text, "没有题名，以文件名代替"))
    kind = kind_of(head.title, articles=articles)
    if articles:
        body = read_articles(blocks, wrapped=margin is not None)
    elif has_outline(blocks):
        body = read_outline(blocks, policy=kind in ("plan", "opinion", "notice") or bool(POLICY_DECISION.search(head.title)))
    else:
        body = read_paragraphs(blocks)
        if kind != "speech":
            notes.append(
                Unplaced(lines[0].number, lines[0].text, "没有条文，也没有编号的标题：按段落编号" if blocks else "只有题名，没有正文")
            )
    provisions = tuple(draft.finish() for draft in body.provisions)
    front = tuple(head.front) + _preamble(head, body)
    back = _closing(body)
    dates = (head.promulgation_date, date_in_name(file) if alone else None)
    promulgated = max(filter(None, dates), default=None)
    document = Document(
        title=head.title,
        kind=kind,
        source=Source(file, lines[0].number, lines[-1].number),
        provisions=provisions,
        notice_title=head.notice_title,
        document_number=head.document_number,
        issuing_authority=head.issuing_authority,
        signatory=head.signatory,
        signatory_office=head.signatory_office,
        promulgation_date=promulgated,
        effective_date=effective_date(_sentences_about_effect(front, provisions, back), promulgated) or in_force_on(head.history),
        repeals=repeals(text for provision in (*front, *provisions, *back) for text in _texts(provision)),
        history=head.history,
        divisions=body.divisions(),
        front=front,
        back=back,
        audit=tuple(sorted([*audit, *body.audit, *notes], key=lambda entry: entry.line)),
    )
    return document, [*head.placed, *body.placed]


def _preamble(head: Head, body: Body) -> tuple[Provision, ...]:
    notes = [Block(line.text, line.number, line.number) for line in head.notes]
    return _matter(PREAMBLE, [*notes, *body.preamble])


def _closing(body: Body) -> tuple[Provision, ...]:
    return _matter(CLOSING, body.closing) + tuple(draft.finish() for draft in body.annexes)


def _matter(address: str, blocks: Sequence[Block]) -> tuple[Provision, ...]:
    if not blocks:
        return ()
    paragraphs = tuple(Paragraph(n, tighten(block.text)) for n, block in enumerate(blocks, 1))
    return (Provision(address, (address,), paragraphs, lines=(blocks[0].first, blocks[-1].last)),)


def _sentences_about_effect(front: Sequence[Provision], provisions: Sequence[Provision], back: Sequence[Provision]) -> list[str]:
    """Return the words that may say when the text comes into force, the most telling last."""
    orders = [matter for matter in front if matter.address != PREAMBLE]
    closing = [matter for matter in back if matter.address == CLOSING]
    return [text for matter in (*orders, *provisions[-4:], *closing) for text in _texts(matter) if SENTENCES_ABOUT_EFFECT.search(text)]


def _texts(provision: Provision) -> list[str]:
    return [words for paragraph in provision.paragraphs for words in (paragraph.text, *(item.text for item in paragraph.items))]
