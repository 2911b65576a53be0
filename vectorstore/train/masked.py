"""Let a network guess pieces that are hidden from it in the articles of the laws: it learns how laws speak."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import GELU, LayerNorm, Linear, Module, Parameter, Sequential
from torch.nn.functional import cross_entropy
from transformers import BertModel

from vectorstore.train.network import DEVICE, Chunk, Part, chunks, learn, states
from vectorstore.train.packed import Packed

TEXTS, RATE, HEAD_RATE = 512, 1.5e-4, 1e-3
HIDDEN, REPLACED, OTHER = 0.2, 0.8, 0.1
"""Share of the pieces that are to be guessed; of these, the share that is hidden and the share that is another piece; the rest stands as it is."""
MARKS = 3
"""Pieces at the start of a row that say what it is: never hidden."""
SPECIAL = 4
"""Pieces below this are marks."""

Drawn = list[tuple[torch.Tensor, Chunk, torch.Tensor]]
"""Of each part of a batch: places of what is to be guessed, the rows, and the pieces that stood there."""


class Guesser(Module):
    """The layer that turns states into guesses; what it compares them with is the network's own table of pieces."""

    def __init__(self, width: int, pieces: int) -> None:
        super().__init__()
        self.states = Sequential(Linear(width, width), GELU(), LayerNorm(width))
        self.bias = Parameter(torch.zeros(pieces))


def learn_masked(model: BertModel, packed: Packed, steps: int, seed: int, texts: int = TEXTS) -> None:
    """Train a network to guess hidden pieces of ``texts`` articles a step."""
    table = model.embeddings.word_embeddings.weight
    guesser = Guesser(table.shape[1], table.shape[0]).to(DEVICE)

    def draw(chance: np.random.Generator) -> Drawn:
        return [
            _hidden(chunk, packed, table.shape[0], chance)
            for chunk in chunks([packed.passages[at] for at in chance.integers(0, packed.articles, texts)])
        ]

    def losses(batch: Drawn) -> Sequence[torch.Tensor]:
        lost = torch.zeros((), device=DEVICE)
        for places, (_, ids, mask), stood in batch:
            seen = states(model, ids.to(DEVICE), mask.to(DEVICE)).flatten(0, 1)[places.to(DEVICE)]
            with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
                guessed = guesser.states(seen) @ table.T
            lost = lost + cross_entropy(guessed.float() + guesser.bias, stood.to(DEVICE), reduction="sum")
        return [lost / sum(len(stood) for *_, stood in batch)]

    learn("masked", [Part(model, RATE), Part(guesser, HEAD_RATE)], draw, losses, steps, seed)


def _hidden(chunk: Chunk, packed: Packed, pieces: int, chance: np.random.Generator) -> tuple[torch.Tensor, Chunk, torch.Tensor]:
    places, ids, mask = chunk
    chosen = (torch.from_numpy(chance.random(ids.shape)) < HIDDEN) & (mask == 1) & (ids != packed.end)
    chosen[:, :MARKS] = False
    stood, how = ids[chosen], torch.from_numpy(chance.random(ids.shape))
    ids = ids.clone()
    ids[chosen & (how < REPLACED)] = packed.unknown
    other = chosen & (how >= 1 - OTHER)
    ids[other] = torch.from_numpy(chance.integers(SPECIAL, pieces, int(other.sum())))
    return chosen.flatten().nonzero()[:, 0], (places, ids, mask), stood
