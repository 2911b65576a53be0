"""The note under a title (题注) as events: adopted, approved, promulgated, amended, in force — on which day, by whom, by what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from law.fields import DATE, iso_day
from law.labels import match_label
from law.model import Act, Event
from law.normalise import Line, clean, compact

ADOPTED = r"通过|公布|发布|修正|修订|批准|施行|实施|生效|试行|会议|审判委员会|检察委员会"
NOTE = re.compile(rf"[（(]? ?(?:根据)?\d{{4}} ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日[^。]*(?:{ADOPTED}|修改|颁布|令|公告|根据|决定|号)")
"""2002年6月28日 浙江省第九届人民代表大会常务委员会第三十五次会议通过"""
BRACKETED_NOTE = re.compile(rf"[（(][^。：；]{{0,60}}(?:会议|{ADOPTED})[^。；]*\d{{4}} ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日[^。；]*[）)]?")
"""（最高人民法院审判委员会第1237次会议通过 2002年8月16日最高人民法院公告公布 自2002年8月23日起施行）"""
NOTE_TAIL = re.compile(rf"[^。：]*(?:{ADOPTED}|决定》?|根据)[）)]?")
"""第1815次会议通过，自2021年1月1日起施行）"""
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
NUMBER_IN_NOTE = re.compile(r"(?<=[局会府厅部委院室以])(?!以)[一-龥]{1,7}〔\d{4}〕\d{1,5}号")
"""某市教育局某教规〔2020〕44号公布"""
SESSION = re.compile(
    r"第?[一二三四五六七八九十百\d]+届|第?[一二三四五六七八九十百\d]+(?:届|次)?(?:[一-龥]{0,6}?会议|会)|审判委员会|检察委员会|常务会议|主席团"
)
"""上海市第十三届人民代表大会常务委员会第三十次会议"""
BODY_END = re.compile(
    r"(?:审议|讨论|修订|表决)?(?:通过|批准|公布|发布|颁布|修订|修正|公告|令|《|并|施行|以|印发|决定|关于)|第[一二三四五六七八九十]+次修|第?\d+号|\d{4}年|(?<=[局会府厅部委院室])[一-龥]{1,7}〔\d{4}〕"
)
TRAILING = re.compile(r"(?:，|、|；|。|根据|自|于|由|经|的|（|）|\(|\)|\s)+$|^(?:由|经|，|以)+")
REPUBLIC = re.compile(r"^中华人民共和国(?=国务院|[^、]{2,12}(?:部|委员会|局|署|总局|银行|院)$)")


def note_at(lines: Sequence[Line], at: int, *, begun: bool) -> int:
    """Return how many lines from ``at`` belong to a note of adoption or amendment; one in brackets runs until they close.

    ``begun`` says that a line of the note stands above.
    """
    text = lines[at].text
    sentence = text.endswith(("。", "：", ":", "，")) and not text.startswith(("（", "("))
    if match_label(text) or sentence or not (NOTE.match(text) or BRACKETED_NOTE.fullmatch(text) or (begun and _is_note_tail(text))):
        return 0
    if text[0] not in "（(":
        return 1
    for end in range(at, min(at + 12, len(lines))):
        if match_label(lines[end].text) and end > at:
            break
        if lines[end].text.endswith(("）", ")")):
            return end - at + 1
    return 1


def _is_note_tail(text: str) -> bool:
    return len(text) <= 120 and bool(NOTE_TAIL.fullmatch(text))


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
    numbered = NUMBER_IN_NOTE.search(outside)
    number = f"{order[1]}{order[2]}{order[3]}" if order else numbered[0] if numbered else None
    return Event(
        day, act, _body(outside, act), number if act == "公布" else None, amending[1] if amending and act in ("修正", "修订") else None
    )


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
