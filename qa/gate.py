"""Whether the texts answer at all: a question about what they do not hold is refused or corrected, with a reason."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from law.library import Library, UnknownDocument
from law.model import Citation, Document
from law.numerals import NumeralError, format_numeral, parse_numeral
from qa.draft import Draft, Reading, quote_clause, unique
from qa.model import Language, Quote, Understanding
from qa.relevance import Likeness, subject
from qa.retrieve import NAMED as NAMED_WHY
from qa.select import core
from qa.words import join, say

ENOUGH = 0.2
"""Least probability that the evidence answers. On 166 questions of the gazette, half of the set, with 600 questions about other laws: at .2,
93 % of the answerable ones pass and 73 % of those about other laws are refused; at .3, 90 % and 87 %."""
CLOSENESS, MET, SHARED, CLAUSE, NAMED, ENGLISH, BIAS = 4.6, 1.4, 2.2, 1.6, 0.7, -1.3, -3.9
"""Logistic regression (10-fold cross-validated) over: cosine of the best provision, words met, words shared, likeness of the best clause,
whether the question names a document, whether it is English."""
FOREIGN = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
"""The provinces: a question about one that no document here speaks of is not answered with another one's rule."""
TARGET_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?!\d|\s*月|年\s*\d+月)")
"""The year of a target, 2025年; not that of a date, 2018年2月."""


def misaddressed(understanding: Understanding, library: Library) -> Draft | None:
    """Correct a question that names a provision that does not exist, or a document that is not here."""
    for citation in understanding.citations:
        if citation.document in understanding.unknown or (citation.document and not _known(citation.document, library)):
            return _absent_document(citation.document, understanding, library)
        if citation.document and library.text(citation) is None:
            return _absent_address(citation, understanding.language, library)
        if not citation.document and not any(library.provision(Citation(e.title, citation.address)) for e in library.entries()):
            return _absent_everywhere(citation, understanding.language, library)
    if understanding.unknown and not understanding.documents and understanding.kind != "effect":
        return _absent_document(understanding.unknown[0], understanding, library)
    return None


def wrong_year(reading: Reading) -> Draft | None:
    """Correct a question about a year for which the clauses that answer give nothing: a target of another year."""
    asked = TARGET_YEAR.findall(reading.question)
    if not asked or reading.understanding.kind in ("effect", "article", "which", "penalty"):
        return None
    close = [c for c in reading.ranked[:12] if c.score >= 0.7 * reading.best.score]
    if any(set(asked) & set(c.clause.years) for c in close):
        return None
    dated = [c for c in close if c.clause.years and re.search(r"\d", c.clause.text)]
    if not dated:
        return None
    chosen = dated[0]
    reason = say(
        "refuse-year", reading.language, asked=join(asked, reading.language), present=join(list(chosen.clause.years), reading.language)
    )
    said = core(chosen.clause.text, reading.question, reading.relevance)
    return Draft(reason + said, unique(quote_clause(chosen.evidence, chosen.clause)), refused=True, reason=reason.strip())


def refusal(reading: Reading, likeness: Likeness) -> Draft | None:
    """Return why the evidence does not answer the question, or None where it does."""
    if not reading.ranked:
        return _silence(reading)
    named = any(one.why == NAMED_WHY for one in reading.evidence)
    if elsewhere(reading) or (not named and fitness(reading, likeness) < ENOUGH):
        return _silence(reading)
    return wrong_year(reading)


def elsewhere(reading: Reading) -> bool:
    """Say whether the question is about a province that no evidence speaks of."""
    asked = set(FOREIGN.findall(reading.question))
    texts = "".join(f"{one.citation.document}{one.provision.text}" for one in reading.evidence)
    return bool(asked) and not any(name in texts for name in asked)


