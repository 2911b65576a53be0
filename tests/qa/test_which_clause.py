"""Which of the clauses that were found answers: over regulations and a plan made up for this test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from law.gazette import parse
from qa.assistant import Assistant
from qa.case.frequency import by_frequency
from qa.conclusions.basis import ASKS_OTHER
from qa.conclusions.conclude import COUNTED, PUNISHED, _forbids_rather
from qa.conclusions.decide import ASKS_COUNTED, OF_BREACH
from qa.conclusions.define import ENGLISH_TERM
from qa.conclusions.scope import ASKS_SCOPE
from qa.model import Evidence, Question
from qa.penalties.breaches import SET_ASIDE
from qa.question.addresses import mentions
from qa.question.kinds import kind_of
from qa.question.parts import parts
from qa.select import Candidate, rules_nothing
from qa.wording.clauses import clauses_of
from tests.qa.conftest import assistant_over

RINKS = """江南市冰场管理办法

江南市人民政府令
第 72 号

《江南市冰场管理办法》已经市人民政府第 33 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 3 月 8 日

第一条　 发起设立冰场的单位（以下称设立人）应当建立组织机制，编制救护方案。设立人直接经营冰场的，履行经营人责任。
具体经营冰场的单位（以下称经营人）应当在其职责范围内对冰面安全负责。
第二条　 本办法所称冰场，是指供公众滑冰的场所。
第三条　 经营人应当配备医护人员和救护器材。
第四条　 经营人应当自冰面验收合格之日起 15 日内向体育主管部门报送验收记录。
第五条　 经营人应当自冰面验收合格之日起 15 日内公布收费标准。
第六条　 临时关闭冰场造成他人损失的，依法承担赔偿责任。
第七条　 违反本办法第三条规定的，由体育主管部门责令改正；拒不改正或者造成严重后果的，处 2000 元以上 1 万元以下的罚款。
第八条　 冰场客流数据应当纳入公共数据管理，向社会开放。具体办法按照《江南市公共数据开放办法》执行。
第九条　 除本办法第十条授予冰场管理机构行使的各项职权以外，冰场的消防、卫生等工作由有关部门管理。
第十条　 江南市冰雪运动中心是冰场的管理机构，行使以下职权：
（一）核定冰面面积；
（二）检查制冷设备；
（三）协调处理纠纷。
第十一条　 本办法自 2022 年 5 月 1 日起施行。2012 年 6 月 1 日市人民政府公布的《江南市旱冰场管理办法》（市政府令第 30 号）同时废止。
"""
SLEDGES = """江南市雪橇管理办法

江南市人民政府令
第 73 号

《江南市雪橇管理办法》已经市人民政府第 33 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 4 月 6 日

第一条　 雪橇应当每年检验一次。
第二条　 雪橇犬应当佩戴铭牌。
第三条　 本办法自 2022 年 5 月 1 日起施行。
"""
PLAN = """江南市冰雪产业发展行动方案

一、主要任务
（一）加快建设滑雪赛道
新建赛道 12 条。（责任单位：市体育局、市财政局）
（二）大力发展冰雪装备
培育装备企业。（责任单位：市经信局、市科技局）
（三）积极举办冰雪赛事
办好冰雪节。（责任单位：市文化旅游局、市体育局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("ice"), RINKS, SLEDGES, PLAN) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "quoted", "words", "says"),
    [
        ("市政府令第30号自何时起失效？", {"第十一条"}, "2022年5月1日", None),
        ("江南市冰场管理办法自何时施行，市政府令第30号是否继续有效？", {"第十一条"}, "2022年5月1日", "no"),
        ("市政府令第72号与第73号分别于何日签署，又是否同日施行？", {"第十一条", "第三条", "公布令"}, "2022年4月6日", "yes"),
        ("冰场和雪橇两个办法是同一天施行的吗？", {"第十一条", "第三条"}, "2022年5月1日", "yes"),
        ("冰场的和雪橇的两个办法，市政府是同一次会上过的？", {"公布令"}, "第33次", "yes"),
        ("冰雪产业方案将市体育局列为责任单位的有哪些任务？", {"一、（一）", "一、（三）"}, "积极举办冰雪赛事", None),
        ("冰雪装备那一块，市体育局在责任单位里头吗？", {"一、（二）"}, "市经信局", "no"),
        ("冰场没配医护人员，摔伤了人。除了民事赔偿，体育局会怎么处理？", {"第七条", "第三条"}, "2000元以上1万元以下", None),
        ("冰面验收合格以后，经营人十五天里要干完哪两件事？", {"第四条", "第五条"}, "公布收费标准", None),
        ("设立人和经营人的责任有什么不一样？", {"第一条"}, "编制救护方案", None),
        ("冰场管理机构手里一共有哪几项职权？", {"第十条"}, "行使以下职权", None),
        ("冰场客流数据怎么开放，办法自己没写，说照另一个什么文件办？", {"第八条"}, "《江南市公共数据开放办法》", None),
        ("冰场不配救护人员，追责看哪条？", {"第七条", "第三条"}, "第七条", None),
    ],
)
def test_the_clause_that_is_asked_for_is_quoted(
    assistant: Assistant, question: str, quoted: set[str], words: str, says: str | None
) -> None:
    answer = assistant.ask(Question(question))
    assert {quote.citation.address for quote in answer.quotes} == quoted, answer.text
    assert words in answer.conclusion, answer.text
    assert says is None or answer.verdict == says, answer.text


