"""Yes, no or conditional in front of a conclusion, whatever its kind: from the modality, the values or the days in the clause that it quotes."""

from __future__ import annotations

import re
from dataclasses import replace

from law.model import Citation
from qa.case.conditions import asked_sanction, held, weigh
from qa.case.figures import by_values
from qa.case.frequency import by_frequency
from qa.case.members import among
from qa.case.outside import outside
from qa.case.periods import by_days
from qa.case.ranges import asked_sum, compare, fines
from qa.conclusions.scope import left_to_others
from qa.draft import Draft, Reading, unique
from qa.model import Verdict
from qa.question.kinds import ASKS_BESIDES, asked, asks_besides, asks_yes_no
from qa.select import core
from qa.understand import IN_CHINESE
from qa.wording.claims import bodies, modalities, same_body
from qa.wording.marks import CHOICE, SAYS, divide, first_asked, negated
from qa.wording.relevance import grams
from qa.words import say
from qa.yes_no.denied import denied
from qa.yes_no.excepted import excepted
from qa.yes_no.verdict import NUMBER, SAID_SO, freed, only_part, verdict

TERSE_NEED = re.compile(r"^[^？?]{0,12}(?:审批|批准|许可|备案)(?!部门|机关|单位|机构|人)[^？?]{0,4}$")
"""办赛 审批: a question of three words is whether that is needed."""
FINED = re.compile(r"(?<!除了)(?<!不[光只仅])罚款|罚钱|(?<!受)(?<!被)罚(?=吗|不|么)|\bfine[ds]?\b", re.IGNORECASE)
SAID_OF_A_BREACH = re.compile(r"(?:拒不|拒绝|逾期不?|不|未)[一-鿿]{2,4}(?=时|后|的话|的情况)|拒不?改正?(?=[，]?(?:才|再|就))")
"""在其拒不改正时予以罚款, 拒改才能罚: a condition, no negation of what is asked."""
BESIDE_THE_NAMED = re.compile(r"(?:不是|不在|不属于|没有?在)[^，。；？?]{1,20}[，。；]|(?:光|只)[说讲提点写][^，。；？?]{1,20}[，。；]")
"""又不是杭州宁波，也得…吗; 光说杭州宁波，像温州，也得…吗."""
THE_REST = re.compile(r"(?:^|[。；\n])(?P<rule>(?:其他|其余)[^，。；]{0,12}(?:(?P<duty>要|应|须)|可|均|都|参照|按)[^。；]*)")
OWES = re.compile(r"也(?:都|还)?(?:[得要须应该]|必须|需要)")
TELLS_NUMBER = re.compile(NUMBER)
AGAIN = re.compile(
    r"呢[？?]?$|^(?:the )?same (?:question|thing)\b|也(?:这样|一样|行|算|可以)[吗么]?[？?]?$|^(?:(?:and|but) )?(?:what|how) about\b",
    re.IGNORECASE,
)
"""取证花的呢, 个人也这样？"""
PUT_NEGATIVELY = re.compile(r"不(?:需|用|必|须|能|可以|得|准|让|许)|[无毋][需须]|免[了掉]")
"""一律不用审批吧: 不需要 would say yes to it, and mean no."""
GOOD_ENOUGH = re.compile(
    r"没(?:有|啥|什么)*(?:问题|事|毛病)[吧吗么不]|(?<![不没])合(?:规|法|理|适|规矩|规定)(?:的)?[吗么吧不否]|合不合|行得通|站得住|说得过去|够(?:了|格|得上)?[吧吗么不]|来得及|赶得上"
    r"|可不?可?[以行]|[能可]否|(?<!可)能(?!源|力|耗)(?!.*(?:算|是)[吗么不吧])[^，。；？?]*[吗么不吧][？?]?$|[行成中][吗吧么不][？?]?$|准不准|让不让|许不许|允许|合不合|可行|行不行|中不中|给不给|有(?:没有)?(?:资格|权)"
)
"""What 不行 answers."""
ONLY_THEN = re.compile(r"(?:必须|一定[要得]|非得|只有|得先|要先)[^，。；？?]*?[，]?才")
"""必须先接平台才能办证吗: 不是, not 不行."""
RIGHT = re.compile(r"(?:[说讲做办想写理解法得的么样话]|^|，)对(?:吗|不对|么|不)[？?]?$|正确[吗么][？?]?$")
"""他说得对吗, 这么做对不对."""
IS_SO = re.compile(r"是(?:这样|这么回事|真的|这个理|这个意思|这个规定)(?:的)?[吗么不吧]?[？?]?$|真的[吗么][？?]?$|属实[吗么][？?]?$")
"""只有协会才能办，是这样吗."""
HAS_DUTY = re.compile(r"有(?:没有)?(?:这个|什么)?(?:义务|必要|责任)")
NEEDS = re.compile(
    r"要(?![求件点素])|(?<!值)得|须|需|必|用(?![途户于])|非[^，。]{1,12}不|强制|照着?|遵守|\b(?:need|must|required?|have to|has to|obliged|mandatory|compulsory)\b",
    re.IGNORECASE,
)
OF_A_KIND = re.compile(r"属于|属不属于|是(?:这个|这条|这样|不是)?[^，。]{0,4}(?:规定|要求)[吗么吧]|强制(?:性)?要求|该原则")
COMES_ABOUT = re.compile(r"会不会|(?<![一-鿿]机)会(?!议|员|计|场|展|费|长|所)[^，。；？?]*[吗么不吧][？?]?$")
_END = r"[^，。；？?]{0,14}?(?:[吗么不没]|不成)[？?]?$"
ECHOES: dict[str, re.Pattern[str]] = {
    "have": re.compile(rf"(?<![没所])有没有|没有[？?]?$|(?<![没所只还具享])有(?![关权效限期意名利些的人时])(?!没有){_END}"),
    "count": re.compile(rf"算不算|(?<![不打预结核估总清计了])算(?![账数法了]){_END}|(?<!不)[作做]数[吗么不没]|(?<!不)算数[吗么不没]"),
    "will": re.compile(rf"会不会|(?<![不社协商机开国])会(?![议员计同商审])(?!不会){_END}"),
    "can": re.compile(
        rf"(?<!不)[能可]否|能不能|(?<![不可性职功智技])能(?![力源够耗量])(?!不能){_END}|[一-鿿]得(?:了|着|到|起|成|及|动|住|上|下|过)[吗么不]"
    ),
}
"""有没有补贴 is answered by 有, 作不作数 by 不算, 会罚吗 by 会, 来得及吗 and 能用吗 by 能; what is put negatively by none of them."""
OTHER_SANCTIONS = re.compile(r"责令(?!停)|处分|通报批评|警告|约谈")
APPLIES = re.compile(r"适用|管|遵守|[按依照]|约束|范围|归|\bappl|\bcover|\bb[io]u?nd|\bscope\b", re.IGNORECASE)
"""Whether a text applies is asked, not whether something is what a word means."""
IN_CHARGE = re.compile(r"(?<![理事自案缘])由(?!于|来已)|归|负责|牵头|主管|说了算|来管")
AT_ONCE = re.compile(r"(?:一开始|一上来|上来|直接|马上|立刻|当场)就?[^，。？?]{0,6}罚")
"""Whether a fine comes without an order before it is asked, not whether a duty was broken."""
SURELY_NOT = 0.7
"""Of 28 questions whether something is punished that are read as no with .6 and more, together with the clause that decides, 21 are answered so."""
ASKED_LEVEL = re.compile(
    r"(?:是|由|归|得|该)(?P<level>[省市县区乡镇])(?:里|级|上|面|一级|的|人民|政府)*(?:来|出面|统一|直接)*"
    r"(?:牵头|负责|主管|组织|承担|管(?!理|辖|道|线|网)|监?测(?!绘)|实施)"
)
CHARGED = re.compile(r"^(?P<who>[^，。；：]{2,40}?)(?:应当|负责|组织(?=[实开编])|牵头|承担|会同)")
"""设区的市、县测绘主管部门组织实施下列监测."""
LEVEL = re.compile("[省市县区乡镇]")
ANY_LEVEL = re.compile("以上|以下|各级|[上下本同]级")
CHARGED_LEVEL = re.compile(r"由(?:设区的)?(?P<level>[省市县区乡镇])(?:级|人民)*政府[^，。；]{0,6}(?:牵头|负责|主管|组织|承担)")


