"""The HTTP API as a script calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app import create_app
from tests.app.shelf import BREAK, Desk

QUESTION = "举办体育赛事需要审批吗？"


@pytest.fixture(scope="module")
def schema(pages: TestClient) -> dict[str, object]:
    found: dict[str, object] = pages.get("/api/v1/openapi.json").json()
    return found


def test_the_description_names_every_route(schema: dict[str, object]) -> None:
    assert set(schema["paths"]) == {"/ask", "/search", "/documents", "/provision", "/penalties"}  # type: ignore[call-overload]


def test_an_answer_carries_its_quotations(pages: TestClient) -> None:
    reply = pages.post("/api/v1/ask", json={"question": QUESTION, "history": ["谁负责？"], "as_of": "2019-01-01"}).json()
    assert reply["conclusion"].startswith("有规定") and not reply["refused"]
    (cited,) = reply["citations"]
    assert cited["citation"] == "《浙江省体育赛事管理办法》第六条第一款" and cited["article"] == "第六条" and cited["paragraph"] == 1
    assert "不实行审批" in cited["quote"]
    assert pages.get(cited["url"]).status_code == 200


def test_the_day_and_the_history_reach_the_assistant(pages: TestClient, clerk_desk: Desk) -> None:
    pages.post("/api/v1/ask", json={"question": QUESTION, "history": ["甲", "乙"], "as_of": "2019-01-01"})
    asked = clerk_desk.assistant.asked[-1]
    assert (asked.history, asked.as_of) == (("甲", "乙"), "2019-01-01")


def test_a_refusal_is_an_answer(pages: TestClient) -> None:
    reply = pages.post("/api/v1/ask", json={"question": "养老金怎么领？"})
    assert reply.status_code == 200 and reply.json()["refused"] and reply.json()["reason"]


@pytest.mark.parametrize("body", [{}, {"question": 3}, {"question": "x" * 100_001}, {"question": QUESTION, "as_of": "昨天"}, []])
def test_a_wrong_body_is_refused(pages: TestClient, body: object) -> None:
    assert pages.post("/api/v1/ask", json=body).status_code == 422


def test_search_says_why_and_with_which_scores(pages: TestClient) -> None:
    found = pages.get("/api/v1/search", params={"q": "竞赛规程公布", "k": 3}).json()
    assert [one["article"] for one in found][:1] == ["第十二条"] and len(found) == 3
    assert found[0]["why"] and found[0]["score"] >= found[1]["score"]
    assert pages.get("/api/v1/search", params={"q": "  "}).status_code == 400


@pytest.mark.parametrize(
    ("citation", "status"),
    [
        ("《浙江省体育赛事管理办法》第十二条第二款", 200),
        ("《浙江省体育赛事管理办法》第九十九条", 404),
        ("《没有的办法》第一条", 404),
        ("随便写写", 400),
    ],
)
def test_a_provision_by_its_citation(pages: TestClient, citation: str, status: int) -> None:
    reply = pages.get("/api/v1/provision", params={"citation": citation})
    assert reply.status_code == status
    if status == 200:
        assert reply.json()["text"] == "竞赛规程应当包括赛事名称、时间、地点。"
    else:
        assert reply.json()["detail"]


def test_a_duty_names_its_penalty_and_the_table_agrees(pages: TestClient) -> None:
    provision = pages.get("/api/v1/provision", params={"citation": "《浙江省体育赛事管理办法》第十条"}).json()
    assert provision["penalised_by"] == ["《浙江省体育赛事管理办法》第二十条"]
    table = pages.get("/api/v1/penalties", params={"amount": "5000"}).json()
    assert table["total"] == 1
    assert table["penalties"][0]["range"] == "2000元以上3万元以下"
    assert table["penalties"][0]["basis"]["citation"] == "《浙江省体育赛事管理办法》第二十条"


def test_documents_are_listed(pages: TestClient) -> None:
    titles = [one["title"] for one in pages.get("/api/v1/documents").json()]
    assert "浙江省新一代人工智能发展规划" in titles


def test_what_breaks_shows_no_trace(pages: TestClient) -> None:
    reply = pages.post("/api/v1/ask", json={"question": BREAK})
    assert reply.status_code == 500 and "secret" not in reply.text and "Traceback" not in reply.text


def test_without_documents_the_api_says_so() -> None:
    client = TestClient(create_app(lambda: None), raise_server_exceptions=False)
    for reply in (client.get("/api/v1/documents"), client.post("/api/v1/ask", json={"question": QUESTION})):
        assert reply.status_code == 503 and "文件" in reply.json()["detail"]


def test_a_paused_service_answers_no_question(clerk_desk: Desk, tmp_path: Path) -> None:
    off = tmp_path / "OFF"
    client = TestClient(create_app(lambda: clerk_desk, off_file=off), raise_server_exceptions=False)
    assert client.post("/api/v1/ask", json={"question": QUESTION}).status_code == 200
    off.touch()
    reply = client.post("/api/v1/ask", json={"question": QUESTION})
    assert reply.status_code == 503 and reply.headers["x-service"] == "off" and "暂停" in reply.json()["detail"]
    assert client.get("/docs").status_code == 200, "reading goes on"
    off.unlink()
    assert client.post("/api/v1/ask", json={"question": QUESTION}).status_code == 200
