"""Fine-tune a small transformer, so that a question lies near the passages that answer it."""

from __future__ import annotations

import argparse
import json
import logging
import lzma
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from torch.nn.functional import cross_entropy, normalize
from transformers import BertConfig, BertModel

from vectorstore import context as runtime
from vectorstore.context import PASSAGE, QUERY
from vectorstore.runtime import cut
from vectorstore.train import graph, pretrained, recipe
from vectorstore.train.pretrained import Pretrained
from vectorstore.train.questions import MORE_STYLES
from vectorstore.train.recipe import Material

log = logging.getLogger(__name__)

QUERY_LIMIT, PASSAGE_LIMIT = 64, 112
"""Tokens that are read in training; three texts in four are shorter."""
BATCH, TEMPERATURE = 64, 0.02
"""Questions a step, and what likeness is divided by, as in pretraining."""
POLICY = Path(__file__).with_name("policy.jsonl.xz")
"""Passages of invented policy documents (plans, opinions, speeches), which the open laws hold none of, and questions about them."""
PAD = 1
"""The id of the piece that fills rows up."""
LEAST_COUNT = 3
"""Training texts that a piece must stand in to be kept; single Chinese characters, letters and digits always are."""
SIBLINGS = 0.6
"""Share of wrong passages from around the right one in its law; the rest is what BM25 finds."""
FOUND, KEPT = 30, 40
"""Passages that BM25 finds for each wording, and of those for all wordings of a question so many that may be drawn."""
OF_A_LAW = 4
"""Questions of one law in a batch, at most."""
GROUP = 32
"""Texts that are run together."""
OVERLAP = 0.4
"""Two texts that share more of their pairs of characters may both be right: laws of provinces repeat each other."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How many steps; the peak of the rate; the step by which it would have fallen to nothing; the share of those in which it rises."""

    steps: int
    learning_rate: float
    falls_by: int
    rising: float

    def share(self, step: int) -> float:
        """Return the share of the peak rate at a step."""
        warm = max(int(self.rising * self.falls_by), 1)
        return min((step + 1) / warm, max(self.falls_by - step, 0) / max(self.falls_by - warm, 1))


LAWS = Stage(steps=300, learning_rate=6e-5, falls_by=730, rising=0.06)
POLICIES = Stage(steps=150, learning_rate=3.6e-5, falls_by=150, rising=0.03)
"""The second goes on at the rate that the first has come down to, with policy documents among the laws."""
POLICY_TIMES = 2
"""How often a question about a policy document stands among the others: there are few."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the passage that answers it under one of its headings, its law, and passages that do not."""

    question: str
    passages: tuple[str, ...]
    article: int
    law: str
    siblings: tuple[str, ...]
    found: tuple[str, ...]


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


def network(source: Pretrained, rows: Sequence[int]) -> BertModel:
    """Return the pretrained network with the kept rows of its table."""
    model = BertModel(
        BertConfig(
            vocab_size=len(rows),
            hidden_size=source.width,
            num_hidden_layers=source.layers,
            num_attention_heads=source.heads,
            intermediate_size=source.inner,
            max_position_embeddings=source.positions,
            layer_norm_eps=source.epsilon,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            pad_token_id=source.special["pad"],
        ),
        add_pooling_layer=False,
    )
    state = model.state_dict()
    for name in state:
        tensor = torch.from_numpy(source.tensors[short(name)])
        if name == "embeddings.word_embeddings.weight":
            tensor = tensor.reshape(-1, source.width)[torch.tensor(rows)]
        state[name] = tensor.reshape(state[name].shape)
    model.load_state_dict(state)
    return model


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
"""Names of transformers and of the package; the ends ``.weight`` and ``.bias`` are ``.w`` and ``.b``."""


def short(name: str) -> str:
    """Translate the name of a tensor."""
    if name in SHORT:
        return SHORT[name]
    stem, end = name.rsplit(".", 1)
    if stem in SHORT:
        return f"{SHORT[stem]}.{end[0]}"
    _, _, layer, part = stem.split(".", 3)
    return f"l{layer}.{SHORT[part]}.{end[0]}"


def examples(material: Material, seed: int) -> list[Example]:
    """Make an example of every wording of every lay question."""
    passages = [article.passage for article in material.articles]
    asked = [(group, wording) for group, question in enumerate(material.lay) for wording in question.wordings.values()]
    found: dict[int, list[int]] = {}
    for (group, _), best in zip(asked, recipe.hard_negatives(passages, [wording for _, wording in asked]), strict=True):
        found.setdefault(group, []).extend(int(place) for place in best[:FOUND])
    made = []
    for group, (question, rights, around) in enumerate(recipe.stood(material)):
        pairs = _pairs(question.text)
        others = [
            passages[other]
            for other in dict.fromkeys(found.get(group, ()))
            if overlap(pairs, _pairs(material.articles[other].text)) < OVERLAP
        ]
        made += [
            Example(wording, rights, group, question.path, tuple(around or ()), tuple(others[:KEPT]))
            for wording in question.wordings.values()
        ]
    random.Random(seed).shuffle(made)
    return made


