"""When a text takes effect, when it was promulgated, and what it repeals."""

from __future__ import annotations

import re

from law.model import CLOSING, NOTICE, ORDER, Document, Provision, Repeal
from qa.clauses import clauses
from qa.draft import Draft, Reading, unique
from qa.model import Quote
from qa.words import join, say

ASKS_REPEAL = re.compile(
    r"废止|作废|废除|废掉|失效|取代|替代|还有效|还管用|还能用|继续有效|repeal|abolish|supersede|replace|still (?:valid|in force|apply)",
    re.IGNORECASE,
)
ASKS_PROMULGATION = re.compile(r"(?:公布|发布|印发|出台|颁布|通过|签发|发文)(?!之日)|promulgat|\bissued\b|publish", re.IGNORECASE)
ASKS_EFFECT = re.compile(r"生效|施行|实施|执行|effect|force", re.IGNORECASE)
EFFECT = re.compile(r"起(?:施行|实施|执行|生效)")
REPEAL = re.compile(r"废止")
_GENERIC = re.compile(r"^.{2,8}?(?:省|市|自治区)(?:人民政府)?(?:关于)?")


def conclude_effect(reading: Reading) -> Draft | None:
    """Return the dates of the documents that the question means, or what repealed what."""
    question = reading.question
    if ASKS_REPEAL.search(question) and (draft := _repealed(reading)):
        return draft
    title = next(iter(reading.understanding.documents), reading.evidence[0].citation.document)
    version = next((e.citation.version for e in reading.evidence if e.citation.document == title), "")
    document = reading.library.document(title, version)
    if ASKS_REPEAL.search(question):
        return _repeals(reading, document)
    if ASKS_PROMULGATION.search(question) and not ASKS_EFFECT.search(question):
        return _promulgation(reading, document)
    return _effective(reading, document)


def chinese_date(iso: str) -> str:
    """Write an ISO date as texts do.

    >>> chinese_date("2018-02-01")
    '2018年2月1日'
    """
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _effective(reading: Reading, document: Document) -> Draft | None:
    name = f"《{document.title}》"
    if document.effective_date:
        quotes = _quotes(document, EFFECT)
        return (
            Draft(say("effective", reading.language, document=name, date=chinese_date(document.effective_date)), quotes[:1])
            if quotes
            else None
        )
    said = say("no-effective", reading.language, document=name)
    draft = _promulgation(reading, document)
    return Draft(said + draft.conclusion, draft.quotes) if draft else None


def _promulgation(reading: Reading, document: Document) -> Draft | None:
    if not document.promulgation_date:
        return None
    key = "promulgated" if document.kind == "regulation" else "issued"
    named = [p for p in document.front if p.address in (ORDER, NOTICE)] or list(document.front) or list(document.back)
    if not named:
        return None
    return Draft(
        say(key, reading.language, document=f"《{document.title}》", date=chinese_date(document.promulgation_date)),
        (Quote(reading_citation(document, named[0]), named[0].text),),
    )


def _repeals(reading: Reading, document: Document) -> Draft | None:
    name = f"《{document.title}》"
    if not document.repeals:
        return Draft(say("no-repeals", reading.language, document=name), _quotes(document, EFFECT)[:1])
    titles = [_named(repeal) for repeal in document.repeals]
    return Draft(name + say("repeals", reading.language, titles=join(titles, reading.language)), _quotes(document, REPEAL)[:1])


def _repealed(reading: Reading) -> Draft | None:
    """Answer for a text that is not here any more: a document here repealed it."""
    for entry in reading.library.entries():
        document = reading.library.document(entry.title, entry.version)
        for repeal in document.repeals:
            short = _GENERIC.sub("", repeal.title)
            if repeal.title in reading.question or (len(short) >= 4 and short in reading.question):
                words = say("repealed", reading.language, document=_named(repeal), by=f"《{document.title}》")
                return Draft(words.removeprefix("注意：").removeprefix("Note: "), _quotes(document, REPEAL)[:1], "no")
    return None


def _named(repeal: Repeal) -> str:
    return f"《{repeal.title}》" + (f"（{repeal.document_number}）" if repeal.document_number else "")


def _quotes(document: Document, pattern: re.Pattern[str]) -> tuple[Quote, ...]:
    """Quote the sentences that fit the pattern; numbered provisions and the closing come before the order that repeats them."""
    found: list[tuple[int, Quote]] = []
    for provision in document.all_provisions():
        place = reading_citation(document, provision)
        rank = 1 if provision.address == ORDER else 0
        found.extend((rank, Quote(c.citation, c.text)) for c in clauses(place, provision) if pattern.search(c.text))
    ranked = sorted(found, key=lambda pair: (pair[0], pair[1].citation.address != CLOSING))
    return unique(tuple(quote for _, quote in ranked)) if ranked else ()


def reading_citation(document: Document, provision: Provision):  # type: ignore[no-untyped-def]
    from law.model import Citation

    return Citation(document.title, provision.address, version=document.version)
