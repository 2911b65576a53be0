"""Train a network so that a question lies nearest to the passage that answers it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, normalize
from transformers import BertModel

from vectorstore.train.network import DEVICE, Chunk, Part, chunks, learn, pooled
from vectorstore.train.packed import Packed, cut

QUESTIONS, RATE, TEMPERATURE = 384, 1e-4, 0.02
"""Questions a step; the rate; what likeness is divided by, as in pretraining."""
QUESTION_TOKENS, PASSAGE_TOKENS = 64, 112
"""Tokens that are read in training; three texts in four are shorter."""
OF_A_LAW = 4
"""Questions of one law in a batch, at most: its articles are told apart."""
LARGEST = 60
"""A law with more questions than this is drawn no more often for it."""
BESIDE = 0.7
"""How often the first wrong passage stands beside the right one; the second is like the question, from another law."""
LOWEST = -1e4

Drawn = tuple[list[Chunk], list[Chunk], torch.Tensor]
"""Questions, passages, and which passages are neither right nor wrong for which question."""


def learn_nearest(model: BertModel, packed: Packed, steps: int, seed: int, questions: int = QUESTIONS) -> None:
    """Train a network on questions and passages: the right one has to be the nearest among all of the batch."""
    of_law: dict[int, list[int]] = defaultdict(list)
    for place, law in enumerate(packed.law.tolist()):
        of_law[law].append(place)
    laws = [np.array(places) for places in of_law.values()]
    sizes = np.array([min(len(places), LARGEST) for places in laws], float)

    def draw(chance: np.random.Generator) -> Drawn:
        places = _places(packed, laws, sizes / sizes.sum(), questions, chance)
        rights = [int(chance.choice(packed.answering[at])) for at in places]
        wrongs = [*(_wrong(packed, at, True, chance) for at in places), *(_wrong(packed, at, False, chance) for at in places)]
        articles = packed.article[places]
        twice = (articles[:, None] == articles[None]) & ~np.eye(len(places), dtype=bool)
        own = np.array([np.isin(wrongs, packed.answering[at]) for at in places])
        return (
            chunks([cut(packed.questions[packed.example[at]], QUESTION_TOKENS, packed.end) for at in places]),
            chunks([cut(packed.passages[at], PASSAGE_TOKENS, packed.end) for at in (*rights, *wrongs)]),
            torch.from_numpy(np.hstack([twice, own])),
        )

    def losses(batch: Drawn) -> Sequence[torch.Tensor]:
        asked, texts, neither = batch
        alike = normalize(pooled(model, asked)) @ normalize(pooled(model, texts)).T / TEMPERATURE
        alike = alike.masked_fill(neither.to(DEVICE), LOWEST)
        return [cross_entropy(alike, torch.arange(len(alike), device=DEVICE))]

    learn("nearest", [Part(model, RATE)], draw, losses, steps, seed)


def _places(
    packed: Packed, laws: Sequence[NDArray[np.int64]], shares: NDArray[np.float64], count: int, chance: np.random.Generator
) -> list[int]:
    found: dict[int, None] = {}
    for law in chance.choice(len(laws), count, p=shares):
        seen: set[int] = set()
        for place in chance.choice(laws[law], min(OF_A_LAW, len(laws[law])), replace=False).tolist():
            if packed.article[place] not in seen and len(found) < count:
                seen.add(int(packed.article[place]))
                found[place] = None
    return list(found)


def _wrong(packed: Packed, at: int, beside: bool, chance: np.random.Generator) -> int:
    around, like = packed.around[at], packed.like[at]
    first, second = (around, like) if beside and (chance.random() < BESIDE or not len(like)) else (like, around)
    pool = first if len(first) else second
    return int(chance.choice(pool)) if len(pool) else 0
