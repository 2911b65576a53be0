"""Which sentence answers: clauses of the evidence, ranked for one question."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from law.clauses import split_clauses
from qa.fit import behind
from qa.model import Evidence, Kind, Understanding
from qa.once import once
from qa.question.bare import bare
from qa.question.kinds import asks_yes_no
from qa.retrieve import NAMED
from qa.structure import COUNTED
from qa.structure import says_little as no_words_of_its_own
from qa.wording.clauses import OF_THE_ASKER, YEAR, Clause, clauses
from qa.wording.excerpt import part_about, task_of, told
from qa.wording.relevance import Likeness, Relevance, subject, substance, told_apart
from qa.wording.titles import without_titles
from qa.yes_no.let_off import about_it
from qa.yes_no.verdict import freed
from vectorstore.cross import Judged

DEPTH = 8
"""Provisions whose clauses are looked at."""
KEPT = 4096
"""Clauses of which is kept what they say."""
MEANING, CONTEXT, WORDS, PLACE, FIRST, FIT, WRONG_YEAR = 0.8, 0.3, 0.55, 0.8, 0.15, 0.3, 0.6
"""Weights of likeness in meaning by words and by sentences, shared words, score and rank of the provision, how far the words are behind those of
its provision that fit the kind best, and a year that is not the one asked about. Of 966 questions on laws that no model was trained on, a deciding clause
comes first for 70.7 % before the best are read together with the question (half as much again of sentences 70.1 %, thrice as much 68.3)."""
APART, WORDS_BESIDE, FIT_BESIDE = 0.4, 0.3, 0.25
"""Weight of shared words by how few of these clauses hold them, and beside it those of shared words and of the fit. Of 668 Chinese questions on the
gazette, other laws and published texts a deciding clause comes first for 89.5 % (87.6 % without it), and fewer are read together with the question."""
OWN_NAME, OTHER_NAME, AS_SUBJECT, THROUGHOUT = 0.8, 0.45, 0.3, 0.3
"""Weights of the name of one of several things that are set side by side, of the names of the others, of a clause whose subject it is, and
of a provision that speaks of it throughout."""

READ_TOGETHER = 5
"""Clauses that are read together with the question, at most, the best by all else first: that takes a processor 6 to 30 ms each."""
HARDLY_MORE, NEAR = 3.0, 0.2
"""Odds, as a logarithm, that the next clause will hardly exceed: where they would not put it first, and it is not near the first one anyway, no more
is read. Of 1,114 questions the clause that comes first is another one for two in a thousand than when all five are read; 3.3 are."""
UNREAD = -4.0
"""Odds of what was not read, at most; half of what could have been read has less."""
FEW_WORDS = 6
"""Characters that say what a question is about, from which on one of its words may be the rare one: 办赛 审批 is asked with both."""
ANSWERING = 0.12
"""Weight of the odds that such a clause answers. Of 2,236 questions on laws and policy documents that no model was trained on, a deciding clause comes
first for 80.7 % (74.9 % without it; four read so give 80.5, eight 81.4, twice the weight 80.7)."""

LONGEST_LABEL = 8
UNSURE, DEEPER, WHERE_UNSURE, LEAST = 0.0, 14, 0.2, 1e-9
"""Odds of the best of them up to which so many are read for yes or no, and the weight of how probable, no less than the last, an answer then is: a case told
in everyday words (发小红书) shares as little with what decides it (擅自对外发布) as with any other clause. Of 785 such questions the deciding clause then
comes first for ten more and one fewer."""

ALIKE, TIED = 4.5, 0.06
"""Odds from which on clauses are read as the answer alike, and how far their scores may be apart for what they say besides to decide."""

FREEING = 0.8
"""Least probability that a clause answers which says that nothing is needed to who asks what is."""
STRANGER = 0.008
"""Not so where it is read as less probable than this: 体育赛事…不实行行政许可 lets nobody off a licence for a cat. Of such questions about the gazette those that
it answers are read as .006 and more, all others as .0001 and less."""
BESIDE = 0.4
"""What is left there of the weights of the provision's score and rank, which were found for all of the things at once, and of the sentence read as
one: who sets things side by side asks a short question about each."""

AS_BEFORE = 0.6
"""Weight of the units in charge of what the question before is answered by, where who is all that is asked: 那这事儿归谁去落实."""
AS_QUOTED = 0.3
"""Weight of a term that the question sets in quotation marks and a clause sets in them too."""
QUOTED = re.compile(r"“[^“”]{2,20}”")
"""多少算“情节严重”: not “情节特别严重”."""

ASIDE = 0.15
"""Taken from a clause that says little by itself: 其他…, what other rules are left with, and a penal clause where no penalty is asked for."""
CATCH_ALL = re.compile(r"^其他|规定的其他|赋予的其他|^法律、行?政?法规")
LEFT_TO_OTHERS = re.compile(r"另有规定的?，?(?:从其规定|除外|依照)|已有[^，。]{0,12}规定的，从其规定")
ASKS_OTHERS = re.compile(r"另有|其他|其它|国家规定|已有|已经有|别的|冲突|打架|不一致|为准|\bother|\bprevail|\bconflict", re.IGNORECASE)
PENAL = re.compile(r"^违反本|行为之一的，|责令|罚款|给予处分|依法处罚")
DUTIES = re.compile(r"职责(?:是)?[：:]$|履行(?:以?下列?|如下)?.{0,6}职责")
NO_RULE = 0.6
"""Taken, for yes or no, from a clause that only says why a text was made or what one of its words means: 为贯彻落实…, 本办法所称体育赛事，是指…."""
PURPOSE = re.compile(
    r"^为[^。]{6,}(?:制定本|特制定|现(?:就|将|印发|提出)|提出(?:如下|以下))|^为(?:了|深入|全面|认真|进一步)*贯彻|^(?:全面|深入|认真)+贯彻|现印发给你们"
)
ASKS_PURPOSE = re.compile(
    r"目的|为了|为什么|为啥|宗旨|依据|根据|贯彻|落实|初衷|制定|印发|出台|\b(?:purpose|why|aim|based on|implement)", re.IGNORECASE
)
MEANING_OF_A_WORD = re.compile(r"所称[^。；]{1,20}是指")
ASKS_MEANING = re.compile(
    r"算(?![了账])|属于|属不属|范围|适用|归|管|包括|包含|在内|是指|定义|所称|\b(?:count|cover|appl|mean|govern|includ|qualif|fall)",
    re.IGNORECASE,
)
ASKS_DUTIES = re.compile(r"职责|责任|负责|谁|部门|机关|单位|局|任务|管什么|做什么|义务|\bwho\b|dut|responsib|which", re.IGNORECASE)
"""An office's list of duties names everything and rules nothing."""
ASKS_PENAL = re.compile(r"罚|责令|处分|违反|违法|后果|追究|责任|批评|惩|penal|fine|punish|sanction|breach", re.IGNORECASE)

