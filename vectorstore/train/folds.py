"""Cross-validate on STARD: every question is ranked by a model that saw neither it nor any other question of its fold."""

from __future__ import annotations

import logging
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from vectorstore.context import BATCH, Context, ContextModel
from vectorstore.static import StaticEmbeddings
from vectorstore.train import export
from vectorstore.train.measure import Ranker, Scores, rank
from vectorstore.train.questions import Consultation
from vectorstore.train.recipe import Beginning, Labels, finish
from vectorstore.vectors import GONE

log = logging.getLogger(__name__)

RECALLS = (10, 100)
EVERY = 5000
"""Articles between two notes of how far the reading is."""
RECIPROCAL = 10
"""Ranks that count for recall, and for the mean reciprocal rank of the first right article."""


@dataclass(frozen=True, slots=True)
class Found:
    """How one question fared under one ranking; ``unseen`` where no question that was trained on shares a right article with it."""

    ranking: str
    unseen: bool
    recalls: tuple[float, ...]
    reciprocal: float


def split(count: int, folds: int, seed: int) -> list[frozenset[int]]:
    """Deal out the positions 0 to ``count`` - 1 at random into ``folds`` parts whose sizes differ by one at most."""
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return [frozenset(order[start::folds]) for start in range(folds)]


def cross_validated(beginning: Beginning, labels: Labels, folds: int, seed: int, context_model: ContextModel | None = None) -> str:
    """Train once a fold, measure on what it left out, and print a table over all questions.

    The beginning has seen no label, so that it serves all folds; what comes after it is trained within each. A ``context_model`` has
    seen none at all: it reads every article once, which takes longer than all else.
    """
    questions, found = labels.consultations.questions, list[Found]()
    passages = labels.consultations.passages
    with TemporaryDirectory() as name:
        folder = Path(name)
        context = read_in_context(folder, passages, context_model) if context_model is not None else None
        for number, fold in enumerate(split(len(questions), folds, seed), start=1):
            export.write(folder / "model", beginning.tokenizer, finish(beginning, labels.without(fold), seed))
            ranker = Ranker(folder, passages, StaticEmbeddings(folder / "model"), context)
            known = {gold for place, question in enumerate(questions) if place not in fold for gold in question.golds}
            for place in sorted(fold):
                found += judged(questions[place], ranker.scores(questions[place].question), known)
            log.info("fold %d of %d\n%s", number, folds, printed(found))
    return f"{len(questions)} STARD questions in {folds} folds, {len(passages)} articles\n\n{printed(found)}"


def read_in_context(folder: Path, passages: Sequence[str], model: ContextModel) -> Context:
    """Read passages with a context model and keep their vectors in ``folder``: some 20 ms of a processor each."""

    def told(done: int, count: int) -> None:
        if done % EVERY < BATCH:
            log.info("%d of %d articles read in context", done, count)

    Context.build(folder, passages, model, None, np.full(len(passages), GONE), told)
    return Context.open(folder, model)


def judged(question: Consultation, rankings: Mapping[str, Scores], known: Collection[int]) -> list[Found]:
    """Judge the rankings of one question; ``known`` are the right articles of the questions that were trained on."""
    unseen = not question.golds.intersection(known)
    results = []
    for name, scores in rankings.items():
        places = [rank(scores, gold) for gold in sorted(question.golds)]
        recalls = tuple(float(np.mean([place < cutoff for place in places])) for cutoff in RECALLS)
        first = min(places)
        results.append(Found(name, unseen, recalls, 1 / (first + 1) if first < RECIPROCAL else 0.0))
    return results


def printed(found: Sequence[Found]) -> str:
    """Print averages as a Markdown table: all questions, and those whose right articles no trained question shares."""
    heads = [*(f"recall@{cutoff}" for cutoff in RECALLS), f"MRR@{RECIPROCAL}"]
    lines = [f"| questions | ranking | {' | '.join(heads)} |", "|---" * (2 + len(heads)) + "|"]
    for words, chosen in (("all", found), ("unseen", [one for one in found if one.unseen])):
        for name in dict.fromkeys(one.ranking for one in chosen):
            rows = np.array([[*one.recalls, one.reciprocal] for one in chosen if one.ranking == name])
            lines.append(f"| {words}, {len(rows)} | {name} | {' | '.join(f'{value:.3f}' for value in rows.mean(axis=0))} |")
    return "\n".join(lines)
