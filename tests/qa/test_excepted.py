"""The case that an exception takes out of a rule is answered by the exception."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.model import Question
from qa.yes_no.excepted import excepted, shuts_out
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


SUPPORT = "经营渡口的单位，每个泊位每年补贴2000元。"


@pytest.mark.parametrize(
    ("question", "clause", "out"),
    [
        ("我们是国有渡口公司，泊位补贴能领吗", "国有渡口公司不享受泊位补贴。", True),
        ("我们是民营渡口公司，泊位补贴能领吗", "国有渡口公司不享受泊位补贴。", False),
        ("我们不是国有渡口公司，泊位补贴能领吗", "国有渡口公司不享受泊位补贴。", False),
        ("我开了家卖海钓船票的店，补贴能领吗", "从事游艇租赁、海钓、水上餐饮的，不享受本通知规定的补贴。", True),
        ("我开了家水上餐饮店，补贴什么时候发", "从事游艇租赁、海钓、水上餐饮的，不享受本通知规定的补贴。", False),
        ("我的泊位有旅游资金支持，补贴还能领吗", "已获得旅游资金支持的泊位，不重复享受补贴。", True),
    ],
)
def test_who_is_shut_out_of_what_others_get(question: str, clause: str, out: bool) -> None:
    assert shuts_out(question, SUPPORT, clause) is out


AID = """
云州市人民政府办公室关于支持水上客运发展的若干措施

一、客运补贴
（一）在本市从事水上客运满一年的经营者，每个泊位每年给予客运补贴2000元。
（二）客运补贴每年3月申报，由县级交通运输部门自受理之日起20日内审核。
二、其他事项
（一）从事海钓、水上餐饮、游艇租赁的，不享受本措施规定的补贴。
（二）本措施自2021年5月1日起施行。
"""


@pytest.fixture(scope="module")
def aid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answer over a policy that shuts some out of its support in another part."""
    with assistant_over(tmp_path_factory.mktemp("aid"), AID) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "says", "told"),
    [("我在码头开了家海钓店，客运补贴能领吗？", "no", True), ("我在码头开了家客运公司，客运补贴能领吗？", "", False)],
)
def test_who_is_shut_out_elsewhere_gets_nothing(aid: Assistant, question: str, says: str, told: bool) -> None:
    answer = aid.ask(Question(question))
    assert ("海钓" in answer.conclusion) is told, answer.text
    assert answer.verdict == says if told else answer.verdict != "no", answer.text
