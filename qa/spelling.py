"""Mend typing slips by sound: 人工只能 → 人工智能, where the corpus holds only pairs of the second and both are read the same."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Container
from functools import cache

from qa.relevance import SHELL, Relevance

HAN_RUN = re.compile(r"[一-鿿]{2,}")
CHANGE = 2.2
"""What a changed character costs, in units of the logarithm of a pair's frequency: one pair that the corpus holds must be won for it."""
UNKNOWN = -1.6
"""Worth of a pair that the corpus does not hold."""
WORD = 1.5
"""Worth, at least, of a pair that is a word of the language."""
LONGEST = 60
"""Characters of a question that are looked at."""


class Spelling:
    """Choose, for every character, itself or one that sounds the same, so that the pairs are ones that the corpus holds (Viterbi)."""

    def __init__(self, relevance: Relevance, words: Container[str] = frozenset()) -> None:
        """Take the corpus's pairs, and words of the language that are right though the corpus lacks them."""
        self._relevance = relevance
        self._words = words

    def mended(self, question: str) -> str:
        """Return the question with slips replaced; unchanged where nothing better is known."""
        head, tail = question[:LONGEST], question[LONGEST:]
        shells = [match.span() for match in SHELL.finditer(head)]
        pieces, at = [], 0
        for start, end in [*shells, (len(head), len(head))]:
            pieces += [HAN_RUN.sub(lambda run: self._best(run.group()), head[at:start]), head[start:end]]
            at = end
        return "".join(pieces) + tail

    def _best(self, run: str) -> str:
        if all(self._relevance.frequency(run[i : i + 2]) for i in range(len(run) - 1)):
            return run
        paths: dict[str, tuple[float, str]] = {c: (self._cost(c, run[0]), c) for c in self._choices(run[0])}
        for original in run[1:]:
            step: dict[str, tuple[float, str]] = {}
            for c in self._choices(original):
                worth, path = max((self._worth(p + c) + w, s) for p, (w, s) in paths.items())
                step[c] = (worth + self._cost(c, original), path + c)
            paths = step
        return max(paths.values())[1]

    def _choices(self, character: str) -> list[str]:
        alike = (c for c in homophones(character) if self._relevance.frequency(c))
        return [character, *(c for c in alike if c != character)]

    def _worth(self, pair: str) -> float:
        frequency = self._relevance.frequency(pair)
        worth = math.log1p(frequency) if frequency else UNKNOWN
        return max(worth, WORD) if pair in self._words else worth

    @staticmethod
    def _cost(character: str, original: str) -> float:
        return 0.0 if character == original else -CHANGE


def homophones(character: str) -> tuple[str, ...]:
    """Return the characters that are read with the same syllable, tones apart."""
    syllables, characters = _readings()
    return tuple(sorted({c for syllable in syllables.get(character, ()) for c in characters[syllable]}))


@cache
def _readings() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the first reading of every common character (GB 2312), and the characters of every syllable."""
    from pypinyin import Style, pinyin

    syllables: dict[str, tuple[str, ...]] = {}
    characters: defaultdict[str, list[str]] = defaultdict(list)
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                c = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            reading = pinyin(c, style=Style.NORMAL)[0][0]
            syllables[c] = (reading,)
            characters[reading].append(c)
    return syllables, {syllable: tuple(group) for syllable, group in characters.items()}
