"""Keys come from the environment and go nowhere: not into words, errors, logs, builds or reports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings import Settings
from tests.vectorstore.small_model import write_small_model

ROOT = Path(__file__).resolve().parents[1]
KEY = "sk-a1b2c3d4e5f6-secret"
PASSWORD = "p4ssw0rd-secret"
LAW = "某省公园管理办法\n\n第一条　公园应当免费开放。\n\n第二条　本办法自2019年3月1日起施行。\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "公园.txt").write_text(LAW, encoding="utf-8")
    return {
        **os.environ,
        "TIAOWEN_CHAT_API_KEY": KEY,
        "TIAOWEN_EMBEDDING_API_KEY": KEY,
        "TIAOWEN_CHROMA_URL": f"http://admin:{PASSWORD}@127.0.0.1:9",
        "TIAOWEN_CORPUS_DIR": str(tmp_path / "corpus"),
        "TIAOWEN_INDEX_DIR": str(tmp_path / "data"),
        "TIAOWEN_EMBEDDING_MODEL": str(write_small_model(tmp_path / "model")),
    }


def test_settings_do_not_show_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_CHAT_API_KEY", KEY)
    settings = Settings()
    for words in (repr(settings), str(settings), settings.model_dump_json(), f"{settings.model_dump()}"):
        assert KEY not in words
    assert settings.chat_api_key is not None
    assert settings.chat_api_key.get_secret_value() == KEY


def test_a_wrong_setting_is_told_without_the_secrets_beside_it(environment: dict[str, str]) -> None:
    done = ingest(environment | {"TIAOWEN_PORT": "no number"})
    assert done.returncode != 0
    assert "TIAOWEN_PORT" in done.stderr or "port" in done.stderr
    assert KEY not in done.stdout + done.stderr


def test_no_secret_is_in_a_build_or_a_message(environment: dict[str, str], tmp_path: Path) -> None:
    unreachable = ingest(environment)
    assert unreachable.returncode == 1
    del environment["TIAOWEN_CHROMA_URL"]
    built = ingest(environment)
    assert built.returncode == 0, built.stderr
    asked = subprocess.run(
        [sys.executable, "-m", "qa", "--json", "公园收费吗"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    said = "".join(done.stdout + done.stderr for done in (unreachable, built, asked))
    for secret in (KEY, PASSWORD):
        assert secret not in said
        for path in (tmp_path / "data").rglob("*"):
            assert not path.is_file() or secret.encode() not in path.read_bytes(), path


def ingest(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "ingest.py"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
