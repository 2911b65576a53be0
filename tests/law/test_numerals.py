import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.numerals import NumeralError, format_numeral, parse_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("四", 4), ("十", 10), ("十二", 12), ("二十", 20), ("一百二十", 120), ("一百零一", 101), ("一百〇一", 101),
        ("一千二百六十", 1260), ("两", 2), ("两千", 2000), ("〇", 0), ("二〇一八", 2018), ("二○一八", 2018), ("12", 12), ("１２", 12),
        ("3万", 30_000), ("３万", 30_000), ("十万", 100_000), ("二十万", 200_000), ("五千", 5000), ("一万五千", 15_000),
        ("一百二十万", 1_200_000), ("10,000", 10_000), ("一亿", 100_000_000), ("壹佰贰拾", 120),
    ],
)  # fmt: skip
def test_numbers_are_read_however_they_are_written(text: str, number: int) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (4, "四"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (120, "一百二十"),
        (1260, "一千二百六十"), (1001, "一千零一"), (10_000, "一万"), (10_010, "一万零一十"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_labels_write_them(number: int, text: str) -> None:
    assert format_numeral(number) == text


@pytest.mark.parametrize("text", ["", "条", "十x", "第十", "一-二", "፩十", "9" * 5000, "一" * 5000, "十" + "9" * 5000])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumeralError):
        parse_numeral(text)


@given(st.integers(1, 99_999_999))
def test_what_is_written_reads_back(number: int) -> None:
    assert parse_numeral(format_numeral(number)) == number
