"""Train a small cross-encoder: a question and a clause in, whether the clause answers and whether it says yes, no or it depends out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import Sequential
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, kl_div, log_softmax
from transformers import BertModel

from vectorstore.train.network import DEVICE, Chunk, Part, chunks, learn, pooled
from vectorstore.train.packed import Packed, cut

LAYERS = 8
"""Layers that are kept of the twelve: the last ones make vectors, which a cross-encoder does not need."""
RATE, HEAD_RATE = 1.2e-4, 1e-3
"""The head begins from nothing and has to learn faster than the network under it."""
QUESTION_TOKENS, CLAUSE_TOKENS = 64, 104
"""As many as ``vectorstore.cross`` reads."""
GROUPS, DECIDED, MISSED = 56, 64, 48
"""Questions a step: each with a clause that answers and five that do not; further yes/no questions with the clause that decides; and questions with
the clause that looks as if it answered them and does not."""
WRONG = 5
MOST_DECISIVE, SAME, SAME_AGAIN, ANY = 0.85, 0.45, 0.25, 0.5
"""How often the right clause is the most decisive one, how often the first and the second wrong one stand in the same provision, and the last anywhere."""
NEAREST, LIKEST, BESIDE = 4, 6, 3
"""So many of the likest clauses of the law, of other laws, and of the law for a question that none answers, are drawn from."""
LOOKS = 0.7
"""How often a clause that looks like an answer is the one that looks most so."""
VERDICTS_DRAWN = (0, 0, 0, 1, 1, 1, 1, 2, 2)
"""Verdicts of further questions, about as often as people's questions have them: drawn as the labels come, too few would be conditional."""
SMOOTHED = 0.03
"""Share of a verdict that goes to all three alike: one reader labelled each question, and another agrees with fourteen of fifteen."""
TAUGHT = 0.3
"""Share of what is learnt that a longer network says, where one has learnt the same before; the rest is the labels."""

Drawn = tuple[list[Chunk], torch.Tensor, torch.Tensor]
"""Pairs, the places of those that have a verdict, and the verdicts."""


def shortened(model: BertModel, layers: int = LAYERS) -> BertModel:
    """Keep the first layers of a network; its table of pieces is learned no more."""
    model.encoder.layer = model.encoder.layer[:layers]
    model.config.num_hidden_layers = len(model.encoder.layer)
    for parameter in model.embeddings.parameters():
        parameter.requires_grad = False
    return model


