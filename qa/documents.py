"""Conclusions about a document as a whole: when it takes effect, when and by whom it was issued, its number, what it repeals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from law.model import CLOSING, NOTICE, ORDER, Citation, Document, Provision, Repeal
from qa.clauses import clauses
from qa.draft import Draft, Reading, unique
from qa.model import Quote, Verdict
from qa.relevance import subject
from qa.titles import KIND, without_titles
from qa.understand import DOCUMENT_NAME
from qa.verdict import asks_yes_no
from qa.words import join, say

ASKS_REPEAL = re.compile(
    r"废止|作废|废除|废[掉了]|给废|失效|取代|替代|还有效|还管用|还能用|还算数|继续有效|repeal|abolish|supersede|replace|still (?:valid|in force|appl)",
    re.IGNORECASE,
)
ASKS_EFFECT = re.compile(r"生效|施行|实施|执行|实行|起用|管用|effect|force", re.IGNORECASE)
ASKS_NUMBER = re.compile(
    r"文号|令号|编号|第几号|多少号|几号(?:令|文)|document number|order (?:no|number)|number of the (?:order|notice|document)", re.IGNORECASE
)
ASKS_SIGNATORY = re.compile(
    r"谁签|签发|签署|谁署名|署名|签的|谁(?:发表|致辞|讲|说|写)的?|发表人|致辞人|\bsign(?:ed|s|atory)?\b", re.IGNORECASE
)
ASKS_AUTHORITY = re.compile(
    r"(?:谁|哪(?:个|级|家)?(?:部门|机关|单位|政府|机构)|什么(?:部门|机关|单位|机构))(?:来|给|负责)?(?:公布|发布|印发|制定|出台|颁布|发(?!展)|下发)|发文(?:机关|单位)|(?:发布|印发|制定|公布)(?:机关|单位|主体)"
    r"|who (?:issued|promulgated|published|made|adopted)|issu(?:ed|ing) (?:by|authority|body)|which (?:body|office|government|authority) issued",
    re.IGNORECASE,
)
ASKS_VALID = re.compile(r"现行有效|有效(?:吗|么|没|期)|还?在?(?:施行|生效)(?:吗|中)|still valid|in force", re.IGNORECASE)
OLD = re.compile(r"老的?|旧的?|原来的?|以前的?|之前的?|原有|\bold\b|\bearlier\b|\bprevious\b", re.IGNORECASE)
DAYS = re.compile(
    r"日期|时间|哪[一]?[天日年]|几[月号日]|什么时候|何时|同一?[天日]|一样|相同|分别|由|多久|\bwhen\b|\bwhom?\b|\bdate\b|\bsame\b",
    re.IGNORECASE,
)
ASKS_MEETING = re.compile(r"会议|meeting", re.IGNORECASE)
MEETING = re.compile(r"会议")
ASKS_PROMULGATION = re.compile(
    r"公布|发布|印发|出台|颁布|通过|签发|发文|落款|成文|promulgat|\bissued\b|publish|dated|signed", re.IGNORECASE
)
EFFECT = re.compile(r"起(?:施行|实施|执行|生效)")
REPEAL = re.compile(r"废止")
REGION = re.compile(r"^.{2,8}?(?:省|市|自治区)(?:人民政府)?(?:关于)?")
"""浙江省体育竞赛管理办法 is 体育竞赛管理办法 for those who live there."""


ASKED_DAY = re.compile(r"(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?")


def of_document(reading: Reading) -> bool:
    """Say whether nothing is asked but what a document says of itself: by whom it was issued, its number."""
    repeal = ASKS_REPEAL.search(reading.understanding.own) and asks_yes_no(reading.understanding.own)
    if reading.understanding.kind == "effect" or (repeal and reading.understanding.kind != "penalty"):
        return True
    question = _without_names(reading)
    rest = question
    for pattern in (ASKS_NUMBER, ASKS_SIGNATORY, ASKS_AUTHORITY, ASKS_VALID, ASKS_EFFECT, ASKS_PROMULGATION):
        rest = pattern.sub(" ", rest)
    left = re.findall(r"[一-鿿]|[A-Za-z]+", subject(DOCUMENT_NAME.sub(" ", DAYS.sub(" ", rest))))
    return rest != question and bool(reading.understanding.documents) and len(left) <= (2 if reading.language == "zh" else 3)


def _without_names(reading: Reading) -> str:
    """Return the question without the names of documents: 实施意见 asks for no 实施."""
    return KIND.sub("", without_titles(reading.understanding.own, reading.understanding.documents))


def conclude_document(reading: Reading) -> Draft | None:
    """Return what the documents that the question means say of themselves, or None where they are not asked for that."""
    if not of_document(reading):
        return None
    question = _without_names(reading)
    if ASKS_REPEAL.search(question) and (draft := _repealed(reading)):
        return draft
    title = next(iter(reading.understanding.documents), reading.evidence[0].citation.document)
    version = next((e.citation.version for e in reading.evidence if e.citation.document == title), "")
    document = reading.library.document(title, version)
    parts = list(_parts(question, document, reading))
    if not parts:
        return None
    verdicts = [draft.verdict for draft in parts if draft.verdict]
    return Draft(
        "".join(draft.conclusion for draft in parts), unique(tuple(q for d in parts for q in d.quotes)), verdicts[0] if verdicts else None
    )


def chinese_date(iso: str) -> str:
    """Write an ISO date as texts do.

    >>> chinese_date("2018-02-01")
    '2018年2月1日'
    """
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _parts(question: str, document: Document, reading: Reading) -> Iterator[Draft]:
    if ASKS_REPEAL.search(question) and not ASKS_VALID.search(question):
        yield _repeals(reading, document)
    if ASKS_NUMBER.search(question) and document.document_number:
        yield _field(reading, document, "number", document.document_number)
    if ASKS_SIGNATORY.search(question) and document.signatory:
        yield _field(reading, document, "signatory", document.signatory)
    if ASKS_MEETING.search(question) and (met := _sentences(document, MEETING)):
        yield Draft(met[0].text, met[:1])
    if ASKS_AUTHORITY.search(question) and document.issuing_authority:
        yield _field(reading, document, "authority", document.issuing_authority)
    if ASKS_VALID.search(question) or (ASKS_EFFECT.search(question) and not ASKS_REPEAL.search(question)):
        yield from _effective(reading, document)
    elif ASKS_PROMULGATION.search(question) and not ASKS_REPEAL.search(question) and _asks_when(question):
        yield from _promulgation(reading, document)


def _asks_when(question: str) -> bool:
    """Say whether a date is asked for, and not only by whom a text was issued."""
    return not ASKS_AUTHORITY.search(question) or bool(DAYS.search(re.sub("由|whom?", "", question)))


def _field(reading: Reading, document: Document, key: str, value: str) -> Draft:
    return Draft(say(key, reading.language, document=f"《{document.title}》", value=value), _issued(document))


def _effective(reading: Reading, document: Document) -> Iterator[Draft]:
    name = f"《{document.title}》"
    if document.effective_date:
        said = say("effective", reading.language, document=name, date=chinese_date(document.effective_date))
        if document.effective_date == document.promulgation_date:
            said += say("on-promulgation", reading.language)
        yield Draft(said, _sentences(document, EFFECT)[:1], _in_force(reading.understanding.own, document.effective_date))
    else:
        yield Draft(say("no-effective", reading.language, document=name), ())
        yield from _promulgation(reading, document)


def _in_force(question: str, effective: str) -> Verdict | None:
    """Say whether a document had taken effect on the day that a yes/no question names."""
    day = ASKED_DAY.search(question)
    if not asks_yes_no(question):
        return None
    if day is None:
        return "yes" if ASKS_VALID.search(question) else None
    iso = f"{day['year']}-{int(day['month']):02}-{int(day['day'] or 28):02}"
    return "yes" if iso >= effective else "no"


def _promulgation(reading: Reading, document: Document) -> Iterator[Draft]:
    if document.promulgation_date:
        key = "promulgated" if document.kind == "regulation" else "issued"
        date = chinese_date(document.promulgation_date)
        yield Draft(say(key, reading.language, document=f"《{document.title}》", date=date), _issued(document))


def _issued(document: Document) -> tuple[Quote, ...]:
    """Quote the order or notice that issues a document; where it has none, its closing or its first words."""
    named = [p for p in document.front if p.address in (ORDER, NOTICE)]
    places = named or [p for p in document.back if p.address == CLOSING] or list(document.front) or list(document.provisions)
    return tuple(Quote(_place(document, provision), provision.text) for provision in places[:1])


def _repeals(reading: Reading, document: Document) -> Draft:
    name = f"《{document.title}》"
    if not document.repeals:
        return Draft(say("no-repeals", reading.language, document=name), _sentences(document, EFFECT)[:1])
    titles = [_named(repeal) for repeal in document.repeals]
    verdict: Verdict | None = "no" if OLD.search(reading.understanding.own) and asks_yes_no(reading.understanding.own) else None
    said = say("repeals", reading.language, document=name, titles=join(titles, reading.language))
    return Draft(said, _sentences(document, REPEAL)[:1], verdict)


def _repealed(reading: Reading) -> Draft | None:
    """Answer for a text that is not here any more: a document here repealed it."""
    for entry in reading.library.entries():
        document = reading.library.document(entry.title, entry.version)
        for repeal in document.repeals:
            short = REGION.sub("", repeal.title)
            known = repeal.title in reading.question or (len(short) >= 4 and short in reading.question)
            if known or (repeal.document_number and repeal.document_number in reading.question):
                words = say("was-repealed", reading.language, document=_named(repeal), by=f"《{document.title}》")
                return Draft(words, _sentences(document, REPEAL)[:1], "no")
    return None


def _named(repeal: Repeal) -> str:
    return f"《{repeal.title}》" + (f"（{repeal.document_number}）" if repeal.document_number else "")


def _sentences(document: Document, pattern: re.Pattern[str]) -> tuple[Quote, ...]:
    """Quote the sentences that fit the pattern; numbered provisions and the closing come before the order that repeats them."""
    found: list[tuple[int, Quote]] = []
    for provision in document.all_provisions():
        rank = 1 if provision.address == ORDER else 0
        found += [(rank, Quote(c.citation, c.text)) for c in clauses(_place(document, provision), provision) if pattern.search(c.text)]
    return tuple(quote for _, quote in sorted(found, key=lambda pair: pair[0]))


def _place(document: Document, provision: Provision) -> Citation:
    return Citation(document.title, provision.address, version=document.version)
