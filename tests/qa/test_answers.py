"""Answers of every kind over regulations made up for this test: the right provision, the words that decide, the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.conclusions.merged import agreed
from qa.draft import Draft
from qa.model import Question, Verdict
from qa.question.numbered import bears, without_numbers
from tests.qa.conftest import assistant_over

BOATS = """江南市游船管理办法

江南市人民政府令
第 57 号

《江南市游船管理办法》已经市人民政府第 12 次常务会议审议通过，现予公布，自 2021 年 5 月 1 日起施行。
市长　 李水
2021 年 3 月 8 日

第一条　 为了加强游船管理，保障乘客安全，根据《中华人民共和国内河交通安全管理条例》等有关法律、法规，制定本办法。
第二条　 在本市行政区域内从事游船经营及其监督管理，适用本办法。渔船、公务船不适用本办法。
第三条　 本办法所称游船，是指在湖泊、河道内用于观光的载客船舶。
本办法所称游船码头，是指供游船停靠和乘客上下的设施。
第四条　 市交通运输主管部门负责本市游船经营的监督管理。
公安机关负责游船码头的治安管理。
第五条　 经营游船应当经市交通运输主管部门批准。
到 2025 年，游船全部使用电力。
单位、个人使用自有小艇自用的，不实行许可。
第六条　 船长应当做好下列工作：
（一）检查救生设备；
（二）清点乘客人数；
（三）每航次填写航行日志。
第七条　 经营者应当在开航 10 日前，向社会公布航线和票价。
第八条　 经营者不得有下列行为：
（一）超过核定人数载客；
（二）在大风蓝色预警期间开航。
第九条　 发生事故的，船长应当在 2 小时内向市交通运输主管部门报告。
第十条　 违反本办法第七条规定的，由市交通运输主管部门责令改正；拒不改正的，处 1000 元以上 5000 元以下的罚款。
第十一条　 违反本办法第八条规定的，由市交通运输主管部门处 1 万元以上 2 万元以下的罚款。
第十二条　 乘客应当穿着救生衣，听从船员指挥。江南市船模协会可以指导乘客。
第十三条　 市交通运输主管部门应当建立失信名单，对严重违法的经营者予以惩戒。
市交通运输主管部门应当为经营者提供办事指引和咨询。
第十四条　 除市交通运输主管部门外的有关部门有下列行为之一的，由市人民政府责令改正：
（一）拒绝提供航道资料；
（二）重复收费。
一次载客超过十人的，认定为“严重超载”；超过三十人的，认定为“特别严重超载”。
第十五条　 市交通运输主管部门有下列行为之一的，由上级机关责令改正，通报批评：
（一）不按照规定核发许可；
（二）瞒报事故。
第十六条　 本办法自 2021 年 5 月 1 日起施行。2009 年 6 月 1 日市人民政府公布的《江南市画舫管理办法》（市政府令第 20 号）同时废止。
"""
NIGHT_MARKET = """江南市夜市管理办法

江南市人民政府令
第 61 号

《江南市夜市管理办法》已经市人民政府第 20 次常务会议审议通过，现予公布，自 2022 年 1 月 1 日起施行。
市长　 李水
2021 年 11 月 2 日

第一条　 为了规范夜市经营，根据《江南市市容条例》，制定本办法。
第二条　 在本市行政区域内设置夜市，适用本办法。
第三条　 城市管理部门负责夜市的监督管理。
第四条　 摊主应当明码标价。鼓励摊主使用可降解餐具。江南市船模协会举办夜市船模展。
第五条　 夜市营业时间为每日 18 时至 24 时。
到 2030 年，建成夜市 20 处。
第六条　 摊主违反本办法第四条规定，不明码标价的，由城市管理部门责令改正，处 100 元以上 500 元以下的罚款。
第七条　 本办法自 2022 年 1 月 1 日起施行。
"""
FLOODS = """江南市防汛条例

江南市人民政府令
第 70 号

《江南市防汛条例》已经市人民政府第 31 次常务会议审议通过，现予公布，自 2023 年 5 月 1 日起施行。
市长　 李水
2023 年 3 月 8 日

第一条　 为了防御洪水，减轻损失，根据《江南市水务条例》，制定本条例。
第二条　 镇人民政府应当根据流域规划和《江南市避险准则》制定应急预案。
第三条　 体育主管部门应当开放场馆安置群众。
第四条　 体育主管部门应当每年检查场馆的屋顶。
第五条　 本条例自 2023 年 5 月 1 日起施行。
"""


PLAN = """江南市人民政府关于印发江南市水上旅游发展行动方案的通知
江政发〔2021〕30 号

