"""The words of question answering: from a question to a checked answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from law.model import Citation, Provision

Language = Literal["zh", "en"]
Verdict = Literal["yes", "no", "conditional"]
OPPOSITE: dict[Verdict, Verdict] = {"yes": "no", "no": "yes", "conditional": "conditional"}
"""What answers the same question put negatively."""
Kind = Literal[
    "approval",  # 要不要审批、能不能
    "penalty",  # 罚多少、怎么处罚
    "deadline",  # 多久、几日内、每年几次
    "who",  # 谁负责、哪个部门
    "definition",  # 什么是
    "list",  # 哪些、条件、材料
    "number",  # 多少、目标
    "procedure",  # 怎么办、程序
    "effect",  # 何时施行、废止了什么
    "article",  # 第N条说什么
    "which",  # 哪一条规定了
    "scope",  # 适用范围
    "other",
]


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked: the words, the earlier questions of the same person (oldest first), the day asked about."""

    text: str
    history: tuple[str, ...] = ()
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """Words to search with, how much they count, and where they come from: 原话, 上文, 纠错, 词表."""

    text: str
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question means, before anything is searched."""

    text: str
    """The question made clean and complete: control characters gone, an ellipsis filled from the history."""
    own: str
    """The question as it was asked, clean: what it wants to know is read from here."""
    kind: Kind
    language: Language
    wordings: tuple[str, ...] = ()
    """Other wordings of ``text`` to search with: typing slips mended, English words as Chinese terms."""
    citations: tuple[Citation, ...] = ()
    """Provisions that the question names; ``document`` is ``""`` where it names an article without its document."""
    documents: tuple[str, ...] = ()
    """Titles in the library that the question means."""
    unknown: tuple[str, ...] = ()
    """Names in 《》, of another region (宁波市消防条例) or of what carries out a law (消防法实施细则) that mean no document in the library."""
    follow_up: bool = False
    after: Citation | None = None
    """The clause that answers the question that a follow-up, or one of several questions, goes on from, where that is known."""
    search: tuple[Wording, ...] = ()
    """What is searched with, the question's own words first."""
    mended: str = ""
    """``own`` with its typing slips mended."""
    whole: str = ""
    """The question that ``own`` is one part of, where it asks for several things: it may tell whose breach a part is about."""

    @property
    def spelt(self) -> str:
        """``own`` without typing slips, whether or not it had any."""
        return self.mended or self.own

    @property
    def sentence(self) -> str:
        """What a transformer reads: ``text`` with the typing slips of ``own`` mended."""
        return self.text.removesuffix(self.own) + self.mended if self.mended and self.text.endswith(self.own) else self.text


@dataclass(frozen=True, slots=True)
class Evidence:
    """A provision that may answer, with why it is here and how it scored."""

    citation: Citation
    provision: Provision
    score: float
    scores: tuple[tuple[str, float], ...]
    why: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, verbatim, with their address."""

    citation: Citation
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes out: the text that satisfies a reader by itself, and what proves it."""

    text: str
    """Conclusion first, then the words of the law with their citations. Markdown."""
    quotes: tuple[Quote, ...] = ()
    verdict: Verdict | None = None
    refused: bool = False
    reason: str | None = None
    """Why it was refused, or what was corrected: one sentence."""
    searched: str = ""
    """What was searched: documents and provisions, in words."""
    evidence: tuple[Evidence, ...] = ()
    kind: Kind = "other"
    language: Language = "zh"
    conclusion: str = ""
    """The first sentences of ``text``: the answer itself, without the quotations."""
    suggestions: tuple[str, ...] = ()
    """Questions to ask next."""
    note: str = ""
    """A remark on how the answer came about, such as that the language model failed; it stands in ``conclusion`` and ``text``, too."""


class Answerer(Protocol):
    """Turn evidence into an answer. It may not use anything but the evidence."""

    def answer(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Answer:
        """Answer from the evidence, or refuse with a reason."""
        ...

    def stream(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Iterator[Answer]:
        """Yield growing answers; the last one is complete."""
        ...


@dataclass(frozen=True, slots=True)
class Chat:
    """Which chat model, where, and how much of it may be used."""

    model: str
    """A name that ``init_chat_model`` knows: ``openai:qwen2.5``, ``ollama:qwen3``, ``deepseek:deepseek-chat``."""
    base_url: str | None = None
    api_key: str | None = None
    deadline: float = 30.0
    """Seconds for the whole answer; then the law's own words answer."""
    max_tokens: int = 1200
    """Tokens of one answer."""
    tokens_a_day: int = 2_000_000
    """Tokens, asked and answered, that a process may use on one day: what caps the cost."""
