"""How the tests share the processors: a worker on each, every one with a single thread, and what takes minutes begins first.

What hundreds of tests would each do again is done once: the gazette is ingested by one worker for all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from filelock import FileLock

# Before numpy and torch are imported, here and in the processes that tests start: threads of their own in every worker only wait for each other.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what is marked as long in front, so that no worker waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


ROOT = Path(__file__).resolve().parents[1]
INGEST = "import sys, ingest; sys.argv = ['ingest.py']\ntry: ingest.app()\nfinally: print('torch' in sys.modules)"


@pytest.fixture(scope="session", autouse=True)
def compared_here() -> Iterator[None]:
    """Compare the vectors of new builds in this process: a child for each of a hundred small builds spends its time on imports.

    That a child does it is what the tests show that start ``ingest.py`` as a process of its own.
    """
    from vectorstore import client, dense, verify

    def compare(build_folder: Path, count: int, rows: Sequence[int] | None) -> None:
        with tempfile.TemporaryDirectory() as folder:
            opened = client.directory(shutil.copytree(build_folder / "chroma", Path(folder) / "chroma"))
            try:
                words = verify.complaint(build_folder, opened, client.COLLECTION, rows)
            finally:
                opened.close()
        if words:
            raise dense.DenseError(words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dense, "verify_copy", compare)
        yield


@pytest.fixture(scope="session")
def gazette(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of builds with the gazette issue, ingested as anybody would on a fresh machine with the models that ship, and what that said.

    One worker makes it, all read it.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    said = shared / "gazette.txt"
    with FileLock(shared / "gazette.lock"):
        if not said.exists():
            environment = {key: value for key, value in os.environ.items() if not key.startswith("TIAOWEN_")}
            environment["TIAOWEN_INDEX_DIR"] = str(shared / "gazette")
            done = subprocess.run([sys.executable, "-c", INGEST], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
            said.write_text(done.stdout, encoding="utf-8")
    return shared / "gazette", said.read_text(encoding="utf-8")
