"""A real library of hand-made documents, and a small deterministic assistant that answers from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from law.library import Library
from law.model import Division, Document, Item, Paragraph, Provision, Source
from qa.model import Answer, Evidence, Question, Quote

BREAK = "出错"
"""A question with this word makes the assistant raise."""


class Clerk:
    """Answers with the provision that shares most character pairs with the question; refuses below three."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        *_, last = self.stream(question)
        return last

    def find(self, question: Question) -> tuple[Evidence, ...]:
        return self.ask(question).evidence

    def stream(self, question: Question) -> Iterator[Answer]:
        self.asked.append(question)
        if BREAK in question.text:
            raise RuntimeError("secret /srv/path")
        words = question.text if len(question.text) > 8 else "".join(question.history[-1:]) + question.text
        pairs = {words[i : i + 2] for i in range(len(words) - 1)}
        found = sorted(
            (
                Evidence(citation, provision, sum(pair in provision.text for pair in pairs), (), "words in common")
                for citation, provision in self.library.passages()
            ),
            key=lambda evidence: -evidence.score,
        )[:5]
        searched = f"{len(self.library.entries())} 份文件"
        if found[0].score < 3:
            reason = "收录的文件没有说到这件事。"
            yield Answer(reason, refused=True, reason=reason, searched=searched, evidence=tuple(found), conclusion=reason)
            return
        best = found[0]
        conclusion = f"有规定：见{self.library.name(best.citation)}。"
        yield Answer(conclusion, conclusion=conclusion)
        paragraph = best.provision.paragraphs[0]
        quotes = [Quote(replace(best.citation, paragraph=1), "\n".join([paragraph.text, *(f"{i.label}{i.text}" for i in paragraph.items)]))]
        if "全部" in question.text:
            quotes += [Quote(e.citation, e.provision.text) for e in found[1:]]
        text = "\n\n".join([conclusion, *(f"> {q.text}\n> ——{self.library.name(q.citation)}" for q in quotes)])
        suggestions = ("违反的怎么处罚？", f"{self.library.name(replace(best.citation))}的下一条说什么？")
        yield Answer(text, tuple(quotes), searched=searched, evidence=tuple(found), conclusion=conclusion, suggestions=suggestions)


@dataclass(frozen=True, slots=True)
class Desk:
    """A clerk with a shelf: what the page calls a service."""

    assistant: Clerk
    library: Library
    warnings: tuple[str, ...] = ()


def article(number: str, *paragraphs: str | Paragraph) -> Provision:
    numbered = tuple(replace(p, n=n) if isinstance(p, Paragraph) else Paragraph(n, p) for n, p in enumerate(paragraphs, 1))
    return Provision(f"第{number}条", (f"第{number}条",), numbered)


def items(text: str, *parts: str) -> Paragraph:
    return Paragraph(1, text, tuple(Item(f"（{n}）", part) for n, part in zip("一二三四五六七八九", parts, strict=False)))


SPORTS = Document(
    title="浙江省体育赛事管理办法", kind="regulation", source=Source("gazette.txt", 420, 600), document_number="浙江省人民政府令第362号",
    issuing_authority="浙江省人民政府", promulgation_date="2017-12-08", effective_date="2018-02-01",
    front=(Provision("公布令", ("公布令",), (Paragraph(1, "《浙江省体育赛事管理办法》已经审议通过，现予公布，自2018年2月1日起施行。"),)),),
    provisions=(
        article("五", "县级以上人民政府主管体育工作的部门负责本行政区域内体育赛事的指导和监督管理工作。", "其他部门依照各自职责做好相关工作。"),
        article("六", "单位、个人均可依法组织和举办体育赛事。除法律、法规另有规定的外，对体育赛事不实行审批。"),
        article("十", items("举办体育赛事，承办人应当做好下列保障工作：", "落实医疗、卫生等保障措施；", "配备具有相应资格的人员；", "制定应急预案，做好安全保卫工作。")),
        article("十二", "承办人应当在体育赛事举行20日前，通过网站向社会公布竞赛规程。", "竞赛规程应当包括赛事名称、时间、地点。"),
        article("二十", items("违反本办法第十条、第十二条第一款规定，有下列行为之一的，由体育主管部门责令改正；拒不改正的，处2000元以上3万元以下罚款：", "未按规定公布竞赛规程的；", "未按规定做好保障工作的。")),
    ),
    divisions=(Division("第一章", "总则", ("第五条", "第六条")), Division("第二章", "赛事举办", ("第十条", "第十二条")), Division("第三章", "法律责任", ("第二十条",))),
)  # fmt: skip
PLAN = Document(
    title="浙江省新一代人工智能发展规划", kind="plan", source=Source("gazette.txt", 640, 1200), document_number="浙政发〔2017〕47号",
    issuing_authority="浙江省人民政府", promulgation_date="2017-12-14",
    provisions=(
        Provision("一、（三）", ("一", "（三）"), (Paragraph(1, "到2022年，人工智能核心产业规模达到500亿元以上，带动相关产业5000亿元以上。"),), heading="发展目标"),
        Provision("二、（一）1", ("二", "（一）", "1"), (Paragraph(1, "研究人工智能理论与算法，突破应用基础理论瓶颈。"),), heading="人工智能前沿理论"),
    ),
    divisions=(Division("一", "总体要求", ("一、（三）",)), Division("二", "主要任务", ("二、（一）1",))),
)  # fmt: skip
PAYLOADS: tuple[str, ...] = tuple(
    payload for kind in json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8")).values() for payload in kind
)
"""Attempts to run a script or to break out of the page."""
HOSTILE = Document(
    title=f"恶意文件{PAYLOADS[1]}", kind="other", source=Source(PAYLOADS[0], 1, 9), document_number=PAYLOADS[2], issuing_authority=PAYLOADS[3],
    promulgation_date="2017-01-01",
    provisions=tuple(Provision(f"第{n}条", (f"第{n}条",), (Paragraph(1, f"注入测试条文{payload}"),), heading=payload) for n, payload in zip("一二三四五六七八九", PAYLOADS, strict=False)),
    divisions=(Division("第一章", PAYLOADS[1], ("第一条",)),),
)  # fmt: skip


def desk(folder: Path, *documents: Document) -> Desk:
    path = folder / "library.sqlite"
    Library.build(path, documents or (SPORTS, PLAN))
    library = Library.open(path)
    return Desk(Clerk(library), library)
