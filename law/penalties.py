"""What regulations punish: a sentence that sanctions, read into conduct, provisions broken, authority and sanctions.

``违反本办法第十条第一款规定，擅自…的，由体育主管部门责令改正；拒不改正的，处二千元以上三万元以下的罚款。``
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from law.authorities import authority_of, names_only_an_authority
from law.clauses import Clause, sentences
from law.model import Citation, Document, Item, Paragraph, Penalty, Provision, Sanction
from law.sanctions import bars, find_sanctions, find_target, find_targets, may_sanction, offers, penal_clauses, per_unit, sorts
from law.violations import Violations

__all__ = ["penalties", "penalties_by_sentence"]

# 违反本条例第十条规定，: said by ``violates`` already
VIOLATION = re.compile(r"^对?违反[^，,；;。]*?规定[，,]|^违反本[^，,；;。第]*第[^，,；;。]*?[条款项]的?规定(?=[^的，,；;。][^，,；;。]{3})")
# Conditions whatever stands before them
ALWAYS_A_CONDITION = re.compile(
    r"^(?:构成违反治安管理|违反治安管理|情节(?:特别|较|比较)?(?:严重|恶劣|较重|轻微|较轻)|有违法所得|没有违法所得|尚不构成犯罪|尚不够|构成犯罪)"
)
# What opens a sentence that goes on about the same conduct: 逾期不改正的，…
GOES_ON = re.compile(
    r"^(?:逾期|拒不|[不未]改正|仍|再次|经责令|情节|造成|有违法所得|没有违法所得|无违法所得|违法所得|违法经营额|货值金额|有前[款项]|其中|对(?:其)?(?:直接|单位|个人|负有)|对(?!违反|外)[^，；。的]{1,24}(?:处(?![理罚置分])|给予|予以)|在(?:规定的)?限期内|限期内|限期届满|后果|构成|属于|单位有)"
)
# 对单位处一万元罚款，情节严重的，处五万元罚款: still 对单位
DEGREE = re.compile(r"^(?:情节|逾期|拒不|[不未]改正|仍|造成|后果|再次|构成)")
# 限期清除，逾期不清除的: what was ordered before was not done
LATE = re.compile(r"^(?:逾期|拒不)")
ORDERED = re.compile(r"限期|应当|(?<!被)责令")
# 中华人民共和国刑法: crimes are no administrative matter
CRIMINAL = re.compile(r"刑法|刑事")
# 可以给予警告，二十元以上五十元以下罚款
AMOUNT_FIRST = re.compile(r"[\d一二三四五六七八九十百千]+[\d百千万]*元")
# 逾期不缴纳的，: what was to be paid stands in the sentence before, whether or not that one sanctions
LEANS = re.compile(r"^(?:逾期|拒不|情节)[^，；。]{0,12}的，")
# What a sum is measured by is no measure against the persons behind: 没有违法所得的，处…；对直接负责的主管人员处…
ABOUT_GAINS = re.compile(r"违法所得|货值金额|违法经营额|营业额|经营额")
# 按照下列规定处罚：, whose items sanction one by one
BY_ITEM = re.compile(
    r"(?:下列|以下)[^，；。]*(?:规定|标准|情形|情况|幅度|处罚)[^，；。]*[：:]$|(?:分别|处罚|处以罚款|罚款|处理|执行|实施|决定)[：:]$"
)
ANNOUNCING = re.compile(r"(?:下列|以下)[^，；。]*(?:规定|标准)")
# 按照下列规定予以处罚：
ANNOUNCED = re.compile(r"(?:下列|以下)[^，；。]*处罚|^处罚$")
# （一）…的，处五百元罚款: an item that imposes something of its own
FINE_IN_ITEM = re.compile(r"罚款|警告|吊销|没收|责令")
STRONG = (
    "警告", "通报批评", "罚款", "没收违法所得", "没收财物", "暂扣许可证件", "吊销许可证件", "行政拘留", "责令停产停业", "责令关闭",
)  # fmt: skip
# 由发证机关吊销许可证, 由上级机关给予处分: what follows is not by that body
OF_OTHERS = re.compile(r"吊销|暂扣|撤销|降低|取消|处分")
DISCIPLINE = re.compile(r"处分|处罚|取缔")
# 责令限期拆除 mends, 责令返回 does not
MENDING = re.compile(r"责令[^，；。]*(?:拆除|恢复|清除|清理|清运|补[办缴种建交]|退[还回赔]|交还|治理|修复|召回|采取|排除|赔偿|缴纳|消除)")
ABOUT_BREACH = re.compile(r"违反|有下列|有前[款条]|行为|未|擅自|拒|的，|滥用|逾期")


def penalties(document: Document) -> tuple[Penalty, ...]:
    """Return the penalties of a document: one for each sentence that sanctions, with the list behind its colon.

    Sanctions that a sentence of the same paragraph adds (逾期不改正的，…) name the conduct of the sentence before it.
    A list that sanctions item by item (按照下列规定处罚：（一）…) gives one penalty an item, with what its head imposes on all of them.
    """
    return tuple(penalty for sentence in _read_document(document) for penalty in sentence.by_item())


def penalties_by_sentence(document: Document) -> tuple[Penalty, ...]:
    """Return one penalty for each sentence that sanctions: a list that sanctions item by item is one, its items are conditions."""
    return tuple(sentence.as_one() for sentence in _read_document(document))


@dataclass(slots=True)
class _Reading:
    """A sentence, or an item, while it is read clause by clause."""

    conduct: str = ""
    violations: Violations = field(default_factory=Violations)
    authority: str | None = None
    sanctions: list[Sanction] = field(default_factory=list)
    condition: str | None = None
    """The condition that is still open at the end: 逾期不改正的，按照下列规定处罚：."""


@dataclass(slots=True)
class _Bodies:
    """Who imposes what the next clause of a sentence does."""

    named: str | None = None
    lasting: str | None = None
    """Who goes on where the one named last does nothing more."""
    in_passing: bool = False
    """True where the one named last has only revoked or disciplined."""
    imposed: bool = False
    """True where something has been imposed since the last ；."""

    def hear(self, clause: str) -> None:
        """Take over the body that a clause names."""
        if found := authority_of(clause):
            self.named, self.in_passing = found, False

    def impose(self, sanctions: Sequence[Sanction]) -> str | None:
        """Return who imposes the sanctions of a clause."""
        passing = all(OF_OTHERS.search(sanction.text) for sanction in sanctions)
        if self.in_passing and not passing:
            self.named = self.lasting or self.named
        self.in_passing, self.imposed = passing, True
        self.lasting = self.lasting if passing else self.named
        return self.named

    def end(self) -> None:
        """Forget at ； who was named for what is no sanction: 由规划部门依法处理."""
        self.named = self.named if self.imposed else self.lasting or self.named
        self.imposed = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that sanctions; with the readings of its items where they sanction one by one."""

    citation: Citation
    quote: str
    head: _Reading
    items: tuple[tuple[Item, _Reading], ...] = ()

    def as_one(self) -> Penalty:
        """Make one penalty of the sentence and its list."""
        readings = [self.head, *(reading for _, reading in self.items)]
        violates = tuple(dict.fromkeys(address for reading in readings for address in reading.violations.found))
        refined = {address for reading in readings for address in reading.violations.refined}
        sanctions = [*self.head.sanctions, *(sanction for _, reading in self.items for sanction in _conditioned(reading, self.head))]
        authority = next((reading.authority for reading in readings if reading.authority), None)
        return Penalty(
            self.citation,
            self.quote,
            tuple(address for address in violates if address not in refined),
            authority,
            self.head.conduct or None,
            _by_others(sanctions, authority),
        )

    def by_item(self) -> Iterator[Penalty]:
        """Make a penalty of each item that sanctions; of the items that only list conduct one, where their head imposes something."""
        for item, reading in self.items:
            if reading.sanctions:
                authority = reading.authority or self.head.authority
                own = [replace(one, condition=one.condition or self.head.condition) for one in reading.sanctions]
                yield Penalty(
                    replace(self.citation, item=item.label),
                    f"{item.label}{item.text}",
                    tuple(reading.violations.found) or tuple(self.head.violations.found),
                    authority,
                    reading.conduct or self.head.conduct or None,
                    _by_others((*self.head.sanctions, *own), authority),
                )
        if not self.items:
            yield self.as_one()
        elif self.head.sanctions and (silent := tuple(item for item, reading in self.items if not reading.sanctions)):
            conduct = "：".join(words for words in (self.head.conduct, _listed(silent)) if words)
            yield replace(self, head=replace(self.head, conduct=conduct), items=()).as_one()