CONTINUED = 0.35
"""Weight of the questions before in a follow-up: 宁波呢 is about 宁波, though the question before named 杭州."""

POINTED = 0.65
"""The same where the follow-up names nothing itself: 他要负什么责任."""
POINTS = re.compile(r"他们?|她|它们?|其(?!他|它|中)|这(?:个|些|条|种)|上述|该|\b(?:it|its|they|them|their|he|she)\b", re.IGNORECASE)

UNITS_ALONE = re.compile(r"^\s*[（(](?:责任|牵头|配合|负责|参与)(?:单位|部门)[：:][^。）)]*[）)]?。?\s*$")
NOT_OF_UNITS: frozenset[Kind] = frozenset({"approval", "number", "deadline", "definition", "penalty", "procedure"})
ASKS_UNITS = re.compile(rf"{ASKS_DUTIES.pattern}|牵头|[厅委办]|配合|参与|分工|由|归|管|找", re.IGNORECASE)
"""（责任单位：省人力社保厅、省交通运输厅）: names bodies, and says neither yes nor no to 平台是否须为司机缴社保."""

PERIOD = (
    rf"{COUNTED}|[一二三四五六七八九十两半]+(?:个?(?:工作)?日|天|个月|年内|小时|次)|定期|及时|之日起|届满|期限|周期|同步|立即|即时|每年"
)
ANSWERS: dict[Kind, re.Pattern[str]] = {
    "penalty": re.compile(r"责令|罚款|处分|警告|没收|吊销|处罚|行业禁入|违约责任|赔偿责任"),
    "deadline": re.compile(PERIOD),
    "definition": re.compile(r"是指|所称|以下(?:简称|统称|称)"),
    "who": re.compile(r"负责|责任单位|牵头|会同|由[^，。]{2,24}(?:组织|制定|实施|批准|审核|公布|责令|处|依法|给予|确定)|应当|统筹|主管"),
    "effect": re.compile(r"起施行|废止|生效"),
    "approval": re.compile(r"许可|批准|审批|备案|审核|不得|可以|均可|应当|禁止|必须|鼓励|须"),
    "number": re.compile(r"\d"),
    "scope": re.compile(r"适用|参照"),
    "procedure": re.compile(r"应当|按照|程序|依照|经|通过|方式"),
}
"""What the words of an answer hold, by kind of question."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause with the evidence that it comes from and how well it fits the question."""

    clause: Clause
    evidence: Evidence
    score: float
    words: float
    meaning: float
    judged: Judged | None = None
    """What was read out of question and clause together; None for those further down, and where nothing reads so."""

    def answers(self, least: float) -> bool:
        """Say whether it was read as the answer with at least this probability."""
        return self.judged is not None and self.judged.answers >= least


