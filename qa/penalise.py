"""What a breach costs: from the conduct, from the duty, or from the article number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from law.address import parse_citation
from law.model import Citation, Penalty
from qa.clauses import Clause, clauses
from qa.draft import Draft, Reading, quote_clause, quote_paragraph, unique
from qa.model import Evidence, Quote, Verdict
from qa.ranges import asked_sum, fines
from qa.relevance import grams, subject
from qa.retrieve import NAMED
from qa.select import ANSWERS, CATCH_ALL, Candidate, core
from qa.verdict import asks_yes_no
from qa.words import say

ASKS_FINE = re.compile(r"罚多少|罚我|要罚|会罚|能罚|罚不罚|罚款|罚几|多少钱|多少元|罚钱|罚金|罚他|\bfine", re.IGNORECASE)
ASKS_PENALTY = re.compile(
    r"(?:会|要|能|该|被|受到?|挨|给予|予以|依法)*(?:怎么|如何|什么|啥|哪些|多少|几)*(?:的)?(?:行政)?(?:处罚|处分|罚款|罚金|罚则|罚|追究|追责|惩戒|惩罚|惩处|制裁|问责|处理|处置|下场|后果|法律责任|责任|担责|承担)"
    r"(?:多少|几|什么|啥|吗|么|钱|幅度|标准|机关|上限|下限|最高|最低)*|怎么办|会怎么?样|怎么样|多少钱|多少元|最高|最低|幅度"
    r"|\b(?:penalt\w+|fines?|fined|punish\w*|sanctions?|consequences?|liabilit\w+|disciplin\w+|range|happens?|face[sd]?)\b",
    re.IGNORECASE,
)
"""What asks for a penalty, not for what it punishes."""
ASKS_LIABILITY = re.compile(
    r"罚|处分|后果|惩|追究|追责|违反|违法|吊销|拘留|没收|被查|怎么样|怎样|下场|penal|fine|punish|sanction|consequen|break|breach|violat|happen",
    re.IGNORECASE,
)
ASKS_DUTY = re.compile(r"(?:承担|负|有|尽)(?:什么|哪些|啥|何种|怎样)(?:样的)?(?:法律)?责任")
"""承担什么责任 alone may as well ask for a duty."""
SEVERE = re.compile(
    r"拒不|屡教|不改|仍|又|再次|多次|逾期|严重|造成|死|伤|送医|出事|事故|refus|serious|again|repeat|injur|death", re.IGNORECASE
)
FIRST = re.compile(r"第一次|初次|首次|(?<![不没未])(?:整改|改正|改了)|first time|corrected", re.IGNORECASE)
PREFIX = re.compile(r"^(?:有关[^，]{0,12})?[^，]{0,30}违反本[^，。]*?(?:规定的?|的)，")
"""违反本办法第十条第一款、第十一条规定的，由体育主管部门责令改正 → 由体育主管部门责令改正"""
EXCEPT = re.compile(r"^除(.{2,30}?)(?:以)?外")
"""除测绘与地理信息行政主管部门外的有关部门: not what a question about that very body is after."""
LEFT = re.compile(r"[^。]*(?:法律责任|处罚|处理)[^。]*从其规定。")
"""违反本办法规定的行为，有关法律、法规、规章已有处罚规定的，从其规定。"""
MEANING, WORDS, PLACE = 0.5, 0.5, 0.6
"""Weights of likeness, shared words and rank of the provision, for the conduct that a question describes."""
COUNTERPART = 0.45
"""Likeness of a duty and a penal clause that punishes its breach in its own words."""
REFERRING = 0.9
"""Share of its own fit that a penal clause keeps that names only numbers: what it punishes stands in the duties."""
UNPUNISHED = 0.01
"""A duty that nothing punishes is spoken of where it fits better than all that is punished by this much."""
LEFT_ASIDE = 0.2
"""Taken from what only leaves a matter to other rules, and from 其他… at the end of a list."""


@dataclass(frozen=True, slots=True)
class Option:
    """A clause that the question may be about, with the penalty for it; without one where nothing punishes it."""

    clause: Clause
    evidence: Evidence
    fit: float
    penalty: Penalty | None
    duty: bool
    """True where the clause states the duty, False where it is the penal clause itself."""


def conclude_penalty(reading: Reading) -> Draft | None:
    """Return the sanction for what the question names or describes, or that the text provides none of its own."""
    duty = ASKS_DUTY.search(reading.understanding.own) and not ASKS_LIABILITY.search(reading.understanding.own)
    if duty and not ANSWERS["penalty"].search(reading.best.clause.text):
        return None
    if named := [one for one in reading.evidence if one.why == NAMED]:
        return _for_named(reading, named)
    options = sorted(_options(reading), key=lambda option: -option.fit)
    punished = [option for option in options if option.penalty or not option.duty]
    bare = [option for option in options if option.penalty is None and option.duty]
    if not punished:
        return _unpunished(reading, bare[0] if bare else None)
    if _unspecific(reading) and (highest := _highest(reading, punished)):
        return _sanctioned(reading, highest, options)
    if bare and bare[0].fit > punished[0].fit + UNPUNISHED:
        found = _counterpart(reading, bare[0], punished)
        return _sanctioned(reading, found, options) if found else _unpunished(reading, bare[0])
    return _sanctioned(reading, punished[0], options)


def _unspecific(reading: Reading) -> bool:
    """Say whether a question asks for fines without naming any conduct: 体育赛事罚款最高能到10万吗."""
    if asked_sum(reading.understanding.own) is None or not ASKS_FINE.search(reading.understanding.own):
        return False
    title = set(grams(reading.best.evidence.citation.document))
    about = re.sub(NUMBERS, " ", _about(reading))
    return {gram for gram in grams(subject(about)) if len(gram) > 1} <= title


def _highest(reading: Reading, punished: Sequence[Option]) -> Option | None:
    """Return the option with the highest fine of the document asked about: what a regulation's fines reach is what its highest one does."""
    here = [one for one in punished if one.evidence.citation.document == reading.best.evidence.citation.document and one.penalty]
    tops = [(max((a.high or 0 for a in fines([one.penalty.quote])), default=0), one) for one in here if one.penalty]
    best = max(tops, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] else None


