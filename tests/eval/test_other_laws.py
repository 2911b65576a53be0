"""The questions on other laws are checked against the texts by program; skipped where the open laws are not beside the repository."""

from __future__ import annotations

import io
import json
import tarfile
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.__main__ import app
from eval.grow import alike, complaints
from eval.laws import NAMES, QUESTIONS, SHARED, LawsError, copy_laws, names
from eval.questions import Case, Gold, read_questions
from eval.wording import canonical
from law.citation import parse_citation
from law.gazette import parse
from law.library import Library

ARCHIVE = SHARED / "laws" / "open_laws.tar.xz"
needs_laws = pytest.mark.skipif(not ARCHIVE.is_file(), reason="the open laws are not beside the repository (../shared/laws)")

LEAST_ANSWERABLE, LEAST_LAWS = 100, 30
LEAST_BY_KIND = {
    "approval": 14, "penalty": 24, "deadline": 16, "who": 10, "definition": 10, "list": 10, "number": 12, "procedure": 8, "effect": 6,
    "article": 4, "which": 4, "cross-reference": 3, "several": 4, "comparison": 4, "follow-up": 6, "scope": 10, "unanswerable": 20,
}  # fmt: skip
LEAST_BY_STYLE = {"formal": 40, "colloquial": 50, "terse": 16, "misspelt": 10, "english": 12, "scenario": 14}
LEAST_BY_REFUSAL = {"off-topic": 4, "near-domain": 8, "false-premise": 6}
LEAST_BY_SORT = {"行政法规": 8, "部门规章": 4, "司法解释": 4, "DLC": 12}
"""Laws by the folder of the archive that they stand in; DLC holds those of provinces and cities."""

CASES = read_questions(QUESTIONS)
TABLE = [pytest.param(case, id=case.id) for case in CASES]
ANSWERABLE = [case for case in CASES if case.answerable]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    if not ARCHIVE.is_file():
        pytest.skip("the open laws are not beside the repository (../shared/laws)")
    folder = tmp_path_factory.mktemp("laws")
    files = copy_laws(SHARED, names(), folder)
    documents = [document for file in files for document in parse(file.read_text("utf-8"), file.name).documents]
    Library.build(folder / "library.sqlite", documents)
    return Library.open(folder / "library.sqlite")


@needs_laws
def test_no_question_is_complained_of(library: Library) -> None:
    assert list(complaints(CASES, library)) == []


@needs_laws
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"facts": ("百分之六",)}, "“百分之六” stands in none of its gold"),
        ({"gold": (Gold("中华人民共和国契税法", "第九十九条"),)}, "第九十九条 is not in the library"),
        ({"also": (Gold("中华人民共和国契税法", "第三条", 9),)}, "第九款 is not in the library"),
    ],
)
def test_a_wrong_gold_is_complained_of(library: Library, change: dict[str, tuple[str | Gold, ...]], told: str) -> None:
    right = next(case for case in CASES if case.id == "deed-tax-number-01")
    assert list(complaints([right], library)) == []
    assert any(told in complaint for complaint in complaints([replace(right, **change)], library))  # type: ignore[arg-type]


@needs_laws
def test_the_facts_of_a_question_stand_in_its_gold_itself(library: Library) -> None:
    """What may be cited besides does not count: an answer that holds all gold can state every fact."""
    missing = []
    for case in ANSWERABLE:
        said = canonical("".join(library.text(gold.citation) or "" for gold in case.gold))
        missing += [(case.id, fact) for fact in case.facts if canonical(fact) not in said]
        missing += [(case.id, fact) for fact in case.forbidden if canonical(fact) in said]
    assert missing == []


@needs_laws
def test_every_correction_stands_in_the_texts(library: Library) -> None:
    said = canonical("".join(provision.text for _, provision in library.passages()))
    assert [(case.id, words) for case in CASES for words in case.correction if canonical(words) not in said] == []


