"""Outcomes written down as they come, so that a run that was cut off goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.files import lines_of
from eval.opinions import Judgement, judgement_json
from eval.questions import Case
from eval.run import Outcome
from law.library import Library
from law.model import Citation
from qa.model import Answer, Evidence, Quote


class Journal:
    """The outcomes of one run, one JSON object a line; only those of the very same question and the very same making are used again."""

    def __init__(self, path: Path, made: Mapping[str, Any], library: Library) -> None:
        """Read what is there; a line that was cut off by a kill is passed over."""
        self._path, self._made, self._library = path, json.dumps(dict(made), sort_keys=True), library
        self._known: dict[str, dict[str, Any]] = {}
        if path.exists():
            for line in lines_of(path, errors="replace"):
                try:
                    record = json.loads(line)
                    self._known[record["key"]] = record
                except (ValueError, KeyError, TypeError):
                    continue

    def known(self, case: Case) -> Outcome | None:
        """Return the outcome of a question that was asked already."""
        record = self._known.get(self._key(case))
        if record is None:
            return None
        return Outcome(case, _answer(record["answer"], self._library), None, record["ms"])

    def add(self, outcome: Outcome) -> None:
        """Write an outcome down; a question that raised is to be asked again."""
        if outcome.answer:
            self._write({"key": self._key(outcome.case), "ms": outcome.milliseconds, "answer": _plain(outcome.answer)})

    def judgement(self, outcome: Outcome, judge: str) -> Judgement | None:
        """Return what a judge thought of an answer already; None where it could not say."""
        record = self._known.get(self._judgement_key(outcome, judge))
        return Judgement(record["grade"], record["why"]) if record else None

    def add_judgement(self, outcome: Outcome, judge: str, judgement: Judgement) -> None:
        """Write down what a judge thinks; where it could not say, it is to be asked again."""
        if judgement.grade:
            self._write({"key": self._judgement_key(outcome, judge), **judgement_json(judgement)})

    def forget(self) -> None:
        """Remove the file of a run that is complete."""
        self._path.unlink(missing_ok=True)

    def _write(self, record: Mapping[str, Any]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")

    def _judgement_key(self, outcome: Outcome, judge: str) -> str:
        answer = outcome.answer.text if outcome.answer else ""
        return hashlib.sha256(f"{judge}\n{self._key(outcome.case)}\n{answer}".encode()).hexdigest()

    def _key(self, case: Case) -> str:
        return hashlib.sha256(f"{self._made}\n{case!r}".encode()).hexdigest()


def _plain(answer: Answer) -> dict[str, Any]:
    whole = asdict(answer)
    whole["evidence"] = [{"citation": asdict(e.citation), "score": e.score, "scores": e.scores, "why": e.why} for e in answer.evidence]
    return whole


def _answer(plain: Mapping[str, Any], library: Library) -> Answer:
    evidence = []
    for one in plain["evidence"]:
        citation = Citation(**one["citation"])
        provision = library.provision(citation)
        if provision is not None:
            evidence.append(Evidence(citation, provision, one["score"], tuple((n, s) for n, s in one["scores"]), one["why"]))
    quotes = tuple(Quote(Citation(**one["citation"]), one["text"]) for one in plain["quotes"])
    return Answer(**{**plain, "quotes": quotes, "evidence": tuple(evidence), "suggestions": tuple(plain["suggestions"])})