NUMBERS = r"[\d一二两三四五六七八九十百千万亿]+(?:元|块钱?)?|[能会到达]"


def _fines(penalty: Penalty) -> bool:
    return any(sanction.type == "罚款" for sanction in penalty.sanctions)


def _counterpart(reading: Reading, duty: Option, punished: Sequence[Option]) -> Option | None:
    """Return the penal clause that describes the breach of a duty without naming its number: 妨碍或者阻挠 for 不得妨碍或者阻挠."""
    here = [one for one in punished if one.evidence.citation.document == duty.evidence.citation.document and not one.duty]
    if not here:
        return None
    alike = reading.likeness(duty.clause.text, [one.clause.text for one in here])
    marks = [
        0.5 * like + 0.5 * reading.relevance.coverage(one.clause.text, duty.clause.text) for one, like in zip(here, alike, strict=True)
    ]
    best = max(range(len(here)), key=marks.__getitem__)
    return here[best] if marks[best] >= COUNTERPART else None


def _about(reading: Reading) -> str:
    """Return the question without what asks for a penalty: the conduct."""
    return ASKS_PENALTY.sub(" ", reading.question)


def _options(reading: Reading) -> Iterator[Option]:
    """Yield what the question may be about: penal clauses, and duties with what punishes them."""
    about = _about(reading)
    ranked = reading.ranked
    texts = [f"{c.clause.lead}{c.clause.text}" for c in ranked]
    asked = [about, *reading.understanding.wordings] if subject(about).strip() else [reading.question]
    likes = [max(of) for of in zip(*(reading.likeness(one, texts) for one in asked), strict=True)]
    top = max(c.evidence.score for c in ranked)
    fits: dict[Citation, float] = {}
    found: list[Option] = []
    for candidate, text, like in zip(ranked, texts, likes, strict=True):
        words = max(reading.relevance.coverage(one, text) for one in asked)
        fit = MEANING * like + WORDS * words + PLACE * (candidate.evidence.score / top) ** 2
        place = candidate.clause.citation.provision
        fits[place] = max(fits.get(place, 0.0), fit)
        found.extend(_option(reading, candidate, fit))
    described = bool(subject(about).strip())
    for option in found:
        duties = _duties(option.penalty, fits) if described and option.penalty and not option.duty else []
        yield (
            replace(option, fit=max(REFERRING * option.fit, *duties))
            if duties and option.penalty and not _says_conduct(option.penalty)
            else option
        )


def _duties(penalty: Penalty, fits: Mapping[Citation, float]) -> list[float]:
    """Return how well the duties fit that a penal clause names by their numbers."""
    named = {parse_citation(address).address if address.startswith("《") else address for address in penalty.violates}
    here = penalty.citation.document
    return [fit for place, fit in fits.items() if place.document == here and any(address.startswith(place.address) for address in named)]


