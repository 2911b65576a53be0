"""What the page needs from the rest of the product: an assistant that answers, and the library whose words it quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from law.library import Library
from qa.model import Answer, Evidence, Question


class Assistant(Protocol):
    """From a question to a checked answer."""

    def ask(self, question: Question) -> Answer:
        """Answer, or refuse with a reason."""
        ...

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield growing answers; the last one is complete."""
        ...

    def find(self, question: Question) -> tuple[Evidence, ...]:
        """Return the provisions that may answer, best first."""
        ...


class Service(Protocol):
    """One build of the texts, ready to be asked."""

    @property
    def assistant(self) -> Assistant:
        """Who answers."""

    @property
    def library(self) -> Library:
        """What is quoted."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with the index, for whoever runs the service; empty where nothing is."""


Source = Callable[[], Service | None]
"""Gives the build that answers now, or ``None`` where there is none yet. Called once a request, so a newer build takes over by itself."""
