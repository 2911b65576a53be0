"""The front door: sends a reader to the chat of the language asked for, or says that there is nothing to ask about yet."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.examples import Group
from ui.guard import rewritten
from ui.page import head_html, missing
from ui.service import Source
from ui.welcome import first_html
from ui.words import Words, words_for

PAGES = {"/": words_for("zh"), "/en": words_for("en"), "/en/": words_for("en")}
"""The chat pages and their languages."""
PAGE_LANGUAGE = re.compile(rb'(?<=<html)(\s+)lang="[^"]*"')  # <html\n\tlang="en"
HEAD_PLACE = re.compile(rb"<base\b|</head>")  # after the character set, before the first script
CHAT_PLACE = re.compile(rb"<gradio-app\b")
PREVIEW_IMAGE = re.compile(rb'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')  # <meta property="og:image" content="https://…" />


class FrontDoor:
    """Answer for the chat pages where the chat itself should not: another language, no documents."""

    def __init__(self, app: ASGIApp, source: Source, groups: tuple[Group, ...] = ()) -> None:
        self.app, self.source, self.groups = app, source, groups

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but what is answered here."""
        words = PAGES.get(scope["path"]) if scope["type"] == "http" else None
        if words is None:
            await self.app(scope, receive, send)
            return
        address = _wanted_address(scope, words)
        if address is not None:
            await RedirectResponse(address, status_code=307)(scope, receive, send)
        elif (service := self.source()) is None:
            await missing(words)(scope, receive, send)
        elif scope["method"] == "GET":
            await rewritten(
                self.app, scope, receive, send, partial(_dressed, words=words, first=first_html(service.library, self.groups, words))
            )
        else:
            await self.app(scope, receive, send)


def _dressed(start: Message, body: bytes, words: Words, first: str) -> tuple[Message, bytes]:
    """Give Gradio's page our language, style, script and something to read from its first byte on: Gradio adds its own much later."""
    body = PAGE_LANGUAGE.sub(rf'\1lang="{words.html_language}"'.encode(), body, count=1)
    head = head_html(words).encode()
    body = CHAT_PLACE.sub(lambda place: first.encode() + place[0], body, count=1)
    return start, HEAD_PLACE.sub(lambda place: head + place[0], PREVIEW_IMAGE.sub(b"", body), count=1)


def _wanted_address(scope: Scope, words: Words) -> str | None:
    """Return where ``/?lang=en`` and ``/en`` lead, or ``None`` where the page is the right one."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    language = query.pop("lang", [])
    wanted = words_for(language[0]) if language else words
    if wanted is words and scope["path"] == words.home_address:
        return None
    return wanted.home_address + (f"?{urlencode(query, doseq=True)}" if query else "")
