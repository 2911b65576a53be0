"""What an index is built and opened with: the models and the server that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from intake.files import hash_of
from law.library import Library, LibraryError
from settings import SHIPPED_CONTEXT_MODEL, SHIPPED_CROSS_ENCODER, SHIPPED_MODEL, Settings
from vectorstore.builds import BuildError
from vectorstore.manifest import Manifest
from vectorstore.passage import Passage

if TYPE_CHECKING:  # what embeds and searches takes a second to load: an ingest reads its files meanwhile
    from vectorstore.context import ContextModel
    from vectorstore.cross import CrossEncoder
    from vectorstore.embedder import Embedder
    from vectorstore.index import Index
    from vectorstore.rerank import Reranker
    from vectorstore.static import StaticEmbeddings

LIBRARY, MEMORY, INDEX, MANIFEST = "library.sqlite", "prepared.sqlite", "index", "manifest.json"
"""What a build folder holds."""

Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class Search:
    """What an index is built and opened with."""

    embedder: Embedder
    token_model: StaticEmbeddings | None
    """For soft matching: the model that ships; where it is missing, the embedder itself if it is static."""
    chroma_url: str | None
    context_model: ContextModel | None = None
    """What reads texts in context: the model that ships."""
    context_up_to: int = 0
    """Passages of a build, at most, for it to be read in context."""
    cross_encoder: CrossEncoder | None = None
    """What reads a question and a clause together: the model that ships."""
    reranker: Reranker | None = None

    @classmethod
    def of(cls, settings: Settings) -> Search:
        """Load the models of the settings; those that ship once in a process. Raises EmbeddingError."""
        # The last is needed below and not here, but now is the time to load it.
        from vectorstore import index  # noqa: F401
        from vectorstore.context import ContextModel
        from vectorstore.cross import CrossEncoder
        from vectorstore.embed import load
        from vectorstore.rerank import Reranker
        from vectorstore.static import StaticEmbeddings

        own = _shared(StaticEmbeddings, SHIPPED_MODEL)
        if own is not None and Path(settings.embedding_model).resolve() == SHIPPED_MODEL.resolve():
            embedder: Embedder = own
        else:
            key = settings.embedding_api_key.get_secret_value() if settings.embedding_api_key else None
            embedder = load(settings.embedding_model, settings.allow_download, settings.embedding_base_url, key)
        if own is None and isinstance(embedder, StaticEmbeddings):
            own = embedder
        reranker = Reranker(settings.reranker, settings.allow_download) if settings.reranker else None
        context_model = _shared(ContextModel, SHIPPED_CONTEXT_MODEL) if settings.context_up_to else None
        cross_encoder = _shared(CrossEncoder, SHIPPED_CROSS_ENCODER) if settings.cross_encoder else None
        return cls(embedder, own, settings.chroma_url, context_model, settings.context_up_to, cross_encoder, reranker)

    def reading(self, count: int) -> ContextModel | None:
        """Return the model that reads ``count`` passages in context; None where they are too many."""
        return self.context_model if count <= self.context_up_to else None

    def identity(self, count: int) -> str:
        """Name the models that an index of ``count`` passages is built with: equal names, equal indexes."""
        return "\0".join(model.fingerprint if model else "" for model in (self.embedder, self.token_model, self.reading(count)))

    def build_index(
        self,
        folder: Path,
        ranked: Sequence[Passage],
        *,
        previous: Path | None = None,
        alike: bool = False,
        collection: str | None = None,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> list[int] | None:
        """Write an index with these models; the rest is as in ``Index.build``."""
        from vectorstore.index import Index

        return Index.build(
            folder,
            ranked,
            self.embedder,
            token_model=self.token_model,
            context_model=self.reading(len(ranked)),
            previous=previous,
            alike=alike,
            chroma_url=self.chroma_url,
            collection=collection,
            progress=progress,
        )

    def open_index(self, folder: Path) -> Index:
        """Open an index that was built with these models. Raises IndexUnreadable.

        From then on this process multiplies matrices with one thread: those of a question are small, and a second one only spins, for a third of the
        processor time of an answer.
        """
        from threadpoolctl import threadpool_limits

        from vectorstore.index import Index

        threadpool_limits(1, user_api="blas")
        index = Index.open(
            folder,
            self.embedder,
            token_model=self.token_model,
            context_model=self.context_model,
            cross_encoder=self.cross_encoder,
            chroma_url=self.chroma_url,
        )
        index.reranker = self.reranker
        return index

    def verify_index(self, folder: Path, rows: Sequence[int] | None = None) -> None:
        """Prove that Chroma holds and finds every vector of an index, or those of ``rows`` and some others. Raises DenseError."""
        from vectorstore.index import Index

        Index.verify(folder, rows, self.chroma_url)

    def open(self, folder: Path) -> tuple[Library, Index]:
        """Open a build. Raises BuildError, LibraryError, IndexUnreadable, OSError, or what a broken manifest raises."""
        if hash_of(folder / LIBRARY) != Manifest.read(folder / MANIFEST).library:
            raise BuildError(f"文库 {folder / LIBRARY} 缺失或已损坏")
        index = self.open_index(folder / INDEX)
        try:
            return Library.open(folder / LIBRARY), index
        except LibraryError:
            index.close()
            raise


def _shared(make: Callable[[Path], Model], folder: Path) -> Model | None:
    """Open a model that ships, once as long as its files stay as they are: an app opens one build after the other. None where its folder is missing.

    Raises EmbeddingError.
    """
    if not folder.is_dir():
        return None
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    opened: Model = _opened(make, folder, tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files))
    return opened


@lru_cache(maxsize=4)
def _opened(make: Callable[[Path], Any], folder: Path, files: tuple[tuple[str, int, int], ...]) -> Any:
    return make(folder)
