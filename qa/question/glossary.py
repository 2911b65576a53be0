"""English legal and administrative words and their Chinese terms, for English questions: data, not rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

from qa.question.spelling import readings
from qa.wording.places import CITIES
from qa.wording.relevance import ENGLISH_SHELL

TERMS = Path(__file__).parent / "glossary.tsv"
"""One Chinese term a line, a tab, its English words separated by commas; a line that begins with # is a heading."""
TRAINED = Path(__file__).parents[2] / "vectorstore" / "train" / "glossary.tsv"
"""The same form; the embedding model was trained with these."""
LONGEST = 7
"""Words of the longest English phrase that is looked up."""
TERMS_A_PHRASE = 4
"""Chinese terms for one English phrase; more of them are rarer senses."""
NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
"""Hangzhou, which stands for 杭州: no list need hold what the sounds of its characters spell."""
WORD = re.compile(r"[a-z0-9&.]*[a-z0-9]")
ENDINGS = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))


class Glossary:
    """Turn English words into the Chinese terms that texts use."""

    def __init__(self, terms: Mapping[str, tuple[str, ...]]) -> None:
        """Take English phrases with their Chinese terms; phrases of function words alone (what, may) are left out."""
        self._terms: dict[tuple[str, ...], tuple[str, ...]] = {}
        for phrase, chinese in terms.items():
            if ENGLISH_SHELL.sub("", phrase).strip():
                key = _stems(phrase)
                self._terms[key] = tuple(dict.fromkeys((*self._terms.get(key, ()), *chinese)))

    @classmethod
    @cache
    def shipped(cls) -> Glossary:
        """Return the glossary that ships with the project."""
        terms: dict[str, tuple[str, ...]] = {}
        for path in (TERMS, TRAINED):
            for chinese, phrases in _entries(path):
                for phrase in phrases:
                    terms[phrase] = (*terms.get(phrase, ()), chinese)
        return cls(terms)

    def chinese(self, question: str) -> str:
        """Return the Chinese terms for the phrases in an English question, longest phrases first; ``""`` where it knows none."""
        words = _stems(question)
        found: list[str] = []
        at = 0
        while at < len(words):
            length = next((n for n in range(min(LONGEST, len(words) - at), 0, -1) if words[at : at + n] in self._terms), 0)
            if length:
                found.extend(self._terms[words[at : at + length]][:TERMS_A_PHRASE])
            at += length or 1
        named = (place for word in NAME.findall(question) for place in _spelt().get(word.lower(), ()))
        return " ".join(dict.fromkeys((*found, *named)))


def _entries(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        chinese, tab, english = line.partition("\t")
        if tab and not line.startswith("#"):
            yield chinese, tuple(filter(None, (phrase.strip().lower() for phrase in english.split(","))))


def _stems(text: str) -> tuple[str, ...]:
    """Return the words of a text without endings: ``Issuing licences`` → ``issu licenc``, as ``issued licence`` does."""
    return tuple(map(_stem, WORD.findall(text.lower())))


@cache
def _spelt() -> Mapping[str, tuple[str, ...]]:
    """Return the cities of China by how they may be spelt: both 苏州 and 宿州 for suzhou."""
    found: dict[str, tuple[str, ...]] = {}
    for city in sorted({city for cities in CITIES.values() for city in cities.split()}):
        for spelt in dict.fromkeys(map("".join, product(*map(readings, city)))):
            found[spelt] = (*found.get(spelt, ()), city)
    return found


@cache
def _stem(word: str) -> str:
    for ending, rest in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(rest) >= 3:
            word = word.removesuffix(ending) + rest
            break
    return word.removesuffix("e") if len(word) > 3 else word