@dataclass(frozen=True, slots=True)
class Names:
    """The one of several things set side by side that is asked about, and the others."""

    own: str
    others: tuple[str, ...] = ()


def rank(
    understanding: Understanding,
    question: str,
    evidence: Sequence[Evidence],
    relevance: Relevance,
    likeness: Likeness,
    names: Names | None = None,
    depth: int | None = DEPTH,
) -> list[Candidate]:
    """Return the clauses of the ``depth`` best provisions, best first; of all with None, and where a penalty is asked for or things are set side by side.

    ``question`` is the question with its context filled in.
    """
    named = [one for one in evidence if one.why == NAMED]
    if named and understanding.citations and understanding.kind != "penalty":
        evidence = named
    depth = depth if names is None and understanding.kind != "penalty" else None
    with_units = _asks_for_units(understanding, question)
    pool: list[tuple[Evidence, Clause]] = []
    fits: list[float] = []
    for one in evidence[:depth]:
        there = [clause for clause in clauses(one.citation, one.provision) if clause.text.strip()]
        if not with_units:
            there = [clause for clause in there if not _says(clause).units_alone] or there
        pool += [(one, clause) for clause in there]
        fits += behind(understanding.kind, there)
    if not pool:
        return []
    places = {id(one): place for place, one in enumerate(evidence)}
    top = max(one.score for one, _ in pool) or 1.0
    texts = [clause.headed for _, clause in pool]
    tasks = [task_of(question, clause, relevance, one.provision) or clause.headed for one, clause in pool]
    said_of = tasks if understanding.kind == "who" else texts
    meanings = _blended(understanding, [likeness(one, said_of) for one in (question, *understanding.wordings)])
    contexts = _weighed(understanding, [_in_context(one, texts, likeness) for one in _sentences(understanding)])
    bare = [without_titles(one, understanding.documents) for one in (question, *understanding.wordings)]
    shared = _blended(understanding, [[relevance.coverage(one, text) for text in said_of] for one in bare])
    focus = (
        understanding.after.provision
        if understanding.after and understanding.kind == "who" and no_words_of_its_own(understanding)
        else None
    )
    if _tells_apart(understanding, names):
        apart = [max(of) for of in zip(*(told_apart(one, said_of) for one in bare), strict=True)]
        by_words = [APART * few + WORDS_BESIDE * words + FIT_BESIDE * fit for few, words, fit in zip(apart, shared, fits, strict=True)]
    else:
        by_words = [WORDS * words + FIT * fit for words, fit in zip(shared, fits, strict=True)]
    years = set(YEAR.findall(OF_THE_ASKER.sub(" ", question)))
    decides = understanding.kind in ("approval", "scope") and asks_yes_no(understanding.spelt)
    quoted = QUOTED.findall(question)
    ranked = []
    like = likeness.met(names.own, texts) if names is not None else [0.0] * len(texts)
    spoken = _spoken(names, pool, relevance) if names is not None else [0.0] * len(texts)
    density = _density(spoken, pool)
    for (one, clause), meaning, context, words, counted, named_like, said in zip(
        pool, meanings, contexts, shared, by_words, like, spoken, strict=True
    ):
        place = PLACE * (1.0 if one.why == NAMED else one.score / top) + FIRST / (1 + places[id(one)])
        score = MEANING * meaning + counted + (1.0 if names is None else BESIDE) * (place + CONTEXT * context)
        if years and clause.years and not years & set(clause.years):
            score -= WRONG_YEAR
        score += AS_BEFORE * (focus is not None and one.citation.provision == focus and _says(clause).units_alone)
        score += AS_QUOTED * (bool(quoted) and any(term in clause.whole for term in quoted))
        score -= ASIDE * says_little(understanding, question, clause) + NO_RULE * (decides and rules_nothing(understanding.own, clause))
        if names is not None:
            score += OWN_NAME * max(said, named_like) + THROUGHOUT * density[id(one)] + _of_one(names, clause, relevance)
        ranked.append(Candidate(clause, one, score, words, meaning))
    ranked.sort(key=_by_score)
    # A thing set beside others is no question to read.
    return _read_together(understanding, ranked, likeness, relevance) if names is None else ranked


