"""What the benchmark measures, on processes and assistants whose cost is known."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from eval.bench.measure import BenchError, ask_from_threads, memory_mb, peak_mb, run_child
from qa.model import Answer, Question
from tests.eval.small_world import CASES, Broken, Honest


def test_a_child_is_measured_from_its_start_to_its_end(tmp_path: Path) -> None:
    small = run_child([sys.executable, "-c", "import time; time.sleep(.1)"], tmp_path, {})
    large = run_child(
        [sys.executable, "-c", "import os; x = b'x' * 50_000_000; assert os.environ['GIVEN'] == 'yes'"], tmp_path, {"GIVEN": "yes"}
    )
    assert small.seconds >= 0.1
    assert large.peak_mb - small.peak_mb > 30


def test_a_child_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="ended with 3: no corpus"):
        run_child([sys.executable, "-c", "import sys; print('no corpus', file=sys.stderr); sys.exit(3)"], tmp_path, {})
    with pytest.raises(BenchError, match="could not be run"):
        run_child(["/no/such/command"], tmp_path, {})


def test_threads_ask_at_once_and_outcomes_keep_the_order_of_the_questions() -> None:
    class Meeting:
        """Answers only when all askers are there."""

        barrier = threading.Barrier(len(CASES), timeout=5)

        def ask(self, question: Question) -> Answer:
            self.barrier.wait()
            return Honest().ask(question)

    load, outcomes = ask_from_threads(CASES, Meeting(), threads=len(CASES))
    assert [outcome.answer for outcome in outcomes] == [Honest().ask(Question(case.question)) for case in CASES]
    assert (load.threads, load.questions, load.errors) == (len(CASES), len(CASES), 0)


def test_times_and_errors_are_counted() -> None:
    ticks = iter(range(100))
    load, _ = ask_from_threads(CASES, Broken(), threads=1, clock=lambda: float(next(ticks)))
    # Start at 0, two ticks a question, end at 11.
    assert (load.p50_ms, load.p95_ms, load.longest_ms) == (1000, 1000, 1000)
    assert load.per_second == pytest.approx(5 / 11, abs=0.05)
    assert load.errors == 5


def test_memory_is_in_megabytes() -> None:
    assert 5 < memory_mb() <= peak_mb() + 1 < 20_000
