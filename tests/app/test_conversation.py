"""One question and its reply."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.model import Answer
from tests.app.shelf import BREAK, Desk
from ui.conversation import QUESTION_LIMIT, REMEMBERED, clean_question, complaint, reply
from ui.examples import groups_for, read_examples
from ui.words import CHINESE, ENGLISH


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  体育赛事  要审批吗？ ", "体育赛事 要审批吗？"),
        ("体育\x00赛事\x1b[31m", "体育赛事[31m"),
        ("体育\u202e赛事\u2066\u200b", "体育赛事"),
        ("体育\U000e0041\U000e0042赛事", "体育赛事"),
        ("体育\ud800赛事", "体育赛事"),
        ("第一行\r\n\r\n\n第二行", "第一行\n第二行"),
        ("𠮷野家", "𠮷野家"),
        (None, ""),
        (12, "12"),
    ],
)
def test_a_question_is_made_clean(typed: object, meant: str) -> None:
    assert clean_question(typed) == meant


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_question(clean_question(text)) == clean_question(text)


@pytest.mark.parametrize(
    ("question", "said"),
    [("", CHINESE.empty_question), ("。。。", CHINESE.empty_question), ("问" * QUESTION_LIMIT, None), ("第六条？", None), ("a", None)],
)
def test_what_is_wrong_with_a_question_is_said(question: str, said: str | None) -> None:
    assert complaint(question, CHINESE) == said


def test_what_breaks_ends_in_a_sentence(clerk_desk: Desk) -> None:
    *_, last = reply(clerk_desk, BREAK, (), CHINESE)
    assert CHINESE.failed in last and "secret" not in last
    *_, last = reply(None, "体育", (), ENGLISH)
    assert ENGLISH.no_index in last


def test_an_assistant_that_says_nothing_is_no_crash(clerk_desk: Desk) -> None:
    class Silent:
        library = clerk_desk.library

        class assistant:  # noqa: N801
            @staticmethod
            def stream(_: object) -> list[Answer]:
                return []

    *_, last = reply(Silent, "体育赛事", (), CHINESE)  # type: ignore[arg-type]
    assert CHINESE.failed in last


def test_earlier_questions_are_handed_on(clerk_desk: Desk) -> None:
    earlier = tuple(f"问题{n}" for n in range(30))
    list(reply(clerk_desk, "那第七条呢？", earlier, CHINESE))
    assert clerk_desk.assistant.asked[-1].history == earlier[-REMEMBERED:]


def test_both_languages_fill_in_the_same_blanks() -> None:
    import string
    from dataclasses import fields

    for field in fields(CHINESE):
        ours, theirs = getattr(CHINESE, field.name), getattr(ENGLISH, field.name)
        if isinstance(ours, str):
            blanks = [{name for _, name, *_ in string.Formatter().parse(text) if name} for text in (ours, theirs)]
            assert blanks[0] == blanks[1], field.name
            assert ours.strip() and theirs.strip(), field.name


def test_examples_fit_the_documents_held(clerk_desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "examples.txt"
    file.write_text(
        "# why\n## 公众 | Public | 浙江省体育赛事管理办法\n要审批吗？ | Approval?\n\n## 别处 | Elsewhere | 没有的文件\n问 | ask\n",
        encoding="utf-8",
    )
    groups = read_examples(file)
    assert groups_for(groups, clerk_desk.library, CHINESE) == (("公众", ("要审批吗？",)),)
    assert groups_for(groups, clerk_desk.library, ENGLISH) == (("Public", ("Approval?",)),)
    general = groups_for(groups[1:], clerk_desk.library, CHINESE)
    assert "《浙江省体育赛事管理办法》什么时候施行？" in [question for _, questions in general for question in questions]


@pytest.mark.parametrize("line", ["## 只有一栏", "问题没有组 | no group", "## a | b | c\n只有中文"])
def test_a_broken_example_file_names_the_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "examples.txt"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"examples\.txt, line \d"):
        read_examples(file)