def _tells_apart(understanding: Understanding, names: Names | None) -> bool:
    """Say whether the words that few clauses hold tell which one is meant: not the few of a follow-up or of a part of a question, nor the Chinese terms of
    an English one, which are several senses of each word."""
    whole = not understanding.search or understanding.own == understanding.search[0].text
    telling = substance(understanding.own) >= FEW_WORDS
    return names is None and whole and telling and not understanding.follow_up and understanding.language == "zh"


def passage(question: str, candidate: Candidate, relevance: Relevance) -> str:
    """Return what is read together with a question: the words of a clause that are about it, behind the title of their document."""
    evidence = candidate.evidence
    return told(evidence.citation.document, part_about(question, candidate.clause, relevance, evidence.provision))


def _by_score(candidate: Candidate) -> float:
    return -candidate.score


def _read_together(understanding: Understanding, ranked: list[Candidate], likeness: Likeness, relevance: Relevance) -> list[Candidate]:
    """Return the candidates in the order that results when the best are read together with the question."""
    sentences, odds, read = [bare(one) for one in _sentences(understanding)], list[float](), list[Candidate]()
    for one in ranked[:READ_TOGETHER]:
        reached = max((known.score + ANSWERING * sure for known, sure in zip(read, odds, strict=True)), default=0.0)
        if read and one.score + ANSWERING * HARDLY_MORE <= reached and read[0].score - one.score > NEAR:
            break
        text = passage(understanding.sentence, one, relevance)
        judged = [
            _freeing(sentence, understanding.spelt, one, says)
            for sentence in sentences
            if (says := likeness.judged(sentence, text)) is not None
        ]
        if not judged:
            return ranked
        read.append(replace(one, judged=max(judged, key=lambda says: says.answers)))
        odds += _weighed(understanding, [[says.odds] for says in judged])
    highest, unread = max(odds), min(*odds, UNREAD)
    read = [replace(one, score=one.score + ANSWERING * (sure - highest)) for one, sure in zip(read, odds, strict=True)]
    rest = [replace(one, score=one.score + ANSWERING * (unread - highest)) for one in ranked[len(read) :]]
    return _untied(sorted([*read, *rest], key=_by_score))


