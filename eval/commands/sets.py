"""``template``, ``check``, ``candidates``, ``draft``: question files begin, are checked and grow."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.commands.asking import QUESTIONS, UNUSABLE
from eval.commands.terminal import failure, in_a_folder, notes
from eval.files import write_whole
from eval.grow import GrowError, candidates, complaints, drafts, write_lines
from eval.questions import QuestionsError, as_line, read_questions
from eval.sheet import SheetError, sheet_of, template
from intake.assembly import open_build
from settings import Settings


def write_template(
    out: Annotated[Path, typer.Argument(help="The .csv file to write.", callback=in_a_folder)],
    *,
    of: Annotated[Path | None, typer.Option(help="A question file to write as a sheet, instead of the example.")] = None,
) -> None:
    """Write a question sheet: an empty one with an example, or the questions of a file, to be edited in a spreadsheet."""
    if out.exists():
        raise failure(f"{out} is there already: name another file")
    try:
        sheet = sheet_of(map(as_line, read_questions(of))) if of else template()
    except (QuestionsError, SheetError) as error:
        raise failure(str(error)) from error
    write_whole(out, sheet, newline="")


def check_set(questions: Annotated[Path, typer.Argument(help="Question file.")] = QUESTIONS) -> None:
    """Check a question set against the library: gold that is not there, facts that no gold says, near duplicates and leaks."""
    try:
        cases = read_questions(questions)
        library, index = open_build(Settings())
    except (QuestionsError, *UNUSABLE) as error:
        raise failure(str(error)) from error
    index.close()
    found = list(complaints(cases, library))
    for complaint in found:
        print(complaint)
    print(f"{len(cases)} questions, {len(found)} complaints", file=sys.stderr)
    raise typer.Exit(1 if found else 0)


def write_candidates(
    feedback: Annotated[Path, typer.Argument(help="The file in which the app keeps readers' judgements.")],
    out: Annotated[Path, typer.Argument(help="The question file to write.", callback=in_a_folder)],
) -> None:
    """Turn readers' complaints into candidate questions, for a person to complete."""
    _grown(out, candidates(feedback, lambda words: notes.print(words, style="yellow", markup=False, highlight=False, soft_wrap=True)))


def write_drafts(out: Annotated[Path, typer.Argument(help="The question file to write.", callback=in_a_folder)]) -> None:
    """Propose questions with gold from the penalties, terms, time limits and prohibitions of the library, marked as drafts."""
    try:
        library, index = open_build(Settings())
    except UNUSABLE as error:
        raise failure(str(error)) from error
    index.close()
    _grown(out, drafts(library))


def _grown(out: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    try:
        count = write_lines(out, lines)
    except GrowError as error:
        raise failure(str(error)) from error
    notes.print(f"{count} questions written to {out}: read each of them before it counts", soft_wrap=True)
