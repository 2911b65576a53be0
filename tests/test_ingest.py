"""From files to a build that answers, and what happens when files, builds or processes go wrong."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

import ingest
from ingest import open_build, passages, report
from intake.assembly import IngestError
from intake.files import LONG_PROVISION
from intake.search import Search
from law.citation import parse_citation
from settings import Settings
from tests.vectorstore.small_model import write_small_model
from vectorstore.builds import BuildError, BuildLocked, Builds, NoBuild
from vectorstore.manifest import Manifest
from vectorstore.record import OtherModel

ROOT = Path(__file__).resolve().parents[1]

SPORTS = """浙江省体育赛事管理办法

第一章　总则

第一条　为了规范体育赛事活动，制定本办法。

第二条　本办法所称体育赛事，是指有组织的体育竞赛活动。

第二章　举办

第三条　举办体育赛事不实行行政许可。

第四条　举办者应当制定突发事件应急预案。

第五条　本办法自2018年2月1日起施行。
"""
PARKS = """浙江省公园管理办法

第一条　为了加强公园管理，制定本办法。

第二条　公园应当免费开放。

第三条　本办法自2019年3月1日起施行。
"""


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_model(tmp_path_factory.mktemp("model") / "small")


@pytest.fixture
def settings(tmp_path: Path, model: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "体育.txt").write_text(SPORTS, encoding="utf-8")
    return Settings(corpus_dir=corpus, index_dir=tmp_path / "data", embedding_model=str(model), context_up_to=0, chroma_url=None)


@pytest.fixture(scope="session")
def two_builds(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Settings:
    """Two builds of one source; a test that harms them works on a copy."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "体育.txt").write_text(SPORTS, encoding="utf-8")
    settings = Settings(
        corpus_dir=folder / "corpus", index_dir=folder / "data", embedding_model=str(model), context_up_to=0, chroma_url=None
    )
    run(settings)
    run(settings, force=True)
    return settings


