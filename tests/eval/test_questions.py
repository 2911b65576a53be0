"""The question set is checked against the gazette by program: facts verbatim, addresses real, kinds and styles covered."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from eval.grow import complaints
from eval.questions import Gold, read_questions
from law.gazette import parse
from law.library import Library

ROOT = Path(__file__).parents[2]
GAZETTE = next((ROOT / "corpus").glob("*.txt"))

LEAST_BY_KIND = {
    "approval": 18,
    "penalty": 26,
    "deadline": 18,
    "who": 26,
    "definition": 16,
    "list": 26,
    "number": 34,
    "procedure": 14,
    "effect": 14,
    "article": 20,
    "which": 10,
    "cross-reference": 8,
    "several": 10,
    "comparison": 6,
    "follow-up": 16,
    "scope": 8,
    "unanswerable": 45,
}
LEAST_BY_STYLE = {"formal": 40, "colloquial": 60, "terse": 25, "misspelt": 25, "english": 25, "scenario": 10}
LEAST_BY_REFUSAL = {"off-topic": 10, "near-domain": 18, "false-premise": 17}

# 浙江省人民政府公报 ２０１８ 年第 １ 期 / —９２— : the running head and the page number stand in the middle of a sentence.
PAGE_FURNITURE = re.compile(r"—[0-9]+—|浙江省人民政府公报2018年第1期")
# 从其规 / 定。 : half a word at the end of a line, so blanks and line ends count for nothing.
BLANK = re.compile(r"\s+")
CHINESE_PUNCTUATION = "，；：（）！？"


def clean(text: str) -> str:
    """Return the words alone: half-width digits and Latin letters, Chinese punctuation kept, no blanks."""
    halved = "".join(c if c in CHINESE_PUNCTUATION else unicodedata.normalize("NFKC", c) for c in text)
    return PAGE_FURNITURE.sub("", BLANK.sub("", halved))


def spoken(date: str | None) -> str:
    """Print an ISO date as the gazette does: 2017年12月4日."""
    return "{}年{}月{}日".format(*map(int, date.split("-"))) if date else ""


QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in (ROOT / "eval" / "questions.jsonl").read_text("utf-8").splitlines()]
SOURCE = clean(GAZETTE.read_text("utf-8"))
Words = dict[tuple[str, str, int | None, str | None], str]


@pytest.fixture(scope="module")
def words() -> Words:
    """The clean words at every address of the gazette: document, address, paragraph or None, item or None.

    Number, date and signature are read into fields, so they count as words of the front and back matter.
    """
    found: Words = {}
    for document in parse(GAZETTE.read_text("utf-8"), GAZETTE.name).documents:
        about = clean(f"{document.title}{document.document_number or ''}{document.signatory or ''}{spoken(document.promulgation_date)}")
        for provision in document.all_provisions():
            front = about if provision in document.front + document.back else ""
            found[document.title, provision.address, None, None] = front + clean(f"{provision.heading or ''}{provision.text}")
            for paragraph in provision.paragraphs:
                items = "".join(f"{item.label}{item.text}" for item in paragraph.items)
                found[document.title, provision.address, paragraph.n, None] = clean(paragraph.text + items)
                for item in paragraph.items:
                    for n in (None, paragraph.n):
                        found.setdefault((document.title, provision.address, n, item.label), clean(item.text))
    return found


def key(address: dict[str, Any]) -> tuple[str, str, int | None, str | None]:
    return address["document"], address["article"], address.get("paragraph"), address.get("item")


def whole(address: dict[str, Any]) -> tuple[str, str, int | None, str | None]:
    return address["document"], address["article"], None, None


def test_every_question_has_an_id_and_a_wording_of_its_own() -> None:
    for field in ("id", "question"):
        seen = Counter((question[field], *question.get("history", ())) for question in QUESTIONS)
        assert [value for value, times in seen.items() if times > 1] == []


def test_no_two_questions_are_nearly_the_same() -> None:
    texts = [("".join(question.get("history", ())) + question["question"], question["id"]) for question in QUESTIONS]
    near = [
        (one, other)
        for (a, one), (b, other) in combinations(texts, 2)
        if (matcher := SequenceMatcher(None, a, b, autojunk=False)).real_quick_ratio() > 0.86
        and matcher.quick_ratio() > 0.86
        and matcher.ratio() > 0.86
    ]
    assert near == []


@pytest.mark.parametrize(("name", "least_held"), [("hard", 1 / 3), ("fresh", 1 / 5)])
def test_more_questions_are_sound_and_no_others_again(tmp_path: Path, name: str, least_held: float) -> None:
    more = read_questions(ROOT / "eval" / f"{name}_questions.jsonl")
    assert {case.question for case in more}.isdisjoint(question["question"] for question in QUESTIONS)
    assert least_held <= sum(case.split == "held" for case in more) / len(more) <= 2 / 3
    Library.build(tmp_path / "library.sqlite", parse(GAZETTE.read_text("utf-8"), GAZETTE.name).documents)
    with Library.open(tmp_path / "library.sqlite") as library:
        assert list(complaints(more, library)) == []


def unlike(check: Callable[[dict[str, Any]], bool]) -> list[str]:
    """Return the ids of the questions that a check fails: one test for all of them takes a second, a test for each a minute."""
    return [question["id"] for question in QUESTIONS if not check(question)]


def test_the_labels_of_a_question_are_known() -> None:
    assert unlike(lambda question: question["kind"] in LEAST_BY_KIND) == []
    assert unlike(lambda question: question["style"] in LEAST_BY_STYLE) == []
    assert unlike(lambda question: question["language"] == ("en" if question["style"] == "english" else "zh")) == []
    assert unlike(lambda question: question["split"] in ("dev", "held")) == []
    assert unlike(lambda question: question["verdict"] in ("yes", "no", "conditional", None)) == []
    assert (
        unlike(
            lambda question: (question["kind"] == "unanswerable") == question["refuse"] == (question["unanswerable"] in LEAST_BY_REFUSAL)
        )
        == []
    )
    assert unlike(_has_a_history_where_it_should) == []


def _has_a_history_where_it_should(question: dict[str, Any]) -> bool:
    return bool(question.get("history")) if question["kind"] == "follow-up" else question["refuse"] or not question.get("history")


@pytest.mark.parametrize(("field", "least"), [("kind", LEAST_BY_KIND), ("style", LEAST_BY_STYLE), ("unanswerable", LEAST_BY_REFUSAL)])
def test_every_kind_and_style_is_covered(field: str, least: dict[str, int]) -> None:
    counts = Counter(question[field] for question in QUESTIONS)
    assert {name: counts[name] for name, n in least.items() if counts[name] < n} == {}


def test_a_third_of_every_kind_is_held_out() -> None:
    splits: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for question in QUESTIONS:
        splits[question["kind"]][question["split"]] += 1
    assert {kind: dict(n) for kind, n in splits.items() if not 1 / 3 <= n["held"] / n.total() <= 2 / 3} == {}


def test_facts_are_verbatim_in_the_gazette() -> None:
    assert unlike(lambda question: all(clean(fact) in SOURCE for fact in question["facts"])) == []
    assert unlike(lambda question: all(any(clean(fact) in SOURCE for fact in choices) for choices in question.get("any_facts", []))) == []


def test_an_answerable_question_has_gold_and_facts_and_an_unanswerable_one_has_not() -> None:
    assert unlike(_has_what_its_answer_needs) == []


def _has_what_its_answer_needs(question: dict[str, Any]) -> bool:
    if question["refuse"]:
        return question["gold"] == question["facts"] == [] and question["verdict"] in (None, "no")
    return bool(question["gold"] and (question["facts"] or question["any_facts"]))


def test_every_gold_address_exists(words: Words) -> None:
    assert unlike(lambda question: all(key(address) in words for address in question["gold"] + question.get("also", []))) == []


def test_facts_stand_in_the_gold_provisions(words: Words) -> None:
    def stand_there(question: dict[str, Any]) -> bool:
        gold = "\n".join(words[key(address)] + "\n" + words[whole(address)] for address in question["gold"])
        choices = [[fact] for fact in question["facts"]] + question.get("any_facts", [])
        return all(any(clean(fact) in gold for fact in of) for of in choices)

    assert unlike(stand_there) == []


def test_a_right_answer_that_quotes_its_gold_says_nothing_forbidden(words: Words) -> None:
    def says_nothing_wrong(question: dict[str, Any]) -> bool:
        quoted = "\n".join([question["question"], *(words[key(address)] for address in question["gold"])])
        return not any(wrong in quoted for wrong in question["forbidden"])

    assert unlike(says_nothing_wrong) == []


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("某省养犬条例", "某省养犬条例"),
        ("《某省养犬条例》", "某省养犬条例"),
        ("某办印发《养犬办法》", "某办印发《养犬办法》"),
        ("《某办关于印发《养犬办法》的通知》", "某办关于印发《养犬办法》的通知"),
    ],
)
def test_marks_around_a_title_are_no_part_of_it_and_those_inside_are(written: str, title: str) -> None:
    assert Gold(written, "第一条").citation.document == title
