"""A site that really runs, and a browser that really looks."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from app import EXAMPLES, create_app
from tests.app.shelf import HOSTILE, PLAN, SPORTS, Desk, desk
from ui.examples import read_examples

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def clerk_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("shelf"), SPORTS, PLAN, HOSTILE)


@pytest.fixture(scope="session")
def pages(clerk_desk: Desk) -> TestClient:
    """The site without Gradio's start-up, for pages of our own."""
    return TestClient(create_app(lambda: clerk_desk, read_examples(EXAMPLES), questions_a_minute=10_000), raise_server_exceptions=False)


@pytest.fixture(scope="session")
def site(clerk_desk: Desk) -> Iterator[str]:
    """The address of a site that serves on loopback."""
    with serving(create_app(lambda: clerk_desk, read_examples(EXAMPLES), questions_a_minute=10_000)) as address:
        yield address


class serving:  # noqa: N801 reads as a sentence: with serving(app) as address
    """Serve an application on a free port of loopback while the block runs."""

    def __init__(self, app: ASGIApp) -> None:
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listener]}, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        deadline = time.monotonic() + 20
        while not self.server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.server.force_exit = True
        self.thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless browser, or a skip that says what is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    with playwright.sync_playwright() as play:
        executable = found or play.chromium.executable_path
        if not Path(executable).exists():
            pytest.skip(f"no browser on this machine: none of {', '.join(BROWSERS)} is on the path")
        running = play.chromium.launch(executable_path=executable, args=FLAGS)
        yield running
        running.close()
