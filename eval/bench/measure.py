"""Time and memory of a child process, of asking one by one, and of asking from many threads."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from eval.questions import Case
from eval.ranking import p50, p95
from eval.run import Asks, Outcome, ask

CHILD = Path(__file__).with_name("child.py")


class BenchError(RuntimeError):
    """What was to be measured did not run; the words hold what it said."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process that ran to its end: wall seconds from start to exit, and the most memory that it held, in megabytes."""

    seconds: float
    peak_mb: float
    processor_seconds: float = 0.0
    """Of itself and of the processes that it started: a measure that others on the machine hardly change."""


@dataclass(frozen=True, slots=True)
class Load:
    """Questions asked by some threads: times in milliseconds as each asker sees them, answers a second over all of them."""

    threads: int
    questions: int
    p50_ms: float
    p95_ms: float
    longest_ms: float
    per_second: float
    errors: int


def run_child(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Child:
    """Run a command to its end and measure it. Raises `BenchError` with its last words where it fails."""
    return listen_to_child(command, folder, environment)[0]


def listen_to_child(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[Child, str]:
    """Run a command to its end; return its measures and what it wrote to standard output. Raises `BenchError` as `run_child` does."""
    outer = subprocess.run(
        [sys.executable, "-I", "-S", str(CHILD), *command],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said, _, figures = outer.stdout.rstrip("\n").rpartition("\n")
    try:
        seconds, spent, maxrss, code = figures.split()
    except ValueError:
        raise BenchError(f"{' '.join(command)} could not be run: {outer.stderr.strip()[-500:]}") from None
    if code != "0":
        raise BenchError(f"{' '.join(command)} ended with {code}: {outer.stderr.strip()[-500:]}")
    return Child(round(float(seconds), 3), _megabytes(int(maxrss)), round(float(spent), 3)), said


def ask_from_threads(
    cases: Sequence[Case], assistant: Asks, threads: int, clock: Callable[[], float] = time.perf_counter
) -> tuple[Load, tuple[Outcome, ...]]:
    """Ask all questions from so many threads at once; return the load and the outcomes, in the order of the questions."""
    start = clock()
    with ThreadPoolExecutor(threads) as pool:
        outcomes = tuple(pool.map(lambda case: ask(case, assistant, clock), cases))
    seconds = clock() - start
    times = [outcome.milliseconds for outcome in outcomes]
    rate = len(outcomes) / seconds if seconds else 0.0
    errors = sum(outcome.answer is None for outcome in outcomes)
    load = Load(threads, len(outcomes), round(p50(times), 2), round(p95(times), 2), round(max(times), 2), round(rate, 1), errors)
    return load, outcomes


def memory_mb(process: int | None = None) -> float:
    """Return the memory that a process holds now, in megabytes; this one, where none is named. Raises `BenchError` where it is gone."""
    number = os.getpid() if process is None else process
    status = Path(f"/proc/{number}/status")
    if status.exists():
        held = next((line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS:")), "")
    else:
        held = subprocess.run(["ps", "-o", "rss=", "-p", str(number)], capture_output=True, text=True, check=False).stdout.strip()
    if not held:
        raise BenchError(f"process {number} is gone")
    return round(int(held) / 1024, 1)


def peak_mb() -> float:
    """Return the most memory that this process ever held, in megabytes."""
    return _megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _megabytes(maxrss: int) -> float:
    """``ru_maxrss`` is in kilobytes on Linux and in bytes on macOS."""
    return round(maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
