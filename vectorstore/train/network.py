"""A network of BERT's shape in torch: read from a graph, run over rows of tokens, learnt on a processor or on a card, written as a graph."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import Linear, Module, Parameter, Sequential, Tanh
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from transformers import BertConfig, BertModel

from vectorstore.train import graph

log = logging.getLogger(__name__)

CARD = torch.cuda.is_available()
DEVICE = torch.device("cuda" if CARD else "cpu")
WORKERS, WAITING = (12, 6) if CARD else (0, None)
"""Processes that draw batches, and batches of each that wait: a card learns faster than one process draws."""
PAD = 1
"""The id of the piece that fills rows up."""
TOGETHER = 98_304 if CARD else 8_192
"""Tokens that are run together, filled up."""
RISING, LEAST = 0.06, 0.02
"""Share of the steps in which the rate rises; what it falls to."""
SHORT = {
    "embeddings.word_embeddings.weight": "emb.word",
    "embeddings.position_embeddings.weight": "emb.pos",
    "embeddings.token_type_embeddings.weight": "emb.type",
    "embeddings.LayerNorm": "emb.ln",
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}
"""Names of transformers and of the graph; the ends ``.weight`` and ``.bias`` are ``.w`` and ``.b``."""

Batch = TypeVar("Batch")
Row = NDArray[np.uint16] | Sequence[int]
Chunk = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
"""Places of rows in a batch, their tokens filled up, and which of these are theirs."""


def short(name: str) -> str:
    """Translate the name of a tensor."""
    if name in SHORT:
        return SHORT[name]
    stem, end = name.rsplit(".", 1)
    if stem in SHORT:
        return f"{SHORT[stem]}.{end[0]}"
    _, _, layer, part = stem.split(".", 3)
    return f"l{layer}.{SHORT[part]}.{end[0]}"


def network(
    *, pieces: int, width: int, layers: int, heads: int, inner: int, positions: int, types: int, epsilon: float, dropout: float = 0.0
) -> BertModel:
    """Return a network of a shape, its weights by chance."""
    shape = BertConfig(
        vocab_size=pieces,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        max_position_embeddings=positions,
        type_vocab_size=types,
        layer_norm_eps=epsilon,
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
        pad_token_id=PAD,
    )
    return BertModel(shape, add_pooling_layer=False)


def begun(folder: Path, dropout: float = 0.0) -> tuple[BertModel, Sequential | None]:
    """Return the network of a context model or of a cross-encoder, and the latter's head, the weights as they were rounded."""
    read = graph.read(folder / "model.onnx")
    tensors = {name: torch.tensor(tensor) for name, tensor in read.tensors.items()}
    pieces, width = tensors["emb.word"].shape
    model = network(
        pieces=pieces, width=width, layers=read.layers, heads=read.heads, inner=len(tensors["l0.fi.w"]),
        positions=len(tensors["emb.pos"]), types=len(tensors["emb.type"]), epsilon=read.epsilon, dropout=dropout,
    )  # fmt: skip
    model.load_state_dict({name: tensors[short(name)] for name in model.state_dict()})
    if read.head is None:
        return _moved(model), None
    head = head_of(width)
    layers = [layer for layer in head if isinstance(layer, Linear)]
    with torch.no_grad():
        for layer, (weights, bias) in zip(layers, read.head, strict=True):
            layer.weight.copy_(torch.tensor(weights))
            layer.bias.copy_(torch.tensor(bias))
    return _moved(model), head.to(DEVICE)


def _moved(model: BertModel) -> BertModel:
    torch.nn.Module.to(model, DEVICE)
    return model


def head_of(width: int, outputs: int = 4) -> Sequential:
    """Return the two layers that read the mean of a network's last states."""
    return Sequential(Linear(width, width), Tanh(), Linear(width, outputs)).to(DEVICE)


def write(folder: Path, model: BertModel, positions: int, head: Sequential | None = None) -> None:
    """Write a network, with its head, as the graph that ``vectorstore.context`` or ``vectorstore.cross`` runs."""
    shape = model.config
    tensors = {short(name): _array(tensor) for name, tensor in model.state_dict().items()}
    folder.mkdir(parents=True, exist_ok=True)
    inner, outer = (None, None) if head is None else ((_array(head[at].weight), _array(head[at].bias)) for at in (0, 2))
    both = (inner, outer) if inner is not None and outer is not None else None
    whole = graph.Network(tensors, shape.num_hidden_layers, shape.num_attention_heads, shape.layer_norm_eps, both)
    graph.write(folder / "model.onnx", whole, positions)


