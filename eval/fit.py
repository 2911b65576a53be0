"""Learn which words decide: ``python -m eval fit --shared DIR`` writes ``qa/fit.json`` from the labelled questions of :mod:`eval.labelled`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.labelled import Labelled
from eval.learn import FOLDS
from qa.fit import Fits, marked, runs
from qa.question.kinds import kind_of

OFTEN = 60
"""Clauses that a run of characters must stand in before its weight is learned."""
RUNS = 300
"""Runs that are kept for each kind; all of them are no better (deciding clause first in its article 73.4 and 73.6 %)."""
LEAST = 60
"""Questions of a kind below which nothing is learned for it: which article says something is asked in 16, and its clauses decide nothing alike."""
SHARED = 0.5
"""How much easier a weight that all kinds share is learned than that of one kind: kinds with few questions lean on the others."""
STRENGTH = 0.003
"""Inverse strength of regularisation (scikit-learn's C), where a question counts as two clauses: .03 and .3 lose 1 and 4 points."""

Written = dict[str, dict[str, Any]]


def learn(labelled: Sequence[Labelled]) -> tuple[Written, str]:
    """Return what ``qa/fit.json`` holds, and how often a deciding clause fits best of its article, on laws left out, in words."""
    from sklearn.model_selection import GroupKFold

    telling = [one for one in labelled if 0 < len(set(one.deciding)) < len(one.article)]
    right, chance = list[bool](), list[float]()
    for train, test in GroupKFold(FOLDS).split(telling, groups=[one.law for one in telling]):
        fits = {kind: Fits.of(one) for kind, one in fitted([telling[at] for at in train]).items()}
        for one in (telling[at] for at in test):
            known = fits.get(kind_of(one.question))
            values = [known.total(marked(clause)) if known else 0.0 for clause in one.article]
            right.append(one.article[int(np.argmax(values))] in one.deciding)
            chance.append(len(one.deciding) / len(one.article))
    told = f"{len(telling)} questions: a deciding clause fits best of its article {np.mean(right):.1%}, by chance {np.mean(chance):.1%}"
    return fitted(telling), told


def fitted(labelled: Sequence[Labelled]) -> Written:
    """Return, for each kind, the weights of the runs by which the deciding clauses of an article differ from its others."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    asked = Counter(kind_of(one.question) for one in labelled)
    labelled = [one for one in labelled if asked[kind_of(one.question)] >= LEAST]
    texts = {text: frozenset(runs(text)) for one in labelled for text in map(marked, one.article)}
    counts = Counter(run for found in texts.values() for run in found)
    vocabulary = {run: at for at, run in enumerate(sorted(run for run, count in counts.items() if count >= OFTEN))}
    size = len(vocabulary)
    known = {text: [vocabulary[run] for run in sorted(found & vocabulary.keys())] for text, found in texts.items()}
    kinds = [kind_of(one.question) for one in labelled]
    columns = {kind: 1 + at for at, kind in enumerate(sorted(set(kinds)))}
    places, values, ends = list[int](), list[float](), [0]
    decides, weights = list[bool](), list[float]()
    for one, kind in zip(labelled, kinds, strict=True):
        deciding = sum(clause in one.deciding for clause in one.article)
        for clause in one.article:
            there = known[marked(clause)]
            places += there + [columns[kind] * size + place for place in there]
            values += [SHARED] * len(there) + [1.0] * len(there)
            ends.append(len(places))
            decides.append(clause in one.deciding)
            weights.append(1 / (deciding if decides[-1] else len(one.article) - deciding))
    matrix = csr_matrix((values, places, ends), shape=(len(decides), size * (1 + len(columns))))
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit(matrix, decides, weights)
    table = model.coef_[0].reshape(1 + len(columns), size)
    return {kind: _kept(SHARED * table[0] + table[at], list(vocabulary), texts.values()) for kind, at in columns.items()}


def _kept(weights: NDArray[np.float64], names: Sequence[str], texts: Iterable[frozenset[str]]) -> dict[str, Any]:
    """Return the heaviest runs with their weights, and the bias by which clauses fit the kind by 0 on average."""
    kept = {names[at]: round(float(weights[at]), 4) for at in np.argsort(-np.abs(weights), kind="stable")[:RUNS]}
    mean = np.mean([sum(kept[run] for run in found & kept.keys()) for found in texts])
    return {"bias": round(-float(mean), 4), "runs": kept}


def write(fits: Written, path: Path) -> None:
    """Write what was learned, a kind a line."""
    lines = ",\n".join(f" {json.dumps(kind)}: {json.dumps(one, ensure_ascii=False)}" for kind, one in fits.items())
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
