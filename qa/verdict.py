"""Yes, no, or conditional: what the modality of a clause says to a question."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from qa.model import Verdict

Asked = Literal["need", "may", "fact"]

ASKS_NEED = re.compile(
    r"要不要|需不需要|需要|用不用|必须|必需|非得|是不是要|是否(?:要|须|需|应当|应该)|应不应该|该不该|应当|得(?:先|去|提前|经|要)|须|要(?=.*(?:吗|么|不))"
    r"|义务|(?<![试使利应适作费专通采])用.{0,12}(?:吗|么)|不用|强制"
    r"|\bneed|\brequire|\bmust\b|\bhave to\b|\bshould\b|\bmandatory|\bobliged|\bobligat|\bnecessary|\bcompulsory|permit|approval|licen[cs]e",
    re.IGNORECASE,
)
"""搞比赛要不要审批; do I need a permit."""
ASKS_MAY = re.compile(
    r"能不能|可不可以|能否|可否|可以|能(?=.*(?:吗|么|不|[？?]))|允许|行不行|行吗|行么|成吗|中不中|合法|违法|有权|有没有权|准不准|让不让|得不得|没问题|合规|符合规定"
    r"|\bcan\b|\bmay\b|\ballow|\bpermitted\b|\blegal\b|\blawful\b|\bfree to\b|\bentitled\b|\bok(?:ay)? to\b",
    re.IGNORECASE,
)
"""个人能不能办比赛; may a person organise."""
CHOICE = re.compile(
    r"([能可行是要用准让会得该中对算])不\1(?:以|到)?|可不可以|需不需要|应不应该|有没有|是不是|不(?=[？?]?$)|没(?=[？?]?$)|没有(?=[？?]?$)"
)
"""能不能, 是不是: no negation."""
NEGATED = re.compile(
    r"不(?!同|仅|论|管是|得不)|没|未|无(?!人机|线|障|偿)|拒绝|擅自|私自|\bnot\b|n't\b|\bwithout\b|\brefus|\bskip|\bfail|\bignore|\bno\b",
    re.IGNORECASE,
)
"""不公布规程行吗; can I refuse; 没有资质能不能: the act asked about is a failure to act."""
BY_ONESELF = re.compile(
    r"直接|自己(?!人)|自行|擅自|私自|私下|随便|随意|任意|想.{1,4}就|想请谁|想.谁|先斩后奏|\bdirectly\b|\bfreely\b|\bon (?:their|our|my|its) own\b",
    re.IGNORECASE,
)
ASKS_YES_NO = re.compile(
    r"([一-鿿])不\1|吗|么[？?]?$|吧[？?]?$|[不没][？?]?$|没有[？?]$|能不能|可不可以|能否|可否|会不会|是不是|是否|有没有|要不要|行不行|对不对|用不用|需不需要|该不该|算不算|准不准|让不让|管不管"
    r"|^(?:is|are|do|does|did|can|could|may|must|should|will|would|has|have|am)\b",
    re.IGNORECASE,
)
ASKS_BESIDES = re.compile(r"怎么|如何|多少|几|哪|谁|什么|啥|多久|何时|\b(?:what|who|which|when|how|where)\b", re.IGNORECASE)
"""能罚多少吗 asks for an amount as well."""
SELF_NEED = re.compile(
    r"审批|批准|许可|备案|报批|报备|点头|批文|同意|执照|办证|审核|核准|资质|申请|登记|手续|盖章|(?<![一二三四五六七八九十首整大成分])批(?![评次量发判驳注])"
)
"""What somebody else has to give first: 要去体育局批吗."""
GIVES = re.compile(r"审批|批准|许可|备案|同意|核准|资质|登记|手续|审核|审查|申请|报[^，。；]{2,20}(?:批|备)")
"""A clause that speaks of an approval; one that does not cannot say whether it is needed."""
RIGHT = re.compile(r"有权|权利|凭什么|entitled|right to", re.IGNORECASE)

RELIEF = re.compile(
    r"不实行(?:行政)?(?:许可|审批)|无(?:须|需)|不(?:需要|必|再(?:需要|实行|进行|征收|收取))|免于|免予|免[征收缴交]|免除|不(?:征收|收取)|自愿原则|自愿(?:申请|选择|参加|办理)|取消[^，。]{0,8}(?:审批|许可)"
)
"""下列车辆免征车辆购置税; 实行自愿原则: what nobody has to do."""
DENIED = re.compile(r"不(?:予|再)?(?=计入|作为|视为|属于|包括|列入|纳入)|不予|不再")
"""仅受到警告的不予公示; 不计入年休假: what is not done, behind 不."""
UNHARMED = re.compile(r"不影响")
"""有下列情形的，不影响洗钱罪的认定: it is so all the same."""
PROHIBITION = re.compile(r"不得(?!(?:少于|低于|超过|高于|迟于|晚于|早于|多于)\d)|禁止|禁入|限制从业|严禁|不准|不能(?!满足)|不予|不应当")
OBLIGATION = re.compile(
    r"(?:按照|依照)[^，。；]{2,40}(?:执行|办理)|应当|必须|须(?!知)|应(?=[按依在于由向经])|有义务"
    r"|(?:报|经)[^，。；]{2,30}(?:批准|审核|同意|备案)|实行[^，。；]{0,20}制度|负责|履行[^，。；]{0,10}(?:责任|职责|义务)"
)
URGED = re.compile(r"鼓励|支持|倡导|提倡|引导|推动")
PERMISSION = re.compile(r"可以|均可|有权|允许|鼓励|支持|享受|自主|自愿|可(?=[依按由向])")
REQUIRES = re.compile(r"符合|具备|具有|取得|经[^，。；]{2,20}(?:批准|同意|许可)|特殊|必要|情形|条件|确需|因[^，。]{2,20}")
"""What makes a permission one under conditions: 对参赛者身体有特殊要求的，…可以."""
EXCEPTION = re.compile(r"除[^，。]{2,40}外|另有规定|但(?:是)?[^，。]{2,}|的除外")
PROTASIS = re.compile(r"^(?P<case>[^。；]*?的)，(?P<rule>[^。]*)")
"""因特殊原因需要变更体育赛事的时间…的，|承办人应当…"""

FACTS = re.compile(r"[，。；,;]")
ABSENT = re.compile(r"(?:没有?|未|不)(?P<lacking>[一-鿿]{2,16})")
"""我没签过确认书: what is not there."""

Covers = Callable[[str, str], float]


def asked(question: str) -> Asked:
    """Return what a yes/no question asks: whether something is needed, whether it is allowed, or whether it is so."""
    if ASKS_MAY.search(question) and not (SELF_NEED.search(question) and ASKS_NEED.search(question)):
        return "may"
    if ASKS_NEED.search(question) or SELF_NEED.search(question):
        return "need"
    return "may" if ASKS_MAY.search(question) else "fact"


def asks_yes_no(question: str) -> bool:
    """Say whether a question can be answered by yes or no."""
    return bool(ASKS_YES_NO.search(question))


def negated(question: str) -> bool:
    """Say whether the act asked about is a failure to act: 不提前公布行吗; what only tells the case (我没签过字，…可以吗) does not count."""
    return bool(NEGATED.search(CHOICE.sub("", divide(question)[1])))


def divide(question: str) -> tuple[str, str]:
    """Return the case that a question tells and the part that asks: 我没签过确认书 and 直接发短信给我，可以吗."""
    parts = [part for part in FACTS.split(question) if part.strip()]
    start = len(parts) - 1
    while start > 0 and len(BARE.sub("", "".join(parts[start:]))) < SHORTEST_ASKING:
        start -= 1
    return "，".join(parts[: max(start, 0)]), "，".join(parts[max(start, 0) :])


BARE = re.compile(r"这样|这么|那么|能不能|可不可以|可以|行不行|行|合法|违法|合规|符合规定|没问题|对不对|需要|吗|么|呢|吧|[？?\s]|还|的|做")
"""What asks without saying what: 这样可以吗."""
SHORTEST_ASKING = 3
MILD = re.compile(rf"{PERMISSION.pattern}|{URGED.pattern}")
NAMES_ACT = 0.25
"""Share of a question that a clause holds which permits or demands the very act asked about; less is another act."""
HELD = 0.3
"""Share of a condition's words in the case that a question tells, from which on the case is taken to be told."""


