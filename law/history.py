"""The note under a title (题注) as events: adopted, approved, promulgated, amended, in force — on which day, by whom, by what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from law.fields import DATE, iso_day
from law.model import Act, Event
from law.normalise import clean, compact

ACTS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    ("修订", re.compile(r"修订")),
    ("修正", re.compile(r"修正|修改(?!〈|《|部分|本市|个别|等)")),
    ("批准", re.compile(r"批准")),
    ("公布", re.compile(r"公布|发布|颁布|印发|令第?\d*号?|公告")),
    ("通过", re.compile(r"通过|会议")),
    ("施行", re.compile(r"施行|实施|生效|执行|试行")),
)
"""What a date in a note is the date of, by the words behind it; the first that is found counts: 第二次修正 of what a session 通过."""
ALSO_IN_FORCE = re.compile(r"(?:公布|发布|颁布|通过|批准)(?:之日)?(?:起|并)?(?:施行|实施|生效|试行)")
"""1988年4月12日…主席团公告第八号公布施行: in force on the same day"""
GOES_ON = re.compile(r"(?:批准的|通过的|并经|、)$")
"""2019年12月27日威海市…通过并经 | 2020年1月15日…批准的《…》修正: two dates of one event"""
AMENDING = re.compile(r"《(.+)》")
ORDER_IN_NOTE = re.compile(r"(?:^|公布|以|经)([^，。；《》（）]{2,40}?)(令|公告)(?:〔[^〕]+〕)?(第?[\d一二三四五六七八九十百〇零]+号)")
"""中华人民共和国国务院令第656号公布; 丽水市第三届人民代表大会常务委员会公告第1号公布"""
SESSION = re.compile(
    r"第?[一二三四五六七八九十百\d]+届|第?[一二三四五六七八九十百\d]+(?:届|次)?(?:[一-龥]{0,6}?会议|会)|审判委员会|检察委员会|常务会议|主席团"
)
"""上海市第十三届人民代表大会常务委员会第三十次会议"""
BODY_END = re.compile(
    r"(?:审议|讨论|修订|表决)?(?:通过|批准|公布|发布|颁布|修订|修正|公告|令|《|并|施行|以|印发|决定|关于)|第[一二三四五六七八九十]+次修|第?\d+号|\d{4}年"
)
TRAILING = re.compile(r"(?:，|、|；|。|根据|自|于|由|经|的|（|）|\(|\)|\s)+$|^(?:由|经|，|以)+")
REPUBLIC = re.compile(r"^中华人民共和国(?=国务院|[^、]{2,12}(?:部|委员会|局|署|总局|银行|院)$)")


def read_history(notes: Iterable[str]) -> tuple[Event, ...]:
    """Return the events that the lines of a note tell of, in the order of the text.

    ``2017年9月30日山东省第十二届人民代表大会常务委员会第三十二次会议批准`` is the 批准 of 2017-09-30 by 山东省人民代表大会常务委员会.
    """
    text = clean("".join(notes))
    dates = [found for found in DATE.finditer(text) if not _in_title(text, found.start())]
    bounds = [*(found.start() for found in dates), len(text)]
    pieces = [(iso_day(found), text[found.end() : end]) for found, (_, end) in zip(dates, pairwise(bounds), strict=True)]
    return tuple(_events(pieces))


def _events(pieces: Iterable[tuple[str | None, str]]) -> Iterator[Event]:
    """Put together what two dates tell of one event; the later day counts."""
    carried = ("", "")
    for day, words in pieces:
        if day is None:
            continue
        joint = carried[1] if carried[1].endswith(("并经", "、")) else ""
        carried = (max(day, carried[0]), joint + words)
        if not GOES_ON.search(words):
            yield from _tell(*carried)
            carried = ("", "")
    if carried[0]:
        yield from _tell(*carried)


def _tell(day: str, words: str) -> Iterator[Event]:
    yield _event(day, words)
    if ALSO_IN_FORCE.search(words):
        yield Event(day, "施行")


def _event(day: str, words: str) -> Event:
    outside = AMENDING.sub("《》", words)
    act: Act = next((act for act, pattern in ACTS if pattern.search(outside)), "通过")
    amending = AMENDING.search(words)
    order = ORDER_IN_NOTE.search(outside)
    number = f"{order[1]}{order[2]}{order[3]}" if order and act == "公布" else None
    return Event(day, act, _body(outside, act), number, amending[1] if amending and act in ("修正", "修订") else None)


def _body(words: str, act: Act) -> str | None:
    """Return the body that acts, without session and number: 东营市第八届人民代表大会常务委员会第5次会议 is 东营市人民代表大会常务委员会."""
    if act == "施行":
        return None
    bodies = []
    for part in re.split(r"、(?=[^、]*(?:院|部|委|局|会|军|署|厅|行))", words):
        found = BODY_END.search(part)
        name = TRAILING.sub("", SESSION.sub("", part[: found.start()] if found else part))
        bodies.append(plain_body(name))
    named = [body for body in bodies if 2 <= len(body) <= 40]
    return "、".join(dict.fromkeys(named)) or None


def plain_body(name: str) -> str:
    """Return the name of a body without session and without what all bodies of the state share: 中华人民共和国国务院 is 国务院."""
    return REPUBLIC.sub("", compact(SESSION.sub("", name)))


def enacting_body(history: Iterable[Event]) -> str | None:
    """Return who issued a text: the body that adopted it first, else the one that promulgated, amended or approved it."""
    events = tuple(history)
    for act in ("通过", "公布", "修订", "修正", "批准"):
        body = next((event.body for event in events if event.act == act and event.body), None)
        if body:
            return body
    return None


def _in_title(text: str, at: int) -> bool:
    return text.count("《", 0, at) > text.count("》", 0, at)


def order_number(history: Iterable[Event]) -> str | None:
    """Return the number of the order that promulgated a text last: 中华人民共和国国务院令第571号."""
    return next((event.number for event in reversed(tuple(history)) if event.number), None)


def enacted_on(history: Iterable[Event]) -> str | None:
    """Return the latest day of adoption, approval, promulgation or amendment."""
    return max((event.day for event in history if event.act != "施行"), default=None)


def in_force_on(history: Iterable[Event]) -> str | None:
    """Return the latest day on which a text or an amendment of it came into force."""
    return max((event.day for event in history if event.act == "施行"), default=None)
