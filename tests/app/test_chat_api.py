"""The chat as a program calls it: through Gradio's own client."""

from __future__ import annotations

import json

import httpx
import pytest
from gradio_client import Client

from tests.app.shelf import Desk


@pytest.fixture(scope="module")
def client(site: str) -> Client:
    return Client(site, verbose=False)


def test_a_program_gets_the_answer_as_text(client: Client) -> None:
    answer = client.predict("举办体育赛事需要审批吗？", api_name="/chat")
    assert answer.startswith("有规定")
    assert "对体育赛事不实行审批" in answer and "《浙江省体育赛事管理办法》第六条" in answer


def test_a_program_can_hand_on_earlier_questions(client: Client, clerk_desk: Desk) -> None:
    client.predict("怎么罚？", ["竞赛规程应当提前公布吗"], api_name="/chat")
    assert clerk_desk.assistant.asked[-1].history == ("竞赛规程应当提前公布吗",)


@pytest.mark.parametrize(
    ("question", "said"),
    [("", "请先写下"), ("问" * 100_000, "问题太长了：最多 1,000 个字，现在有 100,000 个字"), ("\x00\u202e", "请先写下")],
)
def test_a_bad_question_gets_a_sentence_at_once(client: Client, question: str, said: str) -> None:
    assert said in client.predict(question, api_name="/chat")


def test_only_the_chat_is_public(site: str) -> None:
    assert list(httpx.get(f"{site}/gradio_api/info").json()["named_endpoints"]) == ["/chat"]


def test_the_page_says_nothing_to_gradio_the_company(site: str) -> None:
    config = httpx.get(f"{site}/config").json()
    assert not config["analytics_enabled"]
    assert config["footer_links"] == []
    assert "api.gradio.app" not in json.dumps(config)


def test_the_api_speaks_english_on_the_english_page(site: str) -> None:
    assert "write your question" in Client(f"{site}/en/", verbose=False).predict("", api_name="/chat")
