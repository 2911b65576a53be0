"""A sum or a period that a question names, held against the range that the law sets: 罚款能到10万吗 and 2000元以上3万元以下."""

from __future__ import annotations

import re
from collections.abc import Iterable

from law.amounts import Amount, find_amounts, parse_amount
from law.numerals import NumeralError, parse_numeral
from qa.claims import quantities
from qa.model import Verdict

SUM = re.compile(
    r"(?:罚款?|罚金|交|缴|最[高低多少]|上限|下限|至少|起码|封顶|顶格|到|达|超过|是|为)[^，。；\d一二两三四五六七八九十百千万]{0,6}(?P<number>\d[\d,]*(?:\.\d+)?\s*[百千万亿]*|[一二两三四五六七八九十百千万]+)(?P<unit>元|块钱?|万元)?(?![\d天日号月年条款项个人次家倍%])"
)
"""罚款能到10万吗; 最高罚五千."""
SPEAKS_OF_FINES = re.compile(r"罚|款|\bfine", re.IGNORECASE)
SMALLEST = 10
"""A number without 元 is a sum of money from here on: 罚三次 is none."""
REACHES = re.compile(r"到|超过|\breach|\bup to\b", re.IGNORECASE)
HIGHEST = re.compile(r"最高|最多|上限|封顶|顶格|顶多|\bmaximum|\bhighest|\bat most\b", re.IGNORECASE)
LOWEST = re.compile(r"最低|最少|下限|起码|至少|起步|\bminimum|\blowest|\bat least\b", re.IGNORECASE)
SPELT = re.compile(r"[一二两三四五六七八九十百]+(?=个?(?:工作)?[日天]|个月|小时|周)")
"""三十日内, 七十二小时."""


def asked_sum(question: str) -> float | None:
    """Return the sum of money that a question about a fine names; None where it names none."""
    if not SPEAKS_OF_FINES.search(question):
        return None
    for found in SUM.finditer(question):
        try:
            value = float(parse_amount(found["number"].strip()))
        except (ValueError, NumeralError, KeyError, OverflowError):
            continue
        if found["unit"] or value >= SMALLEST:
            return value
    return next((one.value for one in quantities(question) if one.unit == "元"), None)


def fines(texts: Iterable[str]) -> tuple[Amount, ...]:
    """Return the ranges of fines in 元 that some texts set."""
    parts = (part for text in texts for part in re.split(r"[。；，\n]", text) if "罚款" in part)
    return tuple(amount for part in parts for amount in find_amounts(part) if amount.unit == "元")


def compare(question: str, value: float, ranges: Iterable[Amount]) -> Verdict:
    """Say whether a range bears out the sum asked about: as its end for 最高, as what it can reach for 能到."""
    for one in ranges:
        top = HIGHEST.search(question) and not REACHES.search(question)
        if (top and one.high == value) or (not top and LOWEST.search(question) and (one.low or 0) == value):
            return "yes"
        if not top and not LOWEST.search(question) and (one.low or 0) <= value and (one.high is None or value <= one.high):
            return "yes"
    return "no"


def in_digits(text: str) -> str:
    """Return a text with the numbers of its periods in digits: 三十日内 → 30日内."""

    def digits(found: re.Match[str]) -> str:
        try:
            return str(parse_numeral(found[0]))
        except NumeralError:
            return found[0]

    return SPELT.sub(digits, text)
