"""A small regulation and assistants that are right, lie, or break: real values through the real road of the evaluation."""

from __future__ import annotations

from eval.questions import Case, Gold
from law.model import Citation, Document, Provision, Source
from law.model import Paragraph as Clause
from qa.model import Answer, Evidence, Question, Quote

TITLE = "海塘管理办法"
WORDS = {
    ("第五条", None): "在海塘上通行的车辆，总质量不得超过 20 吨。",
    ("第九条", None): "县级水行政主管部门应当自受理申请之日起20日内作出决定。\n逾期不作出决定的，视为同意。",
    ("第九条", 1): "县级水行政主管部门应当自受理申请之日起20日内作出决定。",
    ("第九条", 2): "逾期不作出决定的，视为同意。",
    ("第十二条", None): "违反本办法第五条规定的，责令改正，处2000元以上3万元以下罚款。",
}

DEADLINE = Case(
    id="d1",
    question="水利局多久给答复",
    kind="deadline",
    facts=("二十日",),
    gold=(Gold(TITLE, "第九条", paragraph=1),),
    forbidden=("三十日",),
)
APPROVAL = Case(id="a1", question="开重车上海塘行吗", kind="approval", verdict="no", gold=(Gold(TITLE, "第五条"),), style="colloquial")
PENALTY = Case(
    id="p1", question="How much is the fine?", kind="penalty", language="en", split="held",
    gold=(Gold(TITLE, "第5条"), Gold(TITLE, "第十二条")),
    facts=("2000元", "三万元"), any_facts=(("处罚", "罚款"),),
)  # fmt: skip
OFF_TOPIC = Case(id="u1", question="今天天气怎么样", refuse=True, unanswerable="off-topic")
FALSE_PREMISE = Case(
    id="f1", question="为什么三十日内答复", refuse=True, unanswerable="false-premise", correction=("20日",), gold=(Gold(TITLE, "第九条"),)
)
CASES = (DEADLINE, APPROVAL, PENALTY, OFF_TOPIC, FALSE_PREMISE)


class Texts:
    """The official words of the small regulation."""

    def document(self, title: str, version: str = "") -> Document:
        if title != TITLE:
            raise LookupError(title)
        addresses = dict.fromkeys(address for address, _ in WORDS)
        provisions = tuple(Provision(address, (address,), (Clause(1, WORDS[address, None]),)) for address in addresses)
        return Document(TITLE, "regulation", Source("dyke.txt", 1, 9), provisions, promulgation_date="2015-05-01")

    def text(self, citation: Citation) -> str | None:
        return WORDS.get((citation.address, citation.paragraph)) if citation.document == TITLE else None


def quote(address: str, paragraph: int | None = None, text: str | None = None) -> Quote:
    return Quote(Citation(TITLE, address, paragraph), WORDS[address, paragraph] if text is None else text)


def evidence(*addresses: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(Citation(TITLE, address), Provision(address, (address,), (Clause(1, WORDS[address, None]),)), 1 / rank, (), "检索")
        for rank, address in enumerate(addresses, start=1)
    )


def answer(conclusion: str, *quotes: Quote, found: tuple[str, ...] = (), **more: object) -> Answer:
    """An answer as a reader sees it: the conclusion, then each quotation as a Markdown block."""
    blocks = ["> " + one.text.replace("\n", "\n> ") for one in quotes]
    return Answer("\n\n".join([conclusion, *blocks]), quotes, evidence=evidence(*found), **more)  # type: ignore[arg-type]


class Honest:
    """Answers every question of the small world as its gold wants."""

    def ask(self, question: Question) -> Answer:
        return {
            DEADLINE.question: answer("20日内。", quote("第九条", 1), found=("第九条", "第五条")),
            APPROVAL.question: answer("不行。", quote("第五条"), found=("第五条",), verdict="no"),
            PENALTY.question: answer("A fine.", quote("第五条"), quote("第十二条"), found=("第十二条", "第五条")),
            OFF_TOPIC.question: answer("现有文件没有规定。", refused=True, reason="没有规定"),
            FALSE_PREMISE.question: answer("不是三十日，是二十日。", quote("第九条", 1)),
        }[question.text]


class Liar:
    """Never refuses, and quotes words that no text holds."""

    def ask(self, question: Question) -> Answer:
        return answer("三十日内。", quote("第十二条", text="三十日内处5万元罚款。"), verdict="yes")


class Broken:
    """Fails at every question."""

    def ask(self, question: Question) -> Answer:
        raise RuntimeError("index gone")
