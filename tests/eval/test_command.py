"""The command: what it refuses before anything runs, and when it fails after."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.__main__ import app
from eval.calibrate import CalibrationError, Judged, _held_out
from eval.limits import read_limits, shortfalls
from eval.metrics import Row
from qa.refusals.signs import NAMES

GOOD = '{"id":"q1","question":"多久","facts":["20日"]}\n'


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--fail-under", "beauty=1"], 2, "no measure 'beauty'"),
        (["--fail-under", "correct=high"], 2, "needs a number"),
        (["--fail-under", "false refusal=5"], 2, "needs a number from 0 to 1"),
        (["--fail-under", "correct=nan"], 2, "needs a number from 0 to 1"),
        (["--fail-under", "correct=-0.1"], 2, "needs a number from 0 to 1"),
        (["--fail-under", "correct=0.9,fully correct=0.1"], 2, "correct has two limits"),
        (["--save-baseline", "--split", "dev"], 2, "leave out --split"),
        (["--save-baseline", "--questions", "good.jsonl"], 2, "name another file with --baseline"),
        (["--as-of", "2018/1/15"], 2, "2018/1/15”不是日期"),
        (["--as-of", "昨天"], 2, "昨天”不是日期"),
        (["template", "none/a.csv"], 2, "there is no folder none"),
        (["candidates", "good.jsonl", "none/a.jsonl"], 2, "there is no folder none"),
        (["calibrate", "--shared", ".", "--limit", "2"], 2, "name a file with --out"),
        (["--save", "a/b"], 2, "is no name for a run"),
        (["--save", "a.times"], 2, "is no name for a run"),
        (["--save", "a.json"], 2, "is no name for a run"),
        (["--save", ""], 2, "is no name for a run"),
        (["--json", "none/a.json"], 2, "there is no folder none"),
        (["--report", "none/a.md"], 2, "there is no folder none"),
        (["--report", "a.json"], 2, "ends in .html or .md"),
        (["--baseline", "none/a.json"], 2, "there is no folder none"),
        (["laws", "--json", "none/a.json"], 2, "there is no folder none"),
        (["compare", "a", "b", "--html", "none/a.html"], 2, "there is no folder none"),
        (["--split", "test"], 2, "'test' is not one of"),
        (["--questions", "none.jsonl"], 1, "cannot read the questions"),
        (["--questions", "bad.jsonl"], 1, "bad.jsonl, line 2, question: Field required"),
        (["--questions", "good.jsonl", "--kind", "penalty"], 1, "no question of split all and kind penalty; the kinds are other"),
        (["--questions", "good.jsonl", "--baseline", "bad.jsonl"], 1, "is no baseline"),
        (["beir", "."], 1, "has no qrels"),
        (["beir", ".", "--run", "none/a.trec"], 2, "there is no folder none"),
        (["beir", ".", "--k", "1000"], 2, "250"),
        (["beir", ".", "--without", "sense"], 2, "'sense' is not one of"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, told: str) -> None:
    (tmp_path / "good.jsonl").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text(GOOD + '{"id":"q2"}\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERMINAL_WIDTH", "300")
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code
    assert told in result.stderr
    assert result.stdout == ""


def test_a_model_that_cannot_be_read_ends_calibration_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_EMBEDDING_MODEL", str(tmp_path / "none"))
    result = CliRunner().invoke(app, ["calibrate", "--shared", str(tmp_path), "--limit", "9", "--out", str(tmp_path / "gate.json")])
    assert result.exit_code == 1 and "TIAOWEN_EMBEDDING_MODEL" in result.stderr


def test_two_laws_are_too_few_to_calibrate_by() -> None:
    rows = [Judged(law, variant, "zh", (0.0,) * len(NAMES), False) for law in "ab" for variant in ("whole", "law", "near")]
    with pytest.raises(CalibrationError, match="2 laws are too few"):
        _held_out(rows, NAMES)


def test_limits_are_read_with_underscores_for_spaces_and_by_their_longer_names() -> None:
    assert read_limits("correct=0.9, false_refusal=.05") == {"correct": 0.9, "false refusal": 0.05}
    assert read_limits("fully_correct=0.95,quote_faithfulness=1.0") == {"correct": 0.95, "verbatim": 1.0}
    assert read_limits(None) == {}


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ({"correct": 0.8}, []),
        ({"correct": 0.9}, ["correct is 0.8000, under 0.9"]),
        ({"false refusal": 0.1}, []),
        ({"false refusal": 0.05}, ["false refusal is 0.1000, over 0.05"]),
        ({"verdict": 0.0}, ["verdict: no question is measured by it"]),
    ],
)
def test_a_missed_limit_is_told(limit: dict[str, float], told: list[str]) -> None:
    assert [str(one) for one in shortfalls(limit, Row("all", 10, {"correct": 0.8, "false refusal": 0.1}, 1, 2))] == told
