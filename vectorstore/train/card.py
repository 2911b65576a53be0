"""Train both small transformers on from where they are: ``python -m vectorstore.train.card PACKED --begin DIR --out DIR``.

It takes torch, transformers, onnx and numpy, and nothing of the rest of the project, so that it runs on a machine that has a card and little else:
``python -m eval teach --pack FILE`` writes what it learns from. Without a card it takes some forty times as long; ``--steps`` makes it shorter.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import torch

from vectorstore.train.cross import CLAUSE_TOKENS, QUESTION_TOKENS, learn_pairs, shortened
from vectorstore.train.masked import learn_masked
from vectorstore.train.nearest import learn_nearest
from vectorstore.train.network import begun, head_of, pooled, write
from vectorstore.train.packed import Packed

STEPS = (1200, 1230, 2350, 2750)
"""Steps of guessing hidden pieces, of finding the passage, and of reading question and clause together: with all layers, and with the first ones of these."""
DROPPED = 0.1
"""Share of what a layer says that is left out in training."""
POSITIONS = 192
"""Tokens that the context model reads."""
SEED = 20180101
CONTEXT, CROSS = "context_model", "cross_encoder"


def train(packed: Packed, begin: Path, out: Path, steps: Sequence[int] = STEPS, seed: int = SEED) -> None:
    """Train from the context model in ``begin``, and write ``context_model`` and ``cross_encoder`` with its tokenizer into ``out``.

    Raises FileNotFoundError where ``begin`` lacks something.
    """
    masked, nearest, longer, pairs = steps
    torch.manual_seed(seed)
    torch.set_float32_matmul_precision("high")
    model, _ = begun(begin, DROPPED)
    learn_masked(model, packed, masked, seed)
    learn_nearest(model, packed, nearest, seed)
    write(out / CONTEXT, model, POSITIONS)
    model, taught_head = shortened(model, model.config.num_hidden_layers), head_of(model.config.hidden_size)
    learn_pairs(model, taught_head, packed, longer, seed)
    taught = deepcopy(model)
    model, head = shortened(model), head_of(model.config.hidden_size)
    learn_pairs(model, head, packed, pairs, seed, teacher=lambda rows: taught_head(pooled(taught, rows)))
    write(out / CROSS, model, QUESTION_TOKENS + CLAUSE_TOKENS, head)
    for name in (CONTEXT, CROSS):
        # Letter by letter, so that a program that has both models open keeps one tokenizer.
        shutil.copyfile(begin / "tokenizer.json", out / name / "tokenizer.json")


def main() -> int:
    """Train the context model, and the cross-encoder from it."""
    options = argparse.ArgumentParser(prog="python -m vectorstore.train.card", description=main.__doc__)
    options.add_argument("packed", type=Path, help="file that python -m eval teach --pack wrote")
    options.add_argument("--begin", type=Path, required=True, help="folder of the context model to go on from")
    options.add_argument("--out", type=Path, required=True, help="folder that both models go into")
    options.add_argument("--steps", type=int, nargs=4, default=STEPS, metavar="N", help="steps of the four tasks (default: %(default)s)")
    options.add_argument("--seed", type=int, default=SEED)
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(Packed.load(chosen.packed), chosen.begin, chosen.out, chosen.steps, chosen.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