def settle(reading: Reading, draft: Draft) -> Draft:
    """Return the draft with a verdict and the words for it in front, where the question can be answered by yes or no."""
    own = first_asked(reading.understanding.own)
    if draft.refused or not draft.quotes or reading.understanding.kind in ("article", "which", "definition"):
        return draft
    plain = asks_yes_no(reading.understanding.spelt)
    terse = (
        not plain
        and reading.understanding.kind in ("approval", "other", "who")
        and bool(TERSE_NEED.search(own))
        and not ASKS_BESIDES.search(own)
    )
    again = _asks_again(reading)
    if draft.verdict is None and not (plain or terse or again):
        return draft
    draft = _of_the_rest(reading, draft)
    if (held := _by_range(reading, draft)) is not None:
        return held
    if _unfined(own, draft):
        none = say("not-fined", reading.language)
        words = draft.conclusion.removeprefix(none).removeprefix(say("law-says", reading.language))
        return replace(draft, conclusion=none + words, verdict="no")
    clause = _meant(reading, draft)
    in_chinese = next((one.text for one in reading.understanding.search if one.why == IN_CHINESE), "")
    timed = by_days(own, clause, in_chinese)
    says = (
        ("no" if only_part(own, clause) and not TELLS_NUMBER.search(divide(own)[1]) else None)
        or excepted(reading.understanding.spelt, clause, in_chinese)
        or timed
        or by_frequency(own, clause)
        or among(reading.understanding.spelt, clause, reading.question)
        or _by_values(reading, draft)
        or (None if asks_besides(own) else outside(reading.understanding.spelt, clause))
        or _by_sanction(reading, draft)
        or _by_discretion(own, clause)
        or _by_leniency(reading, clause)
        or _by_reason(reading.understanding.spelt, clause)
        or _read_otherwise(reading, draft, clause)
        or (None if SAID_SO.search(own) and reading.understanding.kind != "penalty" else draft.verdict)
        or _by_bodies(reading, draft)
        or _by_level(reading, clause)
        or _by_modality(reading, draft, terse, again)
    )
    if says is None:
        return draft
    left = left_to_others(reading, draft) if says != "conditional" and reading.understanding.kind not in ("penalty", "effect") else None
    if left is not None:
        draft = replace(draft, conclusion=draft.conclusion.rstrip() + left.text, quotes=unique((*draft.quotes, left)))
        says = "conditional"
    frame = say("law-says", reading.language)
    words = draft.conclusion.removeprefix(frame)
    if reading.understanding.kind in ("penalty", "effect"):
        before = _punished(reading, says) if reading.understanding.kind == "penalty" and not _told(draft) else ""
        return replace(draft, conclusion=before + (words.removeprefix(before) if before else draft.conclusion), verdict=says)
    let_off = freed(own, clause) and not negated(divide(own)[1])
    what = worded("need" if terse or let_off else "fact" if says == timed else asked(again or own), says, clause)
    if what == "need" and not terse and says != "conditional":
        what = of_a_duty(divide(again or own)[1])
    if (
        PUT_NEGATIVELY.search(CHOICE.sub("", divide(own)[1]))
        or SAID_SO.search(own)
        or denied(own)
        or (what == "need" and ECHOES["can"].search(divide(own)[1]))
    ):
        what = "fact"
    elif what in ("fact", "act") and says != "conditional":
        what = as_asked(again or first_asked(reading.understanding.spelt), what)
    if reading.understanding.kind == "scope":
        what = "scope" if says != "yes" and APPLIES.search(own) else "fact"
    key = f"{what}-{says}"
    if key in ("fact-no", "act-no"):
        key = denial(divide(again or first_asked(reading.understanding.spelt))[1])
    lead = say(key, reading.language)
    return replace(draft, conclusion=lead + words.removeprefix(lead), verdict=says)


