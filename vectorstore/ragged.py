"""Rows of different lengths in two flat arrays: row i is ``values[offsets[i]:offsets[i + 1]]``."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def offsets_of(lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Return where each row begins, and where the last one ends."""
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def places(offsets: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places in ``values`` of all values of some rows, one row after the other."""
    lengths = offsets[rows + 1] - offsets[rows]
    first = offsets_of(lengths)[:-1]
    return np.repeat(offsets[rows] - first, lengths) + np.arange(int(lengths.sum()), dtype=np.int64)