def demands(clause: str) -> str:
    """Return a clause without its conditions: a 不能 in 证件损坏不能辨认的 forbids nothing."""
    parts = [part for part in re.findall(r"[^，；。：\n]+[，；。：\n]?", clause) if not re.search(r"的[，；。]?$", part)]
    return "".join(parts) or clause


def verdict(question: str, clause: str, covers: Covers | None = None) -> Verdict | None:
    """Return what a clause says to a yes/no question, or None where its modality does not settle it.

    ``covers`` says how much of the question a part of the clause is about, 0 to 1.

    >>> verdict("体育赛事需要审批吗", "除法律、法规另有规定的外，体育主管部门对体育赛事不实行行政许可。")
    'no'
    >>> verdict("可以不公布规程吗", "承办人应当在体育赛事举行20日前向社会公布竞赛规程。")
    'no'
    """
    if asked(question) == "need":
        says = _needed(question, clause)
        return None if says == "no" and _strange(question, clause, covers, MILD) else says
    if asked(question) == "may":
        says = _allowed(question, clause, covers or (lambda _, __: 0.0))
        return None if says == "conditional" and _strange(question, clause, covers, OBLIGATION) else says
    return None


def _strange(question: str, clause: str, covers: Covers | None, modality: re.Pattern[str]) -> bool:
    """Say whether a clause only bears a weak modality and is about another act: 可以申请补发 says nothing of 登报."""
    if covers is None or RELIEF.search(clause) or PROHIBITION.search(demands(clause)) or not modality.search(clause):
        return False
    return covers(question, clause) < NAMES_ACT


