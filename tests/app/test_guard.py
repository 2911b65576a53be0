"""What stands in front: which addresses exist, how large and how often one may ask, what a browser may do with a reply."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from ui.guard import BODY_LIMIT, WINDOW_SECONDS, Pace


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
