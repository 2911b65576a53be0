"""Write the Chroma directory of an index while its vectors are made: here, or in a process of its own.

``python -m vectorstore.graph DIRECTORY DIMENSION`` is that process: standard input is the ids as a line of JSON, then their vectors.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from vectorstore.client import BATCH, COLLECTION, directory
from vectorstore.errors import DenseError

HNSW = {"space": "cosine", "ef_search": 400, "max_neighbors": 32}
CONSTRUCTION, MOST_FOR_LESS, LESS = 200, 100_000, 100
"""How widely Chroma looks for the neighbours of a new vector, and up to how many vectors half of that, in half of the time, will do. Recall of the
ten nearest for 300 questions with 100 and with 200: of 25,000 vectors .9993 and .9997, of 100,000 .9997 and 1.0000, of 200,000 .9987 and 1.0000, of
350,000 .9963 with 100 (1.000 of a million with 200). Chroma's defaults gave .9985 of 25,000."""
SMALLEST_SYNC = 2
"""Chroma writes its whole graph out whenever so many changes have come together, and takes no lower number."""
APART_FROM = 5000
"""Vectors from which a process of its own writes them: it takes most of a second to start, but while Chroma adds it lets nothing else of its
process use the interpreter."""
ROOT = Path(__file__).resolve().parent.parent

Growing = Iterable[NDArray[np.float32]]
"""Vectors while they are made: the first so many of them, again and again with more, and all of them at last."""


def unwritten(error: object) -> DenseError:
    """Return what is raised where vectors could not be written."""
    return DenseError(f"向量写不进 Chroma（{error}）；请检查磁盘空间，或者服务器")


def batches(vectors: Growing) -> Iterator[NDArray[np.float32]]:
    """Yield all vectors, as many at a time as Chroma takes, as soon as they are made: with a fifth of that it is a third slower."""
    done = 0
    made: NDArray[np.float32] | None = None
    for made in vectors:
        while len(made) - done >= BATCH:
            yield made[done : done + BATCH]
            done += BATCH
    if made is not None and len(made) > done:
        yield made[done:]


def write(client: Any, collection: str, ids: Sequence[str], vectors: Iterable[NDArray[np.float32]]) -> None:
    """Write a collection: one entry an id, with our vectors, in batches. Raises DenseError."""
    # With the default of the last, 1,000, the graph is written out after every thousandth entry: 140 times for 139,000.
    width = LESS if len(ids) <= MOST_FOR_LESS else CONSTRUCTION
    configuration: Any = {"hnsw": {**HNSW, "ef_construction": width, "sync_threshold": max(SMALLEST_SYNC, len(ids))}}
    left = iter(ids)
    try:
        made = client.create_collection(collection, configuration=configuration, embedding_function=None)
        for batch in vectors:
            made.add(ids=list(islice(left, len(batch))), embeddings=batch)
    except Exception as error:  # Chroma's Rust core and its HTTP client each raise their own: a full disk, a server that went away
        raise unwritten(error) from error


def build(folder: Path, ids: Sequence[str], dimension: int, vectors: Iterable[NDArray[np.float32]]) -> None:
    """Write a Chroma directory of our vectors, in batches, into ``folder``: many of them in a process of its own. Raises DenseError."""
    if len(ids) < APART_FROM:
        _build_here(folder, ids, vectors)
    else:
        _build_apart(folder, ids, dimension, vectors)


def _build_here(folder: Path, ids: Sequence[str], vectors: Iterable[NDArray[np.float32]]) -> None:
    client = directory(folder)
    try:
        write(client, COLLECTION, ids, vectors)
    finally:
        client.close()


def _build_apart(folder: Path, ids: Sequence[str], dimension: int, vectors: Iterable[NDArray[np.float32]]) -> None:
    command = [sys.executable, "-m", "vectorstore.graph", str(folder.resolve()), str(dimension)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        # It may have ended early; then it says why below.
        with suppress(OSError):
            process.stdin.write(json.dumps(ids).encode() + b"\n")
            for batch in vectors:
                process.stdin.write(np.ascontiguousarray(batch).data)
            process.stdin.close()
        words = process.stdout.read().decode("utf-8", "replace").strip()
    if process.returncode != 0:
        raise DenseError(words) if words else unwritten(f"写入进程异常退出，{process.returncode}")


def _received(stream: BinaryIO, count: int, dimension: int) -> Iterator[NDArray[np.float32]]:
    """Yield ``count`` vectors as they come, a batch at a time; end this process where they do not, or where nobody waits for it any more."""
    parent = os.getppid()
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start) * dimension * np.dtype(np.float32).itemsize
        received = stream.read(size)
        if len(received) < size or os.getppid() != parent:
            sys.exit(1)
        yield np.frombuffer(received, dtype=np.float32).reshape(-1, dimension)


if __name__ == "__main__":
    ids = json.loads(sys.stdin.buffer.readline())
    try:
        _build_here(Path(sys.argv[1]), ids, _received(sys.stdin.buffer, len(ids), int(sys.argv[2])))
    except DenseError as error:
        sys.stdout.buffer.write(str(error).encode())
        sys.exit(1)
