"""What a conclusion is made from and made into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from law.definitions import Definition
from law.library import Library
from law.model import Citation, Document, Paragraph, paragraph_lines
from qa.model import Evidence, Kind, Language, Quote, Understanding, Verdict
from qa.question.bare import alone, bare
from qa.question.sides import compares
from qa.retrieve import NAMED
from qa.select import DEPTH, Candidate, Names, rank
from qa.wording.clauses import Clause
from qa.wording.excerpt import told
from qa.wording.relevance import Likeness, Relevance
from vectorstore.cross import Judged

Value = TypeVar("Value")
More = TypeVarTuple("More")

SHORT_PARAGRAPH = 260
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
    likeness: Likeness
    worked_out: dict[object, Any] = field(init=False, default_factory=dict, compare=False, repr=False)
    """What was concluded from it already: see `once_a_reading`."""

    @property
    def language(self) -> Language:
        """The language of the frame."""
        return self.understanding.language

    @property
    def wording(self) -> str:
        """The question, an English one with its Chinese terms: what tells which part of a sentence answers."""
        return " ".join((self.question, *self._wordings()))

    def document(self, title: str) -> Document:
        """Return a document in the version that the evidence holds, which is the one that applied on the day asked about; else the newest."""
        return self.library.document(title, self._version(title))

    def definitions(self, title: str) -> tuple[Definition, ...]:
        """Return the definitions of a document in that version."""
        return self.library.definitions(title, self._version(title))

    def _version(self, title: str) -> str:
        return next((one.citation.version for one in self.evidence if one.citation.document == title), "")

    def titles(self, most: int | None = None) -> tuple[str, ...]:
        """Return the titles of the documents that the question means; where it names none, those of the evidence, of the ``most`` best pieces."""
        return self.understanding.documents or tuple(dict.fromkeys(one.citation.document for one in self.evidence[:most]))

    def about(
        self,
        own: str,
        kind: Kind,
        evidence: Sequence[Evidence] | None = None,
        names: Names | None = None,
        documents: tuple[str, ...] | None = None,
        bare: str = "",
    ) -> Reading:
        """Return the same evidence, or some of it, read for a part of the question, of which a transformer reads the ``bare`` words."""
        meant = self.understanding.documents if documents is None else documents
        known = replace(
            self.understanding, own=own, text=bare or own, kind=kind, wordings=self._wordings(names), follow_up=False, documents=meant, citations=(),
            mended=self.understanding.mended if own == self.understanding.own else "", whole=self.understanding.whole or self.understanding.own,
        )  # fmt: skip
        pieces = tuple(self.evidence if evidence is None else evidence)
        ranked = rank(known, own, pieces, self.relevance, self.likeness, names, depth=None if bare else DEPTH)
        return replace(self, understanding=known, question=own, evidence=pieces, ranked=tuple(ranked))

    @property
    def leading(self) -> tuple[Evidence, ...]:
        """The evidence, those provisions first whose clauses fit best of what was read together with the question; the rest as it was found.

        As it was found where nothing was read so, and where the question names provisions.
        """
        places: dict[int, int] = {}
        for at, candidate in enumerate(self.ranked):
            if candidate.judged is not None:
                places.setdefault(id(candidate.evidence), at)
        if any(one.why == NAMED for one in self.evidence):
            return self.evidence
        return tuple(sorted(self.evidence, key=lambda one: places.get(id(one), len(self.ranked))))

    def judged(self, clause: str) -> Judged | None:
        """Return what is read out of the question together with words of the best clause's document; None where nothing reads so."""
        return self.likeness.judged(bare(alone(self.understanding.sentence)), told(self.best.evidence.citation.document, clause))

    def _wordings(self, names: Names | None = None) -> tuple[str, ...]:
        """Chinese terms of an English question hold for its parts too, but those of one thing that is compared are not asked about another."""
        if self.language != "en":
            return ()
        apart = names is not None and compares(self.understanding.own)
        aside = {term for other in names.others for term in other.split()} - set(names.own.split()) if names and apart else set[str]()
        return tuple(" ".join(term for term in terms.split() if term not in aside) for terms in self.understanding.wordings)

    @property
    def best(self) -> Candidate:
        """The clause that fits best."""
        return self.ranked[0]


def once_a_reading(function: Callable[[Reading, *More], Value]) -> Callable[[Reading, *More], Value]:
    """Let a function of a reading, and of what is the same for all of its calls, work out its value once: several steps ask for it."""

    @wraps(function)
    def known(reading: Reading, *more: *More) -> Value:
        if function not in reading.worked_out:
            reading.worked_out[function] = function(reading, *more)
        value: Value = reading.worked_out[function]
        return value

    return known


@dataclass(frozen=True, slots=True)
class Draft:
    """A conclusion with the words that prove it."""

    conclusion: str
    quotes: tuple[Quote, ...]
    verdict: Verdict | None = None
    refused: bool = False
    reason: str | None = None
    ground: str = ""
    """The clause that the conclusion was drawn from, with the words that lead it."""


Conclude = Callable[[Reading], Draft]
"""How one question is answered."""


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
    if clause.paragraph.items and clause.introduces:
        return (quote_paragraph(evidence, clause.paragraph),)
    return (Quote(clause.citation, clause.text),)


def quote_by_number(clause: Clause) -> tuple[Quote, ...]:
    """Quote a clause that another one names by its number: an item with the words that lead it."""
    said = Quote(clause.citation, clause.text)
    return (Quote(replace(clause.citation, item=None), clause.paragraph.text), said) if clause.item is not None else (said,)


BESIDE = 0.93
"""Another clause of the same provision is quoted as well where it scores at least this share of the best one."""
ANSWERS_TOO = 0.6
"""The same where it was read as an answer to the question with this probability."""
MOST_BESIDE = 2


def proof(reading: Reading, candidate: Candidate) -> tuple[Quote, ...]:
    """Quote a clause, and with it what else its provision says of the matter: clauses that score nearly as well."""
    quotes = list(quote_clause(candidate.evidence, candidate.clause))
    beside = [
        one
        for one in reading.ranked
        if one.evidence.citation == candidate.evidence.citation
        and one is not candidate
        and (one.score >= BESIDE * candidate.score or one.answers(ANSWERS_TOO))
    ]
    for one in beside[:MOST_BESIDE]:
        quotes.extend(quote_clause(one.evidence, one.clause))
    return ordered(unique(tuple(quotes)), candidate.evidence)


def ordered(quotes: tuple[Quote, ...], evidence: Evidence) -> tuple[Quote, ...]:
    """Return the quotes of one provision in the order of its text."""
    text = evidence.provision.text
    return tuple(sorted(quotes, key=lambda quote: text.find(quote.text.split("\n")[0])))


def unique(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Drop quotes that stand word for word inside another quote of the same provision."""
    kept: list[Quote] = []
    for quote in quotes:
        if any(quote.citation.provision == other.citation.provision and quote.text in other.text for other in kept):
            continue
        kept = [o for o in kept if not (o.citation.provision == quote.citation.provision and o.text in quote.text)]
        kept.append(quote)
    return tuple(kept)
