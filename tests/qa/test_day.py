"""The day asked about selects the version; what was not in force then is said so first."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.assembly import passages
from intake.search import Search
from law.gazette import parse
from law.library import Library
from qa.assistant import Assistant
from qa.day import day_of
from qa.model import Question
from settings import Settings


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("我在2018年1月15日办比赛，要审批吗", "2018-01-15"),
        ("2017年时办比赛要备案吗", "2017-12-31"),
        ("于2019年3月1号举办赛事要交多少保证金", "2019-03-01"),
        ("截至2019年底保证金是多少", "2019-12-31"),
        ("What was the deposit as of March 15, 2018?", "2018-03-15"),
        ("2022年的目标是多少", None),
        ("体育赛事办法是2018年1月1日施行的吗", None),
        ("2018年2月1日起施行的是哪个办法", None),
        ("到2022年培育多少家企业", None),
        ("保证金多少", None),
    ],
)
def test_the_day_of_a_question(question: str, day: str | None) -> None:
    assert day_of(question) == day


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
