"""Read what a clause imposes: 责令改正, 警告, 处二千元以上三万元以下的罚款, 没收违法所得, 吊销许可证 …

The kinds are those of Article 9 of the Administrative Penalty Law (行政处罚法), with 责令改正 and 处分 beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from law.amounts import GOES_ON, NUMBER, find_amounts, parse_amount
from law.clauses import Clause, split_clauses
from law.model import Sanction, SanctionType

# What a text without any of these cannot impose
TRIGGER = re.compile(
    r"责令|给予(?:相应|严肃)?处理|罚|没收|吊销|警告|处分|拘留|取缔|撤销|取消|暂扣|扣留|通报批评|批评教育|降低|停止执业|停业|关闭|执业|禁入|从业|不得|禁止|按日连续"
)
LONGEST_CLAUSE = 1000
"""Characters without ， ； or 。: what is longer is no sentence (a table, a text without marks), and reading it would take long."""
# 责令停止违法行为、限期恢复原状; what follows up to the next sanction
ORDER = re.compile(
    r"(?<![被经自])责令(?![^，；。]{0,12}的[^，；。]{0,20}(?:部门|机关))(?P<what>[^，；。]*?)(?=(?:、|或者|和|及|并)?(?:并处|并可以?处|可以?处|处以|给予|予以|没收|吊销|暂扣|通报批评|警告(?!标)|责令(?!有关|相关))|、按照?(?=[^，；。]*处)|(?:、|或者|和)(?:降低|取消|撤销)|(?:、|或者)处(?![理罚置分])|并?依法|并对|$)"
)
# 作出责令停止建设的决定后; 没收违法所得申请: what has been imposed already
DECIDED = re.compile(
    r"(?:作出|收到|执行|不服|送达|申请|受到|受)[^，；。]*(?:责令|吊销|没收|罚款|处罚|处分)[^，；。]*(?:决定|处罚|申请)(?:之日|后|前|书|的|时|之后|之前|，|$)"
    r"|没收[^，；。]*(?:申请|款项|程序|裁定|案件|财物的处理)|规定的(?:责令|罚款|没收|吊销|警告|暂扣)|(?:吊销|降低|没收|罚款)[^，；。]*的行政处罚$|应当给予[^，；。]*而未|^[^责]*采取[^，；。责]*措施$"
)
# 可以提请同级人民政府责令…; 提出吊销其营业执照的建议: asked for, not imposed
ASKED = re.compile(r"(?:提请|建议|报请|申请|商请|请求|提出)[^，；。]*(?:责令|吊销|处分|处罚|撤销)")
# 给予停止执业三个月以上一年以下的处罚; 暂停执业活动
SUSPEND = re.compile(r"(?:给予|处以?|可以)[^，；。]{0,14}?(?:停止|暂停)[^，；。]{0,8}执业[^，；。]*?(?:处罚)?(?=[、或]|$)")
ORDER_PARTS = re.compile(r"、|或者|和|并")
# 限期改正 in a clause of its own, behind 责令停止违法行为，
DEADLINE = re.compile(r"^(?:并)?限期(?:改正|整改|纠正|改造)[^，；。]*")
STOP_BUSINESS = re.compile(r"^(?:停业整顿|停产停业|停产整顿|停产整治)[^，；。]*")
ORDERS: tuple[tuple[re.Pattern[str], SanctionType], ...] = (
    (re.compile(r"改正|整改|纠正|更正"), "责令改正"),
    (re.compile(r"停产|停业|停办|停工整"), "责令停产停业"),
    (re.compile(r"关闭"), "责令关闭"),
    (re.compile(r"停止|停工|暂停|停用|停航|停运|中止"), "责令停止"),
)
# 给予记过处分, 依法给予处分
DISCIPLINE = re.compile(
    r"(?:依法)?(?:分别)?(?:给予|予以)[^，；。]*?处分|依法(?:从重)?处分$|(?:给予|予以)(?:警告|记过|记大过|降级|撤职|开除)(?:(?:、|或者)(?:记过|记大过|降级|撤职|开除))+"
    r"|予以(?:记过|记大过|降级|撤职|开除)"
)
# 依法予以治安管理处罚; 依照《治安管理处罚法》的规定给予处罚
PUNISH = re.compile(
    r"(?:依法|依照[^，；。]*?|按照[^，；。]*?|根据[^，；。]*?)?(?:给予|予以|进行|从重|依法|规定)(?:行政|治安管理|治安|相应)*处罚(?!决定|程序|种类|款|外|幅度)|(?:依法)?给予(?:相应|严肃)?处理"
    r"|(?:依照|按照|依据|根据|按)[^，；。]*?(?:》|法律|法规|规章|办法|条例|第[^，；。]{1,12}[条款项])(?:的?(?:有关|相关)?规定)?处罚(?!决定|程序|种类|款|外|幅度)"
)
WARN = re.compile(r"(?:给予[^，；。]{0,20}?|予以|处以|处|并处|[、和]|或者|^)\s*(?P<words>警告)(?!标|牌|信|记|、记过|或者记过|处分)")
CRITICISE = re.compile(r"(?<!受到)(?:给予|予以)?(?:公开)?通报批评")
FINE = re.compile(
    r"(?<!受到)(?<!缴纳)(?<!收缴)(?<!加处)(?:的)?罚款(?!的(?!标准)|额|数额|、没收的|收据|决定|收入|本息|缴)|加罚(?=[\d一二三四五六七八九十百千])"
)
ANOTHER = re.compile(r"警告|没收|通报批评|吊销|责令")
FINE_VERB = re.compile(r"(?:可以?)?(?:单处或者)?(?:并可以?处以?|并处以?|处(?![理罚置分])以?|课以|给予|予以|罚款)")
CONFISCATE = re.compile(
    r"(?<![被罚])(?<!被依法)(?:依法|予以|并)?(?<!罚)没收(?!的|财产|个人(?:全部)?财产)(?:其|全部)*(?P<what>[^，；。]*?)(?=(?:、|，)?(?:并处|并可|处以?[^理置罚]|给予|吊销|责令)|并依法|$)|予以没收"
)
GAINS = re.compile(r"所得|收入|收益|利润|利益|费(?:用)?$|价款")
# 没收违法所得和非法财物; 没收违法生产、批发和零售的商品以及违法所得
GAINS_NOUN = r"(?:其|全部|有关)*(?:违法|非法|违规|销售|经营|出租)*(?:所得|收入|收益|获利|收取的费用)(?:[^，；。和、及或]{0,3})?"
JOIN = r"(?:和|、|以及|及|并没收|或者)"
GAINS_AND_GOODS = re.compile(
    rf"{GAINS_NOUN}(?P<join>{JOIN})(?:没收)?(?P<goods>(?!{GAINS_NOUN}$)[^，；。]+)|(?:(?!{GAINS_NOUN})[^，；。])+(?P<join_behind>{JOIN}){GAINS_NOUN}"
)
# 没收违法经营的音像制品和违法所得以及专用工具
GAINS_AMONG_GOODS = re.compile(rf"(?!{GAINS_NOUN})[^，；。]+?(?P<join>{JOIN})(?:其|全部)*(?:违法|非法)所得{JOIN}[^，；。]+")
SEIZE = re.compile(
    r"(?:依法)?(?:可以)?(?:给予)?(?:暂扣|扣留|暂停)[^，；。、]{0,12}?(?:或者|、|直至|或)(?=吊销|撤销)|(?:依法)?(?:可以)?(?:暂扣|扣留|暂停)[^，；。、]*?(?:证|照|许可|资格)[^，；。、或并]*"
)
# 可以暂扣其违法作业设备及工具
IMPOUND = re.compile(r"(?:可以?)?(?:暂扣|扣押|(?<![被])扣留)(?!期间|物品|决定|手续|或者吊销)[^，；。]{2,}")
REVOKE = re.compile(
    r"(?<!被)(?:依法)?(?:可以)?吊销[^，；。]*?(?=(?:、|，)?(?:并处|处以|可以处|给予)|(?:、|或者|和)(?:取消|降低|撤销|责令)|$)"
)
BAN = re.compile(
    rf"(?:{NUMBER}(?:年|个月)(?:以上{NUMBER}年以下)?(?:至{NUMBER}年)?[以之]?内|终身|永久|在一定期限内)?(?:均|也)?(?:不得|禁止|不受理|不予受理)(?:其|再|直接或者间接)*"
    r"(?:从事|担任|申请|再次申请|参加|参与|受聘|执业|进入|经营|报考|重新申请)[^，；。]*|(?:禁止|限制)从业|(?:市场|行业|职业)禁入(?!等)"
)
# 三年内不得申请 bars, 不得从事 forbids
TERM = re.compile(rf"^(?:{NUMBER}(?:年|个月)|终身|永久|在一定期限)|(?:禁止|限制)从业|禁入|(?:停止|暂停)[^，；。]*执业")
# 不得对其处以罚款, 可以不予处罚: nothing is imposed
NEGATED = re.compile(r"(?:不得|不予|不再|不应当?|不能|免予|免于)[^，；。的或]{0,12}$")
DETAIN = re.compile(
    rf"(?:处以?|给予|并处)?(?:(?P<low>{NUMBER})日以上)?(?P<high>{NUMBER})日以下(?:的)?(?:行政)?拘留|(?:给予|予以|处以?)行政拘留"
)
OTHER = re.compile(
    r"(?:依法)?(?:可以)?(?:予以取缔|取缔[^，；。]*|撤销[^，；。]*?(?:登记|许可|证书?|资格|批准|备案|资质|称号|执照)[^，；。]*|降低[^，；。]*?(?:等级|资质)"
    r"|取消[^，；。]*?(?:资格|称号|许可)[^，；。]*|按日连续处罚|(?:给予|予以|进行)?批评教育|责令具结悔过)"
)
OPTIONAL = re.compile(r"可以|(?<![许认不])可(?=处|并处|并罚|责令|给予|对|由|单处|没收|吊销|暂扣|视|根据|按|取消|并(?!能))|酌情可|可并")
# 给予直接责任人员处分
GIVEN = re.compile(r"给予(?P<target>[^，；。对]{1,30}?(?:人员|负责人|责任人|经营者|单位))(?:依法)?(?:行政|政务)?(?:处分|警告|罚款|通报)")
# 对直接负责的主管人员和其他直接责任人员
TARGET = re.compile(
    r"对(?P<target>(?:[^，；。对]|对(?=[^，；。]*负有))*?(?:人|人员|单位|者|企业|机构|组织|公司|学校|部门|户|员|方|商|店|主|厂|社|院|站|馆|法人|公民|业主|摊贩|作坊|医院|船舶)(?:（[^）]*）)?)"
    r"(?=，|处|给予|予以|并|可|依法|由|责令|没收|吊销|按|可以|分别|单处|进行|公开|通报|应当|视|暂|罚|警告|撤销|取消|追究|$)"
)

PERSON = r"(?:单位|个人|公民|自然人|企业|法人|其他组织|经营者)"
PERSONS = rf"{PERSON}(?:(?:、|和|或者){PERSON})*"
# 单位处二千元罚款, without 对
SUBJECT = re.compile(rf"(?:^|、)(?:其中)?(?P<target>{PERSONS})(?=(?:可以?|并)*(?:处(?![理罚置分])|罚款|{NUMBER}元))")
# 属于个人的，处二百元罚款
SORT = re.compile(rf"(?:其中)?(?:当事人|违法行为人)?(?:属于?|是|系|为)(?P<target>{PERSONS})的")


@dataclass(frozen=True, slots=True)
class Found:
    """A sanction and where it stands in its clause."""

    start: int
    end: int
    sanction: Sanction


@lru_cache(maxsize=1024)
def find_sanctions(clause: str) -> tuple[Sanction, ...]:
    """Return what a clause imposes, in order: ``责令改正，`` is one, ``处警告或者二百元以下罚款`` two.

    A clause that ends in 的 (逾期不改正的) is a condition and imposes nothing. ``condition`` and ``target`` are left to the sentence.
    """
    if (
        len(clause) > LONGEST_CLAUSE
        or not may_sanction(clause)
        or clause.rstrip("：:，；。").endswith("的")
        or ASKED.search(clause)
        or (DECIDED.search(clause) and "按日连续" not in clause)
    ):
        return ()
    taken: list[Found] = []
    for found in _candidates(clause):
        if not NEGATED.search(clause, 0, found.start) and not any(found.start < other.end and other.start < found.end for other in taken):
            taken.append(found)
    taken.sort(key=lambda found: found.start)
    return tuple(replace(found.sanction, optional=bool(OPTIONAL.search(clause, 0, found.end))) for found in taken)


# ，但最高不超过三万元 behind a fine; ，二千元以下罚款 behind 五百元以上
BOUND = re.compile(rf"[，,]{GOES_ON}")


def penal_clauses(sentence: str) -> tuple[Clause, ...]:
    """Split a sentence into clauses; one that only bounds the fine before it is part of that one."""
    clauses: list[Clause] = []
    for clause in split_clauses(sentence):
        last = clauses[-1] if clauses else None
        joined = f"{last.text}{last.mark}{clause.text}" if last else ""
        if last and BOUND.match(joined, len(last.text)) and FINE_VERB.search(last.text) and any(find_amounts(last.text)):
            clauses[-1] = Clause(joined, clause.mark, clause.keeps)
        else:
            clauses.append(clause)
    return tuple(clauses)


def bars(sanction: Sanction) -> bool:
    """Tell a bar for a time, which only a breach brings about, from what is forbidden to anybody: 不得从事采砂活动."""
    return sanction.type == "限制从业" and TERM.search(sanction.text) is not None


def imposes(sentence: str) -> bool:
    """Tell whether a sentence imposes anything on those of whom it says what they did: 以欺骗手段取得备案的，由公安机关撤销资质."""
    if "的" not in sentence or not may_sanction(sentence):
        return False
    found = (sanction for clause in penal_clauses(sentence) for sanction in find_sanctions(clause.text))
    return any(sanction.type != "限制从业" or bars(sanction) for sanction in found)


def may_sanction(text: str) -> bool:
    """Tell whether a text can sanction at all, by its words."""
    return TRIGGER.search(text) is not None


def offers(clause: str) -> bool:
    """Tell whether a clause leaves to the authority whether to do what follows: 可以自责令改正之日的次日起，…按日连续处罚."""
    return len(clause) <= LONGEST_CLAUSE and OPTIONAL.search(clause) is not None


# 每销售一条未取得检疫证明的犬只，; 每超过一平方米
EACH = re.compile(r"每[\u4e00-\u9fff]{0,6}?(?:一)?(?P<unit>平方米|立方米|公里|[条只头株棵件台辆次人日天吨米户个份幅处])")


def per_unit(words: str) -> str | None:
    """Return the unit that a clause before a fixed sum counts by: ``每销售一条未取得检疫证明的犬只，`` → ``条``."""
    found = EACH.search(words[:LONGEST_CLAUSE])
    return found["unit"] if found else None


def find_target(clause: str) -> str | None:
    """Return on whom a clause imposes: ``对直接负责的主管人员处…`` → ``直接负责的主管人员``."""
    return next((target for _, target in find_targets(clause)), None)


def find_targets(clause: str) -> tuple[tuple[int, str], ...]:
    """Return all on whom a clause imposes, each with its place: ``对单位处…、对个人处…``, ``单位处…``, ``属于个人的``."""
    if len(clause) > LONGEST_CLAUSE:
        return ()
    found = [*TARGET.finditer(clause)] if "对" in clause else []
    found = found or ([*GIVEN.finditer(clause)] if "给予" in clause else [])
    found = found or [*SUBJECT.finditer(clause)] or ([sort] if (sort := SORT.fullmatch(clause)) else [])
    return tuple((one.start(), re.sub(r"^(?:其|违反[^，；。]*?的(?=[^的]+$))", "", one["target"])) for one in found)


def sorts(clause: str) -> bool:
    """Tell a clause that only says on whom what follows is imposed, ``属于个人的``, from a condition."""
    return SORT.fullmatch(clause) is not None


def _candidates(clause: str) -> Iterator[Found]:
    """Yield every reading, the stronger first: what overlaps an earlier one is dropped."""
    fines = tuple(_fines(clause))
    yield from (fine for fine in fines if fine.sanction.unit)
    for found in SUSPEND.finditer(clause):
        yield _plain(found, "限制从业")
    for pattern in (DISCIPLINE, PUNISH):
        for found in pattern.finditer(clause):
            yield _plain(found, "其他")
    for found in ORDER.finditer(clause):
        yield from _orders(found)
    for found in DEADLINE.finditer(clause):
        yield _plain(found, "责令改正")
    for found in STOP_BUSINESS.finditer(clause):
        yield _plain(found, "责令停产停业")
    yield from fines
    for found in CONFISCATE.finditer(clause):
        yield from _confiscations(found)
    for found in DETAIN.finditer(clause):
        low, high = (parse_amount(words) if words else None for words in found.group("low", "high"))
        yield Found(*found.span(), Sanction("行政拘留", found[0], low, high, "日" if high else None))
    kinds: tuple[tuple[re.Pattern[str], SanctionType], ...] = (
        (SEIZE, "暂扣许可证件"), (REVOKE, "吊销许可证件"), (BAN, "限制从业"), (CRITICISE, "通报批评"), (IMPOUND, "其他"), (OTHER, "其他"),
    )  # fmt: skip
    for pattern, kind in kinds:
        for found in pattern.finditer(clause):
            yield _plain(found, kind)
    for found in WARN.finditer(clause):
        start = found.start() if found[0][0] in "给予处并" else found.start("words")
        yield Found(start, found.end(), Sanction("警告", clause[start : found.end()]))


def _plain(found: re.Match[str], kind: SanctionType) -> Found:
    return Found(*found.span(), Sanction(kind, found[0]))


def _orders(found: re.Match[str]) -> Iterator[Found]:
    """Split 责令停止违法行为、限期改正 in two; what has no kind of its own (恢复原状) stays with the order before it."""
    start, what = found.start("what"), found["what"]
    if not what:
        return
    pieces: list[tuple[int, int, SanctionType]] = []
    position = 0
    for part in ORDER_PARTS.split(what):
        begin = what.index(part, position)
        position = begin + len(part)
        kind: SanctionType = next((kind for pattern, kind in ORDERS if pattern.search(part)), "其他")
        if pieces and (kind in ("其他", pieces[-1][2])):
            pieces[-1] = (pieces[-1][0], position, pieces[-1][2])
        elif pieces and pieces[-1][2] == "其他":
            pieces[-1] = (pieces[-1][0], position, kind)
        else:
            pieces.append((begin, position, kind))
    for n, (begin, end, kind) in enumerate(pieces):
        first = found.start() if n == 0 else start + begin
        yield Found(first, start + end, Sanction(kind, found.string[first : start + end]))


def _fines(clause: str) -> Iterator[Found]:
    """Read 处二千元以上三万元以下的罚款; 五倍以下或者一万元以上五万元以下的罚款 is two; 并处罚款 has no range."""
    end_of_last = 0
    for fine in FINE.finditer(clause):
        if fine.start() < end_of_last:
            continue
        amounts = [amount for amount in find_amounts(clause) if end_of_last <= amount.start]
        before = [amount for amount in amounts if amount.start < fine.start()]
        after = [amount for amount in amounts if fine.end() <= amount.start <= fine.end() + 2 and not before]
        chosen = before or after
        if not chosen and FINE_VERB.search(clause, end_of_last, fine.start()):
            verb = _verb(clause, end_of_last, fine.start())
            start = fine.start() if verb is None else verb
            yield Found(start, fine.end(), Sanction("罚款", clause[start : fine.end()]))
        for n, amount in enumerate(chosen):
            verb_at = _verb(clause, end_of_last if n == 0 else chosen[n - 1].end, amount.start)
            start = amount.start if verb_at is None else verb_at
            end = max(fine.end(), amount.end) if n == len(chosen) - 1 else amount.end
            base = None if amount.unit.startswith("元") else _base(clause[end_of_last if n == 0 else chosen[n - 1].end : amount.start])
            yield Found(start, end, Sanction("罚款", clause[start:end], amount.low, amount.high, amount.unit, base, cap=amount.cap))
        end_of_last = max([fine.end(), *(amount.end for amount in chosen)])


def _verb(clause: str, start: int, end: int) -> int | None:
    """Return where the words that impose a fine start; behind 警告 or 没收 in the same breath, None."""
    found = list(FINE_VERB.finditer(clause, start, end))
    return found[-1].start() if found and not ANOTHER.search(clause, found[-1].start(), end) else None


# 处违法所得, 并处相当于治理费用, 按照合同价款; 处警告或者违法所得
BEFORE_BASE = re.compile(r".*(?:处以|处(?![理罚置分])|按照|按|课以|可以|给予|罚款(?!数额|总额)|警告)(?:或者|和)?")


def _base(words: str) -> str | None:
    base = BEFORE_BASE.sub("", words.strip(), count=1)
    base = re.sub(r"^(?:处以?|或者|和|以|相当于|其|该)+", "", base)
    return re.sub(r"(?:的|处以?)+$", "", base) or None


def _confiscations(found: re.Match[str]) -> Iterator[Found]:
    """Split 没收违法所得和非法财物 in two."""
    what = found["what"]
    if not what:
        yield _plain(found, "没收财物")
        return
    if among := GAINS_AMONG_GOODS.fullmatch(what):
        cut = found.start("what") + among.start("join")
        yield Found(found.start(), cut, Sanction("没收财物", found.string[found.start() : cut]))
        yield Found(cut, found.end(), Sanction("没收违法所得", found.string[cut : found.end()]))
        return
    if two := GAINS_AND_GOODS.fullmatch(what):
        start = found.start("what")
        join = "join" if two["goods"] else "join_behind"
        kinds: tuple[SanctionType, SanctionType] = ("没收违法所得", "没收财物") if two["goods"] else ("没收财物", "没收违法所得")
        spans = (found.start(), start + two.start(join)), (start + two.end(join), found.end())
        for kind, (begin, end) in zip(kinds, spans, strict=True):
            yield Found(begin, end, Sanction(kind, found.string[begin:end]))
        return
    yield _plain(found, "没收违法所得" if GAINS.search(what) else "没收财物")
