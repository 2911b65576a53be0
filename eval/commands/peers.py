"""``peers``: what a tutorial builds over the same texts and model, on the same questions."""

from __future__ import annotations

import tempfile
from pathlib import Path

from eval.commands.asking import QUESTIONS, UNUSABLE, QuestionFile, Split, asked, chosen
from eval.commands.terminal import failure, show_table
from eval.metrics import average, score_all
from eval.questions import QuestionsError, read_questions
from intake.assembly import open_build
from intake.search import Search
from law.sources import SourceError, find_sources, read
from qa.assistant import Assistant
from settings import Settings


def ask_peers(
    *,
    questions: QuestionFile = QUESTIONS,
    split: Split = "all",
) -> None:
    """Run the same questions through what a tutorial builds over the same texts and model, side by side with the product."""
    from eval.peers import peers

    settings = Settings()
    try:
        cases = chosen(read_questions(questions), split, None)
        library, index = open_build(settings)
        texts = {path.name: read(path) for path in find_sources([settings.corpus_dir])}
    except (QuestionsError, SourceError, *UNUSABLE) as error:
        raise failure(str(error)) from error
    rows = [average("Tiaowen", score_all(asked(cases, Assistant(library, index)), library))]
    with tempfile.TemporaryDirectory() as folder:
        for name, pipeline in peers(texts, Search.of(settings).embedder, library, Path(folder)).items():
            rows.append(average(name, score_all(asked(cases, pipeline), library)))
    show_table({"all": rows})
