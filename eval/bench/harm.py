"""Kill it, damage it, run it twice, read it while it changes: what an index must outlive, as often as asked for."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from intake.assembly import complaint, ingest, open_build
from intake.search import MANIFEST, Search
from settings import ROOT, Settings
from vectorstore.builds import Builds

QUESTION = "举办体育赛事需要审批吗"
LONGEST_SECONDS = 10.0
"""What opening a damaged build may take at most."""
SEED = 7


@dataclass(slots=True)
class Tally:
    """How often something was tried, and what went wrong, each in a sentence."""

    name: str
    tried: int = 0
    wrong: list[str] = field(default_factory=list)
    longest_seconds: float = 0.0


@contextmanager
def two_builds(folder: Path) -> Iterator[Settings]:
    """Make a place of its own with two builds of the corpus."""
    settings = Settings(index_dir=folder / "data")
    for _ in range(2):
        ingest(settings, [settings.corpus_dir], True, Console(file=io.StringIO()))
    yield settings


def _start(settings: Settings) -> subprocess.Popen[str]:
    environment = {**os.environ, "TIAOWEN_INDEX_DIR": str(settings.index_dir)}
    return subprocess.Popen(
        [sys.executable, "ingest.py", "--force"],
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def kill(settings: Settings, times: int, around_switch: bool) -> Tally:
    """Kill an ingest at a random moment, or just when its new build gets its name; then there must be one whole build that answers."""
    tally = Tally("killed around the switch" if around_switch else "killed at a random moment")
    dice = random.Random(SEED)
    search = Search.of(settings)
    start = time.monotonic()
    _start(settings).communicate()
    whole = time.monotonic() - start
    builds = Builds(settings.index_dir)
    for number in range(times):
        known = {folder.name for folder in builds.finished()}
        process = _start(settings)
        if around_switch:
            # Half of the kills fall between the last file written and the name, which takes a fraction of the whole; half after the name.
            _wait_for_switch(builds, process, known, written=number % 2 == 0)
            time.sleep(dice.random() * (whole / 4 if number % 2 == 0 else 0.02))
        else:
            time.sleep(dice.random() * whole * 1.1)
        process.kill()
        process.communicate()
        tally.tried += 1
        words = _unanswered(settings) or complaint(builds.current(), search)
        if words:
            tally.wrong.append(words)
    return tally


def _wait_for_switch(builds: Builds, process: subprocess.Popen[str], known: set[str], written: bool) -> None:
    """Return when the new build has been written and is verified, or when it has its name and the pointer is about to change."""
    while process.poll() is None:
        if {folder.name for folder in builds.finished()} != known:
            return
        if written and any((folder / MANIFEST).exists() for folder in builds.leftovers()):
            return
        time.sleep(0.001)


def _unanswered(settings: Settings) -> str:
    """Return why a question found nothing, in a sentence, or ``""``."""
    try:
        library, index = open_build(settings)
    except Exception as error:  # whatever it is, it is what this counts
        return f"{type(error).__name__}: {error}"
    found = index.search(QUESTION, 1)
    words = "; ".join(index.warnings) or ("" if found else "nothing found")
    index.close()
    library.close()
    return words


def damage(settings: Settings, times: int, folder: Path) -> Tally:
    """Harm one file of the current build; opening it must say so in time, and the answers must stay the same."""
    tally = Tally("damaged")
    dice = random.Random(SEED)
    library, index = open_build(settings)
    expected = [hit.id for hit in index.search(QUESTION, 5)]
    index.close()
    library.close()
    for number in range(times):
        copy = folder / "damaged"
        shutil.copytree(settings.index_dir, copy)
        harmed = settings.model_copy(update={"index_dir": copy})
        build = Builds(copy).current()
        files = sorted(path for path in build.rglob("*") if path.is_file() and path.stat().st_size and path.name != "prepared.sqlite")
        path = files[number % len(files)]
        how = HARMS[dice.randrange(len(HARMS))]
        how(path)
        start = time.monotonic()
        try:
            library, index = open_build(harmed)
            if not index.warnings:
                tally.wrong.append(f"{path.relative_to(build)}, {how.__name__}: not noticed")
            elif [hit.id for hit in index.search(QUESTION, 5)] != expected:
                tally.wrong.append(f"{path.relative_to(build)}, {how.__name__}: other answers")
            index.close()
            library.close()
        except Exception as error:  # as above
            tally.wrong.append(f"{path.relative_to(build)}, {how.__name__}: {error}")
        tally.tried += 1
        tally.longest_seconds = max(tally.longest_seconds, time.monotonic() - start)
        shutil.rmtree(copy)
    if tally.longest_seconds > LONGEST_SECONDS:
        tally.wrong.append(f"took {tally.longest_seconds:.1f} s")
    return tally


def _remove(path: Path) -> None:
    path.unlink()


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _overwrite(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(byte ^ 0xFF for byte in content[middle : middle + 64])
    path.write_bytes(content)


def _replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


HARMS: tuple[Callable[[Path], None], ...] = (_remove, _truncate, _empty, _overwrite, _replace_by_pipe)


def double(settings: Settings, times: int) -> Tally:
    """Start two ingests at once: one must win, the other must be refused by a sentence that names the first."""
    tally = Tally("two at once")
    for _ in range(times):
        both = [_start(settings), _start(settings)]
        said = [process.communicate()[1] for process in both]
        codes = sorted(process.returncode for process in both)
        tally.tried += 1
        refusal = any("另一个 ingest 正在运行：进程" in words for words in said)
        if codes != [0, 1] or not refusal:
            tally.wrong.append(f"exit codes {codes}, {'' if refusal else 'no '}refusal")
    return tally


def read_on(settings: Settings, rebuilds: int, readers: int = 4) -> Tally:
    """Open the current build and ask, over and over and from several threads, while it is rebuilt: every question must be answered."""
    tally = Tally(f"read by {readers} during {rebuilds} rebuilds")
    done = threading.Event()

    def ask() -> tuple[int, list[str]]:
        asked, wrong = 0, []
        while not done.is_set():
            words = _unanswered(settings)
            asked += 1
            if words:
                wrong.append(words)
        return asked, wrong

    with ThreadPoolExecutor(readers) as pool:
        asking = [pool.submit(ask) for _ in range(readers)]
        for _ in range(rebuilds):
            _start(settings).communicate()
        done.set()
    for reader in asking:
        asked, wrong = reader.result()
        tally.tried += asked
        tally.wrong += wrong
    return tally
