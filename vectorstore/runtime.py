"""What runs the small transformers: onnxruntime, told to keep to itself (it would otherwise report to its maker what it runs, from the moment it is
imported), and tokenizers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from vectorstore.errors import EmbeddingError

TELEMETRY_OFF = "ORT_DISABLE_TELEMETRY"
"""Read once, when its library is loaded; it then neither reports nor keeps a database and an id of the machine in the user's cache."""


@contextmanager
def opening(called: str, folder: Path, instead: str) -> Iterator[None]:
    """Turn whatever goes wrong with the files of a model into one sentence, which names the setting to do without it. Raises EmbeddingError."""
    try:
        yield
    except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own for a missing or damaged file
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise EmbeddingError(f"{called} {folder} 缺失或已损坏（{reason}）；请重新取得模型文件，或设 {instead} 不用它") from error


def open_tokenizer(folder: Path) -> Any:
    """Open the tokenizer of a model. Models that came from each other share it: a table of pieces takes 16 MB.

    Raises OSError or what tokenizers raises, bare exceptions of its own, for a missing or damaged file.
    """
    return _tokenizer((folder / "tokenizer.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _tokenizer(content: str) -> Any:
    return Tokenizer.from_str(content)


def cut(ids: list[int], limit: int) -> list[int]:
    """Cut the tokens of a text at a limit; the mark at the end stays."""
    return ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]]


def open_session(graph: Path | bytes) -> Any:
    """Open a graph, a file or what stands in one, for one thread a run: texts are read side by side, and what is read does not depend on how many processors there are.

    Raises what onnxruntime raises, bare exceptions of its own, for a missing or damaged file.
    """
    os.environ[TELEMETRY_OFF] = "1"
    # Imported here: only who asks needs it, and it must see the setting above.
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
