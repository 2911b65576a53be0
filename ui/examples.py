"""Example questions for the empty page: read from a small file, shown only where the documents that they ask about are held."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from law.library import Library
from ui.words import Words

MOST_DOCUMENTS = 3
"""Documents that general questions are made for, where no example of the file fits."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one kind of reader, in Chinese and English, about one document."""

    who: tuple[str, str]
    document: str
    questions: tuple[tuple[str, str], ...]


Shown = tuple[tuple[str, tuple[str, ...]], ...]
"""Groups as one language shows them: who asks, and what."""


def read_examples(path: Path) -> tuple[Group, ...]:
    """Read a file of example questions; ``ValueError`` with the line number where a line cannot be read.

    ``## 公众 | The public | 浙江省体育赛事管理办法`` opens a group; ``要审批吗？ | Is approval needed?`` is a question of it.
    """
    groups: list[Group] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or (line.startswith("#") and not line.startswith("##")):
            continue
        fields = [part.strip() for part in line.removeprefix("##").split("|")]
        if line.startswith("##") and len(fields) == 3:
            groups.append(Group((fields[0], fields[1]), fields[2], ()))
        elif not line.startswith("##") and len(fields) == 2 and groups:
            last = groups[-1]
            groups[-1] = Group(last.who, last.document, (*last.questions, (fields[0], fields[1])))
        else:
            raise ValueError(f"{path.name}, line {number}: expected '## who | who | document' or 'question | question': {line}")
    return tuple(groups)


def groups_for(groups: tuple[Group, ...], library: Library | None, words: Words) -> Shown:
    """Return the groups whose documents the library holds; where there is none, general questions about those that it does hold."""
    language = 0 if words.language == "zh" else 1
    titles = {entry.title for entry in library.entries()} if library else set()
    fitting = [group for group in groups if library is None or group.document in titles]
    if fitting:
        return tuple((group.who[language], tuple(question[language] for question in group.questions)) for group in fitting)
    newest = sorted(library.entries() if library else (), key=lambda entry: entry.promulgation_date or "", reverse=True)
    return tuple((f"《{entry.title}》", words.general_questions(entry.title)) for entry in newest[:MOST_DOCUMENTS])
