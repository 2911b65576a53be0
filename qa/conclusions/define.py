"""What words mean: the sentence that defines a term, or gives a short name for it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from law.definitions import Definition
from law.matching import in_order
from qa.conclusions.decide import denied, holding
from qa.draft import Draft, Reading, quote_clause, unique
from qa.model import OPPOSITE, Quote, Understanding, Verdict
from qa.question.glossary import Glossary
from qa.question.meant import KINDS_OF_DOCUMENTS
from qa.select import ANSWERS, core
from qa.wording.relevance import subject, substance
from qa.words import say
from qa.yes_no.verdict import verdict

TERM = re.compile(
    r"(?:什么是|啥是|什么叫做?|啥叫|何谓|何为|所称的?)[“”\"‘’']?(?P<after>[^“”\"，。？?]{2,24})"
    r"|^[“\"]?(?P<which>[^“”\"，。？?]{2,24}?)[”\"]?(?:具体|到底|究竟|都)?(?:是指|指的?是|指|是|包括|包含)(?:的)?(?:哪|什么|啥|谁)"
    r"|[（(](?P<bracket>[一-鿿]{2,12})[）)]"
    r"|[“\"](?P<quoted>[^“”\"]{2,20})[”\"]"
    r"|^[“\"]?(?P<before>[^“”\"，。？?]{2,30}?)[”\"]?(?:的?(?:定义|含义|概念)|(?:是|指的?是|是指|指|叫|统称|简称)(?:的)?(?:什么|啥|干嘛|干什么|做什么)|(?:是)?(?:什么|啥)意思|怎么(?:界定|理解|定义)|如何(?:界定|定义))"
)
"""什么是地理国情监测; 承办人是什么意思."""
ENGLISH_TERM = re.compile(
    r"(?P<count>\b(?:two|three|four|five|six|seven|eight|nine|ten) )?(?:[“\"](?P<term>[A-Za-z][^“”\"]{2,40})[”\"]"
    r"|(?<![A-Za-z])[‘'](?P<single>[A-Za-z][^‘’'“”\"]{2,40})[’'](?![A-Za-z]))",
    re.IGNORECASE,
)
"""What is meant by "four economies"."""
IN_ENGLISH = 0.45
"""Likeness of an English term and a Chinese one that mean the same, as a transformer reads them: 0.48 to 0.57; others stay below 0.25."""
QUOTING_TITLE = re.compile(rf"[“\"][^“”\"]{{2,20}}[”\"](?P<rest>[一-鿿]{{0,8}}?(?:{KINDS_OF_DOCUMENTS}))")
"""服务业“四大经济”行动方案."""
SURE, SHORTEST = 0.9, 3
"""A clause that defines is the answer where it is read as such with this probability; characters of a term that a question names by holding it."""
MEANS = re.compile(r"是指|指的是|所称|所指的")
ABBREVIATION = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z0-9]{1,6}(?![A-Za-z])")
"""IDM, EDA, O2O."""


def terms_of(question: str) -> tuple[str, ...]:
    """Return every reading of the term that a question asks to define, the likeliest first."""
    found = [next((g for g in match.groups() if g), "") for match in TERM.finditer(question)]
    found += re.findall(r"[（(]([一-鿿]{2,12})[）)]|[“\"‘']([一-鿿]{2,20})[”\"’']", question) and [
        next(filter(None, pair)) for pair in re.findall(r"[（(]([一-鿿]{2,12})[）)]|[“\"‘']([一-鿿]{2,20})[”\"’']", question)
    ]
    return tuple(dict.fromkeys(_trimmed(term) for term in found if term))


def _trimmed(term: str) -> str:
    term = re.split(r"(?:里|中|上|内|办法|规划|方案|意见|条例)(?:面)?(?:的|所称的?|所说的?|说的?|讲的?|提到的?)", term)[-1]
    return re.sub(r"[“”\"\s]|^(?:的|那个|这个)|(?:的|具体|到底|究竟)$", "", term)


def term_of(question: str) -> str:
    """Return the term that a question asks to define; ``""`` where it names none in Chinese.

    >>> term_of("什么是地理国情？")
    '地理国情'
    """
    return next(iter(terms_of(question)), "")


ASKS_MEANING = re.compile(r"包括|包含|指|称|叫|算|意思|含义|定义|概念|理解|界定|解释|东西|内容|办法|条例|方案|规划|人$|人(?=[吗呢？?])")
"""What is said beside a term by one who asks no more than what it means."""


def asks_beside_term(question: str) -> bool:
    """Say whether a question names a term and asks something else of it: “游船”由哪个部门监督."""
    terms = terms_of(question)
    rest = question
    for term in terms:
        rest = rest.replace(term, " ")
    return bool(terms) and substance(ASKS_MEANING.sub(" ", rest)) > 1


def conclude_definition(reading: Reading) -> Draft | None:
    """Return the definition of the term that the question asks about, or None where the texts define no such term."""
    understanding = reading.understanding
    # 服务业“四大经济”行动方案由谁督查 asks for no definition of what the title holds
    own = understanding.own if understanding.kind == "definition" else _without_quoting_titles(understanding)
    terms = terms_of(own)
    term = next(iter(terms), "")
    known = list(_definitions(reading))
    for one in terms:
        exact = [definition for definition in known if _plain(definition.term) == _plain(one)]
        ending = [definition for definition in known if len(definition.term) >= 3 and one.endswith(_plain(definition.term))]
        for definition in (exact or sorted(ending, key=lambda found: -len(found.term)))[:1]:
            return _defined(reading, definition)
    if meant := _in_english(reading, known):
        return _defined(reading, meant)
    if reading.understanding.kind != "definition":
        return None
    if draft := _spelt_out(reading, term):
        return draft
    if named := _named_in_full(understanding, known):
        return _defined(reading, named)
    if reading.best.answers(SURE) and MEANS.search(reading.best.clause.text):
        return _defining(reading)
    if fitting := _nearest(reading, known, term):
        return _defined(reading, fitting)
    return _defining(reading)


def _without_quoting_titles(understanding: Understanding) -> str:
    """Return the question without the names of documents that hold words in quotation marks."""

    def dropped(name: re.Match[str]) -> str:
        return " " if any(name["rest"] in title for title in understanding.documents) else name.group()

    return QUOTING_TITLE.sub(dropped, understanding.own)


ASKS_MEMBER = re.compile(
    r"算不算(?!超期|逾期|违|犯|合[规法]|迟|晚|过期)|[能也还就]?算(?:是|作|得上|得了)?(?=[^，。]{1,18}(?:吗|么|不|[？?]))|属不属于|(?:是否|是不是)(?:属于|包括)|属于(?=[^，。]{1,18}(?:吗|么))|\bcount as\b",
    re.IGNORECASE,
)
"""密室竞速能算省里说的体育赛事吗."""
HELD = 0.3
"""Share of what is asked about that a definition meets, word by word in meaning, where it belongs to the thing defined: 马路 and 交通."""

ENDING, MOST_OF_IT = 5, 2 / 3
"""Characters, and share of a term, of an end of it that still names it."""
OFFICE = re.compile(r"(?:主管)?(?:部门|机关|单位|[局厅委办部]|委员会|办公室)$")
LISTED = re.compile(r"((?:[一-鿿“”（）]{2,12}[、和])+[一-鿿“”]{2,12}?)(?P<open>等[一-鿿]{0,6})?[（(]?以下(?:统|合)称")
"""平台经济、分享经济、体验经济、创意经济（以下统称“四大经济”）: all that the term means."""


def conclude_member(reading: Reading) -> Draft | None:
    """Answer whether something is what a term means, from the definition of the term; None where the texts define none that is asked about."""
    own = reading.understanding.spelt
    asked = ASKS_MEMBER.search(own)
    definition = _of_member(reading) if asked else None
    if asked is None or definition is None:
        return None
    rest = own.replace(_spoken(definition.term, own), " ")
    holds = reading.likeness.met(ASKS_MEMBER.sub(" ", rest), [definition.quote])[0]
    says: Verdict = "yes" if holds >= HELD else "conditional"
    if says == "yes" and (judged := reading.judged(definition.quote)):
        says = verdict(own, definition.quote, judged) or "conditional"
        says = "yes" if says == "no" and judged.no < DENIED else says
    if listed := LISTED.search(definition.quote):
        named = any(item in own for item in re.split("[、和]", listed[1])) or _shortened(own[: asked.start()], listed[1])
        says = "yes" if named else "conditional" if listed["open"] else "no"
    if holding(own[: asked.start()], definition.quote) is False:
        says = "no"
    if denied(own, asked):
        says = OPPOSITE[says]
    return replace(_defined(reading, definition), verdict=says)


def _shortened(thing: str, listed: str) -> bool:
    """Say whether one of the things listed is what a name is short for: 人防办 and 人民防空, 发改委 and 发展和改革."""
    name = OFFICE.sub("", "".join(re.findall("[一-鿿]", subject(thing))))
    return len(name) > 1 and any(one.startswith(name[0]) and in_order(name, one) for one in listed.split("、"))


DENIED = 0.8
"""Probability from which on a definition that has the words of a question is read as denying that it is one."""
AMONG = r"[”\"’」』]?(?:里[头面边]?|之?中|当中|之一)(?:的|不是|就|还|有|包括|个|一个)*[“\"‘「『]?"


def no_member(reading: Reading) -> Draft | None:
    """Put right a question that takes something for one of all that a term lists, 四大经济中的海洋经济; None where it does not."""
    own = reading.understanding.own
    for definition in _definitions(reading):
        listed, term = LISTED.search(definition.quote), _plain(definition.term)
        if listed is None or listed["open"] or term not in own:
            continue
        members = re.split("[、和]", listed[1])
        kind = members[0]
        while not all(member.endswith(kind) for member in members):
            kind = kind[1:]
        taken = re.search(rf"{re.escape(term)}{AMONG}(?P<one>[一-鿿]{{1,3}}?{re.escape(kind)})", own) if len(kind) > 1 else None
        if taken and not any(taken["one"].endswith(member) for member in members):
            reason = say("refuse-modality", reading.language)
            draft = _defined(reading, definition)
            said = draft.conclusion.removeprefix(say("law-says", reading.language))
            return replace(draft, conclusion=reason + said, verdict="no", reason=reason.strip())
    return None


def counts_as(reading: Reading) -> bool:
    """Say whether a question is whether something is what a term means that the texts define."""
    return bool(ASKS_MEMBER.search(reading.understanding.own)) and _of_member(reading) is not None


def _of_member(reading: Reading) -> Definition | None:
    """Return the definition of the term behind 算不算, the longest one that the question names."""
    own = reading.understanding.spelt
    asked = ASKS_MEMBER.search(own)
    fitting = [one for one in _definitions(reading) if _spoken(one.term, own[asked.end() :] if asked else "")]
    return max(fitting, key=lambda one: len(_spoken(one.term, own)), default=None)


def _spoken(term: str, text: str) -> str:
    """Return what stands in a text for a term: the term, most of it from some character on, or the end of it between quotation marks; ``""`` where nothing does.

    国情监测有关部门 for 地理国情监测有关部门.
    """
    plain = _plain(term)
    if len(plain) >= 2 and plain in text:
        return plain
    most = max(ENDING, math.ceil(len(plain) * MOST_OF_IT))
    if ending := next((plain[start:] for start in range(1, len(plain) - most + 1) if plain[start:] in text), ""):
        return ending
    return next((f"“{words}”" for words in re.findall(r"“([^“”]{2,12})”", text) if plain.endswith(words)), "")


def defines(reading: Reading) -> bool:
    """Say whether the texts define the very term that the question asks about, or spell out its abbreviation."""
    if reading.understanding.kind != "definition":
        return False
    known = {_plain(definition.term) for definition in _definitions(reading)}
    terms = terms_of(reading.understanding.own)
    if any(_plain(term) in known for term in terms):
        return True
    names = ABBREVIATION.findall(reading.understanding.own)
    texts = [candidate.clause.text for candidate in reading.ranked]
    return any(f"（{name}）" in text for name in names for text in texts) or any(
        shortens(term, text) for term in terms if len(term) > 1 for text in texts
    )


def shortens(name: str, text: str) -> bool:
    """Say whether a text gives a name in brackets behind the words that it is short for: each of its letters stands there, in order.

    >>> shortens("核高基", "应用核心电子器件、高端通用芯片及基础软件产品（核高基）"), shortens("试行", "依照《某办法（试行）》")
    (True, False)
    """
    before, found, _ = text.partition(f"（{name}）")
    return bool(found) and in_order(name, re.split("[。；]", before)[-1])


def _plain(term: str) -> str:
    return re.sub(r"[“”\"《》]|^(?:本办法|本条例)?(?:所称)?的?", "", term)


def _definitions(reading: Reading) -> Iterator[Definition]:
    """Yield the definitions of the documents meant, or of those that the evidence comes from, the best one first."""
    for title in reading.titles(8)[:4]:
        yield from reading.definitions(title)


def _defined(reading: Reading, definition: Definition) -> Draft:
    sentence, *items = definition.quote.split("\n")
    said = core(sentence, definition.term, reading.relevance, ANSWERS["definition"], limit=140)
    if items and sentence.endswith(("：", ":")):  # 本条例所称停车场包括：（一）…; （二）专用停车场，是指…
        marks = [reading.relevance.coverage(reading.wording, words) for words in (sentence, *items)]
        own = items[marks.index(max(marks)) - 1] if max(marks) > marks[0] else None
        said = sentence + core(own, definition.term, reading.relevance, limit=140) if own else _counted(said, len(items), reading)
    return Draft(say("law-says", reading.language) + said, (_quote(reading, definition),))


def _counted(said: str, items: int, reading: Reading) -> str:
    return f"{said.removesuffix('。')}{say('list', reading.language, n=items)}。"


def _quote(reading: Reading, definition: Definition) -> Quote:
    words = reading.library.text(definition.citation) or ""
    return Quote(definition.citation, definition.quote if definition.quote in words else words)


def _spelt_out(reading: Reading, term: str) -> Draft | None:
    """Answer for what stands in brackets behind its full name, or is defined in passing: 移动位置服务（LBS）."""
    names = [term] if len(term) >= 2 else []
    names += ABBREVIATION.findall(reading.understanding.own)
    for name in names:
        means = re.compile(
            rf"[（(]{re.escape(name)}[）)]|{re.escape(name)}[）)”]?[^，。：]{{0,6}}[，：]?\s*(?:是指|指(?!导|标|定)|包括)|形成[“]?{re.escape(name)}"
            rf"|(?:简称|统称|以下称)[“”]?{re.escape(name)}"
        )
        for candidate in reading.ranked:
            if means.search(candidate.clause.text):
                said = core(candidate.clause.text, name, reading.relevance, means)
                return Draft(say("law-says", reading.language) + said, unique(quote_clause(candidate.evidence, candidate.clause)))
    return None


def _named_in_full(understanding: Understanding, known: list[Definition]) -> Definition | None:
    """Return the definition of the longest term that a question holds letter by letter: 地理国情四个字 are not 地理国情监测."""
    held = [one for one in known if len(_plain(one.term)) >= SHORTEST and _plain(one.term) in understanding.spelt]
    return max(held, key=lambda one: len(_plain(one.term)), default=None)


def _nearest(reading: Reading, known: list[Definition], term: str) -> Definition | None:
    """Return the definition whose term is likest to what is asked; for an English question by meaning."""
    if not known:
        return None
    asked = " ".join((term or subject(reading.understanding.own), *reading.understanding.wordings))
    alike = reading.likeness(asked, [definition.term for definition in known])
    covers = [reading.relevance.coverage(asked, definition.term) for definition in known]
    extra = [len(definition.term) / 40 for definition in known]
    marks = [float(a) + c - e for a, c, e in zip(alike, covers, extra, strict=True)]
    best = max(range(len(known)), key=marks.__getitem__)
    return known[best] if marks[best] >= 0.6 else None


def _in_english(reading: Reading, known: list[Definition]) -> Definition | None:
    """Return the definition of the term that an English question puts in quotation marks: the very term, or one that means the same: four "economies", 四大经济."""
    quoted = ENGLISH_TERM.search(reading.understanding.own) if reading.language == "en" and known else None
    if quoted is None or reading.understanding.kind not in ("definition", "list", "other"):
        return None
    term = f"{quoted['count'] or ''}{quoted['term'] or quoted['single']}"
    spelt = Glossary.shipped().chinese(term).replace(" ", "")
    if exact := next((one for one in known if _plain(one.term) == spelt), None):
        return exact
    alike = reading.likeness.in_context(term, [definition.term for definition in known])
    best = max(range(len(known)), key=alike.__getitem__) if alike else 0
    return known[best] if alike and alike[best] >= IN_ENGLISH else None


def _defining(reading: Reading) -> Draft | None:
    """Answer with the best clause that defines, where the question does not name the term."""
    for candidate in reading.ranked[:8]:
        if ANSWERS["definition"].search(candidate.clause.text) and candidate.score >= 0.75 * reading.best.score:
            said = core(candidate.clause.text, reading.wording, reading.relevance, ANSWERS["definition"])
            return Draft(say("law-says", reading.language) + said, unique(quote_clause(candidate.evidence, candidate.clause)))
    return None
