"""One file to its documents: page furniture, masthead and table of contents aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from law.furniture import PAGE_NUMBER, RED_HEAD, RUNNING_HEAD, SECTION_HEAD, is_page_matter
from law.labels import match_label
from law.model import Unplaced
from law.normalise import Line, compact

CONTENTS = re.compile(r"目 ?[录次]")
"""目　 　 录"""
LEADERS = re.compile(r"[!.…·]{4,}|\(?（?\d{1,3}[）)]$")
"""（３）!!!!!!!!"""
ORDER_LINE = re.compile(r"[^，。；：《》、]{3,40}(?:令|公告)")
"""浙江省人民政府令; 丽水市第三届人民代表大会常务委员会公告"""
ORDER_NUMBER = re.compile(r"[（(]?((?:[〔（(\[][^〔〕（）()]{1,8}[〕）)\]] ?|\d{4} ?年 ?)?第 ?[\d一二三四五六七八九十百〇零]+ ?号)[）)]?")
"""第 361 号; （第三十六号）; 〔十五届〕第七十四号; 2023年第12号"""
WHOLE_ORDER = re.compile(
    r"[（(]?([^，。；：《》、（）〔〕]{3,40}(?:令|公告)) ?((?:[〔（(\[][^〔〕（）()]{1,8}[〕）)\]] ?)?第 ?[\d一二三四五六七八九十百〇零]+ ?号)[）)]?"
)
"""浙江省人民政府令第 361 号"""
DOCUMENT_NUMBER = re.compile(r"[（(]?([一-龥A-Z ]{1,16} ?[〔\[［(（] ?\d{4} ?[〕\]］)）] ?(?:第 ?)?\d{1,5} ?号)[）)]?")
"""浙政发〔2017〕47 号"""
NUMERAL = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
DATE_LINE = re.compile(rf"[（(]? ?(\d{{4}}|[〇○零一二三四五六七八九]{{4}}) ?年 ?{NUMERAL} ?月 ?{NUMERAL} ?日 ?[）)]?")
"""2017 年 12 月 4 日; （2017 年 12 月 31 日）; 二〇一七年十二月四日"""
DATED = re.compile(r"[（(]? ?(?:根据)?\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日")
"""2002年6月28日 浙江省第九届人民代表大会常务委员会第三十五次会议通过"""
OFFICE = (
    r"(?:省长|市长|县长|区长|州长|镇长|乡长|总理|主席|部长|署长|局长|厅长|主任|院长|检察长|行长|会长|书记|总局长|专员|盟长)"
    r"|[省市县区州部局院署] 长|主 任|主 席|总 理"
)
BYLINE = re.compile(rf"((?:[一-龥]{{2,16}})??(?:代|副)?(?:{OFFICE}))(?: ?[:：] ?| )([一-龥·]{{1,6}}(?: [一-龥]{{1,2}})?)")
"""浙江省省长 袁家军; 省 长 袁家军; 部长 李 斌"""
TITLE_TAIL = re.compile(r"[。；：，、！？,;:!?]$|[）)]$")
TITLE_NOTE = re.compile(
    r"[（(](?:试行|暂行|草案|修订|修正|.{1,6}修订本?|[一二三四五六七八九十]+|\d{4} ?年.{0,8}|\d{4} ?年? ?[-—–~～至] ?\d{4} ?年?|示范文本|征求意见稿|.{0,4}[稿版])[）)]$"
)
"""…条例（试行）; …行动计划（2023—2025年）; …章程（示范文本）"""

MASTHEAD = re.compile(r"主办|日 ?出版|总第 ?\d+ ?期|^书+$")
"""浙江省人民政府主办 2018 年 1 月 8 日出版; 书书书 is what a font leaves of an ornament"""

ANNEX_NUMBERED = re.compile(r"附件 ?(?![1一]$)[一二三四五六七八九十\d]{1,3}")
"""附件2: a second one."""
MOST_TITLE_LINES = 5
MOST_BODIES = 8
"""Bodies that promulgate together, one a line."""
MOST_NOTE_LINES = 8
LONGEST_NOTICE = 120
"""Lines of a notice, its own headings included."""
SENTENCE_CLOSED = re.compile(r"[。”）)]$|^[\d一二三四五六七八九十〇零 年月日（）()]+$")
"""The end of a text, or the day under it."""
BODY_OF_STATE = re.compile(
    r"[^，。；：、《》]{2,40}(?:政府|办公厅|办公室|委员会|党委|委|厅|局|部|院|署|会|行|大会|公司|中心|司|处|大学)(?: ?令)?"
)
"""浙江省人民政府办公厅, alone on its line above a date; 公安部 令, the last of those that issue an order together."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A file taken apart: the lines of each document, and the lines that are in none of them."""

    documents: tuple[tuple[Line, ...], ...]
    audit: tuple[Unplaced, ...]