各区人民政府，市政府各部门：

《江南市水上旅游发展行动方案》已经市政府同意，现印发给你们，请认真贯彻实施。

江南市人民政府
2021 年 9 月 10 日

江南市水上旅游发展行动方案

为贯彻落实《国务院关于印发旅游业发展规划的通知》（国发〔2021〕3 号），推进水上旅游发展，特制定本方案。

一、总体要求
（一）基本原则
坚持安全第一。把安全放在首位，落实各方责任。
坚持绿色发展。推广电动船舶，保护水体环境。
坚持市场运作。鼓励社会资本投入码头建设。
（二）发展目标
到 2025 年，全市水上旅游线路达到 20 条。
二、主要任务
（一）建设旅游码头
新建、改建码头 12 座，完善候船设施。（责任单位：市交通运输局、市文化旅游局）
（二）开发水上线路
开发水上夜游、古镇漫游等线路。（责任单位：市文化旅游局、市水利局）
三、保障措施
（一）加强组织领导
建立市水上旅游联席会议制度。（责任单位：市政府办公室）
（二）加大资金支持
市财政每年安排专项资金 3000 万元。（责任单位：市财政局，各市、县（市、区）政府）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("made-up"), BOATS, NIGHT_MARKET, FLOODS, PLAN) as opened:
        yield opened


ANSWERS = [
    # approval
    ("经营游船要不要审批？", "第五条", "批准", "yes"),
    ("自己的小艇自用需要许可吗", "第五条", "不实行许可", "no"),
    ("游船可以超过核定人数载客吗？", "第八条", "不得有下列行为", "no"),
    ("乘客能不穿救生衣吗", "第十二条", "应当穿着救生衣", "no"),
    ("夜市摊主必须用可降解餐具吗？", "第四条", "鼓励摊主使用可降解餐具", "no"),
    ("开航前 5 天才公布航线和票价，可以吗？", "第七条", "10日前", "no"),
    # penalty: from the duty, from the conduct, from the number
    ("交通运输局的人瞒报事故，会怎么处置？", "第十五条", "通报批评", None),
    ("水利局不给航道资料，会有什么后果？", "第十四条", "拒绝提供航道资料", None),
    ("乘客不穿救生衣，会罚款吗？", "第十二条", "没有为违反第十二条单独规定处罚", "no"),
    ("忘了公布游船航线和票价，会罚款吗？", "第十条", "拒不改正", "conditional"),
    ("忘了公布游船航线和票价，当天就补上了，会罚款吗？", "第十条", "拒不改正", "no"),
    ("没公布游船航线和票价，让改也不改，会罚款吗？", "第十条", "5000元以下", "yes"),
    ("不公布游船航线和票价怎么罚？", "第十条", "1000元以上5000元以下", None),
    ("违反游船管理办法第八条怎么处罚？", "第十一条", "1万元以上2万元以下", None),
    ("摊主不明码标价会罚多少钱", "第六条", "100元以上500元以下", None),
    ("不公布航线的罚款最高是1万元吗？", "第十条", "5000元以下", "no"),
    ("摊主不明码标价罚款最高500元，是吗？", "第六条", "500元以下", "yes"),
    # deadline, who, definition, list, number
    ("游船发生事故后多久要报告？", "第九条", "2小时内", None),
    ("游船由哪个部门监督管理？", "第四条", "市交通运输主管部门", None),
    ("什么是游船？", "第三条", "用于观光的载客船舶", None),
    ("什么是游船码头？", "第三条", "供游船停靠和乘客上下的设施", None),
    ("“游船”包括哪些船？", "第三条", "用于观光的载客船舶", None),
    ("“游船”由哪个部门监督管理？", "第四条", "市交通运输主管部门", None),
    ("船长应当做好哪些工作？", "第六条", "每航次填写航行日志", None),
    # scope
    ("渔船适用游船管理办法吗？", "第二条", "不适用", "no"),
    ("在苏州开的游船，适用江南市游船管理办法吗？", "第二条", "在本市行政区域内", "no"),
    # documents
    ("游船管理办法什么时候施行？", "第十六条", "2021年5月1日", None),
    ("游船管理办法废止了哪个文件？", "第十六条", "江南市画舫管理办法", None),
    ("游船管理办法是第几号令？", "公布令", "第57号", None),
    ("第57号令是谁签的？", "公布令", "李水", None),
    ("第57号令是哪次会议通过的？", "公布令", "第12次常务会议", None),
    ("江南市人民政府令第57号是什么文件？", "公布令", "《江南市游船管理办法》的文号", None),
    ("When does Order No. 57 take effect?", "第十六条", "2021年5月1日", None),
    ("2021年4月20日游船管理办法已经施行了吗？", "第十六条", "那一天还没有施行", "no"),
    ("2021年6月1日游船管理办法生效了没有？", "第十六条", "那一天已经施行", "yes"),
    ("第20号令还有效吗？", "第十六条", "江南市画舫管理办法", "no"),
    ("2009年那个管画舫的老办法还有效吗？", "第十六条", "江南市画舫管理办法", "no"),
    ("哪些旧文件作废了？", "第十六条", "江南市画舫管理办法", None),
    ("游船的令是谁签的？", "公布令", "李水", None),
    ("游船载客和救生这个市政府令是谁签的？", "公布令", "李水", None),
    ("航行日志要谁签字？", "第六条", "船长应当", None),
    ("江南市画舫管理办法废止了吗？", "第十六条", "江南市画舫管理办法", "yes"),
    ("多载多少人算“特别严重超载”？", "第十四条", "超过三十人", None),
    ("江政发〔2021〕30号是什么文件？", "印发通知", "《江南市水上旅游发展行动方案》的文号", None),
    ("水上餐厅算不算游船？", "第三条", "用于观光的载客船舶", None),
    # addresses
    ("游船管理办法第六条第二项是什么？", "第六条", "清点乘客人数", None),
    ("哪一条规定要穿救生衣？", "第十二条", "救生衣", None),
    ("水上旅游方案贯彻的是国务院哪个文件，文号多少？", "引言", "国发〔2021〕3号", None),
    ("游船管理办法的上位法是什么？", "第一条", "内河交通安全管理条例", None),
    ("游船管理办法是根据什么制定的？", "第一条", "内河交通安全管理条例", None),
    ("防汛条例的制定依据是什么？", "第一条", "江南市水务条例", None),
    ("应急预案根据什么制定？", "第二条", "江南市避险准则", None),
    ("加大资金支持由谁负责？", "三、（二）", "（责任单位：市财政局，各市、县（市、区）政府）", None),
]