def policy_examples(first: int) -> list[Example]:
    """Make an example of every question about the invented policy documents; their passages are numbered from ``first``."""
    with lzma.open(POLICY, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    documents: dict[str, list[str]] = {}
    for record in records:
        documents.setdefault(record["doc"], []).append(f"{record['doc']} {record['heading']}\n{record['text']}")
    made = []
    for at, record in enumerate(records):
        passage = f"{record['doc']} {record['heading']}\n{record['text']}"
        siblings = tuple(other for other in documents[record["doc"]] if other != passage)
        passages = (passage, f"{record['heading']}\n{record['text']}", f"\n{record['text']}")
        made += [Example(record[style], passages, first + at, record["doc"], siblings, ()) for style in MORE_STYLES]
    return made


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the smaller of two sets stands in the other, 0 to 1."""
    return len(one & other) / max(min(len(one), len(other)), 1)


def batches(made: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches in which questions of a law stand together, so that the articles of one law are told apart; never two wordings of one."""
    laws: dict[str, list[Example]] = {}
    for one in made:
        laws.setdefault(one.law, []).append(one)
    for of_law in laws.values():
        rng.shuffle(of_law)
    while laws:
        batch: list[Example] = []
        names = list(laws)
        rng.shuffle(names)
        for name in names:
            seen: set[int] = set()
            rest = []
            for one in laws[name]:
                if one.article in seen or len(batch) >= size or len(seen) >= OF_A_LAW:
                    rest.append(one)
                else:
                    seen.add(one.article)
                    batch.append(one)
            if rest:
                laws[name] = rest
            else:
                del laws[name]
            if len(batch) >= size:
                break
        if len(batch) >= size // 2:
            yield batch


def forever(made: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches of examples, over and over."""
    while True:
        yield from batches(made, size, rng)


def encoded(model: BertModel, tokenizer: Tokenizer, texts: Sequence[str], limit: int) -> torch.Tensor:
    """Return one vector of length 1 a text: the mean over its tokens."""
    rows = [cut(encoding.ids, limit) for encoding in tokenizer.encode_batch(list(texts))]
    return normalize(pooled(model, rows), dim=1)


def pooled(model: BertModel, rows: Sequence[Sequence[int]]) -> torch.Tensor:
    """Return the mean over the tokens of each row. Rows are run in groups of like length."""
    order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
    vectors: list[torch.Tensor] = [torch.empty(0)] * len(rows)
    for start in range(0, len(order), GROUP):
        group = order[start : start + GROUP]
        longest = len(rows[group[-1]])
        ids = torch.tensor([[*rows[place], *[PAD] * (longest - len(rows[place]))] for place in group])
        mask = torch.tensor([[1] * len(rows[place]) + [0] * (longest - len(rows[place])) for place in group])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = model(input_ids=ids, attention_mask=mask).last_hidden_state
        means = (states.float() * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        for place, vector in zip(group, means, strict=True):
            vectors[place] = vector
    return torch.stack(vectors)


def tuned(model: BertModel, tokenizer: Tokenizer, made: Sequence[Example], stage: Stage, rng: random.Random) -> None:
    """Train so that a question lies nearest to the passage that answers it, among all of the batch and a wrong one each."""
    decay, plain = ([one for one in model.parameters() if (one.ndim > 1) == matrix] for matrix in (True, False))
    groups = [{"params": decay, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=stage.learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, stage.share)
    model.train()
    running, started = 0.0, time.monotonic()
    for step, batch in enumerate(islice(forever(made, BATCH, rng), stage.steps), 1):
        rights = [PASSAGE + rng.choice(one.passages) for one in batch]
        wrongs = [PASSAGE + wrong(one, rng) for one in batch]
        questions = encoded(model, tokenizer, [QUERY + one.question for one in batch], QUERY_LIMIT)
        texts = encoded(model, tokenizer, rights + wrongs, PASSAGE_LIMIT)
        loss = cross_entropy(questions @ texts.T / TEMPERATURE, torch.arange(len(batch)))
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        running = 0.97 * running + 0.03 * loss.item() if running else loss.item()
        if step % 20 == 0:
            log.info("step %d of %d, loss %.3f, %.0f s", step, stage.steps, running, time.monotonic() - started)
    model.eval()  # type: ignore[no-untyped-call]


def wrong(one: Example, rng: random.Random) -> str:
    """Choose a passage that does not answer a question."""
    if one.siblings and (rng.random() < SIBLINGS or not one.found):
        return rng.choice(one.siblings)
    return rng.choice(one.found) if one.found else "。"


def write(folder: Path, model: BertModel) -> None:
    """Write the network as the graph that ``vectorstore.context`` runs."""
    shape = model.config
    tensors = {short(name): tensor.detach().float().numpy() for name, tensor in model.state_dict().items()}
    graph.write(folder / "model.onnx", tensors, shape.num_hidden_layers, shape.num_attention_heads, shape.layer_norm_eps, runtime.LONGEST)


def main() -> int:
    """Train the network from pretrained weights, and write it with its tokenizer."""
    options = argparse.ArgumentParser(prog="python -m vectorstore.train.context", description=main.__doc__)
    options.add_argument("--shared", type=Path, required=True, help="folder with laws/, questions/, stard/ and embedding/")
    options.add_argument("--out", type=Path, required=True, help="folder that the model goes into")
    options.add_argument("--weights", type=Path, help="file of pretrained weights; that of the installed package by itself")
    options.add_argument("--seed", type=int, default=recipe.SEED)
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(chosen.seed)
    source = pretrained.read(chosen.weights or pretrained.installed())
    material = recipe.read_material(chosen.shared, recipe.LAY_SHARE, chosen.seed)
    tokenizer, rows = pruned(source, material)
    model, rng = network(source, rows), random.Random(chosen.seed)
    made = examples(material, chosen.seed)
    log.info("%d pieces of words, %d questions", len(rows), len(made))
    tuned(model, tokenizer, made, LAWS, rng)
    tuned(model, tokenizer, [*made, *POLICY_TIMES * policy_examples(len(material.lay))], POLICIES, rng)
    chosen.out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(chosen.out / "tokenizer.json"))
    write(chosen.out, model)
    return 0


if __name__ == "__main__":
    sys.exit(main())
