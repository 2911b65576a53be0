"""The body of a policy document, a decision or a speech: headings 一、（一）1, or paragraphs only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from law.body import ANNEX, RANKS, read_annex
from law.drafts import Body, Draft, Heading
from law.labels import SENTENCE_MARK, Label, Style
from law.layout import SENTENCE_END, Block, Placed
from law.model import Unplaced
from law.normalise import tighten
from law.numerals import format_numeral

LEVELS: dict[Style, float] = {"division": 0, "第一、": 4, "一、": 4, "（一）": 5, "1.": 6, "1.1": 6, "（1）": 7, "①": 8}
"""Divisions rank above, as in a regulation (``RANKS``); 1.1 and 1.1.1 stand between 1. and （1）."""
LONGEST_HEADING = 40
"""Characters of a heading; 重点将杭州打造成具有国际影响力的国家级现代服务经济中心 has 26."""
RULE_WORDS = re.compile(r"应当|不得|不准|可以|必须|不能|是指|[^但可而或]是|^是|^凡|^本[^，]{1,6}(?:自|由|责成)|[；：:]")
"""Words of a rule, which no heading holds: 各单位应当…"""
FIRST_SENTENCE = re.compile(r"([^。]*)。(.*)", re.DOTALL)
CLAUSE_WORDS = re.compile(r"[，应由须]|的$")
"""Words that make a rule of a short sentence: 人民法庭审结的案件，由人民法庭负责执行"""
TOPIC = re.compile(r"^(?:关于|对于)|(?:问题|原则)$")
"""关于适用范围问题: the heading of a rule that is numbered like a policy document"""
LONGEST_TOPIC = 8
"""Characters of a heading in such a rule that is none of these: 处理, 举证责任."""
CLOSING_WORDS = re.compile(
    r"本[^，。]{1,8}(?:自|从|由|有效期|执行|施行|未)|以上|特此|此[复令致]|根据本(?:决定|意见)|本院以前|此前|会议(?:强调|要求|指出|号召)"
    r"|(?:出席|列席|参加|请假|缺席)(?:人员|单位)?[：:]"
)
"""本意见自公布之日起施行。; 会议强调，… and 出席：… behind the matters of a meeting"""
SAID_AT_MEETING = re.compile(r"会议(?:强调|要求|指出|号召)")


def has_outline(blocks: Sequence[Block]) -> bool:
    """Say whether a text has numbered headings: at least a first and a second of one style."""
    seen: set[tuple[Style, int]] = set()
    decimals: set[str] = set()
    for block in _settle_ordinals(blocks):
        label = block.label
        if label and label.style == "1.1":
            decimals.add(label.text)
            if decimals >= {"1.1", "1.2"} or decimals >= {"1.1", "2.1"}:
                return True
        elif label and label.sure and label.style not in ("article", "division"):
            if label.number == 2 and (label.style, 1) in seen:
                return True
            seen.add((label.style, label.number))
    return False


def read_outline(blocks: Sequence[Block], *, policy: bool = True) -> Body:
    """Read headings with the words under them; each heading that has words of its own is a provision.

    ``policy`` is False for rules that are numbered like a policy document: their short sentences are rules, not headings.
    """
    return _Outline(_settle_ordinals(blocks), policy).read()


def read_paragraphs(blocks: Sequence[Block]) -> Body:
    """Read a text without structure: each paragraph is a provision 第一段, 第二段 …"""
    body = Body()
    for number, block in enumerate(blocks, 1):
        address = f"第{format_numeral(number)}段"
        draft = Draft(address, (address,), block.first, block.last)
        draft.add_paragraph(tighten(block.text))
        body.provisions.append(draft)
    return body


def print_address(path: Sequence[str]) -> str:
    """Print the path of a heading: ("二", "（六）", "3") is ``二、（六）3``, ("第五、", "（一）") is ``第五、（一）``.

    ("1", "1.2", "1.2.1") is ``1.2.1``.
    """
    parts = [part for at, part in enumerate(path) if at + 1 == len(path) or not path[at + 1].startswith(f"{part}.")]
    return "".join(
        f"{part}、" if at + 1 < len(parts) and not part.startswith(("（", "第")) and not part[0].isdecimal() else part
        for at, part in enumerate(parts)
    )


class _Outline:
    def __init__(self, blocks: Sequence[Block], policy: bool) -> None:
        self.blocks = blocks
        self.policy = policy
        self.body = Body()
        self.stack: list[tuple[float, str, int]] = []
        self.current: Draft | None = None
        self.addresses: set[str] = set()
        self.siblings = _siblings(blocks)
        self.decimal = any(block.label and block.label.style == "1.1" for block in blocks)
        annexed = next((at for at, block in enumerate(blocks) if ANNEX.fullmatch(block.text) and at > 0), len(blocks))
        self.last_labelled = max((at for at, block in enumerate(blocks[:annexed]) if block.label and block.label.sure), default=-1)
        if self.last_labelled < 0:
            self.last_labelled = max((at for at, block in enumerate(blocks) if block.label and block.label.sure), default=-1)
        self.minuted = any(SAID_AT_MEETING.match(block.text) for block in blocks[: max(self.last_labelled, 0)])

    def read(self) -> Body:
        at = 0
        while at < len(self.blocks):
            at = self._step(at)
        return self.body

    def _step(self, at: int) -> int:
        block = self.blocks[at]
        label = block.label
        if self.body.annexes or (self.body.provisions and ANNEX.fullmatch(block.text) and not self._goes_on(at)):
            return read_annex(self.body, self.blocks, at)
        if label and label.style == "article":
            self._words(at)
        elif label and self._is_item(label):
            assert self.current is not None
            self.current.add_item(label)
            self.current.last = block.last
        elif label and self._is_due(at, label):
            self._heading(at, label)
        else:
            self._words(at)
        return at + 1

    def _goes_on(self, at: int) -> bool:
        """Say whether the headings of the highest level are continued after a line."""
        if not self.stack:
            return True
        level, _, number = self.stack[0]
        labels = (block.label for block in self.blocks[at + 1 :] if block.label)
        return any(label.style in LEVELS and _level(label) == level and label.number == number + 1 for label in labels)

    def _is_item(self, label: Label) -> bool:
        if self.current is None or label.style in ("division", "1.1"):
            return False
        for style, _, number in self.current.lists:
            if style == label.style:
                return label.number == number + 1
        return label.number == 1 and self.current.last_text().endswith(("：", ":"))

    def _is_due(self, at: int, label: Label) -> bool:
        if label.sure:
            return True
        if label.style == "1.1":
            return self._is_next_decimal(label)
        level = _level(label)
        last = next((number for deep, _, number in reversed(self.stack) if deep == level), 0)
        named = self.decimal and not SENTENCE_MARK.search(label.rest) and len(label.rest) <= LONGEST_HEADING
        return label.number == last + 1 and (named or "。" in label.rest[: LONGEST_HEADING + 1])

    def _is_next_decimal(self, label: Label) -> bool:
        """Say whether 3.2 is due: after 3.1 or what stands under it, or, for 3.1, under 3."""
        above, _, last = label.text.rpartition(".")
        before = f"{above}.{int(last) - 1}" if int(last) > 1 else above
        return any(part == before for _, part, _ in self.stack)

    def _heading(self, at: int, label: Label) -> None:
        block = self.blocks[at]
        level = _level(label)
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self.stack.append((level, _part(label), label.number))
        path = tuple(part for _, part, _ in self.stack)
        heading, words = self._parted(at, label)
        deeper = self._has_below(at, level)
        if heading and not words and not self._has_words(at):
            if deeper:
                self._divide(path, heading, level, block)
                self.current = None
                return
            heading, words = None, tighten(label.rest)
        if deeper and heading and level <= LEVELS["一、"]:
            self._divide(path, heading, level, block)
        if print_address(path) in self.addresses:
            self.body.audit.append(Unplaced(block.first, block.text, "编号重复"))
            self._words(at)
            return
        self.addresses.add(print_address(path))
        self.current = Draft(print_address(path), path, block.first, block.last, heading)
        if words:
            self.current.add_paragraph(words)
        self.body.provisions.append(self.current)

    def _divide(self, path: tuple[str, ...], heading: str, level: float, block: Block) -> None:
        self.body.headings.append(Heading(print_address(path), heading, int(level), len(self.body.provisions), block, path))
        self.body.placed.append(Placed(block.first, block.text, "标题"))

    def _parted(self, at: int, label: Label) -> tuple[str | None, str]:
        """Part a heading from the words run in after it."""
        text = tighten(label.rest)
        if "。" not in text:
            return (None, text) if len(text) > 2 * LONGEST_HEADING or SENTENCE_END.search(text) else (text, "")
        parted = self._run_in(at)
        return parted if parted and self._is_usual(at, parted[0]) else (None, text)

    def _run_in(self, at: int) -> tuple[str, str] | None:
        """Part a short first sentence that may be a heading from the words behind it."""
        label = self.blocks[at].label
        found = FIRST_SENTENCE.match(tighten(label.rest)) if label else None
        if not label or not found or len(found[1]) > LONGEST_HEADING or RULE_WORDS.search(found[1]):
            return None
        if found[1].count("“") != found[1].count("”"):
            return None
        return (found[1], found[2]) if found[2] or self._has_words(at) or self._has_below(at, _level(label)) else None

    def _is_usual(self, at: int, heading: str) -> bool:
        """Say whether the headings of the same list make one of a short first sentence: in rules most must be topics, else half headings."""
        siblings = self.siblings[at]
        parted = [found for one in siblings if (found := self._run_in(one))]
        if self.policy:
            lone = sum("。" not in self.blocks[one].text and not SENTENCE_END.search(self.blocks[one].text) for one in siblings)
            return 2 * (len(parted) + lone) >= len(siblings)
        topics = sum(_is_topic(words) for words, _ in parted)
        return _is_topic(heading) or (not CLAUSE_WORDS.search(heading) and 2 * topics > len(siblings))

    def _has_below(self, at: int, level: float) -> bool:
        for block in self.blocks[at + 1 :]:
            if ANNEX.fullmatch(block.text):
                return False
            if block.label and block.label.style != "article" and block.label.sure | (block.label.number == 1):
                return _level(block.label) > level
        return False

    def _has_words(self, at: int) -> bool:
        """Say whether words without a label follow straight after a heading."""
        following = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        if following is None or self._closes(at + 1):
            return False
        return following.label is None and not ANNEX.fullmatch(following.text)

    def _closes(self, at: int) -> bool:
        """Say whether a line behind the last heading speaks for the whole text; 会议要求 in minutes that say so of each matter does not."""
        text = self.blocks[at].text
        return at > self.last_labelled and bool(CLOSING_WORDS.match(text)) and not (self.minuted and SAID_AT_MEETING.match(text))

    def _words(self, at: int) -> None:
        block = self.blocks[at]
        if self.body.closing or (self.body.provisions and self._closes(at)):
            self.body.closing.append(block)
        elif self.current is not None:
            if self.current.lists and self._list_goes_on(at):
                self.current.lists[1:] = []
                self.current.extend(tighten(block.text), separate=True)
            else:
                self.current.add_paragraph(tighten(block.text))
            self.current.last = block.last
        elif self.body.headings:
            self._under_heading(block, self.body.headings[-1])
        else:
            self.body.preamble.append(block)

    def _list_goes_on(self, at: int) -> bool:
        """Say whether the open list is continued below a line without a label."""
        assert self.current is not None
        style, _, number = self.current.lists[0]
        for block in self.blocks[at + 1 : at + 40]:
            label = block.label
            if label and label.style == style:
                return label.number == number + 1
            if label and label.sure and LEVELS.get(label.style, 0) < LEVELS[style]:
                return False
        return False

    def _under_heading(self, block: Block, heading: Heading) -> None:
        """Give a heading that was taken for a mere division the words that stand under it after all."""
        if heading.label in self.addresses:
            self.body.audit.append(Unplaced(heading.block.first, heading.block.text, "编号重复"))
            self.current = self.body.provisions[-1]
            self.current.add_paragraph(tighten(block.text))
            self.current.last = block.last
            return
        self.current = Draft(heading.label, heading.path, block.first, block.last, heading.heading)
        self.current.add_paragraph(tighten(block.text))
        self.addresses.add(heading.label)
        self.body.provisions.append(self.current)


def _settle_ordinals(blocks: Sequence[Block]) -> list[Block]:
    """Make 第一、 第二、 … headings where they number the text from its start, without a gap; else they are words of its sentences."""
    numbers: list[int] = []
    for block in blocks:
        if block.label and block.label.style == "第一、":
            numbers.append(block.label.number)
        elif block.label and block.label.sure and (not numbers or block.label.style in ("article", "division", "一、")):
            numbers.append(0)
    settled = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return [
        replace(block, label=replace(block.label, sure=True) if settled else None)
        if block.label and block.label.style == "第一、"
        else block
        for block in blocks
    ]


def _siblings(blocks: Sequence[Block]) -> dict[int, list[int]]:
    """Return, for each block with a label, the blocks of the list that it is in: one style, under one heading."""
    lists: dict[int, list[int]] = {}
    opened: list[tuple[float, list[int]]] = []
    for at, block in enumerate(blocks):
        if block.label is None or block.label.style == "article":
            continue
        level = _level(block.label)
        while opened and opened[-1][0] > level:
            opened.pop()
        if not opened or opened[-1][0] < level:
            opened.append((level, []))
        opened[-1][1].append(at)
        lists[at] = opened[-1][1]
    return lists


def _level(label: Label) -> float:
    """Return how deep a heading stands: 第一篇 0, 第一章 2, 一、 4, （一） 5, 1. 6, 1.1 6.1, 1.1.1 6.2, （1） 7."""
    if label.style == "division":
        return RANKS[label.unit]
    return LEVELS[label.style] + (label.text.count(".") / 10 if label.style == "1.1" else 0)


def _is_topic(words: str) -> bool:
    """Say whether a short sentence in a rule names what follows, rather than ruling."""
    return not CLAUSE_WORDS.search(words) and (len(words) <= LONGEST_TOPIC or bool(TOPIC.search(words)))


def _part(label: Label) -> str:
    match label.style:
        case "一、":
            return label.text.removesuffix("、")
        case "1.":
            return label.text.removesuffix(".")
        case _:
            return label.text
