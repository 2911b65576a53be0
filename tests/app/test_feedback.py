"""What readers say of answers, what the log keeps, and what neither may hold."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import create_app
from qa.model import Question
from tests.app.shelf import BREAK, Desk
from ui.conversation import within
from ui.feedback import feedback_routes
from ui.masking import mask
from ui.questions_log import Logged

GIVEN = {
    "judgement": "wrong citation",
    "question": "怎么罚？",
    "citations": ["《办法》第六条"],
    "conclusion": "罚。",
    "comment": "应为第二十条",
}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("电话13812345678", "电话〔手机号〕"),
        ("打 138-1234-5678 或者 +86 13912345678。", "打 〔手机号〕 或者 〔手机号〕。"),
        ("身份证33010219900307451X丢了", "身份证〔身份证号〕丢了"),
        ("330102 19900307 4512", "〔身份证号〕"),
        ("卡号6222 0202 0011 2233 449", None),
        ("卡4111111111111111", "卡〔银行卡号〕"),
        ("写信到zhang.san@example.com.cn吧", "写信到〔邮箱〕吧"),
        ("座机0571-87654321", "座机〔电话〕"),
        ("第一千二百六十条，罚款20000元以上300000元以下", "第一千二百六十条，罚款20000元以上300000元以下"),
        ("浙江省人民政府令第362号，2018年2月1日", "浙江省人民政府令第362号，2018年2月1日"),
        ("浙政发〔2017〕47号 20180201", "浙政发〔2017〕47号 20180201"),
        ("订单1234567890123456", "订单1234567890123456"),
        ("产业规模500亿元、带动5000亿元，138家", "产业规模500亿元、带动5000亿元，138家"),
        ("第13812345678901234号", "第13812345678901234号"),
    ],
)
def test_personal_data_is_masked_and_nothing_else(said: str, kept: str | None) -> None:
    assert mask(said) == (kept if kept is not None else said)


def test_a_judgement_is_one_line_without_personal_data(clerk_desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "kept" / "feedback.jsonl"
    client = TestClient(create_app(lambda: clerk_desk, feedback_file=file))
    for judgement in ("helpful", "should have refused"):
        reply = client.post("/feedback", json={**GIVEN, "judgement": judgement, "comment": "我是13812345678"})
        assert reply.status_code == 200 and reply.json()["detail"]
    first, second = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    assert (first["judgement"], second["judgement"]) == ("helpful", "should have refused")
    assert first["comment"] == "我是〔手机号〕" and first["question"] == "怎么罚？" and first["time"].startswith("20")


def route_to(file: Path) -> TestClient:
    """The route alone: a whole site with its chat takes a second to make."""
    app = FastAPI()
    app.include_router(feedback_routes(file))
    return TestClient(app)


@pytest.mark.parametrize(
    "body", [{}, {**GIVEN, "judgement": "bad"}, {**GIVEN, "question": "长" * 2001}, {**GIVEN, "citations": ["x"] * 41}]
)
def test_a_wrong_judgement_is_refused(tmp_path: Path, body: dict[str, object]) -> None:
    client = route_to(tmp_path / "feedback.jsonl")
    assert client.post("/feedback", json=body).status_code == 422
    assert not (tmp_path / "feedback.jsonl").exists()


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    assert route_to(tmp_path).post("/feedback", json=GIVEN).status_code == 507


def test_the_log_holds_no_question_unless_wanted(clerk_desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    question = Question("举办体育赛事需要审批吗？13812345678")
    with caplog.at_level(logging.INFO, logger="tiaowen.questions"):
        Logged(clerk_desk.assistant).ask(question)
        Logged(clerk_desk.assistant, with_questions=True).ask(question)
        with pytest.raises(RuntimeError):
            Logged(clerk_desk.assistant).ask(Question(BREAK))
    quiet, full, broken = (json.loads(record.message) for record in caplog.records)
    assert "question" not in quiet and quiet["refused"] is False and quiet["citations"] == 1 and quiet["milliseconds"] >= 0
    assert full["question"] == "举办体育赛事需要审批吗？〔手机号〕"
    assert broken["error"] == "RuntimeError"


def test_an_answer_that_does_not_come_is_given_up() -> None:
    def slow():  # type: ignore[no-untyped-def]
        import time

        yield "first"
        time.sleep(5)
        yield "never"

    answers = within(slow(), 0.2)
    assert next(answers) == "first"  # type: ignore[comparison-overlap]
    with pytest.raises(TimeoutError):
        next(answers)
