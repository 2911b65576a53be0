"""``laws``, ``bundles``, ``published``, ``open-laws``, ``mutate``: questions on texts other than the corpus, and on the corpus changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from eval import bundles, laws, open_laws, report
from eval.commands.asking import UNUSABLE, FailUnder, Kind, Split, asked, chosen, hold, limits_of, made_with
from eval.commands.terminal import JsonOut, ShowFailures, failure, notes, show, write_json
from eval.metrics import Score, score_all
from eval.questions import Case, QuestionsError, read_questions
from intake.assembly import FAILURES, ingest, open_build
from intake.search import Search
from law.gazette import parse
from law.sources import SourceError, find_sources, read
from qa.assistant import Assistant
from settings import ROOT, Settings

CORPUS = ROOT / "corpus"
PUBLISHED = Path(__file__).resolve().parents[1] / "published"
"""Invented texts in every form that offices publish, each folder with how it is to be read and with questions about it."""


Groups = Iterable[tuple[Sequence[Path], Sequence[Case]]]
"""Texts of one build each, with the questions about them."""


def _over_open_laws(questions: Path, texts: Callable[[Path, Sequence[Case], Path], Groups], told: str) -> Callable[..., None]:
    """Return the command, described as ``told``, that asks questions over groups of ``texts``, which need the open laws and a folder to write to."""

    def ask(
        shared: Annotated[Path, typer.Option(help="Folder that holds laws/open_laws.tar.xz.")] = laws.SHARED,
        *,
        split: Split = "all",
        kind: Kind = None,
        failures: ShowFailures = None,
        json_out: JsonOut = None,
        fail_under: FailUnder = None,
    ) -> None:
        def groups() -> Groups:
            with tempfile.TemporaryDirectory() as folder:
                yield from texts(shared, chosen(read_questions(questions), split, kind), Path(folder))

        _ask(questions.name, groups(), split, kind, limits_of(fail_under), failures, json_out)

    ask.__doc__ = told
    return ask


ask_about_other_laws = _over_open_laws(
    laws.QUESTIONS,
    lambda shared, cases, folder: [(laws.copy_laws(shared, laws.names(), folder), cases)],
    "Ask the shipped questions on laws other than the corpus, over a build of those laws that is made for it and goes away.",
)
ask_about_bundles = _over_open_laws(
    bundles.QUESTIONS,
    lambda shared, cases, folder: ((bundles.write(shared, places, folder), about) for places, about in bundles.apart(cases)),
    "Ask the shipped questions over eight bundles of six laws and policy documents, over a build of each that is made for it and goes away.",
)


def ask_about_published_texts(
    *,
    split: Split = "all",
    kind: Kind = None,
    failures: ShowFailures = None,
    json_out: JsonOut = None,
    fail_under: FailUnder = None,
) -> None:
    """Ask the shipped questions on invented texts as web pages, gazettes and offices print them: statutes, orders, policies and others."""
    groups = (
        (sorted(folder.glob("*.txt")), cases)
        for folder in sorted(PUBLISHED.iterdir())
        if (
            cases := [one for one in read_questions(folder / "questions.jsonl") if split in ("all", one.split) and kind in (None, one.kind)]
        )
    )
    _ask(PUBLISHED.name, groups, split, kind, limits_of(fail_under), failures, json_out)


def _ask(
    questions: str, groups: Groups, split: Split, kind: Kind, limits: dict[str, float], failures: ShowFailures, json_out: JsonOut
) -> None:
    """Ask the questions of each group over a build of its texts, and show how well all were answered."""
    scores: list[Score] = []
    made: dict[str, str] = {}
    try:
        for sources, cases in groups:
            found, made = _asked_over(sources, cases)
            scores += found
    except (QuestionsError, laws.LawsError, *UNUSABLE, *FAILURES) as error:
        raise failure(str(error)) from error
    show(scores, None, quiet=str(json_out) == "-", failures=bool(failures))
    if json_out:
        write_json(json_out, report.as_json(scores, None, {"questions": questions, "split": split, "kind": kind or "all", **made}))
    hold(limits, scores)


def _asked_over(sources: Sequence[Path], cases: Sequence[Case]) -> tuple[tuple[Score, ...], dict[str, str]]:
    """Ask questions over a build of some files that is made for them and goes away; return the scores, and what answered."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings().model_copy(update={"index_dir": Path(folder) / "index", "chroma_url": None})
        ingest(settings, tuple(sources), False, notes)
        library, index = open_build(settings)
        scores = score_all(asked(cases, Assistant(library, index)), library)
        made = made_with(settings, library, index)
        index.close()
    return scores, made


def write_open_laws(
    shared: Annotated[Path, typer.Argument(help="Folder with laws/, questions/, stard/ and embedding/.")],
    out: Annotated[Path, typer.Argument(help="Folder to write: corpus/ and questions.jsonl.")],
    count: Annotated[int, typer.Option("--laws", min=1, help="How many laws.")] = 300,
) -> None:
    """Write open laws and questions about them that no training saw, as a corpus to ingest and a question file to run."""
    from vectorstore.train import recipe

    try:
        held_out = recipe.read_material(shared, recipe.LAY_SHARE, recipe.SEED).held_out
    except OSError as error:
        raise failure(f"cannot read {shared}: {error}") from error
    written = open_laws.write(shared, out, count, held_out)
    print(f"{written} questions; now: TIAOWEN_INDEX_DIR={out}/index python ingest.py {out}/corpus, then")
    print(f"TIAOWEN_INDEX_DIR={out}/index python -m eval --questions {out}/questions.jsonl")


def ask_after_changes(
    *,
    corpus: Annotated[Path, typer.Option(help="Folder or file with the source documents.")] = CORPUS,
    limit: Annotated[int | None, typer.Option(help="Ask about so many changes of a round.")] = None,
    failures: ShowFailures = None,
) -> None:
    """Change amounts, periods, modality and articles in a copy of the corpus: the answers must follow or refuse."""
    from eval import mutate

    try:
        documents = [one for path in find_sources([corpus]) for one in parse(read(path), path.name).documents]
        verdicts = list(
            track(mutate.mutate(documents, Search.of(Settings(chroma_url=None)), limit), "changing", console=notes, transient=True)
        )
    except (SourceError, *UNUSABLE) as error:
        raise failure(str(error)) from error
    for one in verdicts if failures else ():
        if one.counts and not one.followed:
            print(
                f"{one.change.kind}\t{one.change.place}\t{one.change.before} → {one.change.after}\n\t{one.change.question}\n\t{one.new.text[:200]!r}"
            )
    print(mutate.told(verdicts))
