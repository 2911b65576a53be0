"""All that a text demands of somebody: the duties of the organiser, of the authority, from every provision that names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from law.model import Citation, Norm
from qa.draft import Draft, Reading, unique
from qa.model import Quote
from qa.question.kinds import asks_besides, asks_yes_no
from qa.select import core
from qa.wording.relevance import substance
from qa.wording.titles import without_titles
from qa.words import say

ASKS_DUTIES = re.compile(
    r"(?:有|承担|履行|负|尽|规定了?|压了|担){0,4}+(?:的)?(?:哪些|什么|啥|全部|所有|哪几项|各项|主要)?(?:法定)?(?:的)?(?:义务|职责|责任|任务)(?:有哪些|是什么|包括哪些|有什么)?"
    r"|(?:要|应当?|需要|得|该)做(?:到|好)?(?:些)?(?:什么|哪些|啥)|\b(?:duties|obligations|responsibilities)\b",
    re.IGNORECASE,
)
"""承办人有哪些义务; 主办人要做什么. The verbs give nothing back: what they take, the rest could not begin with."""
FILLER = re.compile(
    r"从头到尾|根据|按照|办法|条例|规定|体系|一共|总共|主要|分别|给我|整个|工作|中|里|下|上|方面|under|regulation|measures|have|sports|event"
)
SENTENCE_END = re.compile(r"[。！!]")
LEAST, MOST, LINE = 2, 7, 70
"""Provisions that make a list of duties, at least and at most, and characters of a line."""
LEFT_OVER = 2
"""Characters of the question besides the actor and the duties: more of them ask for certain duties only."""


def conclude_duties(reading: Reading) -> Draft | None:
    """Return every duty of the one that the question names, or None where it asks for certain ones, or names nobody."""
    own = reading.understanding.own
    if not ASKS_DUTIES.search(own) or reading.understanding.kind in ("penalty", "which", "definition", "article", "effect"):
        return None
    if asks_yes_no(own) and not asks_besides(own):
        return None
    for title in reading.understanding.documents[:1] or reading.titles(3):
        document = reading.document(title)
        norms = reading.library.norms_at(Citation(title, version=document.version))
        longer = ""
        for actor in _actors(norms):
            spoken = _spoken(actor, reading)
            if spoken and spoken not in longer and not _left(own, spoken, title):
                longer = spoken
                found = [norm for norm in norms if norm.kind in ("义务", "职权", "禁止") and _is_subject(actor, norm)]
                if draft := _drafted(reading, found):
                    return draft
    return None


def _actors(norms: Sequence[Norm]) -> list[str]:
    """Return those who are commanded, by their short names, the longest first."""
    found: dict[str, None] = {}
    for norm in norms:
        for _, name in _subjects(norm):
            found[name] = None
    return sorted((actor for actor in found if 2 <= len(actor) <= 16 and "（" not in actor and "）" not in actor), key=len, reverse=True)


def _subjects(norm: Norm) -> Iterator[tuple[str, str]]:
    """Yield each of those whom a norm commands, as it names them and by their short names."""
    for part in re.split(r"、|和|或者|以及|及其", norm.subject or ""):
        short = re.search(r"（以下(?:简|统)?称(?P<name>[^）]+)）", part)
        yield re.sub(r"（[^）]*）$", "", part), short["name"] if short else part


def _is_subject(actor: str, norm: Norm) -> bool:
    """Say whether a norm commands an actor, whatever level or kind it adds before: 业主 is no part of 业主委员会."""
    return any(name.endswith(actor) for names in _subjects(norm) for name in names)


def _spoken(actor: str, reading: Reading) -> str:
    """Return the words of the question that mean an actor: 承办人, 承办方, 体育局 for 体育主管部门; ``""`` where none do."""
    own = reading.understanding.own
    if re.search(rf"{re.escape(actor)}(?!大会|委员会|代表|协会|联合会|理事会|监事会)", own):
        return actor
    if reading.language == "en":
        return own if any(actor in words.split() for words in reading.understanding.wordings) else ""
    stem = re.sub(r"(?:单位|人|方|者)$", "", actor)
    if len(stem) >= 2 and (
        match := re.search(rf"{re.escape(stem)}(?:单位|人|方|者)|(?:的|做|搞|接|来|当|负责){re.escape(stem)}(?=[，,]|的)", own)
    ):
        return match.group()
    # Wherever the name of an office may begin: 由省体育局 names 省体育局
    offices = re.finditer(r"(?=(?P<office>(?P<level>[省市县区]?)(?P<field>[一-鿿]{2,4})[局厅委]))", own) if "主管部门" in actor else ()
    return next((one["office"] for one in offices if actor.startswith((one["field"], one["level"] + one["field"]))), "")


def _left(own: str, spoken: str, title: str) -> bool:
    """Say whether a question asks for more than the duties of an actor."""
    if spoken == own:
        return False
    # Who is named in a sentence before tells the case: 我在测绘局管合同。承包人迟交了，它负什么责任？
    if spoken not in SENTENCE_END.split(own.rstrip(" 。！!？?"))[-1]:
        return True
    rest = ASKS_DUTIES.sub(" ", without_titles(own, (title,)).replace(spoken, " "))
    if spoken in own.split("，", maxsplit=1)[0]:
        rest = re.split(r"[，,]", rest)[-1]
    return substance(FILLER.sub(" ", rest)) > LEFT_OVER


def _drafted(reading: Reading, found: Sequence[Norm]) -> Draft | None:
    by_place: dict[Citation, list[Norm]] = {}
    for norm in found:
        place = Citation(norm.citation.document, norm.citation.address, norm.citation.paragraph, None, norm.citation.version)
        by_place.setdefault(place, []).append(norm)
    if len({place.provision for place in by_place}) < LEAST:
        return None
    lines, quotes = [], []
    for place, norms in list(by_place.items())[:MOST]:
        words = reading.library.text(place) or ""
        quotes += [Quote(place, norm.quote if norm.quote in words else words) for norm in norms]
        acts = [f"{norm.modal if norm.kind == '禁止' else ''}{norm.act}" for norm in norms]
        said = [core(act, reading.wording, reading.relevance, limit=LINE).removesuffix("。") for act in acts]
        lines.append(f"- {place.address}：{'；'.join(said)}。")
    if len(by_place) > MOST:
        lines.append(f"- {say('more-duties', reading.language, n=len(by_place) - MOST)}")
    return Draft(say("duties", reading.language) + "\n".join(["", *lines]), unique(tuple(quotes)))