def test_what_is_asked_of_two_texts_together_holds_of_none_where_it_does_not_hold_of_one(assistant: Assistant) -> None:
    answer = assistant.ask(Question("冰场和雪橇两个办法都规定了罚款吗？"))
    assert answer.verdict == "no", answer.text


def test_the_very_term_between_single_quotation_marks_is_defined(assistant: Assistant) -> None:
    found = ENGLISH_TERM.search("How do the rink owners' measures define the 'ice rink' they mean?")
    assert found is not None and found["single"] == "ice rink"
    assert "供公众滑冰" in assistant.ask(Question("How is the term 'ice rink' defined?")).text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("设立人 经营人 安全上各管啥 区别", ["设立人", "经营人"]),
        ("设立人 经营人 各自有哪些责任", ["设立人", "经营人"]),
        ("冰场 开放时间 有哪些要求", [""]),
        ("冰场和雪橇是同一天施行的吗", ["冰场", "雪橇"]),
    ],
)
def test_things_of_a_kind_are_named_first(question: str, names: list[str]) -> None:
    assert [part.name for part in parts(question)] == names


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("办法自己没写，照另一个什么文件办", True),
        ("具体怎么开放，它让我去翻哪个文件", True),
        ("The measures send you to some other instrument. Which one?", True),
        ("申请要交哪些文件", False),
        ("按哪个标准收费", False),
    ],
)
def test_another_text_is_asked_for(question: str, asks: bool) -> None:
    assert bool(ASKS_OTHER.search(question)) is asks


def test_what_is_set_aside_is_not_asked_for() -> None:
    assert SET_ASIDE.sub("", "除了民事赔偿，体育局会怎么处理") == "体育局会怎么处理"
    assert SET_ASIDE.sub("", "Besides damages, what will the bureau do?") == " what will the bureau do?"


@pytest.mark.parametrize(
    ("question", "count"), [("要干完哪两件事", "两"), ("要满足哪三个条件", "三"), ("哪两个部门负责", None), ("两件事", None)]
)
def test_so_many_answers_are_asked_for(question: str, count: str | None) -> None:
    found = COUNTED.search(question)
    assert (found["count"] if found else None) == count


@pytest.mark.parametrize(
    ("question", "asks"), [("追责看哪条", True), ("处罚依据是第几条", True), ("会被罚多少", False), ("哪条规定要配医护", False)]
)
def test_the_clause_that_punishes_is_asked_for(question: str, asks: bool) -> None:
    assert bool(PUNISHED.search(question)) is asks


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("市里想哪年修出第一条滑雪赛道来", True),
        ("滑雪赛道哪年建成第一条？", True),
        ("什么时候能拿出第二条来？", True),
        ("冰场办法第一条讲了什么", False),
        ("按第二条来办行不行", False),
        ("做到第三条的要求就够了吗", False),
    ],
)
def test_things_that_are_made_are_counted_and_articles_are_named(question: str, counts: bool) -> None:
    assert any(one.places for one in mentions(question)) is not counts


