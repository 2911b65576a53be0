"""Pages to lines in reading order: rows, columns, running heads."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from math import ceil
from statistics import median
from unicodedata import east_asian_width

SAME_ROW = 0.45
"""Characters' heights by which baselines in one row may differ: superscripts do by up to .4, lines by 1 and more."""
GUTTER = 0.9
"""Characters of white between two columns, at least: justified text has .3 between two characters at most."""
BLANK = 0.17
"""Characters by which the gap of a blank exceeds the others of its line; the narrowest blank of a Chinese font is .22."""
NARROWEST_COLUMN = 8
FEWEST_ROWS = 5
"""Lines of two columns that stand side by side, before a page is taken for one with columns."""
PARTED = 0.6
"""Share of the lines at a gutter that must leave it free; titles and tables above the columns run across."""
FULL = 0.4
"""Share of the lines in the left column that must reach the gutter: those of a table's column do not."""
FULL_LINES = 5
"""Lines that must end at one edge before a column's margin is known from it alone."""
EDGE_ROWS = 2
"""Rows at the top and the bottom of a page among which running heads and page numbers are looked for."""
DIGITS = re.compile(r"[0-9０-９〇零一二三四五六七八九十]+|(?<![A-Za-z])[ivxIVX]+(?![A-Za-z])")
PAGE_NUMBER = re.compile(
    r"[-—–－·•.\s]*(?:第?\s*[0-9０-９]{1,4}\s*页?(?:\s*[,，/]?\s*共?\s*[0-9０-９]{1,4}\s*页?)?|[ivx]{1,6})[-—–－·•.\s]*"
)
"""— 12 —; 第 3 页 共 10 页; 3/10; iv"""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it stands, in points: left and right edge, baseline, height of its font."""

    character: str
    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was found: its characters, whether it holds a picture or drawing."""

    number: int
    glyphs: Sequence[Glyph]
    pictured: bool = False


@dataclass(slots=True)
class Line:
    """A line of a column: its words and where they stand. ``column`` changes where a new column or page begins."""

    text: str
    left: float
    right: float
    base: float
    size: float
    """Of a character, in points: the width of a Chinese one."""
    sized: bool
    """Whether the line has Chinese characters enough to tell its size."""
    column: int = 0
    column_left: float = 0.0
    column_right: float = 0.0
    head: float = 0.0
    """Width of what cannot be broken at its beginning: a character with the punctuation after it, a number, a Latin word."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a document in reading order, and the words that stand around the text on its pages."""

    lines: tuple[Line, ...]
    furniture: tuple[str, ...] = ()


@dataclass(slots=True)
class _Row:
    glyphs: list[Glyph] = field(default_factory=list)
    base: float = 0.0

    @property
    def text(self) -> str:
        return "".join(glyph.character for glyph in self.glyphs)


def read_pages(pages: Iterable[Page]) -> Layout:
    """Return the lines of the text in reading order, without running heads and page numbers."""
    rows = [_rows(page.glyphs) for page in pages]
    kept, furniture = _without_furniture(rows)
    rows, furniture = (kept, furniture) if any(kept) else (rows, [])
    gutters = [gutter for page in rows if (gutter := _gutter(page)) is not None]
    usual = median(gutters) if len(gutters) >= 0.5 * len(rows) - 1 and gutters else None
    lines: list[Line] = []
    for page in rows:
        for column in _columns(page, usual):
            found = [_line(row) for row in column]
            for line in found:
                line.column = len(lines)
            lines += found
    _measure(lines)
    return Layout(tuple(lines), tuple(furniture))


def _rows(glyphs: Sequence[Glyph]) -> list[_Row]:
    """Return the rows of a page from top to bottom, each from left to right; characters printed twice for weight count once."""
    rows: list[_Row] = []
    for glyph in sorted(glyphs, key=lambda one: -one.base):
        if not rows or rows[-1].base - glyph.base > SAME_ROW * max(glyph.height * 0.7, 1):
            rows.append(_Row(base=glyph.base))
        rows[-1].glyphs.append(glyph)
    for row in rows:
        row.glyphs.sort(key=lambda one: one.left)
        row.glyphs = [glyph for at, glyph in enumerate(row.glyphs) if not _is_double(row.glyphs, at)]
        row.base = median(glyph.base for glyph in row.glyphs)
    return [row for row in rows if row.text.strip()]


def _is_double(glyphs: Sequence[Glyph], at: int) -> bool:
    glyph = glyphs[at]
    near = (other for other in glyphs[max(0, at - 3) : at] if other.character == glyph.character)
    return any(glyph.left - other.left < 0.2 * glyph.height for other in near)


