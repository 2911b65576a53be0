"""One vector a text: from an earlier index where its text stands there, from the model otherwise."""

from __future__ import annotations

import hashlib
import os
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedder import Embedder, unit
from vectorstore.errors import EmbeddingError
from vectorstore.record import IndexUnreadable, Record

BATCH = 1000
HASH_BYTES = 16
VECTORS = "vectors.npy"
TEXTS = "texts.npy"
MAPPED = 32_000_000
"""Bytes of a file up to which its rows are taken where they are mapped: a tenth of the time, and no more memory than this."""
GONE = -1
"""In place of a row: the text does not stand in the earlier index."""

Progress = Callable[[int, int], None]
"""Hears how many of how many are done."""


class Rows:
    """The vectors of an index, in their file: mapped for the exact search, and of a large file read one by one for the few rows that a question asks about.

    What is mapped comes into memory in pieces of 64 KB around each row: after some hundred questions, all of it.
    """

    def __init__(self, path: Path) -> None:
        """Open what `write` wrote. Raises OSError or ValueError where it is damaged."""
        mapped = np.load(path, mmap_mode="r")
        self.all: NDArray[np.float32] = np.asarray(mapped)
        self._start: int = mapped.offset
        self._file = os.open(path, os.O_RDONLY)
        # Closed with the object: a question that is being answered may outlive the index.
        weakref.finalize(self, os.close, self._file)

    def take(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return some rows."""
        if self.all.nbytes <= MAPPED or not hasattr(os, "pread"):  # Windows
            return self.all[rows]
        size = self.all.shape[1] * self.all.itemsize
        read = b"".join(os.pread(self._file, size, self._start + row * size) for row in rows.tolist())
        return np.frombuffer(read, dtype=self.all.dtype).reshape(len(rows), self.all.shape[1])


def digests(texts: Sequence[str]) -> list[bytes]:
    """Return a hash of each text: what an index knows its texts by."""
    return [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest() for text in texts]


def known_rows(previous: Path | None, model: str, texts: Sequence[bytes]) -> NDArray[np.int64]:
    """Return for the hash of each text the row where the ``previous`` index holds it, or `GONE`.

    All are gone where that index is of another model, or where its vectors or hashes are damaged.
    """
    rows = np.full(len(texts), GONE, dtype=np.int64)
    if previous is None:
        return rows
    try:
        record = Record.read(previous)
        if record.model != model or not (record.whole(previous, TEXTS) and record.whole(previous, VECTORS)):
            return rows
        places = {digest.tobytes(): row for row, digest in enumerate(np.load(previous / TEXTS))}
    except (IndexUnreadable, OSError, ValueError):
        return rows
    rows[:] = [places.get(digest, GONE) for digest in texts]
    return rows


def write(
    folder: Path, texts: Sequence[str], hashes: Sequence[bytes], embedder: Embedder, previous: Path | None,
    known: NDArray[np.int64], progress: Progress, encode: Callable[[list[str]], NDArray[np.float32]],
    hear: Callable[[NDArray[np.float32]], None],
) -> None:  # fmt: skip
    """Write the unit vectors of ``texts`` and their hashes into ``folder``.

    Texts with a ``known`` row in the ``previous`` index keep their vectors. ``encode`` is how the embedder is asked for those of the others,
    and ``hear`` is handed the first so many whenever there are more, and all at last. Raises EmbeddingError.
    """
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    kept = np.flatnonzero(known != GONE)
    if previous is not None and len(kept):
        vectors[kept] = np.load(previous / VECTORS, mmap_mode="r")[known[kept]]
    missing = np.flatnonzero(known == GONE)
    progress(len(kept), len(texts))
    for start in range(0, len(missing), BATCH):
        rows = missing[start : start + BATCH]
        made = encode([texts[row] for row in rows])
        if not np.isfinite(made).all():
            raise EmbeddingError(f"嵌入模型 {embedder.fingerprint} 给出了非数值的向量；请换一个模型")
        # Vectors that were kept are scaled already: scaling them again could change their last digit.
        vectors[rows] = unit(made)
        hear(vectors[: rows[-1] + 1])
        progress(len(kept) + start + len(rows), len(texts))
    hear(vectors)
    np.save(folder / VECTORS, vectors)
    np.save(folder / TEXTS, np.frombuffer(b"".join(hashes), dtype=np.uint8).reshape(-1, HASH_BYTES))
