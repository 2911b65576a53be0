"""Conclusions by kind of question: what the best clauses say, in their own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from law.model import Citation, paragraph_lines
from qa.clauses import clauses
from qa.documents import conclude_document
from qa.draft import Draft, Reading, paragraph_place, quote_clause, quote_paragraph, unique
from qa.model import Kind, Quote, Verdict
from qa.penalise import conclude_penalty
from qa.referring import referred
from qa.relevance import subject
from qa.retrieve import NAMED
from qa.select import ANSWERS, Candidate, core
from qa.verdict import ASKS_YES_NO, asked, verdict
from qa.words import join, say

CLOSE = 0.93
"""A second clause from another provision is quoted where its score is at least this share of the best one and the question asks for several."""
SETTLING = 0.85
"""A clause whose modality answers yes or no is taken before a better one that does not, down to this share of its score."""
SEVERAL = re.compile(
    r"分别|各自|同时|以及|还有|区别|不同|比较|对比|相比|一样|两个|两者|都|各(?!地|类|种|方|级)|哪些|both|differ|compar|respectively|\beach\b|all ",
    re.IGNORECASE,
)
APIECE = re.compile(r"分别|各自|各(?:有|是|什么)|方面各|respectively|\beach\b", re.IGNORECASE)
EVERYWHERE = re.compile(r"(?:各|几个|所有|两个|哪些)(?:个)?(?:文件|办法|规定)|比较|对比|区别|不同|compare|differ", re.IGNORECASE)
APART = 0.7
"""A clause of another document or facet is quoted down to this share of the best score."""
MOST = 4
"""Provisions in one answer: more of them bury the right one."""
RESPONSIBLE = re.compile(r"（(?:责任|牵头|负责|配合)单位：[^）]+）")
"""（责任单位：省商务厅、省海港委，舟山市政府）"""
ACTOR = re.compile(r"由([^，。；：]{2,40}?)(?=负责|组织|制定|牵头|统筹|确定|批准|审核|责令|依法|给予|处|提供|公布|发布|会同)")
LEAVES = re.compile(r"[^。]*(?:另有规定的?，?(?:从其规定|除外|依照)|从其规定|有关(?:法律|规定)[^。]*执行)[^。]*。")
"""《测绘法》等法律、法规另有规定的，从其规定。"""
APPLIES = re.compile(r"适用本|适用于|参照本|参照适用|不适用")
RUN_IN = re.compile(r"[^，。；：]{2,14}。(?=.)")
"""政府推动。积极发挥政府…"""
TERM = re.compile(
    r"(?:什么是|啥是|什么叫做?|啥叫|何谓|何为)[“”\"]?([^“”\"，。？?]{2,24})|^[“\"]?([^“”\"，。？?]{2,20}?)[”\"]?(?:是哪|包括哪|指哪)|[（(]([一-鿿]{2,12})[）)]|^[“\"]?([^“”\"，。？?]{2,30}?)[”\"]?(?:的定义|(?:是|指的?是|是指|指|叫)(?:的)?(?:什么|啥)|什么意思|怎么界定|如何界定|是什么意思)"
)
"""什么是地理国情监测; 承办人是什么意思."""


def conclude(reading: Reading) -> Draft:
    """Return the conclusion that the best clauses allow. ``reading.ranked`` may not be empty."""
    handler = _HANDLERS.get(reading.understanding.kind)
    draft = (handler(reading) if handler else None) or referred(reading) or _general(reading)
    return Draft(draft.conclusion, _with_exceptions(reading, draft.quotes), draft.verdict, draft.refused, draft.reason)


def _general(reading: Reading) -> Draft:
    candidates = list(_chosen(reading))
    wanted = ANSWERS.get(reading.understanding.kind)
    parts = [_said(candidate, reading, wanted) for candidate in candidates]
    quotes = tuple(quote for candidate in candidates for quote in quote_clause(candidate.evidence, candidate.clause))
    return Draft(_frame(reading) + "".join(dict.fromkeys(parts)), unique(quotes))


def _approval(reading: Reading) -> Draft | None:
    own = reading.understanding.own
    settled = [c for c in reading.ranked[:6] if c.score >= SETTLING * reading.best.score and verdict(own, c.clause.lead + c.clause.text)]
    candidate = settled[0] if settled else reading.best
    says = verdict(own, candidate.clause.lead + candidate.clause.text)
    said = _said(candidate, reading, ANSWERS["approval"])
    quotes = unique(quote_clause(candidate.evidence, candidate.clause))
    if says is None:
        return Draft(_frame(reading) + said, quotes)
    what = asked(own)
    return Draft(say(f"{'need' if what == 'need' else 'may'}-{says}", reading.language) + said, quotes, says)


def _definition(reading: Reading) -> Draft | None:
    match = TERM.search(reading.understanding.text)
    term = re.sub(r"[的“”\"\s]", "", next((g for g in match.groups() if g), "")) if match else ""
    if len(term) < 2:
        return _defining(reading)
    means = re.compile(
        rf"(?:所称的?|所指的?)?{re.escape(term)}[^，。：]{{0,6}}[，：]?\s*(?:是指|指(?!导|标|定)|包括)|(?:简称|统称|以下称)[“”]?{re.escape(term)}"
    )
    for candidate in reading.ranked:
        if means.search(candidate.clause.text):
            return Draft(_frame(reading) + _said(candidate, reading, means), unique(quote_clause(candidate.evidence, candidate.clause)))
    return None


def _defining(reading: Reading) -> Draft | None:
    """Answer with the best clause that defines, where the question does not name the term in Chinese."""
    for candidate in reading.ranked[:8]:
        if ANSWERS["definition"].search(candidate.clause.text) and candidate.score >= 0.75 * reading.best.score:
            return Draft(
                _frame(reading) + _said(candidate, reading, ANSWERS["definition"]),
                unique(quote_clause(candidate.evidence, candidate.clause)),
            )
    return None


def _who(reading: Reading) -> Draft | None:
    best = reading.evidence[0]
    if (reading.best.evidence is best or reading.best.evidence.score <= best.score) and "处罚" not in reading.question:
        for paragraph in best.provision.paragraphs:
            found = RESPONSIBLE.search(paragraph.text)
            if found and not ACTOR.search(reading.best.clause.text):
                quotes = (Quote(paragraph_place(best, paragraph), found.group()), *_heading_quote(reading, best.citation))
                return Draft(_frame(reading) + found.group()[1:-1] + "。", quotes)
    return None


def _list(reading: Reading) -> Draft | None:
    for candidate in reading.ranked[:4]:
        if candidate.score < CLOSE * reading.best.score:
            break
        items = candidate.clause.paragraph.items
        if items and (candidate.clause.item is not None or candidate.clause.text.endswith("：")):
            lead = re.sub(r"[：:]$", "", core(candidate.clause.paragraph.text, reading.question, reading.relevance, limit=80).rstrip("。"))
            count = f"（{say('list', reading.language, n=len(items)).rstrip('：: ')}）"
            return Draft(_frame(reading) + lead + count + "。", (quote_paragraph(candidate.evidence, candidate.clause.paragraph),))
    return _heads(reading)


def _heads(reading: Reading) -> Draft | None:
    """Answer with the run-in heads of a provision whose heading the question names: 政府推动。市场主导。"""
    for candidate in reading.ranked[:6]:
        provision = candidate.evidence.provision
        heads = [match.group() for p in provision.paragraphs if (match := RUN_IN.match(p.text))]
        if len(heads) >= 3 and provision.heading and reading.relevance.coverage(provision.heading, reading.question) >= 0.6:
            whole = Quote(candidate.evidence.citation.provision, provision.text)
            return Draft(_frame(reading) + provision.heading + "：" + "；".join(head.rstrip("。") for head in heads) + "。", (whole,))
    return None


def _number(reading: Reading) -> Draft | None:
    digits = [c for c in reading.ranked if re.search(r"\d", c.clause.text)]
    if not digits or digits[0].score < 0.85 * reading.best.score:
        return None
    chosen = digits[0]
    return Draft(
        _frame(reading) + _dated(chosen, core(chosen.clause.text, reading.question, reading.relevance, ANSWERS["number"])),
        unique(quote_clause(chosen.evidence, chosen.clause)),
    )


def _which(reading: Reading) -> Draft | None:
    places = [paragraph_place(c.evidence, c.clause.paragraph) for c in _chosen(reading)]
    names = list(dict.fromkeys(reading.library.name(place) for place in places))
    quotes = tuple(quote for c in _chosen(reading) for quote in quote_clause(c.evidence, c.clause))
    heading = reading.best.evidence.provision.heading
    if heading and len(names) == 1:
        names = [say("headed", reading.language, citation=names[0], heading=heading)]
    return Draft(say("which", reading.language, citation=join(names, reading.language)), unique(quotes))


def _article(reading: Reading) -> Draft | None:
    quotes: list[Quote] = []
    for citation in reading.understanding.citations:
        for evidence in reading.evidence:
            if evidence.why == NAMED and _same(citation, evidence.citation):
                words = reading.library.text(evidence.citation)
                if words:
                    quotes.append(Quote(evidence.citation, words))
    if not quotes:
        return None
    names = [reading.library.name(quote.citation) for quote in quotes]
    return Draft(say("article", reading.language, citation=join(list(dict.fromkeys(names)), reading.language)), tuple(quotes))


def _same(citation: Citation, other: Citation) -> bool:
    return citation.address == other.address and (not citation.document or citation.document == other.document)


def _scope(reading: Reading) -> Draft | None:
    fitting = [c for c in reading.ranked if APPLIES.search(c.clause.text) and c.score >= 0.8 * reading.best.score]
    if fitting:
        place, words = fitting[0].clause.citation, fitting[0].clause.text
        quotes: tuple[Quote, ...] = (quote_paragraph(fitting[0].evidence, fitting[0].clause.paragraph),)
    else:
        title = next(iter(reading.understanding.documents), reading.best.evidence.citation.document)
        stated = [(c, q) for c, q in _stated(reading, title) if APPLIES.search(q)]
        if not stated:
            return None
        (place, words), *_ = sorted(stated, key=lambda pair: -reading.relevance.coverage(reading.question, pair[1]))
        quotes = (Quote(place, words),)
    says: Verdict | None = None
    if ASKS_YES_NO.search(reading.understanding.own):
        says = "no" if "参照" in words else "yes"
    return Draft(_frame(reading) + core(words, reading.question, reading.relevance, APPLIES), quotes, says)


def _stated(reading: Reading, title: str) -> Iterator[tuple[Citation, str]]:
    """Yield the sentences of a document with their addresses."""
    document = reading.library.document(title)
    for provision in document.provisions:
        for clause in clauses(Citation(title, provision.address, version=document.version), provision):
            yield clause.citation, clause.text


_HANDLERS: dict[Kind, Callable[[Reading], Draft | None]] = {
    "approval": _approval,
    "penalty": conclude_penalty,
    "effect": conclude_document,
    "definition": _definition,
    "who": _who,
    "list": _list,
    "number": _number,
    "which": _which,
    "article": _article,
    "scope": _scope,
}


def _frame(reading: Reading) -> str:
    return say("law-says", reading.language)


def _said(candidate: Candidate, reading: Reading, wanted: re.Pattern[str] | None) -> str:
    clause = candidate.clause
    if clause.item is not None:
        return f"{clause.lead.rstrip('：')}：{core(clause.text, reading.question, reading.relevance, wanted)}"
    return core(clause.text, reading.question, reading.relevance, wanted)


def _dated(candidate: Candidate, words: str) -> str:
    years = candidate.clause.years
    if years and not any(year in words for year in years):
        return f"（{years[-1]}年）{words}"
    return words


def _chosen(reading: Reading) -> Iterator[Candidate]:
    """Yield the best clause, then those of further provisions: one a document or a facet where the question asks for several."""
    yield reading.best
    seen = {reading.best.evidence.citation.provision}
    for candidate in _further(reading):
        place = candidate.evidence.citation.provision
        if place not in seen and len(seen) < MOST:
            seen.add(place)
            yield candidate


def _further(reading: Reading) -> Iterator[Candidate]:
    documents = reading.understanding.documents
    if len(documents) > 1 or EVERYWHERE.search(reading.understanding.own):
        for title in documents or tuple(dict.fromkeys(e.citation.document for e in reading.evidence)):
            best = next((c for c in reading.ranked if c.evidence.citation.document == title), None)
            if best and best.score >= APART * reading.best.score:
                yield best
    elif APIECE.search(reading.understanding.own):
        for facet in re.split(r"[、，,；]|以及|和|与|及|到", subject(reading.understanding.own).replace(" ", "、")):
            if len(facet) >= 2:
                close = [c for c in reading.ranked if c.score >= APART * reading.best.score]
                best = max(close, key=lambda c: reading.relevance.coverage(facet, c.clause.text) + c.score / reading.best.score)
                if reading.relevance.coverage(facet, best.clause.text) > 0.5:
                    yield best
    elif SEVERAL.search(reading.understanding.own):
        yield from (c for c in reading.ranked[1:] if c.score >= CLOSE * reading.best.score)


def _heading_quote(reading: Reading, citation: Citation) -> tuple[Quote, ...]:
    for candidate in reading.ranked:
        if candidate.evidence.citation.provision == citation.provision and not RESPONSIBLE.search(candidate.clause.text):
            return (Quote(candidate.clause.citation, candidate.clause.text),)
    return ()


def _with_exceptions(reading: Reading, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Add the sentence of the same provision that leaves cases to other rules: a quotation without it would say too much."""
    if reading.understanding.kind not in ("approval", "deadline", "penalty", "scope", "procedure"):
        return quotes
    added = list(quotes)
    for quote in quotes[:1]:
        for evidence in reading.evidence:
            if evidence.citation.provision != quote.citation.provision:
                continue
            for paragraph in evidence.provision.paragraphs:
                for sentence in LEAVES.findall("\n".join(paragraph_lines(paragraph))):
                    added.append(Quote(paragraph_place(evidence, paragraph), sentence.strip()))
    return unique(tuple(added))
