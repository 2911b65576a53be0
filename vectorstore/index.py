"""Build, open and search an index of texts by id: dense, lexical and soft signals, fused into one deterministic ranking."""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from queue import SimpleQueue

import chromadb
import numpy as np
from numpy.typing import NDArray

from vectorstore import dense, graph, vectors
from vectorstore.before import Before, Difference
from vectorstore.context import Context, ContextModel
from vectorstore.cross import CrossEncoder
from vectorstore.dense import Dense
from vectorstore.embedder import Embedder, unit
from vectorstore.errors import DenseError, EmbeddingError
from vectorstore.fuse import best, candidates, fuse
from vectorstore.lexical import Lexical
from vectorstore.likeness import Likeness
from vectorstore.passage import Passage
from vectorstore.record import IndexUnreadable, OtherModel, Record, hashes
from vectorstore.rerank import Reranker
from vectorstore.soft import Asked, Distinct, SoftMatch
from vectorstore.static import StaticEmbeddings
from vectorstore.vectors import Progress

QUERY_CHARACTERS = 1000
"""Longer questions keep their beginning and their end: what is asked stands in one of them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: its id, its fused score (0 to 1.3), and the raw scores that are its parts, by the names in ``fuse``."""

    id: str
    score: float
    scores: Mapping[str, float]


