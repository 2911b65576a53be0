"""Time limits and frequencies: 自受理之日起30日内, 举办20日前, 每年至少1次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from law.amounts import NUMBER, parse_amount
from law.model import Deadline

UNIT = r"个?工作日|个?自然日|日|天|个?月|年|周|个?小时|分钟"
# 3月31日前: a date
NOT_A_DATE = r"(?<![月0-9一二三四五六七八九十百])"
# 自受理申请之日起三十日内; 收到申请后15个工作日内; 举办20日前; 30日以内; 每年3月31日前 is a date and none
LIMIT = re.compile(
    rf"(?:(?:自|从|于|在)?(?P<since>[^，；。：、自从]{{1,40}}?)(?:之日起|之时起|之日后|之后|后|起))?(?:的)?(?P<number>{NOT_A_DATE}{NUMBER})\s*(?P<unit>{UNIT})(?P<relation>以?内|之内|以?前|之前|后)"
    r"(?!款|条|项|述)"
)
# 在赛事举办的20日前, 开工前15日
BEFORE = re.compile(
    rf"(?:在|于)?(?P<event>[^，；。：、在于]{{1,24}}?)(?:的|之)?前(?:的)?(?P<number>{NOT_A_DATE}{NUMBER})\s*(?P<unit>{UNIT})(?![前内])"
)
EVENT_BEFORE_NUMBER = re.compile(r"(?:在|于|应当|必须|提前)?(?P<event>[^，；。：、在于应当]{1,24}?)(?:的|之日)?$")
# 每年至少1次, 每半年不少于一次, 每两年进行一次
FREQUENCY = re.compile(
    rf"每(?P<period>半?年度?|季度?|个?月|周|日|天|学期|学年|{NUMBER}\s*(?:{UNIT}))(?:应当|至少|不少于|不超过|组织|进行|开展|[^，；。]{{0,12}}?)?(?P<number>{NUMBER})\s*(?P<unit>次|遍|学时|小时|课时)"
)


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """Find the time limits and frequencies of a text, in order; dates (3月31日前) and terms of punishment are none.

    ``应当自受理之日起30日内作出决定`` gives 30 日, 内, counted from 受理之日.
    """
    found = sorted(_find(text), key=lambda pair: pair[0])
    taken: list[tuple[int, int, Deadline]] = []
    for start, end, deadline in found:
        if not taken or start >= taken[-1][1]:
            taken.append((start, end, deadline))
    return tuple(deadline for _, _, deadline in taken)


def _find(text: str) -> Iterator[tuple[int, int, Deadline]]:
    if not any(unit in text for unit in "日天月年周时分"):
        return
    for found in FREQUENCY.finditer(text):
        yield found.start(), found.end(), Deadline(found[0], parse_amount(found["number"]), found["unit"], "每", found["period"])
    for found in BEFORE.finditer(text):
        yield (
            found.start(),
            found.end(),
            Deadline(found[0], parse_amount(found["number"]), _unit(found["unit"]), "前", _clean(found["event"])),
        )
    for found in LIMIT.finditer(text):
        relation: Literal["内", "前", "后"] = "内" if "内" in found["relation"] else "前" if "前" in found["relation"] else "后"
        since = found["since"]
        words = found[0]
        if since is None and relation == "前":
            event = EVENT_BEFORE_NUMBER.search(text, max(found.start() - 30, 0), found.start())
            since = event["event"] if event else None
            words = text[event.start("event") : found.end()] if event and since else words
        yield found.start(), found.end(), Deadline(words, parse_amount(found["number"]), _unit(found["unit"]), relation, _clean(since))


def _unit(unit: str) -> str:
    return unit.removeprefix("个") if unit != "个月" else "月"


def _clean(words: str | None) -> str | None:
    """Cut what stands before the event: 主办方应当在赛事举办 → 赛事举办."""
    if words is None:
        return None
    words = re.sub(r".*(?:应当|必须|可以|应|自|从|(?<![所现])在|于)(?=.)", "", words)
    return words.strip() or None
