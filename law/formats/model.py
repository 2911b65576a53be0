"""What a reader gives back, and the error that it raises."""

from __future__ import annotations

from dataclasses import dataclass

MOST_CHARACTERS = 5_000_000
"""Characters of text taken from one file: fifty times the longest law, and as much as can be parsed in a few seconds."""
COLUMN = "｜"
"""Stands between the cells of a table row: a blank would vanish between Chinese words and run two cells into one."""


class SourceError(ValueError):
    """Raised for a path that cannot be read as text, with a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file, lines ended by line feeds, and what could not be read of it."""

    text: str
    remarks: tuple[str, ...] = ()
    """Parts that gave no words, for the audit: ``第 5 页没有文字层（扫描图像），未读入``."""
