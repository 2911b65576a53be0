"""What a reader gives back, and the error that it raises."""

from __future__ import annotations

from dataclasses import dataclass

MOST_CHARACTERS = 5_000_000
"""Characters of text taken from one file: fifty times the longest law, and as much as can be parsed in a few seconds."""
MOST_LINES = 100_000
"""Lines with words taken from one file: parsing a million takes a minute and gigabytes; a volume of collected laws has 20,000."""
COLUMN = "｜"
"""Stands between the cells of a table row: a blank would vanish between Chinese words and run two cells into one."""


class SourceError(ValueError):
    """Raised for a path that cannot be read as text, with a sentence that says what to do."""


def bounded(text: str, name: str) -> str:
    """Return the text of a file if it is no larger than can be parsed in seconds. Raises SourceError."""
    if len(text) > MOST_CHARACTERS:
        raise SourceError(f"{name} 的文字超过 {MOST_CHARACTERS // 10_000} 万字。请按文件拆开再导入。")
    if text.count("\n") > MOST_LINES and sum(1 for line in text.split("\n") if line.strip()) > MOST_LINES:
        raise SourceError(f"{name} 的文字超过 {MOST_LINES // 10_000} 万行。请按文件拆开再导入。")
    return text


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file, lines ended by line feeds, and what could not be read of it."""

    text: str
    remarks: tuple[str, ...] = ()
    """Parts that gave no words, for the audit: ``第 5 页没有文字层（扫描图像），未读入``."""
