"""What stands around a text, as offices publish it: orders, announcements, notices, remarks, signatures above annexes, repeals by list."""

import pytest

from law.gazette import parse, render
from law.model import Document

STATE_COUNCIL_ORDER = """\
中华人民共和国国务院令
第588号
《国务院关于废止和修改部分行政法规的决定》已经2010年12月29日国务院第138次常务会议通过，现予公布，自公布之日起施行。
总  理  温家宝
二○一一年一月八日
国务院关于废止和修改部分行政法规的决定
为进一步推进依法行政，国务院决定：
一、对7件行政法规予以废止。（附件1）
二、对107件行政法规的部分条款予以修改。（附件2）
本决定自公布之日起施行。
附件1
国务院决定废止的行政法规
一、中外合资经营企业劳动管理规定（1980年7月26日国务院发布）
"""
PRESIDENTIAL_ORDER = """\
中华人民共和国主席令
第一一四号
《中华人民共和国黑土地保护法》已由中华人民共和国第十三届全国人民代表大会常务委员会第三十五次会议于2022年6月24日通过，现予公布，自2022年8月1日起施行。
中华人民共和国主席　习近平
2022年6月24日
中华人民共和国黑土地保护法
第一条　为了保护黑土地资源，制定本法。
第二条　本法自2022年8月1日起施行。
"""
ANNOUNCEMENT = """\
上海市人民代表大会常务委员会公告
〔十五届〕第七十四号
《上海市数据条例》已由上海市第十五届人民代表大会常务委员会第三十七次会议于2021年11月25日通过，现予公布，自2022年1月1日起施行。
上海市人民代表大会常务委员会
2021年11月25日
上海市数据条例
（2021年11月25日上海市第十五届人民代表大会常务委员会第三十七次会议通过）
第一条 为了保护自然人的权益，制定本条例。
第二条 本条例自2022年1月1日起施行。
"""
LETTER = """\
国务院办公厅关于同意建立部际联席会议制度的函
国办函〔2021〕37号
公安部：
国务院同意建立部际联席会议制度。联席会议不刻制印章，不正式行文。
国务院办公厅
2021年4月8日
（此件公开发布）
附件
部际联席会议制度
一、主要职责
研究拟订政策措施。
二、成员单位
联席会议由公安部组成。
"""
NOTICE = """\
国务院关于印发“十四五”市场监管现代化规划的通知
国发〔2021〕30号
各省、自治区、直辖市人民政府：
现将《“十四五”市场监管现代化规划》印发给你们，请认真贯彻执行。
国务院
2021年12月14日
（此件公开发布）
“十四五”市场监管现代化规划
为全面贯彻落实决策部署，制定本规划。
一、规划背景
市场监管取得成效。
二、总体要求
坚持稳中求进。
"""
REPEALING = """\
杭州市人民政府令
第330号
《杭州市人民政府关于废止〈杭州市某某办法〉等3件规章的决定》已经审议通过，现予公布，自公布之日起施行。
市长　姚高员
2022年1月20日
杭州市人民政府关于废止《杭州市某某办法》等3件规章的决定
市人民政府决定，对下列规章予以废止：
一、《杭州市某某办法》（市政府令第100号）
二、《杭州市乙管理办法》（市政府令第101号）
本决定自公布之日起施行。
"""
# title, number, authority, signatory, promulgated, effective, addresses of front and back matter
FIELDS = [
    (STATE_COUNCIL_ORDER, "国务院关于废止和修改部分行政法规的决定", "中华人民共和国国务院令第588号", "国务院", "温家宝", "2011-01-08", "2011-01-08", "公布令 引言 结尾 附件1"),
    (PRESIDENTIAL_ORDER, "中华人民共和国黑土地保护法", "中华人民共和国主席令第一一四号", "全国人民代表大会常务委员会", "习近平", "2022-06-24", "2022-08-01", "公布令"),
    (ANNOUNCEMENT, "上海市数据条例", "上海市人民代表大会常务委员会公告〔十五届〕第七十四号", "上海市人民代表大会常务委员会", None, "2021-11-25", "2022-01-01", "公布令 引言"),
    (LETTER, "国务院办公厅关于同意建立部际联席会议制度的函", "国办函〔2021〕37号", "国务院办公厅", None, "2021-04-08", None, "引言"),
    (NOTICE, "“十四五”市场监管现代化规划", "国发〔2021〕30号", "国务院", None, "2021-12-14", None, "印发通知 引言"),
    (REPEALING, "杭州市人民政府关于废止《杭州市某某办法》等3件规章的决定", "杭州市人民政府令第330号", "杭州市人民政府", "姚高员", "2022-01-20", "2022-01-20", "公布令 引言 结尾"),
]  # fmt: skip


def read(text: str) -> Document:
    (document,) = parse(text, "某.txt").documents
    return document


