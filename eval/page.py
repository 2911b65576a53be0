"""The report for people who were not there: one HTML file with figures, plots, every question and its answer, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from eval.curve import percent, points
from eval.measures import METRICS
from eval.opinions import GRADES, tallies
from eval.plots import plots
from eval.saved import Comparison, changed_provisions, side_by_side
from eval.statistics import mean_interval

TEMPLATE = Path(__file__).with_name("report.html")
HEADLINE = {
    "correct": "right in every way",
    "hit@3": "have the right provision among the first three found",
    "citation precision": "of the provisions quoted are the right ones",
    "citation recall": "of the right provisions are quoted",
    "verbatim": "of the quotations stand word for word in the official text",
    "refusal": "of what the texts do not answer is refused or corrected",
    "false refusal": "of what they do answer is refused",
}
"""The measures at the top, in words for somebody who does not know their names."""
FILTERS = ("kind", "style", "language", "split")
FOUND_SHOWN = 5
"""Pieces of evidence named for each question."""
APP = "http://127.0.0.1:7860"
"""Where the links of a report lead, unless told otherwise."""


def report_html(content: Mapping[str, Any], comparisons: Sequence[Comparison] = (), app: str = APP) -> str:
    """Return a run (as `eval.report.as_json` gives it) as one HTML page that needs nothing else, with what changed from other runs to this."""
    from jinja2 import Environment

    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    questions = content["questions"]
    measured = list(_measured(questions))
    by_name = {one["name"]: one for one in measured}
    return page.render(
        title=f"Evaluation: {content['run'].get('questions', '')}",
        made=content["run"],
        right=sum(one["correct"] for one in questions),
        headline=[by_name[name] | {"plain": plain} for name, plain in HEADLINE.items() if name in by_name],
        comparisons=[(one, _changed(one)) for one in comparisons],
        runs=[*(one.before.name for one in comparisons), comparisons[-1].after.name] if len(comparisons) > 1 else (),
        side_by_side=side_by_side([*(one.before for one in comparisons), comparisons[-1].after]) if len(comparisons) > 1 else {},
        plots=plots(content),
        points=[
            (one.strictness, percent(one.answerable_refused), percent(one.unanswerable_refused), percent(one.wrong))
            for one in points(questions)
        ],
        grades=GRADES,
        tallies=tallies(questions),
        measured=measured,
        tables={name: [_row(row) for row in rows] for name, rows in content["averages"].items() if name != "all"},
        metrics=METRICS,
        filters={name: sorted({str(one[name]) for one in questions}) for name in FILTERS},
        cases=[_case(one, app) for one in questions],
    )


def _measured(questions: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each measure over the questions that it applies to, with its interval, definition and trap."""
    for metric in METRICS:
        values = [float(one["measures"][metric.name]) for one in questions if metric.name in one["measures"]]
        if values:
            low, high = mean_interval(values)
            definition, _, trap = metric.definition.replace("`", "").partition(" Trap: ")
            yield {
                "name": metric.name,
                "count": len(values),
                "value": percent(sum(values) / len(values)),
                "interval": f"{100 * low:.1f}–{100 * high:.1f}",
                "better": metric.better,
                "definition": definition,
                "trap": trap,
            }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    cells = [percent(row["measures"].get(metric.name)).rstrip("%") for metric in METRICS]
    return {"name": row["name"], "cells": [str(row["n"]), *cells]}


def _case(one: Mapping[str, Any], app: str) -> dict[str, Any]:
    answer = one["answer"] or {}
    found = "; ".join(f"{piece['citation']} ({piece['score']:.2f})" for piece in answer.get("evidence", [])[:FOUND_SHOWN])
    cited = list(dict.fromkeys(quote["citation"] for quote in answer.get("quotes", [])))
    return {
        **one,
        "found": found or "nothing",
        "cited": cited,
        "blocks": list(_blocks(answer.get("text", ""))),
        "link": f"{app}/?{urlencode({'q': one['question']})}",
    }


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """Yield runs of lines of an answer, and whether they are quoted: ``> 第六条 …`` is."""
    quoted, run = False, list[str]()
    for line in text.splitlines():
        if run and line.startswith(">") != quoted:
            yield quoted, "\n".join(run)
            run = []
        quoted = line.startswith(">")
        words = line.removeprefix(">").strip()
        if words:
            run.append(words)
    if run:
        yield quoted, "\n".join(run)


def _changed(comparison: Comparison) -> list[tuple[str, list[dict[str, Any]]]]:
    named = (("Gained", comparison.gains), ("Lost", comparison.losses), ("In other words", comparison.reworded))
    return [(name, [_before_after(comparison, one) for one in ids]) for name, ids in named]


def _before_after(comparison: Comparison, one: str) -> dict[str, Any]:
    before, after = comparison.before.results[one], comparison.after.results[one]
    return {
        "id": one,
        "question": after["question"],
        "expected": after["expected"],
        "reasons": after["reasons"],
        "before": list(_blocks((before["answer"] or {}).get("text", "no answer"))),
        "after": list(_blocks((after["answer"] or {}).get("text", "no answer"))),
        "sources": changed_provisions(before, after),
    }
