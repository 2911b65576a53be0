"""Files as they are read and written here: lines that only a line feed ends, and files that are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, words: str, newline: str | None = None) -> None:
    """Write a file beside its place and put it there when it is complete, so that whoever is cut off leaves what was there before."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        beside.write_text(words, encoding="utf-8", newline=newline)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def lines_of(path: Path, errors: str = "strict") -> list[str]:
    """Return the lines of a text in UTF-8. JSON may hold other signs that end a line for Python (U+2028, U+0085): only a line feed ends one.

    Raises OSError and UnicodeDecodeError.
    """
    return path.read_text(encoding="utf-8-sig", errors=errors).split("\n")