@pytest.mark.parametrize(("text", "title", "number", "authority", "signatory", "promulgated", "effective", "matters"), FIELDS)
def test_fields_are_read_from_what_stands_around_a_text(
    text: str, title: str, number: str, authority: str, signatory: str | None, promulgated: str, effective: str | None, matters: str
) -> None:
    document = read(text)
    assert (document.title, document.document_number, document.issuing_authority) == (title, number, authority)
    assert (document.signatory, document.promulgation_date, document.effective_date) == (signatory, promulgated, effective)
    assert [matter.address for matter in (*document.front, *document.back)] == matters.split()


BYLINES = [(STATE_COUNCIL_ORDER, "总理　温家宝"), (PRESIDENTIAL_ORDER, "中华人民共和国主席　习近平"), (REPEALING, "市长　姚高员")]


@pytest.mark.parametrize(("text", "byline"), BYLINES)
def test_a_signatory_is_printed_with_the_office_that_stands_before_the_name(text: str, byline: str) -> None:
    printed = render(read(text))
    assert byline in printed.split("\n")
    assert (read(printed).signatory_office, read(printed).signatory) == tuple(byline.split("　"))


REPEALS = [
    ("第二条 下列规章同时废止：\n（一）1990年某某发布的《甲办法》；\n（二）《乙办法》（某政发〔1999〕3号）。", [("甲办法", None), ("乙办法", "某政发〔1999〕3号")]),
    ("第二条 根据1997年4月16日《关于修改〈某条例〉的决定》修正的《某条例》同时废止。", [("某条例", None)]),
    ("第二条 《某条例》第三条同时废止。", []),
    ("第二条 依照《某条例》的规定执行。《某办法》即行废止。", [("某办法", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "repeals"), REPEALS)
def test_a_text_repeals_what_it_says_as_a_whole_and_nothing_else(text: str, repeals: list[tuple[str, str | None]]) -> None:
    document = read(f"某新办法\n第一条 为了管理，制定本办法。\n{text}\n")
    assert [(repeal.title, repeal.document_number) for repeal in document.repeals] == repeals


def test_a_decision_repeals_the_documents_that_it_lists() -> None:
    assert [repeal.document_number for repeal in read(REPEALING).repeals] == ["市政府令第100号", "市政府令第101号"]


def test_a_title_that_fills_its_line_ends_before_the_number_below_it() -> None:
    words = "加快推进各项工作落实见效，建立健全协调联动机制和常态化工作制度，切实把各项任务抓细抓实抓出成效。"
    paragraphs = "\n".join(words[at : at + 36] for at in range(0, len(words), 36))
    text = "某省人民政府办公厅关于印发某省现代服务业创新发展三年行动计划实施方案的通知"[:38]
    lines = [
        text,
        "某政办发〔２０１７〕１３３ 号",
        "各市、县（市、区）人民政府：",
        paragraphs,
        paragraphs,
        paragraphs,
        "某省人民政府办公厅",
        "２０１７ 年 １１ 月 ２９ 日",
    ]
    (document,) = parse("\n".join(lines), "公报.txt").documents
    assert (document.title, document.document_number) == (text, "某政办发〔2017〕133号")


BOOKS = [
    (
        "某法典\n总则\n2020年5月28日 第十三届全国人民代表大会第三次会议通过\n第一条 为了保护权益，制定本法。\n第二条 施行。",
        "某法典总则",
        [],
    ),
    ("某法典\n物权编\n第一条 本编调整物权关系。\n第二条 施行。", "某法典物权编", []),
    ("某条例\n总 则\n第一条 为了保护权益，制定本条例。\n第二条 施行。", "某条例", ["总则"]),
]


@pytest.mark.parametrize(("text", "title", "headings"), BOOKS)
def test_a_book_of_a_code_is_a_document_of_its_own(text: str, title: str, headings: list[str]) -> None:
    document = read(text)
    assert document.title == title
    assert [division.heading for division in document.divisions] == headings


ISSUED_ABOVE = [
    "某市人民政府令\n第12号\n《某市公园办法》已经审议通过，现予公布，自2018年2月1日起施行。《某市绿地办法》同时废止。\n市长 李强\n2017年12月15日\n"
    "某市公园办法\n（2017年12月15日某市人民政府令第12号公布）\n",
    "某市人民政府关于印发某市公园办法的通知\n某政发〔2017〕12号\n各区人民政府：\n现将《某市公园办法》印发给你们。《某市绿地办法》同时废止。\n"
    "某市人民政府\n2017年12月15日\n某市公园办法\n为了保护公园，根据有关规定，制定本办法：\n",
]


@pytest.mark.parametrize("above", ISSUED_ABOVE)
def test_an_order_or_notice_repeals_whatever_stands_between_it_and_the_text(above: str) -> None:
    document = read(f"{above}第一条 公园免费开放。\n第二条 公园由专人管理。\n")
    assert len(document.front) == 2
    assert [repeal.title for repeal in document.repeals] == ["某市绿地办法"]
