"""``ingest.py status``, ``verify``, ``rollback`` and ``prune``; and an ingest that is starved, interrupted or doubled."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ingest
from intake import assembly
from settings import Settings
from tests.vectorstore.small_model import write_small_model
from tests.vectorstore.test_server import running
from vectorstore import dense
from vectorstore.builds import Builds

ROOT = Path(__file__).resolve().parents[1]
LAW = "某省公园管理办法\n\n" + "\n\n".join(f"第{n}条　公园应当免费开放，由第{n}处负责。" for n in "一二三四五六七八九") + "\n"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_model(tmp_path_factory.mktemp("model") / "small")


@pytest.fixture
def settings(tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "公园.txt").write_text(LAW, encoding="utf-8")
    monkeypatch.setenv("TIAOWEN_CORPUS_DIR", str(tmp_path / "corpus"))
    monkeypatch.setenv("TIAOWEN_INDEX_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TIAOWEN_EMBEDDING_MODEL", str(model))
    monkeypatch.setenv("TIAOWEN_CONTEXT_UP_TO", "0")
    return Settings()


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Chroma server."""
    for _, url in running(tmp_path_factory.mktemp("chroma") / "server"):
        yield url


def command(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(ingest.app, arguments)
    assert done.exit_code == code, done.output
    return done.output


def names(settings: Settings) -> list[str]:
    return [folder.name for folder in Builds(settings.index_dir).finished()]


def test_before_the_first_build_every_command_is_a_sentence(settings: Settings) -> None:
    for arguments in (["status"], ["verify"], ["rollback"], ["prune"]):
        assert "请先运行 python ingest.py" in command(*arguments, code=1)
    assert not settings.index_dir.exists() or names(settings) == []


def test_builds_are_listed_verified_rolled_back_and_pruned(settings: Settings) -> None:
    for _ in range(3):
        command("--force")
    third, second, first = names(settings)
    assert f"* {third}" in command("status")
    assert command("verify").count("完好") == 3
    assert f"现在使用 {second}" in command("rollback")
    assert f"现在使用 {first}" in command("rollback", first)
    assert "之前没有别的索引" in command("rollback", code=1)
    assert f"现在使用 {third}" in command("rollback", third)
    assert "没有名为 'gone'" in command("rollback", "gone", code=1)
    assert "不止指一个" in command("rollback", "20", code=1)
    assert f"已删除 {first}" in command("prune", "--keep", "2")
    assert names(settings) == [third, second]
    assert "现在使用" in command("rollback")
    assert f"已删除 {third}" in command("prune", "--keep", "1")
    assert names(settings) == [second]


def test_as_many_builds_stay_as_the_setting_says(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_KEEP_BUILDS", "1")
    for _ in range(2):
        command("--force")
    assert len(names(settings)) == 1


def test_what_cannot_be_tidied_is_told_and_the_new_build_answers(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_KEEP_BUILDS", "1")
    command()
    (old,) = names(settings)
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.name == old:
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    said = command("--force")
    assert "索引已更新" in said and f"旧索引 {old} 没有删掉" in said
    assert len(names(settings)) == 2 and Builds(settings.index_dir).current().name == names(settings)[0] != old
    assert f"旧索引 {old} 没有删掉" in command("prune", code=1)


@pytest.mark.parametrize("trouble", ["refused", "failed", "killed"])
def test_a_build_that_comes_to_nothing_leaves_no_collection_on_a_server(
    settings: Settings, server_url: str, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIAOWEN_CHROMA_URL", server_url)
    client = dense.server(server_url)
    others = client.get_or_create_collection("tiaowen-20260101-000000-000000-abcd").name

    def collections() -> set[str]:
        return {collection.name for collection in client.list_collections()}

    command()
    first = {name for name in collections() if name == f"tiaowen-{names(settings)[0]}"}
    before = collections()
    assert first and others in before

    def fails(*arguments: object, **options: object) -> None:
        assert collections() > before
        raise (SystemExit if trouble == "killed" else assembly.IngestError)(1)

    with monkeypatch.context() as patch:
        patch.setattr("vectorstore.index.Record" if trouble == "failed" else "intake.assembly._verify", fails)
        if trouble == "killed":
            patch.setattr(assembly, "tidy", lambda *arguments: [])
        command("--force", code=1)
    assert collections() == before or trouble == "killed"
    command("--force")
    assert collections() == before | {f"tiaowen-{names(settings)[0]}"}
    command("prune", "--keep", "1")
    assert collections() == (before - first) | {f"tiaowen-{names(settings)[0]}"}
    client.close()


def test_a_build_of_another_model_is_whole_and_never_rolled_back_to(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command()
    monkeypatch.setenv("TIAOWEN_EMBEDDING_MODEL", str(write_small_model(tmp_path / "other", seed=99)))
    command()
    current, before = names(settings)
    said = command("verify")
    assert f"{current}  完好\n" in said and f"{before}  完好；是用另一个嵌入模型" in said
    assert f"{before} 不能用：它是用另一个嵌入模型" in command("rollback", code=1)
    (settings.index_dir / before / "index" / "vectors.npy").write_bytes(b"")
    assert f"{before}  索引文件" in command("verify", code=1)


def test_a_damaged_build_is_named_and_never_rolled_back_to(settings: Settings) -> None:
    command("--force")
    command("--force")
    current, before = names(settings)
    (settings.index_dir / before / "index" / "vectors.npy").write_bytes(b"")
    assert f"{before}  索引文件" in command("verify", code=1)
    assert f"{current}  完好" in command("verify", current)
    assert f"{before} 不能用" in command("rollback", code=1)
    assert Builds(settings.index_dir).current().name == current


def test_a_file_that_goes_by_the_name_of_a_command_can_be_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verify").write_text(LAW, encoding="utf-8")
    assert "1 份文件" in command("./verify")


def test_a_killed_ingest_is_told_and_cleaned_up(settings: Settings) -> None:
    command()
    code = (
        "import os, signal; from settings import Settings; from vectorstore.builds import Builds; b = Builds(Settings().index_dir)\n"
        "with b.lock(): b.start(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    process.wait()
    told = command("status")
    assert f"进程 {process.pid}（" in told
    assert "没有做完就被终止" in told
    assert "没有做完的索引 1 个" in told
    assert f"上一次 ingest（进程 {process.pid}（" in command("--force")
    assert "没有做完" not in command("status")


def test_who_builds_is_told(settings: Settings) -> None:
    command()
    with Builds(settings.index_dir).lock():
        assert f"正在建索引：进程 {os.getpid()}（" in command("status")
        for arguments in (["--force"], ["rollback"], ["prune"]):
            assert f"另一个 ingest 正在运行：进程 {os.getpid()}（" in command(*arguments, code=1)


STARVED = """
import resource, sys
import ingest
kind, limit = sys.argv.pop(1), int(sys.argv.pop(1))
if kind == 'RLIMIT_AS':
    limit += int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()
resource.setrlimit(getattr(resource, kind), (limit, limit))
ingest.app()
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits of this kind are Linux's")
@pytest.mark.parametrize(
    ("kind", "limit", "words"),
    [
        ("RLIMIT_FSIZE", 0, "索引"),
        ("RLIMIT_FSIZE", 3_000, "原来的索引未改动"),
        ("RLIMIT_FSIZE", 30_000, "原来的索引未改动"),
        ("RLIMIT_FSIZE", 150_000, "请检查磁盘空间"),
        ("RLIMIT_NOFILE", 12, "索引"),
        ("RLIMIT_AS", 20_000_000, ""),
    ],
)
def test_a_starved_ingest_leaves_the_old_build_answering(settings: Settings, kind: str, limit: int, words: str) -> None:
    command()
    before = Builds(settings.index_dir).current()
    (settings.corpus_dir / "又.txt").write_text(LAW.replace("公园", "广场"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", STARVED, kind, str(limit), "--force"], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode != 0
    # Where memory ends, the system may end the process before it can speak.
    assert words in done.stderr
    if words:
        assert "Traceback" not in done.stderr, done.stderr
    assert Builds(settings.index_dir).current() == before
    assert "完好" in command("verify")
    assert "2 份文件" in command()


def test_a_source_that_is_written_all_the_time_is_told_and_the_old_build_stays(settings: Settings) -> None:
    command()
    before = names(settings)
    stop = threading.Event()

    def keep_writing() -> None:
        while not stop.wait(0.0005):
            with (settings.corpus_dir / "公园.txt").open("a", encoding="utf-8") as stream:
                stream.write("\n公园。\n")

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        assert "在读取时被改动" in command(code=1)
    finally:
        stop.set()
        writer.join()
    assert names(settings) == before
    assert not Builds(settings.index_dir).leftovers()


def test_of_two_at_once_one_wins_and_one_is_refused(settings: Settings) -> None:
    for _ in range(2):
        both = [
            subprocess.Popen([sys.executable, "ingest.py", "--force"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        said = [process.communicate(timeout=600)[1] for process in both]
        codes = [process.returncode for process in both]
        assert 0 in codes
        # The slower one may come when the faster has finished: then it builds as well.
        assert all("另一个 ingest 正在运行：进程" in words for words, code in zip(said, codes, strict=True) if code)
        assert "完好" in command("verify")
