"""What stands in front: which addresses exist, how large and how often one may ask, what a browser may do with a reply."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from app import create_app
from qa.model import Answer, Question
from tests.app.conftest import serving
from tests.app.shelf import Clerk, Desk
from ui.guard import ANSWERED_AT_ONCE, BODY_LIMIT, WINDOW_SECONDS, Pace, Turns
from ui.words import CHINESE


@pytest.mark.parametrize(
    "address",
    [
        "/gradio_api/upload", "/gradio_api/runs", "/gradio_api/run-history/records", "/gradio_api/proxy=https://example.com/",
        "/gradio_api/file=/etc/passwd", "/gradio_api/file/etc/passwd", "/gradio_api/openapi.json", "/openapi.json", "/monitoring",
        "/monitoring/summary", "/gradio_api/vibe-code/", "/gradio_api/process_recording", "/gradio_api/run/predict", "/login", "/token",
        "/gradio_api/deep_link", "/gradio_api/dev/reload", "/gradio_api/profiling/traces", "/gradio_api/stream/x", "/gradio_api/mcp/",
        "/en/gradio_api/upload", "/en/monitoring", "/en/en/", "//gradio_api/upload", "/gradio_api//upload", "/custom_component/x/y/z/w",
        "/gradio_api/component_server", "/gradio_api/upload_progress", "/.env", "/app.py",
    ],
)  # fmt: skip
def test_addresses_that_the_page_does_not_need_do_not_exist(pages: TestClient, address: str) -> None:
    for reply in (pages.get(address), pages.post(address, content=b"{}")):
        assert reply.status_code == 404
        assert "没有这个地址" in reply.text or "no such address" in reply.text


@pytest.mark.parametrize("address", ["/", "/en/", "/docs", "/healthz", "/page/style.css", "/nowhere", "/config"])
def test_every_reply_is_harmless(pages: TestClient, address: str) -> None:
    headers = pages.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    policy = headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in re.search(r"script-src ([^;]+)", policy)[1]  # type: ignore[index]
    assert "http" not in policy
    assert "server" not in headers


def test_no_page_names_a_script_or_style_of_another_host(pages: TestClient) -> None:
    for address in ("/", "/en/", "/docs"):
        loads = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', pages.get(address).text)
        assert loads
        assert not [load for load in loads if load.startswith(("http:", "https:", "//"))]


def test_a_body_that_says_it_is_large_is_refused(pages: TestClient) -> None:
    reply = pages.post("/gradio_api/call/chat", content=b"x" * (BODY_LIMIT + 1))
    assert reply.status_code == 413
    assert "太大" in reply.json()["detail"]


def test_a_body_that_hides_its_size_is_refused(site: str) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(BODY_LIMIT // 10_000 + 5):
            yield b"x" * 10_000

    with httpx.Client() as client:
        try:
            reply = client.post(f"{site}/en/gradio_api/call/chat", content=pieces(), timeout=10)
        except httpx.WriteError:
            return  # the server hung up before everything was written
    assert reply.status_code == 413
    assert "too large" in reply.json()["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"data":null}', b'{"data":[1,2,3,4]}', b'{"data":"x"}', b"\xff\xfe", b'{"data":[{"a":1}]}']
)
def test_broken_bodies_are_answered_without_a_trace(site: str, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    for route in ("call/chat", "queue/join"):
        reply = httpx.post(f"{site}/gradio_api/{route}", content=body, headers=headers, timeout=10)
        assert reply.status_code < 500
        assert "Traceback" not in reply.text and "site-packages" not in reply.text


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_asks_too_often_is_told_when_to_come_back() -> None:
    clock = Clock()
    pace = Pace(None, questions=3, reads=5, clock=clock)  # type: ignore[arg-type]
    assert [pace.wait("a", "question") for _ in range(3)] == [0, 0, 0]
    clock.now = 20.0
    assert pace.wait("a", "question") == 40
    assert pace.wait("b", "question") == 0, "another client is not held up"
    assert pace.wait("a", "read") == 0, "reading is counted apart"
    clock.now = WINDOW_SECONDS
    assert pace.wait("a", "question") == 0


def test_the_refusal_to_hurry_is_a_429_with_a_sentence() -> None:
    client = TestClient(Pace(PlainTextResponse("ok"), questions=1))
    assert client.post("/gradio_api/queue/join", json={}).status_code == 200
    reply = client.post("/gradio_api/queue/join", json={})
    assert reply.status_code == 429
    assert reply.headers["retry-after"].isdigit()
    assert re.search(r"请在 \d+ 秒后再试", reply.json()["detail"])
    assert "seconds" in client.post("/en/gradio_api/queue/join", json={}).json()["detail"]


class Held(Clerk):
    """Answers when it is let go."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.library)
        self.go = threading.Event()
        self.answering = threading.Semaphore(0)

    def ask(self, question: Question) -> Answer:
        self.answering.release()
        assert self.go.wait(30)
        return super().ask(question)


def test_who_asks_much_keeps_nobody_from_reading(clerk_desk: Desk) -> None:
    held = Held(clerk_desk)
    with (
        serving(create_app(lambda: Desk(held, clerk_desk.library), questions_a_minute=1000)) as address,
        ThreadPoolExecutor(60) as pool,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        try:
            asked = [pool.submit(client.post, "/api/v1/ask", json={"question": "举办体育赛事需要审批吗？"}) for _ in range(60)]
            assert all(held.answering.acquire(timeout=20) for _ in range(ANSWERED_AT_ONCE))
            for path in ("/healthz", "/readyz", "/docs", "/clause?doc=浙江省体育赛事管理办法&at=第六条"):
                assert client.get(path, timeout=10).status_code == 200, path
            assert not held.answering.acquire(timeout=0.2), "the others wait their turn"
        finally:
            held.go.set()
        assert {reply.result().status_code for reply in asked} == {200}


@pytest.mark.parametrize(
    ("method", "address", "waits"),
    [
        ("POST", "/api/v1/ask", True), ("GET", "/api/v1/search?k=3&q=体育", True), ("GET", "/ask?lang=zh&q=体育", True),
        ("GET", "/docs?q=体育&part=1", True), ("GET", "/docs?lang=en", False), ("GET", "/ask", False),
        ("GET", "/api/v1/documents", False), ("POST", "/gradio_api/queue/join", False),
    ],
)  # fmt: skip
def test_a_question_that_waited_too_long_is_told_that_many_ask(method: str, address: str, waits: bool) -> None:
    reply = TestClient(Turns(PlainTextResponse("ok"), at_once=0, seconds=0.05)).request(method, address)
    assert reply.status_code == (503 if waits else 200)
    assert reply.json()["detail"] == CHINESE.busy if waits else reply.text == "ok"
