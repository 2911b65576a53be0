"""Lines of a printed page to paragraphs, by their places: indents, ends short of the margin, white between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from law.formats.pages import Line, usual_step
from law.labels import match_label
from law.layout import LEANING, SENTENCE_END, join_words
from law.normalise import fold

INDENT = 1.2
"""Characters from the edge of the column where a first line begins; two are usual."""
LOOSE = 0.6
"""Characters that justification and uneven type may leave free at the end of a full line."""
SPACED = 1.35
"""Distances of lines, from which on the white is between two paragraphs."""
RESIZED = 0.08
LEADERS = re.compile(r"[ \u3000]*[.…·．・]{4,}[ \u3000]*[(（]?\d{1,4}[)）]?$")
"""第一章　总则………………3"""


def join_lines(lines: Sequence[Line]) -> list[str]:
    """Return the paragraphs of a document, one a line."""
    pitch = usual_step(Counter(round((a.base - b.base) * 2) / 2 for a, b in pairwise(lines) if a.column == b.column))
    indented = _indents(lines)
    body = median(line.size for line in lines) if lines else 1.0
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(groups[-1], line, pitch * max(1.0, line.size / body), indented):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_without_leaders(join_words(line.text for line in group)) for group in groups]


def _indents(lines: Sequence[Line]) -> bool:
    """Say whether first lines are indented in this document: most lines after one that ends short of the margin are."""
    firsts = [line for before, line in pairwise(lines) if _is_short(before, line) and match_label(fold(line.text))]
    return sum(_indent(line) >= INDENT for line in firsts) > 0.5 * len(firsts)


def _begins(group: Sequence[Line], line: Line, pitch: float, indented: bool) -> bool:
    """Say whether a line begins a paragraph after the lines of ``group``.

    Where paragraphs are parted by white alone, the top of a column does not tell: after a full line that ends a sentence a paragraph begins
    there about twice as often as it goes on.
    """
    previous = group[-1]
    label = match_label(fold(line.text))
    named = label is not None and label.sure and label.style in ("article", "division")
    if named or _is_short(previous, line) or _is_across(previous, line):
        return True
    if previous.sized and line.sized and abs(previous.size - line.size) > RESIZED * previous.size:
        return True
    ended = bool(SENTENCE_END.search(fold(previous.text)))
    spaced = previous.column == line.column and previous.base - line.base > SPACED * pitch
    if not ended:
        return spaced and (label is not None or previous.base - line.base > 2 * SPACED * pitch)
    if spaced or _indent(line) >= INDENT:
        return not (len(group) > 1 and abs(_indent(line) - _indent(previous)) < 0.3 and label is None and not spaced)
    if indented:
        return False
    if previous.column != line.column:
        return label is not None or not LEANING.match(line.text)
    return label is not None and label.sure


def _is_short(previous: Line, line: Line) -> bool:
    """Say whether a line ends where the beginning of the next would still have fitted."""
    return previous.column_right - previous.right > min(line.head, 0.5 * (previous.column_right - previous.column_left)) + LOOSE * line.size


def _is_across(previous: Line, line: Line) -> bool:
    """Say whether one of two lines runs across the column of the other, as a title does above two columns."""
    overlap = min(previous.column_right, line.column_right) - max(previous.column_left, line.column_left)
    edges = (previous.column_left - line.column_left, previous.column_right - line.column_right)
    return overlap > 0 and all(abs(edge) > line.size for edge in edges)


def _indent(line: Line) -> float:
    return (line.left - line.column_left) / line.size


def _without_leaders(text: str) -> str:
    """Cut the dots and the page number from an entry of a table of contents, so that it reads as its heading does."""
    label = match_label(fold(text))
    return LEADERS.sub("", text) if label and label.style == "division" else text
