"""HTML: the words of a page as a browser shows them, in lines; ``article`` then cuts out the text that the page is about.

Government pages are read as they are found: GBK or UTF-8 whatever their header claims, paragraphs by ``<p>``, ``<br>`` or table cells, blanks
as ``&nbsp;``, the law between navigation, share buttons and a footer.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from law.formats.article import Block, Page, Span, cut
from law.formats.model import COLUMN, SourceError, SourceText
from law.formats.text import decode

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)
"""<meta http-equiv="Content-Type" content="text/html; charset=gb2312">"""
CHARSET_REGION = 4096
SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "head", "nav", "aside", "iframe", "frame", "svg", "canvas", "object", "embed", "video",
        "audio", "button", "select", "textarea", "input", "map", "dialog", "datalist", "rt", "rp", "colgroup", "link", "meta", "title",
    }
)  # fmt: skip
"""Elements whose words are none of the page's text."""
BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "details", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
    }
)  # fmt: skip
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\f]+")
"""What HTML takes for one blank; &nbsp; and the ideographic blank are characters."""
LONG_CELL = 400
REMARK, MOST_REMARKS = 60, 8
"""Characters of a sentence outside the text that a remark shows, and how many are shown."""
TITLE_NAMES = ("articletitle", "og:title", "title")
MOST_ELEMENTS = 1_000_000


def read_html(data: bytes, name: str) -> SourceText:
    """Return the text of a page, a paragraph a line. Raises SourceError."""
    markup = _decode(data, name)
    page = _Reader(LexborHTMLParser(markup)).read()
    lines, outside = cut(page)
    if not any(line.strip() for line in lines):
        raise SourceError(f"{name} 里没有正文（网页的文字可能要由脚本生成）。请用浏览器打开网页，选中正文，另存为 .txt 再导入。")
    remarks = [f"{damaged} 个字符的编码已损坏，以 \ufffd 代替"] if (damaged := markup.count("\ufffd")) else []
    remarks += [f"正文以外的文字未读入：{words.strip()[:REMARK]}" for words in outside[:MOST_REMARKS]]
    return SourceText("\n".join(lines) + "\n", tuple(remarks))


def _decode(data: bytes, name: str) -> str:
    """Decode by mark or by the bytes themselves; what the page claims decides only where they do not tell."""
    if (claimed := CHARSET.search(data[:CHARSET_REGION])) and claimed[1].lower() in (b"big5", b"shift_jis", b"euc-kr"):
        return data.decode(claimed[1].decode("ascii"), "replace")
    try:
        return decode(data, name)
    except SourceError:
        if not claimed or b"\x00" in data:
            raise
    try:
        encoding = codecs.lookup(claimed[1].decode("ascii")).name
    except LookupError:
        encoding = "utf-8"
    return data.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding, "replace")


@dataclass(slots=True)
class _Row:
    """A table row that is being read: where its blocks start, and where each of its cells does."""

    start: int
    cells: list[int] = field(default_factory=list)


