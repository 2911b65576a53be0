"""A citation prints as people write it and reads back; a mention is found wherever and however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.citation import CitationError, find_mentions, format_citation, parse_citation
from law.model import CLOSING, NOTICE, ORDER, PREAMBLE, Citation
from law.numerals import format_numeral

SPORTS = "浙江省体育赛事管理办法"
PLAN = "浙江省新一代人工智能发展规划"

PRINTED = [
    (Citation(SPORTS, "第二十条", 2, "（一）"), "《浙江省体育赛事管理办法》第二十条第二款第（一）项"),
    (Citation("中华人民共和国体育法", "第六条", version="2022-06-24"), "《中华人民共和国体育法》（2022-06-24）第六条"),
    (Citation(PLAN, "二、（六）3"), "《浙江省新一代人工智能发展规划》二、（六）3"),
    (Citation(PLAN, "二、（六）3", 2), "《浙江省新一代人工智能发展规划》二、（六）3第二段"),
    (Citation(PLAN, "（六）", version="2017-12-04"), "《浙江省新一代人工智能发展规划》（2017-12-04）（六）"),
    (Citation(SPORTS, ORDER), "《浙江省体育赛事管理办法》公布令"),
    (Citation(PLAN, PREAMBLE, 1), "《浙江省新一代人工智能发展规划》引言第一段"),
    (Citation("刑法", "第一百二十条之一", 2), "《刑法》第一百二十条之一第二款"),
    (Citation("刑法", "第三条", None, "（二）1."), "《刑法》第三条第（二）项第1.目"),
    (Citation(PLAN, "第五、（一）", 2), "《浙江省新一代人工智能发展规划》第五、（一）第二段"),
    (Citation("关于修改《体育法》的决定", "一"), "《关于修改《体育法》的决定》一"),
    (Citation("", "第十二条", 2), "第十二条第二款"),
    (Citation("新年贺词", "第一段"), "《新年贺词》第一段"),
    (Citation(SPORTS), "《浙江省体育赛事管理办法》"),
]


@pytest.mark.parametrize(("citation", "text"), PRINTED)
def test_a_citation_prints_as_people_write_it_and_reads_back(citation: Citation, text: str) -> None:
    assert format_citation(citation) == text == str(citation)
    assert parse_citation(text) == citation


@pytest.mark.parametrize(
    ("text", "item"), [("第三条第二项第1目", "（二）1"), ("第三条第一款第（二）项第1.目", "（二）1."), ("第三条第二项", "二")]
)
def test_a_point_within_an_item_is_read_however_the_item_is_written(text: str, item: str) -> None:
    citation = parse_citation(f"《刑法》{text}")
    assert (citation.address, citation.item, parse_citation(str(citation))) == ("第三条", item, citation)


@pytest.mark.parametrize(
    "text", ["", "  ", "体育赛事管理办法", "《》第一条", "《体育法", "《体育法》第六", "《体育法》第六条规定", "《体育法》第六条 第二款的"]
)
def test_what_is_no_citation_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(CitationError, match=r"。"):
        parse_citation(text)


NUMBERS = st.integers(1, 1260)
ARTICLES = st.builds(lambda n, i: f"第{format_numeral(n)}条" + (f"之{format_numeral(i)}" if i else ""), NUMBERS, st.integers(0, 12))
HEADINGS = st.builds(
    lambda one, two, three: format_numeral(one) + (f"、（{format_numeral(two)}）" if two else "") + (str(three) if two and three else ""),
    st.integers(1, 20), st.integers(0, 20), st.integers(0, 20),
)  # fmt: skip
TITLES = st.text(st.sampled_from("浙江省体育赛事管理办法人工智能发展规划（暂行）“四大经济”"), min_size=1, max_size=20) | st.just(
    "关于修改《体育法》的决定"
)
LABELS = st.builds(lambda n: f"（{format_numeral(n)}）", st.integers(1, 30)) | st.sampled_from(
    ["1.", "1", "一、", "①", "（一）1.", "（一）（1）", "（三）2"]
)
CITATIONS = st.builds(
    Citation, TITLES, ARTICLES | HEADINGS | st.sampled_from([ORDER, NOTICE, PREAMBLE, CLOSING]), st.none() | st.integers(1, 20), st.none() | LABELS,
    st.sampled_from(["", "2018-02-01", "2022-06-24"]),
)  # fmt: skip


@given(CITATIONS)
def test_what_prints_parses_back(citation: Citation) -> None:
    assert parse_citation(format_citation(citation)) == citation


ITEMS_3_TO_7 = tuple(f"第十一条第（{n}）项" for n in "三四五六七")
MENTIONS = [
    ("第12条", ["第12条"], [("第十二条",)]),
    ("第十二条第二款第（一）项", ["第十二条第二款第（一）项"], [("第十二条第二款第（一）项",)]),
    ("第十二条第2款第一项", ["第十二条第2款第一项"], [("第十二条第二款第（一）项",)]),
    ("第 ２０ 条第 ２ 款说什么", ["第 ２０ 条第 ２ 款"], [("第二十条第二款",)]),
    ("办法第20条", ["第20条"], [("第二十条",)]),
    ("条例第十条的第二款", ["第十条的第二款"], [("第十条第二款",)]),
    ("体育办法十二条", ["体育办法十二条"], [("第十二条",)]),
    ("12条2款3项怎么规定", ["12条2款3项"], [("第十二条第二款第（三）项",)]),
    ("第十条(2)", ["第十条(2)"], [("第十条第（二）项",)]),
    ("第一百二十条之一第二款", ["第一百二十条之一第二款"], [("第一百二十条之一第二款",)]),
    ("What does Article 12 say?", ["Article 12"], [("第十二条",)]),
    ("Art. 12(2)", ["Art. 12(2)"], [("第十二条第二款",)]),
    ("article 6 of the Sports Measures", ["article 6"], [("第六条",)]),
    ("paragraph 2 of Article 20", ["paragraph 2 of Article 20"], [("第二十条第二款",)]),
    ("Articles 10 to 12, and 15", ["Articles 10 to 12", "15"], [("第十条", "第十一条", "第十二条"), ("第十五条",)]),
    ("within 15 days under Article 6", ["Article 6"], [("第六条",)]),
    ("《浙江省体育赛事管理办法》第六条", ["《浙江省体育赛事管理办法》第六条"], [("第六条",)]),
    ("第十条至第十二条", ["第十条至第十二条"], [("第十条", "第十一条", "第十二条")]),
    ("第10-12条", ["第10-12条"], [("第十条", "第十一条", "第十二条")]),
    ("第9条~11条", ["第9条~11条"], [("第九条", "第十条", "第十一条")]),
    ("《甲法》第二章至第四章", ["《甲法》第二章至第四章"], [("第二章", "第三章", "第四章")]),
    ("第二章第一节至第三节、第五节", ["第二章第一节至第三节", "第五节"], [("第二章第一节", "第二章第二节", "第二章第三节"), ("第二章第五节",)]),
    ("第二十条之一至第二十条之三", ["第二十条之一至第二十条之三"], [("第二十条之一", "第二十条之二", "第二十条之三")]),
    ("第十条至第十二条之一", ["第十条至第十二条之一"], [("第十条", "第十二条之一")]),
    ("第二章至第十条", ["第二章至第十条"], [("第二章", "第十条")]),
    ("第十条、第十一条", ["第十条", "第十一条"], [("第十条",), ("第十一条",)]),
    ("第三十四、三十五条", ["第三十四、三十五条"], [("第三十四条", "第三十五条")]),
    ("第二十条第二款和第三款", ["第二十条第二款", "第三款"], [("第二十条第二款",), ("第二十条第三款",)]),
    ("违反第十条第一款第一项、第三项，第十一条", ["第十条第一款第一项", "第三项", "第十一条"],
     [("第十条第一款第（一）项",), ("第十条第一款第（三）项",), ("第十一条",)]),
    ("本办法第十条第（一）项和第十一条第（一）项、第（三）项至第（七）项规定",
     ["本办法第十条第（一）项", "第十一条第（一）项", "第（三）项至第（七）项"],
     [("第十条第（一）项",), ("第十一条第（一）项",), ITEMS_3_TO_7]),
    ("二、（六）3", ["二、（六）3"], [("二、（六）3",)]),
    ("规划第二部分第（六）点第3项", ["第二部分第（六）点第3项"], [("二、（六）3",)]),
    ("依照《甲法》第二条，该条第二款", ["《甲法》第二条", "该条第二款"], [("第二条",), ("第二条第二款",)]),
    ("依照第二条第三款，该款第一项、第二项", ["第二条第三款", "该款第一项", "第二项"],
     [("第二条第三款",), ("第二条第三款第（一）项",), ("第二条第三款第（二）项",)]),
    ("依照第二条至第四条，该条第二款", ["第二条至第四条", "该条第二款"], [("第二条", "第三条", "第四条"), ("第四条第二款",)]),
    ("第二条例外情形", ["第二条"], [("第二条",)]),
    ("违反第十条约定的", ["第十条"], [("第十条",)]),
    ("违反本办法第三章规定", ["本办法第三章"], [("第三章",)]),
    ("违反第二编第一分编第三章第二十条", ["第二编第一分编第三章第二十条"], [("第二十条",)]),
    ("第二章的第十条第一款和第三章第十五条", ["第二章的第十条第一款", "第三章第十五条"], [("第十条第一款",), ("第十五条",)]),
    ("第二章十条规定", ["第二章"], [("第二章",)]),
    # relative ones have no address of their own
    ("依照前款规定", ["前款"], [()]),
    ("前两款", ["前两款"], [()]),
    ("前条", ["前条"], [()]),
    ("上款", ["上款"], [()]),
    ("以前款规定的方式", ["前款"], [()]),
    ("本条第一款", ["本条第一款"], [()]),
    ("前款第（二）项、第（四）项", ["前款第（二）项", "第（四）项"], [(), ()]),
    # no address at all
    ("目前条件不具备", [], []),
    ("本条例自公布之日起施行", [], []),
    ("共有十二条规定", [], []),
    ("三条以上道路", [], []),
    ("第一项目和第三条件", [], []),
    ("本款项用于救灾", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "addresses"), MENTIONS)
def test_mentions_are_found_however_they_are_written(text: str, words: list[str], addresses: list[tuple[str, ...]]) -> None:
    mentions = find_mentions(text)
    assert [mention.text for mention in mentions] == words
    assert [mention.addresses for mention in mentions] == addresses
    assert all(mention.relative == (not mention.addresses) for mention in mentions)


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("《体育法》第六条、第七条和第九条", ["体育法"] * 3),
        ("依照民法典第一千一百六十五条的规定", ["民法典"]),
        ("请问体育赛事办法第12条", ["体育赛事办法"]),
        ("依照《X法》（以下简称《Y法》）第三条", ["X法"]),
        ("《甲办法》第一条。该办法第三条", ["甲办法", "甲办法"]),
        ("《甲办法》第一条和本办法第三条", ["甲办法", ""]),
        ("Article 6 of the 《体育法》", ["体育法"]),
        ("《体育法》", ["体育法"]),
        ("《体育法》第二章第十条至第十二条", ["体育法"]),
        ("《体育法》第六条和前款、本条第二款", ["体育法", "", ""]),
        ("依照《甲法》第六条、《乙法》的规定，该条第二款", ["甲法", "乙法", "甲法"]),
        ("民法典第二编第一分编第四章第二百条", ["民法典"]),
        ("执法人员依法第一条", [""]),
        ("本条例第五条", [""]),
    ],
)
def test_the_document_of_a_mention(text: str, documents: list[str]) -> None:
    assert [mention.document for mention in find_mentions(text)] == documents


def test_a_number_without_its_ordinal_is_marked_as_loose() -> None:
    assert [mention.loose for mention in find_mentions("体育办法12条和第13条")] == [True, False]


def test_a_range_nobody_can_mean_is_not_counted_out() -> None:
    assert find_mentions("第1条至第99999条")[0].addresses == ("第一条", "第九万九千九百九十九条")


ALPHABET = "第条款项目至、和（一二三十）12本前《》办法该的规定之章部分点Article ２－~到"


@given(st.text(st.sampled_from(ALPHABET), max_size=60) | st.text(max_size=60))
def test_every_mention_stands_where_it_says(text: str) -> None:
    end = 0
    for mention in find_mentions(text):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= end
        end = mention.end
