"""Read question and text in context: a small transformer that says how near a text's meaning is to a question's, word order and negation included.

The static model that ranks among all texts sees words one by one; this one reads sentences, and looks at the texts that the other signals found.
It costs a processor some 10 ms a text when an index is built and 4 ms a question, so that the vectors of texts are kept in the index.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedder import fingerprint_of
from vectorstore.record import IndexUnreadable, Record
from vectorstore.runtime import cut, open_session, open_tokenizer, opening
from vectorstore.vectors import GONE, Progress

QUERY, PASSAGE = "query: ", "passage: "
"""What the model was taught to see before a question and before a text."""
LONGEST = 192
"""Tokens of a text that are read, its beginning and its last; 94 articles of 100 are shorter."""
VECTORS = "context.npy"
ASKED = 256
"""Questions whose vectors are kept."""
BATCH = 64
"""Texts between two reports of progress."""


class ContextModel:
    """The transformer, run by onnxruntime: unit vectors. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        """Read ``model.onnx`` and ``tokenizer.json``. Raises EmbeddingError where a file is missing or damaged."""
        self._asked = lru_cache(maxsize=ASKED)(lambda text: self._vector(QUERY + text))
        with opening("语境模型", folder, "TIAOWEN_CONTEXT_UP_TO=0"):
            self._tokenizer = open_tokenizer(folder)
            self._session = open_session(folder / "model.onnx")
            self._input = self._session.get_inputs()[0].name
            self.dimension = len(self.query("一"))
        self.fingerprint = fingerprint_of(folder)

    def query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question; those of the last questions are kept: one is held against passages, and then against clauses."""
        return self._asked(text)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, one row each, read on every processor."""
        if len(texts) == 1:
            return self._vector(PASSAGE + texts[0])[None]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            vectors = list(pool.map(lambda text: self._vector(PASSAGE + text), texts))
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)

    def _vector(self, text: str) -> NDArray[np.float32]:
        ids = np.asarray(cut(self._tokenizer.encode(text).ids, LONGEST), dtype=np.int64)
        vector: NDArray[np.float32] = self._session.run(None, {self._input: ids})[0]
        return vector


class Context:
    """How near the texts of an index are to a question, read in context."""

    def __init__(self, model: ContextModel, vectors: NDArray[np.float16]) -> None:
        self._model = model
        self._vectors = vectors

    @staticmethod
    def build(
        folder: Path, texts: Sequence[str], model: ContextModel, previous: Path | None, known: NDArray[np.int64], progress: Progress
    ) -> None:
        """Write the vectors of ``texts`` into ``folder``; those with a ``known`` row keep what the ``previous`` index holds by the same model."""
        vectors = np.zeros((len(texts), model.dimension), dtype=np.float16)
        fresh = np.arange(len(texts))
        if previous is not None and _kept(previous, model):
            kept, fresh = np.flatnonzero(known != GONE), np.flatnonzero(known == GONE)
            vectors[kept] = np.load(previous / VECTORS, mmap_mode="r")[known[kept]]
        for start in range(0, len(fresh), BATCH):
            rows = fresh[start : start + BATCH]
            vectors[rows] = model.passages([texts[row] for row in rows.tolist()])
            progress(len(texts) - len(fresh) + start + len(rows), len(texts))
        np.save(folder / VECTORS, vectors)

    @classmethod
    def open(cls, folder: Path, model: ContextModel) -> Context:
        """Open what ``build`` wrote. Raises OSError or ValueError where it is damaged."""
        return cls(model, np.asarray(np.load(folder / VECTORS, mmap_mode="r")))

    def scores(self, query: str, candidates: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of each candidate text (by its index) to the question; 0 where they are strangers or worse."""
        near: NDArray[np.float32] = self._vectors[candidates].astype(np.float32) @ self._model.query(query)
        return np.maximum(near, 0)


def _kept(previous: Path, model: ContextModel) -> bool:
    """Tell whether an index holds sound vectors of this model."""
    try:
        record = Record.read(previous)
    except IndexUnreadable:
        return False
    return record.context_model == model.fingerprint and record.whole(previous, VECTORS)
