"""The words of the domain: what a Chinese regulation is made of, on one page.

Every value is frozen. Texts are clean (NFKC digits and Latin letters, Chinese punctuation kept, no line wraps, no page furniture)
and verbatim otherwise. Dates are ISO strings, ``YYYY-MM-DD``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["regulation", "plan", "opinion", "notice", "speech", "other"]

ORDER = "公布令"
"""The order that promulgates a regulation."""
NOTICE = "印发通知"
"""The notice that a plan or scheme is issued with."""
PREAMBLE = "引言"
"""Words of a document before its first numbered provision."""
CLOSING = "结尾"
"""Words of a document after its last numbered provision: effective date, repeals, place and date of signature."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item (项, and 目 inside an item): ``（一）`` with its words."""

    label: str
    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (款): its number within the provision from 1, its words, and the items that follow it."""

    n: int
    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """The smallest part of a document with an address of its own: an article (条), a heading with words, or a named matter."""

    address: str
    """As people write it: ``第十二条``, ``第一百二十条之一``, ``二、（六）3``, ``公布令``."""
    path: tuple[str, ...]
    """``("第十二条",)``, ``("二", "（六）", "3")``."""
    paragraphs: tuple[Paragraph, ...]
    heading: str | None = None
    lines: tuple[int, int] = (0, 0)
    """First and last line in the source file, from 1."""

    @property
    def text(self) -> str:
        """All words of the provision, one paragraph or item a line."""
        return "\n".join(line for paragraph in self.paragraphs for line in paragraph_lines(paragraph))


@dataclass(frozen=True, slots=True)
class Division:
    """A chapter (章), section (节), part (编), or an upper heading of a policy document, with the addresses that it holds."""

    label: str
    heading: str
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeal:
    """A document that this one repeals (废止)."""

    title: str
    document_number: str | None = None


Act = Literal["通过", "批准", "公布", "修正", "修订", "施行"]


@dataclass(frozen=True, slots=True)
class Event:
    """What the note under a title (题注) tells of a day: adopted, approved, promulgated, amended, in force."""

    day: str
    act: Act
    body: str | None = None
    """Who acted, without session: 山东省人民代表大会常务委员会."""
    number: str | None = None
    """中华人民共和国国务院令第656号, of a 公布."""
    by: str | None = None
    """Title of the decision that amended, without 《》."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document stands: file name and first and last line, from 1."""

    file: str
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line that no rule could place, and why: nothing is dropped in silence."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """One law, regulation, policy document or speech."""

    title: str
    kind: Kind
    source: Source
    provisions: tuple[Provision, ...]
    notice_title: str | None = None
    document_number: str | None = None
    issuing_authority: str | None = None
    signatory: str | None = None
    signatory_office: str | None = None
    """As printed before the name, without blanks: 省长, 中华人民共和国主席."""
    promulgation_date: str | None = None
    effective_date: str | None = None
    repeals: tuple[Repeal, ...] = ()
    history: tuple[Event, ...] = ()
    """Enactment and amendment, as the note under the title tells them."""
    divisions: tuple[Division, ...] = ()
    front: tuple[Provision, ...] = ()
    """Matters before the numbered provisions: ``公布令``, ``印发通知``, ``引言``."""
    back: tuple[Provision, ...] = ()
    """Matters after them: ``结尾``."""
    audit: tuple[Unplaced, ...] = field(default=())

    @property
    def version(self) -> str:
        """What tells two versions of one title apart: the promulgation date, or the effective date, or ``""``."""
        return self.promulgation_date or self.effective_date or ""

    def all_provisions(self) -> Iterator[Provision]:
        """Yield front matter, numbered provisions and back matter, in the order of the text."""
        yield from self.front
        yield from self.provisions
        yield from self.back


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words stand: document + version + address. Prints as people write it (see ``law.citation``)."""

    document: str
    """Title without 《》."""
    address: str = ""
    """Address of a provision; ``""`` cites the document as a whole."""
    paragraph: int | None = None
    item: str | None = None
    """Label of the item as printed, ``（一）``."""
    version: str = ""

    @property
    def provision(self) -> Citation:
        """The same address without paragraph and item."""
        if self.paragraph is None and self.item is None:
            return self
        return Citation(self.document, self.address, version=self.version)

    def __str__(self) -> str:
        from law.citation import format_citation

        return format_citation(self)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in running text, with what it points at."""

    text: str
    start: int
    end: int
    targets: tuple[Citation, ...]
    """Expanded: 第十条至第十二条 has three. Empty where it cannot be resolved."""
    external: bool = False
    """True where the target is a document named by 《…》 other than the one that speaks."""


SanctionType = Literal[
    "责令改正", "责令停止", "责令停产停业", "责令关闭", "警告", "通报批评", "罚款", "没收违法所得", "没收财物",
    "暂扣许可证件", "吊销许可证件", "限制从业", "行政拘留", "其他",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sanction:
    """One sanction (处罚、处分或者处理): what is imposed, within which range, on whom, when."""

    type: SanctionType
    text: str
    """The words that impose it, verbatim."""
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    base: str | None = None
    condition: str | None = None
    target: str | None = None
    optional: bool = False
    cap: float | None = None
    """Yuan at most, where ``max`` is a multiple or a sum by the piece: 违法所得三倍以下但最高不超过三万元."""
    authority: str | None = None
    """Who imposes it, where that is another than the authority of the penalty: 情节严重的，由发证机关吊销许可证."""


@dataclass(frozen=True, slots=True)
class Penalty:
    """A sentence that sanctions: what it punishes, by whom, and how."""

    citation: Citation
    quote: str
    violates: tuple[str, ...]
    """Full addresses with ranges expanded: ``第十条第一款``, ``第十一条``."""
    authority: str | None
    conduct: str | None
    sanctions: tuple[Sanction, ...]


NormKind = Literal["义务", "禁止", "权利", "职权", "适用范围"]
"""What a norm does: 应当, 必须 · 不得, 禁止 · 可以, 有权 · the same and 负责 of an authority · 适用本条例."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit or a frequency as a norm states it: ``自受理之日起30日内``, ``举办20日前``, ``每年至少1次``."""

    text: str
    """Verbatim."""
    number: float
    unit: str
    """``日``, ``工作日``, ``月``, ``年``, ``小时``, ``次`` …"""
    relation: Literal["内", "前", "后", "每"]
    anchor: str | None = None
    """From what, or before what: ``受理之日``, ``举办``; of a frequency the period: ``年``."""


@dataclass(frozen=True, slots=True)
class Norm:
    """What a sentence commands, forbids, allows or empowers: who, what, when, except when."""

    citation: Citation
    kind: NormKind
    modal: str
    """The word that makes it one: ``应当``, ``不得``, ``可以``, ``由…负责``."""
    subject: str | None
    """Who, as the text names them; None where the text leaves it to its conditions (举办赛事的，应当…)."""
    act: str
    quote: str
    """The sentence, verbatim, with the list behind its colon."""
    conditions: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


def paragraph_lines(paragraph: Paragraph) -> Iterator[str]:
    """Yield the words of a paragraph and of its items, a line each, labels included."""
    if paragraph.text:
        yield paragraph.text
    yield from item_lines(paragraph.items)


def item_lines(items: tuple[Item, ...]) -> Iterator[str]:
    """Yield the words of items and of what stands under them, a line each, labels included."""
    for item in items:
        yield f"{item.label}{item.text}"
        yield from item_lines(item.items)
