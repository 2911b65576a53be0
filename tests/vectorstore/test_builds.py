"""A build answers whole or not at all, whatever happens while the next one is made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from vectorstore.builds import BuildLocked, Builds, NoBuild

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path / "data")


def make(builds: Builds, words: str) -> Path:
    with builds.lock():
        folder = builds.start()
        (folder / "inside").mkdir()
        (folder / "inside" / "words.txt").write_text(words, encoding="utf-8")
        finished = builds.finish(folder)
        builds.prune(3)
        return finished


def words_of(folder: Path) -> str:
    return (folder / "inside" / "words.txt").read_text(encoding="utf-8")


def test_before_the_first_build_a_sentence_says_what_to_run(builds: Builds) -> None:
    with pytest.raises(NoBuild, match=r"请先运行 python ingest\.py"):
        builds.current()
    assert builds.finished() == ()


def test_the_newest_finished_build_is_current(builds: Builds) -> None:
    first = make(builds, "一")
    assert builds.current() == first
    second = make(builds, "二")
    assert builds.current() == second
    assert words_of(builds.current()) == "二"
    assert builds.finished() == (second, first)


def test_an_unfinished_build_changes_nothing_and_is_swept(builds: Builds) -> None:
    first = make(builds, "一")
    with builds.lock():
        left = builds.start()
        assert builds.current() == first
        assert builds.finished() == (first,)
    second = make(builds, "二")
    assert not left.exists()
    assert builds.current() == second


def test_three_builds_are_kept(builds: Builds) -> None:
    made = [make(builds, str(number)) for number in range(5)]
    assert builds.finished() == tuple(reversed(made[-3:]))
    assert builds.current() == made[-1]


def test_folders_of_others_are_left_alone(builds: Builds) -> None:
    for name in ("照片", ".beir", "20260101", "backup-20261124-004514-660546-321b"):
        (builds.root / name).mkdir(parents=True)
    for number in range(5):
        make(builds, str(number))
    assert len(builds.finished()) == 3
    assert all((builds.root / name).is_dir() for name in ("照片", ".beir", "20260101", "backup-20261124-004514-660546-321b"))


@pytest.mark.parametrize("pointer", ["", "gone", "../elsewhere", ".", "a/b", "\udcff"])
def test_a_pointer_to_nowhere_is_a_sentence(builds: Builds, pointer: str) -> None:
    make(builds, "一")
    (builds.root / "current").write_bytes(pointer.encode("utf-8", "surrogateescape"))
    with pytest.raises(NoBuild, match=r"请运行 python ingest\.py 重建"):
        builds.current()


def test_a_build_that_goes_after_its_name_was_read_is_not_missed(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    make(builds, "一")
    finished = Builds.finished

    def too_late(self: Builds) -> tuple[Path, ...]:
        monkeypatch.setattr(Builds, "finished", finished)
        make(builds, "二")
        builds.prune(1)
        return builds.finished()

    monkeypatch.setattr(Builds, "finished", too_late)
    assert words_of(builds.current()) == "二"


def test_a_look_at_who_builds_keeps_no_builder_out(builds: Builds) -> None:
    builds.root.mkdir()
    peeking = FileLock(builds.root / "lock", thread_local=False)
    peeking.acquire()
    threading.Timer(0.1, peeking.release).start()
    with builds.lock():
        pass


def test_the_second_builder_is_told_who_is_first(builds: Builds) -> None:
    with builds.lock(), pytest.raises(BuildLocked, match=f"进程 {os.getpid()}（"), Builds(builds.root).lock():
        pass
    with builds.lock():
        pass


HOLD = """
import sys, time
from pathlib import Path
from vectorstore.builds import Builds
builds = Builds(Path(sys.argv[1]))
with builds.lock():
    folder = builds.start()
    (folder / 'half').write_text('x')
    print('held', flush=True)
    time.sleep(60)
"""


def test_the_lock_of_a_killed_process_is_free(builds: Builds) -> None:
    first = make(builds, "一")
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(builds.root)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(BuildLocked, match=f"进程 {process.pid}（"), builds.lock():
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert builds.current() == first
    second = make(builds, "二")
    assert builds.current() == second
    assert sorted(path.name for path in builds.root.iterdir() if path.is_dir()) == [first.name, second.name]


BUILD = """
import sys
from pathlib import Path
from vectorstore.builds import Builds
builds = Builds(Path(sys.argv[1]))
print('started', flush=True)
number = 0
while True:
    with builds.lock():
        folder = builds.start()
        for part in range(20):
            (folder / str(part)).write_text(str(number))
        builds.finish(folder)
        builds.prune(3)
    number += 1
"""


def test_a_kill_at_any_moment_leaves_one_whole_build(builds: Builds) -> None:
    with builds.lock():
        first = builds.start()
        for part in range(20):
            (first / str(part)).write_text("first")
        builds.finish(first)
    for attempt in range(8):
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(builds.root)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 + 0.013 * attempt)
        process.kill()
        process.wait()
        current = builds.current()
        assert len({path.read_text() for path in current.iterdir()}) == 1
        assert len(list(current.iterdir())) == 20
    assert builds.current().is_dir()
