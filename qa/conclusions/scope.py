"""What a text applies to: the clause that says so, and whether it applies to whom or what the question is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from law.model import Citation
from qa.conclusions.decide import beyond
from qa.draft import Draft, Reading, quote_paragraph
from qa.model import Quote, Verdict
from qa.question.kinds import ASKS_BESIDES, asked, asks_yes_no
from qa.select import Candidate, core
from qa.wording.clauses import clauses_of
from qa.wording.marks import divide, unreserved
from qa.wording.places import places, province_of
from qa.wording.relevance import grams, subject
from qa.wording.titles import without_titles
from qa.words import say
from qa.yes_no.verdict import SELF_NEED

APPLIES = re.compile(r"适用本|适用于|参照本|参照适用|不适用|适用有关|另有规定的，从其规定")
DEFINES = re.compile(r"所称[^，。]{2,20}，?是?指|是指")
DECIDES_TOO = 0.5
"""Probability with which a definition is read as an answer to whether a text applies, for it to be quoted."""
BY_ANALOGY = re.compile(r"参照")
EXCEPTED = re.compile(r"不适用|除外")
BUT = re.compile(r"除(?!外)(?P<what>[^，；。]{1,60}?)(?:以|之)?外")
"""除军用犬外."""
RULES = re.compile(r"^但?是?(?:不?适用(?:于)?)?(?:本|上述|前款)?(?:办法|条例|规定|法|细则)?(?:的?规定)?(?:不适用|除外)?$")
"""不适用本条例 alone: what it is said of stands before it."""
DENIES = re.compile(r"不(?:再|会|能|该|应当?|必|需要?)?(?:适用|遵守|用|受|归|按|照|管|包括|算)|除外|豁免")
CHOICE = re.compile(r"([一-鿿]{1,2})不\1|是不是")
INSIDE = re.compile(
    r"内部|自己(?:的)?(?:员工|人|职工|学生|学校|公司|单位)|本单位|本公司|本行业|本系统|系统内|[单位公司厂校院行]里|员工|职工|自家|年会|团建|不对外|不面向社会|\bown\b|\binternal|\bin-house\b|\bmembers\b|\bstaff\b|\bemployees\b",
    re.IGNORECASE,
)
NOBODY_ELSE = re.compile(
    r"(?:外人|外面的?人|外单位)[^，。；？?]{0,6}[不没]|[不没](?:对外|面向社会|(?:让|许|收|请)?外[人面来])|关起?门|(?:仅|只|光|就)[^，。；？?]{0,4}(?:本|自己|自家|内部)[^，。；？?]{0,6}(?:员工|职工|成员|会员|学生|人)"
    r"|\bno outsiders\b|\b(?:only|just|purely) (?:for )?(?:our|its|their|the)? ?own\b",
    re.IGNORECASE,
)
"""每年给自己员工办个乒乓球赛，外人不参加: whatever duty is asked about, what the text says of such things comes first."""
WITHIN_UNIT = re.compile(r"本单位|本行业|系统内|内部")
"""举办本单位、本行业系统内的体育赛事，可以参照: what 公司给员工办 is."""
HERE = re.compile(r"在本(?P<place>[省市县区])?行政区域内|在(?P<named>[一-鿿]{2,8}(?:省|市|自治区))(?:行政区域)?内")
REGION = re.compile(r"^(?P<name>[一-鿿]{2,3})(?:省|市|自治区|壮族|回族|维吾尔)")
ABROAD = re.compile(
    r"(?:在|到|去|于|往)(?:外省|省外|外地|国外|境外|外市|市外)|(?:外省|省外|外地|国外|境外|外市|市外)(?=举?办|开|搞|做|经营|生产|设|建|养)"
)
"""在外省, 外省办的; not 国外品牌 nor 外地人."""
NOT_THERE = re.compile(r"[省市]?[东西南北中一二三四五]{0,2}(?:路|街|大道|巷|人(?!民)|户口|籍|牌|品牌|公司|企业|产)")
"""河南南路, 苏州人: a name with a place in it, not where something happens."""
COMES = re.compile(r"(?<!注册)(?<!登记)(?<!设立)(?<!总部)(?:来|到|在|进)(?:了)?(?P<place>[一-鿿]{2,3})")
"""来浙江接活; a company is registered in one place, 注册在宁波, and works in another."""


ASKS_SCOPE = re.compile(
    r"(?:遵守|适用|照着?|按照?|依照?|归|受|执行|套用).{0,18}(?:办法|条例|规定|规章|本法|法规)"
    r"(?!(?:上|里|中)?[也还都]?(?:允许|准许|可以|能|合[规法]|违[规法]|行(?:得通)?[吗么不]|给|支持|鼓励)(?!不))[^，。；]{0,4}(?:吗|么|管|约束|来|办|执行|不)"
    r"|(?:要不要|用不用|需不需要|必须).{0,4}(?:遵守|适用|照|执行).{0,18}(?:办法|条例|规定)"
    r"|(?:办法|条例|规定).{0,24}(?:管(?:吗|么|不管|[得的]着|不着)|管[得的]到|适用吗|约束吗)|\bappl(?:y|ies) to\b|\b(?:bind|bound by|cover|covered by|subject to|follow|comply with|abide by)\b.{0,30}\b(?:regulation|measures?|rules?|orders?)\b",
    re.IGNORECASE,
)
"""要不要遵守体育赛事管理办法; 归这个办法管吗. 按办法允许吗 asks what it says."""


LEFT = re.compile(r"另有规定|不适用")
"""国家对国际性、全国性体育赛事另有规定的，从其规定: what leaves the very case asked about to other rules."""
LEVELS = (
    (re.compile(r"国际|世界|全球|奥运|亚运|\b(?:international|world|global)", re.IGNORECASE), re.compile("国际|涉外")),
    (re.compile(r"全国|国家级|\bnation(?:al|wide)", re.IGNORECASE), re.compile("全国")),
)
"""How people name the level of a thing, and how a text does."""
BEYOND = 0.15
"""Share of what the question says beyond the rule, where it happens aside, from which on a sentence is taken to be about the very case."""
RHETORICAL = re.compile(r"(?:也|非|还|就|都)(?:非)?(?:得|要|必须|需)[^，。]*[？?]$")
"""自己人打球，也非得照省里那套办法来？"""
LAST_ASKS = re.compile(r"[.!?;,] (?:is|are|do|does|must|should|can|will|would|am) [^?!]*\?$", re.IGNORECASE)
"""An in-house cup. Are we obliged to follow the order?"""
TREATS = re.compile(
    r"对待|适用|参照|遵守|执行|约束|照|按|管|[怎咋啥什][么个样]*(?:个)?(?:算|说|讲|规定|要求)|\bapply|\bfollow|\bcomply|\bbound\b",
    re.IGNORECASE,
)


def asks_scope(reading: Reading) -> bool:
    """Say whether a yes/no question is whether a text applies to somebody or something."""
    own = reading.understanding.own
    return _asks_whether(own) and bool(ASKS_SCOPE.search(own))


def _asks_whether(own: str) -> bool:
    return asks_yes_no(own) or bool(LAST_ASKS.search(own)) or (bool(RHETORICAL.search(own)) and not ASKS_BESIDES.search(own))


def within_unit(reading: Reading) -> bool:
    """Say whether a question is what a text means for what somebody does among its own people: one that it names, or whether a duty of it holds."""
    own = reading.understanding.own
    named = reading.understanding.documents and INSIDE.search(own) and TREATS.search(own)
    owed = NOBODY_ELSE.search(own) and reading.ranked and asks_yes_no(own) and asked(own) == "need"
    return bool(named or owed) and _analogous(reading) is not None


def conclude_scope(reading: Reading) -> Draft | None:
    """Return what the text applies to, or None where no sentence says so."""
    chosen = _fitting(reading)
    own = reading.understanding.own
    if (INSIDE.search(own) or NOBODY_ELSE.search(own)) and (inner := _analogous(reading)):
        place, words = inner
        quotes: tuple[Quote, ...] = (Quote(place, words),)
    elif chosen:
        place, words = chosen.clause.citation, chosen.clause.text
        quotes = (quote_paragraph(chosen.evidence, chosen.clause.paragraph), *_meant(reading, place.document))
    else:
        title = next(iter(reading.understanding.documents), reading.best.evidence.citation.document)
        stated = [(c, q) for c, q in _stated(reading, title) if APPLIES.search(q)]
        if not stated:
            return None
        (place, words), *_ = sorted(stated, key=lambda pair: -reading.relevance.coverage(reading.question, pair[1]))
        quotes = (Quote(place, words),)
    said = core(words, reading.wording, reading.relevance, APPLIES)
    says = applies(reading.understanding.own, words, place.document, *reading.understanding.documents)
    return Draft(say("law-says", reading.language) + said, quotes, says)


def _meant(reading: Reading, title: str) -> Iterator[Quote]:
    """Yield the definition that is read as answering as well: whether 打王者荣耀的比赛 is governed hangs on what 体育赛事 means."""
    for one in reading.ranked:
        if one.evidence.citation.document == title and DEFINES.search(one.clause.text) and one.answers(DECIDES_TOO):
            yield quote_paragraph(one.evidence, one.clause.paragraph)


def _analogous(reading: Reading) -> tuple[Citation, str] | None:
    """Return the sentence that says what applies to what somebody does within its own unit; None where no text says so."""
    for title in reading.titles(3):
        for place, words in _stated(reading, title):
            if APPLIES.search(words) and WITHIN_UNIT.search(words):
                return place, words
    return None


def _fitting(reading: Reading) -> Candidate | None:
    fitting = [c for c in reading.ranked if APPLIES.search(c.clause.text) and c.score >= 0.75 * reading.best.score]
    if not fitting:
        return None
    own = without_titles(reading.understanding.own, reading.understanding.documents)
    case = _without_places(ASKS_SCOPE.sub(" ", own))
    if own_rules := _of_level(reading, own, fitting[0]):
        return own_rules
    rules = [c for c in fitting if not LEFT.search(c.clause.text)][:1]
    left = [c for c in fitting if rules and c not in rules and beyond(reading, case, rules[0].clause.text, c.clause.text) >= BEYOND]
    if left and LEFT.search(left[0].clause.text):
        return left[0]
    placed = [c for c in fitting if HERE.search(c.clause.text) and _elsewhere(own, c.clause.citation.document)]
    if placed:
        return placed[0]
    near = [c for c in fitting if c.evidence.citation == fitting[0].evidence.citation]
    return max(near, key=lambda c: reading.relevance.coverage(own, c.clause.text) + c.score / 2)


def _of_level(reading: Reading, own: str, rule: Candidate) -> Candidate | None:
    """Return the sentence that leaves what is of the level asked about to other rules: 世界级的大赛 and 国际性、全国性体育赛事另有规定的."""
    named = [words for asked, words in LEVELS if asked.search(own)]
    here = (one for one in reading.ranked if one.evidence.citation == rule.evidence.citation and LEFT.search(one.clause.text))
    return next((one for one in here if any(words.search(one.clause.text) for words in named)), None)


def left_to_others(reading: Reading, draft: Draft) -> Quote | None:
    """Return the sentence of the quoted text that leaves the very class asked about to other rules, where a draft speaks without it.

    国家对国际性、全国性体育赛事另有规定的，从其规定: whether 国际赛事 needs an approval the text alone does not say.
    """
    own, said = reading.understanding.own, draft.quotes[0]
    if not (SELF_NEED.search(own) or (TREATS_WITH.search(own) and reading.understanding.documents)):
        return None
    title = said.citation.document
    for place, words in _stated(reading, title):
        for left in OF_A_CLASS.finditer(words):
            if SELF_NEED.search(left["classes"]):  # 对成果发布的审核、批准另有规定的: how it is approved, no class of things
                continue
            if words not in draft.conclusion and any(_names(own, one, title + draft.ground) for one in AND.split(left["classes"])):
                return Quote(place, words)
    return None


OF_A_CLASS = re.compile(r"对(?P<classes>[^，。；]{2,60}?)(?:等)?(?:的管理)?另有规定的?，?(?:从其规定|适用其规定|依照|按照|除外)")
"""国家对国际性、全国性体育赛事另有规定的，从其规定."""
AND = re.compile("、|和|以及|或者?|及")
ANY_CLASS = re.compile("有关|其他|特殊|特定|相关|事项|活动|管理")
"""有关特殊体育赛事: a class that no word tells apart."""
TREATS_WITH = re.compile(
    r"(?:只|光|单)[^，。？?]{0,8}(?:按|照|依|看|用|凭|管)|够|(?:按|照|依|适用|归|受)[^，。？?]{0,16}(?:办法|条例|规定)|\b(?:alone|only|enough|rely|appl(?:y|ies)|govern\w*|cover\w*)\b",
    re.IGNORECASE,
)
"""只看省里的办法就够了吗: whether the text is all that counts."""


def _names(own: str, one: str, known: str) -> bool:
    """Say whether a question names a class by what tells it apart: 国际 of 国际性体育赛事, of which 体育赛事 are what the text rules."""
    apart = ANY_CLASS.sub(" ", one)
    for size in range(len(apart), 1, -1):
        for at in range(len(apart) - size + 1):
            if apart[at : at + size] in known and not apart[at : at + size].isspace():
                apart = apart.replace(apart[at : at + size], " " * size)
    words = [word for word in re.sub("[性类级]", " ", apart).split() if len(word) > 1]
    return bool(words) and all(word in own or any(asked.search(own) and level.search(word) for asked, level in LEVELS) for word in words)


def applies(own: str, words: str, *titles: str) -> Verdict | None:
    """Say whether a sentence applies to what a question is about: by the rule or by what it excepts, whichever names that; None where neither does.

    The first of the titles is that of the text; the others are meant by the question as well.
    """
    if not _asks_whether(own):
        return None
    plain = unreserved(words)
    if "另有规定" in plain and "适用本" not in plain:
        return "conditional"
    denied = bool(DENIES.search(CHOICE.sub("", divide(own)[1])))
    if BY_ANALOGY.search(plain) or (HERE.search(plain) and _elsewhere(own, titles[0])):
        return "yes" if denied else "no"
    rule, excepted = _parted(plain)
    about = _without_places(without_titles(own, titles), rf"(?:{NOT_THERE.pattern})?")
    things = {gram for gram in grams(subject(OF_THE_TEXT.sub(" ", about))) if len(gram) > 1}
    held, barred = (sum(gram in part for gram in things) for part in (rule, excepted))
    if held == barred or (held > barred and held < NAMED * len(things)):
        return None
    return "yes" if (held > barred) != denied else "no"


OF_THE_TEXT = re.compile(
    r"不?适用(?:于|本)?|遵守|参照|执行|本?(?:办法|条例|规定|细则|规章|法规)|本法|行政区域|管理|经营|举办|从事|活动|设[置立]"
)
"""What a question of scope and a clause of scope share whatever they are about."""
NAMED = 0.5
"""Share of what a question is about that a rule has to name to apply to it: 单位养猫 is not what 单位养犬 rules."""


def _parted(words: str) -> tuple[str, str]:
    """Part a sentence into the rule and what it excepts.

    >>> _parted("养犬适用本条例，军用犬除外。")
    ('养犬适用本条例', '军用犬除外')
    """
    excepted = [found["what"] for found in BUT.finditer(words)]
    rule: list[str] = []
    for part in re.findall(r"[^，；。]+", BUT.sub("", words)):
        if not EXCEPTED.search(part):
            rule.append(part)
        elif RULES.match(part) and rule:
            excepted.append(rule.pop())
        else:
            excepted.append(part)
    return "，".join(rule), "，".join(excepted)


def _elsewhere(question: str, title: str) -> bool:
    """Say whether the question is about what happens outside the region of the text: 苏州办的比赛, but not 外省公司来浙江办."""
    region = REGION.match(title)
    if region is None:
        return False
    home = {region["name"], *(place for place in places(question) if province_of(place) == region["name"])}
    if any(match["place"].startswith((*home, "本省", "我省", "省内", "我们", "咱")) for match in COMES.finditer(question)):
        return False
    if ABROAD.search(question):
        return True
    there = [place for place in places(_without_places(question, NOT_THERE.pattern)) if place not in home]
    if home & set(places(question)):
        # 注册在安徽的公司接了湖州的活 happens here; 杭州的公司去苏州办 there.
        return any(re.search(rf"(?<!注册)(?<!登记)(?:在|到|去|于|往){place}", question) for place in there)
    return bool(there)


def _without_places(text: str, behind: str = "") -> str:
    """Return a text without the places that it names, or without those of them that stand before some words."""
    return re.sub(rf"(?:{'|'.join(map(re.escape, places(text))) or '$'}){behind}", " ", text)


def _stated(reading: Reading, title: str) -> Iterator[tuple[Citation, str]]:
    """Yield the sentences of a document with their addresses."""
    document = reading.document(title)
    for clause in clauses_of(document, document.provisions):
        yield clause.citation, clause.text
