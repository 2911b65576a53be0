"""Provisions that may answer: named ones first, then found ones, then those that they refer to or that refer to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from law.citation import parse_citation
from law.library import Library
from law.model import CLOSING, NOTICE, ORDER, PREAMBLE, Citation, Provision
from qa.model import Evidence, Kind, Understanding
from vectorstore.index import Index

NAMED = "问题点名"
"""Why a provision is there that the question names."""
CANDIDATES = 60
"""Hits that are looked at before they are collapsed to provisions."""
KEPT = 12
"""Provisions that an answerer sees."""
DOCUMENT_BONUS = 0.6
"""Added to the score (at most 1) of a provision whose document the question names or hints at."""
FOCUS_BONUS = 0.2
"""Added for the provision that the question before was about."""
KIND_BONUS = 0.12
"""Added where the words of a provision fit the kind of question: a deadline question wants a period."""
MATTER_PENALTY = 0.15
"""Taken from 公布令, 印发通知 and 引言, which repeat the title and answer little, unless the question is when a text takes effect."""

FITS: dict[Kind, re.Pattern[str]] = {
    "penalty": re.compile(r"责令|罚款|处分|警告|没收|吊销|处罚"),
    "deadline": re.compile(r"\d+个?(?:工作)?(?:日|天|月|年|小时|次)|定期|之日起|届满|期限|周期"),
    "definition": re.compile(r"是指|所称|以下(?:简称|统称|称)"),
    "who": re.compile(r"负责|主管部门|责任单位|牵头|会同|由[^，。]{2,20}(?:组织|制定|实施|批准|审核|公布|责令|处)"),
    "effect": re.compile(r"起施行|同时废止|予以废止"),
    "approval": re.compile(r"许可|批准|审批|备案|不得|可以|应当|禁止"),
    "number": re.compile(r"\d"),
    "scope": re.compile(r"适用|参照"),
    "list": re.compile(r"下列|以下|：\n|（一）"),
}
"""Words by which a provision fits a kind of question."""


def named(understanding: Understanding, library: Library) -> list[Evidence]:
    """Return the provisions that the question names; one without a document is looked up in every document that the question means, or in all."""
    found: list[Evidence] = []
    for citation in understanding.citations:
        titles = [citation.document] if citation.document else [entry.title for entry in library.entries()]
        for title in titles:
            place = replace(citation, document=title)
            provision = library.provision(place)
            if provision is not None:
                version = citation.version or library.document(title).version
                found.append(Evidence(replace(place, version=version), provision, 1.0, (), NAMED))
    return found


def found(understanding: Understanding, library: Library, index: Index, focus: Citation | None = None) -> list[Evidence]:
    """Return the provisions that the index finds, best first, with structure taken into account."""
    best: dict[str, Evidence] = {}
    for hit in index.search([understanding.text, *understanding.wordings], CANDIDATES):
        citation = parse_citation(hit.id).provision
        key = str(citation)
        if key in best:
            continue
        provision = library.provision(citation)
        if provision is None:
            continue
        score, parts = _adjusted(hit.score, citation, provision, understanding, focus)
        best[key] = Evidence(citation, provision, score, (*sorted(hit.scores.items()), *parts), "检索")
    return sorted(best.values(), key=lambda evidence: (-evidence.score, str(evidence.citation)))


def related(evidence: Iterable[Evidence], understanding: Understanding, library: Library) -> list[Evidence]:
    """Return the provisions that punish what the evidence demands, and those that it refers to."""
    linked: list[Evidence] = []
    for one in evidence:
        if understanding.kind == "penalty":
            for penalty in library.penalties_for(one.citation):
                linked.extend(_linked(penalty.citation, library, one, f"处罚违反{one.citation.address}的条文"))
        for reference in library.references_from(one.citation):
            if not reference.external:
                for target in reference.targets:
                    linked.extend(_linked(target, library, one, f"{one.citation.address}引用的条文"))
        for citing in library.references_to(one.citation):
            linked.extend(_linked(citing, library, one, f"引用{one.citation.address}的条文"))
    return linked


def retrieve(understanding: Understanding, library: Library, index: Index, focus: Citation | None = None) -> tuple[Evidence, ...]:
    """Return the evidence for a question, best first, each provision once, with why it is there."""
    first = named(understanding, library)
    then = found(understanding, library, index, focus)
    if len(understanding.documents) > 1:
        leaders_of = [next((e for e in then if e.citation.document == title), None) for title in understanding.documents]
        then = [*(e for e in leaders_of if e), *(e for e in then if e not in leaders_of)]
    ordered: dict[str, Evidence] = {}
    for evidence in [*first, *then[:KEPT]]:
        ordered.setdefault(str(evidence.citation.provision), evidence)
    leaders = first or then[:2]
    for evidence in related(leaders, understanding, library):
        ordered.setdefault(str(evidence.citation.provision), evidence)
    return tuple(ordered.values())


def _adjusted(
    score: float, citation: Citation, provision: Provision, understanding: Understanding, focus: Citation | None
) -> tuple[float, tuple[tuple[str, float], ...]]:
    parts: list[tuple[str, float]] = []
    if citation.document in understanding.documents:
        parts.append(("document", DOCUMENT_BONUS))
    if focus is not None and citation.provision == focus.provision:
        parts.append(("focus", FOCUS_BONUS))
    fits = FITS.get(understanding.kind)
    if fits is not None and fits.search(provision.text):
        parts.append(("kind", KIND_BONUS))
    if citation.address in (ORDER, NOTICE, PREAMBLE) and understanding.kind != "effect":
        parts.append(("matter", -MATTER_PENALTY))
    if citation.address in (ORDER, CLOSING) and understanding.kind == "effect":
        parts.append(("matter", KIND_BONUS))
    return score + sum(value for _, value in parts), tuple(parts)


def _linked(citation: Citation, library: Library, origin: Evidence, why: str) -> list[Evidence]:
    provision = library.provision(citation)
    if provision is None:
        return []
    version = citation.version or origin.citation.version
    return [Evidence(replace(citation.provision, version=version), provision, origin.score * 0.9, (("linked", origin.score),), why)]
