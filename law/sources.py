"""Files to text: the one door for file formats and encodings.

Text and Markdown are read here and now: bounded in bytes, characters and lines they cost linear time and need no library. HTML, docx and PDF go through
libraries that a bad file can hang, crash or blow up, so each such file is read in a child process of its own (``formats.confine``).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from law.formats.confine import read_confined
from law.formats.kinds import KINDS, OTHER_SUFFIXES, READABLE, kind_of_file
from law.formats.model import SourceError, SourceText, bounded
from law.formats.text import decode, empty, strip_markdown

__all__ = ["SourceError", "SourceText", "decode", "find_sources", "read", "read_source"]

MOST_BYTES = 100_000_000
"""Larger files are refused: the longest law is 400 kB of text; scans and pictures make files large."""


def read(path: str | Path) -> str:
    """Return the text of a file, lines ended by line feeds. Raises SourceError with a sentence that says what to do.

    Reads text and Markdown (UTF-8 with or without mark, GB18030, UTF-16, UTF-32; the lines keep their numbers), HTML, docx and PDF with a
    text layer (a paragraph a line, without what stands around the text: navigation, running heads, page numbers).
    """
    return read_source(path).text


def read_source(path: str | Path) -> SourceText:
    """Return the text of a file as ``read`` does, with remarks on the parts that gave no words. Raises SourceError."""
    path = Path(path)
    data = _bytes(path)
    if not data.strip():
        raise empty(path.name)
    kind = kind_of_file(data, path.name)
    if kind not in ("text", "markdown"):
        return read_confined(kind, path, path.name)
    text = bounded(decode(data, path.name).replace("\r\n", "\n").replace("\r", "\n"), path.name)
    return SourceText(strip_markdown(text) if kind == "markdown" else text)


def find_sources(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files that paths name: files as they are, folders with the documents under them, sorted, hidden ones skipped.

    Raises SourceError for a path that does not exist and for a folder without documents.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if _is_document(file, path))
            if not inside:
                raise SourceError(f"文件夹 {path} 里没有可读的文件。{READABLE}。")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise _missing(path)
    return list(found)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise SourceError(f"{path} 是文件夹，不是文件。")
    try:
        if path.exists() and not path.is_file():
            raise SourceError(f"{path} 不是普通文件，不能读取。")
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(
                f"{path.name} 有 {path.stat().st_size // 1_000_000} MB，太大了。请拆成几个文件，或者另存为文本（.txt）再导入。"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise _missing(path) from None
    except OSError as error:
        raise SourceError(f"{path} 读不出来：{error.strerror or error}。请检查权限。") from error


def _missing(path: Path) -> SourceError:
    return SourceError(f"找不到 {path}，请检查路径。")


def _is_document(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    return not hidden and file.is_file() and file.suffix.lower() in (*KINDS, *OTHER_SUFFIXES)
