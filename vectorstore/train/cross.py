"""Train a small cross-encoder: a question and a clause in, whether the clause answers and whether it says yes, no or it depends out."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import Linear, Sequential, Tanh
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import BertConfig, BertModel

from vectorstore.cross import QUESTION_TOKENS, TEXT_TOKENS, VERDICTS, paired
from vectorstore.train import graph
from vectorstore.train.context import Stage, pooled, short

log = logging.getLogger(__name__)

LAYERS = 8
"""Layers that are kept of the twelve: the last ones make vectors, which a cross-encoder does not need."""
STEPS, LEARNING_RATE, HEAD_RATE, RISING = 1900, 6e-5, 1e-3, 0.05
"""The head begins from nothing and has to learn faster than the network under it."""
GROUPS, DECIDED, MISSED = 16, 8, 8
"""Questions a step: each with a clause that answers and three that do not; further yes/no questions with the clause that decides; and questions with
the clause that looks as if it answered them and does not."""
EASY = 0.08
"""Share of the steps in which the wrong clauses are any: told apart first from strangers, then from what is like them."""
AGAIN = 0.2
"""Share of the head's rate at which a head goes on that has learned before."""
LOOKS = 0.7
"""How often a clause that looks like an answer is the one that looks most so."""
MOST_DECISIVE, SAME = 0.85, 0.45
"""How often the right clause is the most decisive one, and how often the first wrong one stands in the same provision."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and clauses, each after the name of its law: those that decide it, the most decisive first, and those that do not.

    Where none decides it, the first ``same`` one looks most as if it did.
    """

    law: str
    question: str
    right: tuple[str, ...]
    same: tuple[str, ...]
    """Of the same provision."""
    near: tuple[str, ...]
    """Of other provisions of the law, the likest."""
    far: tuple[str, ...]
    """Of other laws, the likest."""
    verdict: str
    """One of `VERDICTS`; ``""`` for a question that cannot be answered so."""


def make(asked: Sequence[Asked], begin: Path, out: Path, seed: int, steps: int = STEPS) -> None:
    """Train a cross-encoder that begins from a context model, or goes on from another one, and write it with its tokenizer into ``out``."""
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(begin / "tokenizer.json"))
    model, head = begun(begin)
    model = shortened(model)
    again = head is not None
    head = head or head_of(model.config.hidden_size)
    trained(model, head, tokenizer, asked, seed, steps, again)
    out.mkdir(parents=True, exist_ok=True)
    # Letter by letter, so that a program that has both models open keeps one tokenizer; saved again, its numbers would be written otherwise.
    (out / "tokenizer.json").write_bytes((begin / "tokenizer.json").read_bytes())
    write(out, model, head)


def begun(folder: Path) -> tuple[BertModel, Sequential | None]:
    """Return the network of a context model or of a cross-encoder, and the latter's head, the weights as they were rounded."""
    read = graph.read(folder / "model.onnx")
    tensors = {name: torch.tensor(tensor) for name, tensor in read.tensors.items()}
    pieces, width = tensors["emb.word"].shape
    model = BertModel(
        BertConfig(
            vocab_size=pieces,
            hidden_size=width,
            num_hidden_layers=read.layers,
            num_attention_heads=read.heads,
            intermediate_size=len(tensors["l0.fi.w"]),
            max_position_embeddings=len(tensors["emb.pos"]),
            type_vocab_size=len(tensors["emb.type"]),
            layer_norm_eps=read.epsilon,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        ),
        add_pooling_layer=False,
    )
    model.load_state_dict({name: tensors[short(name)] for name in model.state_dict()})
    if read.head is None:
        return model, None
    head = head_of(width)
    layers = [layer for layer in head if isinstance(layer, Linear)]
    with torch.no_grad():
        for layer, (weights, bias) in zip(layers, read.head, strict=True):
            layer.weight.copy_(torch.tensor(weights))
            layer.bias.copy_(torch.tensor(bias))
    return model, head


def head_of(width: int) -> Sequential:
    """Return the two layers that read the mean of the network's last states."""
    return Sequential(Linear(width, width), Tanh(), Linear(width, 1 + len(VERDICTS)))


def shortened(model: BertModel) -> BertModel:
    """Keep the first layers of a network; its table of pieces is learned no more."""
    model.encoder.layer = model.encoder.layer[:LAYERS]
    model.config.num_hidden_layers = len(model.encoder.layer)
    for parameter in model.embeddings.parameters():
        parameter.requires_grad = False
    return model


