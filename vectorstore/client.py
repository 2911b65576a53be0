"""The ways to Chroma: a directory or a server. A module of its own, because the child that verifies needs it and nothing else."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api.fastapi import FastAPI
from chromadb.errors import ChromaError
from typing_extensions import override

from vectorstore.errors import DenseError

COLLECTION = "passages"
BATCH = 5000
"""Chroma refuses more than 5,461 at a time."""
SERVER_SECONDS = 3.0
"""How long a Chroma server may take to answer a query."""
PATIENT_SECONDS = 300.0
"""How long it may take over a batch of entries that is written or compared, where nobody waits for answers."""


class TimedAPI(FastAPI):
    """Chroma's HTTP client with what it lacks: a time limit, so that no thread and no socket waits for ever, and an end of its connections."""

    def __init__(self, system: Any) -> None:
        super().__init__(system)
        self._session.timeout = httpx.Timeout(system.settings.seconds, connect=SERVER_SECONDS)

    @override
    def stop(self) -> None:
        """Close the connections."""
        super().stop()
        self._session.close()


class _ServerSettings(chromadb.config.Settings):
    """Chroma's settings for a server; what it is to load as its client is told only here, for it refuses any other name than its own."""

    seconds: float
    """How long the server may take to answer a request."""

    def require(self, key: str) -> Any:
        """Return a setting."""
        return f"{TimedAPI.__module__}.{TimedAPI.__qualname__}" if key == "chroma_api_impl" else super().require(key)


def settings() -> Any:
    """Return Chroma's settings with telemetry off."""
    return chromadb.config.Settings(anonymized_telemetry=False)


def address(url: str) -> tuple[str, int, bool]:
    """Read host, port and whether to encrypt from the address of a server. Raises DenseError."""
    try:
        parts = urlsplit(url)
        host, port, secure = parts.hostname or "", parts.port, parts.scheme == "https"
    except ValueError:
        raise DenseError("TIAOWEN_CHROMA_URL 不是网址，应形如 http://127.0.0.1:8000") from None
    if parts.username or parts.password:
        # Chroma would not use them, and an address is shown in messages.
        raise DenseError("TIAOWEN_CHROMA_URL 里不能写用户名和密码：Chroma 自己没有登录，请用内网或带证书的代理保护它")
    if not host or parts.scheme not in ("http", "https"):
        raise DenseError(f"Chroma 服务器地址 {url!r} 应形如 http://127.0.0.1:8000")
    return host, port or (443 if secure else 8000), secure


def server(url: str, seconds: float = SERVER_SECONDS) -> Any:
    """Connect to a Chroma server, which then may take so many seconds over each request. Raises DenseError."""
    host, port, secure = address(url)
    timed = _ServerSettings(anonymized_telemetry=False, seconds=seconds)
    return within(SERVER_SECONDS, lambda: chromadb.HttpClient(host=host, port=port, ssl=secure, settings=timed))


def directory(folder: Path) -> Any:
    """Open a Chroma directory, which writes to it. Raises DenseError."""
    try:
        return chromadb.PersistentClient(path=str(folder), settings=settings())
    except ChromaError as error:
        raise DenseError(f"Chroma 打不开 {folder}（{error}）") from error
    except BaseException as error:
        # Chroma's Rust core panics where the system gives it no more files: an exception that is no Exception, and that nothing names.
        if type(error).__name__ != "PanicException":
            raise
        raise DenseError(f"Chroma 打不开 {folder}（{error}）") from error


def within(seconds: float, work: Callable[[], Any]) -> Any:
    """Do some work in a thread and wait so long and no longer. Raises DenseError for whatever goes wrong."""
    done: queue.SimpleQueue[tuple[Any, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except Exception as error:  # httpx, chromadb and the sockets below them each raise their own
            done.put((None, error))

    # A process that ends waits for the threads of a pool, and not for this one, which may hang a while longer.
    threading.Thread(target=run, name="chroma", daemon=True).start()
    try:
        found, error = done.get(timeout=seconds)
    except queue.Empty:
        raise DenseError(f"{seconds:g} 秒内没有回应") from None
    if error is not None:
        raise DenseError(str(error) or type(error).__name__) from error
    return found
