"""``python -m eval`` runs the question set; its subcommands compare runs, grow the set, measure peers and the retriever alone."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import track

from eval import beir, laws, open_laws, report
from eval.baseline import BaselineError, Changes, compare, read_baseline, write_baseline
from eval.grow import GrowError, candidates, complaints, drafts, write_lines
from eval.journal import Journal
from eval.metrics import METRICS, Row, Score, average, score_all
from eval.page import provisions_changed, report_html
from eval.questions import Case, QuestionsError, read_questions
from eval.run import Asks, Outcome, ask
from eval.saved import NAME, RunError, compare_runs, read_run, write_run
from eval.sheet import template
from ingest import Search, ingest, open_build
from intake.assembly import FAILURES
from law.gazette import parse
from law.library import LibraryError
from law.sources import SourceError, find_sources, read
from qa.assistant import Assistant
from qa.chat import chat_of
from qa.gate import WEIGHTS
from settings import ROOT, Settings
from vectorstore.builds import BuildError, Builds
from vectorstore.embedder import EmbeddingError
from vectorstore.record import IndexUnreadable

HERE = Path(__file__).resolve().parent
QUESTIONS = HERE / "questions.jsonl"
BASELINE = HERE / "baseline.json"
CORPUS = ROOT / "corpus"
RUNS = HERE / "runs"
"""Where runs are kept; not under version control."""
WIDTH = 200
"""Columns that the table may take: cut columns are worse than wrapped lines, and a pipe has no width of its own."""

UNUSABLE = (BuildError, IndexUnreadable, EmbeddingError, LibraryError)

app = typer.Typer(add_completion=False, no_args_is_help=False)
notes = Console(stderr=True)


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    *,
    questions: Annotated[Path, typer.Option(help="Question file: one JSON object a line, or a .csv sheet.")] = QUESTIONS,
    split: Annotated[Literal["dev", "held", "all"], typer.Option(help="Which split to run.")] = "all",
    kind: Annotated[str | None, typer.Option(help="Only questions of this kind.")] = None,
    answerer: Annotated[
        Literal["extractive", "generative"], typer.Option(help="The law's own words, or the chat model of TIAOWEN_CHAT_MODEL.")
    ] = "extractive",
    as_of: Annotated[str | None, typer.Option(help="Ask as on this day, YYYY-MM-DD, where a question names none.")] = None,
    embedding: Annotated[str | None, typer.Option(help="Another embedding model; the index must have been built with it.")] = None,
    baseline: Annotated[Path, typer.Option(help="The run to compare with.")] = BASELINE,
    save_baseline: Annotated[bool, typer.Option("--save-baseline", help="Make this run the baseline.")] = False,
    save: Annotated[
        str | None, typer.Option(help="Keep the run under this name, with an HTML and a Markdown report; goes on where it was cut off.")
    ] = None,
    runs: Annotated[Path, typer.Option(help="Folder of the kept runs.")] = RUNS,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write every result as JSON; - writes it to stdout.")] = None,
    report_out: Annotated[Path | None, typer.Option("--report", help="Write a report, .html or .md, and JSON beside it.")] = None,
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
    settings = Settings(embedding_model=embedding) if embedding else Settings()
    chat = chat_of(settings) if answerer == "generative" else None
    if answerer == "generative" and chat is None:
        raise _failure("no chat model is set: TIAOWEN_CHAT_MODEL, and TIAOWEN_CHAT_BASE_URL for a server of your own")
    try:
        cases = _chosen(read_questions(questions), split, kind)
        known = read_baseline(baseline)
        library, index = open_build(settings)
    except (QuestionsError, BaselineError, *UNUSABLE) as error:
        raise _failure(str(error)) from error
    made = {
        "questions": questions.name,
        "split": split,
        "kind": kind or "all",
        "answerer": chat.model if chat else answerer,
        **_made_with(settings),
    }
    made |= {"as of": as_of} if as_of else {}
    assistant = Assistant(library, index, chat=chat)
    journal = Journal(runs / f"{save}.part.jsonl", made, library) if save and NAME.fullmatch(save) else None
    scores = score_all(_asked(cases, assistant, as_of, journal), library)
    changes = compare(known, scores) if known else None
    content = report.as_json(scores, changes, made)

    _show(scores, changes, quiet=str(json_out) == "-", failures=bool(show))
    if json_out:
        _write_json(json_out, content)
    if report_out:
        html = report_out.suffix.lower() in (".html", ".htm")
        report_out.write_text(report_html(content) if html else report.markdown(scores, changes, made), encoding="utf-8")
        _write_json(report_out.with_suffix(".json"), content)
    if save:
        _keep(runs, save, content, report.markdown(scores, changes, made))
    if journal:
        journal.forget()
    if save_baseline:
        write_baseline(baseline, scores)
    if missed := shortfalls(limits, average("all", scores)):
        raise _failure("\n".join(missed))


@app.command("compare")
def compare_command(
    before: Annotated[str, typer.Argument(help="Name of a saved run, or its .json file.")],
    after: Annotated[str, typer.Argument(help="The run to compare it with.")],
    *,
    html: Annotated[Path | None, typer.Option(help="Write the comparison as a page.")] = None,
    runs: Annotated[Path, typer.Option(help="Folder of the kept runs.")] = RUNS,
) -> None:
    """Tell what changed from one saved run to another: questions won and lost, answers in other words and why, each measure with its chance."""
    try:
        found = compare_runs(read_run(runs, before), read_run(runs, after))
    except RunError as error:
        raise _failure(str(error)) from error
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


@app.command("template")
def template_command(out: Annotated[Path, typer.Argument(help="The .csv file to write.")]) -> None:
    """Write an empty question sheet with one example."""
    if out.exists():
        raise _failure(f"{out} is there already: name another file")
    out.write_text(template(), encoding="utf-8")


@app.command("check")
def check_command(questions: Annotated[Path, typer.Argument(help="Question file.")] = QUESTIONS) -> None:
    """Check a question set against the library: gold that is not there, facts that no gold says, near duplicates and leaks."""
    try:
        cases = read_questions(questions)
        library, index = open_build(Settings())
    except (QuestionsError, *UNUSABLE) as error:
        raise _failure(str(error)) from error
    index.close()
    found = list(complaints(cases, library))
    for complaint in found:
        print(complaint)
    print(f"{len(cases)} questions, {len(found)} complaints", file=sys.stderr)
    raise typer.Exit(1 if found else 0)


@app.command("candidates")
def candidates_command(
    feedback: Annotated[Path, typer.Argument(help="The file in which the app keeps readers' judgements.")],
    out: Annotated[Path, typer.Argument(help="The question file to write.")],
) -> None:
    """Turn readers' complaints into candidate questions, for a person to complete."""
    _grown(out, candidates(feedback))


