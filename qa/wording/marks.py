"""Marks of questions and of clauses: what their words show at a glance, as numbers. ``qa.wording.linear`` weighs them by what was learnt."""

from __future__ import annotations

import re

from qa.wording.linear import runs_of
from qa.wording.relevance import grams, subject

NEGATED = re.compile(
    r"不(?!是)|没|未|无|拒|擅自|\bnot\b|n't\b|\bwithout\b|\brefus|\bfail|\bno\b(?!\.)|\b(?:shut|left) out\b|\bexcluded|\bineligible",
    re.IGNORECASE,
)
WITHIN_WORDS = re.compile(
    r"不(?:同(?!意)|仅|但|论|管(?![理教护控])|断|良|足|满|动产|特定|正当|可抗力|锈钢|定期|服(?![从用务兵])|明|慎|幸|久|少)|不(?:到|超过|低于|少于|高于|多于|大于|小于)(?=\s*[\d一二两三四五六七八九十百千万半])"
    r"|未(?:成年|来(?!得及)|婚|满|遂)|没(?:收|问题|毛病|关系|事(?![先前]))|拒(?:载|保)"
    r"|无(?:人(?:机|车|船|艇|驾驶|驾|售货|零售|值守|售票|超市|商店|店)|线|障碍|形|偿|论|息|害|锡|故|期|纺|损|烟|氧|土|纸|因|船承运|车承运|产|机|状)"
)
"""不动产, 无人机, 未成年人, 没收; 不满一年: what is no negation though it holds the character of one."""
TAG = re.compile(
    r",\s*(?:(?:wo|sha|ai|is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had)(?:n?['’]t|not)? (?:it|they|we|i|he|she|you|that|this|there)(?: not)?"
    r"|right|correct|is that (?:right|so|true|correct))\s*\?*$",
    re.IGNORECASE,
)
"""They may publish it, can't they? negates nothing, and asks what stands before it."""
CHOICE = re.compile(r"(?<![叫让催喊])(?P<one>[一-鿿]{1,3})[不没](?P=one)(?:以|到)?|(?:不|没有?)(?=[啊呀呢]?[？?]?$)")
"""能不能, 报不报备案, 登记不登记: no negation; 叫挪不挪 tells of a refusal."""
NO_WAY_ROUND = re.compile(r"非(?!营利|公有?|机动|法定?|正常|经营)[^，。；？?]{1,20}?不(?:可|成|行)(?!以)")
"""非写进去不可: a double negation, which is none."""
OF_SUBJECT = re.compile(
    r"(?:不|没|未|无|拒|擅自)[^，。；？?能可要会]{0,20}的(?!话)[^，。；？?]{0,20}?(?=(?:能|可以|要|需|应|必须|会|算|属|是)(?!吗|么|不|[？?]|$))"
)
"""没有执照的人 in 没有执照的人能开船吗: what tells of whom or of what something is asked is no negation of it."""
ASKS: dict[str, re.Pattern[str]] = {
    "choice": CHOICE,
    "may": re.compile(r"能不能|可不可以|能否|可否|可以|行不行|行吗|准不准|让不让|\bcan\b|\bmay\b|\ballow|\bpermitted\b", re.IGNORECASE),
    "can": re.compile(r"能|会"),
    "need": re.compile(r"要|得|需|须|用不用|\bneed|\brequire|\bmust\b|\bhave to\b", re.IGNORECASE),
    "approval": re.compile(r"审批|批准|许可|备案|同意|资质|登记|手续|点头|执照|盖章|permit|approv|licen[cs]e", re.IGNORECASE),
    "by oneself": re.compile(r"直接|自己|自行|擅自|私自|私下|随便|随意|想.{1,4}就|\bdirectly\b|\bfreely\b", re.IGNORECASE),
    "lawful": re.compile(r"合法|违法|犯法|违规|合规|合理|\blegal|\blawful|\billegal", re.IGNORECASE),
    "punished": re.compile(r"罚|处分|坐牢|追究|担责|赔|fine|punish|penal|liable", re.IGNORECASE),
    "right": re.compile(r"有权|凭什么|权利|\bright\b|\bentitled\b", re.IGNORECASE),
    "taken for granted": re.compile(r"吧[？?]?$|对吗|对不对|是不是|真的|听说"),
    "only": re.compile(r"只|就行|就能|光|\bonly\b|\bjust\b|\benough\b"),
    "all": re.compile(r"必须|一定|非得|都|全|任何|\balways\b|\ball\b|\bany\b"),
    "number": re.compile(r"\d|[一二三四五六七八九十两]+(?:日|天|个?月|年|元|块|万|倍)"),
    "exempt": re.compile(r"免|不用|不必|减"),
}
SAYS: dict[str, re.Pattern[str]] = {
    "may": re.compile(r"可以|均可|有权|允许|享受|自主|自愿|可(?=[依按由向处])"),
    "shall": re.compile(r"应当|必须|须(?!知)|应(?=[按依在于由向经])|有义务"),
    "forbids": re.compile(r"不得(?!(?:少于|低于|超过|高于|迟于|晚于|早于|多于)[\d一二三四五六七八九十])|禁止|禁入|严禁|不准|不能|不应当"),
    "relieves": re.compile(r"不实行|无(?:须|需)|不(?:需要|必|再)|免于|免予|免[征收缴交]|免除|不收"),
    "denies": re.compile(r"不予|不(?=计入|作为|视为|属于|包括|列入|纳入|影响|适用)"),
    "urges": re.compile(r"鼓励|支持|倡导|提倡|引导"),
    "approval": re.compile(r"审批|批准|许可|备案|同意|核准|资质|登记|手续|审核|审查"),
    "condition": re.compile(r"的，|情形|条件|符合|具备|经[^，。；]{2,20}(?:批准|同意|许可)|特殊|必要|确需"),
    "only if": re.compile(r"方可(?!以)|才能|只能|只限|不足|未满"),
    "except": re.compile(r"除[^，。]{2,40}外|另有规定|但(?:是)?[^，。]{2,}|除外"),
    "punishes": re.compile(r"罚款|处罚|责令|没收|拘留|吊销|处分|刑事|赔偿|责任"),
    "number": re.compile(r"\d|[一二三四五六七八九十百]+(?:日|个月|年|元|倍|周岁)"),
    "list": re.compile(r"下列|以下"),
    "applies": re.compile(r"适用|参照"),
    "defines": re.compile(r"是指|包括|视为|属于"),
    "not": re.compile(r"不(?!得)"),
    "charges": re.compile(r"负责|由[^，。]{2,20}(?:组织|实施|制定|批准)"),
}
LONGEST_CLAUSE = 240
RESERVATION = re.compile(
    r"除(?:法律|行政法规|法规|规章|国家|国务院|省|本[^，。；]{1,4}|有关|[、和或者]){1,12}另有规定[^，。；]{0,4}外，?"
    r"|(?:^|[，；])但?是?(?:法律|行政法规|法规|规章|国家|国务院|省|有关|[、和或者对此]){1,12}另有规定的，?(?:除外|从其规定|适用其规定|依照其规定)"
)
"""除法律、法规另有规定的外: what every rule is subject to, and what makes none of them a condition."""