def unsure(understanding: Understanding, ranked: Sequence[Candidate]) -> bool:
    """Say whether a question is one of yes or no alone for which none of the candidates that were read is held for an answer."""
    odds = [one.judged.odds for one in ranked if one.judged]
    # 编制留几年，利息帮不帮着扛 asks for several things.
    alone = understanding.kind in ("approval", "scope") and not understanding.follow_up
    return alone and bool(odds) and max(odds) <= UNSURE and asks_yes_no(understanding.spelt)


def read_deeper(understanding: Understanding, ranked: Sequence[Candidate], likeness: Likeness, relevance: Relevance) -> list[Candidate]:
    """Return the candidates of a yes/no question in the order that results when more are read."""
    odds = [one.judged.odds for one in ranked if one.judged]
    highest, unread = max(odds), min(*odds, UNREAD)
    before = [replace(one, score=one.score - ANSWERING * ((one.judged.odds if one.judged else unread) - highest)) for one in ranked]
    before.sort(key=_by_score)
    read, sentence = list[Candidate](), bare(understanding.sentence)
    for one in before[:DEEPER]:
        says = one.judged or likeness.judged(sentence, passage(understanding.sentence, one, relevance))
        read.append(replace(one, judged=one.judged or (says and _freeing(sentence, understanding.spelt, one, says))))
    probable = [math.log(LEAST if _is_label(one) or not one.judged else max(one.judged.answers, LEAST)) for one in read]
    best, least = max(probable), min(probable)
    read = [replace(one, score=one.score + WHERE_UNSURE * (sure - best)) for one, sure in zip(read, probable, strict=True)]
    rest = [replace(one, score=one.score + WHERE_UNSURE * (least - best)) for one in before[len(read) :]]
    return sorted(_behind_their_items([*read, *rest]), key=_by_score)


def _is_label(candidate: Candidate) -> bool:
    """Say whether a clause only names what the sentences behind it are about: 智能交通。"""
    return len(candidate.clause.whole) <= LONGEST_LABEL


def _behind_their_items(candidates: list[Candidate]) -> list[Candidate]:
    """Put the words that lead a list behind the best of its items: 不得有下列行为： answers nobody by itself, but sounds as if it did."""
    best: dict[int, float] = {}
    for one in candidates:
        if one.clause.item is not None:
            best[id(one.clause.paragraph)] = max(one.score, best.get(id(one.clause.paragraph), one.score))
    return [
        replace(one, score=min(one.score, best.get(id(one.clause.paragraph), one.score))) if one.clause.introduces else one
        for one in sorted(candidates, key=lambda one: one.clause.introduces)
    ]


def _untied(ranked: list[Candidate]) -> list[Candidate]:
    """Put first, of clauses read as the answer alike and next to each other, the one that shares more of the question's words, or says less besides.

    收养登记的审查期限 is that of 收养登记 and not of 解除收养关系登记.
    """
    alike = [
        one for one in ranked[:READ_TOGETHER] if one.judged is not None and one.judged.odds >= ALIKE and one.score >= ranked[0].score - TIED
    ]
    if len(alike) < 2 or ranked[0] is not alike[0] or len({one.evidence.citation for one in alike}) < 2:
        return ranked
    first = max(alike, key=lambda one: (round(one.words, 2), -len(one.clause.whole)))
    return [first, *(one for one in ranked if one is not first)]


def _freeing(question: str, own: str, candidate: Candidate, says: Judged) -> Judged:
    """Let a clause that says that nobody has to approve answer whether somebody has to: the model often holds it for less of an answer than it is."""
    clause = candidate.clause.whole
    lets_off = says.answers >= STRANGER and freed(question, clause) and about_it(own, clause) is not False
    return replace(says, answers=max(says.answers, FREEING)) if lets_off else says


