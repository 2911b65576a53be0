"""What a clause plainly affirms: all that a question asks about stands in it, and nothing there takes it back."""

from __future__ import annotations

import re

from qa.case.qualified import LACKED, TERSE, shares
from qa.wording.claims import spanned
from qa.wording.marks import CHOICE, SAYS, demands, divide, negated
from qa.wording.places import places
from qa.wording.relevance import grams, subject

HAN_RUN = re.compile(r"[一-鿿]+")
TAKES_BACK = re.compile(r"不(?!断)|未(?!来)|没|无(?!人|线|形|障碍)|禁|非(?!营利)|仅|只(?!要)|除(?!了)|方可(?!以)|才能|但|暂停|取消|免|停止")
"""What may take back in a part of a clause what it says."""
NARROWS = re.compile(
    r"[只仅光都比各单]|全(?![职省市国])|一律|不是|就是|必须|强制|非得|重点|保证|直接|自行|自己(?:定|批|决定)|自定|先|最|第[一二三四五六七八九十]|以[外前后]|又|同时|另"
)
NUMBERS = re.compile(r"\d|[一二三四五六七八九十两半几百千]+(?=[年月日天个家名人次倍成万亿元块岁周分])")
BODY = re.compile(
    r"由|归|是否为|(?:部门|机关|政府|机构|委员会|[局厅委办])(?:来|去)?(?:负责|牵头|主管|管|定|批|审|做|办|组织|承担)|负责|牵头|主管"
)
"""Who does it is asked, of whom a clause names several: 是否由民政部门负责."""
PUNISHES = re.compile(r"责令|处以|罚款|处分|吊销|追究")
DEFINES = re.compile(r"是指|所称|属于|包括")
CARRIES = re.compile(
    r"^[也还就都]?(?:[能可会]否?|想)?(?:算|叫|属于)?|(?<=，)[能可会]|[能可会](?=算|叫|被|得到)|允许|允不允许|(?:有没有|在不在|支持之列|之列|范围之?内?)|(?:计|算|列|纳)(?:入|进去?)|在内"
)
"""Words that ask and that no clause need have: 能算引进人才吗."""
FEWEST, UNSAID = 3, 1
"""Characters that a question has in common with a clause, at least, and those of it that the clause lacks, at most."""


def affirmed(question: str, clause: str) -> bool:
    """Say whether a clause has all words of what a question asks about, and says it without negation, restriction or another number.

    Of 1,082 questions about other laws and plans of which that holds 54 are answered by no.

    >>> affirmed("国家大基金二期，浙江参不参与募集？", "参与国家集成电路产业投资基金（二期）募集，投向重大产业项目。")
    True
    """
    told, asks = divide(TERSE.sub("，", question))
    asks = CARRIES.sub("", CHOICE.sub(lambda one: one["one"] or "", asks))
    if not places(clause):
        for place in places(asks):
            asks = asks.replace(place, "")
    stated = clause + "".join(spanned(clause))
    if negated(asks) or NARROWS.search(asks) or any(one not in stated for one in NUMBERS.findall(question)) or BODY.search(asks):
        return False
    if PUNISHES.search(clause) or DEFINES.search(clause):
        return False
    if any(SAYS[name].search(demands(clause)) for name in ("forbids", "denies", "relieves", "only if", "except")):
        return False
    lacked = "，".join(one["what"] for one in LACKED.finditer(CHOICE.sub("", told)))
    if lacked and (SAYS["shall"].search(clause) or SAYS["condition"].search(clause) or shares(lacked, clause)):
        return False
    unsaid, said = held(asks, demands(clause))
    if said < FEWEST or unsaid > UNSAID:
        return False
    wanted = {gram for gram in grams(subject(asks)) if len(gram) > 1}
    return not any(TAKES_BACK.search(part) for part in re.split("[，。；]", clause) if wanted & set(grams(part)))


def held(asks: str, clause: str) -> tuple[int, int]:
    """Return how many characters of what is asked a clause lacks, and how many it has, each in a pair with one beside it."""
    unsaid = said = 0
    for run in HAN_RUN.findall(subject(asks)):
        there = [
            any(pair in clause for pair in (run[max(at - 1, 0) : at + 1], run[at : at + 2]) if len(pair) > 1 or len(run) == 1)
            for at in range(len(run))
        ]
        said += sum(there)
        unsaid += len(run) - sum(there)
    return unsaid, said
