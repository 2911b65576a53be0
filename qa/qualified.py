"""Whether it depends on what a question does not tell: of what class somebody is, whether he meets the conditions, what another list says."""

from __future__ import annotations

import re

from qa.kinds import asked
from qa.marks import CHOICE, SAYS, demands, divide, negated
from qa.relevance import grams

HAN = re.compile(r"[一-鿿]")
SUPPORTS = re.compile(
    r"鼓励|支持|欢迎|扶持|提倡|认不认|认可|口子|给不给|\b(?:back(?:ed|ing)?|support\w*|welcom\w*|encourag\w*|promot\w*|door)\b",
    re.IGNORECASE,
)
NARROWS = re.compile(
    r"[只仅光都]|比(?!赛|武|例|重|如)|全(?![职省市国])|一律|不是|就是|必须|强制|非得|重点|保证|直接|\b(?:only|alone|all|every|any|barred)\b",
    re.IGNORECASE,
)
"""Of 358 questions whether something is supported that narrow nothing, about clauses that only urge, 17 are answered by no."""

ONE_DAY = re.compile(r"(?:探索|研究)[^，。；可]{0,4}(?:允许|准许|放开|放宽)")
"""探索允许…抵押融资: it is thought of, and allowed to nobody yet."""
OF_A_CLASS = re.compile(r"(?P<sort>[一-鿿]{2})性(?=[一-鿿])|(?P<how>有偿|无偿|依法|合法)(?:取得|设立|登记|建设)的")
"""营利性…机构, 有偿取得的土地: of what class somebody or something is that may."""
TERSE = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
"""养老院 拿土地抵押 行不行."""
STANCE = re.compile(rf"{SUPPORTS.pattern}|有意|态度|打算|提出|提到|方向|\b(?:intend|plan|propos)", re.IGNORECASE)
QUALIFIED = re.compile(
    r"(?:(?:符合|具备|满足)(?:规定|相应|有关|相关|国家|法定|一定)*(?:资格|资质)?条件|达到一定[^，。；的]{1,6}|有条件)的(?P<who>[一-鿿、（）“”]{2,30})"
)
"""符合条件的企业可以享受, 对软投资达到一定额度的企业优先列入: conditions that the clause does not name."""
OF_THE_OTHER_SIDE = re.compile(r"(?:(?:委托|聘请|选择|选定|指定|由|交由|交给|以|在)|(?:鼓励|支持|引导)[^，。；]{0,4})$")
"""委托符合条件的机构处罚: the one who may is another."""
GRANTED = re.compile("可以|可按|享受|给予|优先|列入|应当")
LONGEST_WHO = 14
TELLS_QUALIFIED = re.compile(r"条件|符合|达到|达标|够|合格|资格|[全样]|满足|过了|届满")
LACKED = re.compile(r"(?:没有?|[未不无])(?P<what>[一-鿿]{1,6})")
LITTLE = re.compile("多少|什么|啥|几")
"""没买多少地, 没啥厂房, 没几台机器: little of something is no want of a condition."""
LONGEST_THING = 8
NAMED_THING = 0.5
"""Share of the words of a thing from which on a clause names it."""
LISTED_ELSEWHERE = re.compile(
    r"是指[^。；]*?(?:国家|国务院|省|部门|有关规定)[^，。；的]{0,12}(?:公布|规定|认定|列入|批准|确定)的[^，。；]{0,12}(?:目录|名录|项目|名单|清单|范围|标准|种类)"
)
"""以国家、省公布的体育运动项目为内容: what belongs to it another list says."""
COUNTS = re.compile(
    r"算不算|算(?![上账数])[^，。；？?]*[吗么吧不]|属不属于|属于[^，。；？?]*[吗么吧不]|\b(?:covers?|counts?|qualif\w+|falls?)\b",
    re.IGNORECASE,
)


def depends(question: str, clause: str) -> bool:
    """Say whether a yes/no question about a clause is open, as it does not tell what the clause leaves to conditions, classes or lists.

    >>> depends("乡村教师能住人才公寓吗", "将符合条件的乡村教师纳入当地人才公寓范围。")
    True
    """
    if ONE_DAY.search(clause) and (_has_a_case(question) or _of_untold_class(question, clause)):
        return True
    return _of_the_qualified(question, clause) or _listed_elsewhere(question, clause)


def _has_a_case(question: str) -> bool:
    """Say whether a question tells somebody's own case and asks whether that is allowed, not what a text thinks of such things."""
    told, asks = divide(TERSE.sub("，", question))
    return bool(told) and asked(question) != "need" and not STANCE.search(asks if HAN.search(asks) else question)


def _of_untold_class(question: str, clause: str) -> bool:
    """Say whether a question is whether somebody may what a text means to allow a class of which the question tells nothing: 营利性, 有偿取得的."""
    if asked(question) != "may" or STANCE.search(question) or not HAN.search(question):
        return False
    allowed = clause[ONE_DAY.search(clause).end() :]  # type: ignore[union-attr]
    classes = [one["sort"] or one["how"] for one in OF_A_CLASS.finditer(allowed)]
    return any(one not in question for one in classes)


def _of_the_qualified(question: str, clause: str) -> bool:
    """Say whether a question is whether those may or get something who may if they meet conditions that the clause does not name.

    乡村教师能住人才公寓吗 and 将符合条件的乡村教师纳入: of 31 such questions it depends for 29.
    """
    rule, (told, asks) = demands(clause), divide(question)
    if not HAN.search(question) or asked(question) != "may" or negated(asks) or SAYS["forbids"].search(rule):
        return False
    if TELLS_QUALIFIED.search(question) or NARROWS.search(asks) or SUPPORTS.search(question):
        return False
    if any(not LITTLE.search(one["what"]) for one in LACKED.finditer(CHOICE.sub("", told))):
        return False
    meant = [
        GRANTED.split(one["who"])[0][:LONGEST_WHO] for one in QUALIFIED.finditer(rule) if not OF_THE_OTHER_SIDE.search(rule[: one.start()])
    ]
    return any(shares(who, question) for who in meant)


def _listed_elsewhere(question: str, clause: str) -> bool:
    """Say whether a question is whether a thing counts as what a clause defines by a list of others, which names neither the thing nor its kind."""
    if not LISTED_ELSEWHERE.search(clause) or not COUNTS.search(divide(question)[1]) or negated(question) or NARROWS.search(question):
        return False
    return not _named_thing(question, clause)


def _named_thing(question: str, clause: str) -> bool:
    """Say whether a clause names what a question asks to count."""
    thing = re.split("算|属", divide(question)[1])[0][-LONGEST_THING:]
    wanted = {gram for gram in grams(thing) if len(gram) > 1}
    return bool(wanted) and len(wanted & set(grams(clause))) >= NAMED_THING * len(wanted)


def shares(words: str, others: str) -> bool:
    """Say whether two texts have two characters in a row in common."""
    return bool({gram for gram in grams(words) if len(gram) > 1} & set(grams(others)))
