"""Documents that a question means without their titles: by number (第361号令, 浙政发〔2017〕47号), or as two of a kind (两个办法)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from law.address import read_number
from law.library import Library
from law.matching import in_order
from qa.wording.places import places
from qa.wording.relevance import subject

FULL = re.compile(
    r"(?:(?P<issuer>[一-鿿]{1,6}(?:发|函|字|办|规划|释|税|规|告|复|建|财|综|教|卫|环))\s*)?[〔\[（(【](?P<year>(?:19|20)\d{2})年?[〕\]）)】]\s*(?:第?(?P<number>\d{1,4})号|No\.?\s*(?P<english>\d{1,4}))",
    re.IGNORECASE,
)
"""浙政发〔2017〕47号, 浙政办发[2017]147号, Zhezhengfa [2017] No. 47."""
SHORT = re.compile(r"(?P<issuer>[一-鿿]{2,6}(?:发|函|办))(?P<number>\d{1,4})号(?!令)")
"""浙政发2号, whose year stands elsewhere."""
DIGITS = r"(?:\d{1,4}|(?<=第)[〇零一二三四五六七八九十百]{1,7})"
ORDERS = re.compile(
    rf"(?P<numbers>(?<![月\d])(?:第?{DIGITS}号?\s*(?:[、,，和与跟及]|以及)\s*){{0,8}}第?{DIGITS}号)[一-鿿]{{0,6}}?(?<![责命指法司])令"
    rf"|(?<![责命指法司])令(?:(?P<year>(?:19|20)\d{{2}})年)?(?P<after>第?{DIGITS}号(?:\s*(?:[、,，和与跟及]|以及)\s*第?{DIGITS}号)*)"
)
"""第361号、第362号省政府令; 362号令; 省政府令第239号; 省政府令第361号与第362号; 主席令第七号; 部令2019年第5号; not 5月1号起实施的禁放令."""
BODY, LONGEST_BODY = re.compile(r"[一-鿿]*$"), 16
"""Who gave an order, before 令 or before its number."""
LEVEL = re.compile(r"(?P<level>[省市县区州])(?:人民)?政府$")
BODIES = {"院": "院令", "席": "席令", "府": "府令"} | dict.fromkeys("部局委会署厅", "部令")
"""Whose an order is, by the last character of the body: 国务院令, 主席令, 省政府令, 交通运输部令."""
ENGLISH_ORDERS = re.compile(
    r"(?P<council>\bstate council )?\b(?:orders?|decrees?) (?:no\.?s?|number|numbers)? ?(?P<numbers>\d{1,4}(?:(?:, | and | & |, and )(?:no\.? )?\d{1,4})*)",
    re.IGNORECASE,
)
"""Order No. 361; Orders 361 and 362."""
PAPER = re.compile(r"(?<![〕\d])(?P<number>\d{1,4})号文")
"""47号文."""
PAIR = re.compile(
    r"(?:两|二|这两|那两)(?:个|部|份|项)?(?P<kind>办法|规划|方案|意见|条例|规定|规章|省政府令|政府令|令|文件)"
    r"|\b(?:two|both)\b[a-z ]{0,24}\b(?P<english>orders|regulations|measures|rules)\b",
    re.IGNORECASE,
)
"""两个办法的施行日期一样吗: two documents of a kind, where the library holds just two."""
Key = tuple[str, str, str]
"""Issuer, year and number."""
KINDS_OF_ORDERS = ("省政府令", "政府令", "令", "规章")


def numbered(question: str, library: Library) -> tuple[str, ...]:
    """Return the titles of the documents whose numbers a question gives, in the order of the question."""
    asked = [key for _, _, key in sorted(_mentions(question))]
    if not asked:
        return ()
    known = [(entry.title, key_of(entry.document_number)) for entry in library.entries() if entry.document_number]
    return tuple(dict.fromkeys(title for key in asked for title, number in known if _same(key, number)))


def unknown_numbers(question: str, library: Library, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers in a question that are those of no document here, of none that was repealed, and stand in no text."""
    return tuple(dict.fromkeys(question[start:end].strip() for start, end, _ in _unknown(question, library, texts)))


def misnumbered(question: str, number: str, library: Library, texts: Iterable[str], whatever: bool = False) -> bool:
    """Say whether a question gives a document, in place of its number, one like it that is unknown and stands in no text.

    Like it is one of the same issuer, and of papers one of the same year or with the same number: 国务院令第560号 is not what 省政府令第361号 was meant for.
    With ``whatever`` the year and the number may both be others.
    """
    issuer, year, n = key_of(number)
    if not n or bears(question, number):
        return False
    return any(
        _one_issuer(key[0], issuer) and (whatever or key[1] == year or key[2] == n) for _, _, key in _unknown(question, library, texts)
    )


