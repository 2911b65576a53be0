"""What a question about consequences may be about: penal sentences with the duties that they sanction, and duties that nothing punishes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from law.address import label_key, parse_citation
from law.model import Citation, Penalty
from law.sanctions import imposes
from qa.case import actors
from qa.case.conditions import tells_circumstances
from qa.draft import Reading, once_a_reading
from qa.model import Evidence
from qa.once import once
from qa.select import CATCH_ALL, KEPT
from qa.wording.clauses import Clause, clauses
from qa.wording.relevance import subject, substance

ASKS_PENALTY = re.compile(
    r"(?:会|要|能|该|被|受到?|挨|给予|予以|依法)*(?:怎么|如何|什么|啥|哪些|多少|几)*(?:的)?(?:行政)?(?:处罚|处分|罚款|罚金|罚则|罚|追究|追责|惩戒|惩罚|惩处|制裁|问责|处理|处置|下场|后果|法律责任|责任|担责|承担)"
    r"(?:多少|几|什么|啥|吗|么|钱|幅度|标准|机关|上限|下限|最高|最低)*|怎么办|会怎么?样|怎么样|多少钱|多少元|最高|最低|幅度"
    r"|\b(?:penalt\w+|fines?|fined|punish\w*|sanctions?|consequences?|liabilit\w+|disciplin\w+|range|happens?|face[sd]?)\b",
    re.IGNORECASE,
)
"""What asks for a penalty, not for what it punishes."""
CONSEQUENCE = re.compile(
    r"责令|罚款|处分|警告|没收|吊销|处罚|行业禁入|失信|(?:处罚|责任|处理)[^。]{0,12}从其规定|承担[^，。；、]{0,12}(?:违约|赔偿|民事|法律|刑事|连带|侵权|补偿)[^，。；、]{0,4}责任|惩罚性赔偿|赔偿[^，。；]{0,6}损失|予以赔偿|追究[^，。；]{0,12}责任"
)
"""What a breach leads to, besides what :func:`law.penalties` reads: 依法承担赔偿责任, 应当承担违约责任, 列入失信名单."""
LEFT = re.compile(r"[^。]*(?:法律责任|处罚|处理)[^。]*从其规定。")
"""违反本办法规定的行为，有关法律、法规、规章已有处罚规定的，从其规定。"""
FINED = re.compile(r"罚|\bfine[ds]?\b", re.IGNORECASE)
BROKEN = 0.33
"""Likeness of a case and a duty, as a transformer reads them, from which on the case breaks it: 0.34 to 0.58 where it does, mostly less where not."""
MEANING, WORDS, PLACE = 0.5, 0.5, 0.8
"""Weights of likeness, shared words and score of the provision, for the conduct that a question describes."""
READ = 0.4
"""What it counts that a clause, read together with the question, answers it."""
HANGS = 0.3
"""What it counts that a penal clause punishes, by its number or in its own words, the duty that the question goes on from:
哪些地方碰不得，接着开要掏多少."""
COUNTERPART = 0.45
"""Likeness of a duty and a penal clause that punishes its breach in its own words."""
SHARED_BY_ALL = 3
"""Characters, from which on a run of the title is nothing that tells clauses of its document apart."""
SPELT_OUT, TRIED, NUMBERED = 3, 3, 3
"""Penal clauses, the best ones, that are read with the words of a duty in place of its number, duties of each that are tried, and clauses that say nothing
but a number whose duties are nearest to the question."""
BY_NUMBER = re.compile(r"(?:有关)?[^，。]{0,30}违反(?:本|第|前)(?:[^，。；]|，(?=第))*?规定(?:的|$)|违反(?:本|第)(?:[^，。；]|，(?=第))*$")
"""违反本办法第十条第一款、第二项规定的: what tells no conduct."""
OF_A_LIST = re.compile(r"(?:有|存在)?(?:下列|以下)[^，。：；]{0,12}(?:行为|情形|情况)")
"""有下列情形之一的，没收…，并处…罚款：: what is punished stands in the items alone."""
POINTS_BACK = re.compile(r"规定|义务|职责|要求|责任|管理制度|前[款条项]")
"""未按规定履行安全管理义务的: which ones, the duty says."""
SURELY_BROKEN = 0.8
BREAKS = 0.5
"""A penal clause that is read so as answering with this probability punishes the breach of that very duty."""
LEFT_ASIDE = 0.2
"""Taken from what only leaves a matter to other rules, and from 其他… at the end of a list; added to 其他滥用职权、徇私舞弊行为 where that is told."""
ACTOR = 0.4
"""What it counts whether a penal sentence is about the one who committed the breach: fellow officials of another body, or no official at all."""
OTHERS_DUTY = 0.4
"""Taken from the duty of an authority where the breach was somebody else's: 接到投诉的，体育主管部门应当及时处理 is none of the organiser's."""
REMEDY = 0.4
"""What it counts that a clause gives the remedy which the question names: 能让主办方赔吗, and 依法承担赔偿责任."""
REMEDIES = (
    (re.compile(r"赔|compensat|refund", re.IGNORECASE), re.compile("赔")),
    (re.compile(r"合同|违约|约定|\bcontract", re.IGNORECASE), re.compile("违约责任")),
    (re.compile(r"派出所|警察|治安|拘留|\bpolice", re.IGNORECASE), re.compile("治安管理处罚|拘留")),
    (re.compile(r"坐牢|判刑|刑事|犯罪|\bcriminal|prison|jail", re.IGNORECASE), re.compile("刑事责任")),
    (re.compile(r"信用|失信|黑名单|行业禁入|blacklist", re.IGNORECASE), re.compile("失信|行业禁入|信用")),
)
"""What a question names, and the words of the law for it."""
SET_ASIDE = re.compile(
    r"除了?(?P<told>[^，。？?]{2,14}?)(?:以外|之外|外)?，|\b(?:besides|apart from|aside from|other than) [^,.?]{2,40},", re.IGNORECASE
)
"""除了体育局，还要找哪些部门; 除了民事赔偿，体育局会怎么处理: what is not asked for."""
PREFIX = re.compile(r"^(?:有关[^，]{0,12})?[^，]{0,30}违反本[^，。]*?(?:规定的?|的)，")
"""违反本办法第十条第一款、第十一条规定的，由体育主管部门责令改正 → 由体育主管部门责令改正"""
VERY_OWN = 4
"""Best provisions of which one may punish the officials that a question is about."""
MEANT = 3
"""Best provisions whose documents a question without a title may mean: their penalties are all looked at, found or not."""
BESIDES = "同一文件的罚则"
"""Why a penal provision is looked at that was not found."""


CONDUCT = 3
"""Characters of a question beside what asks for a penalty, from which on it tells what somebody did."""


@dataclass(frozen=True, slots=True)
class Option:
    """A clause that the question may be about, with the penalty for it; without one where nothing punishes it."""

    clause: Clause
    evidence: Evidence
    fit: float
    """How well it fits what the question describes, where it stands included."""
    told: float
    """The same by its words alone."""
    penalty: Penalty | None
    duty: bool
    """True where the clause states the duty, False where it is the penal clause itself."""
    broken: Clause | None = None
    """The duty that a penal clause names by its number, where the question is about it."""
    read: float = 0.0
    """How probable it is that the clause answers, read together with the question; 0 where nobody read it."""
    breaks: float | None = None
    """The same of a penal clause with the words of the duty in place of its number; None where nobody read it so."""

    @property
    def said(self) -> str:
        """The sentence, or the item with the words that lead it."""
        return self.penalty.quote if self.penalty else self.clause.whole


def about(reading: Reading) -> str:
    """Return the question without what asks for a penalty: the conduct; of a follow-up that tells one of its own only that."""
    asked = reading.understanding.own
    own = reading.understanding.follow_up and tells_conduct(asked) and not tells_circumstances(asked)
    return ASKS_PENALTY.sub(" ", reading.understanding.own if own else reading.question)


def tells_conduct(question: str) -> bool:
    """Say whether a question about a penalty tells what somebody did.

    >>> tells_conduct("没买保险会被罚吗"), tells_conduct("那罚多少？")
    (True, False)
    """
    return substance(ASKS_PENALTY.sub(" ", question)) >= CONDUCT


@once_a_reading
def options(reading: Reading) -> list[Option]:
    """Return what the question may be about, best first."""
    pool = _pool(reading)
    penal = [standing(reading, clause) if _penal(reading, clause) else None for clause, _ in pool]
    duties = [list(_named(reading, clause, found)) if found else [] for (clause, _), found in zip(pool, penal, strict=True)]
    fits = _Fits(reading, [clause for clause, _ in pool] + [clause for each in duties for clause in each])
    top = max(one.score for one in reading.evidence) or 1.0
    places = {one.citation.provision: PLACE * (one.score / top) ** 2 for one in reading.evidence}
    judged = {(one.clause.citation, one.clause.text): one.judged.answers for one in reading.ranked if one.judged}
    hanging, counterpart = hanging_on(reading, reading.understanding.after)
    found: list[Option] = []
    for (clause, evidence), broken in zip(pool, duties, strict=True):
        read = judged.get((clause.citation, clause.text), 0.0)
        each = list(_option(reading, clause, evidence, broken, fits, places))
        hung = HANGS * (any(option.penalty in hanging for option in each) or clause == counterpart)
        found.extend(replace(option, fit=option.fit + READ * read + hung, read=read) for option in each)
    listed = {id(one.clause.paragraph) for one in found if one.clause.item is not None}
    found = [one for one in found if not (heads_list(one.clause) and id(one.clause.paragraph) in listed)]
    ordered = sorted(found, key=lambda option: -option.fit)
    if tells_conduct(reading.understanding.own):
        duties_of = {clause: broken for (clause, _), broken in zip(pool, duties, strict=True)}
        ordered = _read_by_duty(reading, ordered, duties_of)
    return sorted(ordered, key=lambda option: -option.fit)


def _read_by_duty(reading: Reading, ordered: Sequence[Option], duties_of: Mapping[Clause, Sequence[Clause]]) -> list[Option]:
    """Read out the best options that name duties by numbers, one a duty; what else punishes that duty is held for as likely.

    砍伐一级古树的…；砍伐二级古树的…；砍伐三级古树的…: what was carved into a tree breaks none of the three, and asking about all of them leaves no time
    for the clause on carving.
    """
    read: dict[Clause, tuple[Option, float]] = {}

    def read_out(option: Option, broken: Clause, duties: Sequence[Clause]) -> None:
        if broken not in read:
            first = _read_out(reading, option, duties)
            read[broken] = first, first.read - option.read

    for option in ordered:
        if option.broken is not None and len(read) < SPELT_OUT:
            read_out(option, option.broken, duties_of[option.clause])
    for option in _nearest_by_number(reading, ordered):
        if option.broken is not None:
            read_out(option, option.broken, [option.broken])
    return [_read_alike(option, *read[option.broken]) if option.broken in read else option for option in ordered]


def tells_its_own(penalty: Penalty) -> bool:
    """Say whether a penalty tells the conduct that it punishes in its own words, which point back to no duty: 携带犬只进入禁止进入的场所的."""
    conduct = penalty.conduct or ""
    return bool(conduct) and not by_number(penalty) and not POINTS_BACK.search(conduct)


def heads_list(clause: Clause) -> bool:
    """Say whether a clause imposes something on whatever its list names, and tells no conduct by itself."""
    return clause.item is None and bool(clause.paragraph.items) and clause.introduces and _of_a_list(clause.text) is not None


def _of_a_list(lead: str) -> str | None:
    """Return whom the words concern that lead a list and impose something on all that it names: 建设单位 of 建设单位有下列行为之一的，处…罚款：."""
    found = OF_A_LIST.search(lead)
    return lead[: found.start()] if found and "的，" in lead[found.start() : found.end() + 4] and imposes(lead) else None


@once(KEPT)
def _told(clause: Clause) -> str:
    """Return the words of a clause that tell conduct: an item without the sanctions that its lead imposes."""
    whom = _of_a_list(clause.lead) if clause.item is not None else None
    return clause.whole if whom is None else PREFIX.sub("", f"{whom}，").rstrip("，") + clause.text


def by_number(penalty: Penalty) -> bool:
    """Say whether a penalty tells what it punishes by the number of the duty alone."""
    return bool(penalty.conduct and BY_NUMBER.match(penalty.conduct))


def _nearest_by_number(reading: Reading, ordered: Sequence[Option]) -> list[Option]:
    """Return the options whose clause says nothing but the number of a duty, those whose duty is nearest to what is told: 遛狗不牵绳, and 违反第二十二条
    第二项规定的, which is 为犬只束牵引带."""
    told = about(reading)
    here = ordered[0].evidence.citation.document if ordered else ""
    silent = [one for one in ordered if one.broken and one.penalty and by_number(one.penalty) and one.evidence.citation.document == here]
    like = (
        reading.likeness.in_context(told, [one.broken.whole for one in silent if one.broken]) if silent and subject(told).strip() else None
    )
    if like is None:
        return []
    return [silent[at] for at in sorted(range(len(silent)), key=lambda at: -like[at])[:NUMBERED]]


def _read_alike(option: Option, first: Option, more: float) -> Option:
    """Return what punishes the same duty as the ``first`` one, held for so much ``more`` likely as that was when it was read."""
    return replace(option, broken=first.broken, breaks=first.breaks, read=option.read + more, fit=option.fit + READ * more)


def hanging_on(reading: Reading, duty: Citation | None) -> tuple[tuple[Penalty, ...], Clause | None]:
    """Return what punishes the breach of a duty by its number; where nothing does, the clause that describes such a breach in its own words:
    未按规定汇交成果目录 for 应当…汇交成果目录."""
    if duty is None:
        return (), None
    if by_number := reading.library.penalties_for(duty):
        return by_number, None
    provision = reading.library.provision(duty)
    owed = [one for one in clauses(duty.provision, provision) if one.citation == duty] if provision else []
    places = dict.fromkeys(
        penalty.citation.provision
        for penalty in reading.library.penalties_at(Citation(duty.document, version=duty.version))
        if not penalty.violates and penalty.citation.provision != duty.provision
    )
    penal = [
        clause
        for place in places
        if (found := reading.library.provision(place))
        for clause in clauses(place, found)
        if not clause.introduces and not CATCH_ALL.search(clause.text)
    ]
    alike = (
        [max(each) for each in zip(*(likenesses(one.text, penal, duty.document, reading) for one in owed), strict=True)] if penal else []
    )
    best = max(range(len(alike)), key=alike.__getitem__, default=None)
    return (), penal[best] if best is not None and alike[best] >= COUNTERPART else None


def likenesses(owed: str, penal: Sequence[Clause], title: str, reading: Reading) -> list[float]:
    """Return how much penal clauses of a document speak of the same as a duty of it, beside what every clause there shares."""
    duty, *breaches = (_apart(words, title) for words in (owed, *(clause.text for clause in penal)))
    shared = [[reading.relevance.coverage(a, b) for a, b in ((breach, duty), (duty, breach))] for breach in breaches]
    return [0.5 * like + 0.25 * sum(each) for like, each in zip(reading.likeness(duty, breaches), shared, strict=True)]


def _apart(words: str, title: str) -> str:
    """Return words without what every clause of the document shares: 地理国情监测 in the clauses of 地理国情监测管理办法."""
    for size in range(len(title), SHARED_BY_ALL - 1, -1):
        for start in range(len(title) - size + 1):
            words = words.replace(title[start : start + size], " ")
    return words


def _read_out(reading: Reading, option: Option, duties: Sequence[Clause]) -> Option:
    """Return a penal clause that names duties by their numbers as it is read with the words of the one that is broken in place of the numbers.

    违反本办法第十一条规定的 tells nobody what is punished: 应当公开确定裁判员，违反的，责令改正 does.
    """
    told, penalty = about(reading), option.penalty
    like = reading.likeness.in_context(told, [duty.whole for duty in duties]) if penalty and subject(told).strip() else None
    if penalty is None or like is None:
        return option
    tried = [duties[at] for at in sorted(range(len(duties)), key=lambda at: -like[at])[:TRIED]]
    said = PREFIX.sub("", penalty.quote)
    if tells_its_own(penalty):
        own = reading.judged(said)
        answers = own.answers if own else option.read
        return replace(option, breaks=answers, read=answers, fit=option.fit + READ * (answers - option.read))
    read = [reading.judged(f"{duty.whole.rstrip('；。')}，违反的，{said}") for duty in tried]
    sure = [one.answers if one else 0.0 for one in read]
    best = max(range(len(tried)), key=sure.__getitem__)
    duty = tried[best] if sure[best] >= BREAKS else option.broken
    more = max(sure[best] - option.read, 0.0)
    return replace(option, broken=duty, breaks=sure[best], read=option.read + more, fit=option.fit + READ * more)


def broken(reading: Reading) -> Clause | None:
    """Return the duty that the best clause punishes by its number, as far as the question tells its breach."""
    return next((option.broken for option in options(reading) if option.clause == reading.best.clause), None)


def of_other_duties(reading: Reading) -> bool:
    """Say whether the best clause punishes somebody else than the one who a question says did it, or by their numbers duties none of which is read as broken."""
    if actors.fitness(reading.best.clause.whole, reading.understanding) < 0:
        return True
    best = next((option for option in options(reading) if option.clause == reading.best.clause), None)
    return best is not None and best.breaks is not None and best.breaks < BREAKS


def tells_breach(reading: Reading) -> bool:
    """Say whether a question tells the breach of a duty that a penal clause fines by its number: neither of the two says both."""
    if not FINED.search(reading.understanding.own) or not reading.ranked:
        return False
    best = next(iter(options(reading)), None)
    if best is None or best.broken is None or best.penalty is None:
        return False
    read = reading.likeness.in_context(about(reading), [best.broken.whole])
    tells = (read is not None and read[0] >= BROKEN) or (best.breaks or 0.0) >= BREAKS
    return tells and any(sanction.type == "罚款" for sanction in best.penalty.sanctions)


def surely_broken(reading: Reading) -> bool:
    """Say whether a question asks what the breach costs of a duty that a penal clause names by its number alone, or who punishes it, and the clause, read
    with the words of the duty, surely answers: 占用公交专用道罚多少, and 违反第四十条规定的，处一百元罚款."""
    own = reading.understanding.own
    if reading.understanding.kind not in ("penalty", "who") or not FINED.search(own) or not tells_conduct(own) or not reading.ranked:
        return False
    best = next(iter(options(reading)), None)
    if best is None or best.penalty is None or best.broken is None or not by_number(best.penalty):
        return False
    return (best.breaks or 0.0) >= SURELY_BROKEN


class _Fits:
    """How well clauses fit what a question describes."""

    def __init__(self, reading: Reading, every: Sequence[Clause]) -> None:
        told = about(reading)
        self._misconduct = bool(actors.OFFICIAL_CRIMES.search(told))
        asked = [told, *reading.understanding.wordings] if subject(told).strip() else [reading.question]
        texts = list(dict.fromkeys(words for clause in every for words in (clause.whole, _told(clause))))
        likes = zip(*(reading.likeness(one, texts) for one in asked), strict=True)
        shared = (max(reading.relevance.coverage(one, text) for one in asked) for text in texts)
        self._of: dict[str, float] = {
            text: MEANING * max(like) + WORDS * share for text, like, share in zip(texts, likes, shared, strict=True)
        }

    def __call__(self, clause: Clause) -> float:
        fit = max(self._of[clause.whole], self._of[_told(clause)])
        if self._misconduct and actors.OFFICIAL_CRIMES.search(clause.text):
            return fit + LEFT_ASIDE
        return fit - (LEFT_ASIDE if CATCH_ALL.search(clause.text) else 0.0)


def _pool(reading: Reading) -> list[tuple[Clause, Evidence]]:
    """Return the clauses of the evidence, and those of all penal provisions of the documents that the question may mean."""
    pool = [(candidate.clause, candidate.evidence) for candidate in reading.ranked]
    known = {evidence.citation.provision for _, evidence in pool}
    meant = [one.citation for one in reading.evidence[:MEANT]]
    for document in dict.fromkeys((place.document, place.version) for place in (*filter(None, [reading.understanding.after]), *meant)):
        for place in dict.fromkeys(p.citation.provision for p in reading.library.penalties_at(Citation(document[0], version=document[1]))):
            provision = reading.library.provision(place)
            if provision is not None and place not in known:
                pool.extend((clause, Evidence(place, provision, 0.0, (), BESIDES)) for clause in clauses(place, provision))
    for clause, _ in list(pool):
        found = standing(reading, clause) if _penal(reading, clause) else None
        for place in dict.fromkeys(duty.citation.provision for duty in _named(reading, clause, found)) if found else ():
            provision = reading.library.provision(place)
            if provision is not None and place not in known:
                known.add(place)
                pool.extend((beside, Evidence(place, provision, 0.0, (), BESIDES)) for beside in clauses(place, provision))
    return pool


def _penal(reading: Reading, clause: Clause) -> bool:
    return bool(CONSEQUENCE.search(clause.whole)) or bool(reading.library.penalties_at(clause.citation))


def standing(reading: Reading, clause: Clause) -> Penalty | None:
    """Return the penalty that a clause is, or is part of."""
    found = reading.library.penalties_at(clause.citation)
    return next((p for p in found if clause.text in p.quote or p.quote in clause.text), found[0] if found else None)


def _named(reading: Reading, clause: Clause, penalty: Penalty) -> Iterator[Clause]:
    """Yield the sentences and items of the duties that a penal clause names by their numbers; an item of a list only its own."""
    here = penalty.citation
    addresses = [parse_citation(address) for address in penalty.violates]
    if clause.item is not None and penalty.citation.item is None:
        addresses = [one for one in addresses if one.address in clause.text]
    for place in addresses:
        if place.document and place.document != here.document:
            continue
        at = Citation(here.document, place.address, version=here.version)
        provision = reading.library.provision(at)
        if provision is None or at == clause.citation.provision:
            continue
        for duty in clauses(at, provision):
            if place.paragraph in (None, duty.paragraph.n) and (not place.item or (duty.item and _same(duty.item.label, place.item))):
                yield duty


def _same(label: str, other: str) -> bool:
    return label_key(label) == label_key(other)


def _option(
    reading: Reading, clause: Clause, evidence: Evidence, broken: Sequence[Clause], fits: _Fits, places: Mapping[Citation, float]
) -> Iterator[Option]:
    place = places.get(evidence.citation.provision, 0.0)
    if not _penal(reading, clause):
        if not reading.library.penalties_for(clause.citation):
            others = OTHERS_DUTY * (actors.actor(reading.understanding) == "private" and actors.bound(clause) == "official")
            yield Option(clause, evidence, fits(clause) + place - others, fits(clause) - others, None, True)
        return
    penalty = standing(reading, clause)
    duty = _broken(reading, broken, fits)
    told = max(fits(clause), fits(duty) if duty else 0.0)
    fit = told + max(place, places.get(duty.citation.provision, 0.0) if duty else 0.0)
    if penalty is None and LEFT.fullmatch(clause.text):
        fit -= LEFT_ASIDE
    fit += ACTOR * actors.fitness(penalty.quote if penalty else clause.whole, reading.understanding)
    if evidence.citation.document == reading.evidence[0].citation.document:
        fit += REMEDY * remedies(clause.whole, reading)
    yield Option(clause, evidence, fit, told, penalty, False, duty)


def _broken(reading: Reading, duties: Sequence[Clause], fits: _Fits) -> Clause | None:
    """Return the duty that is broken in what a question tells: 全场连个医生都没有 shares no word with 落实相关医疗措施, but is about it."""
    if len(duties) == 1:
        return duties[0]
    told = about(reading)
    read = reading.likeness.in_context(told, [duty.whole for duty in duties]) if duties and subject(told).strip() else None
    if read is None:
        return max(duties, key=fits, default=None)
    return duties[max(range(len(duties)), key=read.__getitem__)]


def remedies(said: str, reading: Reading) -> bool:
    """Say whether a clause gives the remedy that the question names."""
    own = SET_ASIDE.sub(" ", reading.understanding.own)
    return any(asked.search(own) and given.search(said) for asked, given in REMEDIES)


def names_officials(reading: Reading) -> bool:
    """Say whether a question is what officials of a body face, and a leading provision punishes those of that very body."""
    if reading.understanding.kind != "penalty" or actors.actor(reading.understanding) != "official":
        return False
    found = (penalty for one in reading.evidence[:VERY_OWN] for penalty in reading.library.penalties_at(one.citation))
    return any(actors.fitness(penalty.quote, reading.understanding) == 1.0 for penalty in found)


def fittest(penalties: Sequence[Penalty], reading: Reading) -> Penalty:
    """Return the penalty that is about the one of the question and what it describes."""

    def fit(penalty: Penalty) -> tuple[float, float]:
        said = f"{penalty.conduct or ''}{penalty.quote}"
        return actors.fitness(penalty.quote, reading.understanding), reading.relevance.coverage(reading.question, said)

    return max(penalties, key=fit)
