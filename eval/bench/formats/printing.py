"""Laws printed as offices publish them: text files, Markdown, government web pages, docx, PDF in one column and in two."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from law.labels import Label, match_label
from law.normalise import compact, fold
from law.numerals import format_numeral

PATIENCE = 600
"""Seconds for one run of LibreOffice over all laws."""
ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-8-sig", "utf-16-le")


class PrintingError(RuntimeError):
    """A program printed nothing; the words hold what it said."""


@dataclass(frozen=True, slots=True)
class Law:
    """A law as published: the name of its file, and its text with a paragraph a line."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        """Its paragraphs, without blank lines; the first is its title."""
        return [line.strip("\u3000 \t\r") for line in self.text.splitlines() if line.strip("\u3000 \t\r")]


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints laws into a folder and returns a file for each; ``needs`` are the programs that it calls."""

    print: Callable[[Sequence[Law], Path], list[Path]]
    needs: tuple[str, ...] = ()


def print_text(laws: Sequence[Law], folder: Path) -> list[Path]:
    """Write text files in all usual encodings, by turns."""
    return [
        _write(folder / f"{at:02}.txt", law.text.replace("\n", "\r\n" if at % 2 else "\n").encode(ENCODINGS[at % len(ENCODINGS)]))
        for at, law in enumerate(laws)
    ]


def print_markdown(laws: Sequence[Law], folder: Path) -> list[Path]:
    """Write Markdown with headings for title and chapters and bold labels of articles."""
    return [_write(folder / f"{at:02}.md", _markdown(law).encode()) for at, law in enumerate(laws)]


def print_web(laws: Sequence[Law], folder: Path) -> list[Path]:
    """Write pages as government sites have them, in three makes by turns."""
    makes = (_page_of_paragraphs, _page_of_breaks, _page_in_tables)
    return [_write(folder / f"{at:02}.html", makes[at % 3](law)) for at, law in enumerate(laws)]


def print_docx(laws: Sequence[Law], folder: Path) -> list[Path]:
    """Save as docx by LibreOffice: articles numbered by the program, running heads and page numbers."""
    return _by_office(laws, folder, "docx", numbered=True)


def print_pdf_office(laws: Sequence[Law], folder: Path) -> list[Path]:
    """Print by LibreOffice: justified, first lines indented, running heads and page numbers."""
    return _by_office(laws, folder, "pdf", numbered=False)


def print_pdf(laws: Sequence[Law], folder: Path) -> list[Path]:
    """Print by Chromium in one column; fonts, sizes and margins by turns."""
    return _by_browser(laws, folder, columns=1)


def print_pdf_columns(laws: Sequence[Law], folder: Path) -> list[Path]:
    """Print by Chromium in two columns under a title that runs across."""
    return _by_browser(laws, folder, columns=2)


PRINTERS = {
    "txt": Printer(print_text),
    "md": Printer(print_markdown),
    "html": Printer(print_web),
    "docx": Printer(print_docx, ("soffice",)),
    "pdf": Printer(print_pdf, ("chromium",)),
    "pdf-columns": Printer(print_pdf_columns, ("chromium",)),
    "pdf-office": Printer(print_pdf_office, ("soffice",)),
}


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _markdown(law: Law) -> str:
    title, *lines = law.lines
    out = [f"# {title}", "", "<!-- 题注 -->", ""]
    for line in lines:
        label = match_label(fold(line))
        if label and label.style == "division":
            out += [f"## {line}", ""]
        elif label and label.style == "article" and (mark := re.match(r"\S+条(?:之\S+)?(?=\s)", line)):
            out += [f"**{mark[0]}**{line[mark.end() :]}", ""]
        else:
            out += [re.sub(r"^(\d+)\.", r"\1\\.", line), ""]
    return "\n".join(out)


