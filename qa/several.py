"""Several answers in one: each part of a question by its own clause, things and documents side by side, a line each."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from qa.basis import rests
from qa.claims import bodies, quantities
from qa.draft import Draft, Reading, quote_clause, quote_paragraph, unique
from qa.kinds import asks_besides, asks_yes_no, kind_of
from qa.meant import DOCUMENT_NAME, documents_named, without_names
from qa.members import among
from qa.model import Evidence, Kind, Verdict
from qa.numbered import PAIR
from qa.parts import SAME, TOGETHER, Part, compares, joined, parts
from qa.relevance import pairs, subject, substance
from qa.retrieve import NAMED
from qa.select import Candidate, Names, core, is_subject
from qa.titles import without_titles
from qa.words import say, verdict_words

Conclude = Callable[[Reading], Draft]

EVERYWHERE = re.compile(
    r"(?:(?:各|每|(?<!哪)几|所有|全部|[三四五六七八九])(?:个|份|部)?(?:政策)?(?:文件|办法|规定|文本|规划(?!区))"
    r"|(?:哪些|哪几)(?:个|份|部)?(?:政策)?(?:文件|文本)(?=[里中都对讲说写]|提|谈|涉及|怎么|规定)|(?:见于|出现在|写在)(?:哪些|哪几)(?:个|份|部)?(?:政策)?(?:文件|文本))"
    r"(?:里|中|当中)?都?(?:提[到及]|谈到|讲到|说到|写到|涉及)?了?|(?:which|all|every|each) (?:of the )?(?:texts|documents)(?: (?:mention|speak of))?",
    re.IGNORECASE,
)
"""之江实验室各文件怎么说, 哪些文件提到之江实验室; not 要提交哪些文件, which asks for papers to hand in."""
WRONGS = re.compile(r"(?:违法|违规|(?:追责|问责|追究|处罚|处分)[^，。？]{0,4}?)的?(?:情形|行为)")
LISTED = r"(?:下列|以下)(?:行为|情形)"
BREACHES = re.compile(rf"{LISTED}(?:(?!{LISTED})[^。])*(?:责令|处|罚|批评|处分|追究)")
OF_VALUES = re.compile(
    r"期|时[限间]|[天个]数|多久|[金数]额|数量|比例|频率|罚款|押金|[费价]|\b(?:date|period|deadline|fee|fine)s?\b", re.IGNORECASE
)
OF_BODIES = re.compile(r"部门|机关|谁|主体|\bwho\b|\bauthorit", re.IGNORECASE)
"""期限一样吗, 主管部门一样吗; 标准一样吗 is about both."""
OF_ALL_OF_THEM = re.compile(r"都(?!不|没|市|会)|\bboth\b|\ball\b", re.IGNORECASE)
ONE = re.compile(r"(?<![每同某这那第十百千])一(?=年(?!度|级)|日|次|倍|人)")
MEASURES = {"年": (12, "个月"), "月": (1, "个月"), "周": (7, "日"), "星期": (7, "日")}
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
SHORTEST_NAME = 4
"""Characters of a name that texts can be told apart by."""
OF_DOCUMENTS = re.compile(r"(?:这|那)?(?:[两二三四五六](?:个|部|份|项))?(?:办法|规划|方案|意见|条例|规定|文件|政策)?$")
FEWEST = 2
"""Characters that say what is asked, besides the names of the documents."""
LEADERS = 3
"""Provisions of which one may rule several things side by side."""
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
LISTS = re.compile(r"^有下列(?:行为|情形)之一的，")
GRAVER = re.compile(
    r"(?:那么?|要是|如果|若|倘若|万一|假如)?(?:情节|后果|性质|影响)?(?:特别|很|比较|更)?(?:严重|恶劣|拒不(?:改正?|整改)|屡教不改|(?:还是?|就是?|死|硬)?不改)的?(?:话|情况|情形|时)?[，,]?"
    r"(?:又|还|会|要|该|应当?|得|将|再)*(?:呢|怎么?样?(?:办|处理|处罚|处分|罚|追究)?|如何(?:处理|处罚|处分|追究|办)?|咋(?:办|样|罚|处理|弄)?|罚(?:多少|什么|款)?|(?:有|是)?(?:什么|何|啥)?后果(?:为何|是什么|如何|呢)?)?[呢吗？?]*"
)
GRAVE = re.compile(r"严重|恶劣|拒不|逾期|仍不")
"""情节严重的呢 behind a penalty: what the same provision says of graver cases."""
AS_WELL = 0.05
"""How much worse, at most, a clause fits one of two questions than the clause that answers both, to be told instead. Of 118 bundled questions in several
parts whose provisions are then all found, two are lost without it."""
UNANSWERED, ELSEWHERE = 0.02, 0.04
"""Probability with which a clause is read as the answer to one of several questions: below the first the best one of the documents that answer the whole best
says nothing, from the second on one of another document may."""
MOST = 4
"""Provisions in one answer: more of them bury the right one."""
LINE = 80
"""Characters of one of several conclusions."""


def conclude_several(reading: Reading, conclude: Conclude) -> Draft | None:
    """Answer each thing that the question asks for, or None where it asks for one."""
    own = reading.understanding.own
    titles = reading.understanding.documents
    if len(titles) > 1 and reading.understanding.kind != "article":
        return merged(reading, list(_by_document(reading, titles, conclude)))
    if everywhere(reading):
        return _everywhere(reading)
    if named := _by_provision(reading):
        return merged(reading, named)
    if rests(reading):
        return None
    found = parts(own)
    if reading.understanding.kind == "article":
        return None
    if len(found) < 2:
        return _apart(reading, joined(own), conclude)
    if in_one := _in_one(reading, found):
        return merged(reading, in_one)
    drafts = list(_by_part(reading, found, conclude))
    return merged(reading, [*drafts, *_of_all(reading, found, drafts)])


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
    place = best.clause.citation
    if any(quote.provision == place.provision and quote.paragraph in (None, place.paragraph) for quote in quotes):
        return
    yield "", Draft(core(best.clause.text, reading.wording, reading.relevance, limit=LINE), quote_clause(best.evidence, best.clause))


def _in_one(reading: Reading, found: tuple[Part, ...]) -> list[tuple[str, Draft]]:
    """Set things side by side as one of the best provisions itself does, where each is the subject of a rule of its own there: nothing else is needed
    then."""
    if not all(part.name for part in found) or not reading.ranked or not TOGETHER.search(reading.understanding.own):
        return []
    leading = dict.fromkeys((reading.best.evidence, *reading.leading[:LEADERS]))
    return next((ruled for one in leading if (ruled := _ruled(reading, found, one))), [])


def _ruled(reading: Reading, found: tuple[Part, ...], one: Evidence) -> list[tuple[str, Draft]]:
    """Return what a provision rules for each of the things, each by a paragraph of its own; nothing where it does not."""
    names = [part.name for part in found]
    ruled = []
    for part in found:
        others = tuple(name for name in names if name != part.name)
        about = reading.about(part.text, _kind(part, reading), [one], Names(part.name, others))
        rules = [c for c in about.ranked if is_subject(bared(part.name), c.clause)]
        # What introduces 主办人 says what they do; what 主办人直接承担具体工作的 says is of a case.
        ruled.append((about, next((c for c in rules if _introduces(part.name, c)), next(iter(rules), None))))
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


def merged(reading: Reading, drafts: list[tuple[str, Draft]]) -> Draft | None:
    """Return one draft of several: what they share is said once, what differs has a line each."""
    frame = say("law-says", reading.language)
    alike = asks_alike(reading)
    if alike:
        drafts = [(name, replace(draft, conclusion=_unsettled(draft, reading))) for name, draft in drafts]
    said: dict[str, list[int]] = {}
    told = [draft.conclusion.removeprefix(frame) for _, draft in drafts]
    for at, words in sorted(enumerate(told), key=lambda one: -len(one[1])):
        # The same clause may stand behind a yes in one and alone in the other, the same repeal with its day and without.
        alone = _plain(words, reading)
        same = (one for one, places in said.items() if one.endswith(alone) and drafts[places[0]][1].verdict == drafts[at][1].verdict)
        longer = next((one for one in said if _holds(one, words, bool(drafts[at][0]))), next(same, words))
        said.setdefault(longer, []).append(at)
    said = dict(sorted(said.items(), key=lambda one: min(one[1])))
    if not said:
        return None
    quotes = unique(tuple(quote for _, draft in drafts for quote in draft.quotes))
    settled = _same(reading, drafts) if alike else _of_both(reading, drafts) or agreed(drafts)
    if len(said) == 1:
        return Draft(max((draft.conclusion for _, draft in drafts), key=len), quotes, settled)
    lines = [_line([drafts[at][0] for at in sorted(places)], words) for words, places in said.items()]
    opening = say(f"fact-{settled}", reading.language) if settled in ("yes", "no") and alike else frame
    return Draft(opening + "\n".join(["", *(f"- {line}" for line in lines)]), quotes, settled)


def _holds(said: str, words: str, named: bool) -> bool:
    """Say whether one conclusion repeats another; of questions that set nothing side by side also anywhere in it."""
    told = LISTS.sub("", words).rstrip("。")
    return said.startswith(words) or said.endswith(words) or (not named and substance(told) >= FEWEST and told in said)


def _by_document(reading: Reading, titles: tuple[str, ...], conclude: Conclude) -> Iterator[tuple[str, Draft]]:
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
        named = list(_by_part(about, inner, conclude)) if len(inner) > 1 and all(part.name for part in inner) else []
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


def _by_part(reading: Reading, found: tuple[Part, ...], conclude: Conclude) -> Iterator[tuple[str, Draft]]:
    names = [part.name for part in found if part.name]
    sure = bool(TOGETHER.search(reading.understanding.own))
    home, named = _home(reading), [one for one in reading.evidence if one.why == NAMED]
    read: list[Reading] = []
    for part in found:
        kind = _kind(part, reading)
        others = tuple(name for name in names if name != part.name)
        names_of = Names(bared(part.name), tuple(map(bared, others))) if part.name and not part.bare else None
        # 第十九条写了些啥，是罚钱吗 is about that provision; 第十二条要求什么，怎么罚 asks for what punishes it as well.
        within = len(named) == 1 and not part.name and (kind != "penalty" or _fines_nothing(named[0], part, reading))
        about = reading.about(part.text, kind, named if within else home, names_of, bare=part.bare)
        if not part.name and not within:
            about = _or_elsewhere(about, part, reading)
        read.append(_as_in_all(about, reading, len(found)) if names_of or not part.name else about)
    told: list[tuple[Reading, Draft]] = []
    for part, about in zip(found, read if names else _differing(read), strict=True):
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
    places = (one.best.clause.citation for one, draft in reversed(told) if not draft.refused)
    duty = next((place for place in places if about.library.penalties_for(place)), None) if about.understanding.kind == "penalty" else None
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


def _or_elsewhere(about: Reading, part: Part, reading: Reading) -> Reading:
    """Return the reading of a question by all that was found, where no document that answers the whole best says it and another one may:
    芯片2020年收入多少，AI核心产业2022年又是多少."""
    if not part.bare or reading.understanding.documents or not about.ranked or about.best.answers(UNANSWERED):
        return about
    everywhere = reading.about(part.text, about.understanding.kind, bare=part.bare)
    return everywhere if everywhere.best.answers(ELSEWHERE) and everywhere.best.score > about.best.score else about


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


def _apart(reading: Reading, found: tuple[Part, ...], conclude: Conclude) -> Draft | None:
    """Answer things that a question only joins, 裁判员和竞赛规程有什么要求, one by one where each has a provision of its own."""
    names = [part.name for part in found]
    if len(found) < 2 or any(all(name in one.clause.whole for name in names) for one in reading.ranked):
        return None
    read = [
        reading.about(part.text, _kind(part, reading), names=Names(part.name, tuple(name for name in names if name != part.name)))
        for part in found
    ]
    best = [(about.best if about.ranked else None, name) for about, name in zip(read, names, strict=True)]
    if not all(one and name in one.clause.whole for one, name in best):
        return None
    if len({one.evidence.citation for one, _ in best if one}) < len(found):
        return None
    return merged(reading, [(name, conclude(about)) for name, about in zip(names, read, strict=True)])


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


def _kind(part: Part, reading: Reading) -> Kind:
    kind = kind_of(part.text)
    if WRONGS.search(part.text):
        return "penalty"
    for aspect, wanted in ASPECTS:
        if part.name and aspect.search(part.name):
            return wanted
    if part.name and (kind in ("approval", "other", "list") or compares(reading.understanding.own)):
        return "list" if kind in ("approval", "other") else kind
    return kind


def _by_provision(reading: Reading) -> list[tuple[str, Draft]]:
    """Set the provisions that the question names side by side: 第二十八条和第二十九条有什么不同."""
    named = [one for one in reading.evidence if one.why == NAMED]
    if len(named) < 2 or not compares(reading.understanding.own):
        return []
    found = []
    for one in named[:MOST]:
        about = reading.about(reading.understanding.own, "other", [one])
        lead = one.provision.paragraphs[0]
        if lead.items:
            draft = Draft(core(lead.text, about.wording, about.relevance, limit=LINE), (quote_paragraph(one, lead),))
        else:
            draft = Draft(core(about.best.clause.text, about.wording, about.relevance, limit=LINE), quote_clause(one, about.best.clause))
        found.append((one.citation.address, draft))
    return found


def everywhere(reading: Reading) -> bool:
    """Say whether a question asks what all documents say of a name, and texts hold that name letter by letter."""
    if reading.understanding.documents or not EVERYWHERE.search(reading.understanding.own):
        return False
    about = _name_everywhere(reading)
    return len(about) >= SHORTEST_NAME and any(about in one.provision.text for one in reading.evidence)


def _name_everywhere(reading: Reading) -> str:
    return "".join(subject(EVERYWHERE.sub(" ", reading.understanding.own)).split()).strip("，。？,.?")


def _everywhere(reading: Reading) -> Draft | None:
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


def _line(names: list[str], words: str) -> str:
    name = "、".join(dict.fromkeys(filter(None, names)))
    words = words.replace("\n- ", "\n  - ")
    return words if not name or words.startswith(name) else f"{name.rstrip('：:')}：{words}"


def agreed(drafts: list[tuple[str, Draft]]) -> Verdict | None:
    """Return the verdict of the first draft that has one; of things side by side that do not agree, that it depends."""
    verdicts = [draft.verdict for _, draft in drafts if draft.verdict]
    return "conditional" if len(set(verdicts)) > 1 and all(name for name, _ in drafts) else next(iter(verdicts), None)


def _of_both(reading: Reading, drafts: list[tuple[str, Draft]]) -> Verdict | None:
    """Say no to a question whether something holds of all the things set side by side, 两个办法都设了罚款吗, where of one it does not."""
    own = reading.understanding.own
    named = all(name for name, _ in drafts) and OF_ALL_OF_THEM.search(own) and asks_yes_no(own) and not asks_besides(own)
    return "no" if named and any(draft.verdict == "no" for _, draft in drafts) else None


def asks_alike(reading: Reading) -> bool:
    """Say whether a question is whether things are the same: 期限一样吗."""
    return bool(SAME.search(reading.understanding.own)) and asks_yes_no(reading.understanding.own)


def _plain(words: str, reading: Reading) -> str:
    """Return what is said behind a yes or no."""
    return next((words.removeprefix(one) for one in verdict_words(reading.language) if words.startswith(one)), words)


def _unsettled(draft: Draft, reading: Reading) -> str:
    """Return a conclusion without its yes or no: whether 变更登记 alone is 一样 nothing says."""
    return _plain(draft.conclusion, reading) if draft.verdict else draft.conclusion


def _same(reading: Reading, drafts: list[tuple[str, Draft]]) -> Verdict | None:
    """Say whether two conclusions state the same quantities and bodies, or the one of them that the question is about; None where either is missing."""
    if len(drafts) != 2:
        return None
    own = reading.understanding.own
    texts = [_of_same(own, re.sub(r"《[^》]*》", "", draft.conclusion)) for _, draft in drafts]
    compared: list[list[frozenset[object]]] = []
    if not OF_BODIES.search(own):
        compared.append([_measures(text) for text in texts])
    if not OF_VALUES.search(own):
        compared.append([bodies(text) for text in texts])
    if any(one and other and one != other for one, other in compared):
        return "no"
    told = [pair for pair in compared if any(pair)]
    return "yes" if told and all(one == other for one, other in told) else None


def _of_same(own: str, said: str) -> str:
    """Return the sentences of a conclusion that share words with the part of a question which asks whether things are the same: of 于2017年12月4日公布 and
    自2018年2月1日起施行 the second for 分别何日签署，是否同日施行; all of them where none does."""
    asked = set(pairs(subject("".join(part for part in re.split("[，,；;。]", own) if SAME.search(part)))))
    return "".join(one for one in re.findall("[^。]+。?", said) if asked & set(pairs(one))) or said


def _measures(text: str) -> frozenset[object]:
    """Return the quantities of a text by value and unit: 一年 and 12个月 are one."""
    found = quantities(ONE.sub("1", text))
    return frozenset((one.value * MEASURES.get(one.unit, (1, ""))[0], MEASURES.get(one.unit, (1, one.unit))[1]) for one in found)
