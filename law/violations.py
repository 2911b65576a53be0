"""Which provisions a sanction punishes: 违反本办法第十条第一款、第十一条规定的; 有前款第二项行为的; 违反第四项规定的."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from law.address import format_address
from law.mentions import Mention, Place, find_mentions
from law.model import Citation, Document, Item
from law.references import is_own, resolve

# 除本条例第十条规定的情形外; 依照第八条规定备案: no basis of what is punished
NO_BASIS_BEFORE = re.compile(r"(?:除|适用|(?<![未不])(?:依照|按照|依据|根据|参照))(?:本[\u4e00-\u9fff]{1,4})?$")
# 除前款和本条例第九十二条第二款规定情形外
EXCEPT = re.compile(r"除[^，；。除]{0,200}(?:外|以外)(?=[，；。]|$)")
# 违反第十五条第七项; 未按照本条例第二十一条规定…; 有前款第二项行为
BREACH_BEFORE = re.compile(
    r"(?:违反|违背|触犯|不符合|不履行|未履行|未遵守|不遵守|未执行|不执行|[未不](?:按照|依照|按|依据|根据|依)|有|实施|从事|属于|存在)"
    r"(?:了|上述|本[\u4e00-\u9fff]{1,4}?|下列|违反)?$"
)


# 违反本条例第四章规定: a chapter stays a chapter
DIVISION = re.compile(r"[章节编]$")


@dataclass(slots=True)
class Violations:
    """The addresses found so far, in order, each once."""

    origin: Place | None = None
    """The article or paragraph named last: 违反第四项规定 goes back to it."""
    found: list[str] = field(default_factory=list)
    refined: list[str] = field(default_factory=list)
    """Addresses that later words say more exactly: 违反第四十八条规定的，…：（一）违反第一项规定的."""

    def copy(self) -> Violations:
        """Return a copy that grows by itself."""
        return Violations(self.origin, list(self.found), list(self.refined))

    @staticmethod
    def named(document: Document, at: Citation, text: str) -> bool:
        """Tell whether the first clause of a text names a provision that was broken."""
        probe = Violations()
        probe.add_later(document, at, re.split(r"[，；]", text, maxsplit=1)[0])
        return bool(probe.found)

    def add(self, document: Document, at: Citation, words: str) -> None:
        """Add what the words before the first sanction name, unless as an exception or a basis."""
        for mention in _mentions(document, words):
            if not NO_BASIS_BEFORE.search(words, max(mention.start - 20, 0), mention.start) and not _excepted(words, mention):
                self._add(document, at, mention, words)

    def add_later(self, document: Document, at: Citation, words: str) -> None:
        """Add what a later condition says was broken: 违反前款第（一）项规定的; 依照第十条规定 is none."""
        broken = False
        end = 0
        for mention in _mentions(document, words):
            in_list = broken and not re.search(r"[，；。的]", words[end : mention.start])
            broken = bool(BREACH_BEFORE.search(words, max(mention.start - 20, 0), mention.start)) or in_list
            end = mention.end
            if broken and not _excepted(words, mention):
                self._add(document, at, mention, words)

    def add_items(self, document: Document, at: Citation, items: Sequence[Item]) -> None:
        """Add what the items of a list say was broken."""
        for item in items:
            if "条" in item.text or "款" in item.text:
                self.add(document, replace(at, item=item.label), item.text)
            self.add_items(document, at, item.items)

    def _add(self, document: Document, at: Citation, mention: Mention, words: str) -> None:
        bare = mention.places[0].base if mention.text.startswith("第") else ""
        origin = self.origin if bare == "本款" else None
        if origin:
            mention = _within(origin, mention)
            if str(origin) in self.found:
                self.found.remove(str(origin))
            self.refined.append(str(origin))
        elif bare == "本条" and self.origin:
            mention = _of_article(self.origin.address, mention)
        targets = () if DIVISION.search(mention.addresses[0] if mention.addresses else "") else resolve(mention, at, document)
        exact = [format_address(target.address, target.paragraph, target.item) for target in targets]
        for address in exact or [_named(address, document, at) for address in mention.addresses]:
            if address and address not in self.found:
                self.found.append(address)
        named = [Place(target.address, target.paragraph) for target in targets] or [place for place in mention.places if place.address]
        if not origin and named:
            self.origin = replace(named[-1], item=None)


def _named(address: str, document: Document, at: Citation) -> str:
    """Return a chapter by its label where the text says 本章; ``""`` where there is none."""
    if not address.startswith("本"):
        return address
    kind = address[1]
    labels = [division.label for division in document.divisions if at.address in division.provisions and division.label.endswith(kind)]
    return labels[0] + address[2:] if labels else ""


def _of_article(address: str, mention: Mention) -> Mention:
    """Read 第三款 as a paragraph of the article named before."""
    places = tuple(replace(place, address=address, base="") for place in mention.places)
    return replace(mention, places=places, until=replace(mention.until, address=address, base="") if mention.until else None)


def _within(origin: Place, mention: Mention) -> Mention:
    """Read 第四项 as an item of the article named before."""
    places = tuple(replace(origin, item=place.item) for place in mention.places)
    return replace(mention, places=places, until=replace(origin, item=mention.until.item) if mention.until else None)


def _mentions(document: Document, words: str) -> list[Mention]:
    return [mention for mention in find_mentions(words) if mention.places and not mention.loose and is_own(mention, document)]


def _excepted(words: str, mention: Mention) -> bool:
    return "除" in words and any(found.start() < mention.start and mention.end <= found.end() for found in EXCEPT.finditer(words))
