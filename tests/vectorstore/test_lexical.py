"""What BM25 counts, and what it gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vectorstore.lexical import Lexical, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办赛", ["办", "赛", "办赛"]),
        ("举办B2C赛", ["举", "办", "举办", "b2c", "赛"]),
        ("Ｂ２Ｃ ２０００元", ["b2c", "2000", "元"]),
        ("二〇一八年", ["二", "〇", "一", "八", "年", "二〇", "〇一", "一八", "八年"]),
        ("AI-driven sports_events", ["ai", "driven", "sports", "events"]),
        ("第一条，第二", ["第", "一", "条", "第一", "一条", "第", "二", "第二"]),
        ("𠮷野", ["𠮷", "野", "𠮷野"]),
        ("，。 　\n", []),
        ("", []),
    ],
)
def test_characters_and_pairs_of_chinese_and_whole_words_of_the_rest(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


@pytest.fixture
def lexical(tmp_path: Path) -> Lexical:
    Lexical.build(tmp_path / "lexical", ["举办体育赛事", "制定应急预案", "", "体育场馆开放"])
    return Lexical.open(tmp_path / "lexical")


def test_the_text_with_the_words_scores_highest(lexical: Lexical) -> None:
    assert np.argmax(lexical.scores("应急预案")) == 1
    assert np.argsort(-lexical.scores("体育赛事"), kind="stable")[:2].tolist() == [0, 3]


@pytest.mark.parametrize("query", ["", "，", "qwerty", "ॐ"])
def test_unknown_words_score_nothing(lexical: Lexical, query: str) -> None:
    assert lexical.scores(query).tolist() == [0, 0, 0, 0]


def test_a_word_asked_twice_counts_once(lexical: Lexical) -> None:
    assert lexical.scores("体育，体育").tolist() == lexical.scores("体育").tolist()


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        Lexical.build(tmp_path / name, ["举办体育赛事", "制定应急预案", "B2C"])
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()
