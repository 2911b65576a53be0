"""Soft token matching: how well the words of the question are met by those of the text, and the other way round, by static vectors.

soft(q, d) = Σ idf(t) · max_u cos(v_t, v_u) / Σ idf(t) over the tokens t of the question and u of the text: the late interaction of ColBERT
(Khattab and Zaharia, 2020) without an encoder. Its reverse, the same over the tokens of the text, favours a text that speaks of nothing else;
there a token weighs the square of its vector's length, which training makes large for words that tell texts apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.ragged import offsets_of, places
from vectorstore.static import StaticEmbeddings, Tokens, TokenVectors
from vectorstore.vectors import GONE

QUERY_TOKENS = 64
"""Tokens of a question that count, the rarest first: the cost grows with them, and few questions have more than 40."""
BATCH = 2000
Scores = dict[str, NDArray[np.float32]]
"""A score of each candidate, by name."""


class Distinct:
    """The distinct known tokens of texts, gathered while they are tokenised."""

    def __init__(self, model: StaticEmbeddings) -> None:
        self._known = model.table.norms > 0
        self._ids: list[NDArray[np.int32]] = [np.empty(0, dtype=np.int32)]
        self._lengths: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]

    def add(self, tokens: Tokens) -> None:
        """Take the tokens of the texts that come next."""
        stands_in = np.repeat(np.arange(len(tokens.offsets) - 1, dtype=np.int64), np.diff(tokens.offsets))
        entries = np.unique((stands_in << 32 | tokens.ids)[self._known[tokens.ids]])
        self._ids.append((entries & 0xFFFFFFFF).astype(np.int32))
        self._lengths.append(np.bincount(entries >> 32, minlength=len(tokens.offsets) - 1))

    def all(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return the distinct tokens, one text after the other, and how many each text has."""
        return np.concatenate(self._ids), np.concatenate(self._lengths)


class SoftMatch:
    """Match the tokens of a question against the tokens of indexed texts."""

    def __init__(self, model: StaticEmbeddings, ids: NDArray[np.int32], offsets: NDArray[np.int64], idf: NDArray[np.float32]) -> None:
        self._model = model
        self._ids = ids
        self._offsets = offsets
        self._idf = idf
        self._loudness = model.table.norms**2

    @classmethod
    def build(
        cls,
        folder: Path,
        texts: Sequence[str],
        model: StaticEmbeddings,
        tokens: Distinct | None = None,
        previous: Path | None = None,
        known: NDArray[np.int64] | None = None,
    ) -> None:
        """Write the distinct known tokens of each text, and how rare each token is, into ``folder``.

        Texts with a ``known`` row have the tokens that they have in the ``previous`` index, made with the same model; ``tokens`` are those of all others,
        where they have been tokenised.
        """
        fresh = np.arange(len(texts)) if previous is None or known is None else np.flatnonzero(known == GONE)
        if tokens is None:
            tokens = Distinct(model)
            for start in range(0, len(fresh), BATCH):
                tokens.add(model.tokens([texts[row] for row in fresh[start : start + BATCH].tolist()]))
        ids, lengths = tokens.all()
        if previous is not None and known is not None:
            kept = np.flatnonzero(known != GONE)
            offsets = np.load(previous / "offsets.npy")
            old = np.load(previous / "ids.npy", mmap_mode="r")[places(offsets, known[kept])]
            order = np.argsort(np.concatenate([kept, fresh]), kind="stable")
            ids = np.concatenate([old, ids])
            lengths = np.concatenate([np.diff(offsets)[known[kept]], lengths])
            ids, lengths = ids[places(offsets_of(lengths), order)], lengths[order]
        frequency = np.bincount(ids, minlength=len(model.table))
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "ids.npy", ids)
        np.save(folder / "offsets.npy", offsets_of(lengths))
        np.save(folder / "idf.npy", np.log1p((len(texts) - frequency + 0.5) / (frequency + 0.5)).astype(np.float32))

    @classmethod
    def open(cls, folder: Path, model: StaticEmbeddings) -> SoftMatch:
        """Open what ``build`` wrote. Raises OSError or ValueError where it is damaged."""
        ids, offsets, idf = (np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in ("ids", "offsets", "idf"))
        if offsets[-1] != len(ids) or len(idf) != len(model.table):
            raise ValueError("token files do not fit together")
        return cls(model, ids, offsets, idf)

    def scores(self, query: str, candidates: NDArray[np.int64]) -> Scores:
        """Return the scores of each candidate text (by its index) for a question: see `Asked`."""
        return self.asked([query]).scores(candidates)[0]

    def asked(self, wordings: Sequence[str]) -> Asked:
        """Return the wordings of a question, for candidates to be held against, some after others."""
        rarest = []
        for wording in wordings:
            known = self._model.known(wording)
            rarest.append(known[np.argsort(-self._idf[known], kind="stable")[:QUERY_TOKENS]])
        return Asked(self._model.table, self._ids, self._offsets, self._loudness, rarest, [self._idf[tokens] for tokens in rarest])


