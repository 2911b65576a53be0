"""The answerer with a language model: claims in plain words, each carried by quotations that stand. What does not stand is cut.

The door for chat models: LangChain's ``init_chat_model`` opens them, OpenAI-compatible servers by ``base_url`` included. Whatever the
server does — hang, fail, refuse, talk nonsense, break off, lie — the law's own words answer in its place, with a visible note.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.utils.json import parse_partial_json
from pydantic import BaseModel, Field, ValidationError

from law.library import Library
from qa.check import Proof, stands
from qa.draft import Draft, unique
from qa.extractive import ExtractiveAnswerer, compose
from qa.model import Answer, Chat, Evidence, Quote, Understanding, Verdict
from qa.wording.claims import quantities
from qa.words import say

PROMPT = Path(__file__).parent / "prompt.md"
MOST_EVIDENCE = 8
MOST_CHARACTERS = 1200
"""Of one provision: more of it costs tokens and hides the rest."""
MOST_CLAIMS = 6
AT_ONCE = 8
"""Calls to the model at the same time; a hanging server may not take more threads than this."""
JSON_OBJECT = re.compile(r"\{.*", re.DOTALL)
ACTIVE = re.compile(r"https?:|www\.|<[a-zA-Z/!]|\]\(|`|javascript:|data:", re.IGNORECASE)
"""Links, markup and code have no place in a claim."""
BOUNDS = "，。；：！？,;:\n（）”》"
"""Marks at which a quotation may begin and end; not 、, before which 不得 may stand for what is behind it, too."""
HAN = re.compile(r"[一-鿿]+")
CARRIED = 0.5
"""Share of what a claim takes from the provisions that its quotations hold, at least."""


class ModelQuote(BaseModel):
    """A quotation as the model gives it: number of the provision, words."""

    provision: int
    quote: str = Field(min_length=2)


class ModelClaim(BaseModel):
    """A sentence with the quotations that carry it."""

    text: str = Field(min_length=1, max_length=600)
    quotes: list[ModelQuote] = Field(min_length=1, max_length=8)


class ModelAnswer(BaseModel):
    """What the model is asked to return."""

    refused: bool = False
    verdict: Verdict | None = None
    claims: list[ModelClaim] = []


class ModelFailedError(Exception):
    """The model gave nothing that can be used; the words say why."""


class Budget:
    """Tokens that are left today. Thread-safe."""

    def __init__(self, tokens_a_day: int, today: Callable[[], date] = date.today) -> None:
        self._limit = tokens_a_day
        self._today = today
        self._day = today()
        self._used = 0
        self._lock = threading.Lock()

    def take(self, tokens: int) -> None:
        """Take tokens for a call. Raises ModelFailedError where the day's are used up."""
        with self._lock:
            if self._today() != self._day:
                self._day, self._used = self._today(), 0
            if self._used + tokens > self._limit:
                raise ModelFailedError("今天的用量已到上限")
            self._used += tokens

    def settle(self, taken: int, used: int) -> None:
        """Put right what a call took, when it is known what it used."""
        with self._lock:
            self._used += used - taken


def open_model(chat: Chat) -> BaseChatModel:
    """Open a chat model. Raises ModelFailedError with a sentence where it cannot be opened."""
    from langchain.chat_models import init_chat_model

    extra: dict[str, Any] = {"timeout": chat.deadline, "max_retries": 0, "temperature": 0}
    if chat.base_url:
        # langchain-openai sends max_tokens as max_completion_tokens, which many compatible servers ignore or refuse
        extra |= {"base_url": chat.base_url, "api_key": chat.api_key or "none", "extra_body": {"max_tokens": chat.max_tokens}}
    else:
        extra |= {"max_tokens": chat.max_tokens} | ({"api_key": chat.api_key} if chat.api_key else {})
    try:
        model: BaseChatModel = init_chat_model(chat.model, **extra)
        return model
    except Exception as error:  # each provider has errors of its own for a missing package, key or name
        raise ModelFailedError(f"打不开语言模型 {chat.model}：{error}") from error


