"""What a clause says that was surely read as the answer is not passed over; who answers for a task is told of that very task."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.model import Question
from tests.qa.conftest import assistant_over

KITES = """云溪市风筝节管理办法
（2021年3月15日云溪市人民政府令第58号公布）

第一条　为了规范风筝节活动，根据有关法律、法规，结合本市实际，制定本办法。
第二条　本办法所称的风筝，是指以竹、布、纸等制成、借风升空的器具。
本办法所称的风筝节活动，是指以风筝放飞、展示为内容的群众性活动。
第三条　风筝节活动由文化主管部门负责。
第四条　放飞场地应当避开高压线。文化主管部门收到放飞登记申请后，应当在10日内审查。
第五条　举办人申请解除放飞登记的，文化主管部门收到解除放飞登记申请后，应当在10日内审查完毕。
第六条　违反本办法规定的行为，有关法律、法规已有法律责任规定的，从其规定。
违反本办法第四条规定，放飞场地未避开高压线的，由文化主管部门处二千元罚款。
第七条　本办法自公布之日起施行。《云溪市纸鸢活动管理办法》（云溪市人民政府令第12号）同时废止。
"""
PLAN = """云溪市人民政府关于加快手工产业发展的实施意见

一、主要任务
（一）壮大手工行业。建设陶瓷街区，改造老窑厂，扶持陶艺工作室。（责任单位：市经信局）
开展竹编技艺传习，推动竹编工坊进景区、进校园。（牵头单位：市文广旅游局）
（二）培育企业。到2024年，培育竹编企业30家。到2026年，培育竹编企业55家。
二、保障措施
（一）加强宣传。举办手工产业展会，讲好手工故事。运用新媒体推广手工产品。

云溪市人民政府
2022年5月6日
"""


@pytest.fixture(scope="module")
def kites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("kites"), KITES, PLAN) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("风筝两个字看着简单，到底指的是些什么东西？", "所称的风筝，是指"),
        ("违反风筝节办法的事，别的法律里已经有罚则了，以哪个为准？", "从其规定"),
        ("竹编传习 哪个局牵头", "市文广旅游局"),
        ("风筝节管理办法打哪天起算数？", "2021年3月15日"),
        ("风筝节管理办法几时开始生校的", "2021年3月15日"),
        ("以前的纸鸢活动管理办法现在还管不管用？", "已被《云溪市风筝节管理办法》废止"),
        ("风筝节管理办法第三条是管什么的？一句话", "第三条规定如下"),
        ("手工产业意见二、（一）“加强宣传”讲什么", "二、（一）"),
        ("到2026年要培育多少家竹编企业？", "55家"),
    ],
)
def test_the_clause_that_answers_is_the_one_told(kites: Assistant, question: str, says: str) -> None:
    answer = kites.ask(Question(question))
    assert not answer.refused and says in answer.conclusion, answer.text


def test_a_text_that_applies_from_its_promulgation_is_quoted_with_that_day(kites: Assistant) -> None:
    answer = kites.ask(Question("风筝节管理办法什么时候施行？"))
    quoted = "".join(quote.text for quote in answer.quotes)
    assert "自公布之日起施行" in quoted and "2021年3月15日" in quoted, answer.text


def test_of_like_clauses_the_one_comes_first_that_says_less_besides(kites: Assistant) -> None:
    answer = kites.ask(Question("放飞登记 审查期限"))
    assert "解除" not in answer.conclusion and "10日" in answer.conclusion, answer.text


def test_a_question_names_no_article_where_it_asks_about_one(kites: Assistant) -> None:
    answer = kites.ask(Question("风筝节管理办法第四条说的高压线，不避开要罚多少？"))
    assert "二千元" in answer.text, answer.text


def test_a_question_when_rules_apply_is_answered_by_the_text_that_is_read_as_meant(kites: Assistant) -> None:
    answer = kites.ask(Question("When did the rules on kite festival activities come into force?"))
    assert "2021年3月15日" in answer.conclusion, answer.text
