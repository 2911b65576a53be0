"""Find the addresses that running text or a question mentions. What they point at is for ``law.references``.

Three steps: marks (第十条, 第一款, 前款, 《…》, Article 12) → chains of marks that make one address (第十条第一款) → mentions, where
an element of a list inherits what stands before it (第十条第（一）项、第（三）项至第（七）项).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from law.address import NUMBER, NUMERAL_CHARACTERS, format_address, format_article, format_item, read_number
from law.naming import TYPES, name_before
from law.numerals import format_numeral

Base = Literal["", "本条", "前条", "本款", "前款", "前项"]
NEAR = 80
"""Characters before a number in which the name of its document is looked for."""
LONGEST_RANGE = 300
"""第一条至第九千条 is not counted out: no regulation lists that many, and a question may ask for any number."""


@dataclass(frozen=True, slots=True)
class Place:
    """One address as mentioned; ``base`` says where it starts from: ``""`` the document, ``本条`` the article that speaks …"""

    address: str = ""
    paragraph: int | None = None
    item: str | None = None
    base: Base = ""
    count: int = 1
    """2 for 前两款."""

    def __str__(self) -> str:
        return format_address(self.address, self.paragraph, self.item)


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a document, of an address, or of both; ``text`` is what stands between ``start`` and ``end``."""

    start: int
    end: int
    text: str
    document: str = ""
    """Title in 《》, or the name before the number (民法典第五条); ``""`` where the text names none or says 本办法."""
    version: str = ""
    """Of 《体育法》（2022-06-24）第六条."""
    places: tuple[Place, ...] = ()
    until: Place | None = None
    """The last place of a range that starts at the last one in ``places``."""
    own: bool = False
    """True for 本办法第十条: the document that speaks."""
    loose: bool = False
    """True for a number without 第 (十二条), which in running text may be a count."""

    @property
    def relative(self) -> bool:
        """Tell whether only its position says what it means: 前款, 本条, a 第一款 without its article."""
        return any(place.base for place in self.places)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Full addresses, ranges expanded by number: ``第十条第一款``; none for relative ones."""
        return tuple(str(place) for place in self.expanded() if not place.base)

    def expanded(self) -> tuple[Place, ...]:
        """Return the places with the range, if there is one, counted out."""
        return (*self.places[:-1], *count_out(self.places[-1], self.until)) if self.until else self.places


@dataclass(frozen=True, slots=True)
class Mark:
    """One unit of an address in the text: its kind, its labels (第十、十一条 has two), and whether 第 stands before it."""

    start: int
    end: int
    kind: str
    labels: tuple[str, ...] = ()
    ordinal: bool = True
    count: int = 0
    """How far back 前款, 前两款 reach; 0 for a number."""


LABEL = rf"[（(]?\s{{0,4}}{NUMBER}\s{{0,4}}[）)]?"
# 第十、十一条; 第（三）至（七）项; 第(一)(二)项
LIST = rf"{LABEL}(?:\s{{0,4}}(?:、|和|或者|或|及|与|至|到|[-~—–－～])\s{{0,4}}第?\s{{0,4}}{LABEL}|\s{{0,4}}[（(]\s{{0,4}}{NUMBER}\s{{0,4}}[）)])*"
# Not an article: 第三条件, 第一条例, 第十条约 (第十条约定的 is one); not an item: 第一项目
ARTICLE_UNIT = r"条(?!件|例(?!外)|约(?!定|束)|款项|文|线|形)"
PARAGRAPH_UNIT = r"款(?!项|额|式)"
ITEM_UNIT = r"项(?!目)"
UNIT = rf"{ARTICLE_UNIT}|{PARAGRAPH_UNIT}|{ITEM_UNIT}|目(?!标|录|的)|部分|章|分编|编|节(?!课|目)|点"
NUMBERED = rf"(?P<ordinal>第\s{{0,4}})?(?P<labels>{LIST})\s{{0,4}}(?P<unit>{UNIT})(?P<insert>\s{{0,4}}之\s{{0,4}}{NUMBER})?"
# 前款, 前两款, 前一条; not 目前条件, 此前款项
BACKWARD = rf"(?<![目此提])[前上](?P<count>[一二两三四五六七八九十]?)(?P<back>{ARTICLE_UNIT}|{PARAGRAPH_UNIT}|{ITEM_UNIT})"
# 本条第一款, 本款规定, 该条第二款; not 本条例
HERE = rf"[本该](?P<here>{ARTICLE_UNIT}|{PARAGRAPH_UNIT})"
# 本章, 本节; 本章第二节
WITHIN = r"本(?P<within>章(?!程)|节(?!课|目|假)|编(?!号|制|写|辑)|分编)"
# 第10条(1), 第十条（二）
BRACKET = rf"[（(]\s{{0,4}}(?P<bracket>{NUMBER})\s{{0,4}}[）)]"
# 二、（六）3; 规划二（六）3
HEADING = (
    rf"(?P<one>(?<![第{NUMERAL_CHARACTERS}])[一二三四五六七八九十]{{1,3}}(?=\s{{0,4}}、)|(?:(?<!\w)|(?<=[{''.join(sorted({kind[-1] for kind in TYPES.split('|')}))}]))[一二三四五六七八九十]{{1,3}})\s{{0,4}}、?\s{{0,4}}"
    rf"[（(]\s{{0,4}}(?P<two>{NUMBER})\s{{0,4}}[）)](?:\s{{0,4}}(?P<three>\d{{1,2}}(?!\d)))?|(?<=》)(?P<top>[一二三四五六七八九十]{{1,3}})、?(?!\w*条)"
)
# 《体育法》, 《关于修改《体育法》的决定》, with what stands in brackets behind: （以下简称《体育法》）, （2022-06-24）, （省政府令第239号）
TITLE = (
    r"(?P<quoted>《(?P<title>(?:[^《》]|《[^《》]*》)+)》)"
    r"(?:\s{0,4}[（(](?:(?P<version>\d{4}(?:-\d{2}){1,2})|以下(?:简称|统称|称)[^（）()]{1,40}|[^（）()《》]{0,40})[）)])?"
)
# 本办法, 本条例
OWN = rf"(?P<own>(?<![根基])本(?:(?![第条款项])[\u4e00-\u9fff]){{0,4}}?(?:{TYPES}))"
# What any mark begins with is looked at first: most characters of a text begin none.
MARK = re.compile(
    rf"(?=[《本该前上第（(\s{NUMERAL_CHARACTERS}])(?:{'|'.join((TITLE, WITHIN, OWN, HEADING, NUMBERED, BACKWARD, HERE, BRACKET))})"
)
# Article 12(2)(1); Art. 20, paragraph 2, item 1; paragraph 2 of Article 20
ENGLISH = re.compile(
    r"(?i)(?:\b(?:paragraph|para\.?)\s*(?P<before>\d{1,3})\s+of\s+(?:the\s+)?)?\b(?:articles?|arts?\.?)\s*(?P<number>\d{1,4})(?!\d)"
    r"(?:\s*\((?P<paragraph>\d{1,2})\)(?:\((?P<item>\d{1,2})\))?)?(?:,?\s*\b(?:paragraph|para\.?)\s*\(?(?P<after>\d{1,2})\)?)?"
    r"(?:,?\s*\b(?:item|subparagraph|point)\s*\(?(?P<point>\d{1,2})\)?)?"
)
# Articles 10 to 12, 14(1) and 15
ENGLISH_MORE = re.compile(
    r"(?i)\s*(?P<join>,\s*and|,|and|or|&|to|through|-|–)\s*(?P<number>\d{1,4})(?![\d.%])(?:\s*\((?P<paragraph>\d{1,2})\))?"
)
LEVELS = {"部分": 0, "编": 0, "分编": 1, "章": 2, "节": 3, "点": 1, "条": 4, "款": 5, "项": 6, "目": 7}
BASES: dict[str, Base] = {"条": "前条", "款": "前款", "项": "前项", "本条": "本条", "本款": "本款"}
HERE_BASES = ("本条", "本款")
DIVISIONS = ("分编", "编", "章", "节")
CHAIN = re.compile(r"\s*的?\s*")
# 《体育法》（以下简称体育法）的第六条
BEHIND_TITLE = re.compile(r"\s*(?:[（(][^（）()]{0,60}[)）])?\s*[里中]?的?\s*")
# 十二条 without 第 is an address at the start of a question or behind the name of a document, and before what one asks about it
BEFORE_LOOSE = re.compile(rf"(?:^|》|(?:{TYPES}|法律|法规|规章)(?:[里中]?[面头边]?的?|[那这]个))[，,]?\s*$")
AFTER_LOOSE = re.compile(rf"\s*(?:$|[？?，,。：:是说讲规里怎有什的写啥呢能对与和、至到第-]|内容|管[什啥哪的]|{NUMBER}\s*款)")
JOIN = re.compile(r"\s*(?:、|和|或者|或|以及|及|与|并)\s*")
RANGE = re.compile(r"\s*(?:至|到|[-~—–－～]{1,2})\s*")
# 第9条~11条
LIST_GAP = re.compile(rf"{JOIN.pattern}|{RANGE.pattern}")
# 该办法第三条
SUCH_DOCUMENT = re.compile(rf"(?:该|此|上述)(?:{TYPES})[里中]?的?\s*$")
# the number that ends an address: 十 of 第十条, 一 of 第一百二十条之一, 二 of 第一编第二章
LAST_NUMBER = re.compile(rf"(.*[第之])({NUMBER})(|条|{'|'.join(DIVISIONS)})")
# Article 6 of the 《体育法》
OF = re.compile(r"(?i)\s*(?:of|in)\s+(?:the\s+)?|\s*[（(]?")


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Find every mention of a document in 《》 or of an address, in the order of the text.

    ``本办法第十条第（一）项和第十一条第（三）项至第（七）项`` gives two: an element of a list inherits the document and the article
    before it; a range is one mention. Spaces, full-width and ASCII digits, and English (Article 12(2)) are understood.
    """
    found: list[Mention] = []
    for raw in _merge_titles(text, sorted((*_chinese(text), *_english(text)), key=lambda mention: mention.start)):
        mention = _point_back(text, raw, found)
        before = found[-1] if found else None
        gap = text[before.end : mention.start] if before else ""
        if before and before.places and mention.places and RANGE.fullmatch(gap) and not before.until:
            found[-1] = _as_range(text, before, mention)
        elif before and before.places and mention.places and not mention.document and not mention.own and JOIN.fullmatch(gap):
            found.append(_inherit(before, mention))
        elif mention.document or mention.places:
            found.append(mention)
    return tuple(found)


