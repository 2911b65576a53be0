"""``compare``: what changed between runs that were kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.terminal import failure
from eval.page import provisions_changed, report_html
from eval.saved import RunError, compare_runs, read_run

RUNS = Path(__file__).resolve().parents[1] / "runs"
"""Where runs are kept; not under version control."""

Runs = Annotated[Path, typer.Option("--runs", help="Folder of the kept runs.")]


def compare_kept(
    before: Annotated[str, typer.Argument(help="Name of a saved run, or its .json file.")],
    after: Annotated[str, typer.Argument(help="The run to compare it with.")],
    *,
    html: Annotated[Path | None, typer.Option(help="Write the comparison as a page.")] = None,
    runs: Runs = RUNS,
) -> None:
    """Tell what changed from one saved run to another: questions won and lost, answers in other words and why, each measure with its chance."""
    try:
        found = compare_runs(read_run(runs, before), read_run(runs, after))
    except RunError as error:
        raise failure(str(error)) from error
    print(f"{len(found.gains)} gained, {len(found.losses)} lost, {len(found.reworded)} answered in other words")
    for sign, ids in (("+", found.gains), ("-", found.losses), ("~", found.reworded)):
        for one in ids:
            because = "; ".join(provisions_changed(found).get(one, ()))
            print(f"{sign} {one}" + (f"  because the words changed: {because}" if because else ""))
    for told in found.differences:
        print(
            f"{told.measure}: {told.before:.1%} → {told.after:.1%}"
            f" (n={told.count}, 95 % {told.low:+.1%} … {told.high:+.1%}, by chance {told.chance:.3f})"
        )
    if html:
        content = json.loads((Path(after) if after.endswith(".json") else runs / f"{after}.json").read_text(encoding="utf-8"))
        html.write_text(report_html(content, found), encoding="utf-8")
