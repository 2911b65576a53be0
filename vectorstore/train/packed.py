"""What the small transformers learn from, as rows of numbers in one file: it can be carried to a machine that has a card and little else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of different lengths, one behind the other."""

    numbers: NDArray[Any]
    ends: NDArray[np.int64]
    """Where each row begins, and the end of the last."""

    @classmethod
    def of(cls, rows: Iterable[Sequence[int] | NDArray[Any]], kind: type[np.generic] = np.int32) -> Rows:
        """Put rows behind one another."""
        kept = [np.asarray(row, kind) for row in rows]
        return cls(np.concatenate(kept) if kept else np.zeros(0, kind), np.cumsum([0, *map(len, kept)]).astype(np.int64))

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, at: int) -> NDArray[Any]:
        return self.numbers[self.ends[at] : self.ends[at + 1]]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How long each row is."""
        return np.diff(self.ends)


@dataclass(frozen=True, slots=True)
class Packed:
    """Tokens of texts and questions, and which question is answered by which. Texts are numbered from 0 in their rows."""

    passages: Rows
    """Tokens of articles and of passages of policy documents, ``passage: `` and the heading first."""
    articles: int
    """So many passages from the first on are the articles of the open laws, each once, under its full heading."""
    clauses: Rows
    """Tokens of clauses, ``passage: `` and the name of the document first."""
    questions: Rows
    """Tokens of questions, ``query: `` first."""
    example: NDArray[np.int32]
    """Questions that a passage answers; of each, in rows:"""
    answering: Rows
    """the passage under each of its headings,"""
    around: Rows
    """passages beside it,"""
    like: Rows
    """passages of other laws that are like the question,"""
    law: NDArray[np.int32]
    """a number for its law,"""
    article: NDArray[np.int32]
    """and one for its article: all wordings share it."""
    asked: NDArray[np.int32]
    """Questions with clauses; of each, in rows:"""
    right: Rows
    """clauses that decide it, the most decisive first, none where only a clause looks so,"""
    same: Rows
    """the other clauses of the text (where none decides, first the one that looks most so),"""
    near: Rows
    """clauses of other texts of the document, the likest first,"""
    far: Rows
    """clauses of other documents, the likest first,"""
    verdict: NDArray[np.int8]
    """the place of its verdict in `vectorstore.cross.VERDICTS`, -1 for none,"""
    held_out: NDArray[np.bool_]
    """and whether it is only for measuring."""
    end: int
    """The token at the end of every row."""
    unknown: int
    """The token that stands for what is not known, here for what is to be guessed."""

    def save(self, path: Path) -> None:
        """Write one file of arrays."""
        arrays: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Rows):
                arrays |= {field.name: value.numbers, f"{field.name}.ends": value.ends}
            else:
                arrays[field.name] = np.asarray(value)
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> Packed:
        """Read it back. Raises OSError or ValueError where it is missing or none."""
        with np.load(path) as file:
            arrays = {name: file[name] for name in file.files}
        read: dict[str, Any] = {}
        for field in fields(cls):
            value = arrays[field.name]
            ends = arrays.get(f"{field.name}.ends")
            read[field.name] = Rows(value, ends) if ends is not None else int(value) if value.ndim == 0 else value
        return cls(**read)


def cut(row: NDArray[Any], limit: int, end: int) -> NDArray[Any]:
    """Cut a row of tokens at a limit; the mark at the end stays."""
    if len(row) <= limit:
        return row
    short = row[:limit].copy()
    short[-1] = end
    return short
