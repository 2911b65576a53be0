"""Whatever happens to the files of an index, the answer is right, or there is a sentence that says what to do; nothing hangs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import chromadb
import pytest

from tests.vectorstore.small_model import write_small_model
from vectorstore import dense
from vectorstore.embed import load
from vectorstore.index import Index
from vectorstore.passage import Passage
from vectorstore.record import IndexUnreadable, OtherModel, Record, hashes
from vectorstore.static import StaticEmbeddings

QUESTIONS = ("举办体育赛事要不要行政许可", "应急预案由谁制定", "人工智能产业规模")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, small_model: StaticEmbeddings) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "index"
    texts = [
        "举办体育赛事不实行行政许可",
        "制定突发事件应急预案",
        "人工智能产业规模达到500亿元",
        *(
            f"第{n}项工作由{chr(0x4E00 + n)}{chr(0x6000 + 7 * n % 9000)}部门负责" for n in range(390)
        ),  # fewer than HNSW looks at: its answers are exact
    ]
    Index.build(folder, [Passage(f"《甲》第{n}条", text) for n, text in enumerate(texts)], small_model)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "index")


def segment(folder: Path) -> Path:
    """The HNSW folder of the collection."""
    return next(path for path in (folder / "chroma").iterdir() if path.is_dir())


def remove_chroma(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")


def remove_segment(folder: Path) -> None:
    shutil.rmtree(segment(folder))


def truncate_vectors(folder: Path) -> None:
    path = segment(folder) / "data_level0.bin"
    path.write_bytes(path.read_bytes()[:1000])


def truncate_sqlite(folder: Path) -> None:
    path = folder / "chroma" / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[:5000])


def empty_sqlite(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"")


def overwrite_a_page(folder: Path) -> None:
    path = folder / "chroma" / "chroma.sqlite3"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    path.write_bytes(content)


def remove_entries(folder: Path) -> None:
    client = chromadb.PersistentClient(path=str(folder / "chroma"), settings=dense.settings())
    client.get_collection(dense.COLLECTION).delete(ids=["《甲》第0条"])
    client.close()


def change_a_vector(folder: Path) -> None:
    client = chromadb.PersistentClient(path=str(folder / "chroma"), settings=dense.settings())
    client.get_collection(dense.COLLECTION).update(ids=["《甲》第0条"], embeddings=[[1.0] * 24])
    client.close()


def remove_the_collection(folder: Path) -> None:
    client = chromadb.PersistentClient(path=str(folder / "chroma"), settings=dense.settings())
    client.delete_collection(dense.COLLECTION)
    client.close()


@pytest.mark.parametrize(
    "harm",
    [
        remove_chroma, remove_segment, truncate_vectors, truncate_sqlite, empty_sqlite, overwrite_a_page, remove_entries,
        change_a_vector, remove_the_collection,
    ],
)  # fmt: skip
def test_a_damaged_chroma_directory_is_noticed_and_answers_stay_the_same(
    whole: Path, folder: Path, small_model: StaticEmbeddings, harm: Callable[[Path], None]
) -> None:
    harm(folder)
    started = time.perf_counter()
    damaged = Index.open(folder, small_model)
    assert time.perf_counter() - started < dense.OPEN_SECONDS + 2
    # One page overwritten may hold nothing that is used; then Chroma is right to go on.
    if harm is not overwrite_a_page:
        assert damaged.exact
        assert "已改用精确检索；运行 python ingest.py 重建" in damaged.warnings[0]
    sound = Index.open(whole, small_model)
    assert [damaged.search(question) for question in QUESTIONS] == [sound.search(question) for question in QUESTIONS]
    assert not sound.exact
    damaged.close()
    sound.close()


def test_a_directory_that_somebody_merely_opened_is_still_used(folder: Path, small_model: StaticEmbeddings) -> None:
    client = chromadb.PersistentClient(path=str(folder / "chroma"), settings=dense.settings())
    assert client.get_collection(dense.COLLECTION).count() == 393
    client.close()
    assert hashes(folder / "chroma") != Record.read(folder).chroma_files
    opened = Index.open(folder, small_model)
    assert opened.warnings == ()
    assert not opened.exact
    opened.close()


def test_opening_and_searching_change_nothing_in_the_build(folder: Path, small_model: StaticEmbeddings) -> None:
    before = hashes(folder)
    first, second = Index.open(folder, small_model), Index.open(folder, small_model)
    assert first.search(QUESTIONS[0]) == second.search(QUESTIONS[0])
    first.close()
    second.close()
    assert hashes(folder) == before


def test_the_private_copy_of_a_killed_reader_is_swept(folder: Path, small_model_folder: Path, small_model: StaticEmbeddings) -> None:
    code = (
        "import os, signal; from pathlib import Path; from vectorstore.embed import load; from vectorstore.index import Index; "
        f"index = Index.open(Path({str(folder)!r}), load({str(small_model_folder)!r})); os.kill(os.getpid(), signal.SIGKILL)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).resolve().parents[2])
    process.wait()
    mine = f"tiaowen-chroma-{socket.gethostname()}-{process.pid}-*"
    assert list(Path(tempfile.gettempdir()).glob(mine))
    Index.open(folder, small_model).close()
    assert not list(Path(tempfile.gettempdir()).glob(mine))


def test_a_directory_that_takes_too_long_is_given_up(whole: Path, folder: Path) -> None:
    with pytest.raises(dense.DenseError, match="没有在限定时间内打开"):
        dense.verify(whole, folder / "chroma", seconds=0.05)


def test_a_named_pipe_in_place_of_a_file_does_not_hang(folder: Path, small_model: StaticEmbeddings) -> None:
    (segment(folder) / "data_level0.bin").unlink()
    os.mkfifo(segment(folder) / "data_level0.bin")
    opened = Index.open(folder, small_model)
    assert opened.exact
    opened.close()


def test_a_harmed_file_of_the_graph_that_loses_nothing_is_told(folder: Path, small_model: StaticEmbeddings) -> None:
    header = segment(folder) / "header.bin"
    os.truncate(header, header.stat().st_size // 2)
    opened = Index.open(folder, small_model)
    assert "header.bin" in opened.warnings[0] or opened.exact
    assert opened.warnings
    opened.close()


def test_a_named_pipe_in_place_of_what_an_index_says_of_itself_does_not_hang(folder: Path, small_model: StaticEmbeddings) -> None:
    (folder / "index.json").unlink()
    os.mkfifo(folder / "index.json")
    with pytest.raises(IndexUnreadable, match="不完整"):
        Index.open(folder, small_model)


def test_chroma_failing_under_way_is_noticed(folder: Path, small_model: StaticEmbeddings) -> None:
    opened = Index.open(folder, small_model)
    expected = opened.search(QUESTIONS[0])
    opened.close()  # threads that query a closed client get an error
    assert opened.search(QUESTIONS[0]) == expected
    assert opened.exact
    assert "已改用精确检索" in opened.warnings[0]


@pytest.mark.parametrize(
    "name",
    ["vectors.npy", "ids.json", "texts.npy", "lexical/vocab.index.json", "lexical/data.csc.index.npy", "soft/ids.npy", "soft/idf.npy"],
)
@pytest.mark.parametrize("harm", ["missing", "truncated", "changed"])
def test_any_other_damaged_file_is_named(folder: Path, small_model: StaticEmbeddings, name: str, harm: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[-1] ^= 1
    if harm == "missing":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content if harm == "changed" else content[: len(content) // 2])
    with pytest.raises(IndexUnreadable, match=f"{name}.*请运行 python ingest.py 重建"):
        Index.open(folder, small_model)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"model": 3', '{"unknown": 1}'])
def test_a_damaged_record_is_refused(folder: Path, small_model: StaticEmbeddings, content: str) -> None:
    (folder / "index.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexUnreadable, match="重建"):
        Index.open(folder, small_model)


def test_another_model_is_refused_though_its_dimension_is_the_same(folder: Path, tmp_path: Path) -> None:
    other = load(str(write_small_model(tmp_path / "other", seed=9)))
    with pytest.raises(OtherModel, match=r"small@.*other@.*重建"):
        Index.open(folder, other)


def test_without_the_token_model_two_signals_answer_with_a_warning(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings
) -> None:
    token_model = load(str(write_small_model(tmp_path / "tokens", dimension=16, seed=3)))
    assert isinstance(token_model, StaticEmbeddings)
    Index.build(tmp_path / "index", passages, small_model, token_model=token_model)
    with_it = Index.open(tmp_path / "index", small_model, token_model=token_model)
    without = Index.open(tmp_path / "index", small_model)
    assert with_it.warnings == ()
    assert set(with_it.search("应急预案")[0].scores) == {"dense", "lexical", "soft", "reverse"}
    assert "少一路信号" in without.warnings[0]
    assert set(without.search("应急预案")[0].scores) == {"dense", "lexical"}
    with_it.close()
    without.close()


def test_vectors_of_a_damaged_index_are_not_taken_over(
    folder: Path, tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings
) -> None:
    (folder / "vectors.npy").write_bytes((folder / "vectors.npy").read_bytes()[:-1] + b"\x00")
    heard: list[tuple[int, int]] = []
    same = [Passage("《甲》第0条", "举办体育赛事不实行行政许可")]
    Index.build(tmp_path / "next", same, small_model, previous=folder, progress=lambda done, total: heard.append((done, total)))
    assert heard[0] == (0, 1)
