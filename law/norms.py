"""What regulations command, forbid, allow and empower: who must, may or must not do what, when, by when, except when.

``体育赛事主办方应当在赛事举办20日前将…报告体育主管部门。`` is a duty of 体育赛事主办方 with a time limit.
Sentences that sanction are for ``law.penalties``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from law.clauses import Clause, sentences
from law.deadlines import find_deadlines
from law.definitions import Definition, definitions
from law.model import Citation, Document, Item, Norm, NormKind, Provision
from law.sanctions import LONGEST_CLAUSE, bars, find_sanctions, may_sanction, penal_clauses

__all__ = ["Definition", "definitions", "norms", "norms_of", "scopes"]

MODAL = re.compile(
    r"(?P<forbid>不得|禁止|严禁|不准|不应当|不许|不应)|(?P<oblige>应当|必须|有义务|(?<![必无])须(?!知)|(?<![相对适反供响效回答理])应(?=[予由在于按向为有及经依自根同]))"
    r"|(?P<allow>可以|有权|方可|均可)|(?P<empower>(?<!分级)(?<!分工)负责(?!人|任|的|制)|主管(?!部门|机关|单位|机构|局)(?=[^，；。的]{1,20}工作(?!的)))"
)
# 由体育主管部门会同…制定: who is to act, with another verb than 负责; not 由于…, 由此…
BY = re.compile(
    r"由(?!于|此)(?P<subject>[^，；。由]{2,50}?)(?P<verb>负责|主管(?!部门|机关|单位|机构|局)|组织(?![机和或、者])|制定|确定|规定|审批|批准|核发|审核|会同|牵头|承担|实施|办理|决定|公布|备案|统一|另行|依法|按照|予以)"
)
SCOPE = re.compile(r"适用(?:于)?本[\u4e00-\u9fff]{1,4}|本[\u4e00-\u9fff]{1,4}(?:所)?适用于|参照本[\u4e00-\u9fff]{1,4}|不适用本")
# 举办体育赛事的，; 发生争议时，; 经批准后，
CONDITION = re.compile(r"(?:的|时|后|期间|情况下|情形下|条件下|以前|之前)$|^(?:因|经|未经|非经|遇|如)")
# 但是…除外; 另有规定的，从其规定; 除法律另有规定外
EXCEPTION = re.compile(r"除外|从其规定|依照其规定|适用其规定|^除.*外$|^但(?:是)?|另有规定|不受.*限制|不在此限")
BODY = re.compile(r"部门|机关|机构|政府|委员会|办事处|法院|检察院|海关|国务院|厅$|局$|大队|支队|管委会")
ACTOR_NOUN = (
    r"(?:单位|个人|公民|企业|机构|组织|部门|机关|人民政府|政府|委员会|办事处|公司|学校|医院|法人|人员|负责人|监护人|经营者|生产者|销售者|举办者|使用者|所有人|管理人"
    r"|当事人|申请人|主办方|承办方|[^，；。的]方|业主|[^，；。的]{1,4}者|[^，；。的]{1,4}人|户)"
)
# 建设单位、施工单位和个人
ACTOR = re.compile(
    rf"^(?P<actor>[^，；。的]{{0,24}}?{ACTOR_NOUN}(?:（[^（）]*）)?(?:(?:、|和|或者|以及|及其)[^，；。的]{{1,16}}?{ACTOR_NOUN})*)"
)
# 主办方|在赛事举办前: where the subject ends
ADVERBIAL = re.compile(
    r"(?<=.{2})(?:(?<![所现存])在(?![线地校])|于(?!是)|自(?![然治行愿己律主]|来水)|对(?![外口象方])|按照|依照|根据|依法|经(?![营济理办费纪])|向|为了|每年|通过|凭|如需|需要|同时|也|均|还|都|及时|并|不再)[^，；。]*$"
)
NO_SUBJECT = re.compile(
    r"^(?:或者|属于|有(?!关)|没有|发现|符合|经过|违反|拟|确|逾期|应|在|对|因|由于|由此|经|自|从|根据|按照|依照|为|除|但|并|其中|同时|如|当|凡|以|需要|确需|未|不|也|还|均|都|则|只|仅)"
)
CONNECTIVES = re.compile(r"^(?:但是|但|并且|并|同时|其中|而且|且|也|还|均|则)[，]?")


def norms(document: Document) -> tuple[Norm, ...]:
    """Return the norms of a document in the order of the text, several of one sentence included; empty where it has none.

    ``citation`` goes down to the paragraph where an article has several, and to the item where an item says so itself.
    """
    whole = Citation(document.title, version=document.version)
    return tuple(norm for provision in document.all_provisions() for norm in norms_of(provision, replace(whole, address=provision.address)))


def scopes(document: Document) -> tuple[Norm, ...]:
    """Return the sentences that say what a document applies to, and to what not."""
    return tuple(norm for norm in norms(document) if norm.kind == "适用范围")


@dataclass(frozen=True, slots=True)
class _Said:
    """A modal in its clause, with the clauses that it reaches over."""

    kind: NormKind
    modal: str
    subject: str | None
    act: str
    words: str


def norms_of(provision: Provision, place: Citation) -> Iterator[Norm]:
    """Yield the norms of one provision that stands at a place."""
    several = len(provision.paragraphs) > 1
    for paragraph in provision.paragraphs:
        at = replace(place, paragraph=paragraph.n if several else None)
        parts = sentences(paragraph.text)
        subject: str | None = None
        for n, text in enumerate(parts):
            items = paragraph.items if n == len(parts) - 1 else ()
            following = parts[n + 1] if n + 1 < len(parts) else ""
            found = tuple(_sentence(at, text, items, following, subject))
            yield from found
            subject = next((norm.subject for norm in reversed(found) if norm.subject), subject)
        yield from _items(at, paragraph.items, subject)


def _items(at: Citation, items: Sequence[Item], subject: str | None) -> Iterator[Norm]:
    for item in items:
        place = replace(at, item=(at.item or "") + item.label)
        for text in sentences(item.text):
            for norm in _sentence(place, text, (), "", subject):
                yield replace(norm, quote=item.label + norm.quote if item.text.startswith(norm.quote) else norm.quote)
        yield from _items(place, item.items, subject)


def _sentence(at: Citation, text: str, items: Sequence[Item], following: str, carried: str | None) -> Iterator[Norm]:
    quote = "\n".join((text, *(f"{item.label}{item.text}" for item in items))) if items else text
    if SCOPE.search(text):
        yield Norm(at, "适用范围", "适用", None, text.rstrip("。；"), quote, exceptions=_exceptions(penal_clauses(text)))
    if not MODAL.search(text) and not BY.search(text):
        return
    clauses = penal_clauses(text)
    exceptions = _exceptions(clauses)
    if following.startswith(("但", "法律、", "法律法规另有", "国家另有", "法律另有")) and EXCEPTION.search(following):
        exceptions = (*exceptions, following)
    for conditions, said in _said(clauses, carried):
        kept = tuple(condition for condition in conditions if not EXCEPTION.search(condition))
        deadlines = find_deadlines("，".join((*conditions, said.words)))
        yield Norm(at, said.kind, said.modal, said.subject, said.act, quote, kept, exceptions, deadlines)


def _exceptions(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the clauses that except: from 但 to its end, 除…外, 另有规定的，从其规定."""
    found: list[str] = []
    open_until = -1
    for n, clause in enumerate(clauses):
        if n <= open_until or not EXCEPTION.search(clause.text):
            continue
        last = n
        if re.match(r"但(?:是)?", clause.text) or (clause.text.endswith("的") and clause.mark == "，"):
            while last + 1 < len(clauses) and clauses[last].mark == "，":
                last += 1
        found.append("，".join(part.text for part in clauses[n : last + 1]))
        open_until = last
    return tuple(found)


