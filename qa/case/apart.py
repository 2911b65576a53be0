"""How long apart two days are that a question tells, and how long a time it tells: 3月1日…4月中旬, 一个半月, 二十来天."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from law.numerals import NumeralError, parse_numeral

_NUMERAL = "[一二两三四五六七八九十]{1,3}"
SPELT = re.compile(
    rf"{_NUMERAL}(?=月份?的?(?:{_NUMERAL}|\d{{1,2}})[日号]|月份?的?(?:[上中下]旬|初|底|末))|(?<=月){_NUMERAL}(?=[日号])|(?<=月份){_NUMERAL}(?=[日号])"
    rf"|{_NUMERAL}(?=[多来几]?(?:个[多半]?月|[日天]|个?工作日|周|个?星期|个?礼拜))"
)
"""三月一号, 四月中旬, 一个半月, 四十来天."""
DAY = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月份?|(?P<same>当月|同月|本月|这个?月)|(?P<next>次月|下个?月|隔月)|(?P<last>上个?月))的?"
    r"(?:(?P<day>\d{1,2})[日号]|(?P<part>[上中下]旬|初|底|末))"
)
BARE = re.compile(r"(?<![\d月第〕]) ?(?P<day>\d{1,2})号(?![文令楼线院馆地])")
"""5号验收，当月28号就交: a day without a month, beside one that names its month by it."""
SOME_YEAR = 2018
"""The year of two days that name none: one without a 29 February, as is the next."""
PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (25, 31), "末": (25, 31)}
"""The days that a part of a month may be."""
MONTHS = {name: at for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1)}
ENGLISH = re.compile(
    r"\b(?:(?P<part>early|mid|late)[ -])?(?:(?:the )?(?P<before>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?"
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    r"(?: (?P<after>\d{1,2})(?:st|nd|rd|th)?(?! days?))?\b",
    re.IGNORECASE,
)
ENGLISH_SPAN = re.compile(r"(?P<days>\d+) days? (?:(?P<ahead>before|ahead|in advance|earlier)|after|later|(?P<ago>ago))", re.IGNORECASE)
ENGLISH_PARTS = {"early": "上旬", "mid": "中旬", "late": "下旬"}
PERIOD = re.compile(
    r"(?P<about>快|将近|近|不到|不足|差不多|大概)?"
    r"(?:(?P<number>(?<![\d月])\d+)\s*(?P<more>[多来几])?(?P<unit>个半月|个多月|个月|个?工作日|[日天]|周|个?星期|个?礼拜)(?P<odd>多)?|(?P<half>半)个?多?月)"
)
"""30天, 快一个月, 一个半月, 四十来天, 半个月."""
LESS = ("快", "将近", "近", "不到", "不足")
DAYS = {"日": (1, 1), "周": (7, 7), "星期": (7, 7), "月": (28, 31)}
"""How many days a unit of time has, at least and at most."""
Span = tuple[float, float]
"""The least and the most days that a time may be."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a part of a month; where no month is named, months from the one that the other day is of."""

    year: int | None
    month: int | None
    ahead: int
    first: int
    last: int


def in_digits(text: str) -> str:
    """Return a text with the numbers of its days and periods in digits, English days in Chinese.

    >>> in_digits("三月一号验收，拖了一个半月"), in_digits("from March 1 to mid-April")
    ('3月1号验收，拖了1个半月', 'from 3月1日 to 4月中旬')
    """
    text = ENGLISH_SPAN.sub(
        lambda found: (
            f"提前{found['days']}天 " if found["ahead"] else f"过了{found['days']}天 " if found["ago"] else f"{found['days']}天后 "
        ),
        text,
    )
    return SPELT.sub(_digits, ENGLISH.sub(_in_chinese, text))


def _digits(found: re.Match[str]) -> str:
    try:
        return str(parse_numeral(found[0]))
    except NumeralError:
        return found[0]


def _in_chinese(found: re.Match[str]) -> str:
    day, part = found["before"] or found["after"], ENGLISH_PARTS.get((found["part"] or "").lower())
    if not (day or part):
        return found[0]
    return f"{MONTHS[found['month'][:3].lower()]}月{part or f'{day}日'}"


