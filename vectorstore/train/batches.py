"""Draw training batches: texts that belong together, and which other pairs must not count as negatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.train.pairs import Pair
from vectorstore.train.questions import Consultation
from vectorstore.train.ragged import Encoder, Ids, Ragged

RUN = 16
"""Half of a batch are runs of this many pairs of neighbouring articles: articles of one law are the hard negatives of each other."""
CLUSTERED = 0.5
LONG_ENOUGH_TO_CLUSTER = 20_000
ANCHOR_DROP, PASSAGE_DROP = 0.1, 0.05
ANCHOR_LIMIT, PASSAGE_LIMIT = 128, 320
"""Tokens of an anchor and of a passage that training reads."""

Rows = tuple[Ids, Ids]
"""Token ids, flat, and where each row starts."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs, row by row; ``related[i, j]`` where passage j is no negative of anchor i; ``negatives`` are passages for every anchor."""

    anchors: Rows
    passages: Rows
    related: NDArray[np.bool_]
    negatives: Rows | None = None


class Source(Protocol):
    """Anything that batches are drawn from."""

    def draw(self, size: int, rng: np.random.Generator) -> Batch:
        """Draw ``size`` pairs."""


class PairSource:
    """Pairs in memory; neighbouring articles are drawn together where there are enough of them to be worth it."""

    def __init__(self, pairs: Sequence[Pair], encoder: Encoder) -> None:
        ordered = sorted(pairs, key=lambda pair: pair.group)
        self.anchors = encoder.encode([pair.anchor for pair in ordered], ANCHOR_LIMIT)
        self.passages = encoder.encode([pair.passage for pair in ordered], PASSAGE_LIMIT)
        self.groups = np.array([pair.group for pair in ordered], np.int64)

    def __len__(self) -> int:
        return len(self.groups)

    def choose(self, size: int, rng: np.random.Generator) -> Ids:
        """Choose positions of pairs: runs of neighbours first, the rest anywhere."""
        runs = int(size * CLUSTERED) // RUN if len(self) >= LONG_ENOUGH_TO_CLUSTER else 0
        starts = rng.integers(0, max(len(self) - RUN, 1), runs)
        near = (starts[:, None] + np.arange(RUN)).ravel()
        return np.concatenate([near, rng.integers(0, len(self), size - len(near))])

    def draw(self, size: int, rng: np.random.Generator) -> Batch:
        """Draw ``size`` pairs, thinned by token drop-out."""
        return mixed([(self, self.choose(size, rng))], rng)


def mixed(choices: Sequence[tuple[PairSource, Ids]], rng: np.random.Generator) -> Batch:
    """Put chosen pairs of several sources into one batch."""
    anchors = [source.anchors.take(rows, rng, ANCHOR_DROP) for source, rows in choices]
    passages = [source.passages.take(rows, rng, PASSAGE_DROP) for source, rows in choices]
    groups = np.concatenate([source.groups[rows] for source, rows in choices])
    return Batch(joined(anchors), joined(passages), groups[:, None] == groups[None, :])


class Mixture:
    """Sources in fixed proportions within each batch."""

    def __init__(self, parts: Mapping[PairSource, float]) -> None:
        self._sources = list(parts)
        self._shares = np.array(list(parts.values())) / sum(parts.values())

    def draw(self, size: int, rng: np.random.Generator) -> Batch:
        """Draw ``size`` pairs, each source by its share."""
        sizes = rng.multinomial(size, self._shares)
        return mixed([(source, source.choose(n, rng)) for source, n in zip(self._sources, sizes, strict=True) if n], rng)


class Alternating:
    """Whole batches of one source or another, by chance in fixed proportions."""

    def __init__(self, parts: Mapping[Source, float]) -> None:
        self._sources = list(parts)
        self._shares = np.array(list(parts.values())) / sum(parts.values())

    def draw(self, size: int, rng: np.random.Generator) -> Batch:
        """Draw ``size`` pairs of one source."""
        return self._sources[rng.choice(len(self._sources), p=self._shares)].draw(size, rng)


class NeighbouredSource(PairSource):
    """Pairs that bring a wrong passage each: one of the articles around the right one, which share its words and its law."""

    def __init__(self, pairs: Sequence[Pair], encoder: Encoder, neighbours: Mapping[int, Sequence[str]]) -> None:
        """Take pairs, and by group the passages to draw wrong ones from; a group without any brings none."""
        super().__init__(pairs, encoder)
        self._neighbours = encoder.encode([text for texts in neighbours.values() for text in texts], PASSAGE_LIMIT)
        ends = np.cumsum([0] + [len(texts) for texts in neighbours.values()])
        self._places = {group: np.arange(ends[at], ends[at + 1]) for at, group in enumerate(neighbours) if ends[at + 1] > ends[at]}

    def draw(self, size: int, rng: np.random.Generator) -> Batch:
        """Draw ``size`` pairs, each with a neighbour of its passage."""
        rows = self.choose(size, rng)
        batch = mixed([(self, rows)], rng)
        wrong = [rng.choice(self._places[group]) for group in self.groups[rows] if group in self._places]
        return replace(batch, negatives=self._neighbours.take(np.array(wrong, np.int64), rng, PASSAGE_DROP)) if wrong else batch


class LabelledSource:
    """Questions with gold passages and, as negatives, what BM25 finds instead."""

    NEGATIVES = 2
    """Wrong passages a question: none cost four points of recall, more brought nothing."""

    def __init__(self, questions: Sequence[Consultation], passages: Ragged, found: Sequence[Ids], encoder: Encoder) -> None:
        """Take questions with golds in ``passages``, and the positions that BM25 ranks best for each question."""
        self._anchors = encoder.encode([question.question for question in questions], ANCHOR_LIMIT)
        self._passages = passages
        self._golds = [question.golds for question in questions]
        self._flat = np.array([(place, gold) for place, golds in enumerate(self._golds) for gold in sorted(golds)], np.int64)
        self._wrong = [np.array([place for place in best if place not in golds]) for best, golds in zip(found, self._golds, strict=True)]

    def draw(self, size: int, rng: np.random.Generator) -> Batch:
        """Draw (question, gold) pairs with the negatives of each question."""
        chosen = self._flat[rng.choice(len(self._flat), min(size, len(self._flat)), replace=False)]
        negatives = np.concatenate([rng.choice(self._wrong[place], self.NEGATIVES, replace=False) for place in chosen[:, 0]])
        related = np.array([[gold in self._golds[place] for gold in chosen[:, 1]] for place in chosen[:, 0]])
        return Batch(
            self._anchors.take(chosen[:, 0], rng, ANCHOR_DROP),
            self._passages.take(chosen[:, 1], rng, PASSAGE_DROP),
            related,
            self._passages.take(negatives),
        )


def joined(rows: Sequence[Rows]) -> Rows:
    """Put the rows of several parts one after the other."""
    sizes = np.cumsum([0] + [len(ids) for ids, _ in rows])
    return np.concatenate([ids for ids, _ in rows]), np.concatenate([starts + size for (_, starts), size in zip(rows, sizes, strict=False)])
