"""A new build answers only where it answers a question set well enough; otherwise the one before goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest import app, open_build
from settings import Settings
from tests.test_ingest import SPORTS
from vectorstore.builds import BuildError, Builds

QUESTIONS = (
    {"id": "a", "question": "举办体育赛事需要审批吗", "gold": [{"document": "浙江省体育赛事管理办法", "article": "第三条"}], "facts": ["不实行行政许可"]},
    {"id": "b", "question": "今天股市行情怎么样", "refuse": True, "unanswerable": "off-topic"},
)  # fmt: skip
WELL = "fully_correct=1.0,quote_faithfulness=1.0"


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "体育.txt").write_text(SPORTS, encoding="utf-8")
    (tmp_path / "two.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in QUESTIONS), encoding="utf-8")
    monkeypatch.setenv("TIAOWEN_CORPUS_DIR", str(tmp_path / "corpus"))
    monkeypatch.setenv("TIAOWEN_INDEX_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return Builds(tmp_path / "data")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def amend(old: str, new: str) -> None:
    Path("corpus/体育.txt").write_text(SPORTS.replace(old, new), encoding="utf-8")


def words_of_article_three() -> str:
    library, index = open_build(Settings())
    index.close()
    with library:
        return library.document("浙江省体育赛事管理办法").provisions[2].text


def test_a_build_that_answers_well_enough_is_switched_to(builds: Builds) -> None:
    done = run("--gate", "two.jsonl", "--fail-under", WELL)
    assert done.exit_code == 0, done.stderr
    assert "试答达到要求" in done.stdout
    kept = json.loads((builds.root / "gate" / f"{builds.current().name}.json").read_text(encoding="utf-8"))
    assert [one["correct"] for one in kept["questions"]] == [True, True]


def test_a_build_that_answers_worse_is_not_and_the_one_before_goes_on(builds: Builds) -> None:
    assert run("--gate", "two.jsonl", "--fail-under", WELL).exit_code == 0
    before = builds.current()
    amend("不实行行政许可", "实行行政许可")
    done = run("--gate", "two.jsonl", "--fail-under", WELL)
    assert done.exit_code == 1
    assert "correct 为 0.5000，低于 1.0" in done.stderr and "verbatim" not in done.stderr
    assert "原来的索引未改动，照常回答" in done.stderr
    assert builds.current() == before and builds.finished() == (before,) and builds.leftovers() == ()
    assert words_of_article_three() == "举办体育赛事不实行行政许可。"
    (page,) = [path for path in (builds.root / "gate").glob("*.html") if path.stem != before.name]
    assert str(page) in done.stderr
    assert "0 gained, 1 lost" in page.read_text(encoding="utf-8")
    assert "provisions whose words changed: 《浙江省体育赛事管理办法》（2018-02-01）第三条" in page.read_text(encoding="utf-8")


def test_a_build_that_misses_the_limits_is_not_used_even_where_there_is_no_other(builds: Builds) -> None:
    amend("不实行行政许可", "实行行政许可")
    done = run("--gate", "two.jsonl", "--fail-under", WELL)
    assert done.exit_code == 1 and "还没有能回答的索引" in done.stderr
    with pytest.raises(BuildError):
        builds.current()
    assert run("--gate", "two.jsonl", "--fail-under", "correct=0.5").exit_code == 0
    assert words_of_article_three() == "举办体育赛事实行行政许可。"


def test_a_build_that_stays_because_nothing_changed_is_asked_as_well(builds: Builds) -> None:
    amend("不实行行政许可", "实行行政许可")
    assert run().exit_code == 0
    before = builds.current()
    done = run("--gate", "two.jsonl", "--fail-under", WELL)
    assert done.exit_code == 1
    assert "没有变化，索引未改动" in done.stderr and "correct 为 0.5000，低于 1.0" in done.stderr
    done = run("--gate", "two.jsonl", "--fail-under", "correct=0.5")
    assert done.exit_code == 0 and "试答达到要求" in done.stdout
    assert builds.finished() == (before,)


def test_the_settings_may_ask_for_it_and_reports_of_builds_that_are_gone_go(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_GATE_QUESTIONS", "two.jsonl")
    monkeypatch.setenv("TIAOWEN_GATE_FAIL_UNDER", WELL)
    monkeypatch.setenv("TIAOWEN_KEEP_BUILDS", "1")
    assert run().exit_code == 0
    first = builds.current().name
    amend("不实行行政许可", "实行行政许可")
    assert run().exit_code == 1
    assert {path.stem for path in (builds.root / "gate").glob("*.html")} >= {first}
    amend("突发事件", "突发情况")
    assert run().exit_code == 0
    amend("突发事件", "意外事件")
    assert run().exit_code == 0
    assert first not in {path.stem for path in (builds.root / "gate").glob("*.html")}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--gate", "two.jsonl"], 2, "--fail-under"),
        (["--fail-under", "correct=1"], 2, "--gate"),
        (["--gate", "two.jsonl", "--fail-under", "beauty=1"], 2, "no measure 'beauty'"),
        (["--gate", "two.jsonl", "--fail-under", ","], 2, "no measure ''"),
        (["--gate", "none.jsonl", "--fail-under", "correct=1"], 1, "cannot read the questions"),
    ],
)
def test_wrong_use_is_told_before_anything_is_built(builds: Builds, arguments: list[str], code: int, told: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, told in done.stderr) == (code, True), done.stderr
    assert not builds.root.exists()
