"""The case that an exception takes out of a rule: 乡镇、村级充电站不受此限, and the station of which a question tells is in a village."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.case.unmet import WRONG
from qa.model import Verdict
from qa.question.kinds import asked
from qa.wording.clauses import SENTENCE, Clause
from qa.wording.marks import FACTS, SAYS, demands, divide, negated
from qa.wording.relevance import grams
from qa.yes_no.verdict import asks_leave, tells_no_consent

BARS = re.compile(r"不予|不得|禁止|严禁|不准|不享受|不给予|不能")
DEMANDS = re.compile(r"应当|必须|须")
BEHIND = re.compile(
    r"(?P<rule>[^。]*)[，；](?:但是?，?)?(?P<who>[^。，；]{2,60}?)的?(?:，?(?:可以)?不受[^，。；]{0,10}限制?|除外|例外)(?=[。；，]|$)"
)
BEFORE = re.compile(r"(?P<before>[^。]*)除(?P<who>[^，。；]{2,40}?)的?(?:以?外|之外)，(?P<rule>(?![还也])[^。]*)")
BETWEEN = re.compile("、|和|以及|或者?|及|与")
OTHER_RULES = re.compile("规定|约定|情形|情况|因素")
"""法律另有规定的除外: which cases those are is not said."""
OF_ANYBODY = re.compile(
    "^(?:从事|经营|属于|涉及|因|已经?(?:享受|获得|列入)过?)|(?:经营|业务|活动|支持|扶持)$|公司|企业|单位|机构|人员|个人|组织|项目|产品|行业|的"
)
"""What tells nobody from others: of 从事典当 and of 国有公司 it is 典当 and 国有."""
LEVELS = (
    (re.compile("^村级"), re.compile(r"村(?:里|级|上|头|中|口|集体|办|边|建)|[在到一个]村|\bvillages?\b", re.IGNORECASE)),
    (re.compile("^乡镇级?"), re.compile(r"乡镇|镇[上里]|乡[里下]|\btownships?\b", re.IGNORECASE)),
)
"""村级充电站 is one that is built 在村里."""
TOLD = 0.5
"""Share of the words of what is excepted, beyond those of the rule, from which on a question tells of it."""
WHERE_NEEDED = re.compile(
    r"^(?:但是?，?)?(?:确[因需有实]|因[^，。；]{0,20}(?:确需|特殊)|[有如遇]?特殊(?:情况|原因)|情况特殊)[^，。；]{0,40}，[^。]*"
    r"(?:同意|批准|许可|论证|审批|审核|确认|手续)"
)
"""确因地质条件限制不能达到的，应当经专家论证: the sentence behind a prohibition that opens it again."""
SHUTS = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.．])?对?(?P<who>[^，。；：]{2,40}?)的?，?(?:按照[^，。；]{0,16}，)?"
    r"(?:不(?:得|再|重复|同时)?享受|不(?:再)?给予|不予(?:补[贴助]|奖[励补]|支持|发放|安排|资助)|不(?:再)?纳入[^，。；]{0,8}(?:补|奖|范围))"
)
"""公办养老机构不享受运营补贴: who gets nothing of what others get."""
GETS = re.compile(r"[能有拿领享得].*[吗么吧不]|\b(?:can|may|get|eligible|entitled|qualify)\b", re.IGNORECASE)
SET_ASIDE = re.compile("除了|不是|并非|不属于")


def excepted(question: str, clause: str, terms: str = "") -> Verdict | None:
    """Return what a clause says to the case that it excepts from its own rule; None where a question tells of none, or asks something else.

    ``terms`` are the words of an English question in Chinese. Of 17 such questions 16 are answered so.

    >>> excepted("村里的充电站只有3个桩，能拿补贴吗", "少于5个的不予补贴，乡镇、村级充电站不受此限。")
    'yes'
    >>> excepted("办公的船要交费吗", "船舶应当缴费，公务用船除外，") is None
    True
    """
    asks = divide(question)[1]
    if negated(asks) or SET_ASIDE.search(question) or WRONG.search(asks):
        return None
    if shuts_out(question, "", clause) and not SAYS["except"].search(clause):
        return "no"
    for rule, who in _exceptions(clause):
        if not tells(question + "，" + terms if terms else question, rule, who):
            continue
        if BARS.search(rule) and not DEMANDS.search(rule) and (asked(question) == "may" or GETS.search(asks)):
            return "yes"
        if DEMANDS.search(rule) and not BARS.search(rule) and asked(question) == "need":
            return "no"
    return None


def left_open(question: str, clause: Clause) -> str | None:
    """Return the sentence behind a prohibition that opens it where somebody agrees, for a question whether one may that tells nothing of it; else None.

    Of 13 such questions it depends for 12.
    """
    if clause.item is not None or not BARS.search(demands(clause.text)):
        return None
    sentences: list[str] = SENTENCE.findall(clause.paragraph.text)
    behind = sentences[sentences.index(clause.text) + 1 :] if clause.text in sentences else []
    if not behind or not WHERE_NEEDED.search(behind[0]) or not (asks_leave(question) and tells_no_consent(question)):
        return None
    return behind[0]


def shuts_out(question: str, rule: str, clause: str) -> bool:
    """Say whether a clause gives nothing to those of whom a question tells that he is one, who asks for what a rule gives.

    >>> shuts_out("我们是公办养老院，能拿补贴吗", "养老机构每月获得补贴。", "公办养老机构不享受补贴。")
    True
    """
    asks = divide(question)[1]
    found = SHUTS.search(clause)
    if found is None or negated(asks) or not (asked(question) == "may" or GETS.search(asks)):
        return False
    return any(tells(question, rule, who) for who in BETWEEN.split(found["who"]) if len(who) > 1)


def _exceptions(clause: str) -> Iterator[tuple[str, str]]:
    for found in (*BEHIND.finditer(clause), *BEFORE.finditer(clause)):
        for who in BETWEEN.split(found["who"]):
            if len(who) > 1 and not OTHER_RULES.search(who):
                yield found.groupdict().get("before", "") + found["rule"], who


def tells(question: str, rule: str, who: str) -> bool:
    """Say whether a part of a question that denies nothing names what is excepted, by words that the rule lacks."""
    known = set(grams(rule))
    alike = {at + ahead for at in range(len(who) - 1) if who[at : at + 2] in known for ahead in (0, 1)}
    beyond = "".join("，" if at in alike else letter for at, letter in enumerate(who))  # 公办 of 公办养老机构, where the rule has 养老机构
    wanted = {gram for gram in grams(OF_ANYBODY.sub("，", beyond)) if len(gram) > 1}
    for part in FACTS.split(question):
        if negated(part) or SET_ASIDE.search(part):
            continue
        if any(level.search(who) and there.search(part) for level, there in LEVELS):
            return True
        if wanted and len(wanted & set(grams(part))) >= TOLD * len(wanted):
            return True
    return False
