"""A transformer too small to know anything, for tests of what is done with one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from transformers import BertModel

from vectorstore.train import context, network
from vectorstore.train.pretrained import Pretrained

WIDTH, INNER, LAYERS, HEADS, POSITIONS = 64, 96, 2, 4, 256
LETTERS = "的一不行政许可体育赛事举办罚款责令改正应当queryasg:"


def small_source(seed: int = 0) -> Pretrained:
    """Return what a file of pretrained weights holds, with weights by chance."""
    rng = np.random.default_rng(seed)
    pieces = ("<s>", "<pad>", "</s>", "<unk>", "▁", *sorted(set(LETTERS)))
    shapes = {
        "emb.word": (len(pieces), WIDTH),
        "emb.pos": (POSITIONS, WIDTH),
        "emb.type": (2, WIDTH),
        "emb.ln.w": (WIDTH,),
        "emb.ln.b": (WIDTH,),
    }
    for layer in range(LAYERS):
        square = dict.fromkeys(("q.w", "k.w", "v.w", "ao.w"), (WIDTH, WIDTH))
        rows = dict.fromkeys(("q.b", "k.b", "v.b", "ao.b", "aln.w", "aln.b", "fo.b", "oln.w", "oln.b"), (WIDTH,))
        inner = {"fi.w": (INNER, WIDTH), "fi.b": (INNER,), "fo.w": (WIDTH, INNER)}
        shapes |= {f"l{layer}.{name}": shape for name, shape in (square | rows | inner).items()}
    tensors = {name: rng.normal(0, 0.3, shape).astype(np.float32).ravel() for name, shape in shapes.items()}
    special = {"bos": 0, "pad": 1, "eos": 2, "unk": 3}
    scores = tuple(-1.0 - place / 10 for place in range(len(pieces)))
    return Pretrained(WIDTH, LAYERS, HEADS, INNER, POSITIONS, 1e-12, pieces, scores, special, tensors)


def small_network(source: Pretrained) -> BertModel:
    return context.pretrained_network(source, range(len(source.pieces)))


def write_small_context(folder: Path, seed: int = 0) -> Path:
    """Write a context model by chance into ``folder``."""
    source = small_source(seed)
    folder.mkdir(parents=True)
    network.write(folder, small_network(source), POSITIONS)
    tokenizer = context.tokenizer_of(list(zip(source.pieces, source.scores, strict=True)), source.special)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
