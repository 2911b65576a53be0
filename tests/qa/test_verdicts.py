"""Yes, no or conditional over a regulation made up for this test: exceptions, exemptions, told cases, what counts as what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.case.conditions import held
from qa.case.figures import by_date, by_values
from qa.case.members import among
from qa.case.periods import by_days
from qa.case.ranges import asked_sum, compare, fines
from qa.conclusions.decide import holding
from qa.conclusions.scope import applies
from qa.conclusions.settle import denial, worded
from qa.model import Question
from qa.question.kinds import asked, asks_yes_no
from qa.wording.marks import divide, negated, unreserved
from qa.yes_no.verdict import freed, verdict
from tests.qa.conftest import assistant_over
from vectorstore.cross import Judged

FERRIES = """江南市渡船管理办法

江南市人民政府令
第 63 号

《江南市渡船管理办法》已经市人民政府第 22 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 3 月 8 日

第一条　 为了规范渡船经营，制定本办法。
第二条　 乘坐渡船的人员应当缴纳渡运费。
第三条　 下列人员免收渡运费：
（一）七十周岁以上的老年人；
（二）现役军人；
（三）运送急救药品的医护人员。
第四条　 渡船经营者应当向市交通运输主管部门提出书面变更申请。书写申请书确有困难的，也可以口头申请。
第五条　 经乘客书面同意的，经营者可以通过短信送达停航通知。
第六条　 本办法所称渡运，是指以摆渡、拖带或者浮桥等方式运送人员和车辆的行为。
第七条　 经营者的处罚信息应当向社会公示。仅受到通报批评的不予公示。
第八条　 停航检修的天数不计入营运天数。
第九条　 经营者未按核定航线运营的，由市交通运输主管部门责令改正；拒不改正的，处二千元以上三万元以下的罚款。
第十条　 无证驾驶渡船的，由公安机关依照有关法律处罚。法律没有规定的，由市交通运输主管部门处五百元以下的罚款。
第十一条　 经营者应当自停航之日起三十日内报告市交通运输主管部门。
第十二条　 本办法自 2022 年 5 月 1 日起施行。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("ferries"), FERRIES) as opened:
        yield opened


THINGS = """江南市湖区交通管理办法

江南市人民政府令
第 64 号

《江南市湖区交通管理办法》已经市人民政府第 23 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 3 月 8 日

第一条　 本办法所称机动艇，是指以动力装置驱动，在湖区行驶的供人员乘用的船舶，不包括电动脚踏艇、残疾人轮椅艇。
第二条　 本办法所称航空器，包括无人驾驶航空器。
第三条　 未取得许可证从事摆渡活动的，认定为违法经营。
第四条　 船员工作时间包括加班时间，不包括午休时间。
第五条　 船员因醉酒导致伤亡的，不得认定为工伤。
第六条　 本办法自 2022 年 5 月 1 日起施行。
"""


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("things"), THINGS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("电动脚踏艇算机动艇吗", "no"),
        ("轮椅艇属不属于机动艇", "no"),
        ("电动脚踏艇不算机动艇吧", "yes"),
        ("无人机算不算航空器", "yes"),
        ("无证摆渡算违法吗", "yes"),
        ("加班时间算工作时间吗", "yes"),
        ("午休时间算工作时间吗", "no"),
        ("喝酒摔伤算工伤吗", "no"),
    ],
)
def test_what_counts_is_read_from_the_half_that_holds_the_thing(things: Assistant, question: str, says: str) -> None:
    answer = things.ask(Question(question))
    assert answer.verdict == says, answer.text


@pytest.mark.parametrize(
    ("thing", "words", "holds"),
    [
        ("汽艇", "机动艇，是指以动力驱动的船舶，不包括脚踏艇。", None),
        ("电动汽艇", "机动艇，是指以动力驱动的船舶，不包括电动脚踏艇。", None),
        ("脚踏艇", "机动艇不包括脚踏艇。", False),
        ("老年人脚踏艇", "机动艇，是指以动力驱动的船舶，不包括电动滑板、脚踏艇。", False),
        ("汽艇", "机动艇不包括脚踏艇。", None),
        ("不签收", "当事人拒绝签收的，视为送达。", True),
        ("不答复", "逾期未答复的，视为不同意。", False),
        ("脚踏艇", "动力驱动的船舶属于机动艇，但脚踏艇除外。", False),
    ],
)
def test_a_thing_is_counted_or_left_out_or_neither(thing: str, words: str, holds: bool | None) -> None:
    assert holding(thing, words) is holds


DECIDED = [
    ("坐渡船要交渡运费吗？", "第二条", "yes"),
    ("现役军人坐渡船要交渡运费吗？", "第三条", "no"),
    ("申请变更渡船可以口头说吗？", "第四条", "conditional"),
    ("我没书面同意，经营者直接发短信送达停航通知，可以吗？", "第五条", "no"),
    ("用浮桥运送车辆算不算渡运？", "第六条", "yes"),
    ("经营者只受到通报批评，处罚信息也要公示吗？", "第七条", "no"),
    ("未按核定航线运营，罚款能到10万吗？", "第九条", "no"),
    ("未按核定航线运营罚款上限是三万吗？", "第九条", "yes"),
    ("渡船罚款最高能到20万吗？", "第九条", "no"),
    ("经营者未按核定航线运营，拒不改正，会罚款吗？", "第九条", "yes"),
    ("经营者未按核定航线运营，拒不改正，会被拘留吗？", "第九条", "no"),
    ("经营者未按核定航线运营，会没收违法所得吗？", "第九条", "no"),
    ("无证驾驶渡船会罚款吗？", "第十条", "yes"),
    ("停航后第45天才报告市交通运输主管部门，可以吗？", "第十一条", "no"),
    ("停航检修的天数会不会计入营运天数？", "第八条", "no"),
]


