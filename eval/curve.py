"""Wrong answers against refusals: ``python -m eval curve``. What a stricter or a laxer gate would do to a set of questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eval.metrics import score_all
from eval.questions import Case
from eval.run import Outcome
from law.library import Library
from qa.assistant import Assistant
from qa.gate import enough, fitness, misaddressed
from qa.model import Question
from qa.relevance import Likeness

STRICTNESS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
"""Multiples of the probability that is enough; 1 is how the product is set."""


@dataclass(frozen=True, slots=True)
class Let:
    """A question with how sure the gate is, in multiples of what is enough, and whether the answer is right when it is let through."""

    answerable: bool
    sure: float
    right: bool


def judge(cases: Iterable[Case], assistant: Assistant, library: Library, likeness: Likeness) -> Iterator[Let]:
    """Yield each question that the gate judges; those that name what does not exist are corrected whatever it says, and left out."""
    for case in cases:
        question = Question(case.question, case.history, case.as_of)
        understanding = assistant.understand(question)
        if misaddressed(understanding, library):
            continue
        reading = assistant.read(understanding, assistant.gather(understanding, question))
        if not reading.ranked:
            continue
        answer = assistant.extractive.answer(understanding, reading.evidence)
        (score,) = score_all([Outcome(case, answer, None, 0.0)], library)
        yield Let(case.unanswerable is None, fitness(reading, likeness) / enough(reading), score.correct)


def told(let: Sequence[Let]) -> str:
    """Return a line for each strictness: of the answerable, refused; of the unanswerable, refused; of all, answered wrongly."""
    answerable = [one for one in let if one.answerable]
    others = [one for one in let if not one.answerable]
    lines = ["strictness  answerable refused  unanswerable refused  wrong answers"]
    for strictness in STRICTNESS:
        lost = sum(one.sure < strictness for one in answerable)
        caught = sum(one.sure < strictness for one in others)
        wrong = sum(one.sure >= strictness and not one.right for one in let)
        lines.append(
            f"{strictness:10.2f}  {_share(lost, len(answerable)):>18}  {_share(caught, len(others)):>20}  {_share(wrong, len(let)):>13}"
        )
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
