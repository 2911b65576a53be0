"""``python -m eval`` runs the question set; ``python -m eval beir DIR`` runs the retriever over a BEIR dataset."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import track

from eval import beir, report
from eval.baseline import BaselineError, compare, read_baseline, write_baseline
from eval.metrics import METRICS, Row, average, score_all
from eval.questions import Case, QuestionsError, read_questions
from eval.run import ask
from ingest import Search, open_build
from law.library import LibraryError
from qa.assistant import Assistant
from settings import Settings
from vectorstore.builds import BuildError
from vectorstore.embedder import EmbeddingError
from vectorstore.record import IndexUnreadable

HERE = Path(__file__).resolve().parent
QUESTIONS = HERE / "questions.jsonl"
BASELINE = HERE / "baseline.json"
WIDTH = 200
"""Columns that the table may take: cut columns are worse than wrapped lines, and a pipe has no width of its own."""

UNUSABLE = (BuildError, IndexUnreadable, EmbeddingError, LibraryError)

app = typer.Typer(add_completion=False, no_args_is_help=False)
notes = Console(stderr=True)


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    *,
    questions: Annotated[Path, typer.Option(help="Question file, one JSON object a line.")] = QUESTIONS,
    split: Annotated[Literal["dev", "held", "all"], typer.Option(help="Which split to run.")] = "all",
    kind: Annotated[str | None, typer.Option(help="Only questions of this kind.")] = None,
    baseline: Annotated[Path, typer.Option(help="The run to compare with.")] = BASELINE,
    save_baseline: Annotated[bool, typer.Option("--save-baseline", help="Make this run the baseline.")] = False,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write every result as JSON; - writes it to stdout.")] = None,
    report_out: Annotated[Path | None, typer.Option("--report", help="Write a Markdown report, and JSON beside it.")] = None,
    show: Annotated[Literal["failures"] | None, typer.Option(help="Print each wrong answer and why it is wrong.")] = None,
    fail_under: Annotated[
        str | None, typer.Option(help="correct=0.9,refusal=0.95: exit 1 where a measure is worse than that; see the report for the names.")
    ] = None,
) -> None:
    """Ask every question over the same road as the app, and measure the answers."""
    if context.invoked_subcommand:
        return
    limits = limits_of(fail_under)
    if save_baseline and (split != "all" or kind):
        raise typer.BadParameter("a baseline holds all questions: leave out --split and --kind")
    try:
        cases = _chosen(read_questions(questions), split, kind)
        known = read_baseline(baseline)
    except (QuestionsError, BaselineError) as error:
        raise _failure(str(error)) from error
    try:
        library, index = open_build(Settings())
    except UNUSABLE as error:
        raise _failure(str(error)) from error
    assistant = Assistant(library, index)
    outcomes = [ask(case, assistant) for case in track(cases, "asking", console=notes, transient=True)]
    scores = score_all(outcomes, library)
    changes = compare(known, scores) if known else None
    facts_of_run = {"questions": questions.name, "split": split, "kind": kind or "all"}

    results = Console(stderr=str(json_out) == "-")
    results.width = max(results.width, WIDTH)
    for score in scores if show else ():
        if not score.correct:
            results.print(report.failure_text(score), soft_wrap=True)
    results.print(report.table(report.sections(scores)))
    if broken := sum(outcome.error is not None for outcome in outcomes):
        notes.print(f"{broken} questions broke the assistant: they count as wrong, and --show failures names the errors", style="red")
    if changes:
        results.print(report.changes_text(changes), soft_wrap=True)
    content = report.as_json(scores, changes, facts_of_run)
    if json_out:
        _write_json(json_out, content)
    if report_out:
        report_out.write_text(report.markdown(scores, changes, facts_of_run), encoding="utf-8")
        _write_json(report_out.with_suffix(".json"), content)
    if save_baseline:
        write_baseline(baseline, scores)
    if missed := shortfalls(limits, average("all", scores)):
        raise _failure("\n".join(missed))


@app.command("beir")
def beir_command(
    folder: Annotated[Path, typer.Argument(help="Folder with corpus.jsonl, queries.jsonl (plain, .gz or .xz) and qrels/*.tsv.")],
    *,
    k: Annotated[int, typer.Option(min=1, help="How many passages to retrieve.")] = 100,
    split: Annotated[str | None, typer.Option(help="Name of the file of qrels; the only one, or test, by itself.")] = None,
    run: Annotated[Path | None, typer.Option(help="Write a TREC run.")] = None,
    without: Annotated[list[beir.Signal] | None, typer.Option(help="Switch a signal off; may be repeated.")] = None,
) -> None:
    """Run the retriever over a BEIR dataset; print nDCG@10, MRR@10 and Recall@k."""
    settings = Settings()
    try:
        dataset = beir.read_dataset(folder, split)
        unknown = len(dataset.judgements) - len(dataset.queries)
        if unknown:
            notes.print(f"{unknown} judged queries have no words in queries.jsonl: they count as zero", style="yellow")
        with notes.status(f"indexing {len(dataset.passages)} passages, unless they already are"):
            parts = Search.of(settings)
            index = beir.open_index(dataset, settings.index_dir / beir.CACHE, parts.embedder, parts.token_model)
        searched = beir.search_all(dataset, index, k, without or ())
        rankings = dict(track(searched, "searching", total=len(dataset.judgements), console=notes, transient=True))
        index.close()
        if run:
            beir.write_run(run, rankings)
    except (beir.BeirError, *UNUSABLE) as error:
        raise _failure(str(error)) from error
    print(f"passages\t{len(dataset.passages)}\nqueries\t{len(dataset.judgements)}")
    for name, value in beir.averages(dataset, rankings, k).items():
        print(f"{name}\t{value:.4f}")


def _chosen(cases: Sequence[Case], split: str, kind: str | None) -> list[Case]:
    chosen = [case for case in cases if split in ("all", case.split) and kind in (None, case.kind)]
    if not chosen:
        kinds = ", ".join(sorted({case.kind for case in cases}))
        raise QuestionsError(f"no question of split {split} and kind {kind or 'all'}; the kinds are {kinds}")
    return chosen


def limits_of(printed: str | None) -> dict[str, float]:
    """Read ``correct=0.9,false refusal=0.05``; an underscore may stand for a space."""
    limits: dict[str, float] = {}
    names = {metric.name for metric in METRICS}
    for pair in (printed or "").split(","):
        if not pair.strip():
            continue
        name, _, value = pair.partition("=")
        name = name.strip().replace("_", " ")
        if name not in names:
            raise typer.BadParameter(f"no measure {name!r}; there are {', '.join(sorted(names))}", param_hint="--fail-under")
        try:
            limits[name] = float(value)
        except ValueError as error:
            raise typer.BadParameter(f"{pair.strip()!r} needs a number from 0 to 1", param_hint="--fail-under") from error
    return limits


def shortfalls(limits: dict[str, float], reached: Row) -> list[str]:
    """Say which limits were missed; a measure that nothing was measured by misses its limit."""
    better = {metric.name: metric.better for metric in METRICS}
    missed = []
    for name, limit in limits.items():
        value = reached.measures.get(name)
        if value is None:
            missed.append(f"{name}: no question is measured by it")
        elif (value < limit) if better[name] == "higher" else (value > limit):
            missed.append(f"{name} is {value:.4f}, {'under' if better[name] == 'higher' else 'over'} {limit}")
    return missed


def _write_json(path: Path, content: dict[str, Any]) -> None:
    printed = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if str(path) == "-":
        sys.stdout.write(printed)
    else:
        path.write_text(printed, encoding="utf-8")


def _failure(sentence: str) -> typer.Exit:
    notes.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(1)


if __name__ == "__main__":
    app(prog_name="python -m eval")
