"""What a sentence claims that can be checked: quantities, modality, bodies. In Chinese and English, in any spelling of a number."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from law.amounts import parse_amount
from law.numerals import NumeralError, in_usual_numerals, parse_numeral

KEPT = 1024
"""Texts of which is kept what they claim: the same provisions prove one answer after the other."""

Modality = Literal["ban", "relief", "duty", "leave", "negation"]

NUMBER = r"\d[\d,]*(?:\.\d+)?\s*[十百千万亿]*|[〇零一二两三四五六七八九十百千万亿]+"
UNITS = (
    "工作日|个工作日|个自然日|自然日|个日历天|个?月(?!\\d)|日|天|周岁|岁|周|星期|年|小时|分钟|元|倍|%|％|‰|次|家|名|人|项|个|种|条|款|章|号|期"
    "|平方公里|平方千米|平方米|立方米|公里|千米|米|亩|公顷|台|套|件|所|辆|艘|吨|公斤|千克|升|学时|课时|分|颗|英寸|纳米|部|份|户|处|座|届|级|度|场"
)
# 2000元以上 · 三万元以下 · 20 个工作日内 · 百分之五十 · 500项
QUANTITY = re.compile(
    rf"(?:(?:(?P<most>不超过|不得超过|最高|最多|至多|上限)|(?P<least>不少于|不得少于|不低于|不得低于|至少|最低|最少|下限))(?:可以?|能)?(?:罚款?|处以?|收|补|奖)?)?(?:为|是)?\s*(?:人民币)?"
    rf"(?P<part>百分之|千分之|万分之)?(?P<number>{NUMBER})\s*(?P<more>余|多|几)?(?P<unit>{UNITS})?(?:人民币)?\s*(?P<bound>以上|以下|以内|以外|之内|内)?"
)
# 2018年2月1日 · 2018 年 2 月
DATE = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?")
# 二〇二一年十月一日
SPELT_DATE = re.compile(
    r"(?P<year>[一二][〇零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月(?:(?P<day>[一二三四五六七八九十]{1,3})日)?"
)
ISO = re.compile(r"(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?")
SPAN = re.compile(r"((?:19|20)\d{2})年?\s*[—–\-~～至到]+\s*((?:19|20)\d{2})年")
"""2018—2020年每年安排1亿元: whether it is given in 2021, too, is answered by no, in 2019 by yes."""
RANGE = re.compile(r"\s*(?:至|到|[-—–~～]+|to)\s*$")
LOWER = ("以上", "以外")
UPPER = ("以下", "以内", "之内", "内")
PARTS = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
SAME_UNIT = {
    "天": "日",
    "个工作日": "工作日",
    "个自然日": "日",
    "自然日": "日",
    "个日历天": "日",
    "％": "%",
    "千米": "公里",
    "平方千米": "平方公里",
    "名": "人",
    "周岁": "岁",
}
"""Spellings of one unit."""
VAGUE = {"个", "种", "项", "人", "次", "方", "部", "份", "处", "分", "度", "级", "期", "号", "场", "件", "年", "日"}
"""Behind 一 these count nothing, unless something bounds them: 一个, 一种, 一年一度, 统一部署; but 一年内, 两人以上."""
FEW = {"年": "一", "日": "一", "次": "一", "分": "一两三十"}
"""The numbers that are so with a unit; with the others they are 一, 两 and 三: 三个代表, but 三年 and 两次."""
ROUND = "百千万亿"
"""百年老店, 千家万户."""
BOUNDED_BEFORE = re.compile(r"(?:期限?[为是]?|满|每|逾|超过|不足|达到?|提前|延长|累计|连续)$")
BOUNDED_BEHIND = re.compile(r"\s*(?:以?[后前]|之[后前外]|期|制)")
"""有效期一年, 每三年, 满一年后: what counts for certain."""
HALF_YEAR = re.compile(r"(?<![上下前后])半年(?P<bound>以上|以下|以内|之内|内)?(?!度|报)")
FOR_LIFE = re.compile(r"(?:终身|永久)(?=不得|不能|不可|不准|不予|不再|禁)")
"""终身不得从事: longer than any number of years."""
MONTHS_A_YEAR = 12
LATEST_PERIOD = 1000
"""Years from which on a number names a year of the calendar."""

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
TEENS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"]
TEENS += ["sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
ENGLISH_NUMBERS = {word: n for n, word in enumerate(TEENS, 2)} | TENS
ENGLISH_UNITS = {
    "working day": "工作日", "business day": "工作日", "day": "日", "week": "周", "month": "个月", "year": "年", "hour": "小时", "yuan": "元",
    "rmb": "元", "percent": "%", "%": "%", "per cent": "%", "time": "次", "times": "次",
}  # fmt: skip
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6}
# RMB 30,000 · 30 days · twenty working days · 50%
ENGLISH_QUANTITY = re.compile(
    rf"(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?|{'|'.join(ENGLISH_NUMBERS)})(?:[ -](?P<scale>thousand|million|billion|k|m)\b)?"
    r"[ -]*(?P<unit>(?:working |business )?days?|weeks?|months?|years?|hours?|yuan|rmb|per ?cent|%|times?)?\b",
    re.IGNORECASE,
)
ENGLISH_DATES = (
    re.compile(rf"(?P<month>{MONTHS})\s+(?:(?P<day>\d{{1,2}}),?\s+)?(?P<year>(?:19|20)\d{{2}})", re.IGNORECASE),
    re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>{MONTHS}),?\s+(?P<year>(?:19|20)\d{{2}})", re.IGNORECASE),
)
"""February 1, 2018; 1 February 2018."""

MODALITIES: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (
        "ban",
        re.compile(
            r"不得(?!不|少于|超过|低于|高于)|禁止|严禁|不准|不许|不可以|不能(?!满足)|不允许|不可(?!抗|或缺|分)|\b(?:must|may|shall|can|are|is) ?not\b(?! (?:required|need))|\bcannot\b|\bprohibit\w*|\bforb[ia]d\w*",
            re.IGNORECASE,
        ),
    ),
    (
        "relief",
        re.compile(
            r"不需要?|无需|无须|毋须|不必|不用(?!于)|不实行|不再实行|免于|免予|免[征收缴交]|不征收|自愿|\b(?:not|n't) (?:be )?(?:require|need|necessary)\w*|\bneed not\b|\bno (?:\w+ ){0,3}(?:is|are) (?:required|needed)|\bexempt\w*",
            re.IGNORECASE,
        ),
    ),
    (
        "duty",
        re.compile(
            r"应当|应该|必须|须(?!知)|需要?(?=[一-鿿])(?!求)|有义务|(?<![相适反响对供回因])应(?=[按依在于由向经予将及])|\bmust\b|\bshall\b|\brequire[sd]?\b|\b(?:have|has|need|needs) to\b|\bobliged\b|\bshould\b",
            re.IGNORECASE,
        ),
    ),
    (
        "leave",
        re.compile(
            r"可以|均可|鼓励|支持|(?<![许认])可(?=[依按由向不免自])|有权|允许|准许|\bmay\b|\bcan\b|\ballowed\b|\bpermitted\b|\bfree to\b",
            re.IGNORECASE,
        ),
    ),
    (
        "negation",
        re.compile(
            r"(?<![要能可是行否会])不(?!同|断|仅|但|论|管|良|足|动产|特定|正当|正确|利|低于|少于|超过|高于|得)|(?<!尚)未(?!来|成年)|没有|并非|(?<![一-鿿])非(?=[一-鿿])|无(?!线|障碍|形|人|偿|论|息|害|锡|效|故|票)|\bnot\b|n't\b|\bnever\b|\bno\b(?!\.)",
            re.IGNORECASE,
        ),
    ),
)
"""In this order: what one has taken the next does not see. 不得不 is no ban."""

BODIES = Path(__file__).parent / "bodies.tsv"
"""One body a line: the name that tells it apart, its other names, and those that need nothing behind them; a line that begins with # is a heading."""
SUFFIX = "部门|机关|机构|人民政府|政府|委员会|法院|检察院|办公室|办事处|主管单位|管理局|监管局|海关|当局"
SHORT = "(?:行政|管理|监督|执法|主管){0,3}(?:分局|总局|局(?![面限势部])|委(?![托派任])|厅|部(?![分位件门])|支队|大队|中队)"
"""What makes a body of a name in `BODIES` only: 住建局, but not 格局."""
GENERIC = "一个|任何|各个|这个|那个|这些|那些|哪些|哪个|几个|该|主管|行政|管理|监督|执法|有关|相关|所属|同级|县级|省级|市级|以上|各级|上级|下级|本级|当地|地方|所在地|人民|其他|负责|的"
INSTITUTION = re.compile(r"政府|法院|检察院|海关")
"""Bodies that are no department of something."""
BODY = re.compile(rf"(?:等|{GENERIC}){{0,8}}(?P<suffix>(?:{SUFFIX}){{1,2}})")
"""体育主管部门 · 县级以上人民政府测绘与地理信息行政主管部门."""
LAST_GENERIC = re.compile(rf"(?:等|{GENERIC})$")
WHOLE = re.compile(rf"(?:{SUFFIX})$")
"""An element of a list that is a body by itself: 财政部门、教育部门."""
LISTED = re.compile(r"[一-鿿、]*$")
LONGEST_LIST = 40
"""Characters before 等部门 that are looked at for a list of them."""
CUT = re.compile(
    r".*(?:由|向|经|报|找|归|属于?|是|为|对|和|与|及|或者?|以及|会同|应当|可以|按照|依照|根据|配合|协助|接受|通过|请|到|给|被|在|需要|不得|必须|[县市省区]级?|以上)"
)
"""What ends before the name of a body begins that is not in `BODIES`."""


