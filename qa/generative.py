"""The answerer with a language model: claims in plain words, each carried by quotations that stand. What does not stand is cut.

The door for chat models: LangChain's ``init_chat_model`` opens them, OpenAI-compatible servers by ``base_url`` included.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import replace
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from pydantic import BaseModel, Field, ValidationError

from law.library import Library
from qa.check import faults
from qa.draft import Draft, unique
from qa.extractive import ExtractiveAnswerer, compose
from qa.model import Answer, Evidence, Quote, Understanding, Verdict
from qa.words import say

PROMPT = Path(__file__).parent / "prompt.md"
DEADLINE = 30.0
"""Seconds for the whole answer, tries included; then the law's own words answer."""
MOST_EVIDENCE = 8
MOST_CHARACTERS = 1200
"""Of one provision: more of it costs tokens and hides the rest."""
JSON_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


class ModelQuote(BaseModel):
    """A quotation as the model gives it: number of the provision, words."""

    provision: int
    quote: str = Field(min_length=2)


class ModelClaim(BaseModel):
    """A sentence with the quotations that carry it."""

    text: str = Field(min_length=1)
    quotes: list[ModelQuote] = Field(min_length=1)


class ModelAnswer(BaseModel):
    """What the model is asked to return."""

    refused: bool = False
    verdict: Verdict | None = None
    claims: list[ModelClaim] = []


class ModelFailedError(Exception):
    """The model gave nothing that can be used; the words say why."""


def open_model(name: str, *, base_url: str | None, api_key: str | None) -> BaseChatModel:
    """Open a chat model by the name that LangChain knows it by, such as ``openai:qwen2.5``. Raises ModelFailedError."""
    from langchain.chat_models import init_chat_model

    extra: dict[str, Any] = {"timeout": DEADLINE / 2, "max_retries": 1, "temperature": 0}
    if base_url:
        extra |= {"base_url": base_url, "api_key": api_key or "none"}
    elif api_key:
        extra["api_key"] = api_key
    try:
        model: BaseChatModel = init_chat_model(name, **extra)
        return model
    except (ImportError, ValueError) as error:
        raise ModelFailedError(f"打不开语言模型 {name}：{error}") from error


class GenerativeAnswerer:
    """Let a chat model word the answer; fall back to the law's own words whenever it fails, with a visible note."""

    def __init__(self, model: BaseChatModel, fallback: ExtractiveAnswerer, library: Library, *, deadline: float = DEADLINE) -> None:
        self._model = model
        self._fallback = fallback
        self._library = library
        self._deadline = deadline
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="chat-model")

    def answer(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Answer:
        """Return the model's claims that stand, or the extractive answer with a note that the model failed."""
        try:
            said = _parsed(self._invoke(understanding, evidence))
            return self._kept(said, understanding, evidence)
        except ModelFailedError as failure:
            fallback = self._fallback.answer(understanding, evidence)
            note = say("model-failed", understanding.language, why=str(failure))
            return replace(fallback, conclusion=note + fallback.conclusion)

    def stream(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Iterator[Answer]:
        """Yield the answer when it is complete: words that are not checked yet are not shown."""
        yield self.answer(understanding, evidence)

    def _invoke(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> str:
        language = "英文" if understanding.language == "en" else "中文"
        system = SystemMessage(PROMPT.read_text(encoding="utf-8").replace("{language}", language))
        provisions = "\n\n".join(
            f"[{n}] {self._library.name(one.citation)}\n{one.provision.text[:MOST_CHARACTERS]}"
            for n, one in enumerate(evidence[:MOST_EVIDENCE], 1)
        )
        human = HumanMessage(f"条文：\n{provisions}\n\n问题：{understanding.text}")
        task = self._threads.submit(self._model.invoke, [system, human])
        try:
            return str(task.result(self._deadline).content)
        except Late:
            task.cancel()
            raise ModelFailedError("超时") from None
        except Exception as error:  # every provider raises errors of its own; whatever it is, the law's own words answer
            raise ModelFailedError(type(error).__name__) from error

    def _kept(self, said: ModelAnswer, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Answer:
        if said.refused:
            reason = say("refuse", understanding.language).strip()
            return compose(Draft(reason, (), refused=True, reason=reason), understanding, evidence, self._library)
        claims = [
            (claim.text, quotes)
            for claim in said.claims
            if (quotes := _quotes(claim, evidence)) and self._stands(claim.text, quotes, understanding)
        ]
        if not claims:
            raise ModelFailedError("回答没有通过核对")
        conclusion = "".join(text for text, _ in claims)
        quotes = unique(tuple(quote for _, found in claims for quote in found))
        return compose(Draft(conclusion, quotes, said.verdict), understanding, evidence, self._library)

    def _stands(self, text: str, quotes: tuple[Quote, ...], understanding: Understanding) -> bool:
        return not faults(Answer(text=text, quotes=quotes, conclusion=text, language=understanding.language), self._library)


def _parsed(words: str) -> ModelAnswer:
    match = JSON_OBJECT.search(words)
    if match is None:
        raise ModelFailedError("回答不是所要的格式")
    try:
        return ModelAnswer.model_validate(json.loads(match.group()))
    except (json.JSONDecodeError, ValidationError) as error:
        raise ModelFailedError("回答不是所要的格式") from error


def _quotes(claim: ModelClaim, evidence: tuple[Evidence, ...]) -> tuple[Quote, ...]:
    """Return the claim's quotations that stand in the provision that they name; none, where one of them does not."""
    found: list[Quote] = []
    for quote in claim.quotes:
        if not 1 <= quote.provision <= min(len(evidence), MOST_EVIDENCE):
            return ()
        one = evidence[quote.provision - 1]
        if quote.quote not in one.provision.text:
            return ()
        found.append(Quote(one.citation.provision, quote.quote))
    return tuple(found)
