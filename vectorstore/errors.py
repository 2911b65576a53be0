"""What goes wrong in this room. It imports nothing: training needs it on a machine that has little else."""

from __future__ import annotations


class EmbeddingError(Exception):
    """A model cannot be read; the words say why and what to do."""


class DenseError(Exception):
    """Chroma cannot be used; the words say why."""
