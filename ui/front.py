"""The front door: sends a reader to the chat of the language asked for, or says that there is nothing to ask about yet."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.browse import missing
from ui.service import Source
from ui.words import Words, words_for

PAGES = {"/": words_for("zh"), "/en": words_for("en"), "/en/": words_for("en")}
"""The chat pages and their languages."""


class FrontDoor:
    """Answer for the chat pages where the chat itself should not: another language, no documents."""

    def __init__(self, app: ASGIApp, source: Source) -> None:
        self.app, self.source = app, source

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but what is answered here."""
        words = PAGES.get(scope["path"]) if scope["type"] == "http" else None
        if words is None:
            await self.app(scope, receive, send)
            return
        address = _wanted_address(scope, words)
        if address is not None:
            await RedirectResponse(address, status_code=307)(scope, receive, send)
        elif self.source() is None:
            await missing(words)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _wanted_address(scope: Scope, words: Words) -> str | None:
    """Return where ``/?lang=en`` and ``/en`` lead, or ``None`` where the page is the right one."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    language = query.pop("lang", [])
    wanted = words_for(language[0]) if language else words
    if wanted is words and scope["path"] == words.home_address:
        return None
    return wanted.home_address + (f"?{urlencode(query, doseq=True)}" if query else "")