@pytest.mark.parametrize(("question", "article", "words", "verdict"), ANSWERS)
def test_a_question_is_answered_from_its_provision(
    assistant: Assistant, question: str, article: str, words: str, verdict: str | None
) -> None:
    answer = assistant.ask(Question(question))
    assert not answer.refused, answer.text
    assert article in {quote.citation.address for quote in answer.quotes}, answer.text
    assert words in answer.text
    if verdict:
        assert answer.verdict == verdict, answer.text


SEVERAL = [
    ("游船管理办法和夜市管理办法的施行日期分别是什么时候？", {"第十六条", "第七条"}, ("2021年5月1日", "2022年1月1日")),
    ("两个办法的施行日期一样吗？", {"第十六条", "第七条"}, ("2021年5月1日", "2022年1月1日")),
    ("不公布游船航线违反哪条，怎么罚？", {"第七条", "第十条"}, ("10日前", "5000元以下")),
    ("我来当船长，从头到尾办法给我压了哪些义务？", {"第六条", "第九条"}, ("检查救生设备", "2小时内")),
    ("交通运输主管部门在游船的审批、信用方面各有什么职责？", {"第五条", "第十三条"}, ("批准", "失信名单")),
    ("交通运输主管部门与其他有关部门的违法情形有何不同？", {"第十四条", "第十五条"}, ("瞒报事故", "重复收费")),
    ("救生衣和航行日志有什么要求？", {"第六条", "第十二条"}, ("每航次填写航行日志", "穿着救生衣")),
    ("管游船的那部办法和讲夜市的那部，各从哪天起施行？", {"第十六条", "第七条"}, ("2021年5月1日", "2022年1月1日")),
    ("游船管理办法和夜市管理办法的目标年份分别是哪一年？", {"第五条"}, ("到2025年", "到2030年")),
    ("江南市船模协会 各文件怎么说", {"第十二条", "第四条"}, ("指导乘客", "夜市船模展")),
    ("三份文件都提到江南市船模协会，分别怎么说？", {"第十二条", "第四条"}, ("指导乘客", "夜市船模展")),
    ("第57号、第61号令分别是哪天公布的？", {"公布令"}, ("2021年3月8日", "2021年11月")),
    ("公布航线与报告事故分别应于何时完成，经营游船由谁批准？", {"第七条", "第九条", "第五条"}, ("10日前", "2小时内", "批准")),
    ("公布航线 报告事故 各要多久", {"第七条", "第九条"}, ("10日前", "2小时内")),
    ("水上旅游方案的基本原则有哪几条？", {"一、（一）"}, ("安全第一；坚持绿色发展；坚持市场运作",)),
    ("水上旅游的保障措施有哪些", {"三、（一）", "三、（二）"}, ("加强组织领导；加大资金支持",)),
    ("What are the main tasks of the water tourism scheme?", {"二、（一）", "二、（二）"}, ("建设旅游码头；开发水上线路",)),
    ("市文化旅游局负责哪些任务？", {"二、（一）", "二、（二）"}, ("建设旅游码头：责任单位", "开发水上线路：责任单位")),
    ("水上旅游方案里，县（市、区）政府负责哪些任务？", {"三、（二）"}, ("加大资金支持：责任单位",)),
    ("江南市体育局有哪些职责？", {"第三条", "第四条"}, ("开放场馆", "检查场馆的屋顶")),
    ("方案主要任务的责任单位分别是谁？", {"二、（一）", "二、（二）"}, ("市交通运输局", "市水利局")),
    ("处罚条款所引用的第七条是什么？", {"第七条", "第十条"}, ("航线和票价",)),
    ("船长有哪些义务？", {"第六条", "第九条"}, ("检查救生设备", "2小时内")),
    ("游船管理办法第十条里说的第七条是什么义务？", {"第七条"}, ("航线和票价",)),
]


