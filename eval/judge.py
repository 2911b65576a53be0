"""Ask a chat model what it thinks of answers: ``python -m eval --judge``, with the chat model of the settings."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from eval.metrics import Texts
from eval.opinions import Grade, Judgement
from eval.questions import Case
from eval.run import Outcome
from qa.generative import Budget, ModelFailedError, open_model, plain
from qa.model import Chat

PROMPT = Path(__file__).with_name("judge.md")
JSON_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
MOST_CHARACTERS = 2000
"""Of one provision and of the answer."""
WAITS = (1.0, 5.0)
"""Seconds before a question is judged once more where the server failed or talked nonsense."""
GIVE_UP = 5
"""Questions in a row that could not be judged, after which the model is not asked any more."""


class Opinion(BaseModel):
    """What the model is asked to return."""

    grade: Grade
    why: str = Field(max_length=600)


class Judge:
    """Asks a chat model what it thinks of answers. What it is asked depends on question, gold and answer alone."""

    def __init__(self, chat: Chat, waits: Sequence[float] = WAITS) -> None:
        """Open the model. Raises ModelFailedError where it cannot be opened."""
        self._model = open_model(chat)
        self._budget = Budget(chat.tokens_a_day)
        self._most = chat.max_tokens
        self._waits = waits
        self._rules = PROMPT.read_text(encoding="utf-8")
        self.name = f"{chat.model} (rules {hashlib.sha256(self._rules.encode()).hexdigest()[:12]})"
        """The model, and what tells two wordings of the rules apart."""
        self._failed = 0

    def judge(self, outcome: Outcome, texts: Texts) -> Judgement:
        """Return the model's opinion of an answer; what no try could get is a judgement without a grade."""
        if outcome.answer is None:
            return Judgement(None, "there is no answer to judge")
        if self._failed >= GIVE_UP:
            return Judgement(None, f"not asked: {GIVE_UP} questions in a row could not be judged")
        words = asked(outcome.case, outcome.answer.text, texts)
        why = ""
        for wait in (0.0, *self._waits):
            time.sleep(wait)
            try:
                found = _read(self._said(words))
            except ModelFailedError as error:
                why = str(error)
                continue
            self._failed = 0
            return Judgement(found.grade, " ".join(found.why.split()))
        self._failed += 1
        return Judgement(None, why)

    def _said(self, words: str) -> str:
        """Return what the model says. Raises ModelFailedError; its words hold nothing of what the server wrote."""
        taken = len(self._rules) + len(words) + self._most
        self._budget.take(taken)
        try:
            message = self._model.invoke([("system", self._rules), ("human", words)])
        except Exception as error:  # every provider raises errors of its own, and may print the key in them
            status = getattr(error, "status_code", None)
            raise ModelFailedError(f"the server failed ({status or type(error).__name__})") from error
        usage = message.usage_metadata
        self._budget.settle(taken, usage["total_tokens"] if usage else taken)
        return str(message.text)


def asked(case: Case, answer: str, texts: Texts) -> str:
    """Return what a model is asked to judge: question, what a right answer rests on and says, and the answer."""
    parts = [f"<此前的问题>{plain(earlier)}</此前的问题>" for earlier in case.history]
    parts.append(f"<问题>{plain(case.question)}</问题>")
    if case.as_of:
        parts.append(f"<问的是哪一天>{case.as_of}</问的是哪一天>")
    if not case.answerable:
        fix = f"，或者指出：{'；'.join(case.correction)}" if case.correction else ""
        parts.append(f"<正确回答>现有文件没有规定，应当拒答{plain(fix)}</正确回答>")
    for gold in case.gold:
        words = texts.text(gold.citation) or ""
        parts.append(f"<依据 出处={plain(str(gold.citation))}>\n{plain(words[:MOST_CHARACTERS])}\n</依据>")
    points = [*case.facts, *(" 或者 ".join(group) for group in case.any_facts)]
    parts += [f"<要点>{plain(point)}</要点>" for point in points]
    if case.verdict:
        parts.append(f"<结论>{case.verdict}</结论>")
    parts.append(f"<待评的回答>\n{plain(answer[:MOST_CHARACTERS])}\n</待评的回答>")
    return "\n".join(parts)


def _read(words: str) -> Opinion:
    match = JSON_OBJECT.search(words)
    try:
        return Opinion.model_validate_json(match.group() if match else "")
    except ValidationError as error:
        raise ModelFailedError("the model did not answer in the form that it was asked for") from error
