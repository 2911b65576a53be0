"""The recipe: which texts make which training sources, and in which order the model learns from them."""

from __future__ import annotations

import logging
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from tokenizers import Tokenizer
from torch import Tensor

from vectorstore.fuse import best
from vectorstore.lexical import Lexical
from vectorstore.train import lexicon, pairs
from vectorstore.train import tokenizer as vocabulary
from vectorstore.train.batches import PASSAGE_LIMIT, Alternating, LabelledSource, Mixture, NeighbouredSource, PairSource, Source
from vectorstore.train.corpus import Article, distinct, fingerprint, read_laws
from vectorstore.train.fit import Stage, pretrained, tuned
from vectorstore.train.pairs import Pair
from vectorstore.train.questions import (
    MORE,
    MORE_STYLES,
    Consultations,
    LayQuestion,
    held_out_laws,
    read_consultations,
    read_lay_questions,
    read_sentence_pairs,
)
from vectorstore.train.ragged import Encoder, Ids, Ragged
from vectorstore.train.table import Floats, TokenTable

log = logging.getLogger(__name__)

SEED = 20180101
DIMENSIONS = 256
LAY_SHARE = 0.1
"""Share of the lay questions whose laws no stage sees, so that they can judge the model."""
PRETRAINING = Stage(steps=1000, batch=1024, learning_rate=0.02, scale=16.0, warm_up=50)
LAY = Stage(steps=1000, batch=256, learning_rate=0.008, scale=14.0)
SOFT = Stage(steps=500, batch=96, learning_rate=0.004, scale=14.0, soft_scale=14.0)
"""Training the soft match itself raised hit@1 on held-out lay questions, ranked with it, from .350 to .394 (English .19 to .29); doing so
from the start, on mined pairs, or for longer brought no more."""
ENGLISH_SHARE = 0.2
"""Batches of dictionary pairs and glossed clauses among those of lay questions."""
LABELS = Stage(steps=300, batch=256, learning_rate=0.008, scale=14.0)
LABEL_SHARE = 0.6
"""Batches of STARD and LeCoQA in the labelled branch."""
BRANCH_WEIGHT = 0.65
"""Share of the labelled branch in the mean. From .5 to .8 STARD gains (left-out fold: recall@10 .549 to .578, MRR .481 to .502), laws without labels
lose a little (MRR .484 to .480), and so does the gazette."""
NEIGHBOURS = 5
"""Articles before and after the right one that wrong passages are drawn from."""
DICTIONARY_SHARE = 0.2
"""Batches of pretraining that are dictionary and sentence pairs: they cost nothing in Chinese and carry English."""
FAR = 10**6
"""Groups of pairs that belong to no article of the laws start here."""
HARD_NEGATIVES = 60
"""BM25's best passages that wrong ones are drawn from."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that may be trained on, and the lay questions that may not because their laws are held out."""

    articles: tuple[Article, ...]
    lay: tuple[LayQuestion, ...]
    held_out: tuple[LayQuestion, ...]
    consultations: Consultations
    sentences: tuple[tuple[str, str], ...]


def read_material(shared: Path, lay_share: float, seed: int) -> Material:
    """Read the material and take the held-out laws, and every copy of their articles' words elsewhere, out of it.

    Laws that STARD's gold articles stand in are never held out: the labels would be lost with them.
    """
    every = read_laws(shared / "laws" / "open_laws.tar.xz")
    questions = read_lay_questions(shared / "questions" / "lay_questions.jsonl.xz")
    more = read_lay_questions(MORE, MORE_STYLES)
    everyone = read_consultations(shared / "stard", shared / "embedding" / "data" / "lecoqa_train.json.xz")
    golds = {fingerprint(everyone.texts[gold]) for question in everyone.questions for gold in question.golds}
    laws = held_out_laws(questions, {article.path for article in every if fingerprint(article.text) in golds}, lay_share, seed)
    hidden = {fingerprint(article.text) for article in every if article.path in laws}
    hidden |= {fingerprint(question.text) for question in questions if question.path in laws}
    open_golds = [
        question for question in everyone.questions if not any(fingerprint(everyone.texts[gold]) in hidden for gold in question.golds)
    ]
    return Material(
        distinct(every, without=hidden),
        tuple(question for question in (*questions, *more) if question.path not in laws and fingerprint(question.text) not in hidden),
        tuple(question for question in questions if question.path in laws),
        Consultations(tuple(open_golds), everyone.passages, everyone.texts),
        read_sentence_pairs(shared / "embedding" / "data" / "tatoeba_en_zh.tsv.xz"),
    )


@dataclass(frozen=True, slots=True)
class Beginning:
    """What training makes of the laws and the lay questions, before it has seen any label of STARD."""

    tokenizer: Tokenizer
    encoder: Encoder
    rarity: Tensor
    vectors: Floats
    questions: Source


