"""Make rows of numbers of what the small transformers learn from: labelled questions, their texts and clauses, and wrong ones for each.

The wrong clauses of a question are the other ones of its text, the likest ones of the document, and the likest ones of other documents; the wrong
passages those beside the right one, and the likest of other laws. What is too much like the right one may be right, too: laws of provinces repeat
each other. Some questions stand there once more with slips of the pen: characters that sound alike.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from eval.labelled import NEAR as MISSED
from eval.labelled import POLICIES, Labelled, held_out_policies, policy_records, read_labelled, texts
from qa.question.spelling import syllable
from qa.wording.clauses import Clause
from qa.wording.excerpt import told
from qa.wording.relevance import grams
from vectorstore.context import PASSAGE, QUERY
from vectorstore.cross import QUESTION_TOKENS, TEXT_TOKENS, VERDICTS
from vectorstore.embedder import unit
from vectorstore.fuse import best
from vectorstore.runtime import cut, open_tokenizer
from vectorstore.static import StaticEmbeddings
from vectorstore.train import nearest, recipe
from vectorstore.train.packed import Packed, Rows
from vectorstore.train.questions import MORE_STYLES
from vectorstore.train.recipe import Material

NEAR, LIKE, FAR = 10, 40, 20
"""Clauses of the document and of other ones that may be drawn as wrong ones; the latter of so many that are like the question."""
FOUND, KEPT = 30, 20
"""Passages that are like a question, and of those so many that may be drawn as wrong ones."""
OVERLAP = 0.4
"""What shares more of its pairs of characters with the right one may be right, too."""
MISSPELT = 0.12
"""Share of the questions that stand there once more, misspelt."""
SLIPS = (0.08, 0.28)
"""Share of the characters of such a question that are others."""
USUAL = 20
"""A character that stands less often in laws and questions is no slip."""
BATCH = 256
PIECES = 128
"""Tokens of a passage that are kept."""

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Example:
    """A question, passages that answer it under different headings, and passages around; by number."""

    question: str
    answering: tuple[int, ...]
    around: tuple[int, ...]
    law: str
    article: tuple[str, str]


class Numbers(dict[str, int]):
    """Texts, each with the number that it got when it first came."""

    def of(self, text: str) -> int:
        """Return the number of a text."""
        return self.setdefault(text, len(self))


def pack(shared: Path, model: Path, begin: Path, seed: int = recipe.SEED) -> Packed:
    """Return what is learnt from; ``model`` is the static one, by which wrong texts are chosen, ``begin`` has the tokenizer.

    Raises FileNotFoundError where ``shared`` or a model lacks something.
    """
    material = recipe.read_material(shared, recipe.LAY_SHARE, seed)
    held_out = {question.path for question in material.held_out} | held_out_policies()

    def kept(one: Labelled) -> bool:
        return one.law in held_out or one.left_out

    static, chance, slips = StaticEmbeddings(model), random.Random(seed), Slips(material)
    answered = [one for one in read_labelled(shared) if one.deciding]
    missed = [one for one in read_labelled(shared, (MISSED,)) if one.deciding]
    labelled = [(one, False) for one in answered] + [(one, True) for one in missed]
    for one, seems in labelled[:]:
        if not kept(one) and chance.random() < MISSPELT and (misspelt := slips.misspelt(one.question, chance)):
            labelled.append((replace(one, question=misspelt), seems))
    clauses, questions, passages = Numbers(), Numbers(), Numbers()
    wrong = Clauses(shared, {one.law for one, _ in labelled}, static, clauses)
    rows = list(wrong.around(labelled))
    for article in material.articles:
        passages.of(article.passage)
    examples = list(_examples(material, [one for one in answered if not kept(one)], passages, slips, chance))
    like = list(_like(examples, list(passages), len(material.articles), static))
    asked = np.array([questions.of(one.question) for one, _ in labelled], np.int32)
    example = np.array([questions.of(one.question) for one in examples], np.int32)
    laws, articles = Numbers(), Numbers()
    tokenizer = open_tokenizer(begin)

    def encoded(prefix: str, written: Iterable[str], limit: int) -> Rows:
        return Rows.of(
            [cut(one.ids, limit) for part in _parts(list(written)) for one in tokenizer.encode_batch([prefix + text for text in part])],
            np.uint16,
        )

    return Packed(
        passages=encoded(PASSAGE, passages, PIECES),
        articles=len(material.articles),
        clauses=encoded(PASSAGE, clauses, TEXT_TOKENS + 1),
        questions=encoded(QUERY, questions, max(nearest.QUESTION_TOKENS, QUESTION_TOKENS)),
        example=example,
        answering=Rows.of(one.answering for one in examples),
        around=Rows.of(one.around for one in examples),
        like=Rows.of(like),
        law=np.array([laws.of(one.law) for one in examples], np.int32),
        article=np.array([articles.of("#".join(one.article)) for one in examples], np.int32),
        asked=asked,
        right=Rows.of(right for right, *_ in rows),
        same=Rows.of(same for _, same, *_ in rows),
        near=Rows.of(near for *_, near, _ in rows),
        far=Rows.of(far for *_, far in rows),
        verdict=np.array([VERDICTS.index(one.verdict) if one.verdict and not seems else -1 for one, seems in labelled], np.int8),
        held_out=np.array([kept(one) for one, _ in labelled]),
        end=tokenizer.token_to_id("</s>"),
        unknown=tokenizer.token_to_id("<unk>"),
    )


class Clauses:
    """The clauses of some laws and policy documents, with their vectors."""

    def __init__(self, shared: Path, paths: set[str], static: StaticEmbeddings, numbers: Numbers) -> None:
        self._static = static
        self._numbers = numbers
        words: list[str] = []
        laws = []
        self._laws = Numbers()
        for path, there in texts(shared, paths):
            for clause in chain.from_iterable(there.values()):
                words.append(_told(clause))
                laws.append(self._laws.of(path))
        self._of_law = np.array(laws)
        self._rows = unit(static.encode_documents(words))
        self._places = np.array([numbers.of(one) for one in words])
        self._pairs = [frozenset(grams(one)) for one in numbers]

    def around(self, labelled: Sequence[tuple[Labelled, bool]]) -> Iterator[tuple[list[int], list[int], list[int], list[int]]]:
        """Yield for each question the numbers of the right clauses, of the others of the text, of the document, and of other documents."""
        for (one, seems), likeness in zip(
            labelled, _likenesses([one.question for one, _ in labelled], self._rows, self._static), strict=True
        ):
            right = [self._numbers[_told(clause)] for clause in one.deciding]
            every = [self._numbers[_told(clause)] for clause in one.article]
            same = [clause for clause in every if clause not in right]
            own = self._of_law == self._laws[one.law]
            others = np.flatnonzero(own & ~np.isin(self._places, every))
            near = self._places[others[best(likeness[others], NEAR)]].tolist()
            like = self._places[best(np.where(own, np.float32(-1), likeness), LIKE)]
            far = [at for at in dict.fromkeys(like.tolist()) if overlap(self._pairs[right[0]], self._pairs[at]) < OVERLAP][:FAR]
            yield ([], right + same, near, far) if seems else (right, same, near, far)


def _told(clause: Clause) -> str:
    return told(clause.citation.document, clause.headed)


def _likenesses(questions: Sequence[str], rows: NDArray[np.float32], static: StaticEmbeddings) -> Iterator[NDArray[np.float32]]:
    """Yield how like each question every row is."""
    for part in _parts(questions):
        yield from unit(np.asarray([static.embed_query(one) for one in part], dtype=np.float32)) @ rows.T


class Slips:
    """Characters that sound alike, by how usual they are."""

    def __init__(self, material: Material) -> None:
        counts = Counter(character for article in material.articles for character in article.text if _han(character))
        self._alike: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for character, times in counts.items():
            if times >= USUAL:
                self._alike[syllable(character, True)].append((character, times**0.5))

    def misspelt(self, question: str, chance: random.Random) -> str | None:
        """Return a question with some characters typed by their sound; None where it has too few."""
        places = [at for at, character in enumerate(question) if _han(character)]
        letters = list(question)
        for at in chance.sample(places, max(1, round(len(places) * chance.uniform(*SLIPS)))) if len(places) >= 4 else ():
            others = [one for one in self._alike[syllable(question[at], True)] if one[0] != question[at]]
            if others:
                letters[at] = chance.choices([one for one, _ in others], [weight for _, weight in others])[0]
        changed = "".join(letters)
        return None if changed == question else changed


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _examples(
    material: Material, labelled: Sequence[Labelled], passages: Numbers, slips: Slips, chance: random.Random
) -> Iterator[Example]:
    """Yield every wording of every lay question, every labelled question, and those about policy documents, with the passages that answer."""
    seen: set[tuple[str, tuple[str, str]]] = set()
    for one in _every(material, labelled, passages):
        misspelt = slips.misspelt(one.question, chance) if chance.random() < MISSPELT else None
        for each in (one, replace(one, question=misspelt)) if misspelt else (one,):
            if (each.question, each.article) not in seen:
                seen.add((each.question, each.article))
                yield each


def _every(material: Material, labelled: Sequence[Labelled], passages: Numbers) -> Iterator[Example]:
    for question, rights, around in recipe.stood(material):
        answering, beside = tuple(map(passages.of, rights)), tuple(map(passages.of, around or ()))
        for wording in question.wordings.values():
            yield Example(wording, answering, beside, question.path, (question.path, question.article))
    places = {(article.path, article.number): at for at, article in enumerate(material.articles)}
    records = policy_records()
    for one in labelled:
        if one.law.startswith(POLICIES):
            continue
        at = places.get((one.law, one.address))
        if at is None:
            continue
        article = material.articles[at]
        answering = tuple(passages.of(f"{name}\n{article.text}") for name in recipe.headings(article))
        beside = tuple(map(passages.of, recipe.beside(material.articles, at)))
        yield Example(one.question, answering, beside, one.law, (one.law, one.address))
    headed = {number: _headed(record, passages) for number, record in enumerate(records, 1)}
    of_document: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(records, 1):
        of_document[record["doc"]].append(number)
    asked = [(number, record[style]) for number, record in enumerate(records, 1) for style in MORE_STYLES if style in record]
    asked += [(int(one.address), one.question) for one in labelled if one.law.startswith(POLICIES)]
    for number, wording in asked:
        document = records[number - 1]["doc"]
        beside = tuple(headed[other][0] for other in of_document[document] if other != number)
        yield Example(wording, headed[number], beside, document, (document, str(number)))


def _headed(record: dict[str, str], passages: Numbers) -> tuple[int, ...]:
    heads = (f"{record['doc']} {record['heading']}", record["heading"], "")
    return tuple(passages.of(f"{head}\n{record['text']}") for head in heads)


def _like(examples: Sequence[Example], passages: Sequence[str], articles: int, static: StaticEmbeddings) -> Iterator[list[int]]:
    """Yield for each example the passages of the laws that are like it and not like what answers."""
    rows = unit(static.encode_documents(list(passages[:articles])))
    pairs: dict[int, frozenset[str]] = {}
    for one, likeness in zip(examples, _likenesses([one.question for one in examples], rows, static), strict=True):
        found = best(likeness, FOUND).tolist()
        for at in (one.answering[0], *found):
            pairs.setdefault(at, frozenset(grams(passages[at])))
        own = pairs[one.answering[0]]
        yield [at for at in found if at not in one.answering and overlap(own, pairs[at]) < OVERLAP][:KEPT]


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the smaller of two sets stands in the other, 0 to 1."""
    return len(one & other) / max(min(len(one), len(other)), 1)


def _parts(every: Sequence[Part]) -> Iterator[Sequence[Part]]:
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))
