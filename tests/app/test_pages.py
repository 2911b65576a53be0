"""Pages of our own, as any client sees them: documents, clauses, plain questions, health."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from app import create_app
from law.address import address_key
from law.model import Document, Item, Paragraph, Provision, Source
from tests.app.shelf import BREAK, PAYLOADS
from ui.browse import find_cited
from ui.conversation import QUESTION_LIMIT
from ui.render import _paragraph
from ui.text import cited_spans

SPORTS = "/doc/浙江省体育赛事管理办法"


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_the_process_is_alive_and_ready(pages: TestClient) -> None:
    assert pages.get("/healthz").text == "ok"
    assert pages.get("/readyz").status_code == 200


def test_without_an_index_the_page_says_what_to_run() -> None:
    site = TestClient(create_app(lambda: None))
    assert site.get("/healthz").status_code == 200
    assert site.get("/readyz").status_code == 503
    for address in ("/", "/en/", "/docs", SPORTS, "/ask?q=体育赛事要审批吗"):
        reply = site.get(address)
        assert "python ingest.py" in reply.text or "还没有可以查询的文件" in reply.text, address


def test_a_document_reads_in_full_without_scripts(pages: TestClient) -> None:
    text = pages.get(SPORTS).text
    for words in (
        "浙江省人民政府令第362号",
        "2018-02-01",
        "第一章　总则",
        'id="第六条"',
        'href="#第二十条"',
        "（二）配备具有相应资格的人员；",
        "gazette.txt",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    ("at", "marked"),
    [
        ("第六条", None),
        ("第6条", None),
        ("第十条第（二）项", "（二）配备具有相应资格的人员；"),
        ("第10条第2项", "（二）配备具有相应资格的人员；"),
        ("第十条第一款第（三）项", "（三）制定应急预案，做好安全保卫工作。"),
        ("第十二条第二款", "竞赛规程应当包括赛事名称、时间、地点。"),
    ],
)
def test_a_deep_link_marks_what_it_cites(pages: TestClient, at: str, marked: str | None) -> None:
    text = pages.get(SPORTS, params={"at": at}).text
    assert re.findall(r'class="provision cited" id="([^"]+)"', text) == [address_key(re.match(r"第[^条]+条", at)[0])]  # type: ignore[index]
    assert re.findall(r"<mark>(.*?)</mark>", text) == ([marked] if marked else [])


def test_an_item_within_an_item_is_marked() -> None:
    nested = Item("（一）", "有下列情形的：", (Item("1.", "未备案；"), Item("2.", "未公示；")))
    listed = Paragraph(1, "下列行为应当报告：", (nested, Item("（二）", "其他行为：", (Item("1.", "未登记。"),))))
    law = Document(
        title="甲办法", kind="regulation", source=Source("甲.txt", 1, 9), provisions=(Provision("第六条", ("第六条",), (listed,)),)
    )
    for at, lines in (
        ("第六条第（一）项第2.目", ["2.未公示；"]),
        ("第6条第（1）项第1目", ["1.未备案；"]),
        ("第六条第（二）项", ["（二）其他行为：", "1.未登记。"]),
    ):
        cited = find_cited(law, at)
        assert cited is not None
        assert [cited[1].text[start:end] for start, end in cited_spans(cited[1], cited[0])] == lines


def test_policy_documents_are_addressed_by_their_headings(pages: TestClient) -> None:
    text = pages.get("/doc/浙江省新一代人工智能发展规划", params={"at": "二、（一）1"}).text
    assert 'class="provision cited" id="二、（一）1"' in text
    assert "<h3>1.人工智能前沿理论</h3>" in text
    assert "二、主要任务" in text


@pytest.mark.parametrize("address", ["/doc/没有这部法", f"{SPORTS}?v=1999-01-01", "/doc/%00", "/doc/" + "长" * 400, "/doc/a/b/c"])
def test_an_unknown_document_is_a_page_that_helps(pages: TestClient, address: str) -> None:
    reply = pages.get(address)
    assert reply.status_code == 404
    assert "Traceback" not in reply.text


def test_an_unknown_article_still_opens_the_document(pages: TestClient) -> None:
    reply = pages.get(SPORTS, params={"at": "第九百条"})
    assert reply.status_code == 200
    assert 'class="provision cited"' not in reply.text


def test_a_clause_comes_with_its_neighbours_and_its_ties(pages: TestClient) -> None:
    text = pages.get("/clause", params={"doc": "浙江省体育赛事管理办法", "at": "第十二条第一款"}).text
    assert "<mark>承办人应当在体育赛事举行20日前" in text
    assert "第二章　赛事举办" in text
    assert "浙江省人民政府令第362号" in text and "2018-02-01" in text
    around = text[text.index('<nav class="around"') :]
    assert "第十条" in around and "第二十条" in around
    assert "《浙江省体育赛事管理办法》第二十条" in text.split("引用本条的规定")[1]


def test_a_clause_marks_exactly_the_quoted_words(pages: TestClient) -> None:
    asked = {"doc": "浙江省体育赛事管理办法", "at": "第六条", "quoted": "对体育赛事不实行审批"}
    assert re.findall(r"<mark>(.*?)</mark>", pages.get("/clause", params=asked).text) == ["对体育赛事不实行审批"]


def test_a_clause_is_found_however_its_address_is_spelt(pages: TestClient) -> None:
    asked = {"doc": "浙江省体育赛事管理办法", "at": "第12条第2款"}
    assert re.findall(r"<mark>(.*?)</mark>", pages.get("/clause", params=asked).text) == ["竞赛规程应当包括赛事名称、时间、地点。"]


def test_words_that_do_not_stand_there_are_not_marked(pages: TestClient) -> None:
    asked = {"doc": "浙江省体育赛事管理办法", "at": "第六条", "quoted": "应当经过批准"}
    assert "<mark>" not in pages.get("/clause", params=asked).text


def test_references_inside_a_clause_are_links(pages: TestClient) -> None:
    text = pages.get("/clause", params={"doc": "浙江省体育赛事管理办法", "at": "第二十条"}).text
    assert re.search(r'<a class="cite" href="[^"]+">本办法第十条</a>', text)


@pytest.mark.parametrize("at", ["第九百条", "", "胡说", "第六条" * 90])
def test_a_clause_that_does_not_exist_is_a_sentence(pages: TestClient, at: str) -> None:
    reply = pages.get("/clause", params={"doc": "浙江省体育赛事管理办法", "at": at})
    assert reply.status_code in (404, 422)
    assert "Traceback" not in reply.text


def test_the_list_finds_documents_by_title_or_number(pages: TestClient) -> None:
    assert "浙江省新一代人工智能发展规划" in pages.get("/docs", params={"q": "浙政发〔2017〕47"}).text
    only = pages.get("/docs", params={"q": "体育"}).text
    assert "浙江省体育赛事管理办法" in only and "人工智能" not in only
    assert "没有找到" in pages.get("/docs", params={"q": "航天"}).text


def test_a_question_is_answered_without_scripts(pages: TestClient) -> None:
    text = pages.get("/ask", params={"q": "举办体育赛事需要审批吗？"}).text
    assert "对体育赛事不实行审批" in text
    assert text.index('class="conclusion"') < text.index("<blockquote>") < text.index("第六条第一款</a>")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("   ", "请先写下您的问题"),
        ("？？？", "请先写下您的问题"),
        ("问" * (QUESTION_LIMIT + 1), "问题太长了：最多 1,000 个字，现在有 1,001 个字"),
        (BREAK, "这次没能给出回答"),
        ("养老金怎么领", "收录的文件没有说到这件事"),
    ],
)
def test_what_cannot_be_answered_gets_a_polite_sentence(pages: TestClient, question: str, said: str) -> None:
    reply = pages.get("/ask", params={"q": question})
    assert said in reply.text
    assert "/srv/path" not in reply.text and "Traceback" not in reply.text


def test_a_refusal_says_what_was_searched_and_offers_the_nearest(pages: TestClient) -> None:
    text = pages.get("/ask", params={"q": "养老金怎么领"}).text
    assert "3 份文件" in text
    assert 'class="nearest"' in text and 'class="cite"' in text


def test_english_is_a_link_away_on_every_page(pages: TestClient) -> None:
    for address in ("/docs", SPORTS, "/ask?q=体育"):
        text = pages.get(address).text
        other = unescape(re.search(r'href="([^"]+)" lang="en"', text)[1])  # type: ignore[index]
        assert '<html lang="en">' in pages.get(other).text, address
    assert pages.get("/?lang=en&q=x", follow_redirects=False).headers["location"] == "/en/?q=x"
    assert pages.get("/en", follow_redirects=False).headers["location"] == "/en/"


def test_nothing_in_a_document_or_question_becomes_a_tag(pages: TestClient) -> None:
    title, some = f"恶意文件{PAYLOADS[1]}", PAYLOADS[::4]
    addresses = [("/docs", {}), (f"/doc/{title}", {}), *(("/ask", {"q": f"注入测试条文{payload}"}) for payload in some)]
    addresses += [
        ("/clause", {"doc": title, "at": f"第{n}条", "quoted": payload}) for n, payload in zip("一二三四五六七八九", PAYLOADS, strict=False)
    ]
    addresses += [("/docs", {"q": payload}) for payload in some] + [(f"/doc/{quote(payload)}", {"at": payload}) for payload in some]
    for address, query in addresses:
        for tag, attributes in Tags(pages.get(address, params=query).text).seen:
            assert tag not in ("iframe", "svg", "math", "style", "object", "embed"), (address, query, tag)
            assert tag != "img" or attributes["src"].startswith("/page/"), (address, query)  # type: ignore[union-attr]
            assert tag != "script" or attributes.get("src") or attributes.get("type") == "application/json", (address, query)
            assert not any(name.startswith("on") for name in attributes), (address, query, attributes)
            assert not (attributes.get("href") or "").lower().startswith("javascript"), (address, query)


def test_several_answers_stand_apart_from_each_other() -> None:
    laid_out = _paragraph("- 不需要。\n- 提前20日公布。", "conclusion")
    assert re.findall(r'<span class="point">([^<]+)</span>', laid_out) == ["不需要。", "提前20日公布。"]
    assert _paragraph("## 依据\n第六条") == "<p>依据<br>第六条</p>"