@pytest.fixture
def built(two_builds: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(two_builds.corpus_dir, tmp_path / "corpus")
    shutil.copytree(two_builds.index_dir, tmp_path / "data")
    return two_builds.model_copy(update={"corpus_dir": tmp_path / "corpus", "index_dir": tmp_path / "data"})


def run(settings: Settings, *paths: Path, force: bool = False) -> tuple[Manifest, bool]:
    return ingest.ingest(settings, paths or [settings.corpus_dir], force, Console(file=io.StringIO()))


def best(settings: Settings, question: str) -> str:
    library, index = open_build(settings)
    try:
        return index.search(question, 1)[0].id
    finally:
        index.close()
        library.close()


def test_a_file_becomes_a_build_that_answers(settings: Settings) -> None:
    manifest, changed = run(settings)
    assert changed
    assert (manifest.documents, manifest.provisions, manifest.failed) == (1, 5, {})
    library, index = open_build(settings)
    hit = index.search("举办体育赛事要不要行政许可", 1)[0]
    assert library.text(parse_citation(hit.id)) == "举办体育赛事不实行行政许可。"
    assert index.warnings == ()
    assert len(index) == manifest.passages
    index.close()
    library.close()


def test_texts_are_read_in_context_up_to_a_number_of_passages(settings: Settings) -> None:
    few = settings.model_copy(update={"context_up_to": 5})
    run(few)
    opened = open_build(few)[1]
    assert opened.search("举办体育赛事要不要行政许可", 1)[0].scores["context"] > 0
    opened.close()
    with (few.corpus_dir / "公园.txt").open("w", encoding="utf-8") as file:
        file.write(PARKS)
    assert run(few)[1]
    opened = open_build(few)[1]
    assert "context" not in opened.search("举办体育赛事要不要行政许可", 1)[0].scores
    assert opened.warnings == ()
    opened.close()
    assert run(few.model_copy(update={"context_up_to": 50}))[1], "another limit is another build"


def test_the_same_again_changes_nothing_and_force_builds(built: Settings) -> None:
    folder = Builds(built.index_dir).current()
    assert run(built) == (Manifest.read(folder / "manifest.json"), False)
    assert Builds(built.index_dir).current() == folder
    assert run(built, force=True)[1]
    assert Builds(built.index_dir).current() != folder


@pytest.mark.parametrize("change", ["more", "other words", "renamed"])
def test_any_change_of_the_sources_makes_a_build(built: Settings, change: str) -> None:
    path = built.corpus_dir / "体育.txt"
    if change == "more":
        (built.corpus_dir / "公园.txt").write_text(PARKS, encoding="utf-8")
    elif change == "renamed":
        path.rename(built.corpus_dir / "赛事.txt")
    else:
        path.write_text(SPORTS.replace("应急", "防汛"), encoding="utf-8")
    assert run(built)[1]


def test_files_that_cannot_be_read_are_named_and_the_others_go_on(settings: Settings) -> None:
    (settings.corpus_dir / "空.txt").write_bytes(b"")
    (settings.corpus_dir / "图片.txt").write_bytes(bytes(range(256)) * 40)
    manifest, _ = run(settings)
    assert set(manifest.failed) == {"空.txt", "图片.txt"}
    assert all(manifest.failed.values())
    assert manifest.documents == 1
    assert all(name in report(manifest) for name in manifest.failed)


@pytest.mark.parametrize(
    ("corpus", "words"),
    [("empty", "没有可读的文件"), ("missing", "找不到"), ("unreadable", "没有读到任何法规"), ("half missing", "找不到")],
)
def test_what_was_named_and_is_not_there_is_an_error_and_the_build_before_stays(built: Settings, corpus: str, words: str) -> None:
    before = Builds(built.index_dir).current()
    folder = built.corpus_dir.parent / "other"
    if "missing" not in corpus:
        folder.mkdir()
    if corpus == "unreadable":
        (folder / "空.txt").write_bytes(b"")
    with pytest.raises(IngestError, match=f"{words}.*索引未改动"):
        run(built, *([built.corpus_dir] if corpus == "half missing" else []), folder)
    assert Builds(built.index_dir).current() == before
    assert best(built, "应急预案").endswith("第四条")


def test_two_files_of_one_name_are_both_read(settings: Settings, tmp_path: Path) -> None:
    for name, text in (("甲", SPORTS), ("乙", PARKS)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "办法.txt").write_text(text, encoding="utf-8")
    manifest, _ = run(settings, tmp_path / "甲" / "办法.txt", tmp_path / "乙" / "办法.txt")
    assert manifest.documents == 2
    assert run(settings, tmp_path / "甲", tmp_path / "乙")[0].documents == 2


def test_a_document_that_stands_twice_is_kept_once_and_reported(settings: Settings) -> None:
    shutil.copy(settings.corpus_dir / "体育.txt", settings.corpus_dir / "副本.txt")
    manifest, _ = run(settings)
    assert manifest.documents == 1
    assert "出现两次" in report(manifest)


def test_versions_of_a_law_that_share_almost_all_articles_are_built_together(settings: Settings) -> None:
    numbers = [*"一二三四五六七八九", "十", *(f"十{digit}" for digit in "一二三四五六七八九")]
    articles = [f"第{number}条　公园管理单位应当在第{number}号入口设置标志。" for number in numbers]
    (settings.corpus_dir / "某省公园法(2016-01-01).txt").write_text("某省公园法\n\n" + "\n\n".join(articles), encoding="utf-8")
    articles[6] = "第七条　公园应当免费开放。"
    (settings.corpus_dir / "某省公园法(2022-06-24).txt").write_text("某省公园法\n\n" + "\n\n".join(articles), encoding="utf-8")
    assert run(settings)[0].documents == 3


def test_before_the_first_build_a_sentence_says_what_to_run(settings: Settings) -> None:
    with pytest.raises(NoBuild, match=r"python ingest\.py"):
        open_build(settings)


def test_a_build_of_another_model_is_refused(built: Settings, tmp_path: Path) -> None:
    other = built.model_copy(update={"embedding_model": str(write_small_model(tmp_path / "other", seed=99))})
    with pytest.raises(OtherModel, match=r"python ingest\.py 重建"):
        open_build(other)
    assert run(other)[1]
    assert best(other, "应急预案").endswith("第四条")


@pytest.mark.parametrize("harm", ["library.sqlite", "manifest.json", "index/vectors.npy", "index/index.json", "everything"])
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_an_unreadable_build_is_replaced_by_the_one_before(built: Settings, harm: str, how: str) -> None:
    current = Builds(built.index_dir).current()
    for path in [path for path in current.rglob("*") if path.is_file() and harm in ("everything", path.relative_to(current).as_posix())]:
        if how == "missing":
            path.unlink()
        else:
            content = bytearray(path.read_bytes())
            content[len(content) // 2 :] = b"\x00" * (len(content) - len(content) // 2)
            path.write_bytes(content)
    library, index = open_build(built)
    assert index.search("应急预案", 1)[0].id.endswith("第四条")
    assert f"当前索引 {current.name} 无法读取" in index.warnings[0]
    index.close()
    library.close()


@pytest.mark.parametrize("harm", ["library.sqlite", "index/chroma"])
def test_what_is_damaged_is_built_anew_though_the_sources_are_the_same(built: Settings, harm: str) -> None:
    path = Builds(built.index_dir).current() / harm
    path.unlink() if path.is_file() else shutil.rmtree(path)
    library, index = open_build(built)
    assert "运行 python ingest.py 重建" in index.warnings[0]
    index.close()
    library.close()
    assert run(built)[1]
    library, index = open_build(built)
    assert index.warnings == ()
    index.close()
    library.close()


def test_a_build_that_is_removed_while_it_is_opened_is_not_missed(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    builds = Builds(built.index_dir)
    read, opened = builds.current(), Search.open

    def too_late(search: Search, folder: Path) -> object:
        if folder == read and folder.exists():
            run(built, force=True)
            builds.prune(1)
        return opened(search, folder)

    monkeypatch.setattr(Search, "open", too_late)
    library, index = open_build(built)
    assert index.warnings == () and not read.exists()
    index.close()
    library.close()


def test_no_readable_build_at_all_is_a_sentence(built: Settings) -> None:
    for folder in Builds(built.index_dir).finished():
        (folder / "library.sqlite").write_bytes(b"")
    with pytest.raises(BuildError, match=r"无法读取.*请运行 python ingest\.py 重建"):
        open_build(built)


def test_two_at_once_one_is_refused_by_name(built: Settings) -> None:
    with Builds(built.index_dir).lock(), pytest.raises(BuildLocked, match=f"另一个 ingest 正在运行：进程 {os.getpid()}"):
        run(built)
    assert not run(built)[1]


def environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "TIAOWEN_INDEX_DIR": str(settings.index_dir),
        "TIAOWEN_CORPUS_DIR": str(settings.corpus_dir),
        "TIAOWEN_EMBEDDING_MODEL": settings.embedding_model,
        "TIAOWEN_CONTEXT_UP_TO": str(settings.context_up_to),
    }


def test_a_kill_at_any_moment_leaves_the_old_build_or_the_new_one(built: Settings) -> None:
    (built.corpus_dir / "公园.txt").write_text(PARKS, encoding="utf-8")
    command = [sys.executable, "ingest.py", "--force"]
    # From the moment that the folder of the build is there: before that there is nothing to harm.
    for seconds in (0.0, 0.2, 0.5, 1.0, 1.7, 2.6):
        left = set(built.index_dir.glob("unfinished-*"))
        process = subprocess.Popen(command, cwd=ROOT, env=environment(built), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and set(built.index_dir.glob("unfinished-*")) <= left:
            time.sleep(0.01)
        time.sleep(seconds)
        process.kill()
        process.wait()
        library, index = open_build(built)
        assert len(library.entries()) in (1, 2)
        assert index.warnings == ()
        assert index.search("应急预案", 1)[0].id.endswith("第四条")
        index.close()
        library.close()
    assert run(built)[0].documents == 2
    assert not list(built.index_dir.glob("unfinished-*"))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 0, "1 份文件，5 条规定"),
        (["--audit"], 0, "索引已更新"),
        (["no-such-file.txt"], 1, "找不到 no-such-file.txt，请检查路径。索引未改动。"),
        (["--no-such-option"], 2, "No such option"),
    ],
)
def test_the_command_says_what_it_did_and_exits_so(settings: Settings, arguments: list[str], code: int, words: str) -> None:
    done = subprocess.run(
        [sys.executable, "ingest.py", *arguments], cwd=ROOT, env=environment(settings), capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TIAOWEN_PORT", "abc", "应是整数"),
        ("TIAOWEN_PORT", "70000", "不能大于 65535"),
        ("TIAOWEN_KEEP_BUILDS", "0", "不能小于 1"),
        ("TIAOWEN_CROSS_ENCODER", "perhaps", "应是 true 或 false"),
    ],
)
def test_a_setting_that_cannot_be_is_a_sentence_that_names_it(name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match=f"设置不对：{name}={value} {words}"):
        Settings()