def _by_others(sanctions: Sequence[Sanction], authority: str | None) -> tuple[Sanction, ...]:
    """Leave an authority to the sanctions that another than that of the penalty imposes."""
    return tuple(replace(one, authority=None) if one.authority == authority else one for one in sanctions)


def _conditioned(reading: _Reading, head: _Reading) -> Iterator[Sanction]:
    """Yield the sanctions of an item within its sentence, where the conduct of the item tells them from those of the other items."""
    words = "，".join(part for part in (head.condition, reading.conduct) if part) or None
    for sanction in reading.sanctions:
        yield sanction if sanction.condition else replace(sanction, condition=words)


def _read_document(document: Document) -> Iterator[_Sentence]:
    if CRIMINAL.search(document.title):
        return
    for provision in document.all_provisions():
        if may_sanction(provision.text):
            yield from _read_provision(document, provision)


def _read_provision(document: Document, provision: Provision) -> Iterator[_Sentence]:
    several = len(provision.paragraphs) > 1
    for paragraph in provision.paragraphs:
        at = Citation(document.title, provision.address, paragraph.n, None, document.version)
        before: _Reading | None = None
        for n, (text, items) in enumerate(_sentences(paragraph)):
            if not may_sanction(text) and not any(may_sanction(item.text) for item in items):
                continue
            found = _read_sentence(document, at, text, items, before, leans=n > 0)
            if found:
                yield replace(found, citation=at if several else at.provision)
                before = found.head


