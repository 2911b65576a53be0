"""What a question tells to be left undone, held against what a text only urges: 没给选手上意外险 and 鼓励办理有关安全保险."""

from __future__ import annotations

import re

from qa.wording.marks import CHOICE, SAYS, demands
from qa.wording.relevance import grams

UNDONE = re.compile(r"(?:没有?|[未不])(?P<what>[一-鿿]{2,14})")
NOT_DONE = re.compile(r"(?:没有?|[未不])[一-鿿]{1,2}[了的呢]?(?=[，。？?]|$)")
"""那我就不买: what the question before was about."""
URGED = re.compile("(?:鼓励|支持|倡导|提倡|引导)(?P<what>[^，。；]*)")
END = re.compile("[了的呢吗吧啊过呀阿]+$")
GENERAL = frozenset("事动活项目务业者员物品人会类件行为作的了上下中力法度性化")
"""What the name of anything may end with: of 保险 the last character tells that 意外险 is a kind of it. 安全检查 has as much of 安全保险, and is none."""


def only_urges(clause: str) -> bool:
    """Say whether a clause urges something and demands or allows nothing."""
    rule = demands(clause)
    return bool(SAYS["urges"].search(rule)) and not any(SAYS[name].search(rule) for name in ("shall", "forbids", "may", "denies"))


def urged_by(clause: str) -> str:
    """Return what a clause urges."""
    return "，".join(one["what"] for one in URGED.finditer(clause))


def leaves_undone(question: str, things: str) -> bool:
    """Say whether what a question tells to be left undone is one of some things, or a kind of one: 没上意外险 and 保险.

    >>> leaves_undone("骑行没给车友上意外险，会罚吗", "办理有关安全保险"), leaves_undone("没配医生，会罚吗", "办理有关安全保险")
    (True, False)
    """
    heads = {part[-1] for part in re.split("[，。；、和或及]", things) if part} - GENERAL
    wanted = {gram for gram in grams(things) if len(gram) > 1 and gram[-1] in heads}
    for one in UNDONE.finditer(CHOICE.sub("", question)):
        what = END.sub("", one["what"])
        if wanted & set(grams(what)) or (what and what[-1] in heads):
            return True
    return False