HUNDRED_MILLIONS = re.compile(r"(?<=[\d一二两三四五六七八九十百])个亿")
"""10个亿, as people say 10亿元."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, whatever its spelling: 3万元, 30000 元 and 三万元 are one."""

    value: float
    unit: str
    bound: Literal["least", "most", ""]
    text: str

    @property
    def measured(self) -> tuple[float, str]:
        """Its value and unit, a period of years in months: 一年 and 12个月 are one."""
        if self.unit == "年" and (self.value < LATEST_PERIOD or math.isinf(self.value)):
            return self.value * MONTHS_A_YEAR, "个月"
        return self.value, self.unit

    def within(self, others: Iterable[Quantity]) -> bool:
        """Say whether one of the others states this quantity: the same value, unit and bound, where this one has them."""
        return any(self.bound in ("", other.bound) and self.equals(other) for other in others)

    def equals(self, other: Quantity) -> bool:
        """Say whether another has the same value and unit, where this one has a unit."""
        if not self.unit:
            return math.isclose(self.value, other.value, rel_tol=1e-12)
        (value, unit), (its_value, its_unit) = self.measured, other.measured
        return unit == its_unit and math.isclose(value, its_value, rel_tol=1e-12)


@lru_cache(maxsize=KEPT)
def quantities(text: str, every: bool = False) -> tuple[Quantity, ...]:
    """Return the quantities that a text states, dates as the three of their parts joined: 2018年2月1日 → 20180201 date.

    With ``every`` also such as may count nothing (一个, 三级): for a text that is to prove a claim, not for the claim.
    """
    found: list[Quantity] = []
    rest = HUNDRED_MILLIONS.sub("亿元", in_usual_numerals(text))
    for pattern in (DATE, SPELT_DATE, ISO, *ENGLISH_DATES):
        for match in pattern.finditer(rest):
            found.append(Quantity(_day(match), "date", "", match.group()))
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    found.extend(_chinese(rest, every))
    found.extend(Quantity(MONTHS_A_YEAR / 2, "个月", _bound(match["bound"]), match.group()) for match in HALF_YEAR.finditer(rest))
    found.extend(Quantity(math.inf, "年", "", match.group()) for match in FOR_LIFE.finditer(rest))
    if re.search(r"[A-Za-z]{3}", rest):
        found.extend(_english(rest))
    return tuple(found)


