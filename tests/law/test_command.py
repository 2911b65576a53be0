"""``python -m law`` as people script against it."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GAZETTE = ROOT / "corpus" / "浙江省人民政府公报2018年第1期.txt"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "law", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def test_each_document_is_one_json_line() -> None:
    done = run(GAZETTE)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr, len(records)) == (0, "", 6)
    sports = records[2]
    assert list(sports) == [
        "title", "notice_title", "kind", "document_number", "issuing_authority", "signatory", "signatory_office", "promulgation_date", "effective_date",
        "repeals", "source", "divisions", "provisions", "front", "back", "audit", "history", "placed",
    ]  # fmt: skip
    assert sports["source"] == {"file": GAZETTE.name, "first_line": 427, "last_line": 591}
    assert sports["repeals"] == [{"title": "浙江省体育竞赛管理办法", "document_number": "省政府令第239号"}]
    assert sports["front"]["公布令"].startswith("《浙江省体育赛事管理办法》已经省人民政府第92次常务会议审议通过")
    assert sports["provisions"][5] == {
        "address": "第六条",
        "path": ["第六条"],
        "heading": None,
        "paragraphs": [
            {
                "n": 1,
                "text": "单位、个人均可依法组织和举办体育赛事。除法律、法规另有规定的外，体育主管部门对体育赛事不实行行政许可。",
                "items": [],
            }
        ],
    }
    opinion = records[5]
    assert [text[-6:] for text in opinion["front"]["引言"]] == ["直属各单位：", "出如下意见。"]
    assert opinion["back"]["结尾"].endswith("同时废止。")
    assert {"line": 431, "text": "第 362 号", "role": "文号"} in sports["placed"]
    assert records[0]["audit"][0] == {"line": 4, "text": "书书书", "why": "刊头"}


def test_nested_items_are_printed_where_there_are_any(tmp_path: Path) -> None:
    file = tmp_path / "某法.txt"
    file.write_text("某法\n第一条 包括：\n（一）文书：\n1.公文；\n（二）图表。\n第二条 施行。\n", encoding="utf-8")
    (record,) = [json.loads(line) for line in run(file).stdout.splitlines()]
    assert record["provisions"][0]["paragraphs"][0]["items"] == [
        {"label": "（一）", "text": "文书：", "items": [{"label": "1.", "text": "公文；"}]},
        {"label": "（二）", "text": "图表。"},
    ]


def test_penalties_are_one_json_line_each() -> None:
    done = run(GAZETTE, "--penalties")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    fine = next(record for record in records if record["document"] == "浙江省体育赛事管理办法" and "2000元" in record["quote"])
    assert fine["address"] == "第二十条第二款"
    assert set(fine) == {"document", "address", "quote", "violates", "authority", "conduct", "sanctions"}


def test_what_cannot_be_read_fails_with_a_sentence_and_the_rest_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "某法.txt"
    file.write_text("某法\n第一条 某。\n第二条 施行。\n", encoding="utf-8")
    done = run(tmp_path / "none.txt", file)
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1)
    assert "找不到" in done.stderr


def test_wrong_usage_is_two() -> None:
    assert run().returncode == 2
    assert run(GAZETTE, "--nonsense").returncode == 2