class GenerativeAnswerer:
    """Let a chat model word the answer; the law's own words answer whenever it fails."""

    def __init__(self, model: BaseChatModel, fallback: ExtractiveAnswerer, library: Library, chat: Chat) -> None:
        """Take an opened model and the answerer that stands in for it."""
        self._model = model
        self._fallback = fallback
        self._library = library
        self._chat = chat
        self._budget = Budget(chat.tokens_a_day)
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def answer(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Answer:
        """Return the model's claims that stand, or the extractive answer with a note that the model failed."""
        *_, last = self.stream(understanding, evidence)
        return last

    def stream(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Iterator[Answer]:
        """Yield the claims that stand, one more each time: words that are not checked yet are never shown."""
        shown = 0
        words = ""
        try:
            for chunk in self._words(understanding, evidence):
                words += chunk
                complete = _partial(words)[:-1]
                if len(complete) > shown:
                    shown = len(complete)
                    if kept := self._standing(complete, evidence):
                        conclusion = "".join(text for text, _ in kept)
                        yield compose(Draft(conclusion, ()), understanding, evidence, self._library)
            yield self._kept(_parsed(words), understanding, evidence)
        except ModelFailedError as failure:
            fallback = self._fallback.answer(understanding, evidence)
            yield replace(fallback, note=say("model-failed", understanding.language, why=str(failure)).strip())

    def _words(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Iterator[str]:
        """Yield what the model says, as it says it, until it ends or the time is up. Raises ModelFailedError."""
        messages = [SystemMessage(_system(understanding)), HumanMessage(self._asked(understanding, evidence))]
        taken = sum(len(str(message.content)) for message in messages) + self._chat.max_tokens
        self._budget.take(taken)
        if not self._free.acquire(blocking=False):
            self._budget.settle(taken, 0)
            raise ModelFailedError("同时提问的人太多")
        queue: Queue[str | Exception | None] = Queue()
        threading.Thread(target=self._call, args=(messages, queue, taken), daemon=True, name="chat-model").start()
        end = time.monotonic() + self._chat.deadline
        said = 0
        while True:
            try:
                chunk = queue.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                raise ModelFailedError("超时") from None
            if chunk is None:
                return
            if isinstance(chunk, Exception):
                raise ModelFailedError(_why(chunk)) from chunk
            said += len(chunk)
            if said > 8 * self._chat.max_tokens:
                raise ModelFailedError("回答过长")
            yield chunk

    def _call(self, messages: list[Any], queue: Queue[str | Exception | None], taken: int) -> None:
        """Put what the model says into the queue, then None, or the error that ended it."""
        used, end = 0, time.monotonic() + self._chat.deadline
        try:
            for chunk in self._model.stream(messages):
                usage = getattr(chunk, "usage_metadata", None)
                used = max(used, usage["total_tokens"]) if usage else used
                queue.put(chunk.text if isinstance(chunk.text, str) else str(chunk.content))
                if time.monotonic() > end:
                    raise TimeoutError
            queue.put(None)
        except Exception as error:  # every provider raises errors of its own; whatever it is, the law's own words answer
            queue.put(error)
        finally:
            self._free.release()
            self._budget.settle(taken, used or taken)

    def _asked(self, understanding: Understanding, evidence: tuple[Evidence, ...]) -> str:
        provisions = "\n\n".join(
            f"<条文 编号={n} 出处={self._library.name(one.citation.provision)}>\n{plain(one.provision.text[:MOST_CHARACTERS])}\n</条文>"
            for n, one in enumerate(evidence[:MOST_EVIDENCE], 1)
        )
        return f"{provisions}\n\n<问题>{plain(understanding.text)}</问题>"

    def _kept(self, said: ModelAnswer, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Answer:
        if said.refused or not said.claims:
            raise ModelFailedError("模型没有回答")
        kept = self._standing(said.claims, evidence)
        if not kept:
            raise ModelFailedError("回答没有通过核对")
        quotes = unique(tuple(quote for _, found in kept for quote in found))
        draft = Draft("".join(text for text, _ in kept), quotes, self._verdict(said.verdict, understanding, evidence))
        return compose(draft, understanding, evidence, self._library)

    def _standing(self, claims: list[ModelClaim], evidence: tuple[Evidence, ...]) -> list[tuple[str, tuple[Quote, ...]]]:
        """Return the claims that stand, each with its quotations; the first that does not stand ends no other."""
        kept = []
        for claim in claims[:MOST_CLAIMS]:
            quotes = _quotes(claim, evidence)
            text = " ".join(claim.text.split())
            verbatim = bool(quotes) and all(stands(quote, self._library) for quote in quotes)
            if verbatim and text and not ACTIVE.search(text) and not any(Proof(quotes, self._library).faults(text)):
                kept.append((text if text[-1] in "。！？.!?" else text + "。", quotes))
        return kept

    def _verdict(self, verdict: Verdict | None, understanding: Understanding, evidence: tuple[Evidence, ...]) -> Verdict | None:
        """Return the model's verdict where the rules do not contradict it: a yes or no is a claim, too, and the easiest to invent."""
        ruled = self._fallback.answer(understanding, evidence).verdict
        return verdict if verdict is not None and verdict == ruled else None


def open_answerer(library: Library, fallback: ExtractiveAnswerer, chat: Chat) -> GenerativeAnswerer:
    """Open the answerer with a language model: hand it to :class:`qa.assistant.Assistant`. Raises ModelFailedError."""
    return GenerativeAnswerer(open_model(chat), fallback, library, chat)


def _system(understanding: Understanding) -> str:
    return PROMPT.read_text(encoding="utf-8").replace("{language}", "英文" if understanding.language == "en" else "中文")


def plain(text: str) -> str:
    """Return text that cannot close the element that it stands in."""
    return text.replace("<", "〈").replace(">", "〉")


def _why(error: Exception) -> str:
    """Say in a few words what went wrong with a server."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return f"服务出错（{status}）"
    name = type(error).__name__.lower()
    return "超时" if "timeout" in name else "连不上" if "connect" in name else "服务出错"


def _partial(words: str) -> list[ModelClaim]:
    """Return the claims that an unfinished answer holds so far; the last of them may not be whole."""
    match = JSON_OBJECT.search(words)
    if match is None or '"claims"' not in words:
        return []
    try:
        claims = (parse_partial_json(match.group()) or {}).get("claims") or []
    except (ValueError, AttributeError, RecursionError):
        return []
    found = []
    for claim in claims if isinstance(claims, list) else []:
        try:
            found.append(ModelClaim.model_validate(claim))
        except ValidationError:
            break
    return found


def _parsed(words: str) -> ModelAnswer:
    match = JSON_OBJECT.search(words)
    if match is None:
        raise ModelFailedError("回答不是所要的格式")
    try:
        read, _ = json.JSONDecoder().raw_decode(match.group())
        return ModelAnswer.model_validate(read)
    except (ValueError, RecursionError) as error:  # ValueError covers bad JSON, another shape, and a number of too many digits
        raise ModelFailedError("回答不是所要的格式") from error


def _quotes(claim: ModelClaim, evidence: tuple[Evidence, ...]) -> tuple[Quote, ...]:
    """Return the claim's quotations; none, where one of them is not cut at marks out of the provision that it names, or all say too little."""
    found: list[Quote] = []
    provisions = ""
    for quote in claim.quotes:
        if not 1 <= quote.provision <= min(len(evidence), MOST_EVIDENCE):
            return ()
        one = evidence[quote.provision - 1]
        if not whole(quote.quote, one.provision.text):
            return ()
        found.append(Quote(one.citation.provision, quote.quote))
        provisions += one.provision.text + "\n"
    return tuple(found) if carries("\n".join(quote.text for quote in found), claim.text, provisions) else ()


def whole(quote: str, text: str) -> bool:
    """Say whether words stand in a text from one mark to another: 可以收取押金 is cut out of 不可以收取押金.

    >>> whole("可以收取押金", "房东不可以收取押金。"), whole("房东不可以收取押金", "房东不可以收取押金。")
    (False, True)
    """
    words = quote.strip()
    at = text.find(words) if words else -1
    while at >= 0:
        before, behind = text[:at].rstrip(" "), text[at + len(words) :].lstrip(" ")
        if (not before or before[-1] in BOUNDS or words[0] in "“（《") and (not behind or behind[0] in BOUNDS or words[-1] in BOUNDS):
            return True
        at = text.find(words, at + 1)
    return False


def carries(quoted: str, claim: str, provisions: str) -> bool:
    """Say whether quoted words hold most of what a claim takes from the provisions, and every number of it; a claim in English its numbers."""
    taken = grams(claim) & grams(provisions)
    stated = [one for one in quantities(claim) if one.within(quantities(provisions, every=True))]
    return len(taken & grams(quoted)) >= CARRIED * len(taken) and all(one.within(quantities(quoted, every=True)) for one in stated)


def grams(text: str) -> frozenset[str]:
    """Return the pairs of Chinese characters of a text."""
    return frozenset("".join(pair) for run in HAN.findall(text) for pair in pairwise(run))
