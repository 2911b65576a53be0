"""Yes, no, or conditional: what a clause says to a question, by what was learnt from thousands of questions and the clauses that decide them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa.case.left_undone import urged_by
from qa.case.qualified import HAN, LACKED, NARROWS, SUPPORTS, TERSE, depends, shares
from qa.case.supported import of_some
from qa.case.unmet import WRONG, barred, only_that, out_of_reach, unmet
from qa.model import Verdict
from qa.question.bare import alone
from qa.question.kinds import asked
from qa.wording.linear import learned
from qa.wording.marks import (
    ASKS,
    BARE,
    CHOICE,
    FACTS,
    JUST,
    NO_WAY_ROUND,
    SAYS,
    demands,
    divide,
    negated,
    runs_together,
    together,
    unreserved,
)
from qa.wording.relevance import grams
from qa.yes_no.affirmed import affirmed
from qa.yes_no.denied import TAKES_AWAY, denied
from qa.yes_no.spared import spared, unconditioned
from vectorstore.cross import Judged

SURE = 0.4
"""Least probability of a verdict. On laws that were not learnt from it is right for 84 % of the questions; where it says more than .7, for 91 %."""

LIMITS = frozenset(("forbids", "denies", "not", "shall", "only if", "except"))
"""What may take back in a clause what it allows."""
NUMBER = r"[\d一二两三四五六七八九十百千]"
AGE_OR_HOUR = re.compile(rf"{NUMBER}周?岁|{NUMBER}[时点](?!刻)|周岁")
ALLOWED = re.compile(rf"^(?P<subject>[^，。；：]{{2,}}?)(?:均?{SAYS['may'].pattern})")
"""中国公民可以报名: who or what it is that may."""
ANYBODY = re.compile(r"(?:任何|单位|个人|公民|法人|其他|组织|自然人|当事人|社会力量|[、和或者及])+")
PERSONS = re.compile(r"[人民员工生户者童]$")
"""A sort of persons that may: somebody else may not; 工资保证金可以用保函替代 is of a thing."""
LACKS = re.compile(r"[没未不无]|\b(?:no|not|without)\b", re.IGNORECASE)
"""A case that does not meet what is allowed under a condition: 没征得同意."""
ALONE = re.compile(
    r"[没无](?:有)?[^，。]{0,3}(?:公司|单位|协会|组织|团队|俱乐部|机构)|个人(?!信息|所得|账户)|私人|一个人|老百姓|散户|普通人|\bindividuals?\b|\bmyself\b",
    re.IGNORECASE,
)
ONLY = re.compile(r"[只才]|凭什么|没资格|不是|不能|不得|不许|\bonly\b", re.IGNORECASE)
ALL_MAY = re.compile(r"(?:个人|公民|自然人|任何人)[^，。；]{0,6}(?:可以?(?!能|并?处)|有权)")
"""单位、个人均可依法组织和举办体育赛事."""
CLOSED = re.compile(
    r"(?<!不是)(?:只有|非得?|必须|(?<!觉)得|要)[^，。；？?]{1,14}?才(?:能|有资格|可以|准|行|让|受|给|够格)|(?<!不是)只有[^，。；？?]{1,10}?(?:能|可以|有资格)"
    r"|(?:个人|私人|老百姓|普通人|民企|民间)[^，。；？?]{0,6}(?:没(?:资格|份|戏)|不(?:能|准|许|行|可以|让|得)|碰不得|靠边)|(?:就|才)没资格"
    r"|只(?:能|准|许)[^，。；？?]{0,3}(?:由|让|归|找|跟)?(?:协会|公司|单位|部门|政府|公家|国家|官方|机构|国企|企业|专业)"
)
WITH_A_STEP = re.compile(r"经[^，。；]{2,24}(?:同意|批准|许可|合格|审核|授权|提名)|批准|同意|不服的")
"""只有协会才能办吗, 个人没资格，对吗: that something is closed to others. Of 89 such questions about what clauses allow or support 88 are answered by no."""
READ = 0.7
"""Weight of what was read out of question and clause together; the rest is that of their words. Of 844 questions that neither had learnt, the words alone
are right for 66.7 %, both, with the reader before it went on, for 85.7 %."""
YES_MORE = 1.2
"""How much oftener yes is the answer than both readers say: of the questions that they were not taught on they missed 130 for which it is, and 51 for which it
is no, with the reader before it went on."""
CONDITIONAL_LESS = 0.8
"""How much rarer it depends than both readers say: of 1,513 questions that the reader was not taught on 1,273 are right with it, 1,261 without."""
ONLY_SOME = re.compile(r"只有|仅限|才(?:能|可以|有)|\bonly\b", re.IGNORECASE)
"""只有公司才能认养吗: what is allowed to all answers no."""
HARDLY = 0.02
"""What is left of the probability of a verdict that a clause of one modality hardly gives: one in fifteen such questions has it nevertheless."""
NEVER = HARDLY**2
"""The same where it hardly gives it whatever else is said."""
PLAIN = 40
"""Characters of a clause up to which its modality says what it hardly answers to a question, unless that tells a case and asks what is needed. Of 13 verdicts about others that this took
from the reader, 12 were right: 市里测出来的，也是直接送省政府批吗 is no, though 应当报本级人民政府批准."""

SELF_NEED = re.compile(
    r"审批|批准|许可|备案|报批|报备|打个?报告|点头|批文|同意|执照|办证|审核|核准|资质|申请|登记|手续|盖章|(?<![一二三四五六七八九十首整大成分])批(?![评次量发判驳注])"
    r"|\bapprov(?:al|e|ed)\b|\b(?:an?|any|no|the|without|special|separate) permits?\b|\bpermission\b|\blicen[cs]e[ds]?\b|\bconsent\b",
    re.IGNORECASE,
)
"""What somebody else has to give first: 要去体育局批吗."""
GIVES = re.compile(r"审批|批准|许可|备案|同意|核准|资质|登记|手续|审核|审查|申请|报[^，。；]{2,20}(?:批|备)")
"""A clause that speaks of an approval; one that does not cannot say whether it is needed."""
RIGHT = re.compile(r"有(?:没有)?(?:这个|那个|这种)?(?:权|资格)|\bentitled\b|\bright to\b", re.IGNORECASE)
"""Of 79 questions whether somebody has a right, about clauses that only allow, ten are answered by no."""
LEFT_UNDONE = re.compile(
    r"(?:可以|可否|能否|能不能|可不可以|是否可以?|能)不(?=[一-鿿])(?![能得可])|(?<![能要可是行否会])不(?!是|管|论|同(?!意)|动产)[一-鿿]{1,12}也?(?:行不行|行[吗么]|可以[吗么]|成吗|行吧|可以吧|行不|可以不可以)"
)
"""可否不送审核, 不买行不行: of 177 such questions about what clauses demand without an exception, six are answered by yes."""
BEFORE = re.compile(
    r"未经[^，。；]{2,30}(?:同意|批准|许可|审批|核准|备案)[^。；]{0,6}不得|(?:批准|同意|许可|核准|审批)(?:后|的)?，?[^，。；]{0,6}方可(?!以)"
)
"""经批准后方可延缓, 未经同意不得拍摄: whether one has to ask does not depend."""
OF_A_KIND = re.compile(r"(?:^|[，。；])(?:涉及|属于|用于)(?P<kind>[^，。；的]{2,14})的[^，。；]{2,12}，")
"""涉及测绘活动的监测，应当具有资质: what is demanded of one kind of a thing is not denied to the thing, 没有资质能做监测吗."""
OF_LEAVE = re.compile("[一-鿿]{2}(?:资质|资格|许可|证|执照|手续|主管|部门|局|院|单位|公司)")
"""测绘资质 and 测绘部门 tell nothing of the work; 活里包含测绘 does."""
TOLD_KIND = 0.5
"""Share of the words of the kind from which on a question is about it."""
AT_WILL = re.compile(r"认为(?:确?有)?(?:必要|需要)[^，。；的]{2,30}的，(?!应当?|必须|不得|须)")
"""区政府认为有必要单独编制的，依照前款规定执行: it may, it need not."""
WITHOUT_CHOICE = re.compile(
    rf"必须|一律|一定|强制|硬性|非[得要]|每|都[要得]|{NO_WAY_ROUND.pattern}|\b(?:must|mandatory|compulsory|obliged)\b", re.IGNORECASE
)
"""是不是一定得单独编 is denied by what leaves it to somebody; 要不要单独编 depends on what he deems."""
DEEMED = re.compile(r"(?:觉得|认为|研究|感到)[^。？?]{0,12}(?:必要|需要|该|应|要|想|自己)")
MUST_HAVE = re.compile(r"(?:应当|必须|须)(?:依法)?(?:具有|具备|取得|持有|办理|经过|领取)(?P<what>[^，。；]{2,30})")
LACKED_OR_UNDONE = re.compile(
    r"(?:没有?|未|无)(?P<what>[一-鿿]{1,8})|(?P<undone>[一-鿿]{1,8}?)(?:还|都|也|尚)?(?:没|未)(?=有|办|拿|领|下|批|考)"
)
ALONE_ENOUGH = re.compile(
    r"够不够|够了?(?:吗|吧|么|不)[？?]?$|(?:光|只要?|单单?|仅仅?)(?!有|能|是|限)[^，。；？?]{2,24}就(?:行|可以|够|成|好|算|能)[^，。；？?]{0,6}[？?]?$"
    r"|\benough\b",
    re.IGNORECASE,
)
NEED_NOT = re.compile(
    r"(?:并非|(?<![是可要])不是)[^，。？?]{0,16}(?:必须|必需|每|所有|一定|强制|非得|硬性|一律)|不(?:一定)?(?:必|用|需要?|强制)(?!于)|用不着|无[须需]"
    r"|不一定(?:非?得|要)|没有?(?:硬性|强制)"
)
SAID_SO = re.compile(r"(?:[讲说](?:得|的)|这话|说法|理解得?|看法|想法|观点)(?:对(?:吗|不对|么|不)|正确|有道理|成立|站得住)")
"""对方讲得对吗: whether what somebody said is right is read off what he said, not off what it is about."""
TAKEN_SO = re.compile(rf"(?:吧|对吗|对么|对不对|是吧|是不是)[？?]?$|{SAID_SO.pattern}")
"""不用管吧, 说用不着报，他说得对吗: of 735 such questions about what clauses only demand 712 are answered by no."""
LEAVE_ASKED = re.compile(r"能不能|能否|可否|可不可以|行不行|(?<!不)[能可][^，。；？?]*[吗么不][？?]?$|行[吗么不]")

NOTHING_ELSE = re.compile(r"只能|只可以?|只许|只准")
"""是不是只能用发布过的: of 29 such questions about what clauses demand it depends for one."""
WANTED = re.compile(r"(?<!确)需要[^，。；的]{2,24}的，[^，。；]{0,14}(?:应当|必须)")
"""需要使用成果的，应当采用发布过的: who asks whether he may use another wants to; of 131 such questions it depends for 21."""
VOLUNTARY = re.compile(r"自愿原则|自愿(?:申请|选择|参加|办理)")
RELIEF = re.compile(
    rf"不实行(?:行政)?(?:许可|审批)|无(?:须|需)|不(?:需要|必|再(?:需要|实行|进行|征收|收取))|免于|免予|免[征收缴交]|免除|不(?:征收|收取)|{VOLUNTARY.pattern}|取消[^，。]{{0,8}}(?:审批|许可)"
)
"""下列车辆免征车辆购置税; 实行自愿原则: what nobody has to do."""
APPROVAL = (
    r"(?:审批|批准|许可证?|备案|报批|核准|资质|登记|注册|审核|审查|同意|执照|手续|申请)(?!费|手续费|证明|材料|书|表|信息|机关|机构|部门|人)"
)
LET_OFF = re.compile(
    rf"(?:不(?:再)?(?:实行|进行)|[无毋][须需]|不(?:需要?|须|必|用|再需要)|免于|免予|免除|自愿|取消)"
    rf"(?:(?!提交|提供|出具|缴|交|收|承担|支付|重新|再次|另行(?!审批|办理)|重复)[^，。；：]){{0,16}}?{APPROVAL}|{APPROVAL}[^，。；：]{{0,8}}自愿原则"
)
"""无须办理登记, 不实行许可: relief from an approval itself; not 无须提交备案证明, 登记不再收取费用."""
SORTS = {
    "leave": re.compile(r"许可|审批|批准|批文|核准|报批|点头|同意|\b(?:approv\w+|permi\w+|licen[cs]e\w*|consent)\b", re.IGNORECASE),
    "filing": re.compile(r"备案|报备|\bfil(?:e|ed|ing)\b", re.IGNORECASE),
    "register": re.compile(r"登记|注册|\bregist\w+", re.IGNORECASE),
    "qualification": re.compile(r"资质|资格"),
    "procedure": re.compile(r"手续|申请|审核|审查|执照|办证"),
}
"""What sort of approval words name: who asks for a 许可 does not ask for a 备案."""
AFFIRMS = re.compile(r"应当|必须|须|需|办理|进行|实行|取得")
TAKEN_AWAY = re.compile(r"由[^，。；]{2,24}取消|取消(?:其|该|当年)")
"""由备案部门取消备案, 取消其资质: a sanction, no relief."""
EXCEPTED = re.compile(r"除[^，。；]{0,30}(?:不需要|无[须需])|(?:不需要|无[须需])[^，。；]{0,20}(?:的除外|的情形以?外)")
"""规定不需要备案的除外: what a duty leaves out."""
OF_WHAT = re.compile(r"[^，。；]{0,8}的[一-鿿]")
"""不需要办理登记的车船，纳税地点为…: of what something is ruled."""
ONLY_WHERE = re.compile(r"的，[^，。；]{0,12}$")
"""通过市场竞争能够有效保证的，不实行许可证制度: what has to be so for the relief."""
DEMANDED = re.compile(
    rf"(?:(?<![供相适反响对回])应当?|必须|须|需|(?<!已)经(?![营济常费验纪])|取得|方可(?!以)|才能)[^，。；：]{{0,20}}?{APPROVAL}|{APPROVAL}[^，。；：]{{0,4}}(?:后|方可|才能)"
)
"""经税务机关批准的, 应当办理登记."""

NEEDS_ITSELF = re.compile(
    r"^(?:那|这|还|也|到底|究竟|都|我们?|他们?)*(?:需不需要|要不要|用不用|需要|必须|要|得|用)[一-鿿]{0,6}[吗么不]?[？?]?$"
)
"""需要领吗: what is asked with a verb of its own."""
HELD_TO = re.compile("在|明示|明令|规定的|影响|危害")
"""在一级保护区内垂钓, 踏踩明示禁止入内的草坪: barred where that is so."""
TITLE = re.compile("《[^》]*》")
NOT_ALL = re.compile(
    r"(?:(?<![是可要])不是|并非)[^，。？?]{0,16}(?:必须|必需|都|每|所有|一定|强制|非得|硬性|一律)[^，。？?]{0,16}"
    r"(?:[，。；][^，。；？?]{0,8}[讲说]得)?(?:吧|对吗|对不对)[？?]?$"
)
"""不是每个县都必须建的吧; 说并非必须照办，说得对吗: whether there is no such duty."""

WITHOUT_EXCEPTION = re.compile(
    r"(?<!不是)(?:一律|通通|统统|全都|一概|任何情况|无一例外)|\bwithout exception\b|\bin all cases\b", re.IGNORECASE
)
"""一律不用审批吗, where the clause makes an exception: of 20 such questions 17 are answered by no."""
LEFT_TO_OTHERS = re.compile(
    r"(?:依照|按照|依据|根据)(?:有关|相关|国家|省|法律|行政|法规|规章|其他|、|和|或者?|的)*规定[^，。；]{0,4}(?:应当|需要?|必须)[^，。；]*的，"
)
"""依照法律、法规规定应当办理手续的，有关部门应当及时办理: whether any is needed other rules say. Of 20 such questions it depends for 13."""

OF_SOMETHING_SPECIAL = re.compile(
    r"(?:有|因|属于?|存在)[^，。；的]{0,6}(?:特殊|特别|特定)[^，。；的]{0,6}(?:要求|情况|情形|原因|需要|规定|条件)[^，。；的]{0,6}的，"
    r"[^。；]{0,40}(?:可以|有权|允许|可(?=[按由向依]))"
)
"""对参赛者身体有特殊要求的，可以要求其提供体检证明: of 12 questions whether one may, about such a right, it depends for nine."""
TELLS_SPECIAL = re.compile(
    r"特殊|特别|特定|情况|原因|因为|由于|对[^，。；？?]{1,12}要求|要求(?:比较|特别|非常|[很挺较更])?[高严多]"
    r"|\b(?:special|particular|specific|demanding|because|due to)\b|\b(?:hard|tough|brutal|heavy|strain|stress) on\b",
    re.IGNORECASE,
)
"""What tells that a case is special: 这个项目对心肺要求高."""
WITH_LEAVE = re.compile(
    r"(?:需要?|确需|必须)[^，。；]{2,30}的，[^。；]{0,20}(?:按照|依照|经|报|依法)[^。；]{0,40}(?:审批|批准|同意|许可|手续)"
)
"""需要向社会提供的，按照规定的审批程序执行: it may be done once somebody has said so."""
TELLS_LEAVE = re.compile(
    r"(?<![能会给让])批(?!不批)|同意|许可|特准|点头|先[^，。？?]+[再后]|回头|事后|之后|补|就行|就(?:可以|能)|只|光|照|\d|[一二两三四五六七八九十]+[年月天日平亩]"
    r"|\b(?:just|only|approv\w*|own|permi\w*|directly)\b",
    re.IGNORECASE,
)
"""What tells that somebody has, or that nobody will: 批都批了, 先拆了再说; or asks for more than whether."""

_LEAVE = "(?:同意|批准|许可|认可|准许|核准|审批|确认|授权)(?!机关|部门|手续|程序|人|书)"
BY_LEAVE = re.compile(
    rf"(?:应当|必须|须|需)(?:事先|先|依法|书面)*(?:经|征得|取得|获得|得到|报)[^，。；]{{1,24}}{_LEAVE}"
    rf"|未(?:经|征得|取得)[^，。；]{{1,30}}{_LEAVE}[^，。；]{{0,8}}，[^。；]{{0,30}}不得"
    rf"|(?:不得|禁止|严禁|不准)[^。]*{_LEAVE}[^，。；、]{{0,12}}(?:除外|例外)"
    rf"|(?<![未已不])经[^，。；]{{2,30}}{_LEAVE}[^，。；]{{0,6}}，?[^，。；]{{0,14}}(?:可以|方可|可(?=[一-鿿]))(?!能)"
)
"""应当经业主一致同意, 未经发包方同意不得转包, 不得交易，但是抵押权人同意转让的除外, 经批准可以: it may be done once somebody has agreed."""
SPARED_BY_LEAVE = re.compile(
    rf"(?<![未已不])经[^，。；]{{0,40}}(?:{_LEAVE}|认定|审核|论证|评估)[^，。；]{{0,6}}，?[^，。；]{{0,14}}"
    r"(?:可以?不|可以?免|不(?:再|予|实施|追)|无[须需]|免[予于除征收缴交])"
)
"""经专家论证并由主管部门确认的，可以不建."""
SPARED = re.compile(r"[不无][用必需须]|不要|可不?可?以不|[能可]不(?!能)|免")
TELLS_CONSENT = re.compile(
    r"同意|许可|特准|(?<![能会给让])批(?!不批|[发次量货])|回头|事后|之后|就行|就(?:可以|能)|点[了过]?头|答应|认可|确认|说好|说[^，。]{1,2}就|签字|授权|委托|私自|擅自|自己|自个|自行|直接|随便|随意|随时|愿意|放行|主动|单方|商量|手续"
    r"|证(?!明)|审|核|验|认定|鉴定|论证|评估|公示|松口|理由|没[^，。]{0,8}(?:招呼|看过|关)|[没不未]有?问|先|[？?].*[？?]|谁|多少|哪|几"
)
"""What tells that somebody has agreed, or that nobody will be asked; or asks for more than whether."""


def verdict(question: str, clause: str, judged: Judged | None = None) -> Verdict | None:
    """Return what a clause says to a yes/no question that it decides; None where that is doubtful.

    ``judged`` is what was read out of both together, where something reads so.

    >>> verdict("体育赛事需要审批吗", "除法律、法规另有规定的外，体育主管部门对体育赛事不实行行政许可。")
    'no'
    """
    question = alone(question)
    if WITHOUT_EXCEPTION.search(divide(question)[1]) and SAYS["except"].search(clause):
        return "no"
    clause = unreserved(clause)
    if freed(question, clause) and (judged is None or not _only_where(clause)):
        return "yes" if negated(_last(question)) else "no"
    if (open_to_all := "yes" if _open_to_all(question, clause) else unconditioned(question, clause)) is not None:
        return open_to_all
    if judged is None and (clear := _clear(question, clause)) is not None:
        return clear
    if unmet(question, clause) or out_of_reach(question, clause):
        return "no"
    open_to = (_left_to_others, _with_leave, _by_consent, _of_something_special, depends, of_some)
    if any(one(question, clause) for one in open_to):
        return "conditional"
    if _not_for_all(question, clause) or _outside(question, clause, omitted=True):
        return "yes"
    if _outside(question, clause, omitted=False) or only_part(question, clause):
        return "no"
    if (of_discretion := _at_will(question, clause)) is not None:
        return of_discretion
    likely = learned("verdict").probabilities(runs_together(question, clause), together(question, clause))
    if judged is not None:
        read = {"yes": judged.yes, "no": judged.no, "conditional": judged.conditional}
        likely = {says: likely[says] ** (1 - READ) * read[says] ** READ for says in likely}
        likely["yes"] *= YES_MORE
        likely["conditional"] *= CONDITIONAL_LESS
    if judged is None or (len(clause) <= PLAIN and not (divide(question)[0] and asked(question) == "need")):
        likely |= {says: HARDLY * likely[says] for says in set(_barred(question, clause))}
    if affirmed(question, clause):
        likely["no"] *= HARDLY
    likely |= {says: NEVER * likely[says] for says in set(_never(question, clause))}
    total = sum(likely.values())
    likely = {says: share / total for says, share in likely.items()}
    best = max(likely, key=likely.__getitem__)
    return best if likely[best] >= SURE else None  # type: ignore[return-value]


def _says(clause: str) -> set[str]:
    """Return what a clause says of its own rule: a 鼓励 in the title of a text that it repeals urges nothing.

    >>> sorted(_says("《关于鼓励养鸽的通知》同时废止。"))
    []
    """
    rule = TITLE.sub(" ", demands(clause))
    return {name for name, pattern in SAYS.items() if pattern.search(rule)}


def freed(question: str, clause: str) -> bool:
    """Say whether a question is whether somebody has to approve, and the clause says that nobody has to, and demands no approval beside."""
    relief = LET_OFF.search(demands(clause)) if SELF_NEED.search(question) else None
    if relief is None or TAKEN_AWAY.search(clause) or EXCEPTED.search(clause) or OF_WHAT.match(clause.partition(relief[0])[2]):
        return False
    if _another_is_let_off(question, clause):
        return False
    demanded = [one[0] for one in DEMANDED.finditer(LET_OFF.sub(" ", clause))]
    return (not demanded or _another(question, relief[0], demanded)) and (asked(question) != "may" or negated(divide(question)[1]))


def _another(question: str, relief: str, demanded: Iterable[str]) -> bool:
    """Say whether a question names the sort of approval that a clause lets off, and the clause demands another: 无需取得专项许可，应当备案."""
    wanted = _sorts(question)
    return bool(wanted) and wanted <= _sorts(relief) and not any(wanted & _sorts(one) for one in demanded)


def _another_is_let_off(question: str, clause: str) -> bool:
    """Say whether a question is whether an approval is needed that a clause demands, which lets off from one of another sort: 备案 of 无需许可，应当备案."""
    relief = LET_OFF.search(demands(clause)) if SELF_NEED.search(question) else None
    if relief is None or TAKEN_AWAY.search(clause) or not (asked(question) == "need" or NEED_NOT.search(question)):
        return False
    wanted, spares = _sorts(divide(question)[1]), rf"(?:{LET_OFF.pattern})[^，。；]*"
    let_off = re.search(spares, clause)
    beside = (
        part for part in re.split("[，。；：]", re.sub(spares, "，", clause)) if AFFIRMS.search(part) and not re.search("[不无未免]", part)
    )
    return len(wanted) == 1 and let_off is not None and not wanted & _sorts(let_off[0]) and any(wanted & _sorts(part) for part in beside)


def _sorts(words: str) -> set[str]:
    return {sort for sort, named in SORTS.items() if named.search(words)}


def _only_where(clause: str) -> bool:
    """Say whether a clause lets off from an approval under a condition: whether a case meets it is read."""
    relief = LET_OFF.search(demands(clause))
    return relief is not None and bool(ONLY_WHERE.search(clause.partition(relief[0])[0]))


def _last(question: str) -> str:
    """Return what is asked to need: 法律对这个项目没有另外规定。需要领吗 asks for no omission."""
    asks = divide(question)[1]
    last = re.split("[，。；！]", asks)[-1]
    return last if NEEDS_ITSELF.search(last) else asks


def _let_off(question: str, clause: str) -> bool:
    """Say whether what a clause lets off from may be what a question asks about: a fee is no approval."""
    return not SELF_NEED.search(question) or freed(question, clause)


def _left_to_others(question: str, clause: str) -> bool:
    """Say whether a question is whether something is needed that a clause speaks of only as what other rules may demand."""
    return bool(LEFT_TO_OTHERS.search(clause)) and asked(question) == "need"


def _with_leave(question: str, clause: str) -> bool:
    """Say whether a question is whether something may be done that a clause allows with an approval, of which the question tells nothing.

    Of 100 such questions it depends for 96.
    """
    if not WITH_LEAVE.search(clause) or TELLS_LEAVE.search(question) or ASKS["by oneself"].search(question):
        return False
    return asked(question) == "may" and not negated(question)


def _by_consent(question: str, clause: str) -> bool:
    """Say whether a question is whether something may be done, or left undone, that a clause leaves to somebody's consent, of which nothing is told.

    Of 301 such questions it depends for 281.
    """
    if not tells_no_consent(question):
        return False
    return (
        bool(BY_LEAVE.search(clause))
        if asks_leave(question)
        else bool(SPARED.search(divide(question)[1]) and SPARED_BY_LEAVE.search(clause))
    )


def asks_leave(question: str) -> bool:
    """Say whether a question is whether something may be done: 没人吭声，这样能开吗, and not 不开行吗."""
    return asked(question) == "may" and not negated(_asking(question))


def tells_no_consent(question: str) -> bool:
    """Say whether a Chinese question asks no more than whether, and tells neither that somebody has agreed nor that nobody will be asked."""
    return bool(HAN.search(question)) and not TELLS_CONSENT.search(question) and not TELLS_LEAVE.search(_asking(question))


def _asking(question: str) -> str:
    """Return the last part of a question that asks, where it says of what: 还能打吗 behind 离老井只有两百米."""
    asks = divide(question)[1]
    *_, last = FACTS.split(asks)
    return last if BARE.sub("", last) else asks


def _of_something_special(question: str, clause: str) -> bool:
    """Say whether a question is whether somebody may what a clause allows where something is special, of which the question tells nothing."""
    if not OF_SOMETHING_SPECIAL.search(clause) or TELLS_SPECIAL.search(question) or SAYS["shall"].search(demands(clause)):
        return False
    return asked(question) == "may" and not negated(divide(question)[1])


def _open_to_all(question: str, clause: str) -> bool:
    """Say whether somebody asks for himself alone what a clause allows individuals as well as bodies: 没公司没协会，自己办合规吗."""
    plain = ALONE.sub(" ", question)
    if plain == question or ONLY.search(plain) or negated(divide(plain)[1]) or asked(plain) == "need":
        return False
    return bool(ALL_MAY.search(demands(clause))) and not SAYS["forbids"].search(clause) and not SAYS["condition"].search(clause)


def _clear(question: str, clause: str) -> Verdict | None:
    """Return what logic alone says where a question tells no case and a clause has one modality: nine of ten of them are so."""
    told, asks = divide(question)
    says = _says(clause)
    what, negative = asked(question), negated(asks)
    if told or "except" in says:
        return None
    if what == "need" and not negative:
        voluntary = VOLUNTARY.search(clause) and not DEMANDED.search(clause)
        if voluntary or ("relieves" in says and _let_off(question, clause)) or ("urges" in says and not says & {"shall", "forbids"}):
            return "no"
        return "yes" if "shall" in says and not says & {"may", "forbids", "denies"} else None
    if what == "may" and "forbids" in says and "may" not in says:
        return ("yes" if _same_omission(question, clause) else None) if negative else "no"
    if what == "may" and negative and "shall" in says and not says & {"may", "relieves", "forbids"}:
        return "no"
    if what == "may" and not negative and "approval" in says and ASKS["by oneself"].search(question):
        return "no"
    if what == "may" and not negative and "may" in says and not says & {*LIMITS, "condition"} and not _beyond(question, clause):
        return "yes"
    return None


def _at_will(question: str, clause: str) -> Verdict | None:
    """Return what a clause says that leaves something to whether somebody deems it necessary; None where it does not, or only that decides."""
    if not AT_WILL.search(clause):
        return None
    asks = divide(question)[1]
    if LEFT_UNDONE.search(asks):
        return "yes"
    if asked(question) == "need" and not negated(asks):
        return "no" if WITHOUT_CHOICE.search(asks) else "conditional"
    return "yes" if asked(question) == "may" and DEEMED.search(question) else None


def only_part(question: str, clause: str) -> bool:
    """Say whether a question is whether something alone is enough, of what a clause demands: 光这样够不够."""
    asks = divide(question)[1]
    return bool(ALONE_ENOUGH.search(asks) and JUST.search(question) and SAYS["shall"].search(demands(clause))) and not negated(asks)


def _never(question: str, clause: str) -> Iterator[str]:
    """Yield the verdicts that a clause hardly gives to what is put so, however long it is and whatever case is told."""
    says = _says(clause)
    asks = divide(question)[1]
    negative, narrow = negated(asks), NARROWS.search(question)
    yield from _never_of_a_case(question, clause)
    if not negative and not narrow:
        urged = "urges" in says and not says & {*LIMITS, "may", "relieves"}
        if urged and (
            SUPPORTS.search(question) or (asked(question) == "may" and not says & {"condition", "number"} and not LACKS.search(asks))
        ):
            yield "no"
        if "may" in says and not says & LIMITS and RIGHT.search(asks) and not ONLY.search(asks):
            yield "no"
    if LEFT_UNDONE.search(asks):
        if "shall" in says and not says & {"may", "relieves", "denies", "except", "urges"}:
            yield "yes"
        if "urges" in says and not says & {*LIMITS, "may"}:
            yield "no"
            yield "conditional"
    if "shall" in says and not says & {"may", "relieves", "forbids", "denies", "except"}:
        if NOTHING_ELSE.search(asks) and not negative:
            yield "conditional"
        if asked(question) == "may" and LACKS.search(CHOICE.sub("", question)) and WANTED.search(clause) and clause.count("的，") == 1:
            yield "conditional"
    if asked(question) == "need" and not negative and BEFORE.search(clause):
        yield "conditional"
    if asked(question) != "need" and "shall" in says and LACKS.search(CHOICE.sub("", question)) and _of_another_kind(question, clause):
        yield "no"
        yield "yes"
    if AT_WILL.search(clause) and asked(question) == "may":
        yield "no"
    yield from _never_of_a_duty(question, clause, says)


def _never_of_a_case(question: str, clause: str) -> Iterator[str]:
    """Yield the verdicts that a clause hardly gives to a case that does what it bars, or one thing of what it demands."""
    if barred(question, clause):
        yield "no"
        if not HELD_TO.search(clause.partition("：")[2]):
            yield "conditional"
    if spared(question, clause):
        yield "yes"
    if _another_is_let_off(question, clause):
        yield "yes" if negated(divide(question)[1]) else "no"
        yield "conditional"
    if only_that(question, clause) or _had_after_all(question, clause):
        yield "yes"
        yield "conditional"


def _had_after_all(question: str, clause: str) -> bool:
    """Say whether a question takes it that something cannot be had which a clause grants, or says without a condition: 退不了吧 and 有权要求退款."""
    if not denied(question) or TAKES_AWAY.search(clause):
        return False
    says = _says(clause)
    open_to = says & {"may", "urges"} or not SAYS["condition"].search(clause)
    return bool(open_to) and not says & {"forbids", "denies", "only if", "except"}


def _never_of_a_duty(question: str, clause: str, says: set[str]) -> Iterator[str]:
    """Yield the verdicts that a duty hardly gives to who takes it for none or does not meet it, and that what is no duty hardly gives."""
    if (
        NEED_NOT.search(question)
        and TAKEN_SO.search(question)
        and "shall" in says
        and not says & {"may", "relieves", "denies", "except", "urges"}
    ):
        yield "yes"
        yield "conditional"
    if _lacks_what_is_demanded(question, clause) and not _of_another_kind(question, clause):
        yield "yes"
        yield "conditional"
    open_to = says & {"may", "urges"} and not says & {"shall", "forbids", "denies", "only if"}
    told, asks = divide(question)
    if open_to and CLOSED.search(CHOICE.sub("", asks if re.search("[？?]", told) else question)) and not WITH_A_STEP.search(clause):
        yield "yes"
        yield "conditional"
    if NO_WAY_ROUND.search(divide(question)[1]) and says & {"may", "urges", "relieves"} and not says & {"shall", "forbids"}:
        yield "yes"
        yield "conditional"
    if "urges" in says and not says & {*LIMITS, "may"} and _only_urged(question, clause):
        yield "no"
        yield "conditional"


def _only_urged(question: str, clause: str) -> bool:
    """Say whether a question is whether something may be done without what a clause only urges: 没买保险能不能开赛."""
    *told, asks = FACTS.split(TERSE.sub("，", question).rstrip("？?。"))
    if not LEAVE_ASKED.search(asks) or negated(asks):
        return False
    urged = urged_by(clause)
    return any(shares(one["what"], urged) for one in LACKED.finditer(CHOICE.sub("", "，".join(told))))


def _lacks_what_is_demanded(question: str, clause: str) -> bool:
    """Say whether a question tells that somebody lacks what a clause demands that he has, and asks whether he may.

    没带作业证，能用永久测量标志吗 and 应当持有测绘作业证件: of 16 such questions 13 are answered by no, one by yes.
    """
    demanded = MUST_HAVE.search(demands(clause))
    if demanded is None or asked(question) != "may" or negated(divide(question)[1]):
        return False
    lacked = LACKED_OR_UNDONE.finditer(CHOICE.sub("", question))
    return any(shares(one["what"] or one["undone"], demanded["what"]) for one in lacked)


def _not_for_all(question: str, clause: str) -> bool:
    """Say whether a question is whether not all have to do what a clause only urges or allows."""
    says = _says(clause)
    return bool(NOT_ALL.search(question) and says & {"urges", "may"}) and not says & {"shall", "forbids"}


def _outside(question: str, clause: str, *, omitted: bool) -> bool:
    """Say whether a question tells that a thing is not of the kind of which a clause demands something, and asks whether that is needed.

    不涉及测绘活动的监测要有资质吗 and 涉及测绘活动的监测，应当具有资质; or whether it may be ``omitted``, 可以没有资质吗.
    """
    kind = OF_A_KIND.search(clause)
    if kind is None or kind.start() > 0 or not SAYS["shall"].search(demands(clause)):
        return False
    verb = kind[0].lstrip("，。；")[:2]
    told = re.search(rf"(?:不|没有?|未|并非)(?:会|再)?{verb}(?P<kind>[^，。；？?的]{{2,16}})", question)
    wanted = {gram for gram in grams(kind["kind"]) if len(gram) > 1}
    if told is None or not wanted or len(wanted & set(grams(told["kind"]))) < TOLD_KIND * len(wanted):
        return False
    asks = divide(question)[1].replace(told[0], " ")
    return (asked(question) == "may" and negated(asks)) if omitted else (asked(question) == "need" and not negated(asks))


def _of_another_kind(question: str, clause: str) -> bool:
    """Say whether a clause is of one kind of a thing, and a question tells of the thing and not of the kind."""
    kind = OF_A_KIND.search(clause) if HAN.search(question) else None
    if kind is None or kind["kind"][:2] in OF_LEAVE.sub(" ", question):
        return False
    wanted = {gram for gram in grams(kind["kind"]) if len(gram) > 1}
    return len(wanted & set(grams(question))) < TOLD_KIND * len(wanted)


def _barred(question: str, clause: str) -> Iterator[str]:
    """Yield the verdicts that a clause of one modality hardly gives: what it allows or supports, it does not forbid."""
    says = _says(clause)
    asks = divide(question)[1]
    what, conditional = asked(question), bool(SAYS["condition"].search(clause))
    if negated(asks):
        # 乘客能不穿救生衣吗: of 700 such questions about an order without a condition, it depends for 12.
        if what == "may" and "shall" in says and not conditional and not says & {"may", "relieves", "forbids", "denies", "except"}:
            yield "conditional"
        return
    lacking = LACKS.search(CHOICE.sub("", question if conditional else asks))
    if (
        what == "may"
        and "may" in says
        and not says & LIMITS
        and not lacking
        and not ONLY_SOME.search(question)
        and not _beyond(question, clause)
    ):
        yield "no"
    if what == "may" and "forbids" in says and not says & {"may", "except", "only if"} and not WRONG.search(asks):
        yield "yes"
    if what == "need" and says & {"denies", "relieves"} and not says & {"shall", "may"} and _let_off(question, clause):
        yield "yes"
    if what == "need" and SELF_NEED.search(question) and DEMANDED.search(clause) and not LET_OFF.search(clause):
        yield "no"


def _beyond(question: str, clause: str) -> bool:
    """Say whether a question may be about another case than the one that a clause allows: another age, hour or number, or somebody else."""
    if AGE_OR_HOUR.search(clause) or (re.search(rf"{NUMBER}+[^，。]", question) and SAYS["number"].search(clause)):
        return True
    return bool(HAN.search(question)) and any(
        not {gram for gram in grams(one["subject"]) if len(gram) > 1} & set(grams(question))
        for one in map(ALLOWED.match, re.split("[，；。：]", clause))
        if one and PERSONS.search(one["subject"]) and not ANYBODY.fullmatch(one["subject"])
    )


def _same_omission(question: str, clause: str) -> bool:
    """Say whether a question is whether one may leave undone the very thing that is forbidden: 可以不收费吗, 不得收费."""
    left = re.findall(r"不([一-鿿]{2})", CHOICE.sub("", question))
    return any(re.search(rf"(?:不得|禁止|严禁)[^，。；]{{0,6}}{verb}", clause) for verb in left)
