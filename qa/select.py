"""Which sentence answers: clauses of the evidence, ranked for one question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.clauses import YEAR, Clause, clauses
from qa.model import Evidence, Kind, Understanding
from qa.relevance import Likeness, Relevance

DEPTH = 8
"""Provisions whose clauses are looked at."""
MEANING, WORDS, PLACE, FITTING, WRONG_YEAR = 0.5, 0.5, 0.6, 0.2, 0.6
"""Weights of likeness in meaning, shared words, rank of the provision, fitness for the kind, and a year that is not the one asked about."""

CONTINUED = 0.35
"""Weight of the questions before in a follow-up: 宁波呢 is about 宁波, though the question before named 杭州."""

PERIOD = r"\d+个?(?:工作)?(?:日|天|个月|月|年|小时|次)(?!\d*[月日])|[一二三四五六七八九十两半]+(?:个?(?:工作)?日|天|个月|年内|小时|次)|定期|及时|之日起|届满|期限|周期|同步|立即|即时|每年"
ANSWERS: dict[Kind, re.Pattern[str]] = {
    "penalty": re.compile(r"责令|罚款|处分|警告|没收|吊销|处罚|行业禁入|违约责任|赔偿责任"),
    "deadline": re.compile(PERIOD),
    "definition": re.compile(r"是指|所称|以下(?:简称|统称|称)"),
    "who": re.compile(r"负责|责任单位|牵头|会同|由[^，。]{2,24}(?:组织|制定|实施|批准|审核|公布|责令|处|依法|给予|确定)|应当|统筹|主管"),
    "effect": re.compile(r"起施行|废止|生效"),
    "approval": re.compile(r"许可|批准|审批|备案|审核|不得|可以|均可|应当|禁止|必须|鼓励|须"),
    "number": re.compile(r"\d"),
    "scope": re.compile(r"适用|参照"),
    "procedure": re.compile(r"应当|按照|程序|依照|经|通过|方式"),
}
"""What the words of an answer hold, by kind of question."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause with the evidence that it comes from and how well it fits the question."""

    clause: Clause
    evidence: Evidence
    score: float
    words: float
    meaning: float


def rank(
    understanding: Understanding, question: str, evidence: tuple[Evidence, ...], relevance: Relevance, likeness: Likeness
) -> list[Candidate]:
    """Return the clauses of the best provisions, best first. ``question`` is the question with its context filled in."""
    pool: list[tuple[Evidence, Clause]] = [
        (one, clause) for one in evidence[:DEPTH] for clause in clauses(one.citation, one.provision) if clause.text.strip()
    ]
    if not pool:
        return []
    top = max(one.score for one, _ in pool) or 1.0
    texts = [_words(clause) for _, clause in pool]
    meanings = _blended(understanding, [likeness(one, texts) for one in (question, *understanding.wordings)])
    shared = _blended(understanding, [[relevance.coverage(one, text) for text in texts] for one in (question, *understanding.wordings)])
    years = set(YEAR.findall(question))
    fits = ANSWERS.get(understanding.kind)
    ranked = []
    for (one, clause), meaning, words in zip(pool, meanings, shared, strict=True):
        score = MEANING * meaning + WORDS * words + PLACE * one.score / top
        if fits is not None and fits.search(clause.text if understanding.kind != "approval" else clause.lead + clause.text):
            score += FITTING
        if years and clause.years and not years & set(clause.years):
            score -= WRONG_YEAR
        ranked.append(Candidate(clause, one, score, words, meaning))
    return sorted(ranked, key=lambda candidate: -candidate.score)


def _blended(understanding: Understanding, scores: list[Sequence[float]]) -> list[float]:
    """Return one score a clause from those of the wordings: the best one, but what a follow-up adds counts more than what it continues."""
    if understanding.follow_up:
        return [CONTINUED * whole + (1 - CONTINUED) * max(rest) for whole, *rest in zip(*scores, strict=True)]
    return [max(of) for of in zip(*scores, strict=True)]


def _words(clause: Clause) -> str:
    return f"{clause.heading or ''}{clause.lead}{clause.text}"


SEGMENT = re.compile(r"[^，；。：]*[，；。：]?")


def core(sentence: str, question: str, relevance: Relevance, wanted: re.Pattern[str] | None = None, limit: int = 90) -> str:
    """Return the run of segments of a sentence that answers, at most about ``limit`` characters, verbatim, ended by a full stop."""
    if len(sentence) <= limit:
        return _ended(sentence)
    segments = [segment for segment in SEGMENT.findall(sentence) if segment]
    marks = [relevance.coverage(question, segment) + (0.35 if wanted and wanted.search(segment) else 0.0) for segment in segments]
    first = last = max(range(len(segments)), key=marks.__getitem__)
    while True:
        size = sum(map(len, segments[first : last + 1]))
        left = first > 0 and segments[first - 1][-1:] != "；" and size + len(segments[first - 1]) <= limit
        right = last + 1 < len(segments) and segments[last][-1:] != "；" and size + len(segments[last + 1]) <= limit
        if not left and not right:
            return _ended("".join(segments[first : last + 1]))
        if left and (not right or marks[first - 1] >= marks[last + 1]):
            first -= 1
        else:
            last += 1


def _ended(text: str) -> str:
    return re.sub(r"[，；：。、\s]+$", "", text) + "。"
