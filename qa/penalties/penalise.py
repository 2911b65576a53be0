"""What a breach costs: from the conduct, from the duty, or from the article number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from law.address import parse_citation
from law.citation import address_key
from law.model import Citation, Penalty
from law.sanctions import imposes
from qa.case import actors
from qa.case.conditions import tells_circumstances
from qa.case.left_undone import NOT_DONE, leaves_undone, only_urges, urged_by
from qa.case.ranges import asked_sum, fines
from qa.draft import Draft, Reading, quote_clause, unique
from qa.model import Evidence, Quote
from qa.penalties.breaches import (
    ASKS_PENALTY,
    BESIDES,
    CONDUCT,
    COUNTERPART,
    LEFT,
    PREFIX,
    Option,
    about,
    fittest,
    likenesses,
    options,
    remedies,
    standing,
    tells_conduct,
)
from qa.penalties.imposed import ASKS_FINE, asks_whether, sanctioned
from qa.penalties.unpunished import ANSWERS_IT, ASKS_LIABILITY, naming, unpunished
from qa.question.kinds import asked, asks_yes_no
from qa.retrieve import NAMED
from qa.select import ANSWERS, core
from qa.wording.clauses import clauses
from qa.wording.marks import SAYS
from qa.wording.relevance import grams, subject
from qa.wording.titles import besides
from qa.words import say

ASKS_DUTY = re.compile(r"(?:承担|负|有|尽)(?:什么|哪些|啥|何种|怎样)(?:样的)?(?:法律)?责任")
"""承担什么责任 alone may as well ask for a duty."""
UNPUNISHED = 0.01
"""A duty that nothing punishes is spoken of where it fits better than all that is punished by this much."""
URGED_NEAR = 0.05
"""What is only urged, where none of the duties that a penal clause names is read as broken, need not fit better, but nearly as well."""
TOLD = 1.5
"""The same by words alone: penal provisions are found because penalties are asked for, whatever they punish."""
RATHER, HEARD_OF = 1.4, 0.2
"""The same where none of the duties that a penal clause names is read as broken."""
OTHER_TOLD = 1.2
"""A duty that a penal clause does not name is the one that is broken where the question tells it so much more, and the clause would answer as well for it."""
SURELY = 0.5
"""A penal clause that is read as answering with this probability, and no duty with more, is what a question is about."""
HEARD = 0.1
"""The least of words alone by which anything is spoken of."""
COUNTERPARTS = 3
"""Penal clauses, the best ones, that may punish the breach of a duty in other words."""
OTHERS = re.compile(r"违反本[^，。；第]{1,6}其他(?:有关)?规定")
"""违反本条例其他规定的，由公安机关处五百元以下罚款: every duty without a penalty of its own."""
OF_A_BREACH = re.compile(r"违反|违背|触犯|(?:本|该)?(?:条例|办法|规定|细则)|第[^，。第]{1,6}[条款项]|的")
MOST_PENALTIES = 6
"""Penalties of one article, at most, that are told line by line."""
NUMBERS = r"[\d一二两三四五六七八九十百千万亿]+(?:元|块钱?)?|[能会到达]"


def conclude_penalty(reading: Reading) -> Draft | None:
    """Return the sanction for what the question names or describes, or that the text provides none of its own."""
    duty = ASKS_DUTY.search(reading.understanding.own) and not ASKS_LIABILITY.search(reading.understanding.own)
    if duty and not ANSWERS["penalty"].search(reading.best.clause.text):
        return None
    if named := [one for one in reading.evidence if one.why == NAMED]:
        return _for_named(reading, named)
    found = options(reading)
    punished = [option for option in found if not option.duty]
    bare = [option for option in found if option.duty]
    if not punished:
        return unpunished(reading, bare[0] if bare else None)
    if _unspecific(reading) and (highest := _highest(reading, punished)):
        return sanctioned(reading, highest)
    if urged := _urged(reading, punished[0], found):
        return unpunished(reading, urged)
    if other := _rather(reading, punished[0], found) or _of_another_duty(reading, punished[0], found):
        return unpunished(reading, other) if other.duty else sanctioned(reading, other)
    if bare and _unlike(bare[0], punished[0], reading):
        if other := None if SAYS["urges"].search(bare[0].clause.text) else _counterpart(reading, bare[0], punished[:COUNTERPARTS]):
            return sanctioned(reading, other)
        if read := _read_as_punished(reading, punished):
            return sanctioned(reading, read)
        return unpunished(reading, bare[0]) if ASKS_LIABILITY.search(reading.question) else None
    return sanctioned(reading, punished[0])


def _unlike(bare: Option, punished: Option, reading: Reading) -> bool:
    """Say whether a question is about a duty that nothing punishes, and not about what is punished."""
    if actors.fitness(punished.said, reading.understanding) > 0 or remedies(punished.said, reading):
        return False
    sure = punished.read if punished.breaks is None else punished.breaks
    if sure >= max(bare.read, SURELY):
        return False
    if punished.breaks is not None and only_urges(bare.clause.whole) and bare.fit > punished.fit - URGED_NEAR:
        return True
    return bare.fit > punished.fit + UNPUNISHED or bare.told > max(TOLD * punished.told, HEARD)


def _rather(reading: Reading, punished: Option, found: Sequence[Option]) -> Option | None:
    """Return what a question is about by its words rather than the breach of any duty that the best penal clause names by its number.

    变更比赛时间没有发公告，能罚款吗: no breach of 公布竞赛规程, which is fined, but of another duty. Who tells of an order to put things right tells of
    what is punished by one.
    """
    own = reading.understanding.own
    if punished.breaks is None or punished.breaks >= SURELY or tells_circumstances(own) or not ASKS_LIABILITY.search(own):
        return None
    here = (one for one in found if one.broken is None and one.evidence.citation.document == punished.evidence.citation.document)
    owed = (one for one in here if not LEFT.fullmatch(one.clause.text) and (not one.duty or _binds(one.clause.whole)))
    other = max(owed, key=lambda one: one.told, default=None)
    return other if other and other.told >= max(RATHER * punished.told, HEARD_OF) else None


def _of_another_duty(reading: Reading, punished: Option, found: Sequence[Option]) -> Option | None:
    """Return the duty that a question tells to be broken, where the best penal clause names others by their numbers, and would answer as well for this one.

    观众不配合安检会被罚款吗: what is fined is the breach of 第十条第一款 to 第十三条, and 应当接受安全检查 stands in 第十五条.
    """
    own = reading.understanding.own
    if (
        punished.breaks is None
        or punished.penalty is None
        or tells_circumstances(own)
        or not tells_conduct(own)
        or not asks_whether(reading)
    ):
        return None
    here = (
        one
        for one in found
        if one.broken is None and one.penalty is None and one.evidence.citation.document == punished.evidence.citation.document
    )
    owed = [one for one in here if not LEFT.fullmatch(one.clause.text) and _binds(one.clause.whole)]
    other = max(owed, key=lambda one: one.told, default=None)
    if other is None or other.told < max(OTHER_TOLD * punished.told, HEARD):
        return None
    read = reading.judged(f"{other.clause.whole.rstrip('；。')}，违反的，{PREFIX.sub('', punished.penalty.quote)}")
    return other if read and read.answers >= max(punished.breaks, SURELY) else None


def _urged(reading: Reading, punished: Option, found: Sequence[Option]) -> Option | None:
    """Return what a text only urges where a question tells that it was left undone, and asks whether that is punished: 没买保险会挨罚吗, 鼓励办理保险."""
    known = reading.understanding
    if not asks_yes_no(known.spelt) or (punished.broken is not None and leaves_undone(known.spelt, punished.broken.text)):
        return None
    here = [one for one in found if one.duty and one.evidence.citation.document == punished.evidence.citation.document]
    urged = [one for one in here if only_urges(one.clause.whole)]
    if known.follow_up and NOT_DONE.search(known.own):
        return next((one for one in urged if one.clause.citation == known.after), None)
    return next((one for one in urged if leaves_undone(known.spelt, urged_by(one.clause.whole))), None)


def _binds(words: str) -> bool:
    """Say whether a clause says what somebody has to do, may not do or is urged to do: 为了…制定本办法 does not."""
    return any(SAYS[name].search(words) for name in ("shall", "forbids", "urges")) or "负责" in words


def _read_as_punished(reading: Reading, punished: Sequence[Option]) -> Option | None:
    """Return what is punished in the clause that fits best, where that is read as answering the question: its own words may be far from the law's."""
    best = reading.best
    if not best.answers(ANSWERS_IT):
        return None
    found = next((one for one in punished if one.clause.citation == best.clause.citation and one.clause.text == best.clause.text), None)
    return found if found is None or found.breaks is None or found.breaks >= ANSWERS_IT else None


