"""A run as a Markdown page, for a merge request or a mail: made from a run as `eval.report.as_json` gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval import curve
from eval.measures import METRICS
from eval.opinions import GRADES, tallies

HEADS = ("n", *(metric.head for metric in METRICS), "p50 ms", "p95 ms")


def markdown(content: Mapping[str, Any]) -> str:
    """Write what was run, the headline, a table a dimension, the model's opinion and the gate where asked for, failures, definitions."""
    return "\n".join(_lines(content)) + "\n"


def _lines(content: Mapping[str, Any]) -> Iterator[str]:
    questions, changes = content["questions"], content["changes"]
    failures = [one for one in questions if not one["correct"]]
    yield "# Evaluation\n"
    yield from (f"- {name}: {value}" for name, value in content["run"].items())
    yield f"- fully correct: {len(questions) - len(failures)} of {len(questions)}"
    if changes:
        yield f"- against the baseline: {changes['told']}"
        yield from (f"  - gained: {name}" for name in changes["gains"])
        yield from (f"  - lost: {name}" for name in changes["losses"])
    for dimension, rows in content["averages"].items():
        yield f"\n## {'All questions' if dimension == 'all' else f'By {dimension}'}\n"
        yield from _table(("", *HEADS), (_cells(row) for row in rows))
    yield "\nMeasures in percent; – where none of the questions is measured by it."
    if found := tallies(questions):
        yield f"\n## What {content['run'].get('judge', 'a model')} thinks\n"
        heads = ("", "n", *GRADES, "unjudged", "agrees with correct")
        yield from _table(heads, ((t.name, t.judged + t.unjudged, *t.grades.values(), t.unjudged, t.agreeing) for t in found))
        yield "\nA model's opinion, in questions; no measure above holds any of it."
    if found_points := curve.points(questions):
        yield "\n## A stricter or a laxer gate\n"
        heads = ("strictness", "answerable refused", "unanswerable refused", "answered wrongly")
        cells = ((p.strictness, *map(curve.percent, (p.answerable_refused, p.unanswerable_refused, p.wrong))) for p in found_points)
        yield from _table(heads, cells)
        yield "\nStrictness 1 is how the product is set."
    yield f"\n## Failures ({len(failures)})\n"
    for one in failures:
        yield f"- **{one['id']}** {' → '.join((*one['history'], one['question']))}"
        yield f"  - expected: {one['expected']}"
        yield from (f"  - {' '.join(reason.split())}" for reason in one["reasons"])
    yield "\n## Definitions\n"
    yield from (f"- **{metric.name}** ({metric.better} is better): {metric.definition}" for metric in METRICS)


def _table(heads: Sequence[object], rows: Iterator[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(map(str, heads)) + " |"
    yield "|---|" + "---:|" * (len(heads) - 1)
    yield from ("| " + " | ".join(map(str, row)) + " |" for row in rows)


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    values = (f"{row['measures'][m.name]:.1%}".rstrip("%") if m.name in row["measures"] else "–" for m in METRICS)
    times = (f"{row[name]:.0f}" if name in row else "–" for name in ("p50_ms", "p95_ms"))
    return (row["name"], str(row["n"]), *values, *times)
