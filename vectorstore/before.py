"""What the index before leaves for the next one: its parts, and the difference that turns its Chroma directory into the new one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import chromadb
import numpy as np
from numpy.typing import NDArray

from vectorstore.record import IndexUnreadable, Record
from vectorstore.static import StaticEmbeddings
from vectorstore.vectors import GONE

CHANGED_SHARE = 0.1
"""Up to so many changed entries of all, a copy of the Chroma directory is updated. The graph keeps the places of entries that were removed,
so that the same share of those is the limit over all updates since it was last built whole."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The ids to remove from a Chroma directory, and the rows of the new index to write into it."""

    gone: list[str]
    rows: list[int]


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier index, written by the same code with the same models, all of it whole outside its Chroma directory."""

    folder: Path
    record: Record
    known: NDArray[np.int64]
    """For each text of the new index the row where it stands in this one, or ``GONE``."""

    @classmethod
    def of(cls, folder: Path, known: NDArray[np.int64], token_model: StaticEmbeddings | None) -> Before | None:
        """Return the index in ``folder``; None where nothing can be taken over from it."""
        try:
            record = Record.read(folder)
        except IndexUnreadable:
            return None
        same_tokens = record.token_model == (token_model.fingerprint if token_model is not None else None)
        if not (known != GONE).any() or not same_tokens or record.damaged(folder):
            return None
        return cls(folder, record, known)

    def part(self, name: str) -> tuple[Path, NDArray[np.int64]]:
        """Return the folder of a part, and the known rows: what the part's ``build`` takes."""
        return self.folder / name, self.known

    def difference(self, ids: Sequence[str]) -> Difference | None:
        """Return what makes the Chroma directory one of ``ids``; None where it must be built whole: damaged, or too much has changed."""
        if self.record.collection is not None or self.record.chromadb != chromadb.__version__:
            return None
        if not all(self.record.whole(self.folder, f"chroma/{path}") for path in self.record.chroma_files):
            return None
        before: list[str] = json.loads((self.folder / "ids.json").read_text(encoding="utf-8"))
        # An entry stays where both its id and its text do.
        rows = [row for row, (id, old) in enumerate(zip(ids, self.known.tolist(), strict=True)) if old == GONE or before[old] != id]
        kept = set(ids).difference(ids[row] for row in rows)
        gone = [id for id in before if id not in kept]
        if max(len(rows), len(gone) + self.record.unlinked) > CHANGED_SHARE * len(ids):
            return None
        return Difference(gone, rows)
