"""Texts as token ids: rows of unequal length in two flat arrays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CLAUSE_END = re.compile(r"[,，。;；:：\n]")
"""Marks that the tokenizer drops, so that a text's ids are the ids of its clauses in a row."""

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of token ids: row ``i`` is ``ids[offsets[i]:offsets[i + 1]]``."""

    ids: NDArray[np.int32]
    offsets: Ids

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Ids:
        """Count the tokens of each row."""
        return np.diff(self.offsets)

    def take(self, rows: Ids, rng: np.random.Generator | None = None, drop: float = 0.0) -> tuple[Ids, Ids]:
        """Give the ids of some rows, flat, and where each starts; with ``rng``, tokens are left out.

        The rate is drawn for each row from 0 to 2 × ``drop``; a row of up to three tokens is never thinned.
        """
        lengths = self.lengths[rows]
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        ids = self.ids[np.repeat(self.offsets[rows], lengths) + within].astype(np.int64)
        if rng is not None and drop:
            rate = np.where(lengths > 3, drop * 2 * rng.random(len(rows)), 0.0)
            kept = (rng.random(len(ids)) >= np.repeat(rate, lengths)) | (within == 0)
            lengths = np.add.reduceat(kept, np.cumsum(lengths) - lengths) if len(ids) else lengths
            ids = ids[kept]
        return ids, np.cumsum(lengths) - lengths


class Encoder:
    """Turn texts into token ids, each distinct clause once; unknown tokens are left out."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._clauses: dict[str, NDArray[np.int32]] = {"": np.zeros(0, np.int32)}

    def encode(self, texts: Sequence[str], limit: int = 4000) -> Ragged:
        """Encode each text, cut at ``limit`` tokens; a text without a known token becomes the one unknown token."""
        split = [CLAUSE_END.split(text) for text in texts]
        self._learn(clause for clauses in split for clause in clauses)
        unknown = np.zeros(1, np.int32)
        rows = [np.concatenate([self._clauses[clause] for clause in clauses])[:limit] for clauses in split]
        rows = [row if len(row) else unknown for row in rows]
        offsets = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(row) for row in rows], out=offsets[1:])
        return Ragged(np.concatenate([unknown[:0], *rows]), offsets)

    def _learn(self, clauses: Iterable[str]) -> None:
        fresh = [clause for clause in dict.fromkeys(clauses) if clause not in self._clauses]
        for start in range(0, len(fresh), 20_000):
            batch = fresh[start : start + 20_000]
            for clause, encoding in zip(batch, self._tokenizer.encode_batch(batch, add_special_tokens=False), strict=True):
                self._clauses[clause] = np.array([token for token in encoding.ids if token], np.int32)
