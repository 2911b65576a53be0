"""Cases that yes/no questions tell, held against a period, a condition or a sanction."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.case.apart import PERIOD, days_apart, in_digits, span
from qa.case.conditions import held
from qa.case.periods import by_days
from qa.case.supported import of_some
from qa.case.unmet import barred, only_that, unmet
from qa.conclusions.settle import _by_reason
from qa.model import Question
from qa.question.kinds import asks_yes_no
from qa.yes_no.verdict import verdict
from tests.qa.conftest import assistant_over
from vectorstore.cross import Judged

SENT = "渡口站应当在渡船检验合格之日起30日内向县交通局报送检验清单。"
POSTED = "经营者应当在开航20日前，通过包括县交通局网站在内的途径，向社会公布航班表。"


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("3月1日检验，4月中旬才送", (41, 50)),
        ("三月一号检验，当月28号就送", (27, 27)),
        ("5号检验，次月12号才送", (35, 38)),
        ("上个月20号检验，这个月15号送", (23, 26)),
        ("12月底检验，1月10日送", (10, 16)),
        ("inspected on 1 March, sent in mid-April", (41, 50)),
        ("3月1日检验", None),
        ("2月30日检验，3月1日送", None),
    ],
)
def test_two_days_may_be_told_in_parts_of_months(question: str, apart: tuple[int, int] | None) -> None:
    assert days_apart(in_digits(question)) == apart


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("一个半月", (42, 47)),
        ("四十来天", (40, 48)),
        ("一个多月", (29, 61)),
        ("半个月", (14, 16)),
        ("快两个月", (42, 61)),
        ("不到两周", (7, 13)),
    ],
)
def test_a_period_may_be_told_about(told: str, days: tuple[int, int]) -> None:
    found = PERIOD.search(in_digits(told))
    assert found and span(found) == days


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("渡船3月1号检验合格，拖到4月中旬才报送清单，这算违规不算", SENT, "yes"),
        ("渡船三月一号检验合格，四月十二号才报送清单，算不算超期了", SENT, "yes"),
        ("检验合格都一个半月了才报送清单，合规吗", SENT, "no"),
        ("检验后二十来天就报送了清单，不算晚吧", SENT, "yes"),
        ("3月1日检验合格，4月1日前后报送清单，来得及吗", SENT, "no"),
        ("离开航还有25天公布航班表，来得及吗", POSTED, "yes"),
        ("离开航不到两周了才公布航班表，违规吗", POSTED, "yes"),
        ("5月1号开航，4月中旬公布航班表，行吗", POSTED, None),
        ("离开航还有25天，航班表就贴在自家船上，没毛病吧", POSTED, None),
        ("40天才答复，超期了吗", "应当自收到申请之日起30日内答复；情况复杂的，可以延长30日。", None),
        ("没批过延期，40天才答复，超期了吗", "应当自收到申请之日起30日内答复；情况复杂的，可以延长30日。", "yes"),
    ],
)
def test_a_case_keeps_its_time_or_not(question: str, clause: str, says: str | None) -> None:
    assert by_days(question, clause) == says


def test_an_english_case_is_held_against_the_words_of_the_law() -> None:
    assert by_days("The boat passed on March 1 but we sent the list in mid-April. Is that too late?", SENT, "报送 清单") == "yes"


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("码头还没验收，先停船行不行", "码头经验收合格后，方可投入使用。", True),
        ("码头 还没验收 可先停船?", "码头经验收合格后，方可投入使用。", True),
        ("码头验收了，停船行不行", "码头经验收合格后，方可投入使用。", False),
        ("码头还没验收，不能停船吧", "码头经验收合格后，方可投入使用。", False),
        ("船已离港而单据没有备齐，能先报税吗", "船舶离港后，可以先行报税。", False),
        ("我们是非营利性渡口，地是划拨来的，能拿去抵押吗", "允许营利性渡口使用有偿取得的土地抵押融资。", True),
        ("我们渡口的地是无偿划拨来的，能拿去抵押吗", "允许渡口使用有偿取得的土地抵押融资。", True),
        ("我们渡口的地是买来的，能拿去抵押吗", "允许渡口使用有偿取得的土地抵押融资。", False),
        ("We run a commercial ferry. May we mortgage the land?", "允许营利性渡口使用有偿取得的土地抵押融资。", False),
        ("Our ferry makes no profit. May we mortgage the land?", "允许营利性渡口使用有偿取得的土地抵押融资。", True),
    ],
)
def test_who_tells_a_condition_to_be_unmet_may_not(question: str, clause: str, says: bool) -> None:
    assert unmet(question, clause) is says


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("航班表就贴在自家船上，别处都没贴，这么做没毛病吧", True),
        ("航班表贴了船上也登了县交通局网站，这么做没毛病吧", False),
        ("航班表只登在县交通局网站上，要交给谁", False),
    ],
)
def test_one_thing_of_what_is_demanded_will_not_do(question: str, says: bool) -> None:
    assert only_that(question, POSTED) is says


def test_what_is_barred_without_an_exception_is_wrong() -> None:
    clause = "任何单位和个人不得有下列行为：涂改航标；"
    assert barred("航标被人偷偷涂改，算不算违规", clause)
    assert not barred("航标没人涂改，算不算违规", clause)
    assert barred("我把航标改了个颜色，反正没人管，犯不犯规矩", clause), "what nobody does is another thing"
    assert not barred("擅自上船算违规吗", "不得有下列行为：擅自登船；")
    read = Judged(answers=0.9, yes=0.2, no=0.75, conditional=0.05)
    assert verdict("航标被人偷偷涂改，算不算违规", clause, read) == "yes"


def test_the_title_of_what_is_repealed_urges_nothing() -> None:
    read = Judged(answers=0.9, yes=0.05, no=0.9, conditional=0.05)
    assert verdict("那个鼓励渡运的通知，现在还能拿来申请扶持吗", "《关于鼓励发展渡运的通知》同时废止。", read) == "no"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("船长没到场，会被通报批评吗", "conditional"),
        ("船长没有任何理由就没到场，会被通报批评吗", None),
        ("船长没到场，由谁通报批评", None),
        ("船长有正当理由没到场，会被通报批评吗", "no"),
    ],
)
def test_what_is_done_without_reason_depends_where_none_is_told(question: str, says: str | None) -> None:
    assert _by_reason(question, "船长有下列行为的，由县交通局通报批评：无正当理由，不到场值班的行为。") == says


def test_who_is_chosen_from_many_others_judge() -> None:
    clause = "选择培育一批信誉好、带动性强的示范渡口，在资金等方面予以支持。"
    assert of_some("我们渡口开了十年，能选上示范渡口吗", clause)
    assert not of_some("省里是不是要培育示范渡口", clause)


def test_few_machines_are_no_want_of_a_condition() -> None:
    assert of_some("我们船厂没买几台机器，能优先列入重大项目吗", "对达到一定规模的船厂，优先列入重大项目。")


def test_nothing_happened_may_be_told_in_any_order() -> None:
    assert held("造成严重后果", "船都靠岸了，啥事没出，会罚吗") is False
    assert asks_yes_no("晚了几天，啥事没出。难道这样还得交罚款？")


FERRY = """江南市渡口管理办法

