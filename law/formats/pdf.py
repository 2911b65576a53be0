"""PDF: the characters of each page with their places, by pypdfium2; what they say is read from where they stand.

The order of characters in the file is no reading order, and a PDF knows no paragraphs: ``pages`` finds rows, columns and what surrounds the
text, ``paragraphs`` puts the lines together.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unicodedata import east_asian_width

import pypdfium2
import pypdfium2.raw as pdfium

from law.formats.kinds import broken
from law.formats.model import SourceError, SourceText
from law.formats.pages import Glyph, Page, read_pages
from law.formats.paragraphs import join_lines
from law.formats.text import LEAST_TEXT, share_of_text

MOST_PAGES = 3000
MOST_GLYPHS = 1_500_000
"""Characters with their places take 200 bytes each."""
FEW_CHARACTERS = 8
"""On a page with fewer there are no words: a stamp, a page number over a scan."""
SMALLEST = 2.0
"""Points: smaller print is not meant to be read."""
ASKEW = 0.02
"""Of a quarter turn: what stands more askew is a watermark."""
PASSWORD = "password"
RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2F00, 0x2FD6), *range(0x2E80, 0x2EF4))
    if unicodedata.normalize("NFKC", chr(code)) != chr(code)
}
"""⼀ to 一: fonts give one shape to a character and to its radical, and browsers print the radical's code."""


def read_pdf(path: Path, name: str) -> SourceText:
    """Return the words of a PDF, a paragraph a line, with remarks on pages without words. Raises SourceError."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if PASSWORD in str(error).lower():
            raise SourceError(f"{name} 有打开密码。请用 PDF 阅读器打开，去掉密码另存（或者打印为新的 PDF）再导入。") from None
        raise broken(name) from None
    count = len(document)
    if count > MOST_PAGES:
        raise SourceError(f"{name} 有 {count} 页，超过 {MOST_PAGES} 页。请拆成几个文件再导入。")
    pages = list(_pages(document, name))
    empty = [page.number for page in pages if len(page.glyphs) < FEW_CHARACTERS and page.pictured]
    if sum(len(page.glyphs) >= FEW_CHARACTERS for page in pages) < max(1, len(empty)):
        raise SourceError(
            f"{name} 没有文字层（多半是扫描件），读不出文字。请先做文字识别（OCR），另存为带文字层的 PDF、.docx 或者 .txt 再导入。"
        )
    layout = read_pages(pages)
    text = "\n".join(join_lines(layout.lines)) + "\n"
    if share_of_text("".join(text.split())) < LEAST_TEXT:
        raise SourceError(f"{name} 的文字层是乱码（字体没有编码）。请用 PDF 阅读器打印为图像后做文字识别（OCR），或者另找文本再导入。")
    remarks = [f"第 {number} 页没有文字层（图像），未读入" for number in empty]
    remarks += [f"页眉、页脚未读入：{words}" for words in layout.furniture]
    return SourceText(text.encode("utf-8", "ignore").decode("utf-8"), tuple(remarks))


def _pages(document: pypdfium2.PdfDocument, name: str) -> Iterator[Page]:
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            glyphs = _upright(list(_glyphs(page, name)))
            pictured = any(
                True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_PATH])
            )
            page.close()
        except pypdfium2.PdfiumError:
            raise broken(name) from None
        characters += len(glyphs)
        if characters > MOST_GLYPHS:
            raise _too_long(name)
        yield Page(number + 1, glyphs, pictured)


def _too_long(name: str) -> SourceError:
    return SourceError(f"{name} 的文字超过 {MOST_GLYPHS // 10_000} 万字。请按文件拆开再导入。")


def _glyphs(page: pypdfium2.PdfPage, name: str) -> Iterator[tuple[int, Glyph]]:
    """Yield the characters of a page with their quarter turn; those that pdfium made up and unprintable ones left out."""
    text = page.get_textpage()
    raw, x, y = text.raw, ctypes.c_double(), ctypes.c_double()
    types: dict[int, tuple[float, int]] = {}
    if text.count_chars() > MOST_GLYPHS:
        raise _too_long(name)
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or not pdfium.FPDFText_GetCharOrigin(raw, at, x, y):
            continue
        if code == 32 and pdfium.FPDFText_IsGenerated(raw, at) == 1:
            continue
        character = RADICALS.get(code) or chr(code)
        owner = ctypes.cast(pdfium.FPDFText_GetTextObject(raw, at), ctypes.c_void_p).value or -at - 1
        if owner not in types:
            types[owner] = _type(raw, at)
        size, turn = types[owner]
        if size >= SMALLEST and turn >= 0:
            along, base = _turned(x.value, y.value, turn)
            yield turn, Glyph(character, along, along + _advance(raw, at, character, size, (x.value, y.value), turn), base, size)
    text.close()


def _type(raw: pdfium.FPDF_TEXTPAGE, at: int) -> tuple[float, int]:
    """Return the size of a character in points and its quarter turn; -1 for one that stands askew."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, at, matrix)
    size = pdfium.FPDFText_GetFontSize(raw, at) * math.hypot(matrix.c, matrix.d)
    angle = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return size, round(angle) % 4 if abs(angle - round(angle)) < ASKEW else -1


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return where a point stands when the page is turned so that its words run from left to right."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _advance(raw: pdfium.FPDF_TEXTPAGE, at: int, character: str, size: float, origin: tuple[float, float], turn: int) -> float:
    """Return the width of a character: a Chinese one is as wide as its font is high; its box may be that of the ink alone."""
    if east_asian_width(character) in "WF":
        return size
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(raw, at, box):
        return size / 2
    x, y = origin
    return float(max((box.right - x, box.top - y, x - box.left, y - box.bottom)[turn], 0.1 * size))


def _upright(glyphs: list[tuple[int, Glyph]]) -> list[Glyph]:
    """Keep what runs the way in which most of the page runs: a watermark and the words along a margin run otherwise."""
    if not glyphs:
        return []
    ((usual, _),) = Counter(turn for turn, _ in glyphs).most_common(1)
    return [glyph for turn, glyph in glyphs if turn == usual]