def _array(tensor: torch.Tensor | Module) -> NDArray[np.float32]:
    assert isinstance(tensor, torch.Tensor)
    return np.asarray(tensor.detach().float().cpu().numpy())


def chunks(rows: Sequence[Row], parts: int = 2) -> list[Chunk]:
    """Sort rows by length and fill each part of them up to its longest: less is run for nothing."""
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    made, start, most = [], 0, max(64, -(-len(rows) // parts))
    while start < len(order):
        end = start + 1
        while end < len(order) and end - start < most and (end - start + 1) * len(rows[order[end]]) <= TOGETHER:
            end += 1
        places = order[start:end]
        longest = -(-len(rows[places[-1]]) // 8) * 8
        ids, mask = np.full((len(places), longest), PAD, np.int64), np.zeros((len(places), longest), np.int64)
        for at, place in enumerate(places):
            ids[at, : len(rows[place])] = rows[place]
            mask[at, : len(rows[place])] = 1
        made.append((torch.tensor(places), torch.from_numpy(ids), torch.from_numpy(mask)))
        start = end
    return made


def states(model: BertModel, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the last states of rows of tokens; a processor without instructions for bfloat16 takes thirty times as long with it."""
    with torch.autocast(DEVICE.type, dtype=torch.bfloat16, enabled=CARD):
        found: torch.Tensor = model(input_ids=ids, attention_mask=mask).last_hidden_state
    return found


def pooled(model: BertModel, batch: Sequence[Chunk]) -> torch.Tensor:
    """Return the mean over the tokens of each row, in the order of the rows."""
    means, places = [], []
    for at, ids, mask in batch:
        there = mask.to(DEVICE, non_blocking=True)
        seen = states(model, ids.to(DEVICE, non_blocking=True), there).float()
        means.append((seen * there[:, :, None]).sum(1) / there.sum(1, keepdim=True))
        places.append(at.to(DEVICE))
    order = torch.cat(places)
    return torch.cat(means)[torch.argsort(order)]


class _Stream(IterableDataset[Batch]):
    """Batches without end; each process that draws them has its own chance."""

    def __init__(self, draw: Callable[[np.random.Generator], Batch], seed: int) -> None:
        self._draw = draw
        self._seed = seed

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        chance = np.random.default_rng([self._seed, worker.id if worker else 0])
        while True:
            yield self._draw(chance)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that learns, and the highest rate at which it does."""

    module: Module
    rate: float


def learn(
    called: str,
    parts: Sequence[Part],
    draw: Callable[[np.random.Generator], Batch],
    losses: Callable[[Batch], Sequence[torch.Tensor]],
    steps: int,
    seed: int,
) -> None:
    """Take ``steps`` steps down the sum of the losses of drawn batches.

    AdamW; the rate rises, then falls in a line. Parameters that need no gradient stay.
    """
    learning = [(parameter, part.rate) for part in parts for parameter in part.module.parameters() if parameter.requires_grad]
    groups = [{"params": [parameter], "lr": rate, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0} for parameter, rate in learning]
    optimizer = torch.optim.AdamW(groups, fused=CARD)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: share(step + 1, steps))
    drawn = iter(DataLoader(_Stream(draw, seed), batch_size=None, num_workers=WORKERS, prefetch_factor=WAITING, pin_memory=CARD))
    parameters: list[Parameter] = [parameter for parameter, _ in learning]
    for part in parts:
        part.module.train()
    started = time.monotonic()
    for step in range(1, steps + 1):
        found = losses(next(drawn))
        torch.stack(list(found)).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        if step % 100 == 0 or step == steps:
            told = ", ".join(f"{one.item():.3f}" for one in found)
            log.info("%s: step %d of %d, losses %s, %.0f s", called, step, steps, told, time.monotonic() - started)
    for part in parts:
        part.module.eval()


def share(step: int, steps: int) -> float:
    """Return the share of the highest rate at a step, from 1."""
    rising = max(RISING * steps, 1)
    return min(step / rising, 1.0) * max(1 - max(step - rising, 0) / max(steps - rising, 1), LEAST)
