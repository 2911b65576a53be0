"""Damaged texts: nothing crashes the parser, and every letter that goes in comes out, in a provision, a field or an audit.

The same damages in thousands, on thousands of laws and against the clock: ``python -m eval.bench.laws``.
"""

from pathlib import Path

import pytest

from eval.bench.account import lost_characters
from eval.bench.mutations import LABELS, mutate
from law.gazette import parse
from law.norms import norms
from law.store import prepare
from tests.law.test_heads import LETTER, NOTICE, PRESIDENTIAL_ORDER, REPEALING
from tests.law.test_outline import AMENDMENT, DUTIES, EMERGENCY_PLAN, PROGRAMME

ROOT = Path(__file__).parents[2]
GAZETTE = (ROOT / "corpus" / "浙江省人民政府公报2018年第1期.txt").read_text(encoding="utf-8")
SOUND = (AMENDMENT, DUTIES, EMERGENCY_PLAN, LETTER, NOTICE, PRESIDENTIAL_ORDER, PROGRAMME, REPEALING)
SMALL = tuple((name, text) for name, text in mutate(SOUND, 300, seed=1) if len(text) < 20_000)


@pytest.mark.parametrize("text", [GAZETTE, *SOUND])
def test_a_sound_text_is_in_its_parse_to_the_last_letter(text: str) -> None:
    assert not lost_characters(text, parse(text, "某.txt"))


def test_nothing_is_lost_from_damaged_documents() -> None:
    assert len(SMALL) > 250
    assert [name for name, text in SMALL if lost_characters(text, parse(text, "某(2020-01-01).txt"))] == []


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_lost_from_a_damaged_gazette(seed: int) -> None:
    for name, text in mutate([GAZETTE[seed * 4000 :][:9000]], 4, seed):
        if len(text) < 100_000:
            assert not lost_characters(text, parse(text, "公报.txt")), name


@pytest.mark.parametrize("label", LABELS)
def test_a_label_that_comes_again_and_again_loses_nothing(label: str) -> None:
    text = "某办法\n" + "\n".join(f"{label}{n}" for n in range(300))
    assert not lost_characters(text, parse(text, "某.txt"))


def test_a_line_of_a_megabyte_is_kept() -> None:
    text = "某办法\n" + "第一条公布了印发、发布的通知" * 80_000
    assert not lost_characters(text, parse(text, "某.txt"))


NUMBERED = (
    "第{}条 单位应当登记。", "第{}章 总则", "{}、总体要求", "（{}）单位应当登记。", "第一条之{} 单位应当登记。", "依照第{}条、第一条之{}的规定执行。",
    "依照《某法》第{}条第{}款第（{}）项的规定，处{}元以上罚款。", "单位在{}日内未登记的，应当在{}日内报告。", "处百分之{}以上{}倍以下罚款。",
    "本办法自公布之日起施行，有效期{}年。",
)  # fmt: skip


@pytest.mark.parametrize("line", NUMBERED)
@pytest.mark.parametrize("number", ["9" * 9, "一" * 9, "9" * 900, "一亿" * 450, "9" * 5000, "一" * 5000])
def test_a_number_beyond_all_measure_is_read_as_words(line: str, number: str) -> None:
    text = f"某办法\n第一条 为了管理，制定本办法。\n{line.replace('{}', number)}\n"
    parsed = parse(text, "某.txt")
    assert not lost_characters(text, parsed)
    assert prepare(parsed.documents[0]).identity == ("某办法", "")
    assert all(norm.quote for norm in norms(parsed.documents[0]))