def days_apart(question: str) -> Span | None:
    """Return how many days lie between the two days of a question, at least and at most; None where there are not two.

    >>> days_apart("3月1日验收，4月中旬才交"), days_apart("5号验收，次月12号交")
    ((41, 50), (35, 38))

    A day without a year is of the other one's year; 12月20日…，1月10日 goes over the turn of the year, which is nearer than going back.
    """
    days = _days(question)
    if len(days) != 2:
        return None
    first, second = days
    if first.month is None and second.month is None:
        return _months_apart(first, second)
    if first.month is None or second.month is None:
        first, second = _beside(first, second)
    if first.month is None or second.month is None:
        return None
    year = first.year or second.year or SOME_YEAR
    tries = [_between(first, second, first.year or year, second.year or year)]
    if not first.year and second.year:
        tries.append(_between(first, second, year - 1, year))
    elif not second.year:
        tries.append(_between(first, second, year, year + 1))
    found = [one for one in tries if one]
    return min(found, key=lambda one: one[0], default=None)


def _days(question: str) -> list[Day]:
    found = [(match.start(), _day(match)) for match in DAY.finditer(question)]
    if len(found) == 1 and found[0][1].month is None:
        rest = DAY.sub(lambda match: "，" * len(match[0]), question)
        found += [(match.start(), Day(None, None, 0, int(match["day"]), int(match["day"]))) for match in BARE.finditer(rest)]
    return [day for _, day in sorted(found, key=lambda pair: pair[0])]


def _day(match: re.Match[str]) -> Day:
    first, last = PARTS[match["part"]] if match["part"] else (int(match["day"]), int(match["day"]))
    ahead = 1 if match["next"] else -1 if match["last"] else 0
    return Day(int(match["year"]) if match["year"] else None, int(match["month"]) if match["month"] else None, ahead, first, last)


def _months_apart(first: Day, second: Day) -> Span | None:
    """Return the same of two days of months that are not named: 上个月20号…，这个月15号."""
    months = second.ahead - first.ahead
    if months < 0:
        return _months_apart(second, first)
    least, most = second.first - first.last + 28 * months, second.last - first.first + 31 * months
    return (abs(least), abs(most)) if least * most > 0 else (0, max(abs(least), abs(most)))


def _beside(first: Day, second: Day) -> tuple[Day, Day]:
    """Return two days with the month of the one that is named by the other: 3月5日…，当月28日."""
    named, other = (first, second) if first.month is not None else (second, first)
    months = (named.month or 1) - 1 + other.ahead
    year = named.year + months // 12 if named.year else None
    told = Day(year, months % 12 + 1, 0, other.first, other.last)
    return (first, told) if named is first else (told, second)


def _between(first: Day, second: Day, year: int, other: int) -> Span | None:
    """Return the days between two days of these years; None for 2月30日."""
    starts, ends = _dates(first, year), _dates(second, other)
    if starts is None or ends is None:
        return None
    apart = sorted(((ends[0] - starts[1]).days, (ends[1] - starts[0]).days))
    if apart[0] < 0 < apart[1]:
        return 0, max(-apart[0], apart[1])
    return min(map(abs, apart)), max(map(abs, apart))


def _dates(day: Day, year: int) -> tuple[date, date] | None:
    try:
        last = day.last if day.first == day.last else min(day.last, monthrange(year, day.month or 1)[1])
        return date(year, day.month or 1, day.first), date(year, day.month or 1, last)
    except ValueError:
        return None


def span(match: re.Match[str]) -> Span | None:
    """Return how many days the period of a match of :data:`PERIOD` is, at least and at most."""
    if match["half"]:
        return 14, 16
    number, unit = int(match["number"]), unit_of(match)
    more = match["more"] or match["odd"] or unit == "多月"
    if unit == "半月":
        return 28 * number + 14, 31 * number + 16
    found = of_unit(number, unit.removeprefix("多"))
    if found is None:
        return None
    if match["about"] in LESS:
        return found[0] * (0.5 if match["about"] in ("不到", "不足") else 0.75), found[1] - 1
    if match["about"]:
        return None
    if more:
        beyond = (
            of_unit(number + 1, unit.removeprefix("多")) if unit not in ("日", "工作日") else (0, number + (9 if number % 10 == 0 else 1))
        )
        return found[0] + (match["more"] != "来"), (beyond[1] if beyond else found[1]) - 1
    return found


def unit_of(match: re.Match[str]) -> str:
    """Return the unit of the period of a match of :data:`PERIOD` as the law names it: 日 for 天, 星期 for 个礼拜; ``""`` for 半个月."""
    return (match["unit"] or "").removeprefix("个").replace("天", "日").replace("礼拜", "星期")


def of_unit(number: float, unit: str) -> Span | None:
    """Return how many days so many units of time are, at least and at most; working days may lie around holidays."""
    if unit == "工作日":
        return number, 2 * number + 10
    return (number * DAYS[unit][0], number * DAYS[unit][1]) if unit in DAYS else None
