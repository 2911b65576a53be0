"""Vectors are written to Chroma while they are made, many of them by a process of its own, which says what went wrong and does not outlive its parent."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from vectorstore import client, graph, verify
from vectorstore.errors import DenseError, EmbeddingError
from vectorstore.index import Index
from vectorstore.passage import Passage
from vectorstore.static import StaticEmbeddings

ROOT = Path(__file__).resolve().parents[2]
VECTORS = np.random.default_rng(1).normal(size=(25, 8)).astype(np.float32)
IDS = [f"《甲》第{number}条" for number in range(len(VECTORS))]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "APART_FROM", 1)


def test_vectors_go_out_in_full_batches_as_soon_as_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "BATCH", 4)
    told: list[int] = []

    def growing() -> Iterator[np.ndarray]:
        for count in (3, 5, 5, 17, 25):
            told.append(count)
            yield VECTORS[:count]

    went = [(len(batch), told[-1]) for batch in graph.batches(growing())]
    assert went == [(4, 5), (4, 17), (4, 17), (4, 17), (4, 25), (4, 25), (1, 25)]
    assert np.array_equal(np.concatenate([*graph.batches(growing())]), VECTORS)
    assert not [*graph.batches(iter(()))]


@pytest.mark.parametrize(("most", "width"), [(25, 100), (24, 200)])
def test_few_vectors_are_linked_with_less_work(tmp_path: Path, most: int, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "MOST_FOR_LESS", most)
    graph.build(tmp_path / "chroma", IDS, 8, iter([VECTORS]))
    opened = client.directory(tmp_path / "chroma")
    assert opened.get_collection(client.COLLECTION, embedding_function=None).configuration["hnsw"]["ef_construction"] == width
    opened.close()


@pytest.mark.usefixtures("apart")
def test_a_process_of_its_own_writes_what_this_one_would(tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings) -> None:
    Index.build(tmp_path / "index", passages, small_model)
    index = Index.open(tmp_path / "index", small_model)
    assert not index.exact and index.warnings == ()
    index.close()
    opened = client.directory(tmp_path / "index" / "chroma")
    assert verify.complaint(tmp_path / "index", opened, client.COLLECTION) == ""
    opened.close()


@pytest.mark.usefixtures("apart")
def test_what_that_process_cannot_do_it_says(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("no folder")
    with pytest.raises(DenseError, match="Chroma"):
        graph.build(tmp_path / "chroma", IDS, 8, iter([VECTORS]))
    with pytest.raises(DenseError, match="向量写不进 Chroma"):
        graph.build(tmp_path / "other", [IDS[0]] * len(IDS), 8, iter([VECTORS]))


@pytest.mark.usefixtures("apart")
def test_vectors_that_never_come_are_told_by_whoever_makes_them(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*arguments: object, **options: object) -> np.ndarray:
        return np.full((len(passages), small_model.dimension), np.nan, dtype=np.float32)

    monkeypatch.setattr(StaticEmbeddings, "encode_documents", nothing)
    with pytest.raises(EmbeddingError, match="非数值"):
        Index.build(tmp_path / "index", passages, small_model)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time, numpy as np; from pathlib import Path; from vectorstore import graph; graph.APART_FROM = 1\n"
        "def slow():\n"
        "    yield np.ones((graph.BATCH, 8), dtype=np.float32)\n"
        "    print('waiting', flush=True); time.sleep(60)\n"
        "graph.build(Path(sys.argv[1]), [str(number) for number in range(2 * graph.BATCH)], 8, slow())"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "chroma")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None and parent.stdout.readline() == "waiting\n"
        assert writing(tmp_path)
        parent.kill()
    end = time.monotonic() + 60
    while writing(tmp_path) and time.monotonic() < end:
        time.sleep(0.05)
    assert not writing(tmp_path)


def writing(folder: Path) -> list[str]:
    """The processes that write into a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_text(errors="replace").split("\0")
        except OSError:
            continue
        if "vectorstore.graph" in words and str(folder / "chroma") in words:
            found.append(process.name)
    return found