def _before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Search the words just before a place; what stands further away does not matter, and a text may be one line of a megabyte."""
    return pattern.search(text[max(end - NEAR, 0) : end])


def count_out(first: Place, last: Place) -> tuple[Place, ...]:
    """Count out a range by number: 第十条 to 第十二条 gives three places, 第二章 to 第四章 too. Where it cannot be counted, its two ends."""
    counted: tuple[Place, ...] = ()
    if first.item and last.item and (first.address, first.paragraph) == (last.address, last.paragraph):
        counted = tuple(replace(first, item=format_item(n)) for n in _count(read_number(first.item), read_number(last.item)))
    elif first.item or last.item:
        counted = ()
    elif first.paragraph and last.paragraph and first.address == last.address:
        counted = tuple(replace(first, paragraph=n) for n in _count(first.paragraph, last.paragraph))
    elif not first.paragraph and not last.paragraph:
        counted = tuple(replace(first, address=address) for address in _count_addresses(first.address, last.address))
    return counted or (first, last)


def _count_addresses(first: str, last: str) -> Iterator[str]:
    """Yield the addresses of a range whose ends differ in their last number only; 第十条 to 第十二条之一 cannot be counted."""
    start, end = LAST_NUMBER.fullmatch(first), LAST_NUMBER.fullmatch(last)
    if start and end and start.group(1, 3) == end.group(1, 3):
        for number in _count(read_number(start[2]), read_number(end[2])):
            yield start[1] + format_numeral(number) + start[3]


def _count(first: int, last: int) -> range:
    return range(first, last + 1) if 0 < first < last <= first + LONGEST_RANGE else range(0)


# Marks and chains ------------------------------------------------------------------------------------------------------------


def _chinese(text: str) -> Iterator[Mention]:
    chain: list[Mark] = []
    for mark in _marks(text):
        if chain and _continues(text, chain[-1], mark):
            chain.append(mark)
            continue
        gap = text[chain[-1].end : mark.start] if chain else ""
        in_list = bool(chain) and chain[0].kind in LEVELS and bool(LIST_GAP.fullmatch(gap))
        to_the_end = bool(chain) and mark.kind == chain[-1].kind and bool(RANGE.fullmatch(gap))
        if chain:
            yield _mention(text, chain)
        chain = [mark] if _starts(text, mark) or (in_list and mark.kind == "条") or to_the_end else []
    if chain:
        yield _mention(text, chain)


def _marks(text: str) -> Iterator[Mark]:
    for found in MARK.finditer(text):
        start, end = found.span()
        if found["title"]:
            yield Mark(start, found.end("quoted"), "title", (found["title"], found["version"] or ""))
        elif found["within"]:
            yield Mark(start, end, found["within"])
        elif found["own"]:
            yield Mark(start, end, "own")
        elif found["one"] or found["top"]:
            yield Mark(start, end, "heading", tuple(label for label in found.group("one", "top", "two", "three") if label))
        elif found["unit"]:
            insert = found["insert"] if found["unit"] == "条" else None
            end = found.end("insert") if insert else found.end("unit")
            yield Mark(start, end, found["unit"], _labels(found["labels"], insert), ordinal=bool(found["ordinal"]))
        elif found["back"]:
            yield Mark(start, end, found["back"], count=read_number(found["count"]) or 1)
        elif found["here"]:
            yield Mark(start, end, "本" + found["here"])
        else:
            yield Mark(start, end, "项", (found["bracket"],), ordinal=False)


def _labels(words: str, insert: str | None) -> tuple[str, ...]:
    """Split ``三至五`` into 三, 四, 五 and ``十、十一`` into 十, 十一; an inserted article keeps its 之一."""
    labels: list[str] = []
    for separator, label in re.findall(rf"([至到~—–－～-]?)\s*第?\s*[（(]?\s*({NUMBER})", words):
        ends = _count(read_number(labels[-1]), read_number(label)) if separator else range(0)
        labels.extend(str(number) for number in ends[1:] or (read_number(label),))
    if insert:
        labels[-1] += "之" + str(read_number(insert.strip().removeprefix("之")))
    return tuple(labels)


def _starts(text: str, mark: Mark) -> bool:
    """Tell whether an address can start here; a number without 第 only where nothing but an article can be meant."""
    if mark.kind in ("点", "目"):
        return False
    if mark.ordinal:
        return True
    return mark.kind == "条" and bool(_before(BEFORE_LOOSE, text, mark.start) and AFTER_LOOSE.match(text, mark.end))


def _continues(text: str, before: Mark, mark: Mark) -> bool:
    """Tell whether a mark narrows the one before it: 第十条 + 第一款, 第二章 + 第十条, 《体育法》 + 第六条."""
    gap = text[before.end : mark.start]
    if before.kind in ("title", "own"):
        return mark.kind not in ("title", "own") and bool(BEHIND_TITLE.fullmatch(gap)) and _starts(text, mark)
    if mark.kind not in LEVELS or before.kind not in (*LEVELS, *HERE_BASES) or not CHAIN.fullmatch(gap):
        return False
    if not mark.ordinal and (gap.strip() or before.kind == "项"):
        return False
    if before.kind in ("部分", "点") or (mark.kind == "点" and before.kind == "项"):
        return mark.kind in ("点", "项", "条", "款")
    if mark.count:
        return mark.kind == "款" and (before.kind == "本条" or (before.kind == "条" and mark.count > 1 and not gap))
    if before.kind in DIVISIONS and mark.kind not in DIVISIONS and not (mark.kind == "条" and mark.ordinal):
        return False
    return LEVELS[mark.kind] > LEVELS[before.kind.removeprefix("本")]


def _mention(text: str, chain: Sequence[Mark]) -> Mention:
    """Make one mention of a chain, with the name of the document that stands before it."""
    start, end = chain[0].start, chain[-1].end
    document, version, own = "", "", chain[0].kind == "own"
    if chain[0].kind == "title":
        document, version = chain[0].labels
    marks = chain[1:] if document or own else chain
    if marks is chain and chain[0].kind in ("条", "heading", "部分", "章", "编") and chain[0].labels:
        near = max(start - NEAR, 0)
        offset, document = name_before(text[near:start])
        start = near + offset
        start = min(start, chain[0].start) if document else chain[0].start
    loose = bool(marks) and not marks[0].ordinal
    return Mention(start, end, text[start:end], document, version, _places(marks), own=own, loose=loose)


def _places(marks: Sequence[Mark]) -> tuple[Place, ...]:
    """Put a chain of marks into places: 第十、十一条第一款 has two, and the paragraph belongs to the second."""
    if not marks:
        return ()
    if marks[0].kind in ("部分", "heading"):
        return (Place(_heading([label for mark in marks for label in mark.labels[:1]] if marks[0].kind == "部分" else marks[0].labels)),)
    places = [Place(base="本款" if marks[0].kind == "项" else "" if marks[0].kind in ("条", *DIVISIONS) else "本条")]
    for mark in marks:
        last = places.pop()
        places.extend(_narrow(last, mark))
    return tuple(places)


def _heading(labels: Sequence[str]) -> str:
    """Address of a heading in a policy document: 二, 六, 3 → ``二、（六）3``."""
    numbers = [read_number(label) for label in labels]
    words = format_numeral(numbers[0])
    if len(numbers) > 1:
        words += "、" + format_item(numbers[1])
    return words + (str(numbers[2]) if len(numbers) > 2 else "")


def _narrow(place: Place, mark: Mark) -> list[Place]:
    """Apply one more unit to a place; a unit with several labels gives several places."""
    if mark.count and mark.kind == "款" and place.address:
        return [replace(place, paragraph=n) for n in range(1, mark.count + 1)]
    if not mark.labels and mark.kind in DIVISIONS:
        return [replace(place, address=f"本{mark.kind}", base="")]
    if mark.count or mark.kind in HERE_BASES:
        return [replace(place, base=BASES[mark.kind], count=mark.count or 1)]
    match mark.kind:
        case "条":
            return [replace(place, address=_article_label(label), base="") for label in mark.labels]
        case "款":
            return [replace(place, paragraph=read_number(label)) for label in mark.labels]
        case "项":
            return [replace(place, item=format_item(read_number(label))) for label in mark.labels]
        case "目":
            return [replace(place, item=f"{place.item or ''}{read_number(label)}") for label in mark.labels]
        case _:
            return [replace(place, address=f"{place.address}第{format_numeral(read_number(label))}{mark.kind}") for label in mark.labels]


def _article_label(label: str) -> str:
    number, _, insert = label.partition("之")
    return format_article(read_number(number)) + (f"之{format_numeral(read_number(insert))}" if insert else "")


# English ---------------------------------------------------------------------------------------------------------------------


def _english(text: str) -> Iterator[Mention]:
    if "art" not in text.lower():
        return
    for found in ENGLISH.finditer(text):
        paragraph = found["paragraph"] or found["after"] or found["before"]
        item = found["item"] or found["point"]
        place = Place(format_article(int(found["number"])), int(paragraph) if paragraph else None, format_item(int(item)) if item else None)
        mention = Mention(found.start(), found.end(), found[0], places=(place,))
        while more := ENGLISH_MORE.match(text, mention.end):
            place = Place(format_article(int(more["number"])), int(more["paragraph"]) if more["paragraph"] else None)
            if more["join"] in ("to", "through", "-", "–") and not mention.until:
                mention = replace(mention, end=more.end(), text=text[mention.start : more.end()], until=place)
                continue
            yield mention
            mention = Mention(more.start("number"), more.end(), text[more.start("number") : more.end()], places=(place,))
        yield mention


# Lists, ranges, titles -------------------------------------------------------------------------------------------------------


def _merge_titles(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Join what English puts the other way round: ``Article 6 of 《体育法》``."""
    waiting: Mention | None = None
    for mention in mentions:
        if waiting and mention.document and not mention.places and OF.fullmatch(text[waiting.end : mention.start]):
            waiting = replace(waiting, end=mention.end, text=text[waiting.start : mention.end], document=mention.document)
            continue
        if waiting:
            yield waiting
        waiting = mention
    if waiting:
        yield waiting