江南市人民政府令
第 71 号

《江南市渡口管理办法》已经市人民政府第 30 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 3 月 8 日

第一条　 为了规范渡口管理，制定本办法。
第二条　 渡口经营者应当做好下列保障工作：
（一）配备救生员；
（二）维护码头栏杆。
鼓励为乘客办理意外保险。
第三条　 渡口经营者应当在开航 20 日前公布航班表。
第四条　 乘客应当接受安全检查，不得翻越栏杆。
第五条　 违反本办法第二条第一款、第三条规定的，由县交通局责令改正；拒不改正或者造成严重后果的，处 2000 元以上 1 万元以下的罚款。
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("ferry"), FERRY) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("渡口没给乘客上意外险，会不会被罚款", "no"),
        ("渡口没给乘客买保险，会挨罚吗", "no"),
        ("渡口没配救生员，会被罚款吗", "conditional"),
    ],
)
def test_what_is_only_urged_is_not_punished(ferry: Assistant, question: str, says: str) -> None:
    answer = ferry.ask(Question(question))
    assert answer.verdict == says
    assert ("鼓励为乘客办理意外保险" in answer.text) is (says == "no")


def test_a_fine_for_duties_by_number_is_none_for_another_duty(ferry: Assistant) -> None:
    answer = ferry.ask(Question("乘客不接受安全检查，会被县交通局罚款吗"))
    assert answer.verdict == "no" and "应当接受安全检查" in answer.text
