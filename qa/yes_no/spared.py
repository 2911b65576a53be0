"""What a clause says nobody has to go through: 不进行事前核验, 取消现场踏勘; and what it says may be no condition of something else: 不得将…作为办证的前置条件."""

from __future__ import annotations

import re

from qa.case.qualified import HAN, shares
from qa.model import Verdict
from qa.question.kinds import asked
from qa.wording.marks import CHOICE, SAYS, demands, divide, negated
from qa.yes_no.denied import denied

STEPS = "核验|查验|勘查|勘验|踏勘|验收|检查|审查|评估|检测|检验|评审|抽查|公示|考核|鉴定|论证|检疫|面试|考试|听证|评价|公告|招标|担保|抵押|保证金|证明"
SPARED = re.compile(
    rf"(?:不(?:再)?(?:进行|实行|开展|组织|实施|要求|需要?)|取消(?!其|该)|免(?:[予于除]|(?!费|疫|税证))|无[需须]|不必)[^，。；的]{{0,10}}?(?P<step>{STEPS})"
)
DEMANDS = r"(?:应当|必须|须|方可(?!以))[^，。；]{0,20}"
ENGLISH_STEPS = re.compile(
    r"\b(?:inspect\w*|check\w*|survey\w*|review\w*|assess\w*|evaluat\w*|tests?|tested|exam\w*|guarantee\w*|guarantor|deposit|mortgage|hearing|audit\w*)\b",
    re.IGNORECASE,
)
NO_CONDITION = re.compile(
    r"不得(?:将|把|以)(?P<what>[^，。；]{2,40}?)(?:作为|为)(?P<of>[^，。；]{0,40}?)(?:前提|前置|条件|门槛)(?!之一)|不得(?:将|把)其?(?P<it>)作为[^，。；]{0,30}(?:前提|前置)"
)
LEFT_OUT = re.compile(r"(?:没有?|[未不])(?P<what>[一-鿿]{1,16})")
WITHOUT = re.compile(
    r"\b(?:without|stay(?:ing)? out|opt(?:ing)? out|keep(?:ing)? out|skip\w*|declin\w+|refus\w+|not (?:\w+ )?(?:join\w*|connect\w*|sign\w*|regist\w+|tak\w+|us\w+)"
    r"|(?:don|do|did|didn|have|haven)(?:'|’)?t? ?(?:not )?(?:join|connect|sign|register|taken?|use)d?)\b",
    re.IGNORECASE,
)
HOLDS_TO_IT = re.compile(
    r"要求|卡[着人我住不]|这么卡|拒|拦|强|逼|有权|[合违]法|[合违]规|这么|这样|约定|规定|写|算|\b(?:demand|require|insist|refuse|lawful|legal)\w*",
    re.IGNORECASE,
)
"""窗口能这么卡吗: whether others may hold one to it."""
GETS = re.compile(
    r"能|可以|可否|[一-鿿]得(?:了|到|下来?|成|着)|给[^，。；？?]{0,6}[吗么不]|行[吗么不]|\b(?:can|may|still|get)\b", re.IGNORECASE
)


def spared(question: str, clause: str) -> bool:
    """Say whether a question is whether a step has to be gone through of which a clause says that there is none: hardly yes.

    >>> spared("开民宿要先联合核验吗", "实行告知承诺制，不进行事前联合核验。")
    True
    """
    if asked(question) != "need" or negated(divide(question)[1]):
        return False
    rule = demands(clause)
    steps = {one["step"] for one in SPARED.finditer(rule)}
    if not HAN.search(question):
        return bool(steps) and bool(ENGLISH_STEPS.search(question))
    rest = SPARED.sub(" ", rule)
    return any(step in question and not re.search(DEMANDS + step, rest) for step in steps)


def unconditioned(question: str, clause: str) -> Verdict | None:
    """Say yes to whether something can be had without what may be no condition of it, no to whether that is needed; None where neither is asked.

    >>> unconditioned("小作坊不接平台，许可证能办吗", "不得将接入平台作为办理许可的前置条件。")
    'yes'
    """
    barred = NO_CONDITION.search(clause)
    told, asks = divide(question)
    if barred is None or not barred["what"] or SAYS["except"].search(clause) or HOLDS_TO_IT.search(asks):
        return None
    han = HAN.search(question)
    left_out = LEFT_OUT.finditer(CHOICE.sub("", told or question))
    without = any(shares(one["what"], barred["what"]) for one in left_out) if han else bool(WITHOUT.search(question))
    if without and denied(question):
        return "no"
    if without and not (han and negated(asks)) and GETS.search(asks):
        return "yes"
    needs = asked(question) == "need" and not negated(asks) and not without
    return "no" if needs and shares(asks, barred["what"]) and han else None
