"""Who a penal sentence is about, and whether a case meets the condition of a sanction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from law.model import Citation, Penalty, Sanction
from qa.assistant import Assistant
from qa.case import actors
from qa.case.conditions import weigh
from qa.conclusions.conclude import asks_to_account
from qa.conclusions.merged import merged
from qa.draft import Draft
from qa.model import Question, Understanding
from tests.qa.conftest import assistant_over

OWN = "畜牧行政主管部门及其工作人员违反本条例规定，有下列行为之一的，责令改正："
OTHER = "除畜牧行政主管部门外的有关部门及其工作人员违反本条例规定，有下列行为之一的，责令改正："
ANYBODY = "有关单位和个人违反本条例规定，阻挠检疫的，由公安机关给予治安管理处罚。"


def meaning(question: str) -> Understanding:
    """Return a question as it is understood when nothing but its words is known."""
    return Understanding(question, question, "penalty", "zh")


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("畜牧局的人收了好处不去查，怎么追究", "official"),
        ("畜牧局有人改了检疫数据，怎么处置", "official"),
        ("县畜牧局一直不公布名单，有什么后果", "official"),
        ("公务员泄露数据怎么处分", "official"),
        ("我是环保局的，单位报了假资料，会怎么样", "official"),
        ("畜牧局说我没检疫，会罚我吗", "private"),
        ("我们公司没检疫，畜牧局能直接罚我们吗", "private"),
        ("村干部说我要被派出所处理，真会这样？", "private"),
        ("当局长期间收了钱怎么处分", "official"),
        ("副所长改了检疫数据怎么处分", "official"),
        ("畜牧局的工作人员泄露数据怎么处分", "official"),
        ("工作人员泄露数据怎么处分", "official"),
        ("不检疫罚多少", None),
        ("营业场所长期不检疫，怎么罚", None),
        ("厕所长年不打扫，怎么罚", None),
        ("歌舞厅不让查，怎么罚", None),
        ("一家餐厅没有检疫证，怎么罚", None),
        ("营业厅的人不查证，怎么罚", None),
        ("养殖场布局不合规定，怎么罚", None),
        ("圈舍局部垮塌，怎么罚", None),
        ("专家委员会出了假报告，怎么罚", None),
        ("组委会不公布规程，怎么罚", None),
        ("某单位有人偷排粪污，怎么罚", None),
        ("商场工作人员打人，怎么罚", None),
        ("阻挠检疫 处罚机关", None),
        ("交警乱罚款怎么处理", "official"),
        ("派出所不立案怎么追究", "official"),
        ("城管打人怎么处罚", "official"),
        ("我们村委会不公开账目怎么处罚", "official"),
        ("打了警察怎么处罚", None),
        ("我是镇里的干部。几个村民拦着不让检疫，归谁处罚", "private"),
        ("我是畜牧局的干部。公司请我吃饭，我放水了，会怎么处分", "official"),
        ("街道那个经办的压着钱不发，怎么处分", "official"),
        ("他不是公务员，是公司的技术员，会受处分吗", "private"),
        ("What happens if staff at a county livestock authority doctor the figures", "official"),
        ("阻碍警察执法怎么罚", None),
        ("派出所会处罚吗", None),
        ("我被城管罚了怎么办", "private"),
    ],
)
def test_a_question_says_who_committed_the_breach(question: str, who: str | None) -> None:
    assert actors.actor(meaning(question)) == who


@pytest.mark.parametrize(
    ("question", "sentence", "sign"),
    [
        ("畜牧局的人收了好处不去查，怎么追究", OWN, 1),
        ("畜牧局的人收了好处不去查，怎么追究", OTHER, -1),
        ("水利局的人不给资料，怎么处理", OWN, -1),
        ("水利局的人不给资料，怎么处理", OTHER, 1),
        ("其他部门不给资料，怎么处理", OTHER, 1),
        ("我家不让检疫，会怎么样", OWN, -1),
        ("我家不让检疫，会怎么样", ANYBODY, 0),
        ("餐厅的人阻挠检疫，会怎么样", ANYBODY, 0),
        ("不让检疫会怎么样", ANYBODY, 0),
    ],
)
def test_a_penal_sentence_fits_the_one_who_committed_the_breach(question: str, sentence: str, sign: int) -> None:
    fitness = actors.fitness(sentence, meaning(question))
    assert (fitness > 0) - (fitness < 0) == sign


@pytest.mark.parametrize(
    ("part", "whole", "sign"),
    [
        ("瞒报的部门和人会怎么处理", "县畜牧局没报数字。正常该几天报？瞒报的部门和人会怎么处理？", 1),
        ("瞒报的部门和人会怎么处理", "县水利局没报数字。正常该几天报？瞒报的部门和人会怎么处理？", -1),
        ("一直不交局里会怎么样", "我在县畜牧局。名单几天内公布？一直不交局里会怎么样？", 1),
        ("水利局不给资料会怎么处理", "县畜牧局要报数字。几天内报？水利局不给资料会怎么处理？", -1),
    ],
)
def test_a_part_that_names_no_body_is_about_the_one_of_the_whole_question(part: str, whole: str, sign: int) -> None:
    fitness = actors.fitness(OWN, replace(meaning(part), whole=whole))
    assert (fitness > 0) - (fitness < 0) == sign


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        ("养老机构未按照规定配备人员的，由民政部门责令改正。", "private"),
        ("检测机构及其工作人员有下列行为之一的，处一万元罚款。", "private"),
        ("用人单位主管人员违反本条例规定的，处五千元罚款。", "private"),
        ("国家出资企业未按照规定报告的，给予警告。", "private"),
        ("机关、团体、企业、事业单位违反本条例规定的，给予警告。", "private"),
        ("执法机构未依法履行职责的，给予处分。", "official"),
        ("登记机构违反规定办理登记的，给予处分。", "official"),
        ("村民委员会未按照规定公开的，责令改正。", "official"),
        ("国家工作人员未按照规定报告的，给予处分。", "official"),
    ],
)
def test_a_penal_sentence_says_whom_it_punishes(sentence: str, whom: str) -> None:
    assert actors.punished(sentence) == whom


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("逾期没公布名单谁担责", True),
        ("我逾期没检疫怎么办", True),
        ("拒绝检疫怎么办", True),
        ("养殖场擅自搬走病畜怎么办", True),
        ("单位违法屠宰有什么后果", True),
        ("发现违法屠宰怎么办", False),
        ("单位违法辞退怎么办", False),
        ("逾期没领到检疫证怎么办", False),
        ("房东擅自涨价怎么办", False),
        ("部门逾期不答复怎么办", False),
        ("哪些情况下卖了病畜也不用担责", False),
        ("卖了病畜会不会担责", True),
    ],
)
def test_who_suffers_from_a_breach_does_not_ask_for_its_penalty(question: str, expected: bool) -> None:
    assert asks_to_account(question) is expected


FINED = (
    Sanction("责令改正", "责令改正"),
    Sanction("罚款", "处2000元以上3万元以下罚款", 2000, 30000, "元", None, "拒不改正或者造成严重后果"),
)
POLICE = (Sanction("其他", "给予治安管理处罚", condition="构成违反治安管理行为"),)
HARMED = (Sanction("罚款", "处2000元罚款", 2000, 2000, "元", None, "造成严重后果"),)
HURT = (Sanction("罚款", "处2000元罚款", 2000, 2000, "元", None, "造成人员伤亡"),)
KILLED = (Sanction("罚款", "处2000元罚款", 2000, 2000, "元", None, "造成人员死亡"),)
STAFF = (Sanction("通报批评", "通报批评"), Sanction("其他", "依法给予处分", condition="情节严重"))


@pytest.mark.parametrize(
    ("question", "sanctions", "verdict"),
    [
        ("忘了公布规程，会罚款吗", FINED, "conditional"),
        ("让我改我就是不改，会罚款吗", FINED, "yes"),
        ("多人受伤送医，会罚款吗", FINED, "yes"),
        ("当天就改了，也没出什么事，还要罚款吗", FINED, "no"),
        ("第一次被发现，会罚款吗", FINED, "conditional"),
        ("当天就改了，但有人受伤，会罚款吗", FINED, "yes"),
        ("会不会被警察处理", POLICE, "conditional"),
        ("可以直接处分吗", STAFF, "conditional"),
        ("情节严重，会处分吗", STAFF, "yes"),
        ("会不会被追究", STAFF, "yes"),
        # polarity
        ("没有改正，会罚款吗", FINED, "yes"),
        ("没有按期改正会被罚款吗", FINED, "yes"),
        ("未按时整改，会罚款吗", FINED, "yes"),
        ("被责令改正后没有改，会罚款吗", FINED, "yes"),
        ("责令整改了，场主没有整改，会罚款吗", FINED, "yes"),
        ("责令整改了，会罚款吗", FINED, "conditional"),
        ("通知我整改，我一直没有时间弄，会罚款吗", FINED, "conditional"),
        ("改正期限还没到，会罚款吗", FINED, "conditional"),
        ("改了检疫数据，会罚款吗", FINED, "conditional"),
        ("没证就办养殖场，会罚款吗", FINED, "conditional"),
        ("改了，后来又不改了，会罚款吗", FINED, "yes"),
        ("一开始不改，后来改了，也没出事，会罚款吗", FINED, "no"),
        ("我没有逾期，按时弄完了，没出事，会罚款吗", FINED, "no"),
        ("这不是第一次了，没出事，会罚款吗", FINED, "conditional"),
        ("没有造成严重后果会被罚款吗", HARMED, "no"),
        ("不会造成严重后果，会被罚款吗", HARMED, "no"),
        ("差点造成严重后果，会被罚款吗", HARMED, "conditional"),
        ("没想到造成严重后果，会被罚款吗", HARMED, "yes"),
        ("对方没受伤，会罚款吗", HURT, "no"),
        ("没戴头盔的工人受伤了，会罚款吗", HURT, "yes"),
        ("没有导致人员死亡，会罚款吗", HURT, "conditional"),
        ("没有导致人员死亡，会罚款吗", KILLED, "no"),
        ("怕他受伤就拦了他，会罚款吗", HURT, "conditional"),
        ("He was not injured, will I be fined?", HURT, "no"),
        ("He did not die but was hospitalized, will I be fined?", HURT, "yes"),
        ("不属于情节严重会被处分吗", STAFF, "no"),
        # the sanction asked about
        ("没检疫会被拘留吗", FINED, "no"),
        ("没检疫会坐牢吗", FINED, "no"),
        ("没检疫会没收违法所得吗", FINED, "no"),
        ("会被拘留吗", POLICE, "conditional"),
        ("派出所会不会来罚我们", POLICE, "conditional"),
        ("吊销了执照还养，拒不改正，会罚款吗", FINED, "yes"),
        ("没去派出所备案，让改也不改，会有后果吗", FINED, "yes"),
    ],
)
def test_a_condition_is_held_against_what_the_case_tells(question: str, sanctions: tuple[Sanction, ...], verdict: str) -> None:
    penalty = Penalty(Citation("某条例", "第九条"), "", (), None, None, sanctions)
    assert weigh(question, penalty) == verdict


def test_what_stands_around_a_penalty_may_impose_what_it_does_not() -> None:
    penalty = Penalty(Citation("某条例", "第九条"), "", (), None, None, FINED)
    assert weigh("会坐牢吗", penalty, "构成犯罪的，依法追究刑事责任。") == "conditional"
    assert weigh("会吊销许可证吗", penalty, "构成犯罪的，依法追究刑事责任。") == "no"


ESTATES = """某市物业条例
第一条 为了规范物业管理，制定本条例。
第二条 物业服务人不得泄露业主信息。
第三条 业主大会应当每年召开一次会议。
第四条 物业服务人泄露业主信息的，由住房主管部门责令改正，处五千元以上五万元以下罚款。
第五条 物业服务人以欺骗手段取得备案的，由住房主管部门撤销备案。
第六条 物业服务人停止供水的，由住房主管部门处一万元罚款。
第七条 本条例自2020年1月1日起施行。
"""
PARKING = """某市停车条例
第一条 为了规范停车管理，制定本条例。
第二条 停车场应当公示收费标准。
第三条 停车场占用道路的，由公安机关处一千元罚款。
第四条 违反本条例其他规定的，由公安机关处五百元以下罚款。
第五条 本条例自2020年1月1日起施行。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("unnumbered"), ESTATES, PARKING) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said", "verdict"),
    [
        ("违反物业条例第二条会被罚款吗", "五千元以上五万元以下", "yes"),
        ("违反物业条例第五条会被处罚吗", "撤销备案", "yes"),
        ("违反停车条例第二条会被罚款吗", "五百元以下", "yes"),
        ("违反物业条例第三条会被罚款吗", "没有为违反第三条单独规定处罚", "no"),
    ],
)
def test_a_duty_is_punished_without_its_number(assistant: Assistant, question: str, said: str, verdict: str) -> None:
    answer = assistant.ask(Question(question))
    assert (said in answer.conclusion, answer.verdict) == (True, verdict)


