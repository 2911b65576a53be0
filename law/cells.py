"""Words in a cell of a spreadsheet: what looks like a formula is written so that none is computed."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be computed by a spreadsheet."""


def harmless(words: str) -> str:
    """Return a cell that a spreadsheet computes nothing of: a mark stands before what would be a formula, or would read as marked.

    >>> harmless("=1+1"), harmless("处罚款")
    ("'=1+1", '处罚款')
    """
    return f"'{words}" if _risky(words) else words


def meant(cell: str) -> str:
    """Return the words that :func:`harmless` was given."""
    return cell[1:] if cell.startswith("'") and _risky(cell) else cell


def _risky(words: str) -> bool:
    return words.lstrip("'").startswith(FORMULA_STARTS)
