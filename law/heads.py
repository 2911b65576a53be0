"""What stands around the body of a document: title, notes, order of promulgation, notice of issue, number, signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from law.fields import iso_date
from law.furniture import PRINTED_BY, is_page_matter, without_end
from law.history import NOTE, enacted_on, enacting_body, note_at, order_number, plain_body, read_history
from law.labels import match_label
from law.layout import SENTENCE_END, Placed, join
from law.model import NOTICE, ORDER, Event, Paragraph, Provision
from law.normalise import Line, clean, compact, tighten
from law.split import (
    BODY_OF_STATE,
    BYLINE,
    DATE_LINE,
    DATED,
    DOCUMENT_NUMBER,
    LONGEST_NOTICE,
    ORDER_NUMBER,
    TITLE_NOTE,
    WHOLE_ORDER,
    is_marker,
    is_title_line,
    order_at,
)

TITLE_END = re.compile(
    r"(?:法|法典|条例|办法|规定|细则|规则|决定|决议|解释|意见|通知|方案|预案|规划|批复|安排|章程|规范|解答|计划|纲要|贺词|编|附则"
    r"|准则|守则|基准|标准|规程|制度|措施|要点|通告|公告|通报|答复|复函|清单|目录|纪要|指南)(?:（[^（）]*）)?$"
)
ISSUES = re.compile(r"(?:印发|发布|转发|批转|公布|下发|颁发)(.+?)(?:的?通知)$")
"""浙江省人民政府关于印发浙江省新一代人工智能发展规划的通知"""
BOOK = re.compile(r"[^第，。][^，。]{0,8}编")
"""物权编, under 中华人民共和国民法典"""
ANNEX_LINE = re.compile(r"附(?:件|表|录|图)? ?[一二三四五六七八九十\d]{0,3} ?(?:[：:]|$)")
"""附件; 附件1; 附："""
ADOPTER = re.compile(r"已?由(?:中华人民共和国)?([^，。《》]{2,40}?(?:大会|委员会))第[^，。]{1,8}次会议")
"""《…法》已由中华人民共和国第十三届全国人民代表大会常务委员会第三十五次会议于2022年6月24日通过"""
OFFICE_REMARK = re.compile(r"[（(](?:此件|本文有删减|此文|本公报|联系(?:人|单位|部门|电话|方式) ?[:：])[^（）()。]{0,60}[）)]")
"""（此件公开发布）; （此件有删减）; （本文有删减）; （联系单位：区城市管理局，联系电话：…）"""
DOCUMENT_NUMBER_IN_FIELD = re.compile(rf"(?:文 ?号|发文字号) ?[:：] ?({DOCUMENT_NUMBER.pattern})")
LONGEST_TITLE = 120
"""Characters of a title on one line, notice and amending decision included."""


@dataclass(slots=True)
class Head:
    """What was read around the body, filled step by step; ``body`` holds the lines that are left."""

    title: str = ""
    notice_title: str | None = None
    document_number: str | None = None
    issuing_authority: str | None = None
    signatory: str | None = None
    signatory_office: str | None = None
    promulgation_date: str | None = None
    front: list[Provision] = field(default_factory=list)
    history: tuple[Event, ...] = ()
    notes: list[Line] = field(default_factory=list)
    """Lines under the title that tell when the text was adopted and amended (题注)."""
    placed: list[Placed] = field(default_factory=list)
    body: Sequence[Line] = ()


def take_remarks(lines: Sequence[Line]) -> tuple[list[Line], list[Placed]]:
    """Set aside the remarks that an office prints beside a text: （此件公开发布）."""
    kept = [line for line in lines if not OFFICE_REMARK.fullmatch(line.text)]
    return kept, [Placed(line.number, line.text, "附注") for line in lines if OFFICE_REMARK.fullmatch(line.text)]


def read_head(lines: Sequence[Line], margin: float | None) -> Head:
    """Read what stands around the body of a document; the words of orders and notices become front matter."""
    head = Head()
    if ANNEX_LINE.fullmatch(lines[0].text):
        _place(head, lines[0], "标题")
        lines = lines[1:]
    lines, below = without_end(lines)
    head.placed += [Placed(line.number, line.text, role) for line, role in below]
    printed_on = next((iso_date(clean(line.text)) for line, _ in below if PRINTED_BY.fullmatch(line.text)), None)
    rest = _title(head, lines, margin)
    rest = _fields(head, rest, margin)
    if not head.title:
        rest = _fields(head, _title(head, rest, margin), margin)
    if ISSUES.search(head.title):
        rest = _notice(head, rest, margin)
    elif rest and len(rest[0].text) <= LONGEST_TITLE and (issues := ISSUES.search(rest[0].text)) and _bare(issues[1]) == _bare(head.title):
        rest = _notice_below(head, rest, margin)
    head.body = _signature(head, rest)
    head.history = read_history(line.text for line in head.notes)
    head.promulgation_date = head.promulgation_date or enacted_on(head.history) or printed_on
    head.document_number = head.document_number or order_number(head.history)
    if (head.issuing_authority or "").endswith("主席"):
        # 国家主席 promulgates what 全国人民代表大会 or its 常务委员会 adopted.
        head.issuing_authority = enacting_body(head.history) or _adopter(head.front) or head.issuing_authority
    if head.issuing_authority is None:
        head.issuing_authority = enacting_body(head.history) or _issuer(head.notice_title or head.title)
    return head


def _title(head: Head, lines: Sequence[Line], margin: float | None) -> Sequence[Line]:
    if not lines or order_at(lines, 0):
        return lines
    expected = ISSUES.search(head.notice_title or "")
    wanted = compact(expected[1]).strip("《》") if expected else ""
    taken: list[Line] = []
    for line in lines[:5]:
        words = compact("".join(one.text for one in taken))
        if taken and (_bare(words) == _bare(wanted) or (margin is None and TITLE_END.search(words))):
            break
        full = margin is not None and bool(taken) and taken[-1].width > margin - 4
        if not is_title_line(line, margin) and not ((not taken or full) and _is_lone_title(line)):
            break
        if DATED.match(line.text):
            break
        taken.append(line)
    if margin is None and len(taken) > 1 and not TITLE_END.search(compact("".join(line.text for line in taken))):
        taken = _together(taken, lines[len(taken) : len(taken) + 1])
    below = lines[len(taken)].text if taken and len(taken) < len(lines) else ""
    if TITLE_NOTE.fullmatch(below) and not DATED.match(below):
        taken.append(lines[len(taken)])
    if taken:
        head.title = tighten("".join(line.text for line in taken))
        head.placed += [Placed(line.number, line.text, "题名") for line in taken]
    return lines[len(taken) :]


def _together(lines: Sequence[Line], following: Sequence[Line]) -> list[Line]:
    """Return the lines that are printed as one title: all, where no blank line parts them but one or a note follows; else the first."""
    close = all(after.number - before.number == 1 for before, after in pairwise(lines))
    apart = any(line.number - lines[-1].number > 1 or NOTE.match(line.text) for line in following)
    return list(lines) if close and apart and sum(len(line.text) for line in lines) <= LONGEST_TITLE else list(lines[:1])


def _is_lone_title(line: Line) -> bool:
    return (
        len(line.text) <= LONGEST_TITLE
        and not match_label(line.text)
        and not is_marker(line.text)
        and not re.search(r"[。；：，]$", line.text)
        and not DATE_LINE.fullmatch(line.text)
        and not is_page_matter(line.text)
    )


def _fields(head: Head, lines: Sequence[Line], margin: float | None) -> Sequence[Line]:
    """Take the lines between title and text: number, order with its words, byline, date, notes, the title repeated."""
    at = 0
    while at < len(lines):
        text = lines[at].text
        if count := order_at(lines, at):
            at = _order(head, lines, at, at + count, margin)
        elif is_page_matter(text):
            if found := DOCUMENT_NUMBER_IN_FIELD.search(text):
                head.document_number = head.document_number or clean(found[1])
            _place(head, lines[at], "网页")
            at += 1
        elif found := DOCUMENT_NUMBER.fullmatch(text):
            head.document_number = head.document_number or clean(found[1])
            _place(head, lines[at], "文号")
            at += 1
        elif found := BYLINE.fullmatch(text):
            _sign(head, lines[at], found)
            at += 1
        elif DATE_LINE.fullmatch(text):
            head.promulgation_date = iso_date(clean(text))
            _place(head, lines[at], "日期")
            at += 1
        elif taken := note_at(lines, at, begun=bool(head.notes)):
            head.notes += lines[at : at + taken]
            at += taken
        elif not head.notes and _is_book(lines, at):
            head.title += compact(text)
            _place(head, lines[at], "题名")
            at += 1
        elif head.title and len(compact(text)) >= 4 and _bare(text) in _bare(head.title):
            _place(head, lines[at], "题名")
            at += 1
        else:
            break
    return lines[at:]


def _is_book(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line under the title names one book of a code; 总则 and 附则 do where a note follows, else they are chapters."""
    text = lines[at].text
    noted = at + 1 < len(lines) and bool(NOTE.match(lines[at + 1].text))
    return bool(BOOK.fullmatch(text)) or (noted and compact(text) in ("总则", "附则"))