@pytest.mark.parametrize("case", TABLE)
def test_the_labels_of_a_question_are_known(case: Case) -> None:
    assert case.kind in LEAST_BY_KIND
    assert case.style in LEAST_BY_STYLE
    assert case.language == ("en" if case.style == "english" else "zh")
    assert (case.kind == "unanswerable") == case.refuse == (case.unanswerable is not None)
    assert (case.kind == "follow-up") == bool(case.history)
    assert bool(case.correction) == (case.unanswerable == "false-premise")
    assert bool(case.gold) == bool(case.facts) == case.answerable


def test_enough_questions_ask_about_enough_laws() -> None:
    asked = {gold.document for case in ANSWERABLE for gold in case.gold}
    assert len(ANSWERABLE) >= LEAST_ANSWERABLE
    assert len(names()) == len(asked) >= LEAST_LAWS
    sorts = Counter(name.split("/")[0] for name in names())
    assert {sort: sorts[sort] for sort, least in LEAST_BY_SORT.items() if sorts[sort] < least} == {}


@pytest.mark.parametrize(("field", "least"), [("kind", LEAST_BY_KIND), ("style", LEAST_BY_STYLE), ("unanswerable", LEAST_BY_REFUSAL)])
def test_every_kind_and_style_is_covered(field: str, least: dict[str, int]) -> None:
    counts = Counter(getattr(case, field) for case in CASES)
    assert {name: counts[name] for name, n in least.items() if counts[name] < n} == {}


def test_half_of_every_kind_is_held_out() -> None:
    splits: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case in CASES:
        splits[case.unanswerable or case.kind][case.split] += 1
    assert {kind: dict(n) for kind, n in splits.items() if abs(n["dev"] - n["held"]) > 1} == {}


def test_no_question_is_near_one_of_the_corpus() -> None:
    every = [*CASES, *read_questions(QUESTIONS.with_name("questions.jsonl"))]
    assert [
        (every[a].id, every[b].id) for a, b, _ in alike(["".join((*case.history, case.question)) for case in every]) if a < len(CASES)
    ] == []


def test_the_list_of_files_has_each_once() -> None:
    assert len(set(names())) == len(names())
    assert NAMES.read_text("utf-8").endswith(".txt\n")


def pack(shared: Path, content: bytes) -> None:
    (shared / "laws").mkdir(parents=True)
    with tarfile.open(shared / "laws" / "open_laws.tar.xz", "w:xz") as archive:
        member = tarfile.TarInfo("open/行政法规/甲办法.txt")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))


def test_only_the_wanted_laws_are_written(tmp_path: Path) -> None:
    pack(tmp_path, "甲办法\n第一条 为了甲。\n".encode())
    (written,) = copy_laws(tmp_path, ["行政法规/甲办法.txt"], tmp_path)
    assert (written.name, written.read_text("utf-8")) == ("甲办法.txt", "甲办法\n第一条 为了甲。\n")
    with pytest.raises(LawsError, match=r"does not hold 行政法规/乙办法.txt$"):
        copy_laws(tmp_path, ["行政法规/甲办法.txt", "行政法规/乙办法.txt"], tmp_path)


@pytest.mark.parametrize("archive", [None, b"no archive"])
def test_without_the_open_laws_the_command_says_what_is_missing(tmp_path: Path, archive: bytes | None) -> None:
    if archive:
        (tmp_path / "laws").mkdir()
        (tmp_path / "laws" / "open_laws.tar.xz").write_bytes(archive)
    result = CliRunner().invoke(app, ["laws", "--shared", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert ("cannot read" if archive else "is missing") in result.stderr


@needs_laws
@pytest.mark.long
def test_the_command_asks_a_build_of_these_laws_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_CONTEXT_UP_TO", "0")
    result = CliRunner().invoke(app, ["laws", "--kind", "cross-reference", "--json", "-"])
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)["questions"]
    assert [one["id"] for one in told] == [case.id for case in CASES if case.kind == "cross-reference"]
    titles = {gold.document for case in ANSWERABLE for gold in case.gold}
    quoted = {parse_citation(quote["citation"]).document for one in told for quote in one["answer"]["quotes"]}
    assert quoted and quoted <= titles