def denial(asks: str) -> str:
    """Return how no is said to what is asked: 不行 to whether something is allowed or good enough, 不会 to whether it comes about, else 不是.

    >>> [denial(asks) for asks in ("这么发没问题吧", "合规吗", "还会被通报批评吗", "是同一个机关吗", "算不算违规", "他说得对吗")]
    ['act-no', 'act-no', 'will-no', 'fact-no', 'fact-no', 'right-no']
    """
    if RIGHT.search(asks):
        return "right-no"
    if IS_SO.search(asks):
        return "fact-no"
    if denied(asks) or ONLY_THEN.search(asks) or PUT_NEGATIVELY.search(CHOICE.sub("", asks)) or asks.endswith(("不行吗", "不行吗？")):
        return "fact-no"
    return "act-no" if GOOD_ENOUGH.search(asks) else "will-no" if COMES_ABOUT.search(asks) else "fact-no"


def of_a_duty(asks: str) -> str:
    """Return how it is said whether something is needed: 需要 where that is asked by such words, 有 for 有没有义务, a plain yes or no for 属于强制要求吗."""
    if HAS_DUTY.search(asks):
        return "have"
    return "need" if NEEDS.search(asks) and not OF_A_KIND.search(asks) else "fact"


def _of_the_rest(reading: Reading, draft: Draft) -> Draft:
    """Return a draft that speaks of those that a text names as one of all others, where that is asked: 又不是杭州宁波，也得拿方案吗 and 其他各市要制定方案."""
    own = reading.understanding.own
    asks = divide(own)[1]
    if not BESIDE_THE_NAMED.search(own) or "也" not in asks or draft.verdict is not None:
        return draft
    for quote in draft.quotes:
        rest = THE_REST.search(quote.text)
        if rest:
            frame = say("law-says", reading.language)
            before = frame if draft.conclusion.startswith(frame) else ""
            said = before + core(rest["rule"], reading.wording, reading.relevance)
            owed: Verdict | None = "yes" if rest["duty"] and OWES.search(asks) and not negated(asks) else None
            return replace(draft, conclusion=said, quotes=unique((quote, *draft.quotes)), verdict=owed, ground=rest["rule"])
    return draft


