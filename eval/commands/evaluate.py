"""``python -m eval``: ask a question set over the same road as the app, and measure the answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.progress import track

from eval import report
from eval.baseline import BaselineError, compare, read_baseline, write_baseline
from eval.commands.asking import (
    QUESTIONS,
    UNUSABLE,
    FailUnder,
    Kind,
    QuestionFile,
    Split,
    asked,
    chosen,
    hold,
    limits_of,
    made_with,
    shaping,
)
from eval.commands.kept import RUNS, Runs, keep
from eval.commands.terminal import JsonOut, ShowFailures, failure, in_a_folder, notes, show, show_opinions, write_json
from eval.curve import weigh
from eval.files import write_whole
from eval.journal import Journal
from eval.markdown import markdown
from eval.metrics import Score, Texts, score_all
from eval.opinions import Judgement
from eval.page import report_html
from eval.questions import QuestionsError, read_questions
from eval.saved import RunError, check_name
from intake.assembly import open_build
from qa.assistant import Assistant
from qa.chat import chat_of
from qa.day import DayError, read_day
from qa.model import Chat
from settings import Settings

if TYPE_CHECKING:
    from eval.judge import Judge

BASELINE = QUESTIONS.with_name("baseline.json")
HTML = (".html", ".htm")


def _a_name(name: str | None) -> str | None:
    try:
        if name is not None:
            check_name(name)
    except RunError as error:
        raise typer.BadParameter(str(error)) from error
    return name


def _a_day(written: str | None) -> str | None:
    try:
        return read_day(written)
    except DayError as error:
        raise typer.BadParameter(str(error)) from error


def _a_report(path: Path | None) -> Path | None:
    if path and path.suffix.lower() not in (*HTML, ".md"):
        raise typer.BadParameter("a report ends in .html or .md")
    return in_a_folder(path)


def evaluate(
    context: typer.Context,
    *,
    questions: QuestionFile = QUESTIONS,
    split: Split = "all",
    kind: Kind = None,
    answerer: Annotated[
        Literal["extractive", "generative"], typer.Option(help="The law's own words, or the chat model of TIAOWEN_CHAT_MODEL.")
    ] = "extractive",
    as_of: Annotated[str | None, typer.Option(help="Ask as on this day, YYYY-MM-DD, where a question names none.", callback=_a_day)] = None,
    embedding: Annotated[str | None, typer.Option(help="Another embedding model; the index must have been built with it.")] = None,
    baseline: Annotated[Path, typer.Option(help="The run to compare with.", callback=in_a_folder)] = BASELINE,
    save_baseline: Annotated[bool, typer.Option("--save-baseline", help="Make this run the baseline.")] = False,
    save: Annotated[
        str | None,
        typer.Option(
            help="Keep the run under this name, with an HTML and a Markdown report; goes on where it was cut off.", callback=_a_name
        ),
    ] = None,
    runs: Runs = RUNS,
    json_out: JsonOut = None,
    report_out: Annotated[
        Path | None, typer.Option("--report", help="Write a report, .html or .md, and JSON beside it.", callback=_a_report)
    ] = None,
    failures: ShowFailures = None,
    fail_under: FailUnder = None,
    ask_judge: Annotated[
        bool,
        typer.Option(
            "--judge", help="Ask the chat model of TIAOWEN_CHAT_MODEL what it thinks of each answer; told apart from all measures."
        ),
    ] = False,
) -> None:
    """Ask every question over the same road as the app, and measure the answers."""
    if context.invoked_subcommand:
        return
    limits = limits_of(fail_under)
    if save_baseline and (split != "all" or kind):
        raise typer.BadParameter("a baseline holds all questions: leave out --split and --kind")
    if save_baseline and baseline == BASELINE and questions.resolve() != QUESTIONS:
        raise typer.BadParameter("the baseline that ships is of the questions that ship: name another file with --baseline")
    settings = Settings(embedding_model=embedding) if embedding else Settings()
    chat = _chat(settings) if answerer == "generative" else None
    judge = _judge(_chat(settings)) if ask_judge else None
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
        **made_with(settings, library, index),
    }
    for warning in index.warnings:
        notes.print(warning, style="yellow", markup=False, highlight=False, soft_wrap=True)
    made |= {"as of": as_of} if as_of else {}
    assistant = Assistant(library, index, chat=chat)
    journal = Journal(runs / f"{save}.part.jsonl", made | {"settings": shaping(settings)}, library) if save else None
    scores = score_all(asked(cases, assistant, as_of, journal), library)
    changes = compare(known, scores) if known else None
    weighed = None if chat else weigh(track(scores, "weighing", console=notes, transient=True), assistant, library)
    judged = _judged(scores, judge, library, journal) if judge else None
    made |= {"judge": judge.name} if judge else {}
    content = report.as_json(scores, changes, made, weighed, judged)

    quiet = str(json_out) == "-"
    show(scores, changes, quiet=quiet, failures=bool(failures))
    show_opinions(content, quiet=quiet)
    if json_out:
        write_json(json_out, content)
    if report_out:
        write_whole(report_out, report_html(content) if report_out.suffix.lower() in HTML else markdown(content))
        write_json(report_out.with_suffix(".json"), content)
    if save:
        keep(runs, save, content)
    if journal:
        journal.forget()
    hold(limits, scores)
    if save_baseline:
        write_baseline(baseline, scores)


def _chat(settings: Settings) -> Chat:
    chat = chat_of(settings)
    if chat is None:
        raise failure("no chat model is set: TIAOWEN_CHAT_MODEL, and TIAOWEN_CHAT_BASE_URL for a server of your own")
    return chat


def _judge(chat: Chat) -> Judge:
    from eval.judge import Judge
    from qa.generative import ModelFailedError

    try:
        return Judge(chat)
    except ModelFailedError as error:
        raise failure(str(error)) from error


def _judged(scores: Sequence[Score], judge: Judge, texts: Texts, journal: Journal | None) -> dict[str, Judgement]:
    """Ask the model what it thinks of every answer; with a journal, only of those that it has not judged yet."""
    found = {}
    for score in track(scores, "judging", console=notes, transient=True):
        known = journal.judgement(score.outcome, judge.name) if journal else None
        found[score.case.id] = known or judge.judge(score.outcome, texts)
        if journal and not known:
            journal.add_judgement(score.outcome, judge.name, found[score.case.id])
    return found
