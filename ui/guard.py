"""What stands in front of the page: size, pace, which routes exist, and what a browser may do with a reply.

Each guard is a small ASGI application around another one. Their order is in ``guarded``.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import re
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.words import Words, words_for

BODY_LIMIT = 1_000_000
"""Bytes of a request: a question of 100,000 characters still gets its polite sentence, ten millions do not get in."""
BODY_SECONDS = 10.0
"""How long a body may take to arrive."""
REPLY_SECONDS = 45.0
"""How long a reply may take to begin."""
ANSWERED_AT_ONCE = 8
"""Questions answered side by side, where they wait for another server: forty threads at it are slower than eight."""
COMPUTED_AT_ONCE = max(2, os.cpu_count() or 1)
"""Questions answered side by side where nothing is waited for: more than there are processors only get in each other's way."""
TURN_SECONDS = 30.0
"""How long the next question waits for its turn."""
WINDOW_SECONDS = 60.0
READS_PER_WINDOW = 600
"""Pages and clauses of one client a minute."""
CLIENTS_WATCHED = 10_000
"""Clients remembered; the one seen longest ago is forgotten first."""

LANGUAGE_PREFIX = re.compile(r"^/en(?=/)")  # /en/gradio_api/queue/join
QUESTION_PATH = re.compile(r"^/(?:gradio_api/(?:queue/join|call/.+|run/.+|api/.+)|ask|api/v1/(?:ask|search))/?$")
ANSWERED_PATH = re.compile(r"^/(?:ask|docs|api/v1/(?:ask|search))/?$")
"""Where questions are answered besides the chat, which has a queue of its own."""
ASKED = re.compile(rb"(?:^|&)q=")  # q=%E4%BD%93%E8%82%B2&lang=en
READ_PATH = re.compile(r"^/(?:docs|doc/.+|clause|compare|feedback|penalties(?:\.csv|\.xlsx)?|api/v1/.+)$")
ROUTES = re.compile(
    r"""^/(?:
        | en | page/[\w.]+ | docs | doc/.+ | clause | compare | feedback | penalties(?:\.csv|\.xlsx)? | ask | healthz
        | api/v1/(?:ask | search | documents | provision | penalties | openapi\.json) | readyz               # our own
        | config/? | theme\.css | favicon\.ico | robots\.txt | manifest\.json                # what Gradio's page loads
        | assets/[^\x00]+ | static/[^\x00]+ | svelte/[^\x00]+
        | gradio_api/(?:info | app_id | startup-events | theme\.css | cancel | reset
            | heartbeat/\w+ | queue/join | queue/data | call/\w+(?:/\w+)?)/?
    )$""",
    re.VERBOSE,
)
"""Every address that exists. Upload, proxy, file, run history, recording, monitoring, login and what later versions add do not."""
INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)  # <script>window.x = 1</script>
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'{styles}; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
)
HASHED_FILE = re.compile(r"^/assets/.+-[\w-]{8}\.\w+$")  # /assets/index-DphvyggB.js
KEEP = (b"cache-control", b"public, max-age=31536000, immutable")
"""Gradio says nothing of how long its files last; on a slow line a browser would ask for each of them again."""
CHAT_PAGES = frozenset({"/", "/en/"})


def guarded(app: ASGIApp, questions: int, off_file: Path | None = None, at_once: int = ANSWERED_AT_ONCE) -> ASGIApp:
    """Put every guard in front of an application, the cheapest refusal first; a client may ask so many questions a minute, ``at_once`` are answered."""
    return SafeReplies(KnownRoutes(OffSwitch(Pace(SmallBodies(Turns(Deadline(app), at_once)), questions), off_file)))


def client_of(scope: Scope) -> str:
    """Return who asks, as far as the connection tells; behind a proxy, uvicorn has put the forwarded address here."""
    return str((scope.get("client") or ("unknown", 0))[0])


def words_of(scope: Scope) -> Words:
    """Return the strings of the page that a request came from."""
    in_english = LANGUAGE_PREFIX.match(scope["path"]) or b"lang=en" in scope.get("query_string", b"")
    return words_for("en" if in_english else "zh")