def _in_context(question: str, texts: Sequence[str], likeness: Likeness) -> list[float]:
    """Return how near each clause is to the question as a sentence, from 0, no nearer than most here, to 1 for the nearest."""
    read = likeness.in_context(question, texts)
    if read is None:
        return [0.0] * len(texts)
    middle = sum(read) / len(read)
    highest = max(read) - middle
    return [max(one - middle, 0.0) / highest if highest > 0 else 0.0 for one in read]


EXCLUDED = re.compile(r"除[^，。；]{2,40}?(?:外|以外)")
"""除测绘主管部门外的有关部门 speaks of the others."""
ACTING = re.compile(
    r"(?:[^，。；]{0,40}（以下(?:简|统)?称)?(?P<subject>[^，。；：]{2,30}?)(?=应当|可以|不得|负责|必须|违反|有下列|未|按照|对|，|$)"
)


def is_subject(name: str, clause: Clause) -> bool:
    """Say whether a clause, or the list that it stands in, is about the thing named: 测绘主管部门 for 测绘与地理信息行政主管部门."""
    words = EXCLUDED.sub("", clause.lead or clause.text)
    if words.startswith(name):
        return True
    match = ACTING.match(words)
    if match is None:
        return False
    if match["subject"].startswith(name) or match["subject"].endswith(name):
        return True
    return len(name) >= 4 and bool(re.match(".{0,8}?".join(map(re.escape, name)), match["subject"]))


def _of_one(names: Names, clause: Clause, relevance: Relevance) -> float:
    """Return how much more a clause is about one of several things for its subject, and how much less for what it excludes and for the other things."""
    score = AS_SUBJECT * is_subject(names.own, clause)
    if excluded := EXCLUDED.match(clause.lead or clause.text):
        score -= OTHER_NAME * relevance.coverage(names.own, excluded.group())
    if not _beside(names, clause.text):
        score -= OTHER_NAME * max((relevance.coverage(other, clause.headed) for other in names.others), default=0.0)
    return score


def _beside(names: Names, text: str) -> bool:
    """Say whether a text names one thing and another in one breath, and so speaks of each: 推动杭州、宁波成为…."""
    others = "|".join(map(re.escape, names.others))
    own = re.escape(names.own)
    return bool(others) and bool(re.search(rf"{own}市?(?:、|和|与|以及)(?:{others})|(?:{others})市?(?:、|和|与|以及){own}", text))


def _asks_for_units(understanding: Understanding, question: str) -> bool:
    """Say whether a question may be answered by a list of the units in charge: who, or anything in words that speak of them."""
    return understanding.language == "en" or understanding.kind not in NOT_OF_UNITS or bool(ASKS_UNITS.search(question))


def _spoken(names: Names, pool: Sequence[tuple[Evidence, Clause]], relevance: Relevance) -> list[float]:
    """Return how much of the name stands in each clause; one that a clause excludes does not stand in it."""
    return [relevance.coverage(names.own, EXCLUDED.sub("", clause.headed)) for _, clause in pool]


def _density(spoken: Sequence[float], pool: Sequence[tuple[Evidence, Clause]]) -> dict[int, float]:
    """Return how much of each provision speaks of the name: one that is all about it rules it, another one mentions it."""
    shares: dict[int, list[float]] = {}
    for share, (one, _) in zip(spoken, pool, strict=True):
        shares.setdefault(id(one), []).append(share)
    return {key: sum(of) / len(of) for key, of in shares.items()}


def says_little(understanding: Understanding, question: str, clause: Clause) -> bool:
    """Say whether a clause rules little by itself for this question: 其他…, an office's list of duties, a penal clause."""
    says = _says(clause)
    if says.of_others:
        return not ASKS_OTHERS.search(question)
    if says.duties and not ASKS_DUTIES.search(question):
        return True
    return says.penal and understanding.kind not in ("penalty", "which", "article") and not ASKS_PENAL.search(question)


def rules_nothing(question: str, clause: Clause) -> bool:
    """Say whether a clause only tells why its text was made or what a word means, and a question asks for neither.

    有没有顾到果园 is answered by no 为贯彻落实…, nor 能叫“全国赛”吗 by 本办法所称赛事，是指….
    """
    says = _says(clause)
    if says.purpose:
        return not ASKS_PURPOSE.search(question)
    return says.meaning and not ASKS_MEANING.search(question)