def _order(head: Head, lines: Sequence[Line], at: int, start: int, margin: float | None) -> int:
    """Take an order of promulgation from its heading to its date; its words become 公布令."""
    whole = WHOLE_ORDER.fullmatch(lines[at].text)
    numbered = ORDER_NUMBER.fullmatch(lines[start - 1].text)
    names = [whole[1]] if whole else [line.text for line in lines[at : start - 1 if numbered else start]]
    number = whole[2] if whole else numbered[1] if numbered else ""
    kind = next((kind for kind in ("令", "公告") for name in names if compact(name).endswith(kind)), "")
    bodies = [body for name in names if (body := compact(name).removesuffix(kind))]
    if number:
        issued = bodies[0] if len(bodies) == 1 else "、".join(map(plain_body, bodies))
        head.document_number = clean(f"{issued}{kind}{compact(number)}")
    head.issuing_authority = "、".join(map(plain_body, bodies))
    for line in lines[at:start]:
        _place(head, line, "文号")
    end = _until(lines, start, lambda text: bool(BYLINE.fullmatch(text) or DATE_LINE.fullmatch(text)))
    if end is None:
        return start
    signed = end
    while signed > start and BODY_OF_STATE.fullmatch(lines[signed - 1].text) and not SENTENCE_END.search(lines[signed - 1].text):
        signed -= 1
    if words := lines[start:signed]:
        head.front.append(_matter(ORDER, words, margin))
    for line in lines[signed:end]:
        _place(head, line, "署名")
    while end < len(lines) and (BYLINE.fullmatch(lines[end].text) or DATE_LINE.fullmatch(lines[end].text)):
        if byline := BYLINE.fullmatch(lines[end].text):
            _sign(head, lines[end], byline)
        else:
            head.promulgation_date = iso_date(clean(lines[end].text))
            _place(head, lines[end], "日期")
        end += 1
    return end


