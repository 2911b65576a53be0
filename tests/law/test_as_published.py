"""Texts as pages of the web and of gazettes hold them: navigation, mastheads, tables of contents, orders of many, notices with points of their own."""

import pytest

from law.gazette import parse
from law.model import NOTICE, ORDER, Document

ARTICLES = "第一条　为了加强管理，制定本办法。\n第二条　本办法自2022年6月1日起施行。\n"
WEB_PAGE = f"""\
您当前的位置：首页 > 政务公开 > 规章
索引号：0142-2021-000317　　主题分类：公安、安全
文　号：江政办〔2022〕7号　　有效性：有效

江源市山塘管理办法
发布时间：2022-04-15 09:32　来源：市水利局　字号：[大] [中] [小]

{ARTICLES}
【打印本页】　【关闭窗口】
上一篇：江源市河道管理办法
下一篇：没有了
主办：江源市人民政府办公室　技术支持：某公司
"""
MASTHEAD = """\
江源市人民政府公报　　　　2022年第4期　　市政府规章

　　　　江源市山塘管理办法
　　　　（示范文本）

目　录
第一章 总则………………………………1
第二章 附则………………………………2

第一章　总则
第一条　为了加强管理，制定本办法。
— 1 —
江源市人民政府公报　　　　2022年第4期　　市政府规章
第二章　附则
第二条　本办法自2022年6月1日起施行。
"""
RED_HEAD = f"江源市水利局规范性文件\n\n江源市山塘管理办法\n（2022年4月1日江源市水利局江水利〔2022〕9号公布）\n\n{ARTICLES}"
COPIES = """\
江源市山塘管理措施
江政规〔2022〕7号
（江源市人民政府2022年4月1日印发）
为加强管理，制定以下措施。
一、明确责任。山塘由所有者管理。
二、及时修复。险情应当在3日内排除。

江源市人民政府
2022年4月1日

抄送：市委各部门，市人大常委会办公室，
市政协办公室。
江源市人民政府办公室　　　　2022年4月2日印发
"""


@pytest.mark.parametrize(
    ("text", "title", "number", "authority"),
    [
        pytest.param(WEB_PAGE, "江源市山塘管理办法", "江政办〔2022〕7号", None, id="a web page"),
        pytest.param(MASTHEAD, "江源市山塘管理办法（示范文本）", None, None, id="a page of a gazette with a table of contents"),
        pytest.param(RED_HEAD, "江源市山塘管理办法", "江水利〔2022〕9号", "江源市水利局", id="a red head and a number in the note"),
        pytest.param(COPIES, "江源市山塘管理措施", "江政规〔2022〕7号", "江源市人民政府", id="an imprint"),
    ],
)
def test_what_stands_around_a_text_is_no_part_of_it(text: str, title: str, number: str | None, authority: str | None) -> None:
    document = read(text)
    assert (document.title, document.document_number, document.issuing_authority) == (title, number, authority)
    assert len(document.provisions) == 2 and not document.back
    words = "".join(provision.text for provision in document.provisions)
    assert not any(word in words for word in ("打印", "上一篇", "公报", "抄送", "印发", "……"))


JOINT_ORDER = f"""\
　　中 华 人 民 共 和 国 教 育 部
　　中 华 人 民 共 和 国 公 安 部　　令
　　国 家 消 防 救 援 局
　　　　　　第６１号

　　《托管管理办法》已经审议通过，现予公布，自2022年6月1日起施行。
　　　　教育部部长　　　　　张　和
　　　　公安部部长　　　　　李　平
　　　　　　2022年5月2日

　　　　托管管理办法
{ARTICLES}"""
ANNOUNCED = f"江源省人民代表大会常务委员会公告\n（第三十六号）\n\n《山塘条例》已于2022年5月1日通过，现予公布。\n江源省人民代表大会常务委员会\n2022年5月2日\n\n山塘条例\n{ARTICLES}"
NUMBERED_BY_YEAR = (
    f"江源省水利厅公告\n2022年第12号\n现将《山塘评定基准》予以公布。\n江源省水利厅\n2022年5月2日\n\n山塘安全\n评定基准\n\n{ARTICLES}"
)
OF_A_COURT = f"江源省高级人民法院\n公　　告\n《关于山塘纠纷的规定》已经通过，现予公布。\n江源省高级人民法院\n2022年5月2日\n\n江高法发〔2022〕18号\n\n关于山塘纠纷的规定\n\n{ARTICLES}"


@pytest.mark.parametrize(
    ("text", "title", "number", "authority", "signatory"),
    [
        (JOINT_ORDER, "托管管理办法", "教育部、公安部、国家消防救援局令第61号", "教育部、公安部、国家消防救援局", "张和、李平"),
        (ANNOUNCED, "山塘条例", "江源省人民代表大会常务委员会公告第三十六号", "江源省人民代表大会常务委员会", None),
        (NUMBERED_BY_YEAR, "山塘安全评定基准", "江源省水利厅公告2022年第12号", "江源省水利厅", None),
        (OF_A_COURT, "关于山塘纠纷的规定", "江高法发〔2022〕18号", "江源省高级人民法院", None),
    ],
)
def test_orders_and_announcements_in_every_form(text: str, title: str, number: str, authority: str, signatory: str | None) -> None:
    document = read(text)
    assert (document.title, document.document_number, document.issuing_authority) == (title, number, authority)
    assert (document.signatory, document.promulgation_date) == (signatory, "2022-05-02")
    assert [matter.address for matter in document.front] == [ORDER]


