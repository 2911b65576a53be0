"""References in running text: found, resolved, external and dangling ones told apart."""

import pytest

from law.citation import find_references
from law.gazette import parse
from law.references import all_references
from tests.law.reference_gold import LAWS, compare, read_documents, rows

LAW = """某市某条例
第一章 总则
第一条 为了管理，制定本条例。
第二条 不得有下列行为：
（一）乱扔果皮；
（二）乱扔纸屑。
单位应当劝阻。
市民可以举报。
第二章 管理
第一节 单位
第三条 单位应当清扫。
第二节 个人
第四条 个人应当清扫。
第五条 {text}
"""


def read(text: str) -> list[tuple[str, tuple[str, ...], bool]]:
    (document,) = parse(LAW.format(text=text), "t.txt").documents
    found = find_references(document, document.provisions[-1])
    return [(one.text, tuple(str(target).removeprefix("《某市某条例》") for target in one.targets), one.external) for one in found]


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("依照本条例第二条第二款规定处理。", ["第二条第二款"]),
        ("违反第二条第一款第（一）项、第（二）项规定。", ["第二条第一款第（一）项", "第二条第一款第（二）项"]),
        ("依照第二条至第四条办理。", ["第二条", "第三条", "第四条"]),
        ("依照第二条第二款至第三款办理。", ["第二条第二款", "第二条第三款"]),
        ("违反前条规定。", ["第四条"]),
        ("违反前两条规定。", ["第三条", "第四条"]),
        ("应当清扫。\n违反前款规定的除外。", ["第五条第一款"]),
        ("应当清扫。\n应当劝阻。\n违反前两款规定的除外。", ["第五条第一款", "第五条第二款"]),
        ("依照本章规定办理。", ["第三条", "第四条", "第五条"]),
        ("依照本节规定办理。", ["第四条", "第五条"]),
        ("依照本章第一节规定办理。", ["第三条"]),
        ("依照本条例第二章第一节规定办理。", ["第三条"]),
        ("依照第一章规定办理。", ["第一条", "第二条"]),
        ("依照第一章至第二章规定办理。", ["第一条", "第二条", "第三条", "第四条", "第五条"]),
        ("依照本章第一节至第二节规定办理。", ["第三条", "第四条", "第五条"]),
    ],
)
def test_a_reference_within_the_document_is_resolved(words: str, targets: list[str]) -> None:
    assert [target for _, found, _ in read(words) for target in found] == targets


CODE = """某法典
第一编 总则
第一章 一般规定
第一条 为了保护权利，制定本法。
第二编 物权
第一分编 通则
第一章 一般规定
第二条 保护物权。
第二分编 所有权
第二章 一般规定
第三条 保护所有权。
第三章 共有
第一节 按份共有
第四条 按份共有人可以约定。
第五条 {text}
"""


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("依照本编第三章规定办理。", ["第四条", "第五条"]),
        ("依照本编第一章规定办理。", ["第二条"]),
        ("依照本编规定办理。", ["第二条", "第三条", "第四条", "第五条"]),
        ("依照本分编规定办理。", ["第三条", "第四条", "第五条"]),
        ("依照第一分编规定办理。", ["第二条"]),
        ("依照第二编第二分编第三章第一节规定办理。", ["第四条", "第五条"]),
        ("依照第一编第三章规定办理。", []),
    ],
)
def test_a_division_of_a_code_with_books_and_their_parts(words: str, targets: list[str]) -> None:
    (document,) = parse(CODE.format(text=words), "t.txt").documents
    (found,) = find_references(document, document.provisions[-1])
    assert [target.address for target in found.targets] == targets


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("依照《中华人民共和国体育法》第五条规定处理。", "《中华人民共和国体育法》第五条"),
        ("应当认定为刑法第二百一十条之一第一款规定的行为。", "《刑法》第二百一十条之一第一款"),
        ("用工单位应当履行劳动合同法第六十二条规定的义务。", "《劳动合同法》第六十二条"),
        ("违反个人所得税法第三条的。", "《个人所得税法》第三条"),
        ("依照《中华人民共和国体育法》第二章第二条的规定处理。", "《中华人民共和国体育法》第二条"),
        ("适用公司法第八十八条第一款的规定。", "《公司法》第八十八条第一款"),
        ("依照药品管理法的有关规定处理。", "《药品管理法》"),
        ("按照《某市供水条例》的规定处理。", "《某市供水条例》"),
    ],
)
def test_another_law_is_external_whether_or_not_in_brackets(words: str, target: str) -> None:
    assert [(found, external) for _, found, external in read(words)] == [((target,), True)]


@pytest.mark.parametrize("words", ["违反本条例第九十条规定。", "违反第二条第九款规定。", "违反前款规定。"])
def test_what_does_not_exist_dangles(words: str) -> None:
    assert [(found, external) for _, found, external in read(words)] == [((), False)]


@pytest.mark.parametrize(
    "words", ["该法律关系不存在。", "依照有关法律、法规的规定处理。", "第三条件不成立。", "目前条件不足。", "本章程另行制定。"]
)
def test_what_only_looks_like_a_reference_is_none(words: str) -> None:
    assert read(words) == []


def test_a_paragraph_before_is_one_of_this_law_though_another_law_is_named_with_it() -> None:
    assert read("应当清扫。\n依照《某法》第二十三条和前款规定处罚。") == [
        ("《某法》第二十三条", ("《某法》第二十三条",), True), ("前款", ("第五条第一款",), False),
    ]  # fmt: skip


def test_first_paragraphs_of_an_article_of_another_law() -> None:
    ((_, targets, _),) = read("实施刑法第三百零七条之一前三款行为的，从重处罚。")
    assert targets == tuple(f"《刑法》第三百零七条之一第{n}款" for n in "一二三")


def test_a_bare_item_goes_back_to_the_list_named_before() -> None:
    assert [target for _, found, _ in read("有第二条第一款第一项情形的，警告；有第二项情形的，处罚。") for target in found] == [
        "第二条第一款第（一）项",
        "第二条第一款第（二）项",
    ]


def test_every_span_is_its_text() -> None:
    (document,) = parse(
        LAW.format(text="违反前条、本条例第二条第一款第（一）项的，依照药品管理法的规定处理：\n（一）违反第二项规定的；"), "t.txt"
    ).documents
    for provision, references in all_references(document):
        assert all(provision.text[one.start : one.end] == one.text for one in references)


@pytest.mark.skipif(not LAWS.exists(), reason="the open laws are not beside the repository (../shared/laws)")
def test_the_table_read_by_hand_is_met() -> None:
    table = rows()
    documents = read_documents({row["file"] for row in table})
    wrong = []
    for row in table:
        expected, got = compare(row, documents[f"{row['file']}\t{row['document']}"])
        if set(expected) != set(got):
            wrong.append((row["line"], expected, got))
    assert len(wrong) <= 0.02 * len(table), wrong
