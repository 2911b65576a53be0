"""Yes, no, or conditional: what a clause says to a question, by what was learnt from thousands of questions and the clauses that decide them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.kinds import asked
from qa.linear import learned
from qa.marks import ASKS, CHOICE, SAYS, demands, divide, negated, runs_together, together, unreserved
from qa.model import Verdict
from vectorstore.cross import Judged

SURE = 0.4
"""Least probability of a verdict. On laws that were not learnt from it is right for 80 % of the questions; where it says more than .7, for 87 %."""

LIMITS = frozenset(("forbids", "denies", "not", "shall", "only if", "except"))
"""What may take back in a clause what it allows."""
LACKS = re.compile(r"[没未不无]|\b(?:no|not|without)\b", re.IGNORECASE)
"""A case that does not meet what is allowed under a condition: 没征得同意."""
READ = 0.6
"""Weight of what was read out of question and clause together; the rest is that of their words."""

SELF_NEED = re.compile(
    r"审批|批准|许可|备案|报批|报备|点头|批文|同意|执照|办证|审核|核准|资质|申请|登记|手续|盖章|(?<![一二三四五六七八九十首整大成分])批(?![评次量发判驳注])"
)
"""What somebody else has to give first: 要去体育局批吗."""
GIVES = re.compile(r"审批|批准|许可|备案|同意|核准|资质|登记|手续|审核|审查|申请|报[^，。；]{2,20}(?:批|备)")
"""A clause that speaks of an approval; one that does not cannot say whether it is needed."""
VOLUNTARY = re.compile(r"自愿原则|自愿(?:申请|选择|参加|办理)")
RELIEF = re.compile(
    rf"不实行(?:行政)?(?:许可|审批)|无(?:须|需)|不(?:需要|必|再(?:需要|实行|进行|征收|收取))|免于|免予|免[征收缴交]|免除|不(?:征收|收取)|{VOLUNTARY.pattern}|取消[^，。]{{0,8}}(?:审批|许可)"
)
"""下列车辆免征车辆购置税; 实行自愿原则: what nobody has to do."""


def verdict(question: str, clause: str, judged: Judged | None = None) -> Verdict | None:
    """Return what a clause says to a yes/no question that it decides; None where that is doubtful.

    ``judged`` is what was read out of both together, where something reads so.

    >>> verdict("体育赛事需要审批吗", "除法律、法规另有规定的外，体育主管部门对体育赛事不实行行政许可。")
    'no'
    """
    clause = unreserved(clause)
    if freed(question, clause):
        return "yes" if negated(divide(question)[1]) else "no"
    if judged is None and (clear := _clear(question, clause)) is not None:
        return clear
    likely = learned("verdict").probabilities(runs_together(question, clause), together(question, clause))
    if judged is not None:
        read = {"yes": judged.yes, "no": judged.no, "conditional": judged.conditional}
        likely = {says: likely[says] ** (1 - READ) * read[says] ** READ for says in likely}
        likely |= dict.fromkeys(_barred(question, clause), 0.0)
        total = sum(likely.values())
        likely = {says: share / total for says, share in likely.items()}
    best = max(likely, key=likely.__getitem__)
    return best if likely[best] >= SURE else None  # type: ignore[return-value]


def freed(question: str, clause: str) -> bool:
    """Say whether a question is whether somebody has to approve, and the clause says that nobody has to."""
    return bool(SELF_NEED.search(question) and RELIEF.search(clause) and GIVES.search(clause))


def _clear(question: str, clause: str) -> Verdict | None:
    """Return what logic alone says where a question tells no case and a clause has one modality: nine of ten of them are so."""
    told, asks = divide(question)
    rule = demands(clause)
    says = {name for name, pattern in SAYS.items() if pattern.search(rule)}
    what, negative = asked(question), negated(asks)
    if told or "except" in says:
        return None
    if what == "need" and not negative:
        if "relieves" in says or VOLUNTARY.search(clause) or ("urges" in says and not says & {"shall", "forbids"}):
            return "no"
        return "yes" if "shall" in says and not says & {"may", "forbids", "denies"} else None
    if what == "may" and "forbids" in says and "may" not in says:
        return ("yes" if _same_omission(question, clause) else None) if negative else "no"
    if what == "may" and negative and "shall" in says and not says & {"may", "relieves", "forbids"}:
        return "no"
    if what == "may" and not negative and "approval" in says and ASKS["by oneself"].search(question):
        return "no"
    if what == "may" and not negative and "may" in says and not says & {*LIMITS, "condition"}:
        return "yes"
    return None


def _barred(question: str, clause: str) -> Iterator[str]:
    """Yield the verdicts that a clause of one modality cannot give, whatever else is read out of it: what it allows, it does not forbid."""
    says = {name for name, pattern in SAYS.items() if pattern.search(demands(clause))}
    asks = divide(question)[1]
    what, conditional = asked(question), bool(SAYS["condition"].search(clause))
    if negated(asks):
        return
    if what == "may" and "may" in says and not says & LIMITS and not LACKS.search(CHOICE.sub("", question if conditional else asks)):
        yield "no"
    if what == "may" and "forbids" in says and not says & {"may", "except", "only if"}:
        yield "yes"
    if what == "need" and says & {"denies", "relieves"} and not says & {"shall", "may"}:
        yield "yes"


def _same_omission(question: str, clause: str) -> bool:
    """Say whether a question is whether one may leave undone the very thing that is forbidden: 可以不收费吗, 不得收费."""
    left = re.findall(r"不([一-鿿]{2})", CHOICE.sub("", question))
    return any(re.search(rf"(?:不得|禁止|严禁)[^，。；]{{0,6}}{verb}", clause) for verb in left)
