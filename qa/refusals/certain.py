"""Questions that the texts answer by what they are made of: a term that they define, a document's own dates, its scope, somebody's duties."""

from __future__ import annotations

from qa.conclusions.addressed import names_division
from qa.conclusions.basis import rests
from qa.conclusions.by_document import everywhere
from qa.conclusions.define import counts_as, defines
from qa.conclusions.documents import of_document, signs_order
from qa.conclusions.duties import conclude_duties
from qa.conclusions.lists import asks_for_heading
from qa.conclusions.readings import readings
from qa.conclusions.referring import OFTEN, referred
from qa.conclusions.relieved import relieved
from qa.conclusions.responsible import conclude_responsible
from qa.conclusions.scope import asks_scope, within_unit
from qa.draft import Reading
from qa.penalties.breaches import names_officials, tells_conduct


def certain(reading: Reading) -> bool:
    """Say whether the structure of the texts answers the question, so that likeness of words need not."""
    if reading.understanding.follow_up and reading.understanding.kind == "penalty" and not tells_conduct(reading.understanding.own):
        return any(reading.library.penalties_at(one.citation) for one in reading.evidence[:3])
    if readings(reading) or everywhere(reading) or counts_as(reading) or conclude_duties(reading) or names_officials(reading):
        return True
    if asks_for_heading(reading) or names_division(reading) or relieved(reading):
        return True
    if OFTEN.search(reading.understanding.own) and referred(reading) is not None:
        return True
    if not reading.understanding.documents:
        return defines(reading) or signs_order(reading)
    return (
        of_document(reading)
        or conclude_responsible(reading) is not None
        or rests(reading)
        or reading.understanding.kind == "scope"
        or asks_scope(reading)
        or within_unit(reading)
        or defines(reading)
    )
