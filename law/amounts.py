"""Ranges of money, multiples and percentages, as sanctions state them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from law.numerals import in_usual_numerals, parse_numeral

# 2000, 1.5万, 五千, 三 万; bounded, so that a row of digits or 一 without an end is no number and takes no time
NUMBER = r"(?:等值|\d[\d,]{0,20}(?:\.\d{1,9})?\s*[百千万亿]{0,4}|[一二两三四五六七八九十百千万][一二两三四五六七八九十百千万亿零〇]{0,30})"
UNIT = r"元人民币|美元|元|倍|%|％|‰"
# 百分之五 · 二千元 · 三倍 · 5%
VALUE = rf"(?:(?:人民币)?(?P<part>百分之|千分之|万分之)?\s*(?P<number>{NUMBER})\s*(?P<unit>{UNIT})?)"


# （含）, （含五万元）, （不含本数）
HELD = r"(?:\s*[（(]不?(?:包?含|包括)[^（）()]{0,12}[）)])?"


def _value(name: str) -> str:
    return re.sub(r"\?P<(\w+)>", rf"?P<{name}_\1>", VALUE)


# 二千元以上二万元以下 · 1倍至5倍 · 五百元以下 · 不超过一万元 · 不低于五千元 · 五万元以上 · 二百元
RANGE = re.compile(
    rf"{_value('low')}{HELD}\s*(?:以上{HELD}[、，,]?\s*[至到]?|至|到|[-—–~～－])\s*{_value('high')}{HELD}(?:\s*(?:以下|以内){HELD})?"
    rf"|(?:不得?(?:超过|高于)|最高)\s*{_value('limit')}(?!\s*以上)|不得?(?:低于|少于)\s*{_value('floor')}"
    rf"|{_value('most')}{HELD}\s*(?:以下|以内){HELD}|{_value('least')}{HELD}\s*以上{HELD}|{_value('sum')}"
)
# 三倍以下|但最高不超过三万元 · 五百元处以罚款|，罚款总额不得超过二千元
LIMITING = r"(?:但是?|且|并且?|其)?(?:罚款|处罚|总额|数额|金额|总计|累计|合计|最高|最多|最低|最少)*不得?(?:超过|高于|低于|少于)"
CAP = re.compile(
    rf"(?:的标准)?(?:计算|给予|予以|处以?)?(?:的?罚款)?[，、,]?{LIMITING}(?:(?<=[超高][过于])\s*{_value('cap')}|\s*{_value('floor')})"
)
GOES_ON = rf"(?:{LIMITING}\s*{NUMBER}|(?<=以上[，,]){NUMBER}\s*(?:{UNIT})\s*(?:以下|以内))"
"""What goes on behind a comma about the amount before it: ``，但最高不超过三万元``, ``五百元以上，二千元以下``."""
# 每平方米五十元; 每平方米处五十元; 每辆车500元
PER = re.compile(
    r"每(?:(?:(?!每)[\u4e00-\u9fff、]){0,10}一)?(?P<per>(?:(?!每)[\u4e00-\u9fff]){1,6}?)(?:（[^（）]{1,4}）[\u4e00-\u9fff]{0,6})?\s*(?:可以?|应当)?(?:并?处以?|罚款|加罚)?\s*$"
)
# 只犬, 辆车: what is counted is left out
SCALE = re.compile(r"(?=([百千万亿]{1,4}$))")
COUNTED = re.compile(r"(?<=^[只条株头台辆件张份棵艘座套])[\u4e00-\u9fff]+$")
PARTS = {"百分之": "%", "千分之": "‰", "万分之": "‱", "％": "%", "元人民币": "元"}
ENDS = ("low", "high", "limit", "floor", "most", "least", "sum")


@dataclass(frozen=True, slots=True)
class Amount:
    """A range in the text: ``start`` and ``end`` are offsets; a fixed sum has equal ends, 以下 alone has no ``low``."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    """``元``, ``倍``, ``%``, ``元/平方米`` …"""
    cap: float | None = None
    """Yuan at most, whatever the multiple or the number of pieces comes to: 违法所得三倍以下但最高不超过三万元."""


def find_amounts(text: str) -> Iterator[Amount]:
    """Find the ranges in a text, in order; numbers without such a unit are none.

    ``处二千元以上三万元以下的罚款`` gives 2000 to 30000 元.
    """
    figures = in_usual_numerals(text)
    end = 0
    while found := RANGE.search(figures, end):
        end = found.end()
        ends = {name: _End.of(found, name) for name in ENDS if found[f"{name}_number"]}
        first, last = next(iter(ends.values())), list(ends.values())[-1]
        unit = last.unit or first.unit
        if unit is None:
            continue
        if unit == "元" and (per := PER.search(text, 0, found.start())):
            unit = f"元/{COUNTED.sub('', per['per'])}"
        low = next((_shared(ends[name], last) for name in ("low", "floor", "least", "sum") if name in ends), None)
        high = next((ends[name].value for name in ("high", "limit", "most", "sum") if name in ends), None)
        if first.unit == "%" and unit == "倍" and low is not None:
            low = low / 100
        cap = None
        if behind := CAP.match(figures, end):
            end = behind.end()
            stated = _End.of(behind, "cap" if behind["cap_number"] else "floor")
            if behind["floor_number"]:
                low = stated.value if low is None and stated.unit == unit else low
            elif high is None and stated.unit == unit:
                high = stated.value
            elif stated.unit == "元":
                cap = stated.value
        yield Amount(found.start(), end, low, high, unit, cap)


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a range: its value, its unit where it has one, and what its last characters multiply by (三百万 → 百万, 万)."""

    value: float
    unit: str | None
    scales: tuple[float, ...]

    @staticmethod
    def of(found: re.Match[str], name: str) -> _End:
        words = found[f"{name}_number"]
        unit = found[f"{name}_part"] or found[f"{name}_unit"] or ("倍" if words == "等值" else None)
        return _End(parse_amount(words), PARTS.get(unit or "", unit), tuple(parse_amount(scale) for scale in SCALE.findall(words)))


def _shared(low: _End, high: _End) -> float:
    """Return the lower end of a range; one without unit and 万 shares those of the upper: 一至三万元 is 10000 to 30000."""
    if low.unit or low.scales:
        return low.value
    return next((low.value * scale for scale in high.scales if low.value * scale < high.value), low.value)


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
