"""Cases that yes/no questions tell, held against a period, a condition or a sanction."""

from __future__ import annotations

import pytest

from qa.apart import PERIOD, days_apart, in_digits, span
from qa.periods import by_days

SENT = "渡口站应当在渡船检验合格之日起30日内向县交通局报送检验清单。"
POSTED = "经营者应当在开航20日前，通过包括县交通局网站在内的途径，向社会公布航班表。"


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("3月1日检验，4月中旬才送", (41, 50)),
        ("三月一号检验，当月28号就送", (27, 27)),
        ("5号检验，次月12号才送", (35, 38)),
        ("上个月20号检验，这个月15号送", (23, 26)),
        ("12月底检验，1月10日送", (10, 16)),
        ("inspected on 1 March, sent in mid-April", (41, 50)),
        ("3月1日检验", None),
        ("2月30日检验，3月1日送", None),
    ],
)
def test_two_days_may_be_told_in_parts_of_months(question: str, apart: tuple[int, int] | None) -> None:
    assert days_apart(in_digits(question)) == apart


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("一个半月", (42, 47)),
        ("四十来天", (40, 48)),
        ("一个多月", (29, 61)),
        ("半个月", (14, 16)),
        ("快两个月", (42, 61)),
        ("不到两周", (7, 13)),
    ],
)
def test_a_period_may_be_told_about(told: str, days: tuple[int, int]) -> None:
    found = PERIOD.search(in_digits(told))
    assert found and span(found) == days


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("渡船3月1号检验合格，拖到4月中旬才报送清单，这算违规不算", SENT, "yes"),
        ("渡船三月一号检验合格，四月十二号才报送清单，算不算超期了", SENT, "yes"),
        ("检验合格都一个半月了才报送清单，合规吗", SENT, "no"),
        ("检验后二十来天就报送了清单，不算晚吧", SENT, "yes"),
        ("3月1日检验合格，4月1日前后报送清单，来得及吗", SENT, "no"),
        ("离开航还有25天公布航班表，来得及吗", POSTED, "yes"),
        ("离开航不到两周了才公布航班表，违规吗", POSTED, "yes"),
        ("5月1号开航，4月中旬公布航班表，行吗", POSTED, None),
        ("离开航还有25天，航班表就贴在自家船上，没毛病吧", POSTED, None),
        ("40天才答复，超期了吗", "应当自收到申请之日起30日内答复；情况复杂的，可以延长30日。", None),
        ("没批过延期，40天才答复，超期了吗", "应当自收到申请之日起30日内答复；情况复杂的，可以延长30日。", "yes"),
    ],
)
def test_a_case_keeps_its_time_or_not(question: str, clause: str, says: str | None) -> None:
    assert by_days(question, clause) == says


def test_an_english_case_is_held_against_the_words_of_the_law() -> None:
    assert by_days("The boat passed on March 1 but we sent the list in mid-April. Is that too late?", SENT, "报送 清单") == "yes"