class Index:
    """An index that is open for search. Thread-safe."""

    def __init__(
        self,
        ids: Sequence[str],
        embedder: Embedder,
        dense: Dense,
        lexical: Lexical,
        soft: SoftMatch | str,
        context: Context | str,
        likeness: Likeness,
    ) -> None:
        """Put the opened parts together; ``soft`` and ``context`` may be the words that say why they are absent, ``""`` where they should be."""
        self._ids = ids
        self._embedder = embedder
        self._dense = dense
        self._lexical = lexical
        self._soft = soft
        self._context = context
        self.likeness = likeness
        # Its threads end with the index: a question that is being answered may outlive `close`.
        self._pool = ThreadPoolExecutor(os.cpu_count(), "nearest")
        self.reranker: Reranker | None = None
        """A cross-encoder for a second look, where one is set."""
        self._notes: tuple[str, ...] = ()

    @classmethod
    def build(
        cls,
        folder: Path,
        passages: Sequence[Passage],
        embedder: Embedder,
        *,
        token_model: StaticEmbeddings | None = None,
        context_model: ContextModel | None = None,
        previous: Path | None = None,
        alike: bool = False,
        chroma_url: str | None = None,
        collection: str | None = None,
        progress: Progress = lambda done, total: None,
    ) -> list[int] | None:
        """Write the index of ``passages`` into ``folder``; return the rows that Chroma took anew, None where it took all.

        ``token_model`` serves soft matching (the embedder itself, where it is static and none is given), ``context_model`` reads every
        text in context, which takes a hundred times as long as all else. Passages whose text
        stands in the ``previous`` index keep their vectors; where that was written by this same code (``alike``) also their words and
        tokens, and its Chroma directory is copied and the difference applied. With ``chroma_url`` the vectors go to a ``collection`` of
        their own on that server, by chance named where no name is given. ``progress`` hears how many passages have vectors. Raises ValueError for no passage or an id used twice.
        """
        ids = [passage.id for passage in passages]
        texts = [passage.text for passage in passages]
        if not ids:
            raise ValueError("nothing to index")
        if len(set(ids)) != len(ids):
            raise ValueError(f"id used twice: {next(id for id, times in Counter(ids).items() if times > 1)}")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ids.json").write_text(json.dumps(ids, ensure_ascii=False), encoding="utf-8")
        digests = vectors.digests(texts)
        known = vectors.known_rows(previous, embedder.fingerprint, digests)
        token_model = _token_model(token_model, embedder)
        before = Before.of(previous, known, token_model) if alike and previous is not None else None
        encode, tokens = embedder.encode_documents, None
        if token_model is embedder and not token_model.document_prompt and (before or (known == vectors.GONE).all()):
            # The same model takes the same texts apart for their vectors and for soft matching: once will do.
            tokens = Distinct(token_model)
            encode = partial(token_model.encode_documents, hear=tokens.add)
        difference = None
        made: SimpleQueue[NDArray[np.float32] | None] = SimpleQueue()
        growing = _taken_from(made)
        if chroma_url is not None:
            collection = collection or f"tiaowen-{secrets.token_hex(8)}"
            making = partial(dense.write_server, chroma_url, collection, ids, graph.batches(growing))
        elif before and (difference := before.difference(ids)):
            making = partial(_update_chroma, before.folder / "chroma", folder / "chroma", ids, difference, growing)
        else:
            making = partial(graph.build, folder / "chroma", ids, embedder.dimension, graph.batches(growing))
        # Chroma makes its graph on a thread of its own, from the first vectors on, and beside the words and the tokens.
        with ThreadPoolExecutor(1, "chroma") as pool:
            written = pool.submit(making)
            try:
                vectors.write(folder, texts, digests, embedder, previous, known, progress, encode, made.put)
            finally:
                made.put(None)
            Lexical.build(folder / "lexical", texts, *(before.part("lexical") if before else ()))
            if token_model is not None:
                SoftMatch.build(folder / "soft", texts, token_model, tokens, *(before.part("soft") if before else ()))
            written.result()
        if context_model is not None:
            Context.build(folder, texts, context_model, previous, known, progress)
        Record(
            model=embedder.fingerprint,
            token_model=token_model.fingerprint if token_model is not None else None,
            context_model=context_model.fingerprint if context_model is not None else None,
            dimension=embedder.dimension,
            passages=len(ids),
            chromadb=chromadb.__version__,
            collection=collection if chroma_url is not None else None,
            unlinked=before.record.unlinked + len(difference.gone) if before and difference else 0,
            files=hashes(folder),
        ).write(folder)
        return difference.rows if difference else None

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder,
        *,
        token_model: StaticEmbeddings | None = None,
        context_model: ContextModel | None = None,
        cross_encoder: CrossEncoder | None = None,
        chroma_url: str | None = None,
    ) -> Index:
        """Open an index for search with the model that it was built with; ``cross_encoder`` is for who asks its likeness.

        Raises OtherModel, or IndexUnreadable where anything but Chroma is damaged; without Chroma the vector file answers, with a warning.
        """
        record = Record.read(folder)
        if record.model != embedder.fingerprint:
            raise OtherModel(
                f"索引是用嵌入模型 {record.model} 建的，现在设定的是 {embedder.fingerprint}；请运行 python ingest.py 重建，或改回原来的模型"
            )
        damaged = record.damaged(folder)
        if damaged is not None:
            raise IndexUnreadable(f"索引文件 {folder / damaged} 缺失或已损坏；请运行 python ingest.py 重建")
        ids: list[str] = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
        rows = vectors.Rows(folder / vectors.VECTORS)
        soft = _open_soft(folder, record, _token_model(token_model, embedder))
        context = _open_context(folder, record, context_model)
        likeness = Likeness(
            _token_model(token_model, embedder) or embedder, context_model if isinstance(context, Context) else None, cross_encoder
        )
        nearest = _open_dense(folder, record, ids, rows, chroma_url)
        return cls(ids, embedder, nearest, Lexical.open(folder / "lexical"), soft, context, likeness)

    @staticmethod
    def verify(folder: Path, rows: Sequence[int] | None = None, chroma_url: str | None = None) -> None:
        """Prove that Chroma holds and finds every vector of an index, or those of ``rows`` and some others. Raises DenseError."""
        record = Record.read(folder)
        if record.collection is None:
            dense.verify_copy(folder, record.passages, rows)
        elif chroma_url is not None:
            dense.verify_server(folder, chroma_url, record.collection, record.passages)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know: sentences, none where all is well."""
        return (
            *self._notes,
            *(words for words in (self._dense.warning, self._dense.remark, self._soft, self._context) if isinstance(words, str) and words),
        )

    def note(self, words: str) -> None:
        """Add a sentence to the warnings: what its opener knows."""
        self._notes += (words,)

    @property
    def exact(self) -> bool:
        """True where the vector file answers instead of Chroma."""
        return self._dense.exact

    def __len__(self) -> int:
        return len(self._ids)

    def frequency(self, word: str) -> int:
        """Return how many passages hold a character, a pair of characters or a word of another script."""
        return self._lexical.frequency(word)

    def search(self, query: str | Mapping[str, float], k: int = 20) -> tuple[Hit, ...]:
        """Return the best ``k`` passages, best first, ties by id; of several wordings of one question, with their weights, each signal is the mean.

        Empty where nothing is asked or nothing is alike.
        """
        wordings = {query: 1.0} if isinstance(query, str) else query
        asked = {words: weight for text, weight in wordings.items() if weight > 0 and (words := _clean(text))}
        if not asked:
            return ()
        found = self._scored(list(asked), np.asarray(list(asked.values()), dtype=np.float32), max(k, 0))
        return tuple(sorted(found, key=lambda hit: (-hit.score, hit.id))[: max(k, 0)])

    def nearest(self, query: str, k: int, *, exact: bool = False) -> list[str]:
        """Return the ids of the ``k`` passages nearest in meaning alone; with ``exact`` by the vector file, whatever Chroma says."""
        vector = unit(np.asarray([self._embedder.embed_query(_clean(query))], dtype=np.float32))[0]
        return [self._ids[row] for row in self._dense.nearest(vector, k, exact)]

    def close(self) -> None:
        """Let go of Chroma and its private copy."""
        self._dense.close()

    def _scored(self, texts: Sequence[str], weights: NDArray[np.float32], k: int) -> Iterator[Hit]:
        """Yield the best ``k`` passages and those that score as high as the last of them, in no order."""
        shares, (most_near, most_worded) = weights / weights.sum(), candidates(k)
        vectors = [self._vector(text) for text in texts]
        # Chroma looks while words are counted and matched: of a search over 25,000 passages it takes a third.
        looking = [self._pool.submit(self._dense.nearest, vector, most_near) for vector in vectors if vector.any()]
        lexical = _mean(shares, [self._lexical.scores(text) for text in texts])
        worded = np.sort(best(lexical, most_worded, floor=0.0))
        asked = self._soft.asked(texts) if isinstance(self._soft, SoftMatch) else None
        matched = _matched(asked, shares, worded)
        cosines = _mean(shares, [self._dense.cosines(vector, worded) for vector in vectors])
        near = reduce(np.union1d, [found.result() for found in looking], np.empty(0, dtype=np.int64))
        others = np.setdiff1d(near, worded, assume_unique=True)
        rows = np.concatenate([worded, others])
        if not len(rows):
            return
        cosines = np.concatenate([cosines, _mean(shares, [self._dense.cosines(vector, others) for vector in vectors])])
        signals = {"dense": cosines, "lexical": lexical[rows]}
        signals |= {
            name: np.concatenate(parts)
            for name, *parts in zip(matched, matched.values(), _matched(asked, shares, others).values(), strict=True)
        }
        if isinstance(self._context, Context):
            # Of several wordings the longest says most: a follow-up with what it continues; of two alike the later, which has the slips mended.
            signals["context"] = self._context.scores(max(reversed(texts), key=len), rows)
        scores = fuse(signals)
        lowest = np.partition(scores, -k)[-k] if 0 < k < len(scores) else -np.inf
        first = np.flatnonzero((scores >= lowest) & (scores > 0))
        of_each = zip(*(values[first].tolist() for values in signals.values()), strict=True)
        for row, score, values in zip(rows[first].tolist(), scores[first].tolist(), of_each, strict=True):
            yield Hit(self._ids[row], score, {name: round(value, 6) for name, value in zip(signals, values, strict=True)})

    def _vector(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question; zero, with a warning, where a server that holds the model is away: words still match."""
        try:
            vector: NDArray[np.float32] = unit(np.asarray([self._embedder.embed_query(text)], dtype=np.float32))[0]
        except EmbeddingError as error:
            if str(error) not in self._notes:
                self.note(str(error))
            return np.zeros(self._embedder.dimension, dtype=np.float32)
        return vector


