"""By which years a text means to reach its targets."""

from __future__ import annotations

import re

from qa.clauses import HORIZON
from qa.draft import Draft, Reading, quote_clause
from qa.relevance import grams, subject
from qa.select import Candidate, core
from qa.words import say

ASKS_YEAR = re.compile(r"年份|年限|哪一?年|哪几年|几几年|which years?|what years?", re.IGNORECASE)
TARGET = re.compile(r"(?:阶段|总体|发展|主要|工作|远期|近期|中期)*目标|(?:overall|general|main)? *(?:targets?|goals?)", re.IGNORECASE)
NEAR = 0.7
"""A year is looked for in clauses down to this share of the best score."""
MOST, LINE = 4, 60
"""Years in one answer, and characters for each."""


def conclude_years(reading: Reading) -> Draft | None:
    """Answer with every year that a provision sets, 力争到2022年，…; 力争到2030年，…, or None where no year is asked for or none is set."""
    if not ASKS_YEAR.search(reading.understanding.own):
        return None
    setting = [c for c in reading.ranked if HORIZON.search(c.clause.text) and c.score >= NEAR * reading.best.score]
    if not setting:
        return None
    chosen = min(setting, key=lambda c: _overall(reading, c)) if _asks_overall(reading) else setting[0]
    dated = [c for c in setting if c.evidence is chosen.evidence][:MOST]
    dated.sort(key=lambda c: HORIZON.findall(c.clause.text))
    quotes = tuple(quote for c in dated for quote in quote_clause(c.evidence, c.clause))
    said = "".join(core(c.clause.text, reading.question, reading.relevance, HORIZON, limit=LINE) for c in dated)
    return Draft(say("law-says", reading.language) + said, quotes)


def _asks_overall(reading: Reading) -> bool:
    """Say whether nothing is asked but the years of a document's targets, and not those of some matter in it."""
    titles = "".join(one.citation.document for one in reading.evidence)
    own = TARGET.sub(" ", ASKS_YEAR.sub(" ", reading.understanding.own))
    return not [pair for pair in grams(subject(own)) if len(pair) == 2 and pair not in titles]


def _overall(reading: Reading, candidate: Candidate) -> tuple[bool, int]:
    """Order clauses by how likely they set the target of the whole document: under a heading that says so, else at its beginning."""
    place = candidate.evidence.citation
    addresses = [provision.address for provision in reading.library.document(place.document, place.version).provisions]
    at = addresses.index(place.address) if place.address in addresses else len(addresses)
    return not TARGET.search(candidate.evidence.provision.heading or ""), at
