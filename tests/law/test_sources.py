"""Files to text: encodings, Markdown, folders, and the sentences that refuse."""

import random
import time
from pathlib import Path

import pytest

from law.formats.text import strip_markdown
from law.sources import SourceError, find_sources, read

LAW = "某市条例\n\n第一条　为了规范管理，制定本条例。\n\n第二条　本条例自２０１８年１月１日起施行。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_reads_the_same_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "law.txt"
    file.write_bytes(LAW.encode(encoding))
    assert read(file) == LAW


def test_utf_16_without_mark_and_without_line_ends_is_told_from_gb18030(tmp_path: Path) -> None:
    file = tmp_path / "law.txt"
    text = "根据有关法律、法规的规定，结合本省实际，制定本办法。"
    file.write_bytes(text.encode("utf-16-le"))
    assert read(file) == text


def test_markdown_loses_its_marks_and_keeps_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "law.md"
    file.write_text("# 某法\n\n<!-- INFO END -->\n\n## 第一章　总则\n\n**第一条** 为了。\n\n> 1\\. 其他 #\n", encoding="utf-8")
    assert read(file).split("\n") == ["某法", "", "", "", "第一章　总则", "", "第一条 为了。", "", "1. 其他 #", ""]


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("## 第一章　总则 ##", "第一章　总则"),
        ("# 甲 # 乙", "甲 # 乙"),
        ("<!-- 注", "<!-- 注"),
        ("甲<!-- 注 -->乙<!-- 注", "甲乙<!-- 注"),
        ("**第一条** 甲 __乙__", "第一条 甲 乙"),
        ("** 甲 **乙**", "** 甲 乙"),
        ("**甲 **乙**", "**甲 乙"),
        ("姓名________", "姓名________"),
    ],
)
def test_what_is_no_mark_of_markdown_is_kept(line: str, read_as: str) -> None:
    assert strip_markdown(line) == read_as


@pytest.mark.parametrize(
    "text", ["<!--" * 50_000, "# 甲" + " " * 50_000 + "乙", "**甲 " * 50_000, "__甲 " * 50_000, "<br " * 50_000, "[甲](乙 " * 50_000]
)
def test_markdown_takes_linear_time(text: str) -> None:
    started = time.process_time()
    assert strip_markdown(text) == text.removeprefix("# ")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "空文件"),
        ("a.txt", b" \n\n", "空文件"),
        ("a.txt", "\ufeff".encode("utf-8"), "空文件"),
        ("a.txt", bytes(range(256)) * 20, "不是文本文件"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.Random(1).randbytes(500), "不是文本文件"),
        ("a.txt", bytes(b or 1 for b in random.Random(2).randbytes(4000)), "不是文本文件"),
        ("a.docx", b"PK", "已损坏"),
        ("a.PDF", b"%PDF-1.7 ...", "已损坏"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(SourceError, match=words) as refused:
        read(file)
    assert name in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="找不到"):
        read(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="文件夹"):
        read(tmp_path)


def test_folders_are_searched_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", ".hidden.txt", ".git/x.txt", "picture.png", "a/~$c.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("某", encoding="utf-8")
    assert find_sources([tmp_path]) == [tmp_path / "a" / "c.md", tmp_path / "b.txt"]
    assert find_sources([tmp_path / "b.txt", tmp_path]) == [tmp_path / "b.txt", tmp_path / "a" / "c.md"]


def test_missing_paths_and_empty_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="找不到"):
        find_sources([tmp_path / "none"])
    with pytest.raises(SourceError, match="没有可读的文件"):
        find_sources([tmp_path])
