"""Nothing goes out that does not stand: quotes verbatim at their address; quantities, modality, bodies and addresses in what is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from law.citation import find_mentions
from law.library import Library
from law.model import Document, Sanction
from law.numerals import format_numeral
from law.standing import read_term
from qa.model import Answer, Language, Quote
from qa.question.addresses import divisions
from qa.wording.claims import Modality, Quantity, bodies, modalities, quantities, years
from qa.wording.clauses import clauses
from qa.wording.held import astray, denied, misfined, out_of_force, unpunished
from qa.words import frames, say, verdict_words

SEGMENT = re.compile(r"[^，。；：！？、\n“”（）:;]+")
NEGATOR = re.compile(r"(?:不|未|没有|没|无须|无需|禁止|严禁|不得|不再|不予|无|非|除)$")
"""What must not be cut off before words that are repeated: 不实行行政许可 is no 实行行政许可."""
MODAL = re.compile(r"(?:不得|不|应当|必须|可以|不应|不宜)$")
TITLE = re.compile(r"《([^《》]+)》")
PLACE = "□"
"""Stands for an address whose number is no quantity."""
LABEL = re.compile(r"^(?:[（(](?:[一二三四五六七八九十]+|\d+)[）)]|\d+[.．、](?!\d)|[①-⑳])", re.MULTILINE)
"""What an item begins with: （一）, （1）, 1. or ①."""
POINT = "- "
"""What a point of several begins with."""
NAMED = re.compile(r"^- [^，。；：]{2,40}：(?=.)")
"""- 拦着不让测的老百姓：…: what a point is about, in the words of who asks, claims nothing."""
ALIKE = 0.45
"""Share of a segment's character pairs that the cited segment must hold to be what the segment repeats."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an answer that does not stand."""

    words: str
    why: str


