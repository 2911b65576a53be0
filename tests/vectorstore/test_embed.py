"""One contract over every way to load an embedding model, and what is said where one cannot be loaded."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from tests.vectorstore.small_model import write_small_model
from vectorstore.embed import TransformerEmbeddings, load
from vectorstore.embedder import Embedder
from vectorstore.errors import EmbeddingError
from vectorstore.static import StaticEmbeddings

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [
    "举办体育赛事不实行行政许可。",
    "到２０２２年，产业规模达到５００亿元",
    "B2C platforms and AI diagnosis",
    "一",
    "",
    "，。！",
    "ॐ ก ข",
    "第十二条\n" + "应当制定应急预案。" * 300,
]


@pytest.fixture(scope="session")
def saved_by_sentence_transformers(tmp_path_factory: pytest.TempPathFactory, small_model: StaticEmbeddings) -> Path:
    """A model that sentence-transformers itself made and saved, with prompts, float32 and not normalised."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    folder = tmp_path_factory.mktemp("saved") / "static"
    module = StaticEmbedding(small_model.tokenizer, embedding_weights=small_model.table[:])
    SentenceTransformer(modules=[module], prompts={"query": "问：", "document": "法条："}).save(str(folder))
    return folder


@pytest.fixture(params=["static", "saved by sentence-transformers", "through sentence-transformers"])
def embedder(request: pytest.FixtureRequest, small_model_folder: Path, saved_by_sentence_transformers: Path) -> Embedder:
    if request.param == "static":
        return load(str(small_model_folder))
    if request.param == "saved by sentence-transformers":
        return load(str(saved_by_sentence_transformers))
    return TransformerEmbeddings(str(small_model_folder))


