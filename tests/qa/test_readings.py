"""A question that names nothing gets every reading with its answer, and the questions that would be clear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.conclusions import readings
from qa.conclusions.readings import unnamed
from qa.model import Question
from qa.understand import understand
from tests.qa.conftest import assistant_over

BOATS = """某市游船管理办法
第一条　为了加强游船管理，制定本办法。
第二条　本市行政区域内的游船管理适用本办法。
第三条　市交通运输主管部门负责游船的监督管理。
第四条　经营游船应当经市交通运输主管部门批准。
第五条　违反本办法第四条规定的，由市交通运输主管部门责令改正，处1万元以上5万元以下的罚款。
第六条　本办法自2020年1月1日起施行。
"""
DOGS = """某市养犬管理条例
第一条　为了规范养犬行为，制定本条例。
第二条　本市行政区域内的养犬管理适用本条例。
第三条　市公安机关负责养犬的监督管理。
第四条　个人养犬不实行行政许可。
第五条　养犬人应当为犬只接种狂犬病疫苗。违反本款规定的，由市公安机关责令改正，处500元以上1000元以下的罚款。
第六条　本条例自2021年5月1日起施行。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("readings"), BOATS, DOGS) as made:
        yield made


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("罚多少", ("1万元以上5万元以下", "500元以上1000元以下")),
        ("由谁负责？", ("市交通运输主管部门负责", "市公安机关负责")),
        ("什么时候生效", ("2020年1月1日", "2021年5月1日")),
        ("How much is the fine?", ("1万元以上5万元以下", "500元以上1000元以下")),
    ],
)
def test_each_document_answers_and_is_offered(question: str, said: tuple[str, ...], assistant: Assistant) -> None:
    answer = assistant.ask(Question(question))
    assert not answer.refused
    assert all(words in answer.text for words in said)
    assert {quote.citation.document for quote in answer.quotes} == {"某市游船管理办法", "某市养犬管理条例"}
    assert sorted(text.partition("》")[0] for text in answer.suggestions) == ["《某市养犬管理条例", "《某市游船管理办法"]


def test_readings_that_differ_have_no_verdict_in_common(assistant: Assistant) -> None:
    answer = assistant.ask(Question("要审批吗"))
    assert answer.verdict is None
    assert "批准" in answer.text and "不实行行政许可" in answer.text


def test_what_was_offered_is_clear(assistant: Assistant) -> None:
    first = assistant.ask(Question("罚多少"))
    assert len(first.suggestions) == 2
    for offered in first.suggestions:
        answer = assistant.ask(Question(offered, ("罚多少",)))
        (document,) = {quote.citation.document for quote in answer.quotes}
        assert document in offered


@pytest.mark.parametrize("question", ["没打疫苗罚多少", "养狗谁负责", "游船要审批吗", "《某市养犬管理条例》什么时候生效"])
def test_a_question_that_names_something_has_one_reading(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(Question(question))
    assert len({quote.citation.document for quote in answer.quotes}) == 1


@pytest.mark.parametrize("question", ["你好", "你是谁", "为什么", "What is this?", "Who are you?"])
def test_who_asks_for_nothing_is_told_so(question: str, assistant: Assistant) -> None:
    assert assistant.ask(Question(question)).refused


def test_two_questions_that_name_nothing_are_both_answered(assistant: Assistant) -> None:
    answer = assistant.ask(Question("谁负责，罚多少？"))
    assert all(words in answer.text for words in ("市交通运输主管部门负责", "1万元以上5万元以下", "市公安机关负责", "500元以上1000元以下"))


def test_among_many_documents_what_is_shown_are_examples(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "FEW", 1)
    assert assistant.ask(Question("罚多少")).text.startswith("您问的是哪件事？例如：")


def test_what_one_document_alone_says_is_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with assistant_over(
        tmp_path,
        BOATS,
        DOGS.replace(
            "第五条　养犬人应当为犬只接种狂犬病疫苗。违反本款规定的，由市公安机关责令改正，处500元以上1000元以下的罚款。",
            "第五条　养犬人应当为犬只接种狂犬病疫苗。",
        ),
    ) as alone:
        assert {quote.citation.document for quote in alone.ask(Question("罚多少")).quotes} == {"某市游船管理办法"}
        monkeypatch.setattr(readings, "FEW", 1)
        assert not readings.readings(alone.read(alone.understand(Question("罚多少")), alone.find(Question("罚多少"))))


def test_a_follow_up_is_about_what_was_asked_before(assistant: Assistant) -> None:
    answer = assistant.ask(Question("那罚多少", ("不给狗打疫苗可以吗",)))
    assert {quote.citation.document for quote in answer.quotes} == {"某市养犬管理条例"}


@pytest.mark.parametrize(
    ("question", "nothing"),
    [("罚多少", True), ("归哪个部门管？", True), ("要不要审批", True), ("多久一次", True), ("猫罚多少", False), ("审批游船吗", False)],
)
def test_a_question_names_something_or_nothing(question: str, nothing: bool, assistant: Assistant) -> None:
    assert unnamed(understand(Question(question), assistant._library, assistant._aids)) is nothing
