"""Ask in the terminal, or run a file of questions: ``python -m qa 体育赛事需要审批吗``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from ingest import open_build
from law.model import Citation
from qa.assistant import Assistant
from qa.chat import chat_of
from qa.day import DayError, read_day
from qa.model import Answer, Evidence, Question
from settings import Settings


class QuestionFileError(Exception):
    """What was asked for cannot be run: a file of questions, a line of it, a setting; the words say which and why."""


def record(answer: Answer, identity: str | None = None, evidence: int = 0) -> dict[str, Any]:
    """Return an answer as the stable JSON record that scripts read."""
    found: dict[str, Any] = {} if identity is None else {"id": identity}
    found |= {
        "answer": answer.text,
        "verdict": answer.verdict,
        "refused": answer.refused,
        "reason": answer.reason,
        "citations": [{**_place(quote.citation), "quote": quote.text} for quote in answer.quotes],
        "searched": answer.searched,
    }
    if evidence:
        found["evidence"] = [_evidence(one) for one in answer.evidence[:evidence]]
    return found


def read_questions(path: Path) -> Iterator[tuple[str, Question]]:
    """Yield id and question of each line of a JSONL file. Raises QuestionFileError with the line number."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # JSON may hold other signs that end a line for splitlines
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"读不了问题文件 {path}：{error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield str(row["id"]), Question(str(row["question"]), tuple(map(str, row.get("history") or ())), read_day(row.get("as_of")))
        except DayError as error:
            raise QuestionFileError(f"{path} 第{number}行：{error}") from error
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise QuestionFileError(f'{path} 第{number}行不是 {{"id","question",…}} 这样的一行 JSON：{error}') from error


def main(
    question: Annotated[str | None, typer.Argument(help="the question")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the answer as JSON")] = False,
    batch: Annotated[Path | None, typer.Option(help="a JSONL file of questions; prints one answer a line")] = None,
    evidence: Annotated[int, typer.Option(min=0, help="add the best K provisions to the JSON")] = 0,
    answerer: Annotated[
        Literal["extractive", "generative"] | None,
        typer.Option(help="the law's own words, or a chat model (TIAOWEN_CHAT_MODEL); the chat model by itself where one is set"),
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="the day asked about, YYYY-MM-DD")] = None,
) -> None:
    """Answer a question from the regulations, with verbatim quotations and citations."""
    if (question is None) == (batch is None):
        typer.echo("请给出一个问题，或用 --batch 给出问题文件。", err=True)
        raise typer.Exit(2)
    try:
        day = read_day(as_of)
        settings = Settings()
        if answerer == "generative" and chat_of(settings) is None:
            raise QuestionFileError("没有设定语言模型：请设 TIAOWEN_CHAT_MODEL（和 TIAOWEN_CHAT_BASE_URL），或不用 --answerer generative")
        library, index = open_build(settings)
        assistant = Assistant(library, index, chat=None if answerer == "extractive" else chat_of(settings))
        if batch is not None:
            for identity, one in read_questions(batch):
                print(json.dumps(record(assistant.ask(one), identity, evidence), ensure_ascii=False), flush=True)
            return
        answer = assistant.ask(Question(question or "", as_of=day))
    except Exception as error:
        if not _has_sentence(error):
            raise
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    print(json.dumps(record(answer, evidence=evidence), ensure_ascii=False) if as_json or evidence else answer.text)


def _has_sentence(error: Exception) -> bool:
    return type(error).__module__.split(".")[0] in ("law", "vectorstore", "qa", "ingest", "__main__")


def _place(citation: Citation) -> dict[str, Any]:
    return {
        "document": citation.document,
        "version": citation.version,
        "article": citation.address,
        "paragraph": citation.paragraph,
        "item": citation.item,
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "document": one.citation.document,
        "article": one.citation.address,
        "score": round(one.score, 4),
        "scores": {name: round(value, 4) for name, value in one.scores},
        "why": one.why,
    }


if __name__ == "__main__":
    typer.run(main)
