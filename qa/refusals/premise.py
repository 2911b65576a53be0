"""False premises: a question that takes for granted what no clause says is put right, with the words that the clause has."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable

from qa.case.periods import tells_period
from qa.conclusions.define import no_member
from qa.conclusions.documents import beginning, chinese_date
from qa.draft import Draft, Reading, quote_clause, unique
from qa.model import Quote
from qa.select import Candidate, core
from qa.wording.claims import Quantity, bodies, modalities, quantities, spanned
from qa.words import join, say

TAKEN = re.compile(
    r"对吧|既然|[这那]笔?(?=\d)|对吗|对不对|是吧|是不是|是吗|没错吧|听说|据说|有人说|不是说|我记得|凭[什啥]|为什么|为啥|这是第|的规定(?:在|见|是第)|见于|哪一?条|第几[条款]|吗[？?]?$|不是[^，。]{3,24}(?:嘛|吗)"
    r"|\b(?:right|correct|isn't it|is it true|i heard|i was told|why)\b|^(?:is|are|does|do|must|will)\b",
    re.IGNORECASE,
)
"""听说要罚5万，对吗: the value is taken for granted, not asked for."""
OWN_CASE = re.compile(r"我|咱|他们|老[张王李]|公司|企业.{0,6}(?:已经|只)|\b(?:I|we|my|our)\b")
"""我们提前10天公布行不行 tells a case; its numbers are facts, no premise."""
OF_THE_RULE = re.compile(r"听说|据说|有人说|规定|必须|应当|(?:要|得|需)(?:求)?(?:提前|年?满)")
"""听说要提前60日公布 is about the rule, 提前60日公布行不行 and 20岁能当吗 about a case."""
HAPPENED = re.compile(
    r"(?<!除)了\s*\d|过了?[^，。？?]{0,4}?[\d一二两三四五六七八九十半][^，。？?]{0,4}(?:还|都|仍)?[没未]|\d[^，。？?]{0,8}(?:过|下来|多了)[，。]"
)
"""连着请了12个工作日的假: what happened."""
MEASURES: tuple[frozenset[str], ...] = (
    frozenset({"元"}),
    frozenset({"日", "工作日", "个月", "月", "年", "周", "小时"}),
    frozenset({"岁"}),
    frozenset({"次"}),
    frozenset({"%"}),
    frozenset({"倍"}),
    frozenset({"家", "个", "项", "人", "种", "颗"}),
)
"""Units of one measure: 60日 puts right what is 3个月."""
CLOSE = 0.75
"""Clauses that score at least this share of the best one may hold what the question takes for granted."""
PRESUMED = re.compile(r"(?P<who>[^，。？?]{0,8}?)(?<!是)不(?:就)?是(?P<what>[^，。？?]{3,24}?)(?:嘛|吗|么|吧)")
"""个人不是不准办比赛嘛."""
PRESUMED_RULE = re.compile(r"(?:必须|强制)[^，。？?]{0,10}?(?P<what>[一-鿿]{2})(?:(?:这|那|的)一?[条款个]|的?(?:条款|规定|要求))")
"""办赛必须买保险这条是第几款, 违反了强制保险条款: a duty that is taken for a rule, and what it is about."""
ALIKE = 0.45
"""Likeness in meaning, or share of the words, from which on a clause rules what is taken for granted."""
YEARS = re.compile(r"(?<!\d)\d{2}年?(?:到|至|[-—–~～])\d{2}年(?=间|期间|每年|这)")
"""18到20年每年: years of the calendar, no number of them."""
MONEY = re.compile(r"(?:拿|投|花|掏|安排|补|给|拨|奖|砸)(?:出|了|入|下)?\d+(?:\.\d+)?[万亿](?![\d元个家人名项亩吨次户套台平公千块多])")
"""每年拿3亿: a sum without its 元."""
BY_WHOM = re.compile(r"(?<![理自事])由|归|(?<![方意])向|找|(?<![通汇举情预])报(?![名道告])|(?<![已曾])经(?![常营济费过])|\bby\b|\bto\b")


_MONTHS = "|".join(month_name[1:])
IN_FORCE = re.compile(
    r"(?P<year>(?:19|20)\d{2})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?)?(?:起|开始|以来)?(?:就|便|即|已经?|正式)*(?:施行|生效|实施|执行|适用)"
    r"|\b(?:appl(?:y|ies|ied|ying)|in (?:force|effect)|(?:into|taken?|took) (?:force|effect)|effective|binding)(?: (?:here|already|now))? (?:since|from|on|as (?:of|from))"
    rf" (?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<named>{_MONTHS})?(?: (?P<second>\d{{1,2}})(?:st|nd|rd|th)?)?,? ?(?P<of>(?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
"""自2018年1月1日起施行; have applied since 1 January 2018."""
OTHER_TEXT = re.compile(r"[旧老]|原来?的|以前|上位法|\b(?:old|previous|former|earlier)\b", re.IGNORECASE)


def mistaken(reading: Reading) -> Draft | None:
    """Return the correction of a premise that no close clause bears out; None where there is none."""
    own = reading.understanding.own
    if wrong := no_member(reading):
        return wrong
    if wrong := _in_force_since(reading, own):
        return wrong
    if reading.understanding.kind in ("article", "effect") or not reading.ranked or not TAKEN.search(own):
        return None
    return _value(reading, own) or _body(reading, own) or _modality(reading, own)


def _in_force_since(reading: Reading, own: str) -> Draft | None:
    """Put right the day from which on a question takes the text that it names to apply."""
    known = reading.understanding
    taken = IN_FORCE.search(own) if len(known.documents) == 1 and known.kind != "effect" and not OTHER_TEXT.search(own) else None
    if taken is None:
        return None
    since = reading.document(known.documents[0]).effective_date
    month = str(list(month_name).index(taken["named"].capitalize())) if taken["named"] else taken["month"]
    told = [taken["year"] or taken["of"], month, taken["day"] or taken["first"] or taken["second"]]
    asked = "-".join(part.zfill(2) for part in told if part)
    if since is None or since.startswith(asked):
        return None
    about = beginning(reading.document(known.documents[0]))
    reason = say("refuse-since", known.language, document=f"《{known.documents[0]}》", date=chinese_date(since))
    return Draft(reason, about, "no", reason=reason.strip()) if about else None


def _value(reading: Reading, own: str) -> Draft | None:
    """Put right an amount, a period or a number."""
    told = tells_period(own) or HAPPENED.search(own) or "岁" in own
    tells_a_case = told and not OF_THE_RULE.search(own)
    if tells_a_case or OWN_CASE.search(own):
        return None
    stated = [one for one in quantities(MONEY.sub(r"\g<0>元", YEARS.sub(" ", own))) if _measure(one) is not None]
    close = _close(reading)
    if not stated or not close:
        return None
    held = [one for candidate in close for one in _held(candidate)]
    held += [one for penalty in _sanctions(reading, close) for one in quantities(penalty.text, every=True)]
    lasting = spanned("".join(candidate.clause.text for candidate in close))
    wrong = [one for one in stated if one.text[:4] not in lasting and not any(one.equals(same) or one.value == same.value for same in held)]
    if not wrong:
        return None
    measure = _measure(wrong[0])
    for penalty in _sanctions(reading, close[:2]):
        if any(_measure(one) == measure for one in quantities(penalty.text)):
            return _corrected(reading, wrong, penalty.text, (penalty,))
    giving = [one for one in close if any(_measure(held) == measure for held in quantities(one.clause.text))]
    said = max(giving, key=lambda one: reading.relevance.coverage(own, one.clause.text), default=None)
    return _corrected(reading, wrong, said.clause.text, quote_clause(said.evidence, said.clause)) if said else None


def _body(reading: Reading, own: str) -> Draft | None:
    """Put right a body that no close clause names, where the best one names another."""
    if reading.language == "en" or not BY_WHOM.search(own):
        return None
    close = _close(reading)
    named = set().union(*(bodies(candidate.clause.whole) for candidate in close))
    wrong = [body for body in bodies(own) if body not in named and not any(body in candidate.clause.whole for candidate in close)]
    best = next((candidate for candidate in close[:3] if bodies(candidate.clause.text) - {"政府"}), None)
    if not wrong or best is None:
        return None
    said = core(best.clause.text, reading.wording, reading.relevance)
    reason = say("refuse-body", reading.language, asked=join(wrong, reading.language))
    return Draft(reason + said, unique(quote_clause(best.evidence, best.clause)), "no", reason=reason.strip())


def _modality(reading: Reading, own: str) -> Draft | None:
    """Put right what a question takes to be forbidden or demanded, where the clause that rules it allows it: 个人不是不准办比赛嘛."""
    for match in PRESUMED.finditer(own):
        taken = f"{match['who']}{match['what']}"
        modality = modalities(taken)
        if not modality & {"ban", "duty"}:
            continue
        ruling = reading.about(taken, "approval").best
        ruled = modalities(ruling.clause.whole)
        lets = bool(ruled & {"leave", "relief"}) and not ruled & modality
        if lets and max(ruling.meaning, ruling.words) >= ALIKE:
            said = core(ruling.clause.text, taken, reading.relevance)
            reason = say("refuse-modality", reading.language)
            return Draft(reason + said, unique(quote_clause(ruling.evidence, ruling.clause)), "no", reason=reason.strip())
    for match in PRESUMED_RULE.finditer(own):
        speaking = [(one, modalities(one.clause.text)) for one in reading.ranked if match["what"] in one.clause.text]
        if speaking and all(ruled & {"leave", "relief"} and "duty" not in ruled for _, ruled in speaking):
            ruling = speaking[0][0]
            reason = say("refuse-modality", reading.language)
            return Draft(reason + ruling.clause.text, unique(quote_clause(ruling.evidence, ruling.clause)), "no", reason=reason.strip())
    return None


def _corrected(reading: Reading, wrong: list[Quantity], words: str, quotes: tuple[Quote, ...]) -> Draft:
    asked = list(dict.fromkeys(one.text for one in wrong))
    reason = say("refuse-value", reading.language, asked=join(asked, reading.language))
    said = core(words, reading.wording, reading.relevance, re.compile(r"\d"))
    return Draft(reason + said, unique(quotes), "no", reason=reason.strip())


def _close(reading: Reading) -> list[Candidate]:
    return [one for one in reading.ranked[:12] if one.score >= CLOSE * reading.best.score]


def _held(candidate: Candidate) -> tuple[Quantity, ...]:
    return quantities(candidate.evidence.provision.text, every=True)


def _sanctions(reading: Reading, close: Iterable[Candidate]) -> list[Quote]:
    """Return the penal sentences for what the close clauses demand, where the question speaks of a penalty."""
    if not re.search(r"罚|处分|fine|penalt", reading.understanding.own):
        return []
    found = []
    for candidate in close:
        for penalty in reading.library.penalties_for(candidate.clause.citation):
            words = reading.library.text(penalty.citation) or ""
            found.append(Quote(penalty.citation, penalty.quote if penalty.quote in words else words))
    return list(dict.fromkeys(found))


def _measure(quantity: Quantity) -> frozenset[str] | None:
    return next((measure for measure in MEASURES if quantity.unit in measure), None)
