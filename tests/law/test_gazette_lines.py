"""Labels, clean text, paragraphs out of visual lines, fields: tables of what regulations print."""

import pytest

from law.fields import effective_date, kind_of, repeals
from law.gazette import parse, render
from law.labels import match_label
from law.layout import join, measure
from law.model import Repeal
from law.normalise import clean, read_lines


@pytest.mark.parametrize(
    ("text", "printed", "rest", "sure"),
    [
        ("第六条 测绘部门负责", "第六条", "测绘部门负责", True),
        ("第一百二十条之一 资助", "第一百二十条之一", "资助", True),
        ("第一千二百六十条 本法", "第一千二百六十条", "本法", True),
        ("笫五条 本法", "第五条", "本法", True),
        ("第三十－条 本法", "第三十一条", "本法", True),
        ("第十五 条工商部门", "第十五条", "工商部门", False),
        ("第六条测绘部门负责", "第六条", "测绘部门负责", False),
        ("第一章 总 则", "第一章", "总 则", True),
        ("第二分编 物权", "第二分编", "物权", True),
        ("一、总体要求", "一、", "总体要求", True),
        ("(一) 保护", "（一）", "保护", True),
        ("㈡保护", "（二）", "保护", True),
        ("2．加快", "2.", "加快", True),
        ("1、加快", "1.", "加快", True),
        ("1 人工智能", "1.", "人工智能", False),
        ("(3)判决", "（3）", "判决", True),
        ("⑵判决", "（2）", "判决", True),
        ("①判决", "①", "判决", True),
    ],
)
def test_a_label_prints_in_one_way(text: str, printed: str, rest: str, sure: bool) -> None:
    label = match_label(text)
    assert label is not None
    assert (label.text, label.rest, label.sure) == (printed, rest, sure)


@pytest.mark.parametrize(
    "text",
    [
        "第十二条规定的地理国情",
        "第十条第一款、第十一条",
        "第三条至第五条",
        "第三章规定的活动，",
        "2017 年，党的十九大",
        "1.5 米以上",
        "100 家应用推广",
        "五年以上",
        "",
    ],
)
def test_what_only_mentions_a_number_is_no_label(text: str) -> None:
    assert match_label(text) is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("处 ２０００ 元以上 ３ 万元以下", "处2000元以上3万元以下"),
        ("（Ｂ２Ｃ、Ｃ２Ｃ）优势", "（B2C、C2C）优势"),
        ("“互联网 ＋家庭式”", "“互联网+家庭式”"),
        ("（ＶＲ ／ ＡＲ ／ＭＲ）", "（VR/AR/MR）"),
        ("５０％以上，３．５ 米", "50%以上，3.5米"),
        ("总　 　 则", "总则"),
        ("Internet of Things 技术", "Internet of Things技术"),
        ("〔２０１７〕４７ 号：“甲”；《乙》", "〔2017〕47号：“甲”；《乙》"),
        ("㎡、①、Ⅳ", "㎡、①、Ⅳ"),
    ],
)
def test_only_digits_latin_and_blanks_are_changed(printed: str, expected: str) -> None:
    assert clean(printed) == expected


WIDE = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"
"""A line of 36 characters, the width of a first line."""
FILL = "\n".join(["第九条 " + WIDE[:33], *[WIDE + "七八"] * 6, "收尾。"])


def joined(lines: str, *, articles: bool) -> list[str]:
    found = read_lines(FILL + "\n" + lines)
    margin = measure(found)
    assert margin == 38
    return [block.text for block in join(found, margin, articles=articles)][1:]


