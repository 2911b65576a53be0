"""Bytes to text: encodings told apart, marks of Markdown removed."""

from __future__ import annotations

import re
from html import unescape

from law.formats.model import COLUMN, SourceError

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

MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*)$", re.MULTILINE)
"""## 第一章　总则"""
MARKDOWN_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)
"""<!-- INFO END -->; one without an end is matched to the end of the text, so that no other is looked for, and kept."""
MARKDOWN_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
"""**第一条** 为了…; no mark within, so that each stretch is looked at once. Not possessive: Python 3.11.2 matches such a group wrongly."""
MARKDOWN_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
"""1\\. 人民法院"""
MARKDOWN_QUOTE = re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE)
MARKDOWN_RULE = re.compile(r"^ {0,3}(?:=+|(?:[-*_][ \t]*){3,})$", re.MULTILINE)
"""---, and the ==== under a title"""
MARKDOWN_BULLET = re.compile(r"^ {0,3}[-*+][ \t]+(?=\S)", re.MULTILINE)
"""- 省体育局"""
MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s\n]|\([^()\s\n]*\))*(?:[ \t]+\"[^\"\n]*\")?\)")
"""[《中华人民共和国体育法》](tiyufa.md)"""
MARKDOWN_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
"""| 序号 | 违法行为 |"""
MARKDOWN_ROW_RULE = re.compile(r"[\s|:\-]+")
"""|---|:--:|"""
LINE_BREAK_TAG = re.compile(r"<br[ \t]*/?>[ \t]*$|<br[ \t]*/?>", re.MULTILINE | re.IGNORECASE)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?=\n|\Z)", re.DOTALL)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
"""&emsp; &nbsp;"""


def decode(data: bytes, name: str) -> str:
    """Return bytes as text in the encoding that they are in; ``name`` is for the error. Raises SourceError."""
    if not data.strip():
        raise empty(name)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _checked(data, encoding, name)
    if b"\x00" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    candidates = [text for encoding in ("gb18030", "utf-16-le", "utf-16-be") if (text := _try(data, encoding)) is not None]
    best = max(candidates, key=share_of_text, default="")
    if share_of_text(best) < LEAST_TEXT:
        raise _not_text(name)
    return best


def share_of_text(text: str) -> float:
    """Return the share of characters that Chinese text is made of: everyday Han characters, punctuation, digits, Latin."""
    sample = text[:SAMPLE]
    return sum(map(_is_everyday, sample)) / len(sample) if sample else 0.0


def strip_markdown(text: str) -> str:
    """Remove the marks of Markdown and keep the lines where they are: ``## 第一章`` is ``第一章``, a table row ``序号｜行为``."""
    text = FRONT_MATTER.sub(_blank_lines, text)
    text = MARKDOWN_COMMENT.sub(lambda found: _blank_lines(found) if found[1] else found[0], text)
    text = MARKDOWN_RULE.sub("", MARKDOWN_ROW.sub(_row, text))
    text = MARKDOWN_BULLET.sub("", MARKDOWN_QUOTE.sub("", MARKDOWN_HEADING.sub(_heading, text)))
    text = MARKDOWN_STRONG.sub(r"\2", MARKDOWN_LINK.sub(r"\1", text))
    text = LINE_BREAK_TAG.sub(lambda found: "" if found.end() == len(text) or text[found.end()] == "\n" else "\n", text)
    text = ENTITY.sub(lambda found: unescape(found[0]), text)
    return MARKDOWN_ESCAPE.sub(r"\1", text)


def empty(name: str) -> SourceError:
    """Return the error for a file without words."""
    return SourceError(f"{name} 是空文件，没有可读的内容。请检查下载或者保存是否完整。")


def _blank_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _heading(found: re.Match[str]) -> str:
    """Return the words of a heading without the marks that may close it: ``总则 ##``."""
    return found[1].rstrip(" \t").rstrip("#").rstrip(" \t")


def _row(found: re.Match[str]) -> str:
    if MARKDOWN_ROW_RULE.fullmatch(found[1]):
        return ""
    return COLUMN.join(cell.strip() for cell in re.split(r"(?<!\\)\|", LINE_BREAK_TAG.sub("", found[1])))


def _checked(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(name) from None
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise empty(name)
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _not_text(name: str) -> SourceError:
    return SourceError(f"{name} 不是文本文件，或者编码无法识别。请用文字处理软件打开，另存为 UTF-8 文本（.txt）或者 .docx 再导入。")


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
