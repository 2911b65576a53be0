"""A provision that is named is reached, exactly that one, however it is typed: every one of the gazette, and of open laws."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from law.address import read_number
from law.gazette import parse
from law.library import Library
from law.model import Citation, Document
from law.numerals import format_numeral
from qa.assistant import Assistant
from qa.model import Question
from qa.question.meant import documents_named
from qa.retrieve import NAMED
from qa.understand import Aids, understand
from tests.qa.conftest import assistant_over
from vectorstore.index import Index

LAWS = Path(__file__).parents[3] / "shared" / "laws" / "open_laws.tar.xz"
EVERY = 90
"""One open law in so many is tried."""


def full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def spellings_of_article(number: int, insert: str, paragraph: int | None, item: int | None) -> Iterator[str]:
    numeral = format_numeral(number)
    chinese = [
        f"{label}条{insert}" for label in (f"第{numeral}", f"第{number}", f"第{full_width(number)}", numeral, str(number), f"第 {number} ")
    ]
    english = [] if insert else [f"Article {number}", f"art. {number}"]
    if paragraph:
        n = format_numeral(paragraph)
        chinese = [words + part for words in chinese for part in (f"第{n}款", f"第{paragraph}款", f"{n}款")]
        if english:
            english = [f"Article {number}({paragraph})", f"art. {number} para {paragraph}", f"paragraph {paragraph} of Article {number}"]
    if item:
        i = format_numeral(item)
        chinese = [words + part for words in chinese for part in (f"第（{i}）项", f"第{item}项", f"({item})项")]
        english = [f"{words} item {item}" for words in english]
    for words in chinese:
        yield f"《{{title}}》{words}"
    for words in english:
        yield f"What does {words} of 《{{title}}》 say?"


def spellings_of_heading(address: str) -> Iterator[str]:
    found = re.fullmatch(r"([^、（）]+)、（(.+?)）(\d+)?", address)
    if not found:
        yield f"《{{title}}》{address}"
        yield f"《{{title}}》的{address}说了什么？"
        return
    first, second, third = found[1], found[2], found[3] or ""
    one, two = read_number(first), read_number(second)
    for words in (
        address,
        f"{first}（{second}）{third}",
        f"{first}({two}){third}",
        f"第{first}部分第{second}点" + (f"第{third}项" if third else ""),
    ):
        yield f"《{{title}}》{words}"
    yield f"《{{title}}》的{first}（{second}）{third}说了什么？"
    for words in (f"section {one} ({two}) {third}", f"Section {one}.{two}" + (f".{third}" if third else "")):
        yield f"What does {words.strip()} of 《{{title}}》 say?"


def named_places(document: Document) -> Iterator[tuple[Citation, str]]:
    """Yield every provision, paragraph and item of a document with one of its spellings; the next place has the next spelling."""
    turn = 0
    for provision in document.provisions:
        article = re.fullmatch(r"第(.+?)条(之.+)?", provision.address)
        whole = Citation(document.title, provision.address)
        if not article:
            places = [(whole, list(spellings_of_heading(provision.address)))]
        else:
            number, insert = read_number(article[1]), article[2] or ""
            parts: list[tuple[int | None, str | None]] = [(None, None), *((p.n, None) for p in provision.paragraphs)]
            parts += [(p.n, i.label) for p in provision.paragraphs for i in p.items]
            places = [
                (
                    Citation(document.title, provision.address, n, label),
                    list(spellings_of_article(number, insert, n, read_number(label or "") or None)),
                )
                for n, label in parts
            ]
        for citation, spellings in places:
            yield citation, spellings[turn % len(spellings)].format(title=document.title)
            turn += 5


def wrong(documents: list[Document], library: Library, aids: Aids) -> list[str]:
    missed = []
    for document in documents:
        for citation, question in named_places(document):
            found = understand(Question(question), library, aids).citations
            same = [(c.document, c.address, c.paragraph, read_number(c.item or "")) for c in found]
            if same != [(citation.document, citation.address, citation.paragraph, read_number(citation.item or ""))]:
                missed.append(f"{question} → {', '.join(map(str, found))}")
    return missed


def test_every_place_of_the_gazette_is_reached_by_its_name(built: tuple[Library, Index]) -> None:
    library, index = built
    documents = [library.document(entry.title, entry.version) for entry in library.entries()]
    assert wrong(documents, library, Aids.of(index)) == []


@pytest.mark.skipif(not LAWS.exists(), reason="the open laws are not beside the repository (../shared/laws)")
def test_every_place_of_open_laws_is_reached_by_its_name(built: tuple[Library, Index], tmp_path: Path) -> None:
    documents = {}
    with tarfile.open(LAWS) as archive:
        for member in [member for member in archive if member.name.endswith(".txt")][::EVERY]:
            content = archive.extractfile(member)
            assert content is not None
            for document in parse(content.read().decode("utf-8"), member.name).documents:
                labels = [[read_number(i.label) for i in p.items] for v in document.provisions for p in v.paragraphs]
                # items that are numbered twice, or not numbered, cannot be named by number
                if all(0 not in numbers and len(set(numbers)) == len(numbers) for numbers in labels):
                    documents[document.title] = document
    assert len(documents) > 15
    Library.build(tmp_path / "library.sqlite", documents.values())
    with Library.open(tmp_path / "library.sqlite") as library:
        missed = wrong(list(documents.values()), library, Aids.of(built[1]))
    assert missed == []


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("四大经济方案七（三）讲了些什么", "七、（三）"),
        ("集成电路意见二（三）", "二、（三）"),
        ("体育那个办法，16条管什么的？", "第十六条"),
        ("赛事办法里头16条是管啥的", "第十六条"),
        ("监测办法，十二条是说的啥？", "第十二条"),
        ("What does part 4, sub-heading (2) of the opinion on the integrated circuit industry deal with?", "四、（二）"),
        ("What does article twenty-one of the geographic monitoring measures say?", "第二十一条"),
        ("The twentieth article of the geographic monitoring measures", "第二十条"),
    ],
)
def test_a_provision_is_reached_as_people_say_it(question: str, place: str, built: tuple[Library, Index]) -> None:
    library, index = built
    (found,) = understand(Question(question), library, Aids.of(index)).citations
    assert found.address == place
    assert found.document


@pytest.mark.parametrize("question", ["没有哪条不允许吧", "办赛要走十条流程", "本办法所附的方案，十条措施都要做吗"])
def test_what_only_looks_like_an_address_names_nothing(question: str, built: tuple[Library, Index]) -> None:
    library, index = built
    understood = understand(Question(question), library, Aids.of(index))
    assert understood.citations == ()
    assert understood.kind != "which"


def test_what_is_named_is_the_first_evidence(built: tuple[Library, Index]) -> None:
    library, index = built
    assistant = Assistant(library, index)
    for entry in library.entries():
        for provision in library.document(entry.title, entry.version).provisions:
            first = assistant.find(Question(f"《{entry.title}》{provision.address}说了什么"))[0]
            assert (first.citation.document, first.citation.address, first.why) == (entry.title, provision.address, NAMED)


def issued(title: str, year: int) -> list[Document]:
    text = (
        f"江南市{title}\n（{year}年1月10日江南市人民政府令第{year - 2000}号公布）\n第一条　为了规范管理，制定本{title[-2:]}。\n"
        f"第二条　办理应当登记。\n第三条　本{title[-2:]}自{year}年3月1日起施行。\n"
    )
    return list(parse(text, f"{year}.txt").documents)


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One document of each of three kinds, of one of them two versions."""
    path = tmp_path_factory.mktemp("kinds") / "library.sqlite"
    Library.build(
        path, [*issued("灯会管理办法", 2010), *issued("灯会管理办法", 2018), *issued("游船发展方案", 2019), *issued("摊贩管理规定", 2020)]
    )
    with Library.open(path) as library:
        yield library


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("方案里说了什么", "江南市游船发展方案"),
        ("按照方案要建几座码头", "江南市游船发展方案"),
        ("到2030年方案的目标", "江南市游船发展方案"),
        ("请问这个方案谁负责", "江南市游船发展方案"),
        ("那个办法什么时候施行", "江南市灯会管理办法"),
        ("本办法第二条", "江南市灯会管理办法"),
        ("办法规定要登记吗", "江南市灯会管理办法"),
        ("灯会管理办法规定的时间", "江南市灯会管理办法"),
        ("该规定何时施行", "江南市摊贩管理规定"),
        ("说说发展方案", "江南市游船发展方案"),
        ("领导要我们自己拿个发展方案出来吗", None),
        ("应急方案要备案吗", None),
        ("活动的方案要备案吗", None),
        ("创新方案要备案吗", None),
        ("有什么办法不登记", None),
        ("按照规定要多久", None),
        ("违反规定的怎么罚", None),
        ("该不该提前规定时间", None),
    ],
)
def test_a_kind_of_document_names_one_where_nothing_else_says_which(question: str, title: str | None, kinds: Library) -> None:
    assert documents_named(question, kinds)[0] == ((title,) if title else ())


