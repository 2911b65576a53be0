"""Answers that are kept: what many ask is worked out once a day and build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from qa.assistant import Assistant
from qa.model import Answer, Evidence, Question


class Kept:
    """An assistant that gives the answer of today to the very same question, after the very same dialogue, again. Thread-safe.

    Only for answers that depend on nothing but the build and the day: none of a language model. One build has one of these.
    """

    def __init__(self, assistant: Assistant, count: int, whole: Callable[[], bool]) -> None:
        """Take who answers, how many answers are kept, the one asked longest ago leaving first, and how to tell that the index is ``whole``:
        what is answered without a part of it is not kept."""
        self._assistant, self._whole = assistant, whole
        # The day is part of the question: it says which texts are in force.
        self._answered = lru_cache(maxsize=count)(lambda question, day: assistant.ask(question))

    def ask(self, question: Question) -> Answer:
        """Return the checked answer, or a refusal with its reason."""
        return self._answered(question, date.today()) if self._whole() else self._assistant.ask(question)

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield the answer: the law's own words come all at once."""
        yield self.ask(question)

    def find(self, question: Question) -> tuple[Evidence, ...]:
        """Return the provisions that may answer, best first."""
        return self._assistant.find(question)
