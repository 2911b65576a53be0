"""What a question asks for, and whether the clauses that are close to it hold that at all: a sum, a period, a right of appeal.

A question about a matter that the texts rule may still ask for something that they leave open: 失信名单 stands there, how many years one
stays on it does not. Each :class:`Thing` says by which words it is asked for and by which it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.draft import Reading
from qa.penalties.breaches import tells_breach
from qa.question.kinds import UNITS, asks_yes_no, kind_of, without_told
from qa.question.parts import parts
from qa.select import ANSWERS, Candidate
from qa.understand import SPELT
from qa.wording.relevance import Likeness, subject

CLOSE = 0.85
"""Clauses that score at least this share of the best one may hold what is asked for. By 661 answerable questions on other laws, 1.2 % of their
answers lie below; at 0.75 it is 1.1 %, but more of what is not there seems to be."""
LEADING = 8
"""Clauses that are looked at, at most."""
SPOKEN = 0.6
"""A noun whose words are less alike than this to those of the texts is not spoken of there."""

ANSWERED = 0.3
"""Probability from which on the best clause answers one of several questions."""
STRANGE = 0.01
"""A clause that is read together with the question as less probable to answer than this does not hold what is asked for, whatever stands in it. What goes
on from a question before, C级呢 多久, is read too badly for that."""

COUNTED = r"(?:\d|[一二两三四五六七八九十百千半]+)"
TIME = r"个?(?:工作日|日|天|个月|月|年|小时|周(?!岁)|学时|分钟)"
MEASURED = "亩|公顷|平方米|平方公里|平米|公里|千米|厘米|毫米|米|吨|公斤|千克|斤|分贝|度|克|升"
PAID = "补贴|补助|奖励|奖金|津贴|赔偿金?|补偿|保费|保额|经费|资金|租金|工资|押金|定金|保证金|利息"


SOME = "第哪好有这那前后头过近百千十二三四五六七八九零〇0123456789"
"""Behind these, 几 asks nothing: 好几个人, 十几条船, 附近几个小区, 八几年."""
PARTS = re.compile(r"(?:(?!\.\s+[A-Z])[^，,。！？?!；;\n])+(?:[，,。！？?!；;\n]|\.(?=\s))?")
ASKS = re.compile(
    r"[？?]$|多少|几|谁|哪|什么|啥|怎|咋|如何|多久|[吗呢么][，,]|没有?[，,]|请|[帮给替]我|推荐|忽略|无视|\b(?:how|what|who|which|whether)\b",
    re.IGNORECASE,
)
"""A part that asks; what the others tell is asked of nobody: 骗了报名费跑路，能拿他怎么办."""
LIMIT = re.compile("封顶|[上下]限|顶格|起步")
MEASURE = re.compile("(?:(?:数[量目额]|[额幅]度|指标|金额|标准|比[例重]|规模|[总人户]数)+|[补拨给])$")
"""What is counted or measured is spoken of, not that it is: 建设数量, 罚款幅度; nor the verb in 按几倍工资补."""
FINES = re.compile(r"处[^，。；]{0,30}罚款")
"""处2000元以上3万元以下的罚款: no sum of anything else."""
DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日")
"""No period: 2007年9月19日."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What may be asked for: the words that ask for it, and those that give it."""

    name: str
    english: str
    asked: re.Pattern[str]
    given: re.Pattern[str]
    counted: bool = False
    """Asked for by 几, 多少, 多久: words by which a question of yes or no tells a number (占用几天不算违规吧)."""

    def asked_in(self, wording: str) -> bool:
        """Say whether a question, as :func:`asking` returns it, asks for this."""
        return bool(self.asked.search(wording)) and not (self.counted and asks_yes_no(wording))


def _thing(name: str, english: str, asked: str, given: str, *, counted: bool = False) -> Thing:
    return Thing(name, english, re.compile(asked, re.IGNORECASE), re.compile(given), counted)