@pytest.mark.parametrize(("question", "articles", "words"), SEVERAL)
def test_each_part_of_a_question_is_answered(assistant: Assistant, question: str, articles: set[str], words: tuple[str, ...]) -> None:
    answer = assistant.ask(Question(question))
    assert articles <= {quote.citation.address for quote in answer.quotes}, answer.text
    assert all(one in answer.text for one in words), answer.text


@pytest.mark.parametrize(
    "question", ["水上旅游方案在各区的落实情况，市水利局负责哪些任务？", "水上旅游方案里，乡（镇）政府和市水利局负责哪些任务？"]
)
def test_a_unit_with_brackets_is_not_named_by_a_part_of_it(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(Question(question))
    assert "开发水上线路" in answer.text and "加大资金支持" not in answer.text


OWNERS = """江南市船闸小区物业管理办法

江南市人民政府令
第 66 号

《江南市船闸小区物业管理办法》已经市人民政府第 25 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 3 月 8 日

第一条　 业主应当按时交纳物业费。业主不得擅自拆改承重结构。
第二条　 业主委员会应当每年公布账目。
第三条　 业主大会应当每年召开一次会议。
第四条　 业主应当配合房屋检修。
第五条　 业主、物业使用人应当分类投放垃圾。
第六条　 业主应当遵守管理规约。
第七条　 业主应当缴存维修资金。
第八条　 业主不得高空抛物。
第九条　 业主应当爱护绿地。
第十条　 业主应当登记车辆。
第十一条　 业主应当清理楼道。
第十二条　 本办法自 2022 年 5 月 1 日起施行。
"""


def test_whose_duties_are_asked_for_is_one_of_those_commanded_and_no_part_of_another(tmp_path: Path) -> None:
    with assistant_over(tmp_path, OWNERS) as opened:
        owners = opened.ask(Question("业主有哪些义务")).conclusion
        meeting = opened.ask(Question("业主大会有哪些义务")).conclusion
    assert "交纳物业费；不得擅自拆改承重结构。" in owners
    assert "不得高空抛物" in owners
    assert "公布账目" not in owners and "召开一次会议" not in owners
    assert "还有2处规定没有列出" in owners
    assert "召开一次会议" in meeting and "物业费" not in meeting


ALIKE = """江南市船证管理办法

江南市人民政府令
第 65 号

《江南市船证管理办法》已经市人民政府第 24 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 3 月 8 日

第一条　 变更登记由公安机关在 30 日内办理。
第二条　 注销登记由乡镇人民政府在 30 日内办理。
第三条　 船长证的有效期为 12 个月。
第四条　 水手证的有效期为一年。
第五条　 本办法自 2022 年 5 月 1 日起施行。
"""


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("变更登记和注销登记的办理标准一样吗", "no"),
        ("变更登记和注销登记的办理期限一样吗", "yes"),
        ("船长证和水手证的有效期一样吗", "yes"),
    ],
)
def test_what_is_the_same_has_the_same_quantities_and_bodies(tmp_path: Path, question: str, says: str) -> None:
    with assistant_over(tmp_path, ALIKE) as opened:
        answer = opened.ask(Question(question))
    assert answer.verdict == says, answer.text
    assert answer.conclusion.count("是的") + answer.conclusion.count("不是") == 1, answer.text


