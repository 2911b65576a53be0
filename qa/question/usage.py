"""Put words of everyday speech as texts put them: 比赛往后挪一周 → 比赛变更时间.

Only where no text holds what was said and the texts hold what is meant: where a law speaks of 延期 itself, 延期 stays.
"""

from __future__ import annotations

import re

from qa.wording.relevance import Relevance, pairs

_MUCH = r"(?:(?:了|到|个)?[一二两三四五六七八九十半几\d]+个?(?:多月|星期|礼拜|工作日|小时|[天周日月年]))?"
USAGE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (words, re.compile(f"(?P<said>{said}){more}"))
    for words, said, more in (
        ("变更时间", r"[往向朝][后前](?:推迟?|挪|延|拖|移|顺延)|推迟|顺延|延后|押后|延期|改期", _MUCH),
        ("变更时间", r"[改换](?:个|一下)?(?:日子|时间|日期)", ""),
        ("变更地点", r"[改换挪](?:个|一下)?(?:地方|场地|地点)", ""),
        ("安全检查", r"(?:[翻查搜](?:我|人|人家)?的?(?:书|背|挎|手提)?包(?![裹装括工含间厢庄]))|安检", "(?:检查)?"),
        ("办理保险", r"[买上投](?:个|份|了|过|点|些)?保险|投保", ""),
    )
)
"""Words of texts, what people say for them, and what is said along with that: how long."""

PAYS = "[^，。？?]{0,6}?(?:从哪(?![年天月日])|哪[里儿]?[来出拿]|谁来?(?:[出掏付拿]|承担|负担|买单))"
MONEY = re.compile(rf"(?<![^的笔这那些，。\s])钱(?={PAYS})|(?<=谁[出掏])(?:这?笔)?钱|(?<=谁来[出掏])(?:这?笔)?钱")
"""搞监测的钱从哪儿出, 谁掏钱: who bears it."""
BORNE = ("经费", "费用")
"""What texts call it: the means of an office, and costs of anybody else."""


class Usage:
    """Find the words that the texts of a corpus use."""

    def __init__(self, relevance: Relevance) -> None:
        """Take what the corpus knows of its pairs of characters."""
        self._relevance = relevance

    def put(self, question: str) -> str:
        """Return the question in the words of the texts; unchanged where they use its own, or neither."""
        for words, said in USAGE:
            if (found := said.search(question)) and not self._hold(pairs(found["said"])) and self._hold(re.findall("..", words)):
                question = question[: found.start()] + words + question[found.end() :]
        borne = [words for words in BORNE if self._hold([words])]
        return MONEY.sub(borne[0], question) if len(borne) == 1 else question

    def _hold(self, found: list[str]) -> bool:
        """Say whether the texts hold all of these pairs of characters."""
        return all(map(self._relevance.frequency, found))
