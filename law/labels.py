"""Labels at the head of a paragraph: 第十二条, 第一章, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from law.numerals import format_numeral, read_label

Style = Literal["article", "division", "第一、", "一、", "（一）", "1.", "1.1", "（1）", "①"]

_CHINESE = "零〇○一二三四五六七八九十百千两"
_DASH = "－—-"
ARTICLE = re.compile(rf"[第笫] ?([{_CHINESE}{_DASH}]+(?: [{_CHINESE}{_DASH}]+)?|\d{{1,4}}) ?条(?: ?之 ?([一二三四五六七八九十]+))?( *)")
"""第十二条　 承办人应当…; 第一百二十条之一 资助…; 笫五条; 第十五 条; 第三十－条 (a dash set for 一)"""
DIVISION = re.compile(rf"[第笫] ?([{_CHINESE}]+|\d{{1,3}}) ?(分编|编|篇|章|节|部分)( *)")
"""第一章　 总　 　 则; 第二分编; 第三篇"""
ORDINAL = re.compile(r"第([一二三四五六七八九十]{1,3})、 ?(?![第一二三四五六七八九十\d])")
"""第一、落实实名制管理; not 第一、第二款, 第一、二款"""
FIRST_LEVEL = re.compile(r"([一二三四五六七八九十百]+) ?[、．.] ?")
"""一、总体要求"""
SECOND_LEVEL = re.compile(r"[（(] ?([一二三四五六七八九十百]+) ?[）)] ?")
"""（一）指导思想; (一) 保护海底电缆"""
THIRD_LEVEL = re.compile(r"(\d{1,3}) ?(?:[．、]|\.(?!\d)) ?")
"""２．加快推进; 1.人民法院; 1、"""
GLUED_THIRD_LEVEL = re.compile(r"(\d{1,2})\. ?(?=\d)(?!\d+\.\d)")
"""3.80周岁以上老人; which number it is, only its place in a list tells: `match_labels`"""
BARE_THIRD_LEVEL = re.compile(r"(\d{1,2}) (?=[一-龥“《])")
"""１ 人工智能基础理论。"""
MEASURE = (
    r"[亿万千百]?(?:米|吨|倍|元|公里|公斤|公顷|平方米|立方米|毫米|厘米|千克|克|升|个|名|人|家|次|年|亩|度|级)(?:以|的|，|。|、|至|/|$)"
)
"""What follows a number that is no label: 3.5米以上"""
DECIMAL_LEVEL = re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}) ?(?!{MEASURE})(?=[一-龥“《])")
"""1.2 编制依据; 3.5.1 先期处置, as emergency plans are numbered"""
FOURTH_LEVEL = re.compile(r"[（(] ?(\d{1,3}) ?[）)] ?")
"""（1）人民法院民事判决"""
REFERENCE_AFTER_ARTICLE = re.compile(r" ?[第规的、，。；：和与及或至到所中之款项外前后以内（(]")
"""What follows 第十二条 where a wrapped line only mentions it: 第十二条规定的, 第十条第一款, 第三条至第五条"""
HEADLINE = re.compile(
    rf"(?:（|\(|【|〔|\[)(?!以下|[{_CHINESE}]+[）)]|\d|[^）)】〕\]]*第[{_CHINESE}]+条)([^（）()【】〔〕\[\]《》，。；：]{{2,24}})[）)】〕\]]"
    r"(?! ?[规的、，。；：和与及或至到所])"
)
"""（目的依据）, 【立法目的】 behind the label of an article; not 第三条（一）项, （以下简称…）"""
REFERENCE_AFTER_DIVISION = re.compile(r"[规的、，和与及或至到所中第]")
REFERENCE = re.compile(r" ?(?:[第的、，。；：或之款项]|规定|[和与及至到] ?第)")
"""What no article and no heading begins with, while 中小学校, 外商投资, 所有权 and 规划 begin some."""
SENTENCE_MARK = re.compile(r"[。；：！？]")

INSIDE_THIRD_LEVEL = frozenset[Style]({"（1）", "①"})
"""What stands inside an item 1., and does not end its list."""

_ENCLOSED: dict[str, tuple[Style, int]] = {
    **{chr(0x3220 + n): ("（一）", n + 1) for n in range(10)},
    **{chr(0x2474 + n): ("（1）", n + 1) for n in range(20)},
    **{chr(0x2488 + n): ("1.", n + 1) for n in range(20)},
    **{chr(0x2460 + n): ("①", n + 1) for n in range(20)},
}
_NUMBERED: tuple[tuple[str, tuple[tuple[Style, re.Pattern[str]], ...]], ...] = (
    ("（(", (("（一）", SECOND_LEVEL), ("（1）", FOURTH_LEVEL))),
    ("0123456789", (("1.", THIRD_LEVEL), ("1.", BARE_THIRD_LEVEL))),
    ("一二三四五六七八九十百", (("一、", FIRST_LEVEL),)),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label: style, number, how it prints (``第十二条``, ``（一）``), the words after it, whether its form alone proves it."""

    style: Style
    number: int
    text: str
    rest: str
    sure: bool = True
    suffix: int = 0
    """1 for 之一."""
    unit: str = ""
    """编, 分编, 篇, 章, 节, 部分 of a division."""

    def follows(self, number: int, suffix: int) -> bool:
        """Say whether an article is the next after another: 第十三条 and 第十二条之一 after 第十二条."""
        return self.number == number + 1 or (self.number, self.suffix) == (number, suffix + 1)