def _unfined(own: str, draft: Draft) -> bool:
    """Say whether a question is whether there is a fine, and what is quoted provides other sanctions and none."""
    asks = divide(own)[1]
    if not FINED.search(asks) or asks_besides(own) or negated(asks):
        return False
    sanctions = _proof(draft)
    return bool(OTHER_SANCTIONS.search(sanctions)) and not re.search("罚款|处罚|罚金|处以", sanctions)


def worded(what: str, says: Verdict, clause: str) -> str:
    """Return how yes or no is worded: 可以, 不可以 and 需要 only where the clause says so itself; what merely follows from it is a plain yes or no."""
    if f"{what}-{says}" == "need-no":  # 不需要 is withdrawn where the clause only says 应当
        return what if modalities(clause) & {"relief", "leave", "negation"} else "fact"
    said = {"may-yes": "may", "may-no": "forbids", "need-yes": "shall"}.get(f"{what}-{says}")
    if said is None or SAYS[said].search(clause):
        return what
    return "act" if says == "no" else "fact"


def as_asked(own: str, what: str) -> str:
    """Return how a question wants its plain yes or no to be said, by the last word that asks; ``what`` where it asks by 是不是, 对吗, 行吗 or the like.

    >>> as_asked("低保户的水费有没有减免？", "fact")
    'have'
    """
    asks = divide(own)[1]
    ends = {name: max((found.start() for found in echo.finditer(asks)), default=-1) for name, echo in ECHOES.items()}
    best = max(ends, key=ends.__getitem__)
    so = re.search(r"是不是|是否|(?:对|是)[吗么不]", asks[max(ends[best], 0) :]) or re.search("(?<!是)不是", asks)
    return best if ends[best] >= 0 and not so else what


