"""Compare a Chroma directory with the vectors that it was made from: ``python -m vectorstore.verify BUILD CHROMA`` prints what is wrong.

A process of its own, because a damaged directory can hang or crash whoever opens it. Exit 0: every vector is there and can be found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import chromadb
import numpy as np

from vectorstore.dense import BATCH, COLLECTION, settings

TOLERANCE = 1e-4
CANARIES = 20
"""Vectors that must find themselves, spread over the collection."""


def complaint(build_folder: Path, chroma_folder: Path) -> str:
    """Return what is wrong with the directory, in a sentence, or ``""``."""
    ids: list[str] = json.loads((build_folder / "ids.json").read_text(encoding="utf-8"))
    vectors = np.load(build_folder / "vectors.npy", mmap_mode="r")
    client = chromadb.PersistentClient(path=str(chroma_folder), settings=settings())
    collection = client.get_collection(COLLECTION, embedding_function=None)
    if collection.count() != len(ids):
        return f"应有 {len(ids)} 条，实有 {collection.count()} 条"
    for start in range(0, len(ids), BATCH):
        found = collection.get(ids=ids[start : start + BATCH], include=["embeddings"])
        rows = dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        for row, id in enumerate(ids[start : start + BATCH], start):
            if id not in rows or not np.allclose(rows[id], vectors[row], atol=TOLERANCE):
                return f"{id} 的向量缺失或不符"
    for row in range(0, len(ids), max(1, len(ids) // CANARIES)):
        if not np.any(vectors[row]):
            continue
        answer = collection.query(query_embeddings=[vectors[row].tolist()], n_results=1, include=["distances"])
        if not answer["ids"][0] or answer["distances"] is None or answer["distances"][0][0] > TOLERANCE:
            return f"检索不到 {ids[row]}"
    return ""


if __name__ == "__main__":
    words = complaint(Path(sys.argv[1]), Path(sys.argv[2]))
    print(words)
    sys.exit(1 if words else 0)