@pytest.mark.parametrize(("question", "article", "says"), DECIDED)
def test_the_clause_that_decides_the_case_gives_the_verdict(assistant: Assistant, question: str, article: str, says: str) -> None:
    answer = assistant.ask(Question(question))
    assert article in {quote.citation.address for quote in answer.quotes}, answer.text
    assert answer.verdict == says, answer.text


CLAUSES = [
    ("卖鱼要交摊位费吗", "下列摊位免收摊位费：出售自产鱼虾的摊位。", "no"),
    ("业主能查账吗", "业主有权查阅账目。", "yes"),
    ("必须参加评级吗", "船舶评级实行自愿原则。", "no"),
    ("开渡口要先审批吗", "除法律、行政法规另有规定外，渡口的设立不实行行政许可。", "no"),
    ("自家用的小船要办执照吗", "自用小船无需办理营运执照。", "no"),
    ("摆渡船要备案吗", "取消临时摆渡船备案。", "no"),
    ("无人驾驶的渡船需要登记吗", "无人驾驶的渡船应当办理登记。", "yes"),
    ("不满一年的渡船要登记吗", "不满一年的渡船不需要办理登记。", "no"),
    ("小渡船报不报备案", "核载三人以下的渡船无须备案。", "no"),
    ("不备案可以吗", "核载三人以下的渡船无须备案。", "yes"),
    # Relief from a fee, a tax or a fine is none from the approval
    ("开渡船需要许可证吗", "从事渡船经营的，应当取得经营许可证，无须缴纳岸线使用费。", "yes"),
    ("船员上岗需要登记吗", "船员上岗应当办理登记；登记不再收取费用。", "yes"),
]


@pytest.mark.parametrize(("question", "clause", "says"), CLAUSES)
def test_a_verdict_is_read_from_what_a_clause_demands(question: str, clause: str, says: str) -> None:
    assert verdict(question, clause) == says


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("船东要经过批准才能免税吗", "经税务机关批准，免征船舶税。"),
        ("渡船能不能申请延期年检", "经批准延期年检的，免于处罚。"),
        ("买渡船要不要登记", "渡船买卖应当登记。不登记的，不得免除责任。"),
        ("渡口需要申请许可吗", "设渡口应当申请许可，无需提交备案证明。"),
        ("渡船需要登记吗", "渡船应当登记。转让后不需要重新办理登记。"),
    ],
)
def test_who_is_let_off_from_something_else_is_not_let_off_from_an_approval(question: str, clause: str) -> None:
    assert not freed(question, clause)
    assert verdict(question, clause) != "no"
    assert verdict(question, clause, Judged(0.9, 0.2, 0.6, 0.2)) != "no"


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("10岁的孩子能划船吗", "年满十二周岁的，可以在湖上划船。", "no"),
        ("外国人可以报名吗", "中国公民可以报名。", "no"),
        ("晚上十点以后能开航吗", "渡船可以在六时至二十二时开航。", "no"),
        ("业主能查账吗", "业主可以查阅账目。", "conditional"),
    ],
)
def test_what_a_clause_allows_it_may_deny_to_others(question: str, clause: str, says: str) -> None:
    assert verdict(question, clause, Judged(0.9, 0.01, 0.98, 0.01)) == says


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("能不带证吗", True),
        ("不公布规程行吗", True),
        ("不公布乘客的信息可以吗", True),
        ("船员不服从指挥可以吗", True),
        ("乘客不同意可以吗", True),
        ("不动产能不登记吗", True),
        ("不动产转让需要审批吗", False),
        ("无人机表演需要申请吗", False),
        ("无障碍改造要办许可证吗", False),
        ("未成年人办卡要家长同意吗", False),
        ("不满一年的项目要审批吗", False),
        ("没收的货能要回来吗", False),
        ("没有执照的人能开船吗", False),
        ("开小店办不办许可证", False),
        ("我家装修报不报备案", False),
        ("船要登记不登记", False),
        ("晚交没问题吧", False),
    ],
)
def test_only_what_is_asked_about_can_be_put_negatively(question: str, expected: bool) -> None:
    assert negated(question) is expected


@pytest.mark.parametrize(
    ("clause", "plain"),
    [
        ("除法律、法规另有规定的外，渡口的设立不实行行政许可。", "渡口的设立不实行行政许可。"),
        ("渡运费由经营者收取，但法律另有规定的除外。", "渡运费由经营者收取。"),
        ("法律、行政法规另有规定的，从其规定。", "法律、行政法规另有规定的，从其规定。"),
        ("除载客不足十人的外，渡船应当配备救生衣。", "除载客不足十人的外，渡船应当配备救生衣。"),
        ("国家对跨省渡运另有规定的，从其规定。", "国家对跨省渡运另有规定的，从其规定。"),
    ],
)
def test_what_every_rule_is_subject_to_is_no_condition(clause: str, plain: str) -> None:
    assert unreserved(clause) == plain


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("4月8日验收合格，5月20日才送，超期没有？", "yes"),
        ("4月8日验收合格，5月20日才送，没超期吧？", "no"),
        ("4月8日验收合格，4月20日就送了，超没超期？", "no"),
        ("验收合格后第40天才送，是不是晚了", "yes"),
        ("4月8日验收合格，5月20日才送，可以吗", "no"),
        ("12月20日验收合格，1月10日送，晚了吗", "no"),
        ("12月20日验收合格，2月10日才送，晚了吗", "yes"),
        ("2023年12月20日验收合格，1月10日送，晚了吗", "no"),
        ("2023年4月8日验收合格，5月20日才送，晚了吗", "yes"),
        ("12月20日验收合格，2024年1月10日送，晚了吗", "no"),
        ("4月8日验收合格，2024年4月20日送，晚了吗", "no"),
        ("2024年1月30日验收合格，2月29日送，晚了吗", "no"),
        ("2022年12月20日验收合格，2024年1月10日才送，晚了吗", "yes"),
    ],
)
def test_what_is_too_late_is_not_in_time(question: str, says: str) -> None:
    assert by_days(question, "应当在验收合格之日起30日内汇交。") == says


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("5月1日开航，4月28日才公布，可以吗", "no"),
        ("5月1日开航，4月10日就公布，可以吗", "yes"),
        ("2023年5月1日开航，4月28日才公布，可以吗", "no"),
        ("12月30日公布，1月5日开航，可以吗", "no"),
        ("1月5日开航，12月10日公布，可以吗", "yes"),
    ],
)
def test_what_comes_first_may_be_told_last(question: str, says: str) -> None:
    assert by_days(question, "应当在开航10日前公布。") == says


