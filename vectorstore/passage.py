"""What an index ranks. A module of its own, because processes that read files need it and nothing else of this room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to rank, and its id."""

    id: str
    text: str
