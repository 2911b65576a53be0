"""Texts read in context: the packed network, the vectors that an index keeps, and what is said where they are missing."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from settings import SHIPPED_CONTEXT_MODEL
from tests.vectorstore.small_context import small_network, small_source, write_small_context
from vectorstore.context import VECTORS, ContextModel
from vectorstore.errors import EmbeddingError
from vectorstore.index import Index
from vectorstore.passage import Passage
from vectorstore.record import IndexUnreadable
from vectorstore.runtime import open_session
from vectorstore.static import StaticEmbeddings
from vectorstore.train import context, graph, network, pretrained


@pytest.fixture(scope="session")
def context_model(tmp_path_factory: pytest.TempPathFactory) -> ContextModel:
    return ContextModel(write_small_context(tmp_path_factory.mktemp("context") / "small"))


def test_channels_that_are_much_larger_than_others_are_not_rounded() -> None:
    random = np.random.default_rng(1)
    states, weights = random.normal(0, 1, (8, 64)).astype(np.float32), random.normal(0, 1, (5, 64)).astype(np.float32)
    states[:, [7, 40]] *= 100

    def error(channels: list[int]) -> float:
        grown = graph.Graph([np.array(channels)])
        product = grown.linear(grown.node("Add", "tokens", grown.constant(np.zeros(64, np.float32))), weights, np.zeros(5, np.float32))
        model = grown.model(product, 5)
        model.graph.input[0].CopyFrom(onnx.helper.make_tensor_value_info("tokens", onnx.TensorProto.FLOAT, ["n", 64]))
        (found,) = open_session(model.SerializeToString()).run(None, {"tokens": states})
        return float(np.abs(found - states @ weights.T).max())

    assert error([7, 40]) < 0.5 < 2 < error([1, 2])


def test_a_network_is_read_back_from_its_graph(tmp_path: Path) -> None:
    tensors = {network.short(name): tensor.detach().numpy() for name, tensor in small_network(small_source()).state_dict().items()}
    graph.write(tmp_path / "model.onnx", graph.Network(tensors, 2, 2, 1e-12), 16)
    read = graph.read(tmp_path / "model.onnx")
    assert (read.layers, read.heads, read.epsilon) == (2, 2, pytest.approx(1e-12))
    assert read.tensors.keys() == tensors.keys()
    for name, tensor in tensors.items():
        if name not in ("emb.pos", "emb.type"):
            assert np.abs(read.tensors[name] - tensor).max() <= 0.01 * np.abs(tensor).max() + 1e-6, name
    assert read.tensors["emb.pos"] == pytest.approx(tensors["emb.pos"][:16] + tensors["emb.type"][0])


def test_the_graph_says_what_the_trained_network_says(context_model: ContextModel) -> None:
    source = small_source()
    model = small_network(source).eval()  # type: ignore[no-untyped-call]
    tokenizer = context.tokenizer_of(list(zip(source.pieces, source.scores, strict=True)), source.special)
    texts = ["举办体育赛事不实行行政许可", "责令改正", "的"]
    with torch.no_grad():
        rows = [tokenizer.encode("query: " + text).ids for text in texts]
        trained = torch.nn.functional.normalize(network.pooled(model, network.chunks(rows)), dim=1).numpy()
    run = np.array([context_model.query(text) for text in texts])
    assert np.linalg.norm(run, axis=1) == pytest.approx(1, abs=1e-5)
    assert ((run * trained).sum(axis=1) > 0.97).all()


def test_a_file_of_packed_weights_is_read(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    numbers, scales = rng.integers(0, 16, (6, 32), np.uint8), rng.normal(0, 1, 6).astype(np.float16)
    weights = ((numbers.astype(np.float32) - 8) * scales[:, None]).reshape(3, 64)
    blocks = np.zeros(6, pretrained.BLOCK)
    blocks["scale"], blocks["nibbles"] = scales, numbers[:, :16] | numbers[:, 16:] << 4
    bias = rng.normal(0, 1, 64).astype(np.float32)
    pieces = [b"<s>", "许可".encode(), b"</s>"]
    head = pretrained.MAGIC + struct.pack("<i", 1) + struct.pack("<7ifi", 64, 1, 2, 96, 3, 8, 2, 1e-12, 32)
    head += struct.pack("<i4iQ", 3, 0, 2, 1, 1, sum(map(len, pieces)))
    head += np.array([0, 3, 9, 13], "<u4").tobytes() + np.array([0, -1, 0], "<f4").tobytes() + b"".join(pieces)
    head += struct.pack("<iI", 0, 0)
    entries = [(b"emb.word", 1, 192, blocks.tobytes()), (b"emb.ln.b", 0, 64, bias.tobytes())]
    start = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 16 for name, *_ in entries)
    directory, data = struct.pack("<i", len(entries)), b""
    for name, kind, count, content in entries:
        directory += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, count, start + len(data), len(content))
        data += content
    (tmp_path / "weights.bin").write_bytes(head + directory + data)
    read = pretrained.read(tmp_path / "weights.bin")
    assert (read.width, read.heads, read.pieces, read.special["eos"]) == (64, 2, ("<s>", "许可", "</s>"), 2)
    assert read.tensors["emb.ln.b"] == pytest.approx(bias)
    assert read.tensors["emb.word"].reshape(3, 64) == pytest.approx(weights)
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="not packed weights"):
        pretrained.read(tmp_path / "other.bin")


def test_long_texts_are_read_to_a_limit(context_model: ContextModel) -> None:
    assert np.isfinite(context_model.query("举办体育赛事" * 500)).all()
    start = "举办体育赛事" * 40
    assert np.array_equal(*context_model.passages([start + "罚款", start + "许可"]))


def test_a_text_has_the_same_vector_alone_and_among_others(context_model: ContextModel) -> None:
    texts = ["举办体育赛事", "责令改正" * 20, "罚款", "的"]
    together = context_model.passages(texts)
    assert all(np.array_equal(vector, context_model.passages([text])[0]) for text, vector in zip(texts, together, strict=True))
    assert context_model.passages([]).shape == (0, 64)


def test_an_index_ranks_with_it_and_keeps_the_vectors_of_texts_that_stay(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, context_model: ContextModel
) -> None:
    Index.build(tmp_path / "one", passages, small_model, context_model=context_model)
    opened = Index.open(tmp_path / "one", small_model, context_model=context_model)
    hits = {hit.id: hit.scores["context"] for hit in opened.search("举办体育赛事")}
    near = context_model.passages([passage.text for passage in passages]) @ context_model.query("举办体育赛事")
    assert hits == pytest.approx(
        {passage.id: max(one, 0) for passage, one in zip(passages, near, strict=True) if passage.id in hits}, abs=2e-3
    )
    heard: list[tuple[int, int]] = []
    changed = [Passage("《新》第一条", "责令改正"), *passages[1:]]
    Index.build(
        tmp_path / "two", changed, small_model, context_model=context_model, previous=tmp_path / "one",
        progress=lambda done, total: heard.append((done, total)),
    )  # fmt: skip
    assert heard[-1] == (len(passages), len(passages))
    one, two = (np.load(tmp_path / name / VECTORS) for name in ("one", "two"))
    assert np.array_equal(one[1:], two[1:])
    assert not np.array_equal(one[0], two[0])
    opened.close()


def test_vectors_of_another_model_or_damaged_ones_are_not_kept(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, context_model: ContextModel
) -> None:
    other = ContextModel(write_small_context(tmp_path / "other", seed=5))
    assert other.fingerprint != context_model.fingerprint
    Index.build(tmp_path / "one", passages, small_model, context_model=context_model)
    Index.build(tmp_path / "two", passages, small_model, context_model=other, previous=tmp_path / "one")
    assert not np.allclose(np.load(tmp_path / "one" / VECTORS), np.load(tmp_path / "two" / VECTORS), atol=1e-2)
    damaged = bytearray((tmp_path / "one" / VECTORS).read_bytes())
    damaged[-1] ^= 1
    sound = np.load(tmp_path / "one" / VECTORS)
    (tmp_path / "one" / VECTORS).write_bytes(damaged)
    with pytest.raises(IndexUnreadable, match=VECTORS):
        Index.open(tmp_path / "one", small_model, context_model=context_model)
    Index.build(tmp_path / "three", passages, small_model, context_model=context_model, previous=tmp_path / "one")
    assert np.array_equal(np.load(tmp_path / "three" / VECTORS), sound)


def test_without_the_model_the_other_signals_answer_with_a_warning(
    tmp_path: Path, passages: list[Passage], small_model: StaticEmbeddings, context_model: ContextModel
) -> None:
    Index.build(tmp_path / "with", passages, small_model, context_model=context_model)
    without = Index.open(tmp_path / "with", small_model)
    assert "语境模型" in without.warnings[0]
    assert "context" not in without.search("应急预案")[0].scores
    without.close()
    Index.build(tmp_path / "never", passages, small_model)
    never = Index.open(tmp_path / "never", small_model, context_model=context_model)
    assert never.warnings == ()
    assert "context" not in never.search("应急预案")[0].scores
    never.close()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_or_damaged_file_is_told(tmp_path: Path, name: str) -> None:
    folder = write_small_context(tmp_path / "model")
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(EmbeddingError, match=r"语境模型.*TIAOWEN_CONTEXT_UP_TO=0"):
        ContextModel(folder)
    (folder / name).unlink()
    with pytest.raises(EmbeddingError, match="语境模型"):
        ContextModel(folder)
    shutil.rmtree(folder)


def test_the_model_that_ships_reads_word_order_and_negation() -> None:
    model = ContextModel(SHIPPED_CONTEXT_MODEL)
    texts = ["经营旅馆，应当取得特种行业许可证。", "旅馆应当在醒目位置公布收费标准。", "旅馆不得拒绝残疾人携带导盲犬入住。"]
    asked = ["开个小旅店要先办什么证", "Do I need a licence to run a hotel?", "盲人带着狗住店,店家能不让进吗", "房价要不要贴出来让人看见"]
    nearest = (model.passages(texts) @ np.array([model.query(question) for question in asked]).T).argmax(axis=0)
    assert nearest.tolist() == [0, 0, 2, 1]
