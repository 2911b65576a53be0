"""Read a static embedding model, an ordinary sentence-transformers folder, with numpy: a text is the sum of its tokens, at length 1.

Nothing here imports torch, which costs seconds and hundreds of megabytes at start; a test holds the vectors equal to its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from vectorstore.embedder import Embedder, fingerprint_of, unit
from vectorstore.errors import EmbeddingError

BATCH = 128
"""Texts tokenised at a time: enough for every core, little enough memory."""
AT_ONCE = 128
"""Vectors that are compared at a time: what is worked on then fits the processor's cache."""
KEPT = 4096
"""Texts whose tokens are kept, in order and once each: a question is asked for three signals, its clauses again and again. 2 KB each."""
NO_LENGTH = 1e-12
"""Stands for the length of a token that this model has no vector for: it is like nothing."""
DOCUMENT_PROMPTS = ("document", "passage", "corpus")
"""The prompt for documents is the first of these that a model has, as in ``SentenceTransformer.encode_document``."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The token ids of some texts, one after the other: text i has ``ids[offsets[i]:offsets[i + 1]]``."""

    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]


class TokenVectors:
    """The vector of each token, kept as it is stored: whole numbers with a factor a row take a quarter of the memory of what they stand for."""

    def __init__(self, rows: NDArray[Any], factors: NDArray[np.float32] | None = None) -> None:
        self._rows = rows
        self._factors = factors

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, ids: Any) -> NDArray[np.float32]:
        """Return the vectors of some tokens, one row each."""
        vectors: NDArray[np.float32] = self._rows[ids].astype(np.float32)
        if self._factors is not None:
            vectors *= self._factors[ids][..., None]
        return vectors

    def cosines(self, ids: NDArray[np.int32], others: NDArray[Any]) -> NDArray[np.float32]:
        """Return the cosine of each of some tokens (rows) to each of others (columns); 0 for one without a vector."""
        directions = np.ascontiguousarray((self[ids] / np.maximum(self.norms[ids, None], NO_LENGTH)).T)
        cosines = np.empty((len(others), len(ids)), dtype=np.float32)
        for start in range(0, len(others), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            # Factors change lengths and no directions: the rows as they are stored will do.
            np.matmul(np.take(self._rows, others[part], axis=0).astype(np.float32), directions, out=cosines[part])
        cosines /= self._lengths[others, None]
        return np.ascontiguousarray(cosines.T)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._rows.shape[1])

    @cached_property
    def norms(self) -> NDArray[np.float32]:
        """Length of each vector as it is, before a text's is made 1."""
        parts = [np.linalg.norm(self[start : start + BATCH], axis=1) for start in range(0, len(self), BATCH)]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.float32)

    @cached_property
    def _lengths(self) -> NDArray[np.float32]:
        """Length of each row as it is stored, nowhere zero."""
        stored = self.norms if self._factors is None else self.norms / np.maximum(np.abs(self._factors), NO_LENGTH)
        return np.maximum(stored, NO_LENGTH)


