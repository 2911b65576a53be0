"""A period that a question tells, held against the one that a clause sets: 3月1日验收，4月10日才交 and 30日内."""

from __future__ import annotations

import re
from datetime import date

from law.deadlines import find_deadlines
from law.model import Deadline
from qa.figures import A_NOT_A, FITNESS, PUNISHED, asks_wrong, claimed, shares_words
from qa.model import Verdict
from qa.ranges import in_digits

DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
SOME_YEAR = 2018
"""The year of two days that name none: one without a 29 February, as is the next."""
PERIOD = r"(\d+)\s*(个?工作日|[日天]|个月|周|个?星期)"
IN_ADVANCE = re.compile(rf"(?:提前|早|前)(?:了)?\s*{PERIOD}|{PERIOD}(?:以?前|之前)|(\d+) (day)s? (?:before|ahead|in advance|earlier)")
LATE = re.compile(
    r"(?<![没未不])(?<![没未不][算有])(?:迟(?!早)|晚(?=了|[吗么吧]|[？?]|没|$)|超期|逾期|过期|超时|误期|拖延|超过?(?:了)?(?:期限|时限))|\b(?:too )?late\b|overdue",
    re.IGNORECASE,
)
AFTER = re.compile(rf"{PERIOD}(?:后|内|以?后|才|了)|第(\d+)([日天])|(?:过了|隔了|拖了|用了|超过){PERIOD}|(\d+) (day)s? (?:after|later)")
UNDONE = re.compile(r"(?:[没未不]有?(?:能|在|于|做到)*|超过)$")
"""没有提前7天, 超过30天: less ahead, or longer, than what is named."""
ANY_ACT = re.compile(r"(?:[才就再没去来日号天]|还没)[送交报给发办弄做寄补](?=[，。？?了的过吧吗]|$)")
"""才送, 没交: what stands for any act."""
BARS = re.compile(r"不|未|没|无|禁止|的$")
"""五年内不得从业, 30日内未答复的: no time to do something in."""
DAYS = {"日": (1, 1), "周": (7, 7), "星期": (7, 7), "月": (28, 31)}
"""How many days a unit of time has, at least and at most."""


def by_days(question: str, clause: str) -> Verdict | None:
    """Compare two days, or a period, with the one that a clause sets to what the question is about: 3月1日验收，4月10日才交 and 30日内."""
    question = in_digits(question)
    if not (FITNESS.search(question) or asks_late(question)) or PUNISHED.search(A_NOT_A.sub(r"\1", question)) or claimed(question):
        return None
    found = {_in_time(question, limit) for limit in _limits(question, clause)}
    in_time = found.pop() if len(found) == 1 else None
    return None if in_time is None else "yes" if in_time != (asks_late(question) or asks_wrong(question)) else "no"


def asks_late(question: str) -> bool:
    """Say whether a question is whether it was too late: 超期没有, 迟了吗; not 没超期吧."""
    return bool(LATE.search(A_NOT_A.sub(r"\1", question)))


def _limits(question: str, clause: str) -> list[Deadline]:
    """Return the periods of a clause for the act that a question tells; where it says no more than 送 or 交, those that run from what it tells."""
    acts: list[Deadline] = []
    events: list[Deadline] = []
    at = 0
    for limit in find_deadlines(clause):
        start = max(clause.find(limit.text, at), 0)
        at = start + len(limit.text)
        words = re.split(r"[；。\n]", clause[at:])[0]
        at_once = re.match(r"[，、]?[^，]*", words)
        if limit.relation not in ("内", "前") or (at_once and BARS.search(at_once[0])):
            continue
        if shares_words(words, question):
            acts.append(limit)
        elif limit.anchor and limit.anchor in question and ANY_ACT.search(question):
            events.append(limit)
    return acts or events


def _in_time(question: str, limit: Deadline) -> bool | None:
    """Say whether what a question tells keeps a period; None where it does not tell, or the units do not allow to say."""
    ahead = limit.relation == "前"
    apart = _apart(list(DAY.finditer(question)))
    if apart is not None:
        return _keeps(_compared(apart, "日", limit), ahead)
    match = (IN_ADVANCE if ahead else AFTER).search(question)
    if match is None:
        return None
    number, unit = (group for group in match.groups() if group)
    compared = _compared(int(number), unit, limit)
    if UNDONE.search(question[: match.start()]) or match[0].startswith("超过"):
        return False if compared is not None and (compared <= 0 if ahead else compared >= 0) else None
    if compared == 0 and match[0].endswith("后"):
        return None
    return _keeps(compared, ahead)


def _keeps(compared: int | None, ahead: bool) -> bool | None:
    return None if compared is None else compared >= 0 if ahead else compared <= 0


def _compared(number: float, unit: str, limit: Deadline) -> int | None:
    """Say whether a period is shorter than a limit (-1), longer (1) or the same (0); None where months and days do not tell."""
    unit = "日" if unit in ("天", "day") else unit.removeprefix("个")
    if unit == limit.unit:
        return (number > limit.number) - (number < limit.number)
    given, allowed = _days(number, unit), _days(limit.number, limit.unit)
    if given is None or allowed is None:
        return None
    return -1 if given[1] < allowed[0] else 1 if given[0] > allowed[1] else None


def _days(number: float, unit: str) -> tuple[float, float] | None:
    """Return how many days a period has, at least and at most; working days may lie around holidays."""
    if unit == "工作日":
        return number, 2 * number + 10
    return (number * DAYS[unit][0], number * DAYS[unit][1]) if unit in DAYS else None


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