class Proof:
    """What some quotations prove: the words at their addresses, and what is known of their documents."""

    def __init__(self, quotes: Sequence[Quote], library: Library) -> None:
        """Look the quotations up; those that do not exist prove nothing."""
        self._library = library
        self._cited = [(quote, text) for quote in quotes if (text := library.text(quote.citation)) is not None]
        self._documents = [library.document(quote.citation.document, quote.citation.version) for quote, _ in self._cited]
        self._headings = [p.heading or "" for quote, _ in self._cited if (p := library.provision(quote.citation))]
        leads = [_lead(quote, library) for quote, _ in self._cited]
        self.texts = tuple(dict.fromkeys([*(text for _, text in self._cited), *filter(None, leads), *filter(None, self._headings)]))
        known = [fact for document in self._documents for fact in _facts(document)]
        self.facts = tuple(dict.fromkeys([*known, *(fact for quote, _ in self._cited for fact in _horizon(quote, library))]))
        places = {quote.citation.address for quote, _ in self._cited}
        above = (label for one in self._documents for label, division in divisions(one) if places.intersection(division.provisions))
        self.addresses = frozenset((*places, *above))

    @cached_property
    def bare(self) -> str:
        """All words without blanks and signs, texts apart by a line break; texts also as sentences are read, without titles and addresses."""
        return "\n".join(_bare(text) for text in (*self.texts, *map(_masked, self.texts), *self.facts))

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The segments of the texts, and pairs of neighbours."""
        found: list[str] = []
        for text in (*self.texts, *self.facts):
            parts = SEGMENT.findall(text)
            found += parts
            found += [first + second for first, second in pairwise(parts)]
        return tuple(found)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities of the texts, counts of articles, paragraphs and items included."""
        stated = tuple(q for text in (*self.texts, *self.facts) for q in quantities(text, every=True))
        counted: list[Quantity] = []
        for quote, _ in self._cited:
            counted.append(Quantity(float(len(quote.text.split("\n"))), "", "", ""))
        for _, text in self._cited:
            items = len(LABEL.findall(text))
            counted += [Quantity(float(n), unit, "", "") for n in {items, len(text.split("\n"))} if n for unit in ("", "项", "款", "个")]
        return (*stated, *(part for one in stated for part in years(one)), *counted)

    @cached_property
    def modalities(self) -> frozenset[Modality]:
        """The modalities of the texts."""
        return frozenset(one for text in self.texts for one in modalities(text))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The bodies that the texts and the documents' fields name."""
        return frozenset(body for text in (*self.texts, *self.facts) for body in bodies(text))

    @cached_property
    def sanctions(self) -> tuple[Sanction, ...]:
        """What the cited provisions impose."""
        places = dict.fromkeys(quote.citation.provision for quote, _ in self._cited)
        return tuple(sanction for place in places for penalty in self._library.penalties_at(place) for sanction in penalty.sanctions)

    def faults(self, sentence: str, ours: bool = False) -> Iterator[str]:
        """Yield why a sentence does not stand, a reason at a time.

        A sentence of ``ours`` is made of the law's words and of frames, whose own words need no proof; one that says that a value is not
        there names it with right. A model's claim has none of this, and must keep together what stands together.
        """
        if ours and any(correction.match(sentence.strip()) for correction in _CORRECTIONS):
            return
        stated = sentence
        for address in sorted(self.addresses, key=len, reverse=True):  # 《某要点》一、2: no quantity
            stated = stated.replace(f"》{address}", f"》{PLACE}")
        stated = _masked(stated)
        yield from (f"所引条文中没有“{one.text}”" for one in quantities(stated) if not one.within(self.quantities))
        for mention in find_mentions(sentence):
            for place in mention.places:
                if place.address and place.address not in self.addresses and mention.text not in "".join((*self.texts, *self.facts)):
                    yield f"没有引用“{mention.text}”"
        named = "".join((*self.texts, *self.facts))
        yield from (f"所引条文没有提到《{title}》" for title in TITLE.findall(sentence) if title not in named)
        yield from (f"所引条文中没有“{body}”这样的机关" for body in sorted(bodies(stated) - self.bodies))
        for segment in SEGMENT.findall(NAMED.sub("", stated) if ours else stated):
            if (why := self._segment(segment.strip(), ours)) is not None:
                yield why
        if not ours:
            yield from self._apart(stated)

    def _apart(self, stated: str) -> Iterator[str]:
        """Yield why a claim does not keep together what stands together."""
        yield from (f"所引条文中的“{one.text}”说的是别的事" for one in astray(stated, self.texts))
        yield from (f"所引条文没有这样罚“{words}”" for words in misfined(stated, self.sanctions))
        yield from (f"所引条文没有规定“{words}”" for words in unpunished(stated, self.texts))
        yield from (f"所引条文没有说“{words}”" for words in denied(stated, self.texts))
        yield from (f"所引条文没有说“{words}”" for words in out_of_force(stated, (*self.texts, *self.facts)))

    def _segment(self, segment: str, ours: bool) -> str | None:
        """Return why one segment does not stand: a modality or a negation that what it repeats does not have."""
        bare = _bare(segment)
        if len(bare) < 2 or (ours and _FRAMES.fullmatch(bare)):
            return None
        if self._repeated(bare):
            return None
        said = modalities(segment)
        if re.search(r"[A-Za-z]{3}", segment):
            return None if self._english(said) else "所引条文没有这样的语气"
        nearest = self._nearest(segment)
        held = modalities(nearest) if nearest else self.modalities
        if said - held:
            return "所引条文没有这样的语气"
        if nearest and (held & {"ban", "relief", "negation"}) - said:
            return "所引条文是否定的"
        if nearest and "leave" in held and "leave" not in said and "duty" in said:
            return "所引条文没有这样的语气"
        return None

    def _repeated(self, bare: str) -> bool:
        """Say whether the words stand in the texts as they are, and are not cut off from what negates them."""
        at = self.bare.find(bare)
        while at >= 0:
            before = self.bare[max(0, at - 4) : at]
            if not NEGATOR.search(before) and not MODAL.search(before):
                return True
            at = self.bare.find(bare, at + 1)
        return False

    def _english(self, said: frozenset[Modality]) -> bool:
        """Say whether the modality of English words is one that the texts have at all."""
        negative = said & {"ban", "relief", "negation"}
        if negative and not self.modalities & {"ban", "relief", "negation"}:
            return False
        allowed = self.modalities | ({"duty", "leave"} if self.modalities & {"ban", "relief"} else set())
        return not (said & {"duty", "leave"}) - allowed

    def _nearest(self, segment: str) -> str | None:
        pairs = _pairs(segment)
        if not pairs:
            return None
        shares = [len(pairs & _pairs(one)) / len(pairs) for one in self.segments]
        share = max(shares, default=0.0)
        alike = [one for one, own in zip(self.segments, shares, strict=True) if own >= share - 1e-9]
        return min(alike, key=len) if share >= ALIKE else None


def faults(answer: Answer, library: Library) -> tuple[Fault, ...]:
    """Return what does not stand in an answer: a quote that is not at its address, a sentence that claims what its quotes do not hold."""
    found = [Fault(quote.text, f"{quote.citation}没有这些文字") for quote in answer.quotes if not stands(quote, library)]
    proof = Proof(answer.quotes, library)
    for sentence in sentences(answer.conclusion):
        told = sentence.strip().removeprefix(POINT)
        of_a_part = sentence.strip().startswith(POINT)  # whose verdict may be another than that of the whole
        claim = told if of_a_part and told in _SAID else sentence
        found.extend(Fault(claim, why) for why in proof.faults(claim, ours=True))
        says = _VERDICTS.get(told)
        if says is not None and not ((of_a_part or says[1] == answer.verdict) and proof.modalities & says[2]):
            found.append(Fault(claim, "所引条文没有这样的结论"))
    return tuple(found)


def stands(quote: Quote, library: Library) -> bool:
    """Say whether the words stand verbatim at the address."""
    words = library.text(quote.citation)
    return words is not None and bool(quote.text.strip()) and quote.text in words


