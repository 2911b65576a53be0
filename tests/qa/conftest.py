"""The gazette, built once for all tests of question answering."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest import Search, passages
from law.gazette import parse
from law.library import Library
from law.sources import find_sources, read
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
    Index.build(
        folder,
        passages(library),
        search.embedder,
        token_model=search.token_model,
    )
    index = Index.open(folder, search.embedder, token_model=search.token_model)
    yield library, index
    index.close()
