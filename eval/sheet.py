"""Questions as a spreadsheet writes them: CSV with one question a row, several values of a field parted by ``|``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from law.citation import CitationError, parse_citation

COLUMNS = (
    "id", "question", "history", "as_of", "kind", "style", "language", "split", "gold", "also", "facts", "any_facts", "forbidden", "verdict",
    "refuse", "unanswerable", "correction", "note",
)  # fmt: skip
SEVERAL = ("history", "facts", "forbidden", "correction")
"""Fields of several values."""
CITED = ("gold", "also")
"""Fields of citations: 《浙江省体育赛事管理办法》第六条|《…》第二十条第二款."""
TRUE = frozenset({"1", "true", "yes", "是", "真"})
EXAMPLE = {
    "id": "q1",
    "question": "举办体育赛事需要审批吗？",
    "kind": "approval",
    "style": "formal",
    "language": "zh",
    "gold": "《浙江省体育赛事管理办法》第六条",
    "facts": "不实行行政许可",
    "verdict": "no",
}


class SheetError(ValueError):
    """A cell cannot be read; the words name the line and the column."""


def template() -> str:
    """Return an empty sheet with one example, as spreadsheets open it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerow(EXAMPLE)
    return "\ufeff" + out.getvalue()


def rows_of(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Read a sheet as line number and plain values, as a line of JSONL holds them. Raises SheetError or OSError.

    UTF-8 with or without a mark, GB18030 as Chinese spreadsheets save it; comma, semicolon or tab.
    """
    text = _text(path)
    head = text.splitlines()[0] if text.strip() else ""
    mark = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=mark)
    names = [name.strip() for name in reader.fieldnames or ()]
    strange = [name for name in names if name and name not in COLUMNS]
    if strange or "question" not in names:
        told = f"unknown column {strange[0]!r}" if strange else "there is no column question"
        raise SheetError(f"{path.name}, line 1: {told}; the columns are {', '.join(COLUMNS)}")
    reader.fieldnames = names
    return [
        (reader.line_num, _values(row, f"{path.name}, line {reader.line_num}"))
        for row in reader
        if any((cell or "").strip() for cell in row.values() if isinstance(cell, str))
    ]


def _text(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(f"{path.name} is neither UTF-8 nor GB18030: save it as CSV UTF-8")


def _values(row: dict[str | None, Any], where: str) -> dict[str, Any]:
    if None in row:
        raise SheetError(f"{where}: more cells than columns; quote cells that hold a comma")
    found: dict[str, Any] = {}
    for name, cell in row.items():
        text = (cell or "").strip()
        if not name or not text:
            continue
        parts = [part.strip() for part in text.split("|") if part.strip()]
        if name in SEVERAL:
            found[name] = parts
        elif name in CITED:
            found[name] = [_gold(part, f"{where}, {name}") for part in parts]
        elif name == "any_facts":
            found[name] = [[one.strip() for one in part.split("/") if one.strip()] for part in parts]
        elif name == "refuse":
            found[name] = text.casefold() in TRUE
        else:
            found[name] = text
    found.setdefault("id", where.rpartition(" ")[2])
    return found


def _gold(printed: str, where: str) -> dict[str, Any]:
    try:
        citation = parse_citation(printed)
    except CitationError as error:
        raise SheetError(f"{where}: {error}") from error
    place: dict[str, Any] = {"document": citation.document, "article": citation.address}
    return place | {name: value for name in ("paragraph", "item", "version") if (value := getattr(citation, name))}


def as_lines(path: Path) -> list[tuple[int, str]]:
    """Return the rows of a sheet as lines of JSONL with their line numbers."""
    return [(number, json.dumps(values, ensure_ascii=False)) for number, values in rows_of(path)]