TICKETS = """江南市船票管理办法

江南市人民政府令
第 66 号

《江南市船票管理办法》已经市人民政府第 26 次常务会议审议通过，现予公布，自 2022 年 5 月 1 日起施行。
市长　 李水
2022 年 3 月 8 日

第一条　 售票单位不得有下列倒票行为：
（一）囤积船票；
（二）加价出售船票。
第二条　 有下列情形之一的，不属于第一条规定的倒票行为：
（一）按原价转让船票；
（二）替家人购买船票。
第三条　 退票凭证应当包括下列内容:
（一）航次；
（二）票价。
第四条　 船票应当在开航前 10 日公布票价。
第五条　 旅客在开航前 2 小时退票的，退还票款的八成。
第六条　 行李超过 20 公斤的，按每公斤 3 元收取行李费。
第七条　 本办法自 2022 年 5 月 1 日起施行。
"""


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("哪些行为属于倒票行为？", {"第一条"}),
        ("退票凭证包括哪些内容？", {"第三条"}),
        ("开航前2小时要退票，又带了30公斤行李，这两件事各怎么算钱？", {"第五条", "第六条"}),
        ("开航前退票的旅客和行李超过20公斤的旅客，收取费用有什么不同？", {"第五条", "第六条"}),
    ],
)
def test_a_list_is_of_what_is_asked_for_and_things_side_by_side_have_a_clause_each(
    tmp_path: Path, question: str, articles: set[str]
) -> None:
    with assistant_over(tmp_path, TICKETS) as opened:
        answer = opened.ask(Question(question))
    assert {quote.citation.address for quote in answer.quotes} == articles, answer.text
    assert "票价" in answer.text or articles != {"第三条"}


@pytest.mark.parametrize(
    ("drafts", "says"),
    [
        ([("汽艇", "yes"), ("脚踏艇", "no")], "conditional"),
        ([("汽艇", "no"), ("脚踏艇", "no")], "no"),
        ([("汽艇", None), ("脚踏艇", "no")], "no"),
        ([("", "yes"), ("", "no")], "yes"),
    ],
)
def test_things_that_do_not_agree_have_no_verdict_in_common(drafts: list[tuple[str, Verdict | None]], says: str) -> None:
    assert agreed([(name, Draft("", (), verdict)) for name, verdict in drafts]) == says


def test_the_same_date_is_said_to_differ(assistant: Assistant) -> None:
    assert assistant.ask(Question("两个办法的施行日期一样吗？")).verdict == "no"


def test_a_penalty_goes_on_from_the_duty_asked_about_before(assistant: Assistant) -> None:
    answer = assistant.ask(Question("没公布怎么罚？", ("游船的航线和票价要提前几天公布？",)))
    assert "1000元以上5000元以下" in answer.text


def test_an_english_question_has_an_english_frame_and_chinese_words_of_law(assistant: Assistant) -> None:
    answer = assistant.ask(Question("When does 《江南市游船管理办法》 take effect?"))
    assert answer.conclusion.isascii() or "takes effect" in answer.conclusion
    assert "2021年5月1日" in answer.text


def test_every_quotation_stands_at_its_address(assistant: Assistant) -> None:
    for question, *_ in ANSWERS:
        for quote in assistant.ask(Question(question)).quotes:
            assert quote.text in (assistant._library.text(quote.citation) or "")


