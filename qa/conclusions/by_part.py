"""Each part of a question by its own clause: several questions, or several things that one question sets side by side."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from qa.case.members import among
from qa.conclusions.merged import LINE
from qa.conclusions.referring import OFTEN
from qa.draft import Conclude, Draft, Reading, quote_clause, quote_paragraph
from qa.model import Evidence, Kind
from qa.penalties.breaches import hanging_on
from qa.question.glossary import Glossary
from qa.question.kinds import asks_yes_no, kind_of
from qa.question.meant import documents_named
from qa.question.sides import COMPARES, COUNTED_BEFORE, TOGETHER, Part, compares
from qa.retrieve import NAMED
from qa.select import Candidate, Names, core
from qa.wording.relevance import ENGLISH_SHELL, pairs, substance
from qa.words import say

WRONGS = re.compile(r"(?:违法|违规|(?:追责|问责|追究|处罚|处分)[^，。？]{0,4}?)的?(?:情形|行为)")
LISTED = r"(?:下列|以下)(?:行为|情形)"
BREACHES = re.compile(rf"{LISTED}(?:(?!{LISTED})[^。])*(?:责令|处|罚|批评|处分|追究)")
ASPECTS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"(?:数量|人数|数目|规模|金额|比例|数值|指标|目标)(?:目标)?$"), "number"),
    (re.compile(r"(?:定义|含义|概念)$"), "definition"),
    (re.compile(r"范围$"), "scope"),
    (re.compile(r"(?:期限|时限|周期|频率|频次|时间)$"), "deadline"),
    (re.compile(r"(?:罚则|处罚|后果|法律责任|罚款)$"), "penalty"),
    (re.compile(r"(?:部门|机关|主体|单位)$"), "who"),
    (re.compile(r"(?:程序|流程|方式|方法)$"), "procedure"),
    (re.compile(r"(?:职责|义务|条件|原则|措施|任务)$"), "list"),
)
"""What an aspect of a subject asks for: 定义和适用范围."""
HEARD = 0.1
"""Probability from which on a clause is read as the answer about a thing that no text names so."""
BESIDE = 4
"""Han characters of a question beside the name of a thing, from beyond which on they have a subject of their own."""
OF_ALL = 0.2
"""Weight of how well a clause answers about all of the things that are set side by side. Of 78 such questions the clauses that come first are all that is
wanted for 56 (52 without it, 54 with half or more of it)."""
AT_HOME = 2
"""Provisions, the best for the whole question, whose documents answer its parts."""
FINES = re.compile(r"罚(?!则)|处分|责令|警告|没收")
GRAVER = re.compile(
    r"(?:那么?|要是|如果|若|倘若|万一|假如)?(?:情节|后果|性质|影响)?(?:特别|很|比较|更)?(?:严重|恶劣|拒不(?:改正?|整改)|屡教不改|(?:还是?|就是?|死|硬)?不改)的?(?:话|情况|情形|时)?[，,]?"
    r"(?:又|还|会|要|该|应当?|得|将|再)*(?:呢|怎么?样?(?:办|处理|处罚|处分|罚|追究)?|如何(?:处理|处罚|处分|追究|办)?|咋(?:办|样|罚|处理|弄)?|罚(?:多少|什么|款)?|(?:有|是)?(?:什么|何|啥)?后果(?:为何|是什么|如何|呢)?)?[呢吗？?]*"
)
GRAVE = re.compile(r"严重|恶劣|拒不|逾期|仍不")
"""情节严重的呢 behind a penalty: what the same provision says of graver cases."""
AS_WELL = 0.05
"""How much worse, at most, a clause fits one of two questions than the clause that answers both, to be told instead. Of 118 bundled questions in several
parts whose provisions are then all found, two are lost without it."""
HARDLY_WORSE = 0.1
"""How much worse a clause may fit one of several questions than the best one to be told as well: of 5 such clauses 3 are wanted."""
WORSE, LIKELY = 0.4, 0.2
"""How much worse it may fit where the best one is that of another question as well, and the probability with which it is then read as the answer: of 21 such
clauses 8 are wanted, and each makes an answer whole."""
UNANSWERED, ELSEWHERE, SURELY = 0.02, 0.04, 0.5
"""Probability with which a clause is read as the answer to one of several questions: below the first the best one of the documents that answer the whole best
says nothing, from the second on one of another document may."""


def by_part(reading: Reading, found: tuple[Part, ...], conclude: Conclude) -> Iterator[tuple[str, Draft]]:
    """Yield what the texts say to each part, with the name of the thing that it asks about."""
    names = [in_their_terms(part.name, reading) for part in found if part.name]
    sure = bool(TOGETHER.search(reading.understanding.spelt) or COUNTED_BEFORE.search(reading.understanding.spelt))
    home, named = _home(reading), [one for one in reading.evidence if one.why == NAMED]
    read: list[Reading] = []
    for part in found:
        kind = kind_of_part(part, reading)
        name = in_their_terms(part.name, reading)
        others = tuple(other for other in names if other != name)
        names_of = Names(bared(name), tuple(map(bared, others))) if name and not part.bare else None
        # 第十九条写了些啥，是罚钱吗 is about that provision; 第十二条要求什么，怎么罚 asks for what punishes it as well.
        within = len(named) == 1 and not part.name and (kind != "penalty" or _fines_nothing(named[0], part, reading))
        about = reading.about(part.text, kind, named if within else home, names_of, bare=part.bare)
        if not within:
            about = _or_elsewhere(about, part, reading, names_of)
        read.append(_as_in_all(about, reading, len(found)) if names_of or not part.name else about)
    told: list[tuple[Reading, Draft]] = []
    read = read if names else _differing(read)
    for part, about in zip(found, read, strict=True):
        if not about.ranked or (part.name and not (_heard_of(about, part) if sure else _speaks_of(about, part.name))):
            continue
        graver = bool(told) and not part.name and bool(GRAVER.fullmatch(part.bare))
        if graver and GRAVE.search(told[-1][1].conclusion):
            continue
        inside = (_within(about, told[-1][1]) if graver else None) or about
        draft = _one_of_them(part, told, reading) or _no_fine(inside, named) or (_wrongs(inside) if WRONGS.search(part.text) else None)
        draft = draft or conclude(_behind(inside, told))
        told.append((about, draft))
        yield part.name, draft
        other = as_likely(about, _shared(about, read)) if not part.name and inside is about and not draft.refused else None
        if other and other.quotes[0].citation.provision not in {quote.citation.provision for quote in draft.quotes}:
            yield "", other


def in_their_terms(name: str, reading: Reading) -> str:
    """Return a name in the terms of the texts, 宁波 for Ningbo, where most of its words have any."""
    if reading.language != "en":
        return name
    glossary, words = Glossary.shipped(), ENGLISH_SHELL.sub(" ", name).split()
    known = sum(bool(glossary.chinese(word)) for word in words)
    return glossary.chinese(name) if known > len(words) / 2 else name


def _shared(about: Reading, read: list[Reading]) -> bool:
    """Say whether the provision that answers one of several questions best answers another one best, too."""
    place = about.best.evidence.citation
    return sum(bool(one.ranked) and one.best.evidence.citation == place for one in read) > 1


def as_likely(about: Reading, shared: bool = False) -> Draft | None:
    """Return what the best clause of another provision says, where it is read as the answer too and fits hardly worse than the best one."""
    behind, at = _next_provision(about)
    other = about.ranked[at]
    hardly_worse = behind <= HARDLY_WORSE and other.answers(ELSEWHERE)
    if not hardly_worse and not (shared and behind <= WORSE and other.answers(LIKELY)):
        return None
    return Draft(core(other.clause.text, about.wording, about.relevance, limit=LINE), quote_clause(other.evidence, other.clause))


def _fines_nothing(one: Evidence, part: Part, reading: Reading) -> bool:
    """Say whether a question asks whether a provision fines that neither does nor is fined for when broken: 第十九条写了些啥，是罚钱吗."""
    place = one.citation.provision
    return asks_yes_no(part.text) and not FINES.search(one.provision.text) and not reading.library.penalties_for(place)


def _no_fine(about: Reading, named: list[Evidence]) -> Draft | None:
    """Answer whether the one provision named fines where it does not, and was read alone for it."""
    if about.understanding.kind != "penalty" or about.evidence != tuple(named):
        return None
    said = core(about.best.clause.text, about.question, about.relevance, limit=LINE)
    return Draft(say("fact-no", about.language) + said, quote_clause(about.best.evidence, about.best.clause), "no")


def _one_of_them(part: Part, told: list[tuple[Reading, Draft]], reading: Reading) -> Draft | None:
    """Answer whether something is one of those that the answer to the question before names, one by one."""
    draft = told[-1][1] if told and part.bare else None
    says = among(part.bare, draft.conclusion, reading.understanding.own) if draft and not draft.refused else None
    if draft is None or says is None:
        return None
    said = draft.conclusion.removeprefix(say("law-says", reading.language))
    return replace(draft, conclusion=say(f"fact-{says}", reading.language) + said, verdict=says)


def _within(about: Reading, draft: Draft) -> Reading | None:
    """Return the reading of a question by the provisions alone that a draft quotes; None where they are not there."""
    places = {quote.citation.provision for quote in draft.quotes}
    pieces = [one for one in about.evidence if one.citation.provision in places]
    inside = about.about(about.question, about.understanding.kind, pieces, bare=about.understanding.text) if pieces else None
    return inside if inside and inside.ranked else None


def _behind(about: Reading, told: list[tuple[Reading, Draft]]) -> Reading:
    """Return the reading of a question about a penalty as one that goes on from the last of those before it whose duty has one:
    哪些地方碰不得，接着开要掏多少."""
    places = [one.best.clause.citation for one, draft in reversed(told) if not draft.refused]
    duty = next((place for place in places if any(hanging_on(about, place))), None)
    return replace(about, understanding=replace(about.understanding, after=duty)) if duty else about


def _differing(read: list[Reading]) -> list[Reading]:
    """Return the readings of several questions, where two that are answered by the same clause take different ones if for one of them another provision fits
    as well: 早年留下的排污口如何处理，拒不拆除又有什么后果."""
    found = list(read)
    for at, about in enumerate(read):
        same = [n for n, other in enumerate(read) if about.ranked and other.ranked and other.best.clause == about.best.clause]
        nearest = {n: _next_provision(read[n]) for n in same}
        loose = min(same, key=lambda n: nearest[n][0], default=at)
        if len(same) > 1 and at == loose and nearest[at][0] <= AS_WELL:
            other = nearest[at][1]
            found[at] = replace(about, ranked=(about.ranked[other], *about.ranked[:other], *about.ranked[other + 1 :]))
    return found


def _next_provision(about: Reading) -> tuple[float, int]:
    """Return how much worse than the best clause the best one of another provision fits, and its place."""
    place = about.best.evidence.citation.provision
    other = next((at for at, one in enumerate(about.ranked) if one.evidence.citation.provision != place), 0)
    return (about.best.score - about.ranked[other].score, other) if other else (math.inf, 0)


def _or_elsewhere(about: Reading, part: Part, reading: Reading, names: Names | None) -> Reading:
    """Return the reading of a part by all that was found, where no document that answers the whole best says it as well as another one:
    芯片2020年收入多少，AI核心产业2022年又是多少."""
    meant = reading.understanding.documents and documents_named(part.text, reading.library)[0]
    if not (part.bare or names) or meant or not about.ranked or about.best.answers(SURELY):
        return about
    everywhere = reading.about(part.text, about.understanding.kind, names=names, bare=part.bare)
    return everywhere if _says_it_better(everywhere.best, about.best) else about


def _says_it_better(other: Candidate, home: Candidate) -> bool:
    """Say whether a clause of any document fits a part better than the best one of the documents that answer the whole."""
    if other.judged is None or home.judged is None:
        return other.score > home.score + AS_WELL
    if other.judged.answers >= home.judged.answers + SURELY:
        return True
    return not home.answers(UNANSWERED) and other.answers(ELSEWHERE) and other.score > home.score


def bared(name: str) -> str:
    """Return a name without what only marks it as one: “承办”, 承办的."""
    return re.sub(r"^[“‘\"]|[”’\"]$|(?<=..)的$", "", name)


def _as_in_all(about: Reading, reading: Reading, things: int) -> Reading:
    """Return the reading of one of several things or questions, in which a clause counts for more that answers all that is asked; as many count alike as
    there are things."""
    marks = {(one.clause.citation, one.clause.text): one.score for one in reading.ranked}
    least, most = min(marks.values(), default=0.0), sorted(marks.values(), reverse=True)[:things][-1]
    ranked = [
        replace(one, score=one.score + OF_ALL * min(marks.get((one.clause.citation, one.clause.text), least), most)) for one in about.ranked
    ]
    return replace(about, ranked=tuple(sorted(ranked, key=lambda one: -one.score)))


def _home(reading: Reading) -> list[Evidence]:
    """Return the evidence of the documents that answer the whole question best: a part by itself, 几天批, says nothing of what."""
    titles = {one.citation.document for one in reading.leading[:AT_HOME]}
    return [one for one in reading.evidence if one.citation.document in titles]


def _wrongs(about: Reading) -> Draft | None:
    """Answer with the breaches of one whose breaches are asked about: the list that a penal clause makes of them."""
    for one in about.ranked:
        paragraph = one.clause.paragraph
        if paragraph.items and BREACHES.search(paragraph.text):
            return Draft(core(paragraph.text, about.wording, about.relevance, limit=LINE), (quote_paragraph(one.evidence, paragraph),))
    return None


def _heard_of(about: Reading, part: Part) -> bool:
    """Say whether any text holds two characters of a name, or its best clause is read as the answer: nothing is told of 养狗 where none does.

    What is one side of a subject that is named beside it, 主管部门在游船的信用方面, need not stand there.
    """
    known = pairs(part.name)
    if not known or any(map(about.relevance.frequency, known)) or substance(part.text.replace(part.name, " ")) > BESIDE:
        return True
    judged = about.judged(about.best.clause.whole)
    return judged is None or judged.answers >= HEARD


def _speaks_of(about: Reading, name: str) -> bool:
    clause = about.best.clause
    return about.relevance.coverage(name, clause.headed) >= 0.5


def _compared_in(text: str) -> str:
    """Return what a question compares, to its last word: 频次 in 这两样的频次要求是不是一样."""
    found = COMPARES.search(text)
    return (
        re.sub(r"(?:的|要求|规定|标准|安排|上|到底|是不是|是否|有(?:没有|什么|啥|何)?|哪些|什么|不)*$", "", text[: found.start()])
        if found
        else ""
    )


def kind_of_part(part: Part, reading: Reading) -> Kind:
    """Return what a part asks for."""
    kind = kind_of(part.text)
    if WRONGS.search(part.text):
        return "penalty"
    if part.name and OFTEN.search(part.text):
        return "deadline"
    for aspect, wanted in ASPECTS if part.name else ():
        if aspect.search(part.name) or (kind != "penalty" and aspect.search(_compared_in(part.text))):
            return wanted
    if part.name and (kind in ("approval", "other", "list") or compares(reading.understanding.spelt)):
        return "list" if kind in ("approval", "other") else kind
    return kind
