"""Conclusions by kind of question: what the best clauses say, in their own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from law.model import NOTICE, ORDER, paragraph_lines
from qa.conclusions.addressed import asked_besides, asks_what_it_says, conclude_addressed, conclude_article, conclude_pointed
from qa.conclusions.basis import OTHER_TEXT, RULE, conclude_basis, rests
from qa.conclusions.by_part import WRONGS
from qa.conclusions.decide import counted, deciding
from qa.conclusions.define import MEANS, asks_beside_term, conclude_definition, conclude_member
from qa.conclusions.documents import conclude_document, of_document
from qa.conclusions.duties import conclude_duties
from qa.conclusions.lists import conclude_list, turned
from qa.conclusions.merged import MOST
from qa.conclusions.readings import conclude_readings
from qa.conclusions.referring import OFTEN, carried_back, referred
from qa.conclusions.relieved import let_off_beside, relieved
from qa.conclusions.responsible import RESPONSIBLE, conclude_competent, conclude_responsible, conclude_unit
from qa.conclusions.scope import asks_scope, conclude_scope, within_unit
from qa.conclusions.settle import settle
from qa.conclusions.several import conclude_several, told_apart
from qa.conclusions.years import conclude_years
from qa.draft import Draft, Reading, paragraph_place, proof, quote_by_number, quote_clause, unique
from qa.model import Kind, Quote
from qa.penalties.breaches import CONSEQUENCE, SET_ASIDE, broken, of_other_duties, options
from qa.penalties.imposed import ASKS_FINE
from qa.penalties.penalise import conclude_penalty
from qa.question.kinds import ASKS_BESIDES, WHICH_DAY, asks_yes_no, kind_of
from qa.question.sides import compares
from qa.retrieve import NAMED
from qa.select import ANSWERS, Candidate, Names, core, passage
from qa.wording.claims import bodies
from qa.wording.clauses import OF_THE_ASKER, YEAR, gives_number
from qa.wording.places import places
from qa.wording.titles import without_titles
from qa.words import join, say
from qa.yes_no.excepted import left_open, shuts_out
from qa.yes_no.let_off import about_it
from qa.yes_no.verdict import GIVES, RELIEF, SELF_NEED, verdict

CLOSE = 0.93
"""A second clause from another provision is quoted where its score is at least this share of the best one and the question asks for several."""
SPEAKING = 0.7
"""A question whether something needs an approval is answered by the best clause that speaks of approvals, down to this share of the best score."""
SETTLING = 0.85
"""A clause whose modality answers yes or no is taken before a better one that does not, down to this share of its score."""
TIED = 0.97
"""Of clauses that fit alike, what forbids is taken before what asks for more."""
FORBIDS = re.compile("不得|不准|禁止|严禁")
"""Of two that both say no what forbids in words: 不得…擅自对外发布, and not 应当采取措施，…向社会公开."""
BOTH = 260
"""Characters of a sentence that is told whole where it sets side by side what a question compares: 推动衢州…；推动嘉兴…."""
SURE = 0.93
"""A clause read as the answer with this probability is not passed over for what a rule finds elsewhere, nor for the answers to parts of the question."""
DEFINES = re.compile(rf"{MEANS.pattern}|以下(?:简|统|合)?称")
"""A definition is passed over for another one only."""
SEVERAL = re.compile(r"同时|还有|两个|两者|都|各(?!地|类|种|方|级)|哪些|all ", re.IGNORECASE)
COUNTED = re.compile(
    r"哪(?P<count>[两俩二三四五])(?:[件样项条类种方点]|个(?:方面|条件|要求|环节|步骤|义务|任务))|\b(?:which|what) (?P<english>two|three|four) ",
    re.IGNORECASE,
)
"""三十天里要干完哪两件事: so many answers, which may stand in as many provisions."""
COUNTS = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "two": 2, "three": 3, "four": 4}
ANSWERS_TOO = 0.6
"""Probability with which a clause is read as an answer that is one of so many."""
LEADING = 5
"""Clauses, the best ones, of which one may be the item that a period is for."""
AMOUNT = re.compile(r"(?<!哪)多少(?!年)|几(?:千|百|十)?[万亿]|\bhow (?:much|many)\b", re.IGNORECASE)
"""规模多少亿、哪年要做到: the amount is asked for, and its year stands in the same clause or before it."""
WHICH_ONES = re.compile(r"[哪那]几[个家项条类种处座所样]")
"""要建哪几个园区: the things are asked for, not their number."""
LEAVES = re.compile(r"[^。]*(?:另有规定的?，?(?:从其规定|除外|依照)|从其规定|有关(?:法律|规定)[^。]*执行)[^。]*。")
"""《测绘法》等法律、法规另有规定的，从其规定。"""
ASKS_FUNDS = re.compile(
    r"(?:钱|经费|费用|资金|开销|花销|开支)[^，。？?]{0,6}(?:谁|哪|怎么来|来源)|谁[^，。？?]{0,4}(?:出|掏|给)[^，。？?]{0,4}(?:钱|经费|费用|资金)|\b(?:who|how)\b.*\b(?:pays?|paid|funded|funding|funds)\b",
    re.IGNORECASE,
)
FUNDS = re.compile(r"经费|资金|费用|财政|预算")
"""钱从哪儿出: the part of a clause that answers is the one that speaks of money."""
GIVING, GIVING_BESIDE = 0.85, 0.4
"""A clause that gives a number answers down to this share of the best score; the other where the best one gives a year alone and is of the same
provision: 到2022年，…取得重要进展. 形成…规模500亿元."""
RESPONSIBILITY = re.compile(r"(?:责任|负责|牵头|配合)(?:单位|部门)|(?:单位|部门|厅局|市)(?:来)?负责|responsible", re.IGNORECASE)
ASKS_WHICH_DUTY = re.compile(r"(?:什么|哪些|哪种)(?:义务|要求|职责)|what (?:duty|duties|obligation|requirement)", re.IGNORECASE)
BREACH = re.compile(r"违反|罚则|处罚|后果|法律责任|怎么罚|罚多少|penalt|\bfine|breach|violat", re.IGNORECASE)
PUNISHED = re.compile(
    r"(?:追责|问责|追究|罚则|处罚|处分|罚款?)(?:的?(?:依据|规定|条款))?(?:在|是|看|按|依|用|走|找|翻)(?:的是)?(?:哪|第几)"
)
"""追责看哪条: the clause that punishes is asked for, not the duty."""
ASKS_OTHER_LAW = re.compile(
    rf"哪(?:一?[部个些]|几部){RULE}|[依按照引查看]的?哪部|法典?的?(?:第几条|哪一?条)|\bwhich (?:law|statute|act|code)\b", re.IGNORECASE
)
OTHER_LAW = re.compile(rf"{OTHER_TEXT.pattern}|[一-鿿]{{1,8}}法典?第[一二三四五六七八九十百千零]+条")
"""引的民法典第几条: the law that the clause names is asked for, and not only where it does."""
ASKS_TO_ACCOUNT = re.compile(
    r"追责|担责|问责|追究|罚则|什么后果|有啥后果|会怎么?样|(?:[会要将得]|接下来)面[临对](?:什么|啥|哪些|何种|怎样的?)(?=[？?。]|$|后果|结果|局面|下场)"
    r"|(?:承担|负)(?:什么|哪些|啥|何种?|怎样的?)(?:样的)?(?:行政|民事|刑事|违约|赔偿|侵权)[^，。？?]{0,6}责任|(?:违反|违法|擅自|逾期|未按|不按|没按|未经|拒绝|拒不|妨碍|阻挠|伪造|篡改)[^？?]*(?:怎么办|怎么处理|如何处理|处理$|处置$|会怎)"
    r"|what happens (?:if|when)|held (?:liable|accountable)",
    re.IGNORECASE,
)
"""逾期没公布谁担责; what happens if the rules are not published."""
SUFFERS = re.compile(
    r"^(?!.*(?:罚|追责|问责|担责|后果|处分)).*(?:(?:发现|看[到见]|遇[到上]|碰[到上见])[^？?]*"
    r"|(?<![一-鿿])(?:我们?的?|我家)?(?:用人单位|单位|公司|老板|雇主|房东|中介|物业|开发商|商家|店家|卖家|平台|邻居|别人|他人|对方|有人|人家|医院|学校|银行|部门|政府)[^，。？?我咱]{0,8}"
    r"(?:违反|违法|擅自|逾期|未按|不按|没按|未经|拒绝|拒不)[^？?]*|(?:没|没有|未|还没)(?:领|拿|收|等|办|批|退)(?:到|下来)[^？?]*)怎么办"
)
"""发现违法建筑怎么办, 房东擅自涨价怎么办, 逾期没领到证怎么办: who asks saw the breach or suffers from it, and asks what to do."""
LET_OFF = re.compile(r"(?<!会)不(?:用|需要?|必|予|再)(?:被)?(?:承?担责|追责|问责|追究|承担)|免责|免予追究")
"""哪些情况下不用担责: the cases are asked for, not what a breach leads to."""
STEPS = re.compile(r"步骤|程序|流程|手续|文书")
"""查处违法行为要走哪些程序 asks for no penalty."""
PUNISHES = re.compile(
    r"(?:谁|哪个?(?:部门|机关|单位)).{0,6}(?:罚|处罚|处分|追究)|(?:处罚|处分)(?:机关|主体|由谁)|who .{0,12}(?:punish|fine|impos|sanction)",
    re.IGNORECASE,
)


OF_FINES = re.compile(r"^(?!.*(?:不|免|没有?)罚).*罚|\bfine[ds]?\b", re.IGNORECASE)
"""是罚钱吗, asked of an article that speaks of no fine."""
ABOUT_WHAT = re.compile(
    r"(?:是|是不是|有没有|有|里面?)(?:在|只|专门)?(?:说|讲|管|提|写|谈|关于|规定)(?:的是|到|了)?(?P<what>[^，。？?]+?)(?:的?[吗吧么不没]|的)?[？?]?$"
)
"""是不是讲主办人的: what an article is about."""
SPOKEN_OF = 0.6
"""How much of what an article is taken to be about its words hold."""
SPOKEN = 0.1
"""Probability with which an article is read as the answer to yes or no that is asked of it beside what it says."""


def conclude(reading: Reading) -> Draft:
    """Return the conclusion that the best clauses allow. ``reading.ranked`` may not be empty."""
    reading = _of_place(reading)
    if asks_what_it_says(reading):
        reading = replace(reading, understanding=replace(reading.understanding, kind="article"))
    return _what_it_says(reading) or conclude_pointed(reading) or conclude_readings(reading, _concluded) or _concluded(reading)


def _what_it_says(reading: Reading) -> Draft | None:
    """Return what stands at the address that a question names, and what it asks of that besides: 第十九条到底写了些啥，是罚钱吗."""
    more = asked_besides(reading)
    told = conclude_article(reading) if more else None
    if told is None:
        return None
    asks = asks_yes_no(more)
    if asks and OF_FINES.search(more) and not any("罚" in quote.text for quote in told.quotes):
        return replace(told, conclusion=say("not-fined", reading.language) + told.conclusion, verdict="no")
    if asks and (about_what := ABOUT_WHAT.match(more)):
        share = reading.relevance.coverage(about_what["what"], "".join(quote.text for quote in told.quotes))
        return replace(told, verdict="yes" if share >= SPOKEN_OF else None)
    about = reading.about(more, kind_of(more), [one for one in reading.evidence if one.why == NAMED], bare=more)
    if not about.ranked or (asks and not about.best.answers(SPOKEN)):
        return told
    other, places = conclude_one(about), {quote.citation.provision for quote in told.quotes}
    inside = bool(other.quotes) and all(quote.citation.provision in places for quote in other.quotes)
    if other.refused or (asks and not inside):
        return told
    said = f"{told.conclusion.rstrip()}\n\n{other.conclusion.removeprefix(_frame(reading))}"
    return replace(told, conclusion=said, quotes=unique((*told.quotes, *other.quotes)), verdict=other.verdict if asks else None)


def _concluded(reading: Reading) -> Draft:
    several = conclude_several(reading, conclude_one)
    return several if several and (told_apart(reading, several) or not passed_over(reading, several)) else conclude_one(reading)


def passed_over(reading: Reading, draft: Draft) -> bool:
    """Say whether a draft quotes nothing of the provision whose clause was surely read as the answer.

    An order or a notice only repeats what the text that it issues says of itself.
    """
    best = reading.best
    if draft.refused or not draft.quotes or not best.answers(SURE):
        return False
    place = best.clause.citation.provision
    return place.address not in (ORDER, NOTICE) and all(quote.citation.provision != place for quote in draft.quotes)


def _of_place(reading: Reading) -> Reading:
    """Return the reading for the place that a question names, where the best clause is about none and others are about it: 嘉兴分到什么任务."""
    known = reading.understanding
    named = places(known.own)
    if reading.ranked and reading.best.answers(SURE):
        return reading
    if len(named) != 1 or known.citations or known.follow_up or known.kind in ("scope", "effect", "article") or not reading.ranked:
        return reading
    texts = [one.clause.headed for one in reading.ranked]
    titles = "".join(one.citation.document for one in reading.evidence)
    if named[0] in titles or named[0] in texts[0] or not any(named[0] in text for text in texts):
        return reading
    return reading.about(known.own, known.kind, names=Names(named[0]))


def conclude_one(reading: Reading) -> Draft:
    """Return the conclusion for a question that asks for one thing."""
    kind = kind_asked(reading)
    if kind == "effect":
        reading = replace(reading, understanding=replace(reading.understanding, kind=kind))
    draft = carried_back(reading, _drafted(reading))
    draft = settle(reading, draft)
    return replace(draft, quotes=_with_meant(reading, _with_exceptions(reading, draft.quotes)))


def _drafted(reading: Reading) -> Draft:
    kind = kind_asked(reading)
    if kind != reading.understanding.kind:
        reading = replace(reading, understanding=replace(reading.understanding, kind=kind))
    first = (conclude_penalty,) if kind == "penalty" else ()
    handlers: tuple[Callable[[Reading], Draft | None] | None, ...] = (
        *first,
        counted,
        conclude_member,
        conclude_addressed,
        conclude_basis if rests(reading) else None,
        conclude_document,
        conclude_basis,
        conclude_responsible,
        conclude_duties,
        conclude_list,
        _defined,
        *((referred, _HANDLERS.get(kind)) if OFTEN.search(reading.understanding.own) else (_HANDLERS.get(kind), referred)),
    )
    for handler in handlers:
        if handler and (draft := handler(reading)):
            told = handler is _defined and not DEFINES.search(reading.best.clause.text)
            # What a breach leads to is no more passed over for the duty that is broken, however sure that is.
            punishes = handler is conclude_penalty and any(CONSEQUENCE.search(quote.text) for quote in draft.quotes)
            bare = punishes and not CONSEQUENCE.search(reading.best.clause.whole)
            # Nor is the penalty of an article that is named, or of the duty that is told, for a clause that fines by number the breach of others.
            # All that the structure of a text names is no more passed over for one of its lists of units: 将省体育局列为责任单位的任务.
            listed = handler is conclude_responsible and RESPONSIBLE.search(reading.best.clause.text)
            elsewhere = handler is conclude_list and turned(reading.best, reading)
            by_number = handler is conclude_penalty and (any(one.why == NAMED for one in reading.evidence) or of_other_duties(reading))
            # Nor is the clause that gives nothing to those of whom the question tells that he is one.
            shut = kind == "approval" and shuts_out(reading.understanding.own, reading.best.clause.whole, draft.ground)
            kept = told or bare or listed or elsewhere or by_number or shut
            return _general(reading) if passed_over(reading, draft) and not kept else draft
    return _general(reading)


def kind_asked(reading: Reading) -> Kind:
    """Return the kind of a question, where what it names or continues says more than its words: 违反第十二条的罚则, 谁来罚."""
    known = reading.understanding
    if known.kind != "effect" and of_document(reading):
        return "effect"
    if known.citations and ASKS_WHICH_DUTY.search(known.own):
        return "article"
    if known.kind in ("list", "other", "approval") and (
        (WRONGS.search(known.own) and not STEPS.search(known.own)) or (known.kind == "approval" and ASKS_FINE.search(known.own))
    ):
        return "penalty"
    if known.kind == "scope" and CONSEQUENCE.search(known.own) and any(reading.library.penalties_at(one) for one in known.citations):
        return "penalty"
    if known.kind == "article" and asks_yes_no(known.own) and not ASKS_BESIDES.search(known.own):
        return "scope" if asks_scope(reading) else "approval"
    if known.kind == "article" and BREACH.search(known.own):
        return "penalty"
    unsettled = known.kind in ("procedure", "other", "who", "list", "deadline") or (known.kind == "approval" and not asks_yes_no(known.own))
    if unsettled and asks_to_account(known.own):
        return "penalty"
    if known.kind == "who" and (
        PUNISHES.search(known.own) or (known.follow_up and kind_of(known.text.removesuffix(known.own)) == "penalty")
    ):
        return "penalty"
    if RESPONSIBILITY.search(known.own) and known.kind in ("list", "approval", "other", "number"):
        return "who"
    if known.kind == "number" and WHICH_ONES.search(known.own) and "多少" not in known.own:
        return "list"
    if known.kind == "approval" and not asks_yes_no(known.own) and ASKS_BESIDES.search(known.own):
        return "list" if re.search("哪些|什么", known.own) else "other"
    if known.kind not in ("scope", "penalty", "definition") and (asks_scope(reading) or within_unit(reading)):
        return "scope"
    return known.kind


def asks_to_account(question: str) -> bool:
    """Say whether a question is what a breach leads to for the one who commits it."""
    return bool(ASKS_TO_ACCOUNT.search(question)) and not SUFFERS.search(question) and not LET_OFF.search(question)


def _defined(reading: Reading) -> Draft | None:
    """Answer with the definition of a term, unless the question is what a breach costs or where something stands, or asks something else of the term."""
    asked = without_titles(reading.understanding.own, reading.understanding.documents)
    if reading.understanding.kind != "definition" and asks_beside_term(asked):
        return None
    if reading.understanding.kind in ("penalty", "which", "effect", "scope", "approval", "deadline", "number", "article"):
        return None
    return conclude_definition(reading)


def _general(reading: Reading) -> Draft:
    candidates = [_itemized(reading, candidate) for candidate in _chosen(reading)]
    wanted = ANSWERS.get(reading.understanding.kind)
    parts = [said(candidate, reading, wanted) for candidate in candidates]
    quotes = tuple(quote for candidate in candidates for quote in proof(reading, candidate))
    ground = reading.best.clause.whole
    return Draft(_frame(reading) + "".join(dict.fromkeys(parts)), unique(quotes), ground=ground)


def _itemized(reading: Reading, candidate: Candidate) -> Candidate:
    """Return the best item of a list where only the words that lead it were chosen: 任何单位和个人不得有下列行为 answers nobody by itself."""
    clause = candidate.clause
    if clause.item is not None or not clause.introduces or reading.understanding.kind in ("list", "article", "which"):
        return candidate
    return next((one for one in reading.ranked if one.clause.item is not None and one.clause.paragraph is clause.paragraph), candidate)


def _approval(reading: Reading) -> Draft | None:
    own = reading.understanding.own
    speaking = relieved(reading) or let_off_beside(reading, reading.best) or (_speaking(reading, GIVES) if SELF_NEED.search(own) else None)
    if speaking is not None:
        ground = speaking.clause.whole
        return Draft(_frame(reading) + said(speaking, reading, GIVES), proof(reading, speaking), ground=ground)
    settled = [c for c in reading.ranked[:6] if c.score >= SETTLING * reading.best.score and verdict(own, c.clause.whole, c.judged)]
    candidate = settled[0] if settled else reading.best
    no = verdict(own, candidate.clause.whole, candidate.judged) == "no"
    for other in settled[1:]:
        if RELIEF.search(other.clause.whole) or (no and not _forbids_rather(other, candidate)):
            continue
        if other.score >= TIED * candidate.score and verdict(own, other.clause.whole, other.judged) == "no":
            candidate = other
            break
    candidate = _itemized(reading, deciding(reading, _itemized(reading, candidate)))
    ground = candidate.clause.whole
    conclusion = _frame(reading) + said(candidate, reading, ANSWERS["approval"])
    if (leave := left_open(own, candidate.clause)) is not None:
        conclusion, ground = conclusion.rstrip() + leave, ground + leave
    return Draft(conclusion, proof(reading, candidate), ground=ground)


def _forbids_rather(one: Candidate, other: Candidate) -> bool:
    """Say whether one clause forbids in words and another does not; the items of one list are of one kind."""
    alike = one.clause.paragraph is other.clause.paragraph
    return not alike and bool(FORBIDS.search(one.clause.whole)) and not FORBIDS.search(other.clause.whole)


def _speaking(reading: Reading, wanted: re.Pattern[str]) -> Candidate | None:
    """Return the best clause that speaks of what is asked about, down to a share of the best score; None where the best one already does."""
    if wanted.search(reading.best.clause.whole):
        return None
    close = (c for c in reading.ranked if c.score >= SPEAKING * reading.best.score)
    own = reading.understanding.spelt
    return next((c for c in close if wanted.search(c.clause.text) and about_it(own, c.clause.text) is not False), None)


def _number(reading: Reading) -> Draft | None:
    if AMOUNT.search(reading.understanding.spelt):
        return _amount(reading) or conclude_years(reading)
    return conclude_years(reading) or _amount(reading)


def _amount(reading: Reading) -> Draft | None:
    best, of_years = reading.best, bool(WHICH_DAY.search(reading.understanding.own))
    chosen = next((c for c in reading.ranked if gives_number(c.clause.text, of_years)), None)
    if chosen is None:
        return None
    chosen = _of_year(reading, chosen)
    least = GIVING_BESIDE if chosen.evidence is best.evidence and YEAR.search(best.clause.text) else GIVING
    if chosen.score < least * best.score:
        return None
    return Draft(
        _frame(reading) + _dated(chosen, core(chosen.clause.text, reading.wording, reading.relevance, ANSWERS["number"])),
        proof(reading, chosen),
    )


def _of_year(reading: Reading, chosen: Candidate) -> Candidate:
    """Return the number that the same provision gives for the one year that a question names, where the clause names other years only."""
    asked = set(YEAR.findall(OF_THE_ASKER.sub(" ", reading.understanding.own)))
    if len(asked) != 1 or not chosen.clause.years or asked & set(chosen.clause.years):
        return chosen
    of_year = (c for c in reading.ranked if c.evidence is chosen.evidence and asked & set(YEAR.findall(c.clause.text)))
    return next((c for c in of_year if gives_number(c.clause.text)), chosen)


def _which(reading: Reading) -> Draft | None:
    if PUNISHED.search(reading.understanding.own) and not CONSEQUENCE.search(reading.best.clause.whole):
        here = reading.best.evidence.citation.document
        penal = next((one for one in options(reading) if not one.duty and one.evidence.citation.document == here), None)
        if penal is not None:
            place = paragraph_place(penal.evidence, penal.clause.paragraph)
            said = say("which", reading.language, citation=reading.library.name(place))
            return Draft(said, unique((*quote_clause(penal.evidence, penal.clause), *proof(reading, reading.best))))
    places = [paragraph_place(c.evidence, c.clause.paragraph) for c in _chosen(reading)]
    quotes = tuple(quote for c in _chosen(reading) for quote in proof(reading, c))
    if BREACH.search(reading.understanding.own) and (duty := broken(reading)):
        places.append(duty.citation)
        quotes = (*quotes, *quote_by_number(duty))
    names = list(dict.fromkeys(reading.library.name(place) for place in places))
    heading = reading.best.evidence.provision.heading
    if heading and len(names) == 1:
        names = [say("headed", reading.language, citation=names[0], heading=heading)]
    told = say("which", reading.language, citation=join(names, reading.language))
    if ASKS_OTHER_LAW.search(reading.understanding.own) and OTHER_LAW.search(reading.best.clause.text):
        told += core(reading.best.clause.text, reading.wording, reading.relevance, OTHER_LAW)
    return Draft(told, unique(quotes))


def _other_bodies(reading: Reading) -> Draft | None:
    """Return what names other bodies than the one that a question sets aside: 除了体育局，还要找哪些部门."""
    aside = SET_ASIDE.search(reading.understanding.own)
    known = bodies(aside["told"]) if aside else frozenset()
    if not known or bodies(reading.best.clause.text) - known:
        return None
    close = (one for one in reading.ranked if one.score >= SPEAKING * reading.best.score)
    other = next((one for one in close if bodies(one.clause.text) - known - {"政府"}), None)
    return Draft(_frame(reading) + said(other, reading, ANSWERS["who"]), proof(reading, other)) if other else None


def _who(reading: Reading) -> Draft | None:
    if other := _other_bodies(reading):
        return other
    return conclude_unit(reading) or conclude_competent(reading)


_HANDLERS: dict[Kind, Callable[[Reading], Draft | None]] = {
    "approval": _approval,
    "penalty": conclude_penalty,
    "who": _who,
    "number": _number,
    "which": _which,
    "scope": conclude_scope,
}


def _frame(reading: Reading) -> str:
    return say("law-says", reading.language)


def said(candidate: Candidate, reading: Reading, wanted: re.Pattern[str] | None) -> str:
    """Return what a clause says as a conclusion: an item with the words that lead it, a sentence cut to the part that answers."""
    clause = candidate.clause
    wanted = FUNDS if ASKS_FUNDS.search(reading.understanding.own) and FUNDS.search(clause.text) else wanted
    if clause.item is not None:
        return f"{clause.lead.rstrip('：:')}：{core(clause.text, reading.wording, reading.relevance, wanted)}"
    if compares(reading.understanding.own) and len(clause.text) <= BOTH:
        return clause.text
    words = core(clause.text, reading.wording, reading.relevance, wanted)
    return _dated(candidate, words) if any(year in reading.understanding.own for year in clause.years) else words


def _dated(candidate: Candidate, words: str) -> str:
    years = candidate.clause.years
    if years and not any(year in words for year in years):
        return f"（{years[-1]}年）{words}"
    return words


def _chosen(reading: Reading) -> Iterator[Candidate]:
    """Yield the best clause, then those of further provisions where the question asks for several."""
    yield reading.best
    seen = {reading.best.evidence.citation.provision}
    if asked := COUNTED.search(reading.understanding.own):
        yield from _so_many(reading, COUNTS[(asked["count"] or asked["english"]).lower()])
        return
    for candidate in reading.ranked[1:] if SEVERAL.search(reading.understanding.own) else ():
        place = candidate.evidence.citation.provision
        if candidate.score >= CLOSE * reading.best.score and place not in seen and len(seen) < MOST:
            seen.add(place)
            yield candidate


def _so_many(reading: Reading, count: int) -> Iterator[Candidate]:
    """Yield the clauses of other provisions that are read as answers too, where the best one is no list and so many are asked for."""
    best, seen = reading.best, {reading.best.evidence.citation.provision}
    for candidate in reading.ranked[1:LEADING] if not best.clause.paragraph.items else ():
        place = candidate.evidence.citation.provision
        if place in seen or place.document != best.evidence.citation.document or len(seen) == count:
            continue
        read = candidate.judged or reading.likeness.judged(
            reading.understanding.sentence, passage(reading.understanding.sentence, candidate, reading.relevance)
        )
        if read is not None and read.answers >= ANSWERS_TOO:
            seen.add(place)
            yield candidate


def _with_meant(reading: Reading, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Add the item that a quoted period speaks of by its number alone, where the question is about it: 第十一条第（六）项 is 地下管线."""
    if reading.understanding.kind != "deadline" or not quotes:
        return quotes
    meant = {(t.provision, t.item) for one in reading.library.references_from(quotes[0].citation) for t in one.targets if t.item}
    for candidate in reading.ranked[:LEADING]:
        place = candidate.clause.citation
        if (place.provision, place.item) in meant and candidate.evidence.citation.provision != quotes[0].citation.provision:
            return unique((*quotes, *quote_clause(candidate.evidence, candidate.clause)))
    return quotes


def _with_exceptions(reading: Reading, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Add the sentence of the same provision that leaves cases to other rules: a quotation without it would say too much."""
    if reading.understanding.kind not in ("approval", "deadline", "penalty", "scope", "procedure"):
        return quotes
    added = list(quotes)
    for quote in quotes[:1]:
        for evidence in reading.evidence:
            if evidence.citation.provision != quote.citation.provision:
                continue
            for paragraph in evidence.provision.paragraphs:
                for sentence in LEAVES.findall("\n".join(paragraph_lines(paragraph))):
                    added.append(Quote(paragraph_place(evidence, paragraph), sentence.strip()))
    return unique(tuple(added))
