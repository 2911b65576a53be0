"""The sentences of a provision, each with the most exact address that it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from law.model import Citation, Document, Item, Paragraph, Provision, item_lines
from qa.once import once

SENTENCE = re.compile(r"[^。！？]*[。！？][”’）」』]*|[^。！？]+$")
"""``责令改正；拒不改正的，处罚款。`` is one sentence; a closing quotation mark stays with it."""

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年|[—–-](?=20))")
"""2022年, and the first of 2018—2020年."""

DIGIT = re.compile(r"\d")
OF_THE_ASKER = re.compile(r"[我咱](?!们?[省市县区州国])[^，。？?]{0,6}?(?:19|20)\d{2}年")
"""我2023年买的车: the year of what happened, about which nothing is asked."""

HORIZON = re.compile(r"(?:到|至)((?:19|20)\d{2})年(?!\d*月)")
"""``力争到2022年，…`` sets the year for what follows, until another one is named."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence or item of a provision."""

    citation: Citation
    """Down to paragraph and item where the provision has several."""
    text: str
    paragraph: Paragraph
    item: Item | None = None
    heading: str | None = None
    years: tuple[str, ...] = ()
    """Years that it names, or that the words before it set (到2022年)."""

    @property
    def lead(self) -> str:
        """The words that introduce the list that this item stands in; ``""`` for a sentence."""
        return self.paragraph.text if self.item else ""

    @property
    def whole(self) -> str:
        """Its words, an item's after those that introduce it."""
        return self.lead + self.text

    @property
    def introduces(self) -> bool:
        """Whether it only introduces what stands under it."""
        return self.text.rstrip().endswith(("：", ":"))

    @property
    def headed(self) -> str:
        """The same after the heading that it stands under."""
        return (self.heading or "") + self.whole


def gives_number(text: str, of_years: bool = False) -> bool:
    """Say whether a text gives a number; years alone are one only where ``of_years``.

    >>> gives_number("到2022年取得重要进展"), gives_number("处2000元罚款")
    (False, True)
    """
    return bool(DIGIT.search(text if of_years else YEAR.sub("", text)))


KEPT = 512
"""Provisions whose clauses are kept, some 2 KB each."""


def clauses(citation: Citation, provision: Provision) -> tuple[Clause, ...]:
    """Return the sentences and items of a provision in order, an item with what stands under it (目); ``text`` is verbatim at ``citation``."""
    return _clauses(provision, citation.provision)


@once(KEPT)
def _clauses(provision: Provision, place: Citation) -> tuple[Clause, ...]:
    return tuple(_divided(provision, place))


def _divided(provision: Provision, whole: Citation) -> Iterator[Clause]:
    several = len(provision.paragraphs) > 1
    horizon: tuple[str, ...] = ()
    for paragraph in provision.paragraphs:
        address = whole
        if several:
            address = Citation(address.document, address.address, paragraph.n, None, address.version)
        for sentence in SENTENCE.findall(paragraph.text):
            if not sentence.strip():
                continue
            horizon = tuple(HORIZON.findall(sentence)) or horizon
            years = tuple(dict.fromkeys((*YEAR.findall(sentence), *horizon)))
            yield Clause(address, sentence, paragraph, None, provision.heading, years)
        for item in paragraph.items:
            place = Citation(address.document, address.address, paragraph.n if several else None, item.label, address.version)
            text = "\n".join((item.text, *item_lines(item.items)))
            yield Clause(place, text, paragraph, item, provision.heading, tuple(YEAR.findall(text)) or horizon)


def clauses_of(document: Document, provisions: Iterable[Provision]) -> Iterator[Clause]:
    """Yield the sentences and items of provisions of a document: its numbered ones, or all with what stands before and behind them."""
    for provision in provisions:
        yield from clauses(Citation(document.title, provision.address, version=document.version), provision)
