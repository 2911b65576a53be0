"""Runs that are kept, compared and shown; how sure a difference is; sheets and the growth of a set."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from eval import report
from eval.__main__ import app
from eval.commands.asking import shaping
from eval.grow import GrowError, alike, candidates, complaints, drafts, write_lines
from eval.journal import Journal
from eval.metrics import score_all
from eval.page import report_html
from eval.questions import Case, Gold, QuestionsError, read_questions
from eval.run import ask_all
from eval.saved import RunError, compare_runs, provisions_changed, read_run, side_by_side, write_run
from eval.sheet import template
from eval.statistics import chance, interval, mean_interval
from law.gazette import parse
from law.library import Library
from settings import Settings
from tests.eval.small_world import CASES, Broken, Honest, Liar, Texts


def content(assistant: Any) -> dict[str, Any]:
    return report.as_json(score_all(list(ask_all(CASES, assistant)), Texts()), None, {"questions": "small"})


def test_equal_runs_are_equal_files(tmp_path: Path) -> None:
    first, second = write_run(tmp_path, "a", content(Honest())), write_run(tmp_path, "b", content(Honest()))
    assert first.read_bytes() == second.read_bytes()
    assert "ms" not in first.read_text(encoding="utf-8") and json.loads((tmp_path / "a.times.json").read_text())["d1"] >= 0


def test_a_comparison_names_what_was_won_and_lost(tmp_path: Path) -> None:
    write_run(tmp_path, "liar", content(Liar()))
    write_run(tmp_path, "honest", content(Honest()))
    found = compare_runs(read_run(tmp_path, "liar"), read_run(tmp_path, "honest"))
    assert found.gains == ("d1", "a1", "p1", "u1", "f1") and found.losses == ()
    back = compare_runs(read_run(tmp_path, "honest"), read_run(tmp_path, str(tmp_path / "liar.json")))
    assert back.losses == found.gains
    (correct,) = [one for one in found.differences if one.measure == "correct"]
    assert (correct.before, correct.after, correct.count) == (0.0, 1.0, 5)
    page = report_html(content(Honest()), [found])
    assert "5 gained, 0 lost" in page and "海塘管理办法" in page


def test_several_runs_stand_side_by_side(tmp_path: Path) -> None:
    for name, assistant in (("broken", Broken()), ("liar", Liar()), ("honest", Honest())):
        write_run(tmp_path, name, content(assistant))
    page = tmp_path / "page.html"
    told = CliRunner().invoke(app, ["compare", "broken", "liar", "honest", "--runs", str(tmp_path), "--html", str(page)])
    assert told.exit_code == 0
    assert told.stdout.index("broken → liar\n0 gained") < told.stdout.index("liar → honest\n5 gained, 0 lost")
    row = page.read_text(encoding="utf-8").split("Runs side by side")[1].split("<td>correct</td>")[1].split("</tr>")[0]
    assert re.findall("<td>(.+?)</td>", row) == ["5", "0.0", "0.0", "100.0"]


def test_only_the_same_questions_are_compared(tmp_path: Path) -> None:
    before, after = content(Honest()), content(Liar())
    after["questions"][0]["question"] = "海塘多高"
    after["questions"][1]["history"] = ["海塘谁管"]
    after["questions"][2]["id"] = "p2"
    after["run"] = {"questions": "other", "code": "2"}
    write_run(tmp_path, "a", before)
    write_run(tmp_path, "b", after)
    found = compare_runs(read_run(tmp_path, "a"), read_run(tmp_path, "b"))
    assert (found.both, found.only_before, found.only_after) == (("u1", "f1"), ("d1", "a1", "p1"), ("d1", "a1", "p2"))
    assert found.losses == ("u1", "f1") and {one.count for one in found.differences if one.measure == "correct"} == {2}
    assert side_by_side([found.before, found.after])["correct"][0] == 2
    told = CliRunner().invoke(app, ["compare", "a", "b", "--runs", str(tmp_path), "--html", str(tmp_path / "c.html")]).stdout
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "not compared: 3 questions only before, 3 only after" in told
    assert "questions: small → other\ncode: – → 2\n" in told and "questions: small → other; code: – → 2" in page
    for one in after["questions"]:
        one["question"] = "别的问题"
    write_run(tmp_path, "c", after)
    strange = CliRunner().invoke(app, ["compare", "a", "c", "--runs", str(tmp_path)])
    assert strange.exit_code == 1 and "no question in common" in strange.stderr


def test_an_answer_that_changed_because_a_provision_changed_says_so(tmp_path: Path) -> None:
    before, after = content(Honest()), content(Broken())
    after = json.loads(json.dumps(content(Honest())))
    after["questions"][0]["answer"]["text"] = "30日内。"
    after["questions"][0]["answer"]["evidence"][0]["words"] = "other"
    write_run(tmp_path, "a", before)
    write_run(tmp_path, "b", after)
    found = compare_runs(read_run(tmp_path, "a"), read_run(tmp_path, "b"))
    assert found.reworded == ("d1",)
    assert provisions_changed(found) == {"d1": ["《海塘管理办法》第九条"]}


@pytest.mark.parametrize("name", ["", "a/b", "../a", ".hidden", "x" * 81, "a b", "a.json", "a.times"])
def test_a_run_needs_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(RunError, match="no name for a run"):
        write_run(tmp_path, name, content(Honest()))


def test_a_run_that_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    whole = write_run(tmp_path, "a", content(Honest()))
    before = whole.read_bytes()
    with pytest.raises(UnicodeEncodeError):
        write_run(tmp_path, "a", content(Liar()) | {"changes": "\ud800"})
    assert whole.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"a.json", "a.times.json"}


def test_a_missing_or_broken_run_is_told(tmp_path: Path) -> None:
    write_run(tmp_path, "kept", content(Honest()))
    with pytest.raises(RunError, match="kept are: kept"):
        read_run(tmp_path, "lost")
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RunError, match="no saved run"):
        read_run(tmp_path, "bad")


def test_the_report_needs_nothing_else_and_escapes(tmp_path: Path) -> None:
    made = content(Honest())
    made["questions"][0]["question"] = "<script>alert(1)</script>"
    made["averages"]["kind"][0]["name"] = r"$\foo$"
    page = report_html(made)
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert r"$\foo$" in page, "a name is no formula"
    assert "src=" not in page and "https://" not in page.split("<svg")[0]
    assert "citation recall" in page and page.count("<svg") == 2
    assert page == report_html(made)


def test_intervals_and_chances() -> None:
    assert interval([]) == (0.0, 0.0) and interval([1.0, 1.0]) == (1.0, 1.0)
    for of in (interval, mean_interval):
        low, high = of([1.0] * 80 + [0.0] * 20)
        assert 0.70 < low < 0.75 and 0.85 < high < 0.90
    assert mean_interval([1.0] * 4) == pytest.approx((0.5101, 1.0), abs=1e-4)
    assert mean_interval([0.0] * 4) == pytest.approx((0.0, 0.4899), abs=1e-4)
    assert mean_interval([]) == (0.0, 0.0) and mean_interval([0.5, 0.5]) == (0.5, 0.5)
    assert chance([1, 0, 1], [1, 0, 1]) == 1.0
    assert chance([0.0] * 20, [1.0] * 20) < 0.01
    assert chance([0, 1] * 10, [1, 0] * 10) > 0.5
    with pytest.raises(ValueError, match="same questions"):
        chance([1.0], [1.0, 0.0])


def test_a_sheet_reads_as_lines_do(tmp_path: Path) -> None:
    sheet = tmp_path / "q.csv"
    sheet.write_text(
        "id,question,history,gold,facts,any_facts,verdict,refuse,unanswerable\n"
        "a,罚多少,上一条说什么|那呢,《甲办法》第六条第二款|《甲办法》第二十条第二款第（一）项,2000元|3万元,处罚/罚款,yes,,\n"
        '"b","今天天气，怎样",,,,,,是,off-topic\n\n',
        encoding="utf-8-sig",
    )
    first, second = read_questions(sheet)
    assert first.gold == (Gold("甲办法", "第六条", 2), Gold("甲办法", "第二十条", 2, "（一）"))
    assert (first.history, first.facts, first.any_facts, first.verdict) == (
        ("上一条说什么", "那呢"),
        ("2000元", "3万元"),
        (("处罚", "罚款"),),
        "yes",
    )
    assert second.refuse and second.question == "今天天气，怎样" and not second.answerable
    sheet.write_bytes(sheet.read_text(encoding="utf-8-sig").replace(",", "\t").encode("gb18030"))
    assert read_questions(sheet)[0].gold == first.gold


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("question,colour\nx,red\n", "line 1: unknown column 'colour'"),
        ("id\n1\n", "there is no column question"),
        ("id,question,gold\n1,甲,随便写写\n", "line 2, gold"),
        ("id,question,facts\n1,甲,乙,丙,丁\n", "more cells than columns"),
        ("id,question,verdict\n1,甲,maybe\n", "line 2, verdict"),
    ],
)
def test_a_wrong_cell_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "q.csv").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionsError, match=told):
        read_questions(tmp_path / "q.csv")


def test_the_template_is_a_question_file(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(template(), encoding="utf-8")
    (case,) = read_questions(tmp_path / "t.csv")
    assert case.gold and case.verdict == "no"


def test_complaints_of_readers_become_candidates(tmp_path: Path) -> None:
    given = [
        {"judgement": "helpful", "question": "甲"},
        {
            "judgement": "wrong citation",
            "question": "乙",
            "citations": ["《甲办法》（2016-01-01）第六条"],
            "conclusion": "行。",
            "comment": "应为第七条",
        },
        {"judgement": "should have refused", "question": "丙", "history": ["甲"], "comment": "第一行\u2028第二行\u0085"},
        {"judgement": "wrong answer", "question": "丁", "citations": ["《甲办法》随便", "《甲办法》第八条"]},
    ]
    (tmp_path / "f.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in given), encoding="utf-8")
    told: list[str] = []
    assert write_lines(tmp_path / "q.jsonl", candidates(tmp_path / "f.jsonl", told.append)) == 3
    wrong, refuse, other = read_questions(tmp_path / "q.jsonl")
    assert other.gold == (Gold("甲办法", "第八条"),) and len(told) == 1 and told[0].startswith("f.jsonl, line 4: ")
    assert "第一行\u2028第二行\u0085" in (refuse.note or "")
    assert wrong.gold == (Gold("甲办法", "第六条", version="2016-01-01"),) and "应为第七条" in (wrong.note or "")
    assert refuse.refuse and refuse.history == ("甲",)
    with pytest.raises(GrowError, match="there already"):
        write_lines(tmp_path / "q.jsonl", [])
    (tmp_path / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(GrowError, match="line 1"):
        write_lines(tmp_path / "new.jsonl", candidates(tmp_path / "bad.jsonl"))
    assert not (tmp_path / "new.jsonl").exists()


LAW = """甲市养犬管理办法

