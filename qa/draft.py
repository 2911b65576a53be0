"""What a conclusion is made from and made into."""

from __future__ import annotations

from dataclasses import dataclass

from law.library import Library
from law.model import Citation, Paragraph, paragraph_lines
from qa.clauses import Clause
from qa.model import Evidence, Language, Quote, Understanding, Verdict
from qa.relevance import Relevance
from qa.select import Candidate

SHORT_PARAGRAPH = 170
"""Characters. A paragraph up to this length is quoted whole; of a longer one only the sentence that answers."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a conclusion may be drawn from: the question, its evidence, the clauses in order of fitness."""

    understanding: Understanding
    question: str
    """The question with its context filled in."""
    evidence: tuple[Evidence, ...]
    ranked: tuple[Candidate, ...]
    library: Library
    relevance: Relevance

    @property
    def language(self) -> Language:
        """The language of the frame."""
        return self.understanding.language

    @property
    def best(self) -> Candidate:
        """The clause that fits best."""
        return self.ranked[0]


@dataclass(frozen=True, slots=True)
class Draft:
    """A conclusion with the words that prove it."""

    conclusion: str
    quotes: tuple[Quote, ...]
    verdict: Verdict | None = None
    refused: bool = False
    reason: str | None = None


def paragraph_place(evidence: Evidence, paragraph: Paragraph) -> Citation:
    """Return the address of a paragraph; its number is given only where the provision has several."""
    place = evidence.citation.provision
    if len(evidence.provision.paragraphs) == 1:
        return place
    return Citation(place.document, place.address, paragraph.n, None, place.version)


def quote_paragraph(evidence: Evidence, paragraph: Paragraph) -> Quote:
    """Quote a whole paragraph with its items."""
    return Quote(paragraph_place(evidence, paragraph), "\n".join(paragraph_lines(paragraph)))


def quote_clause(evidence: Evidence, clause: Clause) -> tuple[Quote, ...]:
    """Quote the shortest words that prove: a short paragraph whole, a sentence of a long one, an item with the words that lead it."""
    if clause.item is not None:
        lead = Quote(paragraph_place(evidence, clause.paragraph), clause.paragraph.text)
        return (lead, Quote(clause.citation, clause.text))
    if not clause.paragraph.items and len(clause.paragraph.text) <= SHORT_PARAGRAPH:
        return (Quote(clause.citation, clause.paragraph.text),)
    if clause.paragraph.items and clause.text.endswith("："):
        return (quote_paragraph(evidence, clause.paragraph),)
    return (Quote(clause.citation, clause.text),)


def unique(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Drop quotes that stand word for word inside another quote of the same provision."""
    kept: list[Quote] = []
    for quote in quotes:
        if any(quote.citation.provision == other.citation.provision and quote.text in other.text for other in kept):
            continue
        kept = [o for o in kept if not (o.citation.provision == quote.citation.provision and o.text in quote.text)]
        kept.append(quote)
    return tuple(kept)
