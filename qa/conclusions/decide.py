"""The clause that decides a case: an exception behind the rule, a list of what is free of it, what is taken for something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.draft import Draft, Reading, proof
from qa.model import Verdict
from qa.question.kinds import ASKS_BESIDES, asks_yes_no
from qa.select import Candidate, core
from qa.wording.marks import negated, unreserved
from qa.wording.relevance import grams, subject
from qa.words import say
from qa.yes_no.excepted import shuts_out
from qa.yes_no.verdict import RELIEF, SELF_NEED, verdict

SPECIAL = re.compile(r"免[征收缴交]|免于|免予|不予|不再|无[须需]|不需要|也可以|可以不|但是?|除外|不适用|自愿")
"""What takes a case out of a rule or lets it off."""
NEAR = 0.75
"""A clause of another provision takes a case out of a rule where it scores at least this share of the rule."""
BEHIND = 0.2
"""Nor does one of its own provision that only shares words where it scores less than this share of it."""
SURELY, HARDLY = 0.93, 0.5
"""A rule that is read as the answer with the one probability gives way to no clause of its provision that is read as one with less than the other."""
REST = 0.2
"""Share of what the question says beyond the rule, from which on another clause is taken to be about the very case."""
COUNTS = re.compile(r"是指|视为|即为|认定|属于|包括|计入|作为")
MEANS = re.compile(r"是指|系指")
TAKEN_FOR = re.compile(
    r"(?P<not>(?:不|未|并非|禁止)(?:得|能|应当?|可以?|予|再|被)?)?"
    r"(?:(?P<before>视为|视同|即为|认定为?|属于|计入|作为|列入|纳入)(?P<opposite>未|不|没有|非|放弃|拒绝)?|包括|包含|是指|系指)"
)
"""机动车包括摩托车，不包括轮椅车; 因醉酒伤亡的，不得认定为工伤, where the thing stands before; 视为不同意, taken for the opposite."""
LEFT_OUT = re.compile(r"(?P<thing>[^，；。]{1,40})除外|除(?P<these>[^，；。]{1,40}?)以?外")
NAMED = 0.5
"""Share of the name of a thing from which on what a clause leaves out may be that thing; its last two characters have to stand there as well."""
ASKS_COUNTED = re.compile(
    r"算不算|算是|算(?=[^，。]{1,14}(?:吗|么|不|吧))|算作|属不属于|是否属于|属于[^，。；]{1,16}(?:吗|么)|等于|视为|相当于|计不计入|会不会占|算进"
)
"""抽奖抽中的汽车算不算购置; 不签收是不是就等于没送达."""
OF_BREACH = re.compile("(?:是|作|得上|构成)?(?:超期|逾期|违|犯|合[规法]|迟|晚|过期|侵权|失职)")
"""算不算违反规定, 算超期吗: whether a rule is kept, and not what is taken for what."""
COUNTED_NEAR = 0.85
ALIKE, SHARED = 0.45, 0.5
"""Likeness in meaning, or share of the words, from which on what is counted is the thing asked about."""


def deciding(reading: Reading, rule: Candidate) -> Candidate:
    """Return the clause that decides the case asked about, where another one than the rule does: the rule itself where none."""
    own = reading.understanding.own
    if not asks_yes_no(own):
        return rule
    best, share = rule, 0.0
    others = [one for one in reading.ranked if one is not rule and one.evidence.citation.document == rule.evidence.citation.document]
    if (out := next((one for one in others if shuts_out(own, rule.clause.whole, one.clause.whole)), None)) is not None:
        return out
    for one in others:
        here = one.evidence.citation == rule.evidence.citation
        words = one.clause.whole
        if not here and (one.score < NEAR * rule.score or not RELIEF.search(words)):
            continue
        better = here and one.score >= BEHIND * rule.score and one.words > rule.words and one.meaning > rule.meaning
        better = better and not (rule.answers(SURELY) and not one.answers(HARDLY)) and not _read_as_less(one, rule)
        if not (better or SPECIAL.search(words)) or verdict(own, words, one.judged) is None:
            continue
        said = beyond(reading, own, rule.clause.whole, one.clause.text)
        if said > share and (better or said >= REST):
            best, share = one, said
    return best


def _read_as_less(one: Candidate, other: Candidate) -> bool:
    """Say whether one clause is read as the answer with less than half of the probability of another."""
    return one.judged is not None and other.judged is not None and one.judged.answers < other.judged.answers / 2


def beyond(reading: Reading, question: str, rule: str, case: str) -> float:
    """Return how much of what a question says beyond a rule stands in a clause, 0 to 1."""
    known, there = set(grams(rule)), set(grams(case))
    rest = [gram for gram in dict.fromkeys(grams(subject(question))) if gram not in known]
    total = sum(map(reading.relevance.weight, rest))
    return sum(reading.relevance.weight(gram) for gram in rest if gram in there) / total if total else 0.0


def counted(reading: Reading) -> Draft | None:
    """Answer whether one thing is taken for another from the clause that says what counts as it; None where none does."""
    own = reading.understanding.own
    asked = ASKS_COUNTED.search(own)
    if asked is None or OF_BREACH.match(own, asked.end()) or not asks_yes_no(own) or SELF_NEED.search(own) or ASKS_BESIDES.search(own):
        return None
    fitting = [c for c in reading.ranked if COUNTS.search(c.clause.whole) and c.score >= COUNTED_NEAR * reading.best.score]
    if not fitting:
        return None
    best = max(fitting, key=lambda c: c.words + c.meaning)
    if best.meaning < ALIKE and best.words < SHARED:
        return None
    words = best.clause.whole
    holds = holding(own[: asked.start()], words)
    if holds is None:
        return None
    if holds and MEANS.search(words) and not LEFT_OUT.search(words) and best.judged and (read := verdict(own, words, best.judged)):
        says: Verdict = read  # a definition that leaves nothing out may yet not hold the thing
    else:
        says = "yes" if holds != denied(own, asked) else "no"
    return Draft(
        say("law-says", reading.language) + core(words, reading.wording, reading.relevance, COUNTS),
        proof(reading, best),
        says,
        ground=words,
    )


def holding(thing: str, words: str) -> bool | None:
    """Say which half of a clause holds a thing, what it counts or what it leaves out; None where neither does.

    >>> [holding(thing, "机动车包括摩托车，不包括轮椅车。") for thing in ("摩托车", "残疾人轮椅车", "公共汽车")]
    [True, False, None]
    """
    name = "".join(subject(thing).split()).rstrip("不没也就能")
    wanted = {gram for gram in grams(name) if len(gram) > 1} or {name}
    halves = list(_halves(unreserved(words)))
    counted_in, left_out = ("".join(there for counts, there in halves if counts is half) for half in (True, False))
    within, without = (sum(gram in there for gram in wanted) / len(wanted) for there in (counted_in, left_out))
    if not left_out:
        return True if counted_in else None
    if not counted_in:
        return False if without or any(link["before"] for link in TAKEN_FOR.finditer(words)) else None
    if any(len(kind) > 1 and name.endswith(kind) for kind in re.split("、|和|以及|，", left_out)):
        return False
    if without > within:
        return False if without >= NAMED and name[-2:] in left_out else None
    return True if within > without else None


def denied(question: str, asked: re.Match[str]) -> bool:
    """Say whether a question is whether something is not taken for another: 不算机动车吧, 等于没送达; not 没签字算不算送达."""
    return negated(re.sub("[^不没]", "", question[: asked.start()][-1:]) + question[asked.start() :])


def _halves(words: str) -> Iterator[tuple[bool, str]]:
    """Yield what a clause counts, True, and what it leaves out, False."""
    for part in re.split("[；。]", words):
        for found in LEFT_OUT.finditer(part):
            yield False, found["thing"] or found["these"]
        rest, done = LEFT_OUT.sub("", part), 0
        for link in TAKEN_FOR.finditer(rest):
            behind = TAKEN_FOR.search(rest, link.end())
            there = rest[done : link.start()] if link["before"] else rest[link.end() : behind.start() if behind else len(rest)]
            yield bool(link["not"]) == bool(link["opposite"]), there
            done = link.end()