LIFTS = """某市电梯条例
第一条 为了电梯安全，制定本条例。
第二条 乘坐电梯不得有下列行为：
（一）拍打轿厢；
（二）携带电动车进入轿厢。
物业发现前款行为的，应当劝阻；不听劝阻的，应当停止电梯运行。
第三条 违反本条例第二条第一款第二项规定，携带电动车进入轿厢的，由消防机构处五百元罚款。
第四条 本条例自2020年1月1日起施行。
"""


def test_a_part_of_an_article_that_is_punished_is_found_from_another_part(tmp_path: Path) -> None:
    with assistant_over(tmp_path, LIFTS) as assistant:
        answer = assistant.ask(Question("邻居把电动车推进电梯轿厢，物业发现了劝阻也不听，罚多少钱？"))
        assert "五百元" in answer.conclusion, answer.text


FERRIES = """XX省渡口安全管理办法

第一条 渡口运营单位应当按照合同约定的时间提供渡运服务。

第二条 渡口运营单位不得超载渡运。

第三条 有关单位和个人阻挠渡口检查，构成违反治安管理行为的，由公安机关依法给予治安管理处罚。

第四条 交通运输主管部门及其工作人员违反本办法规定，有下列行为之一的，责令改正；情节严重的，对直接责任人员依法给予处分：
（一）篡改渡口检查记录；
（二）接受渡口运营单位宴请。

第五条 交通运输主管部门、渡口运营单位违反合同约定的，应当承担违约责任。

第六条 对初次违法、危害后果轻微并及时改正的，可以不予行政处罚。

第七条 对有严重不良记录的渡口运营单位，依法采取行业禁入措施。

第八条 本办法自2021年5月1日起施行。
"""


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("ferries"), FERRIES) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "verdict", "address"),
    [
        ("村民把来查渡口的人赶走了，派出所会不会来罚我们？", "conditional", "第三条"),
        ("渡口公司的船员改了渡口检查记录，他不是公务员，会受处分吗？", "no", "第四条"),
        ("第一次被查到违法，是不是就不罚款了？", "conditional", "第六条"),
        ("这家渡口公司有严重不良记录，除了罚款，还能不能禁止它再干这一行？", "yes", "第七条"),
        ("渡口运营单位没按合同约定的时间开船，它该负什么责任？", None, "第五条"),
    ],
)
def test_a_sanction_is_the_one_that_is_asked_about_for_the_one_who_did_it(
    ferries: Assistant, question: str, verdict: str | None, address: str
) -> None:
    answer = ferries.ask(Question(question))
    assert not answer.refused and answer.verdict == verdict, answer.text
    assert answer.quotes[0].citation.address == address and "没有规定罚款" not in answer.text, answer.text