NAVIGATION = (
    '<div class="top"><a href="/">首页</a><ul class="nav"><li><a href="/zw">政务公开</a></li><li><a href="/fw">政务服务</a></li>'
    '<li><a href="/hd">互动交流</a></li></ul><div class="search"><input value="请输入关键字"><button>搜索</button></div></div>'
    '<div class="crumbs">您现在所在的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 法规规章</div>'
)
SHARE = (
    '<div class="info">发布时间：2023-05-06 09:30&nbsp;&nbsp;来源：市政府办公室&nbsp;&nbsp;浏览次数：<span id="hits">1024</span>'
    '&nbsp;&nbsp;【字体：<a>大</a>&nbsp;<a>中</a>&nbsp;<a>小</a>】</div><div class="bdsharebuttonbox">分享到：<a>微信</a><a>新浪微博</a></div>'
)
FOOT = (
    '<div class="editor">责任编辑：李四</div><div class="tools"><a href="javascript:print()">打印本页</a> <a>关闭窗口</a></div>'
    '<div class="related"><h3>相关文章</h3><ul><li><a href="1">关于某办法的政策解读</a></li><li><a href="2">一图读懂某办法</a></li></ul></div>'
    '<div class="footer">版权所有：某市人民政府&nbsp;主办单位：某市人民政府办公室，地址：某路1号。<br>某ICP备05000001号&nbsp;网站标识码3300000001</div>'
)
SCRIPT = "<script>var tip='<p>第一百条　脚本里的话。</p>';document.write(tip)</script><style>.nav{float:left}</style>"


def _page_of_paragraphs(law: Law) -> bytes:
    title, *lines = map(escape, law.lines)
    body = "\n".join(f'<p style="text-indent:2em"><span>　　{line}</span></p>' for line in lines)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}"><title>{title}_某市人民政府</title>'
        f'{SCRIPT}</head><body>{NAVIGATION}<div class="main"><h1>{title}</h1>{SHARE}<div id="zoom" class="TRS_Editor">{body}</div></div>'
        f"{FOOT}</body></html>"
    ).encode()


def _page_of_breaks(law: Law) -> bytes:
    title, *lines = map(escape, law.lines)
    body = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in lines)
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        f"<title>{title}</title>{SCRIPT}</head><body><form id=\"aspnetForm\">{NAVIGATION}<div class='content'><div class='title'><b>{title}</b></div>"
        f"{SHARE}<div class='text'><font size=3>{body}</font></div></div>{FOOT}</form></body></html>"
    )
    return page.encode("gb18030")


def _page_in_tables(law: Law) -> bytes:
    title, *lines = map(escape, law.lines)
    body = "".join(f"<P>&nbsp;&nbsp;&nbsp;{line}</P>\n" for line in lines)
    return (
        f"<HTML><HEAD><TITLE>{title} - 某市人民政府网站</TITLE>{SCRIPT}</HEAD><BODY><TABLE width=960><TR><TD colspan=2>{NAVIGATION}</TD></TR>"
        f"<TR><TD width=200><TABLE><TR><TD><A href=1>最新公开</A></TD></TR><TR><TD><A href=2>公开目录</A></TD></TR></TABLE></TD><TD>"
        f"<TABLE><TR><TD align=center><H2>{title}</H2></TD></TR><TR><TD>{SHARE}</TD></TR><TR><TD>{body}</TD></TR></TABLE></TD></TR>"
        f"<TR><TD colspan=2>{FOOT}</TD></TR></TABLE></BODY></HTML>"
    ).encode()


LOOKS = (
    ("Noto Serif CJK SC", "12pt", "A4", "28mm 26mm", 1.75, "justify"),
    ("Noto Sans CJK SC", "10.5pt", "A4", "22mm 20mm", 1.5, "left"),
    ("Noto Serif CJK SC", "16pt", "A4", "37mm 26mm 35mm 28mm", 1.8, "justify"),
    ("Noto Serif CJK SC", "9pt", "182mm 257mm", "20mm 18mm", 1.6, "justify"),
    ("Noto Sans CJK SC", "14pt", "A5", "18mm 15mm", 1.4, "justify"),
)
"""Font, size, paper, margins, line height and alignment of printed laws: the third is that of 党政机关公文格式."""


def _by_browser(laws: Sequence[Law], folder: Path, columns: int) -> list[Path]:
    files = []
    for at, law in enumerate(laws):
        page = folder / f"{at:02}.print.html"
        page.write_text(_print_page(law, at, columns), encoding="utf-8")
        files.append(folder / f"{at:02}.pdf")
        with tempfile.TemporaryDirectory() as profile:
            command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={profile}"]
            done = subprocess.run([*command, f"--print-to-pdf={files[-1]}", page.as_uri()], capture_output=True, timeout=120, check=False)
        if not files[-1].exists():
            raise PrintingError(f"chromium printed nothing: {done.stderr.decode(errors='replace')[-300:]}")
        page.unlink()
    return files