@app.command("draft")
def draft_command(out: Annotated[Path, typer.Argument(help="The question file to write.")]) -> None:
    """Propose questions with gold from the penalties, terms, time limits and prohibitions of the library, marked as drafts."""
    try:
        library, index = open_build(Settings())
    except UNUSABLE as error:
        raise _failure(str(error)) from error
    index.close()
    _grown(out, drafts(library))


@app.command("peers")
def peers_command(
    *,
    questions: Annotated[Path, typer.Option(help="Question file.")] = QUESTIONS,
    split: Annotated[Literal["dev", "held", "all"], typer.Option(help="Which split to run.")] = "all",
) -> None:
    """Run the same questions through what a tutorial builds over the same texts and model, side by side with the product."""
    from eval.peers import peers

    settings = Settings()
    try:
        cases = _chosen(read_questions(questions), split, None)
        library, index = open_build(settings)
        texts = {path.name: read(path) for path in find_sources([settings.corpus_dir])}
    except (QuestionsError, SourceError, *UNUSABLE) as error:
        raise _failure(str(error)) from error
    rows = [average("Tiaowen", score_all(_asked(cases, Assistant(library, index), None), library))]
    with tempfile.TemporaryDirectory() as folder:
        for name, pipeline in peers(texts, Search.of(settings).embedder, library, Path(folder)).items():
            rows.append(average(name, score_all(_asked(cases, pipeline, None), library)))
    results = Console()
    results.width = max(results.width, WIDTH)
    results.print(report.table({"all": rows}))


