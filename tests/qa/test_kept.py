"""Answers that are kept: the same question is worked out once, where nothing that it depends on has changed."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

import qa.kept
from qa.assistant import Assistant
from qa.kept import Kept
from qa.model import Answer, Question


class Counting:
    """Answers with the question, and counts."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if question.text == "坏":
            raise RuntimeError("broken")
        return Answer(text=f"{len(self.asked)}：{question.text}")


@pytest.fixture
def counting() -> Counting:
    return Counting()


def kept(counting: Counting, count: int = 10, whole: bool = True) -> Kept:
    return Kept(cast("Assistant", counting), count, lambda: whole)


def test_the_same_question_is_worked_out_once_and_streamed_whole(counting: Counting) -> None:
    one = kept(counting)
    assert one.ask(Question("罚多少？")) is one.ask(Question("罚多少？"))
    assert [answer.text for answer in one.stream(Question("罚多少？"))] == ["1：罚多少？"]
    assert len(counting.asked) == 1


@pytest.mark.parametrize(
    "other", [Question("谁来罚？"), Question("罚多少？", history=("办赛要审批吗？",)), Question("罚多少？", as_of="2017-01-01")]
)
def test_another_dialogue_or_day_asked_about_is_another_question(counting: Counting, other: Question) -> None:
    one = kept(counting)
    assert one.ask(Question("罚多少？")).text != one.ask(other).text


def test_what_held_yesterday_is_worked_out_again(counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    class Day:
        today = staticmethod(lambda: date(2018, 1, 31))

    monkeypatch.setattr(qa.kept, "date", Day)
    one = kept(counting)
    before = one.ask(Question("施行了吗？"))
    Day.today = staticmethod(lambda: date(2018, 2, 1))
    assert one.ask(Question("施行了吗？")) is not before


def test_nothing_is_kept_of_an_index_that_lacks_a_part(counting: Counting) -> None:
    one = kept(counting, whole=False)
    assert one.ask(Question("罚多少？")) is not one.ask(Question("罚多少？"))


def test_an_error_is_not_kept_and_the_oldest_leaves_first(counting: Counting) -> None:
    one = kept(counting, count=2)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            one.ask(Question("坏"))
    assert len(counting.asked) == 2
    for text in ("甲", "乙", "甲", "丙", "甲", "乙"):
        one.ask(Question(text))
    assert [question.text for question in counting.asked[2:]] == ["甲", "乙", "丙", "乙"]
