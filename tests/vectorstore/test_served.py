"""Models behind a server that speaks OpenAI's protocol, and a cross-encoder: real ones, only small, on loopback and in a folder."""

from __future__ import annotations

import base64
import json
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vectorstore.embed import load
from vectorstore.errors import EmbeddingError
from vectorstore.index import Index
from vectorstore.passage import Passage
from vectorstore.record import OtherModel
from vectorstore.rerank import Reranker

pytest.importorskip("langchain_openai", reason="the extra openai is not installed")
KEY = "let-me-in"


@dataclass
class Served:
    """What the server was asked, and how it behaves."""

    url: str = ""
    batches: list[list[str]] = field(default_factory=list)
    shift: int = 0
    dimension: int = 16
    broken: bool = False

    def vector(self, text: str) -> list[float]:
        vector = np.full(self.dimension, 0.01)
        for character in text:
            vector[(ord(character) + self.shift) % self.dimension] += 1
        return list(map(float, vector))


@pytest.fixture
def served() -> Iterator[Served]:
    state = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                return self.reply(401, {"error": {"message": "wrong key"}})
            if state.broken or self.path != "/v1/embeddings":
                return self.reply(404, {"error": {"message": "no such model"}})
            texts = [asked["input"]] if isinstance(asked["input"], str) else asked["input"]
            state.batches.append(texts)
            packed = asked.get("encoding_format") == "base64"
            vectors = [state.vector(text) for text in texts]
            data = [
                {"object": "embedding", "index": n, "embedding": _packed(vector) if packed else vector} for n, vector in enumerate(vectors)
            ]
            return self.reply(
                200, {"object": "list", "data": data, "model": asked["model"], "usage": {"prompt_tokens": 1, "total_tokens": 1}}
            )

        def reply(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield state
    server.shutdown()
    server.server_close()


def _packed(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"{len(vector)}f", *vector)).decode()


def test_a_served_model_gives_unit_vectors_of_the_texts_as_they_are(served: Served) -> None:
    model = load("openai:small", base_url=served.url, api_key=KEY)
    texts = ["举办体育赛事", "", "第二款\n（一）"]
    vectors = np.asarray(model.embed_documents(texts))
    assert vectors.shape == (3, model.dimension) == (3, 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert model.embed_query(texts[0]) == pytest.approx(vectors[0].tolist(), abs=1e-6)
    assert served.batches[-2] == ["举办体育赛事", " ", "第二款\n（一）"]
    assert model.embed_documents([]) == []
    model.embed_documents([str(n) for n in range(150)])
    assert max(map(len, served.batches)) <= 64


def test_an_index_remembers_the_served_model_and_refuses_another_behind_the_same_name(
    served: Served, tmp_path: Path, passages: list[Passage]
) -> None:
    model = load("openai:small", base_url=served.url, api_key=KEY)
    assert model.fingerprint == load("openai:small", base_url=served.url, api_key=KEY).fingerprint
    assert model.fingerprint.startswith("openai:small@")
    Index.build(tmp_path / "index", passages, model)
    opened = Index.open(tmp_path / "index", model)
    assert opened.search("突发事件应急预案")[0].id == "《甲办法》第四条"
    served.broken = True
    assert opened.search("突发事件应急预案")[0].id == "《甲办法》第四条"
    assert any("TIAOWEN_EMBEDDING_BASE_URL" in words for words in opened.warnings)
    opened.close()
    served.broken, served.shift = False, 5
    with pytest.raises(OtherModel, match=r"ingest\.py"):
        Index.open(tmp_path / "index", load("openai:small", base_url=served.url, api_key=KEY))


def test_a_server_that_is_away_refuses_or_has_no_such_model_is_told(served: Served) -> None:
    with pytest.raises(EmbeddingError, match="TIAOWEN_EMBEDDING_API_KEY"):
        load("openai:small", base_url=served.url, api_key="wrong")
    served.broken = True
    with pytest.raises(EmbeddingError, match="no such model"):
        load("openai:small", base_url=served.url, api_key=KEY)
    with pytest.raises(EmbeddingError, match="TIAOWEN_EMBEDDING_BASE_URL"):
        load("openai:small", base_url="http://127.0.0.1:9/v1", api_key=KEY)


def test_a_provider_that_nobody_knows_is_told() -> None:
    with pytest.raises(EmbeddingError, match="TIAOWEN_EMBEDDING_MODEL"):
        load("nobody:small")


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of one layer and random weights, saved as any other."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("cross")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(set("举办体育赛事应急预案罚款登记备案规划人工智能"))]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(3)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertForSequenceClassification(BertConfig(vocab_size=len(words), num_labels=1, **sizes)).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    CrossEncoder(str(folder), device="cpu").save(str(folder / "saved"))
    return folder / "saved"


def test_a_cross_encoder_scores_pairs_as_sentence_transformers_does(cross_encoder: Path) -> None:
    from sentence_transformers import CrossEncoder

    texts = ["举办体育赛事", "应急预案", "罚款"]
    ours = Reranker(str(cross_encoder)).scores("体育赛事", texts)
    theirs = CrossEncoder(str(cross_encoder), device="cpu").predict([("体育赛事", text) for text in texts])
    assert ours == pytest.approx(theirs.tolist(), abs=1e-5)
    assert Reranker(str(cross_encoder)).scores("体育", []) == []


@pytest.mark.parametrize("name", ["no-such/cross-encoder", "/no/such/folder"])
def test_a_cross_encoder_that_is_not_here_is_told(name: str) -> None:
    with pytest.raises(EmbeddingError, match="TIAOWEN_RERANKER"):
        Reranker(name)
