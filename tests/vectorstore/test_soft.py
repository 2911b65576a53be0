"""Soft token matching equals its definition, computed the slow way."""

from __future__ import annotations

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


def by_definition(model: StaticEmbeddings, query: str, text: str) -> tuple[float, float]:
    ids = [set(model.tokens([each]).ids.tolist()) - {0} for each in TEXTS]
    asked, told = (set(model.tokens([each]).ids.tolist()) - {0} for each in (query, text))
    if not told:
        return 0.0, 0.0
    lengths = np.maximum(np.linalg.norm(model.table[:], axis=1), 1e-12)
    unit = model.table[:] / lengths[:, None]

    def mean(ones: set[int], others: set[int], weights: dict[int, float]) -> float:
        nearest = {one: max(float(unit[one] @ unit[other]) for other in others) for one in ones}
        return sum(weights[one] * nearest[one] for one in ones) / sum(weights[one] for one in ones)

    holders = {one: sum(one in each for each in ids) for one in asked}
    idf = {one: float(np.log1p((len(TEXTS) - count + 0.5) / (count + 0.5))) for one, count in holders.items()}
    return mean(asked, told, idf), mean(told, asked, {one: float(lengths[one]) ** 2 for one in told})


@pytest.mark.parametrize("query", ["体育赛事要许可吗", "应急预案", "500亿元规模", "举办举办举办"])
def test_scores_are_the_weighted_means_of_the_nearest_cosines(soft: SoftMatch, small_model: StaticEmbeddings, query: str) -> None:
    scores = soft.scores(query, np.arange(len(TEXTS)))
    expected = [by_definition(small_model, query, text) for text in TEXTS]
    assert scores["soft"] == pytest.approx([heard for heard, _ in expected], abs=1e-5)
    assert scores["reverse"] == pytest.approx([said for _, said in expected], abs=1e-5)


@pytest.mark.parametrize("name", ["soft", "reverse"])
def test_candidates_are_scored_in_their_own_order(soft: SoftMatch, name: str) -> None:
    every = soft.scores("应急预案", np.arange(len(TEXTS)))[name]
    assert soft.scores("应急预案", np.array([3, 1, 2]))[name].tolist() == every[[3, 1, 2]].tolist()


def test_of_two_texts_with_the_words_of_the_question_the_reverse_favours_the_one_that_says_no_more(
    tmp_path: Path, small_model: StaticEmbeddings
) -> None:
    SoftMatch.build(tmp_path / "soft", ["应急预案", "应急预案举办体育赛事不实行行政许可"], small_model)
    scores = SoftMatch.open(tmp_path / "soft", small_model).scores("应急预案", np.arange(2))
    assert scores["soft"][0] == pytest.approx(scores["soft"][1])
    assert scores["reverse"][0] > scores["reverse"][1]


@pytest.mark.parametrize("query", ["", "，。", "ॐ"])
def test_a_question_without_a_known_token_matches_nothing(soft: SoftMatch, query: str) -> None:
    assert not any(values.any() for values in soft.scores(query, np.arange(len(TEXTS))).values())


def test_no_candidate_with_tokens_matches_nothing(soft: SoftMatch) -> None:
    assert [values.tolist() for values in soft.scores("体育", np.array([2, 4])).values()] == [[0, 0], [0, 0]]
