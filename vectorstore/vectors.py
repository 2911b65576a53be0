"""One vector a text: from an earlier index where its text stands there, from the model otherwise."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedder import Embedder, EmbeddingError, unit
from vectorstore.record import IndexUnreadable, Record

BATCH = 1000
HASH_BYTES = 16
VECTORS = "vectors.npy"
TEXTS = "texts.npy"

Progress = Callable[[int, int], None]
"""Hears how many of how many are done."""


def write(folder: Path, texts: Sequence[str], embedder: Embedder, previous: Path | None, progress: Progress) -> NDArray[np.float32]:
    """Write the unit vectors of ``texts`` and the hashes of the texts into ``folder``, and return the vectors.

    Texts that stand in the ``previous`` index, made with the same model, keep their vectors. Raises EmbeddingError.
    """
    digests = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest() for text in texts]
    known = _known(previous, embedder.fingerprint) if previous is not None else {}
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    missing = [row for row, digest in enumerate(digests) if digest not in known]
    for row, digest in enumerate(digests):
        if digest in known:
            vectors[row] = known[digest]
    kept = len(texts) - len(missing)
    progress(kept, len(texts))
    for start in range(0, len(missing), BATCH):
        rows = missing[start : start + BATCH]
        vectors[rows] = embedder.embed_documents([texts[row] for row in rows])
        progress(kept + start + len(rows), len(texts))
    if not np.isfinite(vectors).all():
        raise EmbeddingError(f"嵌入模型 {embedder.fingerprint} 给出了非数值的向量；请换一个模型")
    vectors = unit(vectors)
    np.save(folder / VECTORS, vectors)
    np.save(folder / TEXTS, np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(-1, HASH_BYTES))
    return vectors


def _known(folder: Path, model: str) -> dict[bytes, NDArray[np.float32]]:
    """Return the vectors of an earlier index by the hash of their text; none where it is damaged or of another model."""
    try:
        record = Record.read(folder)
        if record.model != model or not (record.whole(folder, TEXTS) and record.whole(folder, VECTORS)):
            return {}
        rows = zip(np.load(folder / TEXTS), np.load(folder / VECTORS), strict=True)
        return {digest.tobytes(): vector for digest, vector in rows}
    except (IndexUnreadable, OSError, ValueError):
        return {}
