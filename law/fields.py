"""Fields that stand in the words of a document: dates, day of effect, repeals, kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath

from law.model import Kind, Repeal
from law.numerals import NumeralError, parse_numeral

DATE = re.compile(
    r"(\d{4}|[〇○零一二三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月([\dlI]{1,2}|[一二三四五六七八九十]{1,3})日"
)
"""2017年12月4日; 二〇一七年十二月四日; 1995年8月l日, with a letter set for 1"""
DAY = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:[\dlI]{1,2}|[一二三四五六七八九十]{1,3})日"
DATE_IN_FILE_NAME = re.compile(r"[（(](\d{4})-(\d{2})-(\d{2})[）)]$")
"""体育法(2022-06-24).txt: the day of this version, which the note under the title may not have reached yet."""
FORCE = r"(?:正式)?(?:施行|实施|生效|执行|试行)"
EFFECT_ON_DATE = re.compile(rf"({DAY})(?:零时)?起?{FORCE}")
"""本办法自2018年2月1日起施行。; 现予公布，自2018年2月1日起施行。; 本条例自一九九三年一月一日起施行"""
EFFECT_ON_PUBLICATION = re.compile(rf"自?(?:公布|发布|印发|颁布|通过|批准)之日起{FORCE}")
"""本意见自公布之日起施行。"""
OF_ITS_OWN = re.compile(r"本|现予|予以公布|^自|^，?自")
"""Words of a sentence that speaks of its own document: 本办法自…"""
REPEAL = re.compile(r"(?:同时|即行|予以|相应)(?:废止|失效|停止执行)|^(?:[一二三四五六七八九十]+、)?废止《")
"""《浙江省体育竞赛管理办法》（省政府令第239号）同时废止。"""
ISSUES = re.compile(rf"(?:现予(?:公布|发布|印发)|予以公布|印发给|起{FORCE})[^，《》]{{0,8}}，")
"""《某办法》已经审议通过，现予公布，自2018年2月1日起施行，《…》同时废止: what stands before it is issued, not repealed."""
BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
PARTIAL = re.compile(r" ?(?:第[^，。]{1,12}[条款项章]|中|有关|的有关|里)")
"""《…》第三条同时废止 repeals a part only."""
AMENDS = re.compile(r" ?(?:第[一二三四五六七八九十]+次)?(?:修正|修改|修订)")
"""根据1997年4月16日《关于修改…的决定》修正的《…》同时废止 repeals the second only."""
ADOPTED = re.compile(r" ?已(?:经|由|于)[^，]{0,60}(?:通过|批准)，")
"""《某办法》已经2018年1月5日省人民政府第1次常务会议审议通过，《…》同时废止 repeals the second only."""
LIST_OF_REPEALED = re.compile(r"(?:废止|失效|停止执行)[^。；]*[：:]$")
"""市人民政府决定，对下列规章予以废止："""
NUMBER_AFTER_TITLE = re.compile(r"[（(]([^（）()]*?[^（）()\d]\d{0,5}号)[^（）()]*[）)]")

TITLES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"(?:贺词|讲话|致辞|致词|献词|演讲)$"), "speech"),
    (re.compile(r"(?:规划|方案|预案|计划|纲要|要点|行动)(?:（[^（）]*）)?(?:纲要)?$"), "plan"),
    (re.compile(r"意见(?:（[^（）]*）)?$"), "opinion"),
    (re.compile(r"(?:通知|通告|公告|通报)(?:（[^（）]*）)?$"), "notice"),
    (re.compile(r"(?:批复|复函|答复|函|攻略|报告)(?:（[^（）]*）)?$"), "other"),
    (
        re.compile(
            r"(?:法|法典|条例|办法|规定|细则|规则|决定|决议|解释|解答|安排|章程|规范|修正案.*|准则|制度|命令|标准|规程|编|附则|守则)(?:（[^（）]*）)?$"
        ),
        "regulation",
    ),
)


def kind_of(title: str, *, articles: bool) -> Kind:
    """Say what kind of document a title announces; articles make a regulation of what says nothing."""
    for pattern, kind in TITLES:
        if pattern.search(title):
            return "regulation" if articles and kind in ("other", "notice", "plan") else kind
    return "regulation" if articles else "other"


def iso_date(text: str) -> str | None:
    """Return the first date in clean text as ``YYYY-MM-DD``, None where there is none or no such day."""
    found = DATE.search(text)
    return iso_day(found) if found else None


def iso_day(found: re.Match[str]) -> str | None:
    """Return a match of year, month and day as ``YYYY-MM-DD``, None where there is no such day."""
    try:
        return date(*(parse_numeral(re.sub("[lI]", "1", part)) for part in found.groups())).isoformat()
    except (NumeralError, ValueError):
        return None


def date_in_name(file: str) -> str | None:
    """Return the day at the end of a file name, None where there is none or no such day."""
    found = DATE_IN_FILE_NAME.search(PurePath(file).stem)
    return iso_day(found) if found else None


def effective_date(texts: Sequence[str], promulgated: str | None) -> str | None:
    """Return the day on which a document says that it comes into force; the last statement counts, 自公布之日起 means the promulgation."""
    for text in reversed(texts):
        for sentence in text.split("。"):
            if not OF_ITS_OWN.search(sentence):
                continue
            if found := EFFECT_ON_DATE.search(sentence):
                return iso_date(found[1])
            if EFFECT_ON_PUBLICATION.search(sentence):
                return promulgated
    return None


def repeals(texts: Iterable[str]) -> tuple[Repeal, ...]:
    """Return the documents that a text repeals as a whole, in order, with the number that stands behind the title.

    ``texts`` are its paragraphs and items in order: 下列规章予以废止： speaks of the items that follow.
    """
    found: dict[str, Repeal] = {}
    listing = False
    for text in texts:
        listing = listing and "《" in text
        for sentence in re.split(r"[。；]", text):
            if not listing and not REPEAL.search(sentence):
                continue
            for title, rest in _titles(_without_issued(sentence)):
                if not any(pattern.match(rest) for pattern in (PARTIAL, AMENDS, ADOPTED)):
                    number = NUMBER_AFTER_TITLE.match(rest)
                    found.setdefault(title, Repeal(title, number[1] if number else None))
        listing = listing or bool(LIST_OF_REPEALED.search(text))
    return tuple(found.values())


def _without_issued(sentence: str) -> str:
    """Return the end of a sentence that repeals: what it issues first, as an order does, is left out."""
    repeal = REPEAL.search(sentence)
    if repeal is None:
        return sentence
    bare = BRACKETED.sub(lambda found: " " * len(found[0]), sentence)
    return sentence[max((found.end() for found in ISSUES.finditer(bare, 0, repeal.start())), default=0) :]


def _titles(sentence: str) -> Iterable[tuple[str, str]]:
    """Yield each outer 《title》 of a sentence with the words after it."""
    depth = start = 0
    for at, character in enumerate(sentence):
        if character == "《":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if depth == 0:
                yield sentence[start:at], sentence[at + 1 :]
