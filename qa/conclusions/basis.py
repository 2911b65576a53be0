"""On which law or document a text rests, which one it carries out, and to which one a clause leaves a matter."""

from __future__ import annotations

import re

from qa.draft import Draft, Reading, paragraph_place, quote_clause
from qa.model import Quote
from qa.select import core
from qa.wording.clauses import clauses_of
from qa.wording.relevance import substance
from qa.wording.titles import without_titles
from qa.words import join, say

LAW = r"法律(?!责任|后果|义务|效力|关系)|法规|法(?![院定官人庭医师律规])"
RULE = rf"(?:{LAW}|条例|规章|规定|办法)"
ASKS_BASIS = re.compile(
    rf"(?:根据|依据|按照|依照|按|遵照|贯彻|落实|参照)(?:的是|了)?(?:什么|哪(?:一?[部个份条]|些)?|啥|谁)(?=的?(?:{RULE}|文件|通知|意见|规划|政策|制定|立法|来的|执行)|[？?。]?$)"
    rf"|(?:根据|依据|依照|遵照|贯彻|落实)[^，。？?]{{0,16}}(?:什么|哪(?:一?[部个份]|些)?)文件"
    r"|(?:制定|立法|上位|法律|法规|政策)(?:的)?依据|依据(?:是|的是)?(?:什么|哪些?)(?=[？?。]?$)|上位法"
    rf"|哪(?:一?部|个|些){RULE}|(?:什么|哪)(?:{LAW})"
    r"|\bbased on\b|\blegal basis\b|which (?:national |higher )?(?:law|statute|act|document)|under which law|implement(?:s|ing)? which",
    re.IGNORECASE,
)
"""监测地方标准依据哪部法; 根据什么法制定; not 按什么标准, nor 要交哪些文件."""
_TEXT = r"(?:文件|办法|条例|规定|法律|法规|规章|法(?![院定官人庭医师律规子]))"
ASKS_OTHER = re.compile(
    rf"(?:照|按|依|看|翻|查|用|找|转到|指向|推给|交给)[^，。？?]{{0,4}}(?:另|别的?|其[他它])(?:外|一)?(?:[个部份条])?(?:什么|啥|哪[个部份些]?)?{_TEXT}"
    rf"|(?:去|要|得|该|让)[^，。？?]{{0,4}}(?:翻|查|看|找|照|按|依)(?:着|照)?(?:的)?哪一?[个部份]{_TEXT}"
    r"|\b(?:send|refer|point|direct|defer)(?:s|red)?\b[^.?]{0,24}\b(?:other|another|which|what)\b[^.?]{0,12}\b(?:instrument|regulation|law|act|document|measures|text|rules)\b",
    re.IGNORECASE,
)
"""自己没细写，照另一个什么文件办; sends you to some other instrument: a text is asked for to which a clause leaves the matter."""
RESTS = re.compile(
    r"贯彻|落实|根据|依据|依照|按照|上位|立法|为了?执行|\bimplement|\bbased on\b|\bbasis\b|\bunder which\b|\bcarr(?:y|ies) out\b",
    re.IGNORECASE,
)
"""AI规划贯彻的国务院文件."""
ASKS_TEXT = re.compile(r"文件|文号|字号|法律|法规|上位法|哪|什么|啥|通知|大纲|规划|\bdocument\b|\blaw\b|\bwhich\b|\bwhat\b", re.IGNORECASE)
OF_THE_TEXT = re.compile(
    r"贯彻|落实|文号|国务院|国家|中央|上级|发改委|发展改革委|部委|[一-鿿]{1,4}部(?=的|哪|什么|文件)|\bState Council\b|\bnational\b|\bcentral\b",
    re.IGNORECASE,
)
"""Whose text is carried out: 贯彻国务院的哪个文件."""
OTHER_TEXT = re.compile(r"《[^《》]*(?:〈[^〉]*〉[^》]*)?》(?:（[^）]*号）)?|落实[^，。；]{4,24}(?:纲要|规划|意见|决定|政策)")
ENACTED = re.compile(r"(?:根据|依据|为[^。]{0,40}贯彻|落实)[^。]*(?:制定本|特?制定)|落实[^。]*(?:提出如下|现提出)")
ASKS_ENACTED = re.compile(r"制定|立法|上位|出台|为了?贯彻|regulation based|based on|legal basis", re.IGNORECASE)
FEW, SPOKEN = 2, 0.5
"""Characters that a question may hold besides, and the share of more of them that stands in the sentence that says why there is a text."""
NEAR = 0.75
"""A clause that names another text is the answer where it scores at least this share of the best one."""