class Asked:
    """The tokens of a question in its wordings, and how near each token of the texts that it was held against is to them. For one thread."""

    def __init__(
        self,
        table: TokenVectors,
        ids: NDArray[np.int32],
        offsets: NDArray[np.int64],
        loudness: NDArray[np.float32],
        wordings: Sequence[NDArray[np.int32]],
        idf: Sequence[NDArray[np.float32]],
    ) -> None:
        self._table = table
        self._ids = ids
        self._offsets = offsets
        self._loudness = loudness
        # Wordings share most of their tokens.
        self._asked = np.unique(np.concatenate(wordings))
        self._wordings = [
            (np.searchsorted(self._asked, tokens), weights / weights.sum()) for tokens, weights in zip(wordings, idf, strict=True)
        ]
        self._column = np.full(len(table), GONE, dtype=np.int32)
        self._similarity = np.empty((len(self._asked), 0), dtype=np.float32)

    def scores(self, candidates: NDArray[np.int64]) -> list[Scores]:
        """Return for each wording two scores of each candidate text (by its index), each from about 0, nothing alike, to 1, every token there.

        ``soft``: how well the text meets the question. ``reverse``: how well the question meets the text.
        """
        scores = [{name: np.zeros(len(candidates), dtype=np.float32) for name in ("soft", "reverse")} for _ in self._wordings]
        lengths = self._offsets[candidates + 1] - self._offsets[candidates]
        filled = lengths > 0
        if not len(self._asked) or not filled.any():
            return scores
        ids = self._ids[places(self._offsets, candidates)]
        at = self._columns(ids)
        segments = offsets_of(lengths[filled])[:-1]
        nearest = np.maximum.reduceat(np.take(self._similarity, at, axis=1, mode="clip"), segments, axis=1)
        loudness = self._loudness[ids]
        loudest = np.add.reduceat(loudness, segments)
        for one, (rows, shares) in zip(scores, self._wordings, strict=True):
            if len(rows):
                one["soft"][filled] = shares @ nearest[rows]
                met = self._similarity[rows].max(axis=0)[at] * loudness
                one["reverse"][filled] = np.add.reduceat(met, segments) / loudest
        return scores

    def _columns(self, ids: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the column of each of some tokens in the cosines to every asked one (rows); those that no text before had are added."""
        there = np.zeros(len(self._column), dtype=bool)
        there[ids] = True
        fresh = np.flatnonzero(there & (self._column == GONE))
        first = self._similarity.shape[1]
        self._column[fresh] = np.arange(first, first + len(fresh), dtype=np.int32)
        self._similarity = np.concatenate([self._similarity, self._table.cosines(self._asked, fresh)], axis=1)
        return self._column[ids]
