"""Questions as a spreadsheet writes them: CSV with one question a row, several values of a field parted by ``|``."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from law.cells import harmless, meant
from law.citation import CitationError, parse_citation
from law.model import Citation

COLUMNS = (
    "id", "question", "history", "as_of", "kind", "style", "language", "split", "gold", "also", "facts", "any_facts", "forbidden", "verdict",
    "refuse", "unanswerable", "correction", "note",
)  # fmt: skip
SEVERAL = ("history", "facts", "forbidden", "correction")
"""Fields of several values."""
CITED = ("gold", "also")
"""Fields of citations: 《浙江省体育赛事管理办法》第六条|《…》第二十条第二款."""
TRUTH = dict.fromkeys(("1", "true", "yes", "是", "真"), True) | dict.fromkeys(("0", "false", "no", "否", "假"), False)
PARTING = re.compile(r"[|｜]")
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
"""What spreadsheets make of a date: 2018/1/15."""
SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The first line that some spreadsheets write: ``sep=;``."""
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
    return _sheet([EXAMPLE])


def sheet_of(lines: Iterable[Mapping[str, Any]]) -> str:
    """Return questions, as lines of JSONL hold them, as a sheet that reads as the same questions. Raises SheetError where one cannot be written."""
    return _sheet([{name: _cell(line.get("id", ""), name, value) for name, value in line.items()} for line in lines])


def _sheet(rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows({name: harmless(cell) for name, cell in row.items()} for row in rows)
    # the mark by which spreadsheets know UTF-8
    return "\ufeff" + out.getvalue()


def _cell(question: str, name: str, value: Any) -> str:
    if name in CITED:
        return "|".join(
            str(Citation(one["document"].strip("《》"), one["article"], one.get("paragraph"), one.get("item"), one.get("version", "")))
            for one in value
        )
    groups = value if name == "any_facts" else [[one] for one in value] if name in SEVERAL else []
    if any(PARTING.search(one) or (name == "any_facts" and "/" in one) for group in groups for one in group):
        raise SheetError(f"{question}, {name}: holds a sign that parts values in a sheet, | or /: keep this question in JSONL")
    if name in SEVERAL or name == "any_facts":
        return "|".join("/".join(group) for group in groups)
    return "true" if value is True else "" if value in (None, False) else str(value)


def rows_of(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Read a sheet as line number and plain values, as a line of JSONL holds them. Raises SheetError or OSError.

    UTF-8 with or without a mark, UTF-16 with one, GB18030 as Chinese spreadsheets save it; comma, semicolon or tab.
    """
    text = _text(path)
    told = SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    above = 1 if told else 0
    head = text.splitlines()[0] if text.strip() else ""
    mark = told.group(1) if told else max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=mark, strict=True)
    rows: list[tuple[int, dict[str, Any]]] = []
    begun = above
    try:
        reader.fieldnames = _names(reader.fieldnames or (), f"{path.name}, line {above + 1}")
        begun = above + reader.line_num
        for row in reader:
            begun = above + reader.line_num
            if any((cell or "").strip() for cell in row.values() if isinstance(cell, str)):
                rows.append((begun, _values(row, f"{path.name}, line {begun}")))
    except csv.Error as error:
        raise SheetError(f"{path.name}, the row from line {begun + 1} on: {error}; is a quotation mark not closed?") from error
    return rows


def _names(head: Iterable[str], where: str) -> list[str]:
    """Return the columns of a sheet. Raises SheetError."""
    names = [name.strip() for name in head]
    strange = [f"unknown column {name!r}" for name in names if name and name not in COLUMNS]
    twice = [f"column {name} stands twice" for name in COLUMNS if names.count(name) > 1]
    if wrong := [*strange, *twice, *(() if "question" in names else ("there is no column question",))]:
        raise SheetError(f"{where}: {wrong[0]}; the columns are {', '.join(COLUMNS)}")
    return names


def _text(path: Path) -> str:
    raw = path.read_bytes()
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(f"{path.name} is neither UTF-8 nor GB18030: save it as CSV UTF-8")


def _values(row: dict[str | None, Any], where: str) -> dict[str, Any]:
    if any(cell.strip() for cell in row.get(None) or ()):
        raise SheetError(f"{where}: more cells than columns; quote cells that hold a comma")
    found: dict[str, Any] = {}
    for name, cell in row.items():
        text = meant((cell or "").strip()) if name else ""
        if not name or not text:
            continue
        parts = [part.strip() for part in PARTING.split(text) if part.strip()]
        if name in SEVERAL:
            found[name] = parts
        elif name in CITED:
            found[name] = [_gold(part, f"{where}, {name}") for part in parts]
        elif name == "any_facts":
            found[name] = [[one.strip() for one in part.split("/") if one.strip()] for part in parts]
        elif name == "refuse":
            if text.casefold() not in TRUTH:
                raise SheetError(f"{where}, refuse: {text!r} is neither true nor false")
            found[name] = TRUTH[text.casefold()]
        elif name == "as_of" and (date := DATE.fullmatch(text)):
            found[name] = "{}-{:02}-{:02}".format(*map(int, date.groups()))
        else:
            found[name] = text
    found.setdefault("id", where.rpartition(" ")[2])
    return found


def _gold(printed: str, where: str) -> dict[str, Any]:
    try:
        return as_gold(parse_citation(printed))
    except CitationError as error:
        raise SheetError(f"{where}: {error}") from error


def as_gold(citation: Citation) -> dict[str, Any]:
    """Return a citation as a line of JSONL holds it."""
    place: dict[str, Any] = {"document": citation.document, "article": citation.address}
    return place | {name: value for name in ("paragraph", "item", "version") if (value := getattr(citation, name))}


def as_lines(path: Path) -> list[tuple[int, str]]:
    """Return the rows of a sheet as lines of JSONL with their line numbers."""
    return [(number, json.dumps(values, ensure_ascii=False)) for number, values in rows_of(path)]