def split(lines: Sequence[Line], margin: float | None) -> Parts:
    """Return the documents of a file in order, with page furniture, masthead and table of contents set aside with reasons."""
    kept, audit = _without_furniture(lines, margin)
    kept, listed = _without_own_contents(kept)
    audit += listed
    first, last = _contents(kept)
    titles = _listed_titles(kept[first:last])
    masthead = last if last > first else _masthead(kept)
    starts = [masthead]
    for at in range(masthead + 1, len(kept)):
        if (_starts(kept, at, margin, titles) and any("。" in kept[i].text for i in range(starts[-1], at))) or (
            (_starts_closely(kept, at, margin) or _annexed(kept, at, starts[-1]))
            and any(match_label(kept[i].text) for i in range(starts[-1], at))
        ):
            starts.append(at)
    audit += [Unplaced(line.number, line.text, _why(at, first, last)) for at, line in enumerate(kept[: starts[0]])]
    bounds = [*starts, len(kept)]
    audit += [Unplaced(kept[at - 1].number, kept[at - 1].text, "栏目") for at in starts[1:] if SECTION_HEAD.fullmatch(kept[at - 1].text)]
    ends = [end - 1 if end < len(kept) and SECTION_HEAD.fullmatch(kept[end - 1].text) else end for end in bounds[1:]]
    documents = tuple(tuple(kept[start:end]) for start, end in zip(bounds, ends, strict=False) if start < end)
    return Parts(documents, tuple(sorted(audit, key=lambda entry: entry.line)))


def is_title_line(line: Line, margin: float | None) -> bool:
    """Say whether a line may be (part of) a title: no sentence, no label, no date, not filled to the margin."""
    text = line.text
    if len(text) > 80 or (margin is not None and line.width > margin - 4) or DATED.match(text):
        return False
    if TITLE_TAIL.search(text) and not TITLE_NOTE.search(text):
        return False
    if not re.search(r"[一-龥]{2}|^[一-龥] ", text) or LEADERS.search(text) or "。" in text:
        return False
    if SECTION_HEAD.fullmatch(text) or is_page_matter(text):
        return False
    return not (match_label(text) or is_marker(text) or DATE_LINE.fullmatch(text) or BYLINE.fullmatch(text))


def is_marker(text: str) -> bool:
    """Say whether folded text is a line that stands under a title: 浙江省人民政府令, 第 361 号, 浙政发〔2017〕47 号."""
    return bool(
        ORDER_LINE.fullmatch(text) or ORDER_NUMBER.fullmatch(text) or DOCUMENT_NUMBER.fullmatch(text) or WHOLE_ORDER.fullmatch(text)
    )


def _without_furniture(lines: Sequence[Line], margin: float | None) -> tuple[list[Line], list[Unplaced]]:
    kept: list[Line] = []
    audit: list[Unplaced] = []
    for line in lines:
        if PAGE_NUMBER.fullmatch(line.text) or (margin is not None and line.text.isdecimal()):
            audit.append(Unplaced(line.number, line.text, "页码"))
        elif RUNNING_HEAD.fullmatch(line.text) and len(lines) > 1:
            audit.append(Unplaced(line.number, line.text, "页眉"))
        else:
            kept.append(line)
    return kept, audit


def _without_own_contents(lines: Sequence[Line]) -> tuple[list[Line], list[Unplaced]]:
    """Set the tables of contents of single documents aside: 第一章 总则……1."""
    kept: list[Line] = []
    audit: list[Unplaced] = []
    at = 0
    while at < len(lines):
        end = at + 1
        if CONTENTS.fullmatch(lines[at].text) and end < len(lines) and match_label(lines[end].text):
            while end < len(lines) and LEADERS.search(lines[end].text):
                end += 1
        if end > at + 1:
            audit += [Unplaced(line.number, line.text, "目录") for line in lines[at:end]]
        else:
            kept.append(lines[at])
        at = end
    return kept, audit


def _contents(lines: Sequence[Line]) -> tuple[int, int]:
    """Return where the table of contents of a collection stands: from 目录 to where its first title is printed again."""
    at = next((at for at, line in enumerate(lines[:60]) if CONTENTS.fullmatch(line.text)), None)
    if at is None or not any(LEADERS.search(line.text) for line in lines[at : at + 12]):
        return 0, 0
    entries = [line for line in lines[at + 1 : at + 40] if not SECTION_HEAD.fullmatch(line.text)]
    if not entries:
        return at, len(lines)
    wanted = compact(entries[0].text)
    start = lines.index(entries[0]) + 1
    for end in range(start, len(lines)):
        if compact(lines[end].text)[:12] == wanted[:12]:
            return at, end
    end = at + 1
    while end < len(lines) and (LEADERS.search(lines[end].text) or SECTION_HEAD.fullmatch(lines[end].text) or _listed_next(lines, end)):
        end += 1
    return at, end


def _listed_next(lines: Sequence[Line], at: int) -> bool:
    return any(LEADERS.search(line.text) for line in lines[at + 1 : at + 3])