def fitness(reading: Reading, likeness: Likeness) -> float:
    """Return how probable it is that the best provisions answer the question, 0 to 1."""
    asked = [reading.question, *reading.understanding.wordings]
    texts = [f"{one.citation.document}{one.provision.heading or ''}{one.provision.text}" for one in reading.evidence[:3]]
    closeness = max(dict(one.scores).get("dense", 0.0) for one in reading.evidence[:5])
    met = max((max(likeness.met(subject(one), texts)) for one in asked if subject(one).strip()), default=0.0)
    shared = max(reading.relevance.coverage(one, text) for one in asked for text in texts)
    score = CLOSENESS * closeness + MET * met + SHARED * shared + CLAUSE * reading.best.meaning + BIAS
    score += NAMED * bool(reading.understanding.documents) + ENGLISH * (reading.language == "en")
    return 1 / (1 + math.exp(-score))


def _silence(reading: Reading) -> Draft:
    language = reading.language
    absent = reading.relevance.missing(reading.understanding.own, [e.provision.text for e in reading.evidence[:3]])
    reason = (
        say("refuse-absent", language, terms=join(list(absent[:2]), language)) if absent and language == "zh" else say("refuse", language)
    )
    nearest = [reading.library.name(e.citation) for e in reading.evidence[:3]]
    tail = say("nearest", language, citations=join(nearest, language)) if nearest else ""
    return Draft(reason + tail, (), refused=True, reason=reason.strip())


def _known(title: str, library: Library) -> bool:
    try:
        library.document(title)
    except UnknownDocument:
        return False
    return True


def _absent_document(title: str, understanding: Understanding, library: Library) -> Draft:
    reason = say("unknown-document", understanding.language, title=title).strip()
    return Draft(reason, (), refused=True, reason=reason)


def _absent_address(citation: Citation, language: Language, library: Library) -> Draft:
    document = library.document(citation.document, citation.version)
    provision = library.provision(citation.provision)
    if provision is None:
        reason = _out_of_range(citation, document, language)
        last = [p for p in document.provisions if _number(p.address)][-1:]
        quotes = tuple(Quote(Citation(document.title, p.address, version=document.version), p.text) for p in last)
        return Draft(reason, quotes, refused=True, reason=reason)
    place = Citation(citation.document, citation.address, version=document.version)
    name = library.name(place)
    if citation.paragraph and citation.paragraph > len(provision.paragraphs):
        reason = say("no-paragraph", language, citation=name, n=format_numeral(citation.paragraph), count=len(provision.paragraphs)).strip()
    else:
        reason = say("no-item", language, citation=name, item=citation.item or "").strip()
    return Draft(reason, (Quote(place, provision.text),), refused=True, reason=reason)


def _out_of_range(citation: Citation, document: Document, language: Language) -> str:
    numbered = [p.address for p in document.provisions if _number(p.address)]
    name = f"《{document.title}》"
    if numbered and _number(citation.address):
        return say("no-article", language, document=name, address=citation.address, n=len(numbered), last=numbered[-1]).strip()
    return say("no-address", language, document=name, address=citation.address).strip()


def _absent_everywhere(citation: Citation, language: Language, library: Library) -> Draft:
    spans = [f"《{title}》共{count}条" for title, count in _counts(library)]
    reason = say("no-address", language, document=say("all-documents", language), address=citation.address).strip()
    return Draft(reason + ("（" + "，".join(spans) + "）" if spans else ""), (), refused=True, reason=reason)


def _counts(library: Library) -> Iterator[tuple[str, int]]:
    for entry in library.entries()[:20]:
        count = sum(1 for p in library.document(entry.title, entry.version).provisions if _number(p.address))
        if count:
            yield entry.title, count


def _number(address: str) -> int | None:
    """Return the number of an article, None for another kind of address: 第十二条 → 12."""
    match = re.fullmatch(r"第(.+?)条(?:之.+)?", address)
    try:
        return parse_numeral(match.group(1)) if match else None
    except NumeralError:
        return None
