"""docx: what Word shows that stands in no text of the file, and what stands in the file that Word does not show."""

import zipfile
from pathlib import Path

import pytest

from law.formats.numbering import print_number
from law.formats.word import read_docx
from law.sources import SourceError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
EXTRA = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(tmp_path: Path, body: str, namespace: str = W, **parts: str) -> Path:
    path = tmp_path / "a.docx"
    links = "".join(f'<Relationship Id="{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>' for name in parts)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="/word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>',
        )
        archive.writestr("word/document.xml", f"<w:document {namespace} {EXTRA}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return path


def lines(path: Path) -> list[str]:
    return read_docx(path, path.name).text.rstrip("\n").split("\n")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (run("第一条 某") + run("某。"), ["第一条 某某。"]),
        (run("一") + "<w:r><w:br/></w:r>" + run("二"), ["一", "二"]),
        (run("第一条") + "<w:r><w:tab/></w:r>" + run("某"), ["第一条\u3000某"]),
        ("<w:ins>" + run("新") + "</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", ["新"]),
        ("<w:moveFrom>" + run("旧处") + "</w:moveFrom><w:moveTo>" + run("新处") + "</w:moveTo>", ["新处"]),
        (run("见") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", ["见"]),
        (run("见") + '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>现</w:t></w:r>', ["见现"]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("文"), ["文"]),
        ("<w:hyperlink>" + run("《某法》") + "</w:hyperlink>", ["《某法》"]),
        ("<w:smartTag><w:smartTag>" + run("2018年") + "</w:smartTag></w:smartTag>", ["2018年"]),
        ("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", ["a=b"]),
        (run("甲") + "<w:r><w:noBreakHyphen/></w:r>" + run("乙"), ["甲-乙"]),
        ("<w:r><w:ruby><w:rt>" + run("pin") + "</w:rt><w:rubyBase>" + run("拼") + "</w:rubyBase></w:ruby></w:r>", ["拼"]),
    ],
)
def test_a_paragraph_has_the_words_that_word_shows(tmp_path: Path, content: str, words: list[str]) -> None:
    assert lines(document(tmp_path, f"<w:p>{content}</w:p>")) == words


def level(at: int, text: str, form: str = "chineseCountingThousand", extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "第%1章")
    + level(1, "第%2条", extra='<w:lvlRestart w:val="0"/>')
    + level(2, "（%3）", extra='<w:suff w:val="nothing"/>')
    + level(3, "%4.", "decimal")
    + "</w:abstractNum>"
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def numbered(text: str, depth: int, number: int = 7) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_that_word_makes_are_read(tmp_path: Path) -> None:
    body = (
        numbered("总则", 0) + numbered("甲。", 1) + numbered("乙：", 1) + numbered("丙；", 2) + numbered("丁。", 2) + paragraph("款。")
        + numbered("罚则", 0) + numbered("戊：", 1) + numbered("己：", 2) + numbered("庚；", 3) + numbered("辛。", 3)
    )  # fmt: skip
    assert lines(document(tmp_path, body, numbering=NUMBERING)) == [
        "第一章\u3000总则", "第一条\u3000甲。", "第二条\u3000乙：", "（一）丙；", "（二）丁。", "款。",
        "第二章\u3000罚则", "第三条\u3000戊：", "（一）己：", "1.\u3000庚；", "2.\u3000辛。",
    ]  # fmt: skip


def test_numbers_come_from_styles_and_can_be_taken_away(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="条"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = (
        paragraph("甲。", '<w:pStyle w:val="A"/>') + paragraph("乙。", '<w:pStyle w:val="B"/>')
        + paragraph("款。", '<w:pStyle w:val="B"/><w:numPr><w:numId w:val="0"/></w:numPr>') + paragraph("丙。", '<w:pStyle w:val="A"/>')
    )  # fmt: skip
    made = document(tmp_path, body, styles=styles, numbering=NUMBERING)
    assert lines(made) == ["第一条\u3000甲。", "第二条\u3000乙。", "款。", "第三条\u3000丙。"]


def test_a_list_with_a_start_of_its_own_starts_again(tmp_path: Path) -> None:
    body = numbered("甲；", 2) + numbered("乙。", 2) + numbered("丙；", 2, number=8)
    assert lines(document(tmp_path, body, numbering=NUMBERING)) == ["（一）甲；", "（二）乙。", "（一）丙；"]


@pytest.mark.parametrize(
    ("number", "form", "words"),
    [
        (12, "chineseCountingThousand", "十二"),
        (120, "chineseCounting", "一百二十"),
        (3, "chineseLegalSimplified", "叁"),
        (12, "decimalEnclosedCircle", "⑫"),
        (2, "ideographTraditional", "乙"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (5, "decimalZero", "05"),
        (7, "decimal", "7"),
        (7, "unheardOf", "7"),
    ],
)
def test_a_number_prints_in_words_forms(number: int, form: str, words: str) -> None:
    assert print_number(number, form) == words


def cell(*texts: str) -> str:
    return f"<w:tc>{''.join(map(paragraph, texts))}</w:tc>"


def test_a_row_of_a_table_is_a_line_and_a_frame_is_none(tmp_path: Path) -> None:
    rows = f"<w:tr>{cell('序号')}{cell('罚款')}</w:tr><w:tr>{cell('1')}{cell('2000元', '以上')}</w:tr>"
    frame = f"<w:tr>{cell('第一条 甲。', '第二条 乙。')}</w:tr>"
    assert lines(document(tmp_path, f"<w:tbl>{rows}</w:tbl><w:tbl>{frame}</w:tbl>")) == [
        "序号｜罚款",
        "1｜2000元 以上",
        "第一条 甲。",
        "第二条 乙。",
    ]


def test_a_text_box_is_read_once_and_notes_follow_the_text(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('某省人民政府令')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    body = f'<w:p><w:r>{both}</w:r>{run("第一条 甲。")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("——")}</w:footnote><w:footnote w:id="2">{paragraph("见某法。")}</w:footnote>'
    )
    assert lines(document(tmp_path, body, footnotes=notes)) == ["某省人民政府令", "第一条 甲。", "", "附：注释", "见某法。"]


def test_entries_of_a_table_of_contents_lose_their_pages(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    entry = f'<w:p><w:pPr><w:pStyle w:val="T1"/></w:pPr>{run("第一章 总则")}<w:r><w:tab/></w:r>{run("3")}</w:p>'
    made = document(tmp_path, f"<w:sdt><w:sdtContent>{entry}</w:sdtContent></w:sdt>" + paragraph("第一章 总则"), styles=styles)
    assert lines(made) == ["第一章 总则", "第一章 总则"]


def test_strict_documents_are_read(tmp_path: Path) -> None:
    assert lines(document(tmp_path, paragraph("第一条 甲。"), namespace=STRICT)) == ["第一条 甲。"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "没有文字"),
        ("<w:altChunk/>" + paragraph("甲"), "嵌入了别的文件"),
        ("<w:sdt>" * 5000 + "</w:sdt>" * 5000, "嵌套太深"),
        ("<w:p>", "已损坏"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        lines(document(tmp_path, body))
