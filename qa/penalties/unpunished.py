"""Duties that no sentence fines: what else their breach leads to, or that the text provides nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from law.address import label_key, parse_citation
from law.citation import address_key
from law.model import Citation, Penalty
from qa.draft import Draft, Reading, quote_clause, unique
from qa.model import Quote, Verdict
from qa.penalties.breaches import BY_NUMBER, LEFT, Option, by_number, fittest
from qa.penalties.imposed import LAW_LEFT_TO, asks_whether, fined_elsewhere, lead_of, sanctioned, without_number
from qa.select import core
from qa.wording.clauses import Clause, clauses
from qa.words import say

ASKS_LIABILITY = re.compile(
    r"罚|处分|后果|惩|追究|追责|违反|违法|吊销|拘留|没收|被查|怎么样|怎样|下场|赔|违约|逾期|不按|未按|没按|penal|fine|punish|sanction|consequen|break|breach|violat|happen",
    re.IGNORECASE,
)
ANSWERS_IT = 0.5
"""Least probability that a penal clause answers for it to count against a duty that nothing seems to punish."""
NAMES_BREACH = re.compile(r"^[^，。]{0,30}违反(?:本|第)")


def unpunished(reading: Reading, option: Option | None) -> Draft | None:
    """Say that the text has no sanction of its own for this, what it does punish, and where it leaves the matter.

    Where another paragraph or item of the article has one, that is what is told.
    """
    candidate = option or Option(reading.best.clause, reading.best.evidence, 0.0, 0.0, None, True)
    if named := _named_as_broken(reading, candidate):
        return _of_no_sanction(reading, named, candidate)
    place = candidate.evidence.citation.provision
    address = place.address
    beside = reading.library.penalties_for(place)
    if described := [one for one in beside if one.conduct and not by_number(one) and not _of_other_items(one, candidate)]:
        penalty = fittest(described, reading)
        read = [reading.judged(words) for words in (penalty.quote, candidate.clause.whole)]
        if read[0] and read[1] and read[0].answers >= read[1].answers:
            return sanctioned(reading, replace(candidate, penalty=penalty))
    if beside:
        address = reading.library.name(candidate.clause.citation).removeprefix(f"《{place.document}》")
    name = f"《{place.document}》"
    standing = reading.library.penalties_at(Citation(place.document, version=place.version))
    if not standing:
        said = say("no-penalties", reading.language, document=name)
    else:
        said = say("no-penalty", reading.language, document=name, address=address)
    left = _left_elsewhere(reading, place.document, place.version)
    duty = core(candidate.clause.text, reading.wording, reading.relevance) if candidate.clause.text else ""
    quotes = (*quote_clause(candidate.evidence, candidate.clause), *([left] if left else []), *fined_elsewhere(reading, place))
    # 会不会被撵出来 asks for no punishment: the clause itself says.
    verdict: Verdict | None = "no" if asks_whether(reading) and ASKS_LIABILITY.search(reading.question) else None
    if not standing and not ASKS_LIABILITY.search(reading.question):  # 他那个同事呢: a plan that punishes nothing may answer by itself
        said = say("law-says", reading.language)
    return Draft(said + duty + (left.text if left else ""), unique(quotes), verdict)


def _of_other_items(penalty: Penalty, duty: Option) -> bool:
    """Say whether a penalty names items of the article of a duty, and another than the one that is broken: each item is a duty of its own."""
    place = duty.clause.citation
    named = [parse_citation(address) for address in penalty.violates]
    here = [one for one in named if address_key(one.address) == address_key(place.address)]
    return place.item is not None and bool(here) and all(one.item and label_key(one.item) != label_key(place.item) for one in here)


def _named_as_broken(reading: Reading, duty: Option) -> Clause | None:
    """Return the sentence that names a duty by its number as broken, and leads to what is read as no sanction: 违反第十二条第三款规定…的，收容犬只.

    A clause that names a breach so itself is that sentence.
    """
    if NAMES_BREACH.search(duty.clause.text):
        return duty.clause
    place = duty.clause.citation
    breaches = list(naming(reading, place.provision))
    exact = next((one for one, targets in breaches if any(_holds(target, place) for target in targets)), None)
    if exact or place.item:
        return exact
    # Another paragraph of the article is named, and what was done: as likely what is asked about as the duty.
    other = next((one for one, _ in breaches if not BY_NUMBER.match(one.text)), None)
    read = [reading.judged(one.whole) for one in (other, duty.clause)] if other else []
    return other if read and read[0] and read[1] and read[0].answers >= max(read[1].answers, ANSWERS_IT) else None


def naming(reading: Reading, place: Citation) -> Iterator[tuple[Clause, tuple[Citation, ...]]]:
    """Yield the sentences that name a provision of their document as broken, each with what of it they name."""
    for at in dict.fromkeys(one.provision for one in reading.library.references_to(place)):
        provision = reading.library.provision(at) if at != place and at.document == place.document else None
        for clause in clauses(at, provision) if provision else ():
            if clause.item is None and NAMES_BREACH.search(clause.text):
                head = clause.text.partition("规定")[0]
                named = [one for one in reading.library.references_from(clause.citation) if one.text in head]
                targets = tuple(target for one in named for target in one.targets if target.provision == place)
                if targets:
                    yield clause, targets


def _holds(target: Citation, place: Citation) -> bool:
    """Say whether a reference is to a place or to what holds it: 第十二条 to 第十二条第三款."""
    same = target.document == place.document and address_key(target.address) == address_key(place.address)
    return same and target.paragraph in (None, place.paragraph or 1) and target.item in (None, place.item)


def _of_no_sanction(reading: Reading, said: Clause, duty: Option) -> Draft:
    """Tell what a sentence that names a breach leads to, where that is no fine: a measure, or what another law provides."""
    left = bool(LAW_LEFT_TO.search(said.text))
    lead = lead_of(reading, left or "罚款" in said.text)
    quotes = (Quote(said.citation, said.text), *(() if said == duty.clause else quote_clause(duty.evidence, duty.clause)))
    verdict: Verdict | None = None
    if asks_whether(reading) and ASKS_LIABILITY.search(reading.question):
        verdict = "conditional" if left else "no" if lead == say("not-fined", reading.language) else None
    return Draft(lead + without_number(said.text), unique(quotes), verdict)


def _left_elsewhere(reading: Reading, document: str, version: str) -> Quote | None:
    for provision in reading.library.document(document, version).provisions:
        for clause in clauses(Citation(document, provision.address, version=version), provision):
            if LEFT.fullmatch(clause.text):
                return Quote(clause.citation, clause.text)
    return None
