"""Linear models that were learnt from labelled questions: hashed runs of characters and named marks in, probabilities out.

``python -m eval learn`` writes them to ``qa/wording/learned.npz``; numpy is all that reading them takes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LEARNED = Path(__file__).with_name("learned.npz")
TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[^\sa-z0-9]")
"""An English word, a number, or one other character."""
LONGEST_RUN = 4
LONGEST_TEXT = 300
"""Tokens of a text that are looked at: its first half of them, and its last."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A softmax over hashed runs (their binary vector has length 1) and marks (their values as they are)."""

    classes: tuple[str, ...]
    runs: NDArray[np.float32]
    """Weights, buckets × classes."""
    marks: NDArray[np.float32]
    """Weights, marks × classes."""
    bias: NDArray[np.float32]

    def probabilities(self, runs: Iterable[str], marks: Sequence[float] = ()) -> dict[str, float]:
        """Return the probability of each class."""
        places = buckets(runs, len(self.runs))
        scores = self.bias + np.asarray(marks, np.float32) @ self.marks if len(marks) else self.bias
        if len(places):
            scores = scores + self.runs[places].sum(axis=0) / np.sqrt(len(places))
        likely = np.exp(scores - scores.max())
        return dict(zip(self.classes, (likely / likely.sum()).tolist(), strict=True))


def buckets(runs: Iterable[str], count: int) -> NDArray[np.int64]:
    """Return the distinct places of runs among ``count`` buckets, in order."""
    return np.unique(np.fromiter((zlib.crc32(run.encode()) % count for run in runs), np.int64))


def runs_of(text: str, mark: str = "") -> list[str]:
    """Return the runs of one to four tokens of a text, those that begin and end it apart; ``mark`` keeps the runs of two texts apart."""
    tokens = TOKEN.findall(text.lower().strip())
    if len(tokens) > LONGEST_TEXT:
        tokens = tokens[: LONGEST_TEXT // 2] + tokens[-LONGEST_TEXT // 2 :]
    tokens = ["^", *tokens, "$"]
    return [
        f"{mark}{' '.join(tokens[start : start + size])}" for size in range(1, LONGEST_RUN + 1) for start in range(len(tokens) - size + 1)
    ]


def save(path: Path, models: Mapping[str, Linear]) -> None:
    """Write models: the weights of runs as one byte each, with a scale for each class."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, model in models.items():
        scale = np.maximum(np.abs(model.runs).max(axis=0), 1e-9) / 127
        arrays |= {
            f"{name}.classes": np.array(model.classes),
            f"{name}.runs": np.round(model.runs / scale).astype(np.int8),
            f"{name}.scale": scale.astype(np.float32),
            f"{name}.marks": model.marks.astype(np.float32),
            f"{name}.bias": model.bias.astype(np.float32),
        }
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


@cache
def learned(name: str) -> Linear:
    """Return one of the models that ship: ``kind``, ``yes-no`` or ``verdict``."""
    with np.load(LEARNED) as arrays:
        runs = arrays[f"{name}.runs"].astype(np.float32) * arrays[f"{name}.scale"]
        return Linear(tuple(arrays[f"{name}.classes"].tolist()), runs, arrays[f"{name}.marks"], arrays[f"{name}.bias"])
