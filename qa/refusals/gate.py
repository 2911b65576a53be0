"""Whether the texts answer at all: a question about what they do not hold is refused or corrected, with a reason."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from law.library import Library
from qa.conclusions.relieved import let_off_alone
from qa.conclusions.settle import ASKED_LEVEL
from qa.draft import Draft, Reading, once_a_reading, quote_clause, unique
from qa.model import Evidence
from qa.penalties.breaches import surely_broken, tells_breach
from qa.question.kinds import asks_besides, asks_yes_no, kind_of
from qa.question.parts import parts
from qa.question.sides import compares
from qa.refusals.certain import certain
from qa.refusals.lacking import Thing, asking, lacking, sets_a_task, things
from qa.refusals.signs import NAMES, missing, signs, under_headings
from qa.retrieve import NAMED as NAMED_WHY
from qa.select import core, passage
from qa.understand import SPELT
from qa.understand import SPOKEN_OF as SPOKEN_OF_WHY
from qa.wording.claims import SPAN, quantities
from qa.wording.clauses import OF_THE_ASKER, Clause, gives_number
from qa.wording.places import PLACE, innermost, meets, places, province_of, scenes
from qa.wording.relevance import Likeness, pairs, subject
from qa.words import join, say

SPECIFIC = 1.5
"""What is enough, in multiples of what the weights say, where a sum, a period or the like is asked for, which most texts on a topic do not give, or
where nothing but a speech is near."""
MEANT = 0.6
"""The same where the question names a document that is here or only the matter of its title, or goes on from a question before: its words alone say less;
and where it asks for several things: no clause answers all of it."""
LITERAL, MIGHT = 0.2, 0.01
"""The same where a leading provision repeats a rare name of the question letter by letter, and a clause is read as answering with so much: of 977
labelled questions that are answered the latter refuses none, of 334 that only seem to be 20."""
ALL_BUT = 0.6
"""What is enough where no close clause seems to hold the very thing that is asked for: a sum, a period, conditions. Of 145 questions that the texts do not
answer and that lack something so, 2 are answered wrongly above, of 22 that they do answer 10 lie there."""
SAYS_NOTHING, DECISIVE = -8.0, 20.0
"""Odds of the signs and odds that a clause answers, as logarithms, that are enough together for a Chinese question of yes or no, whatever it names or repeats;
and the weight of a word of the part that asks, which the leading provision does not speak of, that takes one from them. Of 660 questions of
yes or no about the gazette 8 that its texts do not answer are refused so and one that was answered rightly; with -7, 13 and 4."""
SHORT, UNSPOKEN = 8, 0.2
"""What is enough for a question of so few pairs of characters that the leading provisions hold none of them: 今天星期几. Of 1,531 answerable questions
this refuses one, of 540 that people ask of a chat program 52 of the 127 that were answered."""
DISTRICT = re.compile(r"(?<=[省市州盟])([一-鿿]{2,4}?)(?:区|县|旗|市)")
"""重庆市綦江区…实施方案: a question that names 綦江 is about it, whatever other place it tells of."""
COMPARED_WITH = re.compile(
    rf"(?:跟|和|与|同|比)(?P<place>{PLACE.pattern})(?:省|市)?(?:的|那边|那里|那个)?(?:相?比|比起来|哪[个边家]|一样|差不多|差多少)"
)
"""跟上海的比，哪边罚得重."""
WEIGHTS = Path(__file__).with_name("gate.json")
"""Two logistic regressions over :class:`qa.refusals.signs.Signs`, for each language: ``python -m eval calibrate`` writes them."""
LOOKED_AT, NEAR, NEAR_SPEECH, NEAR_NAMED = 4, 0.35, 0.45, 0.25
"""Provisions, the leading ones, of which those are named as nearest to a question that meet so much of its words; a speech touches on everything, and a
document that the question names is at least meant. Of 40 questions about the weather, recipes and the like 35 meet less in all of them, of 80 on the
topics of the texts 15."""
SHARED = 0.1
"""Share of its words, the rare ones more, that such a provision holds letter by letter otherwise."""
SHORTEST_ABOUT, LONGEST_ABOUT = 8, 24
"""Characters of the first words of a provision that tell what it is about; 举办体育赛事， alone does not."""
LEFT = re.compile(r"从其规定|依照|按照|依据|执行")
"""…《中华人民共和国测绘法》等法律、法规另有规定的，从其规定."""
DOUBTFUL, SURER = 0.6, 0.1
"""A question that is answered with less is read as going on from the question before, where that is surer by so much."""
CONTINUING = 0.005
"""Least probability of its own words alone being answered, for a question that no word ties to the one before to go on from it. Of 27 such questions
that are answered only together with the one before, 24 have more, of 25 that the texts do not answer and that were put behind any other question 2."""
MEANS_BEFORE = re.compile(
    r"他们|她们|它们?|这(?:笔|个|份|些)?(?:钱|费用?|款|损失|事)儿?|(?:^|[，,。；])(?:要|若)是[^，。]{0,8}(?:没|不|拖|逾|超)|一直(?:没|不|拖)|还?(?:拖着|赖着)"
)
"""他们一直没交, 这钱谁认, 要是拖着不给: what is meant was said before, in words that these need not share."""
SPOKEN_OF = 0.5
"""The same as a share of its words that a provision meets."""
ORDER_NUMBER = re.compile(r"第\d+号")
"""第20号令: no two orders of an authority have the same."""
SPOKEN = 0.8
"""How much of the name of each of two things that a question compares leading provisions hold."""
QUOTED = re.compile(r"[“‘「『\"]([一-鿿]{3,12})[”’」』\"]")
"""“厕所革命”: a name, of which nothing only carries the question."""
RARE = 5
"""Texts of the corpus that hold a pair of characters, at most, for it to tell texts apart by itself."""
TARGET_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?!\d|\s*月|年\s*\d+月|年?[〕\]）】])")
"""The year of a target, 2025年; not that of a date, 2018年2月."""
SINCE = re.compile(r"((?:19|20)\d{2})\s*年(?:\d{1,2}月(?:\d{1,2}日)?)?(?=起|以来|以后|之后|开始)")
"""自2021年1月1日起…: a rule that holds in every later year."""
YEAR_CLOSE, YEAR_TOPIC = 0.6, 0.8
"""Clauses that are looked at for the year: those down to this share of the best score, and of them those that are as much on the topic."""
FINE_OR_SUM = re.compile(r"罚款?|处罚|[能会要]?(?:超过|达到?|到)?\d+(?:\.\d+)?[十百千万亿]*元?")
NUMERIC = re.compile(
    r"多少|几(?!点)|目标|规模|数量|个数|人数|指标|金额|比重|比例|增速|增长|达到|how (?:many|much)|target|goal|number of", re.IGNORECASE
)
"""A number is asked for."""


def wrong_year(reading: Reading) -> Draft | None:
    """Correct a question about a year for which the clauses that answer give nothing: a target of another year."""
    asked = TARGET_YEAR.findall(OF_THE_ASKER.sub(" ", reading.question))
    if not asked or reading.understanding.kind in ("effect", "article", "which", "penalty"):
        return None
    close = [c for c in reading.ranked if c.score >= YEAR_CLOSE * reading.best.score]
    dated = [c for c in close if _targets(c.clause) and gives_number(c.clause.text)]
    if not dated:
        return None
    chosen = max(dated, key=lambda c: c.words + c.meaning)
    rivals = [c for c in close if set(asked) & _span(c.clause.years)]
    if NUMERIC.search(reading.understanding.own):
        rivals = [c for c in rivals if gives_number(c.clause.text)]
    if chosen in rivals or any(c.words + c.meaning >= YEAR_TOPIC * (chosen.words + chosen.meaning) for c in rivals):
        return None
    if not NUMERIC.search(reading.understanding.own) and not reading.best.clause.years:
        return None
    span = SPAN.search(chosen.clause.text)
    present = "—".join(span.groups()) if span else join(_targets(chosen.clause), reading.language)
    reason = say("refuse-year", reading.language, asked=join(asked, reading.language), present=present)
    said = core(chosen.clause.text, reading.wording, reading.relevance)
    quotes = unique(quote_clause(chosen.evidence, chosen.clause))
    own = reading.understanding.own
    if (span or _same_target(own, chosen.clause)) and asks_yes_no(reading.understanding.spelt) and not asks_besides(own):
        return Draft(reason + said, quotes, "no", reason=reason.strip())
    return Draft(reason + said, quotes, refused=True, reason=reason.strip())


def _same_target(own: str, clause: Clause) -> bool:
    """Say whether a question names the target of a clause by its numbers, and only another year: 50个以上，是2020年就得建成吧."""
    told = [one for one in quantities(TARGET_YEAR.sub(" ", own)) if one.unit not in ("", "date", "年")]
    stated = quantities(clause.text)
    return bool(told) and all(
        any(one.equals(other) or (one.value, one.unit) == (other.value, other.unit) for other in stated) for one in told
    )


def _targets(clause: Clause) -> list[str]:
    """Return the years that a clause gives numbers for; one from which on it applies is a bound of it."""
    since = set(SINCE.findall(clause.text))
    return [year for year in clause.years if year not in since]


def _span(years: Sequence[str]) -> set[str]:
    """Return the years from the first to the last that a clause names: 2018—2020年 is about 2019, too."""
    return {str(year) for year in range(int(min(years)), int(max(years)) + 1)} if years else set()


def refusal(reading: Reading, likeness: Likeness) -> Draft | None:
    """Return why the evidence does not answer the question, or None where it does."""
    return _silence(reading, likeness) if sureness(reading, likeness) < 1 else None


def sureness(reading: Reading, likeness: Likeness) -> float:
    """Return how sure it is that the texts answer, in multiples of what is enough: from 1 on the question is answered.

    Zero where nothing was found or only rules of another province, infinite where a provision is named or the structure of the texts answers.
    """
    if not reading.ranked or elsewhere(reading):
        return 0.0
    if not reading.understanding.citations and sets_a_task(reading.understanding.own):
        return 0.0
    if any(one.why == NAMED_WHY for one in reading.evidence) or certain(reading):
        return math.inf
    if reading.understanding.follow_up and _changes_the_topic(reading, likeness):
        return 0.0
    if reading.understanding.kind == "approval" and let_off_alone(reading):
        return 0.0
    probable = fitness(reading, likeness)
    if _says_nothing(reading, likeness, probable):
        return 0.0
    beside = (fitness(each, likeness) / enough(each, likeness) for each in _side_by_side(reading))
    sure = max((probable / enough(reading, likeness), *beside))
    return max(sure, 1.0) if sure < 1 and surely_broken(reading) else sure


def _says_nothing(reading: Reading, likeness: Likeness, probable: float) -> bool:
    """Say whether a Chinese question of yes or no asks for what the leading provision does not speak of: 要不要付费, where nothing is said of payment."""
    known = reading.understanding
    read = [one.judged.odds for one in reading.ranked if one.judged]
    if known.language != "zh" or known.follow_up or not read or not 0 < probable < 1 or not asks_yes_no(known.spelt):
        return False
    if ASKED_LEVEL.search(known.own) or compares(known.own):
        return False  # 江面水位也归省里测吗, 两种登记标准一样吗: that is told without the word
    met = likeness.matched(subject(asking(known.spelt)), [under_headings(reading.best.evidence)])
    nearest = met.nearest[0] if met.tokens else ()
    unmet = max((weight * (1 - alike) for weight, alike in zip(met.weights, nearest, strict=True)), default=0.0)
    return math.log(probable / (1 - probable)) + max(read) - unmet / DECISIVE < SAYS_NOTHING


def _side_by_side(reading: Reading) -> list[Reading]:
    """Return what each of several things that a question names is asked by itself, where leading provisions speak of all of them: what is answered for one
    may be left open for another, and the answer says so."""
    known = reading.understanding
    named = [part for part in parts(known.spelt) if part.name] if not known.citations and not known.follow_up else []
    texts = _leading(reading) if named else ""
    if not all((own := pairs(subject(part.name))) and all(pair in texts for pair in own) for part in named):
        return []
    return [reading.about(part.text, kind_of(part.text)) for part in named]


def enough(reading: Reading, likeness: Likeness) -> float:
    """Return the least probability at which a question is answered."""
    understanding = reading.understanding
    if lacking(reading, likeness):
        return ALL_BUT
    least = _weighing(reading).enough
    if distinctive(reading):
        return LITERAL * least
    if not understanding.follow_up and _unspoken(reading):
        return max(UNSPOKEN, least)
    asked, several = things(reading), len(parts(understanding.spelt)) > 1
    if understanding.documents or understanding.follow_up or understanding.kind == "effect" or several or _of_the_title(reading, asked):
        return MEANT * least
    specific = bool(asked) or reading.library.entry(reading.best.evidence.citation).kind == "speech"
    return SPECIFIC * least if specific and not tells_breach(reading) else least


def _of_the_title(reading: Reading, asked: Sequence[Thing]) -> bool:
    """Say whether all that a question speaks of beside what it asks for, a fine, a sum, a period or the like, stands in the title of the leading text:
    渡船罚款最高能到20万吗."""
    rest = FINE_OR_SUM.sub(" ", reading.understanding.own)
    if not asked and reading.understanding.kind != "penalty":
        return False
    for thing in asked:
        rest = thing.given.sub(" ", thing.asked.sub(" ", rest))
    named = re.findall("[一-鿿]{2,}", subject(rest))
    return bool(named) and all(run in reading.evidence[0].citation.document for run in named)


def continues(reading: Reading, likeness: Likeness) -> bool:
    """Say whether a question may go on from the one before it: its own words alone are read as asking what the best clause may say.

    Where nothing reads so, whether a leading provision speaks of them.
    """
    own = reading.understanding.spelt
    if read := likeness.judged(own, passage(own, reading.best, reading.relevance)):
        return read.answers >= CONTINUING
    asked = [subject(one) for one in (reading.understanding.own, *_mended(reading)) if subject(one).strip()]
    texts = [under_headings(one) for one in reading.evidence[:2]]
    return not asked or max(max(likeness.met(one, texts), default=0.0) for one in asked) >= SPOKEN_OF


def _changes_the_topic(reading: Reading, likeness: Likeness) -> bool:
    """Say whether a short question that seems to go on from the one before speaks of something else, which the best clause does not answer: 怎么减肥."""
    own = reading.understanding.spelt
    if MEANS_BEFORE.search(own):
        return False
    read = likeness.judged(own, passage(own, reading.best, reading.relevance)) if pairs(subject(own)) and _unspoken(reading) else None
    return read is not None and read.answers < CONTINUING


def _unspoken(reading: Reading) -> bool:
    """Say whether a short Chinese question has no two characters in common with what leads, nor with the question that it goes on from."""
    known = reading.understanding
    own, there = set(pairs(subject(known.spelt))), known.text.removesuffix(known.own) + _leading(reading)
    return known.language == "zh" and len(own) <= SHORT and not any(pair in there for pair in own)


def _leading(reading: Reading) -> str:
    return "".join(map(under_headings, reading.evidence[:3]))


def _mended(reading: Reading) -> Iterator[str]:
    """Yield the question without its slips, where it has any."""
    yield from (wording.text for wording in reading.understanding.search if wording.why == SPELT)


def distinctive(reading: Reading) -> bool:
    """Say whether leading provisions repeat what hardly any other text has: a run of the question (之江实验室), a number of an order, both of two
    things that it compares."""
    texts = "".join(f"{one.provision.heading or ''}{one.provision.text}" for one in reading.evidence[:3])
    if any(number in texts for number in ORDER_NUMBER.findall(reading.understanding.own)) or _compared(reading, texts):
        return True
    own = reading.understanding.own
    if any(wording.why == SPOKEN_OF_WHY and wording.text in texts for wording in reading.understanding.search):
        return True
    plain = re.findall(r"[一-鿿]{3,}", subject(own)) if _may_answer(reading) else []
    for part in (*plain, *QUOTED.findall(own)):
        for start in range(len(part) - 2):
            run = part[start : start + 3]
            if run in texts and all(reading.relevance.frequency(run[at : at + 2]) <= RARE for at in (0, 1)):
                return True
    return False


def _may_answer(reading: Reading) -> bool:
    """Say whether any close clause is read as what might answer, or nothing reads so; where a thing stands and at which level is told without."""
    if reading.understanding.kind == "which" or ASKED_LEVEL.search(reading.understanding.own):
        return True
    read = [one.judged.answers for one in reading.ranked if one.judged]
    return not read or max(read) >= MIGHT


def _compared(reading: Reading, texts: str) -> bool:
    names = [part.name for part in parts(reading.understanding.spelt) if part.name] if compares(reading.understanding.spelt) else []
    return len(names) > 1 and all(reading.relevance.coverage(name, texts) >= SPOKEN for name in names)


def elsewhere(reading: Reading) -> bool:
    """Say whether the question is about a place, or compares with one, and the leading rules are all those of other places."""
    if any(not _ruled(place, reading) for place in COMPARED_WITH.findall(reading.question)):
        return True
    asked = scenes(reading.question)
    entries = [reading.library.entry(one.citation) for one in reading.evidence[:3]] if asked else []
    theirs = [innermost(places(f"{entry.title}{entry.issuing_authority or ''}")) for entry in entries]
    if not theirs or not all(theirs):
        return False
    asked = innermost(scenes(reading.question, reading.likeness.words))
    home = {province_of(place) for own in theirs for place in own}
    named = {*asked, *map(province_of, asked)} - home
    texts = "".join(f"{one.citation.document}{one.provision.text}" for one in reading.evidence)
    here = any(meets(one, place) for one in asked for own in theirs for place in own) or any(place in texts for place in named)
    districts = {name for entry in entries for name in DISTRICT.findall(entry.title)}
    return bool(asked) and not here and not any(name in reading.question for name in districts)


def _ruled(place: str, reading: Reading) -> bool:
    """Say whether any text here is one of a place, or one of the leading ones speaks of it."""
    texts = "".join(one.provision.text for one in reading.evidence)
    return place in texts or any(place in f"{entry.title}{entry.issuing_authority or ''}" for entry in reading.library.entries())


@once_a_reading
def fitness(reading: Reading, likeness: Likeness) -> float:
    """Return how probable it is that the best provisions answer the question, 0 to 1: that they are about it, and that they say what is asked, whichever
    is less."""
    found = signs(reading, likeness) if reading.ranked else None
    if found is None:
        return 0.0
    values = found.values()
    scores = [one.bias + sum(weight * value for weight, value in zip(one.weights, values, strict=True)) for one in _weighing(reading).by]
    return 1 / (1 + math.exp(-min(scores)))


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over the signs."""

    bias: float
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Whether the texts are about the question, whether they say what is asked, and the least probability at which it is answered."""

    by: tuple[Weights, ...]
    enough: float


def _weighing(reading: Reading) -> Weighing:
    return _weights()[key(reading.language, missing(reading))]


def key(language: str, absent: Sequence[str]) -> str:
    """Name the weights for a language where some of the `qa.refusals.signs.OPTIONAL` readers do not read."""
    return " without ".join([language, *absent])


@cache
def _weights() -> dict[str, Weighing]:
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {
        key: Weighing(
            tuple(Weights(each["bias"], tuple(each["weights"].get(name, 0.0) for name in NAMES)) for each in (one["about"], one["says"])),
            one["enough"],
        )
        for key, one in read.items()
    }


def _silence(reading: Reading, likeness: Likeness) -> Draft:
    """Say that the texts do not answer, what they say nothing about, what the nearest provisions are about, and where they leave it."""
    language = reading.language
    absent = lacking(reading, likeness) if reading.ranked else None
    reason = say("refuse-absent", language, thing=absent) if absent else say("refuse", language)
    near = _near(reading, likeness)
    tail = say("about", language, places=join(_named(near, reading.library), language)) if near else ""
    left = list(dict.fromkeys(title for one in near for title in _left_to(one, reading.library)))
    if left and tail:
        tail += say("left-to", language, titles=join(left[:3], language))
    return Draft(reason + tail, (), refused=True, reason=reason.strip())


def _near(reading: Reading, likeness: Likeness) -> list[Evidence]:
    """Return the provisions, two at most, that have something to do with the question: 明天下雨吗 is near nothing here."""
    own, leading = reading.understanding.spelt, reading.leading[:LOOKED_AT]
    texts = [under_headings(one) for one in leading]
    met = likeness.met(subject(own).strip() or own, texts) if leading else ()
    shared = [reading.relevance.coverage(own, text) for text in texts]
    return [one for one, of_meaning, of_words in zip(leading, met, shared, strict=True) if _is_near(one, of_meaning, of_words, reading)][:2]


def _is_near(one: Evidence, met: float, shared: float, reading: Reading) -> bool:
    if one.citation.document in reading.understanding.documents or reading.understanding.follow_up:
        return met >= NEAR_NAMED or shared >= SHARED
    if reading.library.entry(one.citation).kind == "speech":
        return met >= NEAR_SPEECH
    return met >= NEAR or shared >= SHARED


def _named(near: Sequence[Evidence], library: Library) -> list[str]:
    """Name provisions with what they are about, their document once: 《某办法》第三条（…）、第五条（…）."""
    names, before = [], ""
    for one in near:
        name, title = library.name(one.citation.provision), f"《{one.citation.document}》"
        names.append((name.removeprefix(title) if title == before else name) + f"（{_about(one)}）")
        before = title
    return names


def _about(one: Evidence) -> str:
    """Return what a provision is about: its heading, or its first words, as many whole parts of the sentence as are short."""
    if one.provision.heading:
        return one.provision.heading
    parts = re.findall(r"[^，。；：\n]+[，。；：\n]?", one.provision.text)
    first = ""
    while parts and (len(first) < SHORTEST_ABOUT or len(first + parts[0]) <= LONGEST_ABOUT):
        first += parts.pop(0)
    first = first.rstrip("，。；：\n")
    shown = first[:LONGEST_ABOUT]
    shown = shown if shown.count("《") == shown.count("》") else shown[: shown.rindex("《")]
    return shown + ("…" if len(first) > len(shown) or parts else "")


def _left_to(one: Evidence, library: Library) -> Iterator[str]:
    """Yield the laws that a provision leaves a matter to: 依照《中华人民共和国测绘法》…, 从其规定."""
    for sentence in re.findall(r"[^。\n]+", one.provision.text):
        if LEFT.search(sentence):
            for title in re.findall(r"《[^《》]+》", sentence):
                if title[1:-1] == one.citation.document:
                    continue
                yield title + ("" if library.matching(title[1:-1]) else "（现有文件中没有）")
