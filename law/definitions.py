"""What a document says its words mean: 本办法所称体育赛事，是指…; …的部门（以下统称体育主管部门）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from law.clauses import sentences
from law.model import Citation, Document, Provision

# 本办法所称的地理国情，是指…; 本条例所称物业管理，包括…
CALLED = re.compile(
    r"(?:本[\u4e00-\u9fff]{1,4}|前[款条])?(?:中)?所称(?:的)?[“\"]?(?P<term>[^，。；：是“”\"]{1,30}?)[”\"]?[，,]?\s*(?:是指|指的是|指(?!定|导|标|引)|包括|系指|为)"
)
# 体育赛事，是指…, at the start of an item or a paragraph: （一）餐厨垃圾，是指…
MEANS = re.compile(r"^[“\"]?(?P<term>[^，。；：“”\"的]{1,20})[”\"]?[，,：]?\s*(?:是指|系指|指的是|指：)")
# 县级以上人民政府主管体育工作的部门（以下统称体育主管部门）
SHORT = re.compile(r"[（(]以下(?:统称|简称|称)(?:为)?[“\"《]?(?P<term>[^（）()“”\"《》，。]{1,30})[”\"》]?(?:，[^（）()]*)?[）)]")


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, the sentence that defines it, verbatim, and where it stands."""

    term: str
    quote: str
    citation: Citation


def definitions(document: Document) -> tuple[Definition, ...]:
    """Return the definitions of a document in the order of the text: terms (所称…是指), and short names (以下简称, 以下统称)."""
    whole = Citation(document.title, version=document.version)
    places = ((provision, replace(whole, address=provision.address)) for provision in document.all_provisions())
    return tuple(definition for provision, place in places for definition in definitions_of(provision, place))


def definitions_of(provision: Provision, place: Citation) -> Iterator[Definition]:
    """Yield the definitions of one provision that stands at a place."""
    for paragraph in provision.paragraphs:
        at = replace(place, paragraph=paragraph.n if len(provision.paragraphs) > 1 else None)
        parts = sentences(paragraph.text)
        for n, sentence in enumerate(parts):
            items = "".join(f"\n{item.label}{item.text}" for item in paragraph.items) if n == len(parts) - 1 else ""
            yield from _sentence(sentence, sentence + items, at)
        for item in paragraph.items:
            label = Citation(at.document, at.address, at.paragraph, item.label, at.version)
            yield from _sentence(item.text, f"{item.label}{item.text}", label)


def _sentence(sentence: str, quote: str, at: Citation) -> Iterator[Definition]:
    found = CALLED.search(sentence) or MEANS.match(sentence)
    if found:
        yield Definition(found["term"].strip(), quote, at)
    for short in SHORT.finditer(sentence):
        yield Definition(short["term"].removeprefix("为").strip(), sentence, at)
