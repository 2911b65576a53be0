"""Teach the small transformers: ``python -m eval teach --shared DIR`` trains both on from a context model, and says how good they are.

:mod:`eval.pack` makes what they learn from, :mod:`vectorstore.train.card` trains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.pack import pack
from vectorstore.cross import VERDICTS, CrossEncoder
from vectorstore.train import card, recipe
from vectorstore.train.cross import pair
from vectorstore.train.packed import Packed

SHOWN = 7
"""Clauses among which the right one has to come first when it is told how good the model is."""
NEAREST = 3
"""Clauses of the document, and of other ones, among which the wrong ones are drawn."""


def teach(shared: Path, model: Path, begin: Path, out: Path, seed: int = recipe.SEED, steps: Sequence[int] = card.STEPS) -> str:
    """Train from the context model ``begin`` and write both models into ``out``; return how good the cross-encoder is, in words.

    ``model`` is the static one, by which wrong texts are chosen. Raises FileNotFoundError where ``shared`` or a model lacks something.
    """
    packed = pack(shared, model, begin, seed)
    card.train(packed, begin, out, steps, seed)
    return measured(CrossEncoder(out / card.CROSS), packed, seed)


def measured(model: CrossEncoder, packed: Packed, seed: int = recipe.SEED) -> str:
    """Say how often the right clause comes first among like ones, how often the verdict is right, and how often a clause that answers is read as
    more of an answer than one that only looks so, of questions about laws and policy documents held out."""
    chance = np.random.default_rng(seed)
    rows, answered, looking = list[NDArray[Any]](), list[tuple[int, int, int]](), list[int]()
    for at in np.flatnonzero(packed.held_out).tolist():
        right, same, near, far = (of[at] for of in (packed.right, packed.same, packed.near, packed.far))
        if not len(right):
            looking.append(len(rows))
            rows.append(pair(packed, at, int(same[0])))
            continue
        wrong = np.setdiff1d(np.concatenate([same, near[:NEAREST], far[:NEAREST]]), right)
        shown = [int(right[0]), *chance.permutation(wrong)[: SHOWN - 1].tolist()]
        answered.append((len(rows), len(shown), int(packed.verdict[at])))
        rows += [pair(packed, at, clause) for clause in shown]
    with ThreadPoolExecutor() as pool:
        read = np.array(list(pool.map(model.read, rows)))
    first = [read[start, 0] >= read[start : start + count, 0].max() for start, count, _ in answered]
    verdicts = defaultdict[str, list[bool]](list)
    for start, _, verdict in answered:
        if verdict >= 0:
            verdicts[VERDICTS[verdict]].append(int(read[start, 1:].argmax()) == verdict)
    right_ones = [one for of in verdicts.values() for one in of]
    shares = ", ".join(f"{name} {np.mean(of):.1%} of {len(of)}" for name, of in verdicts.items())
    answers = read[[start for start, *_ in answered], 0]
    apart = np.mean([np.mean(answers > read[at, 0]) for at in looking]) if looking else np.nan
    return (
        f"first of {SHOWN}: {np.mean(first):.1%} of {len(first)}; verdict right {np.mean(right_ones):.1%} of {len(right_ones)} ({shares}); "
        f"an answer above one that looks so: {apart:.1%} ({len(looking)} that look so), on what was held out"
    )
