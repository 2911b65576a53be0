"""Question and clause read together: the graph, what is kept, and what is said where the model is missing."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.vectorstore.small_context import small_network, small_source
from vectorstore.cross import TEXT_TOKENS, CrossEncoder
from vectorstore.embedder import EmbeddingError
from vectorstore.likeness import Likeness
from vectorstore.static import StaticEmbeddings
from vectorstore.train import context, cross

PAIRS = [("举办体育赛事许可", "不实行行政许可"), ("罚款", "责令改正"), ("的", "应当")]


@pytest.fixture(scope="session")
def parts() -> tuple[object, torch.nn.Sequential, object]:
    source = small_source()
    torch.manual_seed(1)
    tokenizer = context.tokenizer_of(list(zip(source.pieces, source.scores, strict=True)), source.special)
    return small_network(source).eval(), cross.head_of(source.width), tokenizer  # type: ignore[no-untyped-call]


@pytest.fixture(scope="session")
def encoder(parts, tmp_path_factory: pytest.TempPathFactory) -> CrossEncoder:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("cross") / "small"
    folder.mkdir()
    model, head, tokenizer = parts
    cross.write(folder, model, head)
    tokenizer.save(str(folder / "tokenizer.json"))
    return CrossEncoder(folder)


def test_the_graph_says_what_the_trained_network_says(parts, encoder: CrossEncoder) -> None:  # type: ignore[no-untyped-def]
    with torch.no_grad():
        logits = cross.logits(*parts, PAIRS).numpy()
    for (question, text), (answers, *verdicts) in zip(PAIRS, logits.tolist(), strict=True):
        (judged,) = encoder(question, [text])
        shares = np.exp(verdicts) / np.exp(verdicts).sum()
        assert judged.answers == pytest.approx(1 / (1 + np.exp(-answers)), abs=0.05)
        assert (judged.yes, judged.no, judged.conditional) == pytest.approx(tuple(shares), abs=0.05)


def test_texts_are_judged_in_their_order_and_each_pair_is_read_once(encoder: CrossEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["责令改正", "罚款", "责令改正", "应当"]
    before = encoder("举办体育赛事", texts)
    assert before[0] == before[2] != before[1]
    monkeypatch.setattr(encoder, "_read", lambda question, text: pytest.fail("read again"))
    assert encoder("举办体育赛事", texts[::-1]) == before[::-1]
    assert encoder("举办体育赛事", []) == []


def test_what_lies_beyond_the_limits_does_not_count(encoder: CrossEncoder) -> None:
    long = "举办体育赛事" * 60
    assert len(long) > TEXT_TOKENS
    assert len(set(encoder("罚款", [long + "罚款", long + "许可"]))) == 1
    assert encoder(long + "罚款", ["罚款"]) == encoder(long + "许可", ["罚款"])


def test_a_missing_or_damaged_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"nothing")
    with pytest.raises(EmbeddingError, match=r"缺失或已损坏.*TIAOWEN_CROSS_ENCODER=false"):
        CrossEncoder(tmp_path)


def test_without_a_cross_encoder_nothing_is_judged(small_model: StaticEmbeddings, encoder: CrossEncoder) -> None:
    assert Likeness(small_model).judged("罚款", ["责令改正"]) is None
    assert Likeness(small_model, None, encoder).judged("罚款", ["责令改正"]) == encoder("罚款", ["责令改正"])
    assert Likeness(small_model, None, encoder).judged("罚款", []) is None


def test_training_draws_a_right_clause_first_and_three_wrong_ones() -> None:
    one = cross.Asked("法", "问", ("对",), ("同",), ("近",), ("远",), "yes")
    bare = cross.Asked("法", "问", ("对",), (), (), (), "")
    chance = random.Random(1)
    for _ in range(50):
        right, *wrong = cross._drawn(one, ["对", "别"], False, chance)
        assert right == "对"
        assert len(wrong) == 3
        assert wrong[0] in ("同", "近")
        assert wrong[1] == "远"
        assert len(cross._drawn(bare, ["别", "另", "外"], True, chance)) == 4
        assert set(cross._drawn(bare, ["别"], False, chance)[1:]) == {"别"}
    missed = cross.Asked("法", "问", (), ("像", "同"), ("近",), (), "")
    drawn = [cross._looking(missed, chance) for _ in range(50)]
    assert set(drawn) == {"像", "同", "近"}
    assert drawn.count("像") > 25


def test_training_goes_on_from_what_was_written(encoder: CrossEncoder, parts, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    model, head, tokenizer = parts
    cross.write(tmp_path, model, head)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    known = encoder("罚款", ["许可", "责令改正"])
    asked = [
        cross.Asked("法", "罚款", ("责令改正",), ("许可",), ("应当",), ("的",), "yes"),
        cross.Asked("法", "罚款", ("责令改正",), (), (), (), "no"),
        cross.Asked("法", "许可", ("不实行行政许可",), (), (), (), "conditional"),
        cross.Asked("法", "罚款", (), ("许可",), (), (), ""),
    ]
    cross.make(asked, tmp_path, tmp_path / "same", seed=1, steps=0)
    assert [one.answers for one in CrossEncoder(tmp_path / "same")("罚款", ["许可", "责令改正"])] == pytest.approx(
        [one.answers for one in known], abs=0.02
    )
    cross.make(asked, tmp_path, tmp_path / "taught", seed=1, steps=30)
    looks, answers = CrossEncoder(tmp_path / "taught")("罚款", ["许可", "责令改正"])
    assert answers.answers - looks.answers > known[1].answers - known[0].answers


def test_a_context_model_has_no_head_to_go_on_from(parts, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    source = small_source()
    context.write(tmp_path, small_network(source))  # type: ignore[no-untyped-call]
    assert cross.begun(tmp_path)[1] is None
