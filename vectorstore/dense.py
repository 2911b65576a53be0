"""Nearest vectors: Chroma finds them, a vector file of our own holds them exactly and answers alone where Chroma cannot.

Opening a Chroma directory writes to it, and readers of one directory disturb each other. So nobody opens the one in a build: a reader
copies it to a private temporary folder, compares the hashes of the copy with those taken when it was made, and opens the copy. Equal bytes
need no further proof; for anything else a child process with a time limit compares every vector, because a damaged directory can hang or
crash whoever opens it. Chroma holds ids and vectors and no texts: the texts are in the library, and without them a directory is a third
as large. A server is asked again in the background after it failed, so that no question waits for it twice.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from numpy.typing import NDArray

from vectorstore.client import (
    BATCH,
    COLLECTION,
    PATIENT_SECONDS,
    SERVER_SECONDS,
    address,
    directory,
    server,
    settings,
    within,
)  # fmt: skip
from vectorstore.errors import DenseError
from vectorstore.fuse import best
from vectorstore.graph import SMALLEST_SYNC, unwritten, write
from vectorstore.record import hashes
from vectorstore.vectors import Rows

__all__ = ["COLLECTION", "SERVER_SECONDS", "Dense", "DenseError", "Directory", "Server", "address", "server", "settings"]

OPEN_SECONDS = 8.0
"""How long a child process may take to verify a directory that is not byte for byte what was written, while somebody waits for answers."""
VERIFY_SECONDS = 300.0
VERIFY_SECONDS_PER_VECTOR = 0.005
"""How long it may take for a new build, where nobody waits: starting it, and comparing each vector. On a machine with ten times as much work
as processors, 5,000 vectors took more than 40 s."""
SERVER_RETRY_SECONDS, SERVER_RETRY_MOST = 2.0, 30.0
"""How long a server that failed is left alone before it is asked again, in the background: twice as long each time, up to a limit."""


def drop(url: str, collections: Iterable[str]) -> None:
    """Remove collections of builds that are gone from a server; those that are not there are no matter. Raises DenseError."""
    with closing(server(url)) as client:
        try:
            for name in collections:
                with suppress(chromadb.errors.NotFoundError):
                    client.delete_collection(name)
        except Exception as error:  # its HTTP client raises its own for a server that went away
            raise DenseError(str(error) or type(error).__name__) from error


def write_server(url: str, collection: str, ids: Sequence[str], vectors: Iterable[NDArray[np.float32]]) -> None:
    """Write a collection on a server, in batches. Raises DenseError."""
    with closing(server(url, PATIENT_SECONDS)) as client:
        write(client, collection, ids, vectors)


def update(before: Path, folder: Path, gone: Sequence[str], ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Write into ``folder`` what the Chroma directory ``before`` holds, without the ``gone`` ids and with ``ids`` anew. Raises DenseError."""
    try:
        shutil.copytree(before, folder)
        client = directory(folder)
        # Chroma reads the number when it opens the collection; with that of the first build the changes would stay outside the graph.
        client.get_collection(COLLECTION, embedding_function=None).modify(configuration={"hnsw": {"sync_threshold": SMALLEST_SYNC}})
        client.close()
        client = directory(folder)
        try:
            made = client.get_collection(COLLECTION, embedding_function=None)
            for start in range(0, len(gone), BATCH):
                made.delete(ids=list(gone[start : start + BATCH]))
            for start in range(0, len(ids), BATCH):
                part = slice(start, start + BATCH)
                made.add(ids=list(ids[part]), embeddings=vectors[part])
        finally:
            client.close()
    except Exception as error:  # shutil, sqlite and Chroma's Rust core each raise their own
        raise unwritten(error) from error


def verify(build_folder: Path, chroma_folder: Path, seconds: float, rows: Sequence[int] | None = None) -> None:
    """Compare a Chroma directory with the vector file, in a child process that may hang or crash. Raises DenseError.

    With ``rows`` only those vectors are compared, and some others. The directory is opened, and so written to: hand over a copy.
    """
    _verify([str(build_folder.resolve()), str(chroma_folder.resolve())], seconds, rows)