@pytest.mark.parametrize(
    ("lines", "articles", "paragraphs"),
    [
        pytest.param([WIDE, WIDE + "七八", "完。"], True, 1, id="full lines go on"),
        pytest.param([WIDE, "完。", "又一款。"], True, 2, id="a short line ends a paragraph"),
        pytest.param(
            [WIDE[:-1] + "。", "鼓励办理有关保险。"], True, 2, id="a sentence that fills the line ends the paragraph of a regulation"
        ),
        pytest.param([WIDE[:-1] + "。", "具体办法另行制定。"], True, 1, id="unless the next leans on it"),
        pytest.param([WIDE[:-1] + "。", WIDE + "七八", "完。"], True, 1, id="or is too wide to be a first line"),
        pytest.param([WIDE[:-1] + "。", "鼓励办理有关保险。"], False, 1, id="in a plan it goes on"),
        pytest.param([WIDE + "七。", "（责任单位：省商务厅）"], False, 1, id="a remark in brackets goes on"),
        pytest.param([WIDE[:-1] + "的", "第十二条规定的活动。"], True, 1, id="a wrapped mention is no article"),
        pytest.param([WIDE[:-1] + "第", "（一）项规定的活动。"], True, 1, id="a wrapped mention is no item"),
        pytest.param([WIDE[:-1] + "：", "（一）第一；", "（二）第二。"], True, 3, id="items begin paragraphs"),
        pytest.param([WIDE[:-1] + "（责任单位：", "省商务厅）"], False, 1, id="an open bracket goes on"),
    ],
)
def test_paragraphs_are_put_together_from_visual_lines(lines: list[str], articles: bool, paragraphs: int) -> None:
    assert len(joined("\n".join(lines), articles=articles)) == paragraphs


def test_one_line_a_paragraph_needs_no_joining() -> None:
    assert measure(read_lines("某法\n第一条 " + WIDE * 3 + "。\n第二条 " + WIDE * 2 + "。")) is None


LAW = """\
某市档案条例
（2002年6月28日某市人民代表大会常务委员会第三次会议通过 2014年5月28日某市人民代表大会常务委员会第十次会议修正）
目　录
第一章　总则
第二章　附则
第一章　总则
第一条　为了规范档案管理，制定本条例。
第二条　档案包括：
（一）文书：
1．公文；
2．信函；
（二）图表。
前款档案由市档案馆保管。
第二条之一　第五条规定的例外另行规定。
第二章　附则
第三条　本条例自2003年1月1日起施行。《某市档案办法》（市政府令第5号）同时废止。
附件：档案目录
一、文书
"""


def test_a_law_with_contents_notes_nested_items_and_an_annex() -> None:
    (document,) = parse(LAW, "某市档案条例.txt").documents
    assert [p.address for p in document.provisions] == ["第一条", "第二条", "第二条之一", "第三条"]
    assert [(d.label, d.heading, d.provisions) for d in document.divisions] == [
        ("第一章", "总则", ("第一条", "第二条", "第二条之一")),
        ("第二章", "附则", ("第三条",)),
    ]
    first, second = document.provisions[1].paragraphs
    assert [(item.label, item.text, [inner.label for inner in item.items]) for item in first.items] == [
        ("（一）", "文书：", ["1.", "2."]),
        ("（二）", "图表。", []),
    ]
    assert second.text == "前款档案由市档案馆保管。"
    assert (document.promulgation_date, document.effective_date) == ("2014-05-28", "2003-01-01")
    assert document.repeals == (Repeal("某市档案办法", "市政府令第5号"),)
    assert [(p.address, p.heading) for p in document.back] == [("附件", "档案目录")]
    assert {entry.why for entry in document.audit} == {"目录"}


def test_a_decision_has_its_numbered_rules_as_provisions() -> None:
    text = (
        "某会关于废止法规的决定\n某会决定：\n一、废止《甲条例》（2001年公布）\n二、修改《乙条例》：\n"
        "（一）第一处；\n（二）第二处。\n本决定自公布之日起施行。"
    )
    (document,) = parse(text, "决定(2021-09-24).txt").documents
    assert [(p.address, p.heading, len(p.paragraphs[0].items)) for p in document.provisions] == [("一", None, 0), ("二", None, 2)]
    assert [p.address for p in (*document.front, *document.back)] == ["引言", "结尾"]
    assert document.effective_date == document.promulgation_date == "2021-09-24"


