"""A build of changed files takes over what has not changed, and is the same as one made from nothing."""

from __future__ import annotations

import io
import sqlite3
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from intake.assembly import CODE, ROOT, ingest
from intake.files import Memory, Prepared, SourceChanged, find_files, hash_of, keep_prepared, prepare_file, prepare_files
from settings import Settings
from tests.vectorstore.small_model import write_small_model
from vectorstore.builds import Builds
from vectorstore.index import Index
from vectorstore.manifest import Manifest, code_version
from vectorstore.record import Record, hashes


def law(title: str, year: int, articles: list[str]) -> str:
    body = "\n\n".join(f"第{number}条　{words}" for number, words in zip("一二三四五六七八九", articles, strict=False))
    return f"{title}\n\n{body}\n\n第十条　本办法自{year}年1月1日起施行。违反第一条规定的，处2000元以上3万元以下的罚款。\n"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_model(tmp_path_factory.mktemp("model") / "small")


@pytest.fixture
def settings(tmp_path: Path, model: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(12):
        articles = [f"第{number}号活动的举办者应当做好第{part}项工作，依照本办法第{'一二三'[part % 3]}条办理。" for part in range(9)]
        (corpus / f"{number:02}.txt").write_text(law(f"某省第{number}号活动管理办法", 2010 + number, articles), encoding="utf-8")
    return Settings(corpus_dir=corpus, index_dir=tmp_path / "data", embedding_model=str(model), context_up_to=0, chroma_url=None)


def build(settings: Settings, force: bool = False) -> tuple[Path, Manifest]:
    manifest, _ = ingest(settings, [settings.corpus_dir], force, Console(file=io.StringIO()))
    return Builds(settings.index_dir).current(), manifest


def rows(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "library.sqlite")
    dump = list(connection.iterdump())
    connection.close()
    return dump


def change_an_article(corpus: Path) -> None:
    path = corpus / "03.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("第4项工作", "全部应急预案"), encoding="utf-8")


def remove_a_law(corpus: Path) -> None:
    (corpus / "05.txt").unlink()


def add_a_law_in_front(corpus: Path) -> None:
    (corpus / "00a.txt").write_text(law("某省公园管理办法", 2020, ["公园应当免费开放。", "ABC2000平台应当备案。"]), encoding="utf-8")


def repeal_a_law(corpus: Path) -> None:
    text = law("某省新办法", 2024, ["为了规范活动，制定本办法。", "《某省第7号活动管理办法》同时废止。"])
    (corpus / "99.txt").write_text(text, encoding="utf-8")


def give_a_law_twice(corpus: Path) -> None:
    (corpus / "01a.txt").write_text((corpus / "01.txt").read_text(encoding="utf-8"), encoding="utf-8")


def read_in_context(corpus: Path) -> None:
    change_an_article(corpus)


CHANGES = [change_an_article, read_in_context, remove_a_law, add_a_law_in_front, repeal_a_law, give_a_law_twice]


@pytest.mark.parametrize("change", CHANGES)
def test_an_update_is_what_a_build_from_nothing_is(settings: Settings, tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    if change is read_in_context:
        settings = settings.model_copy(update={"context_up_to": 1000})
    build(settings)
    change(settings.corpus_dir)
    updated, manifest = build(settings)
    whole, from_nothing = build(settings.model_copy(update={"index_dir": tmp_path / "other"}))
    assert rows(updated) == rows(whole)
    assert (manifest.documents, manifest.passages, manifest.notes, manifest.audit) == (
        from_nothing.documents, from_nothing.passages, from_nothing.notes, from_nothing.audit,
    )  # fmt: skip
    assert manifest.embedded <= 12 < from_nothing.embedded
    for part in ("ids.json", "texts.npy", "vectors.npy", "lexical", "soft", *(["context.npy"] if change is read_in_context else [])):
        ours, theirs = updated / "index" / part, whole / "index" / part
        assert hashes(ours) == hashes(theirs) if ours.is_dir() else ours.read_bytes() == theirs.read_bytes(), part
    Index.verify(updated / "index")


def test_only_what_changed_is_embedded_and_written_to_chroma(settings: Settings) -> None:
    _, first = build(settings)
    assert first.embedded == first.passages == 120
    change_an_article(settings.corpus_dir)
    folder, second = build(settings)
    assert second.embedded == 1
    assert Record.read(folder / "index").unlinked == 1
    third, made = build(settings, force=True)
    assert made.embedded == made.passages and Record.read(third / "index").unlinked == 0


def test_after_many_updates_chroma_is_built_whole(settings: Settings) -> None:
    build(settings)
    unlinked = []
    for number in range(4):
        path = settings.corpus_dir / f"0{number}.txt"
        path.write_text(path.read_text(encoding="utf-8").replace("做好", "完成"), encoding="utf-8")
        unlinked.append(Record.read(build(settings)[0] / "index").unlinked)
    assert unlinked == [9, 0, 9, 0]


def test_vectors_of_an_older_code_are_kept_and_the_rest_is_made_anew(settings: Settings) -> None:
    folder, first = build(settings)
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace(first.inputs.code, "0" * 16), encoding="utf-8")
    updated, second = build(settings)
    assert updated != folder
    assert second.embedded == 0
    assert Record.read(updated / "index").unlinked == 0


@pytest.mark.parametrize("package", ["chromadb", "tokenizers", "pypdfium2", "selectolax"])
def test_another_version_of_what_reads_and_writes_a_build_counts_as_other_code(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_version(ROOT, CODE)
    monkeypatch.setattr("vectorstore.manifest.version", lambda name: "0.0.1" if name == package else version(name))
    assert code_version(ROOT, CODE) != before


@pytest.mark.parametrize("part", ["prepared.sqlite", "index/lexical/counts.npy", "index/vectors.npy", "index/chroma/chroma.sqlite3"])
def test_nothing_is_taken_over_from_what_is_damaged(settings: Settings, tmp_path: Path, part: str) -> None:
    folder, _ = build(settings)
    content = bytearray((folder / part).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (folder / part).write_bytes(content)
    change_an_article(settings.corpus_dir)
    updated, _ = build(settings)
    whole, _ = build(settings.model_copy(update={"index_dir": tmp_path / "other"}))
    assert rows(updated) == rows(whole)
    assert np.array_equal(np.load(updated / "index" / "vectors.npy"), np.load(whole / "index" / "vectors.npy"))
    Index.verify(updated / "index")


def test_what_a_file_gave_reads_back_the_same(settings: Settings) -> None:
    path = settings.corpus_dir / "03.txt"
    packed = prepare_file("03.txt", path, hash_of(path))
    prepared = Prepared.unpack(packed)
    assert prepared.pack() == packed
    assert len(prepared.documents) == 1
    assert len(prepared.documents[0][1]) == 10


def test_several_processes_give_what_one_gives(settings: Settings, tmp_path: Path) -> None:
    for number in range(12):
        (settings.corpus_dir / f"{number:02}.md").write_text("# 目录\n" + ("无题名的文字。" * 200 + "\n") * 25, encoding="utf-8")
    files = find_files([settings.corpus_dir])
    sources = {name: hash_of(path) for name, path in files.items()}
    assert sum(path.stat().st_size for path in files.values()) > 1_000_000
    with prepare_files(files, sources, None) as made, Memory(tmp_path / "memory") as memory:
        many = [prepared.pack() for prepared in keep_prepared(made, sources, memory)]
    assert many == [prepare_file(name, path, sources[name]) for name, path in files.items()]
    with prepare_files(files, sources, tmp_path / "memory") as remembered:
        assert list(remembered) == many


def test_a_file_that_changes_while_it_is_read_is_noticed(settings: Settings) -> None:
    path = settings.corpus_dir / "03.txt"
    before = hash_of(path)
    change_an_article(settings.corpus_dir)
    with pytest.raises(SourceChanged, match=r"03\.txt 在读取时被改动"):
        prepare_file("03.txt", path, before)
