"""A sum or a period that a question names, held against the range that the law sets: 罚款能到10万吗 and 2000元以上3万元以下."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from law.amounts import GOES_ON, Amount, find_amounts, parse_amount
from law.numerals import NumeralError, parse_numeral
from law.sanctions import find_target
from qa.case.conditions import held
from qa.model import Verdict
from qa.wording.claims import quantities
from qa.wording.marks import CHOICE

NUMBER = r"(?:\d[\d,]*(?:\.\d+)?\s*[百千万亿]*|[一二两三四五六七八九十百千万亿]+)"
OF_A_FINE = r"(?:罚款?|罚金|处以?|最[高低多少]|上限|下限|至少|起码|封顶|顶格)[^，。；\d一二两三四五六七八九十百千万]{0,12}"
SUM = re.compile(
    rf"{OF_A_FINE}({NUMBER})(?:元|块钱?|(?=[吗么吧呢，。；？?、]|以[上下内]|左右|多[吗么]|的?罚|[对是还行够到至合算]|[-—~～]|$))"
    rf"|({NUMBER})(?:元|块钱?)?的?(?:罚款|罚金)"
)
"""罚款能到10万吗, 最高罚五千, 5000元罚款; not 超过60分贝, nor 卖了5000元."""
SMALLEST = 10
"""A number without 元 is a sum of money from here on: 罚三次 is none."""
OVER = re.compile(r"(?P<not>不(?:会|能|得|可以)?)?(?:超过|高于|多于)|\b(?:exceed|more than)\b", re.IGNORECASE)
UNDER = re.compile(r"低于|少于|\bless than\b", re.IGNORECASE)
REACHES = re.compile(r"[能会可]以?(?:罚)?到|达到|高达|\breach|\bup to\b", re.IGNORECASE)
HIGHEST = re.compile(r"最高|最多|上限|封顶|顶格|顶多|\bmaximum|\bhighest|\bat most\b", re.IGNORECASE)
LOWEST = re.compile(r"最低|最少|下限|起码|至少|起步|\bminimum|\blowest|\bat least\b", re.IGNORECASE)
PARTS = re.compile(rf"；|，(?!{GOES_ON})")
"""What parts sums that have nothing to do with each other; ，但最高不超过三万元 goes on about the one before it."""
SPELT = re.compile(r"[一二两三四五六七八九十百]+(?=个?(?:工作)?[日天]|个月|小时|周|个?星期)")
"""三十日内, 七十二小时."""
FINE = re.compile(r"\bfine", re.IGNORECASE)
TARGETS = (
    (re.compile(r"单位|公司|企业|\bcompan|\bfirm", re.IGNORECASE), re.compile(r"单位|企业|公司|法人|机构")),
    (re.compile(r"个人|自然人|\bindividual", re.IGNORECASE), re.compile(r"个人|自然人|公民|人员")),
    (re.compile(r"负责人|主管人员|责任人", re.IGNORECASE), re.compile(r"人员|负责人|责任人|个人")),
)
"""Whom a question asks about, and the words of the law for whom a fine is for."""
ALONE = re.compile(r"个人|单位")
DEGREE = re.compile(r"情节|后果|拒不|逾期|仍|再次|造成|违法所得|货值")


def asked_sum(question: str) -> float | None:
    """Return the sum of money that a question names as a fine; None where it names none."""
    for found in SUM.finditer(question):
        words = next(group for group in found.groups() if group).strip()
        try:
            value = float(parse_amount(words))
        except OverflowError:  # more than any text states
            value = math.inf
        except (ValueError, NumeralError, KeyError):
            continue
        spoken = "罚" in question[: found.end() + 1]
        if spoken and (value >= SMALLEST or found[0].endswith(("元", "块", "钱"))):
            return value
    return next((one.value for one in quantities(question) if one.unit == "元"), None) if FINE.search(question) else None


@dataclass(frozen=True, slots=True)
class Tier:
    """A fine as a sentence sets it: how much, for whom, under which condition."""

    amount: Amount
    target: str
    condition: str


def fines(texts: Iterable[str]) -> tuple[Tier, ...]:
    """Return the fines that some texts set, each with whom and when it is for."""
    return tuple(tier for text in texts for sentence in re.split(r"[。\n]", text) for tier in _tiers(sentence))


def _tiers(sentence: str) -> Iterator[Tier]:
    target = condition = ""
    for part in PARTS.split(sentence):
        if part.endswith("的"):
            condition = part if DEGREE.search(part) else ""
        target = find_target(part) or (alone[0] if (alone := ALONE.match(part)) else target)
        if "罚款" in part:
            yield from (Tier(_capped(amount), target, condition) for amount in find_amounts(part))


def _capped(amount: Amount) -> Amount:
    """Return the sum that a fine by another measure never exceeds: 违法所得三倍以下但最高不超过三万元."""
    return amount if amount.cap is None or amount.unit == "元" else replace(amount, low=None, high=amount.cap, unit="元")


def compare(question: str, value: float, tiers: Iterable[Tier]) -> Verdict | None:
    """Say whether what is fined bears out the sum asked about: as its end for 最高, as what it can reach for 能到.

    Of those fines that the question allows: for the one it names, under the condition that it tells. Conditional where only some of
    them bear it out; None where they are measured otherwise, by what was earned, say.
    """
    meant = _allowed(question, tuple(tiers))
    ends = [(one.amount.low or 0.0, math.inf if one.amount.high is None else one.amount.high) for one in meant if one.amount.unit == "元"]
    if not ends:
        return None
    whole = len(ends) == len(meant)
    floor, ceiling = min(low for low, _ in ends), max(high for _, high in ends)
    asked = CHOICE.sub("", question)
    if over := OVER.search(asked):
        beyond = ceiling > value
        if not whole and not beyond:
            return None
        return "yes" if beyond != bool(over.groupdict().get("not")) else "no"
    if UNDER.search(asked):
        return "yes" if floor < value else "no" if whole else None
    highest, lowest = HIGHEST.search(asked) and not REACHES.search(asked), LOWEST.search(asked)
    if highest or lowest:
        if not whole:
            return None
        end = ceiling if highest else floor
        among = [high if highest else low for low, high in ends]
        return "yes" if value == end else "conditional" if value in among else "no"
    if any(low <= value <= high for low, high in ends):
        return "yes"
    return "no" if whole else None


def _allowed(question: str, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    """Return the fines for the one that a question names, without those whose condition it tells not to be met; those that it tells to be, alone."""
    for asked, words in TARGETS:
        if asked.search(question) and any(words.search(one.target) for one in tiers):
            tiers = tuple(one for one in tiers if words.search(one.target))
            break
    told = [(one, held(one.condition.removesuffix("的"), question) if one.condition else None) for one in tiers]
    return tuple(one for one, met in told if met) or tuple(one for one, met in told if met is not False)


def in_digits(text: str) -> str:
    """Return a text with the numbers of its periods in digits: 三十日内 → 30日内."""

    def digits(found: re.Match[str]) -> str:
        try:
            return str(parse_numeral(found[0]))
        except NumeralError:
            return found[0]

    return SPELT.sub(digits, text)
