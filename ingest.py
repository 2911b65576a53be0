"""From source files to a build that answers: read, parse, build the library and the index, verify, switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from settings import Settings
from vectorstore.index import Index, Passage

if TYPE_CHECKING:
    from law.library import Library


def passages(library: Library) -> list[Passage]:
    """List what the index ranks: every provision, and every paragraph of a long one, with the printed citation (and version) as id."""
    raise NotImplementedError


def open_build(settings: Settings) -> tuple[Library, Index]:
    """Open the current build, or the one before it where the current one is unreadable. Raises ``vectorstore.builds.BuildError``."""
    raise NotImplementedError
