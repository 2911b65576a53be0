"""A check on laws that nobody tuned on: questions written for articles of open laws, as a corpus to ingest and a question file to run.

``python -m eval open-laws ../shared OUT`` writes ``OUT/corpus`` and ``OUT/questions.jsonl``; then, with ``TIAOWEN_INDEX_DIR=OUT/index``,
``python ingest.py OUT/corpus`` and ``python -m eval --questions OUT/questions.jsonl``. The questions are those of laws that the training of
the embedding model holds out; the rest of the corpus are laws that make them hard to find.
"""

from __future__ import annotations

import json
import random
import re
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from law.citation import address_key
from law.gazette import parse
from law.model import Document
from vectorstore.train.questions import LayQuestion

STYLES = {"colloquial": "colloquial", "scenario": "scenario", "formal": "formal", "english": "english"}
SEED = 20180101
NOT_WORD = re.compile(r"\W+")


def write(shared: Path, out: Path, laws: int, questions: Sequence[LayQuestion]) -> int:
    """Write about ``laws`` laws, those of the questions among them, and the questions; return how many questions there are.

    A question is left out where its article does not stand under its number in the parsed law: whatever is wrong then is not retrieval.
    """
    texts = dict(texts_of(shared / "laws" / "open_laws.tar.xz"))
    asked = sorted({question.path for question in questions} & texts.keys())
    others = sorted(texts.keys() - set(asked))
    random.Random(SEED).shuffle(others)
    (out / "corpus").mkdir(parents=True, exist_ok=True)
    documents: dict[str, Document] = {}
    for path in [*asked, *others[: max(laws - len(asked), 0)]]:
        name = path.replace("/", "_")
        (out / "corpus" / name).write_text(texts[path], encoding="utf-8")
        if path in asked and len(parsed := parse(texts[path], name).documents) == 1:
            documents[path] = parsed[0]
    lines = [line for at, question in enumerate(questions) for line in _lines(at, question, documents.get(question.path))]
    (out / "questions.jsonl").write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    return len(lines)


def _lines(at: int, question: LayQuestion, document: Document | None) -> Iterator[dict[str, Any]]:
    if document is None or not _stands(question, document):
        return
    gold = [{"document": document.title, "article": question.article}]
    for style, words in question.wordings.items():
        if style in STYLES:
            language = "en" if style == "english" else "zh"
            yield {"id": f"open-{at}-{style}", "question": words, "style": style, "language": language, "gold": gold}


def _stands(question: LayQuestion, document: Document) -> bool:
    start = NOT_WORD.sub("", question.text)[:20]
    return any(
        address_key(provision.address) == address_key(question.article) and start in NOT_WORD.sub("", provision.text)
        for provision in document.provisions
    )


def texts_of(archive: Path) -> Iterator[tuple[str, str]]:
    """Yield the path inside the archive, without its first folder, and the words of each law. Raises OSError or tarfile.TarError."""
    with tarfile.open(archive) as members:
        for member in members:
            content = members.extractfile(member) if member.name.endswith(".txt") else None
            if content:
                yield member.name.partition("/")[2], content.read().decode("utf-8")