def _option(reading: Reading, candidate: Candidate, fit: float) -> Iterator[Option]:
    clause = candidate.clause
    standing = reading.library.penalties_at(clause.citation)
    penal = bool(ANSWERS["penalty"].search(clause.lead + clause.text)) or bool(standing)
    if penal:
        fitting = next((p for p in standing if clause.text in p.quote or p.quote in clause.text), standing[0] if standing else None)
        if fitting and excludes(fitting.quote, reading):
            return
        if fitting is None and LEFT.fullmatch(clause.text):
            fit -= LEFT_ASIDE
        if CATCH_ALL.search(clause.text):
            fit -= LEFT_ASIDE
        yield Option(clause, candidate.evidence, fit, fitting, False)
        return
    punishing = reading.library.penalties_for(clause.citation)
    yield Option(clause, candidate.evidence, fit, _fittest(punishing, reading) if punishing else None, True)


def _says_conduct(penalty: Penalty) -> bool:
    """Say whether a penal sentence describes what it punishes, beyond the articles that it names."""
    return bool(penalty.conduct) and len(re.sub(r"违反本?[^，。]*?规定", "", penalty.conduct or "")) >= 6


def _fittest(penalties: Sequence[Penalty], reading: Reading) -> Penalty:
    fitting = [penalty for penalty in penalties if not excludes(penalty.quote, reading)] or list(penalties)
    return max(fitting, key=lambda penalty: reading.relevance.coverage(reading.question, f"{penalty.conduct or ''}{penalty.quote}"))


def excludes(quote: str, reading: Reading) -> bool:
    """Say whether a penal sentence takes out those whom the question is about."""
    match = EXCEPT.match(quote)
    if match is None:
        return False
    taken, asked = set(grams(match.group(1))), set(grams(reading.understanding.text))
    pairs = {gram for gram in taken if len(gram) == 2}
    return len(pairs & asked) >= 3 and not re.search("其他|其它|别的", reading.understanding.text)


def _for_named(reading: Reading, named: list[Evidence]) -> Draft | None:
    """Answer for an article that the question names: what it imposes, or what punishes breaking it."""
    meant = [one for one in named if one.citation.document in reading.understanding.documents]
    by_rank = {id(c.evidence): place for place, c in reversed(list(enumerate(reading.ranked)))}
    named = meant or sorted(named, key=lambda one: by_rank.get(id(one), len(by_rank)))
    for citation in reading.understanding.citations:
        for evidence in named:
            place = Citation(
                evidence.citation.document, evidence.citation.address, citation.paragraph, citation.item, evidence.citation.version
            )
            if evidence.citation.address != citation.address:
                continue
            here = next((c for c in reading.ranked if c.evidence is evidence), None)
            if here is None:
                continue
            if punishing := reading.library.penalties_for(place):
                option = Option(here.clause, evidence, 1.0, _fittest(punishing, reading), True)
                return _sanctioned(reading, option, [option])
            if standing := reading.library.penalties_at(place):
                return _sanctioned(reading, Option(here.clause, evidence, 1.0, _fittest(standing, reading), False), [])
            return _unpunished(reading, Option(here.clause, evidence, 1.0, None, True))
    return None


def _sanctioned(reading: Reading, option: Option, options: Sequence[Option]) -> Draft:
    penalty = option.penalty
    if penalty is None:
        said = core(option.clause.text, reading.question, reading.relevance, ANSWERS["penalty"])
        lead = _no_fine(reading, bool(re.search("罚款", option.clause.text)))
        return Draft(lead + said, unique(quote_clause(option.evidence, option.clause)), _fact(reading, lead))
    sentence = penalty.quote.split("\n")[0]
    said = PREFIX.sub("", sentence)
    if penalty.citation.item:
        said = f"{option.clause.lead.rstrip('：:')}：{option.clause.text.rstrip('；。')}。" if option.clause.item else said
    said = re.sub(r"[：:]$", "。", said) if said.rstrip().endswith(("：", ":")) else said
    said = re.sub(r"有下列(?:行为|情形)之一的，", "", said) if option.clause.item is not None and not option.duty else said
    fine = _fines(penalty)
    quotes = [*_quoted(penalty, option, reading)]
    if not fine and ASKS_FINE.search(reading.question) and (behind := _behind(reading, penalty)):
        penalty, fine = behind, True
        quotes.append(Quote(behind.citation, behind.quote))
        said += behind.quote
    if duty := _duty(option, penalty, options, reading):
        quotes.extend(duty)
    lead = _no_fine(reading, fine)
    if option.clause.item is not None and not option.duty:
        lead += f"{option.clause.text.rstrip('；。')}："
    return Draft(lead + said, unique(tuple(quotes)), _verdict(reading, penalty, fine))


