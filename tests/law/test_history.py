"""The note under a title: every line of these tables stands so in a published law."""

import pytest

from law.gazette import parse
from law.history import enacted_on, enacting_body, in_force_on, order_number, read_history

EVENTS = [
    (
        ["2017年8月31日 东营市第八届人民代表大会常务委员会第5次会议通过", "2017年9月30日 山东省第十二届人民代表大会常务委员会第三十二次会议批准"],
        [("2017-08-31", "通过", "东营市人民代表大会常务委员会"), ("2017-09-30", "批准", "山东省人民代表大会常务委员会")],
    ),
    (
        ["2003年4月2日国务院第3次常务会议通过", "2003年4月9日中华人民共和国国务院令第375号公布", "2003年7月1日施行"],
        [("2003-04-02", "通过", "国务院"), ("2003-04-09", "公布", "国务院"), ("2003-07-01", "施行", None)],
    ),
    (
        ["2019年12月27日威海市第十七届人民代表大会常务委员会第二十一次会议通过并经2020年1月15日山东省第十三届人民代表大会常务委员会第十六次会议批准的《威海市人民代表大会常务委员会关于修改<威海市城市风貌保护条例>等五件地方性法规的决定》修正"],
        [("2020-01-15", "修正", "威海市人民代表大会常务委员会")],
    ),
    (
        ["2020年8月31日最高人民法院审判委员会第1811次会议、2020年8月21日最高人民检察院第十三届检察委员会第四十八次会议通过"],
        [("2020-08-31", "通过", "最高人民法院、最高人民检察院")],
    ),
    (["1986年12月3日国务院批准", "1986年12月26日公安部、外交部、交通部发布"], [("1986-12-03", "批准", "国务院"), ("1986-12-26", "公布", "公安部、外交部、交通部")]),
    (["2004年3月14日全国人民代表大会公告公布施行"], [("2004-03-14", "公布", "全国人民代表大会"), ("2004-03-14", "施行", None)]),
    (["（1979年7月1日第五届全国人民代表大会第二次会议通过 ", "根据2018年10月26日第十三届全国人民代表大会常务委员会第六次会议《关于修改〈中华人民共和国刑事诉讼法〉的决定》第三次修正）"],
     [("1979-07-01", "通过", "全国人民代表大会"), ("2018-10-26", "修正", "全国人民代表大会常务委员会")]),
    (["1994年8月8日上海市第十届人民代表大会常务委员会第十一次会议关于修改《上海市外商投资企业劳动人事管理条例》的决定第一次修正"], [("1994-08-08", "修正", "上海市人民代表大会常务委员会")]),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), EVENTS)
def test_a_note_tells_day_act_and_body(notes: list[str], expected: list[tuple[str, str, str | None]]) -> None:
    assert [(event.day, event.act, event.body) for event in read_history(notes)] == expected


def test_a_history_tells_who_issued_a_text_when_and_by_which_order() -> None:
    history = read_history(
        ["1997年10月21日中华人民共和国国务院令第231号公布", "2010年2月11日中华人民共和国国务院令第571号公布", "2010年5月1日施行"]
    )
    assert enacting_body(history) == "国务院"
    assert order_number(history) == "中华人民共和国国务院令第571号"
    assert (enacted_on(history), in_force_on(history)) == ("2010-02-11", "2010-05-01")


def test_an_amendment_names_the_decision() -> None:
    (event,) = read_history(
        ["根据2019年7月26日北京市第十五届人民代表大会常务委员会第十四次会议通过的《关于修改〈北京市公园条例〉的决定》修正"]
    )
    assert (event.act, event.by) == ("修正", "关于修改〈北京市公园条例〉的决定")


HEADS = [
    ("某市公园条例(2019-07-26).txt", "2002年10月17日某市第十一届人民代表大会常务委员会第三十七次会议通过", "2019-07-26"),
    ("某市公园条例(2001-07-26).txt", "2002年10月17日某市第十一届人民代表大会常务委员会第三十七次会议通过", "2002-10-17"),
    ("某市公园条例(2019-02-30).txt", "2002年10月17日某市第十一届人民代表大会常务委员会第三十七次会议通过", "2002-10-17"),
    ("某市公园条例.txt", "2002年10月17日某市第十一届人民代表大会常务委员会第三十七次会议通过", "2002-10-17"),
]


@pytest.mark.parametrize(("file", "note", "promulgated"), HEADS)
def test_the_day_in_a_file_name_counts_where_the_note_has_not_reached_it(file: str, note: str, promulgated: str) -> None:
    (document,) = parse(
        f"某市公园条例\n{note}\n第一条 为了加强公园管理，制定本条例。\n第二条 本条例自2003年1月1日起施行。\n", file
    ).documents
    assert document.promulgation_date == promulgated
    assert document.issuing_authority == "某市人民代表大会常务委员会"


def test_a_notice_under_the_title_of_what_it_issues_is_a_notice() -> None:
    text = """\
工资支付暂行规定
关于印发《工资支付暂行规定》的通知
劳部发〔1994〕489号
各省、自治区、直辖市劳动厅（局）：
现将《工资支付暂行规定》印发给你们，请贯彻执行。
劳动部
一九九四年十二月六日
第一条 为维护劳动者取得劳动报酬的权利，制定本规定。
第二条 本规定自1995年1月1日起执行。
"""
    (document,) = parse(text, "规定.txt").documents
    assert (document.title, document.notice_title) == ("工资支付暂行规定", "关于印发《工资支付暂行规定》的通知")
    assert (document.document_number, document.issuing_authority) == ("劳部发〔1994〕489号", "劳动部")
    assert (document.promulgation_date, document.effective_date) == ("1994-12-06", "1995-01-01")
    assert [provision.address for provision in document.all_provisions()] == ["印发通知", "第一条", "第二条"]


def test_a_title_printed_again_without_the_mark_between_two_bodies_is_no_preamble() -> None:
    text = """\
最高人民法院、最高人民检察院关于办理洗钱刑事案件适用法律若干问题的解释
最高人民法院 最高人民检察院
关于办理洗钱刑事案件适用法律
若干问题的解释
法释〔2024〕10号
为依法惩治洗钱犯罪活动，现解释如下：
第一条 为掩饰犯罪所得的，应当认定。
第二条 本解释自2024年8月20日起施行。
"""
    (document,) = parse(text, "解释.txt").documents
    assert document.document_number == "法释〔2024〕10号"
    assert document.issuing_authority == "最高人民法院、最高人民检察院"
    assert [(matter.address, matter.text) for matter in document.front] == [("引言", "为依法惩治洗钱犯罪活动，现解释如下：")]
