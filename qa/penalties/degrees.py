"""Penalties by degree (处罚档次): a list whose items fine the same conduct by how grave it is, 砍伐一级古树的，处…；砍伐二级古树的，处…."""

from __future__ import annotations

import re

from law.model import Penalty
from law.sanctions import imposes
from qa.case.conditions import tells_circumstances
from qa.draft import Reading
from qa.wording.clauses import Clause, clauses
from qa.yes_no.affirmed import NUMBERS

CARRIES = re.compile("[的未不和或者及与以，、]")
"""What every item has, of whatever it speaks."""
ALIKE = 0.7
"""Items are degrees of one thing where they share so much of the shortest: 超载不足两成的 and 超载两成以上的, not 未备案的 and 未公示的."""
GRAVITY = "情节"
"""情节较轻的, 情节严重的: what such items share is the word alone."""
BY_NUMBER = re.compile("违反[^，]*第[^，]*[条款项]")
"""违反第三项规定的, 违反第五项规定的: breaches of different duties."""


def degrees(reading: Reading, penalty: Penalty) -> tuple[Clause, ...]:
    """Return the items of the list that a penalty is one of, where they are degrees of one thing and the question singles none out; otherwise nothing.

    砍古树罚多少 is answered by all three of them: the first one alone would be taken for the fine.
    """
    place, asked = penalty.citation, reading.question
    provision = reading.library.provision(place.provision) if place.item else None
    if provision is None or tells_circumstances(asked) or NUMBERS.search(asked):
        return ()
    listed = [one for one in clauses(place.provision, provision) if one.item is not None and one.citation.paragraph == place.paragraph]
    if len(listed) < 2 or not all(imposes(one.text) for one in listed):
        return ()
    cases = [re.split("[，,]", one.text)[0] for one in listed]
    letters = [set(CARRIES.sub("", case)) for case in cases]
    alike = len(set.intersection(*letters)) >= ALIKE * min(map(len, letters)) or all(case.startswith(GRAVITY) for case in cases)
    if not alike or any(map(BY_NUMBER.match, cases)):
        return ()
    pairs = [{case[at : at + 2] for at in range(len(case) - 1)} for case in cases]
    own = [mine.difference(*(other for other in pairs if other is not mine)) for mine in pairs]
    return () if any(pair in asked for each in own for pair in each) else tuple(listed)
