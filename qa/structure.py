"""What the structure of a text adds to how well its words match a question. Pure functions: evidence in, a value and its name out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from law.model import CLOSING, NOTICE, ORDER, PREAMBLE, Citation, Provision
from qa.model import Evidence, Kind, Understanding
from qa.once import once
from qa.understand import HEARD_IT
from qa.wording.relevance import subject

DOCUMENT_BONUS = 0.6
"""Added to the score (at most 1.3) of a provision whose document the question names or hints at."""
SUPPORT = 0.3
"""Added to the provisions of the document whose best provisions match best; in proportion to those of others."""
SUPPORTING = 3
"""Best provisions of a document that speak for it: one may match by chance."""
FOCUS_BONUS = 0.25
"""Added for the provision that the question before was about, where the follow-up has few words of its own."""
FOCUS_DOCUMENT = 0.2
"""Added for the document that the question before was about."""
KIND_BONUS = 0.12
"""Added where the words of a provision fit the kind of question: a deadline question wants a period."""
TELLING_BONUS = 0.2
"""The same for kinds whose words stand in few provisions."""
TELLING = frozenset({"scope", "definition", "penalty"})
REFERRING = 1.0
"""Share of its score that a provision lends to one that refers to it and, unlike itself, fits the kind of question: how often what 第十一条
lists is done. hit@1 of questions about deadlines 80 %, against 65 % without."""
PLACE_BONUS = 0.5
"""Added where a provision is the place where texts say what is asked: when they take effect, what they repeal, who signed them."""
MATTER_PENALTY = 0.15
"""Taken from 公布令, 印发通知 and 引言, which repeat the title and answer little, unless the question is about the document itself."""
LIABILITY_PENALTY = 0.05
"""Taken from provisions that punish, unless that is asked: they repeat the words of every duty that they sanction."""
PURPOSE_PENALTY = 0.1
"""Taken from 为了……，制定本办法, which repeats what a text is about, unless its purpose or basis is asked for."""
FEW_WORDS = 3
"""Characters, without those that only carry a question, up to which a follow-up says nothing new: 谁来罚, 多久."""
WHO_DOES_IT = re.compile(r"(?:这|那)?(?:件|个)?事儿?|(?:去|来|负责)?(?:落实|推进|执行|操办|牵头|负责|管|办|抓|干)")
"""那这事儿具体归谁去落实: no words of its own."""

COUNTED = r"(?<![\d年月])\d+个?(?:工作)?(?:日|天|月|年|小时|次)(?!\d*[月日])|\d[日月](?:底|至|[之以]?前|起(?!施行|实施|生效|执行))"
"""20日, 3个月, 2018年3月31日前; the day of a text, 2018年2月1日, is no period."""
FITS: Mapping[Kind, re.Pattern[str]] = {
    "penalty": re.compile(r"责令|罚款|处分|警告|没收|吊销|处罚"),
    "deadline": re.compile(rf"{COUNTED}|[一二三四五六七八九十]+(?:个?工作日|日内|日前|个月|年内|次)|定期|之日起|届满|期限|周期|每年"),
    "definition": re.compile(r"是指|所称|以下(?:简称|统称|称)"),
    "who": re.compile(r"负责|主管部门|责任单位|牵头|会同|由[^，。]{2,20}(?:组织|制定|实施|批准|审核|公布|责令|处)"),
    "effect": re.compile(r"起施行|同时废止|予以废止"),
    "approval": re.compile(r"许可|批准|审批|备案|不得|可以|应当|禁止"),
    "number": re.compile(r"\d|[一二三四五六七八九十百千万亿]+(?:个|家|名|人|元|倍|项|平方米|公里)|百分之"),
    "scope": re.compile(r"适用|参照"),
    "list": re.compile(r"下列|以下|：\n|（一）|包括[^，。；、]{1,16}、|分为[^，。；]{1,24}[、和]"),
}
"""Words by which a provision fits a kind of question."""

LIABLE = re.compile(
    r"(?:(?:违反|未按照?|不履行)[^。]{0,80}|下列[^。]{0,20}(?:行为|情形)之一)的，[^。]{0,60}(?:责令|处以?|罚款|处分|警告|法律责任|刑事责任|追究)"
)
"""违反本办法第十条规定的，由体育主管部门责令改正 · 有下列行为之一的，通报批评，并给予处分."""
ASKS_LIABILITY = re.compile(
    r"罚|责任|后果|处分|违法|违规|违反|坐牢|判刑|犯罪|\bfined?\b|penal|punish|liab|consequence|sanction|illegal|violat", re.IGNORECASE
)
"""不报会有什么后果 · what are the consequences."""
PURPOSE = re.compile(r"^为了?[^。]{4,200}制定本")
"""为了保障体育赛事活动有序开展，根据……，制定本办法。"""
ASKS_PURPOSE = re.compile(r"目的|依据|根据|为什么|为何|为了|制定|宗旨|purpose|basis|why|\baims?\b", re.IGNORECASE)
"""制定这个办法的依据是什么 · 为什么要出台."""

IN_FORCE = re.compile(r"起(?:开始)?(?:施行|实施|生效|执行)|公布之日起|同时废止|(?:予以|即行)废止|有效期")
"""本办法自2018年2月1日起施行。 · 本意见自公布之日起施行。"""
STARTS = re.compile(r"施行|实施|生效|执行|废|失效|作废|取代|替代|有效|effect|force|repeal|abolish|supersede|replace", re.IGNORECASE)
"""What is asked of a text's force rather than of its publication."""
SIGNED = re.compile(r"谁签|签的|签署|签发|令号|第几号|会议|审议|sign|meeting|order number|decree", re.IGNORECASE)
"""谁签的令 · 哪次会议通过的."""
ISSUED = re.compile(r"文号|发文|印发|通知|公布|发布|出台|颁布|document number|\bissu|notice|promulgat|published", re.IGNORECASE)
"""文号是多少 · 什么时候印发的 · 哪天公布的."""
DATED = re.compile(r"落款|成文", re.IGNORECASE)
"""落款是哪天."""

