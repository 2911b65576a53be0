"""Several things that a question sets side by side, 主办人、承办人和协办人各自, and what it asks of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

INTERROGATIVE = re.compile(
    r"怎么|怎样|如何|咋|多少|谁(?![都也])|哪|什么|啥|(?<![这那好近十百千了过没])(?<!(?<!提)前)几(?!乎|[^，]{0,4}几)|多久|多长|(?<!任)何(?!况)|要不要|能不能|可不可以|是不是|是否|有没有|需不需要|用不用|会不会|(?P<again>[一-鿿])不(?P=again)|吗|么(?=$)|(?<=[一-鿿])(?<![可要岂])不(?=[，,、？?]|$)|罚则"
    r"|\b(?:what|who|which|when|how|where)\b|(?:^|\band |[.,?!] )\s*(?:whose|why)\b"
    r"|(?:^|[.?!] )\s*(?:(?:and|but|so|then) )?(?:is|are|was|were|am|does|do|did|can|could|must|may|will|would|should|shall)\b",
    re.IGNORECASE,
)
"""违反哪条，怎么罚 asks twice, 上保险不，要体检不 too."""
WHATEVER = re.compile(
    r"想?.?(谁|什么|怎么|哪)[一-鿿]{0,2}?就?.?\1(?![个级些家种项条])[一-鿿]?|(?:无论|不论|(?<!管)不管(?!理)|不知道?|不清楚|不晓得)[^，。？?]{0,6}?(?:谁|什么|啥|哪|怎|如何|何|几|多少|多久)"
    r"|(?<!有)(?:没有?|未)[^，。；？?罚]{0,4}(?:什么|啥)[^，。；？?]{0,6}(?=[，,。；;]|$)"
)
"""想请谁请谁, 想怎么办就怎么办; 不管谁违法, 不知道谁报的警; 没闹出什么事，…: no question."""
BREAK = re.compile(
    r"[，；;。？?！!]|,(?!\d{3}(?!\d))|、(?=怎|如何|什么时|何时|由谁|由哪|谁|哪|是否|是不是|要不要|能不能|有没有|多|各[^、，。？?]{0,4}(?:哪|什么|啥|多少|谁|怎|如何|几))|(?:\s+and\s+(?=(?:what|who|whose|which|when|how|where|why|is|are|does|do|can|must|to what|by when)\b))",
    re.IGNORECASE,
)
_EACH = (
    r"(?:分别|各自|各(?=[有是为由要应会能需怎如承负吃受挨得管归])"
    r"|(?<=[一-鿿])(?<![的对向由在给从把与和及跟])各(?=[^，。？?级地类种项部市县区国乡镇村位界族]{1,4}?(?:啥|什么|多少|谁|哪|怎|几|如何)))"
)
"""各管啥, 各奔什么去, 各主攻什么; 各级, 各部门 and 对各市场主体 are of all of them."""
_HIGHER = (
    r"(?:哪(?:一?[个项边家种方条份]|者)?|谁)[^，。？?]{0,10}?(?:更|最)?(?<!多)[高低多少大小长短重轻严宽早晚快慢](?:一?[些点])?"
    r"(?=[呢啊]?(?:[，。？?]|$))"
)
"""哪个目标定得高, 哪个多, 谁定的规模更大"""
_MUCH = "often|much|many|high|strictly|heavily|severely"
_AS_MUCH = rf"\bas (?:{_MUCH}) as\b(?! (?:\d|an? |one |possible|need|necess|we |you |they |i |it ))"
"""as often as the others; not as often as needed, fined as much as 3,000 yuan."""
TOGETHER = re.compile(
    rf"{_EACH}|{_HIGHER}|一个[^，,。；？?]{{1,20}}[，,；][那而]?(?:另外?|还有)一个|是否一致|一回事|一个样|区分|界限|分清|各(?:有|是|为|由|要|会|应|负|挨|承担|规定|给|讲|说|需|能|提|多少|几|在|怎|如何)|区别|差别|差异(?!时|的，)|差在|差多少|划分|分工|不同(?!于)|异同|不一样|有啥两样|对比|比较|相比|(?<!一模)一样|相同|同一|比起来|都(?=[有是提写规讲要])"
    rf"|\brespectively\b|{_AS_MUCH}|\beach\b|\bboth\b|\bcompare|\bdiffer|\bversus\b|(?<![a-z])vs(?![a-z])|\bthe same\b|\bbetween\b",
    re.IGNORECASE,
)
"""Words by which a question asks for several things side by side."""
COMPARES = re.compile(
    rf"{_HIGHER}|是否一致|一回事|一个样|区别|区分|差别|差异|差在|差多少|不同|异同|不一样|有啥两样|对比|比较(?!好|大|多)|相比|(?<!一模)一样|相同|同一|比起来|\bcompare|\bdiffer|\bversus\b|(?<![a-z])vs(?![a-z])|\bthe same\b|{_AS_MUCH}",
    re.IGNORECASE,
)
SAME = re.compile(
    rf"一样|一回事|一个样|相同|同一(?:[天日个次家份级类种位处]|部门|机关|单位|主体)|同[日天](?!而)|一致|\bthe same\b|{_AS_MUCH}",
    re.IGNORECASE,
)
BEFORE_FIRST = re.compile(
    r".*(?:[，,；;：:。]|有?(?:哪些|哪几[个项]?|什么|啥)|[的在对里从把给由按]|针对|关于|对于|就|请问|对比|比较|写对比稿|(?:19|20)\d{2}年|\b(?:of|between|compare|the|for|in|to|on|do|does|are|is)\b)",
    re.IGNORECASE,
)
"""体育主管部门在体育赛事的|服务、监督和信用方面: what stands before the first of several."""
AFTER_LAST = re.compile(
    rf"(?:方面|这?[两俩三四五](?:[者个种类样项条家方]|件事?))?(?:之间)?(?:\s?{_EACH}|各(?=[规给讲说提多几在])|是否|是不是|\s(?=责任|义务|职责|区|差|异)|的(?!罚则|处罚|后果|法律责任)|有(?=[什何哪啥])|在|由(?=谁|哪|什么)|怎|如何|是(?=[什谁哪多啥不同])|(?<=[一-鿿]{{2}})(?:搞|弄|奔)(?=[一-鿿])|对(?!象)|应当|要(?=[做承负求])|需|针对|都|谁|哪|呢|什么|多少|区别|不同|(?<!一模)一样|[，,]|差在|比(?=[，,])|$)"
    r"|\s(?:in|under|of|for|to|differ|respectively|both|each|have|has|do|does|is|are|must|should)\b|[？?，,。]|(?<=\d)\.(?=\s[A-Z])",
    re.IGNORECASE,
)
JOINT = re.compile(
    r"、|[，,](?:和|与|跟)|(?<=[一-鿿]{2}) (?=[一-鿿]{2,} ?(?:各|分别))|(?<!其)(?<!总)(?<!温)(?<!谐)(?<!饱)和(?![谐平解])|(?<!参)与(?!会|者|赛)|以及|(?<!以)及(?!时|格)|跟|(?<![合共协随会])同(?=[^一意时类业级样步行])|(?<![达收受遭做得感找等直看想遇拿领])到|\band\b|\bversus\b|(?<![a-z])vs(?![a-z])\.?|/",
    re.IGNORECASE,
)
LIKE = re.compile(r"[^，。？?]{1,10}?(?:差不多|一样|相同|类似|相似|相近|雷同)(?:一样)?的")
"""跟它差不多一样的名字: what it is like is no second thing asked about."""
ASPECT = re.compile(
    r"(?:定义|含义|概念|范围|期限|时限|时间|义务|职责|责任|罚则|处罚|法律责任|后果|条件|程序|流程|目标|措施|主管部门|部门|依据|频率|周期|幅度|文号|日期|原则|内容|要求|方式|机关|保障|支持|标准|罚款|来源|优惠|政策|补贴|投入|培养|引进|性质|任务|资金|权利|作用|方法|渠道)$"
)
"""定义和适用范围, 保障义务及违反后的罚则: aspects of one subject, asked for together."""
ELLIPTIC = re.compile(
    r"(?P<first>[^，。的]{1,16})的(?P<what>[^，。的和与跟]{1,12})(?:和|与|跟)(?P<second>[^，。的]{1,16})的(?=有|区别|差|不|一样|相)"
)
"""省里监测的事项和市县的有什么区别"""
OF_A_KIND = re.compile(
    r"(?P<first>[^，,。；：、？?的和与跟]{2,12})的(?P<noun>[^，。、的和与跟]{1,4})(?:和|与|跟)(?P<second>(?:别的|其他的)?[^，,。；：、？?的和与跟]{1,12})的(?P=noun)"
)
"""测绘局的人和水利局的人处理起来一个样不: what both are stands behind each."""
_EITHER = r"哪一?(?P<kind>[个种类项])[^，。？?]{2,14}[，,]哪一?(?P=kind)[^，。？?]{2,14}"
"""哪一个每年都得测，哪一个看情况再测"""
_CASE = r"[^，,。；：？?]{4,30}"
_BOTH = r"(?:那么?)?这?[两俩二](?:者|个|件事?|种|边|样|类|头|手)(?:情况|情形|行为|做法|事)?"
_THE_TWO = r"(?:这[两俩二](?:者|个(?=[有的在是都各谁哪])|件事?|种|边|样|类|头|块|项)(?:情况|情形|行为|做法|工作|事)?|[两二]者)"
CASES = re.compile(
    rf"(?:^|[，,。；：])\s*(?:一(?:头|边|面|方面|个|种)是?|同样是)?(?P<first>{_CASE})[，,](?:另一(?:头|边|方面|个|种)是?|一[边面]|和|跟|与|又|还有|或者?|以及)(?P<second>{_CASE})[，,。]"
    rf"(?:[^，。？?]{{2,14}}[，。])?(?P<after>(?:{_BOTH})?[^，。？?]{{0,12}}?(?:{_EACH}|{_EITHER}|{COMPARES.pattern}).*)",
    re.IGNORECASE,
)
"""名校跑到县里抢生源，和私下挖走人家老师，各会吃什么苦头: two cases, a clause each."""
COUNTED_BEFORE = re.compile(
    r"(?:^|[，,。；：])\s*(?:(?:[我们想要请麻烦]{0,3}|(?:领导|老板|上级|同事|客户|有人|对方)(?:就|又|还|来)?)(?:知道|问问?|问一下|请问|弄清楚?|了解(?:一下)?)|[我们想要请麻烦]{1,3}|[^，,。；：？?]{2,16}[里中])?(?:这|那|以上|上述|(?:那么?)?(?:我们|咱们?|他们|她们|你们)(?=[俩仨]|[两三四五]个))(?P<count>[两俩仨二三四五])(?:者|个|件|种|边|样|类|头|手|项|条|人|家|位|名|块|摊|处|级|(?=[到究都各]))(?:事儿?|情况|情形|行为|做法|问题|工作|人)?(?=[一-鿿])"
)
"""考什么内容、填什么样的表、发什么样的证，这三件事分别由谁定: so many things stand right before; so many people: 这俩人以后多久才能再来."""
BEHIND_COLON = re.compile(
    rf"[：:](?P<names>[^，,。；：？?]{{2,24}}(?:、[^，,。；：？?、]{{2,24}})+)[，,](?P<after>[^，。？?]{{0,10}}?(?:{_EACH}|都(?=怎|如|有)).*)$"
)
"""要办哪些事：登记、做账、对数，都怎么要求的"""
FEWEST_SIDES = 2
BOTH_TOLD = re.compile(
    r"(?:既(?:要|是)?(?P<first>[^，,。]{2,12}?)[又也](?:要|是)?(?P<second>[^，,。]{2,12})|又是(?P<one>[^，,。]{2,12}?)又是(?P<other>[^，,。]{2,12}))(?=$|[，,])"
)
"""既报AI项目也报芯片项目，这两块工作; 又是主办又是承办，这俩"""
COUNTS = {"两": 2, "俩": 2, "二": 2, "仨": 3, "三": 3, "四": 4, "五": 5}
LINK = re.compile(r"^(?:又|还|再)?(?:和|跟|与|另?一(?:个|种|头|边|面|方面)是?|还有(?:就是)?|以及|或者?|又|再)(?=[一-鿿]{3})")
ENUMERATED = re.compile(r"(?:^|[，,。；：])\s*[一二三四五]是(?P<case>[^，,。；：？?]{4,30})(?=[，,。；])")
"""领导交办两件事：一是引进赛事，二是搞风险补偿。…这两项各由谁负责"""
ON_ONE_HAND = re.compile(r"另?一(?:头|边|面|方面).{4,}")
COMPARED = re.compile(
    rf"(?:^|[，,。；：])\s*(?P<pair>[^，,。；：？?]{{5,60}})[，,](?P<after>[^，。？?]*(?:{COMPARES.pattern})[^，。？?]*[。？?]?)$",
    re.IGNORECASE,
)
"""家里设的照护床跟机构里新添的护理床，补钱的办法有什么差别: all that stands before the comma is compared."""
AS_MUCH = re.compile(
    r"(?P<told>.*?)\b(?P<asks>is|are|do|does|must|can|may|will) (?P<first>[^,.?]+?) (?P<done>[a-z]+) "
    rf"(?={_AS_MUCH})as (?P<much>{_MUCH}) as (?P<second>[^,.?]+)",
    re.IGNORECASE,
)
"""Are green belts checked as often as playgrounds?"""
WHILE = re.compile(
    r"(?P<first>[A-Z][^.?;]{8,}?),? (?:while|whereas|and (?=(?:some )?(?:an)?other\b)) ?(?P<second>[^.?;]{8,})[.;] "
    r"(?P<asks>(?:do|does|are|is|must|can|will|should) )(?:the two|both|they|these two)(?P<after>\b.*)",
    re.IGNORECASE,
)
"""A shop sells fireworks, while another stores them. Do the two face the same fine?"""
SHORT_NAME = 4
OF_BOTH = re.compile(r"(?<=[一-鿿]{2})(?:都|[想要说]{0,3}(?:搞|弄|奔|在))(?=[一-鿿]{2})")
"""杭州跟宁波搞人工智能，路子有什么不同: what both do is no part of the name of the second."""
YEARS = re.compile(r"(?P<before>.*?)(?P<first>(?:19|20)\d{2}年?)(?:和|与|及|、|跟| and )(?P<second>(?:19|20)\d{2}年?)(?P<after>.*)")
"""规划2022年和2030年的目标"""
ONLY_COMPARES = re.compile(
    r"(?:它们|[他她]们|这?[两俩二](?:者|个|种|样|家|人|边|头)|之间|到底|究竟|又|都)*(?:有(?:没有)?|是|的)?(?:什么|啥|哪些|何|多大)?的?(?:区别|差别|差异|不同|不一样|一样|相同|一致)"
    r"(?:在哪[里儿]?|是(?:什么|啥)|吗|么|没有?|呢|大吗|大不大|不)*[？?]*"
)
"""差别在哪 behind what two things are each asked by asks for nothing else."""
BETWEEN = re.compile(r"\bbetween (?!.*\bbetween )", re.IGNORECASE)
LONGEST = 24
"""Characters of one of several: a longer piece is no name of a thing."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a question asks for."""

    text: str
    """The question about this thing alone."""
    name: str = ""
    """The thing, where several are set side by side: 主办人."""
    bare: str = ""
    """What it asks in its own words alone, where it is one of several questions: what is told before them is found with the whole."""


