"""A file that the clock or the system kept from being read is read again by the next ingest; one that cannot be read for its own sake is known."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from rich.console import Console

from intake.assembly import IngestError, ingest
from law.formats import confine
from settings import Settings
from tests.vectorstore.small_model import write_small_model
from vectorstore.builds import Builds
from vectorstore.manifest import Manifest

PARKS = """甲市公园管理办法

第一条　为了加强公园管理，制定本办法。

第二条　公园应当免费开放。
"""
MARSHES = """<!doctype html><html><body><h1>乙市湿地管理办法</h1><p>第一条　为了加强湿地管理，制定本办法。</p><p>第二条　湿地不得占用。</p></body></html>"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "公园.txt").write_text(PARKS, encoding="utf-8")
    (corpus / "湿地.html").write_text(MARSHES, encoding="utf-8")
    (corpus / "空.html").write_text("<!doctype html><html><body></body></html>", encoding="utf-8")
    model = write_small_model(tmp_path / "model")
    return Settings(corpus_dir=corpus, index_dir=tmp_path / "data", embedding_model=str(model), context_up_to=0, chroma_url=None)


def run(settings: Settings, force: bool = False) -> tuple[Manifest, bool]:
    return ingest(settings, [settings.corpus_dir], force, Console(file=io.StringIO()))


def hinder(monkeypatch: pytest.MonkeyPatch, name: str, trouble: Exception) -> None:
    """Let the process that reads a file come to nothing."""
    started = subprocess.run

    def hindered(command: list[str], **options: object) -> object:
        if name in command:
            raise trouble
        return started(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(confine.subprocess, "run", hindered)


@pytest.mark.parametrize(("trouble", "force"), [(subprocess.TimeoutExpired("python", 27), False), (OSError("no more processes"), True)])
def test_what_the_machine_kept_from_being_read_is_read_the_next_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, trouble: Exception, force: bool
) -> None:
    with monkeypatch.context() as patch:
        hinder(patch, "湿地.html", trouble)
        manifest, _ = run(settings)
    assert set(manifest.failed) == {"湿地.html", "空.html"} and manifest.documents == 1
    manifest, changed = run(settings, force)
    assert changed and set(manifest.failed) == {"空.html"} and manifest.documents == 2
    assert not run(settings)[1]


def test_what_a_build_holds_is_not_lost_because_the_machine_keeps_it_from_being_read(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(settings)
    builds = Builds(settings.index_dir)
    before = builds.current()
    path = settings.corpus_dir / "湿地.html"
    path.write_text(MARSHES.replace("占用", "填埋"), encoding="utf-8")
    with monkeypatch.context() as patch:
        hinder(patch, "湿地.html", OSError("no more processes"))
        with pytest.raises(IngestError, match=r"索引未改动(?s:.)*湿地\.html"):
            run(settings)
    assert builds.current() == before and not builds.leftovers()
    manifest, changed = run(settings)
    assert changed and manifest.documents == 2


def test_a_file_that_cannot_be_read_for_its_own_sake_is_not_read_twice(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = run(settings)
    (settings.corpus_dir / "又.txt").write_text(PARKS.replace("公园", "广场"), encoding="utf-8")
    hinder(monkeypatch, "空.html", AssertionError("it is read"))
    again, changed = run(settings)
    assert changed and again.failed == first.failed and set(again.failed) == {"空.html"}
