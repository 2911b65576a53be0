"""Measures of rankings: the one door to ir_measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import ir_measures
from ir_measures import RR, R, Success, nDCG

Judgements = Mapping[str, Mapping[str, int]]
"""Query id → document id → relevance."""
Rankings = Mapping[str, Sequence[str]]
"""Query id → document ids, best first."""

AT = {"hit": Success, "ndcg": nDCG, "rr": RR, "recall": R}
"""Success@k: is any relevant document among the first k. RR@k: one over the rank of the first. R@k: which share of them is there."""


def measure(judgements: Judgements, rankings: Rankings, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return query id → measure → value, for measures named like ``ndcg@10``, ``rr@10``, ``recall@100``, ``hit@1``.

    Every judged query is in the result: one without a ranking scores zero. Trap: trec_eval orders by score, not by rank, keeps scores
    in single precision and breaks ties by document id; so ranks are handed over as scores, and a tie cannot reorder what the system said.
    """
    measures = {AT[name.partition("@")[0]] @ int(name.partition("@")[2]): name for name in names}
    values = {query: dict.fromkeys(names, 0.0) for query in judgements}
    run = {
        query: {document: float(-rank) for rank, document in enumerate(dict.fromkeys(ranking))}
        for query, ranking in rankings.items()
        if query in judgements
    }
    if not any(run.values()):
        return values
    for found in ir_measures.iter_calc(list(measures), judgements, run):
        values[found.query_id][measures[found.measure]] = float(found.value)
    return values


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean; of nothing, zero."""
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile: the smallest value that at least ``share`` of the values do not exceed; of nothing, zero."""
    ordered = sorted(values)
    return ordered[max(0, -(-round(share * 1000) * len(ordered) // 1000) - 1)] if ordered else 0.0


p50 = partial(percentile, share=0.50)
p95 = partial(percentile, share=0.95)
