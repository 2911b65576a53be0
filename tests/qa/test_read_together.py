"""What a cross-encoder says of question and clause: it ranks, it is a sign, it decides; and everything works without it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest

from intake.search import Search
from law.library import Library
from qa.assistant import Assistant
from qa.model import Question
from qa.refusals.gate import WEIGHTS, key
from qa.refusals.signs import AGAINST_IT, EITHER_WAY, NAMES, OPTIONAL, missing
from qa.select import ANSWERING, DEEPER, FREEING, READ_TOGETHER, UNREAD, _behind_their_items, _freeing, read_deeper, unsure
from qa.wording.relevance import Relevance
from qa.yes_no.verdict import verdict
from settings import Settings
from vectorstore.cross import SUREST, Judged
from vectorstore.index import Index
from vectorstore.likeness import Likeness

QUESTION = Question("竞赛规程要提前多少天公布？")
CLOSE = Question("监测成果谁来公布？")
"""One that several clauses might answer."""


class Says(Likeness):
    """Hold one clause for the answer, and all others for none."""

    def __init__(self, likeness: Likeness, right: str, sure: float = 0.99) -> None:
        self.__dict__.update(likeness.__dict__)
        self.right, self.sure = right, sure
        self.asked: list[str] = []

    def judged(self, query: str, text: str) -> Judged:
        self.asked.append(query)
        return Judged(self.sure if self.right in text else 0.001, 0.1, 0.8, 0.1)


@pytest.fixture
def opened(built: tuple[Library, Index]) -> tuple[Library, Index]:
    library, index = built
    other = Index.__new__(Index)
    other.__dict__.update(index.__dict__)
    return library, other


def test_what_is_held_for_the_answer_comes_nearer_to_the_first_place(opened: tuple[Library, Index]) -> None:
    library, index = opened
    likeness, understanding = index.likeness, Assistant(library, index).understand(CLOSE)
    found = Assistant(library, index).gather(understanding, CLOSE)
    first, second = (one.clause.headed for one in Assistant(library, index).read(understanding, found).ranked[:2])
    ranks, read = [], []
    for right in (first, second, "无人写过的话"):
        index.likeness = Says(likeness, right)
        reading = Assistant(library, index).read(understanding, found)
        assert all(one.judged is not None for one in reading.ranked[: len(index.likeness.asked)]), "what was not read comes behind"
        assert reading.leading[0] is reading.best.evidence
        ranks.append({one.clause.headed: one.score for one in reading.ranked})
        read.append(len(index.likeness.asked))
    assert read[0] < read[2] <= READ_TOGETHER, "no more is read where it would not come first"
    moved = (ranks[0][first] - ranks[0][second]) - (ranks[1][first] - ranks[1][second])
    sure, hardly = Judged(0.99, 0, 1, 0).odds, Judged(0.001, 0, 1, 0).odds
    assert hardly == -SUREST
    assert moved == pytest.approx(ANSWERING * ((sure - (hardly if read[0] > 1 else UNREAD)) + (sure - hardly)))


def test_more_is_read_for_yes_or_no_where_nothing_is_held_for_the_answer(opened: tuple[Library, Index]) -> None:
    library, index = opened
    likeness, assistant, relevance = index.likeness, Assistant(library, index), Relevance(index)
    told = Question("还没对外公布的监测数据，我先放到网上给大家看看，行不行？")
    for question, right, deeper in ((told, "擅自对外发布", True), (CLOSE, "擅自对外发布", False)):
        index.likeness = says = Says(likeness, right, 0.4)
        understanding = assistant.understand(question)
        ranked = Assistant(library, index).read(understanding, assistant.gather(understanding, question)).ranked
        assert unsure(understanding, ranked) is deeper
        if not deeper:
            continue
        again = read_deeper(understanding, ranked, says, relevance)
        assert sorted(one.clause.headed for one in again) == sorted(one.clause.headed for one in ranked)
        assert right in again[0].clause.whole
        assert len(says.asked) <= max(DEEPER, READ_TOGETHER)
        assert not unsure(replace(understanding, kind="number"), ranked)


def test_the_words_that_lead_a_list_come_behind_its_best_item(opened: tuple[Library, Index]) -> None:
    library, index = opened
    question = Question("监测数据可以瞒报吗？")
    assistant = Assistant(library, index)
    understanding = assistant.understand(question)
    ranked = assistant.read(understanding, assistant.gather(understanding, question)).ranked
    lead = next(one for one in ranked if one.clause.introduces and any(other.clause.lead == one.clause.text for other in ranked))
    items = [one for one in ranked if one.clause.item is not None and one.clause.paragraph is lead.clause.paragraph]
    moved = _behind_their_items([replace(lead, score=9.0), *items])
    assert moved[-1].clause == lead.clause
    assert moved[-1].score == max(one.score for one in items)


def test_a_slip_of_typing_is_mended_before_question_and_clause_are_read(opened: tuple[Library, Index]) -> None:
    library, index = opened
    index.likeness = says = Says(index.likeness, "无")
    assistant = Assistant(library, index)
    understanding = replace(assistant.understand(QUESTION), own="竞塞规程要提前多少天公布？", text="竞塞规程要提前多少天公布？")
    assistant.read(replace(understanding, mended=QUESTION.text), assistant.gather(understanding, QUESTION))
    assert set(says.asked) == {QUESTION.text}


def test_a_greeting_is_not_read_with_the_clause(opened: tuple[Library, Index]) -> None:
    library, index = opened
    index.likeness = says = Says(index.likeness, "竞赛规程")
    assert Assistant(library, index).ask(Question(f"您好，请问{QUESTION.text}谢谢")).quotes
    assert QUESTION.text in says.asked
    assert not any("您好" in one for one in says.asked)


def test_everything_works_without_it(opened: tuple[Library, Index], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_CROSS_ENCODER", "false")
    assert Search.of(Settings(_env_file=None)).cross_encoder is None
    library, index = opened
    with_it = Assistant(library, index)
    understanding = with_it.understand(QUESTION)
    assert "cross-encoder" not in missing(with_it.read(understanding, with_it.gather(understanding, QUESTION)))
    plain = Likeness.__new__(Likeness)
    plain.__dict__.update(index.likeness.__dict__ | {"_cross": None})
    index.likeness = plain
    assistant = Assistant(library, index)
    reading = assistant.read(understanding, assistant.gather(understanding, QUESTION))
    assert "cross-encoder" in missing(reading)
    assert reading.leading == reading.evidence
    assert "20日前" in assistant.ask(QUESTION).text


def test_the_gate_has_weights_for_every_combination_of_readers() -> None:
    weights = json.loads(Path(WEIGHTS).read_text(encoding="utf-8"))
    readers = [tuple(name for name, absent in zip(OPTIONAL, flags, strict=True) if absent) for flags in product((False, True), repeat=2)]
    assert weights.keys() == {key(language, absent) for language in ("zh", "en") for absent in readers}
    for language, absent in product(("zh", "en"), readers):
        left = {name for reader in absent for name in OPTIONAL[reader]}
        for what in ("about", "says"):
            found = weights[key(language, absent)][what]["weights"]
            assert found
            assert found.keys() <= set(NAMES) - left
            assert all(weight <= 0 for name, weight in found.items() if name in AGAINST_IT)
            assert all(weight >= 0 for name, weight in found.items() if name not in (*AGAINST_IT, *EITHER_WAY))


def test_what_is_read_together_decides_between_yes_and_no_where_logic_allows_it() -> None:
    question, clause = "游客可以带宠物上船吗？", "游客携带宠物上船的，按照船舶经营者的规定执行。"
    assert verdict(question, clause, Judged(0.9, 0.01, 0.98, 0.01)) == "no"
    assert verdict(question, clause, Judged(0.9, 0.01, 0.01, 0.98)) == "conditional"
    allowed = "游客可以携带宠物上船。"
    assert verdict(question, allowed, Judged(0.9, 0.01, 0.98, 0.01)) != "no"
    assert verdict("罚过的信息也要公示吗？", "受到通报批评的信息不予公示。", Judged(0.9, 0.98, 0.01, 0.01)) != "yes"


@pytest.mark.parametrize(("read", "answers"), [(0.0002, 0.0002), (0.05, FREEING), (0.95, 0.95)])
def test_relief_from_an_approval_answers_only_who_asks_about_its_matter(read: float, answers: float) -> None:
    relief = SimpleNamespace(clause=SimpleNamespace(whole="体育主管部门对体育赛事不实行行政许可。"))
    assert _freeing("要不要批", "要不要批", relief, Judged(read, 0.1, 0.8, 0.1)).answers == answers  # type: ignore[arg-type]
