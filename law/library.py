"""The library: every document in one SQLite file, any provision by its citation, at once.

Built in one go and never changed afterwards; read by any number of threads. ``Library.open`` reads nothing but a mark, so that it takes
the same time for one document and for thousands.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from law.address import address_key, format_citation, label_key, parse_citation, split_labels
from law.definitions import Definition, definitions, definitions_of
from law.matching import Name, rank, read_name
from law.model import Citation, Document, Kind, Norm, Penalty, Provision, Reference, Source, paragraph_lines
from law.naming import title_key
from law.norms import norms_of
from law.record import decode_document, decode_penalty, decode_provision, decode_references
from law.references import find_paragraphs
from law.standing import OPEN, Status, Term, is_deleted
from law.store import FORMAT, LibraryError, prepare, write

__all__ = ["Entry", "Library", "LibraryError", "Status", "UnknownDocument"]

ENTRY = (
    "title, version, kind, document_number, issuing_authority, promulgation_date, effective_date, file, first_line, last_line,"
    " provision_count, repealed_by, notice_title, since, until, ended, ended_by"
)


PROVISIONS_KEPT = 2048
"""Provisions kept as they were read: a question looks at sixty, and many of them are those of the question before. Some 3 KB each."""
RELATED_KEPT = 1024
"""Provisions whose references and penalties, and documents whose entries, are kept likewise."""
DOCUMENTS_KEPT = 8
"""Whole documents, and all that they command, kept likewise: a question looks at the same few again and again."""
SHORT_TITLE = 5
"""Characters from which a title without its region means one: 体育竞赛管理办法."""


class UnknownDocument(LookupError):  # noqa: N818
    """Raised for a document that the library does not hold; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a catalogue says of a document."""

    title: str
    version: str
    kind: Kind
    document_number: str | None
    issuing_authority: str | None
    promulgation_date: str | None
    effective_date: str | None
    source: Source
    provision_count: int
    """Numbered provisions; front and back matter not counted."""
    repealed_by: str | None
    """Title of the document in the library that repeals it."""
    notice_title: str | None = None
    term: Term = OPEN
    """From which day it is in force, until which, and what ends it."""

    @property
    def citation(self) -> Citation:
        """The document as a whole."""
        return Citation(self.title, version=self.version)

    def on(self, day: str) -> Status:
        """Return how the document stands on a day, ``YYYY-MM-DD``: in force, not yet, repealed, replaced, expired."""
        return self.term.on(day)


class Library:
    """Documents and all that is known of them, from one file. Use as a context manager, or close it.

    For a question about a day: ``version_on("体育法", "2020-05-01")`` is the version that applied then, ``status(citation, day)`` how a
    provision stands — in force, not yet in force, repealed, replaced by a later version, expired — since when, until when, and by what.
    Nothing is to be shown as law whose status is not ``in force`` without saying so.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: weakref.WeakSet[_Connection] = weakref.WeakSet()
        self._closed = False
        self._kept = lru_cache(maxsize=PROVISIONS_KEPT)(self._read)
        # The file never changes.
        self._numbers = lru_cache(maxsize=RELATED_KEPT)(self._number)
        self._documents = lru_cache(maxsize=DOCUMENTS_KEPT)(self._document)
        self._commanding = lru_cache(maxsize=DOCUMENTS_KEPT)(self._norms_at)
        self._entered = lru_cache(maxsize=RELATED_KEPT)(lambda title, version: _entry(self._row(title, version, ENTRY)))
        self._versions = lru_cache(maxsize=RELATED_KEPT)(self._all_versions)
        self._defined = lru_cache(maxsize=RELATED_KEPT)(lambda title, version: definitions(self.document(title, version)))
        self._referring = lru_cache(maxsize=RELATED_KEPT)(self._references_to)
        self._referred = lru_cache(maxsize=RELATED_KEPT)(self._references_from)
        self._standing = lru_cache(maxsize=RELATED_KEPT)(self._penalties_at)
        self._punishing = lru_cache(maxsize=RELATED_KEPT)(self._penalties_for)

    @staticmethod
    def build(path: Path, documents: Iterable[Document]) -> None:
        """Write a library file in one transaction. Raises LibraryError where the file exists or cannot be written.

        A document that stands twice under one title and version is kept once, a provision that stands twice under one address likewise;
        :attr:`notes` of the library tells which.
        """
        write(path, map(prepare, documents))

    @classmethod
    def open(cls, path: Path) -> Library:
        """Open a library for reading. Raises LibraryError for a file that is missing, damaged or of another format."""
        if not path.is_file():
            raise LibraryError(f"没有文库文件 {path}：请先运行 ingest 建立。")
        library = cls(path)
        try:
            row = library._one("SELECT format FROM mark")
        except sqlite3.Error as error:
            library.close()
            raise LibraryError(f"文库文件 {path} 已损坏或不是文库：{error}。请重新运行 ingest。") from error
        if row is None or row[0] != FORMAT:
            library.close()
            raise LibraryError(f"文库文件 {path} 的格式是 {row and row[0]}，需要 {FORMAT}：请重新运行 ingest。")
        return library

    @property
    def path(self) -> Path:
        """The file that it reads."""
        return self._path

    def close(self) -> None:
        """Close the connections of all threads; the library is of no use afterwards."""
        with self._lock:
            for connection in list(self._connections):
                connection.close()
            self._closed = True
        for kept in (
            self._kept, self._numbers, self._documents, self._entered, self._versions, self._defined, self._referring, self._referred,
            self._standing, self._punishing, self._commanding,
        ):  # fmt: skip
            kept.cache_clear()
        self._local = threading.local()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Documents ---------------------------------------------------------------------------------------------------------------

    def entries(self) -> tuple[Entry, ...]:
        """Return the catalogue, in the order in which the documents came in."""
        return self._entries

    def entry(self, citation: Citation) -> Entry:
        """Return the catalogue entry of a cited document. Raises UnknownDocument."""
        return self._entered(citation.document, citation.version)

    def document(self, title: str, version: str = "") -> Document:
        """Return a document; without a version the one promulgated last. Raises UnknownDocument."""
        return self._documents(title, version)

    def _document(self, title: str, version: str) -> Document:
        (body,) = self._row(title, version, "body")
        return decode_document(body)

    def versions(self, title: str) -> tuple[Entry, ...]:
        """Return all versions of a title (or of another spelling of it), the newest first; none where it is not held."""
        return self._versions(title)

    def _all_versions(self, title: str) -> tuple[Entry, ...]:
        rows = self._all(f"SELECT {ENTRY} FROM document WHERE title_key = ? ORDER BY version DESC", (title_key(title),))
        return tuple(map(_entry, rows))

    def version_on(self, title: str, day: str) -> Entry | None:
        """Return the version of a title that was in force on a day, ``YYYY-MM-DD``; None where none was."""
        return next((entry for entry in self.versions(title) if entry.on(day).in_force), None)

    def status(self, citation: Citation, day: str | None = None) -> Status:
        """Return how a cited document or provision stands on a day; today where none is named. Raises UnknownDocument.

        A citation without a version means the one in force on the day, or else the newest. A provision of which only （删去） is left is
        repealed, whatever its document.
        """
        when = day or date.today().isoformat()
        found = None if citation.version else self.version_on(citation.document, when)
        entry = found or self.entry(citation)
        status = entry.on(when)
        if not status.in_force or not citation.address:
            return status
        provision = self.provision(Citation(entry.title, citation.address, version=entry.version))
        return Status("repealed", status.since) if provision and is_deleted(provision) else status

    def repealing(self, name: str) -> tuple[Entry, ...]:
        """Return the documents that repeal a text, held here or not, by its title (its region may be left out) or its number."""
        key = title_key(name)
        found = [
            by for by, whole, number in self.repealed_texts() if key in (number, whole) or (len(key) >= SHORT_TITLE and whole.endswith(key))
        ]
        return tuple(self.entry(by) for by in dict.fromkeys(found))

    def repealed_texts(self) -> tuple[tuple[Citation, str, str], ...]:
        """Return what the documents here repeal, held or not: the document that does, and the keys of title and number of what it repeals."""
        return self._repealed_texts

    def matching(self, name: str) -> tuple[Entry, ...]:
        """Return the documents that a short, partial or colloquial name means, best first; none where nothing fits.

        ``体育赛事办法``, ``人工智能规划``, a document number (``浙政发〔2017〕47号``), or the title itself; all versions, the newest first.
        """
        number = title_key(name)
        by_number = [entry for entry in self._entries if entry.document_number and title_key(entry.document_number) == number]
        if by_number:
            return tuple(by_number)
        entries = sorted(self._entries, key=lambda entry: entry.version, reverse=True)
        names = [self._names[entry.title] for entry in entries]
        found = [entries[position] for _, position in rank(name, names)]
        if not found:
            notices = [(entry, read_name(entry.notice_title)) for entry in entries if entry.notice_title]
            found = [notices[position][0] for _, position in rank(name, [notice for _, notice in notices])]
        return tuple(found)

    def called(self, name: str) -> tuple[Entry, ...]:
        """Return the documents that bear just this title, or else bear it behind a region: 养犬管理条例 for 杭州市养犬管理条例; the newest first."""
        return self._called.get(title_key(name), ())

    def name(self, citation: Citation) -> str:
        """Print a citation for a reader: the version only where the library holds several of the document."""
        several = sum(entry.title == citation.document for entry in self._entries) > 1
        version = citation.version if several else ""
        return format_citation(Citation(citation.document, citation.address, citation.paragraph, citation.item, version))

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out when the library was built, in sentences."""
        return tuple(row[0] for row in self._all("SELECT sentence FROM note"))

    # Provisions --------------------------------------------------------------------------------------------------------------

    def provision(self, citation: Citation) -> Provision | None:
        """Return the provision that a citation stands in, or None."""
        return self._kept(citation.provision)

    def _read(self, citation: Citation) -> Provision | None:
        row = self._provision_row(citation, "provision.body")
        return decode_provision(row[0]) if row else None

    def text(self, citation: Citation) -> str | None:
        """Return the words at a citation, verbatim, a paragraph or item a line; None where nothing stands there.

        第二十条第二款 gives that paragraph with its items, 第十条第（一）项 the item with its label.
        """
        provision = self.provision(citation)
        if provision is None:
            return None
        if citation.paragraph is None and not citation.item:
            return provision.text
        for paragraph, label, item in find_paragraphs(provision, citation.paragraph, citation.item):
            if item is None:
                return "\n".join(paragraph_lines(paragraph))
            own = type(item)(split_labels(label)[-1], item.text, item.items)
            return "\n".join(list(paragraph_lines(type(paragraph)(paragraph.n, "", (own,)))))
        return None

    def passages(self) -> Iterator[tuple[Citation, Provision]]:
        """Yield every provision of every document, front and back matter included, with its versioned citation."""
        rows = self._all(
            "SELECT title, version, provision.address, provision.body FROM document JOIN provision ON provision.document = document.id"
            " ORDER BY document.id, position"
        )
        for title, version, address, body in rows:
            yield Citation(title, address, version=version), decode_provision(body)

    # What refers to what, and what punishes what --------------------------------------------------------------------------------

    def references_from(self, citation: Citation) -> tuple[Reference, ...]:
        """Return the references of a provision; of a paragraph, where the citation names one."""
        return self._referred(citation)

    def _references_from(self, citation: Citation) -> tuple[Reference, ...]:
        row = self._provision_row(citation, 'provision."references", provision.body')
        if row is None:
            return ()
        references = decode_references(row[0])
        if citation.paragraph is None:
            return references
        start = 0
        for paragraph in decode_provision(row[1]).paragraphs:
            end = start + len("\n".join(paragraph_lines(paragraph))) + 1
            if paragraph.n == citation.paragraph:
                return tuple(reference for reference in references if start <= reference.start < end)
            start = end
        return ()

    def references_to(self, citation: Citation) -> tuple[Citation, ...]:
        """Return the provisions that refer to a provision, or to a document as a whole where the address is empty; each once."""
        return self._referring(citation)

    def _references_to(self, citation: Citation) -> tuple[Citation, ...]:
        rows = self._all(
            "SELECT DISTINCT source FROM reference WHERE target_title_key = ? AND target_address_key = ? AND target_version IN ('', ?)",
            (title_key(citation.document), address_key(citation.address), self._version(citation)),
        )
        return tuple(parse_citation(row[0]) for row in rows)

    def penalties(self) -> tuple[Penalty, ...]:
        """Return all penalties, document by document."""
        return tuple(decode_penalty(row[0]) for row in self._all("SELECT body FROM penalty ORDER BY id"))

    def penalties_at(self, citation: Citation) -> tuple[Penalty, ...]:
        """Return the penalties that stand in a provision; in a document, where the address is empty."""
        return self._standing(citation)

    def _penalties_at(self, citation: Citation) -> tuple[Penalty, ...]:
        condition, values = ("AND address_key = ?", (address_key(citation.address),)) if citation.address else ("", ())
        number = self._numbers(citation.document, citation.version)
        rows = self._all(f"SELECT body FROM penalty WHERE document = ? {condition} ORDER BY id", (number, *values)) if number else []
        found = [decode_penalty(body) for (body,) in rows]
        return tuple(penalty for penalty in found if _overlap(penalty.citation, citation))

    def penalties_for(self, citation: Citation) -> tuple[Penalty, ...]:
        """Return the penalties that punish breaking a provision.

        第十条 finds what punishes 第十条第一款; 第十条第二款 does not, but finds what punishes all of 第十条.
        """
        return self._punishing(citation)

    def _penalties_for(self, citation: Citation) -> tuple[Penalty, ...]:
        number = self._numbers(citation.document, citation.version)
        if number is None:
            return ()
        rows = self._all(
            "SELECT penalty.id, violation.address, penalty.body FROM violation JOIN penalty ON penalty.id = violation.penalty"
            " WHERE violation.document = ? AND violation.address_key = ? ORDER BY penalty.id",
            (number, address_key(citation.address)),
        )
        found = {id: body for id, address, body in rows if _overlap(parse_citation(address), citation)}
        return tuple(decode_penalty(body) for body in found.values())

    # What provisions command, and what their words mean ----------------------------------------------------------------------

    def norms_at(self, citation: Citation) -> tuple[Norm, ...]:
        """Return what a provision, a paragraph or an item commands, forbids, allows; of a whole document where the address is empty."""
        return self._commanding(citation)

    def _norms_at(self, citation: Citation) -> tuple[Norm, ...]:
        return tuple(
            norm
            for place, provision in self._provisions(citation)
            for norm in norms_of(provision, place)
            if _overlap(norm.citation, citation)
        )

    def definitions_at(self, citation: Citation) -> tuple[Definition, ...]:
        """Return the terms that a provision defines; those of a whole document where the address is empty."""
        places = self._provisions(citation)
        return tuple(one for place, provision in places for one in definitions_of(provision, place) if _overlap(one.citation, citation))

    def definitions(self, title: str, version: str = "") -> tuple[Definition, ...]:
        """Return all definitions of a document, short names included, in the order of the text. Raises UnknownDocument."""
        return self._defined(title, version)

    def _provisions(self, citation: Citation) -> Iterator[tuple[Citation, Provision]]:
        """Yield the cited provision, or all of the cited document, each with its versioned citation."""
        row = self._find(citation.document, citation.version, "id, title, version")
        if row is None:
            return
        condition, values = ("AND address_key = ?", (address_key(citation.address),)) if citation.address else ("", ())
        for address, body in self._all(
            f"SELECT address, body FROM provision WHERE document = ? {condition} ORDER BY position", (row[0], *values)
        ):
            yield Citation(row[1], address, version=row[2]), decode_provision(body)

    # Rows --------------------------------------------------------------------------------------------------------------------

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(_entry(row) for row in self._all(f"SELECT {ENTRY} FROM document ORDER BY id"))

    @cached_property
    def _repealed_texts(self) -> tuple[tuple[Citation, str, str], ...]:
        rows = self._all("SELECT title, version, repeals FROM document WHERE repeals <> '' ORDER BY version DESC")
        return tuple(
            (Citation(title, version=version), *line.split("\t")) for title, version, repeals in rows for line in repeals.split("\n")
        )

    @cached_property
    def _names(self) -> dict[str, Name]:
        return {entry.title: read_name(entry.title) for entry in self._entries}

    @cached_property
    def _called(self) -> dict[str, tuple[Entry, ...]]:
        whole: dict[str, tuple[Entry, ...]] = {}
        short: dict[str, tuple[Entry, ...]] = {}
        for entry in sorted(self._entries, key=lambda entry: entry.version, reverse=True):
            name = self._names[entry.title]
            whole[name.key] = (*whole.get(name.key, ()), entry)
            short[name.short] = (*short.get(name.short, ()), entry)
        return short | whole

    def _version(self, citation: Citation) -> str:
        row = self._find(citation.document, citation.version, "version")
        return row[0] if row else citation.version

    def _row(self, title: str, version: str, columns: str) -> tuple[Any, ...]:
        row = self._find(title, version, columns)
        if row is None:
            raise UnknownDocument(f"文库里没有《{title}》" + (f"（{version}）。" if version else "。"))
        return row

    def _find(self, title: str, version: str, columns: str) -> tuple[Any, ...] | None:
        """Find a document by its title, or by another spelling of it (without 中华人民共和国); the newest without a version."""
        condition, values = ("AND version = ?", (version,)) if version else ("", ())
        for column, key_of in (("title", str), ("title_key", title_key)):
            row = self._one(
                f"SELECT {columns} FROM document WHERE {column} = ? {condition} ORDER BY version DESC LIMIT 1", (key_of(title), *values)
            )
            if row:
                return row
        return None

    def _provision_row(self, citation: Citation, columns: str) -> tuple[Any, ...] | None:
        number = self._numbers(citation.document, citation.version)
        if number is None:
            return None
        return self._one(f"SELECT {columns} FROM provision WHERE document = ? AND address_key = ?", (number, address_key(citation.address)))

    def _number(self, title: str, version: str) -> int | None:
        """Return the number of a document in the file."""
        row = self._find(title, version, "id")
        return row[0] if row else None

    def _one(self, statement: str, values: tuple[object, ...] = ()) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection().execute(statement, values).fetchone()
        return row

    def _all(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        return self._connection().execute(statement, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        """Return the connection of this thread. ``immutable`` is true of a finished file, and lets a read-only directory be read."""
        held: _Connection | None = getattr(self._local, "connection", None)
        if held is None:
            if self._closed:
                raise LibraryError(f"文库 {self._path} 已经关闭。")
            held = _Connection(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1")
            with self._lock:
                self._connections.add(held)
            self._local.connection = held
        return held.sqlite


class _Connection:
    """A connection of one thread; it closes when the thread ends, which forgets it. A server answers each question in a thread of its own."""

    __slots__ = ("__weakref__", "sqlite")

    def __init__(self, uri: str) -> None:
        self.sqlite = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def close(self) -> None:
        self.sqlite.close()

    def __del__(self) -> None:
        if hasattr(self, "sqlite"):
            self.sqlite.close()


def _entry(row: tuple[Any, ...]) -> Entry:
    title, version, kind, number, authority, promulgated, effective, file, first, last, count, repealed_by, notice_title, *term = row
    source = Source(file, int(first), int(last))
    return Entry(
        title, version, kind, number, authority, promulgated, effective, source, int(count), repealed_by, notice_title, Term(*term)
    )


def _overlap(place: Citation, asked: Citation) -> bool:
    """Tell whether two places of one provision share words: all of it and its first paragraph do, two paragraphs do not."""
    if place.paragraph and asked.paragraph and place.paragraph != asked.paragraph:
        return False
    return not (place.item and asked.item and label_key(place.item) != label_key(asked.item))
