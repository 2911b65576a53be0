"""What a file is: told by its first bytes before its name, because scanned, renamed and exported files lie."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Literal

from law.formats.model import SourceError

Kind = Literal["text", "markdown", "html", "docx", "pdf"]

KINDS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".shtml": "html",
    ".xhtml": "html", ".docx": "docx", ".docm": "docx", ".pdf": "pdf",
}  # fmt: skip
"""Suffixes of files that are read."""
OTHER_SUFFIXES = (".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt", ".ofd", ".ceb", ".mht", ".mhtml", ".pages", ".epub", ".caj")
"""Documents that a folder may hold and that cannot be read: they are refused by name rather than passed over in silence."""
READABLE = "目前可以读取 .txt、.md、.html、.docx 和有文字层的 .pdf"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream in which Office keeps a document with a password."""
HTML_START = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b", re.I | re.S)
MHTML_START = re.compile(rb"\A\s*(?:MIME-Version:|From:|Content-Type: *multipart/related)", re.I)
PDF_START = 1024
"""Bytes before ``%PDF-`` that readers of PDF allow."""

SAVE_AS = {
    "doc": "是旧版 Word 文件（.doc 或者 .wps）。请用 Word 或者 WPS 打开，另存为 .docx 再导入。",
    "rtf": "是 RTF 文件。请用 Word 或者 WPS 打开，另存为 .docx 再导入。",
    "odt": "是 OpenDocument 文件（.odt）。请用 LibreOffice 或者 Word 打开，另存为 .docx 再导入。",
    "ofd": "是 OFD 版式文件。请用 OFD 阅读器导出为有文字层的 .pdf 或者 .docx 再导入。",
    "ceb": "是方正 CEB 文件。请用 Apabi Reader 打开，打印为 .pdf 再导入。",
    "mht": "是单文件网页（.mht）。请用浏览器打开，另存为 .html 再导入。",
    "spreadsheet": "是电子表格。请把其中的规定另存为 .docx 或者 .txt 再导入。",
    "presentation": "是演示文稿。请把其中的规定另存为 .docx 或者 .txt 再导入。",
    "password": "有打开密码。请用 Word 或者 WPS 打开，去掉密码（文件—信息—保护文档），另存为 .docx 再导入。",
    "archive": "是压缩包。请先解压，再导入里面的文件。",
    "other": f"是还不能读取的格式。{READABLE}；请另存为其中一种再导入。",
}
"""What to do with each format that is not read."""
BY_SUFFIX = {
    ".doc": "doc", ".dot": "doc", ".wps": "doc", ".wpt": "doc", ".rtf": "rtf", ".odt": "odt", ".ofd": "ofd", ".ceb": "ceb", ".mht": "mht",
    ".mhtml": "mht", ".xls": "spreadsheet", ".xlsx": "spreadsheet", ".et": "spreadsheet", ".csv": "spreadsheet", ".ppt": "presentation",
    ".pptx": "presentation", ".zip": "archive", ".rar": "archive", ".7z": "archive",
}  # fmt: skip


def kind_of_file(data: bytes, name: str) -> Kind:
    """Return what the bytes of a file are. Raises SourceError for a format that is not read, with what to do."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(OLE):
        raise refuse(name, "password" if ENCRYPTED_PACKAGE in data[:1_000_000] else BY_SUFFIX.get(suffix, "doc"))
    if b"%PDF-" in data[:PDF_START]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data, name, suffix)
    if data.startswith(b"{\\rtf"):
        raise refuse(name, "rtf")
    if HTML_START.match(data[:4096]):
        return "html"
    if MHTML_START.match(data[:200]) and suffix not in KINDS:
        raise refuse(name, "mht")
    kind = KINDS.get(suffix)
    if kind in ("docx", "pdf"):
        raise broken(name)
    if kind is None and suffix in (*BY_SUFFIX, *OTHER_SUFFIXES):
        raise refuse(name, BY_SUFFIX.get(suffix, "other"))
    return kind or "text"


def broken(name: str) -> SourceError:
    """Return the error for a file whose format its bytes do not keep to."""
    return SourceError(f"{name} 已损坏或者不完整。请用相应的软件打开检查，重新下载，或者另存一份再导入。")


def refuse(name: str, why: str) -> SourceError:
    """Return the error for a format that is not read."""
    return SourceError(f"{name} {SAVE_AS[why]}")


def _kind_of_zip(data: bytes, name: str, suffix: str) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            inside = set(archive.namelist())
            flags = any(entry.flag_bits & 1 for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise broken(name) from None
    if flags and "[Content_Types].xml" in inside:
        raise refuse(name, "password")
    if any(entry.startswith("word/") for entry in inside) or (suffix in (".docx", ".docm") and "[Content_Types].xml" in inside):
        return "docx"
    if any(entry.rpartition("/")[2] == "OFD.xml" for entry in inside):
        raise refuse(name, "ofd")
    for prefix, why in (("xl/", "spreadsheet"), ("ppt/", "presentation"), ("content.xml", "odt")):
        if any(entry.startswith(prefix) for entry in inside):
            raise refuse(name, why)
    raise refuse(name, "archive")
