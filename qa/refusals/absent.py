"""Questions that name what does not exist: an article beyond the last one, a document that is not here or was repealed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from law.address import address_key
from law.library import Entry, Library, UnknownDocument
from law.model import NOTICE, ORDER, Citation, Document, Repeal
from law.naming import title_key
from law.numerals import NumeralError, format_numeral, parse_numeral
from qa.conclusions.documents import ASKS_VALID
from qa.conclusions.repealed import ASKS_REPEAL, titled
from qa.draft import Draft
from qa.model import Language, Quote, Understanding
from qa.question.addresses import divisions
from qa.question.kinds import asks_yes_no
from qa.question.numbered import bears, misnumbered
from qa.question.parts import parts
from qa.wording.clauses import clauses_of
from qa.words import say

AMENDING = re.compile(r"(?:修改|修订|修正|废止).*(?:决定|修正案)")
STAYS = re.compile(
    r"(?:继续|仍然?|还|依然|保留).{0,8}(?:有效|适用|施行)|\b(?:keep|kept|retain\w*|remain\w*|continue\w*|stay\w*|still)\b.{0,80}\b(?:in force|valid|effect)",
    re.IGNORECASE,
)
REPEALED = re.compile(
    r"(?:废止|取代|替代|废除|废掉)了?(?:的|原|旧|老)?[^，。？?]{0,12}[〔\[（(第\d]|号[^，。？?]{0,6}(?:被|给)?[^，。？?]{0,8}(?:废止|取代|替代|废除|废掉)|\b(?:repeal|replac|supersed|abolish)",
    re.IGNORECASE,
)
"""意见废止了浙政发〔2011〕4号文: the number of what was repealed is told."""
ASKS_USE = re.compile(
    r"管不管用|管用|[作算]不[作算]数|还[作算]数|还能用|能不能用|还[能得要该可以]*(?:照|按|依)(?:着|照)?[^，。？?]{0,8}(?:[办做来罚批管]|执行)"
)
"""以前那个办法现在还管不管用, 还能照它办事吗."""


def misaddressed(understanding: Understanding, library: Library) -> Draft | None:
    """Correct a question that names a provision that does not exist, or a document that is not here."""
    for citation in understanding.citations:
        if citation.document in understanding.unknown or (citation.document and not _known(citation.document, library)):
            if understanding.documents and understanding.kind not in ("article", "which"):
                continue  # 依据《行政处罚法》第三十二条，…: a law that is only the background of the question
            return _absent_document(citation.document, understanding, library)
        if not citation.address:  # 第二款 alone, or a 第三款 that is no paragraph at all
            continue
        titles = [citation.document] if citation.document else [entry.title for entry in library.entries()]
        if any(_is_division(Citation(title, citation.address), library) for title in titles):
            continue
        if AMENDING.search(citation.document or understanding.own):
            continue  # 修改决定对第二十一条作了什么调整: an article of what it amends
        if citation.document and library.text(citation) is None:
            return _absent_address(citation, understanding.language, library)
        if not citation.document and not any(library.provision(Citation(e.title, citation.address)) for e in library.entries()):
            return _absent_everywhere(citation, understanding.language, library)
    if (
        understanding.unknown
        and not understanding.documents
        and not (understanding.kind == "effect" and library.repealing(understanding.unknown[0]))
    ):
        return _absent_document(understanding.unknown[0], understanding, library)
    return _another_repealed(understanding, library) or _misnumbered(understanding, library) or _kept_in_force(understanding, library)


def _kept_in_force(understanding: Understanding, library: Library) -> Draft | None:
    """Correct a question that takes a repealed text, which it gives by its number, for one that stays in force."""
    if not STAYS.search(understanding.own) or (understanding.kind == "effect" and len(parts(understanding.spelt)) > 1):
        return None  # 意见自何时施行，旧通知是否继续有效: each is answered by itself
    for entry in library.entries():
        for repeal in library.document(entry.title, entry.version).repeals:
            if bears(understanding.own, repeal.document_number):
                return _gone(repeal, entry, understanding, library)
    return None


def _another_repealed(understanding: Understanding, library: Library) -> Draft | None:
    """Correct the number that a question gives a text which a document that it names repealed: 意见废止了浙政发〔2011〕4号文, which is 〔2001〕2号."""
    if len(understanding.documents) != 1 or not REPEALED.search(understanding.own):
        return None
    document = library.document(understanding.documents[0])
    if len(document.repeals) != 1 or not (number := document.repeals[0].document_number):
        return None
    texts = (provision.text for provision in document.all_provisions())
    if not misnumbered(understanding.own, number, library, texts, whatever=True):
        return None
    by = next(entry for entry in library.entries() if entry.title == document.title and entry.version == document.version)
    reason = say("was-repealed", understanding.language, document=titled(document.repeals[0]), by=f"《{document.title}》").strip()
    return replace(_gone(document.repeals[0], by, understanding, library), conclusion=reason, refused=True, reason=reason)


def _misnumbered(understanding: Understanding, library: Library) -> Draft | None:
    """Correct the number that a question gives a document where the document bears another one: 监测管理办法，省政府令第316号."""
    if len(understanding.documents) != 1:
        return None
    document = library.document(understanding.documents[0])
    number = document.document_number or ""
    texts = (provision.text for provision in document.all_provisions())
    if not misnumbered(understanding.own, number, library, texts):
        return None
    reason = say("number", understanding.language, document=f"《{document.title}》", value=number).strip()
    issued = [p for p in document.front if p.address in (ORDER, NOTICE)][:1]
    quotes = tuple(Quote(Citation(document.title, p.address, version=document.version), p.text) for p in issued)
    return Draft(reason, quotes, "no", refused=True, reason=reason)


def _is_division(citation: Citation, library: Library) -> bool:
    """Say whether an address is that of a chapter or section, which holds articles and no words of its own."""
    document = library.document(citation.document, citation.version)
    return any(label == address_key(citation.address) for label, _ in divisions(document))


def _known(title: str, library: Library) -> bool:
    try:
        library.document(title)
    except UnknownDocument:
        return False
    return True


def _absent_document(title: str, understanding: Understanding, library: Library) -> Draft:
    by = library.repealing(title)
    if by:
        return _gone(Repeal(title, None), by[0], understanding, library)
    reason = say("unknown-document", understanding.language, title=title).strip()
    return Draft(reason, (), refused=True, reason=reason)


def _gone(repeal: Repeal, by: Entry, understanding: Understanding, library: Library) -> Draft:
    """Say that a text was repealed, in the words that repeal it: an answer where its force is asked about, a correction elsewhere."""
    by_name = f"《{by.title}》"
    if library.versions(repeal.title):  # what replaced it has its title
        reason = say("was-repealed", understanding.language, document=titled(repeal), by=by_name).strip()
    else:
        reason = say("gone", understanding.language, title=repeal.title, by=by_name).strip()
    document = library.document(by.title, by.version)
    repealing = [clause for clause in clauses_of(document, document.all_provisions()) if "废止" in clause.text]
    repealing.sort(key=lambda clause: title_key(repeal.title) not in title_key(clause.text))
    quotes = tuple(Quote(clause.citation, clause.text) for clause in repealing)
    asked = any(asks.search(understanding.own) for asks in (ASKS_REPEAL, ASKS_VALID, ASKS_USE))
    return Draft(reason, quotes[:1], "no", refused=not (asked and asks_yes_no(understanding.own)), reason=reason)


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
        name = library.name(replace(place, paragraph=citation.paragraph))
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
