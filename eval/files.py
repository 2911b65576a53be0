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
