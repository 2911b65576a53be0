"""The questions that ship, asked of a real build of the corpus: what may never break, and floors below which an answerer is worse than it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from eval.commands.asking import QUESTIONS
from eval.metrics import Row, average, score_all
from eval.questions import read_questions
from eval.run import ask_all
from ingest import ingest, open_build
from qa.assistant import Assistant
from settings import Settings

FLOORS = {"correct": 0.59, "hit@3": 0.86, "citation precision": 0.73, "citation recall": 0.71, "refusal": 0.56, "verdict": 0.28}
"""About three points below the figures when this was written: less is a loss that somebody must mean."""


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Row]:
    settings = Settings(index_dir=Path(tmp_path_factory.mktemp("shipped")))
    ingest(settings, [settings.corpus_dir], False, Console(quiet=True))
    library, index = open_build(settings)
    outcomes = list(ask_all(read_questions(QUESTIONS), Assistant(library, index)))
    assert [outcome.error for outcome in outcomes if outcome.error] == []
    yield average("all", score_all(outcomes, library))
    index.close()
    library.close()


def test_every_quotation_of_every_answer_is_verbatim_at_its_address(reached: Row) -> None:
    assert reached.measures["verbatim"] == 1.0


def test_nothing_forbidden_is_said(reached: Row) -> None:
    assert reached.measures["forbidden"] == 0.0


@pytest.mark.parametrize("measure", FLOORS)
def test_answers_are_no_worse_than_they_were(reached: Row, measure: str) -> None:
    assert reached.measures[measure] >= FLOORS[measure]


def test_few_answerable_questions_are_refused(reached: Row) -> None:
    assert reached.measures["false refusal"] <= 0.10
