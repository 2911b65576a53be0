"""The command over the road that the app takes: a real build of the corpus, real answers."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from eval import made
from eval.__main__ import app
from eval.journal import Journal

QUESTIONS = (
    {"id": "a", "question": "体育赛事需要审批吗", "gold": [{"document": "浙江省体育赛事管理办法", "article": "第六条"}], "verdict": "no"},
    {"id": "b", "question": "《浙江省地理国情监测管理办法》何时施行", "kind": "effect", "facts": ["二〇一八年二月一日"]},
    {"id": "c", "question": "今天股市行情怎么样", "refuse": True, "unanswerable": "off-topic"},
)


@pytest.fixture
def here(gazette: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TIAOWEN_INDEX_DIR", str(gazette[0]))
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps(question, ensure_ascii=False) for question in QUESTIONS]
    (tmp_path / "three.jsonl").write_text("\n".join(lines), encoding="utf-8")
    yield tmp_path


def run(*more: str) -> Result:
    return CliRunner().invoke(app, ["--questions", "three.jsonl", "--baseline", "baseline.json", *more])


def results(printed: str) -> list[dict[str, Any]]:
    return [{name: value for name, value in one.items() if name != "ms"} for one in json.loads(printed)["questions"]]


def test_every_question_gets_a_result_and_equal_runs_are_equal(here: Path) -> None:
    first, second = run("--json", "-"), run("--json", "-")
    assert (first.exit_code, second.exit_code) == (0, 0), first.stderr
    assert [one["id"] for one in results(first.stdout)] == ["a", "b", "c"]
    assert results(first.stdout) == results(second.stdout)
    assert "broke the assistant" not in first.stderr


def test_what_is_quoted_is_found_verbatim_by_a_second_look(here: Path) -> None:
    found = results(run("--json", "-").stdout)
    quoted = [one for one in found if one["answer"]["quotes"]]
    assert quoted
    assert all(one["measures"]["verbatim"] == 1 for one in quoted)


def test_a_saved_baseline_is_what_the_next_run_is_compared_with(here: Path) -> None:
    assert run("--save-baseline").exit_code == 0
    saved = json.loads((here / "baseline.json").read_text(encoding="utf-8"))
    assert saved["questions"].keys() == {"a", "b", "c"}
    saved["questions"]["c"] = not saved["questions"]["c"]
    (here / "baseline.json").write_text(json.dumps(saved), encoding="utf-8")
    again = run()
    assert "against the baseline: 1 gained, 0 lost" in again.stdout or "against the baseline: 0 gained, 1 lost" in again.stdout
    assert "all questions" in again.stdout


def test_a_run_that_misses_a_limit_is_not_made_the_baseline(here: Path) -> None:
    assert run("--save-baseline", "--fail-under", "forbidden=0").exit_code == 1
    assert not (here / "baseline.json").exists()


def test_kept_runs_of_one_build_are_equal(here: Path) -> None:
    assert run("--save", "mine", "--runs", "runs").exit_code == 0
    assert run("--save", "other", "--runs", "runs").exit_code == 0
    assert (here / "runs" / "mine.json").read_bytes() == (here / "runs" / "other.json").read_bytes()
    assert not list((here / "runs").glob("*.part.jsonl")) and (here / "runs" / "mine.html").exists()
    told = CliRunner().invoke(app, ["compare", "mine", "other", "--runs", "runs"])
    assert told.stdout.startswith("0 gained, 0 lost, 0 answered in other words")


def test_a_run_says_what_answered_and_what_its_index_warns_of(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = Path(os.environ["TIAOWEN_INDEX_DIR"]) / (Path(os.environ["TIAOWEN_INDEX_DIR"]) / "current").read_text(encoding="utf-8")
    shutil.copytree(good, tmp_path / "data" / good.name)
    broken = tmp_path / "data" / "99991231-235959-000000-0000"
    broken.mkdir()
    (tmp_path / "data" / "current").write_text(broken.name, encoding="utf-8")
    monkeypatch.setenv("TIAOWEN_INDEX_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TIAOWEN_CROSS_ENCODER", "false")
    done = run("--json", "-")
    told = json.loads(done.stdout)["run"]
    assert told["build"] == good.name and broken.name in told["warnings"] and broken.name in done.stderr
    assert told["embedding model"].startswith("model@") and told["context model"].startswith("context_model@")
    assert told["cross-encoder"] == "none" and told["code"]
    monkeypatch.setenv("TIAOWEN_CROSS_ENCODER", "true")
    assert json.loads(run("--json", "-").stdout)["run"]["cross-encoder"].startswith("cross_encoder@")


def test_what_was_answered_with_other_code_is_asked_again(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Journal, "forget", lambda journal: None)

    def written() -> int:
        assert run("--save", "mine", "--runs", "runs").exit_code == 0
        return (here / "runs" / "mine.part.jsonl").read_text(encoding="utf-8").count("\n")

    assert (written(), written()) == (3, 3)
    monkeypatch.setattr(made, "code_version", lambda root, patterns: "other")
    assert written() == 6


def test_a_report_is_written_in_markdown_and_json(here: Path) -> None:
    assert run("--report", "report.md").exit_code == 0
    assert (here / "report.md").read_text(encoding="utf-8").startswith("# Evaluation")
    assert len(json.loads((here / "report.json").read_text(encoding="utf-8"))["questions"]) == 3


def test_a_run_under_its_limit_fails(here: Path) -> None:
    result = run("--fail-under", "correct=0,forbidden=1")
    assert result.exit_code == 1
    assert result.stderr.endswith("forbidden: no question is measured by it\n")
    assert run("--fail-under", "correct=0").exit_code == 0


def test_a_missing_build_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_INDEX_DIR", str(here / "nothing"))
    result = run()
    assert result.exit_code == 1
    assert "ingest.py" in result.stderr
    assert "Traceback" not in result.output
