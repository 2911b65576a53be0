"""The vectors on a Chroma server, a real one on loopback; and what is said and done when it goes away."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from vectorstore import client, dense
from vectorstore.index import Index
from vectorstore.passage import Passage
from vectorstore.record import Record
from vectorstore.static import StaticEmbeddings

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    return process


def running(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    process = start(folder, port)
    yield process, f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server to be killed, and its address."""
    yield from running(tmp_path / "server")


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that nobody kills; each build has a collection of its own."""
    for _, url in running(tmp_path_factory.mktemp("chroma") / "server"):
        yield url


class SlowRoad:
    """A way to a server on which every answer may be held up."""

    def __init__(self, url: str) -> None:
        self.seconds = 0.0
        self._target = int(url.rsplit(":", 1)[1])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                near.close()
                continue
            for source, sink, slow in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._carry, args=(source, sink, slow), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, slow: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if slow:
                    time.sleep(self.seconds)
                sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._listener.close()


def wait_until(what: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return what()


def test_a_server_answers_as_a_directory_does_and_is_missed_politely(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, mortal: tuple[subprocess.Popen[bytes], str]
) -> None:
    process, url = mortal
    Index.build(tmp_path / "local", passages, small_model)
    Index.build(tmp_path / "remote", passages, small_model, chroma_url=url)
    assert not (tmp_path / "remote" / "chroma").exists()
    local = Index.open(tmp_path / "local", small_model)
    remote = Index.open(tmp_path / "remote", small_model, chroma_url=url)
    for question in ("举办体育赛事要不要行政许可", "人工智能产业规模", "罚款"):
        assert remote.search(question) == local.search(question)
    assert remote.warnings == ()
    assert not remote.exact

    process.kill()
    process.wait()
    assert remote.search("应急预案") == local.search("应急预案")
    assert remote.exact
    assert "Chroma 服务器不可用" in remote.warnings[0]
    reopened = Index.open(tmp_path / "remote", small_model, chroma_url=url)
    assert reopened.search("应急预案") == local.search("应急预案")
    assert "TIAOWEN_CHROMA_URL" in reopened.warnings[0]
    for opened in (local, remote, reopened):
        opened.close()


def test_questions_are_answered_while_the_server_is_killed_and_started_again(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings
) -> None:
    port = free_port()
    process = start(tmp_path / "server", port)
    url = f"http://127.0.0.1:{port}"
    Index.build(tmp_path / "remote", passages, small_model, chroma_url=url)
    remote = Index.open(tmp_path / "remote", small_model, chroma_url=url)
    expected = remote.search("应急预案")
    stop = threading.Event()

    def ask() -> int:
        asked = 0
        while not stop.is_set():
            assert remote.search("应急预案") == expected
            asked += 1
        return asked

    try:
        with ThreadPoolExecutor(4) as pool:
            asking = [pool.submit(ask) for _ in range(4)]
            process.kill()
            process.wait()
            degraded = wait_until(lambda: remote.exact, 20)
            words = remote.warnings
            process = start(tmp_path / "server", port)
            recovered = wait_until(lambda: not remote.exact, 60)
            stop.set()
            assert all(reader.result() > 0 for reader in asking)
        assert degraded
        assert "Chroma 服务器不可用" in words[0]
        assert recovered
        assert remote.warnings == ()
        assert remote.search("应急预案") == expected
    finally:
        stop.set()
        remote.close()
        process.kill()
        process.wait()


def test_a_server_that_was_away_at_the_start_is_used_when_it_comes(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings
) -> None:
    port = free_port()
    process = start(tmp_path / "server", port)
    url = f"http://127.0.0.1:{port}"
    Index.build(tmp_path / "remote", passages, small_model, chroma_url=url)
    process.kill()
    process.wait()
    remote = Index.open(tmp_path / "remote", small_model, chroma_url=url)
    assert remote.exact
    process = start(tmp_path / "server", port)
    try:
        assert wait_until(lambda: not remote.exact, 60)
        assert remote.warnings == ()
    finally:
        remote.close()
        process.kill()
        process.wait()


def test_a_slow_server_costs_one_wait_and_no_answer(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, server_url: str
) -> None:
    road = SlowRoad(server_url)
    Index.build(tmp_path / "remote", passages, small_model, chroma_url=road.url)
    remote = Index.open(tmp_path / "remote", small_model, chroma_url=road.url)
    expected = remote.search("应急预案")
    assert wait_until(lambda: not remote.exact, 60)
    road.seconds = dense.SERVER_SECONDS + 2
    started = time.monotonic()
    assert remote.search("应急预案") == expected
    assert time.monotonic() - started < dense.SERVER_SECONDS + 5
    assert "没有回应" in remote.warnings[0]
    assert remote.search("应急预案") == expected
    assert remote.exact
    road.seconds = 0.0
    assert wait_until(lambda: not remote.exact, 60)
    remote.close()
    road.close()


def test_half_a_collection_is_noticed(tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, server_url: str) -> None:
    Index.build(tmp_path / "remote", passages, small_model, chroma_url=server_url)
    Index.verify(tmp_path / "remote", None, server_url)
    dense.server(server_url).get_collection(Record.read(tmp_path / "remote").collection or "").delete(ids=[passages[0].id])
    opened = Index.open(tmp_path / "remote", small_model, chroma_url=server_url)
    assert opened.exact
    assert "应有 8 条，实有 7 条" in opened.warnings[0]
    opened.close()
    with pytest.raises(dense.DenseError, match="应有 8 条，实有 7 条"):
        Index.verify(tmp_path / "remote", None, server_url)


def test_a_server_that_goes_away_while_collections_are_removed_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class GoingAway:
        def delete_collection(self, name: str) -> None:
            raise httpx.ReadError("connection lost")

        def close(self) -> None: ...

    monkeypatch.setattr(dense, "server", lambda url: GoingAway())
    with pytest.raises(dense.DenseError, match="connection lost"):
        dense.drop("http://127.0.0.1:9", ["old"])


def test_a_collection_that_is_gone_is_missed_politely(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, server_url: str
) -> None:
    Index.build(tmp_path / "remote", passages, small_model, chroma_url=server_url)
    dense.drop(server_url, [Record.read(tmp_path / "remote").collection or ""])
    opened = Index.open(tmp_path / "remote", small_model, chroma_url=server_url)
    assert opened.exact
    assert opened.search("应急预案")[0].id == "《甲办法》第四条"
    opened.close()


def test_a_server_that_hangs_is_given_up(tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.perf_counter()
        with pytest.raises(dense.DenseError, match="没有回应"):
            dense.server(f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert time.perf_counter() - started < dense.SERVER_SECONDS + 1


def test_a_server_that_hangs_keeps_no_thread_and_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SERVER_SECONDS", 0.2)
    started = threading.active_count()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        for _ in range(3):
            with pytest.raises(dense.DenseError, match=r"没有回应|timed out"):
                dense.server(url, seconds=0.2)
        assert wait_until(lambda: threading.active_count() == started, 5)


def test_a_server_that_hangs_while_a_collection_is_written_is_given_up(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    road = SlowRoad(server_url)
    monkeypatch.setattr(dense, "PATIENT_SECONDS", 0.5)
    write = dense.write

    def slowed(*arguments: Any) -> None:
        road.seconds = 3.0
        write(*arguments)

    monkeypatch.setattr(dense, "write", slowed)
    with pytest.raises(dense.DenseError, match="向量写不进 Chroma"):
        Index.build(tmp_path / "remote", passages, small_model, chroma_url=road.url)
    road.close()


ASK_THE_SILENT = """
import sys
from vectorstore import dense
try:
    dense.server(sys.argv[1])
except dense.DenseError:
    print('given up', flush=True)
"""


def test_a_server_that_hangs_keeps_no_process_from_ending() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        command = [sys.executable, "-c", ASK_THE_SILENT, f"http://127.0.0.1:{silent.getsockname()[1]}"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None and process.stdout.readline() == "given up\n"
            try:
                assert process.wait(timeout=10) == 0
            finally:
                process.kill()


@pytest.mark.parametrize("url", ["", "127.0.0.1:8000", "ftp://x", "http://", "http://x:port"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(dense.DenseError, match="应形如 http://"):
        dense.server(url)


def test_without_an_address_the_vector_file_answers(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, server_url: str
) -> None:
    Index.build(tmp_path / "remote", passages, small_model, chroma_url=server_url)
    opened = Index.open(tmp_path / "remote", small_model)
    assert opened.search("应急预案")[0].id == "《甲办法》第四条"
    assert "没有设 TIAOWEN_CHROMA_URL" in opened.warnings[0]
    opened.close()
