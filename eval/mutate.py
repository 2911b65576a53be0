"""Change the law and ask again: ``python -m eval mutate``. Answers must follow what the texts say now, or refuse.

In a copy of the corpus values, modalities and articles are changed, one change a provision; each is asked about before and after. A
question counts where the answer before the change stated the old words: then the answer after it must state the new ones and not the old
ones, or refuse. Nothing is written where the corpus or its index is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.wording import canonical, says
from intake.assembly import passages
from intake.search import Search
from law.library import Library
from law.model import Citation, Document, Item, Provision
from qa.assistant import Assistant
from qa.model import Answer, Question

AMOUNT = re.compile(r"(?<![\d.第〔])(\d+)(?=(?:万|亿|千)?元)")
"""3万元 → 5万元."""
PERIOD = re.compile(r"(?<![\d.第年月〔])(\d+)(?=个?(?:工作)?日(?!\d)|天|个月)")
"""20日 → 30日; not the day of a date."""
COUNT = re.compile(r"(?<![\d.第〔])(\d{2,})(?=家|个|项|名|人|种|所|万人|%|亿(?!元))")
"""500项 → 700项."""
YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年(?!\d))")
"""到2022年 → 到2025年."""
DUTY = re.compile(r"应当|不得|可以(?!说)")
UNIT = re.compile(r"省[一-鿿]{1,8}?[委厅局办](?=[、，）])")
"""（责任单位：省商务厅、省海港委）."""
OTHER_UNIT = "省信访局"
OPPOSITE = {"应当": "可以", "不得": "可以", "可以": "应当"}
ARTICLE = re.compile(r"第.+条")
LEAST, MOST = 8, 90
"""Characters of a segment that a question is made of."""
SEGMENT = re.compile(r"[^，。；：\n]+")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the corpus and the question that it should show in."""

    kind: str
    place: Citation
    before: str
    after: str
    question: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one change."""

    change: Change
    old: Answer
    new: Answer

    @property
    def counts(self) -> bool:
        """Whether the answer before the change stated what was changed."""
        if self.change.kind == "removed":
            return not self.old.refused and any(_same(quote.citation, self.change.place) for quote in self.old.quotes)
        return not self.old.refused and says(canonical(self.old.text), self.change.before)

    @property
    def followed(self) -> bool:
        """Whether the answer after the change states the new words and not the old ones, or refuses."""
        if self.new.refused:
            return True
        text = canonical(self.new.text)
        if self.change.kind == "removed":
            return not says(text, self.change.before)
        return says(text, self.change.after) and not says(text, self.change.before)


def mutate(documents: Sequence[Document], search: Search, limit: int | None = None) -> Iterator[Verdict]:
    """Yield what comes of each change, one round of independent changes at a time."""
    with TemporaryDirectory() as folder:
        before = _opened(Path(folder) / "before", documents, search, None)
        for number, changes in enumerate(rounds(documents)):
            changed = _changed(documents, changes)
            after = _opened(Path(folder) / f"after{number}", changed, search, Path(folder) / "before" / "index")
            for change in changes[:limit]:
                asked = Question(change.question)
                yield Verdict(change, before.ask(asked), after.ask(asked))


def rounds(documents: Sequence[Document]) -> Iterator[list[Change]]:
    """Yield lists of changes that do not touch each other: one a provision, neighbours kept."""
    for pattern, kind in ((AMOUNT, "amount"), (PERIOD, "period"), (COUNT, "count"), (YEAR, "year"), (DUTY, "modality")):
        sites = [list(_sites(document, provision, pattern, kind)) for document in documents for provision in document.provisions]
        for turn in range(max(map(len, sites), default=0)):
            if found := [site[turn] for site in sites if turn < len(site)]:
                yield found
    for shift in range(3):
        yield [change for document in documents for change in _swaps(document, shift)]
        yield [change for document in documents for change in _removals(document, shift)]
        yield [change for document in documents for provision in document.provisions for change in _units(document, provision, shift)]


def _sites(document: Document, provision: Provision, pattern: re.Pattern[str], kind: str) -> Iterator[Change]:
    for paragraph in provision.paragraphs:
        for text in (paragraph.text, *(item.text for item in paragraph.items)):
            for match in pattern.finditer(text):
                segment = next((s for s in SEGMENT.finditer(text) if s.start() <= match.start() < s.end()), None)
                if segment is None or not LEAST <= len(segment.group()) <= MOST:
                    continue
                before, after = segment.group(), _altered(segment.group(), match.start() - segment.start(), match.group())
                if text.count(before) == 1 and after not in provision.text:
                    place = Citation(document.title, provision.address, version=document.version)
                    yield Change(kind, place, before, after, _question(segment, match, kind, document))


def _altered(segment: str, at: int, old: str) -> str:
    new = OPPOSITE.get(old) or str(int(old) + {1: 2, 2: 10, 4: 3}.get(len(old), 200))
    return segment[:at] + new + segment[at + len(old) :]


def _question(segment: re.Match[str], match: re.Match[str], kind: str, document: Document) -> str:
    """Ask for what is to be changed, without saying it."""
    words, at, old = segment.group(), match.start() - segment.start(), match.group()
    asked = {"amount": "多少", "period": "几", "count": "多少", "year": "哪"}.get(kind)
    return f"《{document.title}》：" + (
        words[:at] + asked + words[at + len(old) :] + "？" if asked else words.replace(old, "", 1) + "，有什么规定？"
    )


def _swaps(document: Document, shift: int) -> Iterator[Change]:
    """Yield pairs of articles that change places: who asks for the one gets the other."""
    articles = [p for p in document.provisions if ARTICLE.fullmatch(p.address)]
    for first, second in list(zip(articles[shift::3], articles[shift + 1 :: 3], strict=False)):
        opening = SEGMENT.findall(first.text)[0], SEGMENT.findall(second.text)[0]
        if opening[0] != opening[1]:
            place = Citation(document.title, first.address, version=document.version)
            yield Change("swapped", place, *opening, f"《{document.title}》{first.address}规定了什么？")


def _units(document: Document, provision: Provision, shift: int) -> Iterator[Change]:
    """Yield one responsible body that gives way to another."""
    named = list(dict.fromkeys(UNIT.findall(provision.text)))
    if provision.heading and len(named) > shift and provision.text.count(named[shift]) == 1 and OTHER_UNIT not in provision.text:
        place = Citation(document.title, provision.address, version=document.version)
        yield Change("body", place, named[shift], OTHER_UNIT, f"{provision.heading.rstrip('。')}由哪些单位负责？")


def _removals(document: Document, shift: int) -> Iterator[Change]:
    """Yield articles that go away, asked for by what they say."""
    articles = [p for p in document.provisions if ARTICLE.fullmatch(p.address)]
    for article in articles[shift::3]:
        elsewhere = "\n".join(other.text for other in document.all_provisions() if other is not article)
        segments = [one for one in SEGMENT.findall(article.text) if len(one) >= LEAST and one not in elsewhere]
        if segments:
            place = Citation(document.title, article.address, version=document.version)
            yield Change(
                "removed", place, max(segments, key=len), "", f"《{document.title}》里，{max(segments, key=len)[:40]}，怎么规定的？"
            )


def _changed(documents: Sequence[Document], changes: Sequence[Change]) -> list[Document]:
    by_place = {(change.place.document, change.place.version, change.place.address): change for change in changes}
    return [replace(document, provisions=tuple(_provisions(document, by_place))) for document in documents]


def _provisions(document: Document, changes: dict[tuple[str, str, str], Change]) -> Iterator[Provision]:
    held = {provision.address: provision for provision in document.provisions}
    order = [provision.address for provision in document.provisions]
    instead: dict[str, Provision] = {}
    for address in order:
        change = changes.get((document.title, document.version, address))
        if change and change.kind == "swapped":
            other = order[order.index(address) + 1]
            instead |= {address: _moved(held[other], held[address]), other: _moved(held[address], held[other])}
    for address, provision in held.items():
        change = changes.get((document.title, document.version, address))
        if change is None or change.kind == "swapped":
            yield instead.get(address, provision)
        elif change.kind != "removed":
            yield _rewritten(provision, change)


def _moved(provision: Provision, place: Provision) -> Provision:
    return replace(provision, address=place.address, path=place.path)


def _rewritten(provision: Provision, change: Change) -> Provision:
    paragraphs = tuple(
        replace(p, text=_said(p.text, change), items=tuple(_item(item, change) for item in p.items)) for p in provision.paragraphs
    )
    return replace(provision, paragraphs=paragraphs)


def _item(item: Item, change: Change) -> Item:
    return replace(item, text=_said(item.text, change), items=tuple(_item(inner, change) for inner in item.items))


def _said(text: str, change: Change) -> str:
    return text.replace(change.before, change.after, 1)


def _opened(folder: Path, documents: Sequence[Document], search: Search, previous: Path | None) -> Assistant:
    folder.mkdir()
    Library.build(folder / "library.sqlite", documents)
    library = Library.open(folder / "library.sqlite")
    search.build_index(folder / "index", passages(library), previous=previous)
    return Assistant(library, search.open_index(folder / "index"))


def _same(citation: Citation, place: Citation) -> bool:
    return (citation.document, citation.address) == (place.document, place.address)


def told(verdicts: Sequence[Verdict]) -> str:
    """Return the figures: by kind, changes made, changes that show in the answer before, and how many of those were followed."""
    lines = ["kind        changes  counted  followed"]
    kinds = list(dict.fromkeys(one.change.kind for one in verdicts))
    for kind in [*kinds, "all"]:
        of = [one for one in verdicts if kind in (one.change.kind, "all")]
        counted = [one for one in of if one.counts]
        followed = sum(one.followed for one in counted)
        share = f"{followed / len(counted):.1%}" if counted else "–"
        lines.append(f"{kind:10} {len(of):8} {len(counted):8} {followed:9}  {share}")
    return "\n".join(lines)
