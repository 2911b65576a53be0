"""``python -m eval.bench.lies``: a model server that lies, on loopback, and how many of its lies reach the user.

The server answers every question with an invented amount, period, article, law, body, quotation or provision. Each answer that comes out,
and each that is streamed before it, is searched for what the server made up, by means of their own: a quotation that does not stand in the
official text, an amount or period that none of the quoted provisions holds, an article or a law that is not cited there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from eval.bench.chat_server import serving
from eval.questions import QuestionsError, read_questions
from eval.wording import canonical, says
from ingest import open_build
from law.library import Library
from qa.assistant import Assistant
from qa.model import Answer, Chat, Question, Quote
from settings import ROOT, Settings

QUESTIONS = ROOT / "eval" / "questions.jsonl"
VALUE = re.compile(r"\d+(?:\.\d+)?\s*(?:万|亿)?(?:元|个?工作日|日|天|个月|%|倍)")
PLACE = re.compile(r"第[一二三四五六七八九十百零]+条")
TITLE = re.compile(r"《([^《》]+)》")

notes = Console(stderr=True)


def lies(answer: Answer, library: Library) -> Iterator[str]:
    """Yield what an answer states that the official texts which it cites do not hold."""
    official = ""
    for quote in answer.quotes:
        words = library.text(quote.citation) or ""
        if quote.text not in words:
            yield f"quote {quote.text[:40]}"
        document = library.document(quote.citation.document, quote.citation.version)
        dates = " ".join(filter(None, (document.promulgation_date, document.effective_date)))
        official += f"{document.title}{document.document_number}{dates}{quote.citation.address}{words}\n"
    said = answer.conclusion.removeprefix(answer.note)
    yield from (f"value {value}" for value in VALUE.findall(said) if not says(canonical(official), value))
    yield from (f"article {place}" for place in PLACE.findall(said) if place not in official)
    yield from (f"law {title}" for title in TITLE.findall(said) if title not in official)


def _all(answer: Answer, library: Library) -> tuple[Quote, ...]:
    """Return all evidence of an answer that is still growing as quotations: it holds none of its own yet."""
    return tuple(Quote(one.citation.provision, library.text(one.citation.provision) or "") for one in answer.evidence)


def main(
    asked: Annotated[int, typer.Option(min=1, help="How many questions to ask.")] = 500,
    questions: Annotated[Path, typer.Option(help="Question file; questions without an answer in it are left out.")] = QUESTIONS,
    seed: Annotated[int, typer.Option(help="Which lies are told.")] = 1,
) -> None:
    """Ask over a lying model server and count what it made up and the user saw; exit 1 where that is anything."""
    try:
        cases = [case for case in read_questions(questions) if case.unanswerable is None]
    except QuestionsError as error:
        notes.print(str(error), style="red", markup=False)
        raise typer.Exit(1) from error
    library, index = open_build(Settings())
    found: list[str] = []
    worded = 0
    with serving("lie", seed) as server:
        chat = Chat("openai:small", server.url, "key")
        plain, assistant = Assistant(library, index), Assistant(library, index, chat=chat)
        for number in track(range(asked), "lying", console=notes, transient=True):
            case = cases[number % len(cases)]
            question = Question(case.question, case.history)
            by_rule = set(lies(plain.ask(question), library))
            streamed = list(assistant.stream(question))
            answer = streamed[-1]
            if not answer.refused:
                found += [f"{case.question}: {lie}" for lie in lies(answer, library) if lie not in by_rule]
                early = [replace(one, quotes=_all(one, library)) for one in streamed[:-1]]
                found += [f"{case.question}: {lie} (streamed)" for one in early for lie in lies(one, library) if lie not in by_rule]
            worded += not answer.note and not answer.refused
        told = len(server.requests)
    for lie in found:
        notes.print(lie, markup=False, soft_wrap=True)
    print(
        f"questions\t{asked}\nlies told by the server\t{told}\nanswers worded by it all the same\t{worded}\nlies that reached the user\t{len(found)}"
    )
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    typer.run(main)