def _sign(head: Head, line: Line, byline: re.Match[str]) -> None:
    office, name = compact(byline[1]), clean(byline[2])
    head.signatory_office = office if head.signatory is None else None
    head.signatory = name if head.signatory is None else f"{head.signatory}、{name}"
    _place(head, line, "署名")


def _notice(head: Head, lines: Sequence[Line], margin: float | None) -> Sequence[Line]:
    """Take the notice that a plan is issued with: addressee and words, signature, date; then the title of the plan."""
    issued = ISSUES.search(head.title)
    start = _printed_again(lines, _bare(issued[1])) if issued else None
    if start is None:
        dated = _until(lines, 0, lambda text: bool(DATE_LINE.fullmatch(text)))
        if dated is None or dated + 1 >= len(lines):
            return lines
        start = dated + 1
    annexed = start
    while annexed > 0 and ANNEX_LINE.fullmatch(lines[annexed - 1].text):
        annexed -= 1
    end = annexed - 1 if annexed and DATE_LINE.fullmatch(lines[annexed - 1].text) else annexed
    signed = end
    while signed > 0 and BODY_OF_STATE.fullmatch(lines[signed - 1].text) and not SENTENCE_END.search(lines[signed - 1].text):
        signed -= 1
    if signed == 0:
        return lines
    head.front.append(_matter(NOTICE, lines[:signed], margin))
    head.issuing_authority = _bodies(lines[signed:end]) or None
    for line in lines[signed:end]:
        _place(head, line, "署名")
    for line in lines[end:annexed]:
        head.promulgation_date = iso_date(clean(line.text))
        _place(head, line, "日期")
    for line in lines[annexed:start]:
        _place(head, line, "标题")
    head.notice_title = head.title
    rest = _title(head, lines[start:], margin)
    return _fields(head, rest, margin)


