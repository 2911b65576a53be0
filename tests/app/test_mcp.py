"""The MCP tools, called by a real client."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.app.shelf import Desk
from ui.mcp_server import mcp_server

pytest.importorskip("mcp", reason="the extra mcp is not installed")


def finished(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end in a thread of its own: the browser's tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def called(desk: Desk, name: str, arguments: dict[str, Any]) -> Any:
    from mcp import Client

    async def call() -> Any:
        async with Client(mcp_server(desk)) as client:
            return await client.call_tool(name, arguments)

    return finished(call())


def test_the_tools_are_those_of_the_api(clerk_desk: Desk) -> None:
    from mcp import Client

    async def names() -> set[str]:
        async with Client(mcp_server(clerk_desk)) as client:
            return {tool.name for tool in (await client.list_tools()).tools}

    assert finished(names()) == {"ask", "search", "provision", "documents", "penalties"}


def test_an_answer_carries_its_quotations(clerk_desk: Desk) -> None:
    reply = called(clerk_desk, "ask", {"question": "举办体育赛事需要审批吗？", "as_of": "2019-01-01"})
    found = reply.structured_content
    assert not found["refused"] and found["citations"][0]["citation"] == "《浙江省体育赛事管理办法》第六条第一款"
    assert clerk_desk.assistant.asked[-1].as_of == "2019-01-01"


def test_penalties_by_amount(clerk_desk: Desk) -> None:
    found = called(clerk_desk, "penalties", {"amount": "3万"}).structured_content["result"]
    assert [one["range"] for one in found] == ["2000元以上3万元以下"]


@pytest.mark.parametrize("citation", ["《浙江省体育赛事管理办法》第九十九条", "《没有的办法》第一条", "随便写写"])
def test_a_wrong_citation_is_a_sentence(clerk_desk: Desk, citation: str) -> None:
    reply = called(clerk_desk, "provision", {"citation": citation})
    assert reply.is_error and "Traceback" not in reply.content[0].text
