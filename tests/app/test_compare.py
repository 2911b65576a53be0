"""Two versions side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app import create_app
from law.model import Document, Source
from tests.app.shelf import article, desk
from ui.compare import changes, worded

OLD = Document(
    title="乙市养犬条例", kind="regulation", source=Source("a.txt", 1, 9), promulgation_date="2016-01-01", effective_date="2016-03-01",
    provisions=(article("一", "为了规范养犬，制定本条例。"), article("二", "养犬人应当办理登记。"), article("三", "遛狗应当牵绳，违者处五十元罚款。"), article("四", "本条例自2016年3月1日起施行。")),
)  # fmt: skip
NEW = replace(
    OLD,
    promulgation_date="2022-01-01",
    effective_date="2022-03-01",
    provisions=(
        article("一", "为了规范养犬，制定本条例。"), article("二", "禁止饲养烈性犬。"), article("三", "养犬人应当办理登记。"),
        article("四", "遛狗应当牵绳，违者处二百元罚款。"), article("五", "本条例自2022年3月1日起施行。"),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    shelf = desk(tmp_path_factory.mktemp("versions"), OLD, NEW)
    return TestClient(create_app(lambda: shelf))


def test_articles_are_paired_by_their_words_not_their_numbers() -> None:
    found = [(one.before and one.before.address, one.after and one.after.address, one.same) for one in changes(OLD, NEW)]
    assert found == [
        ("第一条", "第一条", True), (None, "第二条", False), ("第二条", "第三条", True), ("第三条", "第四条", False), ("第四条", "第五条", False),
    ]  # fmt: skip


def test_what_went_and_what_came_is_marked() -> None:
    assert worded("处五十元<b>", "处二百元<b>") == ("处<del>五十</del>元&lt;b&gt;", "处<ins>二百</ins>元&lt;b&gt;")


def test_the_page_shows_changes_first_and_the_whole_on_demand(client: TestClient) -> None:
    query = {"doc": "乙市养犬条例", "a": "2016-01-01", "b": "2022-01-01"}
    page = client.get("/compare", params=query).text
    assert "<ins>二百</ins>" in page and "制定本条例" not in page and "3 条有变化，2 条没有变化" in page
    assert "制定本条例" in client.get("/compare", params={**query, "all": "1"}).text


def test_a_document_names_its_other_version(client: TestClient) -> None:
    page = client.get("/doc/乙市养犬条例", params={"v": "2022-01-01"}).text
    assert "2016-01-01 版" in page and "/compare?" in page


def test_no_versions_no_comparison(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/compare", params={"doc": "丙市条例", "a": "1", "b": "2"}).status_code == 404
    assert client.get("/compare", params={"doc": "乙市养犬条例", "a": "2016-01-01", "b": "1999-01-01"}).status_code == 404
