"""Grow the thesaurus of lay words and legal terms: ``python -m vectorstore.train.thesaurus --shared DIR --out qa/thesaurus.tsv``.

Two sources, neither of them a test: the lexicon that the model was trained with, and what lay questions about open laws say where the
article that answers says something else. A pair is kept where both stand together far more often than chance, and their vectors are near.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from vectorstore.static import StaticEmbeddings
from vectorstore.train.questions import LayQuestion

TOGETHER = 4
"""Questions, at least, that say the one while their article says the other."""
LIFT = 1.8
"""Natural logarithm of how much more often than chance they do, at least."""
NEAR = 0.3
"""Cosine of their vectors, at least."""
TERMS = 4
"""Legal terms for one lay word."""
STYLES = ("colloquial", "scenario")
LEXICON = Path(__file__).with_name("lexicon.tsv")
MODEL = Path(__file__).resolve().parent.parent / "model"
HAN = re.compile(r"[一-鿿]{2,}")


def mined(questions: Sequence[LayQuestion], model: StaticEmbeddings) -> dict[str, tuple[str, ...]]:
    """Return lay words with the legal terms that articles use for them, the most telling first."""
    lay, legal, both = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for question in questions:
        article = _words(question.text, model)
        asked = {word for style in STYLES for word in _words(question.wordings[style], model)} - article
        lay.update(asked)
        legal.update(article)
        both.update((one, other) for one in asked for other in article)
    vocabulary = model.tokenizer.get_vocab()
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), together in both.items():
        if together < TOGETHER or one in other or other in one:
            continue
        lift = math.log(together * len(questions) / (lay[one] * legal[other]))
        if lift >= LIFT and _cosine(model, vocabulary[one], vocabulary[other]) >= NEAR:
            found[one].append((lift * together, other))
    return {one: tuple(word for _, word in sorted(words, reverse=True)[:TERMS]) for one, words in sorted(found.items())}


def of_lexicon(path: Path = LEXICON) -> dict[str, tuple[str, ...]]:
    """Return the lexicon the other way round: lay words with their legal terms."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        legal, _, lay = line.partition("\t")
        for word in filter(None, (word.strip() for word in lay.split(","))):
            if len(word) > 1 and word != legal:
                found[word].append(legal)
    return {word: tuple(terms) for word, terms in found.items()}


def merged(*sources: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of the thesaurus: a lay word, a tab, its legal terms separated by commas."""
    for word in sorted({word for source in sources for word in source}):
        terms = dict.fromkeys(term for source in sources for term in source.get(word, ()))
        yield f"{word}\t{','.join(terms)}"


def _words(text: str, model: StaticEmbeddings) -> set[str]:
    return {token for token in model.tokenizer.encode(text, add_special_tokens=False).tokens if HAN.fullmatch(token)}


def _cosine(model: StaticEmbeddings, one: int, other: int) -> float:
    a, b = model.table[one], model.table[other]
    return float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9))


def main() -> int:
    """Write the thesaurus."""
    from vectorstore.train import recipe

    options = argparse.ArgumentParser(prog="python -m vectorstore.train.thesaurus", description=main.__doc__)
    options.add_argument("--shared", type=Path, required=True, help="folder with laws/, questions/, stard/ and embedding/")
    options.add_argument("--out", type=Path, required=True, help="file to write")
    options.add_argument("--model", type=Path, default=MODEL)
    chosen = options.parse_args()
    questions = recipe.read_material(chosen.shared, recipe.LAY_SHARE, recipe.SEED).lay
    found = mined(questions, StaticEmbeddings(chosen.model))
    lines = list(merged(of_lexicon(), found))
    chosen.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} lay words, {len(found)} of them mined from {len(questions)} questions", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
