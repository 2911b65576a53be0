"""Documents numbered by headings: emergency plans in decimals, programmes in 篇 and 章, decisions and amendments in 一、."""

import pytest

from law.address import address_key, parse_citation
from law.gazette import parse, render
from law.model import Citation, Document

EMERGENCY_PLAN = """\
某市突发事件应急预案
1 总则
1.1 编制目的
为建立健全机制，制定本预案。
1.2 适用范围
本预案适用于本市。
2 组织体系
县级以上人民政府负责：
（1）组织应对；
（2）提供3.5吨物资。
3 监测预警
3.1 预警
3.1.1 预警分级
预警分为四级。
3.5米以上的，应当发布。
3.1.2 预警发布
由省级人民政府发布。
4 附则
4.1 预案管理
预案实施后，组织宣传。
"""
PROGRAMME = """\
某市国民经济和社会发展第十四个五年规划纲要
第一篇 开启新征程
第一章 发展基础
第一节 取得的成就
过去五年，成绩显著。
第二节 面临的形势
机遇与挑战并存。
第二章 指导方针
第一节 指导思想
坚持以人民为中心。
第二篇 创新驱动
第一章 强化科技
一、建设重点实验室
支持高校建设。
二、培育企业
支持企业。
"""
AMENDMENT = """\
某法修正案（九）
一、在第三十七条后增加一条，作为第三十七条之一：“因利用职业便利实施犯罪的，可以禁止从业。
“被禁止从业的人违反决定的，予以处罚。”
二、将第五十三条修改为:“罚金在判决指定的期限内缴纳。期满不缴纳的，强制缴纳。
“缴纳确实有困难的，可以减免。”
三、本修正案自2015年11月1日起施行。
"""
DUTIES = """\
高等教育管理职责暂行规定
一、国家教育委员会主管全国高等教育工作，其主要职责是：
（一）贯彻执行方针政策，制订具体规章。
指导、检查执行情况。
（二）组织进行人才需求预测。
二、国务院有关部门管理其直属高等学校。对口指导有关工作。
"""
ORDINALS = """\
某市关于做好工资支付工作的通知
为做好工作，现通知如下。
第一、落实实名制。施工单位应当登记。
第二、设立告示牌。施工单位应当明示下列事项：
（一）工资；
（二）电话。
第三、严格责任追究。
（一）未登记的，由县人力资源和社会保障局处以罚款；
（二）未明示的，由县人力资源和社会保障局责令改正。
第四、本通知自2020年1月1日起施行。
"""


def read(text: str) -> Document:
    (document,) = parse(text, "某.txt").documents
    return document


ADDRESSES = [
    (EMERGENCY_PLAN, ["1.1", "1.2", "2", "3.1.1", "3.1.2", "4.1"]),
    (PROGRAMME, ["第一篇第一章第一节", "第一篇第一章第二节", "第一篇第二章第一节", "第二篇第一章一", "第二篇第一章二"]),
    (AMENDMENT, ["一", "二", "三"]),
    (DUTIES, ["一", "二"]),
    (ORDINALS, ["第一、", "第二、", "第三、（一）", "第三、（二）", "第四、"]),
]


@pytest.mark.parametrize(("text", "addresses"), ADDRESSES)
def test_every_heading_with_words_is_a_provision_with_an_address_that_reads_back(text: str, addresses: list[str]) -> None:
    document = read(text)
    assert [provision.address for provision in document.provisions] == addresses
    assert not document.audit
    for provision in document.provisions:
        citation = Citation(document.title, provision.address)
        assert parse_citation(str(citation)) == citation


@pytest.mark.parametrize("text", [EMERGENCY_PLAN, PROGRAMME, AMENDMENT, DUTIES, ORDINALS])
def test_a_rendered_outline_reads_the_same(text: str) -> None:
    document = read(text)
    again = read(render(document))
    assert [(p.address, p.heading, p.paragraphs) for p in again.all_provisions()] == [
        (p.address, p.heading, p.paragraphs) for p in document.all_provisions()
    ]
    assert again.divisions == document.divisions


def test_a_measure_at_the_head_of_a_line_is_no_heading() -> None:
    provisions = {provision.address: provision for provision in read(EMERGENCY_PLAN).provisions}
    assert provisions["3.1.1"].text == "预警分为四级。\n3.5米以上的，应当发布。"
    assert [item.label for item in provisions["2"].paragraphs[0].items] == ["（1）", "（2）"]


def test_addresses_in_decimals_stay_apart() -> None:
    assert len({address_key(address) for address in ("1.11", "11.1", "111")}) == 3
    assert address_key("二、（六）3.") == address_key("二（六）3")


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        # below a heading, as words of its text
        ("一、总体要求\n第一、坚持领导。\n第二、坚持改革。\n二、工作任务\n各区抓好落实。", ["一", "二"]),
        ("第一、第二项任务由甲局负责。\n第二、加强领导。", ["第一段", "第二段"]),
        # numbered twice, or with a gap
        (
            "第一、加强领导。\n第二、加强管理。\n还有两点：\n第一、抓落实。\n第二、抓督查。",
            ["第一段", "第二段", "第三段", "第四段", "第五段"],
        ),
        ("第一、加强领导。\n第三、加强管理。", ["第一段", "第二段"]),
    ],
)
def test_ordinals_are_headings_only_where_they_number_the_whole_text(text: str, addresses: list[str]) -> None:
    assert [provision.address for provision in read(f"某市关于加强工作的意见\n{text}\n").provisions] == addresses


