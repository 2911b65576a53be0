"""What the model is trained from, and that training scores as the index does."""

from __future__ import annotations

import random
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import torch

from settings import SHIPPED_CONTEXT_MODEL, SHIPPED_MODEL
from tests.vectorstore.small_model import write_small_model
from vectorstore.context import ContextModel
from vectorstore.soft import SoftMatch
from vectorstore.static import StaticEmbeddings
from vectorstore.train import export, folds, lexicon, pairs, tokenizer
from vectorstore.train.batches import NeighbouredSource
from vectorstore.train.corpus import Article
from vectorstore.train.late import soft_scores
from vectorstore.train.measure import Ranker
from vectorstore.train.pairs import Pair
from vectorstore.train.questions import Consultation
from vectorstore.train.ragged import Encoder

QUESTIONS = ["举办体育赛事要许可吗", "应急预案", "人工智能规划"]
PASSAGES = ["甲办法\n举办体育赛事不实行行政许可。", "制定突发事件应急预案", "建设人工智能平台，登记备案", "罚款"]


def test_training_scores_soft_matches_as_the_index_does(tmp_path: Path, small_model: StaticEmbeddings) -> None:
    SoftMatch.build(tmp_path / "soft", PASSAGES, small_model)
    index = SoftMatch.open(tmp_path / "soft", small_model)
    encoder = Encoder(small_model.tokenizer)
    asked, told = (encoder.encode(texts).take(np.arange(len(texts))) for texts in (QUESTIONS, PASSAGES))
    rarity = torch.from_numpy(np.load(tmp_path / "soft" / "idf.npy"))
    heard, said = soft_scores(torch.from_numpy(small_model.table[:]), asked, told, rarity)
    for place, question in enumerate(QUESTIONS):
        scores = index.scores(question, np.arange(len(PASSAGES)))
        assert heard[place].numpy() == pytest.approx(scores["soft"], abs=1e-5)
        assert said[place].numpy() == pytest.approx(scores["reverse"], abs=1e-5)


def test_a_word_and_its_negation_are_one_piece() -> None:
    laws = ["举办体育赛事不实行行政许可", "未取得许可证的，不得经营"] * 60
    words = tokenizer.count_words(laws, ["需要许可吗"], [])
    assert {"不实行", "未取得", "实行", "许可证"} <= words.keys()
    pieces = (
        tokenizer.build(words, tokenizer.count_english(["permit"]))
        .encode("本办法不实行行政许可, a permit", add_special_tokens=False)
        .tokens
    )
    assert "不实行" in pieces
    assert pieces[-1] == "permit"


def test_a_heading_finds_an_article_under_it() -> None:
    articles = [
        Article("宁波市物业管理条例", "第二章 业主大会", f"第{number}条", text, "甲")
        for number, text in (("五", "业主投票"), ("六", "选举"))
    ]
    articles.append(Article("宁波市物业管理条例", "第三章 附则", "第七条", "本条例自公布之日起施行", "甲"))
    found = list(pairs.headings(articles, random.Random(1)))
    assert len(found) == 2
    assert all("业主大会" in pair.anchor and pair.group in (0, 1) for pair in found[:1])
    assert found[1].anchor == "物业 附则"


def test_wrong_passages_are_neighbours_of_the_right_one(small_model: StaticEmbeddings) -> None:
    encoder = Encoder(small_model.tokenizer)
    source = NeighbouredSource([Pair("举办赛事", "举办赛事", 0), Pair("应急", "应急", 1)], encoder, {0: ["罚款"], 1: []})
    batch = source.draw(40, np.random.default_rng(1))
    assert batch.negatives is not None
    assert len(batch.negatives[1]) == sum(1 for start in batch.anchors[1] if batch.anchors[0][start] == encoder.encode(["举办"]).ids[0])
    assert set(batch.negatives[0].tolist()) == set(encoder.encode(["罚款"]).ids.tolist())


def test_every_question_is_in_one_fold() -> None:
    parts = folds.split(23, 5, 7)
    assert sorted(chain.from_iterable(parts)) == list(range(23))
    assert {len(part) for part in parts} == {4, 5}
    assert parts == folds.split(23, 5, 7)


def test_a_question_is_judged_by_the_places_of_its_right_articles() -> None:
    scores = np.array([0.9, 0.1, 0.8, -np.inf], np.float32)
    question = Consultation("问", frozenset({2, 3}), "", "")
    (found,) = folds.judged(question, {"dense": scores}, known={0})
    assert (found.unseen, found.recalls, found.reciprocal) == (True, (0.5, 0.5), 0.5)
    assert not folds.judged(question, {"dense": scores}, known={3})[0].unseen
    assert "| all, 1 | dense | 0.500 | 0.500 | 0.500 |" in folds.printed([found])


def test_what_is_found_is_ranked_in_context_too_where_a_context_model_reads(tmp_path: Path) -> None:
    passages = [
        "渡口管理条例第三条\n渡船应当每年检验一次。",
        "档案条例第五条\n单位应当按期移交档案。",
        "养犬条例第七条\n携犬出户应当束牵引带。",
    ]
    context = folds.read_in_context(tmp_path, passages, ContextModel(SHIPPED_CONTEXT_MODEL))
    rankings = Ranker(tmp_path, passages, StaticEmbeddings(SHIPPED_MODEL), context).scores("渡船多久检验一次")
    read = rankings["with soft matching and in context"]
    assert int(read.argmax()) == 0
    assert not np.array_equal(read, rankings["with soft matching"])
    alone = Ranker(tmp_path, passages, StaticEmbeddings(SHIPPED_MODEL)).scores("渡船多久检验一次")
    assert set(rankings) - set(alone) == {"with soft matching and in context"}


@pytest.mark.parametrize("read", [lexicon.colloquial, lexicon.english, lexicon.translated])
def test_word_lists_name_each_term_once_and_something_for_it(read: object) -> None:
    assert callable(read)
    terms = read().terms
    assert len(terms) > 200
    assert all(term and wordings and all(wordings) for term, wordings in terms.items())


def test_an_exported_model_opens_with_its_vectors(tmp_path: Path) -> None:
    model = StaticEmbeddings(write_small_model(tmp_path / "small"))
    export.write(tmp_path / "written", model.tokenizer, model.table[:])
    again = StaticEmbeddings(tmp_path / "written")
    assert again.table[:] == pytest.approx(model.table[:], abs=float(np.abs(model.table[:]).max()) / 100)
    assert again.tokens(["体育赛事"]).ids.tolist() == model.tokens(["体育赛事"]).ids.tolist()