第一条　养犬人应当为犬只办理登记。

第二条　违反本办法第一条规定的，由公安机关责令改正，处二百元以上一千元以下的罚款。

第三条　本办法所称养犬人，是指饲养犬只的单位和个人。

第四条　公安机关应当自受理申请之日起十日内发放犬证。

第五条　任何单位和个人不得遗弃犬只。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    path = tmp_path_factory.mktemp("library") / "library.sqlite"
    Library.build(path, parse(LAW, "law.txt").documents)
    return Library.open(path)


def test_penalties_terms_and_norms_become_drafts_that_their_own_gold_proves(library: Library, tmp_path: Path) -> None:
    write_lines(tmp_path / "d.jsonl", drafts(library))
    made = read_questions(tmp_path / "d.jsonl")
    asked = {(one.kind, one.question, one.gold[0].article, one.facts, one.verdict) for one in made}
    assert asked == {
        ("penalty", "违反《甲市养犬管理办法》第一条怎么处罚？", "第二条", ("处二百元以上一千元以下的罚款",), None),
        ("definition", "《甲市养犬管理办法》所称“养犬人”是指什么？", "第三条", (), None),
        ("deadline", "依照《甲市养犬管理办法》，公安机关应当在什么期限之内发放犬证？", "第四条", ("自受理申请之日起十日内",), None),
        ("approval", "《甲市养犬管理办法》允许任何单位和个人遗弃犬只吗？", "第五条", ("不得遗弃犬只",), "no"),
    }
    assert all(one.note and one.note.startswith("DRAFT") for one in made)
    assert list(complaints(made, library)) == []


