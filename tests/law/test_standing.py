"""Versions side by side: which one applied on a day, and nothing repealed, replaced, expired or not yet in force goes unmarked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from law.gazette import parse
from law.library import Library
from law.model import Citation, Document
from law.standing import read_term

OLD = """\
某省体育竞赛管理办法
（2007年9月19日省人民政府公布）
第一条 举办体育竞赛，应当经批准。
第二条 本办法自2007年11月1日起施行。
"""
SPORTS = """\
某省体育赛事管理办法
（2017年12月15日省人民政府公布）
第一条 单位、个人均可依法举办体育赛事。
第二条 （删去）
第三条 本办法自2018年2月1日起施行。《某省体育竞赛管理办法》同时废止。
"""
AMENDED = """\
某省体育赛事管理办法
（2017年12月15日省人民政府公布 根据2021年3月5日《关于修改部分规章的决定》修正）
第一条 单位、个人均可依法举办体育赛事，但是应当备案。
第三条 本办法自2018年2月1日起施行。
"""
TRIAL = """\
某市养犬管理规定（试行）
（2019年6月1日市人民政府公布）
第一条 饲养犬只应当登记。
第二条 本规定自2019年7月1日起施行，有效期两年。
"""


def read(text: str) -> Document:
    return parse(text, "某.txt").documents[0]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path: Path = tmp_path_factory.mktemp("library") / "library.sqlite"
    Library.build(path, [read(text) for text in (OLD, SPORTS, AMENDED, TRIAL)])
    with Library.open(path) as library:
        yield library


STANDINGS = [
    ("某省体育竞赛管理办法", "", "2007-10-31", "not yet in force"),
    ("某省体育竞赛管理办法", "", "2018-01-31", "in force"),
    ("某省体育竞赛管理办法", "", "2018-02-01", "repealed"),
    ("某省体育赛事管理办法", "2017-12-15", "2018-01-31", "not yet in force"),
    ("某省体育赛事管理办法", "2017-12-15", "2021-03-04", "in force"),
    ("某省体育赛事管理办法", "2017-12-15", "2021-03-05", "replaced"),
    ("某省体育赛事管理办法", "2021-03-05", "2021-03-05", "in force"),
    ("某市养犬管理规定（试行）", "", "2021-06-30", "in force"),
    ("某市养犬管理规定（试行）", "", "2021-07-01", "expired"),
]


@pytest.mark.parametrize(("title", "version", "day", "state"), STANDINGS)
def test_every_document_knows_how_it_stands_on_a_day(library: Library, title: str, version: str, day: str, state: str) -> None:
    assert library.status(Citation(title, version=version), day).state == state


def test_what_ends_a_document_is_named_with_its_day(library: Library) -> None:
    repealed = library.status(Citation("某省体育竞赛管理办法", "第一条"), "2020-01-01")
    assert (repealed.until, repealed.by) == ("2018-02-01", "某省体育赛事管理办法")
    replaced = library.status(Citation("某省体育赛事管理办法", "第一条", version="2017-12-15"), "2022-01-01")
    assert (replaced.until, replaced.by) == ("2021-03-05", "《某省体育赛事管理办法》（2021-03-05）")


@pytest.mark.parametrize(("day", "version"), [("2018-01-31", None), ("2019-01-01", "2017-12-15"), ("2024-01-01", "2021-03-05")])
def test_the_version_that_applied_on_a_day(library: Library, day: str, version: str | None) -> None:
    entry = library.version_on("某省体育赛事管理办法", day)
    assert (entry.version if entry else None) == version
    assert [entry.version for entry in library.versions("某省体育赛事管理办法")] == ["2021-03-05", "2017-12-15"]


def test_a_citation_without_a_version_means_the_one_of_the_day(library: Library) -> None:
    assert library.status(Citation("某省体育赛事管理办法", "第一条"), "2019-01-01").until == "2021-03-05"


def test_a_deleted_article_is_repealed_whatever_its_document(library: Library) -> None:
    assert library.status(Citation("某省体育赛事管理办法", "第二条"), "2019-01-01").state == "repealed"


TERMS = [
    ("第一条 本办法自2018年2月1日起施行，有效期5年。", "2018-02-01", "2023-02-01"),
    ("第一条 本办法自2018年2月1日起施行，有效期至2020年12月31日。", "2018-02-01", "2021-01-01"),
    ("第一条 本规定自2018年2月1日起试行，试行期为三年。", "2018-02-01", "2021-02-01"),
    ("第一条 本办法自2016年2月29日起施行，有效期5年。", "2016-02-29", "2021-03-01"),
    ("第一条 本办法自2018年2月1日起施行。许可证有效期5年。", "2018-02-01", None),
    ("第一条 本办法自2018年2月1日起施行，有效期至9999年12月31日。", "2018-02-01", None),
    ("第一条 本办法自9998年2月1日起施行，有效期5年。", "9998-02-01", None),
    ("第一条 许可证有效期5年，依照本办法规定换发。", None, None),
]


@pytest.mark.parametrize(("text", "since", "until"), TERMS)
def test_a_term_is_what_the_closing_words_say(text: str, since: str | None, until: str | None) -> None:
    term = read_term(read(f"某办法\n{text}\n"))
    assert (term.since, term.until) == (since, until)


BEGINNINGS = [
    ("某.txt", "（2017年12月1日市人民政府公布）", "2018-01-01"),
    ("某.txt", "（2018年3月1日市人民政府公布）", "2018-01-01"),
    ("某.txt", "某市人民政府令\n第12号\n《某办法》已经审议通过，现予公布。\n市长 张三\n2018年3月1日", "2018-01-01"),
    ("某.txt", "（2017年12月1日市人民政府公布 根据2019年3月1日《关于修改部分规章的决定》修正）", "2019-03-01"),
    ("某.txt", "（2019年3月1日市人民政府令第12号修订）", "2019-03-01"),
    ("某.txt", "2017年12月1日市人民代表大会第一次会议通过 2019年3月1日市人民代表大会第二次会议通过", "2019-03-01"),
    ("某.txt", "（2017年12月1日市人民政府公布 2018年5月1日施行）", "2018-05-01"),
    ("某(2019-03-01).txt", "（2017年12月1日市人民政府公布）", "2019-03-01"),
]


@pytest.mark.parametrize(("file", "note", "since"), BEGINNINGS)
def test_a_text_begins_on_the_day_that_it_names_or_on_that_of_a_later_amendment(file: str, note: str, since: str) -> None:
    (document,) = parse(f"某办法\n{note}\n第一条 单位应当登记。\n第二条 本办法自2018年1月1日起施行。\n", file).documents
    assert read_term(document).since == since


def test_a_text_that_names_no_day_begins_on_its_promulgation() -> None:
    assert read_term(read("某办法\n（2018年3月1日市人民政府公布）\n第一条 单位应当登记。\n")).since == "2018-03-01"


NUMBERED = """\
某省体育竞赛管理办法
某省人民政府令
第 239 号
《某省体育竞赛管理办法》已经审议通过，现予公布，自2007年11月1日起施行。
省长 张三
2007年9月19日
第一条 举办体育竞赛，应当经批准。
"""
REPEALED_BY_NUMBER = [
    ("（某省人民政府令第239号）", "repealed"),
    ("（省政府令第239号）", "repealed"),
    ("（2007年9月19日省政府令第239号）", "repealed"),
    ("（省政府令第二百三十九号）", "repealed"),
    ("（省政府令第39号）", "in force"),
    ("（某政办〔2007〕9号）", "in force"),
    ("", "repealed"),
]


@pytest.mark.parametrize(("number", "state"), REPEALED_BY_NUMBER)
def test_a_repeal_means_the_document_with_its_number_whatever_the_office_is_called(tmp_path: Path, number: str, state: str) -> None:
    path = tmp_path / "library.sqlite"
    Library.build(path, [read(NUMBERED), read(SPORTS.replace("《某省体育竞赛管理办法》", f"《某省体育竞赛管理办法》{number}"))])
    with Library.open(path) as library:
        assert library.status(Citation("某省体育竞赛管理办法"), "2020-01-01").state == state
