"""How answers read: the yes or no as it was asked for, no labels of the page, notes apart, nothing named that is far from the question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.check import checked
from qa.conclusions.settle import as_asked
from qa.extractive import tidied
from qa.model import Answer, Question, Quote
from qa.question.kinds import asked, asks_yes_no
from qa.select import core
from qa.suggest import suggestions
from tests.qa.conftest import assistant_over

ORCHARDS = """临水市果园管理办法

第一条　为了加强果园管理，制定本办法。
第二条　经营果园应当向市农业农村主管部门备案。备案的具体程序依照《临水市农业条例》执行。
第三条　果园分为下列三类：
（一）甲类果园，包括观光果园和采摘果园；
（二）乙类果园，包括苗圃和试验果园；
（三）丙类果园，即其他果园。
第四条　对种植本地品种的农户，每亩给予二百元补贴。
第五条　未按照本办法第二条规定备案的，由市农业农村主管部门责令改正；拒不改正的，处五百元以上二千元以下罚款。
第六条　本办法自2012年3月1日起施行，有效期五年。
"""


@pytest.fixture(scope="module")
def orchards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("orchards"), ORCHARDS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "echo"),
    [
        ("种本地品种有没有补贴？", "have"),
        ("旧办法现在还作数不", "count"),
        ("苗圃算果园吗", "count"),
        ("不备案会不会挨罚？", "will"),
        ("开园前三天再报，来得及不", "can"),
        ("游客能进苗圃吗", "can"),
        ("这事是不是归农业局管", "fact"),
        ("自己说了算吗", "fact"),
        ("不是有补贴么", "fact"),
        ("有关部门要批吗", "fact"),
    ],
)
def test_a_question_is_answered_in_its_own_words(question: str, echo: str) -> None:
    assert as_asked(question, "fact") == echo


def test_whether_one_may_is_asked_whatever_else_is_told() -> None:
    assert asked("用地还没批下来，可否先行栽种？") == "may"
    assert not asks_yes_no("甲类果园与乙类果园的管理有何不同？")


@pytest.mark.parametrize(
    ("conclusion", "tidy"),
    [
        ("是的。5.每村至少配备1名防疫员。", "是的。每村至少配备1名防疫员。"),
        ("- 但产品仍以苗木为主。", "- 产品仍以苗木为主。"),
        ("（责任单位：市农业局）货主应当申报。", "货主应当申报。"),
        ("按照下列规定确定:：施工单位为管理人。", "按照下列规定确定：施工单位为管理人。"),
        ("宽度：1.平地十二米；2.坡地八米。", "宽度：1.平地十二米；2.坡地八米。"),
        ("2018年栽种。", "2018年栽种。"),
    ],
)
def test_labels_of_the_page_stay_out_of_a_conclusion(conclusion: str, tidy: str) -> None:
    assert tidied(conclusion) == tidy


def test_a_note_stands_by_itself(orchards: Assistant) -> None:
    answer = orchards.ask(Question("种植本地品种每亩补贴多少"))
    note, said = answer.conclusion.split("\n\n")
    assert note.startswith("注意：") and "二百元" in said
    assert "\n\n" not in orchards.ask(Question("临水市果园管理办法还有效吗")).conclusion


def test_what_a_breach_costs_is_told_behind_whether_it_does(orchards: Assistant) -> None:
    answer = orchards.ask(Question("没备案，农业局叫我改我也不改，会被罚款吗？"))
    assert answer.verdict == "yes" and "会。" in answer.conclusion


def test_a_refusal_names_what_is_near_and_nothing_else(orchards: Assistant) -> None:
    assert "最接近" not in orchards.ask(Question("明天下雨吗")).text
    near = orchards.ask(Question("观光果园的门票最高卖多少钱")).text
    assert "最接近" in near and "第三条" in near
    assert "依照《临水市果园管理办法》" not in near


def test_one_of_a_list_is_told_where_one_is_asked_for(orchards: Assistant) -> None:
    answer = orchards.ask(Question("苗圃属于哪一类果园"))
    assert "乙类果园" in answer.conclusion and "共3项" not in answer.conclusion


class _Shared:
    def coverage(self, question: str, text: str) -> float:
        return sum(one in text for one in question) / len(question)


def test_the_part_that_holds_what_is_asked_for_is_told() -> None:
    sentence = (
        "力争到2020年，全市苗木企业达到100家以上、建成示范苗圃20个以上、引进优良品种超过三百种、培训技术人员一千人次；"
        "苗木销售额突破150亿元，带动相关产业实现销售收入1500亿元以上，努力打造全国知名的苗木之乡，形成优势突出的产业集群。"
    )
    assert "150亿元" in core(sentence, "2020年苗木企业要卖到多少钱", _Shared())  # type: ignore[arg-type]
    assert "100家" in core(sentence, "2020年苗木企业多少家", _Shared())  # type: ignore[arg-type]
    assert core("送上新年的祝福！", "祝福", _Shared()) == "送上新年的祝福！"  # type: ignore[arg-type]


def test_a_withdrawn_verdict_leaves_its_point(orchards: Assistant) -> None:
    known = orchards.ask(Question("经营果园要备案吗"))
    place = known.quotes[0].citation
    words = known.quotes[0].text
    answer = Answer("", conclusion=f"- 不需要。{words}\n- 可以。{words}", quotes=(Quote(place, words),), verdict="no")
    kept = checked(answer, orchards._library)
    assert kept is not None and all(line.startswith("- 经营果园") for line in kept.conclusion.split("\n"))


def test_what_is_quoted_is_not_suggested(orchards: Assistant) -> None:
    answer = orchards.ask(Question("不备案怎么处罚"))
    addresses = {quote.citation.address for quote in answer.quotes}
    told = suggestions(answer, orchards._library)
    assert not any(f"{address}规定了什么" in one for address in addresses for one in told)
