"""Rules that are stated elsewhere by reference: how often what 第十一条第（三）项 lists is done stands in 第十二条."""

from __future__ import annotations

import re

from law.model import Citation, Reference, paragraph_lines
from qa.clauses import SENTENCE
from qa.draft import Draft, Reading, paragraph_place, quote_clause, unique
from qa.model import Evidence, Kind, Quote
from qa.select import ANSWERS, Candidate
from qa.words import say

PART = re.compile(r"[^；。]*[；。]?")
BY_REFERENCE: tuple[Kind, ...] = ("deadline", "who", "procedure", "number")
"""Kinds of questions whose answer may stand in a provision that refers to the one that is asked about."""


def referred(reading: Reading) -> Draft | None:
    """Return the rule of another provision that refers to the very clause that the question describes, or None."""
    wanted = ANSWERS.get(reading.understanding.kind)
    best = reading.best
    if reading.understanding.kind not in BY_REFERENCE or wanted is None or wanted.search(best.clause.text):
        return None
    here = best.clause.citation
    for citing in reading.library.references_to(here):
        evidence = next((one for one in reading.evidence if one.citation.provision == citing.provision), None)
        if evidence is None:
            continue
        for reference in reading.library.references_from(citing):
            part = _part(evidence, reference)
            if part and _means(reference, here) and wanted.search(part[1].rsplit("规定的", 1)[-1]):
                return _drafted(reading, best, part)
    return None


def _means(reference: Reference, here: Citation) -> bool:
    """Say whether a reference is to the clause: to its item, or to all of its article."""
    targets = [target for target in reference.targets if target.provision == here.provision]
    return any(target.item == here.item or (target.item is None and target.paragraph in (None, here.paragraph)) for target in targets)


def _part(evidence: Evidence, reference: Reference) -> tuple[Quote, str] | None:
    """Return the paragraph that makes the reference, and the part of its sentence that the reference stands in."""
    start = 0
    for paragraph in evidence.provision.paragraphs:
        at = reference.start - start
        for match in PART.finditer(paragraph.text):
            if match.start() <= at < match.end():
                return Quote(paragraph_place(evidence, paragraph), paragraph.text), match.group()
        start += len("\n".join(paragraph_lines(paragraph))) + 1
    return None


def _drafted(reading: Reading, best: Candidate, part: tuple[Quote, str]) -> Draft:
    said = re.sub(r"[；，。]$", "", part[1]) + "。"
    subject = re.sub(r"[；，。]$", "", SENTENCE.findall(best.clause.text)[0])
    quotes = unique((part[0], *quote_clause(best.evidence, best.clause)))
    return Draft(say("law-says", reading.language) + f"{subject}：{said}", quotes)
