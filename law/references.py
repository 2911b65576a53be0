"""Resolve mentions: what 前款, 本条第一款 or 第十条至第十二条 points at, standing where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from law.address import ARTICLE, NUMBER, address_key, label_key, split_labels
from law.mentions import Mention, Place, find_mentions
from law.model import Citation, Division, Document, Item, Paragraph, Provision, Reference, paragraph_lines
from law.naming import name_before, title_key

# 《中华人民共和国民法典》（以下简称《民法典》）; 中华人民共和国民法典（以下简称民法典）
ALIAS = re.compile(
    r"(?:《(?P<title>(?:[^《》]|《[^《》]*》)+)》|(?P<bare>中华人民共和国[\u4e00-\u9fff]+法典?))[（(]以下(?:简称|统称|称)[《“\"]?(?P<alias>[^（）《》“”\"]+)[》”\"]?[）)]"
)

# 第三章 and 第一节 of 第三章第一节; 本章
DIVISION = re.compile(rf"(?:本|第{NUMBER})(?:分编|编|章|节)")
# 依照药品管理法的有关规定; 适用民法典的规定: a law by its bare name, without an article
BARE_NAME = re.compile(
    r"(?:依照|按照|根据|依据|适用|参照)(?P<name>(?![本该]|有关|相关|其他|国家|法律|行政法规|上述|现行|所|地方|当地|前)"
    r"(?:中华人民共和国)?[\u4e00-\u9fff]{1,20}?(?:法典|(?<![方办做立执守])(?<!(?<!公)司)法|条例))(?=的(?:有关|相关)?规定)"
)
# 违反第七项规定, 有第一项、第三项情形
BROKEN = re.compile(r"(?:违反|有)(?:了|上述)?$")
# 浙江省 before 体育赛事管理办法
REGION = re.compile(r"[\u4e00-\u9fff]{2,10}(?:省|市|自治区|特区|自治州|县|区)")


def find_references(document: Document, provision: Provision) -> tuple[Reference, ...]:
    """Find the references of one provision, resolved; spans are offsets in ``provision.text``.

    References within the document carry its version and name only what exists: a dangling one has no targets.
    A reference to another document is external and keeps the title and the address that the text gives.
    """
    return tuple(_find(document, provision, aliases(document)))


def all_references(document: Document) -> Iterator[tuple[Provision, tuple[Reference, ...]]]:
    """Yield every provision of a document with its references."""
    names = aliases(document)
    for provision in document.all_provisions():
        yield provision, tuple(_find(document, provision, names))


def aliases(document: Document) -> Mapping[str, str]:
    """Return the short names that the text defines for other documents: 以下简称《民法典》 → 中华人民共和国民法典."""
    text = "\n".join(provision.text for provision in document.all_provisions())
    return {title_key(found["alias"]): found["title"] or found["bare"] for found in ALIAS.finditer(text)}


def resolve(mention: Mention, at: Citation, document: Document) -> tuple[Citation, ...]:
    """Return what a mention means that stands in ``document`` at ``at``: existing provisions, paragraphs and items only.

    A mention of another document is returned as it is named, unchecked, with ranges counted by number. A 前款 in a first paragraph, or a
    第三款 of an article with two, gives an empty tuple.
    """
    if mention.document and not is_own(mention, document):
        places = mention.expanded() or (Place(),)
        return tuple(
            Citation(mention.document, place.address, place.paragraph, place.item, mention.version) for place in places if not place.base
        )
    if not mention.places:
        return (Citation(document.title, version=document.version),)
    targets = [target for place in mention.places for target in _resolve(place, at, document)]
    if mention.until:
        targets = [*targets[:-1], *_between(targets[-1:], _resolve(mention.until, at, document), document)]
    return tuple(dict.fromkeys(targets))


def is_own(mention: Mention, document: Document) -> bool:
    """Tell whether a mention names the document that it stands in, or none."""
    key = title_key(mention.document)
    return (
        not key or key == title_key(document.title) or (len(key) > 3 and mention.version == "" and title_key(document.title).endswith(key))
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of ``Provision.text``: where it starts, and the paragraph and item that it belongs to."""

    start: int
    text: str
    paragraph: int
    item: str | None
    has_items: bool = False


