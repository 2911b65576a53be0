"""Documents side by side: what each of those that a question names says, or every text that speaks of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.conclusions.by_part import bared, by_part
from qa.conclusions.merged import FEWEST, LINE, MOST, merged
from qa.draft import Conclude, Draft, Reading, quote_clause
from qa.question.meant import DOCUMENT_NAME, documents_named, without_names
from qa.question.numbered import PAIR
from qa.question.parts import parts
from qa.question.sides import Part
from qa.select import Candidate, Names, core
from qa.wording.relevance import subject, substance
from qa.wording.titles import without_titles

EVERYWHERE = re.compile(
    r"(?:(?:各|每|(?<!哪)几|所有|全部|[三四五六七八九])(?:个|份|部)?(?:政策)?(?:文件|办法|规定|文本|规划(?!区))"
    r"|(?:哪些|哪几)(?:个|份|部)?(?:政策)?(?:文件|文本)(?=[里中都对讲说写]|提|谈|涉及|怎么|规定)|(?:见于|出现在|写在)(?:哪些|哪几)(?:个|份|部)?(?:政策)?(?:文件|文本))"
    r"(?:里|中|当中)?都?(?:提[到及]|谈到|讲到|说到|写到|涉及)?了?|(?:which|all|every|each) (?:of the )?(?:texts|documents)(?: (?:mention|speak of))?",
    re.IGNORECASE,
)
"""之江实验室各文件怎么说, 哪些文件提到之江实验室; not 要提交哪些文件, which asks for papers to hand in."""
SHORTEST_NAME = 4
"""Characters of a name that texts can be told apart by."""
OF_DOCUMENTS = re.compile(r"(?:这|那)?(?:[两二三四五六](?:个|部|份|项))?(?:办法|规划|方案|意见|条例|规定|文件|政策)?$")


def by_document(reading: Reading, titles: tuple[str, ...], conclude: Conclude) -> Iterator[tuple[str, Draft]]:
    """Yield what each of several documents says, with its title."""
    for title in titles:
        pieces = [one for one in reading.evidence if one.citation.document == title]
        if not pieces:
            continue
        kind = reading.understanding.kind
        own = _unnamed(_clauses_about(title, PAIR.sub("", reading.understanding.own), reading), reading)
        about = reading.about(own, kind, pieces, documents=(title,))
        inner = parts(DOCUMENT_NAME.sub(" ", without_titles(own, titles)))
        if inner[0].name and all(_of_title(part.name, titles) for part in inner):
            about, inner = reading.about(_left_of(own, inner), kind, pieces, documents=(title,)), ()
        named = list(by_part(about, inner, conclude)) if len(inner) > 1 and all(part.name for part in inner) else []
        # 各自什么时候施行、各把哪份旧文件废了 asks of each document twice.
        if len(inner) > 1 and not any(part.name for part in inner) and kind == "effect":
            named = list(by_part(about, inner, conclude))
        yield f"《{title}》", (merged(about, named) if named else None) or conclude(about)


NAMES_GONE = re.compile(r"[在从]?(?: +(?:和|与|跟|及|以及|、|，|/|中|里|上)?)+(?:分别|各自|各(?=[有是为由要应负承规给讲说需能提多部]))?")
"""What is left where the names of two documents stood: 之江实验室在 和 中分别有什么任务."""


def _unnamed(own: str, reading: Reading) -> str:
    """Return what a question asks of each document: without their names, which are found all over a document's own words."""
    rest = NAMES_GONE.sub(" ", without_names(own, reading.library)).strip()
    return rest if substance(rest) >= FEWEST else own


def _of_title(name: str, titles: tuple[str, ...]) -> bool:
    """Say whether one of several things is what a document is called by: 体育的 in 体育的和测绘的两个办法."""
    words = bared(OF_DOCUMENTS.sub("", name))
    return len(words) >= FEWEST and any(words in title for title in titles)


def _left_of(own: str, names: tuple[Part, ...]) -> str:
    """Return what is asked beside the names of documents."""
    first = own.find(names[0].name)
    last = own.find(names[-1].name)
    return (own[:first] + own[last + len(names[-1].name) :]).strip("，, ") if 0 <= first < last else own


def _clauses_about(title: str, own: str, reading: Reading) -> str:
    """Return the question without the clauses that name other documents only: 赛事办法能罚钱，监测办法是不是也罚."""
    named = [(part, documents_named(part, reading.library)[0]) for part in re.split(r"(?<=[，,；;])", own)]
    if any(len(titles) > 1 for _, titles in named) or sum(bool(titles) for _, titles in named) < len(reading.understanding.documents):
        return own
    return "".join(part for part, titles in named if not titles or title in titles)


def everywhere(reading: Reading) -> bool:
    """Say whether a question asks what all documents say of a name, and texts hold that name letter by letter."""
    if reading.understanding.documents or not EVERYWHERE.search(reading.understanding.own):
        return False
    about = _name_everywhere(reading)
    return len(about) >= SHORTEST_NAME and any(about in one.provision.text for one in reading.evidence)


def _name_everywhere(reading: Reading) -> str:
    return "".join(subject(EVERYWHERE.sub(" ", reading.understanding.own)).split()).strip("，。？,.?")


def wherever(reading: Reading) -> Draft | None:
    """Answer with every provision that speaks of the subject, whatever its document."""
    about = _name_everywhere(reading)
    reading = reading.about(about, reading.understanding.kind, names=Names(about))
    best: dict[object, Candidate] = {}
    holding = [one for one in reading.ranked if about in one.clause.text]
    for one in holding or reading.ranked:
        best.setdefault(one.evidence.citation.provision, one)
    covers = {key: reading.relevance.coverage(about, one.clause.text) for key, one in best.items()}
    most = max(covers.values())
    chosen = [one for key, one in best.items() if covers[key] >= 0.8 * most][: MOST + 1]
    lines = [(f"《{one.evidence.citation.document}》{one.evidence.citation.address}", one) for one in chosen]
    drafts = [
        (name, Draft(core(c.clause.text, about, reading.relevance, limit=LINE), quote_clause(c.evidence, c.clause))) for name, c in lines
    ]
    return merged(reading, drafts)
