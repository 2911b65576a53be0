"""Compare what Chroma holds with the vectors that it was made from, and print what is wrong.

``python -m vectorstore.verify INDEX DIRECTORY``, or ``… INDEX http://SERVER COLLECTION``.

A process of its own, because a damaged directory can hang or crash whoever opens it. Standard input holds the rows to compare as JSON, or
``null`` for all of them. Exit 0: every id is there, every vector compared is the same, and what was tried can be found.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from vectorstore.client import BATCH, COLLECTION, PATIENT_SECONDS, directory, server

TOLERANCE = 1e-4
CANARIES = 100
"""Vectors, spread over the collection, that are always compared and must find themselves."""


def complaint(build_folder: Path, client: Any, name: str, rows: Sequence[int] | None = None) -> str:
    """Return what is wrong with a collection, in a sentence, or ``""``."""
    ids: list[str] = json.loads((build_folder / "ids.json").read_text(encoding="utf-8"))
    vectors = np.load(build_folder / "vectors.npy", mmap_mode="r")
    collection = client.get_collection(name, embedding_function=None)
    if collection.count() != len(ids):
        return f"应有 {len(ids)} 条，实有 {collection.count()} 条"
    canaries = range(0, len(ids), max(1, len(ids) // CANARIES))
    compared = range(len(ids)) if rows is None else sorted({*rows, *canaries})
    for start in range(0, len(compared), BATCH):
        part = compared[start : start + BATCH]
        found = collection.get(ids=[ids[row] for row in part], include=["embeddings"])
        got = dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        wrong = [row for row in part if ids[row] not in got]
        if not wrong:
            held = np.stack([got[ids[row]] for row in part])
            wrong = np.asarray(part)[~np.isclose(held, vectors[part], atol=TOLERANCE).all(axis=1)].tolist()
        if wrong:
            return f"{ids[wrong[0]]} 的向量缺失或不符"
    for row in {*canaries, *(rows or ())[:CANARIES]}:
        if not np.any(vectors[row]):
            continue
        answer = collection.query(query_embeddings=[vectors[row].tolist()], n_results=1, include=["distances"])
        if not answer["ids"][0] or answer["distances"] is None or answer["distances"][0][0] > TOLERANCE:
            return f"检索不到 {ids[row]}"
    return ""


if __name__ == "__main__":
    place, name = sys.argv[2], COLLECTION if len(sys.argv) == 3 else sys.argv[3]
    client = directory(Path(place)) if len(sys.argv) == 3 else server(place, PATIENT_SECONDS)
    words = complaint(Path(sys.argv[1]), client, name, json.load(sys.stdin))
    print(words)
    sys.exit(1 if words else 0)