def test_an_amendment_has_no_headings() -> None:
    assert [provision.heading for provision in read(AMENDMENT).provisions] == [None, None, None]
    assert read(AMENDMENT).provisions[1].paragraphs[0].text.startswith("将第五十三条修改为:“罚金")


def test_a_list_goes_on_below_a_paragraph_of_an_item() -> None:
    items = read(DUTIES).provisions[0].paragraphs[0].items
    assert [(item.label, item.text) for item in items] == [
        ("（一）", "贯彻执行方针政策，制订具体规章。\n指导、检查执行情况。"), ("（二）", "组织进行人才需求预测。"),
    ]  # fmt: skip


def test_a_list_of_annexes_is_not_below_the_last_heading() -> None:
    text = """\
某市人民政府关于加强城市管理工作的意见
一、总体目标。提升水平。
二、工作要求。各区要高度重视。
本意见自2019年5月1日起施行。
附件：1.任务分工表
2.考核办法
某市人民政府
2019年3月28日
"""
    document = read(text)
    assert document.divisions == ()
    assert [(matter.address, matter.heading) for matter in document.back] == [
        ("结尾", None), ("附件1", "任务分工表"), ("附件2", "考核办法"),
    ]  # fmt: skip
    assert (document.issuing_authority, document.promulgation_date, document.effective_date) == ("某市人民政府", "2019-03-28", "2019-05-01")


@pytest.mark.parametrize(
    "text",
    [
        EMERGENCY_PLAN + "附件\n第一条　本表适用于某市。\n",
        "某院关于处理抢夺案件的意见\n（一）情节轻微的，从宽；\n（四）其他情节轻微、危害不大的。\n附件：\n一、夺取财物的，从重。\n（二）强行夺取的。\n第二条　本表适用于某市。\n",
    ],
)
def test_an_article_behind_the_annex_of_an_outline_is_no_crash(text: str) -> None:
    parsed = parse(text, "某(2020-01-01).txt")
    assert "本表适用于某市" in "".join(render(document) for document in parsed.documents)


MINUTES = """\
某市人民政府关于加装电梯工作专题会议纪要
会议议定事项如下：
一、关于财政补贴。每台补贴12万元。
二、关于职责分工
（一）市住房城乡建设局牵头负责。
（二）各区人民政府负责组织实施。
"""


@pytest.mark.parametrize(
    ("text", "last", "closing"),
    [
        (MINUTES + "会议强调，各单位要主动服务。\n出席：甲、乙\n列席：各区人民政府\n", "各区人民政府负责组织实施。", 3),
        # said of each matter: the last belongs to the last matter
        (
            MINUTES.replace("12万元。", "12万元。\n会议要求，按期拨付。") + "会议要求，年底前完成。\n",
            "各区人民政府负责组织实施。\n会议要求，年底前完成。",
            0,
        ),
    ],
)
def test_what_minutes_say_behind_their_matters_closes_them(text: str, last: str, closing: int) -> None:
    document = read(text)
    assert document.provisions[-1].text == last
    assert [len(matter.paragraphs) for matter in document.back] == ([closing] if closing else [])


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        # measures are numbered like rules: most points of a list have short headings, so a longer one is one too
        (
            "某市支持个体工商户若干措施\n1.实行登记零收费。登记机关不得收费。\n2.减免房屋租金。免收1个月租金。\n"
            "3.推行用水用电“缓缴不停供”。对缴费困难的，设立缓缴期。\n4.清理收费。商场不得收取进场费。\n5.个体工商户的所得税，减半征收。由税务部门计算。\n",
            ["实行登记零收费", "减免房屋租金", "推行用水用电“缓缴不停供”", "清理收费", None],
        ),
        # a notice whose points are rules: the first sentence of one is no heading because it is short
        (
            "某市人民政府关于禁止燃放烟花爆竹的通告\n一、环路以内的区域禁止燃放烟花爆竹，县城建成区的禁止燃放区域由各县人民政府划定并且公告。\n"
            "二、任何时间都不得燃放礼花弹。\n三、除夕仅限燃放爆竹类产品。每日22时止。\n四、未成年人燃放的，应当由监护人陪同。\n",
            [None, None, None, None],
        ),
    ],
)
def test_a_short_first_sentence_is_a_heading_where_the_list_has_headings(text: str, headings: list[str | None]) -> None:
    assert [provision.heading for provision in read(text).provisions] == headings


SUBSIDY = """某省关于老年人家庭改造的实施意见
一、补助对象
（一）对下列老年人家庭给予补助：
{items}
（二）改造后的面积不少于下列之一，
3.5米以上的，另行公布。
"""


@pytest.mark.parametrize(
    "items",
    [
        "1.特困老年人；\n2.失能老年人；\n3.80周岁以上独居老年人；\n4.其他老年人。",
        "1.80周岁以上独居老年人；\n2.失能老年人；\n3.3年内未享受过补助的；\n4.60周岁以上的。",
        "1.特困老年人；\n2.5人以上的大家庭。",
    ],
)
def test_an_item_that_begins_with_a_number_is_the_one_that_is_due(items: str) -> None:
    (subsidised, other) = (provision for provision in read(SUBSIDY.format(items=items)).provisions)
    assert [f"{item.label}{item.text}" for item in subsidised.paragraphs[0].items] == items.split("\n")
    assert "3.5米以上的，另行公布。" in other.text.split("\n")[-1]