RETURNS = "摊主应当自收到退回渔具之日起15日内返还价款。租客有权自收到渔具之日起7日内退租。"
OUTAGE = "渡口停用检修的，应当在7日前公告。"
APPEAL = "船员可以自收到通知之日起60日内申请复核。"


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("我2月1日租的，10天后想退租，可以吗", RETURNS, "no"),
        ("6天后想退租，可以吗", RETURNS, "yes"),
        ("过了30天没拆，会不会罚", "棚屋应当在60日内拆除；逾期不拆除的，处1万元以下罚款。", None),
        ("停用没有提前7天公告，合法吗", OUTAGE, "no"),
        ("停用没有提前10天公告，合法吗", OUTAGE, None),
        ("停用提前7天公告，合法吗", OUTAGE, "yes"),
        ("停用只提前3天公告，违法吗", OUTAGE, "yes"),
        ("20天了还没拿到证，正常吗", "渡口站应当自受理之日起20日内作出决定。", None),
        ("超过3天不上船会被开除吗", "船长应当自收到申请之日起3日内答复。", None),
        ("3个月后才申请复核，可以吗", APPEAL, "no"),
        ("1个月后申请复核，可以吗", APPEAL, "yes"),
        ("2个月后申请复核，可以吗", APPEAL, None),
        ("超过60天才申请复核，可以吗", APPEAL, "no"),
        ("提前两个月通知，可以吗", "船东应当提前三十日通知船员。", "yes"),
        ("3年后还能当船长吗", "五年内不得担任船长。", None),
        ("交申请40天了没答复，算同意吗", "自收到申请之日起30日内未答复的，视为同意。", None),
        ("要提前10天公告吗", OUTAGE, None),
    ],
)
def test_a_period_is_held_against_the_one_for_the_same_act(question: str, clause: str, says: str | None) -> None:
    assert by_days(question, clause) == says


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("我们渡口有500人，要配专职安全员吗", "从业人员超过100人的，应当配备专职安全员。", None),
        ("注册资本50万元够吗", "注册资本不得少于30万元。", "yes"),
        ("注册资本20万元够吗", "注册资本不得少于30万元。", "no"),
        ("注册资本20万元够不够", "注册资本不得少于30万元。", "no"),
        ("注册资本20万元不够吧", "注册资本不得少于30万元。", "yes"),
        ("怀孕7个月还要夜航吗", "对怀孕7个月以上的女船员，船东不得安排夜航。", None),
        ("每天出航6小时合法吗", "船员每日出航时间不超过8小时。", "yes"),
        ("每天出航9小时违法吗", "船员每日出航时间不超过8小时。", "yes"),
        ("每周出航40小时合法吗", "船员每日出航时间不超过8小时。", None),
        ("每天出航9小时合法吗", "船员每日出航时间不超过8小时，但抢险的除外。", None),
        ("每天出航9小时合法吗", "未满十八周岁的，每日出航时间不超过6小时。", None),
        ("跳板长4米可以吗", "跳板宽度不得超过3米，长度不得超过5米。", None),
        ("规定是3天吗", "船东应当在5日内答复。", "no"),
        ("保证金要交2000元，对吗", "经营者应当交纳保证金2000元。", "yes"),
        ("栏杆高3米合法吗", "跳板长度不超过2米。", None),
        ("注册资本是30万元吗", "注册资本不得少于30万元。", "yes"),
        ("注册资本最低20万元，对吗", "注册资本不得少于30万元。", "no"),
        ("注册资本要50万元吗", "注册资本不得少于30万元。", "no"),
        ("押金要交2个月租金吗", "押金不得超过二个月租金。", None),
        ("保证金是3万元吗", "经营者应当交纳保证金2万元。", "no"),
        ("保证金要交2万元吗", "经营者应当交纳保证金2万元。", "yes"),
        ("保证金是3万元吗", "经营者应当在20日内领取凭证。", None),
        ("补助是不是2万元", "给予1万元以上5万元以下补助。", None),
        ("补助最高是1万元吗", "给予1万元以上5万元以下补助。", "no"),
        ("补助最高是5万元吗", "给予1万元以上5万元以下补助。", "yes"),
        ("听说要提前60日公布，对吗", "航线应当提前30日公布。", "no"),
        ("绿化专项资金每年安排1亿？", "绿化专项资金每年安排1亿元。", "yes"),
        ("公示期5日？", "公示期不少于10日。", "no"),
        ("哪项资金安排1亿？", "绿化专项资金每年安排1亿元。", None),
    ],
)
def test_a_number_is_claimed_of_the_text_or_told_of_a_case(question: str, clause: str, says: str | None) -> None:
    assert by_values(question, clause, clause) == says