def _sentences(paragraph: Paragraph) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Yield the sentences of a paragraph; the items belong to the last one."""
    parts = sentences(paragraph.text)
    for n, sentence in enumerate(parts):
        yield sentence, paragraph.items if n == len(parts) - 1 else ()


def _lines(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield f"{item.label}{item.text}"
        yield from _lines(item.items)


def _read_sentence(
    document: Document, at: Citation, text: str, items: tuple[Item, ...], before: _Reading | None, leans: bool
) -> _Sentence | None:
    """Read a sentence and the list behind it; None where they do not sanction. ``leans`` where another sentence stands before it."""
    quote = "\n".join((text, *_lines(items)))
    one_each = bool(items) and _sanctions_one_by_one(text, items)
    head = _read(document, at, text, () if one_each else items, before, leans)
    if one_each:
        readings = tuple((item, _read_item(document, at, item, head)) for item in items)
        if any(_sanctions_indeed(reading, document, item.text) for item, reading in readings):
            head.sanctions = [sanction for sanction in head.sanctions if not _announces(sanction, text)]
            return _Sentence(at, quote, head, readings)
        head = _read(document, at, text, items, before, leans)
    return _Sentence(at, quote, head) if _sanctions_indeed(head, document, text) else None


def _announces(sanction: Sanction, text: str) -> bool:
    """Tell what the head of a list only announces, 按照下列规定处以罚款, from what it imposes itself."""
    if sanction.type == "罚款":
        return sanction.min is None and sanction.max is None
    return sanction.type == "其他" and (bool(ANNOUNCED.search(sanction.text)) or text.rstrip("：:").endswith(sanction.text))


def _sanctions_one_by_one(text: str, items: Sequence[Item]) -> bool:
    """Tell 按照下列规定处罚：（一）…的，处…罚款 from a list of conduct."""
    imposing = sum(bool(FINE_IN_ITEM.search(line) and _imposes(line)) for line in (item.text for item in items))
    degrees = any(_imposes_by_degree(item.text) for item in items)
    return imposing > 0 and (bool(BY_ITEM.search(text)) or imposing * 2 >= len(items) or degrees)


def _imposes_by_degree(text: str) -> bool:
    """Tell an item that lists a conduct and sanctions a degree of it: 伪造证件的，情节严重的，吊销许可证."""
    clauses = [clause.text for clause in penal_clauses(text)]
    return any(DEGREE.match(degree) and degree.endswith("的") and _imposes(behind) for degree, behind in pairwise(clauses))


def _imposes(text: str) -> bool:
    return any(sanction.type in STRONG for clause in penal_clauses(text) for sanction in find_sanctions(clause.text))


def _read_item(document: Document, at: Citation, item: Item, head: _Reading) -> _Reading:
    text = "".join((item.text, *(f"{line}" for line in _lines(item.items))))
    reading = _Reading(violations=Violations(head.violations.origin))
    return _read_into(reading, document, replace(at, item=item.label), text, ())


def _read(document: Document, at: Citation, text: str, items: tuple[Item, ...], before: _Reading | None, leans: bool) -> _Reading:
    """Read one sentence; what goes on about the conduct of the sentence before it takes that over."""
    if before is None and leans and LEANS.match(text):
        before = _Reading()
    if before is not None and GOES_ON.match(text) and not Violations.named(document, at, text):
        reading = _Reading(before.conduct, before.violations.copy(), before.authority)
        reading.violations.add_items(document, at, items)
        _impose(reading, document, at, penal_clauses(text))
        reading.conduct = reading.conduct or next((one.condition for one in reading.sanctions if one.condition), "")
        return reading
    return _read_into(_Reading(), document, at, text, items)


def _read_into(reading: _Reading, document: Document, at: Citation, text: str, items: tuple[Item, ...]) -> _Reading:
    clauses = penal_clauses(text)
    first = next((n for n, clause in enumerate(clauses) if find_sanctions(clause.text)), None)
    if first is None:
        first = next((n for n, clause in enumerate(clauses) if clause.mark in ("：", ":") or authority_of(clause.text)), len(clauses))
    base, rest = _split_head(clauses[:first])
    words = "".join(clause.text + clause.mark for clause in base)
    reading.conduct = _conduct(base, items)
    if not base and first < len(clauses):
        words, reading.conduct = _inner_conduct(clauses[first].text)
    reading.violations.add(document, at, words)
    reading.violations.add_items(document, at, items)
    named = find_target(base[0].text) if len(base) == 1 and _is_target(base[0].text) else None
    _impose(reading, document, at, (*rest, *clauses[first:]), named)
    return reading


def _split_head(head: Sequence[Clause]) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """Split what stands before the first sanction into base conduct and its condition, 构成违反治安管理行为的."""
    if measure := _measure(head):
        return head[:measure], head[measure:]
    acts = (n for n in range(1, len(head)) if names_only_an_authority(head[n].text) and head[n - 1].text.endswith("的"))
    cut = next(acts, len(head))
    while cut > 1 and (
        ALWAYS_A_CONDITION.match(head[cut - 1].text) or _is_target(head[cut - 1].text) or names_only_an_authority(head[cut - 1].text)
    ):
        cut -= 1
    only_violation = cut == 1 and VIOLATION.match(head[0].text + "，") and not head[0].text.endswith("的")
    conditions = [clause for clause in head[cut:] if not _is_target(clause.text) and not names_only_an_authority(clause.text)]
    return (head, ()) if only_violation and conditions else (head[:cut], head[cut:])


def _measure(head: Sequence[Clause]) -> int | None:
    """Return where an order that is no sanction stands between a conduct and its degree: 擅自占道的，|应当清理；逾期不清理的."""
    end = 0
    for n, (order, following) in enumerate(pairwise(head)):
        if order.text.endswith("的"):
            end = n + 1
        elif end and following.text.endswith("的"):
            late = LATE.match(following.text) and ORDERED.search(order.text)
            if late or (order.mark == "；" and DEGREE.match(following.text)):
                return end
    return None


def _is_target(text: str) -> bool:
    return sorts(text) or (text.startswith("对") and not text.endswith("的") and find_target(text) is not None)


def _inner_conduct(clause: str) -> tuple[str, str]:
    """Return the conduct where one clause holds all: ``违反前款规定的由公安机关处警告``."""
    found = re.match(r"(?P<conduct>[^，；。]*?的)(?=由|处|责令|给予|予以|可以|，)", clause)
    return (found["conduct"], found["conduct"].removesuffix("的")) if found else ("", "")


def _conduct(base: Sequence[Clause], items: Sequence[Item]) -> str:
    words = "".join(clause.text + clause.mark for clause in base).rstrip("，；。：:,;")
    words = VIOLATION.sub("", words) or words
    words = words.removesuffix("的") if not words.endswith("目的") else words
    words = re.sub(r"^对(?!外)(?=.{3})", "", words) if base and base[-1].text.endswith("的") else words
    if items and re.search(r"下列|以下|之一", words):
        words += "：" + _listed(items)
    return words


def _listed(items: Sequence[Item]) -> str:
    return "".join(_lines(items)).rstrip("。；")


def _impose(reading: _Reading, document: Document, at: Citation, clauses: Sequence[Clause], target: str | None = None) -> None:
    """Go through the clauses from the first sanction on, with the condition, the target and the authority that hold for each."""
    pending: list[str] = []
    condition: str | None = None
    announced: str | None = None
    bodies = _Bodies()
    optional = used = own_condition_of_target = False
    for n, clause in enumerate(clauses):
        text = clause.text
        found = find_sanctions(text)
        targets = find_targets(text)
        used = used and not targets
        bodies.hear(text)
        if ANNOUNCING.search(text):
            announced = _condition(pending) or condition or ""
        if found:
            by = bodies.impose(found) or reading.authority
            reading.authority = reading.authority or by
            condition = _further(condition, _condition(pending)) if used else _condition(pending) or condition
            inner = _inner_condition(text)
            optional = optional or _in_parallel(reading, text, clauses[n - 1] if n else None)
            unit = per_unit("，".join(pending))
            for sanction, on in _aimed(text, found, targets, target):
                reading.sanctions.append(_placed(sanction, inner or condition, on, optional, unit, by))
            target = targets[-1][1] if targets else target
            pending, optional, used = [], False, True
            if inner:
                condition = inner
        else:
            targets = targets if text.startswith("对") or sorts(text) or not text.endswith("的") else ()
            target = targets[0][1] if targets else target
            while pending and LATE.match(text) and ORDERED.search(pending[-1]) and not pending[-1].endswith("的"):
                pending.pop()
            if not targets or (text.endswith("的") and not sorts(text)):
                pending.append(text)
            if text.endswith("的") and not sorts(text):
                reading.violations.add_later(document, at, text)
                own_condition_of_target = used and target is not None
                target = None if used and not DEGREE.match(text) else target
            optional = not text.endswith("的") and offers(text)
        if clause.mark in ("；", ";"):
            keeps = clause.keeps and not own_condition_of_target and not (condition and ABOUT_GAINS.search(condition))
            condition, pending, optional = (condition if keeps else None), [], False
            target, own_condition_of_target = None, False
            bodies.end()
    reading.condition = announced if announced is not None else _condition(pending) or condition
    reading.authority = reading.authority or bodies.named
    _drop_announced_fines(reading)


def _aimed(
    text: str, found: Sequence[Sanction], targets: Sequence[tuple[int, str]], before: str | None
) -> Iterator[tuple[Sanction, str | None]]:
    """Give each sanction of a clause the target that stands before it; one behind all of them is that of all: 罚款一千元的标准对经营者予以处罚."""
    ends: list[int] = []
    for sanction in found:
        ends.append(text.index(sanction.text, ends[-1] if ends else 0) + len(sanction.text))
    for sanction, end in zip(found, ends, strict=True):
        named = [target for start, target in targets if start < end or ends[-1] <= targets[0][0]]
        yield sanction, named[-1] if named else before


def _condition(pending: Sequence[str]) -> str | None:
    """Return the condition in the clauses before a sanction: up to the last that ends in 的, or what opens like one (逾期不改正，).

    What stands behind it (所需费用由违法者承担，) is a measure and no condition.
    """
    ends = [n for n, text in enumerate(pending) if text.endswith("的")]
    kept = pending[: ends[-1] + 1] if ends else [text for text in pending[:1] if GOES_ON.match(text) and not text.startswith("对")]
    words = "，".join(kept).removesuffix("的").removeprefix("其中，").removeprefix("其中")
    words = words.removeprefix("对") if re.match(r"对(?!外)", words) else words
    return words or None


def _further(condition: str | None, words: str | None) -> str | None:
    """Add a degree to the conduct that it is one of, 未年检，逾期不改正; any other condition takes the place of the one before it."""
    if condition and words and DEGREE.match(words) and not GOES_ON.match(condition) and not ALWAYS_A_CONDITION.match(condition):
        return f"{condition}，{words}"
    return words or condition


def _placed(
    sanction: Sanction, condition: str | None, target: str | None, optional: bool, unit: str | None, authority: str | None
) -> Sanction:
    measure = f"元/{unit}" if unit and sanction.unit == "元" else sanction.unit
    return replace(sanction, condition=condition, target=target, optional=sanction.optional or optional, unit=measure, authority=authority)


def _in_parallel(reading: _Reading, text: str, before: Clause | None) -> bool:
    """Tell whether a clause shares the 可以 of the one before: 可以对个人处…罚款，对单位处…罚款."""
    last = reading.sanctions[-1] if reading.sanctions else None
    if not last or not last.optional or not before or before.mark != "，":
        return False
    return bool(AMOUNT_FIRST.match(text) or (last.target and re.match(r"对[^，；。]*处", text)))


def _drop_announced_fines(reading: _Reading) -> None:
    """Drop 并处罚款 where the next words say how much under the same condition: 并处罚款，按照面积处每平方米五百元以上…."""
    kept = []
    for sanction, following in zip(reading.sanctions, [*reading.sanctions[1:], None], strict=False):
        announced = sanction.type == "罚款" and sanction.max is None and sanction.min is None and following is not None
        same = (
            announced
            and following is not None
            and (following.type, following.condition, following.target) == ("罚款", sanction.condition, sanction.target)
        )
        if not same:
            kept.append(sanction)
    reading.sanctions = kept


def _inner_condition(clause: str) -> str | None:
    """Return a condition that no comma parts from its sanction: ``情节严重的处二万元罚款``."""
    found = re.match(
        r"(?:并)?(?P<condition>(?:逾期|拒不|情节|造成|有违法|没有违法|无法退还)[^，；。]*?)的?(?=由|处|责令|给予|予以|没收|吊销|并处|可以|可处|可并处)",
        clause,
    )
    return found["condition"] if found and (found[0].endswith("的") or clause[found.end() :].startswith("予以")) else None


def _sanctions_indeed(reading: _Reading, document: Document, sentence: str) -> bool:
    """Tell a sanction from an instruction: 责令重新放线 in a procedure is none."""
    if not reading.sanctions:
        return False
    if all(sanction.type == "限制从业" and not bars(sanction) for sanction in reading.sanctions):
        return False
    strong = any(sanction.type in STRONG for sanction in reading.sanctions)
    if document.kind in ("plan", "opinion", "speech"):
        return strong and any(sanction.max or sanction.min for sanction in reading.sanctions)
    if strong or reading.violations.found:
        return True
    return any(
        sanction.type not in ("其他", "限制从业") or bars(sanction) or DISCIPLINE.search(sanction.text) or MENDING.search(sanction.text)
        for sanction in reading.sanctions
    ) and bool(ABOUT_BREACH.search(sentence))