async def refuse(send: Send, status: int, sentence: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """Send a short reply: a status and a sentence that says why."""
    body = json.dumps({"detail": sentence}, ensure_ascii=False).encode()
    kinds = ((b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": [*kinds, *headers]})
    await send({"type": "http.response.body", "body": body})


class KnownRoutes:
    """Answer 404 to every address that the page does not need."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let known addresses through."""
        if scope["type"] == "lifespan" or (scope["type"] == "http" and ROUTES.match(LANGUAGE_PREFIX.sub("", scope["path"]))):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await refuse(send, 404, words_of(scope).no_such_page)


class OffSwitch:
    """Answer no question while a file exists: whoever runs the service can pause it at once, without a restart."""

    def __init__(self, app: ASGIApp, off_file: Path | None) -> None:
        self.app, self.off_file = app, off_file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything through that is no question; questions only while the service is on."""
        paused = self.off_file is not None and scope["type"] == "http" and _sort_of(scope) == "question" and self.off_file.exists()
        if paused:
            await refuse(send, 503, words_of(scope).switched_off, ((b"x-service", b"off"),))
            return
        await self.app(scope, receive, send)


class Deadline:
    """Give up a reply that has not begun in time. The chat's stream begins at once and watches its own clock."""

    def __init__(self, app: ASGIApp, seconds: float = REPLY_SECONDS) -> None:
        self.app, self.seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what begins in time; say so where it does not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = asyncio.Event()

        async def watched(message: Message) -> None:
            begun.set()
            await send(message)

        reply = asyncio.ensure_future(self.app(scope, receive, watched))
        start = asyncio.ensure_future(begun.wait())
        await asyncio.wait({reply, start}, timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED)
        start.cancel()
        if not begun.is_set() and not reply.done():
            reply.cancel()
            await refuse(send, 504, words_of(scope).too_slow)
            return
        await reply


class Turns:
    """Answer so many questions at a time. Who waits holds no thread, so that there is one for every page and clause; in the end it is told why."""

    def __init__(self, app: ASGIApp, at_once: int = ANSWERED_AT_ONCE, seconds: float = TURN_SECONDS) -> None:
        self.app, self.seconds = app, seconds
        self.turns = asyncio.Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a question through when it is its turn, and everything else at once."""
        if scope["type"] != "http" or not _asks(scope):
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.seconds):
                await self.turns.acquire()
        except TimeoutError:
            await refuse(send, 503, words_of(scope).busy)
            return
        try:
            await self.app(scope, receive, send)
        finally:
            self.turns.release()


def _asks(scope: Scope) -> bool:
    """Tell whether a request is answered by searching; a page with an empty field is not."""
    wanted = scope["method"] == "POST" or ASKED.search(scope.get("query_string", b"")) is not None
    return wanted and ANSWERED_PATH.match(scope["path"]) is not None


class SmallBodies:
    """Read the body of a request before anything else does, and refuse one that is too large or too slow."""

    def __init__(self, app: ASGIApp, limit: int = BODY_LIMIT, seconds: float = BODY_SECONDS) -> None:
        self.app, self.limit, self.seconds = app, limit, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass small bodies on."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self.limit:
            await refuse(send, 413, words_of(scope).too_large, ((b"connection", b"close"),))
            return
        try:
            body = await asyncio.wait_for(self._read(receive), self.seconds)
        except TimeoutError:
            await refuse(send, 408, words_of(scope).stopped, ((b"connection", b"close"),))
            return
        if body is None:
            await refuse(send, 413, words_of(scope).too_large, ((b"connection", b"close"),))
            return
        await self.app(scope, _replayed(body, receive), send)

    async def _read(self, receive: Receive) -> bytes | None:
        chunks, size = [], 0
        while True:
            message = await receive()
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > self.limit:
                return None
            chunks.append(chunk)
            if message["type"] == "http.disconnect" or not message.get("more_body"):
                return b"".join(chunks)


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting = [body]

    async def replay() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replay


class Pace:
    """Hold every client to so many questions and so many pages a minute, and say when to come back."""

    def __init__(self, app: ASGIApp, questions: int, reads: int = READS_PER_WINDOW, clock: Callable[[], float] = time.monotonic) -> None:
        self.app, self.clock = app, clock
        self.limits = {"question": questions, "read": reads}
        self.seen: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what keeps the pace."""
        wait = self.wait(client_of(scope), _sort_of(scope)) if scope["type"] == "http" else 0
        if wait:
            sentence = words_of(scope).too_many.format(seconds=wait)
            await refuse(send, 429, sentence, ((b"retry-after", str(wait).encode()),))
            return
        await self.app(scope, receive, send)

    def wait(self, client: str, sort: str) -> int:
        """Count one request of a client; return the seconds to wait, 0 where it may go on."""
        if not sort:
            return 0
        now = self.clock()
        times = self.seen.setdefault((client, sort), deque())
        self.seen.move_to_end((client, sort))
        while len(self.seen) > CLIENTS_WATCHED:
            self.seen.popitem(last=False)
        while times and now - times[0] >= WINDOW_SECONDS:
            times.popleft()
        if len(times) >= self.limits[sort]:
            return max(1, round(WINDOW_SECONDS - (now - times[0])))
        times.append(now)
        return 0


def _sort_of(scope: Scope) -> str:
    path = LANGUAGE_PREFIX.sub("", scope["path"])
    if QUESTION_PATH.match(path) and (scope["method"] == "POST" or scope.get("query_string")):
        return "question"
    return "read" if READ_PATH.match(path) else ""


Rewrite = Callable[[Message, bytes], tuple[Message, bytes]]
"""Takes the start of a reply and its whole body, gives both as they go out."""


async def rewritten(app: ASGIApp, scope: Scope, receive: Receive, send: Send, rewrite: Rewrite) -> None:
    """Run an application, hold its reply back until it is whole, and send it as ``rewrite`` gives it. For pages, not for streams."""
    held: list[Message] = []

    async def hold(message: Message) -> None:
        if message["type"] not in ("http.response.start", "http.response.body"):
            await send(message)
            return
        held.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            start, body = rewrite(held[0], b"".join(part.get("body", b"") for part in held))
            length = (b"content-length", str(len(body)).encode())
            others = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
            await send({**start, "headers": [*others, length]})
            await send({"type": "http.response.body", "body": body})

    # A compressed page could not be read here.
    headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    await app({**scope, "headers": headers}, receive, hold)


class SafeReplies:
    """Add the headers that keep a reply harmless; the scripts that Gradio writes into its page are allowed by their hash, no others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add headers to every reply; hold back a chat page until its scripts are known."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] in CHAT_PAGES and scope["method"] == "GET":
            await rewritten(self.app, scope, receive, send, _with_script_hashes)
        else:
            kept = HASHED_FILE.match(LANGUAGE_PREFIX.sub("", scope["path"])) is not None
            await self.app(scope, receive, lambda message: send(_with_headers(message, kept)))


def _with_headers(message: Message, kept: bool) -> Message:
    if message["type"] != "http.response.start":
        return message
    headers = _safe(message["headers"], POLICY.format(scripts="", styles=""))
    return {**message, "headers": [*headers, KEEP] if kept and message["status"] == 200 else headers}


def _with_script_hashes(start: Message, body: bytes) -> tuple[Message, bytes]:
    hashes = {base64.b64encode(hashlib.sha256(script).digest()).decode() for script in INLINE_SCRIPT.findall(body)}
    scripts = "".join(f" 'sha256-{value}'" for value in sorted(hashes))
    return {**start, "headers": _safe(start["headers"], POLICY.format(scripts=scripts, styles=" 'unsafe-inline'"))}, body


def _safe(headers: list[tuple[bytes, bytes]], policy: str) -> list[tuple[bytes, bytes]]:
    return [*headers, *HEADERS, (b"content-security-policy", policy.encode())]
