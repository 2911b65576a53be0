"""Conditions that a question tells to be unmet: 地还没供 and 在完成供地后, 非营利 and 营利性, 就发在自家公众号上 where more is demanded."""

from __future__ import annotations

import re

from qa.case.figures import A_NOT_A
from qa.case.qualified import HAN, TERSE, shares
from qa.question.kinds import asked
from qa.wording.marks import FACTS, SAYS, alone, demands, divide, negated

AFTER = re.compile(r"(?P<what>[一-鿿]{2,12}?)(?:以)?后(?=[，。；]|方可(?!以)|才)")
STAGE = re.compile("合格|完成|完毕|同意|批准|通过|办理|取得|经|在|应当|依法")
"""What says only that it is done: of 验收合格后, 验收 is what is done."""
NOT_YET = re.compile(r"(?:没有?|未)(?!必|来|成年|经)")
BEFORE_IT = re.compile(r"[能可可]以?先|先[一-鿿]{1,4}[，吗么行可着]|[能可得行]")
CLASS = re.compile(r"(?<!非)(?P<sort>[一-鿿]{2})性(?=[一-鿿])")
"""营利性…机构: of what class those are that may."""
PAID = re.compile("(?<!无)有偿(?:取得|使用|出让|转让)")
UNPAID = re.compile(r"无偿|划拨|白给|白送|没花钱|一分钱没花|\bfree of charge\b|\ballotted\b", re.IGNORECASE)
NON_PROFIT = re.compile(r"非营利|不(?:以)?(?:营利|盈利|赚钱)|\b(?:non-?profit|not-for-profit|no profits?|charit\w+)\b", re.IGNORECASE)
REACH = re.compile("(?:国际|全国|全省|全市)性")
LOCAL = re.compile(
    r"(?:[只就光]|仅仅?)(?:限于?|在|是|面向)[^，。；？?]{0,4}(?:县|区|镇|乡|村|街道|社区|小区)|\bonly (?:in|within) (?:our|one|the|a) (?:county|district|town|village)",
    re.IGNORECASE,
)
ELSEWHERE = re.compile("其他|其余|；")
"""跨省的由…；在一县之内的由…: a clause that is about others too."""
GRANTS = re.compile("允许|可以|享受|给予|支持|鼓励|优先|有权|均可")
OTHERWISE = re.compile(r"或者|前或|期间|之前")
GOOD = re.compile(
    r"没(?:有|啥|什么)*(?:问题|事|毛病)[吧吗么]|(?<![不没])合(?:规|法|规矩)(?:的)?[吗么吧]|行得通|站得住|说得过去|够(?:了|格)?[吧吗么不]|可以[吗吧么]|行[吗吧么不]|成[吗吧]|妥[吗吧]|[算作]数[吗吧么不]"
)
"""这么做没毛病吧: whether what is told is as it should be."""
NUMBER, ENOUGH = re.compile(r"\d"), re.compile("够")
"""存了20万元，只做国内游，够吗: the sum is asked about."""
WRONG = re.compile(
    r"(?<!不)(?<!不算)(?<!没)(?<!没有)(?:违法|违规|违反|犯法|犯规|坏规矩|违纪|越线|出格)|\b(?:illegal|unlawful|violat\w+|in breach)\b|against the (?:law|rules?)",
    re.IGNORECASE,
)
BARRED = re.compile(r"(?:不得|禁止|严禁)[^：]{0,30}(?:下列|以下|行为|情形)[^：]{0,10}：(?P<item>.*)", re.DOTALL)
LIMITED = re.compile(r"除|未经|擅自|不按|未按|违反|超过|\d")
"""未经批准拍摄: barred in some cases only."""


def unmet(question: str, clause: str) -> bool:
    """Say whether a question is whether somebody may what a clause allows under a condition that he tells to be unmet.

    >>> unmet("地还没供完，奖励能不能先拿", "项目在完成供地后，按规定给予奖励。")
    True
    """
    told, asks = divide(TERSE.sub("，", question))
    if negated(asks) or SAYS["forbids"].search(demands(clause)):
        return False
    if HAN.search(question) and not (asked(question) == "may" or BEFORE_IT.search(asks)):
        return False
    return bool(told) and (_not_yet(told, clause) or _of_the_other_class(question, clause))


def _not_yet(told: str, clause: str) -> bool:
    """Say whether what has to be done before is told not to be done yet: of 29 such questions 27 are answered by no."""
    for found in AFTER.finditer(demands(clause)):
        done = STAGE.sub("", found["what"])[-2:]
        if len(done) > 1 and any(_lacks(part, done) for part in FACTS.split(told)):
            return True
    return False


def _lacks(told: str, done: str) -> bool:
    """Say whether what is told is that something is not done yet; not 货物已离境而凭证尚未齐备 of 离境."""
    return bool(NOT_YET.search(told)) and all(one in told for one in done) and not re.search(rf"已经?{done}|{done}了", told)


def _of_the_other_class(question: str, clause: str) -> bool:
    """Say whether a question tells that somebody is not of the class that may, or holds something otherwise: 非营利, 无偿划拨."""
    rule = demands(clause)
    if not GRANTS.search(rule):
        return False
    sorts = {one["sort"] for one in CLASS.finditer(rule)} - {one["sort"] for one in re.finditer(r"非(?P<sort>[一-鿿]{2})性?", rule)}
    if any(re.search(rf"(?:非|不是|不属于){sort}", question) for sort in sorts) or ("营利" in sorts and NON_PROFIT.search(question)):
        return True
    return bool(PAID.search(rule) and not UNPAID.search(rule) and UNPAID.search(question))


def out_of_reach(question: str, clause: str) -> bool:
    """Say whether a question tells that something is of one county only, and asks whether it falls under what is of the whole province: 属于全省性的.

    >>> out_of_reach("比赛只在本县办，要列入名录吗", "属于全省性且定期举办的，由省体育局制定名录。")
    True
    """
    asks = divide(question)[1]
    here = len(REACH.findall(clause)) == 1 and not ELSEWHERE.search(clause)
    return here and bool(LOCAL.search(question)) and not REACH.search(question) and not negated(asks)


def only_that(question: str, clause: str) -> bool:
    """Say whether a question tells that one thing is done and no other, and asks whether that will do, of what a clause demands.

    就发在自家公众号上，别的地方都不登，没毛病吧 and 应当通过包括官网在内的途径公布: of 38 such questions 35 are answered by no.
    """
    told, asks = divide(question)
    rule = demands(clause)
    if not told or negated(asks) or not alone(told) or not GOOD.search(asks) or (NUMBER.search(told) and ENOUGH.search(asks)):
        return False
    return bool(SAYS["shall"].search(rule)) and not SAYS["may"].search(rule) and not SAYS["relieves"].search(rule)


def barred(question: str, clause: str) -> bool:
    """Say whether a question is whether something is wrong that stands in a list of what is forbidden without an exception: hardly no."""
    told, asks = divide(A_NOT_A.sub(r"\1", question))
    listed = BARRED.search(clause)
    if listed is None or not WRONG.search(asks) or negated(asks) or LIMITED.search(listed["item"]):
        return False
    # 想少报两亩，反正没人细看 does it; 航标没人涂改 does not.
    return not any(negated(part) and shares(part, listed["item"]) for part in FACTS.split(told))
