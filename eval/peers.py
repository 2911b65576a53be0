"""What a user would build in an afternoon, over the same texts, models and questions: the splitter of LangChain, Chroma or BM25, best chunks as answer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from law.library import Library
from law.model import Citation, Provision
from qa.model import Answer, Evidence, Question
from vectorstore.lexical import Lexical

CHUNK_CHARACTERS, CHUNK_OVERLAP = 500, 50
"""What tutorials use."""
BEST = 3
"""Chunks in an answer."""
FOUND = 10
"""Chunks that are looked at for the retrieval measures."""
SHINGLE = 12
"""Characters of the runs by which a chunk is told to hold a provision."""
HELD = 0.5
"""Share of a provision's runs that a chunk must hold to count as having found it: half of it is more than a reader gets told otherwise."""
BLANK = re.compile(r"\s+")

Search = Callable[[str, int], Sequence[Chunk]]


class NaivePipeline:
    """Answers any question with the chunks that are nearest; knows no article, cites nothing, refuses nothing."""

    def __init__(self, search: Search, library: Library) -> None:
        """Take a search over chunks; the library only tells, for the measures, which provisions a chunk holds."""
        self._search = search
        self._provisions = tuple(library.passages())
        self._held: defaultdict[str, set[int]] = defaultdict(set)
        self._sizes: list[int] = []
        for position, (_, provision) in enumerate(self._provisions):
            own = runs(provision.text)
            self._sizes.append(len(own))
            for run in own:
                self._held[run].add(position)

    def ask(self, question: Question) -> Answer:
        """Return the nearest chunks as they are."""
        chunks = self._search(question.text, FOUND)
        text = "\n\n".join(chunk.page_content for chunk in chunks[:BEST])
        evidence: dict[str, Evidence] = {}
        for rank, chunk in enumerate(chunks):
            for citation, provision in self._inside(chunk.page_content):
                evidence.setdefault(str(citation), Evidence(citation, provision, 1 / (1 + rank), (), "chunk"))
        return Answer(text, evidence=tuple(evidence.values()), conclusion=text)

    def _inside(self, chunk: str) -> list[tuple[Citation, Provision]]:
        """Return the provisions that a chunk holds at least half of, or that hold the whole chunk, the fullest first."""
        own = runs(chunk)
        shared = Counter(position for run in own for position in self._held.get(run, ()))
        full = {at: n / self._sizes[at] for at, n in shared.items() if n >= HELD * self._sizes[at] or n >= HELD * len(own)}
        return [self._provisions[at] for at in sorted(full, key=lambda at: (-full[at], at))]


def runs(text: str) -> set[str]:
    """Return all runs of `SHINGLE` characters of a text, blanks left out."""
    plain = BLANK.sub("", text)
    return {plain[i : i + SHINGLE] for i in range(max(1, len(plain) - SHINGLE + 1))}


def peers(texts: Mapping[str, str], embeddings: Embeddings, library: Library, folder: Path) -> dict[str, NaivePipeline]:
    """Return the pipelines by name; ``texts`` are the source files as read, ``folder`` an empty one for the index of words."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARACTERS, chunk_overlap=CHUNK_OVERLAP)
    chunks = [Chunk(part, metadata={"source": name}) for name, text in texts.items() for part in splitter.split_text(text)]
    store = Chroma("peers", embeddings, collection_configuration={"hnsw": {"space": "cosine"}})
    for first in range(0, len(chunks), 5000):
        store.add_documents(chunks[first : first + 5000])
    Lexical.build(folder, [chunk.page_content for chunk in chunks])
    lexical = Lexical.open(folder)

    def by_words(question: str, k: int) -> Sequence[Chunk]:
        scores = lexical.scores(question)
        return [chunks[position] for position in sorted(range(len(chunks)), key=lambda at: (-scores[at], at))[:k]]

    return {
        "splitter + Chroma, our embedding model": NaivePipeline(store.similarity_search, library),
        "splitter + BM25": NaivePipeline(by_words, library),
    }
