"""Read laws as articles, and compare their words."""

from __future__ import annotations

import re
import tarfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

NUMERAL = "一二三四五六七八九十百千零〇○"
ARTICLE = re.compile(rf"^(第[{NUMERAL}]+条(?:之[{NUMERAL}]+)?)(?:\s+|$)")
"""``第十二条 举办体育赛事…``, ``第一百二十条之一 …``; not ``第十二条规定的…``."""
DIVISION = re.compile(rf"^第\s*[{NUMERAL}]+\s*([编章节分])(?!\w*[,，。;；]).{{0,30}}$")
"""``第二章 赛事管理``, ``第一节 一般规定``."""
BLANKS = re.compile(r"[ \t\u3000\xa0]+")
FILE_DATE = re.compile(r"[(（]\d{4}-\d{2}-\d{2}[)）]$")
"""``上海口岸服务条例(2020-05-14)``."""
LETTERS = re.compile(r"\W+")
SHORTEST_PARAGRAPH = 15
"""Paragraphs of texts without articles (decisions, amendments) count as one from this length on; below it they are signatures and dates."""
SHORTEST_ARTICLE = 12


@dataclass(frozen=True, slots=True)
class Article:
    """One article of one law: where it stands and what it says, NFKC throughout."""

    law: str
    chapter: str
    number: str
    text: str
    path: str

    @property
    def header(self) -> str:
        """Name the article: law, chapter if any, number if any."""
        return " ".join(part for part in (self.law, self.chapter, self.number) if part)

    @property
    def passage(self) -> str:
        """Give the words that an index embeds: the header, a line break, the text."""
        return f"{self.header}\n{self.text}"


def normal(line: str) -> str:
    """Fold full-width forms (NFKC) and runs of blanks."""
    return BLANKS.sub(" ", unicodedata.normalize("NFKC", line)).strip()


def fingerprint(text: str) -> str:
    """Keep letters and digits only, so that two prints of the same article are equal."""
    return LETTERS.sub("", text)


def read_laws(source: Path) -> tuple[Article, ...]:
    """Read every ``.txt`` of a folder or of a tar archive, in the order of their paths. Raises FileNotFoundError."""
    return tuple(article for path, text in sorted(_texts(source)) for article in parse(text, path))


def parse(text: str, path: str) -> Iterator[Article]:
    """Yield the articles of one law whose first line is its title; a text without articles yields its paragraphs."""
    lines = [line for line in map(normal, text.splitlines()) if line]
    if not lines:
        return
    stem = FILE_DATE.sub("", normal(Path(path).stem))
    law = lines[0] if fingerprint(stem) in fingerprint(lines[0]) else stem
    if not any(ARTICLE.match(line) for line in lines):
        yield from (Article(law, "", "", line, path) for line in lines[1:] if len(line) >= SHORTEST_PARAGRAPH)
        return
    chapter, section, number, body = "", "", "", list[str]()
    for line in lines[1:]:
        start = ARTICLE.match(line)
        division = DIVISION.match(line)
        if (start or division) and number:
            yield Article(law, f"{chapter} {section}".strip(), number, "\n".join(body), path)
            number = ""
        if start:
            number, body = start[1], [line[start.end() :]] if line[start.end() :] else []
        elif division and division[1] == "节":
            section = line
        elif division:
            chapter, section = line, ""
        elif number:
            body.append(line)
    if number:
        yield Article(law, f"{chapter} {section}".strip(), number, "\n".join(body), path)


def distinct(articles: Iterable[Article], without: Iterable[str] = ()) -> tuple[Article, ...]:
    """Keep the first print of each article, drop tiny ones and those whose fingerprint is in ``without``."""
    seen = set(without)
    kept = []
    for article in articles:
        words = fingerprint(article.text)
        if len(words) >= SHORTEST_ARTICLE and words not in seen:
            seen.add(words)
            kept.append(article)
    return tuple(kept)


def _texts(source: Path) -> Iterator[tuple[str, str]]:
    if source.is_dir():
        yield from ((str(path.relative_to(source)), path.read_text("utf-8")) for path in source.rglob("*.txt"))
        return
    with tarfile.open(source) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(".txt") else None
            if content:
                yield member.name.partition("/")[2], content.read().decode("utf-8")
