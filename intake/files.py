"""From source files to what a build is made of: each file read, parsed and worked out by itself, on every processor, and remembered.

What a file gives depends on that file and on the code alone, so that a file that has not changed since the build before is taken from there.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import threading
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing, contextmanager
from dataclasses import astuple, dataclass, replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from types import TracebackType

from law.address import address_key
from law.gazette import parse
from law.model import Citation, Document, Provision, paragraph_lines
from law.sources import SourceError, find_sources, read_source
from law.store import Rows, prepare
from vectorstore.manifest import Unplaced
from vectorstore.passage import Passage
from vectorstore.record import sha256

LONG_PROVISION = 250
"""Characters above which each paragraph of a provision is a passage of its own, too: one vector of a page says little of any line in it."""
PARALLEL_FROM = 1_000_000
"""Bytes of source files from which other processes help: starting them takes a second."""
FILES_AT_A_TIME = 8
PASSING = (OSError, subprocess.TimeoutExpired)
"""What the clock or the system does to a reader; a SourceError that comes of it says nothing of the file, and another time it may be read."""
COMPRESSION = 1
"""zlib: a quarter of the size for a hundredth of the time that parsing takes."""


class SourceChanged(Exception):  # noqa: N818 names what is the case
    """A source file was written while it was read."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that a build takes from one source file."""

    documents: Sequence[tuple[Rows, Sequence[Passage]]]
    """Of each document in the file the rows for the library and the passages for the index."""
    audit: Sequence[Unplaced]
    failed: str = ""
    """Why the file gave nothing."""
    passing: bool = False
    """Whether it failed for a reason that passes: nobody remembers that, and the next ingest reads the file again."""

    def pack(self) -> bytes:
        """Write it as compressed JSON."""
        plain = [
            [[_plain(rows), [[one.id, one.text] for one in ranked]] for rows, ranked in self.documents],
            [*map(astuple, self.audit)],
            self.failed,
            self.passing,
        ]
        return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), COMPRESSION)

    @classmethod
    def unpack(cls, packed: bytes) -> Prepared:
        """Read it back."""
        documents, audit, failed, passing = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
        return cls(
            [(Rows(*rows), [Passage(id, text) for id, text in ranked]) for rows, ranked in documents],
            [Unplaced(*line) for line in audit],
            failed,
            passing,
        )


def _plain(rows: Rows) -> list[object]:
    return [rows.document, rows.provisions, rows.references, rows.penalties, rows.notes]


