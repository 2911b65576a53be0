"""Question files: what is read, and what a broken one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.questions import Gold, QuestionsError, read_questions

GOOD = '{"id":"q1","question":"多久","gold":[{"document":"《海塘管理办法》","article":"第九条","paragraph":1}],"facts":["20日"]}'


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_question_is_read_with_its_gold(tmp_path: Path) -> None:
    (case,) = read_questions(written(tmp_path, "", GOOD, ""))
    assert case.gold == (Gold("《海塘管理办法》", "第九条", 1),)
    assert str(case.gold[0].citation) == "《海塘管理办法》第九条第一款"
    assert (case.answerable, case.language, case.split) == (True, "zh", "dev")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "q2"', "line 2, the whole line: Invalid JSON"),
        ("[]", "line 2, the whole line: Input should be an object"),
        ('{"id":"q2"}', "line 2, question: Field required"),
        (GOOD.replace("q1", "q2").replace('"facts"', '"fact"'), "line 2, fact: Unexpected keyword argument"),
        (GOOD.replace("q1", "q2").replace('"article":"第九条",', ""), "line 2, gold[0].article: Field required"),
        (
            GOOD.replace("q1", "q2").replace('"paragraph":1', '"paragraph":"1"'),
            "line 2, gold[0].paragraph: Input should be a valid integer",
        ),
        (GOOD.replace("q1", "q2").replace('["20日"]', '"20日"'), "line 2, facts: Input should be a valid array"),
        (GOOD.replace("q1", "q2").replace('["20日"]', '[" "]'), "line 2, facts[0]: must not be empty"),
        (GOOD, "line 2, id: q1 stands twice"),
        ('{"id":"q2","question":"x","verdict":"maybe"}', "line 2, verdict: Input should be 'yes', 'no' or 'conditional'"),
        ('{"id":"q2","question":"x"}', "line 2, gold: an answerable question needs a provision to cite or a fact to state"),
        ('{"id":"q2","question":"x","unanswerable":"off-topic"}', "line 2, refuse: must be true where the question is off-topic"),
        ('{"id":"q2","question":"x","facts":["a"],"correction":["b"]}', "line 2, correction: only a false-premise question has one"),
        ('{"id":"q2","question":"x","any_facts":[[]]}', "line 2, any_facts[0]: needs alternatives, none of them empty"),
    ],
)
def test_a_broken_line_is_told_with_line_and_field(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(QuestionsError) as caught:
        read_questions(written(tmp_path, GOOD, line))
    assert told in str(caught.value)


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError) as caught:
        read_questions(written(tmp_path, "{}", GOOD, '{"id":1,"question":"x"}'))
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "questions.jsonl, line 1, id",
        "questions.jsonl, line 1, question",
        "questions.jsonl, line 3, id",
    ]


def test_a_missing_or_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="cannot read the questions"):
        read_questions(tmp_path / "none.jsonl")
    with pytest.raises(QuestionsError, match="holds no question"):
        read_questions(written(tmp_path, ""))
