"""Make the network that training begins from: ``python -m vectorstore.train.context --shared DIR --out DIR``.

It is multilingual-e5-small with those of its pieces of words that texts of law use; ``vectorstore.train.card`` trains it on.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertModel

from vectorstore.context import LONGEST
from vectorstore.train import network, pretrained, recipe
from vectorstore.train.network import short, write
from vectorstore.train.pretrained import Pretrained
from vectorstore.train.recipe import Material

LEAST_COUNT = 3
"""Training texts that a piece must stand in to be kept; single Chinese characters, letters and digits always are."""


def pruned(source: Pretrained, material: Material) -> tuple[Tokenizer, list[int]]:
    """Return a tokenizer of the pieces that the training texts use, and their rows in the pretrained table."""
    full = tokenizer_of(list(zip(source.pieces, source.scores, strict=True)), source.special)
    counts: Counter[int] = Counter()
    texts = [article.passage for article in material.articles]
    texts += [wording for question in material.lay for wording in question.wordings.values()]
    texts += [sentence for pair in material.sentences for sentence in pair]
    for encoded in full.encode_batch(texts):
        counts.update(set(encoded.ids))
    special = set(source.special.values())
    rows = [
        row for row, piece in enumerate(source.pieces) if row in special or counts[row] >= LEAST_COUNT or _basic(piece.removeprefix("▁"))
    ]
    names = {name: rows.index(row) for name, row in source.special.items()}
    return tokenizer_of([(source.pieces[row], source.scores[row]) for row in rows], names), rows


def tokenizer_of(pieces: list[tuple[str, float]], special: dict[str, int]) -> Tokenizer:
    """Return a Unigram tokenizer that sets its two marks around every text."""
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=special["unk"]))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    first, last = (pieces[special[name]][0] for name in ("bos", "eos"))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}", special_tokens=[(first, special["bos"]), (last, special["eos"])]
    )
    return tokenizer


def _basic(piece: str) -> bool:
    return len(piece) == 1 and ("\u4e00" <= piece <= "\u9fff" or piece.isascii())


def pretrained_network(source: Pretrained, rows: Sequence[int]) -> BertModel:
    """Return the pretrained network with the kept rows of its table."""
    model = network.network(
        pieces=len(rows), width=source.width, layers=source.layers, heads=source.heads, inner=source.inner, positions=source.positions,
        types=len(source.tensors["emb.type"]) // source.width, epsilon=source.epsilon,
    )  # fmt: skip
    state = model.state_dict()
    for name in state:
        tensor = torch.from_numpy(source.tensors[short(name)])
        if name == "embeddings.word_embeddings.weight":
            tensor = tensor.reshape(-1, source.width)[torch.tensor(rows)]
        state[name] = tensor.reshape(state[name].shape)
    model.load_state_dict(state)
    return model


def main() -> int:
    """Write the pretrained network and its tokenizer as a context model."""
    options = argparse.ArgumentParser(prog="python -m vectorstore.train.context", description=main.__doc__)
    options.add_argument("--shared", type=Path, required=True, help="folder with laws/, questions/, stard/ and embedding/")
    options.add_argument("--out", type=Path, required=True, help="folder that the model goes into")
    options.add_argument("--weights", type=Path, help="file of pretrained weights; that of the installed package by itself")
    options.add_argument("--seed", type=int, default=recipe.SEED)
    chosen = options.parse_args()
    source = pretrained.read(chosen.weights or pretrained.installed())
    tokenizer, rows = pruned(source, recipe.read_material(chosen.shared, recipe.LAY_SHARE, chosen.seed))
    write(chosen.out, pretrained_network(source, rows), LONGEST)
    tokenizer.save(str(chosen.out / "tokenizer.json"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
