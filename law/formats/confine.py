"""Runs a reader in a child process: whatever a file does to it, the caller gets a text or a sentence, in bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from law.formats.child import CODE
from law.formats.kinds import Kind
from law.formats.model import SourceError, SourceText

SECONDS = 9
"""Of computing for one file, start of the process included: a PDF of 300 pages takes 2."""
PATIENCE = 3
"""Times as much may pass on the clock, since on a busy machine a file waits for its turn."""
MEGABYTES = 500
"""Address space of the child; a PDF of 300 pages takes 90."""
PACKAGES = Path(__file__).resolve().parents[2]
OUT_OF_MEMORY = b"MemoryError"
OUT_OF_TIME = (-24, -9)
"""SIGXCPU, and SIGKILL a second later."""


def read_confined(kind: Kind, path: Path, name: str, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> SourceText:
    """Read a file in a process of its own. Raises SourceError with a sentence that says what to do."""
    command = [sys.executable, "-I", "-c", CODE, str(PACKAGES), kind, str(path.resolve()), name, str(megabytes), str(seconds)]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE * seconds, check=False)
    except subprocess.TimeoutExpired:
        raise _too_slow(name, seconds) from None
    except OSError as error:
        raise SourceError(f"{name} 没有读入：无法启动读取进程（{error.strerror or error}）。请稍后再试。") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        if done.returncode in OUT_OF_TIME:
            raise _too_slow(name, seconds) from None
        raise _failure(name, done.stderr, megabytes) from None
    if "error" in answer:
        raise SourceError(answer["error"])
    return SourceText(answer["text"], tuple(answer["remarks"]))


def _too_slow(name: str, seconds: int) -> SourceError:
    return SourceError(f"{name} 读了 {seconds} 秒还没有读完，已停止。请拆成几个文件，或者另存为文本（.txt）再导入。")


def _failure(name: str, words: bytes, megabytes: int) -> SourceError:
    """Say why a child ended without an answer: out of memory, or a file that no reader understands."""
    if OUT_OF_MEMORY in words[-2000:] or b"bad_alloc" in words[-2000:]:
        return SourceError(f"{name} 展开后超过 {megabytes} MB 内存，已停止。请拆成几个文件，或者另存为文本（.txt）再导入。")
    return SourceError(f"{name} 读不了：文件已损坏，或者展开后太大。请用相应的软件打开检查，另存一份，或者拆成几个文件再导入。")
