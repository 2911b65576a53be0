"""How much of a question a text is about: by its words, weighted by how rare they are in the corpus."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Protocol

from vectorstore.cross import Judged
from vectorstore.likeness import Met

SHELL = re.compile(
    r"请问|请?引用|请|查(?:一下|询)?|内容|你好|您好|我想(?:问|知道|了解)(?:一下|下)?|想问(?:一下|下)?|麻烦|帮我(?:看看|查查|查一下)?|告诉我|到底|究竟|一般|现在|目前|其中|里面|里头|关于|根据|按照|依照|按"
    r"|什么(?:时候|样)?|啥(?:时候)?|怎么(?:样|办|说|写)?|怎样|如何|咋(?:办|样)?|为什么|为何|多少(?:个|家|名|项|钱)?|多久|多长(?:时间)?|几(?:个|家|名|项|天|日|次|条|种)|哪(?:些|个|家|几个|里|儿|种|一条|条|天)?|谁"
    r"|最(?:高|低|多|少|大|小|长|短|早|晚|迟|快)|至[少多]|顶多|起码|一共|总共|大概|大约|从头到尾|非得?让?|各(?:自|有)?|分别|方面|具体|主要|比较|真的|还是|能不能|可不可以|能否|可否|是不是|是否|有没有|要不要|需不需要|用不用|会不会|行不行|对不对|算不算|得不得|可以|需要|应该|应当|必须|规定|要求|的话|如果|要是|一下|这个|那个|这些|那些|这|那|它|我们|我|你|他们|他|咱们|咱"
    r"|吗|呢|吧|啊|呀|么|嘛|哦|了|的|地|得|是|有|在|要|会|和|与|或者|或|以及|及|还|就|都|也|被|把|给|让|对|由|于|并|而|之|其|所|从|向|为|个|说"
)
"""Words that carry a question but not its subject: 请问体育赛事要不要审批 → 体育赛事审批."""

ENGLISH_SHELL = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|how|why|much|many|long|often|is|are|was|were|be|been|do|does|did|can|could|may|might|must|should|shall|will|would"
    r"|the|a|an|of|in|on|at|to|for|by|with|from|about|under|within|into|and|or|not|no|any|some|there|this|that|these|those|it|its|they|their|i|me|my|you|your|we|our|if|as"
    r"|say|says|said|please|tell|need|have|has|had|get|gets|does|article|document|text)\b",
    re.IGNORECASE,
)

LETTERS = re.compile(r"[a-z0-9.]+")
_WORD = re.compile(rf"{LETTERS.pattern}|[一-鿿]+")


@lru_cache(maxsize=1024)
def subject(question: str) -> str:
    """Return the question without the words that only carry it."""
    return ENGLISH_SHELL.sub(" ", SHELL.sub(" ", question))


def substance(question: str) -> int:
    """Return how many Han characters of a question are left without the words that only carry it."""
    return len(re.findall("[一-鿿]", subject(question)))


def grams(text: str) -> list[str]:
    """Return Han characters and pairs of them, Latin words and numbers, in lower case."""
    found: list[str] = []
    for run in _WORD.findall(text.lower()):
        if run[0] < "一":
            found.append(run)
        else:
            found.extend(run)
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


def pairs(text: str) -> list[str]:
    """Return the pairs of Han characters of a text.

    >>> pairs("竞赛规程")
    ['竞赛', '赛规', '规程']
    """
    return [gram for gram in grams(text) if len(gram) == 2 and gram[0] >= "一"]


def told_apart(question: str, texts: Sequence[str]) -> list[float]:
    """Return the share of a question's subject that stands in each of a few texts, 0 to 1, of what stands in any of them, by how few hold it.

    Words that none of them holds say nothing about which one is meant: of 娃的保险谁买 that is 保险.
    """
    asked = dict.fromkeys(grams(subject(question)))
    spelled = [set(LETTERS.findall(text.lower())) if any(gram[0] < "一" for gram in asked) else () for text in texts]
    totals, whole = [0.0] * len(texts), 0.0
    for gram in asked:
        there = [at for at, text in enumerate(texts) if (gram in text if gram[0] >= "一" else gram in spelled[at])]
        if not there:
            continue
        weight = _rarity(gram, len(there), len(texts))
        whole += weight
        for at in there:
            totals[at] += weight
    return [total / whole for total in totals] if whole else totals


def _rarity(gram: str, holding: int, texts: int) -> float:
    """Return the weight of a gram that so many of the texts hold: rare is heavy, a pair counts more than a character."""
    inverse = math.log(1 + (texts + 1) / (holding + 0.5))
    return inverse if len(gram) > 1 else inverse * 0.4


class Likeness(Protocol):
    """Compare a query with texts by meaning."""

    @property
    def words(self) -> Collection[str]:
        """The words of the language that it knows, if any."""
        ...

    def __call__(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """Return one likeness a text: 1 for the same words, about 0 for strangers."""
        ...

    def in_context(self, query: str, texts: Sequence[str]) -> Sequence[float] | None:
        """Return the likeness of the query and each text as sentences, word order and negation included; None where nothing reads so."""
        ...

    def judged(self, query: str, text: str) -> Judged | None:
        """Return whether a text answers the query and what it says to it, read together; None where nothing reads so."""
        ...

    def met(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """Return how much of the query's words each text meets, 0 to 1."""
        ...

    def matched(self, query: str, texts: Sequence[str]) -> Met:
        """Return how each word of the query is met by each text."""
        ...


