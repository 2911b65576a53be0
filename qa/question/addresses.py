"""Addresses as people type them, in the spelling that the law's own reader of mentions understands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from law.address import address_key
from law.citation import Mention, find_mentions
from law.model import Division, Document
from law.numerals import format_numeral
from qa.wording.claims import ENGLISH_NUMBERS

NUMBER = r"[0-9〇零一二两三四五六七八九十百]{1,5}"
SECTION = re.compile(
    r"\b(?:section|part|sec\.?|heading|point)\s*(?P<one>\d{1,2}|[IVX]{1,4}\b)\s*,?\s*(?:sub-?(?:heading|section|part)|point|item)?\s*(?:\.|[（(])\s*(?P<two>\d{1,2})\s*[)）]?(?:\s*(?:\.|[（(])?\s*(?P<three>\d{1,2})(?!\d)\s*[)）]?)?",
    re.IGNORECASE,
)
"""section 2 (6) 3, Section 2.6.3, part II(2): 二、（六）3."""
ROMAN = {"I": 1, "V": 5, "X": 10}
OF_HEADING = re.compile(r"(?<=》)\s*的\s*(?=[一二三四五六七八九十]{1,3}\s*(?:[、（(说讲写规是里中有]|$))")
"""《规划》的二（六）3, 《解答》的二说了什么."""
BARE_ITEM = re.compile(rf"(?<![第〇零一二两三四五六七八九十百\d])(?P<article>{NUMBER})条\s*[（(]\s*(?P<item>{NUMBER})\s*[）)]项")
"""6条(1)项."""
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
CARDINALS = {"one": 1} | {word: n for word, n in ENGLISH_NUMBERS.items() if n < 100}
CARDINALS |= {f"{ten}-{one}": n + m for ten, n in CARDINALS.items() if n >= 20 for one, m in CARDINALS.items() if m < 10}
IN_WORDS = CARDINALS | {
    re.sub("[a-z]+$", lambda last: IRREGULAR.get(last[0], re.sub("y$", "ie", last[0]) + "th"), word): n for word, n in CARDINALS.items()
}
_WORDS = "|".join(sorted(IN_WORDS, key=len, reverse=True)).replace("-", "[- ]")
SPELLED_OUT = re.compile(
    rf"\b(?P<what>article|paragraph)\s+(?P<number>{_WORDS})\b|\b(?P<ordinal>{_WORDS})\s+(?P<kind>article|paragraph)\b", re.IGNORECASE
)
"""article twenty-one, the twentieth article."""
PART = re.compile(rf"第\s*(?P<number>{NUMBER})\s*段")
"""第三段 of a speech, which has no other addresses."""


THINGS = re.compile(
    r"\s*(?:只?狗|犬|鱼|蛇|船|游船|渔船|河|路|街|巷|线|航线|公路|铁路|隧道|生产线|裤|裙|毛巾|烟|命|腿|信息|消息|短信|新闻|微博|评论|理由|意见|建议|经验|措施)(?!例)"
)
"""What is counted by 条: 我的第十条狗."""
MADE = re.compile(r"(?:[建造修铺拉搞拍投做]|生产)[出成起好]$")
COMES = re.compile(r"来(?=[，。；？?！]|$)")
"""哪年搞出第一条来: what is made is counted, not cited."""


def mentions(text: str) -> tuple[Mention, ...]:
    """Find the addresses in a question, in whatever spelling; the places are those of the text in its usual spelling."""
    text = usual(text)
    return tuple(one for one in find_mentions(text) if one.document or not (one.text.endswith("条") and _counts(text, one)))


def _counts(text: str, one: Mention) -> bool:
    """Say whether 第一条 counts things, those that follow or those that are made."""
    return bool(THINGS.match(text, one.end) or COMES.match(text, one.end) or MADE.search(text[: one.start]))


def divisions(document: Document) -> Iterator[tuple[str, Division]]:
    """Yield chapters and sections with each address that they have: 第一节 of 第二章 is 第二章第一节 as well."""
    above: list[tuple[str, Division]] = []
    for division in document.divisions:
        while above and not (division.provisions and set(division.provisions) <= set(above[-1][1].provisions)):
            above.pop()
        key = address_key(division.label)
        above.append((key, division))
        for start in range(len(above)):
            yield "".join(label for label, _ in above[start:]), division


def usual(text: str) -> str:
    """Return the text with its addresses in the usual spelling: ``section 2 (6) 3`` → ``二、（六）3``."""
    text = SPELLED_OUT.sub(_in_digits, SECTION.sub(_heading, text))
    text = OF_HEADING.sub("", text)
    return BARE_ITEM.sub(r"第\g<article>条第（\g<item>）项", text)


def _heading(found: re.Match[str]) -> str:
    return f"{format_numeral(_number(found['one']))}、（{format_numeral(int(found['two']))}）{found['three'] or ''}"


def _in_digits(found: re.Match[str]) -> str:
    word = (found["number"] or found["ordinal"]).lower().replace(" ", "-")
    return f"{found['what'] or found['kind']} {IN_WORDS[word]}"


def _number(written: str) -> int:
    """Read 2, or II."""
    if written.isdigit():
        return int(written)
    values = [ROMAN[letter] for letter in written.upper()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
