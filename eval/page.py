"""The report for people who were not there: one HTML file with tables, plots, every question and its answer, and what changed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from eval.metrics import METRICS
from eval.saved import Comparison
from eval.statistics import interval

TEMPLATE = Path(__file__).with_name("report.html")
HEADLINE = ("correct", "citation precision", "citation recall", "verbatim", "values", "refusal", "false refusal")
FOUND_SHOWN = 5
"""Pieces of evidence named for each question."""
APP = "http://127.0.0.1:7860"
"""Where the links of a report lead, unless told otherwise."""


def report_html(content: Mapping[str, Any], comparison: Comparison | None = None, app: str = APP) -> str:
    """Return a run (as `eval.report.as_json` gives it) as one HTML page that needs nothing else."""
    from jinja2 import Environment

    page = Environment(autoescape=True, trim_blocks=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    questions = content["questions"]
    return page.render(
        title=f"Evaluation: {content['run'].get('questions', '')}",
        made=content["run"],
        headline=list(_headline(questions)),
        comparison=comparison,
        changed=_changed(comparison) if comparison else (),
        plots=_plots(content["averages"]),
        tables={name: [_row(row) for row in rows] for name, rows in content["averages"].items()},
        heads=[
            {"head": "n", "definition": ""},
            *({"name": m.name, "head": m.head, "better": m.better, "definition": m.definition} for m in METRICS),
        ],
        kinds=sorted({one["kind"] for one in questions}),
        cases=[_case(one, app) for one in questions],
    )


def _headline(questions: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for name in HEADLINE:
        values = [float(one["measures"][name]) for one in questions if name in one["measures"]]
        if values:
            low, high = interval(values)
            yield {"name": f"{name} ({len(values)})", "value": f"{sum(values) / len(values):.1%}", "interval": f"{low:.1%}–{high:.1%}"}


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    cells = [f"{row['measures'][m.name]:.1%}".rstrip("%") if m.name in row["measures"] else "–" for m in METRICS]
    return {"name": row["name"], "cells": [str(row["n"]), *cells]}


def _case(one: Mapping[str, Any], app: str) -> dict[str, Any]:
    evidence = (one["answer"] or {}).get("evidence", [])
    found = "; ".join(f"{piece['citation']} ({piece['score']:.2f})" for piece in evidence[:FOUND_SHOWN])
    return {**one, "found": found or "nothing", "link": f"{app}/?{urlencode({'q': one['question']})}"}


def _changed(comparison: Comparison) -> list[tuple[str, tuple[str, ...], list[dict[str, Any]]]]:
    named = (("Gained", comparison.gains), ("Lost", comparison.losses), ("In other words", comparison.reworded))
    return [(name, ids, [_before_after(comparison, one) for one in ids]) for name, ids in named]


def _before_after(comparison: Comparison, one: str) -> dict[str, Any]:
    before, after = comparison.before.results[one], comparison.after.results[one]
    return {
        "id": one,
        "question": after["question"],
        "expected": after["expected"],
        "before": (before["answer"] or {}).get("text", "no answer"),
        "after": (after["answer"] or {}).get("text", "no answer"),
        "sources": changed_provisions(before, after),
    }


def changed_provisions(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the provisions among the evidence of both runs whose words are not the same any more: why an answer changed with a build."""
    old = {piece["citation"]: piece.get("words") for piece in (before["answer"] or {}).get("evidence", [])}
    new = {piece["citation"]: piece.get("words") for piece in (after["answer"] or {}).get("evidence", [])}
    return [citation for citation, words in new.items() if words and old.get(citation) and words != old[citation]]


def provisions_changed(comparison: Comparison) -> dict[str, list[str]]:
    """Return question id → changed provisions, for every question whose answer changed."""
    ids = (*comparison.gains, *comparison.losses, *comparison.reworded)
    return {one: found for one in ids if (found := changed_provisions(comparison.before.results[one], comparison.after.results[one]))}


def _plots(averages: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """Return plots as SVG: how many questions of each kind and style are right. None where matplotlib is not installed."""
    try:
        import matplotlib
    except ImportError:
        return []
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "tiaowen"
    return [_bars(name, averages[name]) for name in ("kind", "style") if averages.get(name)]


def _bars(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 0.32 * len(rows) + 1.1), layout="constrained")
    axes = figure.add_subplot()
    names = [f"{row['name']} ({row['n']})" for row in rows][::-1]
    axes.barh(names, [100 * row["measures"].get("correct", 0.0) for row in rows][::-1], color="#17507d")
    axes.set(xlim=(0, 100), xlabel="fully correct, %", title=f"By {name}")
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()[out.getvalue().index("<svg") :]