def test_an_item_that_holds_its_own_sanction_is_told_once(tmp_path: Path) -> None:
    text = (
        "溪流保护条例\n\n第一条　为了保护溪流，制定本条例。\n\n第二条　溪流两岸禁止下列行为：\n（一）使用含磷洗涤用品；\n（二）驾驶燃油快艇。\n\n"
        "第三条　违反本条例第二条规定的，按照下列规定予以处罚：\n（一）违反第一项规定，使用含磷洗涤用品的，由生态环境部门处五百元以下罚款；\n"
        "（二）违反第二项规定，驾驶燃油快艇的，由生态环境部门处二千元以上二万元以下罚款。\n\n第四条　本条例自2020年1月1日起施行。\n"
    )
    with assistant_over(tmp_path, text) as assistant:
        said = assistant.ask(Question("在溪边用含磷洗涤用品，罚多少？")).conclusion
    assert said.count("五百元以下罚款") == 1 and "二万元" not in said


def test_what_several_parts_share_is_said_once_in_english_too(tmp_path: Path) -> None:
    text = "奖励办法\n\n第一条　技术经纪人促成成果转化的，按交易额的2%给予奖励，单项最高50万元。\n\n第二条　本办法自2020年1月1日起施行。\n"
    with assistant_over(tmp_path, text) as assistant:
        question = Question("What is the broker's cut, and is there a ceiling?")
        understanding = assistant.understand(question)
        reading = assistant.read(understanding, assistant.gather(understanding, question))
        words = "技术经纪人促成成果转化的，按交易额的2%给予奖励，单项最高50万元。"
        both = merged(reading, [("", Draft("The text provides: " + words, ())), ("", Draft("Yes. " + words, (), verdict="yes"))])
    assert both is not None and both.conclusion.count(words) == 1
