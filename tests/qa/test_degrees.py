"""A fine by degrees is told whole where the question singles none out, and what breaks another item of a list is not held for the item that is fined most."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.model import Question
from tests.qa.conftest import assistant_over

WALLS = """
云州市古城墙保护条例

第一条　 为了保护古城墙，制定本条例。
第二条　 文物主管部门负责古城墙的保护工作。
第三条　 禁止下列损害古城墙的行为：
（一）拆除；
（二）擅自开挖洞口；
（三）刻划、涂污、张贴；
（四）在墙体上种植树木、堆放重物。
第四条　 违反本条例第三条第一项规定，拆除古城墙的，由文物主管部门责令停止违法行为，并按照下列规定处以罚款：
（一）拆除省级古城墙或者其附属城楼的，每处处二十万元以上五十万元以下罚款；
（二）拆除市级古城墙的，每处处十万元以上二十万元以下罚款；
（三）拆除县级古城墙的，每处处五万元以上十万元以下罚款。
第五条　 违反本条例第三条第三项规定的，由文物主管部门责令改正，处三百元以上三千元以下罚款。
第六条　 违反本条例规定，有下列情形之一的，由文物主管部门处以罚款：
（一）未按规定巡查古城墙的，处一千元以上五千元以下罚款；
（二）未设置保护标志的，处五百元以上二千元以下罚款。
第七条　 本条例自2020年1月1日起施行。
"""


@pytest.fixture(scope="module")
def walls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answer over a regulation that fines one breach by degrees and others by their numbers."""
    with assistant_over(tmp_path_factory.mktemp("walls"), WALLS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("拆古城墙罚多少？", ["二十万元以上五十万元", "十万元以上二十万元", "五万元以上十万元"], ["三百元", "（一）"]),
        ("拆除古城墙会被罚款吗？", ["二十万元以上五十万元", "十万元以上二十万元", "五万元以上十万元"], ["三百元"]),
        ("拆了一段市级古城墙罚多少？", ["十万元以上二十万元"], ["五十万元", "五万元以上"]),
        ("在古城墙上刻字要罚吗？", ["三百元以上三千元"], ["万元"]),
        ("没有设置保护标志，罚多少钱？", ["五百元以上二千元"], ["五千元"]),
    ],
)
def test_a_fine_by_degrees_is_told_whole_and_a_single_one_alone(
    walls: Assistant, question: str, said: list[str], unsaid: list[str]
) -> None:
    answer = walls.ask(Question(question))
    assert not answer.refused
    assert all(words in answer.conclusion for words in said)
    assert not any(words in answer.conclusion for words in unsaid)


def test_an_item_is_quoted_with_one_label(walls: Assistant) -> None:
    assert "（一）（一）" not in walls.ask(Question("What is the fine for tearing down an old city wall?")).text
