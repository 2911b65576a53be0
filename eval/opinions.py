"""What a chat model thinks of answers, told apart from every measure: it is never part of ``correct``.

Trap: a model judges mildly what a model wrote, likes long answers, and is not the same tomorrow. It is worth reading where it disagrees with
the measures; as a figure by itself it proves little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

Grade = Literal["right", "partly", "wrong"]
GRADES: tuple[Grade, ...] = get_args(Grade)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A grade and the model's reason; without a grade, why there is none."""

    grade: Grade | None
    why: str


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """Return it as a saved run holds it."""
    return {"grade": judgement.grade, "why": judgement.why}


@dataclass(frozen=True, slots=True)
class Tally:
    """Opinions of some questions: how many of each grade, how many without one, and how many agree with ``correct``."""

    name: str
    grades: Mapping[Grade, int]
    unjudged: int
    agreeing: int
    """Judged right and fully correct, or judged otherwise and not."""

    @property
    def judged(self) -> int:
        """How many have a grade."""
        return sum(self.grades.values())


def tallies(questions: Sequence[Mapping[str, Any]]) -> list[Tally]:
    """Count the opinions in a saved run, in all and by kind; nothing where it was not judged."""
    judged = [one for one in questions if "judge" in one]
    if not judged:
        return []
    kinds = sorted({one["kind"] for one in judged})
    return [_tally("all questions", judged), *(_tally(kind, [one for one in judged if one["kind"] == kind]) for kind in kinds)]


def _tally(name: str, judged: Sequence[Mapping[str, Any]]) -> Tally:
    grades = {grade: sum(one["judge"]["grade"] == grade for one in judged) for grade in GRADES}
    agreeing = sum(one["judge"]["grade"] is not None and (one["judge"]["grade"] == "right") == one["correct"] for one in judged)
    return Tally(name, grades, sum(one["judge"]["grade"] is None for one in judged), agreeing)
