"""Score the penalties against the table that was read by hand: ``python -m tests.law.penalty_gold [--split tune] [--show FIELD]``.

``gold/penalties.jsonl`` holds sanction clauses of laws of all kinds and places, sampled with a seed by form (ranges in Chinese numerals and
digits, fixed sums, multiples, percentages, per unit, lists with one range or one each, …), and what a reader says of each. ``expected`` is
null for a sentence that imposes nothing. Half of the rows is for tuning, half for measuring.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from law.__main__ import penalty_records
from law.gazette import parse

GOLD = Path(__file__).parent / "gold" / "penalties.jsonl"
FIELDS = ("found", "types", "ranges", "violates", "authority", "conduct", "condition", "target", "base", "optional", "whole")
FIRST_ARTICLE = "第一条 为了规范管理，制定本规定。"
"""A text with one article is no law: this one stands before the article of the row."""
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of the table, what was read instead, and whether each field is right."""

    row: Record
    got: Record | None
    right: dict[str, bool]


def rows(split: str = "") -> tuple[Record, ...]:
    """Return the rows of the table; of one half (tune, measure), or of both."""
    read = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return tuple(row for row in read if split in ("", row["split"]))


def judge(row: Record) -> Verdict:
    """Read the article of a row as a law of its own, and compare."""
    (document,) = parse(f"{row['document']}\n{FIRST_ARTICLE}\n{row['article']}\n", "gold.txt").documents
    records = [record for record in penalty_records(document) if _same(record["quote"], row["quote"])]
    got, expected = (records[0] if records else None), row["expected"]
    if got is None or expected is None:
        return Verdict(row, got, dict.fromkeys(FIELDS, got is None and expected is None and not records))
    right = {
        "found": len(records) == 1 and got["address"] == row["address"],
        "types": _column(got, "type") == _column(expected, "type"),
        "ranges": list(_ranges(got)) == list(_ranges(expected)),
        "violates": set(got["violates"]) == set(expected["violates"]),
        "authority": got["authority"] == expected["authority"],
        "conduct": expected["conduct"] is None or (got["conduct"] or "").startswith(expected["conduct"]),
        **{field: _column(got, field) == _column(expected, field) for field in ("condition", "target", "base", "optional")},
    }
    return Verdict(row, got, {**right, "whole": all(right.values())})


def score(verdicts: tuple[Verdict, ...]) -> dict[str, float]:
    """Return the share of rows that are right, by field."""
    return {field: sum(verdict.right[field] for verdict in verdicts) / len(verdicts) for field in FIELDS}


def _same(quote: str, expected: str) -> bool:
    return "".join(quote.split()) == "".join(expected.split())


def _column(record: Record, field: str) -> list[Any]:
    return [sanction[field] for sanction in record["sanctions"]]


def _ranges(record: Record) -> Iterator[tuple[Any, ...]]:
    for sanction in record["sanctions"]:
        if sanction["type"] in ("罚款", "行政拘留"):
            yield sanction["min"], sanction["max"], sanction["unit"]


def _print(verdict: Verdict, field: str) -> None:
    row, got, expected = verdict.row, verdict.got or {}, verdict.row["expected"] or {}
    wrong = [name for name in FIELDS[:-1] if not verdict.right[name]]
    print(f"\n#{row['id']} 《{row['document']}》{row['address']} [{row['form']}]: {', '.join(wrong)}\n{row['quote']}")
    for name in ("violates", "authority", "conduct"):
        if name in wrong:
            print(f"  {name}: {expected.get(name)}\n      got: {got.get(name)}")
    if any(name in wrong for name in ("types", "ranges", "condition", "target", "base", "optional")):
        for label, record in (("expected", expected), ("got", got)):
            print(f"  {label}:")
            for sanction in record.get("sanctions", ()):
                print("    ", *(f"{key}={value}" for key, value in sanction.items() if value not in (None, False)))


def main() -> None:
    """Print the disagreements of a half, and the scores."""
    parser = argparse.ArgumentParser(prog="python -m tests.law.penalty_gold", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--split", choices=("tune", "measure"), default="")
    parser.add_argument("--show", choices=FIELDS, help="print the rows where this field is wrong")
    options = parser.parse_args()
    verdicts = tuple(judge(row) for row in rows(options.split))
    for verdict in verdicts:
        if options.show and not verdict.right[options.show]:
            _print(verdict, options.show)
    print(f"\n{len(verdicts)} rows: " + " · ".join(f"{field} {value:.3f}" for field, value in score(verdicts).items()))


if __name__ == "__main__":
    main()
