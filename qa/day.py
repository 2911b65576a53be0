"""The day that a question is about, and the texts that applied then."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from law.library import Library
from law.model import Citation
from law.standing import Status
from qa.model import Evidence, Understanding
from qa.retrieve import NAMED
from qa.understand import LAST, last_article

DAY = re.compile(
    r"(?P<before>在|于|截至|截止到?|到|按|依|照)?\s*(?<!\d)(?P<year>(?:19|20)\d{2})\s*(?:年|-|/|\.)\s*(?:(?P<month>\d{1,2})\s*(?:月|-|/|\.)\s*)?(?:(?P<day>\d{1,2})\s*[日号]?)?\s*"
    r"(?P<behind>时|当时|那时|那年|那天|当天|当日|那会儿?|的时候|的规定|期间|底|末|初|举办|办的|发生|做的|违法|的行为|有效|适用|被处?罚|被查|受到?处?罚)?"
)
"""在2018年1月15日举办比赛 · 2017年时 · 截至2019年底."""
MONTHS = [name.lower() for name in month_name if name]
ENGLISH_DAY = re.compile(
    rf"\b(?:as of|on|back in|in force (?:in|on))\s+(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?=(?:{'|'.join(MONTHS)})\b))?(?:(?P<month>{'|'.join(MONTHS)})\s+)?(?:(?P<day>\d{{1,2}}),?\s+)?(?P<year>(?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
"""as of January 15, 2018; on 1 May 2020; back in 2017."""
BACK_THEN = re.compile(r"那会儿|当时|那时候?|当年的?(?=规定|标准|办法|条例)|(?:旧|老|原来)的?(?=规定|标准|办法|条例)")
"""我2018年开的店，按那会儿的规定要罚多少: the year is told before."""
OF_THE_TEXT = re.compile(
    r"施[行形]|生效|公布|发布|印发|废止|修[订改正]|通过|出台|颁布|目标|规划期|达到|增长|issued|promulgat|effect|repeal|target|goal",
    re.IGNORECASE,
)
"""What is asked of a text itself or of its targets: its dates are what is asked for, not the day asked about."""


class DayError(ValueError):
    """What was written is no day; the words say how one is written."""


def read_day(written: object) -> str | None:
    """Return a day as ``YYYY-MM-DD``, also where it is written 2018-1-5; None where none is given. Raises DayError for what is no day."""
    if not written:
        return None
    try:
        return date.fromisoformat("-".join(part.zfill(2) for part in str(written).split("-"))).isoformat()
    except ValueError as error:
        raise DayError(f"as_of “{written}”不是日期：请写成 YYYY-MM-DD，例如 2018-01-05") from error


def day_of(question: str) -> str | None:
    """Return the day that a question is about as ``YYYY-MM-DD``; None where it names none. A year or a month means its last day.

    >>> day_of("我在2018年1月15日办比赛，要审批吗")
    '2018-01-15'
    >>> day_of("2022年的目标是多少") is None
    True
    """
    if OF_THE_TEXT.search(question):
        return None
    for match in DAY.finditer(question):
        whole = bool(match["day"] and match["month"])
        if (
            match["behind"]
            or BACK_THEN.search(question, match.end())
            or (whole and match["before"])
            or (match["before"] in ("截至", "截止", "截止到"))
        ):
            return _iso(match["year"], match["month"], match["day"], match["behind"] == "初")
    for match in ENGLISH_DAY.finditer(question):
        month = str(MONTHS.index(match["month"].lower()) + 1) if match["month"] else None
        return _iso(match["year"], month, match["first"] or match["day"], False)
    return None


def dated(understanding: Understanding, library: Library, day: str | None) -> Understanding:
    """Return the understanding with each provision that it names in the version that was in force on the day."""
    if day is None:
        return understanding
    if LAST.search(understanding.own) and understanding.documents and (entry := library.version_on(understanding.documents[0], day)):
        last = last_article(library.document(entry.title, entry.version))
        return replace(understanding, citations=tuple(replace(place, version=entry.version) for place in last))
    return replace(understanding, citations=tuple(_in_force(citation, library, day) for citation in understanding.citations))


def applicable(evidence: Iterable[Evidence], library: Library, day: str | None) -> tuple[Evidence, ...]:
    """Return the evidence as it applied on a day, today where none is named: of several versions the one in force.

    What no version in force says stays, behind what is in force, unless the question names it: an answer from it says so first.
    """
    kept: dict[Citation, Evidence] = {}
    behind: dict[Citation, Evidence] = {}
    for one in evidence:
        found = _applying(one, library, day)
        if found is not None:
            place = kept if library.status(found.citation.provision, day).in_force or found.why == NAMED else behind
            place.setdefault(found.citation.provision, found)
    return (*kept.values(), *(one for citation, one in behind.items() if citation not in kept))


def forces(citations: Iterable[Citation], library: Library, day: str | None) -> Iterator[tuple[Citation, Status]]:
    """Yield the documents that are cited and were not in force on the day, with how they stood."""
    seen = set()
    for citation in citations:
        document = Citation(citation.document, version=citation.version)
        status = library.status(citation.provision, day)
        if document not in seen and not status.in_force:
            seen.add(document)
            yield document, status


def _applying(one: Evidence, library: Library, day: str | None) -> Evidence | None:
    """Return the provision in the version that applied; None where that version does not have it."""
    citation = one.citation
    if len(library.versions(citation.document)) < 2 or library.entry(citation).on(_or_today(day)).in_force:
        return one
    entry = library.version_on(citation.document, _or_today(day))
    if entry is None:
        return one
    place = replace(citation, document=entry.title, version=entry.version)
    provision = library.provision(place)
    return replace(one, citation=place, provision=provision) if provision else None


def _in_force(citation: Citation, library: Library, day: str) -> Citation:
    entry = library.version_on(citation.document, day) if citation.document and not citation.version else None
    return replace(citation, version=entry.version) if entry else citation


def _or_today(day: str | None) -> str:
    return day or date.today().isoformat()


def _iso(year: str, month: str | None, day: str | None, first: bool) -> str | None:
    """Return a day, of a month or year without one the first or the last; None where there is no such day."""
    if month is None:
        return f"{year}-01-01" if first else f"{year}-12-31"
    try:
        last = monthrange(int(year), int(month))[1]
        return date(int(year), int(month), int(day) if day else 1 if first else last).isoformat()
    except ValueError:
        return None
