"""English legal words and their Chinese terms, for English questions: data, not rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

GLOSSARY = Path(__file__).parent.parent / "vectorstore" / "train" / "glossary.tsv"
"""One Chinese term a line, a tab, its English words separated by commas. The embedding model was trained with the same words."""


class Glossary:
    """Turn English words into the Chinese terms that texts use."""

    def __init__(self, terms: Mapping[str, tuple[str, ...]]) -> None:
        """Take English phrases, in lower case, with their Chinese terms."""
        self._terms = dict(terms)
        words = sorted(self._terms, key=len, reverse=True)
        self._pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")(?:e?s|ed|ing)?\b") if words else None

    @classmethod
    @cache
    def shipped(cls) -> Glossary:
        """Return the glossary that ships with the project."""
        terms: dict[str, tuple[str, ...]] = {}
        for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
            chinese, _, english = line.partition("\t")
            for phrase in filter(None, (word.strip().lower() for word in english.split(","))):
                terms[phrase] = (*terms.get(phrase, ()), chinese)
        return cls(terms)

    def chinese(self, question: str) -> str:
        """Return the Chinese terms for the phrases in an English question, longest phrases first; ``""`` where it knows none."""
        if self._pattern is None:
            return ""
        found: list[str] = []
        for match in self._pattern.finditer(question.lower()):
            phrase = match.group()
            terms = (
                self._terms.get(phrase)
                or self._terms.get(re.sub(r"(?:e?s|ed|ing)$", "", phrase))
                or self._terms.get(re.sub(r"s$", "", phrase))
            )
            found.extend(terms or ())
        return " ".join(dict.fromkeys(found))