def test_a_text_without_structure_is_numbered_by_paragraph_and_says_so() -> None:
    (document,) = parse("关于某事的函\n你院来函收悉。\n同意你院意见。", "函.txt").documents
    assert [p.address for p in document.provisions] == ["第一段", "第二段"]
    assert "没有条文" in document.audit[0].why


def test_an_order_may_stand_above_the_title() -> None:
    text = (
        "某市人民政府令\n第12号\n《某办法》已经审议通过，现予公布。\n市长　李 强\n2020年1月2日\n某办法\n第一条　为了某事。\n第二条　施行。"
    )
    (document,) = parse(text, "某.txt").documents
    assert (document.title, document.document_number, document.signatory) == ("某办法", "某市人民政府令第12号", "李强")
    assert [p.address for p in document.all_provisions()] == ["公布令", "第一条", "第二条"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本办法自2018年2月1日起施行。", "2018-02-01"),
        ("本意见自公布之日起施行。", "2017-12-21"),
        ("本条例自一九九三年一月一日起施行。", "1993-01-01"),
        ("本法自1986年10月1日施行。", "1986-10-01"),
        ("《某办法》已经审议通过，现予公布，自2018年2月1日起施行。", "2018-02-01"),
        ("《旧条例》自1995年1月1日起施行以来，成效明显。", None),
        ("本办法自公布之日起三十日后施行。", None),
    ],
)
def test_the_day_of_effect_is_read_from_the_texts_own_clause(text: str, expected: str | None) -> None:
    assert effective_date([text], "2017-12-21") == expected


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("《甲》（省政府令第239号）同时废止。", ["甲"]),
        ("《甲》和《乙》同时废止。", ["甲", "乙"]),
        ("《关于〈丙〉的通知》同时废止。", ["关于〈丙〉的通知"]),
        ("《甲》第三条同时废止。", []),
        ("根据《甲》制定本办法。本办法公布后，《乙》即行废止。", ["乙"]),
        ("根据《甲》制定的《乙》已经审议通过，现予公布，自2018年2月1日起施行，《丙》同时废止。", ["丙"]),
        ("现将《甲》印发给你们，请认真执行，原《甲》（某政发〔2010〕5号）同时废止。", ["甲"]),
        ("《甲》已经2018年1月5日市人民政府第1次常务会议审议通过，《乙》同时废止。", ["乙"]),
        ("1996年8月1日会议通过，2010年9月1日会议修改的《甲》、2005年1月1日会议通过，2012年1月1日修改的《乙》同时废止。", ["甲", "乙"]),
        ("《甲》（1990年5月1日起施行，2000年修订）已不适应需要，予以废止，现予公布，自公布之日起施行。", ["甲"]),
    ],
)
def test_repeals_are_whole_documents(text: str, titles: list[str]) -> None:
    assert [repeal.title for repeal in repeals([text])] == titles


@pytest.mark.parametrize(
    ("title", "articles", "kind"),
    [
        ("某规划", False, "plan"),
        ("某行动方案", False, "plan"),
        ("某实施意见", False, "opinion"),
        ("新年贺词", False, "speech"),
        ("某法", True, "regulation"),
        ("某批复", False, "other"),
    ],
)
def test_the_kind_is_what_the_title_announces(title: str, articles: bool, kind: str) -> None:
    assert kind_of(title, articles=articles) == kind


def test_a_title_printed_again_with_its_number_begins_no_second_document() -> None:
    text = (
        "最高法院关于某案件的解释\n2023年5月23日 最高法院会议通过\n最高法院\n关于某案件的解释\n法释〔2023〕2号\n"
        "为正确审理案件，制定本解释。\n第一条 某。\n第二条 施行。"
    )
    (document,) = parse(text, "解释.txt").documents
    assert (document.title, document.document_number) == ("最高法院关于某案件的解释", "法释〔2023〕2号")
    assert [len(p.paragraphs) for p in document.all_provisions()] == [2, 1, 1]