def _said(clauses: Sequence[Clause], carried: str | None) -> Iterator[tuple[tuple[str, ...], _Said]]:
    """Yield each modal with the conditions before it; a subject lasts to the end of its sentence, a condition to the next ；."""
    conditions: list[str] = []
    subject = carried
    spoken = False
    for n, clause in enumerate(clauses):
        text = clause.text
        found = _modal(text, any(condition.endswith("的") for condition in conditions))
        if found is None:
            if CONDITION.search(text) or text.startswith("除"):
                conditions = [*([] if spoken else conditions), text]
                spoken = False
                subject = _actor(text) or subject
            elif (actor := _actor(text)) and len(text) <= len(actor) + 2:
                subject = actor
        else:
            subject, said = _read(clauses, n, found, subject)
            spoken = True
            yield tuple(conditions), said
        if clause.mark in ("；", ";"):
            conditions, spoken = [], False


def _modal(text: str, conditioned: bool = True) -> re.Match[str] | None:
    """Return the word of a clause that makes it a norm; a condition (应当取得许可而未取得的) and a sanction make none.

    不得从事… is a sanction for a time only, and under a condition.
    """
    if text.endswith("的") or len(text) > LONGEST_CLAUSE:
        return None
    found = MODAL.search(text) or BY.search(text)
    if found is None or not may_sanction(text):
        return found
    imposed = [one for one in find_sanctions(text) if one.type != "限制从业" or (conditioned and bars(one))]
    return None if imposed else found


