"""Whether the texts answer at all: a question about what they do not hold is refused or corrected, with a reason."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from law.address import address_key
from law.library import Library, UnknownDocument
from law.model import Citation, Document
from law.numerals import NumeralError, format_numeral, parse_numeral
from qa.certain import certain
from qa.clauses import clauses
from qa.draft import Draft, Reading, quote_clause, unique
from qa.model import Evidence, Language, Quote, Understanding
from qa.places import places, province_of
from qa.relevance import Likeness, subject
from qa.retrieve import NAMED as NAMED_WHY
from qa.select import core
from qa.signs import NAMES, least_met, signs
from qa.words import join, say

ENOUGH = 0.15
"""Least probability that the evidence answers. By held-out folds of laws that no model has seen, about 2 % of the answerable questions and half of
those whose law was taken away are refused at it; see ``python -m eval curve`` for one's own questions."""
MEANT = 0.06
"""What is enough where the question names a document that is here, or goes on from a question before: its words alone say less."""
LITERAL = 0.02
"""What is enough where a leading provision repeats a rare name of the question letter by letter."""
DOUBTFUL = 0.5
"""What is enough where no close clause holds the very thing that is asked for: a sum, a period, conditions."""
ASKED_FOR: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"税|\btax", re.IGNORECASE), re.compile("税")),
    (re.compile(r"条件|资格|qualif|eligib|requirements? (?:for|to)", re.IGNORECASE), re.compile("条件|资格|具备|符合|资质|应当有|要求")),
    (
        re.compile(r"(?:交|缴|收|付|要|花|赔|补|奖|退|给)(?:我|他|你)?(?:多少|几)(?!个|家|名|天|日)|多少钱|费用|收费|how much (?:does|do|is|must|should)|\bfees?\b|\bcosts?\b", re.IGNORECASE),
        re.compile(r"元|费|%|百分之|倍|免收|无偿|资金"),
    ),
    (re.compile(r"赔|compensat", re.IGNORECASE), re.compile("赔")),
    (re.compile(r"复议|起诉|上诉|申诉|\bappeal", re.IGNORECASE), re.compile("复议|诉讼|起诉|申诉|异议")),
    (re.compile(r"退(?:钱|款|费|还|票)|怎么退|能退|refund", re.IGNORECASE), re.compile("退")),
    (
        re.compile(r"几天|多少天|多久|几个?(?:工作日|月)|多长时间|how (?:long|many days|soon)", re.IGNORECASE),
        re.compile(r"\d\s*个?(?:工作日|日|天|月|年|小时)|[一二三四五六七八九十]+个?(?:工作日|日|天|个月|年|小时)|及时|立即|定期|即时|同步|每年|期限|次|周期"),
    ),
)  # fmt: skip
"""What a question asks for, and what a clause that answers it holds."""
WEIGHTS = Path(__file__).with_name("gate.json")
"""Logistic regression over :class:`qa.signs.Signs`, for each language: ``python -m eval calibrate`` writes it."""
FOREIGN = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
"""The provinces: a question about one that no document here speaks of is not answered with another one's rule."""
LEFT = re.compile(r"从其规定|依照|按照|依据|执行")
"""…《中华人民共和国测绘法》等法律、法规另有规定的，从其规定."""
RARE = 5
"""Texts of the corpus that hold a pair of characters, at most, for it to tell texts apart by itself."""
CLOSE = 0.75
"""Clauses that score at least this share of the best one may hold what is asked for."""
TARGET_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?!\d|\s*月|年\s*\d+月|年?[〕\]）】])")
"""The year of a target, 2025年; not that of a date, 2018年2月."""


def misaddressed(understanding: Understanding, library: Library) -> Draft | None:
    """Correct a question that names a provision that does not exist, or a document that is not here."""
    for citation in understanding.citations:
        if citation.document in understanding.unknown or (citation.document and not _known(citation.document, library)):
            return _absent_document(citation.document, understanding, library)
        titles = [citation.document] if citation.document else [entry.title for entry in library.entries()]
        if any(_is_division(Citation(title, citation.address), library) for title in titles):
            continue
        if citation.document and library.text(citation) is None:
            return _absent_address(citation, understanding.language, library)
        if not citation.document and not any(library.provision(Citation(e.title, citation.address)) for e in library.entries()):
            return _absent_everywhere(citation, understanding.language, library)
    if understanding.unknown and not understanding.documents and understanding.kind != "effect":
        return _absent_document(understanding.unknown[0], understanding, library)
    return None


def _is_division(citation: Citation, library: Library) -> bool:
    """Say whether an address is that of a chapter or section, which holds articles and no words of its own."""
    divisions = library.document(citation.document, citation.version).divisions
    return any(address_key(division.label) == address_key(citation.address) for division in divisions)


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
    return _silence(reading, likeness) if sureness(reading, likeness) < 1 else None


def sureness(reading: Reading, likeness: Likeness) -> float:
    """Return how sure it is that the texts answer, in multiples of what is enough: from 1 on the question is answered.

    Zero where nothing was found or only rules of another province, infinite where a provision is named or the structure of the texts answers.
    """
    if not reading.ranked or elsewhere(reading):
        return 0.0
    if any(one.why == NAMED_WHY for one in reading.evidence) or certain(reading):
        return math.inf
    return fitness(reading, likeness) / enough(reading)


