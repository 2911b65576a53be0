"""From a question file and the settings to outcomes: what every command that asks questions does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.progress import track

from eval.commands.terminal import failure, notes
from eval.journal import Journal
from eval.limits import LimitError, read_limits, shortfalls
from eval.made import opened
from eval.metrics import Score, average
from eval.questions import Case, QuestionsError
from eval.run import Asks, Outcome, ask
from law.library import Library, LibraryError
from settings import SHIPPED_CROSS_ENCODER, Settings
from vectorstore.builds import BuildError
from vectorstore.embedder import fingerprint_of
from vectorstore.errors import EmbeddingError
from vectorstore.index import Index
from vectorstore.record import IndexUnreadable

QUESTIONS = Path(__file__).resolve().parents[1] / "questions.jsonl"
UNUSABLE = (BuildError, IndexUnreadable, EmbeddingError, LibraryError)
"""What opening a build raises, each with a sentence."""
SHAPING = {
    "embedding_model", "embedding_base_url", "context_up_to", "cross_encoder", "reranker", "chroma_url", "chat_model", "chat_base_url",
    "chat_deadline", "chat_max_tokens",
}  # fmt: skip
"""Settings that answers depend on."""

QuestionFile = Annotated[Path, typer.Option("--questions", help="Question file: one JSON object a line, or a .csv sheet.")]
Split = Annotated[Literal["dev", "held", "all"], typer.Option("--split", help="Which split to run.")]
Kind = Annotated[str | None, typer.Option("--kind", help="Only questions of this kind.")]
FailUnder = Annotated[
    str | None,
    typer.Option("--fail-under", help="correct=0.9,refusal=0.95: exit 1 where a measure is worse than that; see the report for the names."),
]


def limits_of(printed: str | None) -> dict[str, float]:
    """Read limits; wrong ones are wrong usage."""
    try:
        return read_limits(printed)
    except LimitError as error:
        raise typer.BadParameter(str(error), param_hint="--fail-under") from error


def hold(limits: dict[str, float], scores: Sequence[Score]) -> None:
    """End with 1 and a sentence for each limit that was missed."""
    if missed := shortfalls(limits, average("all", scores)):
        raise failure("\n".join(map(str, missed)))


def chosen(cases: Sequence[Case], split: str, kind: str | None) -> list[Case]:
    """Return the questions of a split and a kind. Raises QuestionsError where there is none."""
    found = [case for case in cases if split in ("all", case.split) and kind in (None, case.kind)]
    if not found:
        kinds = ", ".join(sorted({case.kind for case in cases}))
        raise QuestionsError(f"no question of split {split} and kind {kind or 'all'}; the kinds are {kinds}")
    return found


def asked(cases: Sequence[Case], assistant: Asks, as_of: str | None = None, journal: Journal | None = None) -> list[Outcome]:
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


def made_with(settings: Settings, library: Library, index: Index) -> dict[str, str]:
    """Return what an opened build answers with, and the models that the settings add."""
    reads = settings.cross_encoder and SHIPPED_CROSS_ENCODER.is_dir()
    made = opened(library, index) | {"cross-encoder": fingerprint_of(SHIPPED_CROSS_ENCODER) if reads else "none"}
    return made | ({"reranker": Path(settings.reranker).name} if settings.reranker else {})


def shaping(settings: Settings) -> dict[str, Any]:
    """Return the settings that answers depend on: with others, what was answered before does not count."""
    return settings.model_dump(mode="json", include=SHAPING)
