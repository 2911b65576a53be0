"""What programs get: answers, provisions, documents and penalties as typed records, each with its citation and its address on this site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from law.library import Entry, Library
from law.model import Citation
from qa.assistant import REMEMBERED
from qa.model import Answer, Evidence, Question
from ui.conversation import QUESTION_LIMIT
from ui.penalty_rows import Row, range_text
from ui.render import View, clause_address


class Place(BaseModel):
    """Where words stand."""

    citation: str = Field(description="As people write it: 《浙江省体育赛事管理办法》第六条")
    document: str
    version: str = Field(description="Promulgation date, tells versions of one title apart")
    article: str = Field(description="第六条, 二、（六）3, 公布令, 印发通知, 引言, 结尾")
    paragraph: int | None = None
    item: str | None = None
    url: str = Field(description="The clause on this site, without the host")


class Quotation(Place):
    """Words of a document, verbatim, with their address."""

    quote: str


class AskedQuestion(BaseModel):
    """A question, the earlier ones of the same person (oldest first), and the day asked about."""

    question: str = Field(max_length=100_000, description=f"At most {QUESTION_LIMIT} characters are answered")
    history: list[str] = Field(
        default=[], max_length=100, description=f"The last {REMEMBERED} of at most {QUESTION_LIMIT} characters are gone back to"
    )
    as_of: date | None = None


class Reply(BaseModel):
    """A checked answer or a refusal with its reason."""

    answer: str = Field(description="Conclusion first, then the words of the law with their citations; Markdown")
    conclusion: str
    verdict: Literal["yes", "no", "conditional"] | None
    refused: bool
    reason: str | None
    citations: list[Quotation]
    searched: str
    kind: str
    language: str
    suggestions: list[str]


class Found(Place):
    """A provision that may answer, why it is here, and its scores."""

    heading: str | None
    text: str
    score: float
    scores: dict[str, float]
    why: str


class DocumentEntry(BaseModel):
    """What the catalogue says of a document."""

    title: str
    version: str
    kind: str
    document_number: str | None
    issuing_authority: str | None
    promulgation_date: str | None
    effective_date: str | None
    repealed_by: str | None
    provisions: int
    source: str


class ProvisionRecord(Place):
    """One provision with what it is tied to."""

    heading: str | None
    text: str
    refers_to: list[str]
    referred_from: list[str]
    penalised_by: list[str]


class PenaltyRecord(BaseModel):
    """One sanction."""

    conduct: str
    violates: list[str]
    sanction: str
    min: float | None
    max: float | None
    unit: str | None
    base: str | None
    range: str
    condition: str | None
    target: str | None
    optional: bool
    authority: str
    basis: Quotation


class Penalties(BaseModel):
    """A page of sanctions."""

    total: int
    page: int
    penalties: list[PenaltyRecord]


def place_of(citation: Citation, view: View) -> dict[str, str | int | None]:
    """Return the fields of a ``Place``."""
    return {
        "citation": view.library.name(citation),
        "document": citation.document,
        "version": citation.version,
        "article": citation.address,
        "paragraph": citation.paragraph,
        "item": citation.item,
        "url": clause_address(citation, view),
    }


def reply_of(answer: Answer, view: View) -> Reply:
    """Return an answer as a record."""
    return Reply(
        answer=answer.text, conclusion=answer.conclusion, verdict=answer.verdict, refused=answer.refused, reason=answer.reason,
        citations=[Quotation.model_validate({**place_of(quote.citation, view), "quote": quote.text}) for quote in answer.quotes],
        searched=answer.searched, kind=answer.kind, language=answer.language, suggestions=list(answer.suggestions),
    )  # fmt: skip


def question_of(asked: AskedQuestion) -> Question:
    """Return a question as the assistant takes it."""
    return Question(asked.question, tuple(asked.history), asked.as_of.isoformat() if asked.as_of else None)


def found_of(one: Evidence, view: View) -> Found:
    """Return a found provision as a record."""
    return Found.model_validate(
        {
            **place_of(one.citation, view),
            "heading": one.provision.heading,
            "text": one.provision.text,
            "score": one.score,
            "scores": dict(one.scores),
            "why": one.why,
        }
    )


def entry_of(entry: Entry) -> DocumentEntry:
    """Return a catalogue entry as a record."""
    return DocumentEntry(
        title=entry.title, version=entry.version, kind=entry.kind, document_number=entry.document_number,
        issuing_authority=entry.issuing_authority, promulgation_date=entry.promulgation_date, effective_date=entry.effective_date,
        repealed_by=entry.repealed_by, provisions=entry.provision_count,
        source=f"{entry.source.file}:{entry.source.first_line}-{entry.source.last_line}",
    )  # fmt: skip


def provision_of(citation: Citation, view: View) -> ProvisionRecord | None:
    """Return the words at a citation with what they are tied to, or None where nothing stands there. Raises UnknownDocument."""
    library = view.library
    entry = library.entry(citation)
    here = Citation(entry.title, citation.address, citation.paragraph, citation.item, entry.version)
    provision, words = library.provision(here), library.text(here)
    if provision is None or words is None:
        return None
    targets = [target for reference in library.references_from(here) for target in reference.targets if target.provision != here.provision]
    return ProvisionRecord.model_validate(
        {
            **place_of(here, view),
            "heading": provision.heading,
            "text": words,
            "refers_to": _names(targets, library),
            "referred_from": _names(library.references_to(here), library),
            "penalised_by": _names([penalty.citation for penalty in library.penalties_for(here)], library),
        }
    )


def _names(citations: Iterable[Citation], library: Library) -> list[str]:
    return list(dict.fromkeys(map(library.name, citations)))


def penalty_of(row: Row, view: View) -> PenaltyRecord:
    """Return a sanction as a record."""
    one = row.sanction
    return PenaltyRecord(
        conduct=row.conduct, violates=list(row.violates), sanction=one.type, min=one.min, max=one.max, unit=one.unit, base=one.base,
        range=range_text(one), condition=one.condition, target=one.target, optional=one.optional, authority=row.authority,
        basis=Quotation.model_validate({**place_of(row.citation, view), "quote": row.quote}),
    )  # fmt: skip
