"""Nothing goes out that does not stand: every change of an answer is caught, no answer in the law's own words is cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from law.gazette import parse
from law.library import Library
from law.model import Citation
from qa.check import Proof, checked, faults
from qa.model import Answer, Quote, Verdict
from qa.wording.clauses import clauses
from qa.words import _WORDS
from settings import ROOT

Change = Callable[[str], str]

OPPOSITE = {"应当": "可以", "不得": "可以", "可以": "应当", "不": "", "禁止": "鼓励"}
BODY = {"体育主管部门": "公安主管部门", "测绘与地理信息行政主管部门": "生态环境行政主管部门", "人民政府": "人民法院", "公安": "税务"}


def said(library: Library) -> Iterator[Answer]:
    """Yield an answer for every sentence of the regulations: the sentence, proved by itself."""
    for citation, provision in library.passages():
        if library.entry(citation).kind != "regulation" or not provision.address.endswith("条"):
            continue
        for clause in clauses(citation, provision):
            if 12 <= len(clause.text) <= 160:
                yield Answer(text="", conclusion=clause.text, quotes=(Quote(clause.citation, clause.text),))


def changed(pattern: str, change: dict[str, str]) -> Callable[[str], Iterator[str]]:
    def mutate(text: str) -> Iterator[str]:
        for match in re.finditer(pattern, text):
            yield text[: match.start()] + change[match.group()] + text[match.end() :]

    return mutate


def another_number(text: str) -> Iterator[str]:
    for match in re.finditer(r"(?<![第\d.])\d+(?=万?元|日|个|项|%|年|小时|次|[^\d条款])", text):
        for other in (str(int(match.group()) + 1), match.group() + "0"):
            yield text[: match.start()] + other + text[match.end() :]


def without_not(text: str) -> Iterator[str]:
    """Drop the 不 of 不得, 不实行; the 不 of 不同 or 拒不 makes other words, not the contrary."""
    for match in re.finditer(r"不(?=得|实行|予|再)", text):
        if text[match.start() - 1 : match.start()] not in ("拒", "任"):
            yield text[: match.start()] + text[match.end() :]


MUTATIONS = {
    "an amount": another_number,
    "the modality": changed(r"应当|不得(?!不)|可以|禁止", OPPOSITE),
    "the body": changed("|".join(BODY), BODY),
    "the negation": without_not,
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_mutation_of_an_answer_is_caught(name: str, library: Library) -> None:
    missed, count = [], 0
    for answer in said(library):
        for mutant in MUTATIONS[name](answer.conclusion):
            if mutant in (library.text(answer.quotes[0].citation) or ""):
                continue
            count += 1
            if not faults(replace(answer, conclusion=mutant), library):
                missed.append(f"{answer.conclusion} → {mutant}")
    assert count >= 4
    assert not missed, "\n".join(missed)


def test_the_laws_own_words_pass(library: Library) -> None:
    cut = [(answer.conclusion, faults(answer, library)) for answer in said(library) if faults(answer, library)]
    assert not cut


def test_a_quote_at_another_address_is_withdrawn(library: Library) -> None:
    for answer in list(said(library))[:80]:
        quote = answer.quotes[0]
        elsewhere = next(
            Citation(quote.citation.document, p.address, version=quote.citation.version)
            for p in library.document(quote.citation.document).provisions
            if quote.text not in p.text
        )
        assert checked(replace(answer, quotes=(Quote(elsewhere, quote.text),)), library) is None


TITLE = "浙江省体育赛事管理办法"


def held(address: str, words: str, conclusion: str, **fields: object) -> Answer:
    return Answer(text="", conclusion=conclusion, quotes=(Quote(Citation(TITLE, address), words),), **fields)  # type: ignore[arg-type]


PERMIT = "除法律、法规另有规定的外，体育主管部门对体育赛事不实行行政许可。"


@pytest.mark.parametrize(
    ("conclusion", "verdict"),
    [
        ("体育主管部门对体育赛事实行行政许可。", None),
        ("体育赛事需要向体育主管部门申请许可。", None),
        ("需要。" + PERMIT, "no"),
        ("体育赛事不需要行政许可，见第七条。", None),
        ("按照《中华人民共和国体育法》，体育主管部门对体育赛事不实行行政许可。", None),
        ("体育赛事由公安机关实行行政许可。", None),
        ("Sports events require a licence from the sports authority within 20 days.", None),
    ],
)
def test_what_the_words_do_not_hold_is_a_fault(conclusion: str, verdict: str | None, library: Library) -> None:
    assert faults(held("第六条", PERMIT, conclusion, verdict=verdict), library)


@pytest.mark.parametrize(
    ("conclusion", "verdict"),
    [
        ("不需要。" + PERMIT, "no"),
        ("体育主管部门对体育赛事不实行行政许可。", None),
        ("\n- 不想办证的邻居：体育主管部门对体育赛事不实行行政许可。", None),
        ("对体育赛事，体育主管部门不实行行政许可，但法律、法规另有规定的除外。", None),
        ("No, it is not required. The sports authority does not license sports events unless the law says otherwise.", "no"),
    ],
)
def test_what_the_words_hold_passes(conclusion: str, verdict: str | None, library: Library) -> None:
    assert not faults(held("第六条", PERMIT, conclusion, verdict=verdict), library)


def test_every_frame_is_said_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for folder in ("qa", "law") for path in (ROOT / folder).rglob("*.py") if path.name != "words.py"
    )
    joined = {
        f"{what}-{says}"
        for what in ("need", "may", "fact", "scope", "act", "then", "have", "count", "will", "can")
        for says in get_args(Verdict)
    }
    assert [key for key in _WORDS if key not in joined and f'"{key}"' not in code and f"'{key}'" not in code] == []


def test_the_sentence_that_fails_is_withdrawn_and_the_rest_stays(library: Library) -> None:
    answer = checked(held("第六条", PERMIT, PERMIT + "违反的，处5万元罚款。"), library)
    assert answer is not None
    assert answer.conclusion == PERMIT


def test_where_nothing_is_left_the_answer_is_withdrawn(library: Library) -> None:
    assert checked(held("第六条", PERMIT, "违反的，处5万元罚款。"), library) is None
    assert checked(held("第六条", PERMIT, "不需要。违反的，处5万元罚款。", verdict="no"), library) is None


SIGNS = """XX市户外招牌管理条例

