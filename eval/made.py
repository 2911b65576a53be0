"""What a run was made with: build, models, code. Two runs that are made alike answer alike."""

from __future__ import annotations

from pathlib import Path

from intake.search import INDEX
from law.library import Library
from vectorstore.index import Index
from vectorstore.manifest import code_version
from vectorstore.record import Record

ROOT = Path(__file__).resolve().parents[1]
CODE = (
    "law/**/*.py",
    "vectorstore/*.py",
    "intake/*.py",
    "qa/**/*.py",
    "qa/**/*.json",
    "qa/**/*.npz",
    "qa/**/*.tsv",
    "qa/*.md",
    "eval/*.py",
)
"""All code, and what `qa` has learnt, that decides what comes out of a question."""


def opened(library: Library, index: Index) -> dict[str, str]:
    """Return what an opened build answers with: its name, its models by name and content, the code, and what the index warns of."""
    folder = library.path.parent
    record = Record.read(folder / INDEX)
    made = {
        "build": folder.name,
        "embedding model": record.model,
        "context model": record.context_model or "none",
        "code": code_version(ROOT, CODE),
    }
    return made | ({"warnings": "；".join(index.warnings)} if index.warnings else {})
