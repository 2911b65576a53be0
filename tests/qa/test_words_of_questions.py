"""From the words people use to the words of the law: typing slips, English, lay words, places. Over words of the language, not over a corpus."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from qa.question.bare import bare
from qa.question.glossary import Glossary
from qa.question.spelling import Spelling
from qa.question.usage import Usage
from qa.wording.places import ALSO_WORDS, CITIES, PROVINCE, places, scenes
from qa.wording.relevance import Relevance, told_apart
from settings import ROOT

LANGUAGE = frozenset(Tokenizer.from_file(str(ROOT / "vectorstore" / "model" / "tokenizer.json")).get_vocab())
"""The words that the model that ships knows."""
TEXTS = (
    "未成年人不得进入营业性歌舞娱乐场所", "养犬人应当办理养犬登记", "物业服务企业应当维修电梯", "垃圾分类收集", "违反规定的由主管部门处罚",
    "地下管线工程竣工验收", "居住证每年签注一次", "购买工伤保险", "人工智能技术", "第四十条规定的处罚", "第十四条规定的处罚",
)  # fmt: skip
WORDS = frozenset(
    [
        "未成年人",
        "娱乐",
        "登记",
        "物业",
        "服务",
        "企业",
        "电梯",
        "垃圾",
        "分类",
        "部门",
        "主管部门",
        "处罚",
        "管线",
        "地下",
        "居住证",
        "保险",
        "工伤保险",
        "人工智能",
        "人工",
        "只能",
        "智能",
        "规定",
        "第四十",
        "第十四",
        "行为",
        "禁止",
    ]
)


class Counted:
    """How many texts hold a character or a pair."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [set(text) | {"".join(pair) for pair in pairwise(text)} for text in texts]

    def frequency(self, word: str) -> int:
        return sum(word in grams for grams in self._texts)

    def __len__(self) -> int:
        return len(self._texts)


SPELLING = Spelling(Relevance(Counted(TEXTS)), WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("末成年人能去网吧吗", "未成年人能去网吧吗"),
        ("拉圾不分类", "垃圾不分类"),
        ("哪个步门管", "哪个部门管"),
        ("地下管先挖断了", "地下管线挖断了"),
        ("人工只能企业", "人工智能企业"),
        ("居主证过期", "居住证过期"),
        ("电梯保现", "电梯保险"),
        ("电梯可以马", "电梯可以吗"),
        ("禁止行为有那些", "禁止行为有哪些"),
        ("登记归那个部门", "登记归哪个部门"),
    ],
)
def test_a_slip_is_mended_by_sound_or_by_shape(typed: str, meant: str) -> None:
    assert SPELLING.mended(typed) == meant


def test_a_slip_is_mended_though_texts_join_it_to_the_next_word() -> None:
    spelling = Spelling(Relevance(Counted(["公布竞赛规程", "竞赛规程应当写明", "修改竞赛规程"])), {"竞赛", "规程", "公布"})
    assert spelling.mended("竟赛规程几天前公布") == "竞赛规程几天前公布"


@pytest.mark.parametrize(
    "right",
    [
        "电梯坏了谁修",
        "禁止行为有哪些",
        "第四十条的处罚",
        "第十四条的处罚",
        "我想问登记",
        "",
        "ok 12",
        "养狗要登记吗",
        "公园能骑马",
        "是那几天谁值班",
        "有那个证还要登记吗",
    ],
)
def test_what_is_right_stays(right: str) -> None:
    assert SPELLING.mended(right) == right


SHOWS = Usage(Relevance(Counted(["变更灯会的时间、地点的，应当公告", "鼓励办理有关保险", "观众应当接受安全检查"])))
LATER = Usage(Relevance(Counted(["申请延期的，应当说明变更后的时间"])))


@pytest.mark.parametrize(
    ("said", "put"),
    [
        ("灯会往后挪一周要公告吗", "灯会变更时间要公告吗"),
        ("下大雨，灯会得改个日子", "下大雨，灯会得变更时间"),
        ("灯会推迟两天办", "灯会变更时间办"),
        ("非得买份保险？", "非得办理保险？"),
        ("看灯会门口要安检，能不让翻包吗", "看灯会门口要安全检查，能不让翻包吗"),
        ("保安要查我的包裹", "保安要查我的包裹"),
        ("灯会的地点", "灯会的地点"),
    ],
)
def test_a_question_is_put_in_the_words_of_the_texts(said: str, put: str) -> None:
    assert SHOWS.put(said) == put


