"""The retriever alone over any BEIR dataset: ``corpus.jsonl``, ``queries.jsonl`` (plain, .gz or .xz) and ``qrels/*.tsv``.

The index, the wordings of a query (slips mended, English in Chinese terms) and the fusion are those of the app.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from eval import ranking
from eval.files import lines_of
from eval.statistics import mean_interval
from intake.search import Search
from qa.understand import IN_CHINESE, SPELT, Aids, wordings
from vectorstore.fuse import CANDIDATES, best, fuse
from vectorstore.index import Hit, Index
from vectorstore.manifest import code_version
from vectorstore.passage import Passage

OPENERS: Mapping[str, Callable[..., IO[Any]]] = {"": open, ".gz": gzip.open, ".xz": lzma.open}
CACHE = ".beir"
"""Folder under the index folder; the dot keeps it out of the list of builds."""
ROOT = Path(__file__).resolve().parents[1]
CODE = ("vectorstore/*.py", "intake/search.py")
"""All code that decides what an index holds."""
LIKELIEST_SPLIT = "test"


class Part(StrEnum):
    """What may be switched off: a signal that passages are scored by, or a wording that queries are searched with."""

    DENSE = "dense"
    LEXICAL = "lexical"
    SOFT = "soft"
    REVERSE = "reverse"
    CONTEXT = "context"
    SPELLING = "spelling"
    GLOSSARY = "glossary"


SIGNALS = (Part.DENSE, Part.LEXICAL, Part.SOFT, Part.REVERSE, Part.CONTEXT)
WORDINGS = {Part.SPELLING: SPELT, Part.GLOSSARY: IN_CHINESE}


class BeirError(ValueError):
    """A dataset cannot be used; the words say which file, which line and why."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A collection to search, the queries of one split, and which passages answer them."""

    passages: tuple[Passage, ...]
    queries: Mapping[str, str]
    """Query id → words, for every judged query that has words."""
    judgements: ranking.Judgements


def read_dataset(folder: Path, split: str | None = None) -> Dataset:
    """Read a dataset in BEIR form. Without ``split``: the only file of qrels, or ``test``. Raises `BeirError`."""
    judgements = _read_qrels(_qrels_file(folder, split))
    corpus = dict(_records(folder, "corpus"))
    queries = {name: _words(record) for name, record in _records(folder, "queries") if name in judgements}
    if not corpus:
        raise BeirError(f"{folder} has an empty corpus")
    return Dataset(tuple(Passage(name, _words(record)) for name, record in corpus.items()), queries, judgements)


def open_index(dataset: Dataset, cache: Path, models: Search) -> Index:
    """Open the index of a dataset's passages; build it first where this corpus was never indexed with these models and this code."""
    digest = hashlib.sha256(f"{models.identity(len(dataset.passages))}\0{code_version(ROOT, CODE)}".encode())
    for passage in dataset.passages:
        digest.update(f"\0{passage.id}\0{passage.text}".encode("utf-8", "surrogatepass"))
    folder = cache / digest.hexdigest()[:24]
    if not folder.exists():
        # Built aside and renamed, so that an interrupted build is never taken for a whole one.
        unfinished = cache / f"unfinished-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            models.build_index(unfinished, dataset.passages)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return models.open_index(folder)


def search_all(dataset: Dataset, index: Index, k: int, without: Collection[Part] = ()) -> Iterator[tuple[str, list[str]]]:
    """Yield each judged query with the ids of its best ``k`` passages; none for a query without words."""
    aids = Aids.of(index)
    for name in dataset.judgements:
        asked = worded(dataset.queries.get(name, ""), aids, without)
        yield name, search(index, asked, k, without)


def worded(query: str, aids: Aids, without: Collection[Part] = ()) -> dict[str, float]:
    """Return what a query is searched with, and how much each wording counts, as the app does it."""
    left_out = {why for part, why in WORDINGS.items() if part in without}
    return {wording.text: wording.weight for wording in wordings(query, aids) if wording.why not in left_out}


def search(index: Index, asked: str | Mapping[str, float], k: int, without: Collection[Part] = ()) -> list[str]:
    """Return the ids of the best ``k`` passages, with some of the signals switched off.

    What is left is what an index without these signals finds: its candidates are those of the signals that remain.
    """
    if not any(signal in without for signal in SIGNALS):
        return [hit.id for hit in index.search(asked, k)]
    return rerank(index.search(asked, len(index)), without)[:k]


