"""What stands around a text and is no part of it: page numbers, running heads, a web page's navigation and fields, the imprint (版记)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from law.normalise import Line

PAGE_NUMBER = re.compile(r"[-—–－·•.]{1,2} ?\d{1,4} ?[-—–－·•.]{1,2}|第 ?\d{1,4} ?页(?:[，,/ ]*共 ?\d{1,4} ?页)?")
"""—92—; 第 3 页 共 9 页"""
RUNNING_HEAD = re.compile(
    r".{2,24}(?:公报|政报) ?(?:\d{4} ?年)? ?第 ?\d{1,3} ?[期号](?: ?[（(]?总第 ?\d+ ?[期号][）)]?)?(?: [^，。；：]{2,16})?"
)
"""浙江省人民政府公报 2018 年第 1 期; 某市人民政府公报 2022年第4期 市政府规章"""
RED_HEAD = re.compile(r"(?!.*关于)[^，。；：《》]{2,24}(?:规范性)?文件")
"""某市教育局规范性文件, above the title."""
SECTION_HEAD = re.compile(r"【.{2,20}】")
"""【省政府令】"""

CRUMBS = re.compile(r"[您你]?(?:的|当前|现在|所在)*位置 ?[:：].{0,100}|(?:网站)?首页 ?[>＞»›→/|-].{0,100}")
"""当前位置：首页 > 政务公开 > 通知公告"""
FIELD = re.compile(
    r"[（(【]?(?:索 ?引 ?号|主题分类|主题词|信息分类|体裁分类|组配分类|公文种类|(?:发布|发文|制发|公开)(?:机构|机关|单位|部门)|(?:信息|文章)?来源|稿源"
    r"|(?:成文|发文|发布|公开|生成|印发|更新|公布)(?:日期|时间)|公开(?:方式|范围|属性|时限)|(?:浏览|访问|阅读|点击)(?:次数|量|数)|字 ?号|字体(?:大小)?"
    r"|有效性|时效性|效力状态|文 ?号|发文字号|文件编号|统一编号|规范性文件登记号|责任编辑|责 ?编|编 ?辑|审 ?核|作 ?者|录 ?入|分享到?"
    r"|[上下]一[篇条]|主 ?办(?:单位)?|承 ?办(?:单位)?|技术支持|版权所有|网站标识码|关键词|信息名称|名 ?称|标 ?题) ?[:：][^。]{0,160}"
)
"""索引号：0142-2021-000317 主题分类：公安; 发布时间：2021-09-15 来源：省司法厅 字号：大 中 小; 上一篇：没有了"""
BUTTONS = re.compile(
    r"(?:(?:扫一扫[^【\[ ]{0,20}|[\[【（(]? ?(?:打印(?:本页|此页|文章|页面)?|关闭(?:本页|窗口|此页|页面)?|收藏|分享|返回(?:顶部|首页|上页)?|字号|大|中|小)"
    r" ?[\]】）)]?) ?[|/]? ?)++"
)
"""【打印本页】 【关闭窗口】"""
COPIES = re.compile(r"(?:主送|抄送|抄报|分送) ?[:：].*")
"""抄送：市委各部门，市人大常委会办公室"""
PRINTED_BY = re.compile(r"[^，。；：]{2,40} ?\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 ?印发")
"""某市人民政府办公室 2022年12月6日印发"""
MOST_COPIES = 6
"""Lines of an imprint."""


def is_page_matter(text: str) -> bool:
    """Say whether folded text is a line of a web page around a text: where one is, a field of the record, buttons."""
    return len(text) <= 200 and any(pattern.fullmatch(text) for pattern in (CRUMBS, FIELD, BUTTONS))


def without_end(lines: Sequence[Line]) -> tuple[Sequence[Line], list[tuple[Line, str]]]:
    """Take what a page and an office print below a text: the lines that stay, and those that go with what they are."""
    taken: list[tuple[Line, str]] = []
    end = len(lines)
    while end > 1:
        text = lines[end - 1].text
        if is_page_matter(text):
            taken.append((lines[end - 1], "网页"))
            end -= 1
        elif start := _imprint(lines, end):
            taken += [(line, "版记") for line in reversed(lines[start:end])]
            end = start
        else:
            break
    return lines[:end], taken[::-1]


def _imprint(lines: Sequence[Line], end: int) -> int | None:
    """Return where an imprint that ends before a line begins; it goes on from 抄送 without a blank line."""
    if PRINTED_BY.fullmatch(lines[end - 1].text):
        return end - 1
    for start in range(end - 1, max(end - 1 - MOST_COPIES, 0), -1):
        if COPIES.fullmatch(lines[start].text):
            return start
        if lines[start].number - lines[start - 1].number > 1:
            return None
    return None
