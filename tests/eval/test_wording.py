"""When two wordings are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.wording import canonical, says, unmarked
from law.numerals import format_numeral


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("二十日", "２０ 日"), ("3万元", "30000元"), ("三万元", "３万元"), ("30,000元", "3 万元"), ("1.5亿元", "150000000元"),
        ("0.5万元", "五千元"),
        ("二〇一八年", "2018年"), ("第一百二十条之一", "第120条之1"), ("百分之五十", "50%"), ("一百零五", "105"), ("Ｂ２Ｃ", "b2c"),
        ("（一）", "(一)"), ("两千元", "2000元"), ("一千二百万", "1200万"),
    ],
)  # fmt: skip
def test_two_spellings_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize("words", ["十三五规划", "三万五", "一百二", "一千万万"])
def test_what_is_no_full_number_stays(words: str) -> None:
    assert canonical(words) == words


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("应当在20日内", "二十日", True), ("应当在120日内", "20日", False), ("二十日内", "十日", False), ("1.20元", "20元", False),
        ("第12条", "第1", False), ("120日，延长20日", "20日", True), ("3.", "3", True), ("2、3项", "3项", True),
    ],
)  # fmt: skip
def test_a_number_is_not_found_inside_a_longer_one(text: str, words: str, said: bool) -> None:
    assert says(canonical(text), words) is said


def test_markdown_is_read_as_a_reader_sees_it() -> None:
    assert unmarked("## 依据\n> **第六条**　不得\n> （一）`甲`\n- 乙") == "依据\n第六条　不得\n（一）甲\n乙"


@given(st.integers(min_value=0, max_value=99_999_999))
def test_every_chinese_numeral_equals_its_digits(number: int) -> None:
    assert canonical(f"满{format_numeral(number)}元") == f"满{number}元"


@given(st.text())
def test_any_text_has_one_canonical_form_and_says_itself(text: str) -> None:
    form = canonical(text)
    if form:
        assert says(form, text)
