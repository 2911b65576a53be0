"""Question sheets as spreadsheets write them: whatever the encoding and the separator, the same questions come back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.__main__ import app
from eval.commands.asking import QUESTIONS
from eval.laws import QUESTIONS as OTHER_LAWS
from eval.questions import Case, Gold, QuestionsError, as_line, read_questions
from eval.sheet import SheetError, sheet_of


def plain(case: Case) -> Case:
    """Return a question whose gold is written in the one way that a citation prints."""
    return replace(case, gold=tuple(map(written, case.gold)), also=tuple(map(written, case.also)))


def written(gold: Gold) -> Gold:
    citation = gold.citation
    return Gold(citation.document, citation.address, citation.paragraph, citation.item, citation.version)


@pytest.mark.parametrize(
    ("delimiter", "encoding", "before"),
    [
        (",", "utf-8-sig", ""),
        (",", "utf-8", ""),
        (",", "gb18030", ""),
        (";", "utf-8-sig", ""),
        (";", "gb18030", "sep=;\r\n"),
        ("\t", "utf-16", ""),
    ],
)
@pytest.mark.parametrize("questions", [QUESTIONS, OTHER_LAWS], ids=lambda path: path.stem)
def test_shipped_questions_come_back_from_a_sheet(tmp_path: Path, questions: Path, delimiter: str, encoding: str, before: str) -> None:
    cases = read_questions(questions)
    rows = list(csv.reader(io.StringIO(sheet_of(map(as_line, cases)).removeprefix("\ufeff"))))
    saved = io.StringIO()
    csv.writer(saved, delimiter=delimiter).writerows([*row, "", ""] for row in rows)
    (tmp_path / "q.csv").write_bytes((before + saved.getvalue()).encode(encoding))
    assert list(map(plain, read_questions(tmp_path / "q.csv"))) == list(map(plain, cases))


def test_a_question_file_is_written_as_a_sheet(tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    assert CliRunner().invoke(app, ["template", str(out), "--of", str(OTHER_LAWS)]).exit_code == 0
    assert out.read_bytes().startswith("\ufeffid,question".encode())
    assert len(read_questions(out)) == len(read_questions(OTHER_LAWS))
    again = CliRunner().invoke(app, ["template", str(out)])
    assert again.exit_code == 1 and "is there already" in again.stderr


def test_what_a_spreadsheet_does_to_cells_is_undone(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text('id,question,as_of,refuse,facts\na,"多久\n答复",2018/1/15,FALSE,二十日｜三日,,\n', encoding="utf-8")
    (case,) = read_questions(tmp_path / "q.csv")
    assert (case.question, case.as_of, case.refuse, case.facts) == ("多久\n答复", "2018-01-15", False, ("二十日", "三日"))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a,甲,2018-02-30,,乙", "line 3, as_of: must be a day"),
        ("a,甲,明天,,乙", "line 3, as_of: must be a day"),
        ("a,甲,,maybe,乙", "line 3, refuse: 'maybe' is neither true nor false"),
    ],
)
def test_a_wrong_cell_is_told_with_its_line_as_the_spreadsheet_shows_it(tmp_path: Path, row: str, told: str) -> None:
    (tmp_path / "q.csv").write_text(f"sep=,\nid,question,as_of,refuse,facts\n{row}\n", encoding="utf-8")
    with pytest.raises(QuestionsError, match=told):
        read_questions(tmp_path / "q.csv")


def test_a_question_that_looks_like_a_formula_is_none_and_comes_back(tmp_path: Path) -> None:
    cases = [Case(f"={at}", words, facts=(words,)) for at, words in enumerate(("=1+1", "@SUM(A1)", "-5度算低温吗", "'=甲", "'甲", "甲=乙"))]
    sheet = sheet_of(map(as_line, cases))
    cells = [cell for row in csv.reader(io.StringIO(sheet)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    (tmp_path / "q.csv").write_text(sheet, encoding="utf-8", newline="")
    assert list(read_questions(tmp_path / "q.csv")) == cases


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'id,question,facts\na,甲,乙\nb,"丙,丁\nc,戊,己\n',
            "the row from line 3 on: unexpected end of data; is a quotation mark not closed",
        ),
        ('id,question,facts\na,"甲,乙\nb,"丙,丁\n', "the row from line 2 on: ',' expected after '\"'"),
        (f"id,question,facts\na,甲,{'乙' * 140_000}\n", "the row from line 2 on: field larger than field limit"),
        ("id,question,gold,gold\na,甲,《甲办法》第一条,《乙办法》第一条\n", "line 1: column gold stands twice"),
    ],
)
def test_a_sheet_that_cannot_be_read_in_one_way_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "q.csv").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionsError, match=told):
        read_questions(tmp_path / "q.csv")


@pytest.mark.parametrize(
    "case", [Case("a", "甲", facts=("一|二",)), Case("a", "甲", any_facts=(("元/平方米", "元"),))], ids=["facts", "any_facts"]
)
def test_values_that_hold_a_parting_sign_are_not_written_wrongly(case: Case) -> None:
    with pytest.raises(SheetError, match="keep this question in JSONL"):
        sheet_of([as_line(case)])