def _unspecific(reading: Reading) -> bool:
    """Say whether a question asks for fines without naming any conduct: 体育赛事罚款最高能到10万吗."""
    if asked_sum(reading.understanding.own) is None or not ASKS_FINE.search(reading.understanding.own):
        return False
    title = set(grams(reading.best.evidence.citation.document))
    told = re.sub(NUMBERS, " ", about(reading))
    return {gram for gram in grams(subject(told)) if len(gram) > 1} <= title


def _highest(reading: Reading, punished: Sequence[Option]) -> Option | None:
    """Return the option with the highest fine of the document asked about: what a regulation's fines reach is what its highest one does."""
    here = [one for one in punished if one.evidence.citation.document == reading.best.evidence.citation.document and one.penalty]
    tops = [
        (max((tier.amount.high or 0 for tier in fines([one.penalty.quote]) if tier.amount.unit == "元"), default=0), one)
        for one in here
        if one.penalty
    ]
    best = max(tops, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] else None


def _counterpart(reading: Reading, duty: Option, punished: Sequence[Option]) -> Option | None:
    """Return the penal clause that describes the breach of a duty without naming its number: 妨碍或者阻挠 for 不得妨碍或者阻挠."""
    here = [one for one in punished if one.evidence.citation.document == duty.evidence.citation.document]
    alike = likenesses(duty.clause.text, [one.clause for one in here], duty.evidence.citation.document, reading)
    return next((one for one, like in zip(here, alike, strict=True) if like >= COUNTERPART), None)


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
            own = [c for c in reading.ranked if c.evidence is evidence]
            here = next((c for c in own if _stands_at(c.clause.citation, place)), next(iter(own), None))
            if here is None:
                continue
            if punishing := reading.library.penalties_for(place):
                if every := _each(reading, place, punishing):
                    return every
                return sanctioned(reading, Option(here.clause, evidence, 1.0, 1.0, fittest(punishing, reading), True))
            if standing := reading.library.penalties_at(place):
                if denied := _not_named(reading, standing):
                    return denied
                return sanctioned(reading, Option(here.clause, evidence, 1.0, 1.0, fittest(standing, reading), False))
            if other := _otherwise(reading, Option(here.clause, evidence, 1.0, 1.0, None, True)):
                return sanctioned(reading, other)
            return unpunished(reading, Option(here.clause, evidence, 1.0, 1.0, None, True))
    return None