def unreserved(clause: str) -> str:
    """Return a clause without the general reservation of other rules; as it is where it says nothing else."""
    plain = RESERVATION.sub("", clause)
    return plain if plain.strip("。；") else clause


def negated(question: str) -> bool:
    """Say whether what a question asks about is put negatively: 不公布规程行吗; 能不能 is not, nor is 不动产要登记吗."""
    return bool(NEGATED.search(OF_SUBJECT.sub("", WITHIN_WORDS.sub("", CHOICE.sub("", NO_WAY_ROUND.sub("", TAG.sub("", question)))))))


def asking(question: str) -> list[float]:
    """Return the marks of a question: whether it is put negatively (能不能 is not), and each of :data:`ASKS`."""
    return [float(negated(question)), *(float(bool(one.search(question))) for one in ASKS.values())]


OR_ELSE = re.compile(
    r"(?P<asks>[吗么吧]|不(?=[？?，,])|行不行|可不可以)[？?，,。\s]*(?:还是|或者)说?[^，。；？?]{0,6}?(?:只[能有许准]|必须|一定|非得|非要|得(?!了)|要(?!求)|不[能行让准许可])[^，。；？?]*[？?]?$"
)
"""个人可以办比赛吗，还是必须是公司: the other case that is thought of, no second question."""