OWN_POINTS = """\
江源市人民政府办公室关于印发
江源市山塘治理规划的通知

江政办〔2022〕56号

各县人民政府：
《江源市山塘治理规划》已经同意，现印发给你们。
一、各县应当制定计划。
二、市财政应当安排资金。
江源市人民政府办公室
2022年5月2日
附件
江源市山塘
治理规划

一、现状
山塘有三百座。
二、目标
全部加固。
"""
TWO_ISSUED = """\
江政办〔2022〕9号
江源市人民政府办公室
关于印发江源市山塘治理方案和江源市山塘考核办法的通知
各县人民政府：
《江源市山塘治理方案》《江源市山塘考核办法》已经同意，现印发给你们。
附件：1.江源市山塘治理方案
2.江源市山塘考核办法
江源市人民政府办公室
2022年5月2日
（联系单位：市水利局，联系电话：66382100）
附件1
江源市山塘治理方案
为治理山塘，制定本方案。
一、目标。全部加固。
二、措施。分年实施。
附件2
江源市山塘考核办法
第一条为了考核，制定本办法。
第二条本办法自印发之日起施行。
"""


def test_a_notice_may_have_points_of_its_own() -> None:
    document = read(OWN_POINTS)
    assert (document.title, document.document_number) == ("江源市山塘治理规划", "江政办〔2022〕56号")
    assert [matter.address for matter in document.front] == [NOTICE]
    assert "二、市财政应当安排资金" in document.front[0].text
    assert [provision.text for provision in document.provisions] == ["山塘有三百座。", "全部加固。"]


def test_two_texts_that_one_notice_issues_are_two_documents() -> None:
    plan, rules = parse(TWO_ISSUED, "某.txt").documents
    assert (plan.title, rules.title) == ("江源市山塘治理方案", "江源市山塘考核办法")
    assert {(one.document_number, one.issuing_authority, one.promulgation_date) for one in (plan, rules)} == {
        ("江政办〔2022〕9号", "江源市人民政府办公室", "2022-05-02")
    }
    assert rules.effective_date == "2022-05-02" and [provision.address for provision in rules.provisions] == ["第一条", "第二条"]


DECISION = "江源市人大常委会关于修改《江源市山塘条例》的决定\n（2022年4月1日通过）\n一、将第二条修改为：“山塘由所有者管理。”\n二、删去第九条。\n本决定自公布之日起施行。\n\n"
CONSOLIDATED = f"江源市山塘条例\n（2012年4月1日通过 根据2022年4月1日《决定》修正）\n{ARTICLES}"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param(
            DECISION + CONSOLIDATED, ["江源市人大常委会关于修改《江源市山塘条例》的决定", "江源市山塘条例"], id="a note tells the second"
        ),
        pytest.param(
            f"江源市山塘办法\n{ARTICLES}江源市人民政府令\n第59号\n《江源市水井办法》现予公布。\n市长　张和\n2022年5月2日\n江源市水井办法\n{ARTICLES}",
            ["江源市山塘办法", "江源市水井办法"],
            id="an order tells the second",
        ),
    ],
)
def test_a_second_regulation_in_a_file_is_a_document_of_its_own(text: str, titles: list[str]) -> None:
    assert [document.title for document in parse(text, "某.txt").documents] == titles


def test_a_title_of_two_lines_ends_with_the_blank_line_below_it() -> None:
    assert read(f"江源市推进山塘\n治理任务分工\n\n{ARTICLES}").title == "江源市推进山塘治理任务分工"


WORDS = "县级以上人民政府应当加强对山塘的管理保障资金投入并建立档案明确责任主体和安全运行要求"


def wrapped(words: str, width: int) -> str:
    lines = [f"　　{words[: width - 2]}", *(words[at : at + width] for at in range(width - 2, len(words), width))]
    return "\n".join(lines)


@pytest.mark.parametrize("digits", ["２０２２年１２月３１日", "2022年12月31日"], ids=["set full width", "wrapped after so many characters"])
def test_lines_are_measured_as_the_page_was_set(digits: str) -> None:
    text = f"第一条　{WORDS}，{WORDS}，自{digits}起，{digits}止，{WORDS}，并自{digits}起至{digits}止{WORDS}。"
    document = read("江源市山塘办法\n" + "\n".join(wrapped(text.replace("第一条", f"第{one}条"), 30) for one in "一二三四"))
    assert [len(provision.paragraphs) for provision in document.provisions] == [1, 1, 1, 1]


def test_a_sentence_goes_on_behind_a_page_that_ends_early() -> None:
    text = f"第一条　{WORDS}，{WORDS}，{WORDS}，{WORDS}。"
    broken = wrapped(f"第一条　{WORDS}，{WORDS[:30]}、", 30) + "\n— 7 —\n" + wrapped(f"{WORDS[30:]}，{WORDS}。", 30).removeprefix("　　")
    lines = "\n".join([broken, *(wrapped(text.replace("第一条", f"第{one}条"), 30) for one in "二三")])
    assert [len(provision.paragraphs) for provision in read("江源市山塘办法\n" + lines).provisions] == [1, 1, 1]


def read(text: str) -> Document:
    (document,) = parse(text, "某.txt").documents
    return document
