"""The last accepted run, question by question, so that a change shows what it gained and what it lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.files import write_whole
from eval.metrics import Score, average
from eval.statistics import sign_test


class BaselineError(ValueError):
    """The baseline file is not one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of questions that became right, became wrong, or that the baseline does not know."""

    gains: tuple[str, ...]
    losses: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def chance(self) -> float:
        """How likely so lopsided a split of gains and losses is by chance alone: two-sided sign test, 1 where nothing changed."""
        return sign_test(len(self.gains), len(self.losses))

    def __str__(self) -> str:
        return f"{len(self.gains)} gained, {len(self.losses)} lost, {len(self.added)} new (by chance: {self.chance:.2f})"


def read_baseline(path: Path) -> Mapping[str, bool]:
    """Return question id → right or wrong; nothing where there is no baseline yet. Raises `BaselineError`."""
    if not path.exists():
        return {}
    try:
        questions = json.loads(path.read_text(encoding="utf-8"))["questions"]
        return {str(name): bool(right) for name, right in questions.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BaselineError(f"{path} is no baseline ({error!r}): write one with --save-baseline") from error


def write_baseline(path: Path, scores: Sequence[Score]) -> None:
    """Keep which questions are right, with the averages; no times, so that equal runs give equal files."""
    averages = {name: round(value, 4) for name, value in average("all", scores).measures.items()}
    questions = {score.case.id: score.correct for score in sorted(scores, key=lambda score: score.case.id)}
    content = json.dumps({"averages": averages, "questions": questions}, ensure_ascii=False, indent=1)
    write_whole(path, content + "\n")


def compare(baseline: Mapping[str, bool], scores: Sequence[Score]) -> Changes:
    """Return gains and losses of a run against a baseline, in the order of the run. Questions that were not run are no losses."""
    known = [score for score in scores if score.case.id in baseline]
    return Changes(
        gains=tuple(score.case.id for score in known if score.correct and not baseline[score.case.id]),
        losses=tuple(score.case.id for score in known if not score.correct and baseline[score.case.id]),
        added=tuple(score.case.id for score in scores if score.case.id not in baseline),
    )