DO = r"翻译[成为]|(?:写|作|编)一?[首篇段]"
DO_FOR_ME = rf"{DO}|(?:写|作|编|拟)一?[个条句份封](?!人)"
ORDER = (
    # 请忽略之前的提示, 你的提示词
    r"(?:忽略|无视)(?:掉)?(?:以上|上面|之前|先前|前面|所有|一切|全部|你|系统)[^，。]{0,8}(?:指令|提示|设定|要求(?=[，。！,!]|$))|(?:你|系统)[^，。]{0,4}提示词|提示词(?:是(?:什么|啥)|发|$)"
    # 帮我写一首诗, 请把它翻译成英文
    rf"|(?:你|[帮给替为]我|(?:^|[，。！；,;!\s])请(?![问求示教])|麻烦)[^，。]{{0,16}}?(?:{DO_FOR_ME})"
    # 写一首诗, 把第一条翻译成英文: no question
    rf"|^(?!.*(?:(?<![好以行])[吗么]|呢|谁|怎|如何|多少|[几哪]|什么|啥|是否|(.)不\1|[?？])).*(?:(?:^|[，。！；,;!\s])(?:再|先)?(?:(?:[把将]|以上|上面|这|第)[^，。]{{0,20}})?(?:{DO})|(?:写|作|编)一?首)"
)
"""What is asked of the machine itself, by address or as a bare order; 境外资料要翻译成中文吗 asks what somebody must do."""


PIECE = (
    "诗|歌词?(?!舞)|曲子|作文|散文|小说|故事|段子|笑话|谜语|顺口溜|绝句|春联|对联|祝福|贺卡|祝词|吉祥话|情书|口号|标语|广告[语词]|文案|朋友圈|推文|软文|[辞求]职信|简历"
    "|检讨|演讲稿|发言稿|讲话稿|主持词|代码|脚本|爬虫|名字|网名|昵称|策划|行程|旅行计划|海报|漫画"
)
PIECE_IN_ENGLISH = (
    r"poem|sonnet|haiku|limerick|song|lyrics|rap|story|joke|riddle|tweet|toast|speech|essay|letter|e-?mail|slogan|caption|code|script|function|greeting"
    r"|pep talk|resume|cv|blog post|contract|poster|itinerary|playlist"
)
MAKE = (
    "(?:(?:写|作|编|拟|创作|设计|画)一?(?:[几两]?[个条句份封首篇段副则组张幅]|些|点|上|下)?"
    "|(?:起(?!草)|取|想|做|弄|整|来|讲|唱|排)(?:一?[个首篇段副则点些]|[几两][个条句首段]))"
)
FOR_USE = "要?用的?(?:[，。,；;！!？?\\s]|$)|的?时候?"
"""贺词里怎么说网购，给我孙女写作文用: what the answer is for."""
TASK = re.compile(
    # 帮我想几句祝福语, 给我讲个故事
    rf"(?:[帮给替为]我|帮个?忙|你|(?:^|[，。！；,;!\s])(?:请|麻烦)(?![问求示教])).{{0,8}}?{MAKE}的?[^，。？?了]{{0,12}}?(?:{PIECE})(?!{FOR_USE})"
    # 写封辞职信, 来一首关于杭州的诗: no question
    rf"|^(?!.*(?:[吗么？?]|呢|谁|怎|如何|多少|[几哪](?![句条个首段])|什么|啥|是否|(.)不\1)).*(?:^|[，。！；,;!\s]){MAKE}(?<=[个句封首篇段副则])[^，。？?了]{{0,12}}?(?:{PIECE})"
    # 扮演省长, 帮忙润色一下; not 帮我翻译一下什么叫“四大经济”
    r"|(?:^|[，。！；,;!\s]|你|我们?来)(?:扮演|角色扮演|假装你是|假设你是)|(?:[帮给替为]我|帮个?忙|^请?|麻烦你?)(?:[把将][^，。]{1,20})?(?:润色|改写|续写|仿写|扩写|翻译)(?!本|人|件|服务|.*[吗什啥怎哪？?])"
    r"|^(?:please |kindly |hey,? |could you |can you |would you |will you |i(?:'d| would) like you to |i want you to |i need you to |help me(?: to)? |now )*"
    rf"(?:(?:(?:write|compose|draft|create|generate|make up|come up with|sing|design)(?: up)?(?: me| us)?|(?:tell|give|sing)(?: me| us)(?= an? | some ))(?: an?| some| a few| my| two| three)?(?: [\w'-]+){{0,3}}? (?:{PIECE_IN_ENGLISH})s?\b(?! of the law| behind)"
    r"|translate\b|rewrite\b|paraphrase\b|proofread\b|polish my|(?:pretend|imagine) (?:to be|(?:that )?you are|you're)|act as (?:an?|the|my)\b|role-?play)",
    re.IGNORECASE,
)
"""What is asked of a writer, a translator, a poet, a coder, and not of a text: 帮我写几句吉祥话, write me a poem about the survey."""