TWO_TIERS = "由渡口站处一万元以上五万元以下罚款；情节严重的，处五万元以上二十万元以下罚款。"
TWO_TARGETS = "由渡口站对单位处一万元以上十万元以下罚款，对个人处五百元以上五千元以下罚款。"
ONE_TIER = "由渡口站处五千元以上三万元以下罚款。"
BY_GAINS = "处违法所得一倍以上五倍以下罚款；没有违法所得的，处一万元以上五万元以下罚款。"


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        ("最高罚5万吗", TWO_TIERS, "conditional"),
        ("最高罚20万吗", TWO_TIERS, "yes"),
        ("罚款最低是五万吗", TWO_TIERS, "conditional"),
        ("罚款最低是一万吗", TWO_TIERS, "yes"),
        ("情节严重的，罚款最低是五万吗", TWO_TIERS, "yes"),
        ("情节不严重的，最高罚五万吗", TWO_TIERS, "yes"),
        ("情节不严重的，会被罚八万吗", TWO_TIERS, "no"),
        ("罚款能到30万吗", TWO_TIERS, "no"),
        ("罚款会超过3万吗", ONE_TIER, "no"),
        ("罚款会超过2万吗", ONE_TIER, "yes"),
        ("罚款不会超过3万吧", ONE_TIER, "yes"),
        ("罚款会低于5000吗", ONE_TIER, "no"),
        ("个人最高罚十万吗", TWO_TARGETS, "no"),
        ("个人最高罚五千吗", TWO_TARGETS, "yes"),
        ("单位最低罚五百吗", TWO_TARGETS, "no"),
        ("最高罚5万吗", BY_GAINS, None),
        ("罚款能到100万吗", BY_GAINS, None),
        ("罚款是三万吗", BY_GAINS, "yes"),
    ],
)
def test_a_sum_is_held_against_the_fines_that_the_question_allows(question: str, clause: str, says: str | None) -> None:
    value = asked_sum(question)
    assert value is not None
    assert compare(question, value, fines([clause])) == says


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("噪音超过60分贝会罚款吗", None),
        ("船速超过50公里会罚款吗", None),
        ("超载超过30吨会罚款吗", None),
        ("渡口开到23点会罚款吗", None),
        ("酒精含量达到80毫克会罚款吗", None),
        ("面积超过200平方米会罚款吗", None),
        ("卖了5000元的假票会罚款吗", None),
        ("注册资本至少30万元，不够会罚款吗", None),
        ("会罚三次吗", None),
        ("罚款能到10万吗", 100_000),
        ("罚款金额最低能到五百元吗", 500),
        ("要交5000块罚款吗", 5000),
        ("会被处以3万元罚款吗", 30_000),
        ("Can the fine reach 100,000 yuan?", 100_000),
    ],
)
def test_a_sum_is_asked_for_where_it_is_one_of_a_fine(question: str, value: float | None) -> None:
    assert asked_sum(question) == value


DOGS = "江南市养犬管理条例"
SHOPS = "浙江省商店管理办法"
WITHOUT_ARMY_DOGS = "在本市行政区域内单位和个人养犬，适用本条例，但军用犬、警用犬除外。"
OPENED_HERE = "在本省行政区域内开店，适用本办法。"


@pytest.mark.parametrize(
    ("question", "words", "title", "says"),
    [
        ("养犬条例适用于养猫吗", "本市行政区域内犬只饲养、经营及其监督管理，适用本条例。", DOGS, None),
        ("养犬条例适用于犬只经营吗", "本市行政区域内犬只饲养、经营及其监督管理，适用本条例。", DOGS, "yes"),
        ("单位养猫适用本条例吗", WITHOUT_ARMY_DOGS, DOGS, None),
        ("单位养犬适用本条例吗", WITHOUT_ARMY_DOGS, DOGS, "yes"),
        ("军用犬适用本条例吗", WITHOUT_ARMY_DOGS, DOGS, "no"),
        ("用不用遵守养犬条例，我养的是军用犬", WITHOUT_ARMY_DOGS, DOGS, "no"),
        ("军用犬是不是不适用本条例", "除军用犬外，在本市养犬适用本条例。", DOGS, "yes"),
        ("本办法适用于游览马车吗", "本办法适用于本市游览马车的经营，花车不适用本办法。", "江南市马车管理办法", "yes"),
        ("花车适用本办法吗", "本办法适用于本市游览马车的经营，花车，不适用本办法。", "江南市马车管理办法", "no"),
        ("事业单位适用本条例吗", "企业、事业单位养犬，适用本条例；法律另有规定的除外。", DOGS, "yes"),
        ("单位里自己养的犬不用遵守这个条例吧", "在本单位内部养犬的，可以参照本条例执行。", DOGS, "yes"),
        ("外省的展览适用本条例吗", "国家对跨省犬展另有规定的，从其规定。", DOGS, "conditional"),
        ("在苏州开店适用本办法吗", OPENED_HERE, SHOPS, "no"),
        ("外省开店适用本办法吗", OPENED_HERE, SHOPS, "no"),
        ("苏州人在浙江开店适用本办法吗", OPENED_HERE, SHOPS, "yes"),
        ("在河南南路开店适用本办法吗", OPENED_HERE, SHOPS, "yes"),
        ("外地人开店适用本办法吗", OPENED_HERE, SHOPS, "yes"),
        ("注册在安徽的公司来湖州开店，适用本办法吗", OPENED_HERE, SHOPS, None),
        ("公司注册在安徽，湖州的店适用本办法吗", OPENED_HERE, SHOPS, None),
        ("杭州的公司到苏州开店，适用本办法吗", OPENED_HERE, SHOPS, "no"),
        ("开店卖国外品牌，适用本办法吗", OPENED_HERE, SHOPS, None),
    ],
)
def test_a_sentence_applies_by_its_rule_or_by_what_it_excepts(question: str, words: str, title: str, says: str | None) -> None:
    assert applies(question, words, title) == says


