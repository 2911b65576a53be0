"""Wrong answers against refusals: what a stricter or a laxer gate would do to a set of questions.

A saved run holds, for each question that the gate judges, how sure the gate is and what the answer behind it is; the curve is drawn from that.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from eval.metrics import Score, Texts, score_all
from eval.run import Outcome
from qa.assistant import Assistant
from qa.model import Question

STRICTNESS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
"""Multiples of the probability that is enough; 1 is how the product is set."""
DIGITS = 6

Result = Literal["right", "wrong", "refused"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """How sure the gate is of a question, in multiples of what is enough, and what the answer is where it is let through."""

    sure: float
    behind: Result


@dataclass(frozen=True, slots=True)
class Point:
    """A strictness and what it does: shares of the answerable and of the unanswerable questions refused, of all answered wrongly."""

    strictness: float
    answerable_refused: float | None
    unanswerable_refused: float | None
    wrong: float


def weigh(scores: Iterable[Score], assistant: Assistant, texts: Texts) -> dict[str, Weighed]:
    """Return question id → what the gate makes of it, for the questions of a run that the gate judges.

    The run must be the assistant's own: what was found is taken from its answers.
    """
    weighed = {}
    for score in scores:
        case, answer = score.case, score.outcome.answer
        found = answer and assistant.weigh(Question(case.question, case.history, case.as_of), answer.evidence)
        if found:
            sure, kept_back = found
            behind = score_all([Outcome(case, kept_back, None, 0.0)], texts)[0] if kept_back else score
            weighed[case.id] = Weighed(sure, _result(behind))
    return weighed


def _result(score: Score) -> Result:
    if score.outcome.answer and score.outcome.answer.refused:
        return "refused"
    return "right" if score.correct else "wrong"


def weighed_json(weighed: Weighed) -> dict[str, Any]:
    """Return it as a saved run holds it: ``null`` where the gate is not needed, because a provision is named or the structure answers."""
    return {"sure": round(weighed.sure, DIGITS) if math.isfinite(weighed.sure) else None, "behind": weighed.behind}


def points(questions: Sequence[Mapping[str, Any]], strictnesses: Sequence[float] = STRICTNESS) -> list[Point]:
    """Return what each strictness would do to the questions of a saved run; nothing where the run was not weighed."""
    if not any("gate" in one for one in questions):
        return []
    answerable = [one for one in questions if "false refusal" in one["measures"]]
    others = [one for one in questions if "refusal" in one["measures"]]

    def share(of: Sequence[Mapping[str, Any]], result: Result, strictness: float) -> float | None:
        return sum(_at(one, strictness) == result for one in of) / len(of) if of else None

    return [
        Point(one, share(answerable, "refused", one), share(others, "refused", one), share(questions, "wrong", one) or 0.0)
        for one in strictnesses
    ]


def every_point(questions: Sequence[Mapping[str, Any]]) -> list[Point]:
    """Return a point for each strictness at which anything changes, laxest first."""
    sure = {one["gate"]["sure"] for one in questions if "gate" in one} - {None}
    return points(questions, [0.0, *sorted(math.nextafter(value, math.inf) for value in sure)])


def _at(one: Mapping[str, Any], strictness: float) -> Result:
    """Return what a question's result would be at a strictness."""
    gate = one.get("gate")
    if gate:
        kept = gate["sure"] is not None and gate["sure"] < strictness
        result: Result = "refused" if kept else gate["behind"]
        return result
    if (one["answer"] or {}).get("refused"):
        return "refused"
    return "right" if one["correct"] else "wrong"


def told(found: Sequence[Point]) -> str:
    """Return a line for each strictness: of the answerable, refused; of the unanswerable, refused; of all, answered wrongly."""
    lines = ["strictness  answerable refused  unanswerable refused  wrong answers"]
    for one in found:
        cells = (percent(one.answerable_refused), percent(one.unanswerable_refused), percent(one.wrong))
        lines.append(f"{one.strictness:10.2f}  {cells[0]:>18}  {cells[1]:>20}  {cells[2]:>13}")
    return "\n".join(lines)


def percent(share: float | None) -> str:
    """Print a share: ``12.5%``, or ``–`` for none."""
    return "–" if share is None else f"{share:.1%}"
