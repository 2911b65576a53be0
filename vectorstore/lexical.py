"""BM25 over characters and pairs of characters of Chinese, and whole words of everything else: no segmenter, no dictionary.

bm25s keeps the scores in a sparse matrix. It is counted and summed here, with numpy and scipy: bm25s's own way, over lists of words,
takes four times as long to count and eight times the memory, cannot take the counts of unchanged texts over from an earlier index, and asks
one word after the other.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from vectorstore.ragged import offsets_of, places
from vectorstore.vectors import GONE

K1 = 1.2
B = 0.75
"""Robertson's usual values. With unigrams + bigrams they find .540 of the right articles in 20 (jieba words .496, bigrams alone .522)."""

HAN_CODES = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_CODES)
RUN = re.compile(rf"([{HAN}]+)|((?:(?![{HAN}])[^\W_])+)")
"""A run of Han characters, 体育赛事, 二〇一八; or of letters and digits of any other script, b2c, 2000."""
OTHER = re.compile(rf"(?:(?![{HAN}])[^\W_])+")
IS_HAN = np.zeros(HAN_CODES[-1][1] + 2, dtype=bool)
for _first, _last in HAN_CODES:
    IS_HAN[_first : _last + 1] = True

BATCH = 2000
"""Texts counted at a time: what is sorted together then fits the processor's cache."""
CODE_BITS = 21
OTHER_KEY = 1 << (2 * CODE_BITS)
"""Words as numbers: a character is its code, a pair has the first one's above it, and what is not Han is numbered from here."""
KEY_BITS = 2 * CODE_BITS + 1
SCORED = 4_000_000
"""Entries scored at a time."""
COUNTS = "counts.npy"


def words(text: str) -> Iterator[str]:
    """Yield what BM25 counts: ``举办B2C赛`` gives 举, 办, 举办, b2c, 赛."""
    for han, other in RUN.findall(_normal(text)):
        if other:
            yield other
        else:
            yield from han
            yield from map("".join, pairwise(han))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


@dataclass(frozen=True, slots=True)
class Counts:
    """How often which word stands in which text: text i has the entries ``offsets[i]`` to ``offsets[i + 1]``."""

    vocabulary: list[str]
    """Sorted, so that the same texts always give the same file."""
    offsets: NDArray[np.int64]
    columns: NDArray[np.int32]
    """The place of a word in the vocabulary."""
    counts: NDArray[np.uint16]

    def of(self, texts: NDArray[np.int64]) -> Counts:
        """Return the counts of some texts, in the order given; the vocabulary stays."""
        chosen = places(self.offsets, texts)
        lengths = self.offsets[texts + 1] - self.offsets[texts]
        return Counts(self.vocabulary, offsets_of(lengths), self.columns[chosen], self.counts[chosen])

    def followed_by(self, other: Counts) -> Counts:
        """Return the texts of both, with the words that stand in any of them."""
        all_words = sorted({*self._used(), *other._used()})
        place = {word: column for column, word in enumerate(all_words)}
        columns = [np.fromiter((place.get(word, -1) for word in one.vocabulary), dtype=np.int32)[one.columns] for one in (self, other)]
        offsets = np.concatenate([self.offsets, other.offsets[1:] + self.offsets[-1]])
        return Counts(all_words, offsets, np.concatenate(columns), np.concatenate([self.counts, other.counts]))

    def _used(self) -> Iterator[str]:
        return (self.vocabulary[column] for column in np.unique(self.columns))


def count_words(texts: Sequence[str]) -> Counts:
    """Count the words of each text, all texts of a batch at once."""
    others: dict[str, int] = {}
    batches = [_count_batch(texts[start : start + BATCH], others) for start in range(0, len(texts), BATCH)]
    if not batches:
        return Counts([], np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int32), np.empty(0, dtype=np.uint16))
    keys = np.unique(np.concatenate([batch_keys for _, batch_keys, _, _ in batches]))
    names = list(others)
    spelled = [_spell(key, names) for key in keys.tolist()]
    order = sorted(range(len(spelled)), key=spelled.__getitem__)
    column_of = np.empty(len(spelled), dtype=np.int32)
    column_of[order] = np.arange(len(spelled), dtype=np.int32)
    columns = [column_of[np.searchsorted(keys, batch_keys)][place] for _, batch_keys, place, _ in batches]
    lengths = np.concatenate([batch_lengths for batch_lengths, _, _, _ in batches])
    counts = np.concatenate([batch_counts for _, _, _, batch_counts in batches])
    return Counts([spelled[place] for place in order], offsets_of(lengths), np.concatenate(columns), counts)