KNOWN, ASKED = 8192, 128
"""What is kept of what provisions say, and of what questions ask."""


def kind_bonus(kind: Kind, provision: Provision, asked: str = "") -> float:
    """Return what fitting the kind of question adds."""
    if kind == "approval" and _asks(asked, ASKS_LEAVE):
        return TELLING_BONUS if _says(provision, "leave") else 0.0
    if kind in FITS and fits(kind, provision):
        return TELLING_BONUS if kind in TELLING else KIND_BONUS
    return 0.0


ASKS_LEAVE = re.compile(
    r"审批|批准|许可|报批|报备|备案|点头|批文|办证|手续|同意|permit|approv|licen[cs]|permission|authori[sz]ation|clearance", re.IGNORECASE
)
"""要不要审批 · do I need a permit: what must be applied for, not what may be done."""
GIVES_LEAVE = re.compile(r"许可|批准|审批|核准|备案|审核同意")
SAYS: dict[str, re.Pattern[str]] = dict(FITS.items()) | {"leave": GIVES_LEAVE, "in force": IN_FORCE, "purpose": PURPOSE, "liable": LIABLE}


def fits(kind: Kind, provision: Provision) -> bool:
    """Tell whether the words of a provision fit a kind of question; every provision fits a kind without such words."""
    return kind not in FITS or _says(provision, kind)


@once(KNOWN)
def _says(provision: Provision, what: str) -> bool:
    """Say whether a provision says what fits a kind of question, or one of `SAYS`."""
    return bool(SAYS[what].search(provision.text))


@lru_cache(maxsize=ASKED)
def _asks(question: str, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(question))


def place(citation: Citation, provision: Provision, understanding: Understanding) -> float:
    """Return what the place of a provision adds: 施行 stands in the last article or the closing, the signature in the order."""
    matter = citation.address in (ORDER, NOTICE, PREAMBLE)
    if understanding.kind != "effect":
        return -MATTER_PENALTY if matter else -_beside_the_question(provision, understanding)
    own = understanding.own
    if SIGNED.search(own):
        return PLACE_BONUS if citation.address in (ORDER, NOTICE) else 0.0
    if DATED.search(own):
        return PLACE_BONUS if citation.address == CLOSING else PLACE_BONUS / 2 if citation.address in (ORDER, NOTICE) else 0.0
    if ISSUED.search(own) and not STARTS.search(own):
        return PLACE_BONUS if citation.address in (ORDER, NOTICE) else PLACE_BONUS / 2 if citation.address == CLOSING else 0.0
    if _says(provision, "in force"):
        return PLACE_BONUS / 2 if matter else PLACE_BONUS
    return 0.0


def _beside_the_question(provision: Provision, understanding: Understanding) -> float:
    """Return what is taken from a provision that punishes, or says why there is a text, where neither is asked."""
    if _says(provision, "purpose") and not ASKS_PURPOSE.search(understanding.own):
        return PURPOSE_PENALTY
    asked = understanding.kind == "penalty" or _asks(understanding.own, ASKS_LIABILITY)
    return LIABILITY_PENALTY if not asked and _says(provision, "liable") else 0.0


def support(found: Sequence[Evidence]) -> dict[str, float]:
    """Return how much the best provisions of each document speak for it: 1 for the document whose best three score highest."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for one in found:
        scores[one.citation.document].append(one.score)
    means = {title: sum(sorted(values, reverse=True)[:SUPPORTING]) / SUPPORTING for title, values in scores.items()}
    highest = max(means.values(), default=0.0)
    return {title: mean / highest for title, mean in means.items()} if highest > 0 else dict.fromkeys(means, 0.0)


def says_little(understanding: Understanding) -> bool:
    """Tell whether a follow-up has so few words of its own that it must be about the same provision."""
    own = WHO_DOES_IT.sub(" ", HEARD_IT.sub("", understanding.own))
    return understanding.follow_up and len(re.findall(r"\w", subject(own))) <= FEW_WORDS
