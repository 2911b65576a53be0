"""The gazette, opened once for all tests of question answering."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intake.assembly import passages
from intake.search import Search
from law.gazette import parse
from law.library import Library
from qa.assistant import Assistant
from settings import Settings
from vectorstore.builds import Builds
from vectorstore.index import Index


@pytest.fixture(scope="session")
def built(gazette: tuple[Path, str]) -> Iterator[tuple[Library, Index]]:
    search = Search.of(Settings(_env_file=None))  # type: ignore[call-arg]
    library, index = search.open(Builds(gazette[0]).current())
    yield library, index
    index.close()
    library.close()


@pytest.fixture(scope="session")
def library(built: tuple[Library, Index]) -> Library:
    return built[0]


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
