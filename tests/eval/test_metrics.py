"""What an answer scores, on cases computed by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.limits import shortfalls
from eval.measures import METRICS
from eval.metrics import Score, average, average_by, own_words, score_all
from eval.questions import Case, Gold
from eval.run import Outcome, ask_all
from qa.model import Answer, Evidence
from tests.eval.small_world import (
    APPROVAL,
    CASES,
    DEADLINE,
    FALSE_PREMISE,
    OFF_TOPIC,
    PENALTY,
    TITLE,
    Broken,
    Honest,
    Liar,
    Texts,
    answer,
    evidence,
    quote,
)


def judged(case: Case, given: Answer) -> Score:
    return score_all([Outcome(case, given, None, 1.0)], Texts())[0]


def test_an_honest_assistant_is_right_in_everything() -> None:
    reached = average("all", score_all(list(ask_all(CASES, Honest())), Texts()))
    assert reached.count == 5
    for metric in METRICS:
        expected = 1.0 if metric.better == "higher" else 0.0
        if metric.name == "hit@1" or "@" in metric.name:
            expected = pytest.approx(1.0)
        assert reached.measures[metric.name] == expected, metric.name


def test_a_lying_assistant_is_right_in_nothing() -> None:
    scores = score_all(list(ask_all(CASES, Liar())), Texts())
    reached = average("all", scores)
    assert not any(score.correct for score in scores)
    for name in ("correct", "hit@1", "verbatim", "verdict", "refusal", "paragraph recall"):
        assert reached.measures[name] == 0, name
    assert reached.measures["forbidden"] == 1
    assert reached.measures["false refusal"] == 0


def test_a_question_that_breaks_the_assistant_scores_worst_and_stays() -> None:
    scores = score_all(list(ask_all(CASES, Broken())), Texts())
    assert [score.reasons for score in scores] == [("RuntimeError: index gone",)] * 5
    reached = average("all", scores)
    assert reached.count == 5
    assert reached.measures == {metric.name: 0.0 if metric.better == "higher" else 1.0 for metric in METRICS}
    limits = {metric.name: 0.01 if metric.better == "higher" else 0.99 for metric in METRICS}
    assert {one.measure for one in shortfalls(limits, reached)} == set(limits), "no limit lets it pass"


@pytest.mark.parametrize(
    ("name", "case", "given", "reasons"),
    [
        ("other spelling of a number", DEADLINE, answer("２０ 日内答复。", quote("第九条", 2)), []),
        ("whole article instead of the paragraph", DEADLINE, answer("二十日。", quote("第九条")), []),
        ("part of a longer number", DEADLINE, answer("120日内。", quote("第九条", 2)), ["does not state: 二十日"]),
        ("nothing quoted", DEADLINE, answer("20日内。"), ["does not quote 《海塘管理办法》第九条第一款"]),
        ("refused", DEADLINE, answer("不知道", refused=True, reason="没有规定"),
         ["refused: 没有规定", "does not quote 《海塘管理办法》第九条第一款", "does not state: 二十日"]),
        ("forbidden words of its own", DEADLINE, answer("20日，最长三十日。", quote("第九条", 1)), ["says what it must not: 三十日"]),
        ("verdict the wrong way", APPROVAL, answer("行。", quote("第五条"), verdict="yes"), ["verdict is yes, not no"]),
        ("verdict missing", APPROVAL, answer("行。", quote("第五条")), ["verdict is not given, not no"]),
        ("one gold provision of two", replace(PENALTY, gold=(Gold(TITLE, "第五条"), Gold(TITLE, "第十二条"))),
         answer("罚款。", quote("第十二条")), ["does not quote 《海塘管理办法》第五条"]),
        ("no alternative of a group", replace(PENALTY, any_facts=(("拘留", "警告"),)), answer("罚款", quote("第十二条"), quote("第五条")),
         ["does not state: 拘留 | 警告"]),
        ("one character off", APPROVAL, answer("不行。", quote("第五条", text="总质量不得超过 20吨"), verdict="no"),
         ["not verbatim at 《海塘管理办法》第五条: 总质量不得超过 20吨"]),
        ("empty quotation", APPROVAL, answer("不行。", quote("第五条", text=""), verdict="no"),
         ["not verbatim at 《海塘管理办法》第五条: "]),
        ("gold that the library lacks", replace(APPROVAL, gold=(Gold(TITLE, "第九十条"),)), answer("不行。", quote("第五条"), verdict="no"),
         ["does not quote 《海塘管理办法》第九十条, which the library does not hold"]),
        ("off-topic and answered", OFF_TOPIC, answer("晴。"), ["answers what the texts do not answer"]),
        ("off-topic, a correcting word does not help", replace(OFF_TOPIC, correction=("晴",)), answer("晴。"),
         ["answers what the texts do not answer"]),
        ("false premise refused", FALSE_PREMISE, answer("没有这样的规定。", refused=True), []),
        ("false premise swallowed", FALSE_PREMISE, answer("因为如此。", quote("第五条")), ["neither refuses nor corrects the premise"]),
        ("false premise corrected without the provision", FALSE_PREMISE, answer("是20日。"), ["neither refuses nor corrects the premise"]),
    ],
)  # fmt: skip
def test_why_an_answer_is_not_right(name: str, case: Case, given: Answer, reasons: list[str]) -> None:
    score = judged(case, given)
    assert list(score.reasons) == reasons
    assert score.measures["correct"] == (not reasons)


def test_citations_are_counted_by_article() -> None:
    # Four quotations, three articles; two are gold, none acceptable besides.
    given = answer("罚款", quote("第五条"), quote("第九条", 1), quote("第九条", 2), quote("第十二条"))
    score = judged(PENALTY, given)
    assert score.measures["citation precision"] == pytest.approx(2 / 3)
    assert score.measures["citation recall"] == 1
    tolerated = judged(replace(PENALTY, also=(Gold(TITLE, "第九条"),)), given)
    assert tolerated.measures["citation precision"] == 1


def of(version: str, address: str = "第五条") -> Evidence:
    (piece,) = evidence(address)
    return replace(piece, citation=replace(piece.citation, version=version))


@pytest.mark.parametrize(
    ("gold", "hit", "precision", "recall"),
    [
        (("2016-01-01",), 0, 0, 0),
        (("2022-01-01",), 1, 1, 1),
        (("",), 1, 1, 1),
        (("2016-01-01", "2022-01-01"), 1, 1, 0.5),
    ],
)
def test_gold_of_one_version_is_not_met_by_another(gold: tuple[str, ...], hit: float, precision: float, recall: float) -> None:
    case = replace(APPROVAL, gold=tuple(Gold(TITLE, "第5条", version=version) for version in gold))
    law = quote("第五条")
    given = replace(answer("不行。", replace(law, citation=replace(law.citation, version="2022-01-01"))), evidence=(of("2022-01-01"),))
    measures = judged(case, given).measures
    assert (measures["hit@1"], measures["citation precision"], measures["citation recall"]) == (hit, precision, recall)


def test_versions_count_once_where_any_will_do() -> None:
    given = replace(answer("罚款"), evidence=(of("2022", "第九条"), of("2016", "第九条"), of("2022"), of("2022", "第十二条")))
    assert judged(PENALTY, given).measures["rr@10"] == pytest.approx(1 / 2)


def test_a_document_is_the_same_however_its_title_is_spelt() -> None:
    measures = judged(replace(APPROVAL, gold=(Gold("海塘 管理办法", "第五条"),)), answer("不行。", quote("第五条"))).measures
    assert (measures["document precision"], measures["document recall"]) == (1, 1)


@pytest.mark.parametrize(("paragraph", "recall"), [(1, 1.0), (2, 0.0), (None, 1.0)])
def test_paragraphs_are_measured_apart(paragraph: int | None, recall: float) -> None:
    score = judged(DEADLINE, answer("二十日", quote("第九条", paragraph)))
    assert score.measures["paragraph recall"] == recall
    assert score.correct


def test_retrieval_looks_at_the_order_of_the_evidence() -> None:
    # Gold 第五条 stands second and 第十二条 third; 第九条 twice is one provision.
    given = replace(answer("罚款", quote("第五条")), evidence=answer("", found=("第九条", "第九条", "第五条", "第十二条")).evidence)
    measures = judged(PENALTY, given).measures
    assert (measures["hit@1"], measures["hit@3"], measures["recall@10"]) == (0, 1, 1)
    assert measures["rr@10"] == pytest.approx(1 / 2)
    # DCG 1/log2(3) + 1/log2(4) over the ideal 1 + 1/log2(3)
    assert measures["ndcg@10"] == pytest.approx((0.63093 + 0.5) / 1.63093, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("a quotation is the law's word", answer("见下。", quote("第十二条")), False),
        ("words of the law in quotation marks", answer("条文说“责令改正，处2000元以上3万元以下罚款”。", quote("第十二条")), False),
        ("and again without them", answer("所称“3万元”很高，处3万元。", quote("第十二条")), True),
        ("its own sentence", answer("处三万元以下罚款。", quote("第十二条")), True),
        ("a quotation that is not verbatim", answer("见下。", quote("第十二条", text="处3万元以下的罚款")), True),
        ("the question repeated", answer("“罚3万元对吗”没有规定。"), False),
    ],
)
def test_forbidden_words_count_only_in_the_mouth_of_the_answer(name: str, given: Answer, said: bool) -> None:
    case = replace(PENALTY, question="罚3万元对吗", forbidden=("3万元",))
    assert (judged(case, given).measures["forbidden"] == 1) == said
    assert ("30000元" in own_words(case, given, Texts())) == said


def test_a_short_word_in_quotation_marks_excuses_nothing_elsewhere() -> None:
    case = replace(DEADLINE, forbidden=("您应当在30日内备案",))
    assert not judged(case, answer("所称“应当”是义务，20日。您应当在30日内备案。", quote("第九条", 1))).correct
    assert judged(case, answer("所称“应当”是义务，20日。", quote("第九条", 1))).correct


def test_averages_cover_only_the_questions_that_a_measure_applies_to() -> None:
    scores = score_all(list(ask_all(CASES, Honest())), Texts())
    by_kind = {row.name: row for row in average_by(scores, lambda case: (case.kind,))}
    assert by_kind["deadline"].count == 1
    assert "verdict" not in by_kind["deadline"].measures
    assert by_kind["other"].measures.keys() == {"correct", "refusal", "values", "verbatim"}


@pytest.mark.parametrize(
    ("conclusion", "proved"),
    [
        ("应当在20日内答复。", 1.0),
        ("应当在30日内答复，可以延长。", 1 / 3),
        ("二十日内答复。", 1.0),
        ("2015年5月1日公布，20日内答复。", 1.0),
    ],
)
def test_figures_and_modality_are_looked_up_in_what_is_quoted(conclusion: str, proved: float) -> None:
    case = replace(DEADLINE, facts=(), forbidden=())
    (score,) = score_all([Outcome(case, answer(conclusion, quote("第九条", 1)), None, 1.0)], Texts())
    assert score.measures["values"] == pytest.approx(proved)
