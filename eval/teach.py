"""Teach the cross-encoder: ``python -m eval teach --shared DIR`` makes ``vectorstore/cross_encoder``.

It learns from the labels that ``eval.learn`` reads: which clauses decide a question, and whether they say yes, no or it depends; and which only look
so. The wrong clauses that it is shown are the other ones of the provision, the likest ones of the law, and the likest ones of the other laws.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.learn import NEAR as MISSED
from eval.learn import Labelled, open_laws, read_labelled
from law.model import Citation
from qa.clauses import clauses
from qa.relevance import grams
from qa.select import told
from vectorstore.cross import VERDICTS, CrossEncoder
from vectorstore.embedder import unit
from vectorstore.static import StaticEmbeddings
from vectorstore.train import cross, recipe
from vectorstore.train.context import overlap
from vectorstore.train.cross import Asked

NEAR, LIKE, FAR = 10, 40, 20
"""Clauses of the law and of other laws that may be drawn as wrong ones; the latter of so many that are like the question."""
OVERLAP = 0.4
"""A clause of another law that shares more of its pairs of characters with the right one may be right, too: laws of provinces repeat each other."""
BATCH = 256
SHOWN = 7
"""Clauses among which the right one has to come first when it is told how good the model is."""


def teach(shared: Path, model: Path, begin: Path, out: Path, seed: int = recipe.SEED, steps: int | None = None) -> str:
    """Train from ``begin``, a context model or a cross-encoder, and write into ``out``; return how good it is on laws held out, in words.

    ``model`` is the static one, by which wrong clauses are chosen. Raises FileNotFoundError where ``shared`` or a model lacks something.
    """
    held_out = frozenset(question.path for question in recipe.read_material(shared, recipe.LAY_SHARE, seed).held_out)
    asked = list(questions(shared, StaticEmbeddings(model)))
    unseen = [one for one in asked if one.law in held_out]
    cross.make([one for one in asked if one.law not in held_out], begin, out, seed, steps or cross.STEPS)
    return measured(CrossEncoder(out), unseen)


def questions(shared: Path, static: StaticEmbeddings) -> Iterator[Asked]:
    """Yield every labelled question with right and wrong clauses, then those that no clause answers."""
    answered = [one for one in read_labelled(shared) if one.deciding]
    labelled = [*answered, *(one for one in read_labelled(shared, (MISSED,)) if one.deciding)]
    places = _clauses(shared, {one.law for one in labelled})
    # Numbers: a quarter of a million names compared with one take longer than all else.
    number = {
        name: at for at, name in enumerate(dict.fromkeys(chain.from_iterable((law, f"{law}#{article}") for law, article, _ in places)))
    }
    laws = np.array([number[law] for law, _, _ in places])
    articles = np.array([number[f"{law}#{article}"] for law, article, _ in places])
    texts = [text for _, _, text in places]
    rows = unit(static.encode_documents(texts))
    for start in range(0, len(labelled), BATCH):
        batch = labelled[start : start + BATCH]
        vectors = unit(np.asarray([static.embed_query(one.question) for one in batch], dtype=np.float32))
        for at, (one, likeness) in enumerate(zip(batch, vectors @ rows.T, strict=True), start):
            own, article = laws == number[one.law], articles == number[f"{one.law}#{one.article[0].citation.address}"]
            asked = _asked(one, likeness, own, own & ~article, texts)
            yield asked if at < len(answered) else replace(asked, right=(), same=(*asked.right, *asked.same), verdict="")


def _asked(one: Labelled, likeness: NDArray[np.float32], own: NDArray[np.bool_], around: NDArray[np.bool_], texts: Sequence[str]) -> Asked:
    """Return a question with its clauses; ``own`` are the places of the law's clauses among ``texts``, ``around`` those of its other articles."""
    right = tuple(told(clause.citation.document, clause.headed) for clause in one.deciding)
    same = tuple(told(clause.citation.document, clause.headed) for clause in one.article if clause not in one.deciding)
    others_of_law = np.flatnonzero(around)
    near = others_of_law[np.argsort(-likeness[others_of_law], kind="stable")[:NEAR]]
    others = np.where(own, -1.0, likeness)
    like = np.argpartition(others, -LIKE)[-LIKE:]
    pairs = frozenset(grams(right[0]))
    far = [
        texts[at] for at in like[np.argsort(-others[like], kind="stable")].tolist() if overlap(pairs, frozenset(grams(texts[at]))) < OVERLAP
    ]
    return Asked(one.law, one.question, right, same, tuple(texts[at] for at in near.tolist()), tuple(far[:FAR]), one.verdict)


def _clauses(shared: Path, laws: set[str]) -> list[tuple[str, str, str]]:
    """Return the law, the article and the words of every clause of some laws."""
    found = []
    for path, documents in open_laws(shared, laws):
        for document in documents:
            for provision in document.all_provisions():
                place = Citation(document.title, provision.address, version=document.version)
                found += [(path, provision.address, told(document.title, one.headed)) for one in clauses(place, provision)]
    return found


def measured(model: CrossEncoder, unseen: Sequence[Asked], seed: int = recipe.SEED) -> str:
    """Say how often the right clause comes first among like ones, how often the verdict is right, and how often a clause that answers is read as
    more of an answer than one that only looks so, of questions about laws held out."""
    rng = random.Random(seed)
    first, verdicts = [], defaultdict[str, list[bool]](list)
    answering, looking = [], []
    for one in unseen:
        if not one.right:
            looking.append(model(one.question, one.same[:1])[0].answers)
            continue
        wrong = [*one.same, *one.near[:3], *one.far[:3]]
        judged = model(one.question, [one.right[0], *rng.sample(wrong, min(SHOWN - 1, len(wrong)))])
        first.append(judged[0].answers >= max(other.answers for other in judged))
        answering.append(judged[0].answers)
        if one.verdict:
            likely = dict(zip(VERDICTS, (judged[0].yes, judged[0].no, judged[0].conditional), strict=True))
            verdicts[one.verdict].append(max(likely, key=likely.__getitem__) == one.verdict)
    right = [one for of in verdicts.values() for one in of]
    shares = ", ".join(f"{name} {np.mean(of):.1%} of {len(of)}" for name, of in verdicts.items())
    apart = np.mean([np.mean(np.array(answering) > one) for one in looking]) if looking else np.nan
    return (
        f"first of {SHOWN}: {np.mean(first):.1%} of {len(first)}; verdict right {np.mean(right):.1%} of {len(right)} ({shares}); "
        f"an answer above one that looks so: {apart:.1%} ({len(looking)} that look so), on laws held out"
    )