def sets_a_task(own: str) -> bool:
    """Say whether a question is no question but sets a task that no text answers.

    >>> sets_a_task("帮我想几句祝福语，给领导拜年用"), sets_a_task("帮我列一下2020年的目标"), sets_a_task("办赛要不要写一份安全预案？")
    (True, False, False)
    """
    return TASK.search(own) is not None


FINE = _thing(
    "罚款的数额",
    "amount of a fine",
    r"罚(?:款|金|钱)?(?:我|他|她|它|你)?(?:们)?(?:最[高多低少])?(?:是|要|能|得)?(?:多少|几)|罚款?(?:数额|金额|幅度|标准)"
    r"|how (?:large|big|high|much) (?:a |an |is the |of a )?(?:\w+ )?fine|how much .{0,30}\bfined?\b|range of fine",
    rf"{ANSWERS['penalty'].pattern}|元以上[^，。；]{{1,12}}元以下",
)
"""没有测绘资质就去测绘，罚多少钱. 将“一千元以上五千元以下”修改为…: an amendment need not say 罚款."""
PAYMENT = _thing(
    "金额",
    "sum",
    rf"(?:多少|几)[百千万亿]*(?:元|块|钱)?的?[一-鿿]{{0,3}}(?:{PAID})|(?:{PAID}|费用?|价格|薪)[^，。？?\d]{{0,8}}(?:多少|几)(?![个名家人天年月日项种次份条件级类成])"
    r"|(?:花|掏|交|缴|拿|领|付|收|扣|给|出|补|赚)(?:[了个他我]|到)?多少(?![人家天个名户年次东活股票条份种项地亩量时岁学分材米吨水电力棵本间钟工课套块元钱斤只成效])"
    r"|\bhow much (?:\w+ ){0,4}?(?:compensation|subsid\w*|rent|fees?|support|funding|insurance|pay|paid|bonus|costs?|charged?|deposit|salary|grants?)\b"
    r"|\bhow (?:much|big|large|high) (?:is|are|was|will be|would) (?:the|a|an|my|our) (?:\w+ ){0,3}(?:subsid\w*|bonus|grants?|fees?|compensation|deposit|allowance)",
    r"\d\s*(?:万|亿|千|余|多)*元|[一二三四五六七八九十百千万]+元|%|百分之|倍|免收|免费|无偿|全额|全部|不[予再]?收|元(?!旦|素|化)|金额|数额|额度|比例|标准|实际损失|相当于|一次性"
    r"|按[^，。；]{0,12}(?:计算|确定|执行)",
    counted=True,
)
"""每月能领多少房租补贴 · 保额最低买到多少 · how much support."""
THINGS = (
    FINE,
    # 奖金要交多少个税 · what import duty applies
    _thing("税", "tax", r"(?<!国)税|\btax(?:es|ed|ation|able)?\b|\bdut(?:y|ies) (?:appl|rate)|import dut", "税"),
    # 罚款不服，复议期限
    _thing(
        "复议或者诉讼的途径和期限",
        "way of appeal",
        r"复议|申请复[查核]|行政诉讼|提起诉讼|起诉|申诉|不服(?!气|从|务|役|用|老|输)|\bappeal|\bsue\b|judicial review",
        "复议|诉讼|起诉|申诉|异议|裁决|复核|复查|人民法院|仲裁",
    ),
    # 保育员月工资不低于多少: 保育费 is none
    _thing(
        "工资",
        "pay",
        r"(?:工资|工钱|薪[酬水资金]?|报酬|酬金|劳务费)[^，。？?\d]{0,8}(?:多少|几(?:百|千|万|块)|标准)|(?:多少|几[百千万]?块?)钱?的?(?:工资|工钱|[月年底]薪|薪水|报酬)"
        r"|\b(?:wages?|salar(?:y|ies))\b",
        "工资|工钱|薪|报酬|酬|劳务|绩效|津贴|待遇",
    ),
    # 年卡的钱怎么退 · 该不该退我钱
    _thing(
        "退款",
        "refund",
        r"退(?:我|他|给|还)?(?:的)?(?:钱|款|费|还|票|押金)|怎么退(?!出|休|伍)|能退(?!出|休|伍)|给退(?!了|回[来去])|(?<!non-)\brefund",
        "退|返还",
    ),
    # 平台要赔我多少
    _thing(
        "赔偿",
        "compensation",
        r"赔(?:我|他|她|给|多少|几|不赔|偿|不了?$|吗)|[谁该要能会]赔|compensat|\bpayouts?\b|(?<!that )(?<!who )(?<!which )\bdamages\b(?! (?:an?|the|any|his|her|its|their|my|our|your|public|somebody|someone)\b)",
        "赔|补偿|民事责任|损失",
    ),
    # 首次流片的补助比例
    _thing(
        "补助的标准",
        "amount of the support",
        r"(?:补助|补贴|奖励|奖金|津贴|资助)(?:的)?(?:金额|标准|比例|多少|几|怎么算|有多少)|(?:多少|几)(?:钱|万元|万|元)?(?:的)?(?:补助|补贴|奖金|津贴)"
        r"|\b(?:subsid\w+|bonus|grants?)\b",
        "补助|补贴|奖|资助|津贴|补偿",
    ),
    # 要交多少钱 · 订一年要几个钱
    _thing(
        "金额",
        "sum",
        r"(?:交|缴|收|付|要|花|赔|补|奖|退|给|出)(?:我|他|你|它)?(?:多少|几)(?:钱|费|(?:百|千|万|亿)?(?:块|元))|(?:多少|(?:是|为)几)(?:百|千|万|亿)+(?!个|家|名|人|亩)|多少(?:元|块)|多少钱|几(?:百|千|万)?块(?![一-鿿]?(?:地|区|场|牌|工作|内容|业务))|几个钱"
        r"|按[一-鿿]{1,3}(?:收|算|计)[^，。]{0,2}还是按|金额|收费标准|价[格钱]?[^，。]{0,4}多少|标准是?多少|how much (?:does|do|is|must|should|money)|what (?:is|are|would be) the (?:\w+ ){0,3}(?:fees?|price|costs?|charge)\b",
        r"\d\s*(?:万|亿|千|余|多)*元|[一二三四五六七八九十百千万]+元|%|百分之|倍|免收|免费|无偿|不收|不得[^，。；]{0,20}收|(?:收|费|价|补|助|付|缴|奖|规定的?)[^，。；]{0,4}标准|元(?!旦|素|化)",
        counted=True,
    ),
    PAYMENT,
    # 比重目标是多少 · 增速为百分之几
    _thing(
        "比例",
        "ratio",
        r"百[分份]之(?:多少|几)|比例|占比|比重|几成|几个点|增速|\bper ?cent(?:age)?\b|\bratio\b",
        r"%|百分之|分之|倍|比例|比重|‰|[一二三四五六七八九]成",
        counted=True,
    ),
    # 2017年全省生产总值增速: 占比60% is none
    _thing(
        "增长的幅度",
        "rate of growth",
        r"增速|增长率|增幅|同比|(?:增长|提高|上升|下降)(?:目标|幅度)[^，。？?]{0,4}(?:百[分份]之|多少|几)|(?:增长|提高|上升|上涨|下降|减少)了?(?:多少|百[分份]之几|几个?百?分?点)|\bgrowth rates?\b",
        rf"(?:增速|增长|增加|增幅|同比|年均|提高|提升|上升|上涨|下降|降低|减少|翻)[^。；]{{0,24}}(?:\d|百分|{COUNTED}(?:成|倍|番))",
        counted=True,
    ),
    # 熬几年才能划掉 · 安全许可几天能批下来: a number of them, where 及时 is none
    _thing(
        "期限",
        "period",
        rf"过几(?:天|年|个月)(?:才|能|可以)|(?<![{SOME}])几天|多少天|多少日|(?<![{SOME}几])几年|多少年|(?<![{SOME}])几(?:个?(?:工作日|小时|星期|礼拜|周)|个月|分钟|个?钟头|学时|学期)|多少(?:分钟|个?小时|个?钟头|周|个?月|学时)|how many (?:working |business |calendar )?(?:days|weeks|months|years|hours)",
        rf"\d\s*{TIME}|[一二两三四五六七八九十半]+{TIME}|立即|即时|同步|每[年月季]|次|随时|当[日场天]|长期|永久|之?前",
        counted=True,
    ),
    _thing(
        "期限",
        "period",
        r"多久|截止(?:日期|时间|日)|年限|(?<!规定)(?<!规定的)[时期]限(?![内前]|之[内前]|届满)|多长时间|how (?:long|soon|often)|time limit|deadline",
        rf"\d\s*{TIME}|[一二两三四五六七八九十半]+{TIME}|及时|立即|定期|即时|同步|每年|期限|次|周期|随时|当[日场天]|长期|永久|按时|按期|之?前",
        counted=True,
    ),
    # 消防验收几天出结果: 每季度排查一次 is none
    _thing(
        "期限",
        "time that it takes",
        r"(?:几个?|多少个?)(?:工作日|天|日|小时|星期|周|月)(?:内|之内|以内)?(?:能|可以|才|就|会|要|给)*(?:出结果|办[完好结成下]|批[下完好]|审[完结]|[答回批]复|下来|拿到|出[证来]|到账|发证)",
        rf"\d\s*{TIME}|[一二两三四五六七八九十半]+{TIME}|立即|即时|同步|随时|当[日场天]",
        counted=True,
    ),
    # 每年培训多少学时: 每2年一次 is none
    _thing("学时", "class hours", r"(?:多少|几)个?[学课]时|[学课]时(?:数|要求)", "[学课]时|小时", counted=True),
    # 闯红灯扣几分
    _thing("分数", "points", r"(?:加|扣|减|多少|几)分(?![钟之配享开割布工摊歧子力])", "分(?![钟之配享开割布工摊歧子别级类])", counted=True),
    # 许可证有效期几年，怎么续
    _thing(
        "有效期",
        "period of validity",
        r"有效期(?!内)|怎么续|续期|续证|period of validity|how long is .{0,30} valid",
        "有效期|有效|届满|延续|续|换",
    ),
    # 最小几岁才让参加
    _thing("年龄", "age", r"几岁|多大(?:年纪|岁数)|年龄|周岁|how old|\bage (?:limit|of)\b|minimum age", "岁|年龄|成年|儿童|老年"),
    # 一共有几个委员 · how many staff
    _thing(
        "数量",
        "number",
        rf"(?:(?:(?<![{SOME}])|(?<=共有)|(?<=设有))几|多少)(?:个(?!月|工作日|钱|点|小时|钟头|星期|礼拜)|名|位|家|人|项|种|类|所|座|台|辆|份|件|颗|户)|人数|how many (?!(?:working |business |calendar )?(?:days|weeks|months|years|hours|times))",
        rf"\d|{COUNTED}(?:余|多)?(?:{UNITS})|[两三四五六七八九十]大|：",
        counted=True,
    ),
    # 参加人数达到多少: 20日前 and 2000元 are no number of people
    _thing(
        "数量",
        "number of people",
        r"人数[^，。？?]{0,6}(?:多少|几)|(?:多少|几)(?:百|千|万)?个?(?:人(?![民工口次均])|名(?![称单额次字声])|位(?!置))",
        rf"(?:{COUNTED}|几)[余多万亿千百几]*\s*个?(?:人(?![民工]?币)|名|位|户)|人数|名额|编制|[学职员]工|[长员任人]：|(?<![\d.,元])\d+(?:\.\d+)?\s*[:∶：]\s*\d",
        counted=True,
    ),
    # 示范企业 评选名额 · 龙头企业 营收 认定门槛
    _thing("名额", "number of places", r"名额|\bquota of places", rf"名额|{COUNTED}(?:余|多)?(?:{UNITS})", counted=True),
    _thing("门槛", "threshold", r"门槛|\bthreshold", r"门槛|标准|条件|以上|不低于|不少于|超过", counted=True),
    # 密级由哪个部门核定
    _thing(
        "由谁负责",
        "body in charge",
        r"(?:由|归|是|哪|那)一?[个家级]?(?:部门|机关|机构|单位)|\b(?:which|what) (?:department|authority|body|agency|office|bureau)\b",
        r"部门|机关|机构|单位|政府|企业|[厅局委办院会]",
    ),
    # 用地指标奖几亩
    _thing(
        "数量",
        "quantity",
        rf"(?:(?<![{SOME}])几|多少)(?:万|亿)?(?:{MEASURED})",
        rf"{COUNTED}\s*(?:万|亿|余|多)*(?:{MEASURED})|距离|面积|标准",
        counted=True,
    ),
    # 认定要哪些条件 · qualifications to become a referee
    _thing(
        "条件",
        "conditions",
        r"(?:哪些|什么|啥|那些)(?:样的)?(?:条件|资格)|条件(?:是|有|$)|资格(?:条件|要求)|(?:具备|符合)(?:哪些|什么)(?=条件|资格|要求|标准|[？?，,。才]|$)|\bqualifications?\b.{0,30}\brequired|\beligib",
        "条件|资格|(?:具备|符合|具有|有)(?:下|以下)|下列|：|构成|情节|拒不|逾期",
    ),
    # 营业前要办哪几个证 · 操作员要考什么证
    _thing(
        "证照",
        "licence",
        r"(?:办|考|领|拿|取得?|要|需|持|申[请领]|有)[^，。？?]{0,6}(?:什么|哪些|哪几[个种样]?|啥|哪[个种])[^，。？?]{0,6}(?:证(?![据明人实券监])|许可|牌照|执照)"
        r"|(?:证(?![据明人实券监])|许可|牌照|执照)[^，。？?据明]{0,6}(?:要|得|该|需)[^，。？?]{0,4}(?:哪些|哪几个|几个|什么|啥)(?=[？?，。呢]|$)",
        "证(?![据明人实券监])|许可|资质|资格|执照|牌照|登记|备案|审批|批准|注册|核准",
    ),
    # 出了事故由车主还是由厂家承担责任
    _thing(
        "责任由谁承担",
        "who is liable",
        r"还是[^，。？?]{0,14}(?:承担|担责|买单|兜底|来?赔|负[^，。？?责]{0,3}责任)|责任(?:由谁|谁)(?:来)?(?:承担|负)(?!责人)",
        r"赔|承担|补偿|连带|追究|过错|[负担][^，。；]{0,6}责任?|责任(?!单位|部门|分工|制|落实)",
    ),
    # 得去哪一级法院: 人民法院不予受理 says nothing of that
    _thing(
        "管辖的法院",
        "court that has jurisdiction",
        r"哪一?[级个家些]?(?:人民)?法院|[到去找向]哪[里儿]?(?:打官司|起诉|立案)|\b(?:which|what) court",
        r"管辖|(?:中级|基层|高级|最高|所在地|知识产权|专门|铁路|海事)[^，。；]{0,8}法院|向[^，。；]{0,16}法院",
    ),
    # 离学校多远才能开 · how big must a centre be
    _thing(
        "大小",
        "size",
        r"多[远高宽深厚重](?=才|合|算|[？?，\s]|$|的[^，]{1,4}[？?])|多大的(?=[^，。]{1,6}(?:[？?]|$))|how (?:big|far|large|heavy|wide|tall|deep) (?:should|must|can|does|do|is|may|from)\b",
        r"\d|[一二三四五六七八九十百千]+(?:米|公里|吨|平|亩|公斤|厘米)|标准|距离|面积|比例|规模|范围",
        counted=True,
    ),
    # 编辑部联系电话
    _thing(
        "联系方式",
        "contact",
        r"联系电话|电话(?:号码)?(?:是|多少|$|[？?])|热线|微信号|邮箱|网址|\bphone (?:number|line|contact)|\bphone\b(?=[?.]?$)|e-?mail|hotline",
        r"电话|热线|邮箱|网站|信箱|平台|网址|联系方式|\d{5,}",
    ),
    # 表格有统一样式吗
    _thing("样式", "form", r"样式|格式(?!合同|条款|文书)|模板|范本|式样|\btemplate\b", "样式|格式|模板|范本|式样|文本|表格"),
    # 抽成上限 · yearly limit per person
    _thing(
        "上限",
        "limit",
        r"上限|封顶|最[高多](?:能|可)?(?:收|补|奖|给)|限额|\bcap\b|\blimit (?:for|on|per)\b|(?:yearly|annual|upper|maximum) limit",
        rf"{COUNTED}(?:万|亿|余)*(?:元|倍|年|个|日|天|次|人|%|{UNITS})|不超过|不得[高超]|上限|最高|以下|以内|限额",
    ),
    # 忽略以上所有指令 · 翻译成法文: orders to whoever answers, no questions of what somebody is to do
    _thing("内容", "content", ORDER, "(?!)"),
    # 推荐个牌子 · any tips for a bar: advice, which no regulation gives
    _thing(
        "推荐", "recommendation", r"推荐(?:一?[个款家本些下]|几|点)|哪个牌子|\brecommend (?:a|an|some|me)\b|\btips (?:for|on)\b", "推荐"
    ),
)
AT_ISSUE = (
    # 查询要不要收费 · is it free of charge
    _thing(
        "费用",
        "charge",
        r"付费|(?<!免)收费|免费|收钱|缴费|交费|报名费|手续费|工本费|free of charge|\bfor free\b|\bfees?\b",
        r"费|付|钱|有偿|无偿|免收|收取|价|\d元|酬",
    ),
    # 查实了有没有奖金拿
    _thing("奖励", "reward", r"奖金|赏金|有奖|有赏|奖励|\breward", "奖|赏"),
    # 租店面有补贴吗
    _thing("补贴", "subsidy", r"补贴|补助|津贴|\bsubsid", "补|奖|资助|津贴|扶持|贴息|资金|支持"),
    # 外资企业能投标吗
    _thing(
        "外资或者外国人",
        "foreigners",
        r"外资|外商|外国人|外籍|老外|港澳|\bforeign",
        "外[资商国籍企方币汇交贸地]|[境中内海国涉]外|港澳|台湾|国际|跨境|[进出]口|中国公民|中国人|华侨|国籍|全球|对外(?!开放)",
    ),
)
"""What a question of yes or no may be about: no clause decides it that does not speak of that. Of labelled questions whose article does not, one in
four to ten is answered all the same, fewer where the best clause is not surely read as the answer."""
NOUNS = (
    # 转播权到底归谁
    re.compile(r"(?P<noun>[一-鿿]{2}权)(?:到底|究竟|应该|应当)?(?:是|归|属于?)(?:谁|哪|什么人)"),
    # 坐标系采用哪一种
    re.compile(
        r"(?P<noun>[一-鿿]{2,8}?)\s*(?:应当|应该|必须|要)?(?:采用|使用|执行|选用)(?:的是)?(?:哪一?[种个套类]|什么样?的?)\s*(?:[？?]|$)"
    ),
    # 报名费最多收多少
    re.compile(r"(?P<noun>(?![收交缴付免]|.经费)[一-鿿](?:(?![收交缴付免])[一-鿿])?费)(?![用率水电力时心神劲])"),
    # 算法备案向哪个部门提交
    re.compile(r"(?P<noun>备案|认定|注册|年检|年审|报备|公证|仲裁|落户|考级|过户|补办|挂失)(?!成果)(?!.{0,6}(?:吗|么))"),
    # 配备多少名专业技术人员
    re.compile(
        rf"(?:多少|(?<![{SOME}])几)(?![倍次岁]|个?钟头)(?:个人|{UNITS})(?P<noun>(?!才|就|能|会|可|要|得|合|算|以|了|的)[一-鿿]{{2,8}}?)(?=[？?，。\s]|$|才)"
    ),
    # 起征点是多少
    re.compile(r"(?P<noun>[一-鿿]{2,4})(?:是|为)多少"),
    # 层高不低于多少米; 罚款最高多少 is given in more words than one
    re.compile(
        r"(?P<noun>[一-鿿]{2,4})(?<!罚款|罚金|处罚|补贴|补助|奖励|奖金|津贴|费用|资金|工资|租金|贷款)(?:不[得能]?(?:低于|少于|小于|高于|超过)|最[低高多少])多少"
    ),
    # 最长能拘留几天
    re.compile(r"(?P<noun>拘留|拘役|吊销|没收|判刑|坐牢|开除)"),
)
"""The very noun, or one that means about the same, must be spoken of."""
ASKS_NOUN = re.compile(r"多少|几|谁|哪|什么|怎|如何|标准|条件|期限|流程|手续")


