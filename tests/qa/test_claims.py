"""What a sentence claims: quantities in any spelling, modality, bodies."""

import math
import time

import pytest

from qa.case.ranges import asked_sum, fines
from qa.wording.claims import bodies, modalities, quantities, same_body


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("处3万元罚款", "处30000元罚款"),
        ("处3万元罚款", "处三万元罚款"),
        ("处3万元罚款", "处叁万元罚款"),
        ("处五千元罚款", "处伍仟元罚款"),
        ("处3 万元罚款", "处30,000元罚款"),
        ("每年10个亿", "每年10亿元"),
        ("20日内", "二十日内"),
        ("20天内", "20日内"),
        ("百分之五十", "50%"),
        ("不超过3万元", "3万元以下"),
        ("2000元至3万元", "2000元以上3万元以下"),
        ("2018年2月1日", "2018 年 2 月 1 日"),
        ("February 1, 2018", "2018年2月1日"),
        ("within 30 days", "在30日之前"),
        ("30,000 yuan", "3万元"),
        ("年满18岁", "年满十八周岁"),
        ("10日内", "十日内"),
        ("3年内", "三年内"),
        ("2次以上", "二次以上"),
        ("12个月内", "一年内"),
        ("有效期一年", "有效期12个月"),
        ("6个月", "半年"),
        ("3个月内", "三个月以内"),
        ("2021年10月1日", "二〇二一年十月一日"),
    ],
)
def test_one_quantity_in_two_spellings_is_one(text: str, same: str) -> None:
    assert quantities(text)
    assert all(one.within(quantities(same)) for one in quantities(text))


@pytest.mark.parametrize(
    ("text", "range_"),
    [
        ("处五千元以上罚款，最高不超过三万元。", (5000, 30000)),
        ("处违法所得三倍以下罚款，但最高不超过三万元。", (None, 30000)),
        ("处违法所得三倍以下但最高不超过三万元的罚款。", (None, 30000)),
    ],
)
def test_a_cap_bounds_the_fine_before_it(text: str, range_: tuple[float | None, float]) -> None:
    assert [(one.amount.low, one.amount.high) for one in fines([text])] == [range_]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("3万元以下", "3万元以上"),
        ("3万元", "3倍"),
        ("20日", "20个工作日"),
        ("30日", "3日"),
        ("2018年2月1日", "2018年1月2日"),
        ("5%", "50%"),
        ("30个月", "30日"),
        ("30 years", "30日"),
        ("18周岁", "18周"),
        ("十日内", "三日内"),
        ("一年内", "三年内"),
        ("两年内", "三年内"),
        ("终身不得申请", "三年内不得申请"),
        ("不得超过三次", "二次"),
        ("2024年", "24288个月"),
        (f"一{'亿' * 40}元", "1亿元"),
    ],
)
def test_different_quantities_differ(text: str, other: str) -> None:
    assert not all(one.within(quantities(other)) for one in quantities(text))


@pytest.mark.parametrize("number", [f"一{'亿' * 40}", "一" * 400, "9" * 400])
def test_a_sum_beyond_all_bounds_is_read(number: str) -> None:
    assert [one.value for one in quantities(f"罚款{number}元")] == [asked_sum(f"罚款能到{number}元吗")] == [math.inf]


@pytest.mark.parametrize(
    "text",
    ["一个部门", "统一管理", "一年一度", "第三方机构", "十三五规划", "一些", "十分重要", "三级医院", "百年老店", "上半年", "终身学习"],
)
def test_numerals_that_count_nothing_are_no_quantities(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不实行行政许可", {"relief"}),
        ("不得伪造", {"ban"}),
        ("应当公布", {"duty"}),
        ("可以要求其提供", {"leave"}),
        ("拒不改正", {"negation"}),
        ("未公布竞赛规程", {"negation"}),
        ("无线电管理", set()),
        ("不同情况", set()),
        ("能不能举办", set()),
        ("不得不停办", set()),
        ("must not forge", {"ban"}),
        ("is not required", {"relief"}),
        ("shall publish", {"duty"}),
        ("may ask", {"leave"}),
    ],
)
def test_modality(text: str, expected: set[str]) -> None:
    assert modalities(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由体育主管部门责令改正", {"体育"}),
        ("县级以上人民政府体育主管部门", {"政府", "体育"}),
        ("向公安、交通运输等行政主管部门", {"公安", "交通运输"}),
        ("向公安机关报告", {"公安"}),
        ("有关主管部门", set()),
        ("任何单位", set()),
        ("公安、海事这些部门", {"公安", "海事"}),
        ("财政部门、教育部门", {"财政", "教育"}),
        ("由市场监督管理部门处罚", {"市场监管"}),
        ("由市监局、城市管理局处罚", {"市场监管", "城市管理"}),
        ("公安局", {"公安"}),
        ("公安机关交通管理部门", {"公安"}),
        ("找城管还是交警", {"城市管理", "公安"}),
        ("城管执法大队", {"城市管理"}),
        ("环境卫生主管部门", {"市容环卫"}),
        ("卫生主管部门", {"卫生健康"}),
        ("招牌主管部门", {"招牌"}),
        ("城市管理条例的格局、教育部分、建设委托", set()),
    ],
)
def test_bodies(text: str, expected: set[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("住建部门", "住房和城乡建设主管部门", True),
        ("环保局", "县级以上人民政府生态环境主管部门", True),
        ("国土部门", "自然资源主管部门", True),
        ("劳动局", "人力资源和社会保障部门", True),
        ("工商", "市场监督管理部门", None),
        ("工商局", "市场监督管理部门", True),
        ("卫健委", "卫生行政部门", True),
        ("住建部门", "体育主管部门", False),
        ("人民政府", "体育主管部门", None),
        ("谁", "体育主管部门", None),
    ],
)
def test_a_body_is_the_same_by_another_name(one: str, other: str, same: bool | None) -> None:
    assert same_body(one, other) is same


@pytest.mark.parametrize("text", ["的" * 20_000, "主管行政" * 5_000, "体育、" * 7_000, "市场监督管理" * 3_000])
def test_bodies_are_read_in_a_time_that_grows_with_the_text(text: str) -> None:
    start = time.perf_counter()
    bodies(text)
    assert time.perf_counter() - start < 2
