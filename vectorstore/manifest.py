"""What a build was made of and what came of it, in one JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line of a file that stands in no document, and why."""

    file: str
    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that decides what a build holds: equal inputs make equal builds."""

    sources: dict[str, str]
    """SHA-256 of each source file, ``""`` where it cannot be opened."""
    model: str
    token_model: str | None
    code: str
    chroma_url: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of and what came of it."""

    created: str
    documents: int
    provisions: int
    passages: int
    notes: tuple[str, ...]
    """Documents and provisions left out because they stand twice, in sentences."""
    library: str
    """SHA-256 of the library file."""
    inputs: Inputs | None = None
    failed: dict[str, str] = field(default_factory=dict)
    """Files that gave nothing, and why."""
    audit: tuple[Unplaced, ...] = ()

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read it from JSON. Raises OSError, ValueError, TypeError or KeyError."""
        fields = json.loads(path.read_text(encoding="utf-8"))
        fields["audit"] = tuple(Unplaced(**line) for line in fields["audit"])
        fields["inputs"] = Inputs(**fields["inputs"])
        fields["notes"] = tuple(fields["notes"])
        return cls(**fields)