def _needed(question: str, clause: str) -> Verdict | None:
    rule = demands(clause)
    if RELIEF.search(rule) or denies(question, rule):
        return "no"
    if PROHIBITION.search(rule):
        return "no" if negated(question) else "yes"
    if OBLIGATION.search(clause) and not SELF_NEED.search(question):
        return "yes"
    if SELF_NEED.search(question):
        if GIVES.search(clause):
            return "yes"
        return "no" if re.search(r"均可|自主|组织实施", clause) else None
    if re.search(r"可以要求|有权要求|可以责令", clause):
        return "conditional"
    return "no" if PERMISSION.search(clause) or URGED.search(clause) else None


def _allowed(question: str, clause: str, covers: Covers) -> Verdict | None:
    rule = demands(clause)
    if UNHARMED.search(rule):
        return "no" if negated(question) else "yes"
    if PROHIBITION.search(rule):
        return "yes" if _same_omission(question, clause) else "no"
    case = PROTASIS.match(clause)
    presupposed = (
        bool(case) and not negated(question) and covers(question, case["case"]) > covers(question, case["rule"]) if case else False
    )
    if re.search(r"可以|均可|有权|享受", rule):
        if case is None or not REQUIRES.search(case["case"]):
            return "yes"
        told = divide(question)[0]
        if told and covers(told, case["case"]) >= HELD:
            return "no" if _lacks(told, case["case"]) else "yes"
        return "yes" if presupposed else "conditional"
    if OBLIGATION.search(clause):
        if presupposed:
            return "yes"
        return "no" if negated(question) or BY_ONESELF.search(question) else "conditional"
    if PERMISSION.search(clause) or RELIEF.search(rule):
        return "yes"
    return None


def denies(question: str, rule: str) -> bool:
    """Say whether a clause says of the very act asked about that it is not done: 不予公示 to 要公示吗."""
    return any(rule[match.end() : match.end() + 2] in question for match in DENIED.finditer(rule) if rule[match.end() : match.end() + 2])


def _lacks(told: str, condition: str) -> bool:
    """Say whether the case told lacks what a condition demands: 我没签过确认书 and 签订确认书的."""
    pairs = {condition[n : n + 2] for n in range(len(condition) - 1)}
    return any(
        any(
            match["lacking"][n : n + 2] in pairs and not re.search("[不没未]", condition[: condition.find(match["lacking"][n : n + 2])])
            for n in range(len(match["lacking"]) - 1)
        )
        for match in ABSENT.finditer(told)
    )


def _same_omission(question: str, clause: str) -> bool:
    """Say whether the question is whether one may leave undone the very thing that is forbidden: 可以不收费吗, 不得收费."""
    left = re.findall(r"不([一-鿿]{2})", CHOICE.sub("", question))
    return any(re.search(rf"(?:不得|禁止|严禁)(?:[^，。；]{{0,6}})?{verb}", clause) for verb in left)
