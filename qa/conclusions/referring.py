"""Rules that are stated elsewhere by reference: how often what 第十一条第（三）项 lists is done stands in 第十二条."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from law.model import Citation, Reference, paragraph_lines
from qa.draft import Draft, Reading, paragraph_place, quote_clause, unique
from qa.model import Evidence, Kind, Quote
from qa.select import ANSWERS, Candidate, core
from qa.wording.clauses import SENTENCE
from qa.words import say

PART = re.compile(r"[^；。]*[；。]?")
BY_REFERENCE: tuple[Kind, ...] = ("deadline", "who", "procedure", "number")
"""Kinds of questions whose answer may stand in a provision that refers to the one that is asked about."""

CARRIES_BACK = re.compile(r"(?:依照|按照|参照|比照)(?:本条)?[前上]款(?:的?规定)?(?:执行|办理|处理|实施)")
"""依照前款规定执行."""
OFTEN = re.compile(
    r"频[次率度]|多久|多长时间[^，。？?]{0,8}一?[次回趟轮遍]|周期|几[年月]一[次轮回]|每(?:年|月|季度?|个月)(?:[^，。？?]{0,8}[次轮回]|都?[得要应需]{1,2}[^，。？?多少几交缴]{1,4}(?=[，。？?吗]|$))|[一半每](?:年|个?月|季度?|周)[^，。？?]{0,8}几[次回趟轮遍]|[一二两三半]年[^，。？?]{0,4}[一二两三][次轮回]"
    r"|\bonce (?:a|an|every|each|in)\b|\bhow often\b|\bannually\b|\bevery (?:\w+ )?(?:year|month)s?\b|\btwelve months\b",
    re.IGNORECASE,
)
"""改成两年一轮站得住脚吗: how often something is done is asked, whatever else."""
NEAR, AHEAD = 0.5, 0.2
"""What a rule refers to is the thing asked about where it scores at least this share of the rule, and so much more than all else in its list."""

RULES = 5
"""Clauses, the best ones, of which one may rule by reference how often something is done."""


def referred(reading: Reading) -> Draft | None:
    """Return a rule that another provision states by reference, with the very clause that it refers to and the question describes, or None."""
    kind: Kind = "deadline" if OFTEN.search(reading.understanding.own) else reading.understanding.kind
    wanted = ANSWERS.get(kind)
    if kind not in BY_REFERENCE or wanted is None:
        return None
    best = reading.best
    if not wanted.search(best.clause.text):
        if ruled := _ruled(reading, best, reading.library.references_to(best.clause.citation), wanted):
            return ruled
        if not OFTEN.search(reading.understanding.own):
            return None
        # 年度计划里这一项也得每年测一回吗: the plan fits best, how often is ruled elsewhere
        often = (one for one in reading.ranked[:RULES] if one.clause.item is None and wanted.search(one.clause.text))
        rule = next((one for one in often if reading.library.references_from(one.clause.citation)), None)
        if rule is None:
            return None
        best = rule
    items = [one for one in reading.ranked if one.clause.item is not None and one.evidence is not best.evidence]
    if not items or items[0].score < max(
        [NEAR * best.score, *(one.score + AHEAD for one in items[1:] if one.evidence is items[0].evidence)]
    ):
        return None
    return _ruled(reading, items[0], (best.clause.citation,), wanted)


def carried_back(reading: Reading, draft: Draft) -> Draft:
    """Add what a clause that only says 依照前款规定执行 sends back to: the paragraph before it."""
    if draft.refused or not draft.quotes or not CARRIES_BACK.search(draft.ground or draft.conclusion):
        return draft
    sends = next((quote for quote in draft.quotes if CARRIES_BACK.search(quote.text)), draft.quotes[0])
    place = sends.citation
    former = replace(place, paragraph=(place.paragraph or 1) - 1)
    before = reading.library.text(former) if former.paragraph else None
    if not before:
        return draft
    quote = Quote(former, before)
    added = core(before, reading.wording, reading.relevance)
    if added.rstrip("。") in draft.conclusion:
        return draft
    return replace(draft, conclusion=draft.conclusion + added, quotes=unique((sends, quote, *draft.quotes)))


def _ruled(reading: Reading, subject: Candidate, rules: Iterable[Citation], wanted: re.Pattern[str]) -> Draft | None:
    """Return what the first of the rules says that refers to a clause."""
    here = subject.clause.citation
    for citing in rules:
        evidence = next((one for one in reading.evidence if one.citation.provision == citing.provision), None)
        if evidence is None:
            continue
        for reference in reading.library.references_from(citing):
            part = _part(evidence, reference)
            if (
                part
                and _means(reference, here)
                and not _excluded(part[1], reference.text)
                and wanted.search(part[1].rsplit("规定的", 1)[-1])
            ):
                return _drafted(reading, subject, part)
    return None


def _excluded(part: str, named: str) -> bool:
    """Say whether a rule is of all but what it refers to: 除第六条授予管理机构的各项职权以外，…仍由各主管部门负责管理."""
    return bool(re.search(rf"除[^，。；]*{re.escape(named)}[^，。；]*外", part))


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
    told = f"{subject}：{said}"
    return Draft(say("law-says", reading.language) + told, quotes, ground=told)