def _behind(reading: Reading, penalty: Penalty) -> Penalty | None:
    """Return the fine that a later sentence of the same paragraph provides where the first one leaves the matter to other rules."""
    place = replace(penalty.citation, item=None)
    words = reading.library.text(place) or ""
    later = [one for one in reading.library.penalties_at(place) if _fines(one) and one.quote in words]
    start = words.find(penalty.quote)
    return next((one for one in later if start >= 0 and words.find(one.quote) == start + len(penalty.quote)), None)


def _no_fine(reading: Reading, fine: bool) -> str:
    missing = ASKS_FINE.search(reading.question) and not fine
    return say("not-fined" if missing else "law-says", reading.language)


def _fact(reading: Reading, lead: str) -> Verdict | None:
    if not asks_yes_no(reading.understanding.own):
        return None
    return "no" if lead == say("not-fined", reading.language) else "yes"


def _verdict(reading: Reading, penalty: Penalty, fine: bool) -> Verdict | None:
    """Return what the penalty says to a yes/no question: a fine that needs a refusal to correct first is conditional."""
    own = reading.understanding.own
    if not asks_yes_no(own):
        return None
    if not ASKS_FINE.search(own):
        return "yes"
    if not fine:
        return "no"
    conditions = [sanction.condition for sanction in penalty.sanctions if sanction.type == "罚款"]
    if all(conditions) and (FIRST.search(own) or not SEVERE.search(own)):
        return "conditional"
    return "yes"


def _quoted(penalty: Penalty, option: Option, reading: Reading) -> tuple[Quote, ...]:
    """Quote a penal sentence; of its list only the item that the question is about, where it is about one."""
    clause = option.clause
    if clause.item is not None and not option.duty:
        return quote_clause(option.evidence, clause)
    words = reading.library.text(penalty.citation)
    return (Quote(penalty.citation, penalty.quote if words is None or penalty.quote in words else words),)


def _duty(option: Option, penalty: Penalty, options: Sequence[Option], reading: Reading) -> list[Quote]:
    """Quote the duty that a penalty names by its number, where the question describes it."""
    if not option.duty:
        if _says_conduct(penalty) or not subject(_about(reading)).strip():
            return []
        close = [
            one for one in options if one.duty and one.penalty and one.penalty.citation == penalty.citation and one.fit >= option.fit - 0.25
        ]
        if not close:
            return []
        option = close[0]
    clause = option.clause
    if clause.item is not None:
        return list(quote_clause(option.evidence, clause))
    if clause.text.endswith("："):
        return [quote_paragraph(option.evidence, clause.paragraph)]
    return [Quote(clause.citation, clause.text)]


def _unpunished(reading: Reading, option: Option | None) -> Draft | None:
    """Say that the text has no sanction of its own for this, and where it leaves the matter."""
    candidate = option or Option(reading.best.clause, reading.best.evidence, 0.0, None, True)
    place = candidate.evidence.citation.provision
    name = f"《{place.document}》"
    if not reading.library.penalties_at(Citation(place.document, version=place.version)):
        said = say("no-penalties", reading.language, document=name)
    else:
        said = say("no-penalty", reading.language, document=name, address=place.address)
    left = _left_elsewhere(reading, place.document, place.version)
    duty = core(candidate.clause.text, reading.question, reading.relevance) if candidate.clause.text else ""
    quotes = (*quote_clause(candidate.evidence, candidate.clause), *([left] if left else []))
    verdict: Verdict | None = "no" if ASKS_FINE.search(reading.understanding.own) and asks_yes_no(reading.understanding.own) else None
    return Draft(said + (left.text if left else "") + duty, unique(quotes), verdict)


def _left_elsewhere(reading: Reading, document: str, version: str) -> Quote | None:
    for provision in reading.library.document(document, version).provisions:
        for clause in clauses(Citation(document, provision.address, version=version), provision):
            if LEFT.fullmatch(clause.text):
                return Quote(clause.citation, clause.text)
    return None
