"""How sure a figure is: intervals for one run, a paired randomisation test for two. The one door to scipy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RESAMPLES = 2000
SEED = 20180101
CONFIDENCE = 0.95


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of a mean (Efron 1979); the mean itself, twice, where nothing varies.

    Trap: it says how much another draw of such questions would move the figure, not how well the questions stand for real ones.
    """
    data = np.asarray(values, dtype=float)
    if data.size == 0:
        return (0.0, 0.0)
    if data.min() == data.max():
        return (float(data[0]), float(data[0]))
    from scipy.stats import bootstrap

    found = bootstrap(
        (data,), np.mean, n_resamples=RESAMPLES, confidence_level=CONFIDENCE, method="percentile", rng=np.random.default_rng(SEED)
    )
    return (float(found.confidence_interval.low), float(found.confidence_interval.high))


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of a measure's mean: of a share, values of 0 and 1, the interval of Wilson (1927), else :func:`interval`.

    A bootstrap of four questions that are all right gives 100 to 100 %, as though four could prove that.
    """
    if not values or not set(values) <= {0.0, 1.0}:
        return interval(values)
    from scipy.stats import binomtest

    found = binomtest(round(sum(values)), len(values)).proportion_ci(CONFIDENCE, method="wilson")
    return (float(found.low), float(found.high))


def chance(first: Sequence[float], second: Sequence[float]) -> float:
    """Return how likely a difference of means so large is where the two runs are equally good: paired, two-sided randomisation test.

    The values are of the same questions in the same order. Raises ValueError where they are not equally many.
    """
    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if one.shape != other.shape:
        raise ValueError(f"{one.size} and {other.size} values: the runs must be of the same questions")
    if one.size < 2 or bool((one == other).all()):
        return 1.0
    from scipy.stats import permutation_test

    found = permutation_test(
        (one, other), lambda a, b, axis: np.mean(a, axis=axis) - np.mean(b, axis=axis),
        permutation_type="samples", vectorized=True, n_resamples=RESAMPLES, rng=np.random.default_rng(SEED),
    )  # fmt: skip
    return float(found.pvalue)


def sign_test(gains: int, losses: int) -> float:
    """Return how likely so lopsided a split is where each side is equally likely: exact, two-sided; 1 where nothing is split."""
    if not gains + losses:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(gains, gains + losses).pvalue)
