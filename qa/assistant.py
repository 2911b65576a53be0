"""From a question to a checked answer: the only place that knows the order of the steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from law.library import Library
from law.model import Citation
from qa.check import checked
from qa.draft import Draft
from qa.extractive import ExtractiveAnswerer, compose, written
from qa.gate import misaddressed, refusal
from qa.glossary import Glossary
from qa.model import Answer, Answerer, Evidence, Question, Understanding
from qa.relevance import Relevance
from qa.retrieve import retrieve
from qa.spelling import Spelling
from qa.suggest import suggestions
from qa.thesaurus import Thesaurus
from qa.understand import MAX_QUESTION, Aids, clean, language_of, understand
from qa.words import say
from vectorstore.index import Index


class Assistant:
    """Answer questions over one library and its index. Thread-safe."""

    def __init__(self, library: Library, index: Index, answerer: Answerer | None = None) -> None:
        """Take the parts; without an answerer the law's own words answer (:class:`ExtractiveAnswerer`)."""
        self._library = library
        self._index = index
        self._relevance = Relevance(index)
        self._aids = Aids(Spelling(self._relevance, index.likeness.words), Glossary.shipped(), index.likeness, Thesaurus.shipped())
        self._extractive = ExtractiveAnswerer(library, self._relevance, index.likeness)
        self._answerer = answerer or self._extractive

    def ask(self, question: Question) -> Answer:
        """Return the checked answer, or a refusal with its reason."""
        *_, last = self.stream(question)
        return last

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield growing answers; the last one is complete and checked. What comes before it holds no quotation."""
        if turned_away := _turned_away(question):
            yield turned_away
            return
        understanding = self.understand(question)
        if wrong := misaddressed(understanding, self._library):
            yield self._finished(wrong, understanding, self._evidence(understanding, question))
            return
        evidence = self._evidence(understanding, question)
        reading = self._extractive.read(understanding, evidence)
        if no := refusal(reading, self._index.likeness):
            yield self._finished(no, understanding, evidence)
            return
        for answer in self._answerer.stream(understanding, evidence):
            last = answer
            if not answer.quotes:
                yield answer
        yield self._released(last, understanding, evidence, question)

    def find(self, question: Question) -> tuple[Evidence, ...]:
        """Return the provisions that may answer, best first, without answering."""
        return self._evidence(self.understand(question), question)

    def understand(self, question: Question) -> Understanding:
        """Return what the question means over this library."""
        return understand(question, self._library, self._aids)

    def evidence(self, question: Question) -> tuple[Evidence, ...]:
        """Return the provisions that may answer a question, best first, answered or not."""
        return self._evidence(self.understand(question), question)

    def _evidence(self, understanding: Understanding, question: Question) -> tuple[Evidence, ...]:
        return retrieve(understanding, self._library, self._index, self._focus(understanding, question))

    def _focus(self, understanding: Understanding, question: Question) -> Citation | None:
        """Return the provision that the question before was about, where this one depends on it."""
        if not understanding.follow_up:
            return None
        before = Question(question.history[-1], question.history[:-1], question.as_of)
        evidence = self._evidence(self.understand(before), before)
        return evidence[0].citation if evidence else None

    def _released(self, answer: Answer, understanding: Understanding, evidence: tuple[Evidence, ...], question: Question) -> Answer:
        """Return what stands of the answer, with notes on its force, what was searched and what to ask next."""
        kept = checked(answer, self._library)
        if kept is None:
            reason = say("refuse", understanding.language).strip()
            return self._finished(Draft(reason, (), refused=True, reason=reason), understanding, evidence)
        note = self._force(kept, question)
        text = written(note + kept.conclusion, kept.quotes, self._library)
        return replace(
            kept,
            text=text,
            conclusion=note + kept.conclusion,
            searched=self._searched(understanding),
            suggestions=suggestions(kept, self._library),
        )

    def _finished(self, draft: Draft, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Answer:
        answer = compose(draft, understanding, evidence, self._library)
        return replace(answer, searched=self._searched(understanding))

    def _searched(self, understanding: Understanding) -> str:
        entries = self._library.entries()
        total = sum(entry.provision_count for entry in entries)
        return say("searched", understanding.language, documents=len(entries), provisions=total).strip()

    def _force(self, answer: Answer, question: Question) -> str:
        """Return a warning where a quoted text is repealed, or not in force on the day asked about."""
        notes: dict[str, None] = {}
        for quote in answer.quotes:
            entry = self._library.entry(quote.citation)
            if entry.repealed_by:
                notes[say("repealed", answer.language, document=f"《{entry.title}》", by=f"《{entry.repealed_by}》")] = None
            if question.as_of and entry.effective_date and question.as_of < entry.effective_date:
                values = {"document": f"《{entry.title}》", "date": entry.effective_date, "day": question.as_of}
                notes[say("not-in-force", answer.language, **values)] = None
        return "".join(notes)


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
