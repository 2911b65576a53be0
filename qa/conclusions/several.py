"""Several answers in one: each part of a question by its own clause, things and documents side by side, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.conclusions.basis import rests
from qa.conclusions.by_document import by_document, everywhere, wherever
from qa.conclusions.by_part import bared, by_part, in_their_terms, kind_of_part
from qa.conclusions.merged import LINE, MOST, merged
from qa.draft import Conclude, Draft, Reading, quote_clause, quote_paragraph
from qa.model import Evidence
from qa.penalties.breaches import BY_NUMBER, tells_conduct
from qa.question.parts import parts
from qa.question.sides import TOGETHER, Part, compares, joined
from qa.retrieve import NAMED
from qa.select import Candidate, Names, core, is_subject

PUNISHED = re.compile(r"(?<![不免])罚|处分|\bfine[ds]?\b|punish|penalt", re.IGNORECASE)
LEADERS = 3
"""Provisions of which one may rule several things side by side."""


def conclude_several(reading: Reading, conclude: Conclude) -> Draft | None:
    """Answer each thing that the question asks for, or None where it asks for one."""
    titles = reading.understanding.documents
    if len(titles) > 1 and reading.understanding.kind != "article":
        return merged(reading, list(by_document(reading, titles, conclude)))
    if everywhere(reading):
        return wherever(reading)
    if named := _by_provision(reading):
        return merged(reading, named)
    if rests(reading):
        return None
    found = parts(reading.understanding.spelt)
    if reading.understanding.kind == "article":
        return None
    if _one_penalty(reading, found):
        return None
    if len(found) < 2:
        return _apart(reading, joined(reading.understanding.spelt), conclude)
    if in_one := _in_one(reading, found):
        return merged(reading, in_one)
    drafts = list(by_part(reading, found, conclude))
    return merged(reading, [*drafts, *_of_all(reading, found, drafts)])


def _one_penalty(reading: Reading, found: tuple[Part, ...]) -> bool:
    """Say whether the parts of a question ask who punishes one conduct and how: 狗叫扰民谁来罚？罚多少. A penal sentence says both; 罚多少 alone is about
    any conduct."""
    if len(found) < 2 or any(part.name for part in found) or any(tells_conduct(part.bare) for part in found[1:]):
        return False
    return all(PUNISHED.search(part.bare) for part in found)


def told_apart(reading: Reading, draft: Draft) -> bool:
    """Say whether a draft quotes words of each of the things set side by side, where the best clause for the whole names none: the one of 名称有明显区别
    for 主办和承办有什么区别."""
    names = [bared(in_their_terms(part.name, reading)) for part in parts(reading.understanding.spelt)]
    quoted = "".join(quote.text for quote in draft.quotes)
    return all(name and name in quoted and name not in reading.best.clause.whole for name in names)


def _of_all(reading: Reading, found: tuple[Part, ...], drafts: list[tuple[str, Draft]]) -> Iterator[tuple[str, Draft]]:
    """Yield what the best clause for the whole question says where no question of it alone found that one: of 22 such clauses 16 are wanted."""
    best = reading.best
    quotes = [quote.citation for _, draft in drafts for quote in draft.quotes]
    if (
        not quotes
        or reading.understanding.citations
        or any(part.name for part in found)
        or best.evidence.citation.document not in {quote.document for quote in quotes}
    ):
        return
    if BY_NUMBER.match(best.clause.text) and any(PUNISHED.search(quote.text) for _, draft in drafts for quote in draft.quotes):
        return  # 违反第三项规定的，处罚款: what else it punishes by numbers is not what was told
    place = best.clause.citation
    if any(quote.provision == place.provision and quote.paragraph in (None, place.paragraph) for quote in quotes):
        return
    yield "", Draft(core(best.clause.text, reading.wording, reading.relevance, limit=LINE), quote_clause(best.evidence, best.clause))


def _in_one(reading: Reading, found: tuple[Part, ...]) -> list[tuple[str, Draft]]:
    """Set things side by side as one of the best provisions itself does, where each is the subject of a rule of its own there: nothing else is needed
    then."""
    if not all(part.name for part in found) or not reading.ranked or not TOGETHER.search(reading.understanding.spelt):
        return []
    leading = dict.fromkeys((reading.best.evidence, *reading.leading[:LEADERS]))
    return next((ruled for one in leading if (ruled := _ruled(reading, found, one))), [])


def _ruled(reading: Reading, found: tuple[Part, ...], one: Evidence) -> list[tuple[str, Draft]]:
    """Return what a provision rules for each of the things, each by a paragraph of its own; nothing where it does not."""
    names = [in_their_terms(part.name, reading) for part in found]
    ruled = []
    for part, name in zip(found, names, strict=True):
        others = tuple(other for other in names if other != name)
        about = reading.about(part.text, kind_of_part(part, reading), [one], Names(name, others))
        rules = [c for c in about.ranked if is_subject(bared(name), c.clause)]
        # What introduces 主办人 says what they do; what 主办人直接承担具体工作的 says is of a case.
        ruled.append((about, next((c for c in rules if _introduces(name, c)), next(iter(rules), None))))
    if len({id(rule.clause.paragraph) for _, rule in ruled if rule}) < len(found):
        return []
    return [
        (part.name, Draft(core(rule.clause.text, about.wording, about.relevance, limit=LINE), quote_clause(one, rule.clause)))
        for part, (about, rule) in zip(found, ruled, strict=True)
        if rule
    ]


def _introduces(name: str, candidate: Candidate) -> bool:
    """Say whether a clause gives a thing its name and goes on to rule it: （以下称主办人）应当…."""
    return bool(
        re.search(
            rf"（以下(?:简|统)?称“?{re.escape(bared(name))}[^）]{{0,2}}）[^，。]{{0,12}}(?:应当|负责|可以|不得)", candidate.clause.text
        )
    )


def _apart(reading: Reading, found: tuple[Part, ...], conclude: Conclude) -> Draft | None:
    """Answer things that a question only joins, 裁判员和竞赛规程有什么要求, one by one where each has a provision of its own."""
    names = [part.name for part in found]
    if len(found) < 2 or any(all(name in one.clause.whole for name in names) for one in reading.ranked):
        return None
    read: list[Reading] = []
    for part in found:
        others = tuple(name for name in names if name != part.name)
        about = reading.about(part.text, kind_of_part(part, reading), names=Names(part.name, others))
        if not about.ranked or part.name not in about.best.clause.whole:
            return None
        read.append(about)
    if len({about.best.evidence.citation for about in read}) < len(found):
        return None
    return merged(reading, [(name, conclude(about)) for name, about in zip(names, read, strict=True)])


def _by_provision(reading: Reading) -> list[tuple[str, Draft]]:
    """Set the provisions that the question names side by side: 第二十八条和第二十九条有什么不同."""
    named = [one for one in reading.evidence if one.why == NAMED]
    if len(named) < 2 or not compares(reading.understanding.spelt):
        return []
    found = []
    for one in named[:MOST]:
        about = reading.about(reading.understanding.spelt, "other", [one])
        lead = one.provision.paragraphs[0]
        if lead.items:
            draft = Draft(core(lead.text, about.wording, about.relevance, limit=LINE), (quote_paragraph(one, lead),))
        else:
            draft = Draft(core(about.best.clause.text, about.wording, about.relevance, limit=LINE), quote_clause(one, about.best.clause))
        found.append((one.citation.address, draft))
    return found