def spanned(text: str) -> frozenset[str]:
    """Return the years from the first to the last of each span in a text: 2018—2020年 is about 2019, too."""
    return frozenset(str(year) for first, last in SPAN.findall(text) for year in range(int(first), int(last) + 1))


def years(quantity: Quantity) -> tuple[Quantity, ...]:
    """Return what a date also states: its year, and its year and month."""
    if quantity.unit != "date":
        return ()
    year, month = int(quantity.value // 10_000), int(quantity.value // 100 % 100)
    return (Quantity(year, "年", "", quantity.text), Quantity(year * 10_000 + month * 100, "date", "", quantity.text))


def modalities(text: str) -> frozenset[Modality]:
    """Return the modalities that a text has; a negation is one that no other modality accounts for."""
    found: set[Modality] = set()
    rest = re.sub(r"不得不|能不能|可不可以|是不是|要不要|需不需要|会不会|有没有", "", text)
    for name, pattern in MODALITIES:
        if pattern.search(rest):
            found.add(name)
            rest = pattern.sub("·", rest)
    return frozenset(found)


@lru_cache(maxsize=KEPT)
def bodies(text: str) -> frozenset[str]:
    """Return what tells the bodies apart that a text names: 体育主管部门 and 县级以上体育部门 are both 体育; each of a list counts.

    >>> sorted(bodies("向公安、交通等行政主管部门办理，报人民政府批准"))
    ['交通运输', '公安', '政府']
    """
    known = _known()
    found = {known.meant[name] for name in known.alone.findall(text)} | set(INSTITUTION.findall(text))
    rest = known.alone.sub("，", text)
    for match in BODY.finditer(rest):
        before = LISTED.search(rest, max(0, match.start("suffix") - LONGEST_LIST), match.start("suffix"))
        for element in before.group().split("、") if before else ():
            if name := _named(element):
                found.add(name)
    return frozenset(found)


def same_body(one: str, other: str) -> bool | None:
    """Say whether two texts name a body in common, besides the government, by whatever name; None where one of them names none.

    >>> same_body("归住建部门管吗", "住房和城乡建设主管部门负责"), same_body("归住建部门管吗", "体育主管部门负责")
    (True, False)
    """
    named, others = bodies(one) - {"政府"}, bodies(other) - {"政府"}
    return bool(named & others) if named and others else None


def _named(words: str) -> str | None:
    """Return the body that words in front of 部门 name: a known one by its name, another by its last two characters."""
    known = _known()
    while words:
        name = next((words[-size:] for size in range(min(known.longest, len(words)), 1, -1) if words[-size:] in known.meant), None)
        if name:
            return known.meant[name]
        shorter = LAST_GENERIC.sub("", words)
        if shorter == words:
            break
        words = shorter
    own = words[cut.end() :] if (cut := CUT.match(words)) else words
    return own[-2:] if len(own) >= 2 and not WHOLE.search(own) else None


@dataclass(frozen=True, slots=True)
class _Known:
    """The bodies of `BODIES`: what each name means, the length of the longest, and those that need no 部门 behind them."""

    meant: dict[str, str]
    longest: int
    alone: re.Pattern[str]


@cache
def _known() -> _Known:
    meant: dict[str, str] = {}
    bare: list[str] = []
    for line in BODIES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            body, others, alone = line.split("\t")
            names = filter(None, (body, *others.split(","), *alone.split(",")))
            meant.update(dict.fromkeys(names, body))
            bare.extend(filter(None, alone.split(",")))
    return _Known(meant, max(map(len, meant)), re.compile(rf"(?:{_either(meant)})(?={SHORT})|{_either(bare)}"))


def _either(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


def _day(match: re.Match[str]) -> float:
    month = match["month"]
    number = MONTHS.lower().split("|").index(month.lower()) + 1 if month.isascii() and month.isalpha() else parse_numeral(month)
    return float(parse_numeral(match["year"]) * 10_000 + number * 100 + parse_numeral(match["day"] or "0"))


def _chinese(text: str, every: bool) -> Iterator[Quantity]:
    before: Quantity | None = None
    end = 0
    for match in QUANTITY.finditer(text):
        words, unit = match["number"].strip(), match["unit"] or ""
        unit = SAME_UNIT.get(unit, unit)
        if match["part"]:
            unit = PARTS[match["part"]]
        elif not words[0].isdigit() and (not unit or not (every or _counts(match, unit, text))):
            continue
        try:
            value = float(parse_amount(words))
        except OverflowError:  # more than any text states
            value = math.inf
        except (ValueError, NumeralError, KeyError):
            continue
        bound: Literal["least", "most", ""] = "most" if match["most"] else "least" if match["least"] else _bound(match["bound"])
        quantity = Quantity(value, unit, bound, match.group().strip())
        if before is not None and RANGE.fullmatch(text[end : match.start()]) and not bound:
            quantity = Quantity(quantity.value, unit, "most", quantity.text)
            before = Quantity(before.value, before.unit or unit, "least", before.text)
        if before is not None:
            yield before
        before, end = quantity, match.end()
    if before is not None:
        yield before


def _counts(match: re.Match[str], unit: str, text: str) -> bool:
    """Tell a number from a word that is spelt with one: 三年内 and 二次, but not 一个, 十分, 百年老店."""
    if unit not in VAGUE or match["number"] not in (*FEW.get(unit, "一两三"), *ROUND):
        return True
    bounded = match["most"] or match["least"] or match["bound"] or match["more"]
    return bool(bounded or BOUNDED_BEFORE.search(text, 0, match.start()) or BOUNDED_BEHIND.match(text, match.end()))


def _bound(words: str | None) -> Literal["least", "most", ""]:
    return "most" if words in UPPER else "least" if words in LOWER else ""


def _english(text: str) -> Iterator[Quantity]:
    for match in ENGLISH_QUANTITY.finditer(text):
        word = match["number"].lower()
        if word == "one" or (word == "hundred" and not match["unit"]):
            continue
        value = float(ENGLISH_NUMBERS[word]) if word in ENGLISH_NUMBERS else float(word.replace(",", ""))
        unit = (match["unit"] or "").lower()
        unit = ENGLISH_UNITS.get(unit, ENGLISH_UNITS.get(unit.rstrip("s"), ""))
        yield Quantity(value * SCALES.get((match["scale"] or "").lower(), 1), unit, "", match.group())