class Statistics(Protocol):
    """What a corpus knows of its words."""

    def frequency(self, word: str) -> int:
        """Return how many texts hold the word."""
        ...

    def __len__(self) -> int:
        """Return how many texts there are."""
        ...


WEIGHTS_KEPT = 20_000
"""Grams whose weights are remembered."""
QUESTIONS_KEPT = 256
"""Questions, and names and titles held against texts, whose grams are remembered."""
Grams = tuple[tuple[str, float], ...]
"""Grams with their weights."""


class Relevance:
    """How much of a question stands in a text, by the frequencies of characters, pairs and words in a corpus."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics
        self._wanted = lru_cache(maxsize=QUESTIONS_KEPT)(self._weighed)
        self.weight = lru_cache(maxsize=WEIGHTS_KEPT)(self._weight)

    def _weight(self, gram: str) -> float:
        """Return the weight of a gram in the corpus; one that it does not hold is heaviest."""
        return _rarity(gram, self._statistics.frequency(gram), len(self._statistics))

    def frequency(self, gram: str) -> int:
        """Return how many texts hold the gram."""
        return self._statistics.frequency(gram)

    @property
    def texts(self) -> int:
        """How many texts the corpus has."""
        return len(self._statistics)

    def coverage(self, question: str, text: str) -> float:
        """Return the weighted share of the question's subject that stands in the text, 0 to 1."""
        han, spelled, total = self._wanted(question)
        if not total:
            return 0.0
        text = text.lower()
        # A pair of characters stands in a text where it stands in one of its runs; a word of letters may stand inside another one.
        there = set(LETTERS.findall(text)) if spelled else ()
        found = sum([weight for gram, weight in han if gram in text])
        return (found + sum([weight for gram, weight in spelled if gram in there])) / total

    def _weighed(self, question: str) -> tuple[Grams, Grams, float]:
        """Return the grams of a question's subject with their weights, Han and others, and the sum of all."""
        weights = {gram: self.weight(gram) for gram in dict.fromkeys(grams(subject(question)))}
        han, spelled = (tuple((gram, weight) for gram, weight in weights.items() if (gram[0] >= "一") is of) for of in (True, False))
        return han, spelled, sum(weight for _, weight in han) + sum(weight for _, weight in spelled)