def compares(question: str) -> bool:
    """Say whether a question asks how things differ or whether they are the same."""
    return bool(COMPARES.search(question))


def joined(question: str) -> tuple[Part, ...]:
    """Return what a question joins by 和 or 、 without asking for each: one thing with a double name, or things apart; the texts tell.

    >>> [part.name for part in joined("裁判员和竞赛规程有什么要求？")]
    ['裁判员', '竞赛规程']
    """
    for start, end, names in _runs(question, _joints(question)):
        return tuple(Part(f"{spaced(question[:start])}{name}{question[end:]}", name) for name in names)
    return ()


def spaced(head: str) -> str:
    """Return what stands before a name with the space that parts English words."""
    return f"{head.rstrip()} " if re.search(r"[A-Za-z]\s*$", head) else head


def counted_before(question: str) -> tuple[Part, ...]:
    """Return the parts of a question about so many things that it told right before: …、…、…，这三件事分别由谁定."""
    if listed := BEHIND_COLON.search(question):
        names = [name.strip() for name in listed["names"].split("、")]
        if all(_is_name(name) for name in names):
            asked = re.sub(rf"{_EACH}|(?<![一-鿿])都(?=怎|如|有)", "", listed["after"])
            told = question[: listed.start("names")]
            return tuple(Part(f"{told}{name}，{asked}", name, f"{name}，{asked}") for name in names)
    found = COUNTED_BEFORE.search(question)
    if found is None:
        return ()
    count, before = COUNTS[found["count"]], question[: found.start()].rstrip("，,。；：")
    sentence = re.split("[。？?！]", before)[-1]
    if cases := [one["case"] for one in ENUMERATED.finditer(before)]:
        return _each_asked(cases, "", question[found.end() :]) if len(cases) == count else ()
    halves = re.split("[；;]", sentence)
    pieces = halves if len(halves) == count else re.split("[，,]", halves[-1])
    last = re.split("[：:]", pieces[-1])[-1]
    if count == FEWEST_SIDES and (both := BOTH_TOLD.search(sentence)):
        first, second = filter(None, both.groups())
        own, asked = (
            "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))),
            question[found.end() :],
        )
        return tuple(Part(f"{sentence[: both.start()]}{name}，{asked}", name.removeprefix(own)) for name in (first, second))
    edges = [0, *(edge for joint in _joints(last) for edge in joint.span()), len(last)]
    names = [last[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if len(names) != count or not all(2 <= len(name) <= LONGEST for name in names):
        marked = [hand.group() for piece in pieces if (hand := ON_ONE_HAND.search(piece))]
        names = marked if len(marked) == count else [re.split("[：:]", piece)[-1] for piece in pieces[-count:]]
        if len(names) != count or not all(4 <= len(name) <= 30 and not asks_something(name) for name in names):
            return ()
    told = before[: before.rindex(names[0])]
    return _each_asked([LINK.sub("", name) for name in names], told, question[found.end() :])


def _each_asked(names: list[str], told: str, rest: str) -> tuple[Part, ...]:
    """Return what the rest of a question asks of each of several things that it told before, and what it asks besides."""
    asks, *others = _until_asked(rest)
    if not asks:
        return ()
    asked = re.sub(rf"{_EACH}|^的", "", asks)
    alone = tuple(Part(f"{told}{name}，{asked}", name, f"{name}，{asked}") for name in names)
    return (*alone, *(Part(f"{names[-1]}，{other}") for other in others if not ONLY_COMPARES.fullmatch(other)))


def _until_asked(text: str) -> list[str]:
    """Return what a text asks, one by one, each with what is told before it."""
    found, before = list[str](), ""
    for piece in filter(None, (piece.strip() for piece in BREAK.split(text))):
        before += piece
        if asks_something(piece):
            found.append(before)
            before = ""
        else:
            before += "，"
    return found or [""]


def _compared(question: str) -> tuple[Part, ...]:
    """Return two things that stand before a comma and are compared behind it: 家里设的床跟机构里的床，补钱的办法有什么差别."""
    found = COMPARED.search(question)
    joints = [joint for joint in _joints(found["pair"]) if joint.group() not in ("、", "/")] if found else []
    if not found or not joints or "、" in found["pair"]:
        return ()
    pairs = [(found["pair"][: joint.start()], found["pair"][joint.end() :]) for joint in joints]
    first, second = next((pair for pair in pairs if pair[0][-2:] == pair[1][-2:]), pairs[-1] if len(pairs) == 1 else ("", ""))
    if not (_is_name(first) and _is_name(second)):
        return ()
    told, rest = question[: found.start("pair")], ""
    if cut := OF_BOTH.search(second) if len(first) <= SHORT_NAME else None:
        second, rest = second[: cut.start()], second[cut.start() :]
    asked = re.sub(rf"{_EACH}|之间|{_THE_TWO}|两[个样种边](?!月)", "", found["after"])
    return tuple(Part(f"{told}{name}{rest}{asked}", name) for name in (first, second))


def _compared_in_english(question: str) -> tuple[Part, ...]:
    """Return two things of which an English question asks whether one is done as often as the other, or two cases that it tells first."""
    if not COMPARES.search(question):
        return ()
    if found := AS_MUCH.search(question):
        told, asks, done, much = found.group("told", "asks", "done", "much")
        return tuple(Part(f"{told}How {much} {asks.lower()} {name} {done}?", name) for name in found.group("first", "second"))
    if found := WHILE.search(question):
        return tuple(Part(f"{name}. {found['asks']}they{found['after']}", name) for name in found.group("first", "second"))
    return ()


def asks_something(piece: str) -> bool:
    """Say whether a piece of a question asks: 想请谁请谁 does not."""
    return bool(INTERROGATIVE.search(WHATEVER.sub("", piece)))


def side_by_side(question: str) -> tuple[Part, ...]:
    """Find 主办人、承办人和协办人 in the question, and ask for each alone."""
    together = bool(TOGETHER.search(question) or re.search(_EITHER, question))
    if together and (cases := CASES.search(question)):
        asked = re.sub(rf"^{_BOTH}|{_EACH}", "", cases["after"]).removeprefix("的")
        told = question[: cases.start("first")]
        return tuple(Part(f"{told}{case}，{asked}", case, f"{case}，{asked}") for case in cases.group("first", "second"))
    if pair := _compared(question) or _compared_in_english(question):
        return pair
    for pattern in (YEARS, ELLIPTIC) if together else (YEARS,):
        if match := pattern.search(question):
            return tuple(_named(question, match, name) for name in match.group("first", "second"))
    if together and (alike := OF_A_KIND.search(question)):
        tail = re.sub(rf"{_EACH}|之间|{_THE_TWO}", "", question[alike.end() :])
        names = [f"{one}的{alike['noun']}" for one in alike.group("first", "second")]
        return tuple(Part(f"{question[: alike.start()]}{name}{tail}", name) for name in names)
    joints = _outer(_joints(question), question)
    if not joints:
        return ()
    runs = _runs(question, joints)
    best: tuple[Part, ...] = ()
    for start, end, given in runs:
        names = _levelled(_counted(given))

        shared = _shared(names)
        beside = together and _asked_together(question, start, end)
        if beside and OFFICE.search(shared):
            shared = ""
        if not (beside or shared or all(ASPECT.search(name) for name in names)):
            continue
        head, tail = re.sub(r"从$", "", question[:start]), shared + question[end:]
        own = [*names[:-1], names[-1].removesuffix(shared)] if shared else names
        tail = re.sub(rf"{_EACH}|^(?:方面)?[，,]?各|之间|{_THE_TWO}", "", tail)
        found = tuple(Part(f"{spaced(head)}{name}{tail}", name) for name in own)
        if len(found) > len(best):
            best = found
    return best


def _asked_together(question: str, start: int, end: int) -> bool:
    """Say whether what asks for things side by side stands in the sentence of those things, or asks for nothing else: 差别在哪."""
    first = max(question.rfind(mark, 0, start) for mark in "？?") + 1
    own, *others = re.split("[？?]", question[first:])
    told, *rest = re.split("(?<=。)", own[end - first :], maxsplit=1)
    if told.endswith("。") and any(rest) and not asks_something(question[first:end] + told):
        # 说赛名跟他们的几乎一样，分不清。名字该怎么管？ tells that they are alike.
        return bool(TOGETHER.search("".join(rest))) or any(map(ONLY_COMPARES.fullmatch, others))
    return bool(TOGETHER.search(question[first:end] + own[end - first :])) or any(map(ONLY_COMPARES.fullmatch, others))


def _joints(question: str) -> list[re.Match[str]]:
    """Return what may join several things; 和 in 《中华人民共和国测绘法》 joins nothing, nor does 到 without 从."""
    found = [
        joint
        for joint in JOINT.finditer(question)
        if all(question.rfind(opened, 0, joint.start()) <= question.rfind(closed, 0, joint.start()) for opened, closed in QUOTES)
    ]
    found = [joint for joint in found if joint.group() != "、" or not BREAK.match(question, joint.start())]
    found = [joint for joint in found if not (joint.group() in "跟和与同" and LIKE.match(question, joint.end()))]
    return [joint for joint in found if joint.group() != "到" or "从" in question[max(0, joint.start() - LONGEST) : joint.start()]]


def _outer(joints: list[re.Match[str]], question: str) -> list[re.Match[str]]:
    """Drop the joints inside a name: in 测绘与地理信息主管部门与其他部门 the word before 其他 stands inside one too."""
    last = next((joint for joint in joints if question.startswith(OTHERS, joint.end()) and joint.group() != "、"), None)
    return [joint for joint in joints if last is None or joint is last or joint.start() > last.start() or joint.group() != last.group()]


QUOTES = (("《", "》"), ("“", "”"), ("「", "」"))
OTHERS = ("其他", "其它", "别的")
OFFICE = re.compile(r"部门|机关")
"""主办人和公安机关各自: the office is no aspect of the first."""
COUNTED = re.compile(r"[两二三四五六七八九十](?P<of>[类种个项份部名])(?P<noun>[一-鿿]{1,6})$")
"""顶尖、领军和高技能三类人才: what they all are."""


def _counted(names: list[str]) -> list[str]:
    """Give each of several names what the last one says that they all are: 顶尖人才; of documents (三份文件) that is no part of a name."""
    found = COUNTED.search(names[-1], 2)
    if found is None:
        return names
    noun = "" if found["of"] in "份部" else found["noun"]
    return [f"{name}{noun}" for name in (*names[:-1], names[-1][: found.start()])]


LEVEL = re.compile(r"[省市县区乡镇国家中央地方设级]{2,6}?(?:级|区)?(?=[一-鿿]{2,}(?:部门|机关|单位|政府))")


def _levelled(names: list[str]) -> list[str]:
    """Complete the first of 省级和市县级测绘部门 by what the last one says."""
    level = LEVEL.match(names[-1])
    if level is None or not all(re.fullmatch(r"[省市县区乡镇国家中央地方设级]{1,5}", name) for name in names[:-1]):
        return names
    noun = names[-1][level.end() :]
    return [*(f"{name}{noun}" for name in names[:-1]), names[-1]]


def _shared(names: list[str]) -> str:
    """Return the aspect that short names share: 职责 of 服务和监管职责; 行政处罚 beside 监督检查 is a name by itself."""
    aspect = ASPECT.search(names[-1])
    short = all(len(name) <= 4 for name in names[:-1]) and not any(ASPECT.search(name) for name in names[:-1])
    rest = len(names[-1]) - len(aspect.group()) if aspect else 0
    return aspect.group() if aspect and short and 2 <= rest <= 4 and max(map(len, names[:-1])) <= rest + 1 else ""


def _named(question: str, found: re.Match[str], name: str) -> Part:
    groups = found.groupdict()
    around = f"{groups.get('before', question[: found.start()])}{name}"
    around += f"的{groups['what']}{question[found.end() + 1 :]}" if "what" in groups else groups["after"]
    return Part(around, name)


def _runs(question: str, joints: list[re.Match[str]]) -> list[tuple[int, int, list[str]]]:
    """Return the runs of names that joints hold together: start, end, names."""
    runs: list[tuple[int, int, list[str]]] = []
    at = 0
    while at < len(joints):
        last = at
        while last + 1 < len(joints) and _is_name(question[joints[last].end() : joints[last + 1].start()]):
            last += 1
        left = question[: joints[at].start()]
        cut = BEFORE_FIRST.match(left, 0, max(len(left) - 2, 0))
        start = cut.end() if cut and question[joints[at].start()] not in "，," else 0
        if between := BETWEEN.search(left):
            start = between.end()
        right = question[joints[last].end() :]
        stop = AFTER_LAST.search(right, 1)
        end = joints[last].end() + (stop.start() if stop else len(right))
        names = [question[start : joints[at].start()]]
        names += [question[joints[n].end() : joints[n + 1].start()] for n in range(at, last)]
        names.append(question[joints[last].end() : end])
        names = [name.strip() for name in names]
        if re.search("[一-鿿]", question):  # AI产业 杭州vs宁波 定位
            start, end = start + names[0].rfind(" ") + 1, end - len(names[-1].partition(" ")[2])
            names = [names[0].split(" ")[-1], *names[1:-1], names[-1].split(" ")[0]]
        if all(_is_name(name) for name in names):
            runs.append((start, end, names))
        at = last + 1
    return runs


def _is_name(text: str) -> bool:
    return (
        1 < len(re.sub(r"[A-Za-z]{2,}", "ab", text.strip())) <= LONGEST
        and not re.search(r"[，。？?；]|^[我你他她]们?是", text)
        and not INTERROGATIVE.search(text)
    )
