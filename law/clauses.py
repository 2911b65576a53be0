"""Sentences and clauses: 。 ends the one, ， and ； the other, but not within brackets or quotation marks.

Half-width marks count where no digits stand around them: 责令限期改正;逾期不改正的, but 1,000元.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# ；对直接负责的主管人员处…, ；并处…
GOES_ON = re.compile(
    r"并|对(?!违反)[^，；。]{1,30}?(?:[人员位者业构织司门户方商主]|，)(?:(?:可以|并|依法)*(?:处(?![理罚置分])|给予|予以)|，)"
)
CLAUSE_MARKS = "，；：。,;:"
OPENING = {"（": "）", "《": "》", "“": "”", "「": "」", "〔": "〕", "[": "]"}
CLOSING = frozenset(OPENING.values())
BRACKETS = re.escape("".join((*OPENING, *CLOSING)))
SENTENCE_END = re.compile(rf"[{BRACKETS}。！？]")
CLAUSE_END = re.compile(rf"[{BRACKETS}{CLAUSE_MARKS}]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, and the mark behind it as printed: ``，``, ``；``, ``：``, ``。``, or a half-width one."""

    text: str
    mark: str
    keeps: bool = False
    """True where what follows ； goes on under the same condition: ；对直接负责的主管人员处…, ；并处…"""


def sentences(text: str) -> tuple[str, ...]:
    """Split a paragraph into sentences, each with its mark; together they are the paragraph."""
    return _cut(text, SENTENCE_END)


def split_clauses(sentence: str) -> tuple[Clause, ...]:
    """Split a sentence into clauses."""
    parts = _cut(sentence, CLAUSE_END)
    clauses = []
    for n, part in enumerate(parts):
        mark = part[-1] if part[-1] in CLAUSE_MARKS else ""
        following = parts[n + 1] if n + 1 < len(parts) else ""
        keeps = GOES_ON.match(following) is not None
        clauses.append(Clause(part.removesuffix(mark) if mark else part, mark, keeps))
    return tuple(clauses)


def _between_digits(text: str, position: int) -> bool:
    return text[position + 1 : position + 2].isdigit() and text[position - 1 : position].isdigit()


def _cut(text: str, marks: re.Pattern[str]) -> tuple[str, ...]:
    parts: list[str] = []
    expected: list[str] = []
    start = 0
    for found in marks.finditer(text):
        character, position = found[0], found.start()
        if character in OPENING:
            expected.append(OPENING[character])
        elif character in CLOSING:
            if expected and character == expected[-1]:
                expected.pop()
        elif not expected and not (character in ",:;" and _between_digits(text, position)):
            parts.append(text[start : position + 1])
            start = position + 1
    if text[start:].strip():
        parts.append(text[start:])
    return tuple(parts)
