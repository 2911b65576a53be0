"""Support that goes to some only: to those who meet conditions that a clause does not name, or to those whom somebody chooses."""

from __future__ import annotations

import re

from qa.question.kinds import asked, asks_besides
from qa.wording.marks import CHOICE, divide, negated
from qa.wording.relevance import grams, subject

_WHO = r"[一-鿿、（）“”]{2,30}"
MEETING = re.compile(
    r"(?P<other>其他|[和及与])?(?:(?:符合|具备|满足)(?:规定|相应|有关|相关|国家|法定|一定|上述)*(?:资格|资质)?条件|达到一定[^，。；的]{1,6}"
    rf"|(?<!没)(?<!具)有(?:一定)?(?:条件|实力|能力)|条件成熟)的(?P<who>{_WHO})"
)
"""支持符合条件的企业, 有条件的龙头企业, 对软投资达到一定额度的企业优先列入."""
_KINDS = "企业|项目|人才|团队|单位|机构|平台|园区|基地|产品"
CHOSEN = re.compile(
    rf"(?:选择|择优|遴选|优选|评选|筛选|选树|优先支持|重点(?:支持|扶持|培育))[^，。；]{{0,24}}?"
    rf"(?:[^，。；、的]{{1,6}}(?:[好强高大优快]|突出|显著|明显|优秀|领先|成熟|过硬)[、，和且]*){{1,5}}的(?P<who>[^，。；的]{{0,14}}?(?:{_KINDS}|示范[一-鿿]{{2,6}}))"
)
"""选择培育一批成长性好、创新性强的示范企业: whom somebody chooses for what a case does not show."""
OF_ANOTHER = re.compile(
    r"(?:(?:委托|聘请|选定|指定|由|交由|交给|采用|利用)|(?:鼓励|引导|支持)(?:金融机构|银行|保险)[^，。；]*[为向])[^，。；]{0,4}$"
)
"""委托符合条件的机构处罚: the one who asks is another."""
TOLD = re.compile(r"条件|符合|达到|达标|够格|合格|资格|[全样]都?有|满足|入选|选上了|评上|中选|被选")
NARROW = re.compile(
    r"[只仅光]|凡是|全都|一律|不是|就是|必须|强制|非得|保证|直接|[每各所]\S{0,6}都|\b(?:only|alone|all|every)\b", re.IGNORECASE
)
OWN_CASE = re.compile(r"我|咱|本(?:公司|企业|单位|院|校|厂|店)|[老小][一-鿿](?=想|要|的|家)|能|可|拟|想|打算|准备|得到|享受|拿|领|有份")
"""Who asks for somebody, not what a text thinks of such things."""
LACKS = re.compile("没(?!.?(?:几|多少|啥|什么))|[未不无]")
"""A case that does not meet something; 没买多少地 does."""
STANCE = re.compile(
    r"(?<![到得受的])(?:支持|鼓励|欢迎)(?:不|吗|么|吧|的吧|的吗)|支不支|鼓不鼓|鼓励吗|是(?:受|被)?(?:支持|鼓励)|撑腰|口子|政策|态度|政府(?:能|可以)"
)
"""Whether a text is for such things, or what a body may do for others, is asked: 上海支不支持, 政府可以花钱请人吗."""
FEWEST = 2
"""Pairs of characters that a question and the part that grants something have in common."""


def of_some(question: str, clause: str) -> bool:
    """Say whether a question is whether somebody gets or may what a clause gives to some only, and does not tell that he is one of them.

    Of 67 such questions about other laws and plans it depends for 58.

    >>> of_some("集成电路企业发行债券，能得到支持吗", "支持符合条件的集成电路企业通过债券市场等筹集资金。")
    True
    """
    told, asks = divide(question)
    if negated(asks) or NARROW.search(asks) or TOLD.search(question) or asks_besides(asks):
        return False
    if asked(question) == "need" and not re.search("能|可以|拿|享|领", asks):
        return False
    if not OWN_CASE.search(question) or STANCE.search(asks) or LACKS.search(CHOICE.sub("", told)):
        return False
    return any(_grants(part, question) for part in _nearest(clause, question))


def _nearest(clause: str, question: str) -> list[str]:
    """Return the parts of a clause that share most with a question."""
    wanted = {gram for gram in grams(subject(question)) if len(gram) > 1}
    found = re.split("[。；]", clause)
    shared = [len(wanted & set(grams(part))) for part in found]
    most = max(shared)
    return [part for part, count in zip(found, shared, strict=True) if count == most >= FEWEST]


def _grants(part: str, question: str) -> bool:
    wanted = {gram for gram in grams(subject(question)) if len(gram) > 1}
    for one in (*MEETING.finditer(part), *CHOSEN.finditer(part)):
        before = part[: one.start()]
        if one.groupdict().get("other") or OF_ANOTHER.search(before):
            continue
        start = before.rfind("，") + 1
        rest = part[start:]
        if wanted & set(grams(rest)):
            return True
    return False