def verify_server(build_folder: Path, url: str, collection: str, count: int) -> None:
    """Compare a collection on a server with the vector file. Raises DenseError."""
    _verify([str(build_folder.resolve()), url, collection], VERIFY_SECONDS + count * VERIFY_SECONDS_PER_VECTOR, None)


def _verify(arguments: Sequence[str], seconds: float, rows: Sequence[int] | None) -> None:
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "vectorstore.verify", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    try:
        done = subprocess.run(
            command, cwd=root, env=environment, input=json.dumps(rows), capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise DenseError("没有在限定时间内打开") from None
    if done.returncode != 0:
        raise DenseError(done.stdout.strip() or f"检查进程异常退出（{done.returncode}）")


def verify_copy(build_folder: Path, count: int, rows: Sequence[int] | None) -> None:
    """Verify a copy of the Chroma directory of a new build. Raises DenseError."""
    with _private_folder() as temporary:
        copy = shutil.copytree(build_folder / "chroma", Path(temporary) / "chroma")
        verify(build_folder, copy, VERIFY_SECONDS + count * VERIFY_SECONDS_PER_VECTOR, rows)


def _nearest(collection: Any, vector: NDArray[np.float32], count: int) -> list[str]:
    """Return the nearest ids. Nothing else is fetched: with the entries' texts and LangChain's documents it took four times as long."""
    found: list[str] = collection.query(query_embeddings=vector[None], n_results=count, include=[])["ids"][0]
    return found


REMARK = "Chroma 的文件 {files} 与建成时不同；逐条核对向量无误，仍照常使用。请运行 python ingest.py --force 重建"


class Directory:
    """A private copy of the Chroma directory of a build.

    ``remark`` says which files of the graph are not what was written, though every vector was found to be there; mere opening changes the others.
    """

    def __init__(self, build_folder: Path, made: dict[str, str], version: str) -> None:
        """Copy, check and open it; ``made`` are the hashes and ``version`` the chromadb that it was made with. Raises DenseError."""
        self._temporary = _private_folder()
        copy = Path(self._temporary.name) / "chroma"
        try:
            shutil.copytree(build_folder / "chroma", copy)
            found = hashes(copy)
            if found != made or version != chromadb.__version__:
                verify(build_folder, copy, OPEN_SECONDS)
            changed = sorted(path for path in made.keys() | found.keys() if "/" in path and made.get(path) != found.get(path))
            self.remark = REMARK.format(files="、".join(changed)) if changed else ""
            self._client: Any = directory(copy)
            self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        except DenseError:
            self._temporary.cleanup()
            raise
        except Exception as error:  # shutil, sqlite and Chroma's Rust core each raise their own
            self._temporary.cleanup()
            raise DenseError(str(error)) from error

    def nearest(self, vector: NDArray[np.float32], count: int) -> list[str]:
        """Return the ids of the nearest entries."""
        return _nearest(self._collection, vector, count)

    def close(self) -> None:
        """Let go of the copy and remove it."""
        self._client.close()
        self._temporary.cleanup()


class Server:
    """A collection on a Chroma server, which may come and go."""

    def __init__(self, url: str, collection: str, count: int) -> None:
        """Say where the collection is and how many entries it has; ``connect`` looks for it."""
        self._url = url
        self._collection = collection
        self._count = count
        self._client: Any = None
        self._entries: Any = None

    def connect(self) -> None:
        """Connect, find the collection and count its entries. Raises DenseError."""
        if self._client is None:
            self._client = server(self._url)
        self._entries = within(SERVER_SECONDS, lambda: self._client.get_collection(self._collection, embedding_function=None))
        found = within(SERVER_SECONDS, self._entries.count)
        if found != self._count:
            raise DenseError(f"集合 {self._collection} 应有 {self._count} 条，实有 {found} 条")

    def nearest(self, vector: NDArray[np.float32], count: int) -> list[str]:
        """Return the ids of the nearest entries. Raises DenseError where the server fails or is slow."""
        entries = self._entries
        found: list[str] = within(SERVER_SECONDS, lambda: _nearest(entries, vector, count))
        return found

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            with suppress(Exception):  # a client of a server that is gone may fail to say goodbye
                self._client.close()
            self._client = None


class Dense:
    """The vectors of a build: nearest by Chroma where it can be trusted, exactly by numpy where not, and cosines of any row."""

    def __init__(self, ids: Sequence[str], vectors: Rows, chroma: Directory | Server | None, warning: str = "") -> None:
        """Put the parts together; with a ``warning``, Chroma is not asked, a server until it has come back."""
        self._rows = {id: row for row, id in enumerate(ids)}
        self._vectors = vectors
        self._chroma = chroma
        self._failing = threading.Lock()
        self._closed = threading.Event()
        self._down = False
        self.warning = warning
        if warning:
            self._leave_alone()

    @property
    def remark(self) -> str:
        """What is not as it was made, though it answers; ``""`` where all is."""
        return self._chroma.remark if isinstance(self._chroma, Directory) and not self._down else ""

    @property
    def exact(self) -> bool:
        """True where the vector file answers alone."""
        return self._chroma is None or self._down

    def nearest(self, vector: NDArray[np.float32], count: int, exact: bool = False) -> NDArray[np.int64]:
        """Return the rows of the ``count`` nearest vectors; with ``exact``, Chroma is not asked."""
        count = min(count, len(self._rows))
        if self._chroma is not None and not self._down and not exact:
            try:
                rows = [self._rows[id] for id in self._chroma.nearest(vector, count)]
                # A damaged index answers from the part that it still has.
                if len(rows) == count:
                    return np.asarray(rows, dtype=np.int64)
                reason = f"只返回了 {len(rows)} 条，应为 {count} 条"
            except Exception as error:  # Chroma's Rust core and its HTTP client each raise their own
                reason = str(error)
            self._fail(reason)
        return best(self._vectors.all @ vector, count)

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of each row to a unit vector."""
        cosines: NDArray[np.float32] = self._vectors.take(rows) @ vector
        return cosines

    def close(self) -> None:
        """Let go of Chroma."""
        self._closed.set()
        if self._chroma is not None:
            self._chroma.close()

    def _fail(self, reason: str) -> None:
        with self._failing:
            if not self._down:
                self.warning = unusable(reason, isinstance(self._chroma, Server))
                self._leave_alone()

    def _leave_alone(self) -> None:
        """Ask Chroma no more; where it is a server, until it answers a thread that asks now and then."""
        self._down = True
        if isinstance(self._chroma, Server) and not self._closed.is_set():
            threading.Thread(target=self._wait_for, args=(self._chroma,), name="chroma-server", daemon=True).start()

    def _wait_for(self, chroma: Server) -> None:
        probe = self._vectors.all[0]
        pause = SERVER_RETRY_SECONDS
        while not self._closed.wait(pause):
            pause = min(2 * pause, SERVER_RETRY_MOST)
            try:
                chroma.connect()
                chroma.nearest(probe, 1)
            except Exception as error:  # as above; a reason that changes is told
                self.warning = unusable(str(error), on_server=True)
                continue
            self.warning = ""
            self._down = False
            return


def unusable(reason: str, on_server: bool) -> str:
    """Return what a reader is told where Chroma cannot be used."""
    if on_server:
        return f"Chroma 服务器不可用（{reason}），已改用精确检索；请检查 TIAOWEN_CHROMA_URL 和服务器，或运行 python ingest.py 重建"
    return f"向量索引损坏（{reason}），已改用精确检索；运行 python ingest.py 重建"


def _private_folder() -> tempfile.TemporaryDirectory[str]:
    """Make a temporary folder of this process; sweep those of processes of this machine that were killed."""
    ours = f"tiaowen-chroma-{socket.gethostname()}-"
    for left in Path(tempfile.gettempdir()).glob(f"{ours}*-*"):
        pid = left.name.removeprefix(ours).split("-")[0]
        # Windows has no way to ask for a process that does no harm.
        if os.name == "posix" and pid.isdigit() and not _alive(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    return tempfile.TemporaryDirectory(prefix=f"{ours}{os.getpid()}-", ignore_cleanup_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