def test_vectors_have_length_one_and_the_dimension_named(embedder: Embedder) -> None:
    vectors = np.asarray(embedder.embed_documents(TEXTS[:4]))
    assert vectors.shape == (4, embedder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert len(embedder.embed_query(TEXTS[0])) == embedder.dimension


def test_a_batch_equals_one_by_one(embedder: Embedder) -> None:
    together = np.asarray(embedder.embed_documents(TEXTS))
    alone = np.asarray([embedder.embed_documents([text])[0] for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-5)


def test_nothing_to_embed_gives_nothing(embedder: Embedder) -> None:
    assert embedder.embed_documents([]) == []


def test_the_fingerprint_names_the_model_and_stays(embedder: Embedder) -> None:
    name, _, digest = embedder.fingerprint.rpartition("@")
    assert name in ("small", "static")
    assert len(digest) == 16


@pytest.mark.parametrize("model", ["small_model_folder", "saved_by_sentence_transformers"])
def test_the_reader_equals_sentence_transformers(model: str, request: pytest.FixtureRequest) -> None:
    folder = str(request.getfixturevalue(model))
    ours, theirs = load(folder), TransformerEmbeddings(folder)
    assert isinstance(ours, StaticEmbeddings)
    # sentence-transformers divides by zero for a text without tokens; ours stays zero there
    known = [text for text in TEXTS if any(ours.embed_query(text))]
    assert len(known) >= 5
    assert np.asarray(ours.embed_documents(known)) == pytest.approx(np.asarray(theirs.embed_documents(known)), abs=1e-5)
    assert np.asarray([ours.embed_query(text) for text in known]) == pytest.approx(
        np.asarray([theirs.embed_query(text) for text in known]), abs=1e-5
    )
    assert ours.fingerprint == theirs.fingerprint
    assert ours.dimension == theirs.dimension


def test_the_shipped_model_equals_sentence_transformers() -> None:
    folder = ROOT / "vectorstore" / "model"
    if not (folder / "modules.json").exists():
        pytest.skip("the shipped model is not there")
    ours, theirs = load(str(folder)), TransformerEmbeddings(str(folder))
    assert isinstance(ours, StaticEmbeddings)
    texts = [text for text in TEXTS if text.strip("，。！ॐกข ")]
    assert np.asarray(ours.embed_documents(texts)) == pytest.approx(np.asarray(theirs.embed_documents(texts)), abs=1e-5)


def test_a_static_model_is_served_without_torch(small_model_folder: Path) -> None:
    code = (
        "import sys; from vectorstore.embed import load; import vectorstore.index; "
        f"load({str(small_model_folder)!r}).embed_query('体育'); print('torch' in sys.modules, 'sentence_transformers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_moving_a_model_or_its_readme_keeps_the_fingerprint(small_model_folder: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(small_model_folder, tmp_path / "small")
    (moved / "README.md").write_text("words", encoding="utf-8")
    assert load(str(moved)).fingerprint == load(str(small_model_folder)).fingerprint


def test_another_model_has_another_fingerprint(small_model_folder: Path, tmp_path: Path) -> None:
    other = write_small_model(tmp_path / "small", seed=8)
    assert load(str(other)).fingerprint != load(str(small_model_folder)).fingerprint


@pytest.mark.parametrize("name", ["no-such/model", "no-such-model"])
def test_a_hub_model_that_is_not_here_fails_at_once_and_says_what_to_do(name: str) -> None:
    with pytest.raises(EmbeddingError, match="TIAOWEN_ALLOW_DOWNLOAD"):
        load(name)
    assert os.environ["HF_HUB_OFFLINE"] == "1"


@pytest.mark.parametrize("path", ["/no/such/folder", "./no-such-folder", "~/no-such-folder", "some/deep/folder"])
def test_a_folder_that_is_not_there_is_named(path: str) -> None:
    with pytest.raises(EmbeddingError, match="找不到嵌入模型文件夹"):
        load(path)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match=r"缺 modules\.json"):
        load(str(tmp_path))


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def not_a_number(path: Path) -> None:
    tensors: dict[str, Any] = load_file(path)
    tensors["weights"][3] = np.nan
    save_file(tensors, path)


def too_few_weights(path: Path) -> None:
    tensors: dict[str, Any] = load_file(path)
    save_file(tensors | {"weights": tensors["weights"][:-1]}, path)


def too_few_rows(path: Path) -> None:
    tensors: dict[str, Any] = load_file(path)
    save_file({"embeddings": tensors["embeddings"][:100]}, path)


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("model.safetensors", truncated),
        ("model.safetensors", Path.unlink),
        ("model.safetensors", not_a_number),
        ("model.safetensors", too_few_weights),
        ("model.safetensors", too_few_rows),
        ("tokenizer.json", truncated),
        ("tokenizer.json", Path.unlink),
        ("config_sentence_transformers.json", truncated),
    ],
)
def test_a_damaged_static_model_is_refused_with_a_sentence(small_model_folder: Path, tmp_path: Path, name: str, harm: Any) -> None:
    folder = shutil.copytree(small_model_folder, tmp_path / "small")
    harm(folder / name)
    with pytest.raises(EmbeddingError, match="重新取得模型文件"):
        load(str(folder))


def test_rows_stand_where_the_mapping_says(small_model_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(small_model_folder, tmp_path / "small")
    tensors: dict[str, Any] = load_file(folder / "model.safetensors")
    order = np.random.default_rng(3).permutation(len(tensors["mapping"])).astype(np.int32)
    # Row order[i] of the new table is row i of the old one, and token i is told so.
    rows = np.empty_like(tensors["embeddings"])
    rows[order] = tensors["embeddings"]
    save_file(tensors | {"embeddings": rows, "mapping": order}, folder / "model.safetensors")
    assert np.array_equal(load(str(folder)).embed_documents(TEXTS), load(str(small_model_folder)).embed_documents(TEXTS))


def test_a_damaged_list_of_modules_is_refused(small_model_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(small_model_folder, tmp_path / "small")
    (folder / "modules.json").write_text(json.dumps([{"type": 3}]), encoding="utf-8")
    with pytest.raises(EmbeddingError):
        load(str(folder))