def test_conclusions_are_short(assistant: Assistant) -> None:
    lengths = sorted(len(assistant.ask(Question(question)).conclusion) for question, *_ in ANSWERS)
    assert lengths[len(lengths) // 2] < 100


LANDINGS = """江南市渡口管理办法

江南市人民政府令
第 71 号

《江南市渡口管理办法》已经市人民政府第 30 次常务会议审议通过，现予公布，自 2022 年 1 月 1 日起施行。
市长　 李水
2021 年 11 月 2 日

第一条　 为了加强渡口管理，制定本办法。
第二条　 在本市行政区域内设置渡口及其监督管理，适用本办法。
第三条　 申请设置渡口应当具备下列条件：
（一）有坚实的码头；
（二）有合格的船员。
申请人应当提交申请书、码头平面图和船员名册。
第四条　 渡口两侧各五十米为渡口保护范围。
第五条　 违法事实确凿、情节轻微的，可以适用简易程序，当场作出处罚决定。
第六条　 渡口经营许可证有效期三年。有下列情形之一的，许可证失效：
（一）期满未延续；
（二）渡口已经关闭。
第七条　 安全承诺书由渡口经营者和船长共同签署。
第八条　 改建、扩建和大修等项目应当经市交通运输主管部门批准。
第九条　 本办法自 2022 年 1 月 1 日起施行。2010 年 6 月 1 日市人民政府公布的《江南市摆渡管理办法》（市政府令第 22 号）同时废止。
"""


@pytest.fixture(scope="module")
def landings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("landings"), LANDINGS, NIGHT_MARKET) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "article", "words"),
    [
        ("许可证什么情形下失效？", "第六条", "许可证失效"),
        ("安全承诺书要谁签署？", "第七条", "渡口经营者和船长"),
        ("什么情形适用简易程序？", "第五条", "情节轻微"),
        ("渡口保护范围是多少米？", "第四条", "五十米"),
        ("申请设置渡口要提交哪些文件？", "第三条", ""),
        ("渡口管理办法要求申请人提交哪些文件？", "第三条", "船员名册"),
        ("哪些项目需要审批？", "第八条", "大修"),
        ("渡口管理办法废止了哪个文件？", "第九条", "江南市摆渡管理办法"),
        ("渡口管理办法适用于谁？", "第二条", "设置渡口"),
    ],
)
def test_what_reads_like_a_question_about_a_text_is_answered_from_its_rules(
    landings: Assistant, question: str, article: str, words: str
) -> None:
    answer = landings.ask(Question(question))
    assert {quote.citation.address for quote in answer.quotes} == {article}, answer.text
    assert words in answer.conclusion, answer.text


@pytest.mark.parametrize(
    ("question", "corrected"),
    [
        ("游船管理办法 市政府令第75号 发布日期", True),
        ("水上旅游方案（江政发〔2021〕31号）有哪些任务", True),
        ("市政府令第57号游船管理办法废止的市政府令第75号", False),
        ("游船管理办法与国务院令第560号有什么关系？", False),
        ("游船管理办法附件第3号里说什么", False),
        ("水上旅游方案依据的是国发〔2021〕3号吗", False),
        ("水上旅游方案与江政发〔2018〕9号有什么关系？", False),
        ("夜市管理办法与江发改〔2021〕31号有什么关系？", False),
    ],
)
def test_only_a_number_of_its_own_series_is_put_right(assistant: Assistant, question: str, corrected: bool) -> None:
    answer = assistant.ask(Question(question))
    assert (answer.refused and "的文号是" in answer.text) == corrected, answer.text


@pytest.mark.parametrize(
    ("question", "number", "expected"),
    [
        ("省政府令第239号还有效吗", "浙江省人民政府令第239号", True),
        ("第239号令还有效吗", "浙江省人民政府令第239号", True),
        ("国务院令第239号还有效吗", "浙江省人民政府令第239号", False),
        ("Is State Council Order No. 239 in force?", "浙江省人民政府令第239号", False),
        ("Is Order No. 239 in force?", "浙江省人民政府令第239号", True),
        ("Is Jiangzhengfa [2021] No. 30 in force?", "江政发〔2021〕30号", True),
        ("法释〔2017〕47号还有效吗", "浙政发〔2017〕47号", False),
        ("政发〔2017〕47号还有效吗", "浙政发〔2017〕47号", True),
        ("杭州市人民政府令第361号", "浙江省人民政府令第361号", False),
        ("市政府令第361号", "浙江省人民政府令第361号", False),
        ("杭州市政府第361号令", "浙江省人民政府令第361号", False),
        ("公安部令第2号", "应急管理部令第2号", False),
        ("应急部令第2号", "应急管理部令第2号", True),
        ("主席令第七号", "中华人民共和国主席令第7号", True),
        ("交通运输部令2019年第5号", "交通运输部令2019年第5号", True),
        ("交通运输部令2018年第5号", "交通运输部令2019年第5号", False),
    ],
)
def test_a_number_means_the_order_of_the_body_that_it_names(question: str, number: str, expected: bool) -> None:
    assert bears(question, number) is expected


def test_a_day_is_no_number_of_an_order() -> None:
    assert without_numbers("5月1号起实施的禁放令") == "5月1号起实施的禁放令"
    assert "57" not in without_numbers("第57号令谁签的")
