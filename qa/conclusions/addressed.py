"""Questions about addresses: what an article, paragraph, item or chapter says, what a reference points at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from law.address import address_key, read_number
from law.model import Citation
from law.numerals import format_numeral
from qa.draft import Draft, Reading, quote_clause, unique
from qa.model import Quote
from qa.question.addresses import divisions, mentions, usual
from qa.question.meant import DOCUMENT_NAME
from qa.retrieve import NAMED
from qa.select import core
from qa.understand import LAST
from qa.wording.clauses import clauses
from qa.wording.relevance import grams, subject
from qa.wording.titles import besides
from qa.words import join, say

WITHIN = re.compile(
    r"(?:里|中|内)(?:面)?(?:所)?(?:说|提到|讲|指|写|规定|列|称|引用)?(?:到)?的|所称|所说|提到|所指|所列|指的是|引用|refers? to|mention",
    re.IGNORECASE,
)
"""第二十条里说的第十条第一款是哪些义务; 第十二条所称“第十条第（一）项”."""
POINTED = re.compile(r"(?:援引|引用|指向|提到|提及|里说|中说|所称|参照)的?[^，。]{0,12}第[^，。]{1,10}[条款项]")
"""监测周期条款所援引的第十条第（一）项."""
ASKS_MEANT = re.compile(r"(?:具体|分别)(?:是指|指|是)(?:的是)?(?:哪|什么|啥)|指(?:的是)?(?:哪|什么|啥)|对应(?:的是)?(?:哪|什么)")
SAYS_WHAT = re.compile(
    r"(?:说|讲|写|管|规定|提)的?(?:是|了|些|到)*(?:什么|啥|哪些|哪[一-鿿]{0,3}事)的?|(?:主要)?内容(?:是什么)?|是?(?:什么|啥)意思|一句话|讲讲|说说|概括|简单"
)
"""二、（三）讲的是哪摊子事; 第二十三条是管什么的？一句话."""
SAYS_AND = re.compile(
    r"(?P<says>.*?(?:(?:说|讲|写|管|规定|提)的?(?:是|了|些|到)*(?:什么|啥)(?:了|呀|啊|呢|的|内容|东西)?|内容(?:是(?:什么|啥))?|是(?:什么|啥)(?:意思)?|(?:怎么|咋)(?:说|讲|写|规定)的?"
    r"|\b(?:what|read|show|quote)\b[^?.]*?))(?:[，,；;。？?！!—–]+|\s-+\s|\s?\?|\.\s|(?<=[一-鿿])\s+)(?P<more>[^，,。？?]{2,}.*)$",
    re.IGNORECASE,
)
HARDLY = 3
"""Han characters that a question may hold beside an address and what it is called, where all that stands there is asked for."""
MOST = 12
"""Provisions referred to in one answer."""
REQUEST = re.compile(
    r"请?(?:引用|列出|查|找|给出|摘录|复述|告诉我|看一下|看看)|全文|原文|条文|内容|规定|具体|讲|写|说|意思|解释|分别|quote|cite|full text|text|paragraph|item|article|of|the|say",
    re.IGNORECASE,
)
CHAPTER = re.compile(r"(?:第\s?[一二三四五六七八九十百\d]+\s?[章节编]\s?的?)+(?<!的)")
PARTS_OF_TEXTS = re.compile(r"第\s?([一二三四五六七八九十百\d]+)\s?([章节编])")
BEFORE = re.compile(r"前[一二两三]?(?P<what>款|条|项)")


def conclude_addressed(reading: Reading) -> Draft | None:
    """Return what the addresses in a question say, or None where the question is not about them."""
    if found := conclude_division(reading):
        return found
    if before := _before(reading):
        return before
    if reading.understanding.kind == "article" or _only_address(reading):
        return _article(reading)
    return None


def asked_besides(reading: Reading) -> str:
    """Return what a question asks beside what a provision says that it names: 是罚钱吗 of 第十九条到底写了些啥，是罚钱吗; ``""`` where it asks no more.

    >>> [" ".join(found.groups()) for found in [SAYS_AND.match("第十九条写了些啥，是罚钱吗")] if found]
    ['第十九条写了些啥 是罚钱吗']
    """
    known = reading.understanding
    own = usual(LAST.sub(lambda last: known.citations[0].address if known.citations else last[0], known.own))
    found = SAYS_AND.match(own) if known.citations and not known.follow_up else None
    if found is None or any(one.places for one in mentions(found["more"])) or not any(one.places for one in mentions(found["says"])):
        return ""
    rest = found["says"]
    for mention in reversed([one for one in mentions(rest) if one.places]):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    titles = " ".join(one.citation.document for one in reading.evidence if one.why == NAMED)
    left = re.findall("[一-鿿]", besides(subject(REQUEST.sub(" ", SAYS_WHAT.sub(" ", DOCUMENT_NAME.sub(" ", rest)))), titles))
    return found["more"].strip() if len(left) <= HARDLY else ""


def asks_what_it_says(reading: Reading) -> bool:
    """Say whether a question names one address, by its heading as well or not, and asks what stands there and hardly anything else."""
    known = reading.understanding
    if len(known.citations) != 1 or known.kind in ("article", "penalty", "which", "scope") or known.follow_up:
        return False
    if not SAYS_WHAT.search(known.own) or not (quotes := tuple(_words_at(reading, known.citations))):
        return False
    rest, place = known.own, quotes[0].citation
    for mention in reversed([one for one in mentions(rest) if one.places]):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    names = f"{place.document} {_heading(reading, place)}"
    return len(re.findall("[一-鿿]", besides(subject(SAYS_WHAT.sub(" ", REQUEST.sub(" ", rest))), names))) <= HARDLY


def _only_address(reading: Reading) -> bool:
    """Say whether nothing is asked but what stands at the address: 第十九条 体育赛事."""
    named = [one for one in reading.evidence if one.why == NAMED]
    if not named or reading.understanding.follow_up:
        return False
    titles = "".join(one.citation.document for one in named)
    rest = re.sub(r"第[^，。第]{1,5}[条款项]|《[^》]*》|\d+", " ", REQUEST.sub(" ", reading.understanding.own))
    left = [gram for gram in grams(subject(rest)) if len(gram) > 1 and gram not in titles and gram not in ("办法", "规定")]
    return len(left) <= (0 if reading.language == "zh" else 3)


def conclude_article(reading: Reading) -> Draft | None:
    """Return what stands at the addresses of a question; None where nothing does."""
    return _article(reading)


def _article(reading: Reading) -> Draft | None:
    quotes = tuple(dict.fromkeys(_words_at(reading, reading.understanding.citations)))
    if not quotes:
        return None
    names = [reading.library.name(quote.citation) for quote in quotes]
    heading = "、".join(filter(None, (_heading(reading, quote.citation) for quote in quotes[:1]))) if len(quotes) == 1 else ""
    shown = join(list(dict.fromkeys(names)), reading.language)
    if heading:
        shown = say("headed", reading.language, citation=shown, heading=heading)
    return Draft(say("article", reading.language, citation=shown), quotes)


def _heading(reading: Reading, place: Citation) -> str:
    provision = reading.library.provision(place)
    return (provision.heading or "") if provision else ""


def _words_at(reading: Reading, citations: tuple[Citation, ...]) -> Iterator[Quote]:
    """Yield what stands at the citations; one without a document is looked up in the documents of the evidence that it names."""
    for citation in citations:
        titles = {
            one.citation.document: one.citation.version for one in reading.evidence if one.why == NAMED and _same(citation, one.citation)
        }
        for title, version in titles.items():
            place = Citation(title, citation.address, citation.paragraph, citation.item, version)
            if words := reading.library.text(place):
                yield Quote(place, words)


def _same(citation: Citation, other: Citation) -> bool:
    same = address_key(citation.address) == address_key(other.address)
    return same and (not citation.document or citation.document == other.document)


def conclude_division(reading: Reading) -> Draft | None:
    """Return the articles of a chapter or section: 第三章“质量管理与成果应用”，第十六条至第二十六条; None where the question names none."""
    asked = CHAPTER.search(reading.understanding.own)
    if asked is None:
        return None
    key = "".join(f"第{format_numeral(read_number(number))}{kind}" for number, kind in PARTS_OF_TEXTS.findall(asked[0]))
    for title in reading.titles():
        document = reading.document(title)
        for label, division in divisions(document):
            if label == key and division.provisions:
                first, last = division.provisions[0], division.provisions[-1]
                span = first if first == last else say("span", reading.language, first=first, last=last)
                said = say("chapter", reading.language, document=f"《{title}》", label=label, heading=division.heading, span=span)
                places = [Citation(title, address, version=document.version) for address in division.provisions]
                texts = [(place, reading.library.text(place)) for place in places]
                return Draft(said, tuple(Quote(place, words) for place, words in texts if words))
    return None


def names_division(reading: Reading) -> bool:
    """Say whether a question asks what a chapter or section says, of a document that it names or the only one there is."""
    known = reading.understanding
    if known.kind != "article" or len(set(known.documents) or {entry.title for entry in reading.library.entries()}) != 1:
        return False
    return conclude_division(reading) is not None


def conclude_pointed(reading: Reading) -> Draft | None:
    """Return the provision that another one refers to, where the question asks for it: 第二十条里说的第十条第一款."""
    citations, own = reading.understanding.citations, reading.understanding.own
    if len(citations) == 1 and POINTED.search(own):
        return _pointed_at(reading, citations[0])
    if len(citations) == 1 and ASKS_MEANT.search(own):
        return _pointing(reading, citations[0])
    if len(citations) < 2 or not WITHIN.search(own):
        return None
    quotes = tuple(_words_at(reading, citations[1:]))
    referred = tuple(
        quote for quote in quotes if any(_same(citations[0], place) for place in reading.library.references_to(quote.citation))
    )
    quotes = referred or quotes
    return _shown(reading, quotes, _citing(reading, citations[0])) if quotes else None


def _shown(reading: Reading, quotes: tuple[Quote, ...], citing: tuple[Quote, ...]) -> Draft:
    names = join([reading.library.name(quote.citation) for quote in quotes], reading.language)
    return Draft(say("article", reading.language, citation=names), unique((*quotes, *citing)))


def _pointed_at(reading: Reading, citation: Citation) -> Draft | None:
    """Return a provision with the clause that refers to it: 监测周期条款所援引的第十条第（一）项."""
    best: tuple[float, Quote, Quote] | None = None
    for quote in _words_at(reading, (citation,)):
        for place in reading.library.references_to(quote.citation):
            for clause in _referring(reading, place, quote.citation):
                share = reading.relevance.coverage(reading.understanding.own, clause.text)
                if best is None or share > best[0]:
                    best = (share, quote, clause)
    return _shown(reading, (best[1],), (best[2],)) if best else None


def _pointing(reading: Reading, citation: Citation) -> Draft | None:
    """Return what a provision refers to, where the question asks what that is: 第十二条第二款每年至少1次的具体指哪些监测."""
    for quote in _words_at(reading, (citation,)):
        part = max(re.split(r"[；。\n]", quote.text), key=lambda words: reading.relevance.coverage(reading.understanding.own, words))
        references = [one for one in reading.library.references_from(quote.citation) if one.text in part]
        targets = [target for reference in references for target in reference.targets if target.document == quote.citation.document]
        found = tuple(Quote(target, words) for target in dict.fromkeys(targets) if (words := reading.library.text(target)))
        if found:
            return _shown(reading, found[:MOST], (quote,))
    return None


def _referring(reading: Reading, place: Citation, target: Citation) -> Iterator[Quote]:
    """Yield the sentences of a provision that refer to a target."""
    provision = reading.library.provision(place)
    words = {r.text for r in reading.library.references_from(place) if any(one.provision == target.provision for one in r.targets)}
    for clause in clauses(place.provision, provision) if provision else ():
        if any(one in clause.text for one in words):
            yield Quote(clause.citation, clause.text)


def _citing(reading: Reading, citation: Citation) -> tuple[Quote, ...]:
    """Quote the sentence of the citing provision that fits the question."""
    for candidate in reading.ranked:
        place = candidate.clause.citation
        if _same(citation, place.provision) and (citation.paragraph in (None, place.paragraph)):
            return quote_clause(candidate.evidence, candidate.clause)
    return ()


def _before(reading: Reading) -> Draft | None:
    """Return what 前款 or 前条 means, with the sentence that says it."""
    asked = BEFORE.search(reading.understanding.own)
    if not asked:
        return None
    for candidate in reading.ranked[:12]:
        place = candidate.clause.citation
        for reference in reading.library.references_from(place) if asked.group() in candidate.clause.text else ():
            if reference.text.startswith("前") and reference.targets:
                texts = [(target, reading.library.text(target)) for target in reference.targets]
                quotes = tuple(Quote(target, words) for target, words in texts if words)
                names = join([reading.library.name(quote.citation) for quote in quotes], reading.language)
                said = say("points-at", reading.language, words=asked.group(), citation=names)
                said += core(quotes[0].text.split("\n")[0], reading.wording, reading.relevance)
                return Draft(said, unique((*quotes, *quote_clause(candidate.evidence, candidate.clause))))
    return None
