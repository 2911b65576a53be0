"""Read questions that people ask, with the articles that answer them, and sentence pairs for English."""

from __future__ import annotations

import json
import lzma
import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vectorstore.train.corpus import normal

STYLES = ("colloquial", "scenario", "formal", "english", "gist_english")
"""Of the shared questions."""
MORE_STYLES = ("colloquial", "terse", "scenario", "english")
"""Of those that are kept here."""
MORE = Path(__file__).with_name("questions.jsonl.xz")
"""Questions written for further articles of the open laws, none of them in ``eval/`` or held out."""
POLICY = Path(__file__).with_name("policy.jsonl.xz")
"""Passages of invented policy documents (plans, opinions, speeches), which the open laws hold none of, and questions about them."""


@dataclass(frozen=True, slots=True)
class LayQuestion:
    """Wordings of what one article answers, by style."""

    path: str
    article: str
    text: str
    wordings: dict[str, str]


@dataclass(frozen=True, slots=True)
class Consultation:
    """One question of the STARD train split, its gold articles (ids of ``Consultations.passages``), and LeCoQA's answer and keywords."""

    question: str
    golds: frozenset[int]
    answer: str
    keywords: str


@dataclass(frozen=True, slots=True)
class Consultations:
    """STARD's train questions and the articles that they are searched in."""

    questions: tuple[Consultation, ...]
    passages: tuple[str, ...]
    texts: tuple[str, ...]


def _lines(path: Path) -> Iterable[str]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        yield from file


def read_lay_questions(path: Path, styles: Sequence[str] = STYLES) -> tuple[LayQuestion, ...]:
    """Read ``lay_questions.jsonl.xz`` or :data:`MORE`; ``path`` of a question is that of its law in the archive of laws."""
    return tuple(
        LayQuestion(
            path=record["path"].removesuffix(".md") + ".txt",
            article=record["article"],
            text="\n".join(map(normal, record["text"].split("\n"))),
            wordings={style: normal(record[style]) for style in styles},
        )
        for record in map(json.loads, _lines(path))
    )


def read_consultations(stard: Path, lecoqa: Path) -> Consultations:
    """Read STARD's train split in BEIR form (``corpus``, ``queries``, ``qrels/train.tsv``) with LeCoQA's answers."""
    passages, texts, place = list[str](), list[str](), dict[str, int]()
    for record in map(json.loads, _lines(stard / "corpus.jsonl.xz")):
        place[record["_id"]] = len(texts)
        texts.append("\n".join(map(normal, record["text"].split("\n"))))
        passages.append(f"{normal(record['title'])}\n{texts[-1]}")
    golds = defaultdict[str, set[int]](set)
    for line in (stard / "qrels" / "train.tsv").read_text("utf-8").splitlines()[1:]:
        query, passage, _ = line.split("\t")
        golds[query].add(place[passage])
    answers = {str(record["query_id"]): record for record in json.loads("".join(_lines(lecoqa)))}
    questions = []
    for record in map(json.loads, _lines(stard / "queries.jsonl")):
        if record["_id"] in golds:
            answer = answers.get(record["_id"], {})
            questions.append(
                Consultation(
                    normal(record["text"]),
                    frozenset(golds[record["_id"]]),
                    str(answer.get("答案文本") or "").strip(),
                    normal(str(answer.get("关键词") or "")),
                )
            )
    return Consultations(tuple(questions), tuple(passages), tuple(texts))


def read_sentence_pairs(path: Path) -> tuple[tuple[str, str], ...]:
    """Read (English, Chinese) sentences, one tab-separated pair a line."""
    pairs = (line.rstrip("\n").split("\t")[:2] for line in _lines(path))
    return tuple((normal(english), normal(chinese)) for english, chinese in pairs)


def held_out_laws(questions: Sequence[LayQuestion], never: Collection[str], share: float, seed: int) -> frozenset[str]:
    """Choose whole laws (by path), none of ``never``, until they hold ``share`` of the questions."""
    paths = sorted({question.path for question in questions}.difference(never))
    random.Random(seed).shuffle(paths)
    chosen = set[str]()
    for path in paths:
        if sum(question.path in chosen for question in questions) >= share * len(questions):
            break
        chosen.add(path)
    return frozenset(chosen)
