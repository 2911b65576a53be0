"""Read a question and a text together: a small transformer that says whether the text answers, and whether it says yes or no.

Vectors that were made apart say that two texts are about the same; only who reads both at once sees that one of them answers the other. It costs a
processor some 6 ms a pair, so only the few texts that everything else found best are read so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from vectorstore.embedder import fingerprint_of
from vectorstore.runtime import cut, open_session, open_tokenizer, opening

QUESTION, TEXT = "query: ", "passage: "
"""What the model was taught to see before a question and before a text."""
QUESTION_TOKENS, TEXT_TOKENS = 64, 104
"""Tokens of a question and of a text that are read; of a longer text the first ones, and the mark at the end."""
BEGINS = 16
"""So many of the tokens of a longer question are its first ones; the rest are its last, where it asks. Of 500 questions behind a story that has nothing to
do with them 57 % have the right verdict so, 42 % where the end is cut off."""
VERDICTS = ("yes", "no", "conditional")
SUREST = 5.0
ASKED, TOLD = 64, 4096
"""Questions and texts whose tokens are kept: each is read with a few of the others. 1 KB a text."""
KEPT = 8192
"""Pairs whose judgements are kept: the gate and the answer ask about the same ones."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was read out of a question and a text."""

    answers: float
    """Probability that the text answers the question, 0 to 1, as among texts of which one in four does."""
    yes: float
    no: float
    conditional: float
    """Probability of each verdict, where the question can be answered so and the text decides it."""

    @property
    def odds(self) -> float:
        """Logarithm of the odds that the text answers, at most `SUREST` either way: more says nothing more."""
        likely = min(max(self.answers, 1e-6), 1 - 1e-6)
        return max(min(math.log(likely / (1 - likely)), SUREST), -SUREST)


class CrossEncoder:
    """The transformer, run by onnxruntime. Thread-safe: a lost race costs one pair read twice."""

    def __init__(self, folder: Path) -> None:
        """Read ``model.onnx`` and ``tokenizer.json``. Raises EmbeddingError where a file is missing or damaged."""
        with opening("对读模型", folder, "TIAOWEN_CROSS_ENCODER=false"):
            self._tokenizer = open_tokenizer(folder)
            self._session = open_session(folder / "model.onnx")
            self._input = self._session.get_inputs()[0].name
            self.read(np.asarray(paired(self._tokenizer, "一", "一")))
        self._asked = lru_cache(maxsize=ASKED)(lambda question: np.asarray(asked(self._tokenizer, question), dtype=np.int64))
        self._told = lru_cache(maxsize=TOLD)(lambda text: np.asarray(told(self._tokenizer, text), dtype=np.int64))
        self._known = lru_cache(maxsize=KEPT)(self._read)
        self.fingerprint = fingerprint_of(folder)

    def __call__(self, question: str, text: str) -> Judged:
        """Return what is read of a question with a text."""
        return self._known(question, text)

    def _read(self, question: str, text: str) -> Judged:
        answers, *verdicts = self.read(np.concatenate([self._asked(question), self._told(text)])).tolist()
        return Judged(1 / (1 + math.exp(-answers)), *_shares(np.asarray(verdicts)))

    def read(self, tokens: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """Return what the model says of a row of tokens: the odds that it answers, and those of each verdict, as logarithms."""
        found: NDArray[np.float32] = self._session.run(None, {self._input: tokens.astype(np.int64)})[0]
        return found


def paired(tokenizer: Tokenizer, question: str, text: str) -> list[int]:
    """Return the tokens of a question and a text in one row, as the model reads them."""
    return [*asked(tokenizer, question), *told(tokenizer, text)]


def asked(tokenizer: Tokenizer, question: str) -> list[int]:
    """Return the tokens of a question, which come first; of one that is longer than is read its beginning and its end."""
    ids: list[int] = tokenizer.encode(QUESTION + question).ids
    return ids if len(ids) <= QUESTION_TOKENS else [*ids[:BEGINS], *ids[BEGINS - QUESTION_TOKENS :]]


def told(tokenizer: Tokenizer, text: str) -> list[int]:
    """Return the tokens of a text, which follow."""
    return cut(tokenizer.encode(TEXT + text).ids[1:], TEXT_TOKENS)


def _shares(logits: NDArray[np.float64]) -> list[float]:
    likely = np.exp(logits - logits.max())
    return [float(one) for one in likely / likely.sum()]