def checked(answer: Answer, library: Library) -> Answer | None:
    """Return the answer without what does not stand, or None where nothing is left of it."""
    bad = faults(answer, library)
    if not bad:
        return answer
    quotes = tuple(quote for quote in answer.quotes if stands(quote, library))
    wrong = {fault.words for fault in bad}
    conclusion = "".join(_kept(sentence, wrong) for sentence in sentences(answer.conclusion))
    if not quotes or not any(_claims(sentence) for sentence in sentences(conclusion)):
        return None
    return replace(answer, conclusion=conclusion, quotes=quotes)


def _kept(sentence: str, wrong: set[str]) -> str:
    """Return a sentence that stands, and of one that does not what it begins: the mark of a point whose verdict alone is withdrawn."""
    if sentence in wrong:
        return ""
    return POINT if sentence.startswith(POINT) and sentence.strip().removeprefix(POINT) in wrong else sentence


def sentences(text: str) -> list[str]:
    """Return the sentences of a conclusion; together they are the conclusion."""
    ends = r"(?<=[。！？\n])|(?<=[a-z)][.!?])(?=\s|$)" if re.search(r"[A-Za-z]{3}", text) else r"(?<=[。！？\n])"
    return [part for part in re.split(ends, text) if part]


def _claims(sentence: str) -> bool:
    """Say whether a sentence says more than a frame: 不需要。 alone is a verdict without its words."""
    return any(not _FRAMES.fullmatch(bare) for segment in SEGMENT.findall(sentence) if (bare := _bare(segment)))


def _masked(sentence: str) -> str:
    """Return a sentence without the addresses and titles in it, whose numbers are no quantities."""
    for mention in sorted(find_mentions(sentence), key=lambda one: -one.start):
        if mention.places:
            sentence = sentence[: mention.start] + PLACE + sentence[mention.end :]
    return TITLE.sub("", sentence)


def _lead(quote: Quote, library: Library) -> str:
    """Return the words that lead the item that is quoted."""
    provision = library.provision(quote.citation)
    if not quote.citation.item or provision is None:
        return ""
    return next((p.text for p in provision.paragraphs if quote.citation.paragraph in (None, p.n) and p.items), "")


def _facts(document: Document) -> Iterator[str]:
    """Yield what is known of a document besides its provisions: title, number, who issued it, its dates, how many articles it has."""
    yield document.title
    for field in (document.notice_title, document.document_number, document.issuing_authority, document.signatory):
        if field:
            yield field
    for date in (document.promulgation_date, document.effective_date, read_term(document).last_day):
        if date:
            year, month, day = date.split("-")
            yield f"{year}年{int(month)}月{int(day)}日"
    count = len(document.provisions)
    yield f"{count}条"
    yield f"{format_numeral(count)}条"
    if document.provisions:
        yield document.provisions[-1].address
    for repeal in document.repeals:
        yield repeal.title + (repeal.document_number or "")


def _pairs(text: str) -> frozenset[str]:
    bare = _bare(text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def _bare(text: str) -> str:
    return re.sub(r"[\s，。；：！？、“”‘’\"'（）()《》:;,.!?]+", "", text)


def _horizon(quote: Quote, library: Library) -> Iterator[str]:
    """Yield the years that the words before a quotation set for it: 到2022年."""
    provision = library.provision(quote.citation)
    for clause in clauses(quote.citation.provision, provision) if provision else ():
        if clause.text in quote.text or quote.text in clause.text:
            yield from (f"{year}年" for year in clause.years)


def _frame(segment: str) -> str | None:
    """Return what a segment of a frame looks like when its values are filled in; None for one that is little but values."""
    fixed = [_bare(part) for part in re.split(r"\{\w+\}", segment)]
    if len(fixed) > 1 and sum(map(len, fixed)) < 4:
        return None
    return ".*".join(map(re.escape, fixed)) if any(fixed) else None


_FRAMES = re.compile(
    "|".join(dict.fromkeys(found for frame in frames() for segment in SEGMENT.findall(frame) if (found := _frame(segment))))
)
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_MAY_PROVE: dict[str, frozenset[Modality]] = {
    "need-yes": frozenset({"duty", "ban", "leave"}),
    "need-no": frozenset({"relief", "leave", "negation"}),
    "may-yes": frozenset({"leave", "relief", "ban", "negation"}),
    "may-no": frozenset({"ban", "duty", "negation"}),
}
"""What modality the words that are cited must have for a verdict: 不需要 cannot come from words that only say 应当."""
_CORRECTIONS = (
    re.compile(r"条文里没有[^，。；]{1,40}这个数字。$|The text does not name [^.;]{1,60}\.$"),
    re.compile(r"条文里没有说由“[^，。；]{1,30}”部门（机关）办这件事。$|条文没有[^，。；]{1,30}年的数字，只有[^，。；]{1,30}年的。$"),
    re.compile(r"- (?:还有\d+处规定没有列出。|\d+ more are not listed\.)$"),
)
_SAID = frozenset(words.strip() for language in _LANGUAGES for words in verdict_words(language))
_VERDICTS = {say(key, language).strip(): (key, key.split("-")[1], proven) for key, proven in _MAY_PROVE.items() for language in _LANGUAGES}
