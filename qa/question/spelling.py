"""Mend typing slips by sound and by shape: 人工只能 → 人工智能, 地下管先 → 地下管线, 末成年人 → 未成年人.

A slip is mended where the characters, read or written alike, make a word of the language that the corpus holds, and those that were typed
make none, or a shorter one that the corpus does not hold.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import product
from pathlib import Path

from qa.question.sides import asks_something
from qa.wording.relevance import SHELL, Relevance

HAN_RUN = re.compile(r"[一-鿿]{2,}")
LOOKALIKES = Path(__file__).parent / "lookalikes.tsv"
"""Characters that are typed for one another because they look alike, a group a line."""
RARE = 5
"""Texts of the corpus that hold a pair of characters, at most, for a name with it to be rare."""
LONGEST_WORD = 8
LONGEST = 60
"""Characters of a question that are looked at."""
KEPT = 256
"""Questions that are kept as they were meant: one is understood by itself and as one that goes on from the one before."""
SOUNDS = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"(?<=[aei]n)g$"), ""))
"""What many speakers do not tell apart: zh z, ch c, sh s; ang an, eng en, ing in."""
COMMON, LEAST = 0.02, 3
"""Share and number of the corpus's texts that must hold a pair of characters for it to count as a word, though the language has none such."""
LEGAL = ("生效", "失效", "作废", "罚款", "审批", "备案", "文号")
ASKING = frozenset((*LEGAL, "指什么", "是指什么", "是个啥", "是什么", "多少钱", "要多久", "哪一年", "要不要", "能不能"))
"""Words that ask, which no text of a corpus need hold: 值什么 → 指什么, 是个撒 → 是个啥, 几时生校 → 几时生效."""
ASKING_WORDS = (
    (re.compile(r"(?<=[以能行收罚批办许可用对])马(?=[？?]?$)"), "吗"),
    (re.compile(r"(?<=[以行成对])把(?=[？?]?$)"), "吧"),
)
"""可以收马 → 可以收吗, 可以把 → 可以吧; not 骑马, 养马, 火把."""
THAT_FOR_WHICH = re.compile(r"(?:(?<=[有由归从向找是])|^)那(?=[几些](?!年|天|时)|[个种类家](?![一-鿿]{1,3}[了过的]))")
"""有那几条 → 有哪几条, in a question that asks for nothing else; not 是那几天."""
PLAIN = re.compile(r"[〇零一二两三四五六七八九十百千万亿几第条款项想没不又去来很太最更还再才都只每各但却能会上下里外前后]")
"""Characters that stand alone as often as in words, and numerals: never part of a slip of two characters; numerals of none."""
NUMERAL = re.compile(r"[〇零一二两三四五六七八九十百千万亿几第]")


@dataclass(frozen=True, slots=True)
class Slip:
    """Characters of a question from ``start`` on that should be ``word``: how many more then stand in words, how few change, how usual it is."""

    start: int
    word: str
    gain: int
    same: int
    usual: int