@pytest.mark.parametrize("said", ["能不能延期半年", "改个地方办", "得买份保险"])
def test_words_that_texts_use_stay_and_none_are_put_that_they_do_not_use(said: str) -> None:
    assert LATER.put(said) == said


@pytest.mark.parametrize(
    ("held", "said", "put"),
    [
        ("所需经费纳入本级财政预算", "搞灯会的钱从哪儿出？", "搞灯会的经费从哪儿出？"),
        ("所需经费纳入本级财政预算", "灯会谁来掏钱", "灯会谁来掏经费"),
        ("检定费用由企业承担", "这笔钱到底谁承担", "这笔费用到底谁承担"),
        ("所需经费纳入预算，检定费用由企业承担", "这笔钱到底谁承担", "这笔钱到底谁承担"),
        ("所需经费纳入本级财政预算", "我的机票钱谁出", "我的机票钱谁出"),
        ("所需经费纳入本级财政预算", "这钱从哪年给到哪年", "这钱从哪年给到哪年"),
    ],
)
def test_money_that_somebody_bears_is_called_as_the_texts_call_it(held: str, said: str, put: str) -> None:
    assert Usage(Relevance(Counted([held]))).put(said) == put


def test_a_text_is_told_apart_by_the_words_that_few_of_the_others_hold() -> None:
    texts = ("举办灯会，应当落实场地", "举办灯会，应当落实人员", "鼓励办理保险")
    *others, insured = told_apart("咱娃的灯会保险得谁掏钱买", texts)
    assert insured > max(others), "no text holds 娃, 掏钱: they tell none apart"
    assert told_apart("灯会", texts) == [1.0, 1.0, 0.0]
    assert told_apart("滑雪", texts) == [0.0, 0.0, 0.0]
    assert told_apart("灯会", ()) == []


@given(st.text(alphabet="末未圾拉部步门第四十人工只能，。 aA1", max_size=80))
def test_mending_keeps_length_and_all_but_han(text: str) -> None:
    mended = SPELLING.mended(text)
    assert len(mended) == len(text)
    assert all(one == other for one, other in zip(text, mended, strict=True) if not "一" <= one <= "鿿")
    assert [c for c in text if c in "第四十"] == [c for c in mended if c in "第四十"]


@pytest.mark.parametrize(
    ("english", "terms"),
    [
        ("Who issues the permits for street trading?", {"行政许可"}),
        ("penalties for illegally discharging waste water", {"处罚"}),
        ("Are small and micro enterprises given subsidies?", {"小微企业", "补贴"}),
        ("the deadline for registering companies", {"期限", "登记", "公司"}),
        ("artificial intelligence development plan", {"人工智能", "规划"}),
    ],
)
def test_english_gives_the_terms_that_texts_use(english: str, terms: set[str]) -> None:
    assert terms <= set(Glossary.shipped().chinese(english).split())


@pytest.mark.parametrize("shell", ["What may I do?", "which is it", "", "你好"])
def test_words_that_only_carry_a_question_give_nothing(shell: str) -> None:
    assert Glossary.shipped().chinese(shell) == ""