def test_what_is_wrong_with_a_set_is_named(library: Library) -> None:
    title = "甲市养犬管理办法"
    cases = (
        Case(id="a", question="给狗办登记是必须的吗，有没有规定？", gold=(Gold(title, "第一条"),), facts=("办理登记",)),
        Case(id="b", question="给狗办登记是必须的吗，有没有规定", gold=(Gold(title, "第一条"),), facts=("三日内",), split="held"),
        Case(id="c", question="违反的怎么罚？", gold=(Gold(title, "第九条"), Gold("乙市办法", "第一条")), facts=("1000元",)),
    )
    told = "\n".join(complaints(cases, library))
    assert (
        "b: “三日内” stands in none" in told
        and "《甲市养犬管理办法》第九条 is not in the library" in told
        and "《乙市办法》第一条 is not" in told
    )
    assert "b: near the same as a (1.00) and leaks from one split into the other" in told


def test_near_duplicates_are_found_and_others_are_not() -> None:
    questions = ["体育赛事要不要审批", "体育赛事要不要审批？", "体育赛事谁来审批", "集成电路目标是多少"]
    assert [(a, b) for a, b, _ in alike(questions)] == [(0, 1)]


def test_questions_that_name_different_places_are_different() -> None:
    questions = ["违反《甲办法》第十条第一款怎么处罚？", "违反《甲办法》第十条第二款怎么处罚？", "违反《甲办法》第十条第二款怎么处罚"]
    assert [(a, b) for a, b, _ in alike(questions)] == [(1, 2)]


