"""What the chat keeps of its readers in memory, and for how long."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from app import create_app
from eval.bench.roads import Caller, Reader, client_for
from tests.app.conftest import serving
from tests.app.shelf import Desk
from ui.sessions import CLOSED_TIME, EMPTY_TIME, TidySessions

NOW = datetime(2026, 1, 1)


def page(**sessions: Any) -> Any:
    holder = SimpleNamespace(session_data=dict(sessions), time_last_used={name: one.used for name, one in sessions.items()})
    waiting = {name: set(range(one.waits)) for name, one in sessions.items()}
    return SimpleNamespace(state_holder=holder, _queue=SimpleNamespace(pending_event_ids_session=waiting))


def session(idle: timedelta, *, asked: bool = False, closed: bool = False, waits: int = 0) -> Any:
    return SimpleNamespace(used=NOW - idle, state_data={14: ()} if asked else {}, is_closed=closed, waits=waits)


def apart(work: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: where a browser test ran before, this one's loop is taken."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def reach_nothing(*_: object) -> None:
    return None


@pytest.fixture
def swept() -> Iterator[Any]:
    second = timedelta(seconds=1)
    yield page(
        fresh_call=session(EMPTY_TIME - second),
        old_call=session(EMPTY_TIME + second),
        call_still_answered=session(EMPTY_TIME + second, waits=1),
        open_page=session(timedelta(hours=5), asked=True),
        page_in_a_tunnel=session(CLOSED_TIME - second, asked=True, closed=True),
        page_left=session(CLOSED_TIME + second, asked=True, closed=True),
    )


def test_what_nobody_uses_is_forgotten_and_nothing_else(swept: Any) -> None:
    apart(TidySessions(reach_nothing, [swept], lambda: NOW)({"type": "http"}, reach_nothing, reach_nothing))  # type: ignore[arg-type]
    kept = {"fresh_call", "call_still_answered", "open_page", "page_in_a_tunnel"}
    assert set(swept.state_holder.session_data) == set(swept.state_holder.time_last_used) == kept
    assert set(swept._queue.pending_event_ids_session) == kept


def test_a_real_session_has_what_is_looked_at(clerk_desk: Desk) -> None:
    site = create_app(lambda: clerk_desk, questions_a_minute=100)
    tidy: Any = site
    while not isinstance(tidy, TidySessions):
        tidy = tidy.app
    with serving(site) as address:

        async def visit() -> httpx.Response:
            async with client_for(address, 20) as client:
                reader, caller = Reader(client), Caller(client)
                await reader.ask("举办体育赛事需要审批吗？")
                await caller.ask("举办体育赛事需要审批吗？")
                sessions = tidy.pages[1].state_holder.session_data
                assert len(sessions) == 2
                tidy.now, tidy.swept = lambda: datetime.now() + 2 * EMPTY_TIME, datetime.min
                reply = await client.get("/healthz")
                assert list(sessions) == [reader.session], "the reader's page is open"
                await reader.leave()
                return reply

        assert apart(visit()).text == "ok"