class _Reader:
    """Walks the tree without recursion: pages nest thousands of elements deep, by mistake or on purpose."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.tree = tree
        self.blocks: list[Block] = []
        self.spans: list[Span] = []
        self.pieces: list[str] = []
        self.link_characters = 0
        self.links = 0
        self.verbatim = 0
        self.rows: list[_Row] = []
        self.lists: list[int | None] = []

    def read(self) -> Page:
        root = self.tree.body or self.tree.root
        if root is not None:
            self._walk(root)
        self._flush()
        return Page(self.blocks, self.spans, tuple(self._titles()))

    def _titles(self) -> Iterator[str]:
        """Yield what the page calls its text, the most telling first: ``<meta name="ArticleTitle">``, ``<h1>``, ``<title>``."""
        named = {(node.attributes.get("name") or node.attributes.get("property") or "").lower(): node for node in self.tree.css("meta")}
        for name in TITLE_NAMES:
            if name in named and (content := (named[name].attributes.get("content") or "").strip()):
                yield content
        for tag in ("h1", "title"):
            for node in self.tree.css(tag)[:3]:
                if words := BLANKS.sub(" ", node.text(deep=True)).strip():
                    yield words

    def _walk(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        open_elements: list[tuple[LexborNode, int]] = []
        for _ in range(MOST_ELEMENTS):
            if node is None:
                return
            entered = self._enter(node)
            child = node.child if entered else None
            if child is not None:
                open_elements.append((node, len(self.blocks)))
                node = child
                continue
            if entered:
                self._leave(node, len(self.blocks))
            following = node.next if node is not root else None
            while following is None and open_elements:
                parent, start = open_elements.pop()
                self._leave(parent, start)
                if parent.mem_id == root.mem_id:
                    return
                following = parent.next
            node = following

    def _enter(self, node: LexborNode) -> bool:
        """Read a text node, or the start of an element; return whether to go into it."""
        if node.is_text_node:
            self._words(node.text_content or "")
            return False
        tag = node.tag or ""
        if not node.is_element_node or tag in SKIPPED or _is_hidden(node):
            return False
        if tag == "br":
            self._flush()
            return False
        if tag in BLOCKS:
            self._flush()
            self._open_block(node, tag)
        if tag == "a":
            self.links += 1
        return True

    def _open_block(self, node: LexborNode, tag: str) -> None:
        if tag == "tr":
            self.rows.append(_Row(len(self.blocks)))
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].cells.append(len(self.blocks))
        elif tag in ("ol", "ul"):
            start = node.attributes.get("start") or "1"
            self.lists.append(int(start) - 1 if tag == "ol" and start.isdecimal() and len(start) < 7 else (0 if tag == "ol" else None))
        elif tag == "li" and self.lists and (number := self.lists[-1]) is not None:
            self.lists[-1] = number + 1
            self.pieces.append(f"{number + 1}. ")
        elif tag == "pre":
            self.verbatim += 1

    def _leave(self, node: LexborNode, start: int) -> None:
        tag = node.tag or ""
        if tag == "a":
            self.links -= 1
        if tag not in BLOCKS:
            return
        self._flush()
        if tag == "tr" and self.rows:
            self._row(self.rows.pop())
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag == "pre":
            self.verbatim -= 1
        start = min(start, len(self.blocks))
        names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}".strip()
        self.spans.append(Span(start, len(self.blocks), names, tag))

    def _row(self, row: _Row) -> None:
        """Make one line of a row of data; a row that lays the page out keeps its blocks."""
        bounds = [*row.cells, len(self.blocks)]
        cells = [self.blocks[a:b] for a, b in pairwise(bounds)]
        words = [" ".join(block.text for block in cell) for cell in cells]
        filled = [cell for cell in words if cell.strip()]
        if len(filled) < 2 or any(len(cell) > LONG_CELL for cell in filled) or max(map(len, cells)) > 12:
            return
        links = sum(block.link_characters for cell in cells for block in cell)
        del self.blocks[row.start :]
        self.blocks.append(Block(COLUMN.join(word.strip() for word in words), links))
        self.spans = [
            span if span.end <= row.start else Span(min(span.start, row.start), row.start, span.names, span.tag) for span in self.spans
        ]

    def _words(self, words: str) -> None:
        if self.verbatim:
            for at, line in enumerate(words.split("\n")):
                if at:
                    self._flush()
                self.pieces.append(line)
            return
        words = BLANKS.sub(" ", words)
        self.pieces.append(words)
        if self.links:
            self.link_characters += len(words.strip())

    def _flush(self) -> None:
        text = BLANKS.sub(" ", "".join(self.pieces)).strip(" ")
        self.pieces.clear()
        if text.strip():
            self.blocks.append(Block(text, self.link_characters))
        self.link_characters = 0


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(HIDDEN_STYLE.search(attributes.get("style") or ""))
