"""By which years a text means to reach its targets."""

from __future__ import annotations

import re
from itertools import groupby

from qa.draft import Draft, Reading, quote_clause, unique
from qa.model import Quote
from qa.question.meant import DOCUMENT_NAME
from qa.select import core
from qa.wording.clauses import HORIZON, clauses_of
from qa.wording.relevance import grams, subject
from qa.words import say

ASKS_YEAR = re.compile(r"年份|年限|哪一?年|哪几年|几几年|which years?|what years?", re.IGNORECASE)
TARGET = re.compile(r"(?:阶段|总体|发展|主要|工作|远期|近期|中期)*目标|(?:overall|general|main)? *(?:targets?|goals?)", re.IGNORECASE)
SPAN = re.compile(r"\d{4}年?(?:[—－–~～-]+|至|到)\d{4}年")
"""2018—2020年，…每年统筹安排1亿元: a clause that gives the years of its own matter is not passed over for the years of a target."""
NEAR = 0.7
"""A year is looked for in clauses down to this share of the best score."""
MOST, LINE = 4, 60
"""Years in one answer, and characters for each."""


def conclude_years(reading: Reading) -> Draft | None:
    """Answer with every year that a provision sets, 力争到2022年，…; 力争到2030年，…, or None where no year is asked for or none is set."""
    if not ASKS_YEAR.search(reading.understanding.own):
        return None
    if len(reading.understanding.documents) == 1 and _asks_overall(reading):
        return _of_document(reading, reading.understanding.documents[0])
    if SPAN.search(reading.best.clause.text):
        return None
    setting = [c for c in reading.ranked if HORIZON.search(c.clause.text) and c.score >= NEAR * reading.best.score]
    dated = [c for c in setting if c.evidence is setting[0].evidence]
    return _drafted(reading, [(c.clause.text, quote_clause(c.evidence, c.clause)) for c in dated])


def _of_document(reading: Reading, title: str) -> Draft | None:
    """Answer with the years of a document's targets: those under the heading that says so, else those that it sets first."""
    document = reading.document(title)
    dated = (clause for clause in clauses_of(document, document.provisions) if HORIZON.search(clause.text))
    setting = [tuple(of) for _, of in groupby(dated, key=lambda clause: clause.citation.provision)]
    best = min(setting, key=lambda of: not TARGET.search(of[0].heading or ""), default=())
    return _drafted(reading, [(clause.text, (Quote(clause.citation, clause.text),)) for clause in best])


def _drafted(reading: Reading, found: list[tuple[str, tuple[Quote, ...]]]) -> Draft | None:
    if not found:
        return None
    found = sorted(found[:MOST], key=lambda one: HORIZON.findall(one[0]))
    said = "".join(core(words, reading.wording, reading.relevance, HORIZON, limit=LINE) for words, _ in found)
    return Draft(say("law-says", reading.language) + said, unique(tuple(quote for _, quotes in found for quote in quotes)))


def _asks_overall(reading: Reading) -> bool:
    """Say whether nothing is asked but the years of a document's targets, and not those of some matter in it."""
    titles = "".join(one.citation.document for one in reading.evidence)
    own = TARGET.sub(" ", ASKS_YEAR.sub(" ", DOCUMENT_NAME.sub(" ", reading.understanding.own)))
    return not [pair for pair in grams(subject(own)) if len(pair) == 2 and pair not in titles]
