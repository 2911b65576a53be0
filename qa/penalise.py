"""What a breach costs: from the conduct, from the duty, or from the article number."""

from __future__ import annotations

import re

from law.model import Penalty
from qa.clauses import clauses
from qa.draft import Draft, Reading, quote_paragraph, unique
from qa.model import Evidence, Quote, Verdict
from qa.relevance import grams
from qa.retrieve import NAMED
from qa.select import Candidate
from qa.verdict import ASKS_YES_NO
from qa.words import say

ASKS_FINE = re.compile(r"罚多少|罚我|要罚|会罚|能罚|罚不罚|罚款|罚几|多少钱|多少元|罚钱|罚金|\bfine", re.IGNORECASE)
PREFIX = re.compile(r"^(?:有关[^，]{0,12})?[^，]{0,30}违反本[^，。]*?(?:规定的?|的)，")
"""违反本办法第十条第一款、第十一条规定的，由体育主管部门责令改正 → 由体育主管部门责令改正"""
NEAR = 0.93
"""A penalty is looked for in provisions that score at least this share of the best one."""
EXCEPT = re.compile(r"^除(.{2,30}?)(?:以)?外")
"""除测绘与地理信息行政主管部门外的有关部门: not what a question about that very body is after."""
LEFT = re.compile(r"[^。]*(?:法律责任|处罚|处理)[^。]*从其规定。")
"""违反本办法规定的行为，有关法律、法规、规章已有处罚规定的，从其规定。"""


def conclude_penalty(reading: Reading) -> Draft | None:
    """Return the sanction for what the question names or describes, or that the text provides none of its own."""
    for evidence in _leaders(reading):
        punishing = reading.library.penalties_for(evidence.citation)
        standing = reading.library.penalties_at(evidence.citation)
        if all(excludes(penalty.quote, reading) for penalty in standing) and standing:
            continue
        if standing and (not punishing or evidence.why != NAMED):
            return _sanctioned(reading, _fittest(standing, reading), None)
        if punishing:
            return _sanctioned(reading, _fittest(punishing, reading), evidence)
    return _unpunished(reading)


def _leaders(reading: Reading) -> list[Evidence]:
    """Return the evidence in the order of its best clause; what is only linked comes in through the penalty itself."""
    named = [evidence for evidence in reading.evidence if evidence.why == NAMED]
    ordered: list[Evidence] = list(named)
    best = reading.best.score
    for candidate in reading.ranked:
        if candidate.score >= NEAR * best and candidate.evidence not in ordered:
            ordered.append(candidate.evidence)
    return named or ordered[:4]


def _fittest(penalties: tuple[Penalty, ...], reading: Reading) -> Penalty:
    fitting = [penalty for penalty in penalties if not excludes(penalty.quote, reading)] or list(penalties)
    return max(fitting, key=lambda penalty: reading.relevance.coverage(reading.question, f"{penalty.conduct or ''}{penalty.quote}"))


def excludes(quote: str, reading: Reading) -> bool:
    """Say whether a penal sentence takes out those whom the question is about."""
    match = EXCEPT.match(quote)
    if match is None:
        return False
    taken, asked = set(grams(match.group(1))), set(grams(reading.understanding.text))
    pairs = {gram for gram in taken if len(gram) == 2}
    return len(pairs & asked) >= 3 and "其他" not in reading.understanding.text


def _sanctioned(reading: Reading, penalty: Penalty, duty: Evidence | None) -> Draft:
    sentence = penalty.quote.split("\n")[0]
    said = PREFIX.sub("", sentence)
    said = re.sub(r"[：:]$", "。", said) if said.rstrip().endswith(("：", ":")) else said
    fine = any(sanction.type == "罚款" for sanction in penalty.sanctions)
    lead = say("not-fined", reading.language) if ASKS_FINE.search(reading.question) and not fine else say("law-says", reading.language)
    quotes: list[Quote] = [_quoted(penalty, reading)]
    if duty is not None:
        quotes.extend(_duty(duty, reading))
    verdict: Verdict | None = None
    if ASKS_YES_NO.search(reading.understanding.own):
        verdict = "no" if ASKS_FINE.search(reading.understanding.own) and not fine else "yes"
    return Draft(lead + said, unique(tuple(quotes)), verdict)


def _quoted(penalty: Penalty, reading: Reading) -> Quote:
    words = reading.library.text(penalty.citation)
    return Quote(penalty.citation, penalty.quote if words is None or penalty.quote in words else words)


def _duty(duty: Evidence, reading: Reading) -> list[Quote]:
    for candidate in reading.ranked:
        if candidate.evidence.citation.provision == duty.citation.provision:
            clause = candidate.clause
            if clause.item is not None or clause.text.endswith("："):
                return [quote_paragraph(duty, clause.paragraph)]
            return [Quote(clause.citation, clause.text)]
    return []


def _unpunished(reading: Reading) -> Draft | None:
    """Say that the text has no sanction of its own for this, and where it leaves the matter."""
    best: Candidate = reading.best
    document = best.evidence.citation.document
    place = best.evidence.citation.provision
    said = say("no-penalty", reading.language, document=f"《{document}》", address=place.address)
    left = _left_elsewhere(reading, document, place.version)
    tail = left.text if left else ""
    quotes = (Quote(best.clause.citation, best.clause.text), *([left] if left else []))
    return Draft(said + tail, quotes, "no" if ASKS_FINE.search(reading.understanding.own) else None)


def _left_elsewhere(reading: Reading, document: str, version: str) -> Quote | None:
    from law.model import Citation

    for provision in reading.library.document(document, version).provisions:
        for clause in clauses(Citation(document, provision.address, version=version), provision):
            if LEFT.fullmatch(clause.text):
                return Quote(clause.citation, clause.text)
    return None
