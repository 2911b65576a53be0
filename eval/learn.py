"""Learn what questions want and what clauses say to them: ``python -m eval learn --shared DIR`` writes ``qa/wording/learned.npz``, from the questions of
:mod:`eval.labelled`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.labelled import Labelled
from qa.question.kinds import marks
from qa.wording.linear import Linear, buckets, runs_of
from qa.wording.marks import runs_together, together

BUCKETS = 2**14
FOLDS = 3
STRENGTH = {"kind": 10.0, "yes-no": 10.0, "verdict": 1.0}
"""Inverse strength of regularisation (scikit-learn's C)."""


def learn(labelled: Sequence[Labelled]) -> tuple[dict[str, Linear], str]:
    """Return the models, and how often each is right about laws that it was not learnt from, in words."""
    models, told = {}, []
    kinds = [one for one in labelled if one.kind]
    decided = [one for one in labelled if one.verdict and one.deciding]
    for name, rows, truth in (
        ("kind", kinds, [one.kind for one in kinds]),
        ("yes-no", labelled, ["yes-no" if one.verdict else "other" for one in labelled]),
        ("verdict", decided, [one.verdict for one in decided]),
    ):
        features = [_features(name, one) for one in rows]
        right = _right(name, features, truth, [one.law for one in rows])
        models[name] = _fitted(name, features, truth)
        told.append(f"{name}: right {np.mean(right):.1%} of {len(rows)}" + "".join(_by_style(rows, right)))
    return models, "\n".join(told)


Features = tuple[Sequence[str], Sequence[float]]


def _features(name: str, one: Labelled) -> Features:
    if name != "verdict":
        return runs_of(one.question), marks(one.question)
    clause = one.deciding[0].whole
    return runs_together(one.question, clause), together(one.question, clause)


def _matrix(features: Sequence[Features]) -> Any:
    from scipy.sparse import csr_matrix, hstack

    rows = [buckets(runs, BUCKETS) for runs, _ in features]
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(max(len(row), 1))) for row in rows])
    ends = np.cumsum([0, *map(len, rows)])
    hashed = csr_matrix((values, np.concatenate(rows), ends), shape=(len(rows), BUCKETS))
    return hstack([hashed, csr_matrix(np.array([marks for _, marks in features]))]).tocsr()


def _model(name: str) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH[name], max_iter=120, tol=1e-3)


def _right(name: str, features: Sequence[Features], truth: Sequence[str], laws: Sequence[str]) -> NDArray[np.bool_]:
    from sklearn.model_selection import GroupKFold

    matrix, known = _matrix(features), np.array(truth)
    right = np.zeros(len(known), dtype=np.bool_)
    for trained, left_out in GroupKFold(FOLDS).split(matrix, known, laws):
        right[left_out] = _model(name).fit(matrix[trained], known[trained]).predict(matrix[left_out]) == known[left_out]
    return right


def _fitted(name: str, features: Sequence[Features], truth: Sequence[str]) -> Linear:
    fitted = _model(name).fit(_matrix(features), truth)
    weights, bias = fitted.coef_.T, fitted.intercept_
    if weights.shape[1] == 1:  # of two classes scikit-learn keeps one column
        weights, bias = np.hstack([0 * weights, weights]), np.array([0.0, bias[0]])
    weights = weights.astype(np.float32)
    return Linear(tuple(fitted.classes_), weights[:BUCKETS], weights[BUCKETS:], bias.astype(np.float32))


def _by_style(rows: Sequence[Labelled], right: NDArray[np.bool_]) -> Iterator[str]:
    styles = np.array([one.style for one in rows])
    for style in sorted(set(styles.tolist())):
        yield f", {style} {np.mean(right[styles == style]):.1%}"
