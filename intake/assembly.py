"""Put a build together, verify it, switch to it; open the one that answers; tell what is wrong with any.

One place knows this order: prepared files → library → index → verify → accept → switch.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from intake.files import (
    Memory,
    Prepared,
    SourceChanged,
    document_passages,
    find_files,
    hash_of,
    keep_prepared,
    prepare_files,
)  # fmt: skip
from intake.search import INDEX, LIBRARY, MANIFEST, MEMORY, Search
from law.library import Library, LibraryError
from law.sources import SourceError
from law.store import Rows, write
from settings import ROOT, Settings
from vectorstore.builds import UNFINISHED, BuildError, Builds
from vectorstore.errors import DenseError, EmbeddingError
from vectorstore.manifest import Inputs, Manifest, Unplaced, code_version
from vectorstore.passage import Passage
from vectorstore.record import IndexUnreadable, OtherModel, Record, read_regular

if TYPE_CHECKING:
    from vectorstore.index import Index

CANARIES = 25
"""Passages, spread over the corpus, that must find their own words before a build is switched to."""
CANARY_SHARE = 0.8
"""So many of them must come first, or level with the first: laws do repeat each other almost word for word."""
CODE = ("law/**/*.py", "vectorstore/*.py", "intake/*.py")
"""All code that decides what a build holds."""


class IngestError(Exception):
    """No build could be made; the words say why. The build before still answers."""


class Accept(Protocol):
    """Whoever has a say in whether a sound build may answer: an entry point hands it down, so that nothing here knows of questions."""

    def __call__(self, name: str, library: Library, index: Index, progress: Callable[[int, int], None]) -> str:
        """Return what speaks against the build, or ``""``. It is asked with the lock held, and closes nothing."""
        ...


FAILURES = (
    IngestError, SourceChanged, BuildError, EmbeddingError, LibraryError, DenseError, OSError, sqlite3.Error, MemoryError,
)  # fmt: skip
"""What can keep a build from being made, each with a sentence but the last three: a full disk, a folder that may not be written, memory."""
UNREADABLE = (BuildError, IndexUnreadable, LibraryError, OSError, ValueError, TypeError, KeyError)
"""What opening a damaged build raises: its parts say so themselves, a broken manifest in the words of Python."""


def passages(library: Library) -> list[Passage]:
    """List what an index of a library ranks."""
    return [passage for entry in library.entries() for passage in document_passages(library.document(entry.title, entry.version))]


def open_build(settings: Settings) -> tuple[Library, Index]:
    """Open the current build, or the one before it where the current one is unreadable, with a warning in ``Index.warnings``.

    Raises BuildError (NoBuild where there is none), OtherModel or EmbeddingError, each with a sentence that says what to do.
    """
    search = Search.of(settings)
    builds = Builds(settings.index_dir)
    current = builds.current()
    try:
        return search.open(current)
    except OtherModel:
        raise
    except UNREADABLE as error:
        reason = str(error)
    if builds.current() != current:
        # It was removed after another one was switched to.
        return open_build(settings)
    for folder in (older for older in builds.finished() if older.name < current.name):
        try:
            library, index = search.open(folder)
        except OtherModel:
            raise
        except UNREADABLE:
            continue
        index.note(f"当前索引 {current.name} 无法读取（{reason}），已改用上一个；请运行 python ingest.py 重建")
        return library, index
    raise BuildError(f"索引 {current} 无法读取（{reason}）；请运行 python ingest.py 重建")


def ingest(settings: Settings, paths: Sequence[Path], force: bool, console: Console, accept: Accept | None = None) -> tuple[Manifest, bool]:
    """Make a build of the files in ``paths`` and switch to it; return what it holds, and whether anything changed.

    With ``force`` it is made though nothing has changed, and from nothing. With ``accept``, only where nothing speaks against it; where nothing
    has changed, that is asked of the build there is. Raises one of ``FAILURES``; then the build before still answers.
    """
    if settings.chroma_url is not None:
        from vectorstore.client import address

        address(settings.chroma_url)
    builds = Builds(settings.index_dir)
    with builds.lock() as killed, _progress(console) as progress:
        if killed is not None:
            console.print(f"上一次 ingest（{killed}）没有做完就被终止，现在重新开始", markup=False, highlight=False, soft_wrap=True)
        try:
            files = find_files(paths)
        except SourceError as error:
            raise IngestError(f"{error}索引未改动。") from error
        sources = {name: hash_of(path) for name, path in files.items()}
        previous = _current(builds)
        code = code_version(ROOT, CODE)
        before = previous if previous is not None and not force else None
        memory = _memory(*before, code) if before is not None else None
        # Other processes read the files while this one loads the models and what else it needs.
        with prepare_files(files, sources, memory) as prepared:
            search = Search.of(settings)
            inputs = Inputs(
                sources,
                search.embedder.fingerprint,
                search.token_model.fingerprint if search.token_model else None,
                search.context_model.fingerprint if search.context_model else None,
                search.context_up_to,
                code,
                search.chroma_url,
            )
            if before is not None and before[1].inputs == inputs and _sound(before[0], search):
                if accept and (words := _objection(before[0], search, accept, progress)):
                    raise IngestError(f"没有变化，索引未改动；但它没有达到要求：{words}。它照常回答")
                return before[1], False
            folder = builds.start()
            keep: int | None = None
            try:
                if search.chroma_url is not None:
                    _write_collections(builds, {**_collections(builds), _collection_of(folder): search.chroma_url})
                made = _Making(folder, files, inputs, search, progress)
                if before is not None:
                    made.take_over(before[0] / INDEX, alike=memory is not None)
                manifest = made.build(prepared, previous[1].held if previous is not None else set())
                progress.add_task("校验", total=None)
                _verify(folder, made.ranked, made.rows, search)
                if accept and (words := _objection(folder, search, accept, progress)):
                    answering = "原来的索引未改动，照常回答" if previous else "还没有能回答的索引"
                    raise IngestError(f"新索引没有达到要求，没有启用：{words}。{answering}")
                builds.finish(folder)
                keep = settings.keep_builds
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                for words in tidy(builds, search.chroma_url, keep):
                    console.print(words, markup=False, highlight=False, soft_wrap=True)
    return manifest, True


class _Making:
    """A build while it is made."""

    def __init__(self, folder: Path, files: dict[str, Path], inputs: Inputs, search: Search, progress: Progress) -> None:
        self.folder = folder
        self.ranked: list[Passage] = []
        self.rows: list[int] | None = None
        """Rows that a copied Chroma directory took anew; None where all of it is new."""
        self._files = files
        self._inputs = inputs
        self._failed: dict[str, str] = {}
        self._passing: set[str] = set()
        """Files that failed for a reason that passes."""
        self._search = search
        self._progress = progress
        self._audit: list[Unplaced] = []
        self._index: Path | None = None
        self._alike = False

    def take_over(self, index: Path, *, alike: bool) -> None:
        """Use what an earlier index holds of unchanged passages: vectors in any case, all else where the same code wrote it (``alike``)."""
        self._index = index
        self._alike = alike

    def build(self, packed: Iterator[bytes], held: Set[str]) -> Manifest:
        """Write library, index and manifest of what the files gave.

        Raises IngestError where no file holds a document, or where the clock or the system kept one from being read that the build before has
        ``held``: nobody asked for its documents to go.
        """
        with Memory(self.folder / MEMORY) as memory:
            write(self.folder / LIBRARY, self._documents(keep_prepared(packed, self._inputs.sources, memory)))
        if not self.ranked:
            words = "".join(f"\n  {name}：{why}" for name, why in self._failed.items())
            raise IngestError("没有读到任何法规，索引未改动。" + words)
        if lost := sorted(self._passing & held):
            words = "".join(f"\n  {name}：{self._failed[name]}" for name in lost)
            raise IngestError("现用的索引里有的文件这次没有读成，索引未改动；请再运行一次，总是这样就把它移走。" + words)
        with Library.open(self.folder / LIBRARY) as library:
            notes, entries = library.notes, library.entries()
        kept = self._build_index()
        manifest = Manifest(
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            documents=len(entries),
            provisions=sum(entry.provision_count for entry in entries),
            passages=len(self.ranked),
            notes=notes,
            library=hash_of(self.folder / LIBRARY),
            inputs=replace(self._inputs, sources={**self._inputs.sources, **dict.fromkeys(self._passing, "")}),
            memory=hash_of(self.folder / MEMORY),
            embedded=len(self.ranked) - kept,
            failed=self._failed,
            audit=tuple(self._audit),
        )
        manifest.write(self.folder / MANIFEST)
        return manifest

    def _documents(self, prepared: Iterator[Prepared]) -> Iterator[Rows]:
        """Hand the rows of every document on to the library; what it will keep is ranked: of two of one title and version the first."""
        kept: set[tuple[str, str]] = set()
        for name, one in zip(self._files, self._progress.track(prepared, total=len(self._files), description="阅读文件"), strict=True):
            if one.failed:
                self._failed[name] = one.failed
            if one.passing:
                self._passing.add(name)
            self._audit += one.audit
            for rows, passages in one.documents:
                if rows.identity not in kept:
                    self.ranked += passages
                kept.add(rows.identity)
                yield rows

    def _build_index(self) -> int:
        """Build the index; return how many passages kept their vectors."""
        task = self._progress.add_task("编制索引", total=len(self.ranked))
        heard: list[int] = []

        def progress(done: int, total: int) -> None:
            heard.append(done)
            self._progress.update(task, completed=done, total=total)

        self.rows = self._search.build_index(
            self.folder / INDEX,
            self.ranked,
            previous=self._index,
            alike=self._alike,
            collection=_collection_of(self.folder),
            progress=progress,
        )
        return heard[0]


def _current(builds: Builds) -> tuple[Path, Manifest] | None:
    """Return the current build and what it holds; None where there is none or it cannot be read."""
    try:
        folder = builds.current()
        return folder, Manifest.read(folder / MANIFEST)
    except UNREADABLE:
        return None


def _memory(folder: Path, manifest: Manifest, code: str) -> Path | None:
    """Return the file in which a build remembers what each source file gave; None where other code wrote it or it is damaged."""
    return folder / MEMORY if manifest.inputs.code == code and hash_of(folder / MEMORY) == manifest.memory else None


def _sound(folder: Path, search: Search) -> bool:
    """Tell whether a build can be opened without a complaint."""
    try:
        library, index = search.open(folder)
    except UNREADABLE:
        return False
    library.close()
    index.close()
    return not index.warnings


def _verify(folder: Path, ranked: Sequence[Passage], rows: Sequence[int] | None, search: Search) -> None:
    """Open a new build as a reader does and ask it for its own words, while every vector in Chroma is compared. Raises IngestError."""
    with ThreadPoolExecutor(1, "verify") as pool:
        # A process of its own does that: see `dense.verify`.
        compared = pool.submit(search.verify_index, folder / INDEX, rows)
        words = _forgotten(folder, ranked, search)
        try:
            compared.result()
        except DenseError as error:
            raise IngestError(f"新索引没有通过校验（{error}）。原来的索引未改动") from error
    if words:
        raise IngestError(f"新索引没有通过校验：{words}。原来的索引未改动")


def _forgotten(folder: Path, ranked: Sequence[Passage], search: Search) -> str:
    """Return what speaks against a build when it is opened and asked for its own words, or ``""``."""
    from vectorstore.index import QUERY_CHARACTERS

    library, index = search.open(folder)
    try:
        if index.warnings:
            return index.warnings[0]
        canaries = [passage for passage in ranked if len(passage.text) <= QUERY_CHARACTERS]
        canaries = canaries[:: max(1, len(canaries) // CANARIES)]
        # By its words and not by its id: two versions of a law share most of their articles, and only ids tell those apart.
        texts = {passage.id: passage.text for passage in ranked}
        first = sum(
            any(texts[hit.id] == canary.text for hit in hits if hit.score == hits[0].score)
            for canary in canaries
            for hits in [index.search(canary.text)]
        )
        return f"{len(canaries)} 条原文只有 {first} 条找得到自己" if first < CANARY_SHARE * len(canaries) else ""
    finally:
        index.close()
        library.close()


def _objection(folder: Path, search: Search, accept: Accept, progress: Progress) -> str:
    """Open a build and return what speaks against it, or ``""``."""
    task = progress.add_task("试答", total=None)
    library, index = search.open(folder)
    try:
        return accept(
            folder.name.removeprefix(UNFINISHED), library, index, lambda done, total: progress.update(task, completed=done, total=total)
        )
    finally:
        index.close()
        library.close()


def tidy(builds: Builds, chroma_url: str | None, keep: int | None) -> list[str]:
    """Remove the oldest builds where so many are to stay, and from a Chroma server every collection of ours that no build has any more.

    Return what could not be removed, in sentences. Call it with the lock held. Nothing answers the worse for what stays.
    """
    made = _collections(builds)
    if chroma_url is not None:
        made = {**dict.fromkeys(_kept_collections(builds), chroma_url), **made}
    stuck = builds.prune(keep) if keep else ()
    words = [f"旧索引 {'、'.join(build.name for build in stuck)} 没有删掉；请检查权限，再运行 python ingest.py prune"] if stuck else []
    kept = _kept_collections(builds)
    gone = [name for name, url in made.items() if name not in kept and url == chroma_url]
    if chroma_url is not None and gone:
        from vectorstore import dense

        try:
            dense.drop(chroma_url, gone)
            _write_collections(builds, {name: url for name, url in made.items() if name not in gone})
        except (DenseError, OSError) as error:
            words.append(f"Chroma 服务器上不再用的集合没有删掉（{error}）；下次建索引时会再删")
    return words


COLLECTIONS = "collections.json"
"""Beside the builds: every collection that an ingest began on a Chroma server and that may still be there, with the server's address. A server
may hold those of others, which nothing but their names would tell from ours."""


def _collection_of(folder: Path) -> str:
    """Return the name of the collection that a build which is being made has on a Chroma server."""
    return f"tiaowen-{folder.name.removeprefix(UNFINISHED)}"


def _collections(builds: Builds) -> dict[str, str]:
    try:
        return dict(json.loads(read_regular(builds.root / COLLECTIONS)))
    except (OSError, ValueError, TypeError):
        return {}


def _write_collections(builds: Builds, collections: dict[str, str]) -> None:
    """Write the list anew; a kill leaves the one before or this one."""
    path = builds.root / COLLECTIONS
    written = path.with_suffix(".next")
    written.write_text(json.dumps(collections, indent=1), encoding="utf-8")
    written.replace(path)


def _kept_collections(builds: Builds) -> set[str]:
    """Return the names of the collections that finished builds have on a Chroma server."""
    found = set()
    for build in builds.finished():
        with suppress(IndexUnreadable):
            found.add(Record.read(build / INDEX).collection)
    return {name for name in found if name}


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def complaint(folder: Path, search: Search) -> str:
    """Return what is wrong with a build, in a sentence, or ``""``. That it was built with another embedding model is nothing wrong."""
    try:
        try:
            library, index = search.open(folder)
            library.close()
            index.close()
            if index.warnings:
                return index.warnings[0]
        except OtherModel:
            if damaged := Record.read(folder / INDEX).damaged(folder / INDEX):
                return f"索引文件 {folder / INDEX / damaged} 缺失或已损坏"
        if hash_of(folder / MEMORY) != Manifest.read(folder / MANIFEST).memory:
            return f"{folder / MEMORY} 缺失或已损坏：仍可使用，下次 ingest 会重读全部文件"
        search.verify_index(folder / INDEX)
    except (*UNREADABLE, DenseError) as error:
        return str(error)
    return ""


def other_model(folder: Path, search: Search) -> str:
    """Return the embedding model of a build without a complaint where it is not the one that is set, or ``""``."""
    model = Record.read(folder / INDEX).model
    return model if model != search.embedder.fingerprint else ""


def failure(error: Exception) -> str:
    """Return what happened and what to do, for one of ``FAILURES``."""
    if isinstance(error, MemoryError):
        return f"内存不足（{error or '系统拒绝分配'}），索引没有建成，原来的索引未改动；请关闭别的程序，或换一台内存更大的机器"
    if isinstance(error, LibraryError | DenseError):
        return f"{str(error).rstrip('。')}；索引没有建成，原来的索引未改动；请检查磁盘空间和权限"
    if isinstance(error, OSError | sqlite3.Error):
        return f"索引没有建成（{error}），原来的索引未改动；请检查磁盘空间和权限"
    return str(error)