def _lines(provision: Provision) -> Iterator[_Line]:
    start = 0
    for paragraph in provision.paragraphs:
        items = list(_item_labels(paragraph.items))
        lines = list(paragraph_lines(paragraph))
        labels = [None] * (len(lines) - len(items)) + items
        for line, label in zip(lines, labels, strict=True):
            yield _Line(start, line, paragraph.n, label, bool(paragraph.items))
            start += len(line) + 1


def _item_labels(items: tuple[Item, ...], prefix: str = "") -> Iterator[str]:
    for item in items:
        yield prefix + item.label
        yield from _item_labels(item.items, prefix + item.label)


def _find(document: Document, provision: Provision, names: Mapping[str, str]) -> Iterator[Reference]:
    head: Citation | None = None
    for line in _lines(provision):
        at = Citation(document.title, provision.address, line.paragraph, line.item, document.version)
        found = [*_in_line(document, line, at, names, head if line.item else None), *_by_name(document, line)]
        if not line.item:
            head = next((one.targets[-1] for one in reversed(found) if one.targets and not one.external), None)
        yield from sorted(found, key=lambda reference: reference.start)


def _in_line(document: Document, line: _Line, at: Citation, names: Mapping[str, str], head: Citation | None) -> Iterator[Reference]:
    """Yield the references of a line; a bare 第一项 goes back to what was named before, in the line or (违反第一项规定) in the head of its list."""
    before: Citation | None = None
    for written in find_mentions(line.text):
        if written.loose:
            continue
        broken = BROKEN.search(line.text, max(written.start - 10, 0), written.start) is not None
        origin = before if before and (broken or not line.has_items) else head if broken else None
        mention = _within(origin, written) if origin and _is_bare_item(written) else written
        targets = resolve(mention, at, document)
        external = bool(mention.document) and not is_own(mention, document)
        if not external:
            before = targets[-1] if targets and (targets[-1].item or mention.places) else before
        elif full := names.get(title_key(mention.document)):
            targets = tuple(Citation(full, target.address, target.paragraph, target.item, target.version) for target in targets)
        yield Reference(mention.text, line.start + mention.start, line.start + mention.end, targets, external)


def _by_name(document: Document, line: _Line) -> Iterator[Reference]:
    """Yield the laws that a line leaves a matter to by their bare name."""
    if "规定" not in line.text:
        return
    for found in BARE_NAME.finditer(line.text):
        _, name = name_before(found["name"])
        if name and not document.title.endswith(name):
            start = line.start + found.end("name") - len(name)
            yield Reference(name, start, start + len(name), (Citation(name),), external=True)


def _is_bare_item(mention: Mention) -> bool:
    return bool(mention.places) and mention.places[0].base == "本款" and mention.text.startswith("第")


def _within(origin: Citation, mention: Mention) -> Mention:
    """Read 第一项 behind 前款第二项情形 as an item of the same list."""
    base = Place(origin.address, origin.paragraph)
    places = tuple(replace(base, item=place.item) for place in mention.places)
    return replace(mention, places=places, until=replace(base, item=mention.until.item) if mention.until else None)


# Places within a document ----------------------------------------------------------------------------------------------------


def _resolve(place: Place, at: Citation, document: Document) -> list[Citation]:
    if place.base == "":
        return _absolute(place, document, at)
    here = find_provision(document, at.address)
    if here is None:
        return []
    if place.base == "前条":
        position = document.provisions.index(here) if here in document.provisions else 0
        earlier = document.provisions[max(position - place.count, 0) : position]
        return [target for provision in earlier for target in _inside(document, provision, place.paragraph, place.item)]
    if place.base == "本条":
        return _inside(document, here, place.paragraph, place.item)
    return _resolve_in_article(place, at, document, here) if at.paragraph else []


def _resolve_in_article(place: Place, at: Citation, document: Document, here: Provision) -> list[Citation]:
    """Resolve 前款, 前项 and 本款第（二）项 from a paragraph of ``here``."""
    paragraph = at.paragraph or 0
    if place.base == "前款":
        numbers = range(max(paragraph - place.count, 1), paragraph)
        return [target for n in numbers for target in _inside(document, here, n, place.item)]
    if place.base == "前项":
        return _items_before(document, here, at, place.count)
    return _inside(document, here, paragraph, place.item) or (_inside(document, here, None, place.item) if place.item else [])


