"""``compare``, ``report``: what changed between runs that were kept, and their reports."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.commands.terminal import failure, in_a_folder, notes
from eval.files import write_whole
from eval.markdown import markdown
from eval.page import APP, report_html
from eval.saved import Comparison, RunError, compare_runs, provisions_changed, read_content, read_run, write_run

RUNS = Path(__file__).resolve().parents[1] / "runs"
"""Where runs are kept; not under version control."""

Runs = Annotated[Path, typer.Option("--runs", help="Folder of the kept runs.")]


def compare_kept(
    before: Annotated[str, typer.Argument(help="Name of a saved run, or its .json file.")],
    after: Annotated[list[str], typer.Argument(help="The run to compare it with; of several, each is compared with the one before it.")],
    *,
    html: Annotated[Path | None, typer.Option(help="Write the comparison as a page.", callback=in_a_folder)] = None,
    runs: Runs = RUNS,
) -> None:
    """Tell what changed from one saved run to the next: questions won and lost, answers in other words and why, each measure with its chance."""
    try:
        read = [read_run(runs, name) for name in (before, *after)]
        page = read_content(runs, after[-1])
    except RunError as error:
        raise failure(str(error)) from error
    comparisons = [compare_runs(one, other) for one, other in pairwise(read)]
    for found in comparisons:
        if not found.both:
            raise failure(f"{found.before.name} and {found.after.name} have no question in common, by id and words")
        _tell(found, named=len(comparisons) > 1)
    if html:
        html.write_text(report_html(page, comparisons), encoding="utf-8")


def _tell(found: Comparison, *, named: bool) -> None:
    if named:
        print(f"{found.before.name} → {found.after.name}")
    print(f"{len(found.gains)} gained, {len(found.losses)} lost, {len(found.reworded)} answered in other words")
    if found.only_before or found.only_after:
        print(f"not compared: {len(found.only_before)} questions only before, {len(found.only_after)} only after, by id and words")
    for name, before, after in found.made:
        print(f"{name}: {before} → {after}")
    changed = provisions_changed(found)
    for sign, ids in (("+", found.gains), ("-", found.losses), ("~", found.reworded)):
        for one in ids:
            because = "; ".join(changed.get(one, ()))
            print(f"{sign} {one}" + (f"  because the words changed: {because}" if because else ""))
    for told in found.differences:
        print(
            f"{told.measure}: {told.before:.1%} → {told.after:.1%}"
            f" (n={told.count}, 95 % {told.low:+.1%} … {told.high:+.1%}, by chance {told.chance:.3f})"
        )


def write_report(
    name: Annotated[str, typer.Argument(help="Name of a saved run, or its .json file.")],
    out: Annotated[Path, typer.Argument(help="The .html or .md file to write.", callback=in_a_folder)],
    *,
    app: Annotated[str, typer.Option(help="Where the links into the app lead.")] = APP,
    runs: Runs = RUNS,
) -> None:
    """Write the report of a saved run again, from its JSON alone."""
    try:
        content = read_content(runs, name)
    except RunError as error:
        raise failure(str(error)) from error
    html = out.suffix.lower() in (".html", ".htm")
    out.write_text(report_html(content, app=app) if html else markdown(content), encoding="utf-8")


def keep(runs: Path, name: str, content: dict[str, Any]) -> None:
    """Keep a run with its reports, and say where."""
    try:
        path = write_run(runs, name, content)
    except RunError as error:
        raise failure(str(error)) from error
    write_whole(runs / f"{name}.html", report_html(content))
    write_whole(runs / f"{name}.md", markdown(content))
    notes.print(f"kept as {path}, with {name}.html and {name}.md", soft_wrap=True)