def find_files(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the files that paths name, by the name that they go by. Raises SourceError for a path that names none."""
    files: dict[str, Path] = {}
    for path in paths:
        for file in find_sources([path]):
            name = file.relative_to(path).as_posix() if file != path else file.name
            files[name if files.get(name, file) == file else file.as_posix()] = file
    return files


def prepare_file(name: str, path: Path, source: str) -> bytes:
    """Read, parse and work out one file, packed. Raises SourceChanged where its SHA-256 is not ``source`` any more afterwards."""
    try:
        prepared = _prepare(name, path)
    except SourceError as error:
        prepared = Prepared([], [], str(error), isinstance(error.__context__, PASSING))
    except MemoryError:
        raise
    except Exception as error:  # one file that trips the parser must not keep the others out; it is reported by name
        prepared = Prepared([], [], f"解析失败（{type(error).__name__}：{error}）")
    if hash_of(path) != source:
        raise SourceChanged(f"{name} 在读取时被改动或移走，请等它写完后再运行；原来的索引未改动")
    return prepared.pack()


def _prepare(name: str, path: Path) -> Prepared:
    source = read_source(path)
    parsed = parse(source.text, name)
    remarks = [Unplaced(name, 0, remark, "文件的一部分") for remark in source.remarks]
    unplaced = [*parsed.audit, *(line for document in parsed.documents for line in document.audit)]
    return Prepared(
        [(prepare(document), document_passages(document)) for document in parsed.documents],
        [*remarks, *(Unplaced(name, line.line, line.text, line.why) for line in sorted(unplaced, key=lambda line: line.line))],
        "" if parsed.documents else "没有认出任何法规或者政策文件（应有题名和正文）",
    )


def document_passages(document: Document) -> list[Passage]:
    """List what the index ranks: every provision, and every paragraph of a long one, with the printed citation (and version) as id."""
    found: dict[str, Passage] = {}
    seen: set[str] = set()
    divisions = _divisions(document)
    for provision in document.all_provisions():
        # Of two provisions at one address, the library knows the first.
        if address_key(provision.address) in seen:
            continue
        seen.add(address_key(provision.address))
        citation = Citation(document.title, provision.address, version=document.version)
        head = " ".join(filter(None, (document.title, divisions.get(provision.address), provision.address, provision.heading)))
        for part, text in _parts(citation, provision):
            printed = str(part)
            if printed not in found:
                found[printed] = Passage(printed, f"{head}\n{text}")
    return list(found.values())


def _parts(citation: Citation, provision: Provision) -> Iterator[tuple[Citation, str]]:
    yield citation, provision.text
    if len(provision.paragraphs) > 1 and len(provision.text) > LONG_PROVISION:
        for paragraph in provision.paragraphs:
            yield replace(citation, paragraph=paragraph.n), "\n".join(paragraph_lines(paragraph))


def _divisions(document: Document) -> dict[str, str]:
    """Return the headings of the parts, chapters and sections that each address stands in: ``第二章 举办``."""
    headings: defaultdict[str, list[str]] = defaultdict(list)
    for division in document.divisions:
        for address in division.provisions:
            headings[address].append(f"{division.label} {division.heading}".strip())
    return {address: " ".join(words) for address, words in headings.items()}


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, ``""`` where it cannot be read or is none: a pipe would keep its reader waiting for ever."""
    try:
        return sha256(path) if path.is_file() else ""
    except OSError:
        return ""


class Memory:
    """What files gave, by their name and SHA-256, in one file of a build. Use as a context manager."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the file, or begin it."""
        if read_only:
            self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
            return
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;")
        self._connection.execute("CREATE TABLE file (name TEXT PRIMARY KEY, source TEXT NOT NULL, packed BLOB NOT NULL)")

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with closing(self._connection):
            if self._connection.in_transaction and error is None:
                self._connection.execute("COMMIT")

    def recall(self, name: str, source: str) -> bytes | None:
        """Return what a file gave when it was this same file, packed; None where it was not."""
        row = self._connection.execute("SELECT packed FROM file WHERE name = ? AND source = ?", (name, source)).fetchone()
        return row[0] if row else None

    def keep(self, name: str, source: str, packed: bytes) -> None:
        """Remember what a file gave."""
        self._connection.execute("INSERT INTO file VALUES (?, ?, ?)", (name, source, packed))


@contextmanager
def prepare_files(files: Mapping[str, Path], sources: Mapping[str, str], before: Path | None) -> Iterator[Iterator[bytes]]:
    """Begin to work out each file, on every processor; yield what they give, packed, in their order. Use as a context manager.

    What the memory in the file ``before`` holds of a file that has not changed is taken from there. Raises SourceChanged, or MemoryError where
    this machine is too small.
    """
    with ExitStack() as stack:
        memory = stack.enter_context(Memory(before, read_only=True)) if before else None
        remembered = {name for name in files if memory and memory.recall(name, sources[name])}
        fresh = [(name, files[name], sources[name]) for name in files if name not in remembered]
        pool = stack.enter_context(_workers(fresh))
        made = (
            pool.map(prepare_file, *zip(*fresh, strict=True), chunksize=FILES_AT_A_TIME)
            if pool and fresh
            else (prepare_file(*one) for one in fresh)
        )

        def given() -> Iterator[bytes]:
            for name in files:
                yield memory.recall(name, sources[name]) or b"" if memory and name in remembered else next(made)
            # The processes are not needed for what comes after.
            stack.close()

        try:
            yield given()
        except BrokenProcessPool as error:
            raise MemoryError("一个解析进程被系统终止") from error


def keep_prepared(packed: Iterable[bytes], sources: Mapping[str, str], memory: Memory) -> Iterator[Prepared]:
    """Yield what each file gave; the ``memory`` keeps it, where the file did not fail for a reason that passes."""
    for (name, source), one in zip(sources.items(), packed, strict=True):
        prepared = Prepared.unpack(one)
        if not prepared.passing:
            memory.keep(name, source, one)
        yield prepared


@contextmanager
def _workers(fresh: Sequence[tuple[str, Path, str]]) -> Iterator[ProcessPoolExecutor | None]:
    """Start a process a processor where there is enough to do; none otherwise."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if processors < 2 or sum(path.stat().st_size for _, path, _ in fresh if path.is_file()) < PARALLEL_FROM:
        yield None
        return
    pool = ProcessPoolExecutor(processors, mp_context=get_context("spawn"), initializer=_end_with_parent)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Leave when the ingest is killed: a worker would wait for work for ever."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
