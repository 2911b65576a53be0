"""The questions over bundles of texts are checked against the texts by program; skipped where the open laws are not beside the repository."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.bundles import QUESTIONS, apart, bundles, write
from eval.grow import complaints
from eval.laws import SHARED, LawsError
from eval.questions import Case, read_questions
from law.gazette import parse
from law.library import Library

needs_laws = pytest.mark.skipif(
    not (SHARED / "laws" / "open_laws.tar.xz").is_file(), reason="the open laws are not beside the repository (../shared/laws)"
)
CASES = read_questions(QUESTIONS)
BUNDLES = list(apart(CASES))


@needs_laws
@pytest.mark.parametrize(("places", "cases"), BUNDLES, ids=[cases[0].id.rpartition("-d")[0] for _, cases in BUNDLES])
def test_no_question_is_complained_of(places: tuple[str, ...], cases: list[Case], tmp_path: Path) -> None:
    files = write(SHARED, places, tmp_path)
    Library.build(tmp_path / "library.sqlite", [one for file in files for one in parse(file.read_text("utf-8"), file.name).documents])
    assert list(complaints(cases, Library.open(tmp_path / "library.sqlite"))) == []


def test_every_question_is_about_a_bundle_and_every_bundle_holds_six_texts() -> None:
    assert sum(len(cases) for _, cases in BUNDLES) == len(CASES)
    assert {len(places) for places in bundles().values()} == {6}


def test_what_is_held_out_are_whole_texts() -> None:
    splits = {(case.id.rpartition("-")[0], case.split) for case in CASES}
    assert max(Counter(text for text, _ in splits).values()) == 1


def test_a_missing_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(LawsError, match=r"open_laws\.tar\.xz is missing"):
        write(tmp_path, BUNDLES[0][0], tmp_path)