def first_asked(question: str) -> str:
    """Return a question without the other case that it thinks of.

    >>> first_asked("民间资本想开医院，这个允许吗，还是只能公家办？")
    '民间资本想开医院，这个允许吗？'
    """
    return OR_ELSE.sub(lambda found: f"{found['asks']}？", question)


MODALITIES = frozenset({"may", "shall", "forbids", "relieves", "denies", "urges", "not"})
"""What counts only where it is said of the rule itself."""


JUST = re.compile(
    r"光(?![明盘伏荣纤])|只(?!能|有|限|准)|单(?=[靠凭是])|仅|(?<![早])就(?=[在发登贴挂]|(?:我|他|她|咱|我们|咱们)?自[家己]|(?:我|他|她)?一个人)|\b(?:just|only|alone|merely)\b",
    re.IGNORECASE,
)
"""光这样够不够, 只跟公安说一声就行吗, 就发在自家公众号上: of 81 such questions about what clauses demand 70 are answered by no."""


def alone(question: str) -> bool:
    """Say whether a question tells that one thing is done and no other: 就发在自家公众号上."""
    return bool(JUST.search(question))


def demands(clause: str) -> str:
    """Return a clause without its conditions: a 不能 in 证件损坏不能辨认的 forbids nothing."""
    parts = [part for part in re.findall(r"[^，；。：\n]+[，；。：\n]?", clause) if not re.search(r"的[，；。]?$", part)]
    return "".join(parts) or clause


def saying(clause: str) -> list[float]:
    """Return the marks of a clause, each of :data:`SAYS`."""
    rule = demands(clause)
    return [float(bool(one.search(rule if name in MODALITIES else clause))) for name, one in SAYS.items()]


def together(question: str, clause: str) -> list[float]:
    """Return the marks of a question and a clause: those of each, each pair of them, and how much of the question the clause holds."""
    asked, said = asking(question), saying(clause)
    wanted = set(grams(subject(question)))
    shared = len(wanted & set(grams(clause))) / max(len(wanted), 1)
    return [*asked, *said, *(one * other for one in asked for other in said), shared, min(len(clause), LONGEST_CLAUSE) / LONGEST_CLAUSE]


def runs_together(question: str, clause: str) -> list[str]:
    """Return the runs of a question and of a clause, kept apart."""
    return [*runs_of(question, "q"), *runs_of(clause[:LONGEST_CLAUSE], "c")]


FACTS = re.compile(r"[，。；,;！!]|[.?] ")
BARE = re.compile(r"这样|这么|那么|能不能|可不可以|可以|行不行|行|合法|违法|合规|符合规定|没问题|对不对|需要|吗|么|呢|吧|[？?\s]|还|的|做")
"""What asks without saying what: 这样可以吗."""
SHORTEST_ASKING = 3
TOLD_LAST = re.compile(r"(?P<asked>.*[？?])\s*(?P<told>[^？?]*[^？?\s）)][^？?]*)$", re.DOTALL)
ASKS_TOO = re.compile(r"([一-鿿])[不没]\1|[吗么呢吧谁哪怎几]|什么|多少|如何|否|\b(?:what|which|who|how|when)\b", re.IGNORECASE)


def divide(question: str) -> tuple[str, str]:
    """Return the case that a question tells and the part that asks: 我没签过确认书 and 直接发短信给我，可以吗.

    What is told behind the mark of a question belongs to the case: 要批吗？没听说别的规定.
    """
    last = TOLD_LAST.match(question)
    if last and not ASKS_TOO.search(last["told"]):
        told, asks = divide(last["asked"])
        return "，".join(filter(None, (told, last["told"].strip("。；！ ")))), asks
    parts = [part for part in FACTS.split(TAG.sub("?", question)) if part.strip()]
    start = len(parts) - 1
    while start > 0 and len(BARE.sub("", "".join(parts[start:]))) < SHORTEST_ASKING:
        start -= 1
    return "，".join(parts[: max(start, 0)]), "，".join(parts[max(start, 0) :])
