"""The figures of a run against a scorer that shares nothing with it: it reads the saved run and the question file, and knows ir-measures."""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ir_measures
import pytest
from ir_measures import RR, R, Success, nDCG

from eval import report
from eval.metrics import score_all
from eval.questions import Case, Gold
from eval.run import Outcome
from eval.saved import read_content, write_run
from tests.eval.small_world import TITLE, WORDS, Texts, answer, evidence, quote

ARTICLES = ("第五条", "第九条", "第十二条")
PLACE = re.compile(r"《(?P<title>[^》]+)》(?:（[^）]*）)?(?P<article>第[^条]+条)")


def made_up(seed: int, count: int) -> Iterator[Outcome]:
    """Yield questions with random gold, and answers that quote and find at random."""
    chance = random.Random(seed)

    def some(least: int) -> list[str]:
        return chance.sample(ARTICLES, chance.randint(least, len(ARTICLES)))

    for number in range(count):
        gold = tuple(Gold(TITLE, article) for article in some(1))
        also = tuple(Gold(TITLE, article) for article in some(0) if Gold(TITLE, article) not in gold)
        case = Case(f"q{number}", f"问题{number}", gold=gold, also=also)
        if chance.random() < 0.1:
            yield Outcome(case, None, "RuntimeError: broken", 1.0)
            continue
        quotes = [
            quote(article, text=WORDS[article, None][: chance.randint(4, 12)]) for article in some(0) for _ in range(chance.randint(1, 2))
        ]
        yield Outcome(case, replace(answer("如下。", *quotes), evidence=evidence(*some(0))), None, 1.0)


def places(citations: list[str]) -> list[str]:
    """Return document and article of citations, once each, in order."""
    found = [PLACE.match(citation) for citation in citations]
    return list(dict.fromkeys(f"{match['title']} {match['article']}" for match in found if match))


def scored(questions: list[dict[str, Any]]) -> dict[str, float]:
    """Score a saved run anew."""
    judgements, run, precision, recall = {}, {}, [], []
    for one in questions:
        given = one["answer"] or {"quotes": [], "evidence": []}
        gold, also = places(one["gold"]), places(one["also"])
        cited, found = places([q["citation"] for q in given["quotes"]]), places([e["citation"] for e in given["evidence"]])
        precision.append(sum(place in gold + also for place in cited) / len(cited) if cited else 0.0)
        recall.append(sum(place in cited for place in gold) / len(gold))
        judgements[one["id"]] = dict.fromkeys(gold, 1)
        run[one["id"]] = {place: 1000.0 - rank for rank, place in enumerate(found)}
    names = {Success @ 1: "hit@1", Success @ 3: "hit@3", RR @ 10: "rr@10", nDCG @ 10: "ndcg@10", R @ 10: "recall@10"}
    averages = ir_measures.calc_aggregate(list(names), judgements, run)
    return {
        **{names[measure]: value for measure, value in averages.items()},
        "citation precision": math.fsum(precision) / len(precision),
        "citation recall": math.fsum(recall) / len(recall),
        "correct": sum(one["correct"] for one in questions) / len(questions),
    }


@pytest.mark.parametrize("seed", range(5))
def test_the_figures_of_a_saved_run_are_those_of_an_independent_scorer(tmp_path: Path, seed: int) -> None:
    outcomes = list(made_up(seed, 80))
    write_run(tmp_path, "made-up", report.as_json(score_all(outcomes, Texts()), None, {}))
    content = read_content(tmp_path, "made-up")
    (printed,) = content["averages"]["all"]
    found = scored(content["questions"])
    assert len(set(found.values())) > 5, "the run is varied enough to tell measures apart"
    assert {name: printed["measures"][name] for name in found} == pytest.approx(found, abs=1e-9)


def test_the_scorer_and_the_run_agree_by_hand(tmp_path: Path) -> None:
    case = Case("q", "问题", gold=(Gold(TITLE, "第五条"), Gold(TITLE, "第九条")), also=(Gold(TITLE, "第十二条"),))
    given = replace(answer("如下。", quote("第九条"), quote("第十二条")), evidence=evidence("第十二条", "第九条"))
    questions = json.loads(json.dumps(report.as_json(score_all([Outcome(case, given, None, 1.0)], Texts()), None, {})))["questions"]
    ndcg = (1 / math.log2(3)) / (1 + 1 / math.log2(3))
    by_hand = {"hit@1": 0, "hit@3": 1, "rr@10": 0.5, "ndcg@10": ndcg, "recall@10": 0.5, "citation precision": 1, "citation recall": 0.5}
    assert {name: value for name, value in scored(questions).items() if name in by_hand} == pytest.approx(by_hand)
    assert {name: value for name, value in questions[0]["measures"].items() if name in by_hand} == pytest.approx(by_hand)