@app.command("beir")
def beir_command(
    folder: Annotated[Path, typer.Argument(help="Folder with corpus.jsonl, queries.jsonl (plain, .gz or .xz) and qrels/*.tsv.")],
    *,
    k: Annotated[int, typer.Option(min=1, help="How many passages to retrieve.")] = 100,
    split: Annotated[str | None, typer.Option(help="Name of the file of qrels; the only one, or test, by itself.")] = None,
    run: Annotated[Path | None, typer.Option(help="Write a TREC run.")] = None,
    without: Annotated[list[beir.Part] | None, typer.Option(help="Switch a part off; may be repeated.")] = None,
    ablate: Annotated[bool, typer.Option("--ablate", help="Print a table: everything, then without each part.")] = False,
) -> None:
    """Run the retriever over a BEIR dataset; print nDCG@10, MRR@10 and Recall with 95 % intervals."""
    settings = Settings()
    try:
        dataset = beir.read_dataset(folder, split)
        unknown = len(dataset.judgements) - len(dataset.queries)
        if unknown:
            notes.print(f"{unknown} judged queries have no words in queries.jsonl: they count as zero", style="yellow")
        with notes.status(f"indexing {len(dataset.passages)} passages, unless they already are"):
            parts = Search.of(settings)
            index = beir.open_index(dataset, settings.index_dir / beir.CACHE, parts.embedder, parts.token_model)
        if ablate:
            _print_ablations(beir.ablations(dataset, index, k))
            index.close()
            return
        searched = beir.search_all(dataset, index, k, without or ())
        rankings = dict(track(searched, "searching", total=len(dataset.judgements), console=notes, transient=True))
        index.close()
        if run:
            beir.write_run(run, rankings)
    except (beir.BeirError, *UNUSABLE) as error:
        raise _failure(str(error)) from error
    print(f"passages\t{len(dataset.passages)}\nqueries\t{len(dataset.judgements)}")
    for figure in beir.figures(dataset, rankings, k):
        print(f"{figure.name}\t{figure.mean:.4f}\t{figure.low:.4f}–{figure.high:.4f}")


@app.command("laws")
def laws_command(
    shared: Annotated[Path, typer.Option(help="Folder that holds laws/open_laws.tar.xz.")] = laws.SHARED,
    *,
    split: Annotated[Literal["dev", "held", "all"], typer.Option(help="Which split to run.")] = "all",
    kind: Annotated[str | None, typer.Option(help="Only questions of this kind.")] = None,
    show: Annotated[Literal["failures"] | None, typer.Option(help="Print each wrong answer and why it is wrong.")] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write every result as JSON; - writes it to stdout.")] = None,
    fail_under: Annotated[str | None, typer.Option(help="As for the questions on the corpus.")] = None,
) -> None:
    """Ask the shipped questions on laws other than the corpus, over a build of those laws that is made for it and goes away."""
    limits = limits_of(fail_under)
    settings = Settings()
    try:
        cases = _chosen(read_questions(laws.QUESTIONS), split, kind)
        with tempfile.TemporaryDirectory() as folder:
            settings = settings.model_copy(update={"index_dir": Path(folder) / "index", "chroma_url": None})
            ingest(settings, laws.copy_laws(shared, laws.names(), Path(folder)), False, notes)
            library, index = open_build(settings)
            scores = score_all(_asked(cases, Assistant(library, index), None), library)
            index.close()
    except (QuestionsError, laws.LawsError, *UNUSABLE, *FAILURES) as error:
        raise _failure(str(error)) from error
    _show(scores, None, quiet=str(json_out) == "-", failures=bool(show))
    if json_out:
        made = {
            "questions": laws.QUESTIONS.name,
            "split": split,
            "kind": kind or "all",
            "embedding model": Path(settings.embedding_model).name,
        }
        _write_json(json_out, report.as_json(scores, None, made))
    if missed := shortfalls(limits, average("all", scores)):
        raise _failure("\n".join(missed))


@app.command("open-laws")
def open_laws_command(
    shared: Annotated[Path, typer.Argument(help="Folder with laws/, questions/, stard/ and embedding/.")],
    out: Annotated[Path, typer.Argument(help="Folder to write: corpus/ and questions.jsonl.")],
    count: Annotated[int, typer.Option("--laws", min=1, help="How many laws.")] = 300,
) -> None:
    """Write open laws and questions about them that no training saw, as a corpus to ingest and a question file to run."""
    from vectorstore.train import recipe

    try:
        held_out = recipe.read_material(shared, recipe.LAY_SHARE, recipe.SEED).held_out
    except OSError as error:
        raise _failure(f"cannot read {shared}: {error}") from error
    written = open_laws.write(shared, out, count, held_out)
    print(f"{written} questions; now: TIAOWEN_INDEX_DIR={out}/index python ingest.py {out}/corpus, then")
    print(f"TIAOWEN_INDEX_DIR={out}/index python -m eval --questions {out}/questions.jsonl")


def _print_ablations(rows: Iterable[tuple[str, tuple[beir.Figure, ...]]]) -> None:
    for at, (name, figures) in enumerate(rows):
        if at == 0:
            print("\t".join(("", *(figure.name for figure in figures))))
        print("\t".join((name, *(f"{figure.mean:.4f} [{figure.low:.4f}, {figure.high:.4f}]" for figure in figures))), flush=True)


