"""The roads on which a question reaches the app: a program's, Gradio's client's, and the page's own, as the browser takes it."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any, Final, Protocol

import httpx

CALLS = "/gradio_api"
IDLE_SECONDS = 1.0
BUSY: Final = frozenset({429, 503})
"""Statuses that say clearly: not now."""


class BusyError(Exception):
    """The app said that it is busy."""


class RoadError(Exception):
    """The app neither answered nor said that it is busy."""


class Visitor(Protocol):
    """One person or program that asks one question after the other."""

    async def ask(self, question: str) -> str:
        """Return all that the app says to a question, comparable word by word. Raises BusyError, RoadError or httpx.HTTPError."""
        ...

    async def leave(self) -> None:
        """Close what is open."""
        ...


class Program:
    """Posts to ``/api/v1/ask`` and hands its own earlier questions on."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.earlier: list[str] = []

    async def ask(self, question: str) -> str:
        """Return the whole reply as JSON."""
        reply = await self.client.post("/api/v1/ask", json={"question": question, "history": self.earlier})
        self.earlier.append(question)
        return json.dumps(_read(reply), ensure_ascii=False)

    async def leave(self) -> None:
        """Do nothing: nothing is open."""


class Caller:
    """Calls the chat's public endpoint and listens to its stream of events, as ``gradio_client`` does."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.earlier: list[str] = []

    async def ask(self, question: str) -> str:
        """Return the answer as Markdown."""
        joined = _read(await self.client.post(f"{CALLS}/call/chat", json={"data": [question, self.earlier]}))
        self.earlier.append(question)
        event = ""
        async for line in _lines(self.client, f"{CALLS}/call/chat/{joined['event_id']}"):
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "data" and event == "complete":
                return str(json.loads(value)[0])
            elif name == "data" and event == "error":
                raise RoadError(f"the chat ended with an error: {value}")
        raise RoadError("the stream of events ended without an answer")

    async def leave(self) -> None:
        """Do nothing: nothing is open."""


class Reader:
    """Has the page open: joins the queue of its own session, which remembers the questions, and keeps a heartbeat until it leaves."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.session = secrets.token_hex(6)
        self.function: int | None = None
        self.heart: asyncio.Task[None] | None = None

    async def ask(self, question: str) -> str:
        """Return every message that the page shows now, earlier ones too."""
        if self.function is None:
            self.function = _asking(_read(await self.client.get("/config")))
            self.heart = asyncio.create_task(self._beat())
        wish = {"data": [question, None], "fn_index": self.function, "session_hash": self.session}
        joined = _read(await self.client.post(f"{CALLS}/queue/join", json=wish))
        said = ""
        # To its very end, as a browser does: what is left of a stream that was cut would take the next answer with it.
        async for line in _lines(self.client, f"{CALLS}/queue/data?session_hash={self.session}"):
            event = json.loads(line.removeprefix("data: "))
            if event["msg"] == "process_completed" and event["event_id"] == joined["event_id"]:
                if not event["success"]:
                    raise RoadError(f"the page was told of an error: {event['output']}")
                said = json.dumps([message["content"] for message in event["output"]["data"][0]], ensure_ascii=False)
            elif event["msg"] == "close_stream":
                break
        if not said:
            raise RoadError("the stream of events ended without an answer")
        return said

    async def leave(self) -> None:
        """Close the page."""
        if self.heart is not None:
            self.heart.cancel()
            with suppress(asyncio.CancelledError):
                await self.heart

    async def _beat(self) -> None:
        # A browser that has lost its heartbeat takes no notice either.
        with suppress(httpx.HTTPError, BusyError, RoadError):
            async for _ in _lines(self.client, f"{CALLS}/heartbeat/{self.session}"):
                pass


ROADS: Final[dict[str, Callable[[httpx.AsyncClient], Visitor]]] = {"api": Program, "call": Caller, "page": Reader}


def client_for(address: str, seconds: float) -> httpx.AsyncClient:
    """Return a client that opens as many connections as there are askers and waits so long for each reply."""
    # uvicorn closes a connection that was idle for 5 s; a browser then asks again by itself, httpx fails.
    limits = httpx.Limits(max_connections=None, keepalive_expiry=IDLE_SECONDS)
    return httpx.AsyncClient(base_url=address, timeout=seconds, limits=limits, trust_env=False)


def _read(reply: httpx.Response) -> Any:
    _complain(reply)
    return reply.json()


def _complain(reply: httpx.Response) -> None:
    if reply.status_code in BUSY:
        raise BusyError(str(reply.status_code))
    if reply.status_code != httpx.codes.OK:
        raise RoadError(f"{reply.status_code} from {reply.request.url.path}")


async def _lines(client: httpx.AsyncClient, address: str) -> AsyncIterator[str]:
    """Yield the lines of a stream of events that are not empty."""
    async with client.stream("GET", address) as reply:
        _complain(reply)
        async for line in reply.aiter_lines():
            if line:
                yield line


def _asking(config: Any) -> int:
    """Return the number of the function that the page calls on Enter."""
    return next(int(one["id"]) for one in config["dependencies"] if any("submit" in target for target in one["targets"]))
