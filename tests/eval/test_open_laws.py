"""Questions about open laws as a corpus and a question file: only those whose article stands where they say."""

from __future__ import annotations

import io
import lzma
import tarfile
from pathlib import Path

from typer.testing import CliRunner

from eval.__main__ import app
from eval.open_laws import write
from eval.questions import read_questions
from vectorstore.train.questions import LayQuestion

LAW = "某市养犬条例\n第一条　为了规范养犬行为，制定本条例。\n第二条　每户限养一只犬，并应当登记。\n"
OTHER = "某市供水条例\n第一条　为了保障供水，制定本条例。\n"


def asked(article: str, text: str) -> LayQuestion:
    wordings = {
        "colloquial": "能养几只狗",
        "scenario": "我家两只狗行吗",
        "formal": "限养数量",
        "english": "How many dogs?",
        "gist_english": "One.",
    }
    return LayQuestion("地方/养犬.txt", article, text, wordings)


def shared_at(folder: Path) -> Path:
    (folder / "laws").mkdir(parents=True)
    with lzma.open(folder / "laws" / "open_laws.tar.xz", "wb") as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for name, text in {"open/地方/养犬.txt": LAW, "open/地方/供水.txt": OTHER}.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return folder


def test_questions_are_written_with_their_law_and_others_beside_it(tmp_path: Path) -> None:
    questions = [
        asked("第二条", "每户限养一只犬，并应当登记。"),
        asked("第二条", "别的话"),
        asked("第九条", "每户限养一只犬，并应当登记。"),
    ]
    assert write(shared_at(tmp_path / "shared"), tmp_path / "out", 2, questions) == 4
    assert len(list((tmp_path / "out" / "corpus").iterdir())) == 2
    cases = read_questions(tmp_path / "out" / "questions.jsonl")
    assert [case.style for case in cases] == ["colloquial", "scenario", "formal", "english"]
    assert {(gold.document, gold.article) for case in cases for gold in case.gold} == {("某市养犬条例", "第二条")}


def test_a_folder_without_laws_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["open-laws", str(tmp_path), str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "cannot read" in done.stderr
