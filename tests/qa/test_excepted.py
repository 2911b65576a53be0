"""The case that an exception takes out of a rule is answered by the exception."""

from __future__ import annotations

import pytest

from qa.excepted import excepted

MOORINGS = "泊位少于5个的渡口不予补贴，乡镇、村级渡口不受此限。"
FEES = "船舶应当每年缴纳泊位费，但是公务用船、救捞用船除外。"


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("我们在村里修了个渡口，只有3个泊位，能拿补贴吗", MOORINGS, "yes"),
        ("Our village ferry has 3 berths. Can we get the subsidy?", MOORINGS, "yes"),
        ("我们在市区修了个渡口，只有3个泊位，能拿补贴吗", MOORINGS, None),
        ("这个渡口不在村里，只有3个泊位，能拿补贴吗", MOORINGS, None),
        ("村里的渡口只有3个泊位，是不是拿不到补贴", MOORINGS, None),
        ("公务用船也得缴泊位费吗", FEES, "no"),
        ("除了公务用船，其他船都得缴泊位费吗", FEES, None),
        ("渔船也得缴泊位费吗", FEES, None),
        ("夜里能在浅滩钓鱼吗", "除科研用船外，禁止船舶在浅滩停靠。", None),
        ("科研用船能在浅滩停靠吗", "除科研用船外，禁止船舶在浅滩停靠。", "yes"),
        # Which cases other rules except is not said
        ("法律另有规定，船能在浅滩停靠吗", "禁止船舶在浅滩停靠，法律另有规定的除外。", None),
    ],
)
def test_the_case_that_is_excepted(question: str, clause: str, says: str | None) -> None:
    assert excepted(question, clause) == says
