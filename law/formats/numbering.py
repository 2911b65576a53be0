"""The numbers that Word makes itself: 第三条 stands in no text of the file, only in the level of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from law.numerals import NumeralError, format_numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACE = re.compile(r"%([1-9])")
"""第%1条"""
LEVELS = 9
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CHEQUE = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万")
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class Level:
    """How one level of a list counts and prints."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    blank: bool = True
    restart: int | None = None
    """The level (from 1) after which it starts again; 0 never; None after every higher one."""
    plain: bool = False
    """All numbers in it print as digits."""


@dataclass(slots=True)
class _List:
    counters: dict[int, int] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)


class Numbering:
    """Counts along a document: ``label`` returns what Word prints before each numbered paragraph, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._numbers: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str | None, str | None, int | None]] = {}
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read(numbering)

    def label(self, properties: Element | None) -> str:
        """Return the label of a paragraph from its ``w:pPr``, with the blank after it; empty where Word prints none."""
        number, depth = self._number_of(properties)
        if number is None or number == "0" or number not in self._numbers:
            return ""
        abstract, overrides, starts = self._numbers[number]
        levels = {**self._abstract.get(abstract, {}), **overrides}
        level = levels.get(depth)
        if level is None:
            return ""
        counters = self._count(number, abstract, depth, levels, starts)
        if level.form in ("bullet", "none") and not PLACE.search(level.text):
            return ""
        return _print(level, levels, counters) + ("\u3000" if level.blank or level.text.endswith(("条", "章", "节", "编")) else "")

    def _count(self, number: str, abstract: str, depth: int, levels: dict[int, Level], starts: dict[int, int]) -> dict[int, int]:
        """Advance the list at a level; lists of one abstract definition go on counting together, as Word has them."""
        state = self._lists.setdefault(abstract, _List())
        if number not in state.started:
            state.started.add(number)
            for at, start in starts.items():
                state.counters[at] = start - 1
        first = levels[depth].start - 1
        state.counters[depth] = state.counters.get(depth, first) + 1
        for higher in range(depth):
            state.counters.setdefault(higher, levels[higher].start if higher in levels else 1)
        for deeper in list(state.counters):
            restart = levels[deeper].restart if deeper in levels else None
            if deeper > depth and restart != 0 and (restart is None or depth < restart):
                del state.counters[deeper]
        return state.counters

    def _number_of(self, properties: Element | None) -> tuple[str | None, int]:
        if properties is None:
            return self._of_style(self._default)
        number = depth = None
        own = properties.find(f"{W}numPr")
        if own is not None:
            number, depth = _value(own.find(f"{W}numId")), _int(_value(own.find(f"{W}ilvl")))
        style = _value(properties.find(f"{W}pStyle")) or self._default
        inherited, inherited_depth = self._of_style(style)
        return number if number is not None else inherited, min(depth if depth is not None else inherited_depth, LEVELS - 1)

    _default: str | None = None

    def _of_style(self, style: str | None) -> tuple[str | None, int]:
        number: str | None = None
        depth: int | None = None
        seen: set[str] = set()
        while style and style in self._styles and style not in seen:
            seen.add(style)
            parent, its_number, its_depth = self._styles[style]
            number = number if number is not None else its_number
            depth = depth if depth is not None else its_depth
            style = parent
        return number, depth or 0

    def _read_styles(self, styles: Element) -> None:
        for style in styles.iter(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._default = name
            own = style.find(f"{W}pPr/{W}numPr")
            number = _value(own.find(f"{W}numId")) if own is not None else None
            depth = _int(_value(own.find(f"{W}ilvl"))) if own is not None else None
            self._styles[name] = (_value(style.find(f"{W}basedOn")), number, depth)

    def _read(self, numbering: Element) -> None:
        linked: dict[str, str] = {}
        styled: dict[str, str] = {}
        for abstract in numbering.iter(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId") or ""
            self._abstract[name] = dict(_levels(abstract))
            self._by_style(abstract, name)
            if link := _value(abstract.find(f"{W}numStyleLink")):
                linked[name] = link
            if link := _value(abstract.find(f"{W}styleLink")):
                styled[link] = name
        for name, link in linked.items():
            self._abstract[name] = self._abstract.get(styled.get(link, ""), self._abstract[name])
        for num in numbering.iter(f"{W}num"):
            overrides: dict[int, Level] = {}
            starts: dict[int, int] = {}
            for override in num.iter(f"{W}lvlOverride"):
                at = _int(override.get(f"{W}ilvl")) or 0
                overrides.update(_levels(override))
                if (start := _int(_value(override.find(f"{W}startOverride")))) is not None:
                    starts[at] = start
            self._numbers[num.get(f"{W}numId") or ""] = (_value(num.find(f"{W}abstractNumId")) or "", overrides, starts)

    def _by_style(self, abstract: Element, name: str) -> None:
        """A style that names a list without a level gets the level that names the style."""
        for level in abstract.iter(f"{W}lvl"):
            style = _value(level.find(f"{W}pStyle"))
            if style in self._styles:
                parent, number, depth = self._styles[style]
                self._styles[style] = (parent, number, depth if depth is not None else _int(level.get(f"{W}ilvl")))


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iter(f"{W}lvl"):
        level = Level(
            form=_value(element.find(f"{W}numFmt")) or "decimal",
            text=_value(element.find(f"{W}lvlText")) or "",
            start=_int(_value(element.find(f"{W}start"))) or (0 if _value(element.find(f"{W}start")) == "0" else 1),
            blank=_value(element.find(f"{W}suff")) != "nothing",
            restart=_int(_value(element.find(f"{W}lvlRestart"))),
            plain=element.find(f"{W}isLgl") is not None,
        )
        yield _int(element.get(f"{W}ilvl")) or 0, level


def _print(level: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
    def place(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        form = "decimal" if level.plain else (levels[at].form if at in levels else "decimal")
        return print_number(counters.get(at, 1), form)

    return PLACE.sub(place, level.text)


def print_number(number: int, form: str) -> str:
    """Return a number in one of Word's forms: 12 in ``chineseCountingThousand`` is 十二, in ``decimalEnclosedCircle`` ⑫."""
    try:
        match form:
            case "chineseCounting" | "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand" | "japaneseCounting" | "ideographDigital" | "japaneseDigitalTenThousand" | "koreanCounting":  # fmt: skip
                return format_numeral(number)
            case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
                return format_numeral(number).translate(CHEQUE)
            case "ideographTraditional":
                return STEMS[number - 1] if 0 < number <= len(STEMS) else str(number)
            case "ideographZodiac":
                return BRANCHES[number - 1] if 0 < number <= len(BRANCHES) else str(number)
            case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle":
                return chr(0x245F + number) if 0 < number <= 20 else str(number)
            case "lowerLetter" | "upperLetter":
                letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)
                return letter.upper() if form == "upperLetter" else letter
            case "lowerRoman" | "upperRoman":
                return _roman(number).upper() if form == "upperRoman" else _roman(number)
            case "decimalZero":
                return f"{number:02}"
            case "none" | "bullet":
                return ""
            case _:
                return str(number)
    except NumeralError:
        return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    letters = ""
    for value, letter in ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _int(text: str | None) -> int | None:
    try:
        return None if text is None else int(text)
    except ValueError:
        return None
