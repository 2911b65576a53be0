"""Several rankings become one score."""

from __future__ import annotations

import numpy as np
import pytest

from vectorstore.fuse import CANDIDATES, TOTAL, WEIGHTS, best, candidates, fuse


def values(*numbers: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(numbers, dtype=np.float32)


def test_each_signal_counts_relative_to_its_best() -> None:
    fused = fuse({"dense": values(0.8, 0.4), "lexical": values(2.0, 10.0), "soft": values(0.5, 0.5)})
    dense, lexical, soft = (WEIGHTS[name] for name in ("dense", "lexical", "soft"))
    share = TOTAL / (dense + lexical + soft)
    assert fused == pytest.approx([share * (dense + lexical / 5 + soft), share * (dense / 2 + lexical + soft)], abs=1e-6)


def test_the_best_by_every_signal_has_the_whole_score_whichever_signals_there_are() -> None:
    for names in (("dense",), ("dense", "lexical"), tuple(WEIGHTS)):
        assert fuse({name: values(3, 1, 0) for name in names})[0] == pytest.approx(TOTAL)


def test_of_likeness_in_context_only_what_is_above_the_mean_counts() -> None:
    fused = fuse({"lexical": values(1, 1, 1), "context": values(0.7, 0.8, 0.9)})
    assert fused[0] == fused[1] < fused[2]


@pytest.mark.parametrize("nothing", [values(0, 0), values(-1, -0.5)])
def test_a_signal_that_is_nowhere_positive_adds_nothing(nothing: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
    share = TOTAL * WEIGHTS["dense"] / (WEIGHTS["dense"] + WEIGHTS["lexical"])
    assert fuse({"dense": values(1, 0.5), "lexical": nothing}) == pytest.approx([share, share / 2], abs=1e-6)


def test_the_best_come_first_and_ties_in_order() -> None:
    assert best(values(1, 3, 3, 2), 3).tolist() == [1, 2, 3]
    assert best(values(0, 3, 0), 3, floor=0.0).tolist() == [1]
    assert best(values(), 3).tolist() == []


def test_many_scores_are_ordered_as_a_full_sort_orders_them() -> None:
    scores = np.random.default_rng(3).integers(0, 40, 2000).astype(np.float32)
    for count in (1, 7, 120, 1999, 2000, 3000):
        assert best(scores, count).tolist() == sorted(range(2000), key=lambda place: (-scores[place], place))[:count]


def test_differences_in_the_seventh_digit_are_ties() -> None:
    assert best(values(0.5, 0.50000004), 2).tolist() == [0, 1]


def test_who_wants_more_has_more_looked_at() -> None:
    looked_at = [candidates(wanted) for wanted in (0, 1, 10, 12, 20, 60, 1000)]
    for of_a_ranking in map(list, zip(*looked_at, strict=True)):
        assert of_a_ranking == sorted(of_a_ranking)
        assert 5 * 20 <= of_a_ranking[4] <= of_a_ranking[-1] == CANDIDATES
        assert of_a_ranking[0] > 0
