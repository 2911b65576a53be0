"""The same law from every format; files that are none; what a bad file can do to the reader."""

import io
import zipfile
from pathlib import Path

import pytest

from law.formats.confine import read_confined
from law.formats.kinds import kind_of_file
from law.gazette import parse
from law.sources import SourceError, find_sources, read, read_source

FILES = Path(__file__).parent / "files"
"""Laws as text, and printed from it by ``eval.bench.formats.printing`` with LibreOffice and Chromium."""
PRINTED = sorted(file for file in FILES.iterdir() if file.suffix != ".txt")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def provisions(file: Path) -> list[tuple[str, tuple[object, ...]]]:
    return [(one.address, one.paragraphs) for document in parse(read(file), file.stem).documents for one in document.provisions]


def titles(file: Path) -> list[str]:
    return [document.title for document in parse(read(file), file.stem).documents]


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.name)
def test_a_law_is_the_same_in_every_format(file: Path) -> None:
    plain = file.with_suffix(".txt")
    assert provisions(file) == provisions(plain)
    assert titles(file) == titles(plain)


def test_running_heads_are_told() -> None:
    source = read_source(FILES / "浙江省体育赛事管理办法.pdf")
    assert source.remarks == ("页眉、页脚未读入：浙江省体育赛事管理办法",)


def test_folders_hold_all_formats(tmp_path: Path) -> None:
    names = ("a.doc", "b.docx", "c.htm", "d.html", "e.md", "f.ofd", "g.pdf", "h.txt", "i.wps")
    for name in (*names, "j.png", "~$b.docx"):
        (tmp_path / name).write_bytes(b"x")
    assert [file.name for file in find_sources([tmp_path])] == list(names)


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", OLE + b"\0" * 600, "旧版 Word.*另存为 .docx"),
        ("a.wps", OLE + b"\0" * 600, "旧版 Word.*另存为 .docx"),
        ("a.xls", OLE + b"\0" * 600, "电子表格"),
        ("a.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码.*去掉密码"),
        ("a.doc", b"{\\rtf1 x}", "RTF.*另存为 .docx"),
        ("a.ofd", zipped("OFD.xml", "Doc_0/Document.xml"), "OFD.*导出"),
        ("a.odt", zipped("mimetype", "content.xml"), "OpenDocument"),
        ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "电子表格"),
        ("a.zip", zipped("a.txt"), "压缩包.*解压"),
        ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "单文件网页.*另存为 .html"),
        ("a.ceb", b"Founder CEB", "CEB"),
        ("a.docx", b"PK\x03\x04 not a zip", "损坏"),
        ("a.docx", b"nothing", "损坏"),
        ("a.pdf", b"nothing", "损坏"),
    ],
)
def test_each_format_that_is_not_read_is_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=words) as refused:
        read(tmp_path / name)
    assert str(refused.value).startswith(name)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("law.txt", b"%PDF-1.4", "pdf"),
        ("law.doc", b"<html><body>", "html"),
        ("law.doc", b"\xef\xbb\xbf<!-- x --><!DOCTYPE html>", "html"),
        ("law.doc", b"<!-- x --> <!---->\n" * 100 + b"<html>", "html"),
        ("law.txt", b"<!-- x --> <!---->\n" * 100 + b"text", "text"),
        ("law.doc", zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        ("law.docx", zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        ("law.htm", b"<p>", "html"),
        ("law.md", b"# x", "markdown"),
        ("law.txt", "第一条".encode(), "text"),
        ("law", "第一条".encode(), "text"),
    ],
)
def test_a_file_is_what_its_bytes_are(name: str, data: bytes, kind: str) -> None:
    assert kind_of_file(data, name) == kind


def pdf(content: bytes, trailer: bytes = b"") -> bytes:
    things = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, thing) for number, thing in enumerate(things, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R" + trailer + b">>"


def test_a_scanned_pdf_is_told_to_need_recognition(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf(b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"))
    with pytest.raises(SourceError, match=r"scan.pdf 没有文字层.*OCR"):
        read(tmp_path / "scan.pdf")


def test_a_pdf_with_a_password_is_told_to_be_saved_without(tmp_path: Path) -> None:
    key = b"(" + b"x" * 32 + b")"
    locked = b"/ID[(a)(a)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O" + key + b"/U" + key + b">>"
    (tmp_path / "locked.pdf").write_bytes(pdf(b"", locked))
    with pytest.raises(SourceError, match=r"locked.pdf 有打开密码"):
        read(tmp_path / "locked.pdf")


def test_a_reader_that_takes_too_long_or_too_much_is_stopped(tmp_path: Path) -> None:
    page = tmp_path / "deep.html"
    page.write_bytes(b"<div>" * 400_000 + b"x")
    with pytest.raises(SourceError, match=r"deep.html 读了 1 秒还没有读完"):
        read_confined("html", page, page.name, seconds=1)
    page.write_bytes(b"x<br>" * 1_000_000)
    with pytest.raises(SourceError, match=r"deep.html .*(内存|太大).*拆成几个文件"):
        read_confined("html", page, page.name, megabytes=120)


def test_text_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text("某\n" * 100_002, encoding="utf-8")
    with pytest.raises(SourceError, match=r"lines.txt 的文字超过 10 万行"):
        read(tmp_path / "lines.txt")
    (tmp_path / "long.txt").write_text("某" * 5_000_001, encoding="utf-8")
    with pytest.raises(SourceError, match=r"long.txt 的文字超过 500 万字"):
        read(tmp_path / "long.txt")