def rerank(hits: Sequence[Hit], without: Collection[Part]) -> list[str]:
    """Order all candidates of a query anew from the signals that are not switched off."""
    values: dict[str, NDArray[np.float32]] = {
        name: np.asarray([hit.scores[name] for hit in hits], dtype=np.float32)
        for name in SIGNALS
        if name not in without and hits and name in hits[0].scores
    }
    # Soft matching brings no candidates of its own; the best of a signal overall are also the best among all candidates.
    floors: dict[Part, float] = {Part.DENSE: -np.inf, Part.LEXICAL: 0.0}
    sources = [best(values[name], CANDIDATES, floor) for name, floor in floors.items() if name in values]
    if not sources:
        return []
    rows = [int(row) for row in np.unique(np.concatenate(sources))]
    if not rows:
        return []
    fused = fuse({name: found[rows] for name, found in values.items()})
    order = sorted(range(len(rows)), key=lambda at: (-fused[at], hits[rows[at]].id))
    return [hits[rows[at]].id for at in order if fused[at] > 0]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over all judged queries: its mean, and between what it lies when other queries of the kind are drawn."""

    name: str
    mean: float
    low: float
    high: float


def figures(dataset: Dataset, rankings: ranking.Rankings, k: int) -> tuple[Figure, ...]:
    """Return nDCG@10, MRR@10, Recall@10 and Recall@k with 95 % intervals; a query that finds nothing counts as zero."""
    names = {"nDCG@10": "ndcg@10", "MRR@10": "rr@10", "Recall@10": "recall@10", f"Recall@{k}": f"recall@{k}"}
    values = ranking.measure(dataset.judgements, rankings, list(dict.fromkeys(names.values())))
    return tuple(_figure(head, [found[name] for found in values.values()]) for head, name in names.items())


def _figure(name: str, values: Sequence[float]) -> Figure:
    low, high = mean_interval(values)
    return Figure(name, ranking.mean(values), low, high)


def ablations(dataset: Dataset, index: Index, k: int) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Yield the figures with everything, then without each part."""
    yield "everything", figures(dataset, dict(search_all(dataset, index, k)), k)
    for part in Part:
        yield f"without {part}", figures(dataset, dict(search_all(dataset, index, k, (part,))), k)


def write_run(path: Path, rankings: ranking.Rankings, tag: str = "tiaowen") -> None:
    """Write a TREC run: ``query Q0 passage rank score tag``.

    The score is made of the rank: readers of such files disregard the rank, and reorder equal scores.
    """
    with path.open("w", encoding="utf-8") as out:
        for query, found in rankings.items():
            for rank, passage in enumerate(found, start=1):
                if len(query.split()) != 1 or len(passage.split()) != 1:
                    raise BeirError(f"ids with white space cannot stand in a TREC run: {query!r}, {passage!r}")
                out.write(f"{query} Q0 {passage} {rank} {len(found) + 1 - rank} {tag}\n")


def _records(folder: Path, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield id and fields of every line of ``corpus.jsonl`` or ``queries.jsonl``, compressed or not."""
    path = next((path for suffix in OPENERS if (path := folder / f"{name}.jsonl{suffix}").is_file()), None)
    if path is None:
        raise BeirError(f"{folder} has no {name}.jsonl (nor .gz, nor .xz)")
    seen: set[str] = set()
    try:
        with OPENERS[path.suffix if path.suffix in OPENERS else ""](path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                record = json.loads(line)
                if not isinstance(record, dict) or not {"_id", "text"} <= record.keys():
                    raise BeirError(f"{path}, line {number}: needs _id and text")
                found = str(record["_id"])
                if found in seen:
                    raise BeirError(f"{path}, line {number}: id {found} stands twice")
                seen.add(found)
                yield found, record
    except json.JSONDecodeError as error:
        raise BeirError(f"{path}, line {number}: not JSON ({error})") from error
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise BeirError(f"cannot read {path}: {error}") from error


def _words(record: dict[str, Any]) -> str:
    return "\n".join(part for part in (str(record.get("title") or "").strip(), str(record["text"]).strip()) if part)


def _qrels_file(folder: Path, split: str | None) -> Path:
    files = {path.stem: path for path in sorted((folder / "qrels").glob("*.tsv"))}
    if not files:
        raise BeirError(f"{folder} has no qrels/*.tsv")
    wanted = split or (LIKELIEST_SPLIT if LIKELIEST_SPLIT in files else next(iter(files)) if len(files) == 1 else None)
    if wanted is None or wanted not in files:
        raise BeirError(f"{folder} has the splits {', '.join(files)}; choose one with --split")
    return files[wanted]


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Read ``query-id corpus-id score``, with or without a head line, or the four columns of TREC."""
    judgements: dict[str, dict[str, int]] = {}
    try:
        lines = lines_of(path)
    except (OSError, UnicodeDecodeError) as error:
        raise BeirError(f"cannot read {path}: {error}") from error
    for number, line in enumerate(lines, start=1):
        fields = line.split()
        if not fields or (number == 1 and not fields[-1].lstrip("-").isdigit()):
            continue
        if len(fields) not in (3, 4) or not fields[-1].lstrip("-").isdigit():
            raise BeirError(f"{path}, line {number}: needs a query id, a passage id and a whole number")
        judgements.setdefault(fields[0], {})[fields[-2]] = int(fields[-1])
    if not judgements:
        raise BeirError(f"{path} judges nothing")
    return judgements
