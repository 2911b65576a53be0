"""The gazette, built once for all tests of question answering."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intake.assembly import passages
from intake.search import Search
from law.gazette import parse
from law.library import Library
from law.sources import find_sources, read
from qa.assistant import Assistant
from settings import ROOT, Settings
from vectorstore.index import Index


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    documents = [document for path in find_sources([ROOT / "corpus"]) for document in parse(read(path), path.name).documents]
    path = tmp_path_factory.mktemp("library") / "library.sqlite"
    Library.build(path, documents)
    with Library.open(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def built(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Index]]:
    search = Search.of(Settings(_env_file=None))  # type: ignore[call-arg]
    folder = tmp_path_factory.mktemp("index")
    search.build_index(folder, passages(library))
    index = search.open_index(folder)
    yield library, index
    index.close()


@contextmanager
def assistant_over(folder: Path, *texts: str) -> Iterator[Assistant]:
    """Answer over regulations made up for a test, with the models that ship."""
    documents = [document for text in texts for document in parse(text, "made-up.txt").documents]
    Library.build(folder / "library.sqlite", documents)
    search = Search.of(Settings(_env_file=None))  # type: ignore[call-arg]
    with Library.open(folder / "library.sqlite") as library:
        search.build_index(folder / "index", passages(library))
        index = search.open_index(folder / "index")
        yield Assistant(library, index)
        index.close()
