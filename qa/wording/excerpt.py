"""What of a clause is read together with a question: as much as the model takes, and what it needs to be understood by itself."""

from __future__ import annotations

import re

from law.model import Provision, paragraph_lines
from qa.wording.clauses import Clause
from qa.wording.marks import unreserved
from qa.wording.relevance import Relevance

LONGEST_READ = 130
"""Characters of a clause that the model reads beside the name of its document; sentences of plans run to three times as many."""
REFERS_BACK = re.compile(r"违反(?:本|前|上)[两二三]?[款条]规定|(?:前[两二三]?款|本款)(?:规定|所列)的?(?:行为|情形)")
"""违反前款规定的，处…: what it costs, and not what."""
UNITS = re.compile(r"^（(?:责任|牵头|负责|配合)单位：[^。]*）$")
"""（责任单位：省商务厅、省海港委）: who answers, and not for what."""


def part_about(question: str, clause: Clause, relevance: Relevance, provision: Provision | None = None) -> str:
    """Return a clause under its heading; of one that is longer than is read the part that holds most of the question's words, the first of such.

    One that says what a breach of the paragraph before costs comes after the part of that paragraph which the question is about.
    """
    if provision and (task := task_of(question, clause, relevance, provision)):
        return task
    before = _before(clause, provision) if provision and REFERS_BACK.search(clause.text) else ""
    if before:
        return _window(question, before, LONGEST_READ // 2, relevance) + _window(question, clause.whole, LONGEST_READ // 2, relevance)
    if len(clause.headed) <= LONGEST_READ:
        return clause.headed
    head = (clause.heading or "") + clause.lead
    if len(head) > LONGEST_READ // 2:
        return _window(question, clause.whole, LONGEST_READ, relevance)
    return head + _window(question, clause.text, LONGEST_READ - len(head), relevance)


def task_of(question: str, clause: Clause, relevance: Relevance, provision: Provision) -> str:
    """Return what the units that a clause names answer for, the part that the question is about, with the clause; ``""`` where it names none."""
    if not UNITS.match(clause.text.strip()):
        return ""
    room = max(LONGEST_READ - len(clause.whole), LONGEST_READ // 2)
    return _window(question, (clause.heading or "") + _before(clause, provision), room, relevance) + clause.whole


def _before(clause: Clause, provision: Provision) -> str:
    """Return the words that 本款 and 前款 of a clause mean: those before it in its paragraph, or the paragraph before."""
    here = clause.paragraph.text.partition(clause.text)[0]
    earlier = [paragraph for paragraph in provision.paragraphs if paragraph.n < clause.paragraph.n]
    return here or ("".join(paragraph_lines(earlier[-1])) if earlier else "")


def _window(question: str, text: str, room: int, relevance: Relevance) -> str:
    """Return the run of whole parts of a text, of so many characters at most, that holds most of the question's words, the first of such."""
    if len(text) <= room:
        return text
    parts, windows = re.findall(r"[^；，。]*[；，。]?", text), []
    for start in range(len(parts)):
        end, length = start, 0
        while end < len(parts) and (end == start or length + len(parts[end]) <= room):
            length += len(parts[end])
            end += 1
        windows.append("".join(parts[start:end]))
        if end == len(parts):
            break
    return max(windows, key=lambda window: relevance.coverage(question, window))


def told(document: str, clause: str) -> str:
    """Return a clause as it is read together with a question: after the name of its document, without the general reservation of other rules."""
    return f"{document} {unreserved(clause)}"
