"""The measures: what each is called, what it says, which way is better, and where it misleads. `eval.metrics` takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure: its name, its column head, which way is better, its definition and its trap."""

    name: str
    head: str
    better: Literal["higher", "lower"]
    definition: str

    @property
    def worst(self) -> float:
        """What no answer can score below, or above where lower is better."""
        return 0.0 if self.better == "higher" else 1.0


METRICS = (
    Metric(
        "correct",
        "correct",
        "higher",
        "Share of questions that are right in every way. Answerable: not refused, no error, every fact and one of each group of facts in "
        "the text, nothing forbidden, all gold provisions quoted, every quotation verbatim, the verdict right where one is given. "
        "Unanswerable: see refusal; besides, nothing forbidden and every quotation verbatim. Trap: all or nothing, so one strict fact "
        "fails an answer that a reader would accept; read the failures.",
    ),
    Metric(
        "hit@1",
        "hit@1",
        "higher",
        "Is a gold provision the first piece of evidence (Success@1, article level, answerable questions with gold). Trap: of several "
        "gold provisions one is enough; recall@10 sees the others.",
    ),
    Metric("hit@3", "hit@3", "higher", "Is a gold provision among the first three pieces of evidence (Success@3)."),
    Metric("rr@10", "rr@10", "higher", "One over the rank of the first gold provision among ten, else zero. Averages to MRR@10."),
    Metric("ndcg@10", "ndcg@10", "higher", "Discounted gain of the first ten against the best order possible; binary relevance."),
    Metric("recall@10", "r@10", "higher", "Share of the gold provisions among the first ten."),
    Metric(
        "citation precision",
        "cite P",
        "higher",
        "Share of the quoted provisions that are gold or acceptable (`also`), article level; zero where nothing is quoted. "
        "Trap: three quotations of one article count once.",
    ),
    Metric(
        "citation recall",
        "cite R",
        "higher",
        "Share of the gold provisions that are quoted, article level. Trap: quoting all wins; see precision.",
    ),
    Metric(
        "paragraph recall",
        "cite ¶",
        "higher",
        "Share of the gold provisions with a 款 or 项 whose words are quoted at that very place. A quotation of the whole article counts; "
        "it is not needed for correct.",
    ),
    Metric(
        "paragraph precision",
        "¶ P",
        "higher",
        "Of the questions whose gold names a 款 or 项: share of the quotations that lie inside gold or acceptable words, or hold them. "
        "Trap: a whole article quoted for one 项 passes; the length of the quotations says more.",
    ),
    Metric("document precision", "doc P", "higher", "Share of the quoted documents that are documents of gold or acceptable provisions."),
    Metric("document recall", "doc R", "higher", "Share of the gold documents that are quoted."),
    Metric(
        "values",
        "values",
        "higher",
        "Share of the amounts, periods and other figures, and of 应当, 可以, 不得, 必须, 禁止, in the answer's own sentences that stand in the "
        "provisions that it quotes, in their documents' titles, numbers and dates, or in the question; answered questions only. Found here and "
        "not by the assistant; not needed for correct. Trap: a right figure in a wrong sentence counts.",
    ),
    Metric(
        "verbatim",
        "verbatim",
        "higher",
        "Share of an answer's quotations that stand letter by letter in the official text at their address, looked up here and not by "
        "the assistant. An answer that states the law and quotes nothing scores zero; a refusal without quotations does not count. "
        "Trap: says nothing about whether the quotation answers the question.",
    ),
    Metric(
        "facts",
        "facts",
        "higher",
        "Share of facts and fact groups that the text states. Trap: words, not sense; a fact inside a wrong sentence counts.",
    ),
    Metric(
        "forbidden",
        "forbidden",
        "lower",
        "Share of the questions with forbidden words whose answer says one of them itself. What stands in a verbatim quotation or "
        "repeats the question is the law's or the asker's word, not the answer's, and is left out.",
    ),
    Metric("verdict", "verdict", "higher", "Share of the questions with a verdict (yes, no, conditional) whose answer gives that one."),
    Metric(
        "refusal",
        "refusal",
        "higher",
        "Share of unanswerable questions that are refused, or, where the premise is false, corrected: a correcting word is said and all "
        "gold provisions, where given, are quoted. Trap: refusing everything wins; see false refusal.",
    ),
    Metric("false refusal", "false ref", "lower", "Share of answerable questions that are refused."),
)
RETRIEVAL = tuple(metric.name for metric in METRICS if "@" in metric.name)