def test_a_question_that_raised_is_asked_again(library: Library, tmp_path: Path) -> None:
    (broken,) = ask_all(CASES[:1], Broken())
    Journal(tmp_path / "run.part.jsonl", {}, library).add(broken)
    assert Journal(tmp_path / "run.part.jsonl", {}, library).known(CASES[0]) is None


def test_settings_that_answers_depend_on_make_another_run() -> None:
    usual = shaping(Settings())
    assert shaping(Settings(cross_encoder=False)) != usual and shaping(Settings(chat_max_tokens=7)) != usual
    assert shaping(Settings(port=1, chat_api_key=SecretStr("sk-1"))) == usual


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(library: Library, tmp_path: Path) -> None:
    path, made = tmp_path / "run.part.jsonl", {"build": "b1"}
    outcomes = list(ask_all(CASES, Honest()))
    assert outcomes[0].answer is not None
    outcomes[0] = replace(outcomes[0], answer=replace(outcomes[0].answer, text="20日内。\u2028见下。"))
    first = Journal(path, made, library)
    for outcome in outcomes[:2]:
        first.add(outcome)
    with path.open("a", encoding="utf-8") as lines:
        lines.write('{"key": "cut o')
    again = Journal(path, made, library)
    known = [again.known(case) for case in CASES]
    assert [one is not None for one in known] == [True, True, False, False, False]
    assert known[0] is not None and known[0].answer is not None and outcomes[0].answer is not None
    assert (known[0].answer.text, known[0].answer.quotes) == (outcomes[0].answer.text, outcomes[0].answer.quotes)
    assert Journal(path, {"build": "b2"}, library).known(CASES[0]) is None, "another build answers anew"
    assert again.known(replace(CASES[0], question="水利局几天给答复")) is None
    again.forget()
    assert not path.exists()
