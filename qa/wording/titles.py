"""The names of documents in a question: what is asked is the rest of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

IN_BRACKETS = re.compile(r"《[^》]*》")
SHORTEST = 4
"""Characters of a title that name it: 管理办法 does not, 赛事管理办法 does."""
KIND = re.compile(r"实施(?=意见|方案|办法|细则|条例|规定)")
"""实施意见 asks for no 实施."""


def without_titles(question: str, titles: Iterable[str]) -> str:
    """Return the question without the names of the documents that it means.

    >>> without_titles("谁签署了体育赛事管理办法", ("浙江省体育赛事管理办法",))
    '谁签署了 '
    """
    rest = IN_BRACKETS.sub(" ", question)
    for title in titles:
        for start in range(len(title) - SHORTEST + 1):
            if title[start:] in rest:
                rest = rest.replace(title[start:], " ")
                break
    return rest


def besides(text: str, names: str) -> str:
    """Return the characters of a text that are no part of the names: 四大经济 is one of 服务业“四大经济”创新发展行动方案.

    >>> besides("四大经济的原则", "服务业四大经济方案")
    '的原则'
    """
    held = [text[at : at + 2] in names and not text[at : at + 2].isspace() for at in range(len(text) - 1)]
    return "".join(c for at, c in enumerate(text) if not (at < len(held) and held[at]) and not (at and held[at - 1]))