def _count_batch(
    texts: Sequence[str], others: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.uint16]]:
    """Return how many different words each text has, the words of the batch as numbers, and the place and count of every entry."""
    normal = [_normal(text) for text in texts]
    codes = np.frombuffer("\n".join(normal).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    text_of = np.repeat(np.arange(len(normal), dtype=np.int64), [len(text) + 1 for text in normal])[: len(codes)]
    han = IS_HAN[np.minimum(codes, len(IS_HAN) - 1)]
    pair = np.flatnonzero(han[:-1] & han[1:])
    found = [(number, others.setdefault(word, len(others))) for number, text in enumerate(normal) for word in OTHER.findall(text)]
    empty = np.bincount(text_of[han], minlength=len(normal)) == 0
    empty[[number for number, _ in found]] = False
    # A text of punctuation alone counts as one empty word: BM25 divides by the mean length.
    found += [(number, others.setdefault("", len(others))) for number in np.flatnonzero(empty).tolist()]
    other = np.asarray(found, dtype=np.int64).reshape(-1, 2)
    keys = np.concatenate([codes[han], codes[pair] << CODE_BITS | codes[pair + 1], other[:, 1] + OTHER_KEY])
    stands_in = np.concatenate([text_of[han], text_of[pair], other[:, 0]])
    entries, counts = np.unique(stands_in << KEY_BITS | keys, return_counts=True)
    batch_keys, place = np.unique(entries & ((1 << KEY_BITS) - 1), return_inverse=True)
    lengths = np.bincount(entries >> KEY_BITS, minlength=len(normal))
    return lengths, batch_keys, place.astype(np.int32), np.minimum(counts, np.iinfo(np.uint16).max).astype(np.uint16)


def _spell(key: int, others: Sequence[str]) -> str:
    if key >= OTHER_KEY:
        return others[key - OTHER_KEY]
    return chr(key) if key < 1 << CODE_BITS else chr(key >> CODE_BITS) + chr(key & ((1 << CODE_BITS) - 1))


class Lexical:
    """Scores of every text for a query, by BM25."""

    def __init__(self, bm25: Any) -> None:
        self._bm25 = bm25
        # Plain views of the mapped files: subscripts of a memmap take ten times as long, and a question asks for thousands.
        bm25.scores |= {name: np.asarray(bm25.scores[name]) for name in ("data", "indices", "indptr")}
        self._starts: NDArray[np.int64] = bm25.scores["indptr"]

    @classmethod
    def build(cls, folder: Path, texts: Sequence[str], previous: Path | None = None, known: NDArray[np.int64] | None = None) -> None:
        """Write the index of ``texts`` into ``folder``; the counts of texts with a ``known`` row are those of the ``previous`` index."""
        if previous is None or known is None:
            counts = count_words(texts)
        else:
            fresh = np.flatnonzero(known == GONE)
            kept = np.flatnonzero(known != GONE)
            merged = _read(previous).of(known[kept]).followed_by(count_words([texts[row] for row in fresh.tolist()]))
            order = np.empty(len(texts), dtype=np.int64)
            order[np.concatenate([kept, fresh])] = np.arange(len(texts))
            counts = merged.of(order)
        _write(folder, counts)

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """Open the index in ``folder``. Raises OSError, ValueError or KeyError where it is damaged."""
        return cls(bm25s.BM25.load(folder, mmap=True, show_progress=False))

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return the score of every text, in their order; all zero where no word of the query is known."""
        known, data, texts = self._bm25.vocab_dict, self._bm25.scores["data"], self._bm25.scores["num_docs"]
        columns = [known[word] for word in dict.fromkeys(words(query)) if word in known]
        if not columns:
            return np.zeros(texts, dtype=np.float32)
        # What bm25s adds up, in its order, in one call instead of one a word, between which another thread may take the interpreter.
        parts = [slice(self._starts[column], self._starts[column + 1]) for column in columns]
        held = np.concatenate([data[part] for part in parts]), np.concatenate([self._bm25.scores["indices"][part] for part in parts])
        lengths = np.asarray([part.stop - part.start for part in parts])
        matrix = csc_array((*held, offsets_of(lengths)), shape=(texts, len(columns)))
        scores: NDArray[np.float32] = matrix @ np.ones(len(columns), dtype=np.float32)
        return scores

    def frequency(self, word: str) -> int:
        """Return how many texts hold a character, a pair of characters or a word."""
        column = self._bm25.vocab_dict.get(word)
        if column is None:
            return 0
        return int(self._starts[column + 1] - self._starts[column])


def _write(folder: Path, counts: Counts) -> None:
    """Score every entry and write what bm25s reads, and beside it the counts, in the same order."""
    texts = len(counts.offsets) - 1
    matrix = csr_array((counts.counts, counts.columns, counts.offsets), shape=(texts, len(counts.vocabulary))).tocsc()
    lengths = np.add.reduceat(counts.counts.astype(np.int64), counts.offsets[:-1])
    frequency = np.diff(matrix.indptr)
    inverse = np.log(1 + (texts - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
    saturation = K1 * ((1 - B) + B * lengths / lengths.mean())
    scores = np.empty(len(matrix.data), dtype=np.float32)
    columns = np.repeat(np.arange(len(frequency), dtype=np.int32), frequency)
    for start in range(0, len(scores), SCORED):
        part = slice(start, start + SCORED)
        scores[part] = inverse[columns[part]] * (matrix.data[part] / (saturation[matrix.indices[part]] + matrix.data[part]))
    bm25 = bm25s.BM25(k1=K1, b=B)
    bm25.scores = {"data": scores, "indices": matrix.indices.astype(np.int32), "indptr": matrix.indptr.astype(np.int64), "num_docs": texts}
    bm25.nonoccurrence_array = None
    bm25.vocab_dict = {word: column for column, word in enumerate(counts.vocabulary)}
    bm25.save(folder, show_progress=False)
    np.save(folder / COUNTS, matrix.data)


def _read(folder: Path) -> Counts:
    """Read the counts of an index back."""
    bm25 = bm25s.BM25.load(folder, mmap=True, load_vocab=False, show_progress=False)
    vocabulary: dict[str, int] = json.loads((folder / "vocab.index.json").read_text(encoding="utf-8"))
    shape = (bm25.scores["num_docs"], len(vocabulary))
    matrix = csc_array((np.load(folder / COUNTS), bm25.scores["indices"], bm25.scores["indptr"]), shape=shape).tocsr()
    return Counts(list(vocabulary), matrix.indptr.astype(np.int64), matrix.indices, matrix.data)