def rests(reading: Reading) -> bool:
    """Say whether a question is on which text a document that it names rests: its law, or what it carries out."""
    own = without_titles(reading.understanding.own, reading.understanding.documents)
    if not reading.understanding.documents or reading.understanding.kind in ("penalty", "which"):
        return False
    if not (RESTS.search(own) and ASKS_TEXT.search(own)) or not (ASKS_ENACTED.search(own) or OF_THE_TEXT.search(own)):
        return False
    enacted = _enacting(reading)
    return enacted is not None and _speaks_of(enacted[1], own, reading)


def _speaks_of(sentence: str, own: str, reading: Reading) -> bool:
    """Say whether the rest of a question stands in the sentence: 落实哪个关于人才强省的文件 is about another one."""
    rest = ASKS_ENACTED.sub(" ", ASKS_TEXT.sub(" ", RESTS.sub(" ", own)))
    if reading.language == "en" or substance(rest) <= FEW:
        return True
    return reading.relevance.coverage(rest, sentence) >= SPOKEN


def conclude_basis(reading: Reading) -> Draft | None:
    """Return the law or document that the texts rest on or leave a matter to, and whether it is here."""
    own = reading.understanding.own
    if rests(reading) and (enacted := _enacting(reading)):
        return _drafted(reading, enacted[1], (enacted[0],))
    other = bool(ASKS_OTHER.search(own)) and reading.understanding.kind != "penalty"
    if not other and (not ASKS_BASIS.search(own) or reading.understanding.kind in ("penalty", "which", "effect")):
        return None
    bare = without_titles(own, reading.understanding.documents)
    if ASKS_ENACTED.search(own) and (enacted := _enacting(reading)) and _speaks_of(enacted[1], bare, reading):
        return _drafted(reading, enacted[1], (enacted[0],))
    if other and (left := _left_to(reading)):
        return _drafted(reading, left.text, (left,))
    if not ASKS_BASIS.search(own) or reading.understanding.kind == "which":
        return None
    best = next((candidate for candidate in reading.ranked if OTHER_TEXT.search(candidate.clause.text)), None)
    if best is None or best.score < NEAR * reading.best.score:
        left = _left_to(reading)
        return _drafted(reading, left.text, (left,)) if left else None
    return _drafted(reading, best.clause.text, quote_clause(best.evidence, best.clause))


def _left_to(reading: Reading) -> Quote | None:
    """Return the paragraph of a close clause that leaves the matter to another text, in whichever of its sentences: 实现开放共享。具体办法按照《…》执行."""
    close = (one for one in reading.ranked if one.score >= NEAR * reading.best.score)
    best = next((one for one in close if OTHER_TEXT.search(one.clause.paragraph.text)), None)
    return Quote(paragraph_place(best.evidence, best.clause.paragraph), best.clause.paragraph.text) if best else None


def _drafted(reading: Reading, text: str, quotes: tuple[Quote, ...]) -> Draft:
    titles = list(dict.fromkeys(OTHER_TEXT.findall(text)))
    absent = [title for title in titles if title.startswith("《") and not reading.library.matching(title.split("》")[0].strip("《"))]
    note = say("not-here", reading.language, titles=join(absent, reading.language)) if absent else ""
    return Draft(say("law-says", reading.language) + core(text, reading.wording, reading.relevance, OTHER_TEXT) + note, quotes)


def _enacting(reading: Reading) -> tuple[Quote, str] | None:
    """Return the sentence by which a document says why and on what basis it is made."""
    title = next(iter(reading.understanding.documents), reading.best.evidence.citation.document)
    document = reading.document(title)
    enacting = (clause for clause in clauses_of(document, document.all_provisions()) if ENACTED.search(clause.text))
    return next(((Quote(clause.citation, clause.text), clause.text) for clause in enacting), None)
