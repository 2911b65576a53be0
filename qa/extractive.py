"""The answerer that needs no language model: the clause that answers, its conclusion first, then the words that prove it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from law.library import Library
from law.model import Citation
from qa.conclusions.conclude import conclude
from qa.draft import Draft, Reading
from qa.model import Answer, Evidence, Quote, Understanding
from qa.refusals.certain import certain
from qa.select import rank, read_deeper, unsure
from qa.wording.relevance import Likeness, Relevance


class ExtractiveAnswerer:
    """Answer with the law's own words."""

    def __init__(self, library: Library, relevance: Relevance, likeness: Likeness) -> None:
        self._library = library
        self._relevance = relevance
        self._likeness = likeness
        self._last = threading.local()

    def read(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Reading:
        """Return the evidence's clauses ranked for the question; what was read last in this thread, the gate and the answer read once."""
        known: Reading | None = getattr(self._last, "reading", None)
        if known is not None and known.understanding is understanding and known.evidence is evidence:
            return known
        ranked = rank(understanding, understanding.text, evidence, self._relevance, self._likeness)
        reading = Reading(understanding, understanding.text, evidence, tuple(ranked), self._library, self._relevance, self._likeness)
        self._last.reading = reading
        return reading

    def answer(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Answer:
        """Return the conclusion and the quotations that prove it. Raises ValueError without evidence."""
        reading = self.read(understanding, evidence)
        if not reading.ranked:
            raise ValueError("no evidence to answer from")
        if unsure(understanding, reading.ranked) and not certain(reading):
            reading = replace(reading, ranked=tuple(read_deeper(understanding, reading.ranked, self._likeness, self._relevance)))
        return compose(conclude(reading), understanding, evidence, self._library)

    def stream(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Iterator[Answer]:
        """Yield the conclusion first, then the conclusion with its quotations."""
        whole = self.answer(understanding, evidence)
        yield replace(whole, text=whole.conclusion, quotes=())
        yield whole


def compose(draft: Draft, understanding: Understanding, evidence: tuple[Evidence, ...], library: Library) -> Answer:
    """Return the answer that a draft makes: its text is the conclusion and the quotations as Markdown."""
    conclusion = tidied(draft.conclusion)
    return Answer(
        text=written(conclusion, draft.quotes, library),
        quotes=draft.quotes,
        verdict=draft.verdict,
        refused=draft.refused,
        reason=draft.reason,
        evidence=evidence,
        kind=understanding.kind,
        language=understanding.language,
        conclusion=conclusion,
    )


LABELLED = re.compile(
    r"^(?P<bullet>- )?(?P<says>(?:[一-鿿]{1,5}。)?)(?:\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,2}、|[①-⑳])(?=[一-鿿])"
)
"""5.每个嘎查村…, behind 是的。 too: the number that a paragraph has in its own text."""
TURNS = re.compile(r"^(?P<bullet>- )?(?:但是，?|但(?!书)|同时，|此外，|另外，)")
"""但是，安装远程监测装置的…: what it turns from is not told."""
OTHERS_UNITS = re.compile(r"^(?P<bullet>- )?（(?:责任|牵头|负责|配合)单位：[^）]*）(?=[^，。；])")
"""（责任单位：…）货主应当…: the units of the sentence before."""
COLONS = re.compile(r"[。；，]*[：:]{2,}|[。；，]+：")
"""按照下列规定确定:：, and 报上一级备案。： before an item."""


def tidied(conclusion: str) -> str:
    """Return a conclusion without what the law's words bear of the place that they were taken from.

    >>> tidied("是的。5.每村至少配备1名防疫员。")
    '是的。每村至少配备1名防疫员。'
    """
    lines = []
    for line in conclusion.split("\n"):
        told = TURNS.sub(r"\g<bullet>", OTHERS_UNITS.sub(r"\g<bullet>", line))
        told = told if _numbered(told) else LABELLED.sub(r"\g<bullet>\g<says>", told)
        lines.append(COLONS.sub("：", told))
    return "\n".join(lines)


def _numbered(line: str) -> bool:
    """Say whether a line tells several numbered things: their numbers stay."""
    return len(re.findall(r"(?<!\d)\d{1,2}[.．、](?!\d)|[①-⑳]", line)) > 1


def written(conclusion: str, quotes: Sequence[Quote], library: Library) -> str:
    """Return a conclusion with its quotations as Markdown: quoted lines, then a dash and the citation."""
    parts = [conclusion.strip()]
    for citation, texts in _grouped(quotes):
        lines = [line for text in texts for line in text.split("\n")]
        parts.append("\n>\n".join(f"> {line}" for line in lines) + f"\n>\n> ——{library.name(citation)}")
    return "\n\n".join(parts)


def _grouped(quotes: Sequence[Quote]) -> Iterator[tuple[Citation, list[str]]]:
    """Yield the citations with their quotations; an item follows the words that lead it under one citation."""
    groups: list[tuple[Citation, list[str]]] = []
    for quote in quotes:
        label = quote.citation.item or ""
        if groups and label and groups[-1][0].provision == quote.citation.provision and groups[-1][0].paragraph == quote.citation.paragraph:
            groups[-1] = (quote.citation, [*groups[-1][1], label + quote.text])
        else:
            groups.append((quote.citation, [label + quote.text]))
    yield from groups
