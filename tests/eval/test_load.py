"""The app under load, with few askers: the real app over a small build, asked on every road."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from eval.bench.load import conversations, serve, table
from eval.bench.site import running
from eval.questions import Case
from intake.assembly import ingest
from settings import Settings
from tests.eval.small_world import DEADLINE

LAW = """海塘管理办法

第一条　为了加强海塘管理，制定本办法。

第二条　县级水行政主管部门应当自受理申请之日起20日内作出决定。

第三条　在海塘上通行的车辆，总质量不得超过20吨。

第四条　违反本办法第三条规定的，责令改正，处2000元以上3万元以下罚款。
"""
QUESTIONS = (
    "多久作出决定",
    "车辆总质量不得超过多少",
    "罚多少",
    "谁作出决定",
    "超过20吨怎么处罚",
    "第二条说什么",
    "海塘上可以开车吗",
    "养老金怎么领",
)
CASES = tuple(replace(DEADLINE, id=str(n), question=question) for n, question in enumerate(QUESTIONS))


@pytest.mark.long
def test_three_askers_are_answered_as_one_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "海塘管理办法.txt").write_text(LAW, encoding="utf-8")
    settings = Settings(index_dir=tmp_path / "data", corpus_dir=tmp_path / "corpus")
    ingest(settings, [settings.corpus_dir], True, Console(file=io.StringIO()))
    said: list[str] = []
    served_from: list[Path] = []
    monkeypatch.setattr("eval.bench.load.running", lambda folder, kept: served_from.append(folder) or running(folder, kept))  # type: ignore[func-returns-value]
    # In a thread of its own: where a browser test ran before, this one's loop is taken.
    with ThreadPoolExecutor(1) as pool:
        served = pool.submit(
            serve, settings.index_dir, CASES, [3], minutes=0.05, rate=4, keep_answers=5, say=said.append, starts=1
        ).result()
    assert served_from == [settings.index_dir], "the app that is asked is the one whose start was measured"
    assert served.defects == 0, served.figures()
    assert [crowd.tally.road for crowd in served.crowds] == ["api", "call", "page"]
    assert all(len(crowd.tally.times) == 12 for crowd in served.crowds)
    assert served.soak and sum(len(tally.times) for tally in served.soak.tallies) == 12
    assert served.ready_seconds > 0 and 50 < served.ready_memory_mb < 2000
    assert json.dumps(served.figures()) and table(served).row_count == 1 + 3 + 3 + 3 + 1


def test_conversations_keep_follow_ups_behind_what_they_follow() -> None:
    follow_up = replace(DEADLINE, id="f", question="那罚款呢", history=("多久作出决定", "谁作出决定"))
    told = conversations([*CASES, follow_up])
    assert ("多久作出决定", "谁作出决定", "那罚款呢") in [one[:3] for one in told]
    assert len(set(told)) == len(told)
    assert sorted(question for one in told for question in one) == sorted([*QUESTIONS, *follow_up.history, follow_up.question])


@pytest.mark.parametrize("cases", [(), CASES[:1]])
def test_few_questions_make_few_conversations(cases: tuple[Case, ...]) -> None:
    assert len(conversations(cases)) == len(cases)
