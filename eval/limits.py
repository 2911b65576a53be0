"""Limits that a run must keep: ``correct=0.9,verbatim=1.0``, and which of them it missed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from eval.measures import METRICS
from eval.metrics import Row

BETTER = MappingProxyType({metric.name: metric.better for metric in METRICS})
ALIASES = MappingProxyType(
    {
        "fully correct": "correct",
        "quote faithfulness": "verbatim",
        "value faithfulness": "values",
        "verdict accuracy": "verdict",
        "refusal recall": "refusal",
        "forbidden statements": "forbidden",
        "decisive facts": "facts",
        "mrr": "rr@10",
        "mrr@10": "rr@10",
    }
)
"""Longer names of measures that people write."""


class LimitError(ValueError):
    """Limits cannot be read; the words say which and what there is."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A limit that was missed, and what was reached: None where no question is measured by it."""

    measure: str
    limit: float
    reached: float | None

    @property
    def under(self) -> bool:
        """Whether the limit is the least that is wanted; otherwise it is the most that is suffered."""
        return BETTER[self.measure] == "higher"

    def __str__(self) -> str:
        """Say it in a sentence."""
        if self.reached is None:
            return f"{self.measure}: no question is measured by it"
        return f"{self.measure} is {self.reached:.4f}, {'under' if self.under else 'over'} {self.limit}"


def read_limits(printed: str | None) -> dict[str, float]:
    """Read ``correct=0.9,false refusal=0.05``; an underscore may stand for a space, and None is no limit. Raises LimitError."""
    limits: dict[str, float] = {}
    for pair in printed.split(",") if printed is not None else ():
        written, _, value = pair.partition("=")
        spaced = written.strip().replace("_", " ")
        name = ALIASES.get(spaced, spaced)
        if name not in BETTER:
            raise LimitError(f"no measure {spaced!r}; there are {', '.join(sorted(BETTER))}")
        if name in limits:
            raise LimitError(f"{name} has two limits")
        try:
            limits[name] = float(value)
        except ValueError:
            limits[name] = math.nan
        if not 0 <= limits[name] <= 1:
            raise LimitError(f"{pair.strip()!r} needs a number from 0 to 1")
    return limits


def shortfalls(limits: Mapping[str, float], reached: Row) -> tuple[Shortfall, ...]:
    """Return the limits that were missed; a measure that nothing was measured by misses its limit."""
    found = (Shortfall(name, limit, reached.measures.get(name)) for name, limit in limits.items())
    return tuple(one for one in found if one.reached is None or (one.reached < one.limit if one.under else one.reached > one.limit))
