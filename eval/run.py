"""Ask every question of a set, as the app would, and keep what came out and how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from eval.questions import Case
from qa.model import Answer, Question


class Asks(Protocol):
    """Whoever answers questions: `qa.assistant.Assistant`, or a fake in a test."""

    def ask(self, question: Question) -> Answer:
        """Answer, or refuse with a reason."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question brought: the answer, or the error that came instead of one, and the time in milliseconds."""

    case: Case
    answer: Answer | None
    error: str | None
    milliseconds: float


def ask_all(cases: Iterable[Case], assistant: Asks, clock: Callable[[], float] = time.perf_counter) -> Iterator[Outcome]:
    """Yield the outcome of each question, in order, one after the other.

    A question that raises is an outcome with an error, so that it counts as wrong instead of hiding the others.
    """
    for case in cases:
        yield ask(case, assistant, clock)


def ask(case: Case, assistant: Asks, clock: Callable[[], float] = time.perf_counter) -> Outcome:
    """Return the outcome of one question."""
    question = Question(case.question, case.history, case.as_of)
    start = clock()
    try:
        answer = assistant.ask(question)
    except Exception as error:  # whatever breaks in there is that question's result
        return Outcome(case, None, f"{type(error).__name__}: {error}", (clock() - start) * 1000)
    return Outcome(case, answer, None, (clock() - start) * 1000)
