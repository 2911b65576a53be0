"""Yes or no where it is easily turned round: what is told to be too few, taken to be out of reach, let off, or no condition."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.case.outside import outside
from qa.case.periods import by_days
from qa.conclusions.settle import denial
from qa.model import Question
from qa.question.kinds import asks_yes_no
from qa.yes_no.denied import denied
from qa.yes_no.let_off import about_it
from qa.yes_no.spared import spared, unconditioned
from qa.yes_no.verdict import freed, verdict
from tests.qa.conftest import assistant_over
from vectorstore.cross import Judged

GARDENS = """
青洲市共享菜园管理办法

第一条　 为了规范共享菜园经营，制定本办法。
第二条　 在本市行政区域内经营共享菜园，适用本办法。
第三条　 开办共享菜园展销场所无需取得专项许可，经营者应当自开业之日起十五日内向区农业农村主管部门备案。
第四条　 租种人连续出租地块三块以上的，经营者应当提供灌溉设施。
第五条　 租种人自签订合同之日起十日内未使用地块的，有权要求全额退还租金，经营者应当自收到请求之日起五日内办结。
第六条　 合作社招用本村劳动者五人以上从事菜园养护的，给予一次性补贴六千元。
第七条　 菜园投入使用不进行事前联合踏勘，由区农业农村主管部门事后抽查。
第八条　 各镇不得将接入共享菜园平台作为办理用水登记的前置条件。
第九条　 本办法自2024年3月1日起施行。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("gardens"), GARDENS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("合作社雇了仨本村大姐养护菜园，一次性补贴领得到吗？", "no"),
        ("Our co-op took on three local workers for the garden. Do we get the one-off subsidy?", "no"),
        ("合同签了六天，地块一次没用过，租金退不了了吧？", "no"),
        ("开共享菜园展销店，不用专门办许可吧？", "yes"),
        ("开共享菜园展销店要办专项许可吗？", "no"),
        ("菜园投入使用前要先联合踏勘吗？", "no"),
        ("不接入共享菜园平台，用水登记办得下来吗？", "yes"),
        ("办用水登记必须先接入共享菜园平台才行吗？", "no"),
    ],
)
def test_what_is_easily_turned_round_is_said_as_it_stands(assistant: Assistant, question: str, says: str) -> None:
    assert assistant.ask(Question(question)).verdict == says


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("雇了俩本地大姐，能享受补贴吗", "吸纳本地劳动者3人以上就业的，享受补贴。", "no"),
        ("雇了四个本地人，能享受补贴吗", "吸纳本地劳动者3人以上就业的，享受补贴。", None),
        ("We filmed 25 days straight. Any subsidy for us?", "连续拍摄30天以上的，给予补贴。", "no"),
        ("Off sick for two days in a row. Must the fee be paid back?", "请假连续三日以上的，应当退还费用。", "no"),
        ("Off sick for about two days. Must the fee be paid back?", "请假连续三日以上的，应当退还费用。", None),
        ("地租了八百亩，要报县里审查吗", "流转土地面积超过500亩的，应当经县级人民政府审查。", "yes"),
        ("我能替五个老乡投票吗", "每人接受的委托不得超过三人。", "no"),
        ("招了俩人，不能享受补贴吧", "吸纳本地劳动者3人以上就业的，享受补贴。", None),
        ("学生八百人，能叫学院吗", "称为学院的，在校学生应当在三千人以上。边远地区的不受此限。", None),
        ("停产满两年要罚吗", "停产三年以上的，处一万元罚款。", None),
        ("毕业快两年了，能申请吗", "毕业满三年的，可以申请。", None),
        ("我们六七个人，能登记吗", "十人以上的，可以登记。", None),
        ("今年就卖了一辆自己的车，算经销吗", "一年内出售持有不足一年的车辆达到3辆以上的，视为从事经销。", "no"),
        ("I sold two of my own cars. Do I have to register?", "出售车辆达到3辆以上的，应当依法登记。", "no"),
        ("露天席摆三十桌，要不要告诉村委会", "搭灶超过三口或者设席超过二十桌的，应当告知村民委员会。", "yes"),
        ("自家用水一天八方，要取水许可吗", "日取水量五立方米以下的，无需办理取水许可，但不得用于经营。", "yes"),
        ("自家用水一天八方，不用办取水许可吧", "日取水量五立方米以下的，无需办理取水许可，但不得用于经营。", "no"),
        ("自家用水一天四方，不用办取水许可吧", "日取水量五立方米以下的，无需办理取水许可，但不得用于经营。", None),
        ("汗蒸房二十平，只开一个门行吗", "面积超过三十平方米的汗蒸房，应当设安全出口。", None),
        ("尾水三十八度，能直接排河里吗", "尾水温度降至三十五摄氏度以下，方可排入河道。", "no"),
        ("露天席摆十桌，要不要告诉村委会", "搭灶超过三口或者设席超过二十桌的，应当告知村民委员会。", None),
    ],
)
def test_a_number_that_is_told_is_held_against_the_condition(question: str, clause: str, says: str | None) -> None:
    assert outside(question, clause) == says


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("卡一次没用过，退不了吧？", True),
        ("一楼不同意，是不是就装不成了？", True),
        ("钱要不回来了吧", True),
        ("个人没份吧", True),
        ("这下没法申请了吧？", True),
        ("刑责躲不掉吧？", False),
        ("能不能退？", False),
        ("难道还退不了不成？", False),
        ("可以不来吗？", False),
        ("不过分吧？", False),
    ],
)
def test_what_is_taken_to_be_out_of_reach_is_known(question: str, expected: bool) -> None:
    assert denied(question) is expected


