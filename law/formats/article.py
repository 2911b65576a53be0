"""The text that a page is about: cut out from navigation, share buttons, lists of links and the footer around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from law.heads import TITLE_END
from law.labels import match_label
from law.normalise import compact, fold

ENOUGH = 0.9
"""The smallest element with this share of the page's prose holds the text; a footer or a list of news holds the rest."""
CONTAINERS = frozenset({"article", "body", "center", "div", "form", "main", "section", "td"})
"""Elements that sites keep a text in; a row or a paragraph is a part of one."""
MOST_OF_FOOTER = 0.5
"""Share of the prose from which on a footer is no footer; of other elements with the name of furniture it is what ``ENOUGH`` leaves."""
LINK_SHARE = 0.5
PROSE = re.compile(r"[，。；：]")
"""A line without any of these is a button, a heading or a table cell."""
FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:share|bdshare\w*|jiathis\w*|social\w*|qr-?code|ewm|erweima|print\w*|toolbar|tools?|breadcrumbs?|crumbs?|mbx|dqwz|"
    r"position|location|nav\w*|menu\w*|footer?|foot|bottom|copyright|side-?bar|aside|relat\w*|recommend\w*|xgwz|xgxx|xgjd|comments?|"
    r"font-?size|zihao|search\w*|login|friend-?links?|gov-?foot\w*|banner|page-?info|article-?info|info-?bar|pages-?date|meta-?data)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Names of classes and ids around the text: share, crumbs, 当前位置 (dqwz), 二维码 (ewm), 相关文章 (xgwz)."""
FURNITURE_LINE = re.compile(
    r"[【\[（(]?(?:"
    r"(?:您?(?:的|现在|所在|当前)*(?:所在)?位置)[：:是].*|首页(?:\s*[>»›/-].*)?|"
    r"(?:发布|更新|发文|成文|生成|公开)?(?:时间|日期)[：:]?\s*[\d\-/.年月日:： ]+(?:来源|信息|作者|浏览|点击|字体|字号|阅读)?.*|"
    r"(?:信息|稿件|文章)?来源[：:].*|(?:责任|网站)?编辑[：:].*|作者[：:].{0,20}|(?:浏览|点击|阅读|访问)(?:次数|量|数)?[：:].*|"
    r"[【\[]?(?:字体|字号|文字大小)[：:]?.*|分享(?:到|至|按钮)?[：:]?.*|(?:打印|关闭|收藏|返回|复制链接|我要纠错|纠错|下载)(?:本页|窗口|此文|页面|顶部|列表|文字版|图片版)?(?:[\s|｜/·【】\[\]]*(?:打印|关闭|收藏|返回|纠错|下载|分享).*)?|"
    r"扫一扫.{0,20}|(?:上|下)一[篇条页][：:]?.*|相关(?:文章|链接|阅读|解读|附件|新闻|稿件)[：:]?|版权所有.*|(?:主办|承办|协办|技术支持)(?:单位)?[：:].*|"
    r".{0,8}ICP备.*|.{0,4}公网安备.*|网站标识码.*|网站地图.*|索\s*引\s*号[：:].*|(?:主题|信息)?分类[：:].*|主题词[：:].{0,40}|大\s*中\s*小|A\+?\s*A-?|"
    r"(?:微信|微博|QQ空间|朋友圈|新浪微博|腾讯微博|人人网|豆瓣)(?:[\s|｜、]*(?:微信|微博|QQ空间|朋友圈|新浪微博|腾讯微博|人人网|豆瓣))*"
    r")[】\]）)]?"
)
"""来源：浙江省人民政府; 【字体：大 中 小】; 打印本页 关闭窗口; 分享到：微信 微博; 责任编辑：张三"""
MOST_FURNITURE = 120
"""Characters: a longer line is text, whatever it begins with."""
SITE_NAME = re.compile(r"(?:网|网站|门户|平台|频道|首页|政府|委员会|[厅局部委办院]|公报|栏|法律法规|规章)$")
"""浙江省人民政府门户网站: the name of who publishes, not of what is published"""
TITLE_PARTS = re.compile(r"\s*(?:[_|｜»>]|--+|——|\s-\s|-(?=[^-]*(?:网|网站|政府|门户|平台|首页)$))\s*")
"""浙江省体育赛事管理办法_浙江省人民政府"""
HEAD_LINES = 12
SHORTEST_TITLE = 4
LONGEST_TITLE_NOTE = 12
"""…条例（2018年修正本）"""


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a page as a browser shows it, and how many of its characters are links."""

    text: str
    link_characters: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """An element of a page: which blocks it holds, its id and classes, its tag."""

    start: int
    end: int
    names: str
    tag: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart; ``titles`` is what it calls its text, the most telling first."""

    blocks: Sequence[Block]
    spans: Sequence[Span]
    titles: tuple[str, ...] = ()


