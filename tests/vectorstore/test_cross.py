"""Question and clause read together: the graph, what is kept, and what is said where the model is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from eval.teach import measured
from tests.vectorstore.small_context import POSITIONS, small_network, small_source
from vectorstore.context import PASSAGE, QUERY, ContextModel
from vectorstore.cross import BEGINS, QUESTION, QUESTION_TOKENS, TEXT_TOKENS, CrossEncoder, asked, paired
from vectorstore.errors import EmbeddingError
from vectorstore.likeness import Likeness
from vectorstore.static import StaticEmbeddings
from vectorstore.train import card, context, cross, network
from vectorstore.train.packed import Packed, Rows

PAIRS = [("举办体育赛事许可", "不实行行政许可"), ("罚款", "责令改正"), ("的", "应当")]


@pytest.fixture(scope="session")
def parts() -> tuple[object, torch.nn.Sequential, object]:
    source = small_source()
    torch.manual_seed(1)
    tokenizer = context.tokenizer_of(list(zip(source.pieces, source.scores, strict=True)), source.special)
    return small_network(source).eval(), network.head_of(source.width), tokenizer  # type: ignore[no-untyped-call]


@pytest.fixture(scope="session")
def encoder(parts, tmp_path_factory: pytest.TempPathFactory) -> CrossEncoder:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("cross") / "small"
    folder.mkdir()
    model, head, tokenizer = parts
    network.write(folder, model, POSITIONS, head)
    tokenizer.save(str(folder / "tokenizer.json"))
    return CrossEncoder(folder)


def test_the_graph_says_what_the_trained_network_says(parts, encoder: CrossEncoder) -> None:  # type: ignore[no-untyped-def]
    with torch.no_grad():
        model, head, tokenizer = parts
        logits = head(network.pooled(model, network.chunks([paired(tokenizer, *pair) for pair in PAIRS]))).numpy()
    for (question, text), (answers, *verdicts) in zip(PAIRS, logits.tolist(), strict=True):
        judged = encoder(question, text)
        shares = np.exp(verdicts) / np.exp(verdicts).sum()
        assert judged.answers == pytest.approx(1 / (1 + np.exp(-answers)), abs=0.05)
        assert (judged.yes, judged.no, judged.conditional) == pytest.approx(tuple(shares), abs=0.05)


def test_each_pair_is_read_once(encoder: CrossEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [encoder("举办体育赛事", text) for text in ("责令改正", "罚款")]
    assert before[0] != before[1]
    monkeypatch.setattr(encoder, "read", lambda tokens: pytest.fail("read again"))
    assert [encoder("举办体育赛事", text) for text in ("责令改正", "罚款")] == before


def test_a_text_is_taken_apart_once(encoder: CrossEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = encoder("哪里发证", "责令改正")
    encoder("举办体育赛事", "由省体育局发证")
    monkeypatch.setattr("vectorstore.cross.told", lambda tokenizer, text: pytest.fail("taken apart again"))
    assert encoder("举办体育赛事", "责令改正") != alone
    assert encoder("哪里发证", "由省体育局发证") != alone


def test_what_lies_beyond_the_limits_does_not_count(encoder: CrossEncoder) -> None:
    long = "举办体育赛事" * 60
    assert len(long) > TEXT_TOKENS
    assert encoder("罚款", long + "罚款") == encoder("罚款", long + "许可")
    assert encoder(long + "罚款" + long, "罚款") == encoder(long + "许可" + long, "罚款")


def test_of_a_long_question_its_beginning_and_its_end_are_read(parts) -> None:  # type: ignore[no-untyped-def]
    *_, tokenizer = parts
    whole = tokenizer.encode(QUESTION + "举办体育赛事" * 60 + "罚款吗").ids
    read = asked(tokenizer, "举办体育赛事" * 60 + "罚款吗")
    assert len(whole) > len(read) == QUESTION_TOKENS
    assert read[:BEGINS] == whole[:BEGINS]
    assert read[BEGINS:] == whole[BEGINS - QUESTION_TOKENS :]
    assert asked(tokenizer, "罚款吗") == tokenizer.encode(QUESTION + "罚款吗").ids


def test_a_missing_or_damaged_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"nothing")
    with pytest.raises(EmbeddingError, match=r"缺失或已损坏.*TIAOWEN_CROSS_ENCODER=false"):
        CrossEncoder(tmp_path)


def test_without_a_cross_encoder_nothing_is_judged(small_model: StaticEmbeddings, encoder: CrossEncoder) -> None:
    assert Likeness(small_model).judged("罚款", "责令改正") is None
    assert Likeness(small_model, None, encoder).judged("罚款", "责令改正") == encoder("罚款", "责令改正")


def packed_of(tokenizer: Any, asked: Sequence[tuple[str, list[str], list[str], int]]) -> Packed:
    """Pack questions, each with right clauses, others of the same text, and a verdict; every clause is a passage, too."""
    texts = list(dict.fromkeys(text for _, right, same, _ in asked for text in (*right, *same)))
    answered = [(at, right) for at, (_, right, _, _) in enumerate(asked) if right]
    return Packed(
        passages=Rows.of([tokenizer.encode(PASSAGE + text).ids for text in texts], np.uint16),
        articles=len(texts),
        clauses=Rows.of([tokenizer.encode(PASSAGE + text).ids for text in texts], np.uint16),
        questions=Rows.of([tokenizer.encode(QUERY + question).ids for question, *_ in asked], np.uint16),
        example=np.array([at for at, _ in answered], np.int32),
        answering=Rows.of([[texts.index(right[0])] for _, right in answered]),
        around=Rows.of([[at for at in range(len(texts)) if at != texts.index(right[0])] for _, right in answered]),
        like=Rows.of([[] for _ in answered]),
        law=np.zeros(len(answered), np.int32),
        article=np.array([texts.index(right[0]) for _, right in answered], np.int32),
        asked=np.arange(len(asked), dtype=np.int32),
        right=Rows.of([[texts.index(text) for text in right] for _, right, _, _ in asked]),
        same=Rows.of([[texts.index(text) for text in same] for _, _, same, _ in asked]),
        near=Rows.of([[] for _ in asked]),
        far=Rows.of([[] for _ in asked]),
        verdict=np.array([verdict for *_, verdict in asked], np.int8),
        held_out=np.zeros(len(asked), np.bool_),
        end=2,
        unknown=3,
    )


ASKED = [
    ("罚款", ["责令改正"], ["许可"], 0),
    ("举办", ["应当"], [], 1),
    ("许可", ["不实行行政许可"], ["体育"], 2),
    ("罚款", [], ["许可", "体育"], -1),
]


def test_training_draws_a_right_clause_first_and_five_wrong_ones(parts) -> None:  # type: ignore[no-untyped-def]
    packed = packed_of(parts[2], ASKED)
    chance = np.random.default_rng(1)
    firsts = set()
    for _ in range(50):
        right, *wrong = cross.drawn(packed, 0, chance)
        assert right == packed.right[0][0]
        assert len(wrong) == cross.WRONG
        firsts.add(wrong[0] == packed.same[0][0])
    assert firsts == {True, False}
    looking = [cross.looking_so(packed, 3, chance) for _ in range(60)]
    assert set(looking) == set(packed.same[3].tolist())
    assert looking.count(packed.same[3][0]) > 30


def test_a_pair_is_packed_as_it_is_read(parts, encoder: CrossEncoder) -> None:  # type: ignore[no-untyped-def]
    packed = packed_of(parts[2], [("举办" * 60, ["责令改正" * 40], [], 0)])
    assert cross.pair(packed, 0, 0).tolist() == paired(parts[2], "举办" * 60, "责令改正" * 40)


def test_what_is_packed_can_be_carried(parts, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    packed = packed_of(parts[2], ASKED)
    packed.save(tmp_path / "packed.npz")
    again = Packed.load(tmp_path / "packed.npz")
    assert (again.articles, again.end, again.unknown) == (packed.articles, 2, 3)
    assert [again.same[at].tolist() for at in range(len(ASKED))] == [packed.same[at].tolist() for at in range(len(ASKED))]
    assert again.verdict.tolist() == [0, 1, 2, -1]


@pytest.mark.long
def test_both_models_learn_what_they_are_taught(parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(cross, "RATE", 3e-3)
    monkeypatch.setattr(card, "DROPPED", 0.0)
    model, _, tokenizer = parts
    network.write(tmp_path / "begin", model, POSITIONS)
    tokenizer.save(str(tmp_path / "begin" / "tokenizer.json"))
    assert network.begun(tmp_path / "begin")[1] is None
    packed = packed_of(tokenizer, ASKED)
    card.train(packed, tmp_path / "begin", tmp_path / "out", (2, 2, 60, 150), seed=1)
    taught = CrossEncoder(tmp_path / "out" / card.CROSS)
    right, wrong = taught("罚款", "责令改正"), taught("罚款", "许可")
    assert right.answers > wrong.answers
    assert right.yes > 0.5
    assert taught("举办", "应当").no > 0.5
    assert np.isfinite(ContextModel(tmp_path / "out" / card.CONTEXT).query("罚款")).all()
    model, head = network.begun(tmp_path / "out" / card.CROSS)
    assert head is not None
    told = head(network.pooled(model.eval(), network.chunks([paired(tokenizer, "罚款", "责令改正")])))
    assert 1 / (1 + np.exp(-told[0, 0].item())) == pytest.approx(right.answers, abs=0.05)
    assert measured(taught, replace(packed, held_out=np.ones(len(ASKED), np.bool_))).startswith("first of 7: ")


def test_the_rate_rises_and_falls() -> None:
    rates = [network.share(step, 100) for step in range(1, 101)]
    assert rates[5] == max(rates) == 1.0
    assert rates[:6] == sorted(rates[:6])
    assert rates[6:] == sorted(rates[6:], reverse=True)
    assert rates[-1] == pytest.approx(network.LEAST)
