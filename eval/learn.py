"""Learn what questions want and what clauses say to them: ``python -m eval learn --shared DIR`` writes ``qa/learned.npz``.

``eval/labels.tsv.xz`` holds, for the lay questions of ``../shared/questions`` and of ``vectorstore/train/questions.jsonl.xz``, what kind of
answer each wants, yes, no or conditional where it can be answered so, and which clauses of its article decide. Each was read and labelled by itself; none is about the gazette or about a law that
``eval/other_laws.jsonl`` asks about. ``eval/yes_no.tsv.xz`` holds further yes/no questions about the same articles, with their wording: formal
ones, colloquial ones of tricky polarity, and cases that meet a condition or fail it. ``eval/lay.tsv.xz`` holds questions in words as far from the
article's own as people talk. ``eval/near.tsv.xz`` holds questions that sound as if an article answered them, and which of its clauses looks most so:
none does.
"""

from __future__ import annotations

import csv
import lzma
import tarfile
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from law.gazette import parse
from law.model import Citation, Document
from qa.clauses import Clause, clauses
from qa.kinds import marks
from qa.linear import Linear, buckets, runs_of
from qa.marks import runs_together, together
from vectorstore.train.questions import MORE, MORE_STYLES, read_lay_questions

LABELS = tuple(Path(__file__).with_name(f"{name}.tsv.xz") for name in ("labels", "yes_no", "lay"))
NEAR = Path(__file__).with_name("near.tsv.xz")
BUCKETS = 2**14
FOLDS = 3
STRENGTH = {"kind": 10.0, "yes-no": 10.0, "verdict": 1.0}
"""Inverse strength of regularisation (scikit-learn's C)."""
SHORT = {"y": "yes", "n": "no", "c": "conditional"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, and what a reader made of it and of its article."""

    law: str
    style: str
    question: str
    kind: str
    """``""`` where nobody labelled it."""
    verdict: str
    """yes, no, conditional; ``""`` where it cannot be answered so."""
    deciding: tuple[Clause, ...]
    """The clauses that decide, the decisive one first; of a question in `NEAR`, those that only look so."""
    article: tuple[Clause, ...]
    """All clauses of the article."""


def read_labelled(shared: Path, labels: Sequence[Path] = LABELS) -> list[Labelled]:
    """Read the labels with the questions and articles that they are about. Raises FileNotFoundError where ``shared`` lacks them."""
    shared_questions = read_lay_questions(shared / "questions" / "lay_questions.jsonl.xz")
    asked = {(one.path, one.article): one for one in (*shared_questions, *read_lay_questions(MORE, MORE_STYLES))}
    rows = defaultdict(list)
    for source in labels:
        with lzma.open(source, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                rows[row["path"]].append(row)
    found = []
    for path, documents in open_laws(shared, rows):
        articles = {
            provision.address: list(clauses(Citation(document.title, provision.address, version=document.version), provision))
            for document in reversed(documents)
            for provision in document.all_provisions()
        }
        for row in rows[path]:
            there = articles.get(row["article"], [])
            deciding = tuple(there[int(n) - 1] for n in row["clauses"].split() if int(n) <= len(there))
            question = row.get("question") or asked[path, row["article"]].wordings[row["style"]]
            found.append(Labelled(path, row["style"], question, row["kind"], SHORT.get(row["verdict"], ""), deciding, tuple(there)))
    return found


def open_laws(shared: Path, paths: Container[str]) -> Iterator[tuple[str, Sequence[Document]]]:
    """Yield those of the open laws that are named, each with its documents. Raises FileNotFoundError where ``shared`` lacks them."""
    with tarfile.open(shared / "laws" / "open_laws.tar.xz") as archive:
        for member in archive:
            path = member.name.removeprefix("open/")
            content = archive.extractfile(member) if path in paths else None
            if content is not None:
                yield path, parse(content.read().decode("utf-8"), Path(path).name).documents


def learn(labelled: Sequence[Labelled]) -> tuple[dict[str, Linear], str]:
    """Return the models, and how often each is right about laws that it was not learnt from, in words."""
    models, told = {}, []
    kinds = [one for one in labelled if one.kind]
    decided = [one for one in labelled if one.verdict and one.deciding]
    for name, rows, truth in (
        ("kind", kinds, [one.kind for one in kinds]),
        ("yes-no", kinds, ["yes-no" if one.verdict else "other" for one in kinds]),
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