class StaticEmbeddings(Embedder):
    """Embed texts with a table of token vectors; unit vectors, or zero for a text without a known token."""

    def __init__(self, folder: Path) -> None:
        """Read the model in ``folder``. Raises EmbeddingError where a file is missing or damaged."""
        modules = static_modules(folder)
        if modules is None:
            raise EmbeddingError(f"{folder} 不是静态嵌入模型（modules.json 应为 StaticEmbedding，可带 Normalize）")
        try:
            self.table = _table(load_file(modules / "model.safetensors"))
            self._query_prompt, self.document_prompt = _prompts(folder)
            self.tokenizer: Any = Tokenizer.from_file(str(modules / "tokenizer.json"))
        except (OSError, SafetensorError, ValueError, KeyError, IndexError) as error:
            raise EmbeddingError(f"嵌入模型 {folder} 已损坏（{error}）；请重新取得模型文件") from error
        except Exception as error:  # the tokenizers library raises bare Exception for a damaged file
            raise EmbeddingError(f"嵌入模型的分词器 {modules / 'tokenizer.json'} 已损坏（{error}）；请重新取得模型文件") from error
        if not np.isfinite(self.table.norms).all():
            raise EmbeddingError(f"嵌入模型 {folder} 的向量含有非数值；请重新取得模型文件")
        if self.tokenizer.get_vocab_size() > len(self.table):
            raise EmbeddingError(
                f"嵌入模型 {folder} 的词表（{self.tokenizer.get_vocab_size()}）多于向量（{len(self.table)}）；请重新取得模型文件"
            )
        self.tokenizer.no_padding()
        self._ids = lru_cache(maxsize=KEPT)(self._tokenised)
        self._known = lru_cache(maxsize=KEPT)(self._distinct)
        self._fingerprint = fingerprint_of(folder)

    @property
    def fingerprint(self) -> str:
        """Name and content hash of the model."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.table.dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts as documents: one unit vector each."""
        return self.encode_documents(texts).tolist()  # type: ignore[no-any-return]

    def encode_documents(self, texts: list[str], hear: Callable[[Tokens], None] | None = None) -> NDArray[np.float32]:
        """Embed texts as documents: one row each. ``hear`` is handed the tokens that this takes, some texts at a time, in their order."""
        batches = [[self.document_prompt + text for text in texts[start : start + BATCH]] for start in range(0, len(texts), BATCH)]
        sums = [np.empty((0, self.dimension), dtype=np.float32)]
        # The next texts are tokenised, by every processor, beside the sums of the last ones, which one processor does.
        with ThreadPoolExecutor(1, "tokens") as pool:
            for tokens in pool.map(self.tokens, batches) if len(batches) > 1 else map(self.tokens, batches):
                sums.append(self._sums(tokens))
                if hear is not None:
                    hear(tokens)
        return unit(np.concatenate(sums))

    def embed_query(self, text: str) -> list[float]:
        """Embed one text as a query: a unit vector."""
        vector = self.table[self._ids(self._query_prompt + text)].sum(axis=0, dtype=np.float32)
        return unit(vector[None])[0].tolist()  # type: ignore[no-any-return]

    def tokens(self, texts: Sequence[str]) -> Tokens:
        """Tokenise texts."""
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
        offsets = np.cumsum([0, *map(len, ids)], dtype=np.int64)
        return Tokens(np.fromiter(chain.from_iterable(ids), dtype=np.int32, count=int(offsets[-1])), offsets)

    def known(self, text: str) -> NDArray[np.int32]:
        """Return the distinct tokens of a text that have a vector, sorted. They are kept, and cannot be changed."""
        return self._known(text)

    def _distinct(self, text: str) -> NDArray[np.int32]:
        ids = np.unique(self._ids(text))
        ids = ids[self.table.norms[ids] > 0]
        ids.flags.writeable = False
        return ids

    def _tokenised(self, text: str) -> NDArray[np.int32]:
        # A batch of one text would wake another thread for it.
        return np.asarray(self.tokenizer.encode(text, add_special_tokens=False).ids, dtype=np.int32)

    def _sums(self, tokens: Tokens) -> NDArray[np.float32]:
        """Return the sum of the vectors of the tokens of each text."""
        sums = np.empty((len(tokens.offsets) - 1, self.dimension), dtype=np.float32)
        # One gather and sum a text: four times as fast as np.add.reduceat over a batch, as fast as a sparse product.
        for row, (first, last) in enumerate(zip(tokens.offsets[:-1], tokens.offsets[1:], strict=True)):
            self.table[tokens.ids[first:last]].sum(axis=0, out=sums[row])
        return sums


def static_modules(folder: Path) -> Path | None:
    """Return the folder of the StaticEmbedding module where the model is that, normalised or not, and nothing else; None otherwise."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        # "sentence_transformers.models.StaticEmbedding", or the longer path that newer versions write
        kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
        path = modules[0]["path"]
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None
    return folder / path if kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) else None


def _table(tensors: dict[str, NDArray[Any]]) -> TokenVectors:
    """Return one row a token id, from either layout that StaticEmbedding reads.

    ``embedding.weight``, or model2vec's ``embeddings`` with an optional ``mapping`` (token id to row) and ``weights`` (a factor a token).
    """
    if "embedding.weight" in tensors:
        return TokenVectors(tensors["embedding.weight"])
    rows = tensors["embeddings"]
    if "mapping" in tensors and not np.array_equal(tensors["mapping"], np.arange(len(rows))):
        rows = rows[tensors["mapping"]]
    factors = tensors.get("weights")
    if factors is None:
        return TokenVectors(rows)
    if len(factors) != len(rows):
        raise ValueError(f"{len(factors)} weights for {len(rows)} tokens")
    return TokenVectors(rows, factors.astype(np.float32))


def _prompts(folder: Path) -> tuple[str, str]:
    """Return what the model puts before a query and before a document."""
    path = folder / "config_sentence_transformers.json"
    config = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    prompts: dict[str, str] = config.get("prompts") or {}
    default = prompts.get(config.get("default_prompt_name") or "", "")
    document = next((prompts[name] for name in DOCUMENT_PROMPTS if name in prompts), default)
    return prompts.get("query", default), document
