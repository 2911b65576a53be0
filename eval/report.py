"""A run as tables for the terminal and as JSON for programs; the pages for people are made from the JSON: `eval.markdown`, `eval.page`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from eval.baseline import Changes
from eval.curve import Weighed, weighed_json
from eval.measures import METRICS, Metric
from eval.metrics import Row, Score, average, average_by
from eval.opinions import Judgement, judgement_json
from eval.questions import Case

DIMENSIONS: Mapping[str, Callable[[Case], Iterable[str]]] = {
    "kind": lambda case: (case.kind if case.answerable else f"{case.kind} ({case.unanswerable or 'refuse'})",),
    "style": lambda case: (case.style,),
    "language": lambda case: (case.language,),
    "document": lambda case: sorted({gold.citation.document for gold in case.gold}) or ("none",),
    "split": lambda case: (case.split,),
}
"""What the averages are taken by. A question about two documents counts under both."""
EVIDENCE_SHOWN = 10
"""As many as the retrieval measures look at."""

NOT_IN_TERMINAL = ("rr@10", "ndcg@10", "recall@10", "document precision", "document recall", "paragraph precision")
IN_TERMINAL = tuple(metric for metric in METRICS if metric.name not in NOT_IN_TERMINAL)
"""The rest stands in the reports: a terminal is narrow."""

Sections = Mapping[str, Sequence[Row]]


def sections(scores: Sequence[Score]) -> Sections:
    """Average a run as a whole and by each dimension."""
    return {"all": (average("all questions", scores),)} | {name: average_by(scores, groups) for name, groups in DIMENSIONS.items()}


def table(parts: Sections) -> Table:
    """Lay the averages out for the terminal: a section a dimension, measures in percent, times in milliseconds."""
    laid_out = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True, header_style="bold")
    laid_out.add_column("", no_wrap=True)
    for head in _heads(IN_TERMINAL):
        laid_out.add_column(head, justify="right", no_wrap=True)
    for dimension, rows in parts.items():
        if dimension != "all":
            laid_out.add_row(Text(f"by {dimension}", style="bold"))
        for row in rows:
            laid_out.add_row(row.name, *_cells(row, IN_TERMINAL))
        laid_out.add_section()
    return laid_out


def changes_text(changes: Changes) -> Text:
    """Name the questions that became right and wrong since the baseline."""
    text = Text(f"against the baseline: {changes}\n")
    for sign, ids, style in (("+", changes.gains, "green"), ("-", changes.losses, "red")):
        for name in ids:
            text.append(f"{sign} {name}\n", style=style)
    return text


def failure_text(score: Score) -> Text:
    """Show one wrong answer: the question, what it should rest on, what came out, and why that is wrong."""
    case, answer = score.case, score.outcome.answer
    text = Text(f"{case.id}  {' → '.join((*case.history, case.question))}\n", style="bold")
    text.append(f"  expected: {expected(case)}\n")
    if answer:
        text.append("  quoted: " + ("; ".join(str(quote.citation) for quote in answer.quotes) or "nothing") + "\n")
        text.append("  answer: " + answer.text.strip().replace("\n", "\n          ") + "\n")
    for reason in score.reasons:
        text.append(f"  ✗ {reason}\n", style="red")
    return text


def expected(case: Case) -> str:
    """Say in a line what a right answer does."""
    if not case.answerable:
        fix = f", or a correction ({' | '.join(case.correction)})" if case.correction else ""
        return f"refusal ({case.unanswerable or 'not in the texts'}){fix}"
    parts = [str(gold.citation) for gold in case.gold]
    parts += [f"“{words}”" for words in case.facts] + [f"“{' | '.join(group)}”" for group in case.any_facts]
    return "; ".join(parts + ([f"verdict {case.verdict}"] if case.verdict else []))


def as_json(
    scores: Sequence[Score],
    changes: Changes | None,
    facts_of_run: Mapping[str, str],
    weighed: Mapping[str, Weighed] | None = None,
    judged: Mapping[str, Judgement] | None = None,
) -> dict[str, Any]:
    """Return the run as plain JSON values: averages by dimension, changes, and every question with its answer and measures.

    What the gate made of a question and what a model thinks of its answer stand beside the measures, where there is such a thing.
    """
    return {
        "run": dict(facts_of_run),
        "averages": {dimension: [_row_json(row) for row in rows] for dimension, rows in sections(scores).items()},
        "changes": {"told": str(changes), "gains": list(changes.gains), "losses": list(changes.losses), "added": list(changes.added)}
        if changes
        else None,
        "questions": [
            _score_json(score)
            | ({"gate": weighed_json(weighed[score.case.id])} if weighed and score.case.id in weighed else {})
            | ({"judge": judgement_json(judged[score.case.id])} if judged and score.case.id in judged else {})
            for score in scores
        ],
    }


def _heads(metrics: Sequence[Metric]) -> list[str]:
    return ["n", *(metric.head for metric in metrics), "p50 ms", "p95 ms"]


def _cells(row: Row, metrics: Sequence[Metric]) -> list[str]:
    values = (f"{row.measures[metric.name]:.1%}".rstrip("%") if metric.name in row.measures else "–" for metric in metrics)
    return [str(row.count), *values, f"{row.p50:.0f}", f"{row.p95:.0f}"]


def _fingerprint(words: str) -> str:
    """Return what tells two wordings of a provision apart."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _row_json(row: Row) -> dict[str, Any]:
    return {"name": row.name, "n": row.count, "measures": dict(row.measures), "p50_ms": round(row.p50, 2), "p95_ms": round(row.p95, 2)}


def _score_json(score: Score) -> dict[str, Any]:
    case, answer = score.case, score.outcome.answer
    return {
        "id": case.id,
        "question": case.question,
        "history": list(case.history),
        "as_of": case.as_of,
        "kind": case.kind,
        "style": case.style,
        "language": case.language,
        "split": case.split,
        "gold": [str(gold.citation) for gold in case.gold],
        "also": [str(gold.citation) for gold in case.also],
        "expected": expected(case),
        "correct": score.correct,
        "reasons": list(score.reasons),
        "measures": dict(score.measures),
        "ms": round(score.outcome.milliseconds, 2),
        "answer": answer
        and {
            "text": answer.text,
            "verdict": answer.verdict,
            "refused": answer.refused,
            "reason": answer.reason,
            "quotes": [{"citation": str(quote.citation), "text": quote.text} for quote in answer.quotes],
            "evidence": [
                {"citation": str(piece.citation), "score": round(piece.score, 6), "words": _fingerprint(piece.provision.text)}
                for piece in answer.evidence[:EVIDENCE_SHOWN]
            ],
        },
    }
