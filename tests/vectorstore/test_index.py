"""What a search gives, whichever way the index was built or opened."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from vectorstore.index import Index
from vectorstore.passage import Passage
from vectorstore.static import StaticEmbeddings
from vectorstore.vectors import Rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, passages: list[Passage], small_model: StaticEmbeddings) -> Path:
    made = tmp_path_factory.mktemp("index") / "index"
    Index.build(made, passages, small_model)
    return made


@pytest.fixture(scope="module")
def index(folder: Path, small_model: StaticEmbeddings):  # type: ignore[no-untyped-def]
    opened = Index.open(folder, small_model)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("举办体育赛事要不要行政许可", "《甲办法》第三条"),
        ("应急预案由谁制定", "《甲办法》第四条"),
        ("责令改正，处以罚款", "《甲办法》第五条"),
        ("人工智能产业规模", "《乙规划》一"),
        ("ｂ２ｃ平台", "《乙规划》二"),
        ("AI 诊断", "《乙规划》二"),
    ],
)
def test_the_passage_that_answers_comes_first(index: Index, question: str, expected: str) -> None:
    assert index.search(question, 3)[0].id == expected
    assert not index.exact
    assert index.warnings == ()


def test_every_passage_finds_itself(index: Index, passages: list[Passage]) -> None:
    assert [index.search(passage.text)[0].id for passage in passages] == [passage.id for passage in passages]


def test_a_hit_tells_what_each_signal_gave(index: Index) -> None:
    hit = index.search("举办体育赛事不实行行政许可")[0]
    assert set(hit.scores) == {"dense", "lexical", "soft", "reverse"}
    assert 0.9 < hit.score <= 1.3
    assert hit.scores["soft"] == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\x00", "，。！？", "\ud800", {}, {"": 1.0, " ": 1.0}, {"体育": 0.0}])
def test_nothing_asked_finds_nothing(index: Index, nothing: str | dict[str, float]) -> None:
    assert index.search(nothing) == ()


def test_nothing_alike_finds_nothing(index: Index) -> None:
    assert index.search("ॐ ก ข") == ()


def test_as_many_as_asked_for(index: Index, passages: list[Passage]) -> None:
    assert [len(index.search("体育赛事", k)) for k in (-1, 0, 1, 5)] == [0, 0, 1, 5]
    assert len(index.search("办法规划", 100)) <= len(passages)


def test_a_very_long_question_is_answered_quickly(index: Index) -> None:
    started = time.perf_counter()
    index.search("体育赛事的应急预案由谁制定" * 8_000)
    assert time.perf_counter() - started < 0.5


def test_a_long_question_keeps_its_end(index: Index) -> None:
    assert index.search("。" * 5000 + "制定突发事件应急预案")[0].id == "《甲办法》第四条"


def test_of_several_wordings_each_signal_is_the_mean_by_weight(index: Index, passages: list[Passage]) -> None:
    one, other = (
        {hit.id: hit.scores for hit in index.search(words, len(passages))} for words in ("举办体育赛事应急预案", "人工智能产业规模")
    )
    both = {hit.id: hit.scores for hit in index.search({"举办体育赛事应急预案": 3.0, "人工智能产业规模": 1.0}, len(passages))}
    for id in one.keys() & other.keys() & both.keys():
        for signal, value in both[id].items():
            assert value == pytest.approx(0.75 * one[id][signal] + 0.25 * other[id][signal], abs=1e-5)


def test_one_wording_is_the_question_itself_whatever_its_weight(index: Index) -> None:
    assert index.search({"体育赛事": 0.3}, 8) == index.search("体育赛事", 8)


def test_two_builds_of_one_corpus_rank_alike(tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, index: Index) -> None:
    Index.build(tmp_path / "again", passages, small_model)
    again = Index.open(tmp_path / "again", small_model)
    for question in ("举办赛事", "罚多少", "规模", "体育", "的"):
        assert again.search(question) == index.search(question)
    again.close()


def test_equal_texts_are_ranked_by_id(tmp_path: Path, small_model: StaticEmbeddings) -> None:
    twins = [Passage(f"《丙》第{number}条", "举办体育赛事应当备案") for number in (3, 1, 2)]
    Index.build(tmp_path / "twins", twins, small_model)
    opened = Index.open(tmp_path / "twins", small_model)
    assert [hit.id for hit in opened.search("体育赛事备案")] == ["《丙》第1条", "《丙》第2条", "《丙》第3条"]
    opened.close()


@pytest.mark.parametrize("texts", [["只有一条规定"], ["，。"], ["", "体育赛事"], ["ॐ", "ก"]])
def test_odd_corpora_can_be_indexed(tmp_path: Path, small_model: StaticEmbeddings, texts: list[str]) -> None:
    Index.build(tmp_path / "odd", [Passage(f"《丁》第{n}条", text) for n, text in enumerate(texts)], small_model)
    opened = Index.open(tmp_path / "odd", small_model)
    assert opened.warnings == ()
    for text in texts:
        assert len(opened.search(text)) <= len(texts)
    opened.close()


def test_no_passage_or_one_id_twice_is_refused(tmp_path: Path, small_model: StaticEmbeddings) -> None:
    with pytest.raises(ValueError, match="nothing to index"):
        Index.build(tmp_path / "a", [], small_model)
    with pytest.raises(ValueError, match="《甲》第一条"):
        Index.build(tmp_path / "b", [Passage("《甲》第一条", "一"), Passage("《甲》第一条", "二")], small_model)


def test_unchanged_texts_keep_their_vectors(tmp_path: Path, folder: Path, passages: list[Passage], small_model: StaticEmbeddings) -> None:
    heard: list[tuple[int, int]] = []
    changed = [*passages[:-1], Passage(passages[-1].id, "全新的内容"), Passage("《戊》第一条", "又一条")]
    Index.build(tmp_path / "next", changed, small_model, previous=folder, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(7, 9), (9, 9)]
    opened = Index.open(tmp_path / "next", small_model)
    assert [opened.search(passage.text)[0].id for passage in changed] == [passage.id for passage in changed]
    opened.close()


@pytest.mark.parametrize("rows", [[], [0], [4, 1, 1, 0]])
def test_rows_read_one_by_one_are_those_of_the_file(rows: list[int], tmp_path: Path) -> None:
    whole = np.random.default_rng(1).normal(size=(5, 7)).astype(np.float32)
    np.save(tmp_path / "vectors.npy", whole)
    kept = Rows(tmp_path / "vectors.npy")
    assert np.array_equal(kept.take(np.array(rows, dtype=np.int64)), whole[rows])
    assert np.array_equal(kept.all, whole)
