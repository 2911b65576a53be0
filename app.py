"""Serve the page where people ask: ``python app.py``."""

from __future__ import annotations

import argparse
import ctypes
import inspect
import logging
import os
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, Response
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from law.library import Library
from qa.chat import chat_of
from qa.model import Question
from settings import QUESTIONS_A_MINUTE, Settings
from ui.api import api
from ui.browse import browse_routes
from ui.compare import compare_routes
from ui.examples import Group, read_examples
from ui.feedback import feedback_routes
from ui.front import FrontDoor
from ui.guard import ANSWERED_AT_ONCE, COMPUTED_AT_ONCE, guarded
from ui.mcp_server import mcp_server
from ui.page import ASSETS, asset
from ui.penalties import penalty_routes
from ui.questions_log import Logged
from ui.service import Assistant, Source
from ui.words import CHINESE, ENGLISH
from vectorstore.index import Index

EXAMPLES: Final = Path(__file__).resolve().parent / "ui" / "examples.txt"
QUIET: Final = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "GRADIO_RUN_HISTORY": "False", "GRADIO_SSR_MODE": "False"}
"""What keeps Gradio from calling home; it has to stand in the environment before Gradio is imported."""
KEEP: Final = "public, max-age=31536000, immutable"
"""Files of the page carry a hash in their address."""

WARM_UP = "适用于哪些情形？处罚是什么？"
"""Asked once of every build before it takes over, so that nobody waits for what is read on the first question."""
LOOK_SECONDS = 2.0
"""How often the pointer to the current build is read."""
RETRY_SECONDS = 30.0
"""How long a build that could not be opened is left alone: a server that it needs may be back by then."""
AHEAD_SECONDS = 5
"""After a build is opened, before its clauses are read ahead."""
DRAIN_SECONDS = 60.0
"""How long a replaced build stays open for the answers that still use it."""
GRACE_SECONDS = 3
"""How long a stop waits: an open page holds its connection for ever."""
CONNECTIONS = 1000
"""Connections at a time; more get a 503 at once instead of waiting for nothing."""
M_ARENA_MAX, HEAPS = -8, 2
"""How glibc calls the most heaps that threads may have between them, and how many two that answer need. Left alone it makes eight a processor and
gives little back: after six minutes at 5 questions a second 577 MB instead of 524, and twice the growth."""


