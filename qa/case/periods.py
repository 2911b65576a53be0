"""A period that a question tells, held against the one that a clause sets: 3月1日验收，4月10日才交 and 30日内."""

from __future__ import annotations

import re
from collections.abc import Iterator

from law.deadlines import find_deadlines
from law.model import Deadline
from qa.case.apart import PERIOD, Span, days_apart, in_digits, of_unit, span, unit_of
from qa.case.figures import A_NOT_A, FITNESS, PUNISHED, asks_wrong, claimed, shares_words
from qa.model import Verdict
from qa.wording.marks import alone

AHEAD = re.compile(r"(?:提前|早|前)(?:了|整整)?$|(?:离|距离?)[^，。；？?]{1,12}?(?:还|只|就|仅)*[有剩差隔]?了?$")
BEHIND = re.compile(r"^(?:以?前|之前)")
"""提前25天, 离开赛还有25天, 25天前: how long before something."""
SINCE = re.compile(r"(?:第|[过隔拖用花压等]了?|超过|耽误了?|[拖等]到第?)$")
UNTIL = re.compile(r"^(?:后|内|以?后|才|了)|^就(?=[一-鿿]{0,6}[了的])")
"""过了30天, 30天才: how long behind something."""
LATE = re.compile(
    r"(?<![没未不])(?<![没未不][算有])(?:迟(?!早)|晚(?=了|[吗么吧]|[？?]|没|$)|超期|逾期|过期|超时|误期|拖延|超过?(?:了)?(?:期限|时限))|\b(?:too )?late\b|overdue",
    re.IGNORECASE,
)
FITS = re.compile(
    rf"{FITNESS.pattern}|没(?:有|啥|什么)?(?:毛病|事)|[不没未]算?(?:晚|迟|超|逾)|算数|作数|妥|赶得[上及]|赶趟|守规矩|合不合|\bin (?:time|breach)\b|\bon time\b",
    re.IGNORECASE,
)
"""来得及吗, 没毛病吧, 算数吗: whether a case keeps what is set."""
OF_TIME = re.compile(
    r"来[得不]及|赶[得不][上及]|赶趟|[晚迟](?:了|吗|么|吧|没|[？?]|$)|超期|逾期|过期|超时|误期|时限|期限|过了?时|\b(?:too )?late\b|in time|on time|overdue",
    re.IGNORECASE,
)
SPLIT = re.compile(r"算(?P<what>[^，。；？?算]{2,6})不算(?=[？?]?$)")
"""算违规不算 is 算违规吗."""
UNDONE = re.compile(r"(?:[没未不]有?(?:能|在|于|做到)*|超过)$")
"""没有提前7天, 超过30天: less ahead, or longer, than what is named."""
ANY_ACT = re.compile(r"(?:[才就再没去来日号天]|还没)[送交报给发办弄做寄补](?=[，。？?了的过吧吗]|$)")
"""才送, 没交: what stands for any act."""
BARS = re.compile(r"不|未|没|无|禁止|的$")
"""五年内不得从业, 30日内未答复的: no time to do something in."""
BESIDES = re.compile(r"通过包括[^，。；]{2,20}在内|(?:通过|在)[^，。；]{2,20}(?:网站|平台|媒体|公告栏|报刊)")
"""通过包括网站在内的途径公布: how something is done is demanded beside when."""

EXTENDS = re.compile(r"延长|除外|另有(?:规定|约定)|(?:特殊|紧急)(?:情况|情形|原因)")
NOT_EXTENDED = re.compile(r"(?:没|未|无|不)[^，。；？?]{0,8}(?:延|特殊|紧急|复杂|例外|别的|另外)")
"""没特殊情况, 没批过延期: what a clause lets go beyond its time is not told, or told not to be."""


def by_days(question: str, clause: str, words: str = "") -> Verdict | None:
    """Compare two days, or a period, with the one that a clause sets to what the question is about: 3月1日验收，4月10日才交 and 30日内.

    ``words`` are those of the law for what a question in English is about.
    """
    question = in_digits(SPLIT.sub(r"是\g<what>吗", question))
    if not (FITS.search(question) or asks_late(question)) or PUNISHED.search(A_NOT_A.sub(r"\1", question)) or claimed(question):
        return None
    found = {_in_time(question, limit) for limit in _limits(f"{question} {words}", clause)}
    in_time = found.pop() if len(found) == 1 else None
    if in_time is None or (in_time and BESIDES.search(clause) and alone(question)):
        return None
    if not in_time and EXTENDS.search(clause) and not NOT_EXTENDED.search(question):
        return None
    return "yes" if in_time != (asks_late(question) or asks_wrong(question)) else "no"


def tells_period(question: str) -> bool:
    """Say whether a question tells how long before or behind something a thing is done: 提前3天, 第40天."""
    return any(next(_told(in_digits(question), ahead), None) for ahead in (True, False))


def asks_late(question: str) -> bool:
    """Say whether a question is whether it was too late: 超期没有, 迟了吗; not 没超期吧."""
    return bool(LATE.search(A_NOT_A.sub(r"\1", question)))


def _limits(question: str, clause: str) -> list[Deadline]:
    """Return the periods of a clause for the act that a question tells; where it says no more than 送 or 交, those that run from what it tells.

    The one that a clause sets, where nothing but the time is asked about: of 26 such questions all are answered by what it allows.
    """
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
    found = list(find_deadlines(clause))
    only = found if len(found) == 1 and found[0].relation in ("内", "前") and OF_TIME.search(question) else []
    return acts or events or only


def _in_time(question: str, limit: Deadline) -> bool | None:
    """Say whether what a question tells keeps a period; None where it does not tell, or the units do not allow to say."""
    ahead = limit.relation == "前"
    allowed = of_unit(limit.number, limit.unit)
    if allowed is None:
        return None
    if (apart := days_apart(question)) is not None:
        return _keeps(apart, allowed, ahead)
    told = next(_told(question, ahead), None)
    if told is None or (length := span(told)) is None:
        return None
    same = unit_of(told) == limit.unit and not (told["about"] or told["more"] or told["odd"])
    length, allowed = ((float(told["number"]),) * 2, (limit.number,) * 2) if same else (length, allowed)
    keeps = _keeps(length, allowed, ahead)
    before, after = question[: told.start()], question[told.end() :]
    if UNDONE.search(before) or UNDONE.search(AHEAD.sub("", before)):
        beyond = length[1] <= allowed[0] if ahead else length[0] >= allowed[1]
        return False if beyond else None
    return None if length == allowed and after.startswith("后") else keeps


def _told(question: str, ahead: bool) -> Iterator[re.Match[str]]:
    """Yield the periods that a question tells before something, or behind it."""
    for found in PERIOD.finditer(question):
        before, after = question[: found.start()], question[found.end() :]
        if (AHEAD.search(before) or BEHIND.search(after)) if ahead else (SINCE.search(before) or UNTIL.search(after)):
            yield found


def _keeps(told: Span, allowed: Span, ahead: bool) -> bool | None:
    """Say whether a time keeps what is allowed, at most or at least; None where the one may be either."""
    if ahead:
        return True if told[0] >= allowed[1] else False if told[1] < allowed[0] else None
    return True if told[1] <= allowed[0] else False if told[0] > allowed[1] else None
