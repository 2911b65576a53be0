"""Embedding models behind an HTTP interface, through LangChain: ``openai:NAME`` for OpenAI and every server that speaks its protocol."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from vectorstore.embedder import Embedder, unit
from vectorstore.errors import EmbeddingError

SERVED = re.compile(r"(?P<provider>[a-z][a-z_]+):(?P<model>[^\\/].*)")
"""``openai:bge-m3``, ``mistralai:mistral-embed``; not ``C:\\models`` and not ``BAAI/bge-m3``."""
BATCH = 64
"""Texts a request: servers of open models refuse more."""
TIMEOUT, RETRIES = 30.0, 2
"""Seconds a try, and further tries."""
PROBE = "单位和个人可以依法举办体育赛事。"
TELLING = 8
"""Largest components of the probe's vector that tell models apart: which they are and their signs stay, whatever the last digits do."""


class ServedEmbeddings(Embedder):
    """Embed texts with a model that a server holds; unit vectors. Every failure is an EmbeddingError with a sentence."""

    def __init__(self, name: str, base_url: str | None = None, api_key: str | None = None) -> None:
        """Reach the model once. Raises EmbeddingError where the package, the server, the key or the model is missing."""
        self._name = name
        self._where = base_url or "the provider"
        self._model = _model(name, base_url, api_key)
        probe = np.asarray(self._asked([PROBE])[0])
        self._dimension = len(probe)
        largest = sorted(np.argsort(-np.abs(probe), kind="stable")[:TELLING])
        telling = ",".join(f"{place}{'+' if probe[place] > 0 else '-'}" for place in largest)
        self._fingerprint = f"{name}@{hashlib.sha256(f'{self._dimension}:{telling}'.encode()).hexdigest()[:16]}"

    @property
    def fingerprint(self) -> str:
        """Name of the model, and a hash of what it makes of one sentence: a server may put another model behind the same name."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts as documents: one unit vector each. Raises EmbeddingError."""
        return self._asked(texts).tolist() if texts else []

    def embed_query(self, text: str) -> list[float]:
        """Embed one text as a query: a unit vector. Raises EmbeddingError."""
        return self._checked(lambda: [self._model.embed_query(text or " ")], 1)[0].tolist()  # type: ignore[no-any-return]

    def _asked(self, texts: list[str]) -> NDArray[np.float32]:
        # Servers refuse an empty text; a blank is as good as nothing.
        return self._checked(lambda: self._model.embed_documents([text or " " for text in texts]), len(texts))

    def _checked(self, ask: Any, count: int) -> NDArray[np.float32]:
        try:
            vectors = np.asarray(ask(), dtype=np.float32)
        except Exception as error:  # whatever the provider's client raises for a server that is away, refuses or answers nonsense
            reason = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
            raise EmbeddingError(
                f"嵌入模型 {self._name} 的服务（{self._where}）没有给出向量（{reason}）；"
                "请检查服务、TIAOWEN_EMBEDDING_BASE_URL 和 TIAOWEN_EMBEDDING_API_KEY"
            ) from error
        if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all():
            raise EmbeddingError(f"嵌入模型 {self._name} 的服务（{self._where}）给出的不是 {count} 个向量；请换一个模型或服务")
        return unit(vectors)


def _model(name: str, base_url: str | None, api_key: str | None) -> Embeddings:
    from langchain.embeddings import init_embeddings

    settings: dict[str, Any] = {"base_url": base_url, "api_key": api_key}
    if name.startswith("openai:"):
        # Without the check of lengths texts are sent as they are: it would download a tokenizer, and send numbers that only OpenAI reads.
        settings |= {"check_embedding_ctx_length": False, "chunk_size": BATCH, "timeout": TIMEOUT, "max_retries": RETRIES}
        settings["api_key"] = api_key or ("-" if base_url else None)
    try:
        return init_embeddings(name, **{key: value for key, value in settings.items() if value is not None})
    except Exception as error:  # a package that is not installed, a provider that LangChain does not know, a key that is missing
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
        raise EmbeddingError(f"嵌入模型 {name} 无法使用（{reason}）；请检查 TIAOWEN_EMBEDDING_MODEL，或删去此项以使用自带模型") from error