def _mean(shares: NDArray[np.float32], signals: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = shares @ np.asarray(signals, dtype=np.float32)
    return mean


def _matched(asked: Asked | None, shares: NDArray[np.float32], rows: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
    """Return how the tokens of the wordings and those of some passages meet each other; nothing without soft matching."""
    matches = asked.scores(rows) if asked else []
    return {name: _mean(shares, [match[name] for match in matches]) for name in (matches[0] if matches else ())}


def _token_model(token_model: StaticEmbeddings | None, embedder: Embedder) -> StaticEmbeddings | None:
    return token_model or (embedder if isinstance(embedder, StaticEmbeddings) else None)


def _open_soft(folder: Path, record: Record, token_model: StaticEmbeddings | None) -> SoftMatch | str:
    if record.token_model is None:
        return ""
    if token_model is None or token_model.fingerprint != record.token_model:
        return f"词向量模型 {record.token_model} 不在，检索少一路信号；请取回自带模型，或运行 python ingest.py 重建"
    return SoftMatch.open(folder / "soft", token_model)


def _open_context(folder: Path, record: Record, context_model: ContextModel | None) -> Context | str:
    if record.context_model is None:
        return ""
    if context_model is None or context_model.fingerprint != record.context_model:
        return f"语境模型 {record.context_model} 不在，检索少一路信号；请取回自带模型，或运行 python ingest.py 重建"
    return Context.open(folder, context_model)


def _open_dense(folder: Path, record: Record, ids: Sequence[str], rows: vectors.Rows, chroma_url: str | None) -> Dense:
    if record.collection is None:
        try:
            return Dense(ids, rows, dense.Directory(folder, record.chroma_files, record.chromadb))
        except DenseError as error:
            return Dense(ids, rows, None, dense.unusable(str(error), on_server=False))
    if chroma_url is None:
        return Dense(ids, rows, None, dense.unusable("没有设 TIAOWEN_CHROMA_URL，而索引的向量在服务器上", on_server=True))
    server = dense.Server(chroma_url, record.collection, len(ids))
    try:
        server.connect()
    except DenseError as error:
        return Dense(ids, rows, server, dense.unusable(str(error), on_server=True))
    return Dense(ids, rows, server)


def _taken_from(made: SimpleQueue[NDArray[np.float32] | None]) -> Iterator[NDArray[np.float32]]:
    """Yield what another thread puts, until it puts None."""
    while (vectors := made.get()) is not None:
        yield vectors


def _update_chroma(before: Path, folder: Path, ids: Sequence[str], difference: Difference, growing: Iterator[NDArray[np.float32]]) -> None:
    *_, rows = growing
    dense.update(before, folder, difference.gone, [ids[row] for row in difference.rows], rows[difference.rows])


def _clean(text: str) -> str:
    """Return a question that every tokenizer takes: no lone surrogates, no control characters, not too long."""
    text = text.strip()
    if len(text) > QUERY_CHARACTERS:
        half = QUERY_CHARACTERS // 2
        text = f"{text[:half]} {text[-half:]}"
    return "".join(" " if ord(letter) < 32 or 0xD800 <= ord(letter) <= 0xDFFF else letter for letter in text).strip()
