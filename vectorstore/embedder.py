"""What an embedding model is to this room: LangChain ``Embeddings`` with unit vectors and a name that tells two models apart."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

NOT_THE_MODEL = {"README.md", ".gitattributes", ".gitignore", "LICENSE"}
"""Files of a model folder that change nothing about its vectors."""


class Embedder(Embeddings):
    """LangChain ``Embeddings`` that return unit vectors and say which model they are."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Name and content of the model: two that are equal give equal vectors."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_documents(self, texts: list[str]) -> NDArray[np.float32]:
        """Embed texts as documents: one row each. The same vectors as ``embed_documents``, which LangChain wants as lists."""
        return np.asarray(self.embed_documents(texts), dtype=np.float32).reshape(len(texts), self.dimension)


def fingerprint_of(folder: Path) -> str:
    """Return the folder's name and a hash of the files that make its vectors; where the folder stands does not matter."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and path.name not in NOT_THE_MODEL and not any(part.startswith((".", "__")) for part in inside.parts):
            digest.update(inside.as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{folder.resolve().name}@{digest.hexdigest()[:16]}"


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows scaled to length 1; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled
