"""What regulations impose and define: penalties (a sentence that sanctions), definitions (本办法所称体育赛事，是指…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from law.address import format_address
from law.clauses import Clause, sentences, split_clauses
from law.definitions import Definition, definitions
from law.mentions import find_mentions
from law.model import Citation, Document, Item, Paragraph, Penalty, Provision, Sanction
from law.references import is_own, resolve
from law.sanctions import find_sanctions, find_target

__all__ = ["Definition", "definitions", "penalties"]

# 由体育主管部门责令改正; 由市、县（市、区）城市管理主管部门处…
BY = re.compile(
    r"由(?P<authority>[^，；。]*?)(?P<verb>酌情|责令|给予|予以|处以|并处|处(?![理罚置分]|级)|依法|没收|吊销|暂扣|扣留|取缔|撤销|降低|取消|注销|可以|可处|按照|依照|根据|视|应当|对(?=[^，；。]*(?:处|给予|责令))|通报|批评|警告|进行|公开|限期|在其?|强制|组织|代为|指定|报|会同|$)"
)
# 街道办事处应当责令…: the subject of the clause
SUBJECT = re.compile(
    r"^(?:并|可以)?(?P<authority>[^，；。、]{0,40}?(?:部门|机关|机构|人民政府|办事处|委员会|管理局|公安局|税务局|分局|监管局|海关|法院|大队)(?:（[^（）]*）)?)"
    r"(?=(?:应当|可以|有权|依法)*(?:责令|给予|予以警告|予以通报|处以|处(?![理罚置分])|没收|吊销|对))"
)
# 按照职责分工由…, 由体育主管部门酌情: what belongs to neither
AFTER_AUTHORITY = re.compile(r"(?:酌情|依法|按照.*|依照.*|依据.*|根据.*|视.*|在.*职责.*)$")
# 违反本条例第十条规定，: said by ``violates`` already
VIOLATION = re.compile(r"^违反[^，；。]*?规定[，,]")
# Conditions whatever stands before them
ALWAYS_A_CONDITION = re.compile(
    r"^(?:构成违反治安管理|违反治安管理|情节(?:特别|较|比较)?(?:严重|恶劣|较重|轻微|较轻)|有违法所得|没有违法所得|尚不构成犯罪|尚不够|构成犯罪)"
)
# What opens a sentence that goes on about the same conduct: 逾期不改正的，…
GOES_ON = re.compile(
    r"^(?:逾期|拒不|仍|再次|经责令|情节|造成|有违法所得|没有违法所得|无违法所得|违法所得|违法经营额|货值金额|有前[款项]|其中|对(?:其)?(?:直接|单位|个人|负有)|在(?:规定的)?限期内|限期内|限期届满|后果|构成|属于|单位有)"
)
# 除本条例第十条规定的情形外; 依照第八条规定备案: no basis of what is punished
NO_BASIS_BEFORE = re.compile(r"(?:除|依照|按照|依据|根据|参照)(?:本[\u4e00-\u9fff]{1,4})?$")
# 按照下列规定处罚：, whose items sanction one by one
BY_ITEM = re.compile(r"(?:下列|以下)[^，；。]*(?:规定|标准|情形|情况|幅度)[^，；。]*[：:]$|(?:分别|处罚|处以罚款|罚款|处理)[：:]$")
STRONG = (
    "警告",
    "通报批评",
    "罚款",
    "没收违法所得",
    "没收财物",
    "暂扣许可证件",
    "吊销许可证件",
    "限制从业",
    "行政拘留",
    "责令停产停业",
    "责令关闭",
)
DISCIPLINE = re.compile(r"处分|处罚|取缔")
ABOUT_BREACH = re.compile(r"违反|有下列|有前[款条]|行为|未|擅自|拒|的，|滥用|逾期")


def penalties(document: Document) -> tuple[Penalty, ...]:
    """Return the penalties of a document: one for each sentence that sanctions, with the list behind its colon.

    Sanctions that a sentence of the same paragraph adds (逾期不改正的，…) name the conduct of the sentence before it.
    A list that sanctions item by item (按照下列规定处罚：（一）…) gives one penalty an item.
    """
    return tuple(penalty for provision in document.all_provisions() for penalty in _provision(document, provision))


def _provision(document: Document, provision: Provision) -> Iterator[Penalty]:
    several = len(provision.paragraphs) > 1
    for paragraph in provision.paragraphs:
        at = Citation(document.title, provision.address, paragraph.n, None, document.version)
        before: _Reading | None = None
        for sentence, items in _sentences(paragraph):
            reading = _read(document, at, sentence, items, before)
            printed = at if several else at.provision
            if items and BY_ITEM.search(sentence):
                by_item = [_read(document, replace(at, item=item.label), item.text, (), reading or before) for item in items]
                if any(found and found.sanctions for found in by_item):
                    for item, found in zip(items, by_item, strict=True):
                        if found:
                            yield found.penalty(replace(printed, item=item.label), f"{item.label}{item.text}")
                    continue
            if reading:
                quote = "\n".join((sentence, *_lines(items)))
                yield reading.penalty(printed, quote)
                before = reading


def _sentences(paragraph: Paragraph) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Yield the sentences of a paragraph; the items belong to the last one."""
    parts = sentences(paragraph.text)
    for n, sentence in enumerate(parts):
        yield sentence, paragraph.items if n == len(parts) - 1 else ()


