"""Score the references against the table that was read by hand: ``python -m tests.law.reference_gold``.

``gold/references.jsonl`` holds lines of open laws, sampled with a seed by form (前款, 前两条, 本条第一款, ranges, lists, 《其他法》第X条,
a bare name, 本章 …), and everything that they refer to: ``第十条第（一）项`` in the document itself, ``《刑法》第一条`` in another, ``@本章`` a
division. The laws are not in the repository: they are read from ``../shared/laws``.
"""

from __future__ import annotations

import io
import json
import lzma
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from law.address import format_address
from law.gazette import parse
from law.model import Citation, Document
from law.naming import title_key
from law.references import find_references

GOLD = Path(__file__).parent / "gold" / "references.jsonl"
LAWS = Path(__file__).parents[3] / "shared" / "laws" / "open_laws.tar.xz"
Row = dict[str, Any]


def rows() -> tuple[Row, ...]:
    """Return the table."""
    return tuple(json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines())


def read_documents(files: set[str]) -> dict[str, Document]:
    """Read the laws that the table names, by title."""
    found: dict[str, Document] = {}
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(LAWS.read_bytes()))) as archive:
        for member in archive.getmembers():
            if member.name in files and (file := archive.extractfile(member)):
                for document in parse(file.read().decode("utf-8"), Path(member.name).name).documents:
                    found[f"{member.name}\t{document.title}"] = document
    return found


def compare(row: Row, document: Document) -> tuple[list[str], list[str]]:
    """Return what the table expects and what is found, in one spelling."""
    provision = next(provision for provision in document.all_provisions() if provision.address == row["address"])
    line = f"{row['item'] or ''}{row['line']}"
    start = provision.text.index(line)
    found = [one for one in find_references(document, provision) if start <= one.start < start + len(line)]
    expected = [spelling for target in row["targets"] for spelling in _expected(target, row["address"], document)]
    got = [_spell(target, document) for reference in found for target in reference.targets]
    return list(dict.fromkeys(expected)), list(dict.fromkeys(got))


def _expected(target: str, address: str, document: Document) -> Iterator[str]:
    if target.startswith("@"):
        yield from _division(target[1:], address, document)
    elif target.startswith("《"):
        title, _, rest = target[1:].partition("》")
        yield f"《{title_key(title)}》{rest}"
    else:
        yield _plain(target, document)


def _division(words: str, address: str, document: Document) -> list[str]:
    """Return the articles of 本章, 本节, 第三章第一节, 本章第二节; of a section by its place between chapters."""
    wanted: list[str] = []
    chapter = here_chapter = ""
    places = []
    for division in document.divisions:
        if division.label.endswith("章"):
            chapter = division.label
        places.append((chapter, division.label, division.provisions))
        if address in division.provisions:
            here_chapter = chapter
    for chapter, label, provisions in places:
        inside = address in provisions
        if (
            (words == "本章" and chapter == here_chapter)
            or (words == "本节" and label.endswith("节") and inside)
            or (words == f"本章{label}" and chapter == here_chapter and label != chapter)
            or (words == f"{chapter}{label}" and label != chapter)
        ):
            wanted.extend(provisions)
    return list(dict.fromkeys(wanted))


def _spell(target: Citation, document: Document) -> str:
    address = format_address(target.address, target.paragraph, target.item)
    return _plain(address, document) if target.document == document.title else f"《{title_key(target.document)}》{address}"


def _plain(address: str, document: Document) -> str:
    """Drop the 第一款 of an article that has no other."""
    article = re.match(r"第[^第条]+条(?:之[一二三四五六七八九十]+)?", address)
    several = next((len(p.paragraphs) > 1 for p in document.provisions if article and p.address == article[0]), True)
    return address if several else address.replace("第一款", "")


def main() -> None:
    """Print the disagreements, and how many targets were found and were right."""
    table = rows()
    documents = read_documents({row["file"] for row in table})
    right = expected_count = got_count = exact = 0
    for row in table:
        expected, got = compare(row, documents[f"{row['file']}\t{row['document']}"])
        right += len(set(expected) & set(got))
        expected_count, got_count, exact = expected_count + len(expected), got_count + len(got), exact + (set(expected) == set(got))
        if set(expected) != set(got):
            print(f"[{row['form']}] 《{row['document']}》{row['address']} {row['line']}\n   expected {expected}\n   got      {got}")
    print(f"{len(table)} lines, exact {exact / len(table):.3f}; recall {right / expected_count:.3f}, precision {right / got_count:.3f}")


if __name__ == "__main__":
    main()
