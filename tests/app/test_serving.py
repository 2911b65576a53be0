"""Start, follow the current build, and say clearly what is wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app import Answering, CurrentBuild, bind
from tests.app.shelf import PLAN, SPORTS, desk

ROOT = Path(__file__).resolve().parents[2]


def test_a_port_that_is_taken_is_said_clearly(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        environment = {**os.environ, "TIAOWEN_PORT": str(port), "TIAOWEN_INDEX_DIR": str(tmp_path)}
        ran = subprocess.run([sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 1
    assert str(port) in ran.stderr and "TIAOWEN_PORT" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_free_port_is_taken() -> None:
    with bind("127.0.0.1", 0) as listener, pytest.raises(OSError, match="in use"):
        bind("127.0.0.1", listener.getsockname()[1])


def test_a_start_lets_gradio_write_hardly_a_stub_and_leaves_inspect_as_it_was(tmp_path: Path) -> None:
    code = (
        "import inspect, jinja2\n"
        "found, made, stubs = inspect.getfile, jinja2.Environment.from_string, []\n"
        "def told(self, source, *rest, **more):\n"
        "    stubs.extend(['one'] if 'def {{ event.event_name }}' in str(source) else [])\n"
        "    return made(self, source, *rest, **more)\n"
        "jinja2.Environment.from_string = told\n"
        "import app\n"
        "app.create_app(lambda: None)\n"
        "import gradio\n"
        "assert len(stubs) < 5, len(stubs)\n"
        "assert inspect.getfile is found and inspect.getfile(gradio.Textbox).endswith('textbox.py')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-500:]


class Shop:
    """Builds that appear one after the other."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder: Path | None = None
        self.opened = threading.Event()
        self.tmp_path = tmp_path
        self.broken = False

    def current(self) -> Path | None:
        return self.folder

    def open(self) -> Answering:
        if self.broken:
            self.opened.set()
            raise RuntimeError("damaged")
        assert self.folder is not None
        self.folder.mkdir()
        shelf = desk(self.folder, SPORTS if self.folder.name == "one" else PLAN)
        self.opened.set()
        return Answering(shelf.assistant, shelf.library, shelf.library.close)


def titles(source: CurrentBuild) -> list[str]:
    answering = source()
    return [entry.title for entry in answering.library.entries()] if answering else []


def settle(source: CurrentBuild, shop: Shop) -> None:
    """Ask, which looks at the pointer, and wait until what was found is open."""
    shop.opened.clear()
    source()
    shop.opened.wait(5)
    source.open()


@pytest.fixture(autouse=True)
def at_every_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pointer is read."""
    monkeypatch.setattr("app.LOOK_SECONDS", -1.0)


def test_a_newer_build_takes_over_by_itself(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    source = CurrentBuild(shop.current, shop.open)
    source.open()
    assert source() is None
    shop.folder = tmp_path / "one"
    settle(source, shop)
    assert titles(source) == [SPORTS.title]
    held = source()
    shop.folder = tmp_path / "two"
    settle(source, shop)
    assert titles(source) == [PLAN.title]
    assert held is not None and held.library.entries(), "who still answers from the older build may finish"


def test_a_broken_build_leaves_the_older_one_answering(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = Shop(tmp_path)
    shop.folder = tmp_path / "one"
    source = CurrentBuild(shop.current, shop.open)
    source.open()
    shop.broken, shop.folder = True, tmp_path / "two"
    settle(source, shop)
    assert titles(source) == [SPORTS.title]
    assert "damaged" in capsys.readouterr().err


def test_a_build_that_could_not_be_opened_is_tried_again_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(tmp_path)
    shop.broken, shop.folder = True, tmp_path / "one"
    source = CurrentBuild(shop.current, shop.open)
    source.open()
    assert shop.opened.is_set() and source() is None
    shop.opened.clear()
    shop.broken = False
    source.open()
    assert not shop.opened.is_set(), "not yet"
    monkeypatch.setattr("app.RETRY_SECONDS", 0.0)
    settle(source, shop)
    assert titles(source) == [SPORTS.title]