def _point_back(text: str, mention: Mention, found: Sequence[Mention]) -> Mention:
    """Fill in what 该条, 该款 and 该办法 take from the mentions before them."""
    if mention.text.startswith("该") and (
        earlier := [(other, place) for other in found for place in (*other.places, other.until) if place and place.address]
    ):
        before, origin = earlier[-1]
        places = tuple(
            replace(place, address=origin.address, paragraph=origin.paragraph if place.base == "本款" else place.paragraph, base="")
            for place in mention.places
        )
        return replace(mention, document=before.document, version=before.version, places=places)
    if mention.places and not mention.document and not mention.own and _before(SUCH_DOCUMENT, text, mention.start):
        named = [other for other in found if other.document]
        return replace(mention, document=named[-1].document, version=named[-1].version) if named else mention
    return mention


def _as_range(text: str, before: Mention, mention: Mention) -> Mention:
    last = _inherit(before, mention).places[0]
    return replace(before, end=mention.end, text=text[before.start : mention.end], until=last)


def _inherit(before: Mention, mention: Mention) -> Mention:
    """Give an element of a list what it leaves out: the document, the article, the paragraph of the element before it; 前款 leaves out none."""
    if mention.text[0] in "本前上":
        return mention
    mention = replace(mention, document=before.document, version=before.version, own=before.own)
    origin = before.until or before.places[-1]
    return replace(mention, places=tuple(_inherit_place(origin, place) for place in mention.places))


def _inherit_place(origin: Place, place: Place) -> Place:
    if place.base == "本条" and place.paragraph:
        return replace(place, address=origin.address, base=_wider(origin.base), count=origin.count)
    if place.base == "本款":
        return replace(origin, item=place.item)
    outer, own = LAST_NUMBER.fullmatch(origin.address), LAST_NUMBER.fullmatch(place.address)
    within = outer and own and own[1] == "第" and own[3] in DIVISIONS and own[3] == outer[3]
    return replace(place, address=outer[1].removesuffix("第") + place.address) if outer and within else place


def _wider(base: Base) -> Base:
    """What a 第二款 in a list goes back to: 前款、第二款 is about this article, 前条第一款、第二款 about the one before."""
    return {"前款": "本条", "本款": "本条", "前项": "本条"}.get(base, base)  # type: ignore[return-value]
