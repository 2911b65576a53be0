"""Files to text: the one door for file formats and encodings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
"""Files that are read."""
OTHER_SUFFIXES = (".docx", ".doc", ".wps", ".pdf", ".html", ".htm", ".rtf", ".odt", ".ofd")
"""Documents that a folder may hold and that cannot be read: they are refused by name rather than passed over in silence."""
READABLE = "目前可以读取 .txt 和 .md（UTF-8、GB18030 或 UTF-16 编码的文本）"

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
LEAST_TEXT = 0.85
"""Share of everyday characters below which bytes are no Chinese text: law texts have .97 and more, GB18030 read from noise about .4."""
SAMPLE = 20_000

MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
"""## 第一章　总则"""
MARKDOWN_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
"""<!-- INFO END -->"""
MARKDOWN_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
"""**第一条** 为了…"""
MARKDOWN_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])")
"""1\\. 人民法院"""
MARKDOWN_QUOTE = re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?=\n|\Z)", re.DOTALL)


class SourceError(ValueError):
    """Raised for a path that cannot be read as text, with a sentence that says what to do."""


def read(path: str | Path) -> str:
    """Return the text of a file, lines ended by line feeds, marks of Markdown removed and its line numbers kept.

    Reads UTF-8 with or without mark, GB18030 (GBK, GB2312), UTF-16 and UTF-32. Raises SourceError.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in OTHER_SUFFIXES:
        raise SourceError(f"{path.name} 是 {suffix} 文件，还不能读取。{READABLE}；请先把它另存为文本。")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"找不到 {path}，请检查路径。") from None
    except IsADirectoryError:
        raise SourceError(f"{path} 是文件夹，不是文件。") from None
    except OSError as error:
        raise SourceError(f"{path} 读不出来：{error.strerror or error}。请检查权限。") from error
    text = decode(data, path.name).replace("\r\n", "\n").replace("\r", "\n")
    return _without_markdown(text) if suffix in (".md", ".markdown") else text


def decode(data: bytes, name: str) -> str:
    """Return bytes as text in the encoding that they are in; ``name`` is for the error. Raises SourceError."""
    if not data.strip():
        raise SourceError(f"{name} 是空文件，没有可读的内容。")
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _checked(data, encoding, name)
    if b"\x00" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    candidates = [text for encoding in ("gb18030", "utf-16-le", "utf-16-be") if (text := _try(data, encoding)) is not None]
    best = max(candidates, key=_share_of_text, default="")
    if _share_of_text(best) < LEAST_TEXT:
        raise _not_text(name)
    return best


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
            raise SourceError(f"找不到 {path}，请检查路径。")
    return list(found)


def _is_document(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    return not hidden and file.is_file() and file.suffix.lower() in TEXT_SUFFIXES + OTHER_SUFFIXES


def _checked(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(name) from None
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise SourceError(f"{name} 是空文件，没有可读的内容。")
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _not_text(name: str) -> SourceError:
    return SourceError(f"{name} 不是文本文件，或者编码无法识别。{READABLE}；请用文字处理软件另存为 UTF-8 文本。")


def _share_of_text(text: str) -> float:
    """Return the share of characters that Chinese text is made of: everyday Han characters, punctuation, digits, Latin."""
    sample = text[:SAMPLE]
    return sum(map(_is_everyday, sample)) / len(sample) if sample else 0.0


def _is_everyday(character: str) -> bool:
    if character.isascii():
        return character.isprintable() or character in "\t\r\n\f"
    if "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef" or character in "—…“”‘’·×—":
        return True
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= lead <= 0xD7


def _without_markdown(text: str) -> str:
    text = FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text)
    text = MARKDOWN_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    text = MARKDOWN_QUOTE.sub("", MARKDOWN_HEADING.sub(r"\1", text))
    return MARKDOWN_ESCAPE.sub(r"\1", MARKDOWN_STRONG.sub(r"\2", text))