@dataclass(frozen=True, slots=True)
class Labels:
    """STARD's questions with the passages that BM25 finds instead of the right ones."""

    consultations: Consultations
    passages: Ragged
    found: tuple[Ids, ...]

    def without(self, places: Collection[int]) -> Labels:
        """Leave out some of the questions, by position."""
        kept = [place for place in range(len(self.found)) if place not in places]
        questions = tuple(self.consultations.questions[place] for place in kept)
        return Labels(replace(self.consultations, questions=questions), self.passages, tuple(self.found[place] for place in kept))


def begin(material: Material, seed: int) -> Beginning:
    """Train on laws and lay questions: pretraining, then the lay questions by cosine, then by soft matching too."""
    tokenizer = make_tokenizer(material)
    encoder, rng = Encoder(tokenizer), np.random.default_rng(seed)
    table = TokenTable(tokenizer, *token_counts(material, encoder, tokenizer.get_vocab_size()), DIMENSIONS, seed)
    log.info("%d tokens, %d shared parts; pretraining", tokenizer.get_vocab_size(), len(table.gram_rows))
    vectors = pretrained(table, self_supervised(material, encoder, seed), PRETRAINING, rng)
    return tune(material, tokenizer, table.rarity, vectors, seed)


def tune(material: Material, tokenizer: Tokenizer, rarity: Tensor, vectors: Floats, seed: int) -> Beginning:
    """Train pretrained vectors on the lay questions and on English, by cosine, then by soft matching too."""
    encoder, rng = Encoder(tokenizer), np.random.default_rng(seed + 1)
    questions = asked(material, encoder, seed)
    for stage in (LAY, SOFT):
        log.info("lay questions")
        vectors = tuned(vectors, questions, stage, rng, rarity)
    return Beginning(tokenizer, encoder, rarity, vectors, questions)


def prepare(consultations: Consultations, encoder: Encoder) -> Labels:
    """Find the wrong passages for STARD's questions, once for all folds: BM25 learns nothing."""
    found = hard_negatives(consultations.passages, [question.question for question in consultations.questions])
    return Labels(consultations, encoder.encode(consultations.passages, PASSAGE_LIMIT), tuple(found))


def finish(beginning: Beginning, labels: Labels, seed: int) -> Floats:
    """Train a branch with labels, and take its mean with the beginning: better than either on every kind of held-out question."""
    mean: Floats = (1 - BRANCH_WEIGHT) * beginning.vectors + BRANCH_WEIGHT * branch(beginning, labels, seed)
    return mean.astype(np.float32)


def branch(beginning: Beginning, labels: Labels, seed: int) -> Floats:
    """Train the beginning further on labels."""
    source = Alternating({beginning.questions: 1 - LABEL_SHARE, labelled(labels, beginning.encoder): LABEL_SHARE})
    log.info("labels of %d questions", len(labels.found))
    return tuned(beginning.vectors, source, LABELS, np.random.default_rng(seed), beginning.rarity)


def make_tokenizer(material: Material) -> Tokenizer:
    """Choose the vocabulary from the training material; STARD has no part in it, so that all of its folds share one vocabulary."""
    plain, english = lexicon.colloquial(), lexicon.english()
    typed = [wording for question in material.lay for wording in question.wordings.values()]
    typed += [chinese for _, chinese in material.sentences]
    terms = [*plain.terms, *english.terms, *(wording for wording, _ in plain.pairs())]
    words = vocabulary.count_words((article.text for article in material.articles), typed, terms)
    foreign = [*typed, *(sentence for sentence, _ in material.sentences), *(wording for wording, _ in english.pairs())]
    return vocabulary.build(words, vocabulary.count_english(foreign))


def self_supervised(material: Material, encoder: Encoder, seed: int) -> Source:
    """Mine the laws: eight kinds of pairs, and now and then a batch of dictionary and sentence pairs."""
    rng, articles = random.Random(seed), material.articles
    templates = list(pairs.questions(articles, rng))
    mined: dict[str, tuple[Sequence[Pair], float]] = {
        "title and lead": (list(pairs.title_and_lead(articles, rng)), 1.0),
        "headings": (list(pairs.headings(articles, rng)), 0.3),
        "inverse cloze": (list(pairs.inverse_cloze(articles, rng)), 1.0),
        "clauses": (list(pairs.clauses(articles, rng)), 0.7),
        "questions": (templates, 1.5),
        "colloquial": (list(pairs.colloquial(articles, templates, lexicon.colloquial(), rng)), 1.7),
        "penalties": (list(pairs.penalties(articles, rng)), 0.2),
        "glossed": (list(pairs.glossed(articles, lexicon.english(), rng)), 0.8),
    }
    for name, (found, _) in mined.items():
        log.info("%s: %d pairs", name, len(found))
    laws = Mixture({PairSource(found, encoder): share for found, share in mined.values() if found})
    return Alternating({laws: 1 - DICTIONARY_SHARE, dictionaries(material, encoder): DICTIONARY_SHARE})