def _print_page(law: Law, at: int, columns: int) -> str:
    font, size, paper, margin, height, align = LOOKS[at % len(LOOKS)]
    title, *lines = map(escape, law.lines)
    indent = "text-indent:2em;margin:0" if at % 4 != 3 else "text-indent:0;margin:0 0 .8em"
    style = f"""
    @page {{ size:{paper}; margin:{margin};
      @top-center {{ content:"{title[:30]}"; font-size:9pt }} @bottom-center {{ content:"— " counter(page) " —"; font-size:9pt }} }}
    body {{ font-family:"{font}"; font-size:{size}; line-height:{height}; text-align:{align}; margin:0 }}
    h1 {{ text-align:center; font-size:1.5em; text-indent:0 }} p {{ {indent} }} .c {{ text-align:center; text-indent:0 }}
    .body {{ columns:{columns}; column-gap:2.2em }}"""
    body = "\n".join(f'<p class="c">{line}</p>' if _is_heading(line) else f"<p>{line}</p>" for line in lines)
    return (
        f'<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><style>{style}</style><h1>{title}</h1><div class="body">{body}</div></html>'
    )


def _is_heading(line: str) -> bool:
    label = match_label(fold(line))
    return bool((label and label.style == "division") or compact(line) in ("目录", "总则", "附则"))


def _by_office(laws: Sequence[Law], folder: Path, suffix: str, *, numbered: bool) -> list[Path]:
    sources = [_write(folder / f"{at:02}.fodt", _flat_document(law, numbered=numbered).encode()) for at, law in enumerate(laws)]
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(folder),
        ]
        done = subprocess.run([*command, *map(str, sources)], capture_output=True, timeout=PATIENCE, check=False)
    files = [source.with_suffix(f".{suffix}") for source in sources]
    for source, file in zip(sources, files, strict=True):
        if not file.exists():
            raise PrintingError(f"soffice made no {file.name}: {done.stderr.decode(errors='replace')[-300:]}")
        source.unlink()
    return files


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)
FLAT_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document {namespaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" style:font-family-asian="Noto Serif CJK SC"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name-asian="Noto Serif CJK SC"
 style:font-size-asian="12pt" fo:font-size="12pt" style:language-asian="zh" style:country-asian="CN" fo:language="en" fo:country="US"/></style:default-style>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-indent="24pt" fo:text-align="justify" fo:line-height="150%"/></style:style>
<style:style style:name="A" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:line-height="150%"/></style:style>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:line-height="150%"/></style:style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties style:font-size-asian="20pt" fo:font-size="20pt"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-prefix="第" style:num-suffix="条" style:num-format="一, 二, 三, ...">
<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="space"
 fo:text-indent="24pt" fo:margin-left="0pt"/></style:list-level-properties></text:list-level-style-number></text:list-style></office:styles>
<office:automatic-styles><style:page-layout style:name="M"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="20mm"
 fo:margin-bottom="20mm" fo:margin-left="28mm" fo:margin-right="26mm"/><style:header-style><style:header-footer-properties fo:margin-bottom="6mm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="6mm"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="M"><style:header><text:p text:style-name="C">{head}</text:p></style:header>
<style:footer><text:p text:style-name="C">第 <text:page-number text:select-page="current"/> 页 共 <text:page-count/> 页</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


def _flat_document(law: Law, *, numbered: bool) -> str:
    """Return a law as a flat OpenDocument file, which LibreOffice saves in any format; ``numbered`` leaves 第三条 to the program."""
    title, *lines = law.lines
    body = "".join([f'<text:p text:style-name="T">{escape(title)}</text:p>', *_flat_paragraphs(lines, numbered=numbered)])
    return FLAT_DOCUMENT.format(namespaces=NAMESPACES, head=escape(title[:30]), body=body)


def _flat_paragraphs(lines: Sequence[str], *, numbered: bool) -> Iterator[str]:
    due = 1
    for line in lines:
        label = match_label(fold(line))
        if numbered and label and _is_countable(label, line, due):
            restart = ' text:continue-numbering="true"' if due > 1 else ""
            words = escape(line[len(label.text) :].lstrip("\u3000 \t"))
            yield f'<text:list text:style-name="L"{restart}><text:list-item><text:p text:style-name="A">{words}</text:p></text:list-item></text:list>'
            due += 1
        else:
            yield f'<text:p text:style-name="{"C" if _is_heading(line) else "P"}">{escape(line)}</text:p>'


def _is_countable(label: Label, line: str, due: int) -> bool:
    printed = f"第{format_numeral(due)}条"
    return label.style == "article" and label.sure and not label.suffix and label.text == printed and line.startswith(printed)
