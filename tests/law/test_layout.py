"""Lines that end a sentence at the right margin: what goes on, and what begins a paragraph."""

import pytest

from law.layout import join
from law.normalise import Line

MARGIN = 20.0
FULL = "市文化主管部门应当予以公示并征求公众意见。"  # 21 with its hanging full stop
LISTING = "违反第一项规定的，责令改正；拒不改正；"  # 19
CASES = [
    # a line as wide as the margin has no indent
    ((FULL, "有关部门应当在规定时间内公布评审的结果和"), 1),
    # narrower by the indent: a first line
    ((FULL, "有关部门应当在规定时间内公布评审结"), 2),
    # words that lean on the sentence before
    ((FULL, "公示时间不得少于三日。"), 1),
    ((FULL, "前款费用由政府承担。"), 2),
    # a semicolon does not end a paragraph unless a label follows
    ((LISTING, "逾期不清理的，处以罚款。"), 1),
    ((LISTING, "（二）不清理的，处以罚款。"), 2),
]


@pytest.mark.parametrize(("lines", "paragraphs"), CASES)
def test_a_sentence_that_fills_its_line(lines: tuple[str, ...], paragraphs: int) -> None:
    before = "县级以上人民政府负责组织实施本行政区域的工作"[:18]
    numbered = [Line(n, text) for n, text in enumerate((before, *lines), 1)]
    assert len(join(numbered, MARGIN, articles=True)) == paragraphs
