"""Gains and losses by question, and the reports."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from eval import report
from eval.baseline import BaselineError, Changes, compare, read_baseline, write_baseline
from eval.markdown import markdown
from eval.metrics import Score, score_all
from eval.run import Asks, ask_all
from tests.eval.small_world import CASES, Honest, Liar, Texts


def run(assistant: Asks) -> tuple[Score, ...]:
    ticks = iter(range(1000))
    return score_all(list(ask_all(CASES, assistant, clock=lambda: next(ticks) / 1000)), Texts())


def test_a_baseline_remembers_which_questions_were_right(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, run(Liar()))
    assert compare(read_baseline(path), run(Honest())) == Changes(gains=tuple(case.id for case in CASES), losses=(), added=())
    write_baseline(path, run(Honest()))
    assert compare(read_baseline(path), run(Liar())).losses == tuple(case.id for case in CASES)
    assert compare(read_baseline(path), run(Honest())) == Changes((), (), ())


def test_questions_that_one_side_does_not_know_are_neither_gained_nor_lost() -> None:
    assert compare({"d1": True, "gone": True}, run(Honest())) == Changes((), (), ("a1", "p1", "u1", "f1"))


@pytest.mark.parametrize(
    ("gains", "losses", "chance"),
    [(0, 0, 1), (1, 0, 1), (5, 0, 2 / 32), (4, 1, 2 * 6 / 32), (3, 3, 1), (0, 6, 2 / 64), (700, 700, 1), (0, 1200, 0)],
)
def test_how_likely_a_change_is_by_chance(gains: int, losses: int, chance: float) -> None:
    ids = tuple(map(str, range(1200)))
    assert Changes(ids[:gains], ids[:losses], ()).chance == pytest.approx(chance)


def test_equal_runs_write_equal_baselines(tmp_path: Path) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    write_baseline(first, run(Honest()))
    write_baseline(second, tuple(reversed(run(Honest()))))
    assert first.read_bytes() == second.read_bytes()


def test_no_baseline_yet_is_nothing_to_compare_and_a_broken_one_is_told(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "none.json") == {}
    (tmp_path / "broken.json").write_text('{"questions": []}')
    with pytest.raises(BaselineError, match="--save-baseline"):
        read_baseline(tmp_path / "broken.json")


def test_the_table_has_a_row_for_each_kind_style_language_document_and_split() -> None:
    console = Console(width=200, file=io.StringIO())
    console.print(report.table(report.sections(run(Honest()))))
    printed = console.file.getvalue()
    for name in ("all questions", "approval", "other (off-topic)", "colloquial", "en", "海塘管理办法", "held"):
        assert f"\n{name} " in printed or f"\n {name} " in printed, name


def test_the_reports_name_every_failure(tmp_path: Path) -> None:
    scores = run(Liar())
    page = markdown(report.as_json(scores, compare({"a1": True}, scores), {"questions": "questions.jsonl"}))
    assert "fully correct: 0 of 5" in page
    assert "- lost: a1" in page
    for score in scores:
        assert f"**{score.case.id}** {score.case.question}" in page
        assert score.case.question in report.failure_text(score).plain
    content = json.loads(json.dumps(report.as_json(scores, None, {})))
    assert [found["id"] for found in content["questions"]] == [case.id for case in CASES]
    assert content["questions"][0]["answer"]["quotes"][0]["citation"] == "《海塘管理办法》第十二条"