def things(reading: Reading) -> tuple[Thing, ...]:
    """Return what the question asks for, as far as the table knows it."""
    return _asked_of(THINGS, reading)


def _at_issue(reading: Reading) -> tuple[Thing, ...]:
    """Return what a question of yes or no is about, as far as the table knows it."""
    return _asked_of(AT_ISSUE, reading) if asks_yes_no(reading.understanding.spelt) else ()


def _asked_of(table: tuple[Thing, ...], reading: Reading) -> tuple[Thing, ...]:
    """Return the things of a table that a question asks for, as it was put or without its slips."""
    wordings = _wordings(reading)
    return tuple(thing for thing in table if any(thing.asked_in(one) for one in wordings))


def lacking(reading: Reading, likeness: Likeness) -> str | None:
    """Return the name of what is asked for and no close clause holds, such as the sum where the question is how much is to be paid.

    Of a question that asks several things it is what one of them lacks, unless another one is answered.
    """
    spelt = reading.understanding.spelt
    asked = () if reading.understanding.citations else tuple(part for part in parts(spelt) if not _tells_a_number(part.text, spelt))
    if len(asked) < 2 or any(part.name for part in asked):
        return _lacking(reading, likeness)
    first: str | None = None
    for part in asked:
        about = reading.about(part.text, kind_of(part.text), bare=part.bare)
        absent = _lacking(about, likeness)
        if not absent and _answered(about):
            return None
        first = first or absent
    return first


