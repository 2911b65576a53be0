"""Whether what a claim binds together stands together in the words that are cited: a period or a sum with what it is for, a sanction with its case.

A language model may take every word from a provision and still say what it does not: the fine of one case for another, the period of the
authority for the citizen, 不会被罚款 where a fine is imposed. What this module finds is why a claim of a model does not stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from law.amounts import Amount, find_amounts
from law.clauses import split_clauses
from law.model import Sanction
from law.sanctions import find_sanctions
from qa.wording.claims import Quantity, quantities

PART = re.compile(r"[^。；！？\n;]+")
SEGMENT = re.compile(r"[^，、：,:]+")
LEADS = re.compile(r"(?:的|后|时|起|前|者|话)$")
"""A segment that goes with what follows: 拒不改正的，处…."""
FINES = re.compile(r"罚|处(?![理分])")
TOP = re.compile(r"(?:最[高多]|至多|上限|封顶|顶格)[^，。；\d]{0,6}$")
BOTTOM = re.compile(r"(?:最[低少]|至少|下限|起码)[^，。；\d]{0,6}$")
PUNISHMENTS = (
    (re.compile("徒刑|判刑|坐牢|入狱|拘役|死刑|罚金|政治权利"), re.compile("徒刑|拘役|死刑|罚金")),
    (re.compile("刑事责任|犯罪"), re.compile("刑事|犯罪")),
    (re.compile("罚款|罚钱|罚(?=[^，。；]{0,4}元)"), re.compile("罚")),
    *(
        (re.compile(word), re.compile(word))
        for word in ("没收", "吊销", "拘留", "通报批评", "暂扣", "扣留", "取缔", "开除", "撤职", "降级")
    ),
    (re.compile("停业|停产"), re.compile("停业|停产")),
    (re.compile("给予警告|处警告|予以警告"), re.compile("警告")),
)
"""What a claim says is imposed, and by which words a text imposes it."""
TAKEN = re.compile(r"(?P<verb>没收|吊销|暂扣|扣留)(?:其|全部|相关|有关)*(?P<what>[一-鿿]{2})")
"""没收财产 is not 没收违法所得."""
NEGATED = re.compile(
    r"(?:(?<![从绝])不(?!同|断|仅|但|论|管|良)|未(?!来|成年)|没有?|无(?!线|障碍|人|论)|免)"
    r"(?:会|用|必|需要?|能|可以?|应当?|得|予|再|被|受到?|给予|规定|任何|有|要|曾|经|许|准|于|依法|依照|按照?|进行|承担|设定?|是|写明|提到)*(?P<head>[一-鿿]{2})"
)
CLAUSE = re.compile(r"[^，。；：！？、\n]+")
MAIN = re.compile(r"[就会将罚处应须]|可以|不得")
"""What stands before one of these is a condition: 未备案 of 未备案不会被罚款."""
PUNISHED = re.compile(r"[惩处受]罚|罚[款则]|处分|追究|责任")
FORCE = re.compile(r"废止|失效|作废|停止(?:执行|施行)|取代|(?:不再|继续|仍然?|已不|无)有效|(?:没有|尚未|未)(?:生效|施行)")
"""What no provision says of its own text."""
ALIKE = 0.45
"""Share of a segment's pairs of characters that a text must hold to say the same of its force."""
EACH_OTHERS = ("", "date")


def pieces(text: str) -> Iterator[str]:
    """Yield the parts of a text, each with the quantities that belong together, and with what leads them and what follows them."""
    for part in PART.findall(text):
        piece, counted, leading = "", False, ""
        for segment in SEGMENT.findall(part):
            if counted and quantities(segment, every=True):
                yield piece
                piece, counted = "", False
            if counted and LEADS.search(segment):
                leading += segment + "，"
                continue
            piece += leading + segment + "，"
            leading = ""
            counted = counted or bool(quantities(segment, every=True))
        if piece or leading:
            yield piece + leading


def astray(claim: str, texts: Iterable[str]) -> Iterator[Quantity]:
    """Yield the quantities of a claim that the texts state of something else: 二十日 of the answer for the notification that has 十日."""
    held = [(piece, quantities(piece, every=True)) for text in texts for piece in pieces(text)]
    for piece in pieces(claim):
        stated = [one for one in quantities(piece) if one.unit not in EACH_OTHERS]
        about = _pairs(_without(piece, stated))
        for one in stated:
            rivals = [(words, own) for words, own in held if any(one.measured[1] == other.measured[1] for other in own)]
            if not any(one.within(own) for _, own in rivals):
                continue
            shares = [len(about & _pairs(_without(words, own))) for words, own in rivals]
            if not any(one.within(own) for (_, own), share in zip(rivals, shares, strict=True) if share == max(shares)):
                yield one


