"""How often, by whom, with a fine or without, sent back to the paragraph before: over a regulation made up for this test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.case.frequency import by_frequency, rates
from qa.model import Question
from qa.yes_no.verdict import verdict
from tests.qa.conftest import assistant_over
from vectorstore.cross import Judged

LIGHTS = """江南市路灯管理办法

江南市人民政府令
第 66 号

《江南市路灯管理办法》已经市人民政府第 25 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 3 月 8 日

第一条　 为了规范路灯管理，制定本办法。
第二条　 区城市管理部门组织实施下列路灯检测：
（一）隧道照明设施的绝缘情况；
（二）公园景观灯的亮度变化情况。
第三条　 本办法第二条第（一）项规定的检测每年至少 1 次；第二条第（二）项规定的检测根据需要不定期开展。
第四条　 市城市管理部门应当编制路灯专项规划，报市人民政府批准后实施。
开发区管委会认为有必要单独编制路灯专项规划的，依照前款规定执行。
第五条　 城市管理部门及其工作人员有下列行为之一的，由上级机关责令改正，通报批评：
（一）虚报亮灯率；
（二）拖延抢修。
第六条　 路灯日常维护所需经费纳入本级财政预算。
第七条　 单位、个人均可认养路灯。
第八条　 任何单位和个人不得有下列行为：
（一）私接路灯电源；
（二）在灯杆上晾晒衣物。
第九条　 安装霓虹灯的单位应当向公安、电力、气象等部门办理有关手续。城市管理部门对安装霓虹灯不实行行政许可。
第十条　 本办法自 2022 年 5 月 1 日起施行。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("lights"), LIGHTS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("每年至少1次", {1.0}),
        ("每半年至少检测一次", {2.0}),
        ("改成两年一轮", {0.5}),
        ("一年查两回", {2.0}),
        ("每季度报一次", {4.0}),
        ("at least once every twelve months", {1.0}),
        ("上半年查一次", set()),
        ("三年没查一次", set()),
        ("今年查了", set()),
    ],
)
def test_how_often_something_is_done(text: str, times: set[float]) -> None:
    assert rates(text) == times


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("隧道灯改成两年测一回，行吗", "隧道照明每年至少检测1次。", "no"),
        ("隧道灯一年测两回，够吗", "隧道照明每年至少检测1次。", "yes"),
        ("隧道灯两年才测一回，违规吗", "隧道照明每年至少检测1次。", "yes"),
        ("Must the tunnel be tested at least once a year?", "隧道照明每年至少检测1次。", "yes"),
        ("一年查三次可以吗", "对同一企业每年不得超过两次。", None),
        ("景观灯一年测一回够吗", "每年至少1次；其余根据需要不定期开展。", None),
        ("一年里被抓了四回，证保不住了吧", "一年内违法超过三次的，吊销许可证。", None),
        ("路灯每年都得测一次吗", "隧道照明每年至少检测1次。", None),
    ],
)
def test_how_often_is_held_against_what_is_demanded(question: str, clause: str, says: str | None) -> None:
    assert by_frequency(question, clause) == says


@pytest.mark.parametrize(
    ("question", "address", "words", "says"),
    [
        ("隧道照明设施的绝缘情况两年测一回，站得住脚吗？", "第三条", "每年至少1次", "no"),
        ("开发区管委会单独编制路灯专项规划，要报谁批准？", "第四条", "报市人民政府批准", None),
        ("城市管理部门拖延抢修，会不会罚款？", "第五条", "条文没有规定罚款", "no"),
        ("路灯日常维护的钱由谁出？", "第六条", "所需经费纳入本级财政预算", None),
        ("我没有公司也没有单位，一个人认养路灯可以吗？", "第七条", "单位、个人均可认养路灯", "yes"),
        ("路灯管理办法现在已经施行了吗，2022年3月20日那天呢？", "第十条", "还没有施行", "no"),
    ],
)
def test_the_answer_says_what_the_clause_means_for_the_case(
    assistant: Assistant, question: str, address: str, words: str, says: str | None
) -> None:
    answer = assistant.ask(Question(question))
    assert address in {quote.citation.address for quote in answer.quotes}
    assert words in answer.conclusion
    assert answer.verdict == says


def test_other_bodies_than_the_one_set_aside_are_named(assistant: Assistant) -> None:
    answer = assistant.ask(Question("除了城市管理部门，安装霓虹灯还要找哪些部门办手续？"))
    assert "公安、电力、气象" in answer.conclusion


def test_a_list_is_no_answer_without_an_item(assistant: Assistant) -> None:
    answer = assistant.ask(Question("把衣服被子晾在灯杆上，犯不犯规矩？"))
    assert "晾晒衣物" in answer.conclusion


def test_a_comparison_with_a_place_that_is_not_here_is_refused(assistant: Assistant) -> None:
    assert assistant.ask(Question("江南市的路灯办法跟上海的比，哪边管得更严？")).refused


@pytest.mark.parametrize(
    ("question", "clause", "judged", "says"),
    [
        ("没有公司，自己认养路灯合规吗", "单位、个人均可认养路灯。", Judged(0.9, 0.05, 0.9, 0.05), "yes"),
        ("只有公司才能认养路灯吗", "单位、个人均可认养路灯。", Judged(0.9, 0.05, 0.9, 0.05), "no"),
        ("省里支持这种做法吗", "鼓励采取认养方式维护路灯。", Judged(0.9, 0.3, 0.6, 0.1), "yes"),
        ("省里只支持这种做法吗", "鼓励采取认养方式维护路灯。", Judged(0.9, 0.05, 0.9, 0.05), "no"),
    ],
)
def test_logic_holds_against_what_is_read(question: str, clause: str, judged: Judged, says: str) -> None:
    assert verdict(question, clause, judged) == says


def test_of_items_that_are_ruled_by_their_numbers_the_one_asked_about_counts(assistant: Assistant) -> None:
    answer = assistant.ask(Question("隧道照明设施绝缘情况的检测一年一次，够次数吗"))
    assert answer.verdict == "yes", answer.text
    assert answer.quotes[0].citation.address == "第三条"


def test_no_to_what_is_put_negatively_is_not_worded_as_not_needed(assistant: Assistant) -> None:
    answer = assistant.ask(Question("编制路灯专项规划不用报市政府批准吧"))
    assert answer.verdict == "no" and not answer.conclusion.startswith("不需要"), answer.text