def _without_furniture(pages: Sequence[list[_Row]]) -> tuple[list[list[_Row]], list[str]]:
    """Take away the rows at the edges of pages that come back, but for their numbers, on other pages at the same height."""
    edges = [_edges(rows) for rows in pages]
    heights: defaultdict[str, list[float]] = defaultdict(list)
    for page in edges:
        for row in page:
            heights[_masked(row.text)].append(row.base)
    pitch = _pitch(pages)
    kept: list[list[_Row]] = []
    dropped: Counter[str] = Counter()
    for rows, page in zip(pages, edges, strict=True):
        gone = [row for row in page if _comes_back(row, heights[_masked(row.text)], len(pages)) or _is_lone_number(row, rows, pitch)]
        dropped.update(words for row in gone if not PAGE_NUMBER.fullmatch(words := row.text.strip()))
        kept.append([row for row in rows if not any(row is one for one in gone)])
    return kept, [words for words, _ in dropped.most_common(5)]


def _edges(rows: Sequence[_Row]) -> list[_Row]:
    if len(rows) <= 2 * EDGE_ROWS:
        return list(rows)
    return [*rows[:EDGE_ROWS], *rows[-EDGE_ROWS:]]


def _masked(text: str) -> str:
    return DIGITS.sub("#", "".join(text.split()))


def _comes_back(row: _Row, heights: Sequence[float], pages: int) -> bool:
    same = sum(abs(row.base - height) < 4 for height in heights)
    return same >= 2 and same >= min(3, 0.3 * pages)


def _is_lone_number(row: _Row, rows: Sequence[_Row], pitch: float) -> bool:
    if not PAGE_NUMBER.fullmatch(row.text.strip()) or len(rows) < 2:
        return False
    if row is rows[-1]:
        return rows[-2].base - row.base > 1.3 * pitch
    return row is rows[0] and row.base - rows[1].base > 1.3 * pitch


def _pitch(pages: Iterable[Sequence[_Row]]) -> float:
    steps = Counter(round((a.base - b.base) * 2) / 2 for rows in pages for a, b in pairwise(rows))
    return usual_step(steps)


def usual_step(steps: Counter[float]) -> float:
    """Return the distance of lines inside a paragraph: the smallest of those that are common."""
    if not steps:
        return 0.0
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.2 * most and step > 0)


def _columns(rows: list[_Row], usual: float | None = None) -> Iterator[list[_Row]]:
    """Yield the columns of a page, each from top to bottom; what runs across them parts the page into bands.

    ``usual`` is where the gutter of the document's pages is: a last page with three lines a column does not show it.
    """
    gutter = _gutter(rows)
    if gutter is None and usual is not None:
        beside = sum(row.glyphs[0].right < usual < row.glyphs[-1].left and _is_free(row, usual) for row in rows)
        gutter = usual if beside > sum(not _is_free(row, usual) for row in rows) else None
    if gutter is None:
        if rows:
            yield rows
        return
    band: list[_Row] = []
    across: list[_Row] = []
    for row in rows:
        above = not band and row.glyphs[0].left > gutter  # a title in the middle column of three
        if above or any(glyph.left < gutter < glyph.right for glyph in row.glyphs) or not _is_free(row, gutter):
            yield from _side_by_side(band, gutter)
            band = []
            across.append(row)
        else:
            if across:
                yield across
                across = []
            band.append(row)
    yield from _side_by_side(band, gutter)
    if across:
        yield across


def _side_by_side(band: Sequence[_Row], gutter: float) -> Iterator[list[_Row]]:
    for left in (True, False):
        side = [
            _Row(glyphs, row.base) for row in band if (glyphs := [one for one in row.glyphs if (one.left + one.right < 2 * gutter) == left])
        ]
        side = [row for row in side if row.text.strip()]
        if side:
            yield from _columns(side)


def _is_free(row: _Row, x: float) -> bool:
    half = GUTTER / 2 * _size(row.glyphs)[0]
    return not any(glyph.left < x + half and glyph.right > x - half and not glyph.character.isspace() for glyph in row.glyphs)


def _gutter(rows: Sequence[_Row]) -> float | None:
    """Return the middle of the white between two columns of a page; None where there is one column.

    Lines of two columns need not stand at the same heights, so that white is looked for over the page, not in its rows.
    """
    if len(rows) < FEWEST_ROWS:
        return None
    size = median(_size(row.glyphs)[0] for row in rows)
    pieces = [piece for row in rows for piece in _pieces(row, size)]
    left, right = min(piece[0] for piece in pieces), max(piece[1] for piece in pieces)
    inner = range(int(left + NARROWEST_COLUMN * size), int(right - NARROWEST_COLUMN * size))
    if not inner:
        return None
    steps = Counter(ceil(piece[0]) for piece in pieces)
    steps.subtract(Counter(int(piece[1]) for piece in pieces))
    cover = list(accumulate(steps[x] for x in range(int(left), inner.stop)))[inner.start - int(left) :]
    fewest = min(cover)
    runs = [list(run) for few, run in groupby(zip(inner, cover, strict=True), lambda one: one[1] == fewest) if few]
    widest = max(runs, key=len)
    gutter = (widest[0][0] + widest[-1][0]) / 2
    before = [piece for piece in pieces if piece[1] <= gutter]
    after = [piece for piece in pieces if piece[0] >= gutter]
    if len(widest) < GUTTER * size - 2 or not before or not after:
        return None
    top, bottom = min(before[0][2], after[0][2]) + 1, max(before[-1][2], after[-1][2]) - 1
    beside = min(sum(bottom <= piece[2] <= top for piece in side) for side in (before, after))
    if beside < FEWEST_ROWS or beside < PARTED * (beside + fewest):
        return None
    reach = max(piece[1] for piece in before)
    return gutter if sum(reach - piece[1] < 2 * size for piece in before) >= FULL * len(before) else None