def _lines(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield f"{item.label}{item.text}"
        yield from _lines(item.items)


@dataclass(slots=True)
class _Reading:
    """A sentence while it is read, clause by clause."""

    conduct: str = ""
    violates: tuple[str, ...] = ()
    authority: str | None = None
    sanctions: list[Sanction] = field(default_factory=list)

    def penalty(self, citation: Citation, quote: str) -> Penalty:
        return Penalty(citation, quote, self.violates, self.authority, self.conduct or None, tuple(self.sanctions))


def _read(document: Document, at: Citation, sentence: str, items: tuple[Item, ...], before: _Reading | None) -> _Reading | None:
    """Read one sentence; None where it does not sanction."""
    clauses = split_clauses(sentence)
    first = next((n for n, clause in enumerate(clauses) if find_sanctions(clause.text)), None)
    if first is None:
        return None
    head = clauses[:first]
    reading = _Reading()
    goes_on = before is not None and bool(GOES_ON.match(sentence)) and not head_mentions(document, at, head)
    if goes_on and before:
        reading.conduct, reading.violates, reading.authority = before.conduct, before.violates, before.authority
        _impose(reading, clauses)
    else:
        base, rest = _split_head(head)
        reading.conduct = _conduct(base, items)
        words = "".join(clause.text + clause.mark for clause in base)
        if not base:
            words, reading.conduct = _inner_conduct(clauses[first].text)
        reading.violates = _violated(document, at, words, items)
        if before and at.item:
            reading.violates = tuple(dict.fromkeys((*reading.violates, *(() if reading.violates else before.violates))))
            reading.authority = before.authority
        _impose(reading, (*rest, *clauses[first:]))
    return reading if _sanctions_indeed(reading, document, sentence) else None


def head_mentions(document: Document, at: Citation, head: Sequence[Clause]) -> bool:
    """Tell whether the clauses before the first sanction name a provision of their own."""
    return bool(_violated(document, at, "".join(clause.text + clause.mark for clause in head), ()))


def _split_head(head: Sequence[Clause]) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """Split what stands before the first sanction into base conduct and its condition, 构成违反治安管理行为的."""
    cut = len(head)
    while cut > 1 and (ALWAYS_A_CONDITION.match(head[cut - 1].text) or _is_target(head[cut - 1].text) or _is_authority(head[cut - 1].text)):
        cut -= 1
    only_violation = cut == 1 and VIOLATION.match(head[0].text + "，") and not head[0].text.endswith("的")
    return (head, ()) if only_violation and len(head) > 1 else (head[:cut], head[cut:])


def _is_target(text: str) -> bool:
    return text.startswith("对") and not text.endswith("的") and find_target(text) is not None


def _is_authority(text: str) -> bool:
    return text.startswith("由") and not text.endswith("的")


def _inner_conduct(clause: str) -> tuple[str, str]:
    """Return the conduct where one clause holds all: ``违反前款规定的由公安机关处警告``."""
    found = re.match(r"(?P<conduct>[^，；。]*?的)(?=由|处|责令|给予|予以|，)", clause)
    return (found["conduct"], found["conduct"].removesuffix("的")) if found else ("", "")


def _conduct(base: Sequence[Clause], items: Sequence[Item]) -> str:
    words = "".join(clause.text + clause.mark for clause in base).rstrip("，；。：:")
    stripped = VIOLATION.sub("", words)
    words = stripped if stripped else words
    words = words.removesuffix("的") if not words.endswith("目的") else words
    if items and re.search(r"下列|以下|之一", words):
        words += "：" + "".join(line for line in _lines(items)).rstrip("。；")
    return words


def _violated(document: Document, at: Citation, words: str, items: Sequence[Item]) -> tuple[str, ...]:
    """Return the addresses that the words say were broken: ``违反本办法第十条第一款、第十一条规定的``."""
    found: list[str] = []
    texts = [words, *(line for line in _lines(items) if "违反" in line)]
    for text in texts:
        for mention in find_mentions(text):
            if not mention.places or mention.loose or not is_own(mention, document) or NO_BASIS_BEFORE.search(text, 0, mention.start):
                continue
            targets = resolve(mention, at, document)
            exact = [format_address(target.address, target.paragraph, target.item) for target in targets]
            found.extend(exact or mention.addresses)
    return tuple(dict.fromkeys(found))


def _impose(reading: _Reading, clauses: Sequence[Clause]) -> None:
    """Go through the clauses from the first sanction on, with the condition, the target and the authority that hold for each."""
    condition: list[str] = []
    target: str | None = None
    settled = True
    for clause in clauses:
        text = clause.text
        found = find_sanctions(text)
        own_target = find_target(text)
        if own_target:
            target = own_target
        authority = _authority(text)
        reading.authority = reading.authority or authority
        if found:
            words = "，".join(condition).removesuffix("的") or _inner_condition(text)
            reading.sanctions += [replace(sanction, condition=words, target=target) for sanction in found]
            settled = True
        elif not own_target and not authority:
            if settled:
                condition = []
            if text.endswith("的") or GOES_ON.match(text) or condition:
                condition.append(text)
            settled = False
        if clause.mark == "；":
            target = None
            condition = condition if clause.keeps else []


def _inner_condition(clause: str) -> str | None:
    """Return a condition that no comma parts from its sanction: ``情节严重的处二万元罚款``."""
    found = re.match(
        r"(?:并)?(?P<condition>(?:逾期|拒不|情节|造成|有违法|没有违法)[^，；。]*?)的(?=由|处|责令|给予|予以|没收|吊销|并处|可以)", clause
    )
    return found["condition"] if found else None


def _authority(clause: str) -> str | None:
    found = BY.search(clause) if "由" in clause else None
    if not found:
        found = SUBJECT.search(clause)
    if not found:
        return None
    words = AFTER_AUTHORITY.sub("", found["authority"]).strip()
    return words or None


def _sanctions_indeed(reading: _Reading, document: Document, sentence: str) -> bool:
    """Tell a sanction from an instruction: 责令重新放线 in a procedure is none."""
    if not reading.sanctions:
        return False
    strong = any(sanction.type in STRONG for sanction in reading.sanctions)
    if document.kind in ("plan", "opinion", "speech"):
        return strong and any(sanction.max or sanction.min for sanction in reading.sanctions)
    if strong or reading.violates:
        return True
    return any(sanction.type != "其他" or DISCIPLINE.search(sanction.text) for sanction in reading.sanctions) and bool(
        ABOUT_BREACH.search(sentence)
    )
