"""Folders that never change once finished, one writer at a time, and a pointer to the one that answers.

A build is made in a temporary folder, renamed to its id when it is complete, and only then named by the pointer file ``current``, which is
replaced atomically. So a crash or a kill at any instant leaves the last good build answering, and nobody reads half of one.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from vectorstore.record import read_regular

UNFINISHED = "unfinished-"
BUILD = re.compile(r"\d{8}-\d{6}-\d{6}-[0-9a-f]{4}")
"""20261124-004514-660546-321b: when it was begun (UTC), and four digits by chance. No other folder is ever touched."""
POINTER = "current"
PEEK_SECONDS = 0.5
"""How long a builder waits for the lock: `Builds.holder` takes it for an instant to see whether it is held."""


class BuildError(Exception):
    """A build cannot be made or used; the words say why and what to do."""


class NoBuild(BuildError):  # noqa: N818 names what is the case
    """There is no build that can answer."""


class BuildLocked(BuildError):  # noqa: N818
    """Somebody else is building."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock: process, machine, since when."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"进程 {self.pid}（{self.host}，{self.since} 开始）"


class Builds:
    """The builds under one root folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path:
        """Return the folder of the build that answers. Raises NoBuild."""
        name = self._pointed()
        if self.root / name not in self.finished():
            # Between the two looks another build may have been switched to and this one removed.
            name = self._pointed()
        folder = self.root / name
        if folder not in self.finished():
            raise NoBuild(f"索引指针所指的 {name!r} 不存在；请运行 python ingest.py 重建")
        return folder

    def _pointed(self) -> str:
        try:
            return read_regular(self.root / POINTER).strip()
        except FileNotFoundError:
            raise NoBuild(f"还没有索引（{self.root}）；请先运行 python ingest.py") from None
        except (OSError, UnicodeDecodeError) as error:
            raise NoBuild(f"索引指针 {self.root / POINTER} 无法读取（{error}）；请运行 python ingest.py 重建") from error

    def finished(self) -> tuple[Path, ...]:
        """Return every finished build, newest first."""
        if not self.root.is_dir():
            return ()
        folders = (path for path in self.root.iterdir() if BUILD.fullmatch(path.name) and path.is_dir())
        return tuple(sorted(folders, key=lambda path: path.name, reverse=True))

    @contextmanager
    def lock(self) -> Iterator[Holder | None]:
        """Hold the right to build; yields the holder before, where it was killed. Raises BuildLocked, which names the holder.

        The lock of a process that died is free.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BuildError(f"索引文件夹 {self.root} 建不成（{error.strerror or error}）；请检查权限，或另设 TIAOWEN_INDEX_DIR") from error
        # The operating system frees this lock when its process ends, however it ends, so no lock can be left behind.
        lock = FileLock(self.root / "lock")
        try:
            lock.acquire(timeout=PEEK_SECONDS)
        except Timeout:
            holder = self._written_holder()
            raise BuildLocked(f"另一个 ingest 正在运行：{holder or '进程未知'}；请等它结束后再试") from None
        except OSError as error:
            raise BuildError(
                f"索引文件夹 {self.root} 不能写入（{error.strerror or error}）；请检查权限，或另设 TIAOWEN_INDEX_DIR"
            ) from error
        holder_file = self.root / "lock.holder"
        killed = self._written_holder()
        try:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            holder_file.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now}), encoding="utf-8")
            yield killed
        finally:
            holder_file.unlink(missing_ok=True)
            lock.release()

    def holder(self) -> tuple[Holder | None, bool]:
        """Return who builds now or was killed while building, and whether the lock is held: it is not by a process that died."""
        if not self.root.is_dir():
            return None, False
        lock = FileLock(self.root / "lock")
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError) as error:
            return self._written_holder(), isinstance(error, Timeout)
        lock.release()
        return self._written_holder(), False

    def _written_holder(self) -> Holder | None:
        try:
            fields = json.loads(read_regular(self.root / "lock.holder"))
            return Holder(int(fields["pid"]), str(fields["host"]), str(fields["since"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def start(self) -> Path:
        """Return an empty folder to build in; sweeps what killed builds left. Call it inside ``lock()``."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.sweep()
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        folder = self.root / f"{UNFINISHED}{stamp}-{secrets.token_hex(2)}"
        folder.mkdir()
        return folder

    def finish(self, folder: Path) -> Path:
        """Make a complete folder the current build: written through to the disk, renamed, pointed at. Returns its new path."""
        for path in sorted(folder.rglob("*")):
            _write_through(path)
        _write_through(folder)
        finished = self.root / folder.name.removeprefix(UNFINISHED)
        folder.rename(finished)
        self._point_at(finished)
        return finished

    def named(self, name: str) -> Path:
        """Return the finished build of a name, or of the only one that begins with it. Raises BuildError."""
        found = [path for path in self.finished() if path.name == name] or [path for path in self.finished() if path.name.startswith(name)]
        if not name or len(found) != 1:
            names = "、".join(path.name for path in self.finished()) or "一个也没有"
            raise BuildError(f"没有名为 {name!r} 的索引（现有：{names}）" if not found else f"{name!r} 不止指一个索引：{names}")
        return found[0]

    def switch(self, folder: Path) -> None:
        """Make another finished build the current one. Call it inside ``lock()``."""
        if folder not in self.finished():
            raise BuildError(f"没有名为 {folder.name!r} 的索引")
        self._point_at(folder)

    def prune(self, kept: int) -> tuple[Path, ...]:
        """Remove all but the current build and the newest others, ``kept`` in all; return what could not go. Call it inside ``lock()``."""
        current = self.current()
        others = [path for path in self.finished() if path != current]
        stuck = []
        for old in others[max(kept, 1) - 1 :]:
            doomed = self.root / f"{UNFINISHED}{old.name}"
            try:
                # Renamed first, so that a kill halfway leaves no build that lacks a part.
                old.rename(doomed)
            except OSError:
                stuck.append(old)
            shutil.rmtree(doomed, ignore_errors=True)
        return tuple(stuck)

    def sweep(self) -> None:
        """Remove what killed ingests left. Call it inside ``lock()``."""
        for leftover in self.root.glob(f"{UNFINISHED}*"):
            shutil.rmtree(leftover, ignore_errors=True)

    def leftovers(self) -> tuple[Path, ...]:
        """Return the folders of builds that were never finished, or that are being made."""
        return tuple(sorted(self.root.glob(f"{UNFINISHED}*")))

    def _point_at(self, folder: Path) -> None:
        pointer = self.root / f"{POINTER}.next"
        pointer.write_text(folder.name, encoding="utf-8")
        _write_through(pointer)
        pointer.replace(self.root / POINTER)
        _write_through(self.root)


def _write_through(path: Path) -> None:
    """Wait until a file or folder is on the disk (fsync); folders only where the system can."""
    if path.is_dir() and os.name == "nt":
        return
    flags = os.O_RDONLY if os.name != "nt" else os.O_RDWR
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