def test_what_a_clause_grants_is_not_out_of_reach() -> None:
    read = Judged(answers=0.9, yes=0.8, no=0.1, conditional=0.1)
    assert verdict("一次没用过，退不了吧？", "十日内未使用的，有权要求全额退款。", read) == "no"
    assert verdict("停航四周了，补贴拿不到了吧？", "停航超过四周的，取消补贴资格。", read) == "yes"
    assert denial("退不了吧？") == "fact-no"
    assert denial("必须先接入平台才能办吗？") == "fact-no"


@pytest.mark.parametrize(
    ("question", "expected"),
    [("不用办许可吧", True), ("要办许可证吗", True), ("要备案吗", False), ("要办什么手续吗", False)],
)
def test_an_approval_that_is_let_off_is_told_from_another_that_is_demanded(question: str, expected: bool) -> None:
    assert freed(question, "开办美容场所无需取得专项许可，应当自开业之日起十日内备案。") is expected


@pytest.mark.parametrize(("question", "says"), [("足浴店要备案吗", "yes"), ("足浴店不用备案吧", "no")])
def test_an_approval_that_is_demanded_beside_one_that_is_let_off_is_needed(question: str, says: str) -> None:
    clause = "仅设足浴的场所，不需要取得卫生许可证，但应当自开业之日起三十日内向县级卫生健康主管部门备案。"
    read = Judged(answers=0.9, yes=0.4, no=0.4, conditional=0.2)
    assert verdict(question, clause, read) == says


def test_premises_by_any_name_are_let_off() -> None:
    assert about_it("临街开宠物店要许可吗", "开办宠物美容场所无需取得专项许可。") is not False


@pytest.mark.parametrize(
    ("question", "clause", "expected"),
    [
        ("开业前要先联合核验吗", "实行告知承诺制，不进行事前联合核验。", True),
        ("Do they have to inspect before I open?", "实行告知承诺制，不进行事前联合核验。", True),
        ("开业前要先消防检查吗", "实行告知承诺制，不进行事前联合核验。", False),
        ("要不要做安全评估", "取消选址评估，但应当开展安全评估。", False),
        ("资格会被取消吗", "情节严重的，取消其检验资格。", False),
    ],
)
def test_a_step_that_nobody_has_to_go_through_is_not_needed(question: str, clause: str, expected: bool) -> None:
    assert spared(question, clause) is expected


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("小作坊不接平台，许可证能办吗", "yes"),
        ("小作坊不接平台，许可证就办不了吧", "no"),
        ("办许可证要先接入平台吗", "no"),
        ("Can I stay out of the platform and still get the licence?", "yes"),
        ("没接平台就不给办证，可以这么卡吗", None),
        ("许可证几天能办好", None),
    ],
)
def test_what_may_be_no_condition_is_needed_for_nothing(question: str, says: str | None) -> None:
    assert unconditioned(question, "不得将接入平台作为办理生产许可的前置条件。") == says


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("提货二十天了还没过户，来得及吧", "yes"),
        ("提货四十天了还没过户，来得及吧", "no"),
        ("I picked it up 40 days ago. Is it too late to sign it over?", "yes"),
        ("提货四十天了，车能开吗", None),
    ],
)
def test_the_one_period_of_a_clause_is_that_of_what_is_asked(question: str, says: str | None) -> None:
    assert by_days(question, "买方应当自交付之日起三十日内申请转让登记。") == says


def test_who_may_is_no_condition() -> None:
    read = Judged(answers=0.9, yes=0.8, no=0.1, conditional=0.1)
    assert verdict("买了两个月，退不了吧", "车况未如实告知的，买方可以自知道之日起九十日内要求退车。", read) == "no"


def test_any_for_us_is_a_question_of_yes_or_no() -> None:
    assert asks_yes_no("We filmed 25 days. Any hotel subsidy for us?")
    assert asks_yes_no("Any chance of a refund?")