@pytest.mark.parametrize(
    ("question", "told", "asks"),
    [
        ("我没签过字，他们直接发短信，可以吗？", "我没签过字", "他们直接发短信，可以吗？"),
        ("不公布规程，行吗", "", "不公布规程，行吗"),
        ("能不带证吗", "", "能不带证吗"),
    ],
)
def test_a_question_is_divided_into_what_it_tells_and_what_it_asks(question: str, told: str, asks: str) -> None:
    assert divide(question) == (told, asks)


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        # What other rules may demand is not said to be needed, nor not to be
        ("开渡口用不用跑水利局办手续", "渡口依照法律、法规规定应当向水利部门办理手续的，水利部门应当及时办理。", "conditional"),
        ("开渡口用不用跑水利局办手续", "渡口应当向水利部门办理手续。", "yes"),
        # An exception takes the ground from under 一律
        ("小渡船一律不用审批吗", "除载客渡船外，渡船不实行审批。", "no"),
        ("小渡船不用审批吧", "除法律、法规另有规定外，渡船不实行审批。", "yes"),
    ],
)
@pytest.mark.parametrize("judged", [Judged(0.9, 0.6, 0.3, 0.1), Judged(0.9, 0.5, 0.1, 0.4)])
def test_what_a_clause_leaves_open_is_no_verdict_of_its_own(question: str, clause: str, says: str, judged: Judged) -> None:
    assert verdict(question, clause, judged) == says


def test_a_reader_is_believed_where_a_case_is_told() -> None:
    clause = "市里的渡口规划应当经省交通运输主管部门审核，并报市人民政府批准后，由市交通运输主管部门组织实施，任何单位和个人应当配合。"
    assert verdict("规划是市里做的，也要送省政府批吗", clause, Judged(0.9, 0.02, 0.97, 0.01)) == "no"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("渡船办法是2022年4月1日施行的，对吧", "no"),
        ("渡船办法是2022年5月1日起施行的吗", "yes"),
        ("是不是2022年5月开始施行", "yes"),
        ("我的渡船是2022年4月1日买的，要登记吗", None),
    ],
)
def test_a_day_that_is_taken_for_granted_is_held_against_the_one_that_stands(question: str, says: str | None) -> None:
    assert by_date(question, "本办法自2022年5月1日起施行。") == says


def test_a_number_that_is_told_leaves_a_verdict(assistant: Assistant) -> None:
    assert assistant.ask(Question("几个老人坐渡船，都过了七十周岁，要交渡运费不")).verdict == "no"


def test_a_no_that_the_clause_does_not_word_as_relief_is_a_plain_one() -> None:
    assert worded("need", "no", "渡船经营者应当投保。") == "fact"
    assert worded("need", "no", "现役军人免收渡运费。") == "need"


def test_a_thing_that_may_stand_for_another_is_denied_to_nobody() -> None:
    clause = "工资保证金可以用银行保函、保证保险替代。"
    assert verdict("不存现金，用银行保函顶行吗", clause, Judged(0.9, 0.3, 0.6, 0.1)) != "no"
    assert freed("开托班要不要另外审批", "开设托班无需另行审批，由幼儿园报教育局备案。")


@pytest.mark.parametrize(
    ("question", "told", "asks"),
    [
        # What is told behind the mark belongs to the case
        ("开渡口要批吗？没听说水利局另有规定。", "没听说水利局另有规定", "开渡口要批吗？"),
        ("我想自己开渡船，允许吗？我们是外地来的。", "我们是外地来的", "我想自己开渡船，允许吗？"),
        ("渡船要登记吗？不登记罚多少", "", "渡船要登记吗？不登记罚多少"),
    ],
)
def test_what_is_told_last_asks_nothing(question: str, told: str, asks: str) -> None:
    assert divide(question) == (told, asks)


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("船主非要乘客先交押金才让上船。他有权这样做吗？", "may"),
        ("乘客必须穿救生衣，他没穿，可否拒载？", "may"),
        ("船家到底有没有权要这个证明？", "may"),
        ("老渡船开了二十年，必须报废吗", "need"),
        ("渡船是否须登记", "need"),
    ],
)
def test_the_part_that_asks_says_what_is_asked(question: str, what: str) -> None:
    assert asked(question) == what


SURELY = {"yes": Judged(0.9, 0.94, 0.03, 0.03), "no": Judged(0.9, 0.03, 0.94, 0.03), "conditional": Judged(0.9, 0.03, 0.03, 0.94)}


@pytest.mark.parametrize(
    ("question", "clause", "read", "barred"),
    [
        # Put negatively: what must be done may not be left undone, what is only urged may
        (
            "渡口改建方案报区政府批准后，可否不送市交通局审核就开工？",
            "渡口改建方案应当经市交通运输主管部门审核，并报区人民政府批准。",
            "yes",
            "yes",
        ),
        ("小渡船不买保险行不行", "鼓励渡船经营者投保承运人责任保险。", "no", "no"),
        # A right that a clause gives is not denied, nor is support that it promises
        ("乘客带了大件行李，船主有权另外收费吗", "携带大件行李的，经营者可以收取行李费。", "no", "no"),
        (
            "我们是私人公司。市里欢迎我们办渡船培训班吗",
            "推动渡运安全提升，支持社会力量举办船员培训班，鼓励培训机构规范化、专业化、连锁化、品牌化经营。",
            "no",
            "no",
        ),
        # Wanting a thing is no condition of what it takes
        ("渡船检修是不是只能用认证过的零件", "检修渡船，需要更换零件的，应当采用经过认证的零件。", "conditional", "conditional"),
        ("我手里有没认证过的零件，修渡船能用吗", "检修渡船，需要更换零件的，应当采用经过认证的零件。", "conditional", "conditional"),
        # Whoever has to be asked first has to be asked
        ("想在渡船上拍照，要不要先问乘客", "未经乘客同意，不得拍摄乘客。", "conditional", "conditional"),
    ],
)
def test_a_clause_does_not_say_the_contrary_of_what_it_demands(question: str, clause: str, read: str, barred: str) -> None:
    assert verdict(question, clause, SURELY[read]) not in (barred, None)


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        # What somebody does where he deems it necessary he may do and may leave
        ("区里觉得没必要另编渡口规划，不编可以吗", "区人民政府认为有必要单独编制渡口规划的，报市人民政府备案。", "yes"),
        ("区里必须单独编渡口规划吗", "区人民政府认为有必要单独编制渡口规划的，报市人民政府备案。", "no"),
        ("我们区研究后认为有必要自己编一份渡口规划，可以吗", "区人民政府认为有必要单独编制渡口规划的，报市人民政府备案。", "yes"),
        # What is explored is allowed to nobody yet
        ("我有一条渡船，想拿它去银行抵押，允许吗", "探索允许渡船经营者以船舶抵押融资。", "conditional"),
        # What one kind of a thing demands is not denied to the thing
        ("我们公司没有潜水资质，渡口检修的活能接吗", "涉及水下作业的渡口检修，检修单位应当具有潜水资质。", "conditional"),
    ],
)
@pytest.mark.parametrize("read", ["yes", "no"])
def test_what_is_left_to_somebody_or_to_later_is_neither_granted_nor_denied(question: str, clause: str, says: str, read: str) -> None:
    if (says, read) != ("conditional", "yes") or "探索" in clause:
        assert verdict(question, clause, SURELY[read]) == says


