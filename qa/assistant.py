"""From a question to a checked answer: the only place that knows the order of the steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice

from law.library import Library
from law.model import Citation
from qa.check import checked
from qa.conclusions.conclude import kind_asked
from qa.conclusions.documents import chinese_date
from qa.conclusions.readings import offered
from qa.day import applicable, dated, day_of, forces
from qa.draft import Draft, Reading
from qa.extractive import ExtractiveAnswerer, compose, written
from qa.model import Answer, Answerer, Chat, Evidence, Question, Quote, Understanding
from qa.question.dialogue import recalled
from qa.question.meant import DOCUMENT_KIND
from qa.refusals.absent import misaddressed
from qa.refusals.gate import DOUBTFUL, SURER, continues, fitness, refusal, sureness, wrong_year
from qa.refusals.premise import mistaken
from qa.retrieve import QUOTED, retrieve
from qa.suggest import suggestions
from qa.understand import MAX_QUESTION, Aids, Heard, clean, language_of, understand
from qa.wording.clauses import clauses_of
from qa.wording.relevance import Relevance
from qa.words import join, say
from vectorstore.index import Index

AHEAD, TOGETHER = 2000, 16
"""Clauses that are read before anyone asks, some ten seconds of one processor, and so many at a time."""
HEARD = 256
"""Earlier questions that are known to have been taken so, of all dialogues together."""
REMEMBERED = 10
"""Earlier questions that are gone back to, enough for any 那第七条呢: each that continues the one before it takes another search."""
START = "。"
"""A question that asks nothing."""


class Assistant:
    """Answer questions over one library and its index. Thread-safe."""

    def __init__(self, library: Library, index: Index, answerer: Answerer | None = None, *, chat: Chat | None = None) -> None:
        """Take the parts; without an answerer or a chat model the law's own words answer (:class:`ExtractiveAnswerer`).

        Raises ModelFailedError for a chat model that cannot be opened; one that fails later is answered for.
        """
        self._library = library
        self._index = index
        self._relevance = Relevance(index)
        self._aids = Aids.of(index)
        self._heard = lru_cache(maxsize=HEARD)(self._hear)
        self.extractive = ExtractiveAnswerer(library, self._relevance, index.likeness)
        self._answerer = answerer or (self._worded(chat) if chat else self.extractive)

    def _worded(self, chat: Chat) -> Answerer:
        """Open the answerer with a language model; it and LangChain are loaded only where it is wanted."""
        from qa.generative import open_answerer

        return open_answerer(self._library, self.extractive, chat)

    def read_ahead(self) -> Iterator[int]:
        """Read the first `AHEAD` clauses in context, so that no question waits for it; yield how many are read. Nothing where none reads."""
        texts = list(islice(self._clauses(), AHEAD))
        for start in range(0, len(texts), TOGETHER):
            if self._index.likeness.in_context(START, texts[start : start + TOGETHER]) is None:
                return
            yield min(start + TOGETHER, len(texts))

    def _clauses(self) -> Iterator[str]:
        for entry in self._library.entries():
            document = self._library.document(entry.title, entry.version)
            yield from (clause.headed for clause in clauses_of(document, document.all_provisions()) if clause.text.strip())

    def ask(self, question: Question) -> Answer:
        """Return the checked answer, or a refusal with its reason."""
        *_, last = self.stream(question)
        return last

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield growing answers; the last one is complete and checked. What comes before it holds no quotation."""
        if turned_away := _turned_away(question):
            yield turned_away
            return
        question = _in_dialogue(question)
        understanding = self.understand(question)
        if wrong := misaddressed(understanding, self._library):
            yield self._finished(wrong, understanding, self.gather(understanding, question))
            return
        evidence = self.gather(understanding, question)
        reading = self.read(understanding, evidence)
        no = refusal(reading, self._index.likeness)
        if again := self._continued(question, reading):
            no, reading = None, again
        if no:
            yield self._finished(no, understanding, reading.leading)
            return
        yield from self._behind_the_gate(reading, question)

    def _behind_the_gate(self, reading: Reading, question: Question) -> Iterator[Answer]:
        """Yield growing answers to a question that the texts are held to answer."""
        understanding, evidence = reading.understanding, reading.evidence
        if wrong := wrong_year(reading):
            yield self._finished(wrong, understanding, reading.leading)
            return
        if wrong := mistaken(reading):
            yield self._released(compose(wrong, understanding, evidence, self._library), reading, question)
            return
        for answer in self._answerer.stream(understanding, evidence):
            last = answer
            if not answer.quotes:
                yield answer
        yield self._released(last, reading, question)

    def weigh(self, question: Question, evidence: tuple[Evidence, ...]) -> tuple[float, Answer | None] | None:
        """Return how sure the gate is of a question, as `qa.refusals.gate.sureness`, and the answer that it keeps back, where it keeps one back.

        ``evidence`` is what was found for it. None for a question that the gate is not asked about.
        """
        if _turned_away(question):
            return None
        question = _in_dialogue(question)
        understanding = self.understand(question)
        if misaddressed(understanding, self._library):
            return None
        reading = self.read(understanding, evidence)
        sure = sureness(reading, self._index.likeness)
        if again := self._continued(question, reading):
            return sureness(again, self._index.likeness), None
        if sure >= 1 or not reading.ranked:
            return sure, None
        *_, kept_back = self._behind_the_gate(reading, question)
        return sure, kept_back

    def understand(self, question: Question, continuing: bool = False) -> Understanding:
        """Return what the question means over this library; with ``continuing`` as one that goes on from the question before."""
        return dated(understand(question, self._library, self._aids, continuing, self._heard), self._library, _day(question))

    def _continued(self, question: Question, alone: Reading) -> Reading | None:
        """Return the reading of a question that hardly says anything by itself as one that goes on from the question before, where that answers."""
        known, likeness = alone.understanding, self._index.likeness
        if not question.history or known.follow_up or known.citations or known.documents:
            return None
        sure = fitness(alone, likeness)
        if sure >= DOUBTFUL:
            return None
        understanding = self.understand(question, continuing=True)
        reading = self.read(understanding, self.gather(understanding, question))
        if not understanding.follow_up or not reading.ranked or fitness(reading, likeness) < sure + SURER:
            return None
        if understanding.kind == known.kind and reading.best.clause == alone.best.clause and refusal(alone, likeness) is None:
            return None
        return reading if continues(reading, likeness) and refusal(reading, likeness) is None else None

    def find(self, question: Question) -> tuple[Evidence, ...]:
        """Return the provisions that may answer a question, best first, answered or not."""
        return self.gather(self.understand(question), question)

    def read(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Reading:
        """Return the clauses of the evidence, ranked for the question."""
        return self.extractive.read(understanding, evidence)

    def gather(self, understanding: Understanding, question: Question) -> tuple[Evidence, ...]:
        """Return the provisions that may answer, best first."""
        found = retrieve(understanding, self._library, self._index)
        return applicable(found, self._library, _day(question))

    def _hear(self, question: Question) -> Heard:
        """Return how an earlier question was taken: whether it went on from the one before it, and the clause that answers it."""
        question = recalled(question)
        understanding = self.understand(question)
        reading = self.read(understanding, self.gather(understanding, question))
        reading = self._continued(question, reading) or reading
        if not reading.ranked:
            return Heard(reading.understanding)
        return Heard(replace(reading.understanding, kind=kind_asked(reading)), reading.best.clause.citation)

    def _released(self, answer: Answer, reading: Reading, question: Question) -> Answer:
        """Return what stands of the answer, with notes on its force, what was searched and what to ask next."""
        understanding, evidence = reading.understanding, reading.leading
        kept = checked(answer, self._library)
        if kept is None:
            reason = (answer.reason if answer.refused else None) or say("refuse", understanding.language).strip()
            return self._finished(Draft(reason, (), refused=True, reason=reason), understanding, evidence)
        conclusion = _noted(self._force(kept, _day(question)) + _beside(understanding, kept), kept)
        return replace(
            kept,
            text=written(conclusion, kept.quotes, self._library),
            conclusion=conclusion,
            evidence=self._cited_first(kept.quotes, evidence),
            searched=self._searched(understanding),
            suggestions=offered(understanding, kept) or suggestions(kept, self._library),
        )

    def _cited_first(self, quotes: Sequence[Quote], evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Return the evidence, the provisions that are quoted first; behind them those that structure led to and no search, as the order that publishes."""
        cited = dict.fromkeys(quote.citation.provision for quote in quotes)
        found = {one.citation.provision for one in evidence}
        led = [self._led_to(place) for place in cited if place not in found]
        quoted, others = ([one for one in evidence if (one.citation.provision in cited) is whether] for whether in (True, False))
        return (*quoted, *filter(None, led), *others)

    def _led_to(self, place: Citation) -> Evidence | None:
        provision = self._library.provision(place)
        return Evidence(place, provision, 1.0, (), QUOTED) if provision else None

    def _finished(self, draft: Draft, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Answer:
        answer = compose(draft, understanding, evidence, self._library)
        return replace(answer, searched=self._searched(understanding))

    def _searched(self, understanding: Understanding) -> str:
        entries = self._library.entries()
        total = sum(entry.provision_count for entry in entries)
        return say("searched", understanding.language, documents=len(entries), provisions=total).strip()

    def _force(self, answer: Answer, day: str | None) -> str:
        """Return a warning for each quoted text that was not in force on the day asked about."""
        notes: list[str] = []
        for document, status in forces((quote.citation for quote in answer.quotes), self._library, day):
            values = {"document": self._library.name(document), "by": _titled(status.by), "day": _written(day or date.today().isoformat())}
            key = status.state if status.by or status.state not in ("repealed", "replaced") else "ended"
            notes.append(say(key, answer.language, since=_written(status.since), until=_written(status.last_day), **values))
        return "".join(notes)


def _noted(note: str, answer: Answer) -> str:
    """Return the conclusion behind a note that stands by itself; only the note where that says all of it: 有效期至…已届满."""
    said = answer.note + answer.conclusion
    if not note:
        return said
    told = answer.conclusion.strip().rstrip("。.")
    return note.strip() if told and told in note else f"{note.strip()}\n\n{said.strip()}"


def _beside(understanding: Understanding, answer: Answer) -> str:
    """Tell which documents a question names beside those that are here, where the answer does not."""
    absent = [f"《{name}》" for name in understanding.unknown if understanding.documents and DOCUMENT_KIND.search(name)]
    untold = [title for title in absent if title not in answer.conclusion]
    return say("not-here", answer.language, titles=join(untold, answer.language)) if untold else ""


def _written(day: str | None) -> str:
    return chinese_date(day) if day else ""


def _titled(name: str | None) -> str:
    return name or "" if not name or name.startswith("《") else f"《{name}》"


def _day(question: Question) -> str | None:
    """Return the day asked about: the one that is set, or the one that the question names."""
    return question.as_of or day_of(clean(question.text))


def _in_dialogue(question: Question) -> Question:
    """Return the question with the dialogue cut after the one that it goes back to, the last `REMEMBERED` at most and no pasted document."""
    question = recalled(question)
    return replace(question, history=tuple(before for before in question.history if len(before) <= MAX_QUESTION)[-REMEMBERED:])


def _turned_away(question: Question) -> Answer | None:
    """Refuse an empty question and one that is no question but a document."""
    language = language_of(question.text[:MAX_QUESTION])
    if len(question.text) > MAX_QUESTION:
        reason = say("too-long", language, n=len(question.text), limit=MAX_QUESTION).strip()
    elif not any(c.isalnum() for c in clean(question.text)):
        reason = say("empty", language).strip()
    else:
        return None
    return Answer(text=reason, refused=True, reason=reason, language=language, conclusion=reason)
