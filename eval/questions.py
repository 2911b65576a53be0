"""The question set: what is asked, and what a right answer must say, cite and not say."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from eval.files import lines_of
from eval.sheet import SheetError, as_lines
from law.model import Citation
from qa.model import Language, Verdict

Split = Literal["dev", "held"]
Unanswerable = Literal["off-topic", "near-domain", "false-premise"]
_FORM = ConfigDict(extra="forbid", strict=True)


class QuestionsError(ValueError):
    """The question file cannot be used; every problem is a line of the message, with line number and field."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A provision that the answer must cite: title without 《》, address as people write it, and 款 and 项 where they matter."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORM

    document: str
    article: str
    paragraph: int | None = None
    item: str | None = None
    version: str = ""

    @property
    def citation(self) -> Citation:
        """The place as a citation; without a version where any will do."""
        # Only the marks around all of it: a title such as 印发《…方案》 ends with one of its own.
        whole = self.document.startswith("《") and self.document.count("《") == self.document.count("》")
        title = self.document.removeprefix("《").removesuffix("》") if whole else self.document
        return Citation(title, self.article, self.paragraph, self.item, self.version)


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its gold, as one line of ``questions.jsonl`` says it."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORM

    id: str
    question: str
    history: tuple[str, ...] = ()
    """Earlier questions of the same person, oldest first."""
    as_of: str | None = None
    kind: str = "other"
    style: str = "formal"
    language: Language = "zh"
    split: Split = "dev"
    gold: tuple[Gold, ...] = ()
    also: tuple[Gold, ...] = ()
    """Provisions that may be cited besides the gold without harm."""
    facts: tuple[str, ...] = ()
    """Decisive words, verbatim from the law; all must stand in the answer."""
    any_facts: tuple[tuple[str, ...], ...] = ()
    """Groups of alternatives; one of each must stand in the answer."""
    forbidden: tuple[str, ...] = ()
    verdict: Verdict | None = None
    refuse: bool = False
    unanswerable: Unanswerable | None = None
    correction: tuple[str, ...] = ()
    """Words that correct a false premise; one of them is enough."""
    note: str | None = None

    @property
    def answerable(self) -> bool:
        """True where the texts hold the answer, so that a refusal is wrong."""
        return self.unanswerable is None and not self.refuse


_LINE: TypeAdapter[Case] = TypeAdapter(Case)


def read_questions(path: Path) -> tuple[Case, ...]:
    """Read a question file: one JSON object a line, blank lines passed over, or a ``.csv`` sheet (see `eval.sheet`).

    Raises `QuestionsError` that names the line and the field of every problem in the file.
    """
    try:
        lines = as_lines(path) if path.suffix.lower() == ".csv" else list(enumerate(lines_of(path), start=1))
    except SheetError as error:
        raise QuestionsError(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsError(f"cannot read the questions in {path}: {error}") from error
    cases: dict[str, Case] = {}
    problems: list[str] = []
    for number, line in lines:
        if not line.strip():
            continue
        try:
            case = _LINE.validate_json(line)
        except ValidationError as error:
            problems += [f"{path.name}, line {number}, {_field(found['loc'])}: {found['msg']}" for found in error.errors()]
            continue
        problems += [f"{path.name}, line {number}, {problem}" for problem in _contradictions(case)]
        if case.id in cases:
            problems.append(f"{path.name}, line {number}, id: {case.id} stands twice")
        cases[case.id] = case
    if problems:
        raise QuestionsError("\n".join(problems))
    if not cases:
        raise QuestionsError(f"{path} holds no question")
    return tuple(cases.values())


def as_line(case: Case) -> dict[str, Any]:
    """Return a question as a line of JSONL holds it, without what is as it is by itself."""
    usual = {field.name: field.default for field in fields(Case)}
    return {
        name: [{k: v for k, v in asdict(one).items() if v} for one in value] if name in ("gold", "also") else value
        for name in usual
        if (value := getattr(case, name)) != usual[name]
    }


def _field(location: tuple[int | str, ...]) -> str:
    """Print where pydantic found a problem: ``gold[0].article``."""
    printed = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return printed.lstrip(".") or "the whole line"


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _contradictions(case: Case) -> list[str]:
    """Return what is wrong with a line whose fields are each of the right type."""
    problems = [f"{name}: must not be empty" for name in ("id", "question", "kind", "style") if not getattr(case, name).strip()]
    if case.as_of is not None and not _is_day(case.as_of):
        problems.append("as_of: must be a day, YYYY-MM-DD")
    for name in ("facts", "forbidden", "correction"):
        problems += [f"{name}[{at}]: must not be empty" for at, words in enumerate(getattr(case, name)) if not words.strip()]
    for at, group in enumerate(case.any_facts):
        if not group or not all(words.strip() for words in group):
            problems.append(f"any_facts[{at}]: needs alternatives, none of them empty")
    if case.answerable and not (case.gold or case.facts or case.any_facts):
        problems.append("gold: an answerable question needs a provision to cite or a fact to state")
    if case.unanswerable in ("off-topic", "near-domain") and not case.refuse:
        problems.append(f"refuse: must be true where the question is {case.unanswerable}")
    if case.correction and case.unanswerable != "false-premise":
        problems.append("correction: only a false-premise question has one")
    return problems