def test_the_longest_phrase_counts_and_endings_do_not() -> None:
    glossary = Glossary({"public security organ": ("公安机关",), "security": ("安全",), "licence": ("许可证",)})
    assert glossary.chinese("Public security organs check licences") == "公安机关 许可证"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("大连办的庙会和海口办的一样吗", ("大连", "海口")),
        ("湖南、河南两省的渔船能来吗", ("湖南", "河南")),
        ("开封市、白银市的商户", ("开封", "白银")),
        ("进入海口市的车辆", ("海口",)),
        ("重大庆典活动要报备吗", ()),
        ("河流入海口能采沙吗", ()),
        ("开封后的食品，多久要用完", ()),
        ("较大连锁企业要登记吗", ()),
        ("太湖南岸、黄河南岸和水库北侧", ()),
        ("医保定点的诊所，其中卫生怎么查", ()),
        ("白银市场、一百四平方米的铺面", ()),
        ("一公顷以上海域，形成都市圈，复合肥料", ()),
    ],
)
def test_a_place_is_named_by_a_word_of_its_own(text: str, named: tuple[str, ...]) -> None:
    assert places(text) == named


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("湖南的渔船要登记吗", ("湖南",)),
        ("在成都办厂，去广州市人才市场", ("成都", "广州")),
        ("北京养狗要打疫苗吗", ("北京",)),
        ("我是河南人，孩子能在这里上学吗", ()),
        ("湖南户口的可以办居住证吗", ()),
        ("从四川来打工要办居住登记吗", ()),
        ("重庆小面店要办什么证", ()),
        ("上海牌照的车能上路吗", ()),
        ("北京路摆摊要批吗", ()),
        ("高温天津贴多少", ()),
        ("每天津贴多少", ()),
        ("小区南通道能停车吗", ()),
        ("停车场南充电桩谁来管", ()),
        ("美丽水乡怎么评", ()),
        ("损失是谁造成都有责任吗", ()),
        ("学校传承德育文化", ()),
        ("做面包头一次要办证吗", ()),
        ("油烟台账保存多久", ()),
    ],
)
def test_a_place_that_a_question_is_about(text: str, about: tuple[str, ...]) -> None:
    assert scenes(text, LANGUAGE) == about


def test_every_name_that_is_also_a_word_is_a_city() -> None:
    assert PROVINCE.keys() - CITIES.keys() >= ALSO_WORDS


@pytest.mark.parametrize("name", ["glossary.tsv"])
def test_the_tables_are_whole(name: str) -> None:
    lines = (Path(__file__).parents[2] / "qa" / "question" / name).read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            word, tab, others = line.partition("\t")
            assert word and tab and all(other.strip() for other in others.split(",")), line


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("老师您好，想咨询一下，养狗要登记吗？", "养狗要登记吗？"),
        ("养狗要登记吗？谢谢您！", "养狗要登记吗？"),
        ("我想问一下养狗要登记吗", "养狗要登记吗"),
        ("我家养了条狗，请问要登记吗？", "我家养了条狗，要登记吗？"),
        ("根据《江州市养犬管理条例》第八条的规定，养狗要登记吗？", "养狗要登记吗？"),
        ("狗咬了人。按市里的养犬条例，我要赔吗？", "狗咬了人。我要赔吗？"),
        ("小区的狗依《江州市养犬管理条例》是否须登记？", "小区的狗是否须登记？"),
        ("Under the city's dog rules, do I have to register a puppy?", "Do I have to register a puppy?"),
        ("Do I have to register a puppy under the city's dog rules?", "Do I have to register a puppy?"),
    ],
)
def test_greetings_and_the_text_that_a_question_asks_by_are_not_read_with_the_clause(asked: str, plain: str) -> None:
    assert bare(asked) == plain


@pytest.mark.parametrize(
    "asked",
    [
        "在自家院里养狗，非得照这个办法来吗？", "《江州市养犬管理条例》规定了罚款吗？", "违反《江州市养犬管理条例》会罚款吗？", "按规定登记的狗能进公园吗？",
        "按照《江州市养犬管理条例》办理的登记能转让吗？", "依法登记的狗能进公园吗？", "我想问他要狗证行吗？", "老师能带学生养狗吗？", "您好，谢谢！",
        "Does my puppy fall under the city's dog rules?", "May I sue under the rules that the landlord wrote?", "",
    ],
)  # fmt: skip
def test_what_is_asked_of_a_text_or_of_somebody_is_read_as_it_is(asked: str) -> None:
    assert bare(asked) == asked


@given(st.text(alphabet="请问一下，按照规定要求《》谢你好老师？the under rules ", max_size=300))
def test_any_question_is_read_without_delay(asked: str) -> None:
    assert len(bare(asked)) <= len(asked) + 1


@pytest.mark.parametrize(("english", "city"), [("Xiamen", "厦门"), ("Changsha", "长沙"), ("Suzhou", "苏州")])
def test_cities_are_known_by_any_way_to_read_their_characters(english: str, city: str) -> None:
    assert city in Glossary.shipped().chinese(f"Who runs the ferries of {english}?").split()