def test_two_orders_in_one_file_are_two_documents() -> None:
    one = "{0}办法\n某市人民政府令\n第{1}号\n《{0}办法》现予公布。\n市长 李强\n2020年1月2日\n第一条 某。\n第二条 施行。\n"
    documents = parse(one.format("甲", 1) + one.format("乙", 2), "公报.txt").documents
    assert [(d.title, d.document_number, len(d.provisions)) for d in documents] == [
        ("甲办法", "某市人民政府令第1号", 2),
        ("乙办法", "某市人民政府令第2号", 2),
    ]


LOST_LABELS = [
    # the first two numbers are lost
    ("下列行为：\n损坏车辆；\n损坏电缆；\n（三）其他行为。", [["（一）", "（二）", "（三）"]]),
    # two items in one line
    ("下列活动：\n（一）博物馆；　　（二）民俗客栈；\n（三）其他。", [["（一）", "（二）", "（三）"]]),
    # one line too many: nothing is guessed
    ("下列行为：\n损坏车辆；\n损坏电缆；\n（四）其他行为。", [[], [], ["（四）"]]),
    # a paragraph of its own, and a list below it
    ("应当登记。\n下列人员免予登记：\n（一）军人；\n（二）学生。", [[], ["（一）", "（二）"]]),
    ("下列案件：\n⒈侮辱案；\n⒉诽谤案。", [["1.", "2."]]),
    # items in the line of their paragraph; not in a quotation, and not a single one
    ("有下列情形之一的，注销：（一）死亡的；（二）迁出的；（三）骗领的。", [["（一）", "（二）", "（三）"]]),
    ("有本条例规定的情形：（一）项除外；其他情形（二）项除外。", [[]]),
    ("修改为：“下列行为：（一）损坏；（二）破坏。”", [[]]),
]


@pytest.mark.parametrize(("text", "labels"), LOST_LABELS)
def test_an_item_that_lost_its_label_gets_the_number_that_is_left_for_it(text: str, labels: list[list[str]]) -> None:
    (document,) = parse(f"某条例\n第一条 {text}\n第二条 本条例自公布之日起施行。\n", "某.txt").documents
    assert [[item.label for item in paragraph.items] for paragraph in document.provisions[0].paragraphs] == labels
    assert bool([entry for entry in document.audit if "缺编号" in entry.why]) == ("损坏车辆" in text and "（三）" in text)


def test_a_table_of_contents_tells_the_label_of_a_chapter_that_is_printed_without() -> None:
    text = "某条例\n第一章 总 则\n第二章 管理\n第三章 附 则\n总 则\n第一条 为了管理，制定本条例。\n第二章 管理\n第二条 加强管理。\n第三章 附 则\n第三条 施行。\n"
    (document,) = parse(text, "某.txt").documents
    assert [(division.label, division.heading, division.provisions) for division in document.divisions] == [
        ("第一章", "总则", ("第一条",)), ("第二章", "管理", ("第二条",)), ("第三章", "附则", ("第三条",)),
    ]  # fmt: skip
    assert {entry.why for entry in document.audit} == {"目录"}


LOST_CHAPTERS = [
    (["第一章 总 则", "保护规划", "第三章 附则"], ["第一章", "第二章", "第三章"]),
    (["第一章 总 则", "保护规划", "第四章 附则"], ["第一章", "", "第四章"]),
    (["第一章 总 则", "保护规划", "法律责任"], ["第一章", "第二章", "第三章"]),
    (["总 则", "保护规划", "附 则"], ["", "", ""]),
    ([None, "保护规划", "第三章 附则"], ["第二章", "第三章"]),
]


@pytest.mark.parametrize(("headings", "labels"), LOST_CHAPTERS)
def test_a_chapter_that_lost_its_number_gets_the_one_that_its_neighbours_leave(headings: list[str | None], labels: list[str]) -> None:
    lines = [line for n, heading in enumerate(headings) for line in (heading, f"第{'一二三'[n]}条 应当加强保护和管理工作。") if line]
    (document,) = parse("\n".join(["某条例", *lines]), "某.txt").documents
    assert [division.label for division in document.divisions] == labels


