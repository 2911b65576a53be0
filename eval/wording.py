"""When two wordings are the same: spaces, width, markdown and the spelling of numbers do not count, words do."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from law.numerals import NumeralError, format_numeral, parse_numeral

UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

PERCENT = re.compile(r"百分之([〇零一二三四五六七八九十百两]+|\d+(?:\.\d+)?)")  # 百分之五十, 百分之50
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?[十百千万亿]*")  # 30,000 · 3万 · 1.5亿 · 20
NUMERAL = re.compile(r"[〇零一二三四五六七八九十两][〇零一二三四五六七八九十百千万亿两]*")  # 二十 · 三万 · 一百二十 · 二〇一八
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")  # 30,000, and not the list 3,5
MARK_OF_LINE = re.compile(r"^[ \t]*(?:>[ \t]*)+|^[ \t]*(?:[-*+]|#{1,6})[ \t]+", re.MULTILINE)  # "> 第六条", "- 第六条", "## 依据"
EMPHASIS = re.compile(r"\*\*|__|`")  # **不需要**


@lru_cache(maxsize=20_000)
def canonical(text: str) -> str:
    """Return the text as it is compared: NFKC, lower case, no white space, numbers in digits.

    ``二十日`` and ``20 日`` become ``20日``; ``３万元`` and ``三万元`` become ``30000元``; ``百分之五十`` becomes ``50%``.
    A run of numerals that is no number (``十三五``) stays as it is.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    plain = PERCENT.sub(lambda match: f"{match[1]}%", plain)
    plain = FIGURE.sub(lambda match: _figure(match[0]), plain)
    return NUMERAL.sub(lambda match: _numeral(match[0]), plain)


def unmarked(markdown: str) -> str:
    """Return markdown as a reader sees it: without quotation marks at the start of a line, bullets, headings' signs and emphasis."""
    return EMPHASIS.sub("", MARK_OF_LINE.sub("", markdown))


def says(text: str, words: str) -> bool:
    """Tell whether canonical ``text`` holds ``words``, and not as a part of a longer number: ``20日`` is not in ``120日``."""
    wanted = canonical(words)
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not (_splits_number(text, start) or _splits_number(text, end)):
            return True
        start = text.find(wanted, start + 1)
    return False


def _splits_number(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return (before.isdigit() and after.isdigit()) or (before == "." and after.isdigit() and text[at - 2 : at - 1].isdigit())


def _figure(printed: str) -> str:
    """``3万`` → ``30000``; a figure that does not come out whole stays as printed."""
    digits = printed.rstrip("十百千万亿")
    if "," in digits and not GROUPED.fullmatch(digits.partition(".")[0]):
        return printed
    value = float(digits.replace(",", ""))
    if digits == printed:
        return digits.replace(",", "")
    for unit in printed[len(digits) :]:
        value *= UNITS[unit]
    return str(round(value)) if abs(value - round(value)) < 1e-6 else printed


def _numeral(printed: str) -> str:
    """``一百二十`` → ``120``, ``二〇一八`` → ``2018``; what is no full number (``十三五``, ``三万五``) stays as printed."""
    try:
        value = parse_numeral(printed)
        if not UNITS.keys() & set(printed):
            return str(value)
        full = {format_numeral(value), f"一{format_numeral(value)}"}
    except NumeralError:
        return printed
    return str(value) if printed.replace("两", "二").replace("〇", "零") in full else printed