def _punished(reading: Reading, says: Verdict) -> str:
    """Return yes, no or that it depends before what a breach costs, where nothing but whether it does is asked, and it is not put negatively."""
    known = reading.understanding
    if not asks_yes_no(known.spelt) or asks_besides(known.own) or negated(divide(known.own)[1]):
        return ""
    return say(f"{'fact' if says == 'conditional' else as_asked(known.spelt, 'fact')}-{says}", reading.language)


def _told(draft: Draft) -> bool:
    """Say whether a conclusion says by itself that there is no such sanction."""
    return bool(re.match(r"[^。]{0,60}没有(?:规定|为违反)|The text provides no|\S+ provides no", draft.conclusion))


def _proof(draft: Draft) -> str:
    return "\n".join(quote.text for quote in draft.quotes)


def _asks_again(reading: Reading) -> str:
    """Return the yes/no question that a follow-up asks again of something else, 取证花的呢 behind 律师费能让对方出吗; nothing where it does not."""
    known = reading.understanding
    before = known.text.removesuffix(known.own)
    again = known.follow_up and AGAIN.search(known.own) and not ASKS_BESIDES.search(known.own)
    return before if again and asks_yes_no(before.rstrip("。")) else ""


def _by_modality(reading: Reading, draft: Draft, terse: bool, again: str) -> Verdict | None:
    own = again + reading.understanding.spelt + ("，需要吗" if terse else "")
    if ASKS_BESIDES.search(divide(own)[1]) and reading.understanding.kind in ("number", "deadline", "list", "penalty"):
        return None  # 能退吗，几天退; not 几个小年轻来量地，我轰走可以吧
    clause = _meant(reading, draft)
    return verdict(own, clause, reading.judged(clause))


def _by_sanction(reading: Reading, draft: Draft) -> Verdict | None:
    """Say that a sanction which a question names hangs on a condition that it does not tell: 可以对其处分吗 and 情节严重的，…给予处分."""
    own, known = reading.understanding.own, reading.understanding
    if known.kind == "penalty" or asks_besides(own) or not asked_sanction(own):
        return None
    penalty = next((one for quote in draft.quotes for one in reading.library.penalties_at(quote.citation) if one.quote in quote.text), None)
    return "conditional" if penalty and weigh(own, penalty) == "conditional" else None


def _by_bodies(reading: Reading, draft: Draft) -> Verdict | None:
    """Compare the body that a question says is in charge with those that the clause charges: 是不是由财政厅牵头 and 由省经信委牵头."""
    known = reading.understanding
    own = next((wording.text for wording in known.search if wording.why == IN_CHINESE), known.spelt)
    if not IN_CHARGE.search(own) or asks_besides(own):
        return None
    clause = _clause(draft)
    return "no" if same_body(own, clause) is False and not any(body in clause for body in bodies(own)) else None


def _read_otherwise(reading: Reading, draft: Draft, clause: str) -> Verdict | None:
    """Say no where a sanction that seemed to follow surely does not, as the question is read together with it: no duty was broken."""
    asks = SAID_OF_A_BREACH.sub(" ", divide(reading.understanding.own)[1])
    of_a_sanction = FINED.search(asks) and reading.library.penalties_at(draft.quotes[0].citation)
    if not (reading.understanding.kind == "penalty" or of_a_sanction) or draft.verdict not in ("yes", "conditional") or negated(asks):
        return None
    if AT_ONCE.search(asks) or any(
        one.condition and held(one.condition, asks) for penalty in of_a_sanction or () for one in penalty.sanctions
    ):
        return None  # 一开始就罚吗, 只要造成严重后果就会被罚款吗
    judged = reading.judged(clause)
    return "no" if judged and judged.no >= SURELY_NOT else None


