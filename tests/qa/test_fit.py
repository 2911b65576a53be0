"""Which words of a clause fit the kind of a question."""

from __future__ import annotations

import pytest

from law.model import Citation, Item, Paragraph, Provision
from qa.fit import behind, marked
from qa.model import Kind
from qa.wording.clauses import Clause, clauses


def provision(*sentences: str, items: tuple[str, ...] = ()) -> list[Clause]:
    paragraph = Paragraph(1, "".join(sentences), tuple(Item(f"（{label}）", text) for label, text in zip("一二三", items, strict=False)))
    return list(clauses(Citation("某条例", "第一条"), Provision("第一条", ("第一条",), (paragraph,))))


@pytest.mark.parametrize(
    ("kind", "fitting", "other"),
    [
        ("deadline", "申请人应当自收到通知之日起十五日内提交材料。", "有关单位应当加强宣传教育。"),
        ("who", "县级以上人民政府林业主管部门负责本行政区域内的监督管理工作。", "古树名木实行分级保护。"),
        ("approval", "禁止在保护范围内建设建筑物。", "保护工作坚持政府主导的原则。"),
        ("penalty", "违反前款规定的，处一千元以上五千元以下罚款。", "经营者应当建立台账。"),
        ("definition", "本条例所称房屋，是指国有土地上的建筑物。", "具体办法由市人民政府制定。"),
    ],
)
def test_the_clause_with_the_words_of_an_answer_is_ahead(kind: Kind, fitting: str, other: str) -> None:
    assert behind(kind, provision(fitting, other))[0] == 0 > behind(kind, provision(fitting, other))[1]
    assert behind(kind, provision(other, fitting))[1] == 0


def test_a_provision_of_one_clause_is_never_behind() -> None:
    assert behind("deadline", provision("有关单位应当加强宣传教育。")) == [0.0]
    assert behind("deadline", []) == []


def test_numbers_are_alike_and_items_are_marked() -> None:
    sentence, first = provision("下列车辆每2年检验1次：", items=("12吨以上的；",))
    assert marked(sentence) == "¶下列车辆每0年检验0次："
    assert marked(first) == "·0吨以上的；"
