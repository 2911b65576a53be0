"""The words that people use for the words of the law: a colloquial lexicon and an English glossary, written for this project."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Wordings:
    """A term of the law, and what people say for it."""

    terms: Mapping[str, tuple[str, ...]]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Match any term, the longest first."""
        return re.compile("|".join(map(re.escape, sorted(self.terms, key=len, reverse=True))))

    def reworded(self, text: str, rng: random.Random, share: float = 0.85) -> str:
        """Replace about ``share`` of the terms in the text by something that people say."""
        return self.pattern.sub(lambda term: rng.choice(self.terms[term[0]]) if rng.random() < share else term[0], text)

    def found(self, text: str, rng: random.Random) -> list[str]:
        """Give a wording for each term of the text, in order, and nothing for the rest of it."""
        return [rng.choice(self.terms[term]) for term in self.pattern.findall(text)]

    def pairs(self) -> list[tuple[str, str]]:
        """List every (wording, term)."""
        return [(wording, term) for term, wordings in self.terms.items() for wording in wordings]


def _read(path: Path) -> Wordings:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return Wordings({term: tuple(wordings.split(",")) for term, wordings in rows})


def colloquial() -> Wordings:
    """Read ``lexicon.tsv``: 用人单位 → 老板, 公司, …"""
    return _read(HERE / "lexicon.tsv")


def english() -> Wordings:
    """Read ``glossary.tsv``: 行政许可 → administrative license, approval, …"""
    return _read(HERE / "glossary.tsv")


def translated() -> Wordings:
    """Read ``dictionary.tsv``: 没收 → confiscate, seize, … for the words that laws and questions use most; the glossary is of legal terms."""
    return _read(HERE / "dictionary.tsv")
