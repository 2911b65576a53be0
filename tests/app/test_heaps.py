"""Threads share their heaps: what glibc gives each of them it hardly takes back."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK_FOR_MEMORY = """
import ctypes, sys, threading
from app import share_heaps
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
if sys.argv[1] == "shared":
    share_heaps()
together = threading.Barrier(16)
def ask():
    together.wait()
    libc.malloc(ctypes.c_size_t(1000))
    together.wait()
threads = [threading.Thread(target=ask) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc.malloc_stats()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's heaps")
def test_threads_share_a_few_heaps() -> None:
    heaps = {}
    for how in ("shared", "alone"):
        run = subprocess.run([sys.executable, "-c", ASK_FOR_MEMORY, how], cwd=ROOT, capture_output=True, text=True, check=True)
        heaps[how] = run.stderr.count("Arena ")
    if not heaps["alone"]:
        pytest.skip("not glibc: malloc_stats says nothing")
    # Importing makes one or two already.
    assert 2 * heaps["shared"] < heaps["alone"]
