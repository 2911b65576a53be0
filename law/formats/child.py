"""What runs in the child process: limit itself, read one file, print one JSON object: ``text`` and ``remarks``, or ``error``."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

from law.formats.model import SourceError, SourceText, bounded

CODE = "import sys; sys.path.insert(0, sys.argv[1]); from law.formats.child import main; main(*sys.argv[2:])"
"""Starts the child from any folder, with the same code as its parent."""


def main(kind: str, path: str, name: str, megabytes: str, seconds: str) -> None:
    """Read the file at ``path`` and print what it says; the process never ends with a traceback for a file that is merely bad."""
    _limit(int(megabytes) * 1024 * 1024, int(seconds))
    answer: dict[str, object]
    try:
        source = read(kind, Path(path), name)
        answer = {"text": bounded(source.text, name), "remarks": source.remarks}
    except SourceError as error:
        answer = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def read(kind: str, path: Path, name: str) -> SourceText:
    """Return the text of a file of a kind. Raises SourceError; MemoryError and whatever a library raises end the child."""
    if kind == "html":
        from law.formats.web import read_html

        return read_html(path.read_bytes(), name)
    if kind == "docx":
        from law.formats.word import read_docx

        return read_docx(path, name)
    from law.formats.pdf import read_pdf

    return read_pdf(path, name)


def _limit(memory: int, seconds: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not on every system; the parent's clock holds everywhere
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
