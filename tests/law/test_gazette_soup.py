"""Nothing crashes the parser and nothing is lost: every line is in a provision, in a field or in an audit."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from law.gazette import Parsed, parse, render
from law.model import Document, Provision
from law.normalise import fold, read_lines

ROOT = Path(__file__).parents[2]
GAZETTE = (ROOT / "corpus" / "浙江省人民政府公报2018年第1期.txt").read_text(encoding="utf-8")
WORDS = re.compile(r"[一-鿿0-9A-Za-z]")
LABEL = re.compile(r"[第笫零〇○一二三四五六七八九十百千两\d]*[条章节编]?[之一二三四五六七八九十]*")

LEGAL_LINES = """\
浙江省体育赛事管理办法
浙江省人民政府令
第 ３６２ 号
省　 长　 袁家军
２０１７ 年 １２ 月 １５ 日
浙政发〔２０１７〕４７ 号
目　 　 录
第一章　 总　 　 则
第二章　附则
第一节 一般规定
第一条　 为了规范活动，制定本办法。
第二条　 适用本办法：
第三条
第三条规定的活动，依照前款规定执行。
第一条 重复的条。
（一）落实人员；
（二）落实场地。
(三)其他：
1.第一目；
２．第二目。
（1）更深一层；
①最深一层。
鼓励办理有关安全保险。
一、总体要求
（一）指导思想。全面贯彻落实。
（二）基本原则。
１ 积极有为。坚持有效市场。
二、本决定自公布之日起施行。
附件：名单
附件1
甲　乙　丙
—９２—
浙江省人民政府公报 ２０１８ 年第 １ 期
各市、县（市、区）人民政府：
本意见自公布之日起施行。《某某办法》（省政府令第 1 号）同时废止。
浙江省人民政府关于印发某规划的通知
（2002年6月28日某委员会会议通过）
物权编
地理国情监测单位工作人员应当按照地理国情监测项目合同的约定，开展地理
国情监测核查、统计分析和报告编制工作。
书书书
"""
PIECES = [*LEGAL_LINES.splitlines(), "", "   ", "\u3000", "\ufeff"]


def audits(parsed: Parsed) -> list[int]:
    return [entry.line for entry in parsed.audit] + [entry.line for document in parsed.documents for entry in document.audit]


def lines_lost(text: str, parsed: Parsed) -> set[int]:
    spans = [p.lines for document in parsed.documents for p in document.all_provisions()]
    kept = {n for first, last in spans for n in range(first, last + 1)}
    return {line.number for line in read_lines(text)} - kept - set(audits(parsed)) - {entry.line for entry in parsed.placed}


def words_of(provision: Provision) -> str:
    return "".join(WORDS.findall((provision.heading or "") + provision.text))


def words_lost(text: str, document: Document, parsed: Parsed) -> list[str]:
    """Provisions whose words are not those of their lines, blanks and punctuation aside."""
    elsewhere = set(audits(parsed)) | {entry.line for entry in parsed.placed}
    lines = {line.number: line.text for line in read_lines(text)}
    shared = Counter(n for p in document.all_provisions() for n in range(p.lines[0], p.lines[1] + 1))
    lost = []
    for provision in document.all_provisions():
        span = range(provision.lines[0], provision.lines[1] + 1)
        if any(shared[n] > 1 for n in span):
            continue
        source = "".join(WORDS.findall("".join(lines[n] for n in span if n in lines and n not in elsewhere)))
        words = words_of(provision)
        if not source.endswith(words) or not LABEL.fullmatch(source.removesuffix(words)):
            lost.append(f"{provision.address}: {source!r} {words!r}")
    return lost


def structure(document: Document) -> tuple[object, ...]:
    provisions = [(p.address, p.path, p.heading, p.paragraphs) for p in document.all_provisions()]
    return (
        document.title, document.notice_title, document.kind, document.document_number, document.issuing_authority, document.signatory,
        document.signatory_office, document.promulgation_date, document.effective_date, document.repeals, document.divisions,
        provisions,
    )  # fmt: skip


def test_the_gazette_is_accounted_for_to_the_last_character() -> None:
    parsed = parse(GAZETTE, "公报.txt")
    assert not lines_lost(GAZETTE, parsed)
    for document in parsed.documents:
        assert not words_lost(GAZETTE, document, parsed)


@pytest.mark.parametrize("document", parse(GAZETTE, "公报.txt").documents, ids=lambda document: document.title)
def test_a_rendered_document_parses_to_the_same_structure(document: Document) -> None:
    again = parse(render(document), "公报.txt").documents
    assert [structure(one) for one in again] == [structure(document)]


def test_a_rendered_document_keeps_every_word_in_order() -> None:
    parsed = parse(GAZETTE, "公报.txt")
    for document in parsed.documents[1:]:
        first, last = document.source.first_line, document.source.last_line
        removed = {entry.line for entry in document.audit}
        source = "".join(fold(line) for n, line in enumerate(GAZETTE.split("\n"), 1) if first <= n <= last and n not in removed)
        assert "".join(WORDS.findall(render(document))) == "".join(WORDS.findall(source))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["\n", "\n\n", "\r\n"]))
@example(
    ["（一）落实人员；", "（二）落实场地。", "浙江省体育赛事管理办法", "1.第一目；", "（二）落实场地。", "１ 积极有为。坚持有效市场。"],
    "\n",
)
def test_no_line_is_lost_from_any_soup_of_legal_lines(pieces: list[str], end: str) -> None:
    text = end.join(pieces)
    parsed = parse(text, "某法.txt")
    assert not lines_lost(text, parsed)
    for document in parsed.documents:
        assert document.title
        addresses = [provision.address for provision in document.provisions]
        assert len(addresses) == len(set(addresses))
        render(document)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_parses(text: str) -> None:
    assert not lines_lost(text, parse(text, "某.txt"))


@pytest.mark.parametrize("seed", range(12))
def test_shuffled_and_truncated_gazettes_lose_nothing(seed: int) -> None:
    chance = random.Random(seed)
    lines = GAZETTE.split("\n")
    start = chance.randrange(len(lines))
    cut = lines[start : start + chance.randrange(20, 900)]
    if seed % 2:
        chance.shuffle(cut)
    text = "\n".join(cut)
    assert not lines_lost(text, parse(text, "某.txt"))