def _tells_a_number(part: str, own: str) -> bool:
    """Say whether a part of a question of yes or no asks by nothing but 几: 每天烂菜叶几吨，自己买台机器处理，允许吗."""
    return asks_yes_no(own) and not asks_yes_no(part) and bool(ASKS.search(part)) and not ASKS.search(part.replace("几", ""))


def _answered(about: Reading) -> bool:
    return about.best.judged is None or about.best.judged.answers >= ANSWERED


def _lacking(reading: Reading, likeness: Likeness) -> str | None:
    near = close(reading)
    texts = [words(one) for one in near] + [_linked(reading)]
    follows = reading.understanding.follow_up
    giving = [DATE.sub("", words(one)) for one in near if follows or one.judged is None or one.judged.answers >= STRANGE] + texts[-1:]
    for thing in (*things(reading), *_at_issue(reading)):
        if not any(thing.given.search(FINES.sub("", text) if thing is PAYMENT else text) for text in giving) and not (
            thing is FINE and (_punished(reading, near) or tells_breach(reading))
        ):
            return thing.english if reading.language == "en" else thing.name
    return next((f"“{noun}”" for noun in nouns(_wordings(reading)[-1]) if not _spoken(noun, texts, likeness)), None)


def _wordings(reading: Reading) -> tuple[str, ...]:
    """Return the question as it was asked, and without its slips."""
    known = reading.understanding
    asked = (known.own, *(wording.text for wording in known.search if wording.why == SPELT))
    return tuple(map(asking, asked))


