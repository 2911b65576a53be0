"""The numbers of a question held against those of a clause: what it takes the text to name, and what it tells of a case."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa.model import Verdict
from qa.question.kinds import asks_besides
from qa.question.sides import asks_something
from qa.wording.claims import Quantity, quantities, years
from qa.wording.marks import SAYS, demands, divide, unreserved
from qa.wording.relevance import grams, subject

YEARS = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?:年|(?![\d百千万亿元块]))|\d{1,2}月(?:\d{1,2}[日号])?|第[\d一二三四五六七八九十]+[条款项]|\d+英寸|\d+纳米"
)
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
TAKES = re.compile(
    r"(?:是|为|规定|要求|达到|需要?|必须|应当?|要|得|最[高低多少]|上限|下限|至[少多]|不(?:得|能)?[超低少多高])[^，。；？?\d]{0,8}$"
)
"""是3万元吗, 要交2万元吗: what stands before a number that the text is taken to name."""
NEEDED = re.compile(r"(?:需|须|要(?!求)|得|应)[^，。；？?\d]{0,8}$")
TRUE = re.compile(r"^[^，。？?]{0,4}，?(?:[^，。？?]{0,4}的?，)?(?:对|是吗|是吧|没错|真的)")
ALONE = re.compile(r"(?:左右|上下|以[上下内]|之?内|以?前)?\s*[？?]")
"""专项资金2019年安排1亿？: a question that is one by its mark alone, behind the number."""
CASE = re.compile(r"够|足|法|规|合格|符合|达标|以|行|能|会|要|得|还|就|都|也|算|罚|正常|超|才|需|应|准|允")
"""50万元够吗, 7个月还要上夜班吗: what is asked about a number that is told."""
COUNTED = {"date", "条", "款", "章", "号", "期", "届"}
"""Units of dates and addresses."""
TIMES = {"日", "工作日", "个月", "月", "年", "周", "星期", "小时"}
DAYS = {"日": 1.0, "月": 30.0, "个月": 30.0, "年": 365.0, "周": 7.0, "星期": 7.0, "小时": 1 / 24}
A_MONTH_MORE_OR_LESS = 0.035
"""十二个月 are a year."""
ABOUT, ABOUT_MOST = re.compile("[多余来]"), 1.5
FITNESS = re.compile(
    r"够|可以|行[吗么不]|行？|合法|合规|违法|违规|违反|犯法|符合|达标|合格|超标|允许|能|没问题|有问题|正常|准|来得及|及时|按时|按期|\b(?:can|may|enough|legal|lawful|allowed|ok)\b",
    re.IGNORECASE,
)
"""What asks whether a case keeps within what is set."""
WRONG = re.compile(
    r"(?<!不)(?:违法|违规|违反|犯法|超标|有问题)|不(?:够|合法|合规|符合|达标|合格|可以|允许)|\billegal|\bunlawful|\bin breach\b",
    re.IGNORECASE,
)
LIMIT = re.compile(r"不|至|最")
"""不得少于30万元, not 30万元以上: a limit, not a condition."""
EVERY = re.compile(r"(?:每|一)个?(?P<of>[日天周月年次人户家])[^，。；\d]{0,8}$")
IS_THE_DAY = re.compile(
    r"是(?:不是)?(?:从|在|自|于)?\d{4}年\d{1,2}月(?:\d{1,2}[日号])?(?:开始|正式|起|才|就)*[一-鿿]{2,4}的?[，]?(?:对吧|对吗|对不对|是吧|是吗|没错吧|[吗吧])?[？?]?$"
)
"""是2018年1月1日施行的，对吧: the day itself is asked about; 2018年1月1日办的比赛要审批吗 tells a case."""
A_NOT_A = re.compile(r"([一-鿿])[没不]\1")
"""超没超期: 超期."""
PUNISHED = re.compile(r"罚|处分|开除|拘留|吊销|没收|追究|赔|责任|坐牢|算(?!晚|迟|超|违|逾|过期)|视为|\bfined?\b|\bpunish", re.IGNORECASE)
"""What follows from being late is another question than whether it was."""


def by_values(question: str, clause: str, proof: str) -> Verdict | None:
    """Hold the numbers of a question against those of the text: what it takes the text to name by equality, what it tells of a case by the limit.

    ``clause`` is what the conclusion stands on, ``proof`` all that is quoted.
    """
    if said := by_date(question, clause) or by_span(question, clause):
        return said
    own, clause, proof = (THOUSANDS.sub("", YEARS.sub(" ", text)) for text in (question, clause, proof))
    if asks_besides(own):
        return None
    if claims := claimed(own):
        return by_claim(claims, proof)
    return by_limit(own, clause)


def by_date(question: str, clause: str) -> Verdict | None:
    """Hold the one day that a question takes to be that of something against those that a clause names: 是2018年1月1日施行的，对吧.

    >>> by_date("这个办法是2018年1月1日施行的，对吧", "本办法自2018年2月1日起施行。")
    'no'
    """
    taken = [one for one in quantities(question) if one.unit == "date"]
    held = [one for one in quantities(clause) if one.unit == "date"]
    if len(taken) != 1 or not held or not IS_THE_DAY.search(question):
        return None
    return "yes" if any(taken[0].value in (one.value, *(part.value for part in years(one))) for one in held) else "no"


SPAN = re.compile(r"(?P<from>(?:19|20)\d{2})年?\s*(?:[—－–~～-]+|到|至)\s*(?P<to>(?:19|20)\d{2})(?!\d)")
OF_THE_TERM = re.compile(r"期限|规划期|有效期|实施期|任期|周期|时间|时段|年限|\b(?:period|term|run)", re.IGNORECASE)


def by_span(question: str, clause: str) -> Verdict | None:
    """Hold the years that a question takes a term to run against those that a clause gives it: 期限是2017到2030年吗.

    >>> by_span("规划期限是2017到2030年吗？", "规划期限为2017—2022年，展望至2030年。")
    'no'
    """
    taken = SPAN.findall(question)
    terms = [SPAN.findall(part) for part in re.split("[，。；]", clause) if OF_THE_TERM.search(part) and SPAN.search(part)]
    if len(taken) != 1 or len(terms) != 1 or not OF_THE_TERM.search(question) or asks_besides(question) or asks_wrong(question):
        return None
    return "yes" if taken[0] in terms[0] else "no"


def claimed(question: str) -> tuple[Quantity, ...]:
    """Return the numbers that a question takes the text to name; what it tells of a case is none.

    >>> [one.text for one in claimed("保证金要交3万元吗")], claimed("注册资本50万元够吗")
    (['3万元'], ())

    What is needed is the least that will do.
    """
    asks = divide(question)[1]
    found = [(one, at) for one, at in _placed(asks) if one.unit not in COUNTED and (one.unit or re.search(r"[万亿千]", one.text))]
    if not found or "还是" in asks:
        return ()
    (first, start), (last, end) = found[0], found[-1]
    before, after = asks[: start + len(re.split(r"\d", first.text)[0])], asks[end + len(last.text) :]
    alone = bool(ALONE.fullmatch(after)) and not asks_something(asks)
    if not (TRUE.search(after) or alone) and (not TAKES.search(before) or CASE.search(after)):
        return ()
    needed = NEEDED.search(before)
    return tuple(replace(one, bound="least") if needed and not one.bound else one for one, _ in found)


def by_claim(claims: Iterable[Quantity], proof: str) -> Verdict | None:
    """Say whether a text names the numbers that it is taken to name; None where it says nothing of the kind."""
    held = [one for one in quantities(proof) if one.unit not in COUNTED]
    says = [_named(one, held) for one in claims]
    return None if None in says else "yes" if all(says) else "no"


def _named(claim: Quantity, held: Sequence[Quantity]) -> bool | None:
    """Say whether one of the numbers is the one claimed, as the bound that it is claimed to be; None where that is open."""
    alike = [one for one in held if not claim.unit or one.unit == claim.unit or {one.unit, claim.unit} <= TIMES]
    same = [
        one for one in alike if (one.value == claim.value and claim.unit in ("", one.unit)) or _as_long(claim, one) or _about(claim, one)
    ]
    if any(claim.bound in ("", one.bound) or not one.bound for one in same):
        return True
    if claim.bound:
        return False if any(one.bound in ("", claim.bound) for one in alike) else None
    ends = {one.bound for one in alike if one.bound and _within(claim.value, one)}
    return False if alike and ends != {"least", "most"} else None


def _as_long(claim: Quantity, one: Quantity) -> bool:
    """Say whether two spans of time are the same as people count them: 两个月 and 六十日, 一星期 and 七日."""
    if claim.unit == one.unit or not {claim.unit, one.unit} <= DAYS.keys():
        return False
    return math.isclose(claim.value * DAYS[claim.unit], one.value * DAYS[one.unit], rel_tol=A_MONTH_MORE_OR_LESS)


def _about(claim: Quantity, one: Quantity) -> bool:
    """Say whether a number is told as about the one of a text: 三万多亩 and 3.4万亩."""
    return bool(ABOUT.search(claim.text)) and claim.unit == one.unit and claim.value <= one.value < ABOUT_MOST * claim.value


def _within(value: float, limit: Quantity) -> bool:
    return value >= limit.value if limit.bound == "least" else value <= limit.value


def by_limit(question: str, clause: str) -> Verdict | None:
    """Hold a number that is told of a case against the one limit that a clause sets to it: 注册资本50万元够吗 and 不得少于30万元.

    None where the clause sets it to some cases only, or lets others go beyond.
    """
    rule = unreserved(clause)
    if not FITNESS.search(question) or demands(rule) != rule or SAYS["except"].search(rule) or PUNISHED.search(question):
        return None
    limits = [(one, rule[:at]) for one, at in _placed(rule) if one.bound and LIMIT.match(one.text)]
    pairs = [
        (one, limit, before)
        for one, said in ((one, question[:at]) for one, at in _placed(question))
        for limit, before in limits
        if one.unit == limit.unit != "" and _every(said) == _every(before)
    ]
    if len(pairs) != 1:
        return None
    told, limit, before = pairs[0]
    if not shares_words(re.split(r"[，；。]", before)[-1], question):
        return None
    return "yes" if _within(told.value, limit) != asks_wrong(question) else "no"


def asks_wrong(question: str) -> bool:
    """Say whether yes to a question is that something is not as it should be: 违法吗, 不够吗."""
    return bool(WRONG.search(A_NOT_A.sub(r"\1", question)))


def _placed(text: str) -> Iterator[tuple[Quantity, int]]:
    """Yield the numbers of a text with where they stand."""
    at = 0
    for one in quantities(text):
        if (start := text.find(one.text, at)) >= 0:
            yield one, start
            at = start + len(one.text)


def _every(before: str) -> str:
    """Return per what the number behind some words is: 每日, 一天."""
    found = EVERY.search(before)
    return found["of"].replace("天", "日") if found else ""


def shares_words(said: str, question: str) -> bool:
    """Say whether some words have two characters in a row of what a question is about."""
    return any(len(gram) > 1 and gram in said for gram in grams(subject(question)))