def without_numbers(question: str) -> str:
    """Return the question without the numbers of documents: When does Order No. 362 take effect asks for no number."""
    for start, end in sorted({(start, end) for start, end, _ in _mentions(question)}, reverse=True):
        question = f"{question[:start]} {question[end:]}"
    return question


def bears(question: str, number: str | None) -> bool:
    """Say whether a question gives the number of a document.

    >>> bears("第239号令还有效吗", "省政府令第239号")
    True
    """
    return bool(number) and any(_same(key, key_of(number)) for _, _, key in _mentions(question))


def key_of(number: str | None) -> Key:
    """Return issuer, year and number of a document number; an order has no year.

    >>> key_of("浙政发〔2017〕47号")
    ('浙政发', '2017', '47')
    """
    return next((key for _, _, key in _mentions(number or "")), ("", "", ""))


def paired(question: str, library: Library) -> tuple[str, ...]:
    """Return the two documents of a kind that a question means by 两个办法, where there are just two of it."""
    found = PAIR.search(question)
    if found is None:
        return ()
    kind = found.group("kind") or ""
    if found.group("english") or kind in KINDS_OF_ORDERS:
        fitting = [entry.title for entry in library.entries() if entry.kind == "regulation"]
    else:
        fitting = [entry.title for entry in library.entries() if entry.title.endswith(kind)]
    return tuple(fitting) if len(set(fitting)) == 2 else ()


def _unknown(question: str, library: Library, texts: Iterable[str]) -> Iterator[tuple[int, int, Key]]:
    """Yield the numbers in a question that are those of no document here, of none that was repealed, and stand in no text."""
    asked = list(_mentions(question))
    if not asked:
        return
    known = [entry.document_number for entry in library.entries()] + [number for _, _, number in library.repealed_texts()]
    keys = [key_of(number) for number in known if number] + [key for text in texts for _, _, key in _mentions(text)]
    yield from (one for one in asked if not any(_same(one[2], key) for key in keys))


def _mentions(text: str) -> Iterator[tuple[int, int, Key]]:
    """Yield where numbers of documents stand, and issuer, year and number of each."""
    for found in FULL.finditer(text):
        yield found.start(), found.end(), (found["issuer"] or "", found["year"], str(int(found["number"] or found["english"])))
    for found in ORDERS.finditer(text):
        before = found.start() if found["after"] else found.end() - 1
        body = BODY.search(text[max(before - LONGEST_BODY, 0) : before])
        issuer = body[0] if body and body[0][-1:] in BODIES else ""
        if (
            not found["after"]
            and not issuer
            and (body := BODY.search(text[max(found.start() - LONGEST_BODY, 0) : found.start()]))
            and body[0][-1:] in BODIES
        ):
            issuer = body[0]  # 省政府第361号令
        for number in re.findall(DIGITS, found["numbers"] or found["after"]):
            yield found.start(), found.end(), (f"{issuer}令", found["year"] or "", str(read_number(number)))
    for found in ENGLISH_ORDERS.finditer(text):
        for number in re.findall(r"\d+", found["numbers"]):
            yield found.start(), found.end(), ("国务院令" if found["council"] else "令", "", str(int(number)))
    for found in SHORT.finditer(text):
        yield found.start(), found.end(), (found["issuer"], "", str(int(found["number"])))
    for found in PAPER.finditer(text):
        yield found.start(), found.end(), ("", "", str(int(found["number"])))


def _same(asked: Key, known: Key) -> bool:
    """Say whether a number that a question gives is that of a document: what it leaves out may be anything."""
    issuer, year, number = asked
    dated = not year or year == known[1] or (issuer.endswith("令") and not known[1])
    return number == known[2] and dated and _one_issuer(issuer, known[0])


def _one_issuer(asked: str, known: str) -> bool:
    """Say whether two numbers may be of one issuer: an order is none of the papers, and of any body where it names none."""
    if asked.endswith("令") or known.endswith("令"):
        bodies = asked.removesuffix("令"), known.removesuffix("令")
        return asked.endswith("令") and known.endswith("令") and (not all(bodies) or _one_body(*bodies))
    return not asked or asked.endswith(known) or known.endswith(asked)


def _one_body(asked: str, known: str) -> bool:
    """Say whether an order that a question names by its body, 省政府, 住建部, may be one of a body: of its kind, its level, its place, its name."""
    if BODIES[asked[-1]] != BODIES[known[-1]]:
        return False
    if BODIES[asked[-1]] != "部令":
        levels = {found["level"] for body in (asked, known) if (found := LEVEL.search(body))}
        named = [places(body)[-1:] for body in (asked, known)]
        return len(levels) < 2 and (not all(named) or named[0] == named[1])
    names = [(subject(body).split() or [body])[-1] for body in (asked, known)]
    return in_order(names[0], known) or in_order(names[1], asked)