@app.command("curve")
def curve_command(
    *,
    questions: Annotated[Path, typer.Option(help="Question file, one JSON object a line.")] = QUESTIONS,
    split: Annotated[Literal["dev", "held", "all"], typer.Option(help="Which split to run.")] = "all",
) -> None:
    """Print wrong answers against refusals for a stricter and a laxer gate."""
    from eval import curve

    try:
        cases = _chosen(read_questions(questions), split, None)
        library, index = open_build(Settings())
    except (QuestionsError, *UNUSABLE) as error:
        raise _failure(str(error)) from error
    judged = curve.judge(track(cases, "asking", console=notes, transient=True), Assistant(library, index), library, index.likeness)
    print(curve.told(list(judged)))


@app.command("mutate")
def mutate_command(
    *,
    corpus: Annotated[Path, typer.Option(help="Folder or file with the source documents.")] = CORPUS,
    limit: Annotated[int | None, typer.Option(help="Ask about so many changes of a round.")] = None,
    show: Annotated[Literal["failures"] | None, typer.Option(help="Print each change that was not followed.")] = None,
) -> None:
    """Change amounts, periods, modality and articles in a copy of the corpus: the answers must follow or refuse."""
    from eval import mutate

    try:
        documents = [one for path in find_sources([corpus]) for one in parse(read(path), path.name).documents]
        verdicts = list(track(mutate.mutate(documents, Search.of(Settings()), limit), "changing", console=notes, transient=True))
    except (SourceError, *UNUSABLE) as error:
        raise _failure(str(error)) from error
    for one in verdicts if show else ():
        if one.counts and not one.followed:
            print(
                f"{one.change.kind}\t{one.change.place}\t{one.change.before} → {one.change.after}\n\t{one.change.question}\n\t{one.new.text[:200]!r}"
            )
    print(mutate.told(verdicts))


@app.command("calibrate")
def calibrate_command(
    shared: Annotated[Path, typer.Option(help="Folder with laws/, questions/, stard/ and embedding/, as for vectorstore.train.")],
    *,
    limit: Annotated[int | None, typer.Option(help="Use only so many laws, to try it out.")] = None,
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = WEIGHTS,
) -> None:
    """Learn when the texts answer and when they only sound like it, from questions about laws that no model has seen."""
    from eval import calibrate

    try:
        weights, told = calibrate.calibrate(shared, Search.of(Settings()), limit)
    except FileNotFoundError as missing:
        raise _failure(f"{missing.filename} is missing: --shared must hold laws/, questions/, stard/ and embedding/") from missing
    calibrate.write(weights, out)
    print(told)


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


def _asked(cases: Sequence[Case], assistant: Asks, as_of: str | None, journal: Journal | None = None) -> list[Outcome]:
    """Ask every question, with a progress bar; with a journal, only those that it does not know yet."""
    outcomes: list[Outcome] = []
    for case in track([replace(case, as_of=case.as_of or as_of) for case in cases], "asking", console=notes, transient=True):
        outcome = journal.known(case) if journal else None
        if outcome is None:
            outcome = ask(case, assistant)
            if journal:
                journal.add(outcome)
        outcomes.append(outcome)
    return outcomes


def _show(scores: Sequence[Score], changes: Changes | None, *, quiet: bool, failures: bool) -> None:
    """Print the table, what was gained and lost, and each failure where wanted; on stderr where stdout is for the machine."""
    results = Console(stderr=quiet)
    results.width = max(results.width, WIDTH)
    for score in scores if failures else ():
        if not score.correct:
            results.print(report.failure_text(score), soft_wrap=True)
    results.print(report.table(report.sections(scores)))
    if broken := sum(score.outcome.error is not None for score in scores):
        notes.print(f"{broken} questions broke the assistant: they count as wrong, and --show failures names the errors", style="red")
    if changes:
        results.print(report.changes_text(changes), soft_wrap=True)


def _made_with(settings: Settings) -> dict[str, str]:
    """Return what a run was made with: the build, and the model by its folder's name."""
    build = Builds(settings.index_dir).current()
    return {"build": build.name, "embedding model": Path(settings.embedding_model).name}


def _keep(runs: Path, name: str, content: dict[str, Any], markdown: str) -> None:
    """Keep a run with its reports, and say where."""
    try:
        path = write_run(runs, name, content)
    except RunError as error:
        raise _failure(str(error)) from error
    path.with_suffix(".html").write_text(report_html(content), encoding="utf-8")
    path.with_suffix(".md").write_text(markdown, encoding="utf-8")
    notes.print(f"kept as {path}, with {path.with_suffix('.html').name} and {path.with_suffix('.md').name}", soft_wrap=True)


def _grown(out: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    try:
        count = write_lines(out, lines)
    except GrowError as error:
        raise _failure(str(error)) from error
    notes.print(f"{count} questions written to {out}: read each of them before it counts", soft_wrap=True)


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
