"""The day asked about selects the version; what was not in force then is said so first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from intake.assembly import passages
from intake.search import Search
from law.gazette import parse
from law.library import Library
from qa.__main__ import QuestionFileError, main, read_day, read_questions
from qa.addressed import conclude_addressed
from qa.assistant import Assistant
from qa.basis import conclude_basis
from qa.day import day_of
from qa.define import conclude_definition
from qa.draft import Draft, Reading
from qa.duties import conclude_duties
from qa.lists import conclude_list
from qa.model import Question
from qa.responsible import conclude_responsible
from qa.scope import conclude_scope
from qa.years import conclude_years
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
    line = {"id": "a", "question": "要登记吗", "as_of": written}
    (tmp_path / "q.jsonl").write_text(json.dumps(line), encoding="utf-8")
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
    documents = [d for year, deposit in ((2010, "2000"), (2018, "5000")) for d in parse(law(year, deposit), f"{year}.txt").documents]
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
    ],
)
def test_the_day_selects_the_version(assistant: Assistant, question: str, as_of: str | None, states: str, silent: str) -> None:
    answer = assistant.ask(Question(question, as_of=as_of))
    assert states in answer.text
    assert silent not in answer.text


def test_what_was_not_in_force_is_said_first(assistant: Assistant) -> None:
    answer = assistant.ask(Question("举办灯会要交多少保证金", as_of="2009-05-01"))
    assert answer.conclusion.startswith("注意：") and "还没有生效" in answer.conclusion


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