def test_support_is_still_support_where_it_is_asked_whether_it_is_thought_of() -> None:
    assert verdict("渡船抵押贷款，市里支持吗", "探索允许渡船经营者以船舶抵押融资。", SURELY["yes"]) == "yes"


def test_who_works_elsewhere_is_not_ruled_by_where_it_is_registered() -> None:
    words, title = "在本省行政区域内从事渡运活动，适用本办法。", "浙江省渡运管理办法"
    assert applies("公司注册在宁波，渡船全在江西开，受浙江这个办法管吗", words, title) == "no"
    assert applies("公司注册在南昌，渡船来宁波开，受浙江这个办法管吗", words, title) != "no"


def test_an_order_ends_before_what_follows_it() -> None:
    assert held("拒不改正", "通知一来当天就改了，要罚款吗") is False
    assert held("拒不改正", "责令整改了，要罚款吗") is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("江政发〔2001〕2号文 现行有效否", True),
        ("几个老人凑钱买条渡船，非得先讨个批文才能开？", True),
        ("为什么非得先讨个批文？", False),
        ("难道渡船不用登记？", True),
    ],
)
def test_a_rhetorical_question_is_one_of_yes_or_no(question: str, expected: bool) -> None:
    assert asks_yes_no(question) is expected


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("渡口整治是省里牵头的吗", "no"),
        ("渡口整治是市里牵头的吗", "yes"),
        ("江面水位也归省里测吗", "no"),
    ],
)
def test_the_level_in_charge_is_held_against_the_one_that_is_named(tmp_path: Path, question: str, says: str) -> None:
    rules = "渡口整治由市级人民政府牵头实施。\n第十三条　 设区的市、县水利主管部门组织实施江面水位监测。\n第十四条　"
    text = FERRIES.replace("第十二条　", f"第十二条　 {rules}")
    with assistant_over(tmp_path, text) as opened:
        assert opened.ask(Question(question)).verdict == says


def test_a_definition_that_leaves_nothing_out_does_not_hold_everything(assistant: Assistant) -> None:
    assert assistant.ask(Question("用无人机吊货过江算不算渡运")).verdict != "yes"


RACES = """江南市龙舟赛管理办法

江南市人民政府令
第 65 号

《江南市龙舟赛管理办法》已经市人民政府第 24 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 3 月 8 日

第一条　 本办法所称龙舟赛，是指以市水上运动协会公布的项目为内容的划船竞赛。
第二条　 在本市行政区域内举办的龙舟赛，适用本办法。国家对国际性、全国性龙舟赛和有关特殊龙舟赛等另有规定的，从其规定。
第三条　 单位、个人可以举办龙舟赛。除法律、法规另有规定的外，举办龙舟赛不实行行政许可。
第四条　 龙舟赛的裁判由举办者确定。
第五条　 本办法自 2022 年 5 月 1 日起施行。
"""


@pytest.fixture(scope="module")
def races(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("races"), RACES) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "says", "left"),
    [
        ("举办龙舟赛要行政许可吗", "no", False),
        ("举办国际性龙舟赛要行政许可吗", "conditional", True),
        ("举办世界级的龙舟赛要行政许可吗", "conditional", True),
        ("举办全市的龙舟赛要行政许可吗", "no", False),
        ("要办一场国际龙舟赛，只看市里的龙舟赛办法就够了吗", "conditional", True),
    ],
)
def test_a_class_that_is_left_to_other_rules_depends_on_them(races: Assistant, question: str, says: str, left: bool) -> None:
    answer = races.ask(Question(question))
    assert answer.verdict == says, answer.text
    assert ("从其规定" in answer.conclusion) is left, answer.text


@pytest.mark.parametrize(
    ("question", "depends"),
    [
        ("这片湿地能给游客开放吗", True),
        ("这片湿地能直接给游客开放吗", False),
        ("批都批了，这片湿地能给游客开放吗", False),
    ],
)
def test_what_may_be_done_with_leave_depends(question: str, depends: bool) -> None:
    clause = "湿地属于核心区的，适用保护法的规定；确需向游客开放的，按照国家规定的审批程序执行。"
    assert (verdict(question, clause, Judged(0.9, 0.2, 0.75, 0.05)) == "conditional") is depends


