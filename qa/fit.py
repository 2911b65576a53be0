"""How the words of a clause fit the kind of a question: learned from questions whose deciding clauses readers marked.

``python -m eval fit`` learns the weights and writes them to ``fit.json``. They tell the clauses of one provision apart, and no more than that.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qa.model import Kind
from qa.once import once
from qa.wording.clauses import Clause

LEARNED = Path(__file__).with_suffix(".json")
NUMBER = re.compile(r"\d+")
SENTENCE, ITEM = "¶", "·"
"""Marks of where a sentence or an item starts, so that runs of characters know it."""
LONGEST = 3
"""Characters of a run whose weight is learned: 不得, 日内, ¶由. Two are as good within a point, four no better."""

KEPT = 4096
"""Fits that are kept: questions of a kind meet the same clauses again and again."""


@dataclass(frozen=True, slots=True)
class Fits:
    """What the words of a deciding clause are, for one kind of question."""

    bias: float
    runs: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Fits:
        """Read what stands in ``fit.json`` for a kind."""
        return cls(written["bias"], tuple(written["runs"].items()))

    def total(self, text: str) -> float:
        """Return the sum of the weights of the runs that stand in a marked text: what orders clauses."""
        return self.bias + sum(weight for run, weight in self.runs if run in text)


def behind(kind: Kind, provision: Sequence[Clause]) -> list[float]:
    """Return how far each clause of a provision is behind the one that fits the kind best: 0 for that one, down to -2.

    ``每年组织一次`` fits a question about time, ``由县级以上人民政府负责`` one about who does something. An unknown kind fits all alike.
    """
    fits = [fit(kind, clause) for clause in provision]
    best = max(fits, default=0.0)
    return [one - best for one in fits]


def fit(kind: Kind, clause: Clause) -> float:
    """Return how likely words such as a clause's decide a question of a kind, from -1 to 1; 0 for an unknown kind."""
    return _fit(clause, kind)


@once(KEPT)
def _fit(clause: Clause, kind: Kind) -> float:
    fits = _learned().get(kind)
    return math.tanh(fits.total(marked(clause))) if fits else 0.0


def marked(clause: Clause) -> str:
    """Return the words of a clause as runs are learned from them: their start marked, all numbers alike."""
    return (ITEM if clause.item else SENTENCE) + NUMBER.sub("0", clause.text.strip())


def runs(text: str) -> Iterator[str]:
    """Yield the runs of one to :data:`LONGEST` characters of a marked text."""
    for size in range(1, LONGEST + 1):
        for at in range(len(text) - size + 1):
            yield text[at : at + size]


@cache
def _learned() -> dict[str, Fits]:
    read = json.loads(LEARNED.read_text(encoding="utf-8"))
    return {kind: Fits.of(one) for kind, one in read.items()}
