"""How often something is done, held against how often a clause demands it: 两年一轮 and 每年至少1次."""

from __future__ import annotations

import re

from law.numerals import parse_numeral
from qa.case.figures import FITNESS, asks_wrong
from qa.model import Verdict

PER_YEAR = {"年": 1.0, "季": 4.0, "月": 12.0, "周": 52.0, "星期": 52.0, "日": 365.0, "天": 365.0}
"""How often a unit of time goes into a year."""
UNIT = r"(?P<unit>年|季|月|周|星期|日|天)度?"
NUMBER = r"(?:\d+|[一二两三四五六七八九十]+)"
EVERY = re.compile(
    rf"(?:每(?:(?P<half>半)|(?P<every>{NUMBER}))?|(?<![上下])(?P<span>半|{NUMBER}))个?{UNIT}(?!\d|[一二三四五六七八九十]*月)[^，。；？?\d没]{{0,10}}?(?P<times>{NUMBER})[次轮回趟遍]"
)
"""每年至少1次, 每半年1次, 两年一轮."""
ENGLISH = re.compile(
    r"\bonce (?:a|every|each|in) (?:(?P<number>\d+|two|three|four|five|six|twelve) )?(?P<unit>year|month|quarter|week)s?\b", re.IGNORECASE
)
WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12}
ENGLISH_UNITS = {"year": "年", "month": "月", "quarter": "季", "week": "周"}
LEAST = re.compile(r"至少|不少于|不低于")
LEAST_ASKED = re.compile(r"至少|起码|最少|不少于|不低于|\bat least\b", re.IGNORECASE)
DEMANDS = re.compile(r"每(?:半|\d|[一二两三四五六七八九十])*个?(?:年|季|月|周|星期|日|天)")
OTHERWISE = re.compile("不定期|根据需要|视情|不(?:得|能|予)?[超多高]")
"""What is done as need be, or at most so often."""
FITS = re.compile(rf"{FITNESS.pattern}|站得住|行得通|妥", re.IGNORECASE)
DENIED = re.compile(r"不算?(?:违|犯)|没[多少]")


def by_frequency(question: str, clause: str) -> Verdict | None:
    """Say whether what a question tells is as often as a clause demands; None where either names no frequency or the clause several.

    >>> by_frequency("改成两年一轮行吗", "地理国情监测每年至少1次。")
    'no'
    """
    asked, demanded = rates(question), rates(clause)
    if len(asked) != 1 or len(demanded) != 1 or not DEMANDS.search(clause) or OTHERWISE.search(clause):
        return None
    (often,), (least,) = asked, demanded
    at_least = bool(LEAST.search(clause))
    if at_least and often == least and LEAST_ASKED.search(question):
        return "yes"
    if not FITS.search(question) or DENIED.search(question):
        return None
    met = often >= least if at_least else often == least
    return "yes" if met != asks_wrong(question) else "no"


def rates(text: str) -> set[float]:
    """Return how many times a year each frequency in a text is.

    >>> rates("每半年至少检测一次")
    {2.0}
    """
    found = {_rate(match) for match in EVERY.finditer(text)}
    for match in ENGLISH.finditer(text):
        number = match["number"] or "1"
        found.add(PER_YEAR[ENGLISH_UNITS[match["unit"].lower()]] / (WORDS.get(number.lower()) or int(number)))
    return found


def _rate(match: re.Match[str]) -> float:
    span = match["span"] or match["every"] or "1"
    apart = 0.5 if match["half"] or span == "半" else parse_numeral(span)
    return parse_numeral(match["times"]) * PER_YEAR[match["unit"]] / apart
