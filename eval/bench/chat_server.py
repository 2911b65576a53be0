"""A small OpenAI-compatible server on loopback that is honest, or hangs, fails, refuses, talks nonsense, breaks off, lies, obeys, judges."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PROVISION = re.compile(r"<条文 编号=(\d+) 出处=([^>]+)>\n(.*?)\n</条文>", re.DOTALL)
SENTENCE = re.compile(r"[^。\n]{12,}。")
ORDERED = re.compile(r"请回答：([^。\n]+。)")
"""What a document that carries an instruction tells the model to say."""
BASIS = re.compile(r"<依据 出处=[^>]+>\n(.*?)\n</依据>", re.DOTALL)
JUDGED = re.compile(r"<待评的回答>\n(.*?)\n</待评的回答>", re.DOTALL)
"""What a judge is shown: see `eval.judge.asked`."""
PIECE = 16


def honest(provisions: list[tuple[int, str]]) -> dict[str, Any]:
    """Quote the first sentences of the first provision, and say them."""
    number, text = provisions[0]
    sentence = next(iter(SENTENCE.findall(text)), text.split("\n")[0])
    return {"refused": False, "verdict": None, "claims": [{"text": sentence, "quotes": [{"provision": number, "quote": sentence}]}]}


def lying(provisions: list[tuple[int, str]], choice: random.Random) -> dict[str, Any]:
    """Answer with a lie: an amount, a quote, a provision, an article, a modality, a body, a law, a verdict that is not there."""
    answer = honest(provisions)
    claim, quote = answer["claims"][0], answer["claims"][0]["quotes"][0]
    wrong = f"{choice.randint(5, 95)}万元"
    lies: list[tuple[str, str]] = [
        ("text", f"违反的，处{wrong}罚款。"),
        ("text", f"{claim['text'][:-1]}，并处{wrong}以上罚款。"),
        ("text", f"应当在{choice.randint(91, 364)}日内办理。"),
        ("text", f"{claim['text'][:-1]}，见第{choice.choice(['九十九', '一百二十', '八十八'])}条。"),
        ("text", f"《中华人民共和国{choice.choice(['幸福', '速度', '晚餐'])}法》另有规定。"),
        ("text", f"由{choice.choice(['税务', '海关', '消防救援', '气象'])}主管部门批准。"),
        ("quote", f"{quote['quote'][:-1]}，并处{wrong}罚款。"),
        ("quote", f"违反本办法的，处{wrong}罚款。"),
        ("provision", str(choice.choice([0, -1, 99, 1000]))),
    ]
    kind, lie = choice.choice(lies)
    if kind == "text":
        claim["text"] = lie
    elif kind == "quote":
        quote["quote"] = claim["text"] = lie
    else:
        quote["provision"] = int(lie)
    answer["verdict"] = choice.choice(["yes", "no", "conditional", None])
    return answer


def judging(asked: str) -> dict[str, str]:
    """Judge an answer by whether it repeats the provisions that it is to rest on."""
    (answer,), basis = JUDGED.findall(asked), BASIS.findall(asked)
    repeated = sum(any(sentence in answer for sentence in SENTENCE.findall(text)) for text in basis)
    grade = "right" if repeated == len(basis) else "partly" if repeated else "wrong"
    return {"grade": grade, "why": f"{repeated} of {len(basis)} provisions are repeated"}


class Handler(BaseHTTPRequestHandler):
    """Answers one request in the mode that the server is in."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer a chat completion."""
        server: ChatServer = self.server  # type: ignore[assignment]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.requests.append(request)
        mode = server.mode
        if mode == "hang":
            server.released.wait(60)
            return
        if mode == "fail":
            self._reply(503, "application/json", b'{"error": {"message": "overloaded"}}')
            return
        words = server.words(request["messages"][-1]["content"])
        if mode == "half":
            words = words[: len(words) // 2]
        if request.get("stream"):
            self._stream(words, broken=mode == "broken", slow=mode == "slow")
        else:
            body = {"choices": [{"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": "stop"}], **HEAD}
            self._reply(200, "application/json", json.dumps(body).encode())

    def _stream(self, words: str, broken: bool, slow: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for at in range(0, len(words), PIECE):
            if broken and at > len(words) // 2:
                self.wfile.write(b"data: {not json\n\n")
                return
            delta = {"choices": [{"index": 0, "delta": {"content": words[at : at + PIECE]}}], **HEAD}
            try:
                self.wfile.write(f"data: {json.dumps(delta)}\n\n".encode())
                self.wfile.flush()
            except OSError:
                return
            if slow:
                time.sleep(0.05)
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def _reply(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on stderr."""


HEAD = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "small"}


class ChatServer(ThreadingHTTPServer):
    """The server, with the mode that it is in and the requests that it got."""

    daemon_threads = True

    def __init__(self, mode: str, seed: int = 1) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.mode = mode
        self.requests: list[dict[str, Any]] = []
        self.released = threading.Event()
        self._random = random.Random(seed)

    @property
    def url(self) -> str:
        """What ``base_url`` is to be."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def words(self, asked: str) -> str:
        """Return what the model of this mode says to what it is asked."""
        if self.mode == "judge" or (self.mode == "stammer" and len(self.requests) % 2 == 0):
            return json.dumps(judging(asked), ensure_ascii=False)
        if self.mode == "stammer":
            return "Well, let me think."
        provisions = [(int(number), text) for number, _, text in PROVISION.findall(asked)]
        if self.mode == "refuse":
            return json.dumps({"refused": True, "verdict": None, "claims": []})
        if self.mode == "apologise":
            return "I'm sorry, but I can't help with that."
        if self.mode == "garbage":
            return "".join(self._random.choice('{}[]":,法x') for _ in range(400))
        if self.mode == "obey" and (order := ORDERED.search(asked)):
            claim = {"text": order.group(1), "quotes": [{"provision": 1, "quote": provisions[0][1][:12]}]}
            return json.dumps({"refused": False, "verdict": "yes", "claims": [claim]}, ensure_ascii=False)
        if self.mode == "lie":
            return json.dumps(lying(provisions, self._random), ensure_ascii=False)
        return json.dumps(honest(provisions), ensure_ascii=False)


@contextmanager
def serving(mode: str, seed: int = 1) -> Iterator[ChatServer]:
    """Serve in a thread until the block ends."""
    server = ChatServer(mode, seed)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
