"""Several conclusions made one: what they share is said once, what differs has a line each, and whether they are the same is told."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.check import Proof
from qa.draft import Draft, Reading, unique
from qa.model import Language, Quote, Verdict
from qa.question.kinds import asks_besides, asks_yes_no
from qa.question.sides import SAME
from qa.wording.claims import bodies, quantities
from qa.wording.relevance import pairs, subject, substance
from qa.words import say, verdict_words

FEWEST = 2
"""Characters that say what is asked, besides the names of the documents."""
MOST = 4
"""Provisions in one answer: more of them bury the right one."""
LINE = 80
"""Characters of one of several conclusions."""
OF_VALUES = re.compile(
    r"期|时[限间]|[天个]数|多久|[金数]额|数量|比例|频率|罚款|押金|[费价]|\b(?:date|period|deadline|fee|fine)s?\b", re.IGNORECASE
)
OF_BODIES = re.compile(r"部门|机关|谁|主体|\bwho\b|\bauthorit", re.IGNORECASE)
"""期限一样吗, 主管部门一样吗; 标准一样吗 is about both."""
OF_ALL_OF_THEM = re.compile(r"都(?!不|没|市|会)|\bboth\b|\ball\b", re.IGNORECASE)
ONE = re.compile(r"(?<![每同某这那第十百千])一(?=年(?!度|级)|日|次|倍|人)")
MEASURES = {"年": (12, "个月"), "月": (1, "个月"), "周": (7, "日"), "星期": (7, "日")}
ONE_BY_ONE: dict[Language, tuple[str, ...]] = {
    "zh": ("其一", "其二", "其三", "其四", "其五"),
    "en": ("the first", "the second", "the third", "the fourth"),
}
OF_TWO: dict[Language, tuple[str, ...]] = {"zh": ("前者", "后者"), "en": ("the former", "the latter")}
LISTS = re.compile(r"^有下列(?:行为|情形)之一的，")


def merged(reading: Reading, drafts: list[tuple[str, Draft]]) -> Draft | None:
    """Return one draft of several: what they share is said once, what differs has a line each."""
    frame = say("law-says", reading.language)
    drafts = _once(drafts, reading)
    alike = asks_alike(reading)
    if alike:
        drafts = [(name, replace(draft, conclusion=_unsettled(draft, reading))) for name, draft in drafts]
    said: dict[str, list[int]] = {}
    told = [draft.conclusion.removeprefix(frame) for _, draft in drafts]
    for at, words in sorted(enumerate(told), key=lambda one: -len(one[1])):
        # The same clause may stand behind a yes in one and alone in the other, the same repeal with its day and without.
        alone = _plain(words, reading)
        same = (one for one, places in said.items() if one.endswith(alone) and drafts[places[0]][1].verdict == drafts[at][1].verdict)
        longer = next((one for one in said if _holds(one, words, bool(drafts[at][0]))), next(same, words))
        said.setdefault(longer, []).append(at)
    said = dict(sorted(said.items(), key=lambda one: min(one[1])))
    if not said:
        return None
    quotes = unique(tuple(quote for _, draft in drafts for quote in draft.quotes))
    settled = _same(reading, drafts) if alike else _of_both(reading, drafts) or agreed(drafts)
    if len(said) == 1:
        return Draft(max((draft.conclusion for _, draft in drafts), key=len), quotes, settled)
    names = _names(drafts, quotes, reading)
    lines = [_line([names[at] for at in sorted(places)], words) for words, places in said.items()]
    opening = say(f"fact-{settled}", reading.language) if settled in ("yes", "no") and alike else frame
    return Draft(opening + "\n".join(["", *(f"- {line}" for line in lines)]), quotes, settled)


def _once(drafts: list[tuple[str, Draft]], reading: Reading) -> list[tuple[str, Draft]]:
    """Return drafts without those that answer another question of the same clause otherwise: 是不是只有公家才好办？我想开一家，政策让不让 wants the
    last, unless that is only said to depend."""
    kept: list[tuple[str, Draft]] = []
    for name, draft in drafts:
        alike = next((at for at, (beside, other) in enumerate(kept) if not (name or beside) and _as_same(draft, other, reading)), None)
        if alike is None:
            kept.append((name, draft))
        elif draft.verdict != "conditional":
            kept[alike] = (name, draft)
    return kept


def _as_same(one: Draft, other: Draft, reading: Reading) -> bool:
    """Say whether two drafts say the same of the same clause, each behind a yes or no."""
    said = {_plain(draft.conclusion, reading) for draft in (one, other)}
    return bool(one.verdict and other.verdict) and one.quotes == other.quotes and len(said) == 1


def _holds(said: str, words: str, named: bool) -> bool:
    """Say whether one conclusion repeats another; of questions that set nothing side by side also anywhere in it."""
    told = LISTS.sub("", words).rstrip("。")
    return said.startswith(words) or said.endswith(words) or (not named and substance(told) >= FEWEST and told in said)


def _names(drafts: list[tuple[str, Draft]], quotes: tuple[Quote, ...], reading: Reading) -> list[str]:
    """Return what several things are called in an answer: 前者 and 后者 where a reader's own words for one read as a statement that does not stand,
    拦着不让干活的人."""
    names = list(dict.fromkeys(name for name, _ in drafts))
    proof, told = Proof(quotes, reading.library), (OF_TWO if len(names) == len(OF_TWO["zh"]) else ONE_BY_ONE)[reading.language]
    if not all(names) or len(names) > len(told) or not any(next(proof.faults(name, ours=True), "") for name in names):
        return [name for name, _ in drafts]
    return [told[names.index(name)] for name, _ in drafts]


def _line(names: list[str], words: str) -> str:
    name = "、".join(dict.fromkeys(filter(None, names)))
    words = words.replace("\n- ", "\n  - ")
    return words if not name or words.startswith(name) else f"{name.rstrip('：:')}：{words}"


def agreed(drafts: list[tuple[str, Draft]]) -> Verdict | None:
    """Return the verdict of the first draft that has one; of things side by side that do not agree, that it depends."""
    verdicts = [draft.verdict for _, draft in drafts if draft.verdict]
    return "conditional" if len(set(verdicts)) > 1 and all(name for name, _ in drafts) else next(iter(verdicts), None)


def _of_both(reading: Reading, drafts: list[tuple[str, Draft]]) -> Verdict | None:
    """Say no to a question whether something holds of all the things set side by side, 两个办法都设了罚款吗, where of one it does not."""
    own = reading.understanding.own
    named = all(name for name, _ in drafts) and OF_ALL_OF_THEM.search(own) and asks_yes_no(own) and not asks_besides(own)
    return "no" if named and any(draft.verdict == "no" for _, draft in drafts) else None


def asks_alike(reading: Reading) -> bool:
    """Say whether a question is whether things are the same: 期限一样吗."""
    return bool(SAME.search(reading.understanding.own)) and asks_yes_no(reading.understanding.own)


def _plain(words: str, reading: Reading) -> str:
    """Return what is said behind a yes or no."""
    return next((words.removeprefix(one) for one in verdict_words(reading.language) if words.startswith(one)), words)


def _unsettled(draft: Draft, reading: Reading) -> str:
    """Return a conclusion without its yes or no: whether 变更登记 alone is 一样 nothing says."""
    return _plain(draft.conclusion, reading) if draft.verdict else draft.conclusion


def _same(reading: Reading, drafts: list[tuple[str, Draft]]) -> Verdict | None:
    """Say whether two conclusions state the same quantities and bodies, or the one of them that the question is about; None where either is missing."""
    if len(drafts) != 2:
        return None
    own = reading.understanding.own
    # 伪造数据的：测绘部门及其工作人员由…责令改正: on whom a sanction is imposed is no part of it.
    texts = [_of_same(own, re.sub(r"《[^》]*》|(?<=：)[^，。：；由]{2,24}(?=由)", "", draft.conclusion)) for _, draft in drafts]
    compared: list[list[frozenset[object]]] = []
    if not OF_BODIES.search(own):
        compared.append([_measures(text) for text in texts])
    if not OF_VALUES.search(own):
        compared.append([bodies(text) for text in texts])
    if any(one and other and one != other for one, other in compared):
        return "no"
    told = [pair for pair in compared if any(pair)]
    return "yes" if told and all(one == other for one, other in told) else None


def _of_same(own: str, said: str) -> str:
    """Return the sentences of a conclusion that share words with the part of a question which asks whether things are the same: of 于2017年12月4日公布 and
    自2018年2月1日起施行 the second for 分别何日签署，是否同日施行; all of them where none does."""
    asked = set(pairs(subject("".join(part for part in re.split("[，,；;。]", own) if SAME.search(part)))))
    return "".join(one for one in re.findall("[^。]+。?", said) if asked & set(pairs(one))) or said


def _measures(text: str) -> frozenset[object]:
    """Return the quantities of a text by value and unit: 一年 and 12个月 are one."""
    found = quantities(ONE.sub("1", text))
    return frozenset((one.value * MEASURES.get(one.unit, (1, ""))[0], MEASURES.get(one.unit, (1, one.unit))[1]) for one in found)
