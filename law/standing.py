"""When a document is in force: from which day, until which day, and what ended it.

A text is in force from the day that it names, or, where it was amended later, from the day of the amendment; from its promulgation where it
names none. It ends where it says so
itself (有效期五年), where a later version of the same title begins, or where another document repeals it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from law.address import format_citation
from law.fields import DAY, date_in_name, iso_date
from law.history import in_force_on
from law.model import CLOSING, PREAMBLE, Citation, Document, Provision
from law.numerals import NumeralError, parse_numeral

State = Literal["in force", "not yet in force", "repealed", "replaced", "expired"]

OF_THIS_DOCUMENT = re.compile(r"本[^，。；的]{1,8}?(?:自|从|由|有效期|试行期?|施行|实施|执行|期限)|^有效期|现予|予以公布")
"""本办法自2018年2月1日起施行，有效期五年; 本意见有效期至2020年12月31日"""
VALID_UNTIL = re.compile(rf"(?:有效期限?|施行|实施|执行|试行)[^。；]{{0,24}}?(?:至|到)({DAY})(?:止|废止|失效|$|，)")
"""有效期至2020年12月31日; 自2018年1月1日起试行，至2019年12月31日止"""
VALID_FOR = re.compile(
    r"(?:有效期限?|试行期限?|暂行期限?|施行期限?|实施期限|执行期限)(?:为|暂定|暂定为|是)?([一二两三四五六七八九十\d]{1,3})年"
)
"""有效期5年; 试行期为两年"""
FIGURES = re.compile(r"\d{1,9}|[〇零一二三四五六七八九十百]{1,9}(?=号)")
"""〔2017〕47号; 第二十一号"""
DELETED = re.compile(r"[（(〔]? ?(?:本条)?(?:已?(?:删去|删除|废止|失效)) ?[）)〕]?。?")
"""第一百九十九条 （删去）"""


@dataclass(frozen=True, slots=True)
class Status:
    """How a document or provision stands on a day."""

    state: State
    since: str | None = None
    """First day in force; None where the text names none."""
    until: str | None = None
    """First day on which it is no longer in force; None while nothing in the library ends it."""
    by: str | None = None
    """What ends it: the title of the document that repeals it, or the printed citation of the version that replaces it."""

    @property
    def in_force(self) -> bool:
        """Whether it may be stated as law in force."""
        return self.state == "in force"

    @property
    def last_day(self) -> str | None:
        """Last day in force, as 有效期至 names it; None while nothing in the library ends it."""
        return _day_before(self.until)


@dataclass(frozen=True, slots=True)
class Term:
    """The days between which a document is in force, and how it ends."""

    since: str | None = None
    until: str | None = None
    ended: State | None = None
    """``repealed``, ``replaced`` or ``expired``; None while it is open."""
    by: str | None = None

    @property
    def last_day(self) -> str | None:
        """Last day in force, as 有效期至 names it."""
        return _day_before(self.until)

    def on(self, day: str) -> Status:
        """Return how the document stands on a day, ``YYYY-MM-DD``; one repealed without a day counts as repealed on all days."""
        if self.since is not None and day < self.since:
            return Status("not yet in force", self.since, self.until, self.by)
        if self.ended is not None and (self.until is None or day >= self.until):
            return Status(self.ended, self.since, self.until, self.by)
        return Status("in force", self.since, self.until, self.by)

    def earlier(self, other: Term) -> Term:
        """Return the one of two ends of the same document that comes first."""
        if other.ended is None:
            return self
        if self.ended is None or (other.until or "") < (self.until or ""):
            return Term(self.since, other.until, other.ended, other.by)
        return self


OPEN = Term()
"""The term of a document that names no day."""


def read_term(document: Document) -> Term:
    """Return the term of a document as its own words tell it: amendments move its beginning, 有效期 sets its end."""
    since = _first_day(document)
    begin = document.effective_date or since
    for sentence in _closing_sentences(document):
        if not OF_THIS_DOCUMENT.search(sentence):
            continue
        if found := VALID_UNTIL.search(sentence):
            until = _next_day(iso_date(found[1]))
            return Term(since, until, "expired") if until else Term(since)
        if begin and (found := VALID_FOR.search(sentence)):
            until = _years_later(begin, found[1])
            return Term(since, until, "expired") if until else Term(since)
    return Term(since)


@dataclass(frozen=True, slots=True)
class Held:
    """What :func:`find_ends` must know of a document among others."""

    id: int
    title: str
    key: str
    """One spelling of the title for all, see ``law.naming.title_key``."""
    version: str
    number: str
    """One spelling of the document number, or ``""``."""
    repeals: tuple[str, ...]
    """Key of title and number of what it repeals, with a tab between them."""
    term: Term


def find_ends(documents: Sequence[Held]) -> dict[int, Term]:
    """Return the terms of all documents that end, by id: by their own words, by a later version of the title, by a repeal; the first counts."""
    terms = {document.id: document.term for document in documents}
    by_key: defaultdict[str, list[Held]] = defaultdict(list)
    for document in documents:
        by_key[document.key].append(document)
    for versions in by_key.values():
        for earlier, later in pairwise(sorted(versions, key=lambda one: (one.term.since or one.version, one.version))):
            if later.term.since:
                by = format_citation(Citation(later.title, version=later.version))
                terms[earlier.id] = terms[earlier.id].earlier(Term(None, later.term.since, "replaced", by))
    for document in documents:
        for line in document.repeals:
            key, number = line.split("\t")
            for other in by_key.get(key, ()):
                another = other.id == document.id or not _may_be_one(number, other.number)
                if not another and (not document.version or other.version < document.version):
                    terms[other.id] = terms[other.id].earlier(Term(None, document.term.since, "repealed", document.title))
    return {number: term for number, term in terms.items() if term.ended}


def is_deleted(provision: Provision) -> bool:
    """Tell whether nothing is left of a provision but the remark that it was deleted: ``第一百九十九条 （删去）``."""
    text = provision.text
    return len(text) <= 12 and bool(DELETED.fullmatch(text))


def _first_day(document: Document) -> str | None:
    """Return the day that a text names, or a later one on which it came into force as amended; its promulgation where it names none."""
    days = [document.effective_date, in_force_on(document.history)]
    if document.effective_date is None or _is_amended(document, document.effective_date):
        days.append(document.promulgation_date)
    return max(filter(None, days), default=None)


def _is_amended(document: Document, effective: str) -> bool:
    """Tell whether the promulgation may be that of an amendment: a note says so, or the text had been enacted when it came into force.

    Else a text promulgated after the day that it names reaches back: a notice of March 1 with 自2018年1月1日起施行.
    """
    enacted = any(event.act in ("修正", "修订") or (event.act != "施行" and event.day <= effective) for event in document.history)
    return enacted or document.promulgation_date == date_in_name(document.source.file)


def _may_be_one(number: str, other: str) -> bool:
    """Tell whether two document numbers may mean one: 省政府令第239号 and 浙江省人民政府令第239号 do, for offices have more names than one.

    What only one of them names, as the day of the order (2003年4月9日国务院令第375号), tells nothing.
    """
    one, two = ([parse_numeral(figure) for figure in FIGURES.findall(words)] for words in (number, other))
    named = min(len(one), len(two))
    return named == 0 or one[-named:] == two[-named:]


def _closing_sentences(document: Document) -> list[str]:
    matters = (
        *(matter for matter in document.front if matter.address != PREAMBLE),
        *document.provisions[-3:],
        *(matter for matter in document.back if matter.address == CLOSING),
    )
    return [sentence for matter in matters for sentence in re.split(r"[。；\n]", matter.text) if "期" in sentence or "止" in sentence]


def _day_before(day: str | None) -> str | None:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day else None


def _next_day(day: str | None) -> str | None:
    """Return the day after a day; None without a day, and after the last day that there is (9999年12月31日)."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else None
    except OverflowError:
        return None


def _years_later(day: str, years: str) -> str | None:
    first = date.fromisoformat(day)
    try:
        year = first.year + parse_numeral(years)
        leap = (first.month, first.day) == (2, 29)
        return (date(year, 3, 1) if leap and year % 4 else first.replace(year=year)).isoformat()
    except (ValueError, NumeralError):
        return None
