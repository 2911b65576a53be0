"""Grow a question set: readers' feedback and failures become candidates, penalties, terms and norms become drafts; duplicates and leaks are found.

What comes out is for a person to read: candidates and drafts carry ``note`` with what they were made from, and ``split`` dev.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.files import lines_of, write_whole
from eval.questions import Case
from eval.sheet import as_gold
from eval.wording import canonical
from law.address import CitationError, parse_citation
from law.library import Library
from law.model import Citation, Norm, Penalty

LIKE = 0.7
"""Share of character pairs in common (Jaccard) from which two questions are near the same. Different questions of one set stay below .6."""
DRAFTED = "DRAFT"
"""How the note of a question begins that no person has accepted yet."""
LONGEST = 60
"""Characters of a conduct or an act that a question repeats: nobody asks in longer ones."""
FORBIDS = ("不得", "不准")
"""Words that only ever forbid: 禁止 is a noun as well, 禁止燃放的区域."""
# 本条例所称见义勇为，是指…… : a term that is explained, not a short name (以下简称).
DEFINES = re.compile(r"所称.{1,40}(?:是指|指|包括)")
# 违反本条例第十条规定 : a conduct that says no more than the duty.
DUTY_ALONE = re.compile(r"^违反[^，]*规定$")
# 违反《甲办法》第十条第二款怎么处罚 : what tells such questions apart, however alike they are.
NAMED = re.compile(r"《[^》]+》|第[一二三四五六七八九十百千零〇\d]+[编章节条款项目]|第?[（(][一二三四五六七八九十\d]+[）)]项?")


class GrowError(ValueError):
    """A file of feedback or results cannot be read; the words name the line."""


def candidates(feedback: Path, tell: Callable[[str], None] = lambda words: None) -> Iterator[dict[str, Any]]:
    """Yield a question for each judgement that found fault, with what the reader said in its note; what is no citation is told and left out.

    Raises GrowError.
    """
    try:
        lines = lines_of(feedback)
    except (OSError, UnicodeDecodeError) as error:
        raise GrowError(f"cannot read {feedback}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            judgement, question = given["judgement"], given["question"]
        except (ValueError, KeyError, TypeError) as error:
            raise GrowError(f"{feedback.name}, line {number}: no feedback ({error!r})") from error
        if judgement == "helpful":
            continue
        told = f"{DRAFTED}: reader said “{judgement}” of: {given.get('conclusion', '')}" + (
            f" — {given['comment']}" if given.get("comment") else ""
        )
        cited = list(_cited(given.get("citations", []), f"{feedback.name}, line {number}", tell))
        made: dict[str, Any] = {
            "id": f"feedback-{number:04d}",
            "question": question,
            "history": given.get("history", []),
            "language": given.get("language", "zh"),
        }
        if judgement == "should have refused":
            made |= {"refuse": True, "unanswerable": "near-domain", "kind": "unanswerable"}
        else:
            made |= {"gold": cited[:1] or [{"document": "?", "article": "?"}]}
        yield {**made, "note": told}


def _cited(citations: Iterable[str], where: str, tell: Callable[[str], None]) -> Iterator[dict[str, Any]]:
    for one in citations:
        try:
            if one.startswith("《"):
                yield as_gold(parse_citation(one))
        except CitationError as error:
            tell(f"{where}: {error}: left out")


def drafts(library: Library) -> Iterator[dict[str, Any]]:
    """Yield questions with gold: for each penalty, what the conduct and breaking the duty cost; for each term, time limit and prohibition."""
    for number, penalty in enumerate(library.penalties(), 1):
        yield from _about_penalty(penalty, f"draft-penalty-{number:05d}")
    for entry in library.entries():
        whole = Citation(entry.title, "", version=entry.version)
        name = f"{entry.title}-{entry.version}" if entry.version else entry.title
        for number, term in enumerate((one for one in library.definitions_at(whole) if DEFINES.search(one.quote)), 1):
            question = f"《{entry.title}》所称“{term.term.strip('“”')}”是指什么？"
            yield _draft(f"draft-term-{name}-{number:03d}", question, "definition", term.citation)
        for number, norm in enumerate(library.norms_at(whole), 1):
            yield from _about_norm(norm, f"draft-norm-{name}-{number:03d}")


def _about_penalty(penalty: Penalty, made: str) -> Iterator[dict[str, Any]]:
    law = penalty.citation.document
    fines = [sanction.text for sanction in penalty.sanctions if sanction.type == "罚款" and (sanction.min or sanction.max)]
    facts = fines or [penalty.sanctions[0].text]
    for address in penalty.violates[:1]:
        duty = f"《{law}》{address}"
        form = _draft(f"{made}-duty", f"违反{duty}怎么处罚？", "penalty", penalty.citation, facts)
        yield form | {"also": [as_gold(parse_citation(duty))]}
    if penalty.conduct and len(penalty.conduct) <= LONGEST and not (penalty.violates and DUTY_ALONE.search(penalty.conduct)):
        yield _draft(f"{made}-conduct", f"依照《{law}》，{penalty.conduct}会受到什么处罚？", "penalty", penalty.citation, facts)


def _about_norm(norm: Norm, made: str) -> Iterator[dict[str, Any]]:
    """Yield what asks for the time limit of a duty, and whether what is forbidden is allowed; nothing where the sentence ends in a list."""
    law = norm.citation.document
    if norm.subject is None or "\n" in norm.quote or len(norm.act) > LONGEST:
        return
    for limit in norm.deadlines if len(norm.deadlines) == 1 and norm.kind == "义务" else ():
        before, found, after = norm.act.partition(limit.text)
        if found and before in ("", "在") and limit.relation in ("内", "前") and (what := after.strip("，,")):
            question = f"依照《{law}》，{norm.subject}应当在什么期限之内{what}？"
            yield _draft(f"{made}-deadline", question, "deadline", norm.citation, [limit.text])
    if norm.kind == "禁止" and norm.modal in FORBIDS and f"{norm.modal}{norm.act}" in norm.quote:
        question = f"《{law}》允许{norm.subject}{norm.act}吗？"
        yield _draft(f"{made}-approval", question, "approval", norm.citation, [f"{norm.modal}{norm.act}"]) | {"verdict": "no"}


def _draft(made: str, question: str, kind: str, citation: Citation, facts: Sequence[str] = ()) -> dict[str, Any]:
    note = f"{DRAFTED}: from {citation}"
    return {
        "id": made,
        "question": question,
        "kind": kind,
        "style": "formal",
        "gold": [as_gold(citation)],
        "facts": list(facts),
        "note": note,
    }


def alike(questions: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of positions of near the same questions, with their likeness; those that name different places are different."""
    named = [tuple(NAMED.findall(question)) for question in questions]
    pairs = [_pairs(NAMED.sub("", question)) for question in questions]
    held: dict[str, list[int]] = {}
    for position, own in enumerate(pairs):
        shared: dict[int, int] = {}
        for pair in own:
            for earlier in held.get(pair, ()):
                shared[earlier] = shared.get(earlier, 0) + 1
            held.setdefault(pair, []).append(position)
        for earlier, common in sorted(shared.items()):
            likeness = common / (len(own) + len(pairs[earlier]) - common)
            if likeness >= LIKE and named[earlier] == named[position]:
                yield earlier, position, likeness


