"""Texts that are not here any more: a document here repealed them."""

from __future__ import annotations

import re

from law.model import Citation, Document, Repeal
from law.naming import title_key
from qa.draft import Draft, Reading
from qa.kinds import asks_yes_no
from qa.model import Quote, Verdict
from qa.numbered import bears, key_of
from qa.relevance import grams, subject
from qa.words import say

ASKS_REPEAL = re.compile(
    r"废止|作废|废除|废[掉了]|给废|失效|取代|替代|还有效|还管用|还能[拿用]|还[算作]数|继续有效|repeal|abolish|supersede|replace|still (?:valid|in force|appl)",
    re.IGNORECASE,
)
ASKS_GONE = re.compile(
    r"(?:废止|作废|废除|废[掉了]|失效|取代|替代)(?!的)[^，。]{0,24}(?:吗|么|没|不|(?<=了)[？?]?$)|是(?:否|不是)[^，。]{0,8}(?:废|失效|作废)|\brepealed\?",
    re.IGNORECASE,
)
"""已经废止了吗: yes; 还有效吗: no."""
OLD = re.compile(r"老的?|旧的?|原来的?|以前的?|之前的?|原有|早先|当年|\bold\b|\bearlier\b|\bprevious\b", re.IGNORECASE)
REGION = re.compile(r"^.{2,8}?(?:省|市|自治区)(?:人民政府)?(?:关于)?")
"""浙江省体育竞赛管理办法 is 体育竞赛管理办法 for those who live there."""
YEAR = re.compile(r"(?P<century>19|20)?(?P<year>\d{2})年")
"""2007年, 07年."""
VALIDITY = re.compile(
    r"现在|如今|还|再|拿|出来|管用?|有效|能用|用不用?|算数|继续|是否|已经?|哪个|哪年|什么|公布|出台|政策|文件|办法|规定|通知|意见|那个|当年"
)
SHORTEST = 4
"""Characters of a title that names a text."""
MEANT = 0.75
"""Share of what a question names that the title of a repealed text holds, where the question says that it is an old one."""


def repealed(reading: Reading) -> tuple[Document, Repeal] | None:
    """Return the text that the question means and that a document here repealed, with that document; None where it means none."""
    own, texts = reading.understanding.own, reading.library.repealed_texts()
    for by, title, number in texts:
        if _named(title_key(reading.question), title) or bears(own, number):
            return _found(reading, by, title)
    for by, title, _ in texts if ASKS_REPEAL.search(own) else ():
        if _meant(own, title):
            document, repeal = _found(reading, by, title)
            if _dated(own, document, repeal):
                return document, repeal
    return None


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
    """Say whether a question names a text by its title, with or without its region."""
    short = REGION.sub("", title)
    return title in question or (len(short) >= SHORTEST and short in question)


def _meant(question: str, title: str) -> bool:
    """Say whether what a question names stands in a title: 07年那个管体育竞赛的老办法."""
    rest = VALIDITY.sub(" ", OLD.sub(" ", YEAR.sub(" ", ASKS_REPEAL.sub(" ", question))))
    pairs = [gram for gram in grams(subject(rest)) if len(gram) == 2 and gram[0] >= "一"]
    return bool(pairs) and sum(pair in title for pair in pairs) >= MEANT * len(pairs)


def _dated(question: str, document: Document, repeal: Repeal) -> bool:
    """Say whether a question speaks of an old text, or of one of the year of the repealed one."""
    words = " ".join(provision.text for provision in document.all_provisions() if repeal.title in provision.text)
    told = {match["year"] for match in YEAR.finditer(words)} | {key_of(repeal.document_number)[1][-2:]}
    return bool(OLD.search(question)) or bool({match["year"] for match in YEAR.finditer(question)} & told)
