"""Soft token matching inside training: the scores that ``vectorstore.soft`` ranks by, with gradients."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from vectorstore.train.batches import Rows

ANCHOR_TOKENS, PASSAGE_TOKENS = 48, 96
"""Tokens of an anchor and of a passage that are matched, from the start: the cost grows with them, and 96 hold five articles of six."""


def rarity(counts: NDArray[np.int64], documents: int) -> Tensor:
    """Give the IDF of each token, as ``vectorstore.soft`` weighs it, from the number of documents that it stands in."""
    return torch.from_numpy(np.log1p((documents - counts + 0.5) / (counts + 0.5)).astype(np.float32))


def soft_scores(vectors: Tensor, anchors: Rows, passages: Rows, weights: Tensor) -> tuple[Tensor, Tensor]:
    """Score every anchor against every passage, anchors × passages, in both directions; ``weights`` is the IDF of each token.

    The first says how well the passage meets the anchor's tokens (Σ idf(t) · max_u cos(v_t, v_u) / Σ idf(t)), the second how well the anchor
    meets the passage's, where a token weighs the square of its length. Each distinct token of one side meets each of the other once.
    """
    asked, asked_places = np.unique(anchors[0], return_inverse=True)
    told, told_places = np.unique(passages[0], return_inverse=True)
    alike = _directions(vectors, asked) @ _directions(vectors, told).T
    loudness = vectors[torch.from_numpy(told)].square().sum(1)
    heard = _shares(anchors, asked_places, weights[torch.from_numpy(asked)]) @ _nearest(
        alike, _padded(passages, told_places, PASSAGE_TOKENS)
    )
    said = _shares(passages, told_places, loudness) @ _nearest(alike.T, _padded(anchors, asked_places, ANCHOR_TOKENS))
    return heard, said.T


def _directions(vectors: Tensor, tokens: NDArray[np.int64]) -> Tensor:
    return functional.normalize(vectors[torch.from_numpy(tokens)], dim=1)


def _nearest(alike: Tensor, places: NDArray[np.int64]) -> Tensor:
    """Give the best likeness of each distinct token (a row of ``alike``) to any token of each text of the other side."""
    return alike[:, torch.from_numpy(places.ravel())].view(len(alike), *places.shape).amax(2)


def _shares(rows: Rows, places: NDArray[np.intp], weights: Tensor) -> Tensor:
    """Give the share of each distinct token in the weight of each text, texts × distinct tokens."""
    present = torch.zeros(len(rows[1]), len(weights))
    present[torch.from_numpy(np.repeat(np.arange(len(rows[1])), _lengths(rows))), torch.from_numpy(places)] = 1.0
    weighted = present * weights
    return weighted / weighted.sum(1, keepdim=True).clamp_min(1e-6)


def _lengths(rows: Rows) -> NDArray[np.int64]:
    return np.diff(np.append(rows[1], len(rows[0])))


def _padded(rows: Rows, places: NDArray[np.intp], limit: int) -> NDArray[np.int64]:
    """Lay out rows as texts × tokens; short rows repeat their first token, which changes no maximum."""
    lengths = np.minimum(_lengths(rows), limit)
    columns = np.arange(lengths.max())
    within = np.where(columns < lengths[:, None], columns, 0)
    return places[rows[1][:, None] + within].astype(np.int64)
