"""What nobody has to approve: kinds of a thing that a clause lets off, told from what is done with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.model import Question
from qa.question.kinds import asked
from qa.yes_no.let_off import about_it
from qa.yes_no.verdict import freed, verdict
from tests.qa.conftest import assistant_over
from vectorstore.cross import Judged

EXHIBITIONS = """
云州市文化展览管理办法

第一条　 为了规范文化展览活动，制定本办法。
第二条　 在本市行政区域内举办的面向公众的文化展览，适用本办法。
第三条　 单位、个人均可依法筹办文化展览。除法律、法规另有规定的外，文化主管部门对文化展览不实行行政许可。
第四条　 主办人应当在开幕10日前向社会公布展品目录。
第五条　 场馆应当具备与观众人数相适应的消防、疏散条件。
第六条　 讲解员由主办人按照公开、择优的原则确定。
第七条　 因特殊原因变更时间、地点的，主办人应当及时发布公告。
第八条　 观众应当服从现场管理，爱护展品。
第九条　 文化主管部门应当建立主办人信用档案，并向社会公开。
第十条　 违反本办法第四条规定的，由文化主管部门责令改正；拒不改正的，处1000元以上1万元以下的罚款。
第十一条　 本办法自2021年5月1日起施行。
"""
LETS_OFF = "除法律、法规另有规定的外，文化主管部门对文化展览不实行行政许可。"


@pytest.fixture(scope="module")
def exhibitions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answer over a regulation that lets exhibitions off from approval."""
    with assistant_over(tmp_path_factory.mktemp("exhibitions"), EXHIBITIONS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("民间书法展 是否要审批", "no"),
        ("听说办画展得先去文化局审批，对吗", "no"),
        ("老年摄影展要不要走手续", "no"),
        ("村里搞刺绣展要打报告吗", "no"),
        ("俱乐部办邮票展还用文化局点头吗", "no"),
        ("办书画展不用许可证吧", "yes"),
        ("Can I hold an art exhibition without any approval?", "yes"),
    ],
)
def test_every_kind_of_what_is_let_off_needs_no_approval(exhibitions: Assistant, question: str, verdict: str) -> None:
    answer = exhibitions.ask(Question(question))
    assert not answer.refused
    assert answer.verdict == verdict
    assert "不实行行政许可" in answer.quotes[0].text
    assert not answer.conclusion.startswith(("不行", "不是"))


@pytest.mark.parametrize(
    "question",
    [
        "画展放烟花要审批吗",
        "画展改期要不要批准",
        "展厅装修要审批吗",
        "办画展卖门票要许可吗",
        "画展封路要报批吗",
        "画展现场卖啤酒要办证吗",
        "开美术用品店要审批吗",
        "Do I need a permit to sell beer at an exhibition?",
        "Do I need a licence to open an art school?",
    ],
)
@pytest.mark.parametrize("history", [(), ("书法展要审批吗",)])
def test_what_is_done_with_a_thing_is_not_let_off_with_it(exhibitions: Assistant, question: str, history: tuple[str, ...]) -> None:
    answer = exhibitions.ask(Question(question, history=history))
    assert answer.refused or answer.verdict != "no"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("画展要审批吗", True),
        ("办个邮票展，是不是得先去文化局拿批文", True),
        ("书法展会用备案吗", True),
        ("画展卖门票要许可吗", False),
        ("展厅装修要审批吗", False),
        ("开画廊要审批吗", None),
        ("开美术馆要审批吗", False),
        ("Do I need a permit to sell beer at an exhibition?", False),
        ("我们办画展，二十来个人，要审批吗", None),
    ],
)
def test_a_kind_of_a_thing_ends_as_it_does(question: str, says: bool | None) -> None:
    assert about_it(question, LETS_OFF) is says


def test_relief_in_one_case_is_none_in_all() -> None:
    assert about_it("游艇要登记吗", "自用小艇的，无需登记。") is None


def test_leave_in_english_is_a_need_too() -> None:
    assert freed("Do we have to obtain a licence from the bureau?", LETS_OFF)
    assert not freed("Does the bureau permit photography?", LETS_OFF)
    assert asked("潜水比赛要许可吗") == asked("还用体育局点头吗") == "need"


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("游艇要登记吗", "游艇无需登记。", True),
        ("游艇俱乐部会被取消备案吗", "情节严重的，由海事机构取消备案。", False),
        ("开游艇俱乐部要先备案吗", "游艇俱乐部应当备案；但是，国务院规定不需要备案的除外。", False),
        ("我的小艇不用登记，税在哪里交，也要登记吗", "不需要登记的游艇，纳税地点为所有人所在地。", False),
    ],
)
def test_what_is_taken_away_or_left_out_lets_nobody_off(question: str, clause: str, says: bool) -> None:
    assert freed(question, clause) is says


def test_relief_under_a_condition_is_read() -> None:
    clause = "游艇的安全能够由所有人保证的，不实行登记制度。"
    read = Judged(answers=0.9, yes=0.05, no=0.05, conditional=0.9)
    assert verdict("我家的游艇要不要登记？", clause, read) == "conditional"
    assert verdict("我家的游艇要不要登记？", "游艇不实行登记制度。", read) == "no"
