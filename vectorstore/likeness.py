"""Compare a question with any texts, indexed or not: by the token vectors of a static model, and read in context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from vectorstore.context import ContextModel
from vectorstore.cross import CrossEncoder, Judged
from vectorstore.embedder import Embedder
from vectorstore.ragged import offsets_of
from vectorstore.static import StaticEmbeddings

KEPT = 50_000
"""Vectors of texts that are kept: sentences of the provisions that questions meet again and again."""
READ = 20_000
"""The same of those that a transformer gave: 31 MB."""

ASKED = 64
"""Questions whose vectors are kept: one is held against the clauses of several readings."""


@dataclass(frozen=True, slots=True)
class Met:
    """How the words of a query are met by some texts. Empty where no word of the query is known."""

    tokens: tuple[str, ...]
    weights: tuple[float, ...]
    """The square of the length of each token's vector: see :meth:`Likeness.met`."""
    nearest: tuple[tuple[float, ...], ...]
    """For each text, the cosine of each token to the nearest token there."""

    @property
    def shares(self) -> tuple[float, ...]:
        """How much of the query each text meets, 0 to 1."""
        total = sum(self.weights)
        return tuple(sum(w * n for w, n in zip(self.weights, near, strict=True)) / total for near in self.nearest)


class Likeness:
    """Likeness in meaning of a query and texts. Thread-safe: a lost race costs one vector computed twice."""

    def __init__(self, model: Embedder, context: ContextModel | None = None, cross: CrossEncoder | None = None) -> None:
        """Compare by ``model``; in ``context``, and both read together (``cross``), where there are such models."""
        self._model = model
        self._context = context
        self._cross = cross
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._read: dict[str, NDArray[np.float32]] = {}
        self._asked = lru_cache(maxsize=ASKED)(lambda query: np.asarray(model.embed_query(query), dtype=np.float32))
        self._norms = model.table.norms if isinstance(model, StaticEmbeddings) else None

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that the static model has vectors for; none without one."""
        return frozenset(self._model.tokenizer.get_vocab()) if isinstance(self._model, StaticEmbeddings) else frozenset()

    def __call__(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return the cosine of the query to each text: 1 for the same words, about 0 for strangers."""
        if len(self._vectors) + len(texts) > KEPT:
            self._vectors = {}
        # The dictionary of this moment: another thread may put a new one in its place.
        vectors = self._vectors
        unknown = [text for text in dict.fromkeys(texts) if text not in vectors]
        if unknown:
            vectors |= zip(unknown, np.asarray(self._model.embed_documents(unknown), dtype=np.float32), strict=True)
        asked = self._asked(query)
        return [float(vectors[text] @ asked) for text in texts]

    def in_context(self, query: str, texts: Sequence[str]) -> list[float] | None:
        """Return the cosine of the query to each text as a transformer reads them; None without one.

        A text that was not read before costs some milliseconds.
        """
        if self._context is None:
            return None
        if len(self._read) + len(texts) > READ:
            self._read = {}
        read = self._read
        fresh = [text for text in dict.fromkeys(texts) if text not in read]
        if fresh:
            read |= zip(fresh, self._context.passages(fresh), strict=True)
        asked = self._context.query(query)
        return [float(read[text] @ asked) for text in texts]

    def judged(self, query: str, text: str) -> Judged | None:
        """Return what a transformer makes of the query read together with a text; None without one. A new pair costs some milliseconds."""
        return self._cross(query, text) if self._cross is not None else None

    def met(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return how much of the query is met by each text, 0 to 1: for each token its best cosine to a token of the text, by weight.

        A token weighs the square of its vector's length: training makes the vectors of words that tell texts apart long and those of
        words such as 怎么 short, also for words that no indexed text holds. Without a static model, the cosine.
        """
        if self._norms is None or not isinstance(self._model, StaticEmbeddings):
            return self(query, texts)
        asked = self._model.known(query)
        if not len(asked):
            return [0.0] * len(texts)
        weights = self._norms[asked] ** 2
        return (weights @ self._best(asked, texts) / weights.sum()).tolist()  # type: ignore[no-any-return]

    def matched(self, query: str, texts: Sequence[str]) -> Met:
        """Return how each token of the query is met by each text; without a static model the query is one word, met by its cosine."""
        if self._norms is None or not isinstance(self._model, StaticEmbeddings):
            return Met((query,), (1.0,), tuple((cosine,) for cosine in self(query, texts)))
        asked = self._model.known(query)
        tokens = tuple(self._model.tokenizer.id_to_token(int(one)) for one in asked)
        nearest = tuple(map(tuple, self._best(asked, texts).T.tolist()))
        return Met(tokens, tuple((self._norms[asked] ** 2).tolist()), nearest if tokens else ())

    def _best(self, asked: NDArray[np.int32], texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the cosine of each of some tokens (rows) to the nearest token of each text (columns); 0 for a text without a known token."""
        assert isinstance(self._model, StaticEmbeddings)
        told = [self._model.known(text) for text in texts]
        lengths = np.asarray([len(ids) for ids in told], dtype=np.int64)
        best = np.zeros((len(asked), len(texts)), dtype=np.float32)
        filled = lengths > 0
        if len(asked) and filled.any():
            distinct, at = np.unique(np.concatenate(told), return_inverse=True)
            cosines = np.take(self._model.table.cosines(asked, distinct), at, axis=1)
            best[:, filled] = np.maximum.reduceat(cosines, offsets_of(lengths[filled])[:-1], axis=1)
        return best
