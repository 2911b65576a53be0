"""A small static model, made as the shipped one is: Unigram tokenizer, int8 rows with a factor each, row 0 = [UNK] = zero."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

WORDS = ["体育", "赛事", "举办", "参赛", "安全", "应急", "预案", "罚款", "主管部门", "人工智能", "规划", "登记", "备案", "许可"]


def write_small_model(folder: Path, dimension: int = 24, seed: int = 7, characters: Iterable[str] = ()) -> Path:
    """Write a model of common words, every frequent Han character and ASCII into ``folder``; return the folder."""
    letters = {chr(code) for code in range(0x4E00, 0x9FA6)} | set("abcdefghijklmnopqrstuvwxyz0123456789") | set(characters)
    vocabulary = [("[UNK]", -20.0), *((word, -8.0) for word in WORDS), *((letter, -10.0) for letter in sorted(letters))]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), behavior="removed")
    random = np.random.default_rng(seed)
    rows = random.integers(-127, 128, (len(vocabulary), dimension), dtype=np.int8)
    rows[0] = 0
    weights = random.uniform(0.001, 0.01, len(vocabulary)).astype(np.float32)
    folder.mkdir(parents=True, exist_ok=True)
    mapping = np.arange(len(vocabulary), dtype=np.int32)
    save_file({"embeddings": rows, "weights": weights, "mapping": mapping}, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"))
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "1_Normalize" / "config.json").write_text("{}", encoding="utf-8")
    config = {"model_type": "SentenceTransformer", "prompts": {"query": "", "document": ""}, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config), encoding="utf-8")
    return folder
