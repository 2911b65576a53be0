"""The clause that says that nobody has to approve what a question asks an approval of."""

from __future__ import annotations

from qa.draft import Reading
from qa.question.kinds import asks_besides
from qa.select import Candidate
from qa.wording.marks import unreserved
from qa.yes_no.let_off import about_it
from qa.yes_no.verdict import DEMANDED, GIVES, SELF_NEED, freed

LEADING = 8
"""Clauses that are looked at, best first."""


def relieved(reading: Reading) -> Candidate | None:
    """Return the clause that lets off from approval the very thing that a question asks an approval of; None where none does."""
    known = reading.understanding
    own = known.spelt
    if known.citations or known.kind != "approval" or asks_besides(known.own) or not SELF_NEED.search(own):
        return None
    return next((one for one in reading.ranked[:LEADING] if about_it(own, one.clause.text)), None)


def let_off_beside(reading: Reading, candidate: Candidate) -> Candidate | None:
    """Return the clause of the provision of another, which demands no approval, that lets off from the approval asked for; none that does so in one case only."""
    own = reading.understanding.spelt
    if not SELF_NEED.search(own) or DEMANDED.search(candidate.clause.whole):
        return None
    here = (one for one in reading.ranked if one.evidence.citation == candidate.evidence.citation)
    return next((one for one in here if freed(own, one.clause.text) and "的，" not in unreserved(one.clause.text)), None)


def let_off_alone(reading: Reading) -> bool:
    """Say whether all that leads says of an approval is that another thing needs none: 比赛封路要报批吗, what is done with a thing is not let off with it."""
    own = reading.understanding.spelt
    about = {about_it(own, one.clause.text): one for one in reversed(reading.ranked[:LEADING])}
    if False not in about or True in about or about[False] is reading.best:
        return False in about and True not in about
    return not any(GIVES.search(one.clause.whole) for one in reading.ranked[:LEADING] if about_it(own, one.clause.text) is None)