def _by_level(reading: Reading, clause: str) -> Verdict | None:
    """Compare the level of government that a question takes to be in charge with the one that a clause charges: 是省里牵头的吗, 由市级政府牵头."""
    own = reading.understanding.spelt
    asked_for = ASKED_LEVEL.search(own)
    if asked_for is None or asks_besides(own) or negated(divide(own)[1]):
        return None
    charged = {one["level"] for one in CHARGED_LEVEL.finditer(clause)}
    subject = CHARGED.match(clause) if not charged and "；" not in clause.partition("：")[0] else None
    if subject and not ANY_LEVEL.search(subject["who"]):
        charged = set(LEVEL.findall(subject["who"].replace("行政区域", "")))
    return "no" if charged and asked_for["level"] not in charged and not charged & set(asked_for["level"]) else None


OBLIGED = re.compile(
    r"一定[得要须]|必须|必需|非得|非要|硬性|强制|都[得要](?!不)|\bmust\b|\bhave to\b|\bobliged\b|\bcompulsory\b", re.IGNORECASE
)
AS_IT_SEES_FIT = re.compile(r"认为(?:确)?(?:有必要|有需要|必要|需要)(?P<what>[^，。；]{2,30}?)的，")
"""市辖区人民政府认为有必要单独编制规划的: who may judge so need not."""


def _by_discretion(own: str, clause: str) -> Verdict | None:
    """Say no to whether somebody has to do what a clause leaves to what that very one holds to be necessary: 是不是一定得单独编规划."""
    fit, asks = AS_IT_SEES_FIT.search(clause), divide(own)[1]
    if fit is None or not OBLIGED.search(asks) or negated(asks):
        return None
    return "no" if any(len(gram) > 1 and gram in asks for gram in grams(fit["what"])) else None


LENIENT = re.compile(
    r"(?:可以?|酌情)[^，。；]{0,6}(?:不予|免[予于除]|从轻|减轻)[^，。；]{0,10}(?:处罚|罚款|处分)|(?:从轻|减轻)(?:、|或者|或)[^，。；]{0,8}不予[^，。；]{0,6}处罚"
)
"""可以免除行政处罚, 从轻、减轻或者不予处罚: not sure to be let off."""


def _by_leniency(reading: Reading, clause: str) -> Verdict | None:
    """Say that it depends whether somebody is punished whom a clause lets off only perhaps, or only in part. Of 24 such questions 20 are answered so."""
    own = reading.understanding.own
    asks = reading.understanding.kind == "penalty" and LET_OFF.search(own) and not (OBLIGED.search(own) or OF_DEGREE.search(own))
    return "conditional" if asks and LENIENT.search(clause) else None


LET_OFF = re.compile(
    r"(?:会|要|能|可以|得)[^，。？?]{0,6}(?:罚|处分|追究|追责|问责)[^，。？?]{0,6}[吗么吧不]?[？?]?$|免罚|不[给挨]?(?:罚|处分)"
)
OF_DEGREE = re.compile(r"[从减轻少][轻点罚]|轻[一罚]?点|一定|最多|就是|完全|当场|决定不罚|没罚")
WITHOUT_REASON = re.compile(r"(?:无|没有)(?:正当|合理)理由|无故")
GOOD_REASON = re.compile(r"(?<![没须要具])(?<!没)有(?:充分|正当|合理|足够)的?(?:理由|原因)")
TELLS_REASON = re.compile(r"理由|原因|[无平]故|平白|无缘|故意|所以然|因为|为了|懒|\b(?:reasons?|because|excuse)\b", re.IGNORECASE)
FOLLOWS = re.compile("会|被|算|挨|构成|罚")
MORE_THAN_WHETHER = re.compile(r"\d|[一二三四五六七八九十]+[万千百倍]|由|谁|多少|怎")