@dataclass(frozen=True, slots=True)
class _Says:
    """What the words of a clause say, whatever is asked."""

    units_alone: bool
    of_others: bool
    duties: bool
    penal: bool
    purpose: bool
    meaning: bool


@once(KEPT)
def _says(clause: Clause) -> _Says:
    text = clause.text
    return _Says(
        units_alone=bool(UNITS_ALONE.match(text)),
        of_others=bool(CATCH_ALL.search(text) or LEFT_TO_OTHERS.search(text)),
        duties=bool(DUTIES.search(clause.lead or text)),
        penal=bool(PENAL.search(clause.whole)),
        purpose=bool(PURPOSE.search(text)),
        meaning=bool(MEANING_OF_A_WORD.search(text)),
    )


def _blended(understanding: Understanding, scores: list[Sequence[float]]) -> list[float]:
    """Return one score a clause from those of the wordings: the best one, but what a follow-up adds counts more than what it continues."""
    if understanding.follow_up and len(scores) > 1:
        return _weighed(understanding, [scores[0], [max(rest) for rest in zip(*scores[1:], strict=True)]])
    return [max(of) for of in zip(*scores, strict=True)]


def _sentences(understanding: Understanding) -> list[str]:
    """Return what a transformer reads: the whole question, and of a follow-up also what it adds by itself.

    Where only the place is asked for (依据是哪条), what it continues says all.
    """
    if not understanding.follow_up:
        return [understanding.sentence]
    if understanding.kind == "which":
        return [understanding.text.removesuffix(understanding.own)]
    return [understanding.sentence, understanding.spelt]


def _weighed(understanding: Understanding, scores: list[Sequence[float]]) -> list[float]:
    """Return one score a clause from those of a follow-up with what it continues, and by itself; of another question there is but one."""
    if len(scores) == 1 or not subject(understanding.own).strip():
        return list(scores[0])
    share = POINTED if POINTS.search(understanding.own) else CONTINUED
    return [share * whole + (1 - share) * added for whole, added in zip(*scores, strict=True)]


SHORT = 100
"""Characters of a conclusion from one sentence: a longer sentence is cut to the part that answers."""
CONDITION = re.compile(r"的$|^(?:除|未|经|因|在|对|为|根据|依照|按照|违反)")
"""What may not be cut from before a rule: 情节严重的，; 除法律另有规定的外，."""
SAYS_IT = 0.35
"""Added to the share of the question's words in a part of a sentence that holds what is asked for."""
HOLDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"多少钱|多少[万亿]*元|几(?:个|十|百|千)?[万亿]|销售额|营收|收入|产值|[卖挣赚](?:到|多少)|\b(?:sales|revenue|turnover|output value)\b"
        ),
        re.compile(r"\d[^，；]{0,4}元"),
    ),
    *(
        (re.compile(rf"(?:多少|几)个?{unit}(?!公里)"), re.compile(rf"\d[余多]?[十百千万亿]*个?(?:{unit})"))
        for unit in ("家", "名|人|位", "项", "座|所", "辆|台", "亩", "公里", "小时")
    ),
    (
        re.compile(
            r"(?:经费|费用|资金|钱)[^，。？?]{0,6}?(?:从哪|哪[里儿]?[来出拿]|谁)|谁来?[出掏](?:这?笔)?(?:钱|经费|费用)|\b(?:who pays|funded|financed)\b"
        ),
        re.compile("经费|费用|资金"),
    ),
    (
        re.compile(r"定位|奔着|(?:建|打造|发展|变)成(?:什么|啥)|成为(?:什么|啥|怎样)|\bbecome\b"),
        re.compile(r"打造|建成|建设成|成为|引领区|高地"),
    ),
)
"""What is asked for, and what the part of a long sentence that answers it holds: 卖到多少钱, 150亿元; 多少家, 100家; 定位, 打造…引领区."""
EXCEPTING = re.compile(r"^(?:但|除)|除外|从其规定")
TAKES_BACK = re.compile(r"^但|除外|从其规定")