def _each(reading: Reading, place: Citation, punishing: Sequence[Penalty]) -> Draft | None:
    """Return all that punishes breaking parts of an article that a question names alone, telling no conduct: 违反第二十二条怎么罚, where each item has a
    penalty of its own."""
    known = reading.understanding
    if place.paragraph or place.item or len(known.citations) != 1 or known.follow_up or asks_whether(reading):
        return None
    named = [one for one in punishing if one.violates and not one.citation.item]
    parts = {
        address for one in named for address in one.violates if address_key(parse_citation(address).address) == address_key(place.address)
    }
    bare = besides(subject(ASKS_PENALTY.sub(" ", OF_A_BREACH.sub(" ", known.own))), place.document)
    breaches = [one for one, _ in naming(reading, place.provision)]
    several = len({one.citation for one in named} | {one.citation for one in breaches}) > 1
    if not named or not several or place.address in parts or len(re.findall("[一-鿿]", bare)) >= CONDUCT or len(named) > MOST_PENALTIES:
        return None
    others = (one for one in breaches if not any(one.text in penalty.quote for penalty in named))
    quotes = unique(tuple(Quote(one.citation, one.quote) for one in named) + tuple(Quote(one.citation, one.text) for one in others))
    lines = "".join(f"\n- {one.text.partition(chr(10))[0]}" for one in quotes)
    return Draft(say("law-says", reading.language) + lines, quotes)


def _stands_at(clause: Citation, place: Citation) -> bool:
    """Say whether a clause is part of the paragraph or item that a question names."""
    return place.paragraph in (None, clause.paragraph) and place.item in (None, clause.item)


def _not_named(reading: Reading, named: Sequence[Penalty]) -> Draft | None:
    """Answer no where a penalty that a question names is for breaches of duties by their numbers, and the duty it tells of is none of them.

    观众扰乱秩序的，能否依第二十条第二款罚款: that one is for breaches of 第十条第一款, 第十一条, 第十二条, 第十三条, and 扰乱 stands in 第十五条.
    """
    penalty = fittest(named, reading)
    if not penalty.violates or not asks_whether(reading) or not tells_conduct(reading.understanding.own):
        return None
    found = options(reading)
    bare = next((one for one in found if one.duty and one.evidence.citation.document == penalty.citation.document), None)
    punished = next((one for one in found if not one.duty), None)
    if bare is None or punished is None or bare.told <= punished.told or not _unlike(bare, punished, reading):
        return None
    said = core(bare.clause.text, reading.question, reading.relevance)
    quotes = (Quote(penalty.citation, penalty.quote), *quote_clause(bare.evidence, bare.clause))
    lead = say("act-no" if asked(reading.understanding.own) == "may" else "law-says", reading.language)
    return Draft(lead + penalty.quote + said, unique(quotes), "no")


def _otherwise(reading: Reading, duty: Option) -> Option | None:
    """Return what punishes breaking an article that no penalty names: its own words, the same conduct elsewhere, or what is left over."""
    at = duty.evidence.citation.provision
    own = list(clauses(at, duty.evidence.provision))
    if imposing := next((clause for clause in own if imposes(clause.text)), None):
        return replace(duty, clause=imposing, duty=False)
    penal: list[Option] = []
    whole = Citation(at.document, version=at.version)
    for place in dict.fromkeys(penalty.citation.provision for penalty in reading.library.penalties_at(whole)):
        if provision := reading.library.provision(place):
            evidence = Evidence(place, provision, 0.0, (), BESIDES)
            each = (Option(clause, evidence, 0.0, 0.0, standing(reading, clause), False) for clause in clauses(place, provision))
            penal.extend(option for option in each if option.penalty and not option.penalty.violates)
    said = "".join(clause.text for clause in own)
    alike = sorted(penal, key=lambda option: -reading.relevance.coverage(option.clause.text, said))[:COUNTERPARTS]
    return _counterpart(reading, duty, alike) or next((option for option in penal if OTHERS.search(option.clause.text)), None)
