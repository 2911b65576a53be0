"""Ranges of money, multiples and percentages, as sanctions state them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from law.numerals import parse_numeral

# 2000, 1.5万, 五千, 三 万; bounded, so that a row of digits or 一 without an end is no number and takes no time
NUMBER = r"(?:等值|\d[\d,]{0,20}(?:\.\d{1,9})?\s*[百千万亿]{0,4}|[一二两三四五六七八九十百千万][一二两三四五六七八九十百千万亿零〇]{0,30})"
UNIT = r"元人民币|美元|元|倍|%|％|‰"
# 百分之五 · 二千元 · 三倍 · 5%
VALUE = rf"(?:(?:人民币)?(?P<part>百分之|千分之|万分之)?\s*(?P<number>{NUMBER})\s*(?P<unit>{UNIT})?)"


def _value(name: str) -> str:
    return re.sub(r"\?P<(\w+)>", rf"?P<{name}_\1>", VALUE)


# 二千元以上二万元以下 · 1倍至5倍 · 五百元以下 · 不超过一万元 · 五万元以上 · 二百元
RANGE = re.compile(
    rf"{_value('low')}\s*(?:以上[、，]?|至|到|[-—–~～－])\s*{_value('high')}(?:\s*(?:以下|以内))?"
    rf"|(?:不超过|最高)\s*{_value('limit')}(?!\s*以上)|{_value('most')}\s*(?:以下|以内)|{_value('least')}\s*以上|{_value('sum')}"
)
# 每平方米五十元; 每平方米处五十元; 每辆车500元
PER = re.compile(
    r"每(?:(?:(?!每)[\u4e00-\u9fff、]){0,10}一)?(?P<per>(?:(?!每)[\u4e00-\u9fff]){1,6}?)(?:（[^（）]{1,4}）[\u4e00-\u9fff]{0,6})?\s*(?:可以?|应当)?(?:并?处以?|罚款|加罚)?\s*$"
)
# 只犬, 辆车: what is counted is left out
COUNTED = re.compile(r"(?<=^[只条株头台辆件张份棵艘座套])[\u4e00-\u9fff]+$")
PARTS = {"百分之": "%", "千分之": "‰", "万分之": "‱", "％": "%", "元人民币": "元"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A range in the text: ``start`` and ``end`` are offsets; a fixed sum has equal ends, 以下 alone has no ``low``."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    """``元``, ``倍``, ``%``, ``元/平方米`` …"""


def find_amounts(text: str) -> Iterator[Amount]:
    """Find the ranges in a text, in order; numbers without such a unit are none.

    ``处二千元以上三万元以下的罚款`` gives 2000 to 30000 元.
    """
    for found in RANGE.finditer(text):
        groups = {name: value for name, value in found.groupdict().items() if value}
        equal = any(value == "等值" for value in groups.values())
        units = [PARTS.get(value, value) for name, value in groups.items() if name.endswith(("_part", "_unit"))]
        if not units and not equal:
            continue
        units = units or ["倍"]
        per = PER.search(text, 0, found.start())
        unit = f"{units[-1]}/{COUNTED.sub('', per['per'])}" if per and units[-1] == "元" else units[-1]
        number = {name.removesuffix("_number"): parse_amount(value) for name, value in groups.items() if name.endswith("_number")}
        low = number.get("low", number.get("least", number.get("sum")))
        high = number.get("high", number.get("limit", number.get("most", number.get("sum"))))
        if low is not None and units[-1] == "倍" and units[0] == "%":
            low = low / 100
        yield Amount(found.start(), found.end(), low, high, unit)


def parse_amount(words: str) -> float:
    """Read a sum as written: ``3万`` → 30000, ``1.5 万`` → 15000, ``二千`` → 2000. Raises ValueError."""
    if words == "等值":
        return 1
    clean = re.sub(r"[\s,]", "", words)
    digits = re.match(r"\d+(?:\.\d+)?", clean)
    if not digits:
        return parse_numeral("一" + clean if clean[0] in "百千万" else clean) or 0
    value = float(digits[0])
    for unit in clean[digits.end() :]:
        value *= {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[unit]
    return int(value) if value.is_integer() else value
