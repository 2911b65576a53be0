"""What structure adds to the ranking: the kind of question, the place in the document, what refers to what."""

from __future__ import annotations

import pytest

from law.model import CLOSING, NOTICE, ORDER, Citation, Paragraph, Provision
from qa import structure
from qa.model import Evidence, Kind, Understanding
from qa.select import ANSWERS


def provision(text: str, address: str = "第五条") -> Provision:
    return Provision(address, (address,), (Paragraph(1, text),))


def asked(own: str, kind: Kind, follow_up: bool = False) -> Understanding:
    return Understanding(own, own, kind, "zh", follow_up=follow_up)


@pytest.mark.parametrize(
    ("kind", "fitting", "other"),
    [
        ("penalty", "由公安机关处五百元以下罚款。", "养犬人应当携带犬牌。"),
        ("deadline", "应当自收到申请之日起二十日内作出决定。", "养犬人应当携带犬牌。"),
        ("deadline", "每年不少于一次。", "养犬人应当携带犬牌。"),
        ("definition", "本条例所称犬只，是指家养的犬。", "养犬人应当携带犬牌。"),
        ("scope", "在本市行政区域内养犬，适用本条例。", "养犬人应当携带犬牌。"),
        ("number", "每户限养一只，收费三百元。", "养犬人应当携带犬牌。"),
    ],
)
def test_a_provision_gains_by_fitting_the_kind_of_question(kind: Kind, fitting: str, other: str) -> None:
    assert structure.kind_bonus(kind, provision(fitting)) > structure.kind_bonus(kind, provision(other)) == 0


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("本条例自2021年3月1日起施行。", False),
        ("2021年1月8日市人民政府常务会议通过，2021年2月公布", False),
        ("养犬人应当于2021年6月30日前办理登记。", True),
        ("养犬登记在2021年6月底结束。", True),
        ("自2021年7月1日起不再收费。", True),
        ("5月1日至6月30日集中接种疫苗。", True),
        ("接种后3个月有效。", True),
        ("本条例施行后20日内", True),
    ],
)
def test_the_day_of_a_text_is_no_period(text: str, period: bool) -> None:
    assert bool(structure.kind_bonus("deadline", provision(text))) == bool(ANSWERS["deadline"].search(text)) == period


def test_who_asks_for_leave_wants_the_provision_that_gives_it() -> None:
    leave, duty = provision("养犬实行许可制度。"), provision("养犬人应当携带犬牌，不得放养。")
    assert structure.kind_bonus("approval", leave, "养狗要不要审批") > structure.kind_bonus("approval", duty, "养狗要不要审批") == 0
    assert structure.kind_bonus("approval", duty, "能放养吗") > 0


LAST = provision("本条例自2021年3月1日起施行，《某市养犬规定》同时废止。", "第四十条")
PLACES = {
    "last": LAST,
    ORDER: provision("《某市养犬条例》已经第3次常务会议通过，现予公布，自2021年3月1日起施行。", ORDER),
    NOTICE: provision("现将《规划》印发给你们。", NOTICE),
    CLOSING: provision("本意见自公布之日起施行。", CLOSING),
}


@pytest.mark.parametrize(
    ("question", "best", "worse"),
    [
        ("养犬条例什么时候施行", "last", ORDER),
        ("哪个老规定给废了", "last", ORDER),
        ("这个令是谁签的", ORDER, "last"),
        ("哪次会议通过的", ORDER, "last"),
        ("规划的文号是多少", NOTICE, "last"),
        ("条例是哪一天公布的", ORDER, "last"),
        ("意见落款是哪天", CLOSING, "last"),
        ("意见从哪天起执行", CLOSING, NOTICE),
    ],
)
def test_a_question_about_the_document_goes_to_the_place_where_texts_say_it(question: str, best: str, worse: str) -> None:
    values = {name: structure.place(Citation("某市养犬条例", p.address), p, asked(question, "effect")) for name, p in PLACES.items()}
    assert values[best] > values[worse]


def test_orders_and_notices_give_way_where_nothing_is_asked_about_the_document() -> None:
    order = PLACES[ORDER]
    assert structure.place(Citation("甲", ORDER), order, asked("能养几只狗", "number")) < 0
    assert structure.place(Citation("甲", "第五条"), provision("限养一只"), asked("能养几只狗", "number")) == 0


def test_a_document_is_supported_by_its_best_three() -> None:
    found = [Evidence(Citation(title, f"第{n}条"), LAST, score, (), "检索") for n, (title, score) in enumerate(
        [("甲", 1.2), ("乙", 0.9), ("乙", 0.9), ("乙", 0.8), ("甲", 0.1)]
    )]  # fmt: skip
    support = structure.support(found)
    assert support["乙"] == 1.0
    assert support["甲"] == pytest.approx(1.3 / 2.6)
    assert structure.support([]) == {}


@pytest.mark.parametrize(("own", "little"), [("谁来罚？", True), ("多久？", True), ("那财政每年掏多少钱支持企业", False)])
def test_a_follow_up_with_few_words_is_about_the_same_provision(own: str, little: bool) -> None:
    assert structure.says_little(asked(own, "other", follow_up=True)) is little
    assert not structure.says_little(asked(own, "other"))


@pytest.mark.parametrize(
    ("text", "kind", "question", "gives_way"),
    [
        ("违反本条例第九条规定，未携带犬牌的，由公安机关责令改正。", "approval", "出门不带犬牌可以吗", True),
        ("工作人员有下列行为之一的，依法给予处分：（一）未办理登记的；", "procedure", "狗怎么登记", True),
        ("违反本条例第九条规定，未携带犬牌的，由公安机关责令改正。", "penalty", "出门不带犬牌怎么办", False),
        ("违反本条例第九条规定，未携带犬牌的，由公安机关责令改正。", "other", "不带犬牌有什么后果", False),
        ("养犬人不得违反公约，应当携带犬牌。", "approval", "出门不带犬牌可以吗", False),
        ("为了规范养犬行为，根据有关法律，制定本条例。", "other", "养犬行为如何规范", True),
        ("为了规范养犬行为，根据有关法律，制定本条例。", "other", "制定养犬条例的依据是什么", False),
    ],
)
def test_what_punishes_or_says_why_gives_way_where_neither_is_asked(text: str, kind: Kind, question: str, gives_way: bool) -> None:
    assert (structure.place(Citation("甲", "第五条"), provision(text), asked(question, kind)) < 0) == gives_way