def learn_pairs(
    model: BertModel,
    head: Sequential,
    packed: Packed,
    steps: int,
    seed: int,
    groups: int = GROUPS,
    decided: int = DECIDED,
    missed: int = MISSED,
    teacher: Callable[[Sequence[Chunk]], torch.Tensor] | None = None,
) -> None:
    """Train network and head on questions with clauses, those held out left aside; ``teacher`` says of the same pairs what another one reads."""
    answered = packed.right.lengths > 0
    grouped = np.flatnonzero(answered & ~packed.held_out)
    looking = np.flatnonzero(~answered & ~packed.held_out & (packed.same.lengths > 0))
    of_verdict = [np.flatnonzero(answered & ~packed.held_out & (packed.verdict == one)) for one in range(3)]
    of_verdict = [of_verdict[one] for one in VERDICTS_DRAWN if len(of_verdict[one])]
    groups, missed, decided = min(groups, len(grouped)), min(missed, len(looking)), decided if of_verdict else 0
    size = groups * (1 + WRONG)

    def draw(chance: np.random.Generator) -> Drawn:
        chosen = chance.choice(grouped, groups, replace=False).tolist()
        more = [int(chance.choice(of_verdict[int(chance.integers(len(of_verdict)))])) for _ in range(decided)]
        pairs = [pair(packed, at, clause) for at in chosen for clause in drawn(packed, at, chance)]
        pairs += [pair(packed, at, int(packed.right[at][0])) for at in more]
        pairs += [pair(packed, at, looking_so(packed, at, chance)) for at in chance.choice(looking, missed, replace=False).tolist()]
        told = [place for place, at in enumerate(chosen) if packed.verdict[at] >= 0]
        places = [*(place * (1 + WRONG) for place in told), *range(size, size + decided)]
        verdicts = [int(packed.verdict[at]) for at in (*(chosen[place] for place in told), *more)]
        return chunks(pairs), torch.tensor(places, dtype=torch.long), torch.tensor(verdicts, dtype=torch.long)

    truth = torch.zeros(size + decided + missed, device=DEVICE)
    truth[: size : 1 + WRONG] = 1
    weights = 0.5 + truth
    weights[size : size + decided] = 0  # else all that asks for yes or no would seem to be answered
    weights[size + decided :] = 1

    def losses(batch: Drawn) -> Sequence[torch.Tensor]:
        rows, places, verdicts = batch
        found, decided_at, first = head(pooled(model, rows)), places.to(DEVICE), torch.zeros(groups, dtype=torch.long, device=DEVICE)
        rank = cross_entropy(found[:size, 0].view(groups, -1), first)
        odds = binary_cross_entropy_with_logits(found[:, 0], truth, weight=weights)
        says = [cross_entropy(found[decided_at, 1:], verdicts.to(DEVICE), label_smoothing=SMOOTHED)] if len(places) else []
        if teacher is None:
            return [rank, odds, *says]
        with torch.no_grad():
            told = teacher(rows)
        told_rank = _apart(found[:size, 0].view(groups, -1), told[:size, 0].view(groups, -1))
        told_odds = binary_cross_entropy_with_logits(found[:, 0], torch.sigmoid(told[:, 0]), weight=(weights > 0).float())
        told_says = [_apart(found[decided_at, 1:], told[decided_at, 1:])] if len(places) else []
        return [
            (1 - TAUGHT) * one + TAUGHT * other for one, other in zip((rank, odds, *says), (told_rank, told_odds, *told_says), strict=True)
        ]

    learn("pairs", [Part(model, RATE), Part(head, HEAD_RATE)], draw, losses, steps, seed)


def _apart(found: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
    """Return how far each row of logits is from what a teacher says of it, as the divergence of their probabilities, on average."""
    return kl_div(log_softmax(found, 1), log_softmax(told, 1), log_target=True, reduction="batchmean")


def pair(packed: Packed, at: int, clause: int) -> NDArray[Any]:
    """Return the tokens of a question and a clause in one row, as ``vectorstore.cross`` reads them."""
    question = cut(packed.questions[packed.asked[at]], QUESTION_TOKENS, packed.end)
    return np.concatenate([question, cut(packed.clauses[clause][1:], CLAUSE_TOKENS, packed.end)])


def drawn(packed: Packed, at: int, chance: np.random.Generator) -> list[int]:
    """Return a clause that answers and five that do not."""
    right, same, near, far = (rows[at] for rows in (packed.right, packed.same, packed.near, packed.far))

    def one_of(clauses: NDArray[np.int32]) -> int:
        return int(chance.choice(clauses)) if len(clauses) else int(chance.integers(len(packed.clauses)))

    found = [
        one_of(same if len(same) and chance.random() < SAME else near),
        one_of(same if len(same) and chance.random() < SAME_AGAIN else near[:NEAREST]),
        one_of(far[:LIKEST]),
        one_of(far),
        one_of(near if chance.random() < ANY else near[:0]),
    ]
    known = set(right.tolist())
    best = int(right[0]) if chance.random() < MOST_DECISIVE else int(chance.choice(right))
    return [best, *(int(chance.integers(len(packed.clauses))) if one in known else one for one in found)]


def looking_so(packed: Packed, at: int, chance: np.random.Generator) -> int:
    """Return a clause that looks as if it answered a question that none answers."""
    others = np.concatenate([packed.same[at][1:], packed.near[at][:BESIDE]])
    return int(chance.choice(others)) if len(others) and chance.random() >= LOOKS else int(packed.same[at][0])
