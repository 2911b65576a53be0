"""Yes and no about what a plan says, supports and counts, where no case is judged, and how they are worded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.case.figures import by_span, by_values
from qa.case.supported import of_some
from qa.conclusions.settle import denial, of_a_duty
from qa.model import Question
from qa.question.bare import alone
from qa.question.kinds import asks_besides, asks_yes_no
from qa.understand import clean
from qa.wording.claims import bodies
from qa.wording.marks import divide, first_asked, negated
from qa.yes_no.affirmed import affirmed
from qa.yes_no.verdict import verdict
from tests.qa.conftest import assistant_over
from vectorstore.cross import Judged

NO, YES = Judged(0.9, 0.05, 0.93, 0.02), Judged(0.9, 0.93, 0.05, 0.02)
HARBOUR = "参与全国渔港更新基金（三期）募集，投向海湾渔港项目。"
CRAFTS = "鼓励采取短期授课、远程指导等方式柔性引进陶艺大师。"
MUSEUMS = "推动文旅融合，支持社会力量举办博物馆、美术馆。"


@pytest.mark.parametrize(
    ("question", "clause", "holds"),
    [
        ("全国渔港更新基金三期 青岛参不参与募集？", HARBOUR, True),
        ("外地的陶艺大师不搬过来，只做远程指导，能算引进大师么？", CRAFTS, True),
        # Another body, a restriction, another number, a negation, what is lacked
        ("募集是否由财政局牵头？", HARBOUR, False),
        ("是不是只参与募集？", HARBOUR, False),
        ("参与五期募集吗？基金要十亿元。", HARBOUR, False),
        ("参不参与募集？", "暂停参与基金募集。", False),
        ("没办登记的船，能停渔港吗？", "办理登记的船舶应当停靠渔港。", False),
    ],
)
def test_what_a_clause_has_in_all_its_words_it_affirms(question: str, clause: str, holds: bool) -> None:
    assert affirmed(question, clause) is holds


def test_what_is_affirmed_is_not_denied_on_a_reading() -> None:
    assert verdict("全国渔港更新基金三期 青岛参不参与募集？", HARBOUR, NO) == "yes"


SOME = "支持符合条件的渔业企业发行债券，拓宽融资渠道。"
PICKED = "遴选培育一批带动性强、信誉突出的示范渔家，在装备更新、品牌推广等方面予以支持。"


@pytest.mark.parametrize(
    ("question", "clause", "depends"),
    [
        ("渔业企业打算发行债券，是否属于本意见支持之列？", SOME, True),
        ("我们渔业企业能发债券得到支持吗？", SOME, True),
        ("我们渔业企业条件都符合，发行债券能得到支持吗？", SOME, False),
        ("市里支不支持渔业企业发行债券？", SOME, False),
        ("我们渔业企业发行债券能得到支持吗？", "支持渔业企业发行债券。", False),
        ("我家渔船刚更新，能不能在品牌推广上得到扶持？", PICKED.replace("渔家", "渔业企业"), True),
        ("船厂亏损没几年，能不能委托机构评估？", "可以委托有条件的机构评估。", False),
    ],
)
def test_support_that_goes_to_some_depends(question: str, clause: str, depends: bool) -> None:
    assert of_some(question, clause) is depends


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("只有国家的单位才能办美术馆吧？", MUSEUMS, "no"),
        ("别人说得挂靠文化馆才有资格办，是这样不？", "单位、个人均可依法举办书画展。", "no"),
        # It is opened, not closed; and what needs a step is not read so
        ("民间资本能办美术馆吗，还是只能公家办？", MUSEUMS, "yes"),
        ("得省里点头才行吧？", "经省人民政府批准，可以设立美术馆。", "yes"),
    ],
)
def test_what_is_open_to_all_is_closed_to_nobody(question: str, clause: str, says: str) -> None:
    assert verdict(question, clause, YES) == says


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("个人可以办展吗，还是必须是公司", "个人可以办展吗？"),
        ("这样行不行，还是只能等馆里排期？", "这样行不行？"),
        ("情节不重的，不还是要罚吗", "情节不重的，不还是要罚吗"),
    ],
)
def test_the_other_case_that_is_thought_of_is_no_second_question(question: str, rest: str) -> None:
    assert first_asked(question) == rest


def test_what_somebody_holds_is_not_what_is_asked() -> None:
    assert alone("本地窑口要扩建。同行说只有外地窑口才给补贴。按方案能给吗？") == "本地窑口要扩建。按方案能给吗？"
    assert alone("这也算陶艺？我以为只有拉坯才算。") == "这也算陶艺？"
    # Whether he is right, and what this refers to
    assert alone("同行说只有外地窑口才给补贴。他说得对吗？").startswith("同行")
    assert alone("领导说局里定稿就行。这样可以吗？").startswith("领导")


@pytest.mark.parametrize(
    ("question", "whether"),
    [
        ("陶艺小镇规划 期限是2019到2025？", True),
        ("窑口还没验收 可先领扩建奖励？", True),
        ("村里的窑炉多了少了，这种也归镇里统计？", True),
        ("扩建奖励归镇里还是归县里？", False),
        ("停产后果多重？", False),
    ],
)
def test_a_statement_with_a_question_mark_asks_whether(question: str, whether: bool) -> None:
    assert asks_yes_no(question) is whether


def test_little_of_something_asks_for_no_number() -> None:
    assert not asks_besides("窑口没几个，能排进名单不？")
    assert asks_besides("窑口有几个？")


def test_a_tag_negates_nothing() -> None:
    assert not negated(divide("They may show the pots, can't they?")[1])
    assert negated(divide("They may not show the pots, right?")[1])


def test_fine_is_not_always_a_fine() -> None:
    assert "fine" not in clean("The plan is fine with potters selling online, isn't it?")
    assert "fine" in clean("Is there a fine for selling online?") and "fine" in clean("What is the fine?")


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("规划期限是2019到2030年吗？", "规划期限为2019—2025年，展望至2030年。", "no"),
        ("规划期限是2019到2025年吗？", "规划期限为2019—2025年，展望至2030年。", "yes"),
        ("2019到2025年每年都办节吗？", "规划期限为2019—2025年。", None),
    ],
)
def test_the_years_of_a_term_are_held_against_those_taken(question: str, clause: str, says: str | None) -> None:
    assert by_span(question, clause) == says


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("两个月内必须回话，是吗？", "应当自收到之日起六十日内回复。", "yes"),
        ("修窑三千多亩，对吗？", "修复窑址3400亩。", "yes"),
        ("修窑五千多亩，对吗？", "修复窑址3400亩。", "no"),
    ],
)
def test_a_number_is_the_same_as_people_tell_it(question: str, clause: str, says: str) -> None:
    assert by_values(question, clause, clause) == says


def test_what_belongs_to_a_department_is_no_department() -> None:
    assert bodies("是否属于县级主管部门的工作") == frozenset()


@pytest.mark.parametrize(
    ("asks", "what"),
    [
        ("他说得对吗？", "right-no"),
        ("是这样吗？", "fact-no"),
        ("轮不到我们负责吧？", "fact-no"),
        ("政策让不让？", "act-no"),
    ],
)
def test_no_fits_what_it_answers(asks: str, what: str) -> None:
    assert denial(asks) == what


@pytest.mark.parametrize(
    ("asks", "what"), [("有没有义务出指南？", "have"), ("是否属于强制要求？", "fact"), ("要不要备案？", "need"), ("是这个规定吗？", "fact")]
)
def test_a_duty_is_told_as_it_is_asked_about(asks: str, what: str) -> None:
    assert of_a_duty(asks) == what


POTTERY = """江南市陶艺产业发展规划