def logits(model: BertModel, head: Sequential, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
    """Return what the head says of each question with its clause: the odds that it answers, and those of each verdict."""
    found: torch.Tensor = head(pooled(model, paired(tokenizer, pairs)))
    return found


def trained(
    model: BertModel, head: Sequential, tokenizer: Tokenizer, asked: Sequence[Asked], seed: int, steps: int = STEPS, again: bool = False
) -> None:
    """Train network and head on questions, over and over; ``again`` where both have learned before."""
    rng = random.Random(seed)
    learning = [parameter for parameter in model.parameters() if parameter.requires_grad]
    matrices, plain = ([one for one in learning if (one.ndim > 1) == matrix] for matrix in (True, False))
    optimizer = torch.optim.AdamW(
        [
            {"params": matrices, "weight_decay": 0.01, "lr": LEARNING_RATE},
            {"params": plain, "weight_decay": 0.0, "lr": LEARNING_RATE},
            {"params": list(head.parameters()), "weight_decay": 0.01, "lr": HEAD_RATE * (AGAIN if again else 1)},
        ]
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, Stage(steps, LEARNING_RATE, falls_by=steps, rising=RISING).share)
    every = [clause for one in asked for clause in one.right]
    order, decided = _forever([one for one in asked if one.right], rng), _decided(asked, rng)
    missed = _forever([one for one in asked if not one.right], rng)
    easy = 0 if again else EASY * steps
    model.train()
    running, started = np.zeros(3), time.monotonic()
    for step in range(1, steps + 1):
        batch, more = [next(order) for _ in range(GROUPS)], [next(decided) for _ in range(DECIDED)]
        pairs = [(one.question, clause) for one in batch for clause in _drawn(one, every, step < easy, rng)]
        alone = [(one.question, one.right[0]) for one in more] + [(one.question, _looking(one, rng)) for one in islice(missed, MISSED)]
        found = logits(model, head, tokenizer, pairs + alone)
        answers = found[: len(pairs), 0].view(GROUPS, -1)
        truth = torch.zeros(len(found))
        truth[: len(pairs) : answers.shape[1]] = 1
        weights = 0.5 + truth
        weights[len(pairs) : len(pairs) + DECIDED] = 0  # else all that asks for yes or no would seem to be answered
        weights[len(pairs) + DECIDED :] = 1
        rank = cross_entropy(answers, torch.zeros(GROUPS, dtype=torch.long))
        odds = binary_cross_entropy_with_logits(found[:, 0], truth, weight=weights)
        places = [at * answers.shape[1] for at, one in enumerate(batch) if one.verdict] + list(range(len(pairs), len(pairs) + DECIDED))
        verdicts = [VERDICTS.index(one.verdict) for one in (*batch, *more) if one.verdict]
        verdict = cross_entropy(found[places, 1:], torch.tensor(verdicts))
        (rank + odds + verdict).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*learning, *head.parameters()], 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        losses = np.array([rank.item(), odds.item(), verdict.item()])
        running = losses if step == 1 else 0.96 * running + 0.04 * losses
        if step % 20 == 0:
            log.info("step %d of %d: rank %.3f, answers %.3f, verdict %.3f, %.0f s", step, steps, *running, time.monotonic() - started)
    model.eval()  # type: ignore[no-untyped-call]


def _forever(asked: Sequence[Asked], rng: random.Random) -> Iterator[Asked]:
    while asked:
        yield from rng.sample(asked, len(asked))


def _decided(asked: Sequence[Asked], rng: random.Random) -> Iterator[Asked]:
    """Yield yes/no questions: those that are answered no as often as both others, which are rarer or commoner than they should be."""
    by_verdict = [[one for one in asked if one.verdict == verdict] for verdict in ("yes", "no", "no", "conditional")]
    while True:
        yield rng.choice(rng.choice(by_verdict))


def _looking(one: Asked, rng: random.Random) -> str:
    """Return a clause that looks as if it answered a question that none answers."""
    return one.same[0] if rng.random() < LOOKS else rng.choice([*one.same, *one.near[:3]])


def _drawn(one: Asked, every: Sequence[str], easy: bool, rng: random.Random) -> list[str]:
    """Return a clause that answers and three that do not."""
    right = one.right[0] if rng.random() < MOST_DECISIVE else rng.choice(one.right)
    if easy:
        return [right, *rng.sample(every, 3)]
    near = one.same if one.same and rng.random() < SAME else one.near
    return [right, *(rng.choice(kind or every) for kind in (near, one.far, rng.choice((one.far, one.near, every))))]


def write(folder: Path, model: BertModel, head: Sequential) -> None:
    """Write network and head as the graph that ``vectorstore.cross`` runs."""
    shape = model.config
    tensors = {short(name): tensor.detach().float().numpy() for name, tensor in model.state_dict().items()}
    of_head = {name: tensor.detach().float().numpy() for name, tensor in head.state_dict().items()}
    inner, outer = ((of_head[f"{layer}.weight"], of_head[f"{layer}.bias"]) for layer in (0, 2))
    longest = QUESTION_TOKENS + TEXT_TOKENS
    graph.write(
        folder / "model.onnx", tensors, shape.num_hidden_layers, shape.num_attention_heads, shape.layer_norm_eps, longest, (inner, outer)
    )
