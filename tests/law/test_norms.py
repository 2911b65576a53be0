"""Norms: who must, may or must not do what, by when, under which condition, except when."""

from pathlib import Path

import pytest

from law.citation import parse_citation
from law.deadlines import find_deadlines
from law.gazette import parse
from law.library import Library
from law.model import Document, Norm
from law.norms import definitions, norms, scopes


def document(text: str) -> Document:
    (read,) = parse(f"某市某条例\n第一条 为了管理。\n第二条 {text}\n", "t.txt").documents
    return read


def read(text: str) -> tuple[Norm, ...]:
    return norms(document(text))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("承办人应当做好下列工作。", ("义务", "承办人", "做好下列工作")),
        ("参赛者和观众不得扰乱秩序。", ("禁止", "参赛者和观众", "扰乱秩序")),
        ("禁止在广场燃放烟花。", ("禁止", None, "在广场燃放烟花")),
        ("单位、个人均可依法举办赛事。", ("权利", "单位、个人", "依法举办赛事")),
        ("公民有权举报违法行为。", ("权利", "公民", "举报违法行为")),
        ("体育主管部门可以委托有关机构检查。", ("职权", "体育主管部门", "委托有关机构检查")),
        ("县级以上人民政府体育主管部门负责本行政区域内赛事的管理。", ("职权", "县级以上人民政府体育主管部门", "本行政区域内赛事的管理")),
        ("名录由省体育主管部门制定并公布。", ("职权", "省体育主管部门", "制定并公布")),
        ("主办方在赛事举办前应当报告。", ("义务", "主办方", "报告")),
        ("举办赛事的，应当报告。", ("义务", None, "报告")),
        ("主办方变更名称的，应当报告。", ("义务", "主办方", "报告")),
        ("由于天气原因不得继续比赛。", ("禁止", None, "继续比赛")),
        ("任何单位和个人不得从事采砂活动。", ("禁止", "任何单位和个人", "从事采砂活动")),
        ("禁止从事下列活动。", ("禁止", None, "从事下列活动")),
        ("未取得许可证的，不得经营烟花。", ("禁止", None, "经营烟花")),
        ("对未成年人不得处以罚款。", ("禁止", None, "处以罚款")),
        ("建设单位、施工单位必须遵守规定。", ("义务", "建设单位、施工单位", "遵守规定")),
    ],
)
def test_who_must_may_or_must_not(words: str, expected: tuple[str, str | None, str]) -> None:
    assert [(norm.kind, norm.subject, norm.act) for norm in read(words)] == [expected]


def test_a_subject_lasts_and_conditions_belong_to_their_clause() -> None:
    first, second, third = read("承办人应当报告；变更时间的，应当重新报告，并不得擅自取消。")
    assert [norm.subject for norm in (first, second, third)] == ["承办人"] * 3
    assert (first.conditions, second.conditions, third.conditions) == ((), ("变更时间的",), ("变更时间的",))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("单位不得改变用途，但法律另有规定的除外。", ("但法律另有规定的除外",)),
        ("除法律、法规另有规定外，单位不得收费。", ("除法律、法规另有规定外",)),
        ("单位应当备案；法律另有规定的，从其规定。", ("法律另有规定的，从其规定",)),
        ("单位应当备案。", ()),
    ],
)
def test_exceptions_are_kept_in_the_words_of_the_text(words: str, expected: tuple[str, ...]) -> None:
    assert {norm.exceptions for norm in read(words)} == {expected}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("应当自受理之日起三十日内作出决定", [(30, "日", "内", "受理")]),
        ("自收到申请材料之日起15个工作日内审核", [(15, "工作日", "内", "收到申请材料")]),
        ("在体育赛事举行20日前公布", [(20, "日", "前", "体育赛事举行")]),
        ("应当在开工前十五日报告", [(15, "日", "前", "开工")]),
        ("每年至少组织1次演练", [(1, "次", "每", "年")]),
        ("每半年不少于一次", [(1, "次", "每", "半年")]),
        ("应当在24小时内报告", [(24, "小时", "内", None)]),
        ("于每年3月31日前报送", []),
        ("自2018年3月1日起施行", []),
    ],
)
def test_a_deadline_has_a_number_a_unit_and_a_start(words: str, expected: list[tuple[float, str, str, str | None]]) -> None:
    assert [(found.number, found.unit, found.relation, found.anchor) for found in find_deadlines(words)] == expected
    assert all(found.text in words for found in find_deadlines(words))


def test_scope_and_definitions() -> None:
    law = document("在本市行政区域内举办赛事，适用本条例。\n前款所称赛事，是指运动竞赛（以下简称比赛）。")
    assert [norm.quote for norm in scopes(law)] == ["在本市行政区域内举办赛事，适用本条例。"]
    assert [definition.term for definition in definitions(law)] == ["赛事", "比赛"]


@pytest.mark.parametrize("words", ["由于主办方未按照约定举办造成损失。", "由此产生的费用按照约定分担。"])
def test_a_cause_is_no_one_who_acts(words: str) -> None:
    assert read(words) == ()


@pytest.mark.parametrize(
    "words",
    [
        "违反本条例规定的，由公安机关责令改正，可以处一千元以下罚款。",
        "违反本条例规定的，由公安机关吊销许可证，五年内不得从事经营活动。",
        "擅自开业的，处五千元以上罚款，但不得超过三万元。",
    ],
)
def test_a_sanction_is_no_norm(words: str) -> None:
    assert read(words) == ()


def test_the_library_tells_the_norms_of_a_place(tmp_path: Path) -> None:
    Library.build(tmp_path / "library.sqlite", [document("承办人应当报告。\n观众不得扰乱秩序。\n本条例所称观众，是指入场人员。")])
    with Library.open(tmp_path / "library.sqlite") as library:
        assert [norm.subject for norm in library.norms_at(parse_citation("《某市某条例》第二条"))] == ["承办人", "观众"]
        (norm,) = library.norms_at(parse_citation("《某市某条例》第二条第二款"))
        assert (norm.kind, norm.quote) == ("禁止", "观众不得扰乱秩序。")
        assert library.norms_at(parse_citation("《某市某条例》第九条")) == ()
        assert [one.term for one in library.definitions_at(parse_citation("《某市某条例》"))] == ["观众"]