第一条 设置人应当自变更之日起十日内备案。主管部门应当在二十日内答复。

第二条 被撤销备案的，三年内不得申请备案。每块招牌变更不得超过二次。

第三条 未备案的，由招牌主管部门处五千元以上三万元以下的罚款；拒不改正的，处三万元以上十万元以下的罚款。

第四条 单位擅自拆除招牌的，处五万元罚款，对主管人员处五千元罚款。

第五条 有下列情形之一的，由招牌主管部门按照下列规定处罚：
（一）遮挡消防通道的，处五百元以上二千元以下罚款；
（二）伪造备案证明的，处二千元以上一万元以下罚款，没收违法所得。

第六条 本条例自2021年1月1日起施行。
"""


@pytest.fixture(scope="module")
def signs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("signs") / "library.sqlite"
    Library.build(path, parse(SIGNS, "made-up.txt").documents)
    with Library.open(path) as library:
        yield library


def claimed(article: str, claim: str, library: Library) -> list[str]:
    """Return why a claim of a language model does not stand on an article."""
    place = Citation("XX市户外招牌管理条例", article)
    return list(Proof((Quote(place, library.text(place) or ""),), library).faults(claim))


@pytest.mark.parametrize(
    ("article", "claim"),
    [
        ("第一条", "变更后在三日内备案。"),
        ("第一条", "变更后在一年内备案。"),
        ("第一条", "变更后在二十日内备案。"),
        ("第一条", "主管部门应当在十日内答复。"),
        ("第二条", "被撤销备案的，一年内不得申请备案。"),
        ("第二条", "被撤销备案的，终身不得申请备案。"),
        ("第二条", "变更不得超过三次。"),
        ("第三条", "未备案的，处三万元以上十万元以下的罚款。"),
        ("第三条", "未备案的，处五千元以上十万元以下的罚款。"),
        ("第三条", "拒不改正的，处五千元以上三万元以下的罚款。"),
        ("第三条", "处三万元以上十万元以下的罚款。"),
        ("第三条", "未备案的，处三万元罚款。"),
        ("第三条", "未备案的，最高罚五千元。"),
        ("第三条", "未备案的，吊销许可证。"),
        ("第三条", "未备案的，判处有期徒刑。"),
        ("第三条", "未备案的，没收财产。"),
        ("第三条", "由市场监督管理部门处罚款。"),
        ("第三条", "由公安局处罚款。"),
        ("第三条", "由城管执法大队处罚款。"),
        ("第三条", "未备案不会被罚款。"),
        ("第三条", "未备案的，条例没有规定处罚。"),
        ("第三条", "条文里没有三万元这个数字。"),
        ("第三条", "XX市户外招牌管理条例已被新条例废止，不再有效。"),
        ("第三条", "本条例已失效。"),
        ("第四条", "单位擅自拆除招牌的，处五千元罚款，对主管人员处五万元罚款。"),
        ("第四条", "单位擅自拆除招牌的，罚五千元。"),
        ("第五条", "遮挡消防通道的，处二千元以上一万元以下罚款。"),
        ("第五条", "伪造备案证明的，没收招牌。"),
    ],
)
def test_a_claim_that_binds_together_what_does_not_stand_together_is_a_fault(article: str, claim: str, signs: Library) -> None:
    assert claimed(article, claim, signs)


@pytest.mark.parametrize(
    ("article", "claim"),
    [
        ("第一条", "变更后10日内备案。"),
        ("第一条", "主管部门要在20天内答复。"),
        ("第二条", "3年内不能申请备案。"),
        ("第三条", "未备案的，罚5000元到3万元。"),
        ("第三条", "不备案会被罚款。"),
        ("第三条", "没有备案的，由主管部门罚款，最高三万元。"),
        ("第三条", "未备案的，最高罚三万元；拒不改正的，最高罚十万元。"),
        ("第四条", "单位擅自拆除招牌的，罚5万元，对主管人员罚5000元。"),
        ("第四条", "主管人员罚5000元。"),
        ("第五条", "遮挡消防通道的，罚500到2000元。"),
        ("第五条", "伪造备案证明的，最高罚一万元，没收违法所得。"),
    ],
)
def test_a_claim_in_other_words_stands(article: str, claim: str, signs: Library) -> None:
    assert claimed(article, claim, signs) == []


def test_every_sentence_of_a_law_stands_as_a_claim(library: Library) -> None:
    cut = [(answer.conclusion, why) for answer in said(library) if (why := list(Proof(answer.quotes, library).faults(answer.conclusion)))]
    assert not cut


HARBOURS = """XX市港口发展行动方案

一、主要任务

1.规范经营。经营者有下列情形之一的，由市交通局取消其资格，3年内不得重新申请：
（1）虚报运量套取补助的；
（2）拒不整改的。

2.清理文件。《禁止夜航的规定》和《港口收费办法》同时废止。
"""


@pytest.mark.parametrize(
    ("address", "conclusion"),
    [
        ("一、1", "经营者有下列情形之一的，由市交通局取消其资格，3年内不得重新申请（共2项）。"),
        ("一、2", "The text provides: 《禁止夜航的规定》和《港口收费办法》同时废止。"),
        ("一、1", "规定在《XX市港口发展行动方案》一、1。"),
    ],
)
def test_items_titles_and_addresses_of_a_plan_are_no_faults(address: str, conclusion: str, tmp_path: Path) -> None:
    Library.build(tmp_path / "library.sqlite", parse(HARBOURS, "made-up.txt").documents)
    with Library.open(tmp_path / "library.sqlite") as library:
        place = next(one for one, _ in library.passages() if one.address == address)
        answer = Answer(text="", conclusion=conclusion, quotes=(Quote(place, library.text(place) or ""),))
        assert not faults(answer, library)
