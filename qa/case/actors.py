"""Who is to answer for a breach: the officials of a body, those of other departments, or everybody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from qa.model import Understanding
from qa.wording.clauses import Clause

Actor = Literal["official", "private"]

BODY = r"(?:(?<![布格结])局(?!部(?!署|门))|(?<![餐歌舞大客展影像戏球啡])(?<!营业|宴会)厅|(?<!组)委(?![托员派])|部门|机关)"
"""水利局, 公安厅, 发改委; not 布局, 局部, 餐厅, 营业厅, 组委会, 专家委员会, 委托."""
STAFF = re.compile(
    rf"我们?是[^，。]{{0,8}}{BODY}|(?<!不是)(?<!不算)公务员|官员|执法人员|监管人员|领导|干部|(?:[局处科厅]|(?<![场厕])所)长(?!期(?!间)|时|年)|主管部门(?:的|及其)?人员"
    rf"|(?:(?<![一-鿿])对?|(?:{BODY}|政府|法院|检察院|海关|办事处)(?:的|及其|里的)?|国家|执法|监管|行政|有关|相关)工作人员"
    rf"|(?:{BODY}|政府)(?:里头|里面|里|内部|内|自己|自家)?(?:的|那帮|那些|有|某个?|哪个)?(?:自己)?人(?!办)|(?:(?<![布格结])局|部门)里"
    r"|(?:街道|乡镇|[镇乡县区市]里|镇上|政府|民政|社保|窗口)[^，。？?]{0,3}(?:经办|办事|管事|审核|审批)(?:的|人|员)"
    r"|\b(?:officials?|civil servants?|bureau staff|department staff|staff (?:of|at|in) the|staff (?:of|at|in) an? (?:[\w-]+ ){0,4}(?:authority|bureau|department|agency|government office)|(?:bureau|department|office)(?:'s)? (?:employees?|staff|workers?|heads?))\b",
    re.IGNORECASE,
)
"""体育局那帮人, 测绘局有人, 分管副局长; not 营业场所长期…, 商场工作人员."""
OFFICE = re.compile(
    r"(?<![一-鿿])(?P<bare>局里|单位里|部门里|(?:当地|有个?|一个|某个?|[县市镇乡村]|我们?){0,2}(?:交警|警察|[民辅]警|派出所|城管|[村居]委会|[村居]民委员会))"
    rf"|(?P<name>[一-鿿]{{2}})(?:行政)?(?:主管)?{BODY}"
)
"""水利局, 主管部门; the two characters before it are its field. 交警打人; not 打了交警, whom somebody else has hit."""
NAMELESS = re.compile(r"处罚|执法|有权|哪个|哪些|什么|相关|有关|其他|其它|别的|行政|主管|政府|这个|那个")
NO_FIELD = re.compile(r"[的了着过这那]$|(?:(?<![外公社])交|给|找|由|到|归|被|让|去|向|跟|问|送)$")
"""抢发的部门, 不交局里: what stands before a body is no field of it."""
SPEAKS = re.compile(
    r"^(?:的人)?(?:已经?|就|也|才|又|还|直接|现场|当场|可以|可|能不能|能否|能|会不会|会|要不要|要|该|应当?|有权|来|去|过来)*"
    r"(?:说|讲|让|叫|要求|责令|通知|罚|处罚|来?查|检查|处理|追究|没收|收缴|扣|拖走|拦|给|对|把|拿|找|抓|批评|警告|发现|认定|管|怎么|如何|咋|作出|决定|处)"
)
"""体育局说…, 体育部门能直接罚我们吗: the body acts against the breach and is not the one that commits it."""
ORDERS = re.compile(r"^(?:已经?|就|也|才|又|还)*(?:说|讲|让|叫|要求|通知|告诉|来|过来|上门|查|罚)")
"""村干部说我要被处理."""
AGAINST = re.compile(r"(?:[给向跟被让由归找到对]|报给|报告)(?:了|我们|当地|本地|省|市|县)?$")
"""给测绘局报了假资料, 由体育局罚."""
OURSELVES = re.compile(
    r"我(?!们?[村社区]{0,2}[村居]委会)|咱|俺|公司|企业|协会|俱乐部|老板|个人|主办|承办|协办|组织者|赛事方|商家|店|厂|[村居]民(?!委员会)|市民|老?百姓|群众|网友|老头|小伙|农户|司机|乘客|观众|选手"
    r"|\b(?:i|we|my|our|company|firm|start-?up|club|promoter|organi[sz]ers?|individuals?|person)\b",
    re.IGNORECASE,
)
MISCONDUCT = re.compile(
    r"好处|红包|吃请|吃了[^，。]{0,8}请|收了?(?:钱|礼|贿)|受贿|睁一只眼|放水|走后门|托人|徇私|懒政|不作为|偷懒|失职|渎职|玩忽|滥用|乱来|包庇|袒护|偏袒|关系户|照顾熟人|装作没看"
    r"|\b(?:brib\w+|abus\w+|corrupt\w*|neglect\w*|favou?r\w*|look(?:ed|s|ing)? the other way|turn\w* a blind eye|kickbacks?)\b",
    re.IGNORECASE,
)
"""What people say for 滥用职权、徇私舞弊、玩忽职守."""
OFFICIAL_CRIMES = re.compile(r"滥用职权|徇私舞弊|玩忽职守")

INTRODUCES = re.compile(r"[我咱俺]们?[^，。；？?]{0,6}[是在管][^，。；？?]{1,16}[，。；]")
ASKER = re.compile(r"[我咱俺]")
"""我是镇里的干部。几个村民堵着路不让进: who asks is not the one who committed the breach, where nothing more is told of it."""
OUTSIDER = re.compile(r"(?:不是|不算|并非)(?:公务员|官员|干部|国家工作人员)|公司|企业|协会|俱乐部|老板|商家|农户|店主|厂里")

BEFORE_ACT = re.compile(
    r"违反|有下列|有前款|滥用|玩忽|徇私|未(?:按|依|经|履)|不(?:履|按|依)|擅自|拒|妨碍|阻|在[一-鿿]{2,16}(?:中|时)|有《?[^，。]{0,20}行为"
)
"""What ends the subject of a penal sentence."""
OFFICIAL_SUBJECT = re.compile(
    r"部门|机关|(?<=监管|监督|监察|执法|行政|派出|主管|审批|登记|经办|征收|税务|管理)(?<!物业管理)机构|人民政府|国家工作|执法|^(?:有关|相关)?工作人员|公职|监察|当局|[村居]民委员会"
)
"""执法机构, 登记机构; not 养老机构及其工作人员, 用人单位的主管人员."""
PRIVATE_SUBJECT = re.compile("个人|、企业|、团体|、[^，]{2,12}(?<!事业)单位")
OWES = re.compile(r"(?P<subject>[^，。；：]{2,40}?)(?=应当|不得|必须|负责|可以)")
OTHER_THAN = re.compile(r"^除(?P<name>[一-鿿、]{2,30}?)(?:以)?外")
GENERIC = re.compile(
    r"县级以上|地方|各级|人民政府|国务院|省|设区的市|市|县|有关|行政|主管|部门|机关|及其|其他|工作人员|人员|负有|负责|监督管理|管理|职责|职能|国家|的|及|等|和|、|与|或者|单位|个人"
)


def actor(understanding: Understanding) -> Actor | None:
    """Return who the question says committed the breach; None where it does not say."""
    told = INTRODUCES.match(understanding.own)
    rest = understanding.own[told.end() :] if told else ""
    return (_actor(rest) if rest and not ASKER.search(rest) else None) or _actor(understanding.own)


def outsider(understanding: Understanding) -> bool:
    """Say whether a question says that the one who committed the breach is no official, or works for nobody but a company."""
    return bool(OUTSIDER.search(understanding.own)) and actor(understanding) == "private"


def _actor(own: str) -> Actor | None:
    if any(not ORDERS.match(own[found.end() :]) for found in STAFF.finditer(own)):
        return "official"
    if OURSELVES.search(own):
        return "private"
    if OTHERS.search(own) or any(_commits(own, found) for found in OFFICE.finditer(own)):
        return "official"
    return None


def _commits(own: str, office: re.Match[str]) -> bool:
    if office["name"] and NAMELESS.fullmatch(office["name"]):
        return False
    return not SPEAKS.match(own[office.end() :]) and not AGAINST.search(own[: office.start()])


def punished(sentence: str) -> Actor | None:
    """Return whom a penal sentence punishes, by the subject that it starts with; None where it names none."""
    if OFFICIAL_CRIMES.search(sentence):
        return "official"
    head = _subject(sentence)
    if not head:
        return None
    return "official" if OFFICIAL_SUBJECT.search(head) and not PRIVATE_SUBJECT.search(head) else "private"


def bound(clause: Clause) -> Actor | None:
    """Return whom a duty binds, by the subject of its sentence or of the first one of its paragraph; None where they name none."""
    said = clause.lead or clause.text
    owner = OWES.match(said) or OWES.match(clause.paragraph.text)
    if owner is None:
        return None
    return "official" if OFFICIAL_SUBJECT.search(owner["subject"]) and not PRIVATE_SUBJECT.search(owner["subject"]) else "private"


def _subject(sentence: str) -> str:
    first = re.split(r"[，。；：]", OTHER_THAN.sub("", sentence), maxsplit=1)[0]
    found = BEFORE_ACT.search(first)
    return re.sub(r"^对", "", first[: found.start()]) if found else ""


def of_body(sentence: str, understanding: Understanding) -> bool | None:
    """Say whether the body that a penal sentence names is the one of the question; None where either names none.

    除测绘行政主管部门外的有关部门 is any body but that one.
    """
    others = bool(OTHERS.search(understanding.own))
    if excluded := OTHER_THAN.match(sentence):
        very = _named(_fields(excluded["name"]), understanding)
        return True if others else None if very is None else not very
    fields = _fields(_subject(sentence))
    if not fields:
        return None
    return False if others else _named(fields, understanding)


def _named(fields: Sequence[str], understanding: Understanding) -> bool | None:
    """Say whether a question is about a body of one of the fields; None where it names no body."""
    asked = (understanding.own, *understanding.wordings)
    if named := _bodies(asked):
        return any(field in words for field in fields for words in named)
    if any(field in words for field in fields for words in asked):
        return True
    told = _bodies([understanding.whole])
    return any(field in words for field in fields for words in told) if told else None


def _bodies(asked: Sequence[str]) -> list[str]:
    """Return the bodies that texts name as those that commit something."""
    return [
        own[max(one.start() - 6, 0) : one.end()]
        for own in asked
        for one in OFFICE.finditer(own)
        if one["name"] and not NO_FIELD.search(one["name"]) and _commits(own, one)
    ]


OTHERS = re.compile(
    r"(?:其他|其它|别的)(?:的|有关|政府)?(?:部门|单位|机关|局)|\bother (?:departments?|bod(?:y|ies)|agenc(?:y|ies)|offices?|bureaus?)",
    re.IGNORECASE,
)


def _fields(subject: str) -> list[str]:
    """Return what the bodies of a subject are about: 测绘与地理信息行政主管部门及其工作人员 → 测绘, 地理信息."""
    return [part for part in re.split(r"\s+", GENERIC.sub(" ", subject)) if 2 <= len(part) <= 8]


def fitness(sentence: str, understanding: Understanding) -> float:
    """Return how well a penal sentence fits the one who committed the breach: -1 for somebody else, 1 for the very one, 0 where it is not said."""
    who, whom = actor(understanding), punished(sentence)
    if who and whom and who != whom:
        return -1.0
    if whom == "official" and (who == "official" or MISCONDUCT.search(understanding.own)):
        same = of_body(sentence, understanding)
        return -1.0 if same is False else 1.0 if same else 0.5
    return 0.0
