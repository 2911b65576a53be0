"""Sessions that nobody uses any more. Gradio keeps 10,000 of them, 40 kB each before a question is asked, and one for every call of a program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from gradio.blocks import Blocks
from starlette.types import ASGIApp, Receive, Scope, Send

EMPTY_TIME = timedelta(minutes=1)
"""How long a session without a question stays: a program's call, or a page that nobody has asked anything. It comes back by itself."""
CLOSED_TIME = timedelta(minutes=3)
"""How long the questions of a closed page stay: a phone in a tunnel closes its page, too, for the server."""
SWEEP_TIME = timedelta(seconds=10)


class TidySessions:
    """Forget the sessions of programs that have their answer, and of readers who have left, while requests pass through.

    Here and not in a thread of its own, because Gradio uses its sessions in the loop that serves requests.
    """

    def __init__(self, app: ASGIApp, pages: Sequence[Blocks], now: Callable[[], datetime] = datetime.now) -> None:
        self.app, self.pages, self.now = app, pages, now
        self.swept = datetime.min

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sweep where it is time to, and pass the request on."""
        if self.now() - self.swept > SWEEP_TIME:
            self.swept = self.now()
            for page in self.pages:
                self._sweep(page)
        await self.app(scope, receive, send)

    def _sweep(self, page: Blocks) -> None:
        holder, waiting = page.state_holder, page._queue.pending_event_ids_session
        for name, session in list(holder.session_data.items()):
            idle = self.now() - holder.time_last_used.get(name, datetime.min)
            kept = EMPTY_TIME if not session.state_data else CLOSED_TIME
            if idle > kept and (session.is_closed or not session.state_data) and not waiting.get(name):
                holder.session_data.pop(name, None)
                holder.time_last_used.pop(name, None)
                waiting.pop(name, None)