@lru_cache(maxsize=256)
def asking(own: str) -> str:
    """Return the parts of a question that ask, without numbers that it tells.

    >>> asking("他给几所学校供书，问能不能这样")
    '他给数所学校供书，问能不能这样'
    >>> asking("骗了报名费跑路，要上失信名单，能拿他怎么办")
    '能拿他怎么办'
    """
    parts = [part for part in PARTS.findall(own) if part.strip()]
    asks = [part for part in parts[:-1] if ASKS.search(part)]
    return without_told("".join([*asks, *parts[-1:]]))


def nouns(own: str) -> Iterator[str]:
    """Yield the nouns that an answer must speak of: 这转播权到底归谁 → 转播权.

    >>> list(nouns("坐标系 采用哪一种"))
    ['坐标系']
    """
    if ASKS_NOUN.search(own) and not asks_yes_no(own):
        for pattern in NOUNS:
            for match in pattern.finditer(own):
                kept = MEASURE.sub("", LIMIT.sub(" ", subject(match["noun"]))).split()
                if kept and len(kept[0]) > 1:
                    yield kept[0]


def beside(reading: Reading, likeness: Likeness) -> float:
    """Return how much better the question is met by a close clause than by those that hold what is asked for: 1 where none does, 0 at best."""
    asked = things(reading)
    if not asked:
        return 0.0
    near = close(reading)
    texts = [words(one) for one in near]
    met = likeness.met(subject(reading.understanding.own) or reading.question, texts)
    best = max(met)
    shares = []
    for thing in asked:
        holding = [
            share
            for share, text, one in zip(met, texts, near, strict=True)
            if thing.given.search(text) or (thing is FINE and _punished(reading, [one]))
        ]
        shares.append(max(holding, default=0.0))
    return max(0.0, best - min(shares))