def core(sentence: str, question: str, relevance: Relevance, wanted: re.Pattern[str] | None = None, limit: int = SHORT) -> str:
    """Return the part of a sentence that answers, verbatim, at most about ``limit`` characters, ended by a full stop.

    A condition before a rule and an exception behind it stay with it; a subject that is cut off is kept with an ellipsis, and so is an exception
    further on in the same part of the sentence.
    """
    sentence = sentence.strip().replace("\n", "")
    if len(sentence) <= limit:
        return _ended(sentence)
    segments = [clause.text + clause.mark for clause in split_clauses(sentence)]
    held = [one for one in (wanted, *(says for asks, says in HOLDS if asks.search(question))) if one]
    marks = [relevance.coverage(question, segment) + SAYS_IT * sum(bool(one.search(segment)) for one in held) for segment in segments]
    first = last = max(range(len(segments)), key=marks.__getitem__)
    size = len(segments[first])
    while True:
        left = (
            first > 0
            and segments[first - 1][-1:] not in "；"
            and (size + len(segments[first - 1]) <= limit or _binds(segments[first - 1], limit))
        )
        right = (
            last + 1 < len(segments)
            and segments[last][-1:] not in "；"
            and (size + len(segments[last + 1]) <= limit or bool(EXCEPTING.search(segments[last + 1])) or _is_case(segments[last]))
        )
        if not left and not right:
            break
        if left and (not right or _binds(segments[first - 1], limit) or marks[first - 1] >= marks[last + 1]):
            first -= 1
            size += len(segments[first])
        else:
            last += 1
            size += len(segments[last])
    said = _ended(_subject(segments, first) + "".join(segments[first : last + 1]))
    return f"{said.removesuffix('。')}……{exception}" if (exception := _exception(segments, last)) else said


def _is_case(segment: str) -> bool:
    """Say whether a segment is a case that the next one rules: 情节严重的，."""
    return bool(re.search("的，$", segment))


def _exception(segments: Sequence[str], last: int) -> str:
    """Return the exception that stands further on, to the end of that part of the sentence: 但高架道路除外."""
    for at in range(last + 1, len(segments)):
        if segments[at - 1][-1:] == "；" and not segments[at].startswith("但"):
            break
        if TAKES_BACK.search(segments[at]):
            end = next((n for n in range(at, len(segments)) if segments[n][-1:] == "；"), len(segments) - 1)
            return _ended("".join(segments[at : end + 1]))
    return ""


def _binds(segment: str, limit: int) -> bool:
    """Say whether a segment is a condition that the next one may not be read without."""
    return _is_case(segment) or (len(segment) <= limit // 2 and bool(CONDITION.search(segment.rstrip("，；。："))))


ACTS = re.compile(
    r"^(?P<subject>[^，。；：]{2,40}?(?:部门|机关|机构|政府|单位|个人|人员|人|企业|组织|委员会|办公室|各地))(?=应当|可以|不得|负责|必须|应|按照|根据|会同|要|在|对|将|从)"
)


CHARGES = re.compile(r"由[^，。；：]{2,24}(?:牵头|负责)，?$")
"""由省经信委牵头，会同…: who it is that acts."""


def _subject(segments: Sequence[str], first: int) -> str:
    """Return who acts, from the first segment of the same part of the sentence, where what is kept does not say so."""
    start = first
    while start > 0 and segments[start - 1][-1:] not in "；":
        start -= 1
    if start == first or ACTS.match(segments[first]):
        return ""
    if CHARGES.match(segments[start]):
        return segments[start].rstrip("，") + "……"
    match = ACTS.match(segments[start])
    return f"{match['subject']}……" if match else ""


ENDED = re.compile(r"[！？]$")
"""送上新年的祝福！ needs no full stop."""


def _ended(text: str) -> str:
    text = re.sub(r"[，；：。、\s]+$", "", text)
    return text if ENDED.search(text) else text + "。"
