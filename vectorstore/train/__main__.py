"""Train the embedding model that ships: ``python -m vectorstore.train --shared DIR --out DIR``."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from pathlib import Path

import torch

from vectorstore.train import export, recipe
from vectorstore.train.measure import fold_report, report
from vectorstore.train.questions import held_out_fold

log = logging.getLogger("vectorstore.train")


def main() -> int:
    """Train on the shared material, write the model folder, and print how well it finds articles of laws that it never saw."""
    options = argparse.ArgumentParser(prog="python -m vectorstore.train", description=main.__doc__)
    options.add_argument("--shared", type=Path, required=True, help="folder with laws/, questions/, stard/ and embedding/")
    options.add_argument("--out", type=Path, required=True, help="folder for the model; files of the same names are replaced")
    options.add_argument("--threads", type=int, default=1, help="threads for torch (1 is fastest where others work too)")
    options.add_argument("--seed", type=int, default=recipe.SEED)
    options.add_argument("--leave-out", type=float, default=0.0, help="share of STARD's questions to leave out and measure on")
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    torch.set_num_threads(chosen.threads)
    started = time.monotonic()
    try:
        material = recipe.read_material(chosen.shared, recipe.LAY_SHARE, chosen.seed)
    except FileNotFoundError as missing:
        print(f"{missing.filename} is missing: --shared must hold laws/, questions/, stard/ and embedding/", file=sys.stderr)
        return 1
    fold = held_out_fold(material.consultations.questions, chosen.leave_out, chosen.seed)
    tokenizer, vectors = recipe.train(recipe.without(material, fold), chosen.seed)
    export.write(chosen.out, tokenizer, vectors)
    log.info("trained in %.0f s", time.monotonic() - started)
    print(report(chosen.out, chosen.shared, chosen.seed))
    if fold:
        print(fold_report(chosen.out, material.consultations, fold))
    return 0


if __name__ == "__main__":
    sys.exit(main())
