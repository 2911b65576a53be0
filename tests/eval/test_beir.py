"""Any BEIR dataset through the product's own index."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from eval import beir, ranking
from eval.beir import BeirError, Part, ablations, figures, open_index, read_dataset, rerank, search, search_all, worded, write_run
from intake.search import Search
from qa.understand import Aids
from vectorstore.embedder import Embedder
from vectorstore.index import Hit, Index

CORPUS = {
    "d1": ("海塘管理办法第五条", "在海塘上通行的车辆，总质量不得超过20吨。"),
    "d2": ("海塘管理办法第九条", "县级水行政主管部门应当自受理申请之日起20日内作出决定。"),
    "d3": ("", "单位和个人可以依法举办体育赛事。"),
}
QUERIES = {"q1": "海塘上通行车辆", "q2": "举办体育赛事", "q3": "作出决定的期限", "unjudged": "天气"}
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td1\t1\nq3\td2\t1\ngone\td3\t1\n"


class Characters(Embedder):
    """A real embedder, only small: which characters a text holds."""

    fingerprint = "characters"  # type: ignore[assignment]
    dimension = 64  # type: ignore[assignment]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = np.zeros(self.dimension)
        for character in text:
            vector[ord(character) % self.dimension] += 1
        return list(map(float, vector / max(float(np.linalg.norm(vector)), 1e-9)))


def dataset_at(folder: Path, suffix: str = "", qrels: str = QRELS) -> Path:
    opener = {"": open, ".gz": gzip.open, ".xz": lzma.open}[suffix]
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    with opener(folder / f"corpus.jsonl{suffix}", "wt", encoding="utf-8") as out:  # type: ignore[operator]
        for name, (title, text) in CORPUS.items():
            out.write(json.dumps({"_id": name, "title": title, "text": text}, ensure_ascii=False) + "\n")
    with opener(folder / f"queries.jsonl{suffix}", "wt", encoding="utf-8") as out:  # type: ignore[operator]
        for name, text in QUERIES.items():
            out.write(json.dumps({"_id": name, "text": text}, ensure_ascii=False) + "\n")
    (folder / "qrels" / "dev.tsv").write_text(qrels, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    root = tmp_path_factory.mktemp("beir")
    opened = open_index(read_dataset(dataset_at(root / "data")), root / "cache", Search(Characters(), None, None))
    yield opened
    opened.close()


@pytest.mark.parametrize("suffix", ["", ".gz", ".xz"])
def test_a_dataset_is_read_compressed_or_not(tmp_path: Path, suffix: str) -> None:
    dataset = read_dataset(dataset_at(tmp_path, suffix))
    assert [passage.id for passage in dataset.passages] == ["d1", "d2", "d3"]
    assert dataset.passages[0].text == "海塘管理办法第五条\n在海塘上通行的车辆，总质量不得超过20吨。"
    assert dataset.passages[2].text == "单位和个人可以依法举办体育赛事。"
    assert dataset.judgements == {"q1": {"d1": 1}, "q2": {"d1": 1}, "q3": {"d2": 1}, "gone": {"d3": 1}}
    assert set(dataset.queries) == {"q1", "q2", "q3"}


@pytest.mark.parametrize("qrels", ["q1\td1\t1\n", "q1 0 d1 1\n", QRELS.splitlines()[0] + "\nq1\td1\t1\n"])
def test_qrels_are_read_with_and_without_head_and_in_four_columns(tmp_path: Path, qrels: str) -> None:
    assert read_dataset(dataset_at(tmp_path, qrels=qrels)).judgements == {"q1": {"d1": 1}}


def test_a_split_is_chosen_by_name_or_is_the_only_one_or_test(tmp_path: Path) -> None:
    folder = dataset_at(tmp_path)
    (folder / "qrels" / "train.tsv").write_text("q2\td3\t1\n")
    with pytest.raises(BeirError, match="splits dev, train; choose one"):
        read_dataset(folder)
    assert read_dataset(folder, "train").judgements == {"q2": {"d3": 1}}
    (folder / "qrels" / "test.tsv").write_text("q3\td2\t1\n")
    assert read_dataset(folder).judgements == {"q3": {"d2": 1}}


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("corpus.jsonl", "{", "corpus.jsonl, line 1: not JSON"),
        ("corpus.jsonl", '{"_id": "d1"}', "corpus.jsonl, line 1: needs _id and text"),
        ("corpus.jsonl", '{"_id": "d1", "text": "a"}\n{"_id": "d1", "text": "b"}', "line 2: id d1 stands twice"),
        ("corpus.jsonl", "", "empty corpus"),
        ("qrels/dev.tsv", "q1 d1\n", "dev.tsv, line 1: needs"),
        ("qrels/dev.tsv", "query-id corpus-id score\n", "judges nothing"),
    ],
)
def test_a_broken_dataset_is_told(tmp_path: Path, file: str, content: str, told: str) -> None:
    folder = dataset_at(tmp_path)
    (folder / file).write_text(content)
    if told.endswith("needs"):
        (folder / file).write_text("x\ty\t1\n" + content)
        told = told.replace("line 1", "line 2")
    with pytest.raises(BeirError, match=told):
        read_dataset(folder)


def test_judgements_that_are_no_utf8_are_told(tmp_path: Path) -> None:
    (dataset_at(tmp_path) / "qrels" / "dev.tsv").write_text(QRELS, encoding="utf-16")
    with pytest.raises(BeirError, match=r"cannot read .*dev\.tsv"):
        read_dataset(tmp_path)


def test_a_missing_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(BeirError, match=r"no qrels"):
        read_dataset(tmp_path)


def test_every_judged_query_counts_also_one_without_words(index: Index, tmp_path: Path) -> None:
    dataset = read_dataset(dataset_at(tmp_path))
    rankings = dict(search_all(dataset, index, k=3))
    assert rankings["gone"] == []
    assert (rankings["q1"][0], rankings["q3"][0]) == ("d1", "d2")
    reached = {figure.name: figure for figure in figures(dataset, rankings, k=1)}
    # q1 and q3 first, q2's gold is not what it asks for, "gone" has no words
    assert reached["Recall@1"].mean == pytest.approx(2 / 4)
    assert reached.keys() == {"nDCG@10", "MRR@10", "Recall@10", "Recall@1"}
    assert 0 <= reached["Recall@1"].low < 2 / 4 < reached["Recall@1"].high <= 1
    assert figures(dataset, rankings, k=1) == figures(dataset, rankings, k=1)


def test_an_index_is_built_once_for_a_corpus(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = read_dataset(dataset_at(tmp_path / "data"))
    built = []
    for _ in range(2):
        open_index(dataset, tmp_path / "cache", Search(Characters(), None, None)).close()
        built.append([(folder.name, folder.stat().st_ino) for folder in (tmp_path / "cache").iterdir()])
    assert len(built[0]) == 1
    assert built[0] == built[1]
    other = read_dataset(dataset_at(tmp_path / "data"))
    open_index(
        type(other)(other.passages[:2], other.queries, other.judgements), tmp_path / "cache", Search(Characters(), None, None)
    ).close()
    assert len(list((tmp_path / "cache").iterdir())) == 2
    monkeypatch.setattr(beir, "code_version", lambda root, patterns: "other")
    open_index(dataset, tmp_path / "cache", Search(Characters(), None, None)).close()
    assert len(list((tmp_path / "cache").iterdir())) == 3


def test_with_all_signals_on_the_order_is_the_index_s_own(index: Index) -> None:
    for words in QUERIES.values():
        hits = index.search(words, 100)
        assert rerank(hits, ()) == [hit.id for hit in hits]


@pytest.mark.parametrize(
    ("without", "order"),
    [
        ([], ["both", "near", "word"]),
        ([Part.LEXICAL], ["near", "both", "word"]),
        ([Part.DENSE], ["both", "word"]),
        ([Part.DENSE, Part.LEXICAL], []),
    ],
)
def test_a_signal_that_is_switched_off_neither_scores_nor_brings_candidates(without: list[Part], order: list[str]) -> None:
    hits = [
        Hit("both", 0.7, {"dense": 0.8, "lexical": 5.0}),
        Hit("near", 0.4, {"dense": 0.9, "lexical": 0.0}),
        Hit("word", 0.1, {"dense": 0.1, "lexical": 1.0}),
    ]
    assert rerank(hits, without) == order
    assert rerank([], without) == []


def test_search_without_a_signal_keeps_to_k(index: Index) -> None:
    assert search(index, QUERIES["q1"], 1, [Part.DENSE]) == ["d1"]
    assert len(search(index, QUERIES["q1"], 2, [Part.LEXICAL])) == 2


def test_a_run_is_written_so_that_no_reader_reorders_it(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    write_run(path, {"q1": ["d2", "d1"], "q2": []})
    assert path.read_text() == "q1 Q0 d2 1 2 tiaowen\nq1 Q0 d1 2 1 tiaowen\n"
    with pytest.raises(BeirError, match="white space"):
        write_run(path, {"q1": ["第 一 条"]})


def test_ranking_measures_of_hand_computed_cases() -> None:
    judged = {"a": {"x": 1, "y": 1}, "b": {"x": 1}, "c": {"x": 1}}
    values = ranking.measure(judged, {"a": ["n", "x", "x", "y"], "b": ["n"], "other": ["x"]}, ["hit@1", "hit@3", "rr@10", "recall@2"])
    assert values["a"] == {"hit@1": 0, "hit@3": 1, "rr@10": 0.5, "recall@2": 0.5}
    assert values["b"] == values["c"] == {"hit@1": 0, "hit@3": 0, "rr@10": 0, "recall@2": 0}
    assert ranking.measure(judged, {}, ["hit@1"]) == {name: {"hit@1": 0} for name in judged}


@pytest.mark.parametrize(("values", "half", "most"), [([], 0, 0), ([7], 7, 7), ([4, 1, 3, 2], 2, 4), (list(range(1, 101)), 50, 95)])
def test_percentiles_are_of_the_nearest_rank(values: list[float], half: float, most: float) -> None:
    assert (ranking.p50(values), ranking.p95(values)) == (half, most)


def test_a_query_is_worded_as_the_app_does_it_and_each_wording_can_be_left_out(index: Index) -> None:
    aids = Aids.of(index)
    english = "Do I need a permit for a sports event?"
    assert any("行政许可" in words for words in worded(english, aids))
    assert list(worded(english, aids, [Part.GLOSSARY])) == [english]


def test_an_ablation_switches_each_part_off_once(index: Index, tmp_path: Path) -> None:
    rows = dict(ablations(read_dataset(dataset_at(tmp_path)), index, k=3))
    assert list(rows) == ["everything", *(f"without {part}" for part in Part)]
    assert rows["everything"][0].mean > 0
