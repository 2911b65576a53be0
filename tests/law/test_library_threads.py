"""A library that many short-lived threads read."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

from law.library import Library
from tests.app.shelf import SPORTS


def test_a_thread_that_has_ended_leaves_no_connection(tmp_path: Path) -> None:
    Library.build(tmp_path / "library.sqlite", [SPORTS])
    with Library.open(tmp_path / "library.sqlite") as library:

        def read() -> None:
            assert library.document(SPORTS.title).title == SPORTS.title

        for _ in range(20):
            thread = threading.Thread(target=read)
            thread.start()
            thread.join()
        gc.collect()
        assert len(library._connections) <= 1
