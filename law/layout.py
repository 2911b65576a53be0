"""Visual lines to paragraphs.

A gazette breaks every paragraph at the right margin; a web page keeps one paragraph a line. ``measure`` tells which of the two a
text is, ``join`` puts the paragraphs of the first kind together again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from law.labels import Label, match_label, match_labels
from law.normalise import Line, text_width

EVENER = 0.1
"""Share of the lines by which one way to measure must be better than the one before."""
WIDEST = 60
"""Characters of the longest line of a page; a longer one is a paragraph."""
INDENT = 2.0
"""Characters by which Chinese typesetting indents the first line of a paragraph; the extracted text has lost them."""
SHORT = 4.0
"""A line that stops this far before the margin is the last of its paragraph, whatever it ends with: justification leaves at most 3."""
SLACK = 1.5
"""A line that ends a sentence this far before the margin ends its paragraph: the next character would still have fitted."""
SENTENCE_END = re.compile(r"[。！？；：…;:!?][”’」』）》)]*$")
"""规定执行。 or 请求如下： or “……。”"""
REMARK_AFTER_SENTENCE = re.compile(r"[。！？；][（(][^（）()。]*[）)]$")
"""…发展。（责任单位：省商务厅、省经信委）"""
LEANING = re.compile(
    r"具体|但|必要|其中|构成|逾期|确需|需要|未|符合|没有|发现|接到|不得|上述|情节|造成|有下列|有关|法律、|同时|期满|该|其(?!他)|因|经|超过|评估|考核|公告|公示|听证|论证|协商|复议|记录|收费|如果|对不|不符|被检|有特殊|有条件|接受|相关|根据|”"
)
"""Words that lean on the sentence before: in 2,500 laws they begin some 3,200 short last sentences and 560 paragraphs of one line."""
OPENING, CLOSING = "（《“〈〔【(", "）》”〉〕】)"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it stands in the text: its folded words, first and last line, and the label that it begins with."""

    text: str
    first: int
    last: int
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A line whose words became a field or a heading, and which: ``题名``, ``文号``, ``署名``, ``日期``, ``标题`` …"""

    line: int
    text: str
    role: str


def fit(lines: Sequence[Line]) -> tuple[Sequence[Line], float | None]:
    """Return the lines with their widths as the page was set, and its right margin, None where each line is a paragraph.

    Digits and Latin letters that are typed full width may be set either way, and some pages are wrapped after so many characters: that way
    counts by which the full lines end most evenly. A line that is too long for a page is so either way: then nothing needs to be compared.
    """
    if any(line.width > WIDEST for line in lines):
        return lines, None
    ways = (
        lines,
        [replace(line, wider=text_width(line.printed) - text_width(line.text)) for line in lines],
        [replace(line, wider=len(line.text) - text_width(line.text)) for line in lines],
    )
    best, margin, most = lines, None, -EVENER
    for way in ways:
        found = measure(way)
        if found is not None and (even := _evenness(way, found)) > most + EVENER:
            best, margin, most = way, found, even
    return best, margin


def _evenness(lines: Sequence[Line], margin: float) -> float:
    """Return which share of the lines inside a paragraph ends at the margin."""
    inner = _inner_widths(lines, margin * 0.7)
    return sum(abs(width - margin) <= SLACK for width in inner) / max(len(inner), 1)


def measure(lines: Sequence[Line]) -> float | None:
    """Return the right margin in characters where the text is wrapped at one, None where each line is a paragraph.

    Wrapped text has no long lines, and many of its full lines stop in the middle of a sentence.
    """
    widths = [line.width for line in lines]
    long = sorted(width for width in widths if width >= 20)
    if len(long) < 4 or long[-1] > WIDEST or long[int(len(long) * 0.95) - 1] > 50:
        return None
    full = [line for line in lines if line.width >= 0.85 * long[int(len(long) * 0.9) - 1]]
    open_ended = sum(not SENTENCE_END.search(line.text) for line in full)
    if open_ended < 3 or open_ended < 0.4 * len(full):
        return None
    inner = _inner_widths(lines, min(line.width for line in full))
    widths_of_full = inner if len(inner) >= 3 else [line.width for line in full]
    margin, _ = Counter(map(round, widths_of_full)).most_common(1)[0]
    return float(margin)


def _inner_widths(lines: Sequence[Line], least: float) -> list[float]:
    """Return the widths of lines inside a paragraph, which all reach the margin: neither they nor the line before end a sentence."""
    return [
        line.width
        for before, line in pairwise(lines)
        if line.width >= least <= before.width
        and match_label(line.text) is None
        and not SENTENCE_END.search(line.text)
        and not SENTENCE_END.search(before.text)
    ]


def join(lines: Sequence[Line], margin: float | None, *, articles: bool = False) -> list[Block]:
    """Put the paragraphs of a text together; without a margin every line is one.

    ``articles`` says that the text is a regulation, whose paragraphs are short: there a sentence that fills its line ends the paragraph
    unless the next line is too wide to be a first line.
    """
    if margin is None:
        labels = match_labels([line.text for line in lines])
        return [Block(line.text, line.number, line.number, label) for line, label in zip(lines, labels, strict=True)]
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(line, groups[-1], margin, articles):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [block(group) for group in groups]


def block(group: Sequence[Line]) -> Block:
    """Make one paragraph of its lines; a Latin word does not run into the next."""
    text = join_words(line.text for line in group)
    return Block(text, group[0].number, group[-1].number, match_label(text))


def join_words(texts: Iterable[str]) -> str:
    """Join the words of lines; only between two Latin letters a blank is due."""
    joined = ""
    for text in texts:
        latin = joined[-1:].isascii() and joined[-1:].isalpha() and text[:1].isascii() and text[:1].isalpha()
        joined += f" {text}" if latin else text
    return joined


def _begins(line: Line, group: Sequence[Line], margin: float, articles: bool) -> bool:
    previous = group[-1]
    gap = (margin - INDENT if len(group) == 1 else margin) - previous.width
    label = match_label(line.text)
    named = label is not None and label.sure and label.style in ("article", "division")
    unfinished = label is None and previous.text[-1] in "，、" and gap < margin / 2
    if line.indent >= INDENT or (gap >= SHORT and not unfinished) or named:
        return True
    if not _ends_sentence(group) or _is_open(group):
        return False
    if label and label.sure:
        return True
    if label is None and (previous.text[-1] in "；;" or (line.width > margin - SLACK / 3 and gap < INDENT)):
        # A list without labels is rare, and a line as wide as the margin has no indent: both go on.
        return False
    if gap >= SLACK:
        return True
    if line.text[0] in "（(":
        return False
    return _looks_first(line, label, gap, margin, articles)


def _looks_first(line: Line, label: Label | None, gap: float, margin: float, articles: bool) -> bool:
    """Weigh a line after a sentence that fills its line: a first line is narrower by the indent, a short one tells by its words."""
    if label is not None:
        return articles or gap >= 0
    if line.width < margin - SHORT:
        return articles and not (gap < INDENT and LEANING.match(line.text))
    return line.width <= margin - (INDENT / 2 if articles or gap >= SLACK / 3 else INDENT * 3 / 4)


def _ends_sentence(group: Sequence[Line]) -> bool:
    last = group[-1].text
    if SENTENCE_END.search(last):
        return True
    return last[-1] in "）)" and bool(REMARK_AFTER_SENTENCE.search("".join(line.text for line in group[-6:])))


def _is_open(group: Sequence[Line]) -> bool:
    depth = 0
    for line in group:
        for character in line.text:
            if character in OPENING:
                depth += 1
            elif character in CLOSING:
                depth = max(0, depth - 1)
    return depth > 0
