"""Choose a vocabulary of whole words, and write it as an ordinary ``tokenizer.json``.

A Unigram model whose pieces are jieba's words with their log frequencies segments as jieba does without its HMM: the likeliest path.
Pieces learnt from raw text (BPE) cut across words (人应当在) and lost a quarter of the recall in the measurements behind this file.
"""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import jieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
HAN = re.compile(r"^[\u4e00-\u9fff]+$")
ENGLISH = re.compile(r"[a-z]+")
SIZES = {"law": 26_500, "everyday": 8_000, "english": 9_500, "characters": 6_500}
"""Words frequent in laws and questions; frequent words of jieba's dictionary that laws lack; English words; single characters."""
QUESTION_WEIGHT = 20
"""A word in a question counts as often as this in a law: questions are few, and are what the model must read."""
LONGEST_REQUIRED = 3
"""Longer terms (行政主管部门) stay cut as jieba cuts them, or a question that names half of one would miss it."""
NEGATIONS = frozenset(["不", "未", "无", "没", "没有", "不再", "未经", "无须", "无需", "不用", "不须"])
LONGEST_NEGATED = 5
"""A word and what negates it are one piece where laws write them often (不实行, 未取得, 不适用): apart they mean the opposite."""
NUMBERS = [*map(str, range(101)), *map(str, range(1980, 2031)), "200", "300", "500", "1000", "2000", "3000", "5000", "10000"]


def count_words(laws: Iterable[str], questions: Iterable[str], required: Iterable[str]) -> Counter[str]:
    """Count Chinese words as jieba cuts them; a short word of ``required`` is kept whole."""
    cutter = jieba.Tokenizer()
    counts = Counter[str]()
    for word in (word for word in required if HAN.match(word) and len(word) <= LONGEST_REQUIRED):
        cutter.add_word(word, freq=cutter.suggest_freq(word, tune=False) + 1)
        counts[word] += QUESTION_WEIGHT
    for text in laws:
        cut = list(cutter.cut(text))
        counts.update(word for word in cut if HAN.match(word) and len(word) <= 8)
        counts.update(_negated(cut))
    for text in questions:
        for word in cutter.cut(text):
            if HAN.match(word) and len(word) <= 6:
                counts[word] += QUESTION_WEIGHT
    return counts


def _negated(cut: Sequence[str]) -> list[str]:
    """Join each negation with the word of two characters or more behind it: 不, 实行 → 不实行."""
    return [
        negation + word
        for negation, word in pairwise(cut)
        if negation in NEGATIONS and len(word) > 1 and len(negation + word) <= LONGEST_NEGATED and HAN.match(word)
    ]


def count_english(texts: Iterable[str]) -> Counter[str]:
    """Count English words, lower case."""
    return Counter(word for text in texts for word in ENGLISH.findall(text.lower()))


def build(words: Counter[str], english: Counter[str]) -> Tokenizer:
    """Build the tokenizer: NFKC, lower case, no blanks between Chinese characters, no punctuation; row 0 is unknown."""
    tokenizer = Tokenizer(models.Unigram(_scored(words, english), unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])"), "")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), behavior="removed"),
            pre_tokenizers.Split(Regex(r"[a-z]+|\d+|[\u3400-\u9fff]+"), behavior="isolated"),
        ]
    )
    return tokenizer


def _dictionary() -> dict[str, int]:
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
    return {word: int(frequency) for word, frequency, *_ in map(str.split, lines) if HAN.match(word)}


def _scored(words: Counter[str], english: Counter[str]) -> list[tuple[str, float]]:
    """List (piece, log probability); any whole English word or number beats a spelling of it in pieces."""
    dictionary = _dictionary()
    total = sum(words.values()) + sum(dictionary.values())

    def log_probability(word: str) -> float:
        return math.log((words[word] + dictionary.get(word, 0) + 1) / total)

    law = [word for word, _ in _ranked(words) if len(word) > 1][: SIZES["law"]]
    everyday = [word for word, _ in _ranked(dictionary) if 1 < len(word) <= 4 and word not in words][: SIZES["everyday"]]
    frequency = Counter(character for word in [*words, *dictionary] for character in set(word))
    for word, count in [*words.items(), *dictionary.items()]:
        if len(word) == 1:
            frequency[word] += count
    pieces = {UNKNOWN: -20.0}
    pieces.update((word, log_probability(word)) for word in law + everyday)
    pieces.update((character, log_probability(character) - 1) for character, _ in _ranked(frequency)[: SIZES["characters"]])
    pieces.update((word, -10.0) for word, _ in _ranked(english)[: SIZES["english"]] if len(word) > 1)
    pieces.update((number, -8.0) for number in NUMBERS)
    pieces.update((digit, -12.0) for digit in string.digits if digit not in NUMBERS)
    for first in string.ascii_lowercase:
        pieces.setdefault(first, -16.0)
        for second in string.ascii_lowercase:
            pieces.setdefault(first + second, -15.0)
    return list(pieces.items())


def _ranked(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
