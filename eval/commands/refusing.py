"""``curve``, ``calibrate``, ``learn``, ``fit``, ``teach``: when the texts answer, what a stricter or a laxer gate would refuse, and what the answerer has learnt."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from eval import curve, report
from eval.commands.asking import QUESTIONS, UNUSABLE, QuestionFile, Split, asked, chosen
from eval.commands.terminal import failure, in_a_folder, notes
from eval.metrics import score_all
from eval.questions import QuestionsError, read_questions
from intake.assembly import open_build
from intake.search import Search
from qa.assistant import Assistant
from qa.fit import LEARNED as FITS
from qa.refusals.gate import WEIGHTS
from qa.wording.linear import LEARNED, save
from settings import SHIPPED_CONTEXT_MODEL, SHIPPED_CROSS_ENCODER, SHIPPED_MODEL, Settings
from vectorstore.cross import CrossEncoder
from vectorstore.errors import EmbeddingError

if TYPE_CHECKING:
    from eval.labelled import Labelled


def print_curve(
    *,
    questions: QuestionFile = QUESTIONS,
    split: Split = "all",
) -> None:
    """Print wrong answers against refusals for a stricter and a laxer gate."""
    try:
        cases = chosen(read_questions(questions), split, None)
        library, index = open_build(Settings())
    except (QuestionsError, *UNUSABLE) as error:
        raise failure(str(error)) from error
    assistant = Assistant(library, index)
    scores = score_all(asked(cases, assistant), library)
    weighed = curve.weigh(track(scores, "weighing", console=notes, transient=True), assistant, library)
    print(curve.told(curve.points(report.as_json(scores, None, {}, weighed)["questions"])))


def calibrate_gate(
    shared: Annotated[Path, typer.Option(help="Folder with laws/, questions/, stard/ and embedding/, as for vectorstore.train.")],
    *,
    limit: Annotated[int | None, typer.Option(min=1, help="Use only so many laws, to try it out; needs --out.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the weights go.", show_default="the product's own", callback=in_a_folder)] = None,
) -> None:
    """Learn when the texts answer and when they only sound like it, from questions about laws that no model has seen."""
    from eval import calibrate

    if limit and not out:
        raise typer.BadParameter("weights that were only tried out do not replace the product's: name a file with --out")
    try:
        weights, told = calibrate.calibrate(shared, Search.of(Settings(chroma_url=None)), limit)
    except FileNotFoundError as missing:
        raise failure(f"{missing.filename} is missing: --shared must hold laws/, questions/, stard/ and embedding/") from missing
    except (calibrate.CalibrationError, EmbeddingError) as error:
        raise failure(str(error)) from error
    calibrate.write(weights, out or WEIGHTS)
    print(told)


def learn_understanding(
    shared: Annotated[Path, typer.Option(help="Folder with laws/ and questions/.")],
    *,
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = LEARNED,
) -> None:
    """Learn what kind of answer a question wants and what a clause says to it, from labelled questions about other laws."""
    from eval import learn

    models, told = learn.learn(_labelled(shared))
    save(out, models)
    print(told)


def fit_clauses(
    shared: Annotated[Path, typer.Option(help="Folder with laws/ and questions/.")],
    *,
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = FITS,
) -> None:
    """Learn which words of a clause decide a question of a kind, from labelled questions about other laws."""
    from eval import fit

    fits, told = fit.learn(_labelled(shared))
    fit.write(fits, out)
    print(told)


def teach_transformers(
    shared: Annotated[Path, typer.Option(help="Folder with laws/, questions/, stard/ and embedding/, as for vectorstore.train.")],
    *,
    begin: Annotated[Path, typer.Option(help="The context model to go on from.")] = SHIPPED_CONTEXT_MODEL,
    steps: Annotated[tuple[int, int, int, int] | None, typer.Option(help="Of the four tasks.", show_default="1200 1230 2350 2750")] = None,
    out: Annotated[Path, typer.Option(help="Folder that context_model/ and cross_encoder/ go into.")] = SHIPPED_CROSS_ENCODER.parent,
    pack: Annotated[
        Path | None, typer.Option(help="Only write what they learn from, for vectorstore.train.card on another machine.")
    ] = None,
    measure: Annotated[bool, typer.Option("--measure", help="Only say how good the cross-encoder in OUT is.")] = False,
) -> None:
    """Teach the small transformers which text answers, and yes or no: hours on two processors, minutes on a card. Takes the extra [train]."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        from eval import teach
        from eval.pack import pack as packed
        from vectorstore.train import card

        if pack is not None:
            packed(shared, SHIPPED_MODEL, begin).save(pack)
        elif measure:
            print(teach.measured(CrossEncoder(out / card.CROSS), packed(shared, SHIPPED_MODEL, begin)))
        else:
            print(teach.teach(shared, SHIPPED_MODEL, begin, out, steps=steps or card.STEPS))
    except FileNotFoundError as missing:
        raise failure(f"{missing.filename} is missing: --shared must hold laws/, questions/, stard/ and embedding/") from missing
    except ModuleNotFoundError as missing:
        raise failure(f"{missing.name} is missing: pip install -e '.[train]'") from missing


def _labelled(shared: Path) -> list[Labelled]:
    from eval import labelled

    try:
        return labelled.read_labelled(shared)
    except FileNotFoundError as missing:
        raise failure(f"{missing.filename} is missing: --shared must hold laws/ and questions/") from missing