NUMBERING = [
    # words that may go on as a mention behind the number: where it is due, they begin the article
    (["第一条为了办学", "第二条本省适用", "第三条中小学校应当开课", "第四条县级政府负责"], ["第一条", "第二条", "第三条", "第四条"], []),
    (["第一条为了办学", "第二条外商投资的学校适用", "第三条（经费）由市财政保障"], ["第一条", "第二条", "第三条"], []),
    # the mention of an article that stands elsewhere, or that is not due, is a paragraph
    (["第一条 为了办学", "第二条中小学校的例外另行规定", "第二条 本省适用"], ["第一条", "第二条"], []),
    (["第一条 为了办学", "第五条中的例外另行规定", "第二条 本省适用"], ["第一条", "第二条"], []),
    (["第一条 为了办学", "第二条规定的例外另行公布", "第三条 本省适用"], ["第一条", "第三条"], ["前面缺第二条"]),
    # the numbering goes on behind a gap
    (["第1条 为了办学", "第2条 本省适用", "第4条 县级政府负责", "第5条 施行"], ["第一条", "第二条", "第四条", "第五条"], ["前面缺第三条"]),
    (["第一条为了办学", "第二条本省适用", "第六条县级政府负责", "第七条施行"], ["第一条", "第二条", "第六条", "第七条"], ["前面缺第三条至第五条"]),
    (["第1条 为了办学", "第2条 本省适用", "第9条 抢夺罪"], ["第一条", "第二条"], []),
    # inserted articles
    (["第一条为了办学", "第一条之一资助学生的，予以奖励", "第一条之二学生免费", "第二条施行"], ["第一条", "第一条之一", "第一条之二", "第二条"], []),
    (["第1条 为了办学", "第1条之一 资助学生的，予以奖励", "第2条 施行"], ["第一条", "第一条之一", "第二条"], []),
    (["第一条 为了办学。 第一条之一 资助学生的，予以奖励。 第二条 施行"], ["第一条", "第一条之一", "第二条"], []),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "addresses", "whys"), NUMBERING)
def test_an_article_is_one_by_its_place_in_the_numbering(lines: list[str], addresses: list[str], whys: list[str]) -> None:
    (document,) = parse("\n".join(["某条例", *(f"{line}。" for line in lines)]), "某.txt").documents
    assert [provision.address for provision in document.provisions] == addresses
    assert [entry.why for entry in document.audit] == whys


def test_a_heading_without_a_blank_behind_its_label() -> None:
    text = (
        "某法典\n第一编总则\n第一条 为了管理。\n第二编物权\n第一分编通则\n第一章一般规定\n第二条 保护物权。\n"
        "第二分编所有权\n第二章规划、建设与管理\n第三条 加强管理。\n第三章中小企业\n第四条 扶持企业。\n第三章规定的企业另行公布。\n"
    )
    (document,) = parse(text, "某.txt").documents
    assert [(division.label, division.heading, division.provisions) for division in document.divisions] == [
        ("第一编", "总则", ("第一条",)), ("第二编", "物权", ("第二条", "第三条", "第四条")), ("第一分编", "通则", ("第二条",)),
        ("第一章", "一般规定", ("第二条",)), ("第二分编", "所有权", ("第三条", "第四条")), ("第二章", "规划、建设与管理", ("第三条",)),
        ("第三章", "中小企业", ("第四条",)),
    ]  # fmt: skip
    assert [paragraph.text for paragraph in document.provisions[-1].paragraphs] == ["扶持企业。", "第三章规定的企业另行公布。"]


HEADLINES = [
    (["第一条（目的依据）为了办学。", "第二条（适用范围）本市适用。", "第三条（管理职责）", "市教育局负责。"], ["目的依据", "适用范围", "管理职责"]),
    (["第一条　【目的】", "为了办学。", "第二条　【范围】本市适用。", "第三条　【学校】下列学校：", "（一）小学。"], ["目的", "范围", "学校"]),
    (["第一条　目的和依据", "为了办学。", "第二条　范围", "本市适用。", "第三条　学校", "（一）小学。"], ["目的和依据", "范围", "学校"]),
    # most articles have none
    (["第一条　为了办学。", "第二条　（经费）由市财政保障。", "第三条　学校免费。"], [None, None, None]),
    # brackets that are part of the sentence
    (["第一条（一）小学；", "（二）中学。", "第二条（以下简称本条）免费。", "第三条（含本市）施行。"], [None, None, None]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "headings"), HEADLINES)