@pytest.mark.parametrize(
    ("question", "kind", "expected"),
    [
        ("冰场没配医护，会面临什么处理？", "penalty", True),
        ("遇到纠纷，管理机构面临什么困难？", "penalty", False),
        ("冰面验收说白了是干啥的？", "definition", True),
        ("市体育局是干什么的？", "definition", False),
        ("建冰场 审批", "approval", True),
        ("建冰场谁 审批", "approval", False),
    ],
)
def test_what_is_asked_in_everyday_words(question: str, kind: str, expected: bool) -> None:
    assert (kind_of(question) == kind) is expected


def test_a_rule_that_is_named_along_the_way_is_not_asked_what_it_applies_to() -> None:
    assert not ASKS_SCOPE.search("按市里的办法，承办方给滑冰的买保险是硬性义务吗？")
    assert not ASKS_SCOPE.search("市里给我们掏点钱，按办法允许吗？")
    assert ASKS_SCOPE.search("私人冰场得按冰场管理办法来吗？")


def test_a_number_that_is_told_asks_for_none() -> None:
    assert kind_of("滑冰的几个年轻人要给冰场起名，嫌普通，又怕踩雷；取名字有哪些讲究？") == "list"
    assert kind_of("“三大冰场”，掰开来是哪三个？") == "definition"


def test_the_least_is_asked_for_by_other_words() -> None:
    assert by_frequency("冰刀是不是每年起码磨一回", "冰刀每年至少打磨1次。") == "yes"


@pytest.mark.parametrize("question", ["没跟谁打招呼就把冰场关了，算违规吗", "没告诉谁就改了收费，行吗", "没问过谁就拆了，可以吗"])
def test_who_was_told_nothing_is_not_asked_for(question: str) -> None:
    assert kind_of(question) != "who"


def test_whether_a_rule_is_kept_is_no_question_of_what_counts_as_what() -> None:
    for question in ("三个月才报一次，算不算违反办法", "晚交两天算是超期吗", "这样算违规吗"):
        asked = ASKS_COUNTED.search(question)
        assert asked and OF_BREACH.match(question, asked.end()), question
    asked = ASKS_COUNTED.search("冰车算不算雪橇")
    assert asked and not OF_BREACH.match("冰车算不算雪橇", asked.end())


def test_what_forbids_in_words_is_taken_before_what_only_demands() -> None:
    library = """江南市观鸟管理办法

第一条　 观鸟记录的保管单位应当采取措施，按照规定向社会公开记录。
第二条　 任何单位和个人不得有下列行为：
（一）虚报观鸟记录；
（二）擅自对外发布观鸟记录。
"""
    demands, forbids, other = _clauses(library)
    assert _forbids_rather(forbids, demands)
    assert not _forbids_rather(demands, forbids)
    assert not _forbids_rather(forbids, other), "of one list"


def _clauses(text: str) -> list[Candidate]:
    """Return the demand, and the two items of the list, as candidates."""
    document = parse(text, "观鸟.txt").documents[0]
    provisions = tuple(document.all_provisions())
    found = [one for one in clauses_of(document, provisions) if not one.introduces]
    return [Candidate(one, Evidence(one.citation, provisions[0], 1.0, (), ""), 1.0, 0.0, 0.0) for one in found]


@pytest.mark.parametrize(
    ("text", "question", "nothing"),
    [
        ("为贯彻落实国家观鸟规划，促进观鸟发展，制定本办法。", "观鸟办法有没有顾到湿地", True),
        ("为贯彻落实国家观鸟规划，促进观鸟发展，制定本办法。", "这个办法是为了贯彻国家规划吗", False),
        ("本办法所称观鸟赛，是指以鸟类为内容的竞赛。", "村里的观鸟赛能叫“全国赛”吗", True),
        ("本办法所称观鸟赛，是指以鸟类为内容的竞赛。", "拍鸟比赛算观鸟赛吗", False),
        ("观鸟赛的名称应当与举办地域相符。", "村里的观鸟赛能叫“全国赛”吗", False),
    ],
)
def test_why_a_text_was_made_and_what_a_word_means_rule_nothing(text: str, question: str, nothing: bool) -> None:
    document = parse(f"江南市观鸟管理办法\n\n第一条　 {text}\n第二条　 本办法自 2022 年 5 月 1 日起施行。\n", "观鸟.txt").documents[0]
    clause = next(clauses_of(document, tuple(document.all_provisions())))
    assert rules_nothing(question, clause) is nothing
