"""One file to its documents: page furniture, masthead and table of contents aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from law.labels import match_label
from law.model import Unplaced
from law.normalise import Line, compact

PAGE_NUMBER = re.compile(r"[-—–－·•.]{1,2} ?\d{1,4} ?[-—–－·•.]{1,2}|第 ?\d{1,4} ?页(?:[，,/ ]*共 ?\d{1,4} ?页)?")
"""—92—; 第 3 页 共 9 页"""
RUNNING_HEAD = re.compile(r".{2,24}(?:公报|政报) ?(?:\d{4} ?年)? ?第 ?\d{1,3} ?期(?: ?[（(]?总第 ?\d+ ?[期号][）)]?)?")
"""浙江省人民政府公报 2018 年第 1 期"""
CONTENTS = re.compile(r"目 ?[录次]")
"""目　 　 录"""
LEADERS = re.compile(r"[!.…·]{4,}|\(?（?\d{1,3}[）)]$")
"""（３）!!!!!!!!"""
SECTION_HEAD = re.compile(r"【.{2,20}】")
"""【省政府令】"""
ORDER_LINE = re.compile(r"[^，。；：《》、]{3,40}(?:令|公告)")
"""浙江省人民政府令; 丽水市第三届人民代表大会常务委员会公告"""
ORDER_NUMBER = re.compile(r"((?:[〔（(\[][^〔〕（）()]{1,8}[〕）)\]] ?)?第 ?[\d一二三四五六七八九十百〇零]+ ?号)")
"""第 361 号; 〔十五届〕第七十四号"""
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
TITLE_NOTE = re.compile(r"[（(](?:试行|暂行|草案|修订|修正|.{1,6}修订本?|[一二三四五六七八九十]+|\d{4}年.{0,8})[）)]$")
"""…条例（试行）"""

MASTHEAD = re.compile(r"主办|日 ?出版|总第 ?\d+ ?期|^书+$")
"""浙江省人民政府主办 2018 年 1 月 8 日出版; 书书书 is what a font leaves of an ornament"""

MOST_TITLE_LINES = 5


@dataclass(frozen=True, slots=True)
class Parts:
    """A file taken apart: the lines of each document, and the lines that are in none of them."""

    documents: tuple[tuple[Line, ...], ...]
    audit: tuple[Unplaced, ...]


def split(lines: Sequence[Line], margin: float | None) -> Parts:
    """Return the documents of a file in order, with page furniture, masthead and table of contents set aside with reasons."""
    kept, audit = _without_furniture(lines, margin)
    first, last = _contents(kept)
    titles = _listed_titles(kept[first:last])
    masthead = last if last > first else _masthead(kept)
    starts = [masthead]
    for at in range(masthead + 1, len(kept)):
        if _starts(kept, at, margin, titles) and any("。" in line.text for line in kept[starts[-1] : at]):
            starts.append(at)
    audit += [Unplaced(line.number, line.text, _why(at, first, last)) for at, line in enumerate(kept[: starts[0]])]
    bounds = [*starts, len(kept)]
    documents = tuple(tuple(kept[a:b]) for a, b in pairwise(bounds) if a < b)
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
    return not (match_label(text) or is_marker(text) or DATE_LINE.fullmatch(text) or SECTION_HEAD.fullmatch(text) or BYLINE.fullmatch(text))


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
        elif RUNNING_HEAD.fullmatch(line.text) and (margin is not None or len(kept) > 0):
            audit.append(Unplaced(line.number, line.text, "页眉"))
        else:
            kept.append(line)
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


def _follows_in_title(lines: Sequence[Line], at: int) -> bool:
    """Say whether the line before belongs to the same title, because no document or page ends between them."""
    return lines[at].number - lines[at - 1].number <= 2


def _masthead(lines: Sequence[Line]) -> int:
    """Return how many lines of issue matter stand before the first title where there is no table of contents."""
    count = 0
    while count < min(len(lines) - 1, 8) and MASTHEAD.search(lines[count].text):
        count += 1
    return count


def _why(at: int, first: int, last: int) -> str:
    return "目录" if first <= at < last else "刊头"