江南市人民政府关于印发江南市陶艺产业发展规划的通知
江政发〔2019〕8号

一、发展目标
到2025年，建成60个以上陶艺工坊。
二、重点任务
推动文旅融合，支持社会力量举办陶艺馆、窑址公园。
"""


@pytest.fixture(scope="module")
def pottery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("pottery"), POTTERY) as opened:
        yield opened


def test_one_clause_answers_the_last_of_two_questions_once(pottery: Assistant) -> None:
    answer = pottery.ask(Question("陶艺馆是不是只有公家才能办？我攒了钱想办个陶艺馆，政策让不让？"))
    assert (answer.verdict, answer.conclusion.count("支持社会力量举办陶艺馆")) == ("yes", 1)


def test_a_target_that_is_named_by_its_number_has_another_year(pottery: Assistant) -> None:
    answer = pottery.ask(Question("陶艺工坊60个以上，是2022年就得建成吧？"))
    assert (answer.refused, answer.verdict) == (False, "no") and "2025年" in answer.conclusion


def test_what_a_plan_is_fine_with_has_no_penalty(tmp_path: Path) -> None:
    with assistant_over(tmp_path, POTTERY) as opened:
        answer = opened.ask(Question("Somebody told me the plan is fine with private people running pottery museums. Is that so?"))
    assert answer.refused or "penalt" not in answer.conclusion
