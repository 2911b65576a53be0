"""A penal clause that names duties by their numbers, told from other duties of the same text, and who falls under that text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from law.model import Penalty, Sanction
from qa.assistant import Assistant
from qa.case import actors
from qa.case.conditions import weigh
from qa.case.periods import by_days
from qa.model import Question
from qa.question.kinds import asks_yes_no
from tests.qa.conftest import assistant_over

LANTERNS = """
云州市灯会管理办法

第一条　 为了规范灯会活动，制定本办法。
第二条　 本办法所称灯会，是指以国家公布的传统节庆项目为内容的展演活动。
第三条　 在本市行政区域内举办的面向社会的灯会，适用本办法。
举办本单位、本行业系统内的灯会，可以参照本办法有关规定执行。
第四条　 公安、消防救援、人民防空等有关部门（以下统称灯会管理有关部门）按照职责做好灯会管理工作。
第五条　 承办人应当在灯会举行15日前，向社会公布展演方案，明确灯会名称、时间、地点。
承办人可以要求参加展演的人员提供健康证明。
鼓励承办人购买安全保险。
第六条　 灯会的讲解员应当由承办人公开招募、择优确定。
第七条　 因故变更灯会时间、地点的，承办人应当及时发布公告。
第八条　 观众应当接受安全检查，爱护灯组，不得扰乱灯会秩序。
第九条　 文化主管部门应当加强监督检查。接到对灯会的投诉、举报的，应当及时处理。
第十条　 市文化主管部门组织编制灯会发展规划。
市辖区文化主管部门认为有必要单独编制灯会发展规划的，依照前款规定执行。
第十一条　 违反本办法第五条第一款、第六条规定的，由文化主管部门责令改正；拒不改正或者造成严重后果的，由文化主管部门处1000元以上2万元以下的罚款。
第十二条　 文化主管部门及其工作人员违反本办法规定，有下列行为之一的，由本级人民政府责令改正；情节严重的，依法给予处分：
（一）收到投诉不处理的；
（二）泄露投诉人信息的；
（三）其他滥用职权、徇私舞弊、玩忽职守行为。
第十三条　 本办法自2020年1月1日起施行。
"""


@pytest.fixture(scope="module")
def lanterns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answer over a regulation that fines the breach of two duties by their numbers, and of no other."""
    with assistant_over(tmp_path_factory.mktemp("lanterns"), LANTERNS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "quoted", "verdict"),
    [
        ("我们办灯会的讲解员全是老板的亲戚，没公开招，被人举报了会怎么处理", "第十一条", None),
        ("因故换了举办地没有发公告，文化局能罚款吗", "第七条", "no"),
        ("来看灯的游客闹事不让安检，灯会管理办法里有没有罚款", "第八条", "no"),
        ("灯会管理办法第五条第三款没做到要罚款吗？", "第五条第三款", "no"),
        ("灯会管理办法第五条第一款没做到怎么处罚？", "第十一条", None),
        ("展演方案没公布，文化局责令改正，拖着不改，会罚款吗", "第十一条", "yes"),
        ("必须先责令改正、拒不改正才能罚款？", "第十一条", "no"),
        ("承办人未履行灯会管理办法第六条所定义务的，承担何种行政责任", "第十一条", None),
        ("文化局的人徇私舞弊，灯会管理办法怎么处理", "第十二条（三）", None),
        ("文化局的人徇私舞弊，灯会管理办法有无追究刑事责任的条款", "第十二条（三）", "no"),
    ],
)
def test_a_conduct_is_punished_only_as_the_breach_of_the_duties_that_are_named(
    lanterns: Assistant, question: str, quoted: str, verdict: str | None
) -> None:
    answer = lanterns.ask(Question(question))
    assert quoted in [
        f"{quote.citation.address}{_paragraph(quote.citation.paragraph)}{quote.citation.item or ''}" for quote in answer.quotes
    ]
    assert verdict is None or answer.verdict == verdict


def _paragraph(number: int | None) -> str:
    return f"第{'一二三'[number - 1]}款" if number else ""


@pytest.mark.parametrize(
    ("question", "quoted", "verdict"),
    [
        ("年底关起门自己人挂些灯笼，没外人，这也硬要照灯会管理办法来？", "参照本办法", "no"),
        ("人防办算不算灯会管理有关部门", "人民防空", "yes"),
        ("区文化局是不是一定得单独编灯会发展规划？", "认为有必要", "no"),
    ],
)
def test_who_falls_under_a_text(lanterns: Assistant, question: str, quoted: str, verdict: str) -> None:
    answer = lanterns.ask(Question(question))
    assert any(quoted in quote.text for quote in answer.quotes) and answer.verdict == verdict


REFUSED_OR_HARM = Penalty(
    citation=None,  # type: ignore[arg-type]
    quote="拒不改正或者造成严重后果的，处罚款",
    conduct=None,
    sanctions=(Sanction(type="罚款", text="处罚款", condition="拒不改正或者造成严重后果"),),
    authority=None,
    violates=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("必须先责令改正、拒改才能罚款吗", "no"), ("拒不改正或者造成严重后果才会罚款吗", "yes"), ("昨天才发现的，会罚款吗", "conditional")],
)
def test_a_fine_needs_no_more_than_one_of_its_alternatives(question: str, verdict: str) -> None:
    assert weigh(question, REFUSED_OR_HARM) == verdict


def test_what_is_said_of_a_refusal_is_no_choice() -> None:
    assert not asks_yes_no("叫挪不挪，罚多少") and asks_yes_no("挪不挪")
    assert weigh("叫补不补，会罚款吗", REFUSED_OR_HARM) == "yes"


def test_an_inhabitant_is_no_official() -> None:
    from tests.qa.test_breaches import meaning

    assert actors.actor(meaning("普通市民把数据发到网上，怎么罚")) == "private"


def test_a_week_is_a_period() -> None:
    assert by_days("赛前一星期才公布，算违规吗", "承办人应当在举行20日前公布方案。") == "yes"
