"""Lists: what stands under a heading, the heads of its paragraphs, the items behind a colon. None is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from law.address import address_key
from law.model import Citation, Division, Document, Provision
from qa.draft import Draft, Reading, quote_paragraph, unique
from qa.model import Kind, Quote
from qa.select import Candidate, core, says_little
from qa.understand import ENGLISH_NAME
from qa.wording.clauses import SENTENCE
from qa.wording.relevance import subject
from qa.wording.titles import besides, without_titles
from qa.words import say

CLOSE = 0.93
"""A list of another provision is taken where it scores at least this share of the best clause."""
NAMED = 0.8
"""Share of a heading that a question holds when it names it."""
ALL_OF_IT = 0.85
"""Share of what a question is about that a heading holds when it is what the question means."""
ALIKE = 0.5
"""Likeness in meaning of a heading to what an English question asks for besides the document."""
WHOLE = 6
"""Provisions under a heading up to which each is quoted whole; of more, the first sentence of each."""
DEEP = 5
"""Documents whose headings are looked at where the question names none."""
RUN_IN = re.compile(r"[^，。；：]{2,14}。(?=.)")
"""政府推动。积极发挥政府…"""
NOUNS = "原则|目标|任务|措施|思想|思路|要求|重点|举措|政策"
BROAD = re.compile(rf"(?:主要|重点|基本|总体|工作|发展|具体|指导|核心|重大)*(?P<noun>{NOUNS})")
"""重点任务 and 主要任务 are both the 任务 of a document; 保障措施 are not its 措施."""
CARRIES = re.compile(
    rf"{NOUNS}|责任单位|负责单位|牵头单位|负责|牵头|方面|方向|工程|内容|工作|做法|安排|部署|那?几[条项个点方类种]|[一二三四五六七八九十两]大|哪[一二三四五六七八九十两]+[条项个点方类种]|[那哪]几|[那哪]些|领域|具体|主要|重点|各项|条目|多少|列举|列出|一览|清单|最后|末尾|开头|这?[一那]?(?:段|部分)|[讲说写]的?|要|建|搞|做|里|下|中|上"
)
"""What asks for a list without saying of what: 分享经济有哪些任务."""
ASKS_LIST = re.compile(
    r"[哪那]些|[哪那]几|哪[一二三四五六七八九十两]+[条项个点方类种]|几[条项个点方类种]|什么|啥|包括|包含|内容|列举|列出|清单|\bwhat\b|\bwhich\b|\blist\b",
    re.IGNORECASE,
)
OF_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
"""2030年的目标 are not all that stands under 发展目标."""
BESIDE = 3
"""Characters that a question may hold beside a heading and the title where it asks how many there are, or which."""
BELONGS_NOT = re.compile(r"不属于|不构成|不视为|不认定为|不作为")
BESIDES = re.compile(r"^除[^，。；]{0,6}第[^，。；]{1,40}(?:外|以外|之外)")
ASKS_WHICH_OF_THEM = re.compile(r"(?:算|属于?|归[到为]?)(?:什么|啥|哪一?[类种级档个])(?!.*(?:哪些|哪几|分别))")
"""过期的药算什么垃圾: one of a list is asked for."""
NOT_ASKED = re.compile(r"不|没|非|除|免|例外|\b(?:not?|except|exempt\w*)\b", re.IGNORECASE)
STRICT: tuple[Kind, ...] = ("number", "which", "definition", "other", "who")
OPEN: tuple[Kind, ...] = ("list", "procedure", *STRICT)


@dataclass(frozen=True, slots=True)
class Headed:
    """What stands under a heading that a question names."""

    document: Document
    heading: str
    provisions: tuple[Provision, ...]
    division: Division | None = None
    meant: bool = False
    """Whether the question is about all of it, and not about something in it."""

    def place(self, provision: Provision) -> Citation:
        """Return the citation of one of its provisions."""
        return Citation(self.document.title, provision.address, version=self.document.version)


def conclude_list(reading: Reading) -> Draft | None:
    """Return the whole list that a question asks for, or None where no structure of the texts is one."""
    known = reading.understanding
    asked = known.kind in ("list", "other") or (known.kind in OPEN and ASKS_LIST.search(known.own))
    asked = asked and not OF_A_YEAR.search(known.own)
    if asked and (headed := named_heading(reading)) and (draft := _under(reading, headed)):
        return draft
    return (conclude_items(reading) or _listed_elsewhere(reading)) if known.kind == "list" else None


def named_heading(reading: Reading, *, strict: bool | None = None) -> Headed | None:
    """Return the heading that a question names, with what stands under it; None where it names none."""
    only = reading.understanding.kind in STRICT if strict is None else strict
    best: tuple[float, Headed] | None = None
    for title in reading.titles(8)[:DEEP]:
        document = reading.document(title)
        about = 0.0 if reading.understanding.documents else reading.relevance.coverage(reading.understanding.own, title)
        alike = _alike(reading, document)
        for headed in _headings(document):
            mark = _fits(reading, headed, only) or alike.get(headed.heading)
            if mark is not None and (best is None or mark[0] + about > best[0]):
                best = (mark[0] + about, Headed(document, headed.heading, headed.provisions, headed.division, mark[1]))
    return best[1] if best else None


def asks_for_heading(reading: Reading) -> bool:
    """Say whether a question names a heading letter by letter, and nothing beside it but words of the title; one letter may be left of such."""
    own = reading.understanding.own
    headed = named_heading(reading, strict=True) if reading.understanding.kind == "list" else None
    if headed is None or headed.heading not in own:
        return False
    rest = CARRIES.sub(" ", subject(without_titles(own, (headed.document.title,))))
    return len(re.findall("[一-鿿]", besides(rest, f"{headed.document.title} {headed.heading}"))) <= 1


def _headings(document: Document) -> Iterator[Headed]:
    for division in document.divisions:
        inner = tuple(provision for provision in document.provisions if provision.address in division.provisions)
        if division.heading and inner and all(provision.heading for provision in inner):
            yield Headed(document, division.heading.rstrip("。"), inner, division)
    for provision in document.provisions:
        if provision.heading:
            yield Headed(document, provision.heading.rstrip("。"), (provision,))


def _fits(reading: Reading, headed: Headed, only: bool) -> tuple[float, bool] | None:
    """Return how well a heading is what a question names, and whether the question is about all of it; None where it does not name it."""
    known = reading.understanding
    names = f"{headed.document.title} {headed.heading}"
    best: tuple[float, bool] | None = None
    for words in (known.own, *known.wordings):
        bare, rest, long = _asked(words, headed.document.title)
        left = len(re.findall(r"[一-鿿]", besides(rest, names)))
        share = reading.relevance.coverage(headed.heading, bare)
        about = reading.relevance.coverage(rest, headed.heading) if long else 0.0
        general = BROAD.fullmatch(headed.heading) is not None
        named = share >= NAMED and (not general or (headed.heading in bare and left <= BESIDE))
        marks = [
            (1 + len(headed.heading) / 100, left <= BESIDE) if named and not (only and left > BESIDE) else None,
            (about, True) if about >= ALL_OF_IT and words is known.own and known.kind != "definition" else None,
            (NAMED, True) if _broad(headed, bare, known.documents) and (left <= BESIDE or words is not known.own) else None,
        ]
        for mark in filter(None, marks):
            best = max(best, mark) if best else mark
    return best


@lru_cache(maxsize=64)
def _asked(words: str, title: str) -> tuple[str, str, bool]:
    """Return a question without the title of a document, what of it is no mere asking, and whether that is more than two characters."""
    bare = without_titles(words, (title,))
    rest = CARRIES.sub(" ", subject(bare))
    return bare, rest, len(re.findall(r"[一-鿿]", rest)) >= 3


def _alike(reading: Reading, document: Document) -> dict[str, tuple[float, bool]]:
    """Return the headings that an English question means, by likeness in meaning: basic principles, 基本原则."""
    if reading.language != "en":
        return {}
    headings = list(dict.fromkeys(headed.heading for headed in _headings(document)))
    asked = subject(ENGLISH_NAME.sub(" ", without_titles(reading.understanding.own, (document.title,))))
    marks = reading.likeness(asked, headings) if headings and asked.strip() else ()
    return {heading: (float(mark), True) for heading, mark in zip(headings, marks, strict=False) if mark >= ALIKE}


def _broad(headed: Headed, words: str, documents: tuple[str, ...]) -> bool:
    """Say whether a question asks for what every such document has, by another word for it: 重点任务 for 主要任务."""
    heading = BROAD.fullmatch(headed.heading)
    return bool(documents) and heading is not None and any(found["noun"] == heading["noun"] for found in BROAD.finditer(words))


def _under(reading: Reading, headed: Headed) -> Draft | None:
    if headed.division is not None:
        return _children(reading, headed, headed.division)
    provision = headed.provisions[0]
    heads = [found.group().rstrip("。") for paragraph in provision.paragraphs if (found := RUN_IN.match(paragraph.text))]
    whole = Quote(headed.place(provision), provision.text)
    if len(heads) >= 3:
        return _listed(reading, headed.heading, heads, (whole,))
    if headed.meant and reading.understanding.kind in ("list", "procedure") and not any(p.items for p in provision.paragraphs):
        said = core(provision.paragraphs[0].text, reading.wording, reading.relevance, limit=140)
        return Draft(say("law-says", reading.language) + said, (whole,))
    return None


def _children(reading: Reading, headed: Headed, division: Division) -> Draft | None:
    """List the headings one level below: 四、保障措施 with （一）组织领导, （二）政策支持."""
    inner = {other.label: other.heading for other in headed.document.divisions if other.label != division.label}
    groups = [
        (label, list(provisions))
        for label, provisions in groupby(headed.provisions, key=lambda p: _child(p.address, division.label, inner))
    ]
    heads = [(inner.get(label) or provisions[0].heading or "").rstrip("。") for label, provisions in groups]
    if len(groups) < 2:
        return None
    quotes = []
    for provision in headed.provisions:
        words = provision.text if len(headed.provisions) <= WHOLE else SENTENCE.findall(provision.paragraphs[0].text)[0]
        quotes.append(Quote(headed.place(provision), words))
    return _listed(reading, headed.heading, heads, tuple(quotes))


def _child(address: str, label: str, inner: dict[str, str]) -> str:
    """Return the label of the subdivision that an address stands in, or the address itself."""
    within = [one for one in inner if address_key(address).startswith(address_key(one)) and len(address_key(one)) > len(address_key(label))]
    return min(within, key=len) if within else address


def _listed(reading: Reading, heading: str, heads: list[str], quotes: tuple[Quote, ...]) -> Draft:
    return Draft(say("law-says", reading.language) + f"{heading}：" + "；".join(heads) + "。", unique(quotes))


def turned(candidate: Candidate, reading: Reading) -> bool:
    """Say whether a list is of what does not belong to what is asked for: 有下列情形之一的，不属于欺诈行为 to 哪些属于欺诈行为."""
    return bool(BELONGS_NOT.search(candidate.clause.paragraph.text)) and not NOT_ASKED.search(reading.understanding.own)


def _listed_elsewhere(reading: Reading) -> Draft | None:
    """Return the list that the best clause speaks of by its number, and only says what it does not hold: 除第六条授予管理机构的各项职权以外,
    不属于第十九条规定的价格欺诈行为."""
    best = reading.best
    if not turned(best, reading) and (best.clause.item is not None or not BESIDES.search(best.clause.text)):
        return None
    place = replace(best.clause.citation, item=None)
    for reference in reading.library.references_from(place):
        for target in reference.targets:
            for candidate in reading.ranked:
                paragraph = candidate.clause.paragraph
                if (
                    candidate.evidence.citation.provision == target.provision
                    and paragraph.items
                    and target.paragraph in (None, paragraph.n)
                ):
                    return _itemized(reading, candidate)
    return None


def conclude_items(reading: Reading) -> Draft | None:
    """Return the items behind the lead that fits best, or None where the best clause is not one of a list."""
    if ASKS_WHICH_OF_THEM.search(reading.understanding.own) and reading.best.clause.item is not None:
        return None
    ranked = [one for one in reading.ranked if not turned(one, reading)] or list(reading.ranked)
    for candidate in ranked[:4]:
        if candidate.score < CLOSE * ranked[0].score:
            break
        items = candidate.clause.paragraph.items
        if candidate is not ranked[0] and says_little(reading.understanding, reading.question, candidate.clause):
            continue
        if items and (candidate.clause.item is not None or candidate.clause.introduces):
            return _itemized(reading, candidate)
    return None


def _itemized(reading: Reading, candidate: Candidate) -> Draft:
    paragraph = candidate.clause.paragraph
    lead = re.sub(r"[：:]$", "", core(paragraph.text, reading.wording, reading.relevance).rstrip("。"))
    count = say("list", reading.language, n=len(paragraph.items))
    return Draft(say("law-says", reading.language) + lead + count + "。", (quote_paragraph(candidate.evidence, paragraph),))