def test_an_empty_setting_is_none_and_the_env_file_is_that_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_GATE_QUESTIONS", "")
    monkeypatch.setenv("TIAOWEN_KEEP_BUILDS", "")
    (tmp_path / ".env").write_text("TIAOWEN_PORT=1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert (Settings().gate_questions, Settings().keep_builds, Settings().port) == (None, 3, 7860)


def test_an_index_folder_that_may_not_be_written_is_a_sentence(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    env = {**environment(settings), "TIAOWEN_INDEX_DIR": str(tmp_path / "file" / "data")}
    done = subprocess.run([sys.executable, "ingest.py"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "请检查权限，或另设 TIAOWEN_INDEX_DIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_gazette_is_ingested_without_torch(gazette: tuple[Path, str]) -> None:
    assert gazette[1].splitlines()[-1] == "False"
    assert "索引已更新。" in gazette[1]


def test_every_line_of_the_gazette_outside_a_document_is_accounted_for(gazette: tuple[Path, str]) -> None:
    manifest = Manifest.read(Builds(gazette[0]).current() / "manifest.json")
    assert manifest.audit
    assert all(line.why and line.line for line in manifest.audit)
    assert "行不在任何文件中" in gazette[1]


def test_every_id_of_the_gazette_is_a_citation_that_the_library_resolves(gazette: tuple[Path, str]) -> None:
    library, index = open_build(Settings(index_dir=gazette[0]))
    ranked = passages(library)
    assert len(ranked) == len(index)
    for passage in ranked:
        citation = parse_citation(passage.id)
        assert str(citation) == passage.id
        words = library.text(citation)
        assert words
        assert passage.text.endswith(words)
        assert citation.document in passage.text
    paragraphs = [parse_citation(passage.id) for passage in ranked if parse_citation(passage.id).paragraph]
    assert paragraphs
    assert all(len(library.text(citation.provision) or "") > LONG_PROVISION for citation in paragraphs)
    index.close()
    library.close()


def test_a_passage_begins_with_where_it_stands(gazette: tuple[Path, str]) -> None:
    library, index = open_build(Settings(index_dir=gazette[0]))
    heads = {passage.id: passage.text.split("\n")[0] for passage in passages(library)}
    sixth = next(head for id, head in heads.items() if id.startswith("《浙江省体育赛事管理办法》") and id.endswith("第六条"))
    assert sixth.startswith("浙江省体育赛事管理办法 第")
    assert sixth.endswith("第六条")
    index.close()
    library.close()


def test_the_report_groups_unplaced_lines_by_file_and_reason(settings: Settings) -> None:
    (settings.corpus_dir / "公园.txt").write_text("总第8号\n\n目　录\n\n公园管理办法……（1）\n\n" + PARKS, encoding="utf-8")
    manifest, _ = run(settings)
    words = report(manifest)
    for line in manifest.audit:
        assert f"{line.file}：" in words
        assert f"  {line.why}：" in words
    assert len(report(manifest, whole_audit=True).splitlines()) >= len(manifest.audit)


def test_a_manifest_names_its_sources(built: Settings) -> None:
    path = Builds(built.index_dir).current() / "manifest.json"
    assert list(json.loads(path.read_text(encoding="utf-8"))["inputs"]["sources"]) == ["体育.txt"]
