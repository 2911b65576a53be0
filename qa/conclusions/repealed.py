"""Texts that are not here any more: a document here repealed them."""

from __future__ import annotations

import re

from law.model import Citation, Document, Repeal
from law.naming import name_before, title_key
from qa.draft import Draft, Reading
from qa.model import Quote, Verdict
from qa.question.kinds import asks_yes_no
from qa.question.meant import CARRIED_OUT
from qa.question.numbered import bears, key_of
from qa.wording.relevance import pairs, subject, substance
from qa.words import say

ASKS_REPEAL = re.compile(
    r"废止|作废|废除|废[掉了]|给废|失效|取代|替代|还有效|还管用|管不管用|还能[拿用]|还[算作]数|[算作]不[算作]数|有没有效(?!果)|继续有效|repeal|abolish|supersede|replace|still (?:valid|in force|appl)",
    re.IGNORECASE,
)
ASKS_GONE = re.compile(
    r"(?:废止|作废|废除|废[掉了]|失效|取代|替代)(?!的)[^，。]{0,24}(?:吗|么|没|不|(?<=了)[？?]?$)|是(?:否|不是)[^，。]{0,8}(?:废|失效|作废)|\brepealed\?",
    re.IGNORECASE,
)
"""已经废止了吗: yes; 还有效吗: no."""
OLD = re.compile(
    r"老的?(?![年人师板])|旧的?|原来的?|以前的?|之前的?|原有|原(?=《|[一-鿿]{2,8}?[省市])|早先|当年|\bold\b|\bearlier\b|\bprevious\b",
    re.IGNORECASE,
)
REGION = re.compile(r"^.{2,8}?(?:省|市|自治区)(?:人民政府)?(?:关于)?")
"""浙江省体育竞赛管理办法 is 体育竞赛管理办法 for those who live there."""
REGION_END = re.compile(r"(?:省|市|自治区)(?:人民政府)?(?:关于)?$")
NATIONAL = re.compile("中华人民共和国")
MARKS, QUOTES = re.compile(r"[^\w]"), re.compile(r"[“”\"'‘’「」]")
YEAR = re.compile(r"(?P<century>19|20)?(?P<year>\d{2})年")
"""2007年, 07年."""
VALIDITY = re.compile(
    r"现在|如今|还|再|拿|出来|管用?|有效|能用|用不用?|算数|继续|是否|已经?|哪个|哪年|什么|公布|出台|政策|文件|办法|规定|通知|意见|那个|当年"
)
SURE = 0.93
"""Probability with which a sentence is read as the answer, from which on it is the one that is meant."""
SHORTEST = 4
"""Characters of a title that names a text."""
MEANT = 0.75
"""Share of what a question names that the title of a repealed text holds, where the question says that it is an old one."""


def repealed(reading: Reading) -> tuple[Document, Repeal] | None:
    """Return the text that the question means and that a document here repealed, with that document; None where it means none."""
    own, texts = reading.understanding.own, reading.library.repealed_texts()
    for by, title, number in texts:
        if bears(own, number):
            return _found(reading, by, title)
        if _named(reading.question, title):
            document, repeal = _found(reading, by, title)
            if not _lives_on(reading, title) or _dated(own, document, repeal):
                return document, repeal
    for by, title, _ in texts if ASKS_REPEAL.search(own) else ():
        if _meant(own, title):
            document, repeal = _found(reading, by, title)
            if _dated(own, document, repeal):
                return document, repeal
    return _read(reading) if not reading.understanding.documents and ASKS_REPEAL.search(own) and asks_yes_no(own) else None


def _read(reading: Reading) -> tuple[Document, Repeal] | None:
    """Return the text that the one sentence repeals which is surely read as the answer: Is the 2001 notice on software still in force?"""
    best = reading.best if reading.ranked else None
    if best is None or not best.answers(SURE):
        return None
    document = reading.document(best.clause.citation.document)
    found = [repeal for repeal in document.repeals if repeal.title in best.clause.text]
    return (document, found[0]) if len(found) == 1 else None


def _found(reading: Reading, by: Citation, title: str) -> tuple[Document, Repeal]:
    document = reading.library.document(by.document, by.version)
    return document, next(repeal for repeal in document.repeals if title_key(repeal.title) == title)


def conclude_repealed(reading: Reading, document: Document, repeal: Repeal, proof: tuple[Quote, ...]) -> Draft:
    """Say that a text was repealed, by which document, in the words of that document."""
    own = reading.understanding.own
    verdict: Verdict | None = ("yes" if ASKS_GONE.search(own) else "no") if asks_yes_no(own) or ASKS_REPEAL.search(own) else None
    return Draft(say("was-repealed", reading.language, document=titled(repeal), by=f"《{document.title}》"), proof, verdict)


def titled(repeal: Repeal) -> str:
    """Print the name of a repealed text with its number."""
    return f"《{repeal.title}》" + (f"（{repeal.document_number}）" if repeal.document_number else "")


def _named(question: str, title: str) -> bool:
    """Say whether a question names a text by its whole title, with or without its region: 城市房屋租赁管理办法 is not 房屋租赁管理办法."""
    region = REGION.match(title)
    text = NATIONAL.sub("", MARKS.sub(" ", QUOTES.sub("", question)).lower())
    for short in dict.fromkeys((title, title[region.end() :] if region else title)):
        for found in re.finditer(re.escape(short), text) if len(short) >= SHORTEST else ():
            if CARRIED_OUT.match(text, found.end()):
                continue
            before = name_before(text[: found.end()])[1].removesuffix(short)
            before = OLD.sub("", before.rpartition("的")[2]).removeprefix(region[0] if region else "")
            if (short == title and region) or not substance(before) or before == REGION_END.sub("", region[0] if region else ""):
                return True
    return False


def _lives_on(reading: Reading, title: str) -> bool:
    """Say whether a text of this title, its region aside, is meant that is in force: what replaced the repealed one, or that of another region."""
    short = REGION.sub("", title)
    return any(
        REGION.sub("", title_key(held)) == short and reading.library.status(Citation(held)).in_force
        for held in reading.understanding.documents
    )


def _meant(question: str, title: str) -> bool:
    """Say whether what a question names stands in a title: 07年那个管体育竞赛的老办法."""
    rest = VALIDITY.sub(" ", OLD.sub(" ", YEAR.sub(" ", ASKS_REPEAL.sub(" ", question))))
    named = pairs(subject(rest))
    return bool(named) and sum(pair in title for pair in named) >= MEANT * len(named)


def _dated(question: str, document: Document, repeal: Repeal) -> bool:
    """Say whether a question speaks of an old text, or of one of the year of the repealed one."""
    before = (provision.text.partition(repeal.title)[0] for provision in document.all_provisions() if repeal.title in provision.text)
    told = {years[-1]["year"] for words in before if (years := list(YEAR.finditer(words)))} | {key_of(repeal.document_number)[1][-2:]}
    return bool(OLD.search(question)) or bool({match["year"] for match in YEAR.finditer(question)} & told)