def match_labels(texts: Sequence[str]) -> list[Label | None]:
    """Return the labels of paragraphs; each text is a whole one.

    There ``第三条中小学校应当…`` is an article, though a wrapped line may only mention 第三条中: where the number is due and no other paragraph
    has it beyond doubt. So is ``第三章中小企业`` a heading. ``3.80周岁以上老人`` is the third item behind the second one, and no decimal number.
    """
    labels = [match_label(text) for text in texts]
    known = {label.text for label in labels if label}
    number, suffix, listed = 0, 0, 0
    for at, text in enumerate(texts):
        label = labels[at]
        if (label is None or label.style == "1.1") and _is_listed(text, listed, texts[at - 1] if at else "", labels[at + 1 : at + 2]):
            labels[at] = label = _numbered("1.", GLUED_THIRD_LEVEL, text)
        found = match_label(text, whole=True) if label is None else None
        if found and (found.style == "division" or (found.text not in known and found.follows(number, suffix))):
            labels[at] = label = found
        if label and label.style == "article":
            number, suffix = label.number, label.suffix
        if label and label.style not in INSIDE_THIRD_LEVEL:
            listed = label.number if label.style == "1." else 0
    return labels


def _is_listed(text: str, listed: int, before: str, after: Sequence[Label | None]) -> bool:
    """Tell whether a text that begins with a number and a stop, and goes on with a number, is the item that is due after so many."""
    found = GLUED_THIRD_LEVEL.match(text)
    if not found:
        return False
    begins = before.endswith(("：", ":")) and any(label and label.style == "1." and label.number == 2 for label in after)
    return int(found[1]) == listed + 1 and (listed > 0 or begins)


@lru_cache(maxsize=4096)
def match_label(text: str, *, whole: bool = False) -> Label | None:
    """Return the label that folded text begins with, or None.

    ``第六条 测绘…`` is sure; ``第六条测绘…`` without a blank is not, nor is ``1 智能安防`` without its full stop, nor ``第一、落实…``,
    which may be words of a sentence: the caller must know that the number is due. ``whole`` says that a paragraph begins here, so that ``第三条中小学校…`` may be an article.
    """
    first = text[:1]
    if first in _ENCLOSED:
        style, number = _ENCLOSED[first]
        return Label(style, number, _print(style, number, first), text[1:].lstrip(" "))
    if first in ("第", "笫"):
        return _article(text, whole) or _division(text, whole) or _numbered("第一、", ORDINAL, text)
    if "0" < first <= "9" and (found := DECIMAL_LEVEL.match(text)):
        return Label("1.1", int(found[1].rpartition(".")[2]), found[1], text[found.end() :], sure=False)
    for begins, patterns in _NUMBERED:
        if first and first in begins:
            return next((label for style, pattern in patterns if (label := _numbered(style, pattern, text))), None)
    return None


def _article(text: str, whole: bool) -> Label | None:
    found = ARTICLE.match(text)
    if not found:
        return None
    numeral = found[1].replace(" ", "")
    for dash in _DASH:
        numeral = numeral.replace(dash, "一")
    number = read_label(numeral)
    if not 0 < number <= 9999:
        return None
    suffix = read_label(found[2]) if found[2] else 0
    printed = f"第{format_numeral(number)}条" + (f"之{found[2]}" if suffix else "")
    rest = text[found.end() :]
    if not found[3] and (REFERENCE if whole else REFERENCE_AFTER_ARTICLE).match(rest) and not HEADLINE.match(rest):
        return None
    sure = bool(found[3] or not rest) and not numeral.isdecimal()
    return Label("article", number, printed, rest, sure or rest.startswith("\t"), suffix)


def _division(text: str, whole: bool) -> Label | None:
    found = DIVISION.match(text)
    if not found:
        return None
    number = read_label(found[1])
    rest = text[found.end() :]
    if not number or SENTENCE_MARK.search(rest) or len(rest) > 60 or not (found[3] or not rest or _heading_like(rest, whole)):
        return None
    return Label("division", number, f"第{found[1]}{found[2]}", rest, bool(found[3] or not rest), unit=found[2])


def _heading_like(rest: str, whole: bool) -> bool:
    return len(rest) <= 20 and not (REFERENCE if whole else REFERENCE_AFTER_DIVISION).match(rest)


def _numbered(style: Style, pattern: re.Pattern[str], text: str) -> Label | None:
    found = pattern.match(text)
    number = read_label(found[1]) if found else 0
    if not found or not number:
        return None
    return Label(style, number, _print(style, number, found[1]), text[found.end() :], pattern not in (BARE_THIRD_LEVEL, ORDINAL))


def _print(style: Style, number: int, printed: str) -> str:
    match style:
        case "第一、":
            return f"第{printed}、"
        case "一、":
            return f"{printed}、"
        case "（一）":
            return f"（{format_numeral(number)}）"
        case "1.":
            return f"{number}."
        case "（1）":
            return f"（{number}）"
        case _:
            return printed
