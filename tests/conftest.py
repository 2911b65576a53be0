"""How the tests share the processors: a worker on each, every one with a single thread, and what takes minutes begins first."""

from __future__ import annotations

import os

import pytest

# Before numpy and torch are imported, here and in the processes that tests start: threads of their own in every worker only wait for each other.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what is marked as long in front, so that no worker waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
