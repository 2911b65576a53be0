"""What a question means, before anything is searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from law.library import Entry, Library

from law.citation import Mention, find_mentions
from law.model import Citation
from qa.kinds import kind_of
from qa.model import Kind, Language, Question, Understanding
from qa.relevance import subject

MAX_QUESTION = 1000
"""Characters. Longer questions are refused at the door: nobody asks in so many words, and a pasted document is no question."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
"""Control, zero-width, direction and tag characters, and lone surrogates."""

HAN = re.compile(r"[一-鿿]")

DOCUMENT_NAME = re.compile(
    r"《([^《》]{2,60})》|([一-鿿A-Za-z“”‘’\"]{2,24}?(?:办法|规划|方案|意见|条例|贺词|致辞|讲话|细则|规定|通知|决定|法(?![律规院人庭治定]))(?![律规]))"
)
"""《浙江省体育赛事管理办法》; 那个体育办法; 人工智能规划."""

POINTS_BACK = re.compile(
    r"^(?:那么?|还有|另外|如果|要是|若|假如|它|他|她|这|该|其|上面|上述|前面|刚才|刚刚|此|同样|然后|所以|再|又)"
    r"|上一?(?:条|个|款)|(?:这|那)(?:个|条|些|种|项|件|样)?(?:规定|条文|部门|办法|情况|时候|里|事|钱|人)?(?:是|的|呢|要|会|罚|归|由|有|怎|什么|谁|多)|它们?|他们|呢[？?]?$"
    r"|^(?:and|what about|how about|then|what if|so)\b|\b(?:it|they|them|that|those|this|these)\b(?! (?:plan|measure|regulation|document|scheme|opinion|article))",
    re.IGNORECASE,
)
"""那罚多少？ · 个人办的呢？ · 上一条说的部门是谁 · what about individuals?"""


SAME_AGAIN = re.compile(r"呢[？?]?$|^(?:那么?|如果|要是).{1,12}[？?]?$|^(?:and|what about|how about)", re.IGNORECASE)
"""个人办的呢？ · 那宁波呢 · what about individuals?"""


@cache
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def clean(text: str) -> str:
    """Return the question without control characters, in half width and simplified characters, blanks collapsed."""
    text = CONTROL.sub("", text)
    text = "".join(unicodedata.normalize("NFKC", c) if c.isalnum() or c == "\u3000" else c for c in text)
    return str(_simplifier().convert(re.sub(r"\s+", " ", text).strip()))


def language_of(text: str) -> Language:
    """Return ``en`` for a question that holds more Latin words than Chinese characters."""
    latin = len(re.findall(r"[A-Za-z]{2,}", text))
    return "en" if latin > len(HAN.findall(text)) else "zh"


def points_back(text: str) -> bool:
    """Say whether a question cannot be understood without the one before it."""
    own = re.sub(r"[\W_]+", "", subject(text))
    return bool(POINTS_BACK.search(text)) or (len(own) <= 2 and bool(own) and bool(HAN.search(text)))


def understand(question: Question, library: Library) -> Understanding:
    """Return what the question means; an ellipsis is filled from the questions before it."""
    own = clean(question.text)
    history = tuple(clean(earlier) for earlier in question.history if earlier.strip())
    mentions = find_mentions(own)
    documents, unknown = _documents(own, library)
    kind = kind_of(own)
    citations = tuple(_citations(mentions, documents, unknown, library))
    text, follow_up = own, bool(history) and not citations and points_back(own)
    if follow_up or (history and any(not citation.document for citation in citations)):
        before = understand(Question(history[-1], history[:-1]), library)
        documents = documents or before.documents
        citations = tuple(_placed(citation, before) for citation in citations)
        if follow_up:
            text = f"{re.sub(r'[？?。！!]+$', '', before.text)}。{own}"
            kind = before.kind if _asks_the_same(own, kind) else kind
    return Understanding(
        text=text,
        own=own,
        kind=kind,
        language=language_of(own),
        citations=citations,
        documents=documents,
        unknown=unknown,
        follow_up=follow_up,
    )


def _asks_the_same(own: str, kind: Kind) -> bool:
    """个人办的呢？ asks again what the question before asked, of somebody else."""
    return kind == "other" or (kind in ("approval", "article", "procedure") and bool(SAME_AGAIN.search(own)))


def _placed(citation: Citation, before: Understanding) -> Citation:
    """Complete 第二款 or 第十二条 from the question before."""
    earlier = before.citations[-1] if before.citations else None
    document = citation.document or (earlier.document if earlier else "") or next(iter(before.documents), "")
    address = citation.address or (earlier.address if earlier else "")
    return replace(citation, document=document, address=address)


def _documents(text: str, library: Library) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles in the library that the question means, and the names in 《》 that mean none."""
    titles: list[str] = []
    unknown: list[str] = []
    for match in DOCUMENT_NAME.finditer(text):
        entries = library.matching(match.group(1)) if match.group(1) else _trimmed(match.group(2), library)
        if entries:
            titles.append(entries[0].title)
        elif match.group(1):
            unknown.append(match.group(1))
    return tuple(dict.fromkeys(titles)), tuple(dict.fromkeys(unknown))


def _trimmed(name: str, library: Library) -> tuple[Entry, ...]:
    """Match a name that runs into the words before it: 我想问那个体育赛事办法."""
    for start in range(len(name) - 3):
        entries = library.matching(name[start:])
        if entries:
            return entries
    return ()


def _citations(mentions: tuple[Mention, ...], documents: tuple[str, ...], unknown: tuple[str, ...], library: Library) -> Iterator[Citation]:
    for mention in mentions:
        if not mention.places:
            continue
        entries = library.matching(mention.document) if mention.document else ()
        title = entries[0].title if entries else mention.document
        if not title and len(documents) == 1 and not unknown:
            title = documents[0]
        for place in mention.expanded():
            if not place.base and (place.address or place.paragraph):
                yield Citation(title, place.address, place.paragraph, place.item)
