"""The day asked about selects the version; what was not in force then is said so first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from intake.assembly import passages
from intake.search import Search
from law.gazette import parse
from law.library import Library
from qa.__main__ import QuestionFileError, main, read_questions
from qa.assistant import Assistant
from qa.conclusions.addressed import conclude_addressed
from qa.conclusions.basis import conclude_basis
from qa.conclusions.define import conclude_definition
from qa.conclusions.duties import conclude_duties
from qa.conclusions.lists import conclude_list
from qa.conclusions.responsible import conclude_responsible
from qa.conclusions.scope import conclude_scope
from qa.conclusions.years import conclude_years
from qa.day import day_of, read_day
from qa.draft import Draft, Reading
from qa.model import Question
from settings import Settings
from tests.qa.conftest import assistant_over


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("我在2018年1月15日办比赛，要审批吗", "2018-01-15"),
        ("2017年时办比赛要备案吗", "2017-12-31"),
        ("于2019年3月1号举办赛事要交多少保证金", "2019-03-01"),
        ("截至2019年底保证金是多少", "2019-12-31"),
        ("What was the deposit as of March 15, 2018?", "2018-03-15"),
        ("2019年1月底举办赛事要交多少保证金", "2019-01-31"),
        ("2020年2月时办比赛要备案吗", "2020-02-29"),
        ("2019年3月初举办赛事要交多少保证金", "2019-03-01"),
        ("2019年初举办赛事要交多少保证金", "2019-01-01"),
        ("我在2023年5月被罚的，能申诉吗", "2023-05-31"),
        ("On 1 May 2020 I opened a shop, was a permit needed?", "2020-05-01"),
        ("罚款12010年底交", None),
        ("2019年建的房子要装电梯吗", None),
        ("在2019年2月30日办比赛，要审批吗", None),
        ("2019年13月时办比赛要备案吗", None),
        ("2022年的目标是多少", None),
        ("体育赛事办法是2018年1月1日施行的吗", None),
        ("2018年2月1日起施行的是哪个办法", None),
        ("到2022年培育多少家企业", None),
        ("保证金多少", None),
    ],
)
def test_the_day_of_a_question(question: str, day: str | None) -> None:
    assert day_of(question) == day


@pytest.mark.parametrize(("written", "day"), [("2018-01-05", "2018-01-05"), ("2018-1-5", "2018-01-05"), (None, None), ("", None)])
def test_the_day_that_is_set_is_read(written: str | None, day: str | None, tmp_path: Path) -> None:
    assert read_day(written) == day
    line = {"id": "a", "question": "甲\u2028要登记吗", "as_of": written}
    (tmp_path / "q.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    assert [question.as_of for _, question in read_questions(tmp_path / "q.jsonl")] == [day]


@pytest.mark.parametrize("written", ["2018", "2018-02-30", "2018年1月5日", "明天"])
def test_what_is_no_day_is_told_how_to_write_one(written: str, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps({"id": "a", "question": "要登记吗", "as_of": written}), encoding="utf-8")
    with pytest.raises(QuestionFileError, match=rf"第1行：as_of “{written}”不是日期：请写成 YYYY-MM-DD"):
        list(read_questions(tmp_path / "q.jsonl"))
    app = typer.Typer()
    app.command()(main)
    told = CliRunner().invoke(app, ["要登记吗", "--as-of", written])
    assert told.exit_code == 1 and "YYYY-MM-DD" in told.output


def law(year: int, deposit: str, tail: str = "") -> str:
    return (
        f"青山市灯会管理办法\n（{year}年1月10日青山市人民政府令第{year - 2000}号公布）\n"
        f"第一条 为了加强灯会管理，制定本办法。\n第二条 举办灯会的，举办者应当向文化主管部门交纳保证金{deposit}元。\n"
        f"第三条 灯会应当在晚上十点前结束。\n第四条 本办法自{year}年3月1日起施行。{tail}\n"
    )


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("versions")
    texts = ((2010, law(2010, "2000")), (2018, law(2018, "5000", "\n第五条 灯会的细则由文化主管部门制定。")))
    documents = [d for year, text in texts for d in parse(text, f"{year}.txt").documents]
    assert len({document.version for document in documents}) == 2
    Library.build(folder / "library.sqlite", documents)
    library = Library.open(folder / "library.sqlite")
    search = Search.of(Settings(_env_file=None))  # type: ignore[call-arg]
    search.build_index(folder / "index", passages(library))
    return Assistant(library, search.open_index(folder / "index"))


@pytest.mark.parametrize(
    ("question", "as_of", "states", "silent"),
    [
        ("举办灯会要交多少保证金", None, "5000元", "2000元"),
        ("举办灯会要交多少保证金", "2012-01-01", "2000元", "5000元"),
        ("我在2012年5月1日举办灯会，要交多少保证金", None, "2000元", "5000元"),
        ("2018年2月1日时举办灯会要交多少保证金", None, "2000元", "5000元"),
        ("灯会管理办法第二条说什么", "2015-06-01", "2000元", "5000元"),
        ("灯会管理办法第二条说什么", None, "5000元", "2000元"),
        ("灯会管理办法最后一条说什么", "2015-06-01", "第四条", "第五条"),
        ("灯会管理办法最后一条说什么", None, "第五条", "第四条"),
    ],
)
def test_the_day_selects_the_version(assistant: Assistant, question: str, as_of: str | None, states: str, silent: str) -> None:
    answer = assistant.ask(Question(question, as_of=as_of))
    assert states in answer.text
    assert silent not in answer.text


def test_what_was_not_in_force_is_said_first(assistant: Assistant) -> None:
    answer = assistant.ask(Question("举办灯会要交多少保证金", as_of="2009-05-01"))
    assert answer.conclusion.startswith("注意：") and "还没有生效" in answer.conclusion


def rules(year: int, based_on: str, area: str, unit: str, means: str, duties: tuple[str, str], target: str) -> str:
    return (
        f"青山市集市管理办法\n（{year}年1月10日青山市人民政府令第{year - 1990}号公布）\n第一章　总则\n"
        f"第一条　为了加强集市管理，根据《青山市{based_on}条例》，制定本办法。\n"
        f"第二条　在{area}设置集市，适用本办法。在{area}本单位内部设置集市，可以参照本办法执行。\n"
        f"第三条　本办法所称集市，是指{means}的场所。\n第二章　集市经营\n"
        f"第四条　摊主应当{duties[0]}。\n第五条　摊主应当{duties[1]}。\n"
        f"第六条　到{target}年，建成集市五处。（责任单位：{unit}）\n第三章　附则\n第七条　本办法自{year}年3月1日起施行。\n"
    )


def plan(year: int, tasks: tuple[str, str]) -> str:
    return (
        f"青山市人民政府关于印发青山市集市发展方案的通知\n青政发〔{year}〕3号\n\n各区人民政府：\n"
        f"《青山市集市发展方案》已经市政府同意，现印发给你们。\n\n青山市人民政府\n{year}年1月10日\n\n青山市集市发展方案\n\n"
        f"一、主要任务\n（一）{tasks[0]}\n逐步{tasks[0]}。\n（二）{tasks[1]}\n逐步{tasks[1]}。\n二、保障措施\n（一）加强领导\n落实责任。\n"
    )


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(
        tmp_path_factory.mktemp("market"),
        rules(2010, "市容", "城区", "市农业局", "农民售卖农产品", ("领取摊位牌", "打扫摊位"), "2012"),
        rules(2018, "商务", "全市", "市商务局", "任何人售卖旧物", ("明码标价", "分类投放垃圾"), "2022"),
        plan(2010, ("搭建棚屋", "铺设石板")),
        plan(2018, ("改造管网", "增设充电桩")),
    ) as opened:
        yield opened


WHOLE: list[tuple[Callable[[Reading], Draft | None], str, str, str]] = [
    (conclude_basis, "集市管理办法的上位法是什么？", "市容条例", "商务条例"),
    (conclude_scope, "公司给自己的员工设集市，适用集市管理办法吗？", "城区", "全市"),
    (conclude_definition, "什么是集市？", "农民售卖农产品", "任何人售卖旧物"),
    (conclude_list, "集市发展方案的主要任务有哪些？", "搭建棚屋；铺设石板", "改造管网"),
    (conclude_duties, "摊主有哪些义务？", "领取摊位牌", "明码标价"),
    (conclude_years, "集市管理办法的目标年份是哪一年？", "2012年", "2022年"),
    (conclude_responsible, "市农业局负责哪些任务？", "市农业局", "市商务局"),
    (conclude_addressed, "集市管理办法第二章说什么？", "打扫摊位", "分类投放垃圾"),
]


@pytest.mark.parametrize(("conclude", "question", "old", "new"), WHOLE)
def test_what_a_whole_text_says_is_taken_from_the_version_of_the_day(
    market: Assistant, conclude: Callable[[Reading], Draft | None], question: str, old: str, new: str
) -> None:
    asked = Question(question, as_of="2012-06-01")
    known = market.understand(asked)
    draft = conclude(market.read(known, market.gather(known, asked)))
    assert draft is not None
    told = draft.conclusion + "".join(quote.text for quote in draft.quotes)
    assert old in told and new not in told
    assert {quote.citation.version for quote in draft.quotes} == {"2010-01-10"}


@pytest.mark.parametrize("question", ["什么是集市？", "摊主有哪些义务？", "集市发展方案的主要任务有哪些？"])
def test_what_a_whole_text_said_on_the_day_needs_no_warning(market: Assistant, question: str) -> None:
    assert not market.ask(Question(question, as_of="2012-06-01")).conclusion.startswith("注意：")


def test_a_year_is_the_day_where_the_rules_of_back_then_are_asked_for() -> None:
    assert day_of("我2018年开的鱼摊，按那会儿的规定要罚多少") == "2018-12-31"
    assert day_of("我2018年开的鱼摊，要罚多少") is None


FISHING = """青山市夜渔管理办法
（2011年11月2日青山市人民政府令第72号公布）
第一条 为了规范夜渔，制定本办法。
第二条 夜渔船应当挂灯。
第三条 本办法自2012年1月31日起施行，有效期五年。
"""
AMENDED = """青山市灯船条例
（2010年1月10日青山市第十届人民代表大会常务委员会第3次会议通过　根据2020年5月20日青山市第十二届人民代表大会常务委员会第9次会议《关于修改〈青山市灯船条例〉的决定》修正）
第一条 为了规范灯船，制定本条例。
第二条 灯船应当缓行。
第三条 本条例自2010年3月1日起施行。
"""


@pytest.fixture(scope="module")
def expired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("expired"), FISHING, AMENDED, law(2018, "5000")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "verdict", "begins"),
    [
        ("灯会管理办法还有效吗", "yes", "《青山市灯会管理办法》自"),
        ("夜渔管理办法还有效吗", "no", "注意："),
        ("2015年3月1日夜渔管理办法还有效吗", "yes", "注意："),
        ("2018年3月1日夜渔管理办法还有效吗", "no", "注意："),
        ("2012年1月30日夜渔管理办法施行了吗", "no", "注意："),
        ("2012年1月夜渔管理办法施行了吗", "yes", "注意："),
        ("2018年2月28日灯会管理办法施行了吗", "no", "那一天还没有施行"),
        ("2012年5月灯船条例施行了吗", "yes", "那一天已经施行"),
    ],
)
def test_a_text_is_in_force_between_its_days(expired: Assistant, question: str, verdict: str, begins: str) -> None:
    answer = expired.ask(Question(question))
    assert answer.verdict == verdict, answer.text
    assert answer.conclusion.startswith(begins), answer.text


@pytest.mark.parametrize("question", ["夜渔管理办法到2026年还管用吗", "夜渔管理办法的有效期到什么时候"])
def test_a_term_is_told_by_its_last_day(expired: Assistant, question: str) -> None:
    answer = expired.ask(Question(question))
    assert "有效期至2017年1月30日" in answer.conclusion and "2017年1月31日" not in answer.text
    assert "有效期五年" in answer.quotes[0].text
