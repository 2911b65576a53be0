"""What happened to each question, one JSON line on standard error; its words only where the owner wants them, personal data masked."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator

from qa.model import Answer, Evidence, Question
from ui.masking import mask
from ui.service import Assistant

log = logging.getLogger("tiaowen.questions")


class Logged:
    """An assistant whose every question leaves a line: how long it took, what kind it was, whether it was answered."""

    def __init__(self, assistant: Assistant, *, with_questions: bool = False) -> None:
        """Take the assistant that answers; ``with_questions`` writes the words of questions down, too."""
        self._assistant, self._with_questions = assistant, with_questions

    def ask(self, question: Question) -> Answer:
        """Answer, or refuse with a reason."""
        *_, last = self.stream(question)
        return last

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield growing answers; the last one is complete."""
        started = time.perf_counter()
        last: Answer | None = None
        error: str | None = None
        try:
            for last in self._assistant.stream(question):
                yield last
        except Exception as broken:
            error = type(broken).__name__
            raise
        finally:
            log.info(json.dumps(self._record(question, last, error, time.perf_counter() - started), ensure_ascii=False))

    def find(self, question: Question) -> tuple[Evidence, ...]:
        """Return the provisions that may answer, best first."""
        return self._assistant.find(question)

    def _record(self, question: Question, answer: Answer | None, error: str | None, seconds: float) -> dict[str, object]:
        record: dict[str, object] = {
            "milliseconds": round(seconds * 1000, 1),
            "characters": len(question.text),
            "turn": len(question.history) + 1,
            "kind": answer.kind if answer else None,
            "language": answer.language if answer else None,
            "refused": answer.refused if answer else None,
            "citations": len(answer.quotes) if answer else 0,
            "error": error,
        }
        return record | ({"question": mask(question.text)} if self._with_questions else {})
