"""One question and its reply: made clean, held to its length, answered, and never met by a stack trace."""

from __future__ import annotations

import logging
import queue
import re
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qa.assistant import REMEMBERED
from qa.model import Answer, Question
from qa.understand import MAX_QUESTION
from ui.render import View, answer_html, notice_html, working_html
from ui.service import Service
from ui.words import Words

QUESTION_LIMIT = MAX_QUESTION
"""Characters of a question: several times what anybody types, short enough to answer at once."""
ANSWER_SECONDS = 60.0
"""How long a person waits for a whole answer before being told that it will not come."""
SPACES = re.compile(r"[^\S\n]+")  # "体育赛事 \t 审批"
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Unicode categories that show nothing and mean nothing in a question: controls, bidi and tag characters, surrogates, private use."""
LINE_BREAKS = re.compile(r"\s*\n\s*")  # "第一行 \n\n\n 第二行"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as asked, and its reply as HTML."""

    question: str
    reply: str


def clean_question(text: object) -> str:
    """Return the question without characters that nobody sees, its white space made plain."""
    spaced = SPACES.sub(" ", str(text or "").replace("\r", "\n"))
    kept = "".join(char for char in spaced if char == "\n" or unicodedata.category(char) not in UNSEEN)
    return LINE_BREAKS.sub("\n", kept).strip()


def complaint(question: str, words: Words) -> str | None:
    """Return the sentence that says what is wrong with a clean question, or ``None``."""
    if not any(char.isalnum() for char in question):
        return words.empty_question
    if len(question) > QUESTION_LIMIT:
        return words.long_question.format(limit=f"{QUESTION_LIMIT:,}", length=f"{len(question):,}")
    return None


def within(answers: Iterator[Answer], seconds: float) -> Iterator[Answer]:
    """Pass answers on as they grow. Raises TimeoutError where the last one is not there in time, and whatever ``answers`` raises."""
    made: queue.SimpleQueue[Answer | Exception | None] = queue.SimpleQueue()

    def work() -> None:
        try:
            for answer in answers:
                made.put(answer)
            made.put(None)
        except Exception as error:  # handed on to who waits
            made.put(error)

    threading.Thread(target=work, name="answer", daemon=True).start()
    deadline = time.monotonic() + seconds
    while True:
        try:
            answer = made.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None
        if answer is None:
            return
        if isinstance(answer, Exception):
            raise answer
        yield answer


def reply(service: Service | None, question: str, earlier: tuple[str, ...], words: Words) -> Iterator[str]:
    """Yield the reply to a clean question as growing HTML; the last one is complete, whatever happened."""
    if service is None:
        yield notice_html(words.no_index, words.no_index_more)
        return
    yield working_html(words)
    try:
        last: Answer | None = None
        for answer in within(service.assistant.stream(Question(question, earlier[-REMEMBERED:])), ANSWER_SECONDS):
            if last is not None:
                yield answer_html(last, View(service.library, words), done=False)
            last = answer
        yield answer_html(last, View(service.library, words)) if last else notice_html(words.failed, words.failed_more)
    except TimeoutError:
        log.error("a question was given up after %s seconds", ANSWER_SECONDS)
        yield notice_html(words.too_slow)
    except Exception:
        # Whatever broke, a person waits for a sentence; the log holds the rest, without the question.
        log.exception("a question could not be answered")
        yield notice_html(words.failed, words.failed_more)