class Spelling:
    """Find the words that were meant, among the words of the language that a corpus holds."""

    def __init__(self, relevance: Relevance, words: Collection[str] = frozenset()) -> None:
        """Take what the corpus knows of its characters and pairs, and the words of the language."""
        self._relevance = relevance
        self._words = frozenset(word for word in words if len(word) > 1)
        self.mended = lru_cache(maxsize=KEPT)(self._mended)

    def rare(self, name: str) -> bool:
        """Say whether few texts of the corpus, and some, hold each pair of a name's characters."""
        return all(0 < self._relevance.frequency(name[at : at + 2]) <= RARE for at in range(len(name) - 1))

    def _mended(self, question: str) -> str:
        """Return the question with slips replaced; unchanged where nothing better is known."""
        head, tail = question[:LONGEST], question[LONGEST:]
        mended = HAN_RUN.sub(lambda run: self._mend(run.group()), head) + tail
        for slip, word in ASKING_WORDS:
            mended = slip.sub(word, mended)
        return mended if asks_something(mended) else THAT_FOR_WHICH.sub("哪", mended)

    def _mend(self, run: str) -> str:
        slips = sorted(self._slips(run), key=lambda slip: (-slip.gain, -len(slip.word), -slip.same, -slip.usual, slip.start))
        taken: set[int] = set()
        for slip in slips:
            places = set(range(slip.start, slip.start + len(slip.word)))
            if not places & taken:
                taken |= places
                run = run[: slip.start] + slip.word + run[slip.start + len(slip.word) :]
        return run

    def _slips(self, run: str) -> Iterator[Slip]:
        known = self._known(run)
        inside = {place for start, end in known for place in range(start, end)}
        within = {place for first, last in known if run[first:last] in self._words for place in range(first + 1, last)}
        for length in range(min(LONGEST_WORD, len(run)), 1, -1):
            for start in range(len(run) - length + 1):
                end = start + length
                span = run[start:end]
                if start in within or end in within:
                    continue
                gain = sum(place not in inside for place in range(start, end))
                for word in self._meant(span):
                    same = sum(one == other for one, other in zip(word, span, strict=True))
                    if same >= length - 1 and self._better(word, span, gain):
                        yield Slip(start, word, gain, same, self._relevance.frequency(word[:2]))

    def _meant(self, span: str) -> set[str]:
        """Return words, other than the span itself, that sound like it, or look like it but for one character."""
        sound = self._by_sound.get(_sounds(span), ())
        shape = (span[:at] + other + span[at + 1 :] for at, c in enumerate(span) for other in _lookalikes().get(c, ()))
        return {word for word in (*sound, *(word for word in shape if word in self._words)) if word != span}

    def _better(self, word: str, span: str, gain: int) -> bool:
        """Say whether a word that the corpus holds is meant rather than what was typed."""
        if not self._held(word) or self._stands(span) or NUMERAL.search(span) or NUMERAL.search(word):
            return False
        if len(word) > 2:
            return gain > 0 or span not in self._words
        return gain == 2 and span not in self._words and not self._relevance.frequency(span) and not PLAIN.search(span)

    def _stands(self, span: str) -> bool:
        """Say whether what was typed is a word that the corpus holds."""
        return self._held(span) and (span in self._words or len(span) == 2)

    def _held(self, word: str) -> bool:
        """Say whether the corpus holds every pair of a word's characters."""
        return word in ASKING or all(self._relevance.frequency(word[at : at + 2]) for at in range(len(word) - 1))

    def _known(self, run: str) -> list[tuple[int, int]]:
        """Return where words stand, of the language or of the corpus, and what only carries a question (怎么, 要不要)."""
        found = [match.span() for match in SHELL.finditer(run)]
        lengths = range(min(LONGEST_WORD, len(run)), 1, -1)
        spans = [(start, start + length) for length in lengths for start in range(len(run) - length + 1)]
        words = [(start, end) for start, end in spans if run[start:end] in self._words]
        usual = max(LEAST, COMMON * self._relevance.texts)
        pairs = ((start, end) for start, end in spans if end - start == 2 and self._relevance.frequency(run[start:end]) >= usual)
        return [*found, *words, *(one for one in pairs if not _straddles(one, words))]

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for word in sorted(self._words | ASKING):
            if len(word) <= LONGEST_WORD and HAN_RUN.fullmatch(word) and self._held(word):
                found[_sounds(word)].append(word)
        return {sound: tuple(words) for sound, words in found.items()}


def _straddles(pair: tuple[int, int], words: Sequence[tuple[int, int]]) -> bool:
    """Say whether a pair of characters only joins a word to its neighbour: 赛规 in 竟赛规程 is no word beside 规程."""
    inside = any(first <= pair[0] < pair[1] <= last for first, last in words)
    return not inside and any(first == pair[0] + 1 or last == pair[1] - 1 for first, last in words)


def _sounds(word: str) -> tuple[str, ...]:
    """Return the syllables of a word without tones; of a longer one also without what many speakers do not tell apart."""
    return tuple(syllable(character, len(word) > 2) for character in word)


@cache
def syllable(character: str, loose: bool) -> str:
    """Return how a character is read, without tone; ``loose`` leaves out what many speakers do not tell apart."""
    sound = readings(character)[0]
    for pattern, plain in SOUNDS if loose else ():
        sound = pattern.sub(plain, sound)
    return sound


@cache
def readings(character: str) -> tuple[str, ...]:
    """Return all ways to read a character, without tone, the usual one first: cheng, sheng for 盛; a character of no Han as it is."""
    # Its dictionary of phrases takes half a second to read and is not needed for single characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


@cache
def _lookalikes() -> dict[str, tuple[str, ...]]:
    groups = (line for line in LOOKALIKES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group in groups:
        for one, other in product(group, group):
            if one != other:
                found[one][other] = None
    return {character: tuple(others) for character, others in found.items()}
