"""docx: the words of a document in the order in which Word shows them, a paragraph a line.

A docx file is a zip of XML parts. Read are the body, its styles, lists and notes; pictures, headers and footers are never opened, and no
part is expanded beyond a limit. (A library that opens the whole package expands every picture in it, and leaves numbering, text boxes, notes
and tracked changes to its caller.)
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from law.formats.kinds import broken
from law.formats.model import COLUMN, SourceError, SourceText
from law.formats.numbering import Numbering, W

MOST_PART_BYTES = 40_000_000
"""Of XML in one part: a law of 400 pages has 6 MB."""
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = W.strip("{}").encode()
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OUT = {
    f"{W}{name}"
    for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sectPr", "rt", "fldChar", "footnoteRef", "endnoteRef", "object")
}  # fmt: skip
"""What Word does not show as words of the text."""
CONTENTS_STYLE = re.compile(r"toc ?\d", re.IGNORECASE)
PAGE_AT_END = re.compile(r"[\t \u3000.…·]+\d{1,4}$")
"""第一章　总则……………3"""
LONG_CELL = 400
NOTES_HEAD = "附：注释"
"""Under this line the footnotes follow the text, as an annex: inside an article they would read as its words."""


def read_docx(path: Path, name: str) -> SourceText:
    """Return the words of a docx file. Raises SourceError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return SourceText(_Document(archive, name).read())
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, EOFError, NotImplementedError) as error:
        if isinstance(error, SourceError):
            raise
        raise broken(name) from error
    except RecursionError:
        raise SourceError(f"{name} 的结构嵌套太深，读不了。请用 Word 或者 WPS 打开，另存一份再导入。") from None


class _Document:
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self.main = self._main_part()
        parts = self._related()
        self.body = self._xml(self.main)
        self.notes = [note for kind in ("footnotes", "endnotes") if kind in parts for note in self._xml(parts[kind])]
        styles = self._xml(parts["styles"]) if "styles" in parts else None
        self.numbering = Numbering(self._xml(parts["numbering"]) if "numbering" in parts else None, styles)
        self.contents = {style.get(f"{W}styleId") for style in (styles if styles is not None else ()) if _names_contents(style)}

    def read(self) -> str:
        root = self.body.find(f"{W}body")
        if root is None:
            raise broken(self.name)
        if root.find(f".//{W}altChunk") is not None:
            raise SourceError(f"{self.name} 里嵌入了别的文件。请用 Word 打开，另存一份 .docx 再导入。")
        lines = list(self._blocks(root))
        notes = [line for note in self.notes if note.get(f"{W}type") in (None, "normal") for line in self._blocks(note)]
        if any(note.strip() for note in notes):
            lines += ["", NOTES_HEAD, *notes]
        text = "\n".join(lines)
        if not text.strip():
            raise SourceError(f"{self.name} 里没有文字。如果是扫描图像，请先做文字识别（OCR），再另存为 .docx 或者 .txt 导入。")
        return text + "\n"

    def _main_part(self) -> str:
        for relation in self._xml("_rels/.rels").iter(RELATION):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return (relation.get("Target") or "").lstrip("/")
        raise broken(self.name)

    def _related(self) -> dict[str, str]:
        folder, _, file = self.main.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self.archive.namelist():
            return {}
        found = {}
        for relation in self._xml(listed).iter(RELATION):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target") or ""
                part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                if part in self.archive.namelist():
                    found[(relation.get("Type") or "").rpartition("/")[2]] = part
        return found

    def _xml(self, part: str) -> Element:
        with self.archive.open(part) as stream:
            data = stream.read(MOST_PART_BYTES + 1)
        if len(data) > MOST_PART_BYTES:
            raise SourceError(f"{self.name} 展开后太大（{part} 超过 {MOST_PART_BYTES // 1_000_000} MB）。请拆成几个文件再导入。")
        if b"<!DOCTYPE" in data[:1000] or b"<!ENTITY" in data[:1000]:
            raise broken(self.name)
        return ElementTree.fromstring(data.replace(STRICT, TRANSITIONAL) if STRICT in data[:5000] else data)

    def _blocks(self, parent: Element) -> Iterator[str]:
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag == f"{COMPATIBILITY}AlternateContent":
                yield from self._blocks(_choice(element))
            elif element.tag not in OUT:
                yield from self._blocks(element)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        properties = paragraph.find(f"{W}pPr")
        label = self.numbering.label(properties)
        pieces: list[str] = []
        boxes: list[Element] = []
        boxes_before = False
        for kind, piece in _pieces(paragraph):
            if isinstance(piece, Element):
                boxes_before = boxes_before or not "".join(pieces).strip()
                boxes.append(piece)
            elif kind:
                pieces.append(piece)
        words = "".join(pieces)
        if _is_contents(properties, self.contents):
            words = PAGE_AT_END.sub("", words)
        own = (label + words).split("\n") if words.strip() or label else [""]
        beside = [line for box in boxes for line in self._blocks(box)]
        yield from [*beside, *own] if boxes_before else [*own, *beside]

    def _table(self, table: Element) -> Iterator[str]:
        for row in _rows(table):
            cells = ["\n".join(self._blocks(cell)).strip("\n") for cell in _cells(row)]
            filled = [cell for cell in cells if cell.strip()]
            if len(filled) > 1 and all(len(cell) <= LONG_CELL for cell in filled):
                yield COLUMN.join(" ".join(cell.split("\n")).strip() for cell in cells)
            else:
                for cell in filled:
                    yield from cell.split("\n")


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == f"{W}tr":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(element)


def _pieces(parent: Element) -> Iterator[tuple[bool, str | Element]]:
    """Yield the words of a paragraph, and the text boxes that hang on it as elements."""
    for element in parent:
        tag = element.tag
        if tag in OUT:
            continue
        if tag == f"{W}r" and _is_hidden(element):
            continue
        if tag in (f"{W}t", f"{MATHS}t"):
            yield True, element.text or ""
        elif tag in (f"{W}tab", f"{W}ptab"):
            yield True, "\u3000"
        elif tag in (f"{W}br", f"{W}cr"):
            yield True, "\n"
        elif tag == f"{W}noBreakHyphen":
            yield True, "-"
        elif tag == f"{W}txbxContent":
            yield False, element
        elif tag == f"{COMPATIBILITY}AlternateContent":
            yield from _pieces(_choice(element))
        else:
            yield from _pieces(element)


def _choice(alternatives: Element) -> Element:
    """Return the first of the alternatives that say the same: a text box stands twice in the file, once for older programs."""
    choice = alternatives.find(f"{COMPATIBILITY}Choice")
    fallback = alternatives.find(f"{COMPATIBILITY}Fallback")
    if choice is not None and (fallback is None or choice.find(f".//{W}t") is not None):
        return choice
    return fallback if fallback is not None else alternatives


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")


def _names_contents(style: Element) -> bool:
    name = style.find(f"{W}name")
    return name is not None and bool(CONTENTS_STYLE.fullmatch(name.get(f"{W}val") or ""))


def _is_contents(properties: Element | None, styles: set[str | None]) -> bool:
    style = properties.find(f"{W}pStyle") if properties is not None else None
    return style is not None and style.get(f"{W}val") in styles
