"""Printed pages: rows, columns, running heads and paragraphs, on pages drawn by hand."""

from law.formats.pages import Glyph, Page, read_pages
from law.formats.paragraphs import join_lines

SIZE, PITCH = 10.0, 15.0


def line(text: str, left: float, base: float, size: float = SIZE) -> list[Glyph]:
    return [Glyph(character, left + at * size, left + (at + 1) * size, base, size) for at, character in enumerate(text)]


def column(texts: list[str], left: float, top: float, pitch: float = PITCH) -> list[Glyph]:
    """Lines under each other; a full-width blank at the head of one is its indent."""
    return [glyph for at, text in enumerate(texts) for glyph in line(text, left, top - at * pitch)]


def paragraphs(*pages: list[Glyph]) -> list[str]:
    return join_lines(read_pages([Page(number, glyphs) for number, glyphs in enumerate(pages, 1)]).lines)


LAW = [
    "\u3000\u3000第一条　为了规范某某事项的",
    "管理活动，保障安全，制定本办法。",
    "\u3000\u3000本省行政区域内的某某活动，适",
    "用本办法。",
    "\u3000\u3000第二条　县级以上人民政府应当",
    "加强领导。",
]
READ = [
    "第一条　为了规范某某事项的管理活动，保障安全，制定本办法。",
    "本省行政区域内的某某活动，适用本办法。",
    "第二条　县级以上人民政府应当加强领导。",
]


def test_paragraphs_begin_at_an_indent_even_after_a_full_line() -> None:
    assert paragraphs(column(LAW, 50, 700)) == READ


def test_columns_are_read_one_after_the_other_whatever_heights_their_lines_have() -> None:
    for shift in (0, 4, 7):
        both = column(LAW, 50, 700) + column(
            ["\u3000\u3000第三条　某。", "\u3000\u3000第四条　某某某某某某某某某", *["某" * 16] * 4], 250, 700 - shift
        )
        assert paragraphs(both)[:5] == [*READ, "第三条　某。", "第四条　某某某某某某某某某" + "某" * 64]


def test_what_runs_across_columns_parts_them() -> None:
    title = line("某某省某某某某某某某管理办法", 145, 730)
    both = column(["左" * 16] * 6, 50, 700) + column(["右" * 16] * 6, 250, 700)
    assert paragraphs(title + both) == ["某某省某某某某某某某管理办法", "左" * 96 + "右" * 96]


def test_a_paragraph_goes_on_over_the_page_and_its_furniture() -> None:
    pages = [
        line("某某办法", 120, 780) + column(["\u3000\u3000第一条　为了规范某某事项的", "管理活动，保障安全生产，根据有关", "法律、法规的规定，结合本省实际情"], 50, 700)
        + line("—1—", 120, 30),
        line("某某办法", 120, 780) + column(["况，制定本办法。", "\u3000\u3000第二条　某某某某某某某某某某", "某。"], 50, 700) + line("—2—", 120, 30),
    ]  # fmt: skip
    layout = read_pages([Page(number, glyphs) for number, glyphs in enumerate(pages, 1)])
    assert join_lines(layout.lines) == [
        "第一条　为了规范某某事项的管理活动，保障安全生产，根据有关法律、法规的规定，结合本省实际情况，制定本办法。",
        "第二条　某某某某某某某某某某某。",
    ]
    assert layout.furniture == ("某某办法",)


def test_paragraphs_without_indents_are_parted_by_white() -> None:
    first, second = ["某" * 16, "某" * 15 + "。"], ["乙" * 16, "乙。"]
    assert paragraphs(column(first, 50, 700) + column(second, 50, 700 - 2 * PITCH - 8)) == ["".join(first), "".join(second)]
    assert paragraphs(column([*first, *second], 50, 700)) == ["".join([*first, *second])]


def test_letters_printed_twice_for_weight_are_read_once() -> None:
    assert paragraphs(column(["总则"], 50, 700) + column(["总则"], 50.4, 700)) == ["总则"]


def test_a_gap_that_is_wider_than_the_others_is_a_blank() -> None:
    assert paragraphs(line("第一条", 50, 700) + line("为了规范", 83, 700)) == ["第一条 为了规范"]
    assert paragraphs([Glyph(c, 50 + 12 * at, 60 + 12 * at, 700, SIZE) for at, c in enumerate("本条例所称")]) == ["本条例所称"]


def test_entries_of_a_table_of_contents_lose_their_leaders() -> None:
    assert paragraphs(line("第一章总则…………3", 50, 700)) == ["第一章总则"]
