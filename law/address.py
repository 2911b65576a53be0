"""Print a citation as people write it, and read it back.

``《浙江省体育赛事管理办法》第二十条第二款第（一）项`` · ``《中华人民共和国体育法》（2022-06-24）第六条`` ·
``《浙江省新一代人工智能发展规划》二、（六）3`` · ``《浙江省体育赛事管理办法》公布令``
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from law.model import CLOSING, NOTICE, ORDER, PREAMBLE, Citation
from law.numerals import format_numeral, read_label

NUMERAL_CHARACTERS = "0-9０-９〇零○一二两三四五六七八九十百千万亿"
"""For use inside a character class."""
NUMBER = rf"[{NUMERAL_CHARACTERS}]{{1,9}}"
NO_NUMERAL = re.compile(rf"[^{NUMERAL_CHARACTERS}]")
# 第十二条, 第一百二十条之一
ARTICLE = re.compile(rf"第({NUMBER})条(?:之({NUMBER}))?")
# （2022-06-24), straight after 》
VERSION = re.compile(r"（(\d{4}(?:-\d{2}){0,2})）")
# （一）, 1., 一、, ①, a)
ITEM_LABEL = re.compile(rf"（[^（）]+）|\([^()]+\)|[①-⑳]|(?:{NUMBER}|[a-zA-Z])[.．、)）]?")
# 第二款, 第（一）项, 第1目 behind an address
PARTS = re.compile(rf"(?:第({NUMBER})(款|段))?(?:第([^第款段项目]+)项((?:第[^第款段项目]+目)*))?$")
# 二、（六）3; 第五、（一）; 第三章; 附件1
HEADINGS = rf"(?:第{NUMBER}(?:部分|编|分编|篇|章|节|段|、)|{NUMBER}[、.]?|（[^（）]+）|[①-⑳])+"
NAMED_MATTERS = (ORDER, NOTICE, PREAMBLE, CLOSING, "正文", "序言", "附件", "附录", "附表", "附则", "附图")
ADDRESS = re.compile(rf"(?:{'|'.join(NAMED_MATTERS)})?(?:{HEADINGS})?(?:{ARTICLE.pattern})?")


class CitationError(ValueError):
    """Raised for text that is not a citation."""


@lru_cache(maxsize=8192)
def format_citation(citation: Citation) -> str:
    """Print a citation; :func:`parse_citation` reads it back to an equal one.

    A paragraph is a 款 of an article and a 段 of anything else. The version is printed where the citation has one.
    """
    document = f"《{citation.document}》" if citation.document else ""
    version = f"（{citation.version}）" if citation.version else ""
    return document + version + format_address(citation.address, citation.paragraph, citation.item)


def format_address(address: str, paragraph: int | None = None, item: str | None = None) -> str:
    """Print an address without its document: ``第二十条第二款第（一）项``."""
    unit = "款" if not address or ARTICLE.fullmatch(address) else "段"
    words = address if paragraph is None else f"{address}第{format_numeral(paragraph)}{unit}"
    if not item:
        return words
    first, *deeper = split_labels(item)
    return words + f"第{first}项" + "".join(f"第{label}目" for label in deeper)


@lru_cache(maxsize=8192)
def parse_citation(text: str) -> Citation:
    """Read what :func:`format_citation` prints. Raises CitationError with a sentence for anything else."""
    document, rest = _split_title(text.strip())
    version = ""
    if document and (found := VERSION.match(rest)):
        version, rest = found[1], rest[found.end() :]
    parts = PARTS.search(rest)
    address = rest[: parts.start()] if parts else rest
    paragraph = read_number(parts[1]) if parts and parts[1] else None
    if parts and not address and parts[2] == "段":
        # a speech has no labels: its 第一段 is an address, not a part of one
        address, paragraph = f"第{parts[1]}段", None
    if not text.strip() or not parts or not ADDRESS.fullmatch(address):
        raise CitationError(f"“{text}”不是引用：应为《浙江省体育赛事管理办法》第二十条第二款第（一）项 这样的写法。")
    item, deeper = parts[3], "".join(re.findall(r"第([^目]+)目", parts[4] or ""))
    if item and deeper and re.fullmatch(NUMBER, item):
        # 第二项第1目: two bare numbers would read as one
        item = format_item(read_number(item))
    item = f"{item}{deeper}" if item else None
    return Citation(document, address, paragraph, item, version)


def split_labels(item: str) -> tuple[str, ...]:
    """Split the label of an item and of what is nested in it: ``（一）1.`` → ``（一）``, ``1.``."""
    labels = tuple(ITEM_LABEL.findall(item))
    return labels if "".join(labels) == item else (item,)


@lru_cache(maxsize=8192)
def address_key(address: str) -> str:
    """Return one spelling for all spellings of an address, for comparison only: ``第12条`` → ``第十二条``."""
    clean = unicodedata.normalize("NFKC", address).replace("(", "（").replace(")", "）")
    clean = re.sub(r"[\s、]|\.(?!\d)|(?<!\d)\.", "", clean)
    article = ARTICLE.fullmatch(clean)
    if not article:
        return clean
    return format_article(read_number(article[1]), read_number(article[2]) if article[2] else 0)


def label_key(label: str) -> str:
    """Return what all spellings of an item's label share, for comparison only: ``（一）``, ``一、``, ``1.`` and ``①`` → ``1``."""
    clean = re.sub(r"[\s、.()（）]", "", unicodedata.normalize("NFKC", label))
    return str(read_number(clean)) if re.fullmatch(NUMBER, clean) else clean.lower()


def format_article(number: int, insert: int = 0) -> str:
    """Print the label of an article: 12 → ``第十二条``; 120 and 1 → ``第一百二十条之一``."""
    return f"第{format_numeral(number)}条" + (f"之{format_numeral(insert)}" if insert else "")


def format_item(number: int) -> str:
    """Print the label of an item: 1 → ``（一）``."""
    return f"（{format_numeral(number)}）"


def read_number(label: str) -> int:
    """Read the number in a label, whatever stands around it: ``第十二条``, ``（一）``, ``１．``; 0 where none is that a label can have."""
    return read_label(NO_NUMERAL.sub("", label))


def _split_title(text: str) -> tuple[str, str]:
    """Split 《title》 from what follows; a title may hold another: 《关于修改《体育法》的决定》."""
    if not text.startswith("《"):
        return "", text
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "《") - (character == "》")
        if depth == 0:
            title = text[1:position]
            if not title:
                break
            return title, text[position + 1 :]
    raise CitationError(f"“{text}”的书名号不成对，或者题名是空的。")
