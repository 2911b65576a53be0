"""Provisions, lists and headings while a body is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from law.address import format_item, read_number
from law.labels import Label, Style
from law.layout import Block, Placed
from law.model import Division, Item, Paragraph, Provision, Unplaced
from law.normalise import tighten

MOST_ITEMS = 20
"""Items without labels in front of one that has a label, at most."""


@dataclass(slots=True)
class ItemDraft:
    """An item while it is being read."""

    label: str
    texts: list[str]
    items: list[ItemDraft] = field(default_factory=list)

    def finish(self) -> Item:
        """Return the item as a value."""
        return Item(self.label, "\n".join(self.texts), tuple(item.finish() for item in self.items))


@dataclass(slots=True)
class ParagraphDraft:
    """A paragraph while it is being read."""

    text: str
    items: list[ItemDraft] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A provision while it is being read, with the lists that are open in its last paragraph."""

    address: str
    path: tuple[str, ...]
    first: int
    last: int
    heading: str | None = None
    paragraphs: list[ParagraphDraft] = field(default_factory=list)
    lists: list[tuple[Style, list[ItemDraft], int]] = field(default_factory=list)
    """Style, items and last number of each open list, outermost first."""

    def add_paragraph(self, text: str) -> None:
        """Begin a new paragraph; open lists end."""
        self.paragraphs.append(ParagraphDraft(text))
        self.lists.clear()

    def add_item(self, label: Label) -> None:
        """Add an item to the innermost open list of its style, or open a list for it."""
        if not self.paragraphs:
            self.paragraphs.append(ParagraphDraft(""))
        while self.lists and any(style == label.style for style, _, _ in self.lists) and self.lists[-1][0] != label.style:
            self.lists.pop()
        if self.lists and self.lists[-1][0] == label.style:
            items = self.lists.pop()[1]
        else:
            items = self.lists[-1][1][-1].items if self.lists else self.paragraphs[-1].items
        items.append(ItemDraft(label.text, [tighten(label.rest)]))
        self.lists.append((label.style, items, label.number))

    def last_text(self) -> str:
        """Return the words that were read last."""
        if self.lists:
            return self.lists[-1][1][-1].texts[-1]
        return self.paragraphs[-1].text if self.paragraphs else ""

    def extend(self, text: str, *, separate: bool = False) -> None:
        """Add words to the last item or paragraph, as a line of their own if ``separate``."""
        if self.lists:
            texts = self.lists[-1][1][-1].texts
            if separate:
                texts.append(text)
            else:
                texts[-1] += text
        else:
            self.paragraphs[-1].text += text

    def restore_items(self) -> list[tuple[str, str]]:
        """Give the items that lost their labels the numbers that are left for them; return label and words of each.

        As where a list was numbered by machine: 下列行为： and two lines that end with ； stand before （三）.
        """
        restored: list[tuple[str, str]] = []
        for at in range(len(self.paragraphs) - 1, 0, -1):
            items = self.paragraphs[at].items if at < len(self.paragraphs) else []
            number = read_number(items[0].label) if items and items[0].label.startswith("（") else 0
            start = at - number + 2
            if not 2 <= number <= MOST_ITEMS or start < 1 or not self.paragraphs[start - 1].text.endswith(("：", ":")):
                continue
            lost, head = self.paragraphs[start : at + 1], self.paragraphs[start - 1]
            if head.items or any(one.items for one in lost[:-1]) or not all(one.text.endswith(("；", ";", "。")) for one in lost):
                continue
            labelled = [ItemDraft(format_item(n), [one.text]) for n, one in enumerate(lost, 1)]
            head.items += [*labelled, *items]
            del self.paragraphs[start : at + 1]
            restored += [(item.label, item.texts[0]) for item in labelled]
        return restored

    def finish(self) -> Provision:
        """Return the provision as a value."""
        paragraphs = tuple(
            Paragraph(n, draft.text, tuple(item.finish() for item in draft.items)) for n, draft in enumerate(self.paragraphs, 1)
        )
        return Provision(self.address, self.path, paragraphs, self.heading, (self.first, self.last))


@dataclass(slots=True)
class Heading:
    """The heading of a division, where it stands in the order of provisions, and its rank (0 is the highest)."""

    label: str
    heading: str
    rank: int
    at: int
    block: Block
    path: tuple[str, ...] = ()
    """Path of a heading of a policy document, which its provisions begin with; () for a chapter, which runs to the next."""


@dataclass(slots=True)
class Body:
    """What was read of a body; ``preamble`` and ``annexes`` are the words before and after the numbered provisions."""

    provisions: list[Draft] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    preamble: list[Block] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    annexes: list[Draft] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    """Addresses of annexes that a list names and that no line of their own has begun yet."""
    placed: list[Placed] = field(default_factory=list)
    audit: list[Unplaced] = field(default_factory=list)

    def divisions(self) -> tuple[Division, ...]:
        """Return the divisions in order, each with the provisions up to the next of its rank or higher."""
        divisions = []
        for at, heading in enumerate(self.headings):
            if heading.path:
                below = (draft.address for draft in self.provisions if draft.path[: len(heading.path)] == heading.path)
                divisions.append(Division(heading.label, heading.heading, tuple(below)))
                continue
            ends = (later.at for later in self.headings[at + 1 :] if later.rank <= heading.rank)
            end = next(ends, len(self.provisions))
            divisions.append(Division(heading.label, heading.heading, tuple(p.address for p in self.provisions[heading.at : end])))
        return tuple(divisions)
