"""The app as a process of its own on a free port of loopback: how long it takes to be ready, and what it costs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from eval.bench.measure import BenchError, memory_mb
from settings import ROOT

READY_SECONDS = 120.0
STOP_SECONDS = 10.0
LOOK_SECONDS = 0.02
UNLIMITED = "1000000"
"""Questions a minute: all askers come from one address, which the pace of one client would stop."""


@dataclass(frozen=True, slots=True)
class Site:
    """An app that is ready."""

    address: str
    process: subprocess.Popen[bytes]
    ready_seconds: float
    """Wall seconds from the start of the process to a ``/readyz`` that says ready."""

    def memory_mb(self) -> float:
        """Return the memory that the app holds now, in megabytes."""
        return memory_mb(self.process.pid)


@contextmanager
def running(index_dir: Path, keep_answers: int = 0) -> Iterator[Site]:
    """Serve the build in a folder while the block runs; no answer is given twice but those that it keeps. Raises BenchError with the app's last words where it does not become ready."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory(prefix="tiaowen-site-") as folder:
        port = _free_port()
        environment = {
            **os.environ,
            "TIAOWEN_INDEX_DIR": str(index_dir),
            "TIAOWEN_HOST": "127.0.0.1",
            "TIAOWEN_PORT": str(port),
            "TIAOWEN_QUESTIONS_A_MINUTE": UNLIMITED,
            "TIAOWEN_KEEP_ANSWERS": str(keep_answers),
            "TIAOWEN_FEEDBACK_FILE": str(Path(folder) / "feedback.jsonl"),
            "TIAOWEN_OFF_FILE": str(Path(folder) / "OFF"),
        }
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            address = f"http://127.0.0.1:{port}"
            while not _is_ready(address):
                if process.poll() is not None or time.perf_counter() - start > READY_SECONDS:
                    said.seek(0)
                    raise BenchError(f"the app did not become ready: {said.read().decode(errors='replace').strip()[-500:]}")
                time.sleep(LOOK_SECONDS)
            yield Site(address, process, round(time.perf_counter() - start, 2))
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=READY_SECONDS, trust_env=False).text == "ready"
    except httpx.TransportError:
        return False
