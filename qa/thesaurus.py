"""Lay words and the legal terms that texts use for them: data, not rules. ``vectorstore.train.thesaurus`` grows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

THESAURUS = Path(__file__).parent / "thesaurus.tsv"
"""A lay word a line, a tab, its legal terms separated by commas."""


class Thesaurus:
    """Say in legal terms what a question says in lay words."""

    def __init__(self, terms: Mapping[str, tuple[str, ...]]) -> None:
        """Take lay words with their legal terms."""
        self._terms = dict(terms)
        words = sorted(self._terms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, words))) if words else None

    @classmethod
    @cache
    def shipped(cls) -> Thesaurus:
        """Return the thesaurus that ships with the project."""
        lines = (line.split("\t") for line in THESAURUS.read_text(encoding="utf-8").splitlines() if "\t" in line)
        return cls({word: tuple(terms.split(",")) for word, terms in lines})

    def legal(self, question: str) -> str:
        """Return the legal terms for the lay words of a question, without those that it says itself; ``""`` where there are none."""
        if self._pattern is None:
            return ""
        found = [term for match in self._pattern.finditer(question) for term in self._terms[match.group()] if term not in question]
        return " ".join(dict.fromkeys(found))
