"""Every sanction of every document as a row: what it punishes, its range, its conditions, its clause; filtered, sorted, exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, get_args
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from fastapi import Query

from law.cells import harmless
from law.library import Library
from law.model import Citation, Sanction, SanctionType
from ui.conversation import clean_question
from ui.render import View
from ui.words import Words

SANCTIONS: tuple[str, ...] = get_args(SanctionType)


@dataclass(frozen=True, slots=True)
class Row:
    """One sanction with what it punishes and where it stands."""

    citation: Citation
    quote: str
    conduct: str
    violates: tuple[str, ...]
    authority: str
    sanction: Sanction

    @property
    def words(self) -> str:
        """Everything that a search looks at."""
        parts = (self.citation.document, self.conduct, " ".join(self.violates), self.authority, self.sanction.type, self.quote)
        return "\n".join(parts).casefold()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are wanted, in which order. Every empty field wants all."""

    q: str = ""
    document: str = ""
    authority: str = ""
    sanction: str = ""
    amount: float | None = None
    """Yuan: only fines whose range holds this amount."""
    sort: str = ""
    down: bool = False
    page: int = 1

    def query(self, words: Words, **changes: object) -> str:
        """Return this as a query string, with some fields changed; what is empty is left out."""
        fields = {
            name: value
            for name, value in (asdict(self) | changes).items()
            if value not in ("", None, False) and (name, value) != ("page", 1)
        }
        if words.language != "zh":
            fields["lang"] = words.language
        return urlencode({name: f"{value:g}" if isinstance(value, float) else value for name, value in fields.items()})


Text = Annotated[str, Query(max_length=300)]


def wanted_rows(
    q: Text = "", document: Text = "", authority: Text = "", sanction: Text = "", amount: Annotated[str, Query(max_length=20)] = "",
    sort: Text = "", down: Annotated[str, Query(max_length=5)] = "", page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Wanted:  # fmt: skip
    """Read the filters of a request; an amount that is no number wants all."""
    chosen = sort if sort in ORDERS else ""
    return Wanted(
        clean_question(q), document.strip(), authority.strip(), sanction.strip(), yuan(amount), chosen, down in ("1", "true", "True"), page
    )


def yuan(text: str) -> float | None:
    """Read an amount as people type it: ``5000``, ``3万``, ``2,000元``; None for anything else."""
    bare = text.strip().replace(",", "").replace("，", "").removesuffix("元")
    times = 10_000 if bare.endswith("万") else 1
    try:
        value = float(bare.removesuffix("万")) * times
    except ValueError:
        return None
    return value if 0 <= value < 1e15 else None


_KEPT: WeakKeyDictionary[Library, tuple[Row, ...]] = WeakKeyDictionary()


def penalty_rows(library: Library) -> tuple[Row, ...]:
    """Return all sanctions of a library, document by document; read once for each library."""
    if library not in _KEPT:
        _KEPT[library] = tuple(
            Row(
                penalty.citation,
                penalty.quote,
                penalty.conduct or "",
                penalty.violates,
                sanction.authority or penalty.authority or "",
                sanction,
            )
            for penalty in library.penalties()
            for sanction in penalty.sanctions
        )
    return _KEPT[library]


def choose(rows: Sequence[Row], wanted: Wanted) -> list[Row]:
    """Return the rows that are wanted, in the wanted order."""
    terms = wanted.q.casefold().split()
    found = [
        row
        for row in rows
        if (not wanted.document or wanted.document in row.citation.document)
        and (not wanted.authority or wanted.authority in row.authority)
        and (not wanted.sanction or wanted.sanction == row.sanction.type)
        and (wanted.amount is None or _holds(row.sanction, wanted.amount))
        and all(term in row.words for term in terms)
    ]
    if wanted.sort in ORDERS:
        order = ORDERS[wanted.sort]
        known = [row for row in found if order(row) is not None]
        found = sorted(known, key=lambda row: order(row) or 0, reverse=wanted.down) + [row for row in found if order(row) is None]
    return found


def _holds(sanction: Sanction, amount: float) -> bool:
    if sanction.unit != "元" or (sanction.min is None and sanction.max is None):
        return False
    return (sanction.min or 0) <= amount <= (sanction.max if sanction.max is not None else float("inf"))


def _text_order(read: Callable[[Row], str]) -> Callable[[Row], str | float | None]:
    return lambda row: read(row) or None


ORDERS: dict[str, Callable[[Row], str | float | None]] = {
    "conduct": _text_order(lambda row: row.conduct),
    "sanction": _text_order(lambda row: row.sanction.type),
    "min": lambda row: row.sanction.min if row.sanction.unit == "元" else None,
    "max": lambda row: row.sanction.max if row.sanction.unit == "元" else None,
    "authority": _text_order(lambda row: row.authority),
    "basis": _text_order(lambda row: str(row.citation)),
}
"""What a column is sorted by. Only sums in yuan are compared; rows without a value come last both ways."""


def number_text(value: float, unit: str | None) -> str:
    """Print a number as staff write it: ``2000元``, ``3万元``, ``1.5倍``, ``10%``."""
    if unit and unit.startswith("元") and value >= 10_000 and value % 1_000 == 0:
        return f"{value / 10_000:g}万{unit}"
    return f"{value:.10g}{unit or ''}"


def range_text(sanction: Sanction) -> str:
    """Print a range: ``2000元以上3万元以下``, ``违法所得1倍以上5倍以下，最高3万元``; empty where the sanction has none."""
    low, high, unit = sanction.min, sanction.max, sanction.unit
    if low is None and high is None:
        return ""
    if low is not None and low == high:
        said = number_text(low, unit)
    else:
        said = (f"{number_text(low, unit)}以上" if low is not None else "") + (f"{number_text(high, unit)}以下" if high is not None else "")
    return (sanction.base or "") + said + (f"，最高{number_text(sanction.cap, '元')}" if sanction.cap is not None else "")


def export_rows(rows: Sequence[Row], view: View) -> Iterator[tuple[str | float | None, ...]]:
    """Yield the cells of an export, a row each, in the order of ``Words.penalty_columns``."""
    for row in rows:
        one = row.sanction
        violates = "、".join(row.violates)
        yield (
            row.conduct, violates, one.type, one.min, one.max, one.unit, one.base, one.condition, one.target, row.authority,
            view.library.name(row.citation), row.quote,
        )  # fmt: skip


def csv_bytes(rows: Sequence[Row], view: View) -> bytes:
    """Return the rows as CSV: UTF-8 with a mark that spreadsheets know it by."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(view.words.penalty_columns)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in cells] for cells in export_rows(rows, view))
    return "\ufeff".encode() + page.getvalue().encode()


def xlsx_bytes(rows: Sequence[Row], view: View) -> bytes:
    """Return the rows as a workbook of one sheet; no cell is a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(view.words.penalties)
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGHIJKL", (40, 24, 14, 10, 10, 8, 12, 24, 24, 22, 40, 60), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.append(list(view.words.penalty_columns))
    for cells in export_rows(rows, view):
        line = []
        for value in cells:
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            line.append(cell)
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
