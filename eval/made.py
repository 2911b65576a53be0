"""What a run was made with: build, models, code. Two runs that are made alike answer alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from intake.search import INDEX
from law.library import Library
from settings import ROOT, SHIPPED_CROSS_ENCODER, Settings
from vectorstore.embedder import fingerprint_of
from vectorstore.index import Index
from vectorstore.manifest import code_version
from vectorstore.record import Record

CODE = ("law/**/*.py", "vectorstore/*.py", "intake/*.py", "qa/*.*", "eval/*.py")
"""All code, and what `qa` has learnt, that decides what comes out of a question."""
SHAPING = {
    "embedding_model", "embedding_base_url", "context_up_to", "cross_encoder", "reranker", "chroma_url", "chat_model", "chat_base_url",
    "chat_deadline", "chat_max_tokens",
}  # fmt: skip
"""Settings that answers depend on."""


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


def made_with(settings: Settings, library: Library, index: Index) -> dict[str, str]:
    """Return what an opened build answers with, and the models that the settings add."""
    reads = settings.cross_encoder and SHIPPED_CROSS_ENCODER.is_dir()
    made = opened(library, index) | {"cross-encoder": fingerprint_of(SHIPPED_CROSS_ENCODER) if reads else "none"}
    return made | ({"reranker": Path(settings.reranker).name} if settings.reranker else {})


def shaping(settings: Settings) -> dict[str, Any]:
    """Return the settings that answers depend on: with others, what was answered before does not count."""
    return settings.model_dump(mode="json", include=SHAPING)
