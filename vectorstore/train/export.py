"""Write token vectors as a folder that ``SentenceTransformer(path)`` and ``vectorstore.static`` open as it is."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from vectorstore.train.table import Floats

MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]
CONFIGURATION = {
    "__version__": {"sentence_transformers": "6.2.0"},
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}


def write(folder: Path, tokenizer: Tokenizer, vectors: Floats) -> None:
    """Write the folder: int8 rows with a float32 scale each, which the loader multiplies back; every file readable by all.

    The keys ``embeddings``, ``mapping`` and ``weights`` are those of model2vec; half the size of fp16, and cosine to float32 above 0.9999.
    """
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-8).astype(np.float32) / 127
    tensors = {
        "embeddings": np.round(vectors / scales[:, None]).astype(np.int8),
        "weights": scales,
        "mapping": np.arange(len(vectors), dtype=np.int32),
    }
    save_file(tensors, folder / "model.safetensors")
    _write_json(folder / "tokenizer.json", json.loads(tokenizer.to_str()))
    _write_json(folder / "modules.json", MODULES)
    _write_json(folder / "config_sentence_transformers.json", CONFIGURATION)
    _write_json(folder / "1_Normalize" / "config.json", {})
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "utf-8")
