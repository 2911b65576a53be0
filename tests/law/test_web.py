"""HTML: lines as a browser shows them, and the text that a page is about."""

import pytest

from law.formats.web import read_html
from law.sources import SourceError


def lines(page: str | bytes) -> list[str]:
    data = page if isinstance(page, bytes) else page.encode()
    return [line.strip("\xa0\u3000 ") for line in read_html(data, "a.html").text.rstrip("\n").split("\n")]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>第一条\n为了。</p>", ["第一条 为了。"]),
        ("甲。<br>乙。<br/>&nbsp;&nbsp;丙。", ["甲。", "乙。", "丙。"]),
        ("<div>甲。<p>乙。</p>丙。</div>", ["甲。", "乙。", "丙。"]),
        ("<span>第一条</span><span>&nbsp;为了。</span>", ["第一条\xa0为了。"]),
        ("<p>甲。<script>var x='乙。'</script><style>丙。</style></p>", ["甲。"]),
        ("<p>甲。</p><p style='display: none'>藏。</p><p hidden>藏。</p><span style='font-size:0'>藏。</span>", ["甲。"]),
        ("<p>甲。<!-- 注。 --></p>", ["甲。"]),
        ("<ol><li>甲；</li><li>乙。</li></ol>", ["1. 甲；", "2. 乙。"]),
        ("<ol start=3><li>甲。</li></ol><ul><li>乙。</li></ul>", ["3. 甲。", "乙。"]),
        ("<pre>第一条 甲。\n第二条  乙。</pre>", ["第一条 甲。", "第二条 乙。"]),
        (
            "<table><tr><th>序号</th><th>罚款</th></tr><tr><td>1</td><td>二千元，三千元</td></tr></table>",
            ["序号｜罚款", "1｜二千元，三千元"],
        ),
        ("<table><tr><td><p>第一条 甲。</p><p>第二条 乙。</p></td></tr></table>", ["第一条 甲。", "第二条 乙。"]),
        ("<ruby>拼<rp>(</rp><rt>pin</rt></ruby>音。", ["拼音。"]),
        ("<p>a &lt;b&gt; &#x4e2d;。", ["a <b> 中。"]),
    ],
)
def test_lines_are_what_a_browser_shows(page: str, expected: list[str]) -> None:
    assert lines(f"<html><body>{page}") == expected


LAW = "<p>第一条 为了规范某事，制定本办法。</p><p>第二条 违反本办法的，处二千元以上三万元以下罚款。</p>"
ARTICLES = ["第一条 为了规范某事，制定本办法。", "第二条 违反本办法的，处二千元以上三万元以下罚款。"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"<nav>首页，导航。</nav><h1>某办法</h1>{LAW}<footer>版权，所有。</footer>", ["某办法", *ARTICLES]),
        (f"<ul><li><a>政务公开</a><li><a>首页</a></ul><h1>某某办法</h1><div>{LAW}</div>", ["某某办法", *ARTICLES]),
        (f"<div class=crumbs>您的位置：首页，法规</div><div>{LAW}</div>", ARTICLES),
        (f"<div class='bdsharebuttonbox'>分享到：<a>微信</a></div>{LAW}<p>责任编辑：张三</p><p>打印本页 关闭窗口</p>", ARTICLES),
        (f"<p>发布时间：2020-01-02 来源：某市政府</p>{LAW}<p>【字体：大 中 小】</p><p>扫一扫在手机打开当前页</p>", ARTICLES),
        (f"<meta name=ArticleTitle content=某市某办法><div>{LAW}</div>", ["某市某办法", *ARTICLES]),
        (f"<title>某市某办法_某市人民政府网</title><div>{LAW}</div>", ["某市某办法", *ARTICLES]),
        (f"<title>某市人民政府门户网站</title><div>{LAW}</div>", ARTICLES),
        (f"<title>某法</title><div class=t>某市某某管理办法</div><div class=x>{LAW}</div>", ["某市某某管理办法", *ARTICLES]),
        (f"<title>某市某办法</title><p>某市</p><p>某办法</p>{LAW}", ["某市", "某办法", *ARTICLES]),
        (
            f"<title>身份证法</title><p>关于修改《身份证法》的决定通过。</p>{LAW}",
            ["身份证法", "关于修改《身份证法》的决定通过。", *ARTICLES],
        ),
        (f"<div class=share>{LAW}</div>", ARTICLES),
        ("<a>一个链接</a>", ["一个链接"]),
    ],
)
def test_the_text_of_a_page_is_cut_out_of_what_surrounds_it(page: str, expected: list[str]) -> None:
    assert lines(f"<html>{page}") == expected


@pytest.mark.parametrize("claim", ["", '<meta charset="utf-8">', '<meta charset="gb2312">', '<meta charset="iso-8859-1">'])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_a_page_is_in_the_encoding_that_its_bytes_are_in(claim: str, encoding: str) -> None:
    assert lines(f"<html>{claim}{LAW}".encode(encoding)) == ARTICLES


def test_a_page_cut_off_in_a_character_is_read_as_it_claims() -> None:
    assert lines(f'<meta charset="gbk">{LAW}'.encode("gbk")[:-5])[0] == ARTICLES[0]
    assert lines(f'<meta charset="utf-8">{LAW}<p>某'.encode()[:-1])[:2] == ARTICLES


def test_a_page_made_by_a_script_says_so() -> None:
    with pytest.raises(SourceError, match=r"a.html 里没有正文.*浏览器"):
        lines("<html><body><div id=app></div><script>render('第一条')</script>")
