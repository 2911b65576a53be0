"""An optional second look at the best passages: a cross-encoder, which reads question and text together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from vectorstore.errors import EmbeddingError

LENGTH = 512
"""Tokens of question and text that are read."""


class Reranker:
    """Score texts for a question with a cross-encoder, by the name of a folder or of a model on the hub."""

    def __init__(self, name_or_path: str, allow_download: bool = False) -> None:
        """Load the model: one thread, no code from the hub, no network unless ``allow_download``. Raises EmbeddingError."""
        if not allow_download:
            os.environ["HF_HUB_OFFLINE"] = "1"
        # Imported here: seconds and hundreds of megabytes that nobody pays who does not ask for it.
        import torch
        from sentence_transformers import CrossEncoder

        torch.set_num_threads(1)
        try:
            self._model: Any = CrossEncoder(
                name_or_path, device="cpu", trust_remote_code=False, local_files_only=not allow_download, max_length=LENGTH
            )
            self.scores("一", ["一"])
        except Exception as error:  # whatever a damaged, missing or unfit model makes torch, transformers and the hub client raise
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise EmbeddingError(
                f"重排模型 {name_or_path} 无法读取（{reason}）；请先在能上网时设 TIAOWEN_ALLOW_DOWNLOAD=true 运行一次，"
                "或以模型文件夹的路径设 TIAOWEN_RERANKER，或删去此项"
            ) from error

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return one score a text, higher is better. Raises ValueError for a model that gives more than one number a pair."""
        if not texts:
            return []
        found = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        if getattr(found, "ndim", 1) != 1:
            raise ValueError("not a model for ranking: it gives several numbers a pair")
        return [float(score) for score in found]