def enough(reading: Reading) -> float:
    """Return the least probability at which a question is answered."""
    understanding = reading.understanding
    if lacking(reading):
        return DOUBTFUL
    if distinctive(reading):
        return LITERAL
    return MEANT if understanding.documents or understanding.follow_up or understanding.kind == "effect" else ENOUGH


def distinctive(reading: Reading) -> bool:
    """Say whether a leading provision repeats a run of the question that hardly any other text has: 之江实验室, 核高基."""
    texts = "".join(f"{one.provision.heading or ''}{one.provision.text}" for one in reading.evidence[:3])
    for part in re.findall(r"[一-鿿]{3,}", subject(reading.understanding.own)):
        for start in range(len(part) - 2):
            run = part[start : start + 3]
            if run in texts and all(reading.relevance.frequency(run[at : at + 2]) <= RARE for at in (0, 1)):
                return True
    return False


def lacking(reading: Reading) -> bool:
    """Say whether no close clause holds the very thing that is asked for, such as a sum where the question is how much is to be paid."""
    close = [c for c in reading.ranked[:8] if c.score >= CLOSE * reading.best.score]
    texts = "".join(f"{c.clause.heading or ''}{c.clause.lead}{c.clause.paragraph.text}{c.clause.text}" for c in close)
    return any(asked.search(reading.understanding.own) and not holds.search(texts) for asked, holds in ASKED_FOR)


def elsewhere(reading: Reading) -> bool:
    """Say whether the question is about a province, and the rules that were found are those of another one."""
    asked = set(FOREIGN.findall(reading.question))
    if not asked:
        return False
    texts = "".join(f"{one.citation.document}{one.provision.text}" for one in reading.evidence)
    entries = [reading.library.entry(one.citation) for one in reading.evidence[:3]]
    theirs = {name for entry in entries for name in FOREIGN.findall(f"{entry.title}{entry.issuing_authority or ''}")}
    asked |= {province_of(place) for place in places(reading.question)}
    return bool(theirs) and not any(name in texts or name in theirs for name in asked)


def fitness(reading: Reading, likeness: Likeness) -> float:
    """Return how probable it is that the best provisions answer the question, 0 to 1."""
    found = signs(reading, likeness) if reading.ranked else None
    if found is None:
        return 0.0
    bias, weights = _weights()[reading.language]
    score = bias + sum(weight * value for weight, value in zip(weights, found.values(), strict=True))
    return 1 / (1 + math.exp(-score))


@cache
def _weights() -> dict[Language, tuple[float, tuple[float, ...]]]:
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {language: (one["bias"], tuple(one["weights"][name] for name in NAMES)) for language, one in read.items()}


def _silence(reading: Reading, likeness: Likeness) -> Draft:
    """Say that the texts do not answer, what they say nothing about, what the nearest provisions are about, and where they leave it."""
    language = reading.language
    absent = least_met(reading, likeness) if reading.evidence else ()
    reason = (
        say("refuse-absent", language, terms=join(list(absent[:2]), language)) if absent and language == "zh" else say("refuse", language)
    )
    places = [_about(one, reading.library) for one in reading.evidence[:2]]
    tail = say("about", language, places=join(places, language)) if places else ""
    left = list(dict.fromkeys(title for one in reading.evidence[:2] for title in _left_to(one, reading.library)))
    if left and tail:
        tail += say("left-to", language, titles=join(left[:3], language))
    return Draft(reason + tail, (), refused=True, reason=reason.strip())


def _about(one: Evidence, library: Library) -> str:
    """Name a provision with what it is about: its heading, or its first words."""
    first = one.provision.heading or re.split(r"[，。；：\n]", one.provision.text)[0]
    return f"{library.name(one.citation.provision)}（{first[:18]}{'…' if len(first) > 18 else ''}）"


def _left_to(one: Evidence, library: Library) -> Iterator[str]:
    """Yield the laws that a provision leaves a matter to: 依照《中华人民共和国测绘法》…, 从其规定."""
    for sentence in re.findall(r"[^。\n]+", one.provision.text):
        if LEFT.search(sentence):
            for title in re.findall(r"《[^《》]+》", sentence):
                yield title + ("" if library.matching(title[1:-1]) else "（现有文件中没有）")


def _known(title: str, library: Library) -> bool:
    try:
        library.document(title)
    except UnknownDocument:
        return False
    return True


def _absent_document(title: str, understanding: Understanding, library: Library) -> Draft:
    by = library.repealing(title)
    if by:
        reason = say("gone", understanding.language, title=title, by=f"《{by[0].title}》").strip()
        quotes = tuple(
            Quote(clause.citation, clause.text)
            for provision in library.document(by[0].title, by[0].version).all_provisions()
            for clause in clauses(Citation(by[0].title, provision.address, version=by[0].version), provision)
            if "废止" in clause.text
        )
        return Draft(reason, quotes[:1], "no", refused=True, reason=reason)
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
