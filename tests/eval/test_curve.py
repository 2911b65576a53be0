"""The curve of wrong answers against refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eval import report
from eval.curve import every_point, points, told, weigh
from eval.metrics import score_all
from eval.page import report_html
from eval.questions import Case, Gold
from eval.run import ask_all
from eval.saved import write_run
from law.library import Library
from qa.assistant import Assistant
from tests.qa.conftest import assistant_over


def question(answerable: bool, sure: float | None, behind: str) -> dict[str, Any]:
    measures = {"false refusal": 0.0} if answerable else {"refusal": 0.0}
    return {"measures": measures, "correct": behind == "right", "answer": {"refused": False}, "gate": {"sure": sure, "behind": behind}}


NAMED = {"measures": {"false refusal": 0.0}, "correct": False, "answer": {"refused": False}}
FOUR = [question(True, 0.4, "right"), question(True, 9.0, "right"), question(False, 0.4, "wrong"), question(True, None, "wrong")]


def test_a_stricter_gate_refuses_more_and_is_wrong_less() -> None:
    found = points(FOUR, (0.0, 1.0, 10.0))
    assert [(one.answerable_refused, one.unanswerable_refused, one.wrong) for one in found] == [
        (0.0, 0.0, 0.5),
        (1 / 3, 1.0, 0.25),
        (2 / 3, 1.0, 0.25),
    ]
    assert told(found).split("\n")[2].split() == ["1.00", "33.3%", "100.0%", "25.0%"]


def test_questions_that_the_gate_is_not_asked_about_stay_as_they_are() -> None:
    assert [one.wrong for one in points([*FOUR, NAMED], (0.0, 100.0))] == [0.6, 0.4]
    assert points([NAMED]) == []


def test_every_step_of_the_curve_is_there_once() -> None:
    assert [one.wrong for one in every_point(FOUR)] == [0.5, 0.25, 0.25]


LAW = """甲市养犬管理办法

第一条　养犬人应当为犬只办理登记。

第二条　违反本办法第一条规定的，由公安机关责令改正，处二百元以上一千元以下的罚款。

第三条　本办法所称养犬人，是指饲养犬只的单位和个人。
"""
CASES = (
    Case("a", "养狗不登记罚多少", gold=(Gold("甲市养犬管理办法", "第二条"),)),
    Case("b", "甲市养犬管理办法第一条说什么", gold=(Gold("甲市养犬管理办法", "第一条"),)),
    Case("c", "甲市养犬管理办法第九条说什么", refuse=True, unanswerable="near-domain"),
    Case("d", "今天股市行情怎么样", refuse=True, unanswerable="off-topic"),
)


def content(assistant: Assistant, library: Library) -> dict[str, Any]:
    scores = score_all(list(ask_all(CASES, assistant)), library)
    return report.as_json(scores, None, {"questions": "four"}, weigh(scores, assistant, library))


def test_a_run_is_weighed_as_the_assistant_answers(tmp_path: Path) -> None:
    with assistant_over(tmp_path, LAW) as assistant, Library.open(tmp_path / "library.sqlite") as library:
        made = content(assistant, library)
        gates = [one.get("gate") for one in made["questions"]]
        assert gates[1] is not None and gates[1]["sure"] is None, "a provision that is named needs no gate"
        assert gates[2] is None, "a provision that is not there is corrected before the gate"
        assert gates[3] is not None and gates[3]["sure"] < 1
        (shipped,) = points(made["questions"], (1.0,))
        refused = [bool(one["answer"]["refused"]) for one in made["questions"]]
        assert (shipped.answerable_refused, shipped.unanswerable_refused) == (sum(refused[:2]) / 2, sum(refused[2:]) / 2)


def test_the_report_draws_the_curve_from_the_saved_run_alone(tmp_path: Path) -> None:
    with assistant_over(tmp_path, LAW) as assistant, Library.open(tmp_path / "library.sqlite") as library:
        first, second = (write_run(tmp_path, name, content(assistant, library)).read_bytes() for name in ("a", "b"))
    assert first == second
    page = report_html(json.loads(first))
    assert page == report_html(json.loads(second))
    assert "answerable questions refused, %" in page and "If it refused more, or less" in page
    timeless = json.loads(first)
    for one in timeless["questions"]:
        one.pop("gate", None)
    assert "If it refused more, or less" not in report_html(timeless)
