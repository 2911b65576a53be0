"""Nothing goes out that does not stand: quotes verbatim at their address, values and modality in what is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from law.library import Library
from qa.model import Answer, Quote

VALUE = re.compile(r"\d+(?:\.\d+)?\s*(?:万|亿|千)?(?:元|倍|%|个?(?:工作)?日|天|个月|月|年|小时|次|家|名|项|个|颗|英寸|纳米)?")
"""3万元, 20日, 500项."""
MODALITY = re.compile(r"应当|可以|不得|必须|禁止")
SENTENCE = re.compile(r"[^。！？]*[。！？]?")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an answer that does not stand."""

    words: str
    why: str


def faults(answer: Answer, library: Library) -> tuple[Fault, ...]:
    """Return what does not stand in an answer: a quote that is not at its address, a value or a modality that no quoted provision holds."""
    found = [Fault(quote.text, f"{quote.citation}没有这些文字") for quote in answer.quotes if not stands(quote, library)]
    proof = _proof(answer, library)
    for sentence in _sentences(answer.conclusion):
        found.extend(Fault(sentence, f"所引条文中没有“{value}”") for value in VALUE.findall(sentence) if _bare(value) not in proof)
        found.extend(Fault(sentence, f"所引条文中没有“{word}”") for word in MODALITY.findall(sentence) if word not in proof)
    return tuple(found)


def stands(quote: Quote, library: Library) -> bool:
    """Say whether the words stand verbatim at the address."""
    words = library.text(quote.citation)
    return words is not None and quote.text in words


def checked(answer: Answer, library: Library) -> Answer | None:
    """Return the answer without what does not stand, or None where nothing is left of it. Refusals pass: they claim nothing."""
    bad = faults(answer, library)
    if not bad:
        return answer
    quotes = tuple(quote for quote in answer.quotes if stands(quote, library))
    wrong = {fault.words for fault in bad}
    conclusion = "".join(sentence for sentence in _sentences(answer.conclusion) if sentence not in wrong)
    if not quotes or not conclusion.strip():
        return None
    return replace(answer, conclusion=conclusion, quotes=quotes)


def _proof(answer: Answer, library: Library) -> str:
    """All words that an answer may take values from: the provisions that it quotes, their headings, titles and dates."""
    parts: list[str] = []
    for quote in answer.quotes:
        provision = library.provision(quote.citation)
        if provision is not None:
            parts += [provision.text, provision.heading or "", provision.address]
        document = library.document(quote.citation.document, quote.citation.version)
        parts += [document.title, document.document_number or ""]
        for date in (document.promulgation_date, document.effective_date):
            if date:
                year, month, day = date.split("-")
                parts.append(f"{year}年{int(month)}月{int(day)}日")
        numbered = [p.address for p in document.provisions]
        parts += [f"{len(numbered)}条", *numbered[-1:]]
        parts += [f"{len(paragraph.items)}项" for paragraph in provision.paragraphs if paragraph.items] if provision else []
    return _bare(" ".join(parts))


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE.findall(text) if sentence]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