def cut(page: Page) -> tuple[list[str], list[str]]:
    """Return the lines of the text that a page is about, its title first, and the sentences of the page that are left outside.

    A page without prose is returned whole: nothing is lost because it looks like a list.
    """
    blocks = page.blocks
    prose = [_prose(block) for block in blocks]
    articles = [bool((label := match_label(fold(block.text))) and label.style == "article") for block in blocks]
    furniture = _furniture(page, prose, articles)
    weights = [0 if furniture[at] else prose[at] for at in range(len(blocks))]
    start, end = _body(page.spans, weights, articles)
    first = next((at for at in range(start, end) if weights[at]), start)
    kept = [
        block.text
        for at, block in enumerate(blocks[start:end], start)
        if not (furniture[at] or _is_furniture(block.text) or (at < first and _is_link(block)))
    ]
    above = [block.text for at, block in enumerate(blocks[:start]) if not (furniture[at] or _is_link(block))][-HEAD_LINES:]
    nearest = next((words for words in reversed(above) if TITLE_END.search(compact(words)) and not PROSE.search(words)), None)
    title = _missing_title([nearest, *page.titles] if nearest else page.titles, kept)
    outside = [block.text for at, block in enumerate(blocks) if prose[at] and (furniture[at] or not start <= at < end)]
    return [title, *kept] if title else kept, outside


def _prose(block: Block) -> int:
    """Characters that a block adds to the text of a page: none where it is mostly links or no sentence."""
    return 0 if _is_link(block) or not PROSE.search(block.text) or _is_furniture(block.text) else len(block.text)


def _is_link(block: Block) -> bool:
    return block.link_characters > LINK_SHARE * len(block.text)


def _furniture(page: Page, prose: Sequence[int], articles: Sequence[bool]) -> list[bool]:
    """Mark the blocks of elements that are named as furniture and hold next to no prose."""
    marked = [False] * len(page.blocks)
    total = list(accumulate(prose, initial=0))
    numbered = list(accumulate(articles, initial=0))
    for span in page.spans:
        if span.start == span.end or numbered[span.end] > numbered[span.start]:
            continue
        if total[span.end] - total[span.start] > (MOST_OF_FOOTER if span.tag == "footer" else 1 - ENOUGH) * total[-1]:
            continue
        if span.tag == "footer" or FURNITURE_NAME.search(span.names):
            marked[span.start : span.end] = [True] * (span.end - span.start)
    return marked


def _body(spans: Sequence[Span], weights: Sequence[int], articles: Sequence[bool]) -> tuple[int, int]:
    """Return the bounds of the smallest element that holds nearly all prose and every article."""
    total = list(accumulate(weights, initial=0))
    numbered = list(accumulate(articles, initial=0))
    best = (0, len(weights))
    if not total[-1]:
        return best
    for span in (span for span in spans if span.tag in CONTAINERS):
        enough = total[span.end] - total[span.start] >= ENOUGH * total[-1]
        if enough and numbered[span.end] - numbered[span.start] == numbered[-1] and span.end - span.start < best[1] - best[0]:
            best = (span.start, span.end)
    return best


def _is_furniture(text: str) -> bool:
    return len(text) <= MOST_FURNITURE and bool(FURNITURE_LINE.fullmatch(fold(text)))


def _missing_title(titles: Sequence[str], lines: Sequence[str]) -> str | None:
    """Return what the page calls its text where the text itself does not begin with it: the heading often stands outside."""
    head = [compact(line) for line in lines[:HEAD_LINES]]
    for title in titles:
        words = TITLE_PARTS.split(title.strip())[0]
        wanted = compact(words).strip("《》")
        if len(wanted) >= SHORTEST_TITLE and not SITE_NAME.search(wanted):
            return None if _stands_in(wanted, head) else words
    return None


def _stands_in(title: str, lines: Sequence[str]) -> bool:
    """Say whether a title has lines of its own among these: it may be broken over several."""
    for at in range(len(lines)):
        joined = ""
        for line in lines[at : at + 4]:
            joined += line.strip("《》")
            if joined.startswith(title) and len(joined) - len(title) <= LONGEST_TITLE_NOTE:
                return True
            if not title.startswith(joined):
                break
    return False
