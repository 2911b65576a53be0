"""The thing that is trained: one vector a token, partly its own, partly shared with tokens of the same characters."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from vectorstore.train import late

ENGLISH_WORD = re.compile(r"^[a-z]{3,}$")
CHINESE_WORD = re.compile(r"^[\u4e00-\u9fff]+$")
SPREAD = 0.1
"""Standard deviation of the first rows, before they are scaled by how rare the token is."""

Floats = NDArray[np.float32]


def grams(token: str) -> set[str]:
    """List the parts that a token shares with others: characters and pairs of a Chinese word, 3 to 5 letters of an English one."""
    if ENGLISH_WORD.match(token):
        word = f"<{token}>"
        return {word[start : start + size] for size in (3, 4, 5) for start in range(len(word) - size + 1)}
    if CHINESE_WORD.match(token):
        return {token[start : start + size] for size in (1, 2) for start in range(len(token) - size + 1) if size < 2 or len(token) > 2}
    return set()


class TokenTable(nn.Module):
    """Token vectors as the sum of an own row and the mean of the token's gram rows.

    Sharing gives a sensible vector to words that training rarely or never shows (承办者, approvals); ``folded`` pays for it once.
    """

    def __init__(self, tokenizer: Tokenizer, counts: NDArray[np.int64], documents: int, dimensions: int, seed: int) -> None:
        """Start at random, rare tokens louder: ``counts`` is in how many of the ``documents`` training texts each token stands.

        A token in none of them has no row of its own, only its grams: a random one would be noise that nothing corrects.
        """
        super().__init__()
        torch.manual_seed(seed)
        self.rarity = late.rarity(counts, documents)
        tokens = [str(tokenizer.id_to_token(row)) for row in range(tokenizer.get_vocab_size())]
        seen = torch.from_numpy(counts > 0)
        loudness = torch.where(seen, self.rarity / self.rarity[seen].mean(), 0.0)
        self.own = nn.Parameter(torch.randn(len(tokens), dimensions) * SPREAD * loudness[:, None])
        shared = Counter(gram for token in tokens for gram in grams(token))
        places = {gram: place for place, gram in enumerate(gram for gram, count in shared.items() if count > 1)}
        rows = [sorted(places[gram] for gram in grams(token) if gram in places) for token in tokens]
        lengths = torch.tensor([len(row) for row in rows])
        self.register_buffer("gram_ids", torch.tensor([place for row in rows for place in row]))
        self.register_buffer("gram_starts", torch.cumsum(lengths, 0) - lengths)
        self.gram_rows = nn.Parameter(torch.randn(len(places), dimensions) * SPREAD * 0.3)
        self.gram_ids: Tensor
        self.gram_starts: Tensor

    def forward(self) -> Tensor:
        """Give the vectors of all tokens, tokens × dimensions."""
        return self.own + functional.embedding_bag(self.gram_ids, self.gram_rows, self.gram_starts, mode="mean")

    def folded(self) -> Floats:
        """Give the finished vectors, float32; the unknown token is zero."""
        with torch.no_grad():
            vectors: Floats = self().numpy().copy()
        vectors[0] = 0.0
        return vectors