def test_the_headline_of_an_article_is_no_paragraph(lines: list[str], headings: list[str | None]) -> None:
    (document,) = parse("\n".join(["某条例", *lines]), "某.txt").documents
    assert [provision.heading for provision in document.provisions] == headings
    assert all(len(provision.paragraphs) == 1 for provision in document.provisions if provision.heading)
    (again,) = parse(render(document), "某.txt").documents
    assert [(p.address, p.heading, p.paragraphs) for p in again.provisions] == [
        (p.address, p.heading, p.paragraphs) for p in document.provisions
    ]


def test_a_headline_alone_on_its_line_begins_an_article_of_wrapped_text_without_blanks() -> None:
    lines = [
        "第一条（目的和依据）",
        WIDE,
        "为了办学。",
        "第二条（适用范围）",
        *[WIDE, WIDE + "七八"] * 4,
        "本市适用。",
        "第三条（施行日期）",
        "本办法施行。",
    ]
    (document,) = parse("\n".join(["某办法", *lines]), "某.txt").documents
    assert [(p.address, p.heading) for p in document.provisions] == [
        ("第一条", "目的和依据"), ("第二条", "适用范围"), ("第三条", "施行日期"),
    ]  # fmt: skip


ANNEXES = [
    # the title on the line below
    (["附件", "收费标准表", "序号 区域 标准", "1 一类区 5元"], [("附件", "收费标准表", 2)]),
    (["附表：", "下列车辆免费：", "（一）警车。"], [("附表", None, 2)]),
    (["附件", "序号 区域 标准", "1 一类区 5元"], [("附件", None, 2)]),
    # a list, and the annexes that it names
    (["附件：1.收费标准", "2.优惠情形", "附件1", "收费标准", "每小时5元。", "附件2", "优惠情形", "军人免费。"], [("附件1", "收费标准", 1), ("附件2", "优惠情形", 1)]),
    (["附件：1．收费标准 2．优惠情形", "附件一", "某市停车收费标准", "每小时5元。"], [("附件2", "优惠情形", 0), ("附件一", "某市停车收费标准", 1)]),
    (["附件：", "1.收费标准", "2.优惠情形", "附件1", "每小时5元。", "附件2", "军人免费。"], [("附件1", "收费标准", 1), ("附件2", "优惠情形", 1)]),
    (["附件：1.收费标准", "附件", "收费标准", "每小时5元。"], [("附件", "收费标准", 1)]),
    # an annex that is a list itself
    (["附件：", "1.煤", "2.石油"], [("附件", None, 2)]),
    # printed twice, above the signature and above the annex
    (["附件：收费标准", "附件", "收费标准", "每小时5元。"], [("附件", "收费标准", 1)]),
    # 附件 in a form within an annex
    (["附件1", "格式", "附件", "有关材料"], [("附件1", "格式", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "annexes"), ANNEXES)
def test_an_annex_has_its_title_and_a_list_of_annexes_is_none(lines: list[str], annexes: list[tuple[str, str | None, int]]) -> None:
    text = "\n".join(["某市停车办法", "第一条　为了管理停车，制定本办法。", "第二条　本办法自公布之日起施行。", *lines])
    (document,) = parse(text, "某.txt").documents
    assert [(matter.address, matter.heading, len(matter.paragraphs)) for matter in document.back] == annexes
    assert [len(provision.paragraphs) for provision in document.provisions] == [1, 1]
    (again,) = parse(render(document), "某.txt").documents
    assert [(p.address, p.heading, p.paragraphs) for p in again.back] == [(p.address, p.heading, p.paragraphs) for p in document.back]
