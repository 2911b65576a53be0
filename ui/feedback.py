"""What readers say of an answer, kept in a local file, one JSON object a line: ``python -m eval`` can turn them into questions."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from ui.masking import mask
from ui.words import words_for

FILE_LIMIT = 50_000_000
"""Bytes of the file: more of it is no feedback but an attack."""

Judgement = Literal["helpful", "wrong citation", "wrong answer", "should have refused"]


class Feedback(BaseModel):
    """A reader's judgement of one answer."""

    judgement: Judgement
    question: str = Field(max_length=2000)
    history: list[str] = Field(default=[], max_length=40)
    citations: list[str] = Field(default=[], max_length=40, description="What the answer cited, as printed")
    conclusion: str = Field(default="", max_length=4000)
    comment: str = Field(default="", max_length=2000)
    language: str = Field(default="zh", max_length=5)


def feedback_routes(file: Path) -> APIRouter:
    """Return the route ``POST /feedback``, which adds a line to the file."""
    router = APIRouter()
    writing = threading.Lock()

    @router.post("/feedback")
    def keep(feedback: Feedback) -> Response:
        words = words_for(feedback.language)
        line = json.dumps(feedback_record(feedback), ensure_ascii=False) + "\n"
        try:
            with writing:
                if file.exists() and file.stat().st_size > FILE_LIMIT:
                    return JSONResponse({"detail": words.failed}, status_code=507)
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("a", encoding="utf-8") as lines:
                    lines.write(line)
        except OSError:
            return JSONResponse({"detail": words.failed}, status_code=507)
        return JSONResponse({"detail": words.thanks})

    return router


def feedback_record(feedback: Feedback) -> dict[str, object]:
    """Return what is written down: everything that a person typed, with personal data masked, and the time."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "judgement": feedback.judgement,
        "question": mask(feedback.question),
        "history": [mask(earlier) for earlier in feedback.history],
        "citations": [mask(citation) for citation in feedback.citations],
        "conclusion": mask(feedback.conclusion),
        "comment": mask(feedback.comment),
        "language": feedback.language,
    }