def dictionaries(material: Material, encoder: Encoder) -> Source:
    """Pair English with Chinese sentences, and wordings with terms; equal terms share a group."""
    parts = {1.0: material.sentences, 0.7: lexicon.english().pairs(), 0.8: lexicon.colloquial().pairs()}
    sources = {}
    for share, found in parts.items():
        groups: dict[str, int] = {}
        listed = [Pair(typed, meant, FAR + groups.setdefault(meant, len(groups))) for typed, meant in found]
        sources[PairSource(listed, encoder)] = share
    return Mixture(sources)


def asked(material: Material, encoder: Encoder, seed: int) -> Source:
    """Alternate lay questions and English."""
    return Alternating({lay(material, encoder, seed): 1 - ENGLISH_SHARE, english(material, encoder, seed): ENGLISH_SHARE})


def lay(material: Material, encoder: Encoder, seed: int) -> Source:
    """Pair the wordings of each lay question with its article, under its full header, its law's name alone, or none.

    Articles around it in its law are the wrong passages: telling them apart is the whole task where the corpus is a single law.
    """
    rng = random.Random(seed)
    listed, neighbours = [], dict[int, list[str]]()
    for group, (question, passages, around) in enumerate(stood(material)):
        listed += [Pair(wording, rng.choice(passages), group) for wording in question.wordings.values()]
        if around is not None:
            neighbours[group] = around
    return NeighbouredSource(listed, encoder, neighbours)


def stood(material: Material) -> Iterator[tuple[LayQuestion, tuple[str, ...], list[str] | None]]:
    """Yield each lay question with the passages that answer it, one a heading, and those around it in its law; None where it stands in none."""
    places = {(article.path, article.number): place for place, article in enumerate(material.articles)}
    for question in material.lay:
        place = places.get((question.path, question.article))
        article = None if place is None else material.articles[place]
        names = headings(article) if article else ("",)
        around = None if place is None else beside(material.articles, place)
        yield question, tuple(f"{name}\n{question.text}" for name in names), around


def headings(article: Article) -> tuple[str, ...]:
    """Return what an article may stand under: law, chapter and number; law and number; nothing."""
    return article.header, f"{article.law} {article.number}", ""


def beside(articles: Sequence[Article], place: int) -> list[str]:
    """Return the passages of the articles around one in its law."""
    here, near = articles[place], articles[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS + 1]
    return [other.passage for other in near if other.path == here.path and other.number != here.number]


def english(material: Material, encoder: Encoder, seed: int) -> Source:
    """Pair the words of the dictionary with their translations, and clauses glossed with it with their articles, one article in five."""
    words, rng = lexicon.translated(), random.Random(seed)
    groups: dict[str, int] = {}
    listed = [Pair(wording, term, FAR + groups.setdefault(term, len(groups))) for wording, term in words.pairs()]
    glossed = PairSource(list(pairs.glossed(material.articles[::5], words, rng)), encoder)
    return Alternating({PairSource(listed, encoder): 0.3, glossed: 0.7})


def labelled(labels: Labels, encoder: Encoder) -> Source:
    """Alternate STARD's questions (with hard negatives) and LeCoQA's answers and keywords to them."""
    texts, questions = labels.consultations.passages, labels.consultations.questions
    hard = LabelledSource(questions, labels.passages, labels.found, encoder)
    listed = []
    for group, question in enumerate(questions):
        if len(question.answer) > 15:
            listed.append(Pair(question.question, question.answer, FAR + group))
        for gold in sorted(question.golds):
            anchors = [sentence for sentence in pairs.SENTENCE_END.split(question.answer)[:6] if len(sentence.strip()) >= 8]
            anchors += [question.keywords.replace(";", " ")] if question.keywords else []
            listed += [Pair(anchor, texts[gold], gold) for anchor in anchors]
    return Alternating({hard: 0.5, PairSource(listed, encoder): 0.5})


def hard_negatives(passages: Sequence[str], questions: Sequence[str]) -> list[Ids]:
    """Give the positions of the passages that BM25 ranks best for each question."""
    with TemporaryDirectory() as folder:
        Lexical.build(Path(folder), passages)
        index = Lexical.open(Path(folder))
        return [best(index.scores(question), HARD_NEGATIVES) for question in questions]


def token_counts(material: Material, encoder: Encoder, tokens: int) -> tuple[Ids, int]:
    """Count in how many training texts each token stands; laws, questions and sentences alike."""
    texts = [article.passage for article in material.articles]
    texts += [wording for question in material.lay for wording in question.wordings.values()]
    texts += [text for pair in material.sentences for text in pair]
    rows = encoder.encode(texts)
    counts = np.zeros(tokens, np.int64)
    for row in np.split(rows.ids, rows.offsets[1:-1]):
        counts[np.unique(row)] += 1
    return counts, len(texts)
