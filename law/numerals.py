"""Numbers as Chinese regulations write them: 十二, 一百二十, 二〇一八, １２, 3万."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE_UNITS = {"万": 10_000, "亿": 100_000_000}
# The characters that a cheque is written with, and circles that replace a zero in typesetting.
VARIANTS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬兩○Ｏ", "一二三四五六七八九十百千万两〇〇")
# 伍仟元, 贰拾万元, 5仟元; not 队伍, 陆地, 收拾
CHEQUE = re.compile(
    r"(?:[\d一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾][拾佰仟萬]|[壹贰叁肆伍陆柒捌玖拾][百千万])[一二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟萬]{0,30}"
    r"|[壹贰叁肆伍陆柒捌玖](?=[元倍至])"
)
LONGEST = 1000
"""Characters of a number, at most: Python itself reads no more than 4,300 digits."""
LARGEST_LABEL = 99_999_999
"""The largest number that a label can have, see :func:`format_numeral`."""


class NumeralError(ValueError):
    """Raised for text that is not a number."""


def parse_numeral(text: str) -> int:
    """Read a whole number in Chinese, full-width or ASCII digits, or both: ``一百二十`` → 120, ``１２`` → 12, ``3万`` → 30000.

    A row of digits without units is read by place (``二〇一八`` → 2018). Raises NumeralError.
    """
    clean = unicodedata.normalize("NFKC", text.translate(VARIANTS)).replace(",", "").replace(" ", "")
    if len(clean) > LONGEST:
        raise NumeralError(f"“{text[:20]}…”太长，不是数字。")
    if clean.isascii() and clean.isdigit():
        return int(clean)
    if not clean or any(c not in DIGITS and c not in SMALL_UNITS and c not in LARGE_UNITS and not c.isdecimal() for c in clean):
        raise NumeralError(f"“{text}”不是数字：应为 十二、一百二十、12 这样的写法。")
    if all(c in DIGITS for c in clean):
        return int("".join(str(DIGITS[c]) for c in clean))
    return _with_units(clean)


def in_usual_numerals(text: str) -> str:
    """Return a text with the sums in cheque numerals in usual ones, character for character: ``伍仟元`` → ``五千元``."""
    return CHEQUE.sub(lambda found: found[0].translate(VARIANTS), text)


@lru_cache(maxsize=4096)
def read_label(numeral: str) -> int:
    """Read the number of a label; 0 where it is none that a label can have."""
    try:
        number = parse_numeral(numeral)
    except NumeralError:
        return 0
    return number if number <= LARGEST_LABEL else 0


@lru_cache(maxsize=4096)
def format_numeral(number: int) -> str:
    """Write a whole number from 0 to ``LARGEST_LABEL`` as an article label does: 12 → ``十二``, 120 → ``一百二十``, 1001 → ``一千零一``."""
    if not 0 <= number <= LARGEST_LABEL:
        raise NumeralError(f"数字超出了 0 至 {LARGEST_LABEL} 的范围。")
    if number == 0:
        return "零"
    high, low = divmod(number, LARGE_UNITS["万"])
    if not high:
        return _below_ten_thousand(low)
    gap = "零" if 0 < low < 1000 else ""
    return _below_ten_thousand(high) + "万" + gap + (_below_ten_thousand(low, leading=False) if low else "")


def _with_units(clean: str) -> int:
    total = section = 0
    digits: list[int] = []
    for character in clean:
        if character in SMALL_UNITS:
            section += _by_place(digits, default=1) * SMALL_UNITS[character]
            digits = []
        elif character in LARGE_UNITS:
            section += _by_place(digits, default=0 if section or total else 1)
            total = (total + section) * LARGE_UNITS[character] if character == "亿" else total + section * LARGE_UNITS[character]
            section, digits = 0, []
        else:
            digits.append(DIGITS[character] if character in DIGITS else int(character))
    return total + section + _by_place(digits, default=0)


def _by_place(digits: list[int], default: int) -> int:
    return int("".join(map(str, digits))) if digits else default


def _below_ten_thousand(number: int, leading: bool = True) -> str:
    words = ""
    gap = False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + word
            gap = False
        else:
            gap = True
    return words[1:] if leading and words.startswith("一十") else words
