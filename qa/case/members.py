"""Whether a thing is one of those that a clause lists side by side: 直播经济算一个不, 脱贫在不在里头."""

from __future__ import annotations

import re

from law.numerals import parse_numeral
from qa.model import Verdict
from qa.wording.marks import NEGATED
from qa.wording.relevance import grams

_IN = r"(?:里[头面边]?|其中|之[列中一]|当中|(?:名单|范围|清单)(?:之?内|里[头面边]?|上)?)"
_ENDS = r"(?:吗|么|不|没有?|吧)?[？?]?$"
ASKS_AMONG = (
    re.compile(
        rf"(?:也|还|就|能|都|总)?(?:算不算|算(?=.*[吗么不没吧]))(?:是|在|作)?(?:其中)?(?:之一|一[个种项条份]|[内里]头?|{_IN}){_ENDS}"
    ),
    re.compile(rf"(?:也|还|都)?(?:在不在|在没在|在(?=.*[吗么不没吧]))[这那它]?(?:[一-鿿]?[两三四五六七八九十][大个种项条])?{_IN}{_ENDS}"),
    re.compile(r"是(?:不是)?(?:其中|[^，。；？?]{1,8})(?:之一|的?其?中?一[个种项条])(?:吗|么|不|吧)?[？?]?$"),
    re.compile(
        r"(?:包不包括|包括不包括|含不含|包含不包含|(?:包括|包含)(?=[^，。；？?]*[吗么不没吧有][？?]?$))(?:了|到)?(?P<thing>[一-鿿、]{2,16}?)"
        rf"(?:[这那]一?(?:个|种|类|些|样|项|块)(?:[一-鿿]{{2}})?)?{_ENDS}"
    ),
    re.compile(rf"，[^，。；？?]{{2,16}}(?:包不包括|包括不包括|含不含|包含不包含|包括(?:在内)?(?=[吗么不])){_ENDS}"),
)
"""How people ask whether something is one of several things."""
BEFORE = re.compile(r"[一-鿿、]{2,}?(?=(?:[这那]一?(?:个|种|类|些|样|项|块)(?:[一-鿿]{2})?)?$)")
"""共享办公、二手交换这种生意."""
LONGEST = 16
"""Characters of what is asked about."""
PLAIN_THING = re.compile(r"[没不未吗么呢的了是在算]|我|你|咱|他|^(?:也|那|这)|\d|[一二两三四五六七八九十百千万]+[万块元天]")
"""What is no name of a thing: 写没写, 没按规定标国籍的外国车."""
LISTED = re.compile(
    r"(?P<members>[^，。；：、（）“”的]{2,12}(?:、[^，。；：、（）“”的]{2,12})+(?:(?:和|以及|及)[^，。；：、（）“”的]{2,12})?)"
    r"(?P<open>等)?(?P<called>（以下[统合简]?称)?(?:”|）)*(?P<counted>[两三四五六七八九十](?=[大个种项条类场极]))?"
)
SPLIT = re.compile("、|和|以及|及")
EXCLUDED = re.compile(r"不(?:包括|包含|含|属于|列入|计入|适用|受)|除外|不在")


def among(question: str, clause: str, whole: str = "") -> Verdict | None:
    """Return whether a thing that a question names is one of those that a clause lists; None where it does not ask so, or the list is left open.

    ``whole`` is the question with what was asked before, which may say of what the list is: 要打好几场攻坚战？脱贫在不在里头？

    >>> listed = "平台经济、分享经济、体验经济、创意经济（以下统称“四大经济”）领域持续较快增长。"
    >>> among("直播经济算一个不", listed), among("体验经济算一个不", listed)
    ('no', 'yes')
    """
    if EXCLUDED.search(clause) or NEGATED.search(clause):
        return None
    lists = [(found, SPLIT.split(found["members"])) for found in LISTED.finditer(clause)]
    things = _things(question, [members for _, members in lists])
    if not things or not lists:
        return None
    if all(any(_same(thing, members) for _, members in lists) for thing in things):
        return "yes"
    found, members = max(lists, key=lambda one: len(one[1]))
    return "no" if _closed(found, members, whole or question, clause) and not any(_same(thing, members) for thing in things) else None


def _things(question: str, lists: list[list[str]]) -> list[str]:
    """Return what a question asks of whether it is one of several."""
    asked = next((found for pattern in ASKS_AMONG if (found := pattern.search(question))), None)
    if asked is None:
        return []
    before = BEFORE.search(question[: asked.start()])
    name = asked.groupdict().get("thing") or (before[0] if before else "")
    for members in lists:  # 要打好几场攻坚战脱贫在不在里头, where both parts are read as one
        name = max((name.split(kind)[-1] for kind in _kinds(members) if kind in name[:-2]), key=len, default=name)
    return [] if len(name) > LONGEST or PLAIN_THING.search(name) else [thing for thing in SPLIT.split(name) if len(thing) > 1]


def _kinds(members: list[str]) -> list[str]:
    """Return what things listed may be called, by the end of the last one: 攻坚战 of 百姓增收攻坚战."""
    return [members[-1][-size:] for size in range(min(4, len(members[-1]) - 2), 1, -1)]


def _same(thing: str, members: list[str]) -> bool:
    """Say whether a thing is a member: by its name, or by what tells the members apart, 二手交换 and 旧物交换."""
    if any(thing in member or member in thing for member in members):
        return True
    each = [{gram for gram in grams(member) if len(gram) > 1} for member in members]
    own = {gram for gram in grams(thing) if len(gram) > 1}
    return any(gram in one and sum(gram in other for other in each) == 1 for one in each for gram in own)


def _closed(found: re.Match[str], members: list[str], whole: str, clause: str) -> bool:
    """Say whether a list holds all there is: it is given a name, or counted, or a question calls its things what the list does."""
    if found["open"] or clause[found.end("members") :].startswith("等"):
        return False
    if found["called"] or (found["counted"] and parse_numeral(found["counted"]) == len(members)):
        return True
    return any(kind in whole for kind in _kinds(members))
