"""Soft token matching inside training: the score that ``vectorstore.soft`` ranks by, with gradients.

soft(q, d) = Σ idf(t) · max_u cos(v_t, v_u) / Σ idf(t) over the tokens t of the anchor and u of the passage.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from vectorstore.train.batches import Rows

PASSAGE_TOKENS = 96
"""Tokens of a passage that are matched, from its start: the cost grows with them, and 96 hold five articles of six."""


def rarity(counts: NDArray[np.int64], documents: int) -> Tensor:
    """Give the IDF of each token, as ``vectorstore.soft`` weighs it, from the number of documents that it stands in."""
    return torch.from_numpy(np.log1p((documents - counts + 0.5) / (counts + 0.5)).astype(np.float32))


def soft_scores(vectors: Tensor, anchors: Rows, passages: Rows, weights: Tensor) -> Tensor:
    """Score every anchor against every passage, anchors × passages; ``weights`` is the IDF of each token.

    Each distinct token of the anchors meets each distinct token of the passages once.
    """
    asked, asked_places = np.unique(anchors[0], return_inverse=True)
    told, told_places = np.unique(passages[0], return_inverse=True)
    alike = _directions(vectors, asked) @ _directions(vectors, told).T
    positions = _padded(passages, told_places)
    nearest = alike[:, torch.from_numpy(positions.ravel())].view(len(asked), *positions.shape).amax(2)
    shares = torch.zeros(len(anchors[1]), len(asked))
    rows = np.repeat(np.arange(len(anchors[1])), _lengths(anchors))
    shares[torch.from_numpy(rows), torch.from_numpy(asked_places)] = weights[torch.from_numpy(anchors[0])]
    return shares / shares.sum(1, keepdim=True).clamp_min(1e-6) @ nearest


def _directions(vectors: Tensor, tokens: NDArray[np.int64]) -> Tensor:
    return functional.normalize(vectors[torch.from_numpy(tokens)], dim=1)


def _lengths(rows: Rows) -> NDArray[np.int64]:
    return np.diff(np.append(rows[1], len(rows[0])))


def _padded(rows: Rows, places: NDArray[np.intp]) -> NDArray[np.int64]:
    """Lay out rows as passages × tokens; short rows repeat their first token, which changes no maximum."""
    lengths = np.minimum(_lengths(rows), PASSAGE_TOKENS)
    columns = np.arange(lengths.max())
    within = np.where(columns < lengths[:, None], columns, 0)
    return places[rows[1][:, None] + within].astype(np.int64)
