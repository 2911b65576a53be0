"""The vectors on a Chroma server, a real one on loopback; and what is said and done when it goes away."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from vectorstore import dense
from vectorstore.index import Index, Passage
from vectorstore.record import Record
from vectorstore.static import StaticEmbeddings


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield process, url
    process.kill()
    process.wait()


def test_a_server_answers_as_a_directory_does_and_is_missed_politely(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, server: tuple[subprocess.Popen[bytes], str]
) -> None:
    process, url = server
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


def test_a_collection_that_is_gone_is_missed_politely(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, server: tuple[subprocess.Popen[bytes], str]
) -> None:
    _, url = server
    Index.build(tmp_path / "remote", passages, small_model, chroma_url=url)
    dense.drop(url, [Record.read(tmp_path / "remote").collection or ""])
    opened = Index.open(tmp_path / "remote", small_model, chroma_url=url)
    assert opened.exact
    assert opened.search("应急预案")[0].id == "《甲办法》第四条"
    opened.close()


def test_a_server_that_hangs_is_given_up(tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.perf_counter()
        with pytest.raises(dense.DenseError, match="没有回应"):
            dense.server(f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert time.perf_counter() - started < dense.SERVER_SECONDS + 1


@pytest.mark.parametrize("url", ["", "127.0.0.1:8000", "ftp://x", "http://", "http://x:port"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(dense.DenseError, match="应形如 http://"):
        dense.server(url)


def test_without_an_address_the_vector_file_answers(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, server: tuple[subprocess.Popen[bytes], str]
) -> None:
    Index.build(tmp_path / "remote", passages, small_model, chroma_url=server[1])
    opened = Index.open(tmp_path / "remote", small_model)
    assert opened.search("应急预案")[0].id == "《甲办法》第四条"
    assert "没有设 TIAOWEN_CHROMA_URL" in opened.warnings[0]
    opened.close()
