"""The one door to embedding models: a name or a path in, LangChain ``Embeddings`` out."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from vectorstore.embedder import Embedder, fingerprint_of
from vectorstore.errors import EmbeddingError
from vectorstore.served import SERVED, ServedEmbeddings
from vectorstore.static import StaticEmbeddings, static_modules


def load(name_or_path: str, allow_download: bool = False, base_url: str | None = None, api_key: str | None = None) -> Embedder:
    """Load any sentence-transformers model, by a folder or by a hub name, or reach one that a server holds (``openai:NAME``).

    A static model in a folder is read without torch (``vectorstore.static``); everything else goes through sentence-transformers, on one
    thread, without code from the hub, and without the network unless ``allow_download``. Raises EmbeddingError.
    """
    folder = Path(name_or_path).expanduser()
    if not folder.is_dir():
        if SERVED.fullmatch(name_or_path):
            return ServedEmbeddings(name_or_path, base_url, api_key)
        if folder.is_absolute() or name_or_path.startswith((".", "~")) or name_or_path.count("/") > 1:
            raise EmbeddingError(f"找不到嵌入模型文件夹 {name_or_path}；请检查 TIAOWEN_EMBEDDING_MODEL，或删去此项以使用自带模型")
        return TransformerEmbeddings(name_or_path, allow_download)
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise EmbeddingError(f"{folder} 里没有嵌入模型（缺 modules.json）；请检查 TIAOWEN_EMBEDDING_MODEL，或重新取得模型文件")
    if static_modules(folder) is not None:
        return StaticEmbeddings(folder)
    return TransformerEmbeddings(str(folder), allow_download)


class TransformerEmbeddings(Embedder):
    """Embed texts with a sentence-transformers model, with its own prompts for queries and documents; unit vectors."""

    def __init__(self, name_or_path: str, allow_download: bool = False) -> None:
        """Load the model. Raises EmbeddingError where it is missing or damaged."""
        if not allow_download:
            # Read when huggingface_hub is imported; without it a missing model costs more than a minute of retries.
            os.environ["HF_HUB_OFFLINE"] = "1"
        # Imported here: four seconds and 330 MB that the shipped model does not need.
        import torch
        from sentence_transformers import SentenceTransformer

        # Two threads on two shared cores made queries ten times slower at the 95th percentile.
        torch.set_num_threads(1)
        try:
            self._model: Any = SentenceTransformer(name_or_path, device="cpu", trust_remote_code=False, local_files_only=not allow_download)
            self._dimension = len(self.embed_query("一"))
            self._fingerprint = self._identify(name_or_path)
        except Exception as error:  # whatever a damaged or missing model makes torch, transformers and the hub client raise
            raise EmbeddingError(_missing(name_or_path, allow_download, error)) from error

    @property
    def fingerprint(self) -> str:
        """Name and content hash of the model."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts as documents: one unit vector each."""
        if not texts:
            return []
        return self._model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        """Embed one text as a query: a unit vector."""
        return self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False).tolist()  # type: ignore[no-any-return]

    def _identify(self, name_or_path: str) -> str:
        if Path(name_or_path).is_dir():
            return fingerprint_of(Path(name_or_path))
        digest = hashlib.sha256()
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().float().contiguous().numpy().tobytes())
        return f"{name_or_path}@{digest.hexdigest()[:16]}"


def _missing(name: str, allow_download: bool, error: Exception) -> str:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if allow_download:
        return f"嵌入模型 {name} 下载或读取失败（{reason}）；请检查网络和模型名"
    return (
        f"嵌入模型 {name} 在本机无法读取（{reason}）；请先在能上网时设 TIAOWEN_ALLOW_DOWNLOAD=true 运行一次，"
        "或把模型文件夹拷到本机并以路径设 TIAOWEN_EMBEDDING_MODEL，或删去此项以使用自带模型"
    )
