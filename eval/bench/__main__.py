"""``python -m eval.bench`` measures answers; ``load`` the app under many askers and for long; ``page`` what a
person waits for in a browser; ``growth`` how all grows, beside what others
would pick; ``harm`` what an index outlives.

Results go to stdout as JSON and to stderr as a table.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.bench import growth, harm, load, page
from eval.bench.corpus import NoLaws
from eval.bench.measure import BenchError, Child, Load, ask_from_threads, memory_mb, peak_mb, run_child
from eval.questions import QuestionsError, read_questions
from ingest import open_build
from qa.assistant import Assistant
from settings import ROOT, Settings

QUESTIONS = ROOT / "eval" / "questions.jsonl"
WIDTH = 200
STARTS = 3
"""Cold starts; the median counts."""

notes = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Bench:
    """All that is measured, in seconds, milliseconds and megabytes."""

    ingest: Child
    """Corpus to a verified build, from an empty folder, in a process of its own."""
    first_answer: Child
    """Process start to the answer of one question and exit: the median of several."""
    open_seconds: float
    """Opening the build for questions, after the imports."""
    alone: Load
    together: Load
    different_answers: int
    """Questions that threads answered otherwise than one asker alone: anything but zero is a defect."""
    memory_open_mb: float
    memory_after_mb: float
    memory_peak_mb: float
    machine: str


app = typer.Typer(add_completion=False, no_args_is_help=False)


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    questions: Annotated[Path, typer.Option(help="Question file, one JSON object a line.")] = QUESTIONS,
    threads: Annotated[int, typer.Option(min=1, help="Askers at once.")] = 8,
) -> None:
    """Measure ingest, cold start, answer times alone and under load, and memory."""
    # What is measured starts as it does for users: Python keeps what it compiled the first time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if context.invoked_subcommand:
        return
    try:
        cases = read_questions(questions)
        with tempfile.TemporaryDirectory(prefix="tiaowen-bench-") as folder:
            environment = {"TIAOWEN_INDEX_DIR": folder}
            notes.print("ingesting into an empty folder")
            ingest = run_child([sys.executable, "ingest.py"], ROOT, environment)
            notes.print("starting cold")
            starts = [run_child([sys.executable, "-m", "qa", cases[0].question], ROOT, environment) for _ in range(STARTS)]
            start = time.perf_counter()
            library, index = open_build(Settings(index_dir=Path(folder)))
            assistant = Assistant(library, index)
            open_seconds = round(time.perf_counter() - start, 3)
            memory_open = memory_mb()
            notes.print(f"asking {len(cases)} questions, alone and from {threads} threads")
            alone, expected = ask_from_threads(cases, assistant, 1)
            together, found = ask_from_threads(cases, assistant, threads)
            different = sum(one.answer != other.answer for one, other in zip(expected, found, strict=True))
            index.close()
            library.close()
    except (QuestionsError, BenchError) as error:
        notes.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from error
    median = Child(round(statistics.median(one.seconds for one in starts), 3), max(one.peak_mb for one in starts))
    bench = Bench(ingest, median, open_seconds, alone, together, different, memory_open, memory_mb(), peak_mb(), machine())
    notes.print(table(bench))
    print(json.dumps(asdict(bench), ensure_ascii=False, indent=1))


def table(bench: Bench) -> Table:
    """Lay the figures out for people."""
    laid_out = Table(show_header=False, show_edge=False)
    laid_out.add_row("ingest, cold", f"{bench.ingest.seconds:.1f} s", f"{bench.ingest.peak_mb:.0f} MB at most")
    laid_out.add_row("process start to first answer", f"{bench.first_answer.seconds:.1f} s", f"{bench.first_answer.peak_mb:.0f} MB at most")
    laid_out.add_row("opening a build", f"{bench.open_seconds:.2f} s", f"{bench.memory_open_mb:.0f} MB")
    for asked in (bench.alone, bench.together):
        askers = "one asker" if asked.threads == 1 else f"{asked.threads} askers"
        times = f"p50 {asked.p50_ms:.0f} ms, p95 {asked.p95_ms:.0f} ms, longest {asked.longest_ms:.0f} ms"
        laid_out.add_row(askers, times, f"{asked.per_second:.0f} answers/s, {asked.errors} errors of {asked.questions}")
    laid_out.add_row("answers that differ under load", str(bench.different_answers), "")
    laid_out.add_row("memory at the end", f"{bench.memory_after_mb:.0f} MB", f"{bench.memory_peak_mb:.0f} MB at most")
    laid_out.add_row("machine", bench.machine, "")
    return laid_out


def machine() -> str:
    """Say where this ran."""
    return f"{os.cpu_count()} CPUs, Python {platform.python_version()}, {platform.system()} {platform.machine()}"


@app.command("load")
def load_command(
    askers: Annotated[str, typer.Option(help="Simultaneous askers, with commas.")] = "50,150",
    soak_minutes: Annotated[float, typer.Option(min=0, help="Minutes of a steady stream of questions; 0 for none.")] = 0,
    rate: Annotated[float, typer.Option(min=0.1, help="Questions a second in that stream.")] = 5,
    keep_answers: Annotated[
        int, typer.Option(min=0, help="Answers that the app may give again: with 0 all are worked out, with more only the first time.")
    ] = 0,
    questions: Annotated[Path, typer.Option(help="Question file, one JSON object a line.")] = QUESTIONS,
) -> None:
    """Start the app over a build of its own and ask it over HTTP: alone, many at once, for long. Exit 1 where a reply was wrong or missing."""
    try:
        counts = [int(count) for count in askers.split(",") if count]
    except ValueError:
        raise typer.BadParameter(f"askers are numbers with commas: {askers!r}") from None
    say = partial(notes.print, markup=False, highlight=False)
    try:
        cases = read_questions(questions)
        with tempfile.TemporaryDirectory(prefix="tiaowen-load-") as folder:
            say("ingesting into an empty folder")
            run_child([sys.executable, "ingest.py"], ROOT, {"TIAOWEN_INDEX_DIR": folder})
            served = load.serve(Path(folder), cases, counts, soak_minutes, rate, keep_answers, say)
    except (QuestionsError, BenchError) as error:
        notes.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from error
    Console(stderr=True, width=WIDTH).print(load.table(served))
    print(json.dumps({**served.figures(), "machine": machine()}, ensure_ascii=False, indent=1))
    raise typer.Exit(1 if served.defects else 0)


@app.command("page")
def page_command(
    times: Annotated[int, typer.Option(min=1, help="How often; the median counts.")] = 20,
    questions: Annotated[Path, typer.Option(help="Question file, one JSON object a line.")] = QUESTIONS,
) -> None:
    """Measure in a real browser: first paint, chat ready, answer after Enter; the first two on a slow line, too."""
    try:
        cases = read_questions(questions)
        with tempfile.TemporaryDirectory(prefix="tiaowen-page-") as folder:
            run_child([sys.executable, "ingest.py"], ROOT, {"TIAOWEN_INDEX_DIR": folder})
            seen = page.look(Path(folder), cases, times, partial(notes.print, markup=False, highlight=False))
    except (QuestionsError, BenchError) as error:
        notes.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from error
    notes.print(page.table(seen))
    print(json.dumps({**asdict(seen), "load_average": os.getloadavg()[0], "machine": machine()}, ensure_ascii=False, indent=1))


@app.command("growth")
def growth_command(
    shared: Annotated[Path, typer.Option(help="Folder with laws/ and questions/.")] = ROOT.parent / "shared",
    sizes: Annotated[str, typer.Option(help="Articles, with commas; beyond the open laws, variants of them.")] = "5000,20000,58000,113032",
    peers_up_to: Annotated[int, typer.Option(help="Measure the peers at sizes up to this: MiniLM takes minutes for 5,000.")] = 5000,
    out: Annotated[Path | None, typer.Option(help="Folder for growth.json and growth.png; stdout where none is given.")] = None,
    temporary: Annotated[Path | None, typer.Option(help="Folder for corpora and builds; 10 GB for a million articles.")] = None,
) -> None:
    """Measure ingest, update, opening, latency, memory, disk and recall as the texts grow, and the peers on the same texts."""
    try:
        counts = [int(size) for size in sizes.split(",")]
    except ValueError:
        raise typer.BadParameter(f"sizes are numbers with commas: {sizes!r}") from None
    say = partial(notes.print, markup=False, highlight=False)
    found: list[growth.Size] = []
    try:
        for size in growth.grow(shared, counts, peers_up_to, say, temporary):
            found.append(size)
            Console(stderr=True, width=WIDTH).print(growth.table(found))
            if out is not None:
                out.mkdir(parents=True, exist_ok=True)
                (out / "growth.json").write_text(growth.as_json(found, machine()), encoding="utf-8")
    except (NoLaws, BenchError) as error:
        notes.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from error
    if out is None:
        print(growth.as_json(found, machine()))
    elif not growth.plot(found, out / "growth.png"):
        notes.print("no plots: matplotlib is not installed (pip install '.[bench]')")


@app.command("harm")
def harm_command(
    kills: Annotated[int, typer.Option(help="Kills at random moments of an ingest.")] = 300,
    switches: Annotated[int, typer.Option(help="Kills around the switch.")] = 100,
    damages: Annotated[int, typer.Option(help="Files damaged, one at a time.")] = 60,
    doubles: Annotated[int, typer.Option(help="Pairs of ingests at once.")] = 20,
    rebuilds: Annotated[int, typer.Option(help="Rebuilds while four readers ask.")] = 20,
) -> None:
    """Kill, damage, double and read during ingests of the corpus, in a folder of its own. Exit 1 where anything went wrong."""
    with tempfile.TemporaryDirectory(prefix="tiaowen-harm-") as folder, harm.two_builds(Path(folder)) as settings:
        trials: tuple[tuple[int, Callable[[], harm.Tally]], ...] = (
            (kills, lambda: harm.kill(settings, kills, around_switch=False)),
            (switches, lambda: harm.kill(settings, switches, around_switch=True)),
            (damages, lambda: harm.damage(settings, damages, Path(folder))),
            (doubles, lambda: harm.double(settings, doubles)),
            (rebuilds, lambda: harm.read_on(settings, rebuilds)),
        )
        tallies = []
        for times, trial in trials:
            if not times:
                continue
            tally = trial()
            tallies.append(tally)
            notes.print(f"{tally.name}: {tally.tried} tried, {len(tally.wrong)} wrong", *tally.wrong[:5], sep="\n  ", markup=False)
    print(json.dumps([asdict(tally) for tally in tallies], ensure_ascii=False, indent=1))
    raise typer.Exit(1 if any(tally.wrong for tally in tallies) else 0)


if __name__ == "__main__":
    app()