def test_the_versions_of_a_title_are_one_document_in_english_too(kinds: Library, built: tuple[Library, Index]) -> None:
    assert understand(Question("When do the lantern measures take effect?"), kinds, Aids.of(built[1])).documents == ("江南市灯会管理办法",)


SHELF = (
    "中华人民共和国游船法", "中华人民共和国游船安全法", "中华人民共和国游船安全法实施条例", "中华人民共和国公园门票征收法",
    "浙江省实施《中华人民共和国游船法》办法", "浙江省灯会条例", "杭州市夜游管理条例", "宁波市夜游管理条例", "浙江省水上旅游秩序管理办法",
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Laws with the names of others in theirs, and texts that only their regions tell apart."""
    texts = (
        f"{title}\n（2018年1月10日公布）\n第一条　为了规范管理，制定本规定。\n第二条　办理应当登记。\n第三条　本规定自2018年3月1日起施行。\n"
        for title in SHELF
    )
    path = tmp_path_factory.mktemp("shelf") / "library.sqlite"
    Library.build(path, [document for text in texts for document in parse(text, "made-up.txt").documents])
    with Library.open(path) as library:
        yield library


BOTH = ("杭州市夜游管理条例", "宁波市夜游管理条例")


@pytest.mark.parametrize(
    ("question", "titles", "unknown"),
    [
        ("《中华人民共和国游船法》第二条", ("中华人民共和国游船法",), ()),
        ("游船法什么时候施行", ("中华人民共和国游船法",), ()),
        ("《中国人民共和国游船安全法》第二条", ("中华人民共和国游船安全法",), ()),
        ("《中华人民共和国游船安全发》第二条", ("中华人民共和国游船安全法",), ()),
        ("《中华人民共和国公园法》第二条", (), ("中华人民共和国公园法",)),
        ("《公园法》第二条", (), ("公园法",)),
        ("公园门票法第二条", ("中华人民共和国公园门票征收法",), ()),
        ("游船安全法规定要登记吗", ("中华人民共和国游船安全法",), ()),
        ("游船安全法规定第二条是什么", ("中华人民共和国游船安全法",), ()),
        ("游船安全法实施条例什么时候施行", ("中华人民共和国游船安全法实施条例",), ()),
        ("游船法和游船安全法有什么区别", ("中华人民共和国游船法", "中华人民共和国游船安全法"), ()),
        ("游船法实施细则什么时候施行", (), ("游船法实施细则",)),
        ("浙江省实施《中华人民共和国游船法》办法第二条", ("浙江省实施《中华人民共和国游船法》办法",), ()),
        ("宁波市实施《游船法》办法第二条", (), ("宁波市实施《游船法》办法",)),
        ("《江南省灯会条例》第二条", (), ("江南省灯会条例",)),
        ("宁波市灯会条例第二条", (), ("宁波市灯会条例",)),
        ("北京灯会条例第二条", (), ("北京灯会条例",)),
        ("我省的灯会条例第二条", ("浙江省灯会条例",), ()),
        ("在宁波办灯会按灯会条例要登记吗", ("浙江省灯会条例",), ()),
        ("非得照着省里的灯会条例第二条做吗", ("浙江省灯会条例",), ()),
        ("这个做法省里的灯会条例第二条支持吗", ("浙江省灯会条例",), ()),
        ("整理一下省灯会条例第二条", ("浙江省灯会条例",), ()),
        ("执行市夜游条例第二条", BOTH, ()),
        ("照着宁波和杭州的夜游条例第二条做", BOTH, ()),
        ("照着温州的夜游条例做吗", (), ("温州的夜游条例",)),
        ("按海宁市夜游条例第二条要登记吗", (), ("海宁市夜游条例",)),
        ("夜游条例第二条", BOTH, ()),
        ("《夜游管理条例》第二条", BOTH, ()),
        ("杭州和宁波的夜游条例第二条有什么不同", BOTH, ()),
        ("宁波的夜游条例第二条", BOTH[1:], ()),
        ("《宁波市夜游管理条例》第二条", BOTH[1:], ()),
        ("《浙江省水上旅游序列管理办法》第二条", (), ("浙江省水上旅游序列管理办法",)),
        ("灯会条例和《刑法》分别怎么规定", ("浙江省灯会条例",), ("刑法",)),
    ],
)
def test_a_name_means_the_titles_of_its_region_as_a_whole(
    question: str, titles: tuple[str, ...], unknown: tuple[str, ...], shelf: Library, built: tuple[Library, Index]
) -> None:
    assert documents_named(question, shelf) == (titles, unknown)
    cited = understand(Question(question), shelf, Aids.of(built[1])).citations
    assert {one.document for one in cited} == (set(titles or unknown) if "第二条" in question else set())


@pytest.mark.parametrize(("question", "reached"), [("我的第二条狗要登记吗", False), ("第五条船要年检吗", False), ("第二条说什么", True)])
def test_what_is_counted_is_no_article(question: str, reached: bool, shelf: Library, built: tuple[Library, Index]) -> None:
    assert bool(understand(Question(question), shelf, Aids.of(built[1])).citations) is reached


DECISION = """某市人民政府关于修改《某市渡船办法》的决定
某市人民政府决定，对《某市渡船办法》作如下修改：
一、将第九条中的“一千元”修改为“二千元”。
二、删去第十条。
本决定自2022年1月1日起施行。
"""


def test_a_decision_that_amends_speaks_of_articles_that_it_does_not_have(tmp_path: Path) -> None:
    with assistant_over(tmp_path, DECISION) as assistant:
        assert "没有第九条" not in assistant.ask(Question("修改渡船办法的决定对第九条作了什么修改？")).text


@pytest.mark.parametrize(
    ("question", "titles", "unknown"),
    [
        ("《方案》提出建几座码头", ("江南市游船发展方案",), ()),
        ("《发展方案》所定目标是否延至2031年", ("江南市游船发展方案",), ()),
        ("《办法》何时施行", ("江南市灯会管理办法",), ()),
        ("《条例》何时施行", (), ("条例",)),
        ("《实施办法》何时施行", (), ("实施办法",)),
        ("《应急方案》要备案吗", (), ("应急方案",)),
    ],
)
def test_a_text_is_called_by_its_kind_in_brackets(question: str, titles: tuple[str, ...], unknown: tuple[str, ...], kinds: Library) -> None:
    assert documents_named(question, kinds) == (titles, unknown)


def test_a_kind_of_which_there_are_several_is_no_text_that_is_missing(tmp_path: Path) -> None:
    texts = [f"江南市{what}管理办法\n第一条 {what}应当登记。\n" for what in ("灯会", "游船")]
    documents = [document for text in texts for document in parse(text, "made-up.txt").documents]
    Library.build(tmp_path / "library.sqlite", documents)
    library = Library.open(tmp_path / "library.sqlite")
    assert documents_named("按《办法》游船要登记吗", library) == ((), ())
    library.close()