def _listed_titles(contents: Sequence[Line]) -> frozenset[str]:
    """Return the titles that a table of contents lists, without blanks, page numbers and document numbers."""
    titles: set[str] = set()
    words = ""
    for line in contents[1:]:
        if SECTION_HEAD.fullmatch(line.text):
            words = ""
            continue
        plain, mark, _ = re.sub(r"[!.…·]{4,}.*$", "", compact(line.text)).partition("（")
        words += plain
        if mark:
            titles.add(words)
            words = ""
    return frozenset(title for title in titles if title)


def order_at(lines: Sequence[Line], at: int) -> int:
    """Return how many lines from one on name an order or a notice that promulgates, with its number where it has one; 0 where none does.

    浙江省人民政府令 | 第 361 号; 某省人民代表大会常务委员会公告 | （第三十六号）; 教育部 | 公安部令 | 第 61 号; 某省高级人民法院 | 公 告.
    """
    if WHOLE_ORDER.fullmatch(lines[at].text):
        return 0 if DATED.match(lines[at].text) else 1
    if "。" in lines[at].text:
        return 0
    ordered = False
    for end in range(at, min(at + MOST_BODIES, len(lines))):
        text = compact(lines[end].text)
        if end > at and ORDER_NUMBER.fullmatch(lines[end].text):
            return end + 1 - at if ordered else 0
        if end > at and text in ("令", "公告"):
            numbered = end + 1 < len(lines) and ORDER_NUMBER.fullmatch(lines[end + 1].text)
            return end + (2 if numbered else 1) - at
        if not (ORDER_LINE.fullmatch(lines[end].text) or BODY_OF_STATE.fullmatch(text)):
            return 0
        ordered = ordered or text.endswith(("令", "公告"))
    return 0


def _starts(lines: Sequence[Line], at: int, margin: float | None, titles: frozenset[str]) -> bool:
    if at and is_title_line(lines[at - 1], margin) and _follows_in_title(lines, at):
        return False
    words = ""
    for end in range(at, min(at + MOST_TITLE_LINES, len(lines))):
        text = lines[end].text
        if end > at:
            if is_marker(text) and not ORDER_NUMBER.fullmatch(text):
                return not ORDER_LINE.fullmatch(text) or (end + 1 < len(lines) and bool(ORDER_NUMBER.fullmatch(lines[end + 1].text)))
            if BYLINE.fullmatch(text) and end + 1 < len(lines) and DATE_LINE.fullmatch(lines[end + 1].text):
                return True
        if not is_title_line(lines[end], margin):
            return False
        words += compact(text)
        if words in titles:
            return True
    return False


def _starts_closely(lines: Sequence[Line], at: int, margin: float | None) -> bool:
    """Say whether an order, or a title with a note above a first article, stands below a text that has ended."""
    if not SENTENCE_CLOSED.search(lines[at - 1].text):
        return False
    if order_at(lines, at):
        return True
    for end in range(at, min(at + MOST_TITLE_LINES, len(lines))):
        if end > at and _is_note(lines[end].text):
            return _begins_text(lines, end)
        if not is_title_line(lines[end], margin):
            return False
    return False


def _annexed(lines: Sequence[Line], at: int, start: int) -> bool:
    """Say whether a second regulation that one notice issues begins at a line: 附件2, its title, which the notice names, and a first article."""
    if not ANNEX_NUMBERED.fullmatch(lines[at].text):
        return False
    title = compact(lines[at + 1].text) if at + 1 < len(lines) else ""
    labels = (match_label(line.text) for line in lines[at + 2 : at + 2 + MOST_NOTE_LINES])
    if len(title) < 4 or not any(label and label.style == "article" and label.number == 1 for label in labels):
        return False
    return title in compact("".join(line.text for line in lines[start : min(start + LONGEST_NOTICE, at)]))


def _is_note(text: str) -> bool:
    return text[0] in "（(" and bool(DATED.match(text)) and bool(re.search(r"通过|批准|公布|发布|印发|修正|修订", text))


def _begins_text(lines: Sequence[Line], at: int) -> bool:
    """Say whether a first article, a first chapter or a table of contents stands closely below a note."""
    following = lines[at + 1 : at + 1 + MOST_NOTE_LINES]
    labels = (match_label(line.text) for line in following)
    first = any(label and label.style in ("article", "division") and label.number == 1 for label in labels)
    return first or any(CONTENTS.fullmatch(line.text) for line in following)


def _follows_in_title(lines: Sequence[Line], at: int) -> bool:
    """Say whether the line before belongs to the same title, because no document or page ends between them."""
    return lines[at].number - lines[at - 1].number <= 2


def _masthead(lines: Sequence[Line]) -> int:
    """Return how many lines of issue matter stand before the first title where there is no table of contents."""
    count = 0
    while count < min(len(lines) - 1, 8) and (
        MASTHEAD.search(lines[count].text)
        or SECTION_HEAD.fullmatch(lines[count].text)
        or (RED_HEAD.fullmatch(lines[count].text) and is_title_line(lines[count + 1], None))
    ):
        count += 1
    return count


def _why(at: int, first: int, last: int) -> str:
    return "目录" if first <= at < last else "刊头"
