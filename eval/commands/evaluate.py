"""``python -m eval``: ask a question set over the same road as the app, and measure the answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from eval import report
from eval.baseline import BaselineError, compare, read_baseline, write_baseline
from eval.commands.asking import QUESTIONS, UNUSABLE, FailUnder, Kind, QuestionFile, Split, asked, chosen, hold, limits_of, made_with
from eval.commands.kept import RUNS, Runs
from eval.commands.terminal import JsonOut, ShowFailures, failure, notes, show, write_json
from eval.journal import Journal
from eval.metrics import score_all
from eval.page import report_html
from eval.questions import QuestionsError, read_questions
from eval.saved import NAME, RunError, write_run
from intake.assembly import open_build
from qa.assistant import Assistant
from qa.chat import chat_of
from settings import Settings

BASELINE = QUESTIONS.with_name("baseline.json")


def evaluate(
    context: typer.Context,
    *,
    questions: QuestionFile = QUESTIONS,
    split: Split = "all",
    kind: Kind = None,
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
    runs: Runs = RUNS,
    json_out: JsonOut = None,
    report_out: Annotated[Path | None, typer.Option("--report", help="Write a report, .html or .md, and JSON beside it.")] = None,
    failures: ShowFailures = None,
    fail_under: FailUnder = None,
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
        raise failure("no chat model is set: TIAOWEN_CHAT_MODEL, and TIAOWEN_CHAT_BASE_URL for a server of your own")
    try:
        cases = chosen(read_questions(questions), split, kind)
        known = read_baseline(baseline)
        library, index = open_build(settings)
    except (QuestionsError, BaselineError, *UNUSABLE) as error:
        raise failure(str(error)) from error
    made = {
        "questions": questions.name,
        "split": split,
        "kind": kind or "all",
        "answerer": chat.model if chat else answerer,
        **made_with(settings),
    }
    made |= {"as of": as_of} if as_of else {}
    assistant = Assistant(library, index, chat=chat)
    journal = Journal(runs / f"{save}.part.jsonl", made, library) if save and NAME.fullmatch(save) else None
    scores = score_all(asked(cases, assistant, as_of, journal), library)
    changes = compare(known, scores) if known else None
    content = report.as_json(scores, changes, made)

    show(scores, changes, quiet=str(json_out) == "-", failures=bool(failures))
    if json_out:
        write_json(json_out, content)
    if report_out:
        html = report_out.suffix.lower() in (".html", ".htm")
        report_out.write_text(report_html(content) if html else report.markdown(scores, changes, made), encoding="utf-8")
        write_json(report_out.with_suffix(".json"), content)
    if save:
        _keep(runs, save, content, report.markdown(scores, changes, made))
    if journal:
        journal.forget()
    if save_baseline:
        write_baseline(baseline, scores)
    hold(limits, scores)


def _keep(runs: Path, name: str, content: dict[str, Any], markdown: str) -> None:
    """Keep a run with its reports, and say where."""
    try:
        path = write_run(runs, name, content)
    except RunError as error:
        raise failure(str(error)) from error
    path.with_suffix(".html").write_text(report_html(content), encoding="utf-8")
    path.with_suffix(".md").write_text(markdown, encoding="utf-8")
    notes.print(f"kept as {path}, with {path.with_suffix('.html').name} and {path.with_suffix('.md').name}", soft_wrap=True)
