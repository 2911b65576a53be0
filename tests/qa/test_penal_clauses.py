"""What an inspector is told: the sanction of the very conduct, on whom, with what else the text says of it, and who is let off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.model import Question, Verdict
from qa.penalties.imposed import without_number
from tests.qa.conftest import assistant_over

FERRIES = """
岭南市渡口管理条例

第一条　 为了加强渡口管理，制定本条例。
第二条　 交通运输部门负责渡口的管理工作。
第三条　 渡船应当配备救生设备，并在船身标明载客定额。
第四条　 乘客应当遵守下列规定：
（一）不得携带活禽上船；
（二）乘船时穿好救生衣；
（三）不得向江中抛掷杂物；
（四）不得在船头打闹。
第五条　 禁止渡船在大雾天气航行。
执行救援任务的渡船，不受本条规定的限制。
第六条　 渡口经营者不得擅自停航。确需停航的，应当提前三日公告。
第七条　 禁止个人饲养鱼鹰捕鱼。
第八条　 渡口使用的船用柴油应当符合国家标准。
第九条　 渡口经营者违反本条例第三条规定，渡船未配备救生设备的，由交通运输部门责令改正，处三千元以上一万元以下罚款。单位实施以上违法行为的，可以对主要负责人处五百元以上一千元以下罚款。
第十条　 违反本条例第四条第二项、第三项规定的，由交通运输部门处二十元以上五十元以下罚款。
违反本条例第四条第一项规定的，由渡口经营者予以劝阻。
第十一条　 违反本条例第五条规定，渡船在大雾天气航行的，由交通运输部门处五千元以上二万元以下罚款。
第十二条　 违反本条例第七条规定，个人饲养鱼鹰捕鱼的，由渔业部门收容鱼鹰。
第十三条　 违反本条例第八条规定，使用不符合国家标准的船用柴油的，由市场监督管理部门按照《中华人民共和国产品质量法》的有关规定处理。
第十四条　 渡口经营者有下列情形之一的，由交通运输部门给予通报批评，并在官方网站公布：
（一）擅自停航的；
（二）伪造渡运日志的。
有前款第（二）项行为的，由交通运输部门处二千元以上五千元以下罚款。
第十五条　 违反本条例规定，有下列行为之一的，由交通运输部门没收违法所得，并处一万元以上三万元以下罚款；情节严重的，吊销渡口经营许可证，对主要负责人处五千元以上一万元以下罚款：
（一）未经许可经营渡口；
（二）用报废船舶从事渡运。
第十六条　 违反本条例规定，有下列行为之一的，由交通运输部门没收违法所得，并处二千元以上六千元以下罚款；情节严重的，责令停业整顿，对主要负责人处一千元以上二千元以下罚款：
（一）不按公布的票价售票；
（二）超过载客定额售票。
第十七条　 指使他人酒后驾驶渡船载客的，由交通运输部门处一千元罚款。
指使他人酒后驾驶高速渡船载客的，由交通运输部门处二千元罚款。
第十八条　 违反本条例规定，在渡口水域擅自捞沙的，由水利部门责令停止违法行为，没收所捞砂石。捞沙十吨以下的，并处五千元以上一万元以下罚款；超过十吨的，并处一万元以上三万元以下罚款。
第十九条　 违反本条例规定，私设渡口的，由交通运输部门责令拆除，处二万元以上四万元以下罚款。
使用伪造的渡口经营许可证的，依照前款规定处罚。
第二十条　 本条例规定的行政处罚由市渡口管理机构实施。
第二十一条　 本条例自2021年5月1日起施行。
"""


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answer over a regulation whose penal clauses name duties by their numbers, by lists and by what they leave to others."""
    with assistant_over(tmp_path_factory.mktemp("ferries"), FERRIES) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("渡船没有配备救生设备，主要负责人要罚多少？", ["渡口经营者渡船未配备救生设备", "三千元以上一万元", "五百元以上一千元"], []),
        ("坐渡船往江里扔杂物罚多少？", ["二十元以上五十元"], ["劝阻", "万元"]),
        ("在渡船的船头打闹罚多少？", [], ["五十元", "万元"]),
        ("带活禽上渡船会被罚款吗？", ["没有规定罚款", "劝阻"], ["五十元", "万元"]),
        ("个人养鱼鹰捕鱼会被罚款吗？", ["没有规定罚款", "收容鱼鹰"], ["没有为违反"]),
        ("渡口用的柴油不合国家标准，怎么处罚？", ["产品质量法"], ["没有为违反", "没有规定罚款"]),
        ("伪造渡运日志罚多少？", ["通报批评", "二千元以上五千元"], ["没有规定罚款"]),
        ("擅自停航罚多少？", ["通报批评"], []),
        ("超过载客定额卖票罚多少？", ["超过载客定额售票", "二千元以上六千元"], ["三万元", "下列"]),
        ("用报废的船搞渡运罚多少？", ["用报废船舶从事渡运", "一万元以上三万元"], ["六千元", "下列"]),
        ("指使别人酒后驾驶渡船载客罚多少？", ["一千元", "二千元"], ["万元"]),
        ("在渡口水域捞沙五吨罚多少？", ["没收所捞砂石", "五千元以上一万元"], []),
        ("违反渡口管理条例第四条怎么罚？", ["二十元以上五十元", "劝阻"], ["万元"]),
        ("使用假的渡口经营许可证罚多少？", ["依照前款规定处罚", "二万元以上四万元"], ["没有规定罚款"]),
        ("渡口罚款由谁实施？", ["市渡口管理机构"], ["没有规定罚款"]),
        ("渡船大雾天开船，谁来罚？罚多少？", ["交通运输部门", "五千元以上二万元"], ["- "]),
        ("把杂物抛进江里，谁来罚", ["交通运输部门", "二十元以上五十元"], []),
        ("向江中抛掷杂物由哪个部门处罚，罚多少", ["交通运输部门", "二十元以上五十元"], ["劝阻"]),
    ],
)
def test_the_sanction_is_that_of_the_very_conduct(ferries: Assistant, question: str, said: list[str], unsaid: list[str]) -> None:
    answer = ferries.ask(Question(question))
    assert not any(words in answer.conclusion for words in unsaid)
    assert all(words in answer.conclusion for words in said)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("执行救援任务的渡船大雾天开船会被罚款吗？", "no"),
        ("渡船大雾天开船会被罚款吗？", "yes"),
        ("个人养鱼鹰捕鱼会被罚款吗？", "no"),
        ("带活禽上渡船会被罚款吗？", "no"),
    ],
)
def test_who_is_let_off_is_not_punished(ferries: Assistant, question: str, verdict: Verdict) -> None:
    answer = ferries.ask(Question(question))
    assert not answer.refused
    assert answer.verdict == verdict


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("建设单位违反本条例第九条规定，未公示的，处五千元罚款。", "建设单位未公示的，处五千元罚款。"),
        ("建设单位违反本条例第九条规定的，处五千元罚款。", "建设单位：处五千元罚款。"),
        ("违反本条例第九条规定，未公示的，处五千元罚款。", "未公示的，处五千元罚款。"),
        (
            "作坊违反本条例第二条规定、小店违反本条例第三条规定，未备案的，处罚款。",
            "作坊违反本条例第二条规定、小店违反本条例第三条规定，未备案的，处罚款。",
        ),
        ("经营者违反本条例第九条规定，逾期不改正的，处五千元罚款。", "经营者：逾期不改正的，处五千元罚款。"),
    ],
)
def test_whom_a_sanction_concerns_stays_where_the_number_goes(words: str, said: str) -> None:
    assert without_number(words) == said
