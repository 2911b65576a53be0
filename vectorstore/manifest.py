"""What a build was made of and what came of it, in one JSON file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from vectorstore.record import read_regular

DERIVED_FROM = ("chromadb", "bm25s", "tokenizers", "pypdfium2", "selectolax")
"""Packages whose formats a build holds, and those that read PDF and HTML: with another version it is built anew."""


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
    """SHA-256 of each source file, ``""`` where it cannot be opened, or where what kept it from being read passes: the next ingest differs."""
    model: str
    token_model: str | None
    context_model: str | None
    context_up_to: int
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
    inputs: Inputs
    memory: str = ""
    """SHA-256 of the file that remembers what each source file gave."""
    embedded: int = 0
    """Passages that the model was asked for; the others kept the vectors of the build before."""
    failed: dict[str, str] = field(default_factory=dict)
    """Files that gave nothing, and why."""
    audit: tuple[Unplaced, ...] = ()

    @property
    def held(self) -> set[str]:
        """The source files that gave something."""
        return self.inputs.sources.keys() - self.failed.keys()

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read it from JSON. Raises OSError, ValueError, TypeError or KeyError."""
        fields = json.loads(read_regular(path))
        fields["audit"] = tuple(Unplaced(**line) for line in fields["audit"])
        fields["inputs"] = Inputs(**fields["inputs"])
        fields["notes"] = tuple(fields["notes"])
        return cls(**fields)


def code_version(root: Path, patterns: Iterable[str]) -> str:
    """Return a hash of the code files under ``root`` that match a pattern, and of the versions of the packages that a build depends on."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for package in DERIVED_FROM:
        digest.update(f"{package}=={version(package)}".encode())
    return digest.hexdigest()[:16]