@pytest.mark.parametrize(
    ("question", "clause", "depends"),
    [
        # An exception of the prohibition itself, of which nothing is told
        ("船还押给信用社两年，有人想买，我能卖不", "押给他人的渡船不得出卖，但是受押人书面同意的除外。", True),
        ("信用社都点头了，押着的船我能卖不", "押给他人的渡船不得出卖，但是受押人书面同意的除外。", False),
        ("押着的船我悄悄卖，也没问信用社，能卖不", "押给他人的渡船不得出卖，但是受押人书面同意的除外。", False),
        # What is demanded of who wants to
        ("我家房子空着，想改成茶馆，左邻右舍没人吭声，这样能开吗", "将住宅改为茶馆的，应当经相邻业主一致同意。", True),
        ("我家房子想改成茶馆，我自己说了算，能开吗", "将住宅改为茶馆的，应当经相邻业主一致同意。", False),
        ("茶馆改不改成住宅，要不要交图纸", "将住宅改为茶馆的，应当经相邻业主一致同意。", False),
        # What may be left undone
        ("码头建在流沙上，蓄水池不用修了吧", "地质条件不宜建设，经专家论证并由水利部门确认的，可以不建。", True),
        ("码头建在流沙上，水利局也确认过了，蓄水池不用修了吧", "地质条件不宜建设，经专家论证并由水利部门确认的，可以不建。", False),
    ],
)
@pytest.mark.parametrize("read", ["yes", "no"])
def test_what_hangs_on_a_consent_of_which_nothing_is_told_depends(question: str, clause: str, depends: bool, read: str) -> None:
    assert (verdict(question, clause, SURELY[read]) == "conditional") is depends


SPECIAL = "渡船对乘客身体有特殊要求的，经营者可以要求其提供健康证明。"


@pytest.mark.parametrize(
    ("question", "depends"),
    [
        ("我买了船票，船家非要我交健康证明，他们有权这么要吗", True),
        ("船家到底有没有权要这个证明", True),
        ("高速渡船对心脏要求很高，船家可以要我交健康证明吗", False),
        ("这条渡船有特殊要求，船家有权要健康证明吗", False),
    ],
)
@pytest.mark.parametrize("read", ["yes", "no"])
def test_a_right_where_something_is_special_depends_unless_it_is_told(question: str, depends: bool, read: str) -> None:
    assert (verdict(question, SPECIAL, SURELY[read]) == "conditional") is depends


@pytest.mark.parametrize(
    ("question", "clause", "says"),
    [
        # What is not of the kind of which something is demanded
        ("不涉及水下作业的渡口检修，检修单位可以没有潜水资质吗", "涉及水下作业的渡口检修，检修单位应当具有潜水资质。", "yes"),
        ("不涉及水下作业的渡口检修，检修单位必须有潜水资质吗", "涉及水下作业的渡口检修，检修单位应当具有潜水资质。", "no"),
        # Whether not all have to do what is only urged
        ("渡船的互助基金，不是每个县都必须建的吧", "鼓励有条件的县建立渡船互助基金。", "yes"),
        # A negation that is told before is none of what is asked
        (
            "听说开船前得领一张许可证。法律对渡船没有另外规定。需要领吗",
            "除法律、法规另有规定的外，交通运输部门对渡船不实行行政许可。",
            "no",
        ),
    ],
)
@pytest.mark.parametrize("read", ["yes", "no"])
def test_a_case_outside_a_condition_owes_nothing(question: str, clause: str, says: str, read: str) -> None:
    assert verdict(question, clause, SURELY[read]) == says


FOUR = "短途渡运、观光渡运、货物渡运、应急渡运（以下统称“四类渡运”）持续较快增长。"


@pytest.mark.parametrize(
    ("question", "clause", "whole", "says"),
    [
        ("夜间渡运算一个不", FOUR, "", "no"),
        ("观光渡运也算其中一种吗", FOUR, "", "yes"),
        ("修码头在不在里头？", "坚决打好隐患清零、船员培训、水质提升攻坚战。", "市里要打好哪几场攻坚战？修码头在不在里头？", "no"),
        ("船员培训在不在里头？", "坚决打好隐患清零、船员培训、水质提升攻坚战。", "", "yes"),
        ("二手交易这种生意，市里说的分享渡运包不包括？", "有序发展拼船出行、旧物交易、船位共享等模式。", "", "yes"),
        ("赌船包不包括？", "有序发展拼船出行、旧物交易、船位共享等模式。", "", None),
        ("写没写在里头", FOUR, "", None),
        ("夜间渡运算一个不", "不包括短途渡运、观光渡运。", "", None),
        ("渡船要登记吗", FOUR, "", None),
    ],
)
def test_a_thing_is_one_of_those_that_a_clause_lists(question: str, clause: str, whole: str, says: str | None) -> None:
    assert among(question, clause, whole) == says


@pytest.mark.parametrize(
    ("asks", "what"),
    [
        ("这么停船没问题吧", "act-no"),
        ("这样合规吗", "act-no"),
        ("来得及不", "act-no"),
        ("还会被通报吗", "will-no"),
        ("是同一条船吗", "fact-no"),
        ("算不算违规", "fact-no"),
        ("不用再找市里吧", "fact-no"),
        ("在船上不行吗", "fact-no"),
    ],
)
def test_no_is_said_as_it_is_asked(asks: str, what: str) -> None:
    assert denial(asks) == what


def test_what_is_no_grave_case_meets_no_condition_of_one() -> None:
    assert held("情节严重", "瞒报了，情节不重的话，要吃处分吗") is False
    assert held("情节严重", "瞒报了，要吃处分吗") is None


ASHORE = """江南市划船比赛办法

江南市人民政府令
第 64 号

《江南市划船比赛办法》已经市人民政府第 23 次常务会议审议通过，现予公布，自 2022 年 6 月 1 日起施行。
市长　 李水
2022 年 4 月 8 日

第一条　 为了规范划船比赛，制定本办法。
第二条　 在本市行政区域内举办的面向社会的划船比赛，适用本办法。
举办本单位、本行业系统内的划船比赛，可以参照本办法有关规定执行。
第三条　 承办人应当在划船比赛举行10日前向社会公布比赛规程。
第四条　 承办人应当配备救生艇和救生员。
第五条　 观众应当接受现场安全检查，不得扰乱比赛秩序。
第六条　 违反本办法第三条、第四条规定的，由体育主管部门责令改正；拒不改正的，处1000元以上5000元以下的罚款。
第七条　 本办法自2022年6月1日起施行。
"""


