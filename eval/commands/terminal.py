"""What a command shows and writes: tables on stdout, notes on stderr, JSON, and the sentence that it fails with."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from eval import report
from eval.baseline import Changes
from eval.files import write_whole
from eval.metrics import Score
from eval.opinions import tallies

WIDTH = 200
"""Columns that the table may take: cut columns are worse than wrapped lines, and a pipe has no width of its own."""


def in_a_folder(path: Path | None) -> Path | None:
    """Refuse a file whose folder is not there: that is told before anything is asked, not after."""
    if path is not None and not path.resolve().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {path.parent}")
    return path


ShowFailures = Annotated[Literal["failures"] | None, typer.Option("--show", help="Print each wrong answer and why it is wrong.")]
JsonOut = Annotated[Path | None, typer.Option("--json", help="Write every result as JSON; - writes it to stdout.", callback=in_a_folder)]

notes = Console(stderr=True)


def failure(sentence: str) -> typer.Exit:
    """Say on stderr why a command fails, and return what ends it with 1."""
    notes.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(1)


def show_table(sections: report.Sections, quiet: bool = False) -> None:
    """Print averages; on stderr where stdout is for the machine."""
    _results(quiet).print(report.table(sections))


def show(scores: Sequence[Score], changes: Changes | None, *, quiet: bool, failures: bool) -> None:
    """Print the table, what was gained and lost, and each failure where wanted; on stderr where stdout is for the machine."""
    results = _results(quiet)
    for score in scores if failures else ():
        if not score.correct:
            results.print(report.failure_text(score), soft_wrap=True)
    results.print(report.table(report.sections(scores)))
    if broken := sum(score.outcome.error is not None for score in scores):
        notes.print(f"{broken} questions broke the assistant: they count as wrong, and --show failures names the errors", style="red")
    if changes:
        results.print(report.changes_text(changes), soft_wrap=True)


def show_opinions(content: Mapping[str, Any], *, quiet: bool) -> None:
    """Print what a model thinks of the answers, apart from the table of measures, where it was asked."""
    for one in tallies(content["questions"])[:1]:
        grades = ", ".join(f"{count} {grade}" for grade, count in one.grades.items())
        told = f"{content['run']['judge']} thinks: {grades}; {one.unjudged} could not be judged; agrees with correct in {one.agreeing} of {one.judged}"
        _results(quiet).print(told, markup=False, highlight=False, soft_wrap=True)


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write values as JSON to a file, or to stdout where it is called ``-``."""
    printed = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if str(path) == "-":
        sys.stdout.write(printed)
    else:
        write_whole(path, printed)


def _results(quiet: bool) -> Console:
    results = Console(stderr=quiet)
    results.width = max(results.width, WIDTH)
    return results
