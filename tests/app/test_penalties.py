"""The table of penalties: what it shows, what a filter leaves, what an export holds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from law.gazette import parse
from law.library import Library
from law.model import Citation, Sanction
from tests.app.shelf import PAYLOADS, Desk
from ui.penalty_rows import Row, Wanted, choose, csv_bytes, penalty_rows, range_text, xlsx_bytes, yuan
from ui.render import View
from ui.words import CHINESE, ENGLISH


def row(conduct: str, kind: str = "罚款", low: float | None = None, high: float | None = None, unit: str | None = "元", **more: str) -> Row:
    sanction = Sanction(kind, kind, low, high, unit)  # type: ignore[arg-type]
    document = more.get("document", "甲省养犬条例")
    return Row(
        Citation(document, "第三十条", version="2020-01-01"),
        f"{conduct}的，处罚款。",
        conduct,
        ("第十条",),
        more.get("authority", "公安机关"),
        sanction,
    )


ROWS = (
    row("遛狗不牵绳", low=200, high=1000),
    row("未办理登记", low=None, high=2000),
    row("经营无证", low=3, high=5, unit="倍", authority="市场监督管理部门", document="乙市市场条例"),
    row("虚假宣传", "警告", unit=None),
)


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (Wanted(), ["遛狗不牵绳", "未办理登记", "经营无证", "虚假宣传"]),
        (Wanted(q="牵绳"), ["遛狗不牵绳"]),
        (Wanted(q="狗 公安"), ["遛狗不牵绳"]),
        (Wanted(document="乙市"), ["经营无证"]),
        (Wanted(authority="公安机关", sanction="警告"), ["虚假宣传"]),
        (Wanted(amount=500), ["遛狗不牵绳", "未办理登记"]),
        (Wanted(amount=1500), ["未办理登记"]),
        (Wanted(amount=2001), []),
        (Wanted(sort="max", down=True), ["未办理登记", "遛狗不牵绳", "经营无证", "虚假宣传"]),
        (Wanted(sort="max"), ["遛狗不牵绳", "未办理登记", "经营无证", "虚假宣传"]),
        (Wanted(sort="nothing"), ["遛狗不牵绳", "未办理登记", "经营无证", "虚假宣传"]),
    ],
)
def test_filters_and_orders(wanted: Wanted, left: list[str]) -> None:
    assert [one.conduct for one in choose(ROWS, wanted)] == left


@pytest.mark.parametrize(
    ("text", "value"),
    [("5000", 5000), ("3万", 30000), ("2,000元", 2000), ("0.5万元", 5000), ("", None), ("很多", None), ("-3", None), ("1e99", None)],
)
def test_an_amount_is_read_as_people_type_it(text: str, value: float | None) -> None:
    assert yuan(text) == value


@pytest.mark.parametrize(
    ("sanction", "said"),
    [
        (Sanction("罚款", "", 2000, 30000, "元"), "2000元以上3万元以下"),
        (Sanction("罚款", "", None, 500, "元"), "500元以下"),
        (Sanction("罚款", "", 1000, 1000, "元"), "1000元"),
        (Sanction("罚款", "", 1, 5, "倍", "违法所得"), "违法所得1倍以上5倍以下"),
        (Sanction("罚款", "", None, 3, "倍", "违法所得", cap=30000), "违法所得3倍以下，最高3万元"),
        (Sanction("罚款", "", 12500, None, "元"), "12500元以上"),
        (Sanction("警告", ""), ""),
    ],
)
def test_a_range_reads_as_staff_write_it(sanction: Sanction, said: str) -> None:
    assert range_text(sanction) == said


def test_the_page_names_conduct_range_authority_and_basis(pages: TestClient) -> None:
    text = pages.get("/penalties").text
    for said in ("2000元以上3万元以下", "体育主管部门", "未按规定公布竞赛规程", "拒不改正", "第二十条"):
        assert said in text
    assert "?at=%E7%AC%AC%E5%8D%81%E4%BA%8C%E6%9D%A1" in text, "the duty that is punished is a click away"


def test_a_filter_that_fits_nothing_says_so(pages: TestClient) -> None:
    assert CHINESE.no_penalties in pages.get("/penalties", params={"q": "养老金"}).text
    assert ENGLISH.no_penalties in pages.get("/penalties", params={"q": "pension", "lang": "en"}).text


@pytest.mark.parametrize(
    "params", [{"q": PAYLOADS[1]}, {"document": PAYLOADS[3]}, {"authority": PAYLOADS[0]}, {"amount": PAYLOADS[2][:20]}]
)
def test_a_hostile_filter_is_text(pages: TestClient, params: dict[str, str]) -> None:
    text = pages.get("/penalties", params=params).text
    assert not any(payload in text for payload in PAYLOADS[:4])


@pytest.mark.parametrize("params", [{"page": "0"}, {"page": "x"}, {"q": "长" * 400}])
def test_a_wrong_filter_is_refused(pages: TestClient, params: dict[str, str]) -> None:
    assert pages.get("/penalties", params=params).status_code == 422


def test_exports_hold_what_the_page_shows(pages: TestClient) -> None:
    reply = pages.get("/penalties.csv", params={"amount": "3万"})
    assert reply.headers["content-disposition"].endswith('"penalties.csv"')
    lines = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert lines[0] == list(CHINESE.penalty_columns)
    assert [(line[3], line[4], line[5], line[10]) for line in lines[1:]] == [("2000", "30000", "元", "《浙江省体育赛事管理办法》第二十条")]
    book = load_workbook(io.BytesIO(pages.get("/penalties.xlsx", params={"amount": "3万", "lang": "en"}).content))
    cells = list(book.active.iter_rows(values_only=True))
    assert cells[0] == ENGLISH.penalty_columns
    assert cells[1][3:6] == (2000, 30000, "元")


def test_no_export_cell_is_a_formula(clerk_desk: Desk) -> None:
    hostile = [row("=HYPERLINK(1)"), row("+1"), row("@x"), row("a\x00b")]
    view = View(clerk_desk.library, CHINESE)
    lines = list(csv.reader(io.StringIO(csv_bytes(hostile, view).decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:4]] == ["'=HYPERLINK(1)", "'+1", "'@x"]
    sheet = load_workbook(io.BytesIO(xlsx_bytes(hostile, view))).active
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 5


def test_every_sanction_of_the_library_is_a_row(clerk_desk: Desk) -> None:
    held = [sanction for penalty in clerk_desk.library.penalties() for sanction in penalty.sanctions]
    assert [one.sanction for one in penalty_rows(clerk_desk.library)] == held
    assert held


def test_a_row_names_who_imposes_it(tmp_path: Path) -> None:
    text = "某市某条例\n第一条 为了管理。\n第二条 未登记的，由市监部门处一千元罚款；情节严重的，由发证机关吊销许可证。\n"
    Library.build(tmp_path / "library.sqlite", parse(text, "t.txt").documents)
    with Library.open(tmp_path / "library.sqlite") as library:
        assert [one.authority for one in penalty_rows(library)] == ["市监部门", "发证机关"]