@pytest.fixture(scope="module")
def boats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("boats"), ASHORE) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "says", "words"),
    [
        # Among their own people, whatever duty is asked about
        ("我们厂年年给自己职工办划船比赛，外人不参加。那套提前公布规程的要求，我们也非照做不可？", "no", "可以参照"),
        ("仅限本单位职工参加的划船比赛，是否必须执行划船比赛办法？", "no", "可以参照"),
        # A penalty for breaches of other duties
        ("观众扰乱比赛秩序的，体育主管部门能否依据本办法第六条对其罚款？", "no", "第三条、第四条"),
    ],
)
def test_what_a_text_says_of_a_case_comes_before_its_duties(boats: Assistant, question: str, says: str, words: str) -> None:
    answer = boats.ask(Question(question))
    assert (answer.verdict, words in answer.text) == (says, True)


DEEMED_NEEDED = "街道办事处认为有必要单独设立调解室的，依照前款规定执行。"
TRAINEES = "将符合条件的养老护理员纳入本市人才公寓范围。"
FLOATS = "本办法所称彩车，是指以国家、省公布的民俗项目为主题的游行车辆。"
ONE_DAY_SHOPS = "探索允许公益性托育机构使用依法取得的闲置校舍开展服务。"
POSTED = "承办人应当在开赛10日前，通过包括市政府网站在内的途径公布规程。"
DIVERS = "涉及潜水作业的打捞，打捞单位应当具有相应潜水资质。"
INSURED = "鼓励办理意外伤害保险。"
REPORTS = "物业服务企业应当每季度公布收支情况。"


@pytest.mark.parametrize(
    ("question", "clause", "read", "says"),
    [
        # What is left to whoever deems it necessary depends, and is nobody's duty whatever he deems
        ("街道要不要单独设立调解室？", DEEMED_NEEDED, "no", "conditional"),
        ("街道是不是一定得单独设立调解室？", DEEMED_NEEDED, "conditional", "no"),
        ("街道非单独设立调解室不可吗？", DEEMED_NEEDED, "conditional", "no"),
        # Conditions that the clause does not name; told to be met, the reader says
        ("养老护理员能住人才公寓吗？", TRAINEES, "yes", "conditional"),
        ("我是养老护理员，条件都够，能住人才公寓吗？", TRAINEES, "yes", "yes"),
        # A list elsewhere says what counts; what is told to be on none is the reader's
        ("舞龙车算不算彩车？", FLOATS, "yes", "conditional"),
        ("我们自己想出来的车，国家和省都没公布过，算不算彩车？", FLOATS, "no", "no"),
        # A text thinks of allowing a class of which nothing is told
        ("托育机构可以用闲置校舍吗？", ONE_DAY_SHOPS, "yes", "conditional"),
        ("公益性托育机构可以用依法取得的闲置校舍吗？", ONE_DAY_SHOPS, "yes", "yes"),
        # One thing alone is not enough of what is demanded
        ("规程我们在自己群里发了，光这样够不够？", POSTED, "yes", "no"),
        # Who lacks what is demanded of the very work may not; of the thing as such it depends
        ("我们潜水资质还没办下来，这回打捞要潜水，能接吗？", DIVERS, "yes", "no"),
        ("我们没有潜水资质，打捞的活能接吗？", DIVERS, "no", "conditional"),
        # What is only urged bars nothing
        ("选手没办意外伤害保险，能不能开赛？", INSURED, "no", "yes"),
        # A duty is no matter of choice
        ("收支情况不用公布吧？", REPORTS, "yes", "no"),
    ],
)
def test_what_a_question_leaves_untold_decides(question: str, clause: str, read: str, says: str) -> None:
    read_as = {"yes": (0.8, 0.1, 0.1), "no": (0.1, 0.8, 0.1), "conditional": (0.1, 0.1, 0.8)}[read]
    assert verdict(question, clause, Judged(0.9, *read_as)) == says


def test_a_double_negation_is_none() -> None:
    assert not negated("合同里这一条非写进去不可吗")
    assert negated("合同里不写这一条行吗")


def test_what_somebody_said_is_right_or_wrong_by_what_he_said(boats: Assistant) -> None:
    told = "我们公司只给本单位职工办划船比赛。协会说这种比赛可以参照办法，并非必须照办。协会说得对吗？"
    assert boats.ask(Question(told)).verdict == "yes"


TOWNS = """江南市湖区发展规划

江南市人民政府关于印发江南市湖区发展规划的通知
江政发〔2022〕7号

一、总体布局
形成以东湖区、西湖区为核心的码头布局，支持东湖区、西湖区建设游艇码头，打造全国水上运动基地。
其他各区要立足自身条件，制定码头建设方案，有序推进小型码头建设。
二、组织保障
市交通运输局牵头推进码头建设。
"""


@pytest.mark.parametrize(
    "question", ["北山区又不是东湖西湖这种核心，也得自己制定码头建设方案？", "规划光说东湖、西湖，像北山区，也要制定码头建设方案吗？"]
)
def test_who_is_none_of_those_named_is_one_of_the_others(tmp_path: Path, question: str) -> None:
    with assistant_over(tmp_path, TOWNS) as opened:
        answer = opened.ask(Question(question))
    assert (answer.verdict, "其他各区" in answer.conclusion) == ("yes", True)


@pytest.mark.parametrize(("question", "says"), [("用电瓶船拉客算违法吗", "yes"), ("能用电瓶船拉客吗", "no")])
def test_what_is_forbidden_is_wrong_and_not_allowed(question: str, says: str) -> None:
    read = Judged(answers=0.9, yes=0.6, no=0.35, conditional=0.05)
    assert verdict(question, "禁止利用电瓶船从事客运。", read) == says