def create_app(
    source: Source,
    groups: tuple[Group, ...] = (),
    questions_a_minute: int = QUESTIONS_A_MINUTE,
    *,
    feedback_file: Path | None = None,
    off_file: Path | None = None,
    at_once: int = ANSWERED_AT_ONCE,
) -> ASGIApp:
    """Return the whole site: chat in two languages, documents to read, health checks, and the guards in front of them.

    ``source`` gives the build that answers now, or ``None``; it is asked on every request, so a newer build takes over by itself.
    Readers' judgements go into ``feedback_file``; while ``off_file`` exists, no question is answered; ``at_once`` are answered
    side by side.
    """
    os.environ.update(QUIET)
    with _no_stubs():
        from ui.chat import mount_chat
    from ui.sessions import TidySessions

    app = FastAPI(title=CHINESE.name, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(browse_routes(source))
    app.include_router(penalty_routes(source))
    app.include_router(compare_routes(source))
    app.mount("/api/v1", api(source))
    if feedback_file is not None:
        app.include_router(feedback_routes(feedback_file))

    # Neither waits for a thread: a process that has none left is alive.
    @app.get("/healthz")
    async def healthz() -> Response:
        return PlainTextResponse("ok")

    @app.get("/readyz")
    async def readyz() -> Response:
        service = source()
        if service is None:
            return PlainTextResponse("no index", status_code=503)
        return PlainTextResponse("degraded" if service.warnings else "ready")

    @app.get("/page/{name}")
    def page_file(name: str) -> Response:
        if name not in ASSETS:
            return PlainTextResponse(CHINESE.no_such_page, status_code=404)
        return Response(asset(name), media_type=ASSETS[name], headers={"cache-control": KEEP})

    # The page at / would answer for /en, too, if it came first.
    pages = [mount_chat(app, source, groups, words, at_once) for words in (ENGLISH, CHINESE)]
    # Streams of events pass through as they are.
    site = guarded(TidySessions(FrontDoor(app, source, groups), pages), questions_a_minute, off_file, at_once)
    return GZipMiddleware(site, minimum_size=1000, compresslevel=5)


@contextmanager
def _no_stubs() -> Iterator[None]:
    """Import Gradio without the type stubs that it writes again for each of its components, a fifth of a start: it writes none where it finds no file."""
    found = inspect.getfile

    def getfile(thing: Any) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError(f"no stub of {thing}")
        return found(thing)

    inspect.getfile = getfile  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = found


@dataclass(frozen=True, slots=True)
class Answering:
    """One build, opened: what a request holds on to while it is answered."""

    assistant: Assistant
    library: Library
    close: Callable[[], None]
    index: Index | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with the index, now."""
        return self.index.warnings if self.index else ()


class CurrentBuild:
    """Follow the pointer to the current build: a newer one takes over by itself, the older one answers until it is open, then leaves."""

    def __init__(self, folder: Callable[[], Path | None], open_it: Callable[[], Answering]) -> None:
        """Take how to tell the current build's folder and how to open it; nothing is opened yet."""
        self._folder, self._open = folder, open_it
        self._answering: Answering | None = None
        self._opened: Path | None = None
        self._failed: Path | None = None
        self._failed_at = self._looked = float("-inf")
        self._opening = threading.Lock()

    def __call__(self) -> Answering | None:
        """Return the build that answers, or ``None``; starts to open a newer one where there is one."""
        now = time.monotonic()
        if now - self._looked > LOOK_SECONDS:
            self._looked = now
            if self._wanted() is not None and not self._opening.locked():
                threading.Thread(target=self.open, name="open-build", daemon=True).start()
        return self._answering

    def _wanted(self) -> Path | None:
        """Return the current build where it is to be opened: it is not yet, and did not fail to be just now."""
        folder = self._folder()
        failed = folder == self._failed and time.monotonic() - self._failed_at < RETRY_SECONDS
        return None if folder == self._opened or failed else folder

    def open(self) -> None:
        """Open the current build and put it in the place of the older one.

        A build that cannot be opened leaves the older one in place, and is tried again after a while.
        """
        with self._opening:
            folder = self._wanted()
            if folder is None:
                return
            try:
                fresh = self._open()
            except Exception as error:
                # A broken build must not stop the one that answers; the sentence goes to whoever runs the server.
                print(f"{type(error).__name__}: {error}", file=sys.stderr)
                self._failed, self._failed_at = folder, time.monotonic()
                return
            self._opened = folder
            old, self._answering = self._answering, fresh
            if old is not None:
                leaving = threading.Timer(DRAIN_SECONDS, old.close)
                leaving.daemon = True
                leaving.start()


def current_build(settings: Settings) -> CurrentBuild:
    """Return the build that the settings point at, not opened yet."""
    from ingest import open_build
    from qa import assistant as answering
    from qa.kept import Kept
    from vectorstore.builds import Builds, NoBuild

    def folder() -> Path | None:
        try:
            return Builds(settings.index_dir).current()
        except NoBuild:
            return None

    def open_it() -> Answering:
        library, index = open_build(settings)
        for warning in index.warnings:
            print(warning, file=sys.stderr)

        def close() -> None:
            index.close()
            library.close()

        assistant = answering.Assistant(library, index, chat=chat_of(settings))
        assistant.find(Question(WARM_UP))
        # Once the start is over: what the first questions need and is not read yet, they read themselves.
        ahead = threading.Timer(AHEAD_SECONDS, lambda: deque(assistant.read_ahead(), 0))
        ahead.daemon = True
        ahead.start()
        # A chat model may say it better the next time.
        asked = assistant if settings.chat_model else Kept(assistant, settings.keep_answers, lambda: not index.warnings)
        return Answering(Logged(asked, with_questions=settings.log_questions), library, close, index)

    return CurrentBuild(folder, open_it)


def bind(host: str, port: int) -> socket.socket:
    """Take the port before anything slow begins, so that an early visitor waits instead of failing, or raise ``OSError``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def serve_tools(settings: Settings) -> int:
    """Serve the current build as MCP tools over standard input and output; return 1 with a sentence where that cannot be."""
    source = current_build(settings)
    source.open()
    service = source()
    if service is None:
        print("还没有可用的索引，请先运行 python ingest.py。", file=sys.stderr)
        return 1
    try:
        server = mcp_server(service)
    except ImportError:
        print("没有安装 mcp：pip install -e '.[mcp]'", file=sys.stderr)
        return 1
    server.run("stdio")
    return 0


def share_heaps() -> None:
    """Let all threads share a few heaps, where the C library is one that would give each its own (glibc)."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # other C libraries have no such option
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, HEAPS)


def main() -> int:
    """Serve until stopped; return 1 with a sentence where that cannot be."""
    options = argparse.ArgumentParser(prog="python app.py", description="打开问答页面。设置见 README。")
    options.add_argument("--mcp", action="store_true", help="不开网页，改为通过标准输入输出提供 MCP 工具")
    settings = Settings()
    share_heaps()
    if options.parse_args().mcp:
        return serve_tools(settings)
    try:
        listener = bind(settings.host, settings.port)
    except OSError as error:
        print(
            f"无法使用 {settings.host}:{settings.port}（{error.strerror}）。"
            f"请先停掉占用这个端口的程序，或者换一个端口：TIAOWEN_PORT={settings.port % 65535 + 1} python app.py",
            file=sys.stderr,
        )
        return 1
    source = current_build(settings)
    source.open()
    if source() is None:
        print("还没有可用的索引，请运行 python ingest.py；页面会自动打开。", file=sys.stderr)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for noisy in ("httpx", "chromadb", "gradio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    app = create_app(
        source, read_examples(EXAMPLES), settings.questions_a_minute, feedback_file=settings.feedback_file, off_file=settings.off_file,
        at_once=ANSWERED_AT_ONCE if settings.chat_model or settings.chroma_url else COMPUTED_AT_ONCE,
    )  # fmt: skip
    print(f"条问 http://{settings.host}:{settings.port}", file=sys.stderr)
    server = uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", server_header=False, limit_concurrency=CONNECTIONS, timeout_graceful_shutdown=GRACE_SECONDS
        )
    )
    server.run(sockets=[listener])
    return 0


if __name__ == "__main__":
    sys.exit(main())
