"""Fit token vectors to pairs: cosine, softmax over the batch both ways, at several widths at once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from vectorstore.train.batches import Batch, Rows, Source, joined
from vectorstore.train.late import soft_scores
from vectorstore.train.table import Floats, TokenTable

log = logging.getLogger(__name__)

WIDTHS = (256, 128)
"""The loss is the mean over these leading columns (Matryoshka), so that half of the columns are a model too."""
NEVER = -1e4
REVERSE_SHARE = 0.5
"""How much the match of the passage's tokens counts beside that of the anchor's, as in the ranking."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How one stage of training runs: the learning rate rises for ``warm_up`` steps, then falls in a line.

    ``scale`` multiplies cosines before the softmax, ``soft_scale`` soft token matches; at 0 these are not trained.
    """

    steps: int
    batch: int
    learning_rate: float
    scale: float
    warm_up: int = 20
    soft_scale: float = 0.0


def pretrained(table: TokenTable, source: Source, stage: Stage, rng: np.random.Generator) -> Floats:
    """Fit a fresh table and fold it, tokens × dimensions."""
    _descend(table.parameters(), table, source, stage, rng, table.rarity)
    return table.folded()


def tuned(vectors: Floats, source: Source, stage: Stage, rng: np.random.Generator, rarity: Tensor) -> Floats:
    """Fit finished vectors further; the ones given stay as they are. ``rarity`` is the IDF of each token."""
    rows = nn.Parameter(torch.from_numpy(vectors.copy()))
    _descend([rows], lambda: rows, source, stage, rng, rarity)
    result: Floats = rows.detach().numpy().copy()
    result[0] = 0.0
    return result


def loss(vectors: Tensor, batch: Batch, stage: Stage, rarity: Tensor) -> Tensor:
    """Say how badly anchors find their passages and passages their anchors, by cosine and, where the stage says so, by soft matching."""
    anchors, passages = _means(vectors, batch.anchors), _means(vectors, batch.passages)
    negatives = _means(vectors, batch.negatives) if batch.negatives else None
    related = torch.from_numpy(batch.related.copy()).fill_diagonal_(False)
    widths = [width for width in WIDTHS if width <= vectors.shape[1]] or [vectors.shape[1]]
    total = vectors.new_zeros(())
    for width in widths:
        asked, told = functional.normalize(anchors[:, :width], dim=1), functional.normalize(passages[:, :width], dim=1)
        wrong = None if negatives is None else asked @ functional.normalize(negatives[:, :width], dim=1).T * stage.scale
        total = total + _both_ways(asked @ told.T * stage.scale, related, wrong) / len(widths)
    return total + _soft_loss(vectors, batch, stage, related, rarity) if stage.soft_scale else total


def _soft_loss(vectors: Tensor, batch: Batch, stage: Stage, related: Tensor, rarity: Tensor) -> Tensor:
    passages = batch.passages if batch.negatives is None else joined([batch.passages, batch.negatives])
    heard, said = soft_scores(vectors, batch.anchors, passages, rarity)
    scores = (heard + REVERSE_SHARE * said) * stage.soft_scale
    right = len(related)
    return _both_ways(scores[:, :right], related, scores[:, right:] if batch.negatives else None)


def _both_ways(scores: Tensor, related: Tensor, wrong: Tensor | None) -> Tensor:
    target = torch.arange(len(scores))
    scores = scores.masked_fill(related, NEVER)
    wider = scores if wrong is None else torch.cat([scores, wrong], 1)
    return (functional.cross_entropy(wider, target) + functional.cross_entropy(scores.T, target)) / 2


def _means(vectors: Tensor, rows: Rows) -> Tensor:
    ids, starts = rows
    return functional.embedding_bag(torch.from_numpy(ids), vectors, torch.from_numpy(starts), mode="mean")


def _descend(
    parameters: Iterable[nn.Parameter],
    vectors: Callable[[], Tensor],
    source: Source,
    stage: Stage,
    rng: np.random.Generator,
    rarity: Tensor,
) -> None:
    optimizer = torch.optim.Adam(parameters, lr=stage.learning_rate, fused=True)
    started, running = time.monotonic(), 0.0
    for step in range(stage.steps):
        rate = stage.learning_rate * min(1.0, (step + 1) / stage.warm_up) * max(0.05, 1 - step / stage.steps)
        for group in optimizer.param_groups:
            group["lr"] = rate
        value = loss(vectors(), source.draw(stage.batch, rng), stage, rarity)
        optimizer.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        running = value.item() if not step else 0.98 * running + 0.02 * value.item()
        if (step + 1) % 100 == 0:
            log.info("step %d, loss %.3f, %.0f s", step + 1, running, time.monotonic() - started)
