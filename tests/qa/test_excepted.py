"""The case that an exception takes out of a rule is answered by the exception."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.excepted import excepted
from qa.model import Question
from tests.qa.conftest import assistant_over

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


WELLS = """
云州市渡口泊位管理办法

第一条　 为了规范渡口泊位管理，制定本办法。
第二条　 本市行政区域内渡口泊位的建设和管理，适用本办法。
第三条　 新建渡口泊位，距离取水口不得小于二百米。确因岸线条件限制不能达到的，应当经专家论证，并征得取水口管理单位书面同意。
第四条　 泊位应当安装水位监测设备。
第五条　 渡口经营者应当每年检修泊位。
第六条　 违反本办法第四条规定的，由水行政主管部门责令改正；拒不改正的，处1000元以上1万元以下的罚款。
第七条　 本办法自2021年5月1日起施行。
"""


@pytest.fixture(scope="module")
def berths(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answer over a regulation that opens a prohibition again in the sentence behind it."""
    with assistant_over(tmp_path_factory.mktemp("berths"), WELLS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "says", "told"),
    [
        ("我想新建一个渡口泊位，离取水口只有一百多米，能建吗？", "conditional", True),
        ("取水口管理单位不同意，新建的渡口泊位能离取水口一百米吗？", "no", False),
    ],
)
def test_the_sentence_that_opens_a_prohibition_is_told_with_it(berths: Assistant, question: str, says: str, told: bool) -> None:
    answer = berths.ask(Question(question))
    assert answer.verdict == says, answer.text
    assert ("专家论证" in answer.conclusion) is told, answer.text
