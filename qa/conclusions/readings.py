"""A question that asks without naming anything, 罚多少 or 谁负责: what each document says to it, and which of them is meant asked back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from law.model import Citation
from qa.conclusions.merged import merged
from qa.draft import Draft, Reading
from qa.model import Answer, Kind, Understanding
from qa.penalties.breaches import ASKS_PENALTY
from qa.select import ANSWERS
from qa.wording.relevance import subject
from qa.words import say

ASKS = re.compile(
    r"主管|负责|管理?|归口?|牵头|部门|单位|机关|机构|审批|批准|许可|备案|登记|报批|办理?|手续|期限|时限|时间|周期|频率|提前|截止|[一二两三几每]?[次年月日天元钱事个]期?"
    r"|生效|施行|实施|废止|条件|程序|流程|步骤|材料|标准|范围|适用|目标|定义|意思|同意|申请|违[反法规]|责任|最[高低]|多[高大]"
    r"|\b(?:responsible|charge|approv\w+|permits?|licen[cs]e|permission|deadline|time|limit|days?|effect|force|department|authority|conditions?|procedure)\b",
    re.IGNORECASE,
)
"""What asks for something, not what it is asked of."""
KINDS: frozenset[Kind] = frozenset({"penalty", "approval", "who", "deadline", "effect", "scope", "procedure", "number"})
"""Kinds of question whose answers look alike in any text, so that it shows which documents have one."""
RULED: frozenset[Kind] = frozenset({"approval", "penalty"})
"""What only regulations decide; a policy that speaks of approvals asks for none."""
MOST = 3
"""Documents that are set side by side."""
FEW = 12
"""Documents of a library of which one alone may be what is meant; among more of them what is shown are examples."""


def unnamed(understanding: Understanding) -> bool:
    """Say whether a question names nothing that it asks about, and goes on from none that did."""
    known = understanding
    if known.follow_up or known.documents or known.citations or known.kind not in KINDS:
        return False
    own = ASKS_PENALTY.sub(" ", known.own)
    asks = own != known.own or ASKS.search(own) is not None or known.kind == "effect"
    return asks and not re.search(r"\w", ASKS.sub(" ", subject(own)))


def conclude_readings(reading: Reading, conclude: Callable[[Reading], Draft]) -> Draft | None:
    """Return what each document that answers says, and ask which is meant where there are several; None where the question names something."""
    found = readings(reading)
    drafts = [(f"《{about.evidence[0].citation.document}》", conclude(about)) for about in found]
    if len({draft.conclusion for _, draft in drafts}) < 2:
        return drafts[0][1] if drafts else None
    whole = merged(reading, drafts)
    if whole is None:
        return None
    said = whole.conclusion.removeprefix(say("law-says", reading.language)).lstrip()
    lead = say("unnamed" if len(reading.library.entries()) <= FEW else "unnamed-examples", reading.language)
    verdicts = {draft.verdict for _, draft in drafts}
    return replace(whole, conclusion=lead + said, verdict=verdicts.pop() if len(verdicts) == 1 else None)


def readings(reading: Reading) -> tuple[Reading, ...]:
    """Return the question read for each document that may answer it; none where it names something."""
    if not unnamed(reading.understanding):
        return ()
    found = tuple(islice(_readings(reading), MOST))
    return found if len(found) > 1 or len(reading.library.entries()) <= FEW else ()


def offered(understanding: Understanding, answer: Answer) -> tuple[str, ...]:
    """Return the question asked of each document that an answer sets side by side; nothing where the question names something."""
    titles = dict.fromkeys(quote.citation.document for quote in answer.quotes)
    return tuple(f"《{title}》{understanding.own}" for title in titles) if len(titles) > 1 and unnamed(understanding) else ()


def _readings(reading: Reading) -> Iterator[Reading]:
    known = reading.understanding
    wanted = ANSWERS[known.kind]
    versions: dict[str, str] = {}
    for one in reading.evidence:
        versions.setdefault(one.citation.document, one.citation.version)
    for title, version in versions.items():
        place = Citation(title, version=version)
        sort = reading.library.entry(place).kind
        if sort == "speech" or (known.kind in RULED and sort != "regulation"):
            continue
        if known.kind == "penalty" and not reading.library.penalties_at(place):
            continue
        pieces = [one for one in reading.evidence if (one.citation.document, one.citation.version) == (title, version)]
        about = reading.about(known.own, known.kind, pieces, documents=(title,))
        if not about.ranked or (known.kind != "effect" and ANSWERS["effect"].search(about.best.clause.text)):
            continue
        if wanted.search(about.best.clause.whole):
            yield about