def _by_reason(own: str, clause: str) -> Verdict | None:
    """Say that what follows from something done without good reason depends, where no reason is told: 有现成的不用又重测，会被通报批评吗.

    Of 12 such questions it depends for ten; where a good reason is told, nothing follows.
    """
    found, asks = WITHOUT_REASON.search(clause), divide(own)[1]
    if found and GOOD_REASON.search(own) and FOLLOWS.search(asks) and not negated(asks):
        return "no"
    if found is None or TELLS_REASON.search(own) or not FOLLOWS.search(asks) or MORE_THAN_WHETHER.search(asks) or negated(asks):
        return None
    conduct = re.split("[。；：]", clause[: found.start()])[-1] + re.split("的，|[。；]", clause[found.start() :])[0]
    return None if "或者" in conduct else "conditional"


def _clause(draft: Draft) -> str:
    """Return the sentence that the conclusion was drawn from; an item with the words that lead it."""
    if draft.ground:
        return draft.ground
    first = draft.quotes[0]
    items = [quote for quote in draft.quotes[1:2] if quote.citation.item and quote.citation.provision == first.citation.provision]
    sentences = re.findall(r"[^。\n]+[。]?", first.text)
    told = re.split(r"……|。", re.sub(r"^[A-Z].*?: ", "", draft.conclusion))
    fitting = [one for one in sentences if any(len(part) > 6 and part.strip("。") in one for part in told)]
    return ("".join(fitting) or first.text) + "".join(quote.text for quote in items)


def _meant(reading: Reading, draft: Draft) -> str:
    """Return of a clause that rules items of other provisions by their numbers the part for the item that the question is about.

    第十条第（一）项规定的监测每年至少1次；第（二）项的根据需要开展: the whole clause where it is about none, or about several.
    """
    clause = _clause(draft)
    parts = clause.split("；")
    named = [set[Citation](), *(set[Citation]() for _ in parts[1:])]
    for reference in reading.library.references_from(draft.quotes[0].citation.provision) if len(parts) > 1 else ():
        for items, part in zip(named, parts, strict=True):
            items |= {replace(one, paragraph=None) for one in reference.targets if one.item and reference.text in part}
    best = [
        max((one.meaning + one.words for one in reading.ranked if replace(one.clause.citation, paragraph=None) in items), default=0.0)
        for items in named
    ]
    first, *rest = sorted(best, reverse=True)
    return parts[best.index(first)] if rest and first >= MEANT and first - rest[0] >= MEANT_MORE else clause


MEANT, MEANT_MORE = 0.6, 0.15
"""Likeness and share of words, added, of an item that a question is about, and by how much it leads those that other parts rule."""


def _by_range(reading: Reading, draft: Draft) -> Draft | None:
    """Compare a fine that the question names with the range that is quoted: 罚款能到10万吗; None where either is missing."""
    own = reading.understanding.own
    asked_for = asked_sum(own)
    tiers = fines(quote.text for quote in draft.quotes)
    if asked_for is None or asks_besides(own):
        return None
    says = compare(own, asked_for, tiers)
    if says == "yes":
        return replace(draft, verdict="yes" if draft.verdict is None or FIXED.search(own) else draft.verdict)
    if says != "no":
        return replace(draft, verdict=says) if says else None
    frame = say("law-says", reading.language)
    return replace(draft, conclusion=say("outside", reading.language) + draft.conclusion.removeprefix(frame), verdict="no")


ALSO, UNLIKELY = re.compile("也|照样"), 0.2
FIXED = re.compile(r"最[高低多少]|上限|下限|封顶|顶格|至少|\bmaximum|\bminimum", re.IGNORECASE)
"""What the law says, whatever the case."""


def _by_values(reading: Reading, draft: Draft) -> Verdict | None:
    own = reading.understanding.own
    of_a_fine = asked_sum(own) is not None and fines(quote.text for quote in draft.quotes)
    says = None if reading.understanding.kind == "scope" or of_a_fine else by_values(own, _clause(draft), _proof(draft))
    if says == "yes" and (
        divide(own)[0] or ALSO.search(own)
    ):  # 投了四个亿的机房，也能按2%领补助: the number is right, and the case not the one meant
        judged = reading.judged(_clause(draft))
        return says if judged is None or judged.yes >= UNLIKELY else None
    return says
