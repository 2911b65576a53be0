"""Say how well a model finds the article that a question was written for: ``python -m vectorstore.train.measure --shared DIR``.

The questions are those of laws that no stage of training saw; the articles searched are all of the open laws, or those of the one law.
What ranks is what the product ranks with: ``lexical``, ``static``, ``soft`` and ``fuse``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from vectorstore.context import Context
from vectorstore.fuse import CANDIDATES, best, fuse
from vectorstore.lexical import Lexical
from vectorstore.soft import SoftMatch
from vectorstore.static import StaticEmbeddings
from vectorstore.train import recipe
from vectorstore.train.corpus import Article, distinct, fingerprint, read_laws
from vectorstore.train.questions import STYLES, LayQuestion
from vectorstore.train.ragged import Ids

Scores = NDArray[np.float32]

DENSE_SHARE = 0.7
CUTOFFS = (1, 5, 10)
ENOUGH = 500
"""Passages and questions that encoding speed is taken over."""
MODEL = Path(__file__).resolve().parent.parent / "model"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, the position of its article among those searched, and the positions of the articles of the same law."""

    question: str
    style: str
    gold: int
    law: Ids


class Ranker:
    """Passages, ranked in four ways by one model, and in a fifth with what a transformer makes of the passages that were found."""

    def __init__(self, folder: Path, passages: Sequence[str], model: StaticEmbeddings, context: Context | None = None) -> None:
        """Build the indexes of ``passages`` in ``folder``, or use those that are there: of the same passages and a model of the same tokens.

        ``context`` holds the same passages, in the same order.
        """
        if not (folder / "soft").exists():
            Lexical.build(folder / "lexical", passages)
            SoftMatch.build(folder / "soft", passages, model)
        self._model = model
        self._context = context
        self._lexical = Lexical.open(folder / "lexical")
        self._soft = SoftMatch.open(folder / "soft", model)
        self._passages = np.array(model.embed_documents(list(passages)), np.float32)

    def scores(self, question: str) -> dict[str, Scores]:
        """Score every passage by BM25, by cosine, by the two, and by their sum with soft matching and in context (-inf where those do not look)."""
        lexical = self._lexical.scores(question)
        dense: Scores = self._passages @ np.array(self._model.embed_query(question), np.float32)
        candidates = np.union1d(best(dense, CANDIDATES), best(lexical, CANDIDATES, floor=0.0))
        signals = {"dense": dense[candidates], "lexical": lexical[candidates]} | self._soft.scores(question, candidates)
        rankings = {
            "BM25": lexical,
            "dense": dense,
            ".7 dense + .3 BM25": DENSE_SHARE * _relative(dense) + (1 - DENSE_SHARE) * _relative(lexical),
            "with soft matching": _only(candidates, fuse(signals), len(dense)),
        }
        if self._context is not None:
            signals["context"] = self._context.scores(question, candidates)
            rankings["with soft matching and in context"] = _only(candidates, fuse(signals), len(dense))
        return rankings


def hits(scores: Callable[[str], Mapping[str, Scores]], judged: Sequence[Judged]) -> dict[str, dict[str, list[float]]]:
    """Give hit@1, 5, 10 among all and hit@1 within the law, by style and ranking."""
    found: dict[str, dict[str, list[list[bool]]]] = {}
    for question in judged:
        for name, values in scores(question.question).items():
            place = rank(values, question.gold)
            within = rank(values[question.law], int(np.searchsorted(question.law, question.gold)))
            found.setdefault(question.style, {}).setdefault(name, []).append([*(place < k for k in CUTOFFS), within < 1])
    return {style: {name: np.mean(rows, axis=0).tolist() for name, rows in by.items()} for style, by in found.items()}


def rank(scores: Scores, gold: int) -> float:
    """Count the passages before the gold one; equals share their places, so that a ranking that knows nothing earns nothing."""
    if not np.isfinite(scores[gold]):
        return float("inf")
    return float((scores > scores[gold]).sum() + ((scores == scores[gold]).sum() - 1) / 2)


def judged_questions(questions: Sequence[LayQuestion], articles: Sequence[Article]) -> list[Judged]:
    """Match each wording to the position of its article; a question whose article is not among them is left out."""
    places = {fingerprint(article.text): place for place, article in enumerate(articles)}
    laws: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        laws.setdefault(article.path, []).append(place)
    return [
        Judged(question.wordings[style], style, gold, np.array(sorted({*laws.get(question.path, []), gold})))
        for question in questions
        if (gold := places.get(fingerprint(question.text))) is not None
        for style in STYLES
    ]


def printed(figures: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """Print figures as a Markdown table, a row for each style and ranking."""
    lines = ["| questions | ranking | hit@1 | hit@5 | hit@10 | hit@1 within its law |", "|---|---|---|---|---|---|"]
    for style in (style for style in STYLES if style in figures):
        for name, values in figures[style].items():
            lines.append(f"| {style.replace('_', ' ')} | {name} | {' | '.join(f'{value:.3f}' for value in values)} |")
    return "\n".join(lines)


def report(model_folder: Path, shared: Path, seed: int) -> str:
    """Measure a model folder: size, load time, speed, and the table of hits on the held-out questions."""
    articles = distinct(read_laws(shared / "laws" / "open_laws.tar.xz"))
    judged = judged_questions(recipe.read_material(shared, recipe.LAY_SHARE, seed).held_out, articles)
    passages = [article.passage for article in articles]
    size = sum(path.stat().st_size for path in model_folder.rglob("*") if path.is_file()) / 1e6
    started = time.perf_counter()
    model = StaticEmbeddings(model_folder)
    loaded = time.perf_counter()
    model.embed_documents(passages[:ENOUGH])
    embedded = time.perf_counter()
    for question in judged[:ENOUGH]:
        model.embed_query(question.question)
    asked = time.perf_counter()
    with TemporaryDirectory() as folder:
        figures = hits(Ranker(Path(folder), passages, model).scores, judged)
    return (
        f"{len(judged)} wordings of {len(judged) // len(STYLES)} questions over {len(articles)} articles; folder {size:.1f} MB, "
        f"loaded in {loaded - started:.2f} s, {min(ENOUGH, len(passages)) / (embedded - loaded):.0f} passages/s, "
        f"{1000 * (asked - embedded) / min(ENOUGH, len(judged)):.2f} ms a question\n\n{printed(figures)}"
    )


def _only(candidates: NDArray[np.int64], scores: NDArray[np.float64], size: int) -> Scores:
    total = np.full(size, -np.inf, np.float32)
    total[candidates] = scores
    return total


def _relative(scores: Scores) -> Scores:
    relative: Scores = scores / max(float(scores.max()), 1e-6)
    return relative


def main() -> int:
    """Measure the shipped model, or another folder, and print the table."""
    options = argparse.ArgumentParser(prog="python -m vectorstore.train.measure", description=main.__doc__)
    options.add_argument("--shared", type=Path, required=True, help="folder with laws/, questions/, stard/ and embedding/")
    options.add_argument("--model", type=Path, default=MODEL)
    options.add_argument(
        "--seed", type=int, default=recipe.SEED, help="the seed that the model was trained with: it chose the held-out laws"
    )
    chosen = options.parse_args()
    print(report(chosen.model, chosen.shared, chosen.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
