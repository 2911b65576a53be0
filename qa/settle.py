"""Yes, no or conditional in front of a conclusion, whatever its kind: from the modality, the values or the days in the clause that it quotes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from qa.claims import bodies, same_body
from qa.draft import Draft, Reading
from qa.kinds import ASKS_BESIDES, asked, asks_besides, asks_yes_no
from qa.marks import SAYS
from qa.model import Verdict
from qa.ranges import asked_sum, compare, fines, in_digits
from qa.verdict import verdict
from qa.words import say

TERSE_NEED = re.compile(r"^[^？?]{0,12}(?:审批|批准|许可|备案)[^？?]{0,4}$")
"""办赛 审批: a question of three words is whether that is needed."""
AMOUNT = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<scale>万|亿|千)?(?P<unit>元|个?工作日|日|天|个?月|小时|次|家|名|项|个|颗|人|%|倍)?(?!\d)")
"""3万元, 200亿, 20日."""
SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1000}
DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
SOME_YEAR = 2018
"""The year of two days that name none: one without a 29 February, as is the next."""
WITHIN = re.compile(r"(?P<days>\d+)(?:个?工作)?[日天]内")
AHEAD = re.compile(r"(?P<days>\d+)[日天](?:以?前|之前)")
IN_ADVANCE = re.compile(
    r"(?:提前|早|前)(?:了)?(?P<days>\d+)[日天]|(?P<other>\d+)[日天](?:以?前|之前)|(?P<english>\d+) days? (?:before|ahead|in advance|earlier)"
)
LATE = re.compile(
    r"(?<![没未不])(?<![没未不][算有])(?:迟(?!早)|晚(?=了|[吗么吧]|[？?]|没|$)|超期|逾期|过期|超时|误期|拖延|超过?(?:了)?(?:期限|时限))|\b(?:too )?late\b|overdue",
    re.IGNORECASE,
)
A_NOT_A = re.compile(r"([一-鿿])[没不]\1")
"""超没超期: 超期."""
IN_CHARGE = re.compile(r"由|归|负责|牵头|主管|说了算|来管")
AFTER = re.compile(
    r"(?P<days>\d+)[日天](?:后|内|以?后|才|了)|第(?P<nth>\d+)[日天]|(?:过了|隔了|拖了|用了|超过)(?P<passed>\d+)[日天]|(?P<english>\d+) days? (?:after|later)"
)


def settle(reading: Reading, draft: Draft) -> Draft:
    """Return the draft with a verdict and the words for it in front, where the question can be answered by yes or no."""
    own = reading.understanding.own
    if draft.refused or not draft.quotes or reading.understanding.kind in ("article", "which", "definition"):
        return draft
    terse = reading.understanding.kind in ("approval", "other") and bool(TERSE_NEED.search(own))
    if draft.verdict is None and not (asks_yes_no(own) or terse):
        return draft
    if (held := _by_range(reading, draft)) is not None:
        return held
    says = (
        by_days(in_digits(own), in_digits(_proof(draft)))
        or _by_values(reading, draft)
        or draft.verdict
        or _by_bodies(reading, draft)
        or _by_modality(reading, draft, terse)
    )
    if says is None:
        return draft
    frame = say("law-says", reading.language)
    words = draft.conclusion.removeprefix(frame)
    if reading.understanding.kind in ("penalty", "effect"):
        return replace(draft, verdict=says)
    what = _frame("need" if terse else asked(own), says, _clause(draft))
    if reading.understanding.kind == "scope":
        what = "fact" if says == "yes" else "scope"
    return replace(draft, conclusion=say(f"{what}-{says}", reading.language) + words, verdict=says)


def _frame(what: str, says: Verdict, clause: str) -> str:
    """Return how yes or no is worded: 可以, 不可以 and 需要 only where the clause says so itself; what merely follows from it is a plain yes or no."""
    said = {"may-yes": "may", "may-no": "forbids", "need-yes": "shall"}.get(f"{what}-{says}")
    if said is None or SAYS[said].search(clause):
        return what
    return "act" if says == "no" else "fact"


def _proof(draft: Draft) -> str:
    return "\n".join(quote.text for quote in draft.quotes)


def _by_modality(reading: Reading, draft: Draft, terse: bool) -> Verdict | None:
    own = (reading.understanding.mended or reading.understanding.own) + ("，需要吗" if terse else "")
    if ASKS_BESIDES.search(own) and reading.understanding.kind in ("number", "deadline", "list", "penalty"):
        return None
    return verdict(own, _clause(draft), reading.judged(_clause(draft)))


def _by_bodies(reading: Reading, draft: Draft) -> Verdict | None:
    """Compare the body that a question says is in charge with those that the clause charges: 是不是由财政厅牵头 and 由省经信委牵头."""
    own = reading.understanding.mended or reading.understanding.own
    if not IN_CHARGE.search(own) or asks_besides(own):
        return None
    clause = _clause(draft)
    return "no" if same_body(own, clause) is False and not any(body in clause for body in bodies(own)) else None


def _clause(draft: Draft) -> str:
    """Return the sentence that the conclusion was drawn from; an item with the words that lead it."""
    if draft.ground:
        return draft.ground
    first = draft.quotes[0]
    items = [quote for quote in draft.quotes[1:2] if quote.citation.item and quote.citation.provision == first.citation.provision]
    sentences = re.findall(r"[^。\n]+[。]?", first.text)
    told = re.split(r"……|。", re.sub(r"^[A-Z].*?: ", "", draft.conclusion))
    fitting = [one for one in sentences if any(len(part) > 6 and part.strip("。") in one for part in told)]
    return ("".join(fitting) or first.text) + "".join(quote.text for quote in items)


def by_days(question: str, proof: str) -> Verdict | None:
    """Compare two days, or a number of days, with a period: 3月1日验收，4月10日才交 and 30日内."""
    says = _in_time(question, proof)
    if says is None or not asks_late(question):
        return says
    return "no" if says == "yes" else "yes"


def asks_late(question: str) -> bool:
    """Say whether a question is whether it was too late: 超期没有, 迟了吗; not 没超期吧."""
    return bool(LATE.search(A_NOT_A.sub(r"\1", question)))


def _in_time(question: str, proof: str) -> Verdict | None:
    within, ahead = WITHIN.search(proof), AHEAD.search(proof)
    apart = _apart(list(DAY.finditer(question)))
    if apart is not None:
        if within:
            return "yes" if apart <= int(within["days"]) else "no"
        if ahead:
            return "yes" if apart >= int(ahead["days"]) else "no"
    if ahead and (match := IN_ADVANCE.search(question)):
        given = next(int(value) for value in match.groups() if value)
        return "yes" if given >= int(ahead["days"]) else "no"
    if within and (match := AFTER.search(question)):
        given = next(int(value) for value in match.groups() if value)
        return "yes" if given <= int(within["days"]) else "no"
    return None


def _apart(days: list[re.Match[str]]) -> int | None:
    """Return how many days lie between two days; None where there are not two.

    A day without a year is of the other one's year; 12月20日…，1月10日 goes over the turn of the year, which is nearer than going back.
    """
    if len(days) != 2:
        return None
    year = next((int(day["year"]) for day in days if day["year"]), SOME_YEAR)
    first, second = (_date(day, year) for day in days)
    if first is None or second is None:
        return None
    apart = (second - first).days
    if apart >= 0 or all(day["year"] for day in days):
        return abs(apart)
    start, end = (_date(days[0], year - 1), second) if days[1]["year"] else (first, _date(days[1], year + 1))
    return min(-apart, (end - start).days) if start and end else -apart


def _date(day: re.Match[str], year: int) -> date | None:
    """Return the date of a day, in ``year`` where it names none; None for 2月30日."""
    try:
        return date(int(day["year"] or year), int(day["month"]), int(day["day"]))
    except ValueError:
        return None


def _by_range(reading: Reading, draft: Draft) -> Draft | None:
    """Compare a fine that the question names with the range that is quoted: 罚款能到10万吗; None where either is missing."""
    own = reading.understanding.own
    asked_for = asked_sum(own)
    ranges = fines(quote.text for quote in draft.quotes)
    if asked_for is None or not ranges or asks_besides(own):
        return None
    if compare(own, asked_for, ranges) == "yes":
        return replace(draft, verdict="yes" if draft.verdict is None or FIXED.search(own) else draft.verdict)
    frame = say("law-says", reading.language)
    return replace(draft, conclusion=say("outside", reading.language) + draft.conclusion.removeprefix(frame), verdict="no")


FIXED = re.compile(r"最[高低多少]|上限|下限|封顶|顶格|至少|\bmaximum|\bminimum", re.IGNORECASE)
"""What the law says, whatever the case."""


def _by_values(reading: Reading, draft: Draft) -> Verdict | None:
    """Compare the values of the question with those of the clause: 罚款最高是5万元吗."""
    own = YEARS.sub(" ", reading.understanding.own)
    if reading.understanding.kind == "scope" or asks_besides(own) or not TELLS.search(own):
        return None
    values, there = (_values(text) for text in (own, YEARS.sub(" ", _proof(draft))))
    if not values or not there:
        return None
    known = {value for value, _ in there}
    return "yes" if all(value in known for value, _ in values) else "no"


YEARS = re.compile(r"(?:19|20)\d{2}年?|\d{1,2}月(?:\d{1,2}[日号])?|第[\d一二三四五六七八九十]+[条款项]|\d+英寸|\d+纳米")
TELLS = re.compile(r"是不?是?|达到|要求|需要?|必须|要|最高|最低|上限|下限|够|对吗|\bis\b|\bare\b", re.IGNORECASE)


def _values(text: str) -> list[tuple[float, str]]:
    found = []
    for match in AMOUNT.finditer(text):
        if not match["scale"] and not match["unit"]:
            continue
        unit = (match["unit"] or "").removeprefix("个").replace("天", "日")
        found.append((float(match["value"]) * SCALE.get(match["scale"] or "", 1), unit))
    return found
