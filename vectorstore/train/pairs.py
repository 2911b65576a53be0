"""Mine training pairs from the laws themselves: what someone might type, and the words that it should find.

No labels are needed: a title finds its text, a sentence finds the rest of its article, a penalty finds the duty that it names.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vectorstore.train.corpus import NUMERAL, Article
from vectorstore.train.lexicon import Wordings
from vectorstore.train.templates import asked

CLAUSE_MARK = re.compile(r"[,，。;；:：\n]")
SENTENCE_END = re.compile(r"(?<=[。;；!?])|\n")
DIVISION_LABEL = re.compile(rf"第[{NUMERAL}]+[编章节分]\s*")
"""``第二章 `` in ``第二章 赛事管理``."""
REGION = re.compile(r"^(?:.{2,6}?(?:省|市|自治区|自治县)(?:人民代表大会常务委员会关于)?|中华人民共和国)")
"""``浙江省`` in ``浙江省体育赛事管理办法``."""
KIND = re.compile(r"(?:管理|监督管理|保护|促进|实施)?(?:暂行)?(?:条例|办法|若干规定|规定|实施细则|细则|的解释|法)$")
"""``管理办法`` in ``体育赛事管理办法``."""
BRACKETS = re.compile(r"\(.*?\)")
GENERAL_HEADINGS = frozenset(["总则", "附则", "法律责任", "罚则", "一般规定", "其他规定"])
MENTION = re.compile(rf"第[{NUMERAL}]+条")
OPENINGS = ("请问", "我想问一下", "想问下", "你好,", "问一下", "我想知道", "咨询一下", "那个", *[""] * 8)
ENDINGS = (
    *("怎么办", "吗", "怎么处理", "有什么规定", "怎么规定的", "可以吗", "合法吗", "违法吗", "要怎么做", "是怎么回事", "怎么算"),
    *("该找谁", "有哪些要求", "需要什么", "法律怎么规定", "", "", "", ""),
)
PENALTY_ENDINGS = (" 罚多少", " 怎么处罚", " 违反了会怎样", " 处罚", " 后果", "没做会罚吗")
ENGLISH_OPENINGS = (
    *("what is", "who is responsible for", "do", "does", "is", "can", "how long", "how much fine for", "when", "which department"),
    *("what are the requirements for", "is it allowed to", "must", "need approval", "penalty for", ""),
)
QUESTIONS_AN_ARTICLE = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """What is typed, what it should find, and a group: pairs of one group never count as each other's negatives."""

    anchor: str
    passage: str
    group: int


def title_and_lead(articles: Sequence[Article], rng: random.Random) -> Iterator[Pair]:
    """Pair the law's name, the chapter and the first clause with the rest of the article."""
    for group, article in enumerate(articles):
        lead, *others = CLAUSE_MARK.split(article.text)
        rest = article.text[len(lead) :]
        name = _local(article.law) if rng.random() < 0.7 else article.law
        chapter = DIVISION_LABEL.sub("", article.chapter)
        if len(rest) < 15:
            yield Pair(f"{name} {chapter}", article.text, group)
            continue
        if len(lead) < 6:
            lead += others[0]
        yield Pair(f"{name} {chapter} {lead}", rest, group)


def headings(articles: Sequence[Article], rng: random.Random) -> Iterator[Pair]:
    """Pair the heading of a chapter or section, mostly with what the law is about, with one article that stands under it.

    Headings of policy documents are asked for in just this way: ``智慧医疗``, ``人工智能 保障措施``.
    """
    divisions = defaultdict[tuple[str, str], list[int]](list)
    for group, article in enumerate(articles):
        if article.chapter:
            divisions[article.path, article.chapter].append(group)
    for (_, chapter), groups in divisions.items():
        group = rng.choice(groups)
        heading = DIVISION_LABEL.sub("", chapter)
        about = topic(articles[group].law)
        yield Pair(heading if heading not in GENERAL_HEADINGS and rng.random() < 0.4 else f"{about} {heading}", articles[group].text, group)


