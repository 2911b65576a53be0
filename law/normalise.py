"""Lines of a file, with widths folded and blanks tightened.

Guarantees of ``fold`` and ``tighten`` together:

- full-width digits and Latin letters become half-width: ``２０００`` is ``2000``, ``Ｂ２Ｃ`` is ``B2C``;
- ``％ ＋ ／`` and their like become ASCII; Chinese punctuation ``（）：；，。“”〔〕《》`` is kept;
- blanks that a typesetter put around digits, Latin or Chinese characters are gone, blanks between two Latin words stay;
- nothing else is changed, so that what is left is verbatim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import east_asian_width

_FOLDED = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SYMBOLS = {ord(wide): ord(narrow) for wide, narrow in zip("％＋／＝＆＠＃＊", "%+/=&@#*", strict=True)}
_INVISIBLE = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_BLANK = dict.fromkeys([0x09, 0x0B, 0x0C, 0x85, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000], " ")
_TABLE: dict[int, int | str | None] = {**_FOLDED, **_SYMBOLS, **_INVISIBLE, **_BLANK}

POINT_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])．(?=[0-9])")
"""３．５ 米"""
DASH_BETWEEN_LATIN = re.compile(r"(?<=[0-9A-Za-z])－(?=[0-9A-Za-z])")
"""ＧＢ－２０１７"""
TYPESET_BLANK = re.compile(r"(?<![0-9A-Za-z]) +| +(?![0-9A-Za-z])")
"""The blanks of ``2000 元以上 3 万元`` and ``总 则``, not that of ``Internet of Things``."""
SPACES = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds words: number in the file from 1, folded text without outer blanks, blanks before it in characters' widths."""

    number: int
    text: str
    indent: float = 0.0
    printed: str = ""
    """The line as it stands in the file, without outer blanks."""
    wider: float = 0.0
    """By how much it is wider on the page than its folded text, where digits are set full width."""

    @property
    def width(self) -> float:
        """Width in Chinese characters: 1 for a wide character, 0.5 for a narrow one."""
        return text_width(self.text) + self.wider


class _Widths(dict[str, float]):
    """Widths of characters, looked up once each."""

    def __missing__(self, character: str) -> float:
        width = self[character] = 1.0 if east_asian_width(character) in "WFA" else 0.5
        return width


_WIDTHS = _Widths()


def text_width(text: str) -> float:
    """Measure printed text in Chinese characters: ``２０ 日`` after folding is 2.5."""
    if text.isascii():
        return len(text) / 2
    return sum(map(_WIDTHS.__getitem__, text))


def fold(text: str) -> str:
    """Make digits and Latin half-width and blanks single, and leave every other character as it is."""
    folded = text.translate(_TABLE)
    if "．" in folded:
        folded = POINT_BETWEEN_DIGITS.sub(".", folded)
    if "－" in folded:
        folded = DASH_BETWEEN_LATIN.sub("-", folded)
    if "  " in folded:
        folded = SPACES.sub(" ", folded)
    return folded.strip()


def tighten(folded: str) -> str:
    """Remove the typesetter's blanks from folded text."""
    return TYPESET_BLANK.sub("", folded).strip() if " " in folded else folded


def clean(text: str) -> str:
    """Fold and tighten: ``处 ２０００ 元以上 ３ 万元`` is ``处2000元以上3万元``."""
    return tighten(fold(text))


def compact(text: str) -> str:
    """Drop every blank, for comparing spaced-out headings: ``总　 　则`` is ``总则``."""
    return "".join(fold(text).split())


def read_lines(text: str) -> list[Line]:
    """Return the lines that hold words, numbered from 1 by line feeds (CR LF and CR count as one)."""
    lines = []
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        folded = fold(raw)
        if folded:
            lead = raw[: len(raw) - len(raw.lstrip())]
            lines.append(Line(number, folded, text_width(lead), raw.strip()))
    return lines