def misfined(claim: str, sanctions: Sequence[Sanction]) -> Iterator[str]:
    """Yield the sums of a claim that no sanction has as its range, or only one whose condition the claim leaves out."""
    fines = [one for one in sanctions if one.type == "罚款" and (one.min is not None or one.max is not None)]
    for piece in pieces(claim):
        if not fines or not FINES.search(piece):
            continue
        for amount in find_amounts(piece):
            fitting = [one for one in fines if _fits(amount, piece[: amount.start], one)]
            words = _pairs(claim)
            if not any(not one.condition or words & _pairs(one.condition) for one in fitting):
                yield piece[amount.start : amount.end]


def _fits(amount: Amount, before: str, sanction: Sanction) -> bool:
    """Say whether a claimed sum or range is that of a sanction: both of its ends, or the one that is spoken of (最高…, …以上)."""
    low, high = amount.low, amount.high
    if low == high and TOP.search(before):
        low = None
    elif low == high and BOTTOM.search(before):
        high = None
    if (sanction.unit or "").split("/")[0] != amount.unit.split("/")[0]:
        return False
    return (low is None or low == sanction.min) and (high is None or high == sanction.max)


def unpunished(claim: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield the kinds of punishment that a claim names and the texts do not."""
    whole = "".join(texts)
    for said, imposed in PUNISHMENTS:
        if (match := said.search(claim)) and not imposed.search(whole):
            yield match.group()
    for match in TAKEN.finditer(claim):
        objects = "".join(re.findall(rf"{match['verb']}[^，；。]*", whole))
        if objects and match["what"] not in objects:
            yield match.group()


def denied(claim: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield what a claim denies and the texts only affirm: 不会被罚款, 没有规定处罚, 没有三万元."""
    whole = "\n".join(texts)
    negated = {match["head"] for match in NEGATED.finditer(whole)}
    fined = _imposes(texts) and not any(_lets_off(segment) for segment in CLAUSE.findall(whole))
    for segment in CLAUSE.findall(claim):
        if fined and _lets_off(segment):
            yield segment
        for match in NEGATED.finditer(segment):
            if not _of_a_case(segment, match) and match["head"] in whole and match["head"] not in negated:
                yield match.group()
        for one in quantities(segment):
            before = segment.partition(one.text)[0]
            if re.search(r"(?:没有|无|不是|并非)[^，。]{0,3}$", before) and one.within(quantities(whole, every=True)):
                yield one.text


def out_of_force(claim: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield the segments of a claim that say of a text's force what the texts do not."""
    held = [segment for text in texts for segment in CLAUSE.findall(text) if FORCE.search(segment)]
    for segment in CLAUSE.findall(claim):
        pairs = _pairs(segment)
        if FORCE.search(segment) and not any(len(pairs & _pairs(one)) >= ALIKE * len(pairs) for one in held):
            yield segment


def _of_a_case(segment: str, match: re.Match[str]) -> bool:
    """Say whether what a segment negates is the case that it speaks of, 未备案的, and not what follows from it."""
    return bool(LEADS.search(segment) or MAIN.search(segment, match.end()))


def _lets_off(segment: str) -> bool:
    """Say whether a segment says that there is no punishment: 不会被罚款, 没有规定处罚, 不予处罚."""
    return any(not _of_a_case(segment, match) and PUNISHED.search(segment, match.start()) for match in NEGATED.finditer(segment))


def _imposes(texts: Iterable[str]) -> bool:
    return any(find_sanctions(clause.text) for text in texts for part in PART.findall(text) for clause in split_clauses(part))


def _without(piece: str, stated: Iterable[Quantity]) -> str:
    """Return a piece without its quantities, whose characters say nothing of what they are for."""
    for one in stated:
        piece = piece.replace(one.text, "，")
    return piece


def _pairs(text: str) -> frozenset[str]:
    return frozenset(pair for run in re.findall(r"[一-鿿]+", text) for pair in map("".join, pairwise(run)))
