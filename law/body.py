"""The body of a regulation: chapters, articles (条), paragraphs (款) and items (项)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from law.address import format_article, read_number
from law.drafts import Body, Draft, Heading
from law.labels import HEADLINE, SENTENCE_MARK, Label, match_label
from law.layout import SENTENCE_END, Block, Placed
from law.model import Unplaced
from law.normalise import compact, tighten
from law.numerals import format_numeral
from law.split import CONTENTS

ANNEX = re.compile(
    r"(附(?:件|表|录|图)?) ?([一二三四五六七八九十\d]{0,3}) ?(?:[：:] ?(.*)|(?<=[件表录图一二三四五六七八九十\d]) ([^。]*))?"
)
"""附件：中华人民共和国国歌; 附件一; 附：; 附表 1"""
INLINE_ARTICLE = re.compile(r"(?<=[。；]) (?=第[零〇一二三四五六七八九十百千]+条)")
"""…制定本规则。 第二条 凡辖有航空器的…: articles that a web page ran together"""
INLINE_ITEM = re.compile(r"(?<=[；;。]) (?=（[一二三四五六七八九十]{1,3}）)")
"""（二）传统手工作坊；　　（三）传统饮食；: items that a web page ran together"""
LONGEST_HEADLINE = 20
"""Characters of a headline without brackets: 存单纠纷案件的受理与中止 has 12."""
LONGEST_ANNEX_TITLE = 60
MOST_TITLE_PARTS = 2
"""Parts of a title that a blank parts; a row of a table has more: 序号 任务 牵头单位."""
NO_ANNEX_TITLE = re.compile(r"^序号|[。；：！？，|]|、$")
NEXT_LISTED = re.compile(r" (?=\d{1,2}[.．、])")
"""附件：1.任务分工表 2.考核办法"""
ITEM_IN_SENTENCE = re.compile(r"(?<=[：；;。])[（(]([一二三四五六七八九十]{1,3})[）)]")
"""应当注销：（一）持证人死亡的；（二）持证人迁出的。: items in the line of their paragraph"""
FORMULA = re.compile(r"[=＝×÷]")
KNOWN_HEADINGS = ("总则", "附则")
RANKS = {"编": 0, "篇": 0, "部分": 0, "分编": 1, "章": 2, "节": 3, "一、": 4, "（一）": 5}
SHORTEST_BROKEN_LINE = 20
"""A line of fewer characters without a full stop is a table cell or a heading, not the first half of a sentence."""


def has_articles(blocks: Sequence[Block]) -> bool:
    """Say whether a text is made of articles: a first article, or two in sequence; without a blank after it 第一条 needs 第二条."""
    previous = (-1, False)
    for block in blocks:
        label = block.label
        if label and label.style == "article" and not label.suffix:
            follows = label.number == previous[0] + 1
            if (label.sure and (label.number == 1 or (follows and previous[1]))) or (follows and label.number == 2):
                return True
            previous = (label.number, label.sure)
    return False


def read_articles(blocks: Sequence[Block], *, wrapped: bool) -> Body:
    """Read the articles of a regulation; what stands before them is preamble, what follows an 附件 is annex."""
    return _Articles(blocks if wrapped else _expand(blocks), wrapped).read()


class _Articles:
    def __init__(self, blocks: Sequence[Block], wrapped: bool) -> None:
        self.blocks = blocks = [part for block in blocks for part in _parted_list(block)]
        self.wrapped = wrapped
        self.body = Body()
        self.number, self.suffix = 0, 0
        self.addresses: set[str] = set()
        self.later = _numbers_later(blocks)
        articles = [at for at, block in enumerate(blocks) if block.label and block.label.style == "article"]
        headed = sum(self._headline(at) is not None for at in articles)
        self.headed = headed >= 2 and headed * 2 > len(articles)

    def read(self) -> Body:
        at = 0
        while at < len(self.blocks):
            at = self._step(at)
        _drop_listed_headings(self.body)
        _restore_chapters(self.body)
        for draft in self.body.provisions:
            for label, text in draft.restore_items():
                self.body.audit.append(Unplaced(draft.first, text[:20], f"{draft.address}有一项缺编号，按{label}读"))
        return self.body

    def _step(self, at: int) -> int:
        block, body = self.blocks[at], self.body
        label = block.label
        if label and label.style == "article" and self._is_due(label, at):
            self._article(at, label)
        elif body.annexes:
            return read_annex(body, self.blocks, at)
        elif label and label.style == "division":
            return self._heading(at, label.text, label.rest, RANKS[label.unit])
        elif not body.provisions and CONTENTS.fullmatch(block.text):
            return self._contents(at)
        elif ANNEX.fullmatch(block.text) and body.provisions and self.number + 1 not in self.later[at]:
            return read_annex(body, self.blocks, at)
        elif self._is_heading(at):
            rank = RANKS[label.style] if label else RANKS["章"]
            return self._heading(at, label.text.strip("、") if label else "", label.rest if label else block.text, rank)
        elif not body.provisions:
            body.preamble.append(block)
        else:
            self._words(at)
        return at + 1

    def _is_due(self, label: Label, at: int) -> bool:
        if label.follows(self.number, self.suffix):
            return True
        return not self.body.annexes and (label.sure or self._goes_on(label, at))

    def _goes_on(self, label: Label, at: int) -> bool:
        """Say whether the numbering goes on from an article after a gap, as where the line of the one before it is lost."""
        later = (self.blocks[i].label for i in range(at + 1, len(self.blocks)))
        following = next((other for other in later if other and other.style == "article"), None)
        return following is not None and label.number > self.number and following.follows(label.number, label.suffix)

    def _headline(self, at: int) -> tuple[str, str] | None:
        """Part the headline of an article, as 第一条（目的依据）为了… or alone on the line of the label, from the words behind it.

        A bracket behind one label may be anything: the caller must know that most articles of the text have a headline.
        """
        label = self.blocks[at].label
        assert label is not None
        if found := HEADLINE.match(label.rest):
            return tighten(found[1]), label.rest[found.end() :].lstrip(" ")
        following = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        if not 2 <= len(label.rest) <= LONGEST_HEADLINE or re.search(r"[。；：，！？]", label.rest) or following is None:
            return None
        if ANNEX.fullmatch(following.text) or (following.label and following.label.style in ("article", "division")):
            return None
        return tighten(label.rest), ""

    def _article(self, at: int, label: Label) -> None:
        block = self.blocks[at]
        if label.text in self.addresses:
            self.body.audit.append(Unplaced(block.first, block.text, "编号重复"))
            self.body.provisions[-1].add_paragraph(tighten(block.text))
            self.body.provisions[-1].last = block.last
            return
        self.addresses.add(label.text)
        if slip := _slip(block.text, label):
            self.body.audit.append(Unplaced(block.first, slip, f"编号写作“{slip}”，按{label.text}读"))
        if 0 < self.number < label.number - 1:
            missing = dict.fromkeys((format_article(self.number + 1), format_article(label.number - 1)))
            self.body.audit.append(Unplaced(block.first, label.text, f"前面缺{'至'.join(missing)}"))
        heading, words = (self._headline(at) if self.headed else None) or (None, label.rest)
        draft = Draft(label.text, (label.text,), block.first, block.last, heading)
        self.number, self.suffix = label.number, label.suffix
        self.body.provisions.append(draft)
        inner = match_label(words)
        if inner and inner.style == "（一）" and inner.number == 1:
            draft.add_item(inner)
        elif words:
            draft.add_paragraph(tighten(words))

    def _heading(self, at: int, label: str, words: str, rank: int) -> int:
        block = self.blocks[at]
        following = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        used = 1
        if following and following.label is None and len(following.text) <= 40 and not re.search(r"[。；：，]", following.text):
            after = self.blocks[at + 2].label if at + 2 < len(self.blocks) else None
            complete = bool(words) and compact(following.text) in KNOWN_HEADINGS
            if after and after.style in ("article", "division") and not complete and not ANNEX.fullmatch(following.text):
                words += following.text
                used = 2
        self.body.headings.append(Heading(label, compact(words), rank, len(self.body.provisions), block))
        self.body.placed += [Placed(one.first, one.text, "标题") for one in self.blocks[at : at + used]]
        return at + used

    def _is_heading(self, at: int) -> bool:
        """Say whether a line without punctuation above an article or chapter is a heading: 一、一般规定; 附 则."""
        block = self.blocks[at]
        following = self.blocks[at + 1].label if at + 1 < len(self.blocks) else None
        if following is None or len(block.text) > 30 or re.search(r"[。；：，、！？]", block.label.rest if block.label else block.text):
            return False
        if block.label and block.label.style not in ("一、", "（一）"):
            return False
        if following.style not in ("article", "division") and not (
            block.label and block.label.style == "一、" and following.style == "（一）"
        ):
            return False
        if block.label is None:
            known = compact(block.text) in KNOWN_HEADINGS
            return following.style == "article" and (known or bool(self.body.provisions and self._ended()))
        return not self.body.provisions or self._ended()

    def _ended(self) -> bool:
        last = self.body.provisions[-1].last_text()
        return not last or (bool(SENTENCE_END.search(last)) and not last.endswith("："))

    def _contents(self, at: int) -> int:
        """Skip a table of contents: from 目录 to where its first heading is printed again."""
        end = at + 1
        first = next((i for i in range(at + 1, min(at + 4, len(self.blocks))) if self.blocks[i].label), None)
        if first is not None:
            wanted = compact(self.blocks[first].text)
            again = (i for i in range(first + 1, len(self.blocks)) if compact(self.blocks[i].text) == wanted)
            end = next(again, end)
        self.body.audit += [Unplaced(block.first, block.text, "目录") for block in self.blocks[at:end]]
        return end

    def _words(self, at: int) -> None:
        block = self.blocks[at]
        draft = self.body.provisions[-1]
        draft.last = block.last
        label = block.label
        text = tighten(block.text)
        if label and label.sure and label.style not in ("article", "division"):
            draft.add_item(label)
        elif not self.wrapped and self._is_broken(draft.last_text(), text):
            draft.extend(text)
        elif draft.lists and self._list_goes_on(at, draft):
            draft.lists[1:] = []
            draft.extend(text, separate=True)
        else:
            draft.add_paragraph(text)

    @staticmethod
    def _is_broken(before: str, text: str) -> bool:
        if before.endswith(("，", "、")):
            return True
        if len(before) < SHORTEST_BROKEN_LINE or not "一" <= before[-1] <= "龥" or FORMULA.search(before[-40:]):
            return False
        return bool(SENTENCE_END.search(text)) or len(text) >= SHORTEST_BROKEN_LINE

    def _list_goes_on(self, at: int, draft: Draft) -> bool:
        style, _, number = draft.lists[0]
        for block in self.blocks[at + 1 : at + 40]:
            label = block.label
            if label and label.style in ("article", "division"):
                return False
            if label and label.style == style:
                return label.number == number + 1
        return False


def _slip(text: str, label: Label) -> str | None:
    """Return how a label is printed where that is a slip: 笫五条, 第三十－条; blanks and Arabic numerals are none."""
    printed = compact(text[: len(text) - len(label.rest)])
    return None if printed == label.text or any(character.isdecimal() for character in printed) else printed


def read_annex(body: Body, blocks: Sequence[Block], at: int) -> int:
    """Read the line of an annex with its title, a list of annexes, or a paragraph of the annex before; return where the next begins.

    What a list of annexes names is an annex without words until a line of its own begins it.
    """
    block = blocks[at]
    found = ANNEX.fullmatch(block.text)
    if found and not body.annexes and (titles := _listed_annexes(blocks, at, found)):
        end = at + 1 + len(titles) - len(_own_titles(found))
        for n, title in enumerate(titles, 1):
            address = f"{_kind(found)}{n}"
            body.annexes.append(Draft(address, (address,), block.first, blocks[end - 1].last, title))
            body.listed.add(address)
        body.placed += [Placed(line.first, line.text, "标题") for line in blocks[at:end]]
        return end
    if found and (draft := _open_annex(body, block, found)):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if draft.paragraphs or following is None or not _is_annex_title(following.text, draft.heading):
            return at + 1
        draft.heading, draft.last = tighten(following.text), following.last
        body.placed.append(Placed(following.first, following.text, "标题"))
        return at + 2
    draft = body.annexes[-1]
    draft.last = block.last
    draft.add_paragraph(tighten(block.text))
    return at + 1


def _kind(found: re.Match[str]) -> str:
    return "附件" if found[1] == "附" else found[1]


def _open_annex(body: Body, block: Block, found: re.Match[str]) -> Draft | None:
    """Return the annex that a line begins; None where it repeats the label of one that has words, or has no number behind some that do."""
    address = _kind(found) + found[2]
    number = read_number(found[2]) or (1 if len(body.listed) == 1 else 0)
    draft = next((one for one in body.annexes if one.address in body.listed and read_number(one.address) == number), None)
    draft = draft or next((one for one in body.annexes if one.address == address), None)
    if draft is None:
        if any(one.address.startswith(address) for one in body.annexes):
            return None
        draft = Draft(address, (address,), block.first, block.last)
    elif draft.address in body.listed:
        body.listed.remove(draft.address)
        draft.address, draft.path, draft.first = address, (address,), draft.first if draft.paragraphs else block.first
    elif draft.paragraphs:
        return None
    body.annexes = [*(one for one in body.annexes if one is not draft), draft]
    heading = tighten(found[3] or found[4] or "") or None
    if heading and len(heading) > LONGEST_ANNEX_TITLE:
        draft.add_paragraph(heading)
    else:
        draft.heading = heading or draft.heading
        body.placed.append(Placed(block.first, block.text, "标题"))
    return draft


def _is_annex_title(text: str, known: str | None) -> bool:
    """Say whether a line under 附件 is its title: the one that is known already, if any, and no sentence, list or row of a table."""
    title = compact(text)
    if known and compact(known).strip("《》") not in title:
        return False
    if len(title) > LONGEST_ANNEX_TITLE or match_label(text) or ANNEX.fullmatch(text) or NO_ANNEX_TITLE.search(text):
        return False
    return sum(len(cell) > 1 for cell in text.split()) <= MOST_TITLE_PARTS


def _listed_annexes(blocks: Sequence[Block], at: int, found: re.Match[str]) -> list[str]:
    """Return the titles that a list of annexes names, as 附件：1.任务分工表 and 2.考核办法 on the next line do.

    Without a title on its own line 附件： may be an annex that is a list itself, unless 附件1 follows.
    """
    own = _own_titles(found)
    titles: list[str] = []
    for text in (*own, *(block.text for block in blocks[at + 1 :])):
        label = match_label(text)
        title = tighten(label.rest).rstrip("；;。") if label and label.style == "1." and label.number == len(titles) + 1 else ""
        if not title or SENTENCE_MARK.search(title) or len(title) > LONGEST_ANNEX_TITLE:
            break
        titles.append(title)
    later = (ANNEX.fullmatch(block.text) for block in blocks[at + 1 :])
    is_list = bool(own) or (len(titles) > 1 and any(annex and annex[2] in ("1", "一") for annex in later))
    return titles if is_list and not found[2] and len(titles) >= len(own) else []


def _own_titles(found: re.Match[str]) -> list[str]:
    """Return what the line of an annex holds behind 附件, parted where it runs the titles of several together."""
    words = found[3] or found[4]
    return NEXT_LISTED.split(words) if words else []


def _numbers_later(blocks: Sequence[Block]) -> list[frozenset[int]]:
    """Return, for each block, the numbers of articles from it on; shared between blocks, so memory stays small."""
    later: list[frozenset[int]] = [frozenset()] * len(blocks)
    numbers: frozenset[int] = frozenset()
    pending: set[int] = set()
    for at in range(len(blocks) - 1, -1, -1):
        label = blocks[at].label
        if label and label.style == "article":
            pending.add(label.number)
        if ANNEX.fullmatch(blocks[at].text):
            numbers |= pending
            pending = set()
        later[at] = numbers
    return later


def _drop_listed_headings(body: Body) -> None:
    """Move the headings of a table of contents without a title of its own into the audit.

    They hold no article, and most are printed again below; where that is without 第一章, the table tells the label.
    """
    if not body.provisions:
        return
    last = {(heading.label, heading.heading): at for at, heading in enumerate(body.headings)}
    listed: dict[str, str] = {}
    dropped: set[int] = set()
    kept: list[Heading] = []
    for at, heading in enumerate(body.headings):
        following = next((later for later in body.headings[at + 1 :] if later.rank <= heading.rank), None)
        empty = following is not None and following.at == 0
        if heading.at == 0 and (last[heading.label, heading.heading] > at or empty):
            listed.setdefault(heading.heading, heading.label)
            body.audit.append(Unplaced(heading.block.first, heading.block.text, "目录"))
            dropped.add(heading.block.first)
        else:
            kept.append(heading)
    body.placed = [placed for placed in body.placed if placed.line not in dropped]
    for heading in kept:
        heading.label = heading.label or listed.get(heading.heading, "")
    body.headings = kept


def _restore_chapters(body: Body) -> None:
    """Give the headings that lost their 第三章 the numbers that their neighbours leave; a text without any numbers keeps none."""
    chapters = [heading for heading in body.headings if heading.rank == RANKS["章"]]
    numbers = [read_number(heading.label) for heading in chapters]
    at = 0
    while at < len(chapters):
        end = next((i for i in range(at, len(chapters)) if numbers[i]), len(chapters))
        before = numbers[at - 1] if at else 0
        first = _first_lost(before, numbers[end] if end < len(chapters) else 0, chapters[at:end])
        for number, heading in enumerate(chapters[at:end] if first else (), first):
            heading.label = f"第{format_numeral(number)}章"
            body.audit.append(Unplaced(heading.block.first, heading.block.text, f"标题缺编号，按{heading.label}读"))
        at = end + 1


def _first_lost(before: int, after: int, lost: Sequence[Heading]) -> int:
    """Return the number of the first of some headings without numbers between two with; 0 where they do not fit between."""
    if not lost or not (before or after):
        return 0
    if not after or after - before - 1 == len(lost):
        return before + 1
    # The heading of 第一章 may be missing altogether: then articles stand before the first heading that is left.
    return 2 if not before and after - 2 == len(lost) and lost[0].at else 0


def _expand(blocks: Sequence[Block]) -> list[Block]:
    """Part the articles and the items that a line runs together, where their numbers follow each other."""
    expanded: list[Block] = []
    number, suffix = 0, 0
    for block in [part for whole in blocks for part in _parted_items(whole)]:
        if block.label and block.label.style == "article":
            number, suffix = block.label.number, block.label.suffix
        start = 0
        if " 第" in block.text and number:
            for found in INLINE_ARTICLE.finditer(block.text):
                inner = match_label(block.text[found.end() : found.end() + 20])
                if inner and inner.style == "article" and inner.follows(number, suffix):
                    expanded.append(_cut(block, start, found.start()))
                    start, number, suffix = found.end(), inner.number, inner.suffix
        expanded.append(_cut(block, start, len(block.text)) if start else block)
    return expanded


def _parted_items(block: Block) -> list[Block]:
    label = block.label
    if label is None or label.style != "（一）" or " （" not in block.text:
        return [block]
    parts: list[Block] = []
    start, number = 0, label.number
    for found in INLINE_ITEM.finditer(block.text):
        inner = match_label(block.text[found.end() : found.end() + 10])
        if inner and inner.style == "（一）" and inner.number == number + 1:
            parts.append(_cut(block, start, found.start()))
            start, number = found.end(), number + 1
    return [*parts, _cut(block, start, len(block.text))] if parts else [block]


def _parted_list(block: Block) -> list[Block]:
    """Part the items that stand in the line of their paragraph, unless they are words of a quotation (修改为：“…：（一）…”)."""
    starts: list[int] = []
    for found in ITEM_IN_SENTENCE.finditer(block.text):
        before = block.text[: found.start()]
        if read_number(found[1]) == len(starts) + 1 and before.endswith("：") == (not starts) and before.count("“") == before.count("”"):
            starts.append(found.start())
    if len(starts) < 2:
        return [block]
    return [_cut(block, start, end) for start, end in pairwise([0, *starts, len(block.text)])]


def _cut(block: Block, start: int, end: int) -> Block:
    text = block.text[start:end]
    return Block(text, block.first, block.last, match_label(text, whole=not start and block.label is not None))