def _pairs(question: str) -> set[str]:
    text = "".join(char for char in canonical(question) if unicodedata.category(char)[0] in "LN")
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def complaints(cases: Sequence[Case], library: Library) -> Iterator[str]:
    """Yield what is wrong with a question set over a library: gold that is not there, facts that no gold says, duplicates, leaks from dev into held."""
    for case in cases:
        for gold in (*case.gold, *case.also):
            try:
                words = library.text(gold.citation)
            except LookupError:
                words = None
            if words is None:
                yield f"{case.id}: {gold.citation} is not in the library"
        if case.answerable and case.gold:
            said = canonical("".join(_words(case, library)))
            yield from (f"{case.id}: “{fact}” stands in none of its gold" for fact in case.facts if canonical(fact) not in said)
    for first, second, likeness in alike(["".join((*case.history, case.question)) for case in cases]):
        one, other = cases[first], cases[second]
        leak = " and leaks from one split into the other" if one.split != other.split else ""
        yield f"{other.id}: near the same as {one.id} ({likeness:.2f}){leak}"


def _words(case: Case, library: Library) -> Iterable[str]:
    for gold in (*case.gold, *case.also):
        try:
            document = library.document(gold.citation.document, gold.citation.version)
        except LookupError:
            continue
        yield from (library.text(gold.citation.provision) or "", document.title, document.document_number or "", document.signatory or "")
        provision = library.provision(gold.citation.provision)
        yield (provision.heading or "") if provision else ""
        for day in (document.promulgation_date, document.effective_date):
            yield "{}年{}月{}日".format(*map(int, day.split("-"))) if day else ""


def write_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> int:
    """Write questions, one JSON object a line, all or none, and return how many; an existing file is not replaced. Raises GrowError."""
    if path.exists():
        raise GrowError(f"{path} is there already: name another file")
    printed = [json.dumps(line, ensure_ascii=False) + "\n" for line in lines]
    write_whole(path, "".join(printed))
    return len(printed)
