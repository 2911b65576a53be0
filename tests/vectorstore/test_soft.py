"""Soft token matching equals its definition, computed the slow way."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from vectorstore.soft import SoftMatch
from vectorstore.static import StaticEmbeddings

TEXTS = ["举办体育赛事不实行行政许可", "制定突发事件应急预案", "", "人工智能产业规模达到500亿元", "，。"]


@pytest.fixture
def soft(tmp_path: Path, small_model: StaticEmbeddings) -> SoftMatch:
    SoftMatch.build(tmp_path / "soft", TEXTS, small_model)
    return SoftMatch.open(tmp_path / "soft", small_model)


def by_definition(model: StaticEmbeddings, query: str, text: str) -> float:
    ids = [set(model.tokens([each]).ids.tolist()) - {0} for each in TEXTS]
    asked, told = (set(model.tokens([each]).ids.tolist()) - {0} for each in (query, text))
    if not told:
        return 0.0
    unit = model.table / np.maximum(np.linalg.norm(model.table, axis=1, keepdims=True), 1e-12)
    top = bottom = 0.0
    for token in asked:
        frequency = sum(token in each for each in ids)
        idf = np.log1p((len(TEXTS) - frequency + 0.5) / (frequency + 0.5))
        top += idf * max(float(unit[token] @ unit[other]) for other in told)
        bottom += idf
    return top / bottom


@pytest.mark.parametrize("query", ["体育赛事要许可吗", "应急预案", "500亿元规模", "举办举办举办"])
def test_scores_are_the_weighted_mean_of_the_nearest_cosines(soft: SoftMatch, small_model: StaticEmbeddings, query: str) -> None:
    scores = soft.scores(query, np.arange(len(TEXTS)))
    assert scores == pytest.approx([by_definition(small_model, query, text) for text in TEXTS], abs=1e-5)


def test_candidates_are_scored_in_their_own_order(soft: SoftMatch) -> None:
    every = soft.scores("应急预案", np.arange(len(TEXTS)))
    assert soft.scores("应急预案", np.array([3, 1, 2])).tolist() == every[[3, 1, 2]].tolist()


@pytest.mark.parametrize("query", ["", "，。", "ॐ"])
def test_a_question_without_a_known_token_matches_nothing(soft: SoftMatch, query: str) -> None:
    assert not soft.scores(query, np.arange(len(TEXTS))).any()


def test_no_candidate_with_tokens_matches_nothing(soft: SoftMatch) -> None:
    assert soft.scores("体育", np.array([2, 4])).tolist() == [0, 0]


def test_thirty_tokens_over_240_texts_of_300_take_milliseconds(tmp_path: Path, small_model: StaticEmbeddings) -> None:
    random = np.random.default_rng(1)
    letters = [chr(code) for code in range(0x4E00, 0x5200)]
    SoftMatch.build(tmp_path / "many", ["".join(random.choice(letters, 300)) for _ in range(240)], small_model)
    many = SoftMatch.open(tmp_path / "many", small_model)
    query = "".join(random.choice(letters, 30))
    times = []
    for _ in range(15):
        started = time.perf_counter()
        many.scores(query, np.arange(240))
        times.append(time.perf_counter() - started)
    assert min(times) < 0.02
