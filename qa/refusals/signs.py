"""Signs that the best clauses answer a question, or that they only sound like it. Each is a number; ``gate`` weighs them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from qa.draft import Reading
from qa.model import Evidence
from qa.question.meant import DOCUMENT_NAME
from qa.refusals.lacking import beside
from qa.select import Candidate
from qa.wording.relevance import Likeness, subject

UNMET, FAR = 0.45, 0.6
"""A word of the question whose nearest word in a provision is less alike than this is not spoken of there, or only from afar."""
LEADERS = 3
"""Provisions and clauses that are compared with the question word by word."""
LONGEST = 6
"""Characters of a run of words that question and clause share; more prove no more."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the gate weighs. The order is that of the weights in ``gate.json``."""

    dense: float
    """Likeness of the nearest provision."""
    soft: float
    """Soft match of the best provision."""
    lexical: float
    """BM25 of the best provision: shared words, the rare ones more."""
    clauses: float
    """Likeness of the best of the first five clauses."""
    provision: float
    """How much of the question's words the best provision meets."""
    clause: float
    """How much of them the best clause meets."""
    shared: float
    """Share of the question's words, the rare ones more, that stand in a provision."""
    words: float
    """The same, of the clause that would answer."""
    unmet: float
    """Weight of the words that the best provision does not speak of: 报名费, where none speaks of fees."""
    far: float
    """Weight of those that it speaks of only from afar."""
    run: float
    """Characters of the longest run that stands both in the question and in the clause: 之江实验室."""
    length: float
    """Words of the question."""
    leading: float
    """Mean likeness of the first three clauses."""
    agree: float
    """How many of the ways to find agree on the provision that leads: dense, soft, lexical."""
    beside: float
    """How much of the question is met beside what it asks for: see :func:`qa.refusals.lacking.beside`."""
    context: float
    """Likeness of the nearest provision, read in context; 0 where none is."""
    sentence: float
    """The same of the clause that would answer."""
    answers: float
    """Logarithm of the odds that the clause that would answer does, read together with the question; 0 where nothing reads so."""
    answered: float
    """The same of the clause that does most probably."""

    def values(self) -> tuple[float, ...]:
        """Return the signs in order."""
        return astuple(self)


NAMES = tuple(field.name for field in fields(Signs))
AGAINST_IT, EITHER_WAY = ("unmet", "far", "beside"), ("clauses", "length", "leading", "agree")
"""Signs that a question is not answered, and those that say something only beside others; the rest are signs that it is."""
OPTIONAL = {"context": ("context", "sentence"), "cross-encoder": ("answers", "answered")}
"""Signs that there are only where texts are read in context, or together with the question."""


def missing(reading: Reading) -> tuple[str, ...]:
    """Return which of the `OPTIONAL` readers did not read."""
    read = {
        "context": any(name == "context" for one in reading.evidence for name, _ in one.scores),
        "cross-encoder": reading.best.judged is not None,
    }
    return tuple(name for name in OPTIONAL if not read[name])


def signs(reading: Reading, likeness: Likeness) -> Signs | None:
    """Return the signs of a reading that has clauses; None for a question without words of its own.

    The name of a document that the question gives is left out: all of its provisions bear it, and it says nothing of what they answer.
    """
    asked = [own for wording in (reading.question, *reading.understanding.wordings) if (own := _own(wording, reading)).strip()]
    provisions = [under_headings(one) for one in reading.evidence[:LEADERS]]
    clauses = [_answering(candidate) for candidate in reading.ranked[:LEADERS]]
    met = [one for wording in asked if (one := likeness.matched(wording, [*provisions, *clauses])).tokens]
    if not met:
        return None
    count = len(provisions)
    best = max(met, key=lambda one: max(one.shares[:count]))
    nearest = best.nearest[max(range(count), key=best.shares.__getitem__)]
    total = sum(best.weights)
    weighed = list(zip(best.weights, nearest, strict=True))
    scores = [dict(one.scores) for one in reading.evidence]
    of_all = {name: [one[name] for one in scores if name in one] for name in ("dense", "soft", "lexical", "context")}
    return Signs(
        dense=max(of_all["dense"][:5], default=0.0),
        soft=max(of_all["soft"], default=0.0),
        lexical=max(of_all["lexical"], default=0.0),
        clauses=max(candidate.meaning for candidate in reading.ranked[:5]),
        provision=max(best.shares[:count]),
        clause=max(best.shares[count:]),
        shared=max(reading.relevance.coverage(one, text) for one in asked for text in provisions),
        words=reading.best.words,
        unmet=sum(weight for weight, alike in weighed if alike < UNMET) / total,
        far=sum(weight for weight, alike in weighed if alike < FAR) / total,
        run=float(max(_run(one, clauses[0]) for one in asked)),
        length=float(len(weighed)),
        leading=sum(candidate.meaning for candidate in reading.ranked[:LEADERS]) / len(reading.ranked[:LEADERS]),
        agree=_agreeing(scores),
        beside=beside(reading, likeness),
        context=max(of_all["context"], default=0.0),
        sentence=max(likeness.in_context(reading.understanding.sentence, [reading.best.clause.headed]) or [0.0]),
        answers=reading.best.judged.odds if reading.best.judged else 0.0,
        answered=max((one.judged.odds for one in reading.ranked if one.judged), default=0.0),
    )


def _agreeing(scores: Sequence[Mapping[str, float]]) -> float:
    """Return how many of the ways to find put the same provision first."""
    first = []
    for name in ("dense", "soft", "lexical"):
        marks = [(one[name], at) for at, one in enumerate(scores) if name in one]
        if marks:
            first.append(max(marks)[1])
    return float(max(Counter(first).values(), default=0))


def _own(wording: str, reading: Reading) -> str:
    """Return the words of a question without those that only carry it, and without the name of a document that is here."""
    if reading.understanding.documents:
        wording = DOCUMENT_NAME.sub(" ", wording)
    return subject(wording)


def under_headings(one: Evidence) -> str:
    """Return the title, the heading and the words of a provision."""
    return f"{one.citation.document}{one.provision.heading or ''}{one.provision.text}"


def _answering(candidate: Candidate) -> str:
    clause = candidate.clause
    return f"{candidate.evidence.citation.document}{clause.headed}"


def _run(question: str, text: str) -> int:
    """Return the characters of the longest run of the question that stands in the text, at most :data:`LONGEST`."""
    best = 0
    for part in re.findall(r"[一-鿿]+|[a-z0-9]{2,}", question.lower()):
        for start in range(len(part)):
            while start + best < len(part) and part[start : start + best + 1] in text.lower():
                best += 1
    return min(best, LONGEST)