def _printed_again(lines: Sequence[Line], wanted: str) -> int | None:
    """Return the line at which the title of what a notice issues is printed above its text; the first of several."""
    for start in range(1, min(len(lines), LONGEST_NOTICE)):
        words = ""
        for line in lines[start : start + 4]:
            words += _bare(line.text)
            if not wanted.startswith(words):
                break
            if words == wanted or (wanted[len(words)] in "和、及等" and TITLE_END.search(words)):
                return start
    return None


def _notice_below(head: Head, lines: Sequence[Line], margin: float | None) -> Sequence[Line]:
    """Take a notice that stands under the title of what it issues, as collections print it."""
    title, placed = head.title, len(head.placed)
    head.title = tighten(lines[0].text)
    _place(head, lines[0], "题名")
    rest = _notice(head, _fields(head, lines[1:], margin), margin)
    if head.notice_title is None:
        head.title = title
        del head.placed[placed:]
        return lines
    head.title = title
    return rest


def _signature(head: Head, lines: Sequence[Line]) -> Sequence[Line]:
    """Take the signature and date that close a document, or that stand above its annexes."""
    end = _signed_at(lines)
    if end is None:
        return lines
    signed = end
    while signed > 0 and BODY_OF_STATE.fullmatch(lines[signed - 1].text) and len(lines[signed - 1].text) <= 40:
        signed -= 1
    if signed == end and (head.promulgation_date or end + 1 < len(lines)):
        return lines
    head.promulgation_date = head.promulgation_date or iso_date(clean(lines[end].text))
    if signed < end:
        head.issuing_authority = head.issuing_authority or _bodies(lines[signed:end])
    for line in lines[signed:end]:
        _place(head, line, "署名")
    _place(head, lines[end], "日期")
    return [*lines[:signed], *lines[end + 1 :]]


def _bodies(lines: Sequence[Line]) -> str:
    """Return the bodies that sign, one or two a line."""
    bodies = []
    for line in lines:
        parts = line.text.split(" ")
        bodies += parts if all(len(part) > 3 and BODY_OF_STATE.fullmatch(part) for part in parts) else [compact(line.text)]
    return "、".join(bodies)


def _signed_at(lines: Sequence[Line]) -> int | None:
    """Return the line of the date that closes a text: the last, or one straight above an annex."""
    if lines and DATE_LINE.fullmatch(lines[-1].text):
        return len(lines) - 1
    for at in range(1, len(lines) - 1):
        if DATE_LINE.fullmatch(lines[at].text) and ANNEX_LINE.match(lines[at + 1].text):
            return at
    return None


def _until(lines: Sequence[Line], start: int, is_end: Callable[[str], bool]) -> int | None:
    """Return the first line at which front matter ends; None where numbered text begins before."""
    for at in range(start, len(lines)):
        text = lines[at].text
        if is_end(text):
            return at
        label = match_label(text)
        if (label and label.sure and label.style in ("article", "division", "一、")) or is_marker(text):
            return None
    return None


def _matter(address: str, lines: Sequence[Line], margin: float | None) -> Provision:
    blocks = join(lines, margin)
    paragraphs = tuple(Paragraph(n, tighten(block.text)) for n, block in enumerate(blocks, 1))
    return Provision(address, (address,), paragraphs, lines=(blocks[0].first, blocks[-1].last))


def _adopter(front: Sequence[Provision]) -> str | None:
    found = next((found for matter in front if (found := ADOPTER.search(matter.text))), None)
    return plain_body(found[1]) if found else None


def _issuer(title: str) -> str | None:
    """Return who speaks in a title: 最高人民法院、最高人民检察院关于…, with or without the mark between the two."""
    words, about, _ = title.partition("关于")
    words = re.sub(r"(?<=法院)(?=最高)", "、", words)
    bodies = words.split("、")
    return words if about and all(BODY_OF_STATE.fullmatch(body) for body in bodies) else None


def _bare(title: str) -> str:
    """Return what two printings of a title share: no blanks, no marks between bodies or around titles."""
    return re.sub(r"[、《》〈〉<>]", "", compact(title))


def _place(head: Head, line: Line, role: str) -> None:
    head.placed.append(Placed(line.number, line.text, role))