def _read(clauses: Sequence[Clause], n: int, found: re.Match[str], carried: str | None) -> tuple[str | None, _Said]:
    """Read subject and act around a modal; return the subject that lasts, and what is said."""
    text = clauses[n].text
    act = text[found.end() :]
    own = _subject(text[: found.start()])
    if found.re is BY:
        own, modal, act = found["subject"].strip(), f"由…{found['verb']}", text[found.end("subject") :]
    else:
        modal = found[0]
        if "由" in text[: found.start()] and (by := re.search(r"由(?!于|此)(?P<subject>[^，；。由]{2,50})$", text[: found.start()])):
            own = by["subject"]
    subject = own or carried
    behind = _behind(clauses, n)
    act = act or text.removeprefix(own or "")
    words = "，".join((text, *behind))
    return subject, _Said(_kind(found, subject), modal, subject, "，".join((act, *behind)), words)


def _behind(clauses: Sequence[Clause], n: int) -> list[str]:
    """Return the clauses that a modal reaches over: up to a new modal, a condition or ；."""
    reached: list[str] = []
    while clauses[n].mark in ("，", ",") and n + 1 < len(clauses):
        n += 1
        if _modal(clauses[n].text) or clauses[n].text.endswith("的") or EXCEPTION.search(clauses[n].text):
            break
        reached.append(clauses[n].text)
    return reached


def _subject(words: str) -> str | None:
    """Return who stands before a modal: ``主办方在赛事举办前`` → ``主办方``; None for 在…, 对…, or nothing."""
    words = CONNECTIVES.sub("", words.strip())
    if "的" in words and (behind := ACTOR.match(words.rpartition("的")[2])) and len(words.rpartition("的")[2]) <= len(behind["actor"]) + 2:
        return words if len(words) <= 40 and not NO_SUBJECT.match(words) else behind["actor"]
    words = ADVERBIAL.sub("", words)
    if not words or NO_SUBJECT.match(words) or len(words) > 60:
        return None
    return words


def _actor(condition: str) -> str | None:
    """Return who a condition is about: ``主办方变更赛事名称的`` → ``主办方``."""
    found = ACTOR.match(CONNECTIVES.sub("", condition))
    return found["actor"] if found and not NO_SUBJECT.match(found["actor"]) else None


def _kind(found: re.Match[str], subject: str | None) -> NormKind:
    if found.re is BY:
        return "职权"
    if found["forbid"]:
        return "禁止"
    if found["oblige"]:
        return "义务"
    return "职权" if found["empower"] or (subject and BODY.search(subject)) else "权利"