def _pieces(row: _Row, size: float) -> list[tuple[float, float, float]]:
    """Return the pieces of a row between white as wide as that between columns: left, right, baseline."""
    pieces: list[tuple[float, float, float]] = []
    for glyph in row.glyphs:
        if glyph.character.isspace():
            continue
        if pieces and glyph.left - pieces[-1][1] < GUTTER * size:
            pieces[-1] = (pieces[-1][0], max(glyph.right, pieces[-1][1]), row.base)
        else:
            pieces.append((glyph.left, glyph.right, row.base))
    return pieces


def _size(glyphs: Sequence[Glyph]) -> tuple[float, bool]:
    """Return the size of the characters of a line, and whether Chinese ones tell it."""
    wide = [glyph.right - glyph.left for glyph in glyphs if east_asian_width(glyph.character) in "WF" and not glyph.character.isspace()]
    if len(wide) >= 2:
        return median(wide), True
    return 0.75 * median(glyph.height for glyph in glyphs), False


def _line(row: _Row) -> Line:
    size, sized = _size(row.glyphs)
    solid = [glyph for glyph in row.glyphs if not glyph.character.isspace()]
    return Line(_words(row.glyphs, size), solid[0].left, solid[-1].right, row.base, size, sized, head=_head(solid, size))


def _words(glyphs: Sequence[Glyph], size: float) -> str:
    """Return the words of a row; a gap that is wider than the others is a blank, since many programs print none."""
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    words = glyphs[0].character
    for gap, before, after in zip(gaps, glyphs, glyphs[1:], strict=False):
        if gap > usual + BLANK * size and not (before.character.isspace() or after.character.isspace()):
            words += " "
        words += after.character
    return words.strip()


def _head(glyphs: Sequence[Glyph], size: float) -> float:
    """Return the width of what stays together at the beginning of a line, because no line may begin with 。 or end with （."""
    end = 0
    while end < len(glyphs) - 1 and (
        glyphs[end].character in "（《“‘〈〔【([" or (_is_narrow(glyphs[end]) and _is_narrow(glyphs[end + 1]) and _touch(glyphs, end, size))
    ):
        end += 1
    while end < len(glyphs) - 1 and glyphs[end + 1].character in "，。、；：？！）》”’〉〕】…—)]%":
        end += 1
    return min(glyphs[end].right - glyphs[0].left, 12 * size)


def _is_narrow(glyph: Glyph) -> bool:
    return east_asian_width(glyph.character) not in "WF"


def _touch(glyphs: Sequence[Glyph], at: int, size: float) -> bool:
    return glyphs[at + 1].left - glyphs[at].right < 0.2 * size


def _measure(lines: Sequence[Line]) -> None:
    """Give every line the edges of its column; a column of few lines has those of the fuller ones that it stands in line with."""
    columns: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.column].append(line)
    slots = [(min(line.left for line in column), _edge(column)) for column in columns.values() if _is_full(column)]
    for column in columns.values():
        left, right = min(line.left for line in column), _edge(column)
        size = median(line.size for line in column)
        if not _is_full(column):
            near = [slot for slot in slots if abs(slot[0] - left) < 3 * size and slot[1] >= right - 0.6 * size]
            if near:
                nearest = min(near, key=lambda slot: (abs(slot[0] - left) > 0.5 * size, slot[1]))
                left, right = min(left, nearest[0]), nearest[1]
        for line in column:
            line.column_left, line.column_right = left, right


def _is_full(column: Sequence[Line]) -> bool:
    """Say whether the lines of a column alone tell where it ends: several reach the same edge."""
    edge, size = _edge(column), median(line.size for line in column)
    return sum(abs(line.right - edge) < 0.6 * size for line in column) >= FULL_LINES


def _edge(column: Sequence[Line]) -> float:
    """Return the right margin of a column: where most of its long lines end; punctuation may hang beyond."""
    rights = sorted(line.right for line in column)
    farthest = rights[-1]
    size = median(line.size for line in column)
    full = [right for right in rights if farthest - right < 1.6 * size]
    return median(full) if len(full) >= 4 else farthest