def close(reading: Reading) -> list[Candidate]:
    """Return the clauses that are close to the question."""
    return [one for one in reading.ranked[:LEADING] if one.score >= CLOSE * reading.best.score]


def words(one: Candidate) -> str:
    """Return a clause with what it stands in: its heading, its paragraph, the words that lead it."""
    clause = one.clause
    return f"{clause.heading or ''}{clause.paragraph.text}{'' if clause.text in clause.paragraph.text else clause.text}"


def _linked(reading: Reading) -> str:
    """Return the words of the leading provisions that refer to another: 第十二条 says how often what 第十一条 lists is done."""
    return "".join(one.provision.text for one in reading.evidence[:3] if any(name == "referring" for name, _ in one.scores))


def _punished(reading: Reading, near: list[Candidate]) -> bool:
    """Say whether the breach of what a close clause demands is punished."""
    return any(reading.library.penalties_for(one.clause.citation) for one in near)


def _spoken(noun: str, texts: list[str], likeness: Likeness) -> bool:
    """Say whether a noun, or one that means about the same, stands in the texts."""
    if noun.endswith("费") and any("费用" in text or "收费" in text for text in texts):
        return True
    return any(noun in text for text in texts) or max(likeness.met(noun, texts), default=0.0) >= SPOKEN
