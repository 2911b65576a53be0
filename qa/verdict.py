"""Yes, no, or conditional: what the modality of a clause says to a question."""

from __future__ import annotations

import re
from typing import Literal

from qa.model import Verdict

Asked = Literal["need", "may", "fact"]

ASKS_NEED = re.compile(
    r"要不要|需不需要|需要|用不用|必须|是不是要|是否(?:要|须|需|应当|应该)|应不应该|该不该|得(?:先|去|提前|经)|须|要(?=.*(?:吗|么|不))|义务|用.{0,12}(?:吗|么)|不用"
    r"|\bneed|\brequire|\bmust\b|\bhave to\b|\bshould\b|\bmandatory|\bobliged|\bnecessary|permit|approval|licen[cs]e",
    re.IGNORECASE,
)
"""搞比赛要不要审批; do I need a permit."""
ASKS_MAY = re.compile(
    r"能不能|可不可以|能否|可否|可以|能(?=.*(?:吗|么|[？?]))|允许|行不行|行吗|行么|合法|有权|准不准|让不让|\bcan\b|\bmay\b|\ballow|\bpermitted\b|\blegal\b|\bfree to\b|\bok(?:ay)? to\b",
    re.IGNORECASE,
)
"""个人能不能办比赛; may a person organise."""
NEGATED = re.compile(
    r"(?:能|可以|可|允许)不|不(?!用|需|必|得不|可以|能|行|让|准|对)(?=[一-鿿]{1,14}(?:行|可以|成|没事|合法|要紧|违法))|\bnot\b|n't\b|\bwithout\b|\brefuse|\bskip"
)
"""不公布规程行吗; can I refuse: the act asked about is the failure to act."""
CHOICE = re.compile(r"([能可行是要用准让会得该])不\1(?:以)?|可不可以|需不需要|应不应该")
"""能不能, 是不是: no negation."""
BY_ONESELF = re.compile(r"直接|自己|自行|擅自|私自|随便|随意|\bdirectly\b|\bon (?:their|our|my|its) own\b")
ASKS_YES_NO = re.compile(
    r"吗|么[？?]?$|能不能|可不可以|会不会|是不是|是否|有没有|要不要|行不行|对不对|^(?:is|are|do|does|did|can|may|must|will|has|have)\b",
    re.IGNORECASE,
)
SELF_NEED = re.compile(r"(?:审批|批准|许可|备案|报批|点头|批文|同意|手续|执照|办证)")

RELIEF = re.compile(r"不实行(?:行政)?(?:许可|审批)|无(?:须|需)|不(?:需要|必|再(?:需要|实行|进行))|免于|免予|取消.{0,8}(?:审批|许可)")
PROHIBITION = re.compile(r"不得|禁止|严禁|不准|不能(?!满足)|不予")
OBLIGATION = re.compile(
    r"按照[^，。；]{2,30}执行|应当|必须|须(?!知)|应(?=[按依在于由向经])|有义务|(?:报|经)[^，。；]{2,30}(?:批准|审核|同意|备案)"
)
PERMISSION = re.compile(r"可以|均可|有权|允许|鼓励|支持|自主|自愿|可(?=[依按由向])")
EXCEPTION = re.compile(r"除[^，。]{2,40}外|另有规定|但(?:是)?[^，。]{2,}|的除外")


def asked(question: str) -> Asked:
    """Return what a yes/no question asks: whether something is needed, whether it is allowed, or whether it is so."""
    if ASKS_MAY.search(question) and not SELF_NEED.search(question):
        return "may"
    if ASKS_NEED.search(question) or SELF_NEED.search(question):
        return "need"
    return "may" if ASKS_MAY.search(question) else "fact"


def negated(question: str) -> bool:
    """Say whether the act asked about is a failure to act: 不提前公布行吗."""
    return bool(NEGATED.search(CHOICE.sub("", question)))


def verdict(question: str, clause: str) -> Verdict | None:
    """Return what a clause says to a yes/no question, or None where its modality does not settle it.

    >>> verdict("体育赛事需要审批吗", "除法律、法规另有规定的外，体育主管部门对体育赛事不实行行政许可。")
    'no'
    """
    what = asked(question)
    relief, ban, duty, leave = (bool(p.search(clause)) for p in (RELIEF, PROHIBITION, OBLIGATION, PERMISSION))
    if what == "need":
        if relief:
            return "no"
        if ban and SELF_NEED.search(clause) is None:
            return None
        if duty:
            return "yes"
        return "no" if leave else None
    if what == "may":
        if ban:
            return "yes" if negated(question) and not duty else "no"
        if duty:
            return "no" if negated(question) or BY_ONESELF.search(question) else "conditional"
        if leave or relief:
            return "yes"
    return None