def _absolute(place: Place, document: Document, at: Citation) -> list[Citation]:
    provision = find_provision(document, place.address)
    if provision:
        return _inside(document, provision, place.paragraph, place.item)
    return [Citation(document.title, address, version=document.version) for address in _division(document, place.address, at.address)]


def _division(document: Document, words: str, here: str) -> list[str]:
    """Return the addresses in a division: 第三章, 本章, 本节, 第三章第一节, 本编第三章; a chapter has those of its sections too."""
    names = DIVISION.findall(words)
    within = {address for division in document.divisions for address in division.provisions} if names else set()
    for name in names:
        meant = [
            division.provisions
            for division in document.divisions
            if _is_meant(name, division, here) and within.issuperset(division.provisions)
        ]
        within = {address for provisions in meant for address in provisions}
    return [provision.address for provision in document.provisions if provision.address in within]


def _is_meant(name: str, division: Division, here: str) -> bool:
    if name.startswith("本"):
        return here in division.provisions and re.search(rf"第{NUMBER}{name[1:]}$", division.label) is not None
    return address_key(division.label) == address_key(name)


def find_provision(document: Document, address: str) -> Provision | None:
    """Return the provision of a document at an address however it is spelt, or None."""
    key = address_key(address)
    return next((provision for provision in document.all_provisions() if address_key(provision.address) == key), None)


def find_item(items: tuple[Item, ...], label: str) -> tuple[str, Item] | None:
    """Return an item by its label however it is spelt (第一项, （一）, 1.), with the label as printed; None where there is none."""
    first, *deeper = split_labels(label)
    for item in items:
        if label_key(item.label) == label_key(first):
            if not deeper:
                return item.label, item
            nested = find_item(item.items, "".join(deeper))
            return (item.label + nested[0], nested[1]) if nested else None
    return None


def find_paragraphs(provision: Provision, paragraph: int | None, item: str | None) -> Iterator[tuple[Paragraph, str, Item | None]]:
    """Yield the paragraphs of a provision that a citation means, with the item that it names and its label as printed."""
    for candidate in provision.paragraphs:
        if paragraph not in (None, candidate.n):
            continue
        if not item:
            yield candidate, "", None
        elif found := find_item(candidate.items, item):
            yield candidate, *found


def _inside(document: Document, provision: Provision, paragraph: int | None, item: str | None) -> list[Citation]:
    if paragraph is None and not item:
        return [Citation(document.title, provision.address, version=document.version)]
    found = next(find_paragraphs(provision, paragraph, item), None)
    return [Citation(document.title, provision.address, paragraph, found[1] or None, document.version)] if found else []


def _items_before(document: Document, here: Provision, at: Citation, count: int) -> list[Citation]:
    items = next((paragraph.items for paragraph in here.paragraphs if paragraph.n == at.paragraph), ())
    labels = [item.label for item in items]
    position = labels.index(at.item) if at.item in labels else len(labels) if at.item is None else 0
    chosen = labels[max(position - count, 0) : position]
    return [Citation(document.title, here.address, at.paragraph, label, document.version) for label in chosen]


def _between(first: list[Citation], last: list[Citation], document: Document) -> list[Citation]:
    """Return what really stands from one place through another: 第十条至第十二条 includes a 第十一条之一, 第二章至第四章 all of 第四章."""
    if not first or not last:
        return [*first, *last]
    start, end = first[-1], last[-1]
    if (start.address, start.paragraph) == (end.address, end.paragraph) and start.item and end.item:
        provision = find_provision(document, start.address)
        found = next(find_paragraphs(provision, start.paragraph, start.item), None) if provision else None
        labels = [item.label for item in found[0].items] if found else []
        inner = labels[labels.index(start.item) : labels.index(end.item) + 1] if start.item in labels and end.item in labels else []
        return [Citation(document.title, start.address, start.paragraph, label, document.version) for label in inner] or [start, end]
    if start.address == end.address and start.paragraph and end.paragraph:
        return [Citation(document.title, start.address, n, None, document.version) for n in range(start.paragraph, end.paragraph + 1)]
    addresses = [provision.address for provision in document.provisions if ARTICLE.fullmatch(provision.address)]
    if start.address not in addresses or end.address not in addresses:
        return [start, *last]
    inner = addresses[addresses.index(start.address) : addresses.index(end.address) + 1]
    middle = [Citation(document.title, address, version=document.version) for address in inner[1:-1]]
    return [start, *middle, end] if len(inner) > 1 else [start, *last]
