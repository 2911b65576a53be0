"""Train the embedding model that ships: ``python -m vectorstore.train --shared DIR --out DIR``."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from pathlib import Path

import torch

from vectorstore.context import ContextModel
from vectorstore.train import export, recipe
from vectorstore.train.folds import cross_validated
from vectorstore.train.measure import report

log = logging.getLogger("vectorstore.train")


def main() -> int:
    """Train on the shared material, write the model folder, and print how well it finds articles of laws that it never saw."""
    options = argparse.ArgumentParser(prog="python -m vectorstore.train", description=main.__doc__)
    options.add_argument("--shared", type=Path, required=True, help="folder with laws/, questions/, stard/ and embedding/")
    options.add_argument("--out", type=Path, required=True, help="folder for the model; files of the same names are replaced")
    options.add_argument("--threads", type=int, default=1, help="threads for torch (1 is fastest where others work too)")
    options.add_argument("--seed", type=int, default=recipe.SEED)
    options.add_argument("--folds", type=int, default=0, metavar="N", help="cross-validate on STARD, too: N more fits (0: none)")
    options.add_argument("--context", type=Path, metavar="DIR", help="with --folds: rank with this context model, too")
    chosen = options.parse_args()
    if chosen.folds < 0 or chosen.folds == 1:
        options.error("--folds takes 0, or 2 and more")
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    torch.set_num_threads(chosen.threads)
    started = time.monotonic()
    try:
        material = recipe.read_material(chosen.shared, recipe.LAY_SHARE, chosen.seed)
    except FileNotFoundError as missing:
        print(f"{missing.filename} is missing: --shared must hold laws/, questions/, stard/ and embedding/", file=sys.stderr)
        return 1
    beginning = recipe.begin(material, chosen.seed)
    labels = recipe.prepare(material.consultations, beginning.encoder)
    export.write(chosen.out, beginning.tokenizer, recipe.finish(beginning, labels, chosen.seed))
    log.info("trained in %.0f s", time.monotonic() - started)
    print(report(chosen.out, chosen.shared, chosen.seed))
    if chosen.folds:
        context_model = ContextModel(chosen.context) if chosen.context else None
        print(f"\n{cross_validated(beginning, labels, chosen.folds, chosen.seed, context_model)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