def inverse_cloze(articles: Sequence[Article], rng: random.Random) -> Iterator[Pair]:
    """Pair a sentence with the rest of its article; two of a long article."""
    for group, article in enumerate(articles):
        sentences = _sentences(article.text)
        if len(sentences) < 2:
            continue
        for _ in range(1 if len(sentences) < 5 else 2):
            taken = rng.randrange(len(sentences))
            rest = "".join(sentences[:taken] + sentences[taken + 1 :])
            yield Pair(sentences[taken], f"{article.header}\n{rest}" if rng.random() < 0.5 else rest, group)


def clauses(articles: Sequence[Article], rng: random.Random) -> Iterator[Pair]:
    """Pair a clause, with or without what the law is about, with its article."""
    for group, article in enumerate(articles):
        choices = _clauses(article.text, 6, 40)
        if choices:
            clause = rng.choice(choices)
            yield Pair(clause if rng.random() < 0.5 else f"{topic(article.law)} {clause}", article.passage, group)


def questions(articles: Sequence[Article], rng: random.Random) -> Iterator[Pair]:
    """Pair questions by template with the article whose sentence answers them, at most four an article."""
    for group, article in enumerate(articles):
        about, law = topic(article.law), _local(article.law)
        found = [question for sentence in _sentences(article.text)[:8] for question in asked(sentence, about, law, rng)]
        rng.shuffle(found)
        passage = article.passage if rng.random() < 0.6 else article.text
        yield from (Pair(question, passage, group) for question in found[:QUESTIONS_AN_ARTICLE] if len(question) >= 4)


def colloquial(articles: Sequence[Article], asked_pairs: Sequence[Pair], wordings: Wordings, rng: random.Random) -> Iterator[Pair]:
    """Pair questions and clauses, put in the words that people use, with their articles."""
    for pair in asked_pairs:
        plain = wordings.reworded(pair.anchor, rng)
        if plain != pair.anchor:
            yield Pair(rng.choice(OPENINGS) + plain, pair.passage, pair.group)
    for group, article in enumerate(articles):
        choices = _clauses(article.text, 6, 30)
        for clause in rng.sample(choices, min(2, len(choices))):
            plain = wordings.reworded(clause, rng)
            if plain != clause:
                yield Pair(rng.choice(OPENINGS) + plain + rng.choice(ENDINGS), article.passage, group)


def penalties(articles: Sequence[Article], rng: random.Random) -> Iterator[Pair]:
    """Pair breaking a duty with the penal article of the same law that names the duty's article."""
    laws = defaultdict[str, dict[str, Article]](dict)
    for article in articles:
        laws[article.path][article.number] = article
    for group, article in enumerate(articles):
        if "违反" not in article.text and "罚" not in article.text:
            continue
        for number in sorted(set(MENTION.findall(article.text)) - {article.number}):
            duty = laws[article.path].get(number)
            choices = _clauses(duty.text, 6, 40) if duty else []
            if choices:
                breach = rng.choice(choices).replace("不得", "").replace("应当", rng.choice(("没有", "不")))
                yield Pair(breach + rng.choice(PENALTY_ENDINGS), article.text, group)


def glossed(articles: Sequence[Article], glossary: Wordings, rng: random.Random) -> Iterator[Pair]:
    """Pair the English words of a clause's terms, behind an English opening, with its article; every second article."""
    for group, article in enumerate(articles):
        choices = _clauses(article.text, 8, 40)
        if group % 2 or not choices:
            continue
        clause = rng.choice(choices) + (article.law if rng.random() < 0.5 else "")
        words = glossary.found(clause, rng)
        if len(words) >= 2:
            yield Pair(f"{rng.choice(ENGLISH_OPENINGS)} {' '.join(words)}", article.passage, group)


def topic(law: str) -> str:
    """Say what a law is about: ``浙江省体育赛事管理办法`` → ``体育赛事``."""
    return KIND.sub("", BRACKETS.sub("", _local(law)))


def _local(law: str) -> str:
    return REGION.sub("", law) or law


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in SENTENCE_END.split(text) if len(sentence.strip()) >= 8]


def _clauses(text: str, shortest: int, longest: int) -> list[str]:
    return [clause for clause in CLAUSE_MARK.split(text) if shortest <= len(clause) <= longest]
