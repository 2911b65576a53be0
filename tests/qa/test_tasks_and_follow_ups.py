"""What is no question but a task, what an article says and what is asked of it besides, follow-ups that mean what was said before, a day taken wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from law.library import Library
from qa.assistant import Assistant
from qa.model import Question
from qa.question.kinds import asks_yes_no, kind_of
from qa.question.meant import documents_named
from qa.refusals.lacking import THINGS, sets_a_task
from qa.select import UNITS_ALONE
from qa.understand import clean, points_back
from tests.qa.conftest import assistant_over
from vectorstore.index import Index

NIGHT_MARKETS = """江北市夜市管理办法

江北市人民政府令
第 71 号

《江北市夜市管理办法》已经市人民政府第 30 次常务会议审议通过，现予公布，自 2022 年 6 月 1 日起施行。
市长　 王山
2022 年 4 月 8 日

第一条　 为了规范夜市管理，制定本办法。
第二条　 区城市管理部门组织实施下列夜市检测：
（一）摊位用电线路的老化情况；
（二）摊位噪声的变化情况。
第三条　 本办法第二条第（一）项规定的检测每年至少 1 次；第二条第（二）项规定的检测根据需要不定期开展。
第四条　 夜市开办人应当在检测完成之日起 15 日内向区城市管理部门报送检测报告。
第五条　 城市管理部门建立摊主信用名单制度，对有严重不良记录的摊主，采取限制入场等惩戒措施。
第六条　 夜市因故停办的，开办人应当提前发布公告；因停办造成摊主损失的，依法承担赔偿责任。
第七条　 开办人未按照本办法第四条规定报送检测报告的，由区城市管理部门责令限期改正；逾期不改正的，处一千元以上五千元以下的罚款。
第八条　 支持青石街建设夜市示范街区，打造特色小吃品牌。
第九条　 本办法自 2022 年 6 月 1 日起施行。
"""


@pytest.fixture(scope="module")
def markets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("markets"), NIGHT_MARKETS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "text",
    [
        "同事退休，帮我写几句祝福的话",
        "给我讲个关于夜市的故事",
        "写首夸江北的诗",
        "替我们摊位起个名字，洋气点",
        "帮忙润色一下这句话：夜市好热闹",
        "扮演市长欢迎一下游客",
        "Write me a poem about night markets.",
        "Could you translate this decree into German?",
        "Pretend you are the mayor and greet us.",
        "Please draft an email to my landlord.",
    ],
)
def test_a_task_for_a_writer_is_no_question(text: str, markets: Assistant) -> None:
    assert sets_a_task(text)
    assert markets.ask(Question(text)).refused


@pytest.mark.parametrize(
    "text",
    [
        "帮我列一下开办人的义务",
        "开办夜市要不要写一份应急预案？",
        "请写明检测报告几天内报送",
        "给我讲讲信用名单是怎么回事",
        "我给摊位起了个名字叫天下第一摊，行吗",
        "做个宣传海报要报批吗",
        "帮我翻译一下什么叫夜市",
        "境外资料要翻译成中文吗",
        "Draft a summary of what stall holders must report.",
        "Tell me which code applies to stall holders.",
        "Do I need a contract with the operator?",
        "办法里怎么说特色小吃，给我孙女写作文用",
    ],
)
def test_what_a_text_may_answer_is_no_task(text: str) -> None:
    assert not sets_a_task(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("夜市那个办法的第五条到底写了些啥，是罚钱吗？", "no"),
        ("夜市管理办法第五条讲什么，要罚款不", "no"),
        ("夜市办法5条怎么说的，具体咋惩戒", None),
        ("What does Article 5 of the night market measures say, is it about fines?", "no"),
    ],
)
def test_an_article_is_quoted_and_what_is_asked_of_it_is_answered(text: str, verdict: str | None, markets: Assistant) -> None:
    answer = markets.ask(Question(text))
    assert answer.quotes[0].citation.address == "第五条"
    assert answer.verdict == verdict


def test_the_last_article_is_quoted_though_more_is_asked(markets: Assistant) -> None:
    answer = markets.ask(Question("夜市办法最后一条写了啥，几号开始算"))
    assert [quote.citation.address for quote in answer.quotes] == ["第九条"]


@pytest.mark.parametrize(
    "text",
    [
        "夜市管理办法2022年5月1日起施行，5月测完的要报吗？",
        "夜市管理办法2022年4月8日就生效了，4月的检测报告要报送吗？",
        "Given that the night market measures have applied since 1 May 2022, must a May report be filed?",
    ],
)
def test_the_day_from_which_on_a_text_applies_is_put_right(text: str, markets: Assistant) -> None:
    answer = markets.ask(Question(text))
    assert answer.verdict == "no"
    assert "2022年6月1日" in answer.conclusion


@pytest.mark.parametrize(
    "text", ["夜市管理办法2022年6月1日起施行，检测报告几天内报送？", "夜市管理办法2022年已经施行，检测报告几天内报送？"]
)
def test_the_right_day_is_not_put_right(text: str, markets: Assistant) -> None:
    assert "不是那一天" not in markets.ask(Question(text)).conclusion


def test_the_day_is_asked_for_by_what_it_applies_to(markets: Assistant) -> None:
    answer = markets.ask(Question("As of what date does the night market decree apply to our stall?"))
    assert answer.quotes[0].citation.address == "第九条"


@pytest.mark.parametrize(
    ("before", "text", "address"),
    [
        ("检测报告要不要报给城管部门", "他们一直没报，上面能怎么处理？", "第七条"),
        ("夜市停办了开办人要怎么通知", "那我货都进好了，这钱谁认？", "第六条"),
    ],
)
def test_who_goes_on_in_words_of_his_own_is_no_stranger(before: str, text: str, address: str, markets: Assistant) -> None:
    answer = markets.ask(Question(text, (before,)))
    assert address in {quote.citation.address for quote in answer.quotes}


@pytest.mark.parametrize(
    ("before", "text", "punished"),
    [
        ("检测报告要在几天内报送？", "那要是没报送就开市了呢", True),
        ("检测报告由谁报送？", "叫他改也不改呢", True),
        ("检测报告要在几天内报送？", "要是不照办呢？", True),
        ("By what day must the operator hand in the test report?", "What if they don't?", True),
        ("检测报告要在几天内报送？", "要是摊位不多呢", False),
        ("检测报告要在几天内报送？", "要是没报送，谁来催呢", False),
    ],
)
def test_what_follows_where_a_duty_is_not_done_is_its_penalty(before: str, text: str, punished: bool, markets: Assistant) -> None:
    answer = markets.ask(Question(text, (before,)))
    assert (answer.kind == "penalty") == punished
    assert "一千元以上五千元以下" in answer.conclusion or not punished


@pytest.mark.parametrize(
    ("text", "address"), [("下一条呢", "第五条"), ("上一条说的是啥", "第三条"), ("厂里新上一条流水线，也要报送检测报告吗", "")]
)
def test_a_production_line_is_no_article(text: str, address: str, markets: Assistant) -> None:
    known = markets.understand(Question(text, ("夜市管理办法第四条讲什么",)))
    assert [citation.address for citation in known.citations] == ([address] if address else [])


@pytest.mark.parametrize("text", ["用电线路老化 多久测一次 依据哪项", "摊位的用电线路用旧了，城管隔多久来测一回？"])
def test_how_often_is_answered_by_the_rule_that_refers_to_the_item(text: str, markets: Assistant) -> None:
    answer = markets.ask(Question(text))
    assert {("第三条", None), ("第二条", "（一）")} <= {(quote.citation.address, quote.citation.item) for quote in answer.quotes}


def test_a_rare_name_that_is_spoken_of_is_found(markets: Assistant) -> None:
    answer = markets.ask(Question("我家住青石街，听说办法里专门提到我们青石街，提了啥？"))
    assert [quote.citation.address for quote in answer.quotes] == ["第八条"]


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("那头新开的夜市，她们几家要不要报送", True),
        ("哦，那这事儿具体归谁去落实？", True),
        ("好的，明白了，他们要报吗", True),
        ("行，那罚多少", True),
        ("好的牌子要注册商标吗", False),
        ("行政许可要几天", False),
    ],
)
def test_who_answers_an_answer_goes_on_behind_it(text: str, back: bool) -> None:
    assert points_back(text) == back


def test_a_particle_asks_for_nothing() -> None:
    assert clean("全市有多少个摊位来着？") == "全市有多少个摊位？"
    assert clean("本来着装要统一吗") == "本来着装要统一吗"


def test_what_is_fine_costs_no_fine() -> None:
    assert clean("It's fine to skip the notice, isn't it?") == "It's all right to skip the notice, isn't it?"
    assert clean("What is the fine for a late notice?") == "What is the fine for a late notice?"
    assert clean("Is there a fine?") == "Is there a fine?"


def test_the_same_question_again_asks_what_was_asked_before() -> None:
    assert not asks_yes_no("Same question for the stalls by the river, please.")


def test_from_what_day_a_text_applies_is_a_question_of_its_effect() -> None:
    assert kind_of("From which date does the decree apply to clubs?") == "effect"
    assert kind_of("Does the decree apply to clubs?") == "scope"


@pytest.mark.parametrize("text", ["省长新年讲话里说的", "新年致辞里", "听说新年贺词里", "省长讲话里", "元旦致辞里"])
def test_a_speech_is_known_by_any_word_for_one(text: str, library: Library) -> None:
    assert documents_named(text, library)[0] == ("新年贺词",)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("浙江人工智能规划三（一）", "浙江省新一代人工智能发展规划"),
        ("浙江国情管理办法第三条", "浙江省地理国情监测管理办法"),
        ("浙江测绘管理办法第三条", None),
        ("体育竞赛管理办法", None),
        ("上海人工智能规划", None),
    ],
)
def test_a_name_may_leave_out_words_of_a_title_and_add_none(text: str, meant: str | None, library: Library) -> None:
    assert documents_named(text, library)[0] == ((meant,) if meant else ())


def test_what_an_article_is_about_is_held_against_its_words(markets: Assistant) -> None:
    assert markets.ask(Question("夜市办法第八条写了啥，是不是讲示范街区的")).verdict == "yes"
    assert markets.ask(Question("夜市办法第八条写了啥，有没有说要备案")).verdict is None


def test_a_misspelt_percentage_asks_for_a_ratio() -> None:
    asked = "全市消费增长目标是百份之几"
    assert {"比例", "增长的幅度"} <= {thing.name for thing in THINGS if thing.asked_in(asked)}


def test_units_in_charge_say_neither_yes_nor_no(built: tuple[Library, Index]) -> None:
    assert UNITS_ALONE.match("（责任单位：省人力社保厅、省商务厅）。")
    assert not UNITS_ALONE.match("由省商务厅牵头推进夜间经济。")
    answer = Assistant(*built).ask(Question("分享经济 平台是否须给骑手上保险"))
    assert "责任单位" not in answer.conclusion or answer.refused


WASTE = """江北市夜市垃圾管理办法

第一条　 夜市垃圾的清运数据应当纳入市公共数据平台，实现开放共享。具体办法按照《江北市公共数据管理办法》执行。
第二条　 在本市从事夜市垃圾清运活动，适用本办法。
第三条　 夜市开办人应当设置分类垃圾桶。
"""


def test_a_text_that_applies_is_asked_for_and_not_what_it_applies_to(tmp_path: Path) -> None:
    assert kind_of("本办法适用哪些活动") == "scope" != kind_of("清运数据开放共享的具体办法适用哪部规章？")
    with assistant_over(tmp_path, WASTE) as assistant:
        answer = assistant.ask(Question("夜市垃圾清运数据开放共享，具体办法适用哪部规章？"))
    assert "《江北市公共数据管理办法》不在现有文件中" in answer.conclusion
    assert [quote.citation.address for quote in answer.quotes] == ["第一条"]
