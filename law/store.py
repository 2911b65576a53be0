"""Write the file of the library: one SQLite file, in one transaction, with everything that is asked of it worked out beforehand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from law.address import address_key, format_citation, parse_citation
from law.model import Citation, Document, Reference
from law.naming import title_key
from law.penalties import penalties
from law.record import encode
from law.references import all_references
from law.standing import Held, Term, find_ends, read_term

FORMAT = 2
"""Number of the layout of the file; raised whenever a table changes, so that an older file is refused with a sentence."""
SCHEMA = """
CREATE TABLE mark (format INTEGER NOT NULL);
CREATE TABLE document (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, title_key TEXT NOT NULL, version TEXT NOT NULL, kind TEXT NOT NULL,
    notice_title TEXT, document_number TEXT, issuing_authority TEXT, promulgation_date TEXT, effective_date TEXT,
    file TEXT NOT NULL, first_line INTEGER NOT NULL, last_line INTEGER NOT NULL,
    provision_count INTEGER NOT NULL, repealed_by TEXT, repeals TEXT NOT NULL,
    since TEXT, until TEXT, ended TEXT, ended_by TEXT,
    body TEXT NOT NULL, UNIQUE (title, version)
);
CREATE INDEX document_by_key ON document (title_key, version);
CREATE TABLE provision (
    document INTEGER NOT NULL, address_key TEXT NOT NULL, position INTEGER NOT NULL, address TEXT NOT NULL, body TEXT NOT NULL,
    "references" TEXT NOT NULL, PRIMARY KEY (document, address_key)
) WITHOUT ROWID;
CREATE TABLE reference (target_title_key TEXT NOT NULL, target_address_key TEXT NOT NULL, target_version TEXT NOT NULL,
    source TEXT NOT NULL);
CREATE INDEX reference_by_target ON reference (target_title_key, target_address_key);
CREATE TABLE penalty (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, address_key TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX penalty_by_place ON penalty (document, address_key);
CREATE TABLE violation (document INTEGER NOT NULL, address_key TEXT NOT NULL, address TEXT NOT NULL, penalty INTEGER NOT NULL);
CREATE INDEX violation_by_place ON violation (document, address_key);
CREATE TABLE note (sentence TEXT NOT NULL);
"""


class LibraryError(Exception):
    """Raised where a library cannot be built or opened; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one document, worked out from its text alone: any process can prepare them, and they keep as JSON.

    Rows say nothing of their number in the file: :func:`write` gives it.
    """

    document: Sequence[Any]
    provisions: Sequence[Sequence[Any]]
    references: Sequence[Sequence[Any]]
    penalties: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]
    """Where it stands, the penalty, and each place that it punishes breaking: its key and its address."""
    notes: Sequence[str]

    @property
    def identity(self) -> tuple[str, str]:
        """Title and version."""
        return self.document[0], self.document[2]

    @property
    def file(self) -> str:
        """The source file."""
        return str(self.document[9])


def prepare(document: Document) -> Rows:
    """Work out the rows of a document: its provisions, what they refer to, what they punish."""
    term = read_term(document)
    row = (
        document.title, title_key(document.title), document.version, document.kind, document.notice_title, document.document_number,
        document.issuing_authority, document.promulgation_date, document.effective_date, document.source.file,
        document.source.first_line, document.source.last_line, len(document.provisions), _repeals(document),
        term.since, term.until, term.ended, encode(document),
    )  # fmt: skip
    provisions: dict[str, tuple[Any, ...]] = {}
    referring: list[tuple[str, str, str, str]] = []
    notes: list[str] = []
    for position, (provision, references) in enumerate(all_references(document)):
        key = address_key(provision.address)
        if key in provisions:
            notes.append(f"《{document.title}》有两个{provision.address}，按地址只能查到前一个。")
            continue
        provisions[key] = (key, position, provision.address, encode(provision), encode(references))
        referring += _references(Citation(document.title, provision.address, version=document.version), references)
    punishing = [
        (
            address_key(penalty.citation.address),
            encode(penalty),
            [(address_key(parse_citation(address).address), address) for address in penalty.violates],
        )
        for penalty in penalties(document)
    ]
    return Rows(row, tuple(provisions.values()), referring, punishing, notes)


def _references(source: Citation, references: Sequence[Reference]) -> list[tuple[str, str, str, str]]:
    targets = {
        (title_key(target.document), address_key(target.address), target.version)
        for reference in references
        for target in reference.targets
        if (target.document, address_key(target.address)) != (source.document, address_key(source.address))
    }
    printed = format_citation(source)
    return [(*target, printed) for target in sorted(targets)]


def write(path: Path, documents: Iterable[Rows]) -> None:
    """Write a library file. Raises LibraryError where the file exists or cannot be written; then no file is left behind."""
    if path.exists():
        raise LibraryError(f"{path} 已经存在：文库不改写已有文件，请换一个位置。")
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;" + SCHEMA)
            connection.execute("INSERT INTO mark VALUES (?)", (FORMAT,))
            kept: dict[tuple[str, str], str] = {}
            for rows in documents:
                if rows.identity in kept:
                    _note(connection, _twin(rows, kept[rows.identity]))
                else:
                    kept[rows.identity] = rows.file
                    _insert(connection, rows)
            _mark_ends(connection)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        path.unlink(missing_ok=True)
        raise LibraryError(f"文库 {path} 写不成：{error}。") from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _twin(rows: Rows, kept: str) -> str:
    title, version = rows.identity
    return f"《{title}》{f'（{version}）' if version else ''}出现两次，保留 {kept} 中的一份，略去 {rows.file} 中的一份。"


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    cursor = connection.execute(
        "INSERT INTO document VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, NULL, ?)", tuple(rows.document)
    )
    number = cursor.lastrowid
    connection.executemany("INSERT INTO provision VALUES (?, ?, ?, ?, ?, ?)", [(number, *row) for row in rows.provisions])
    connection.executemany("INSERT INTO reference VALUES (?, ?, ?, ?)", rows.references)
    for place, penalty, violated in rows.penalties:
        cursor = connection.execute("INSERT INTO penalty VALUES (NULL, ?, ?, ?)", (number, place, penalty))
        connection.executemany(
            "INSERT INTO violation VALUES (?, ?, ?, ?)", [(number, key, address, cursor.lastrowid) for key, address in violated]
        )
    for sentence in rows.notes:
        _note(connection, sentence)


def _repeals(document: Document) -> str:
    """The titles and numbers that a document repeals, a pair a line: kept beside it for :func:`_mark_ends`."""
    return "\n".join(f"{title_key(repeal.title)}\t{title_key(repeal.document_number or '')}" for repeal in document.repeals)


def _mark_ends(connection: sqlite3.Connection) -> None:
    """Write on each document what ends it first: its own words, a later version of its title, or another document that repeals it."""
    rows = connection.execute(
        "SELECT id, title, title_key, version, document_number, repeals, since, until, ended FROM document ORDER BY version, id"
    ).fetchall()
    held = [
        Held(number, title, key, version, title_key(document_number or ""), tuple(repeals.split("\n")) if repeals else (), Term(*term))
        for number, title, key, version, document_number, repeals, *term in rows
    ]
    for number, term in find_ends(held).items():
        repealed_by = term.by if term.ended == "repealed" else None
        values = (term.until, term.ended, term.by, repealed_by, number)
        connection.execute("UPDATE document SET until = ?, ended = ?, ended_by = ?, repealed_by = ? WHERE id = ?", values)


def _note(connection: sqlite3.Connection, sentence: str) -> None:
    connection.execute("INSERT INTO note VALUES (?)", (sentence,))
