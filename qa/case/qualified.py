"""Whether it depends on what a question does not tell: of what class somebody or something is, what another list says."""

from __future__ import annotations

import re

from qa.question.kinds import asked
from qa.wording.marks import divide, negated
from qa.wording.relevance import grams

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
LACKED = re.compile(r"(?:没有?|[未不无])(?P<what>[一-鿿]{1,6})")
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
    """Say whether a yes/no question about a clause is open, as it does not tell what the clause leaves to classes or lists.

    >>> depends("飞盘赛算体育赛事吗", "体育赛事是指以国家、省公布的体育运动项目为内容的竞赛。")
    True
    """
    if ONE_DAY.search(clause) and (_has_a_case(question) or _of_untold_class(question, clause)):
        return True
    return _listed_elsewhere(question, clause)


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
