"""Provisions that may answer: named ones first, then found ones, then those that they refer to or that refer to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from law.citation import format_citation, parse_citation
from law.library import Library
from law.model import Citation
from qa import structure
from qa.model import Evidence, Understanding, Wording
from qa.question.meant import documents_named
from qa.question.parts import parts
from qa.understand import OWN
from vectorstore.index import Index
from vectorstore.rerank import Reranker

NAMED, FOUND, QUOTED = "问题点名", "检索", "作答引用"
"""Why a provision is there: the question names it, its words match."""
REASONS = {"document": "属于所问的文件", "kind": "合乎所问的种类", "place": "文中说明此事之处", "focus": "承接上一问"}
"""What structure added to the match of words, in words."""
CANDIDATES = 60
"""Hits that are looked at before they are collapsed to provisions."""
KEPT = 12
"""Provisions that an answerer sees."""
LENDING = 3
"""Best provisions that lend their score to those that refer to them."""
CITES, PUNISHES, CITED = "引用{}的条文", "处罚违反{}的条文", "{}引用的条文"
"""Why a provision is there that stands in relation to another."""

A_PART, ELSEWHERE, MOST_PARTS = 3, 2, 5
"""Provisions for each part of a question, or each document set side by side, those of documents that it does not name, and parts that are searched for."""
WHOLE = 0.35
"""Weight of the whole question in the search for a part of it: 几天批 says nothing of what."""


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


def found(understanding: Understanding, library: Library, index: Index) -> list[Evidence]:
    """Return the provisions that the index finds, best first, with structure taken into account."""
    best: dict[str, Evidence] = {}
    for hit in index.search({wording.text: wording.weight for wording in understanding.search}, CANDIDATES):
        citation = parse_citation(hit.id).provision
        key = format_citation(citation)
        if key not in best and (provision := library.provision(citation)) is not None:
            best[key] = Evidence(citation, provision, hit.score, tuple(sorted(hit.scores.items())), FOUND)
    speaking = structure.support(tuple(best.values()))
    weighed = {key: _weighed(one, understanding, speaking[one.citation.document]) for key, one in best.items()}
    return list(_best_first(_lent(_best_first(weighed), understanding, library)).values())


def _best_first(found: dict[str, Evidence]) -> dict[str, Evidence]:
    """Return provisions, known by their citations, in the order of their scores, those of one score in that of their citations."""
    return dict(sorted(found.items(), key=lambda one: (-one[1].score, one[0])))


def _lent(found: dict[str, Evidence], understanding: Understanding, library: Library) -> dict[str, Evidence]:
    """Raise provisions that say what is asked about one that matches better: 第十二条 says how often what 第十一条 lists is done."""
    if understanding.kind not in structure.FITS:
        return found
    raised = dict(found)
    for one in islice(found.values(), LENDING):
        if structure.fits(understanding.kind, one.provision):
            continue
        citing = [(citation, CITES.format(one.citation.address)) for citation in library.references_to(one.citation)]
        if understanding.kind == "penalty":
            citing = [
                (penalty.citation, PUNISHES.format(one.citation.address)) for penalty in library.penalties_for(one.citation)
            ] or citing
        for citation, why in citing:
            other = raised.get(str(replace(citation, version=one.citation.version).provision))
            score = (
                structure.REFERRING * one.score + structure.kind_bonus(understanding.kind, other.provision, understanding.own)
                if other
                else 0.0
            )
            if other and structure.fits(understanding.kind, other.provision) and score > other.score:
                lent = ("referring", score - other.score)
                raised[str(other.citation)] = replace(other, score=score, scores=(*other.scores, lent), why=why)
    return raised


def _weighed(one: Evidence, understanding: Understanding, support: float) -> Evidence:
    """Add to the score of words what the structure says, part by part."""
    citation, provision = one.citation, one.provision
    parts = {
        "document": structure.DOCUMENT_BONUS if citation.document in understanding.documents else 0.0,
        "support": structure.SUPPORT * support,
        "kind": structure.kind_bonus(understanding.kind, provision, understanding.own),
        "place": structure.place(citation, provision, understanding),
        "focus": 0.0,
    }
    focus = understanding.after
    if focus is not None and understanding.follow_up and citation.document == focus.document:
        parts["focus"] = structure.FOCUS_DOCUMENT
        if citation.provision == focus.provision and structure.says_little(understanding):
            parts["focus"] += structure.FOCUS_BONUS
    added = tuple((name, value) for name, value in parts.items() if value)
    reasons = [words for name, words in REASONS.items() if parts[name] > 0]
    why = f"{FOUND}：{'，'.join(reasons)}" if reasons else FOUND
    return Evidence(citation, provision, one.score + sum(parts.values()), (*one.scores, *added), why)


def related(evidence: Iterable[Evidence], understanding: Understanding, library: Library) -> list[Evidence]:
    """Return the provisions that punish what the evidence demands, and those that it refers to."""
    linked: list[Evidence] = []
    for one in evidence:
        if understanding.kind == "penalty":
            for penalty in library.penalties_for(one.citation):
                linked.extend(_linked(penalty.citation, library, one, PUNISHES.format(one.citation.address)))
        for reference in library.references_from(one.citation):
            if not reference.external:
                for target in reference.targets:
                    linked.extend(_linked(target, library, one, CITED.format(one.citation.address)))
        for citing in library.references_to(one.citation):
            linked.extend(_linked(citing, library, one, CITES.format(one.citation.address)))
    return linked


def retrieve(understanding: Understanding, library: Library, index: Index) -> tuple[Evidence, ...]:
    """Return the evidence for a question, best first, each provision once, with why it is there."""
    then = found(understanding, library, index)
    if index.reranker is not None:
        then = _read_again(then, understanding.text, index.reranker)
    first = _likeliest_first(named(understanding, library), then)
    if len(understanding.documents) > 1:
        leaders_of = [next((e for e in then if e.citation.document == title), None) for title in understanding.documents]
        then = [*(e for e in leaders_of if e), *(e for e in then if e not in leaders_of)]
    each = [e for title in understanding.documents[1:] for e in [e for e in then if e.citation.document == title][:A_PART]]
    ordered: dict[str, Evidence] = {}
    for evidence in [*first, *then[:KEPT], *each, *_of_parts(understanding, library, index)]:
        ordered.setdefault(str(evidence.citation.provision), evidence)
    leaders = first or then[:2]
    for evidence in related(leaders, understanding, library):
        ordered.setdefault(str(evidence.citation.provision), evidence)
    return tuple(ordered.values())


def _read_again(found: list[Evidence], question: str, reranker: Reranker) -> list[Evidence]:
    """Order the best provisions by a model that reads question and text together; they share out the scores that they had."""
    best = found[:KEPT]
    values = reranker.scores(question, [f"{e.citation.document} {e.provision.heading or ''}\n{e.provision.text}" for e in best])
    order = sorted(range(len(best)), key=lambda at: (-values[at], at))
    again = [
        replace(best[at], score=one.score, scores=(*best[at].scores, ("reranker", values[at]))) for one, at in zip(best, order, strict=True)
    ]
    return [*again, *found[KEPT:]]


def _likeliest_first(named: list[Evidence], found: list[Evidence]) -> list[Evidence]:
    """Order provisions that a bare 第十五条 may mean, one a document, by what the index finds; others keep the order of the question."""
    ranks = {evidence.citation.document: rank for rank, evidence in reversed(list(enumerate(found)))}
    places = {one.citation.address for one in named}
    if len(places) > 1:
        return named
    return sorted(named, key=lambda one: ranks.get(one.citation.document, len(found)))


def _of_parts(understanding: Understanding, library: Library, index: Index) -> list[Evidence]:
    """Return what is found for each part of a question that asks for several things."""
    asked = parts(understanding.spelt)
    if len(asked) < 2:
        return []
    beside = [replace(wording, weight=WHOLE * wording.weight) for wording in understanding.search]
    alone = [
        replace(understanding, text=part.text, own=part.text, wordings=(), search=(Wording(part.text, 1.0, OWN), *beside))
        for part in asked[:MOST_PARTS]
    ]
    return [one for part in alone for one in _best_of(found(part, library, index), part, library)]


def _best_of(hits: list[Evidence], part: Understanding, library: Library) -> list[Evidence]:
    """Return the best provisions for a part; also of other documents where it names none of those that the whole question names."""
    beside = part.documents and not documents_named(part.text, library)[0]
    return hits[:A_PART] + [one for one in hits if beside and one.citation.document not in part.documents][:ELSEWHERE]


def _linked(citation: Citation, library: Library, origin: Evidence, why: str) -> list[Evidence]:
    provision = library.provision(citation)
    if provision is None:
        return []
    version = citation.version or origin.citation.version
    return [Evidence(replace(citation.provision, version=version), provision, origin.score * 0.9, (("linked", origin.score),), why)]
