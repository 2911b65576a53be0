"""What kind of answer a question wants: a few plain patterns first, what was learnt from labelled questions for the rest."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from law.address import NUMERAL_CHARACTERS
from qa.model import Kind
from qa.wording.linear import learned, runs_of
from qa.wording.marks import CHOICE, NO_WAY_ROUND, divide

Asked = Literal["need", "may", "fact"]

_TELLS = r"(?=[\s，。？?、；！]|$|里|中|规定|说|写|讲|提[到及]|列|载|的?依据|明确|关于|[呢吗呀啊吧]|是关于)"
_RULES = r"(?=[有是对管处罚判追和与款可能不没]|涉及|适用|执行|法[律规条])"
"""What follows 哪条 and 哪项 where they ask for an address, 哪条规定; before anything else they count: 哪条河, 哪几项费用."""
_NO_TEXT = r"(?!的?(?:是|了)?(?:哪(?:一?[部个份]|些)|什么|啥)(?:法律|法规|规章|规定|办法|条例|文件|法(?![律院官人定])))"
"""适用哪部规章 asks for the text, and not for what one applies to."""

_TABLE: tuple[tuple[Kind, str], ...] = (
    # 第十二条说了什么 · 第二十条的原文 · What does Article 12 say
    (
        "article",
        rf"(?:[{NUMERAL_CHARACTERS}）)该本这那此前上下末]个?\s*(?:条款?|款|项)|(?<=[{NUMERAL_CHARACTERS}）)])点|\d）?|[）)])\s*(?:的?(?:内容|原文|全文|规定|具体内容)?(?:是|都|到底|具体|里|中)*+(?:说|讲|写|规定|管|是)*+(?:了|的|着|些|是)*+(?:什么|啥|哪些|哪些内容|哪[一-鿿]{{0,2}}事)(?:内容|事|的)?|(?:的)?(?:原文|全文|内容|条文)(?:是什么)?|怎么(?:说|写|规定)的?|如何规定)\s*[？?。]?$"
        r"|what (?:does )?(?:article|section|part|art\.|it\b|that\b).{0,100}(?:say|provide|stipulate|state|cover|deal)s?\b|text of article|content of article",
    ),
    # 哪一条规定了 · 依据是第几条 · which article
    (
        "which",
        r"(?<![没有])(?:第几(?:条(?!例(?!外)|约(?![定束]))|款(?![项额式])|项(?!目)|部分|节(?![点目日假能课骨])|章(?!程))"
        rf"|哪(?:一|几|个|些)?(?:(?:条|款|项|部分|[章节]){_TELLS}|[条章节]{_RULES}))|(?:什么|哪个|哪些)(?:条款|条文|法条)|出自|(?<!作)出处(?![理分罚置])|哪一?篇|which (?:article|provision|section|clause|paragraph)",
    ),
    # 怎么罚 · 有什么后果 · what is the penalty
    (
        "penalty",
        r"罚(?!款?(?:决定书?|信息|文书|记录|结果))|处分|后果|法律责任|追究|追责|被查|吊销|拘留|没收|(?:受到?|面临|挨|遭)(?:什么|啥|哪些|怎样的?)?(?:处理|惩)|怎么处理|(?:会|要|该|被|受)咋处[理里]|(?:怎么|如何|咋)处置|(?:违反|违法|擅自|逾期|未按|不按|没按|未经|拒不)[^？?]{0,30}(?:如何|怎样)处理|会(?:被)?(?:怎么样|怎样|咋样)|啥下场|什么下场|惩戒|惩罚|惩处|挨处理|担(?:什么|啥|何种|哪些)责|问责"
        r"|坐牢|判刑|派出所|(?:怎么|咋|如何)治(?!理|疗)|(?:收拾|(?<![防整根惩医])治)[他她它谁]|[把拿][他她它](?:们)?(?:怎么?样|怎么办|咋[办样])|(?:怎么|咋|如何)(?:处理|处置|惩治)[他她它]|[找寻]?(?:我|他|她|它|咱|人)们?的?麻烦|(?:能|会|要|该|得|可以|应当?)[^，。？?]{0,10}赔|赔偿责任|违约责任|(?:违反|违背)[^，。？?]{0,20}(?:承担|负)|(?:没有?按|未按|不按|违约|擅自|逾期|超期)[^？?]{0,60}(?:负|承担)(?:什么|啥|哪些|何种|怎样的?)责任"
        r"|penalt|\bfine[ds]?\b|punish|sanction|consequence|liabilit|disciplin",
    ),
    # 什么时候生效 · 废止了哪个 · when does it take effect
    (
        "effect",
        r"生效|(?:已经?|还没有?|尚?未|有没有|是否|是不是)(?:正式|开始)*(?:施行|实施)(?:了|吗|没|呢|[？?])|(?:同一?[天日]|同时|一起)(?:正式|开始)*(?:施行|实施)|失效|作废|废止|废除|废[掉了]|给废|落款|文号|令号|签署|谁签|签的|第几号|哪个会议|什么会议|取代|替代了|[还续]有效|还管用|管不管用|还能用|还[算作]数|[算作]不[算作]数|(?:[何几]时|什么时候|啥时候|哪天|几号|几月|从什么时候|从哪天|打哪天|哪年|哪一天)[^，。]{0,6}(?:施行|实施|执行|起用|管用|[算作]数|开始用|开始实行|公布|发布|出台|印发|颁布|通过)"
        r"|(?:施行|实施|执行|公布|发布|印发|颁布|出台)(?:的)?(?:日期|时间|日子)|(?:take|took|taken|come|came|go|went)s? (?:in)?to (?:effect|force)|take[sn]? effect|in force|effective date|(?:as (?:of|from)|from|since|on) (?:what|which) (?:date|day) (?:do|does|did|is|are|will|has|have)\b.{0,80}\b(?:appl|bind|bound|run)|repeal|abolish|supersede|\bissued\b|promulgat|document number|\bsigned\b(?! up| on| off)",
    ),
    # 什么是地理国情 · 体育赛事是指什么 · what is meant by
    (
        "definition",
        r"什么是|啥是|什么叫|啥叫|何谓|何为|叫做?什么|是什么意思|啥意思|什么意思|指(?:什么|啥)|指的是|是指|所称|定义(?!务)|怎么界定|如何界定|是啥(?:东西|玩意|意思)?[？?。]?$|^[^，。？?]{2,14}(?<![局委厅部处科办所站院会队员门位关构])(?:说白了|到底|究竟|主要|具体)*是(?:干|做)(?:什么|啥|嘛)用?的|^[^，。？?]{2,14}(?<!条件|材料|要求|职责|义务|原则|任务|措施|内容|重点|事项|范围)是什么[？?。]?$"
        r"|[”\"’](?:，[^，。？?的]{0,8}?)?(?:具体|到底|究竟|都)?(?:是|指|包括)哪[几两三四五六七八九十][个类种项]|[两三四五六七八九十]大[^，。？?]{1,10}(?:是|指|包括)哪[几两三四五六七八九十]"
        r"|\bdefin|what (?:is|are) meant by|meaning of|\bwhat(?: is|'s) an? (?:(?!for\b|to\b|of\b)[\w-]+ ?){1,5}[?.]?$|what does .{2,60} mean|what counts as",
    ),
    # 适用范围 · 管不管 · does it apply to
    (
        "scope",
        rf"(?:遵守|尊守|照着?|按|依照|受).{{0,6}}(?:办法|条例|规定)(?:来|办|执行|约束|管)?(?:吗|么)|\bbinds?\b|\bbound by\b|适用{_NO_TEXT}(?![一-鿿]{{0,6}}(?:程序|税率|税额|标准))(?:范围|于|对象|区域|地域|单位|活动|吗|么|不适用|谁|哪|什么|它|(?:这个)?[吗么吧不]?(?=[\s？?，。]|$)|[^，。？?]{{0,16}}(?:办法|条例|规定|细则|规章|规则|解释|法(?![律院官人定])))|(?:办法|条例|规定|细则|规章|规则|解释|本法)[^，。？?]{{0,12}}适用{_NO_TEXT}(?![一-鿿]{{0,6}}(?:程序|税率|税额|标准))|管不管|归不归这|算不算(?!超期|逾期|违|犯|合[规法]|迟|晚|过期)|属不属于|(?:办法|条例|细则|规章|本法)的?(?:调整|管辖|规范)?范围|\bscope\b|appl(?:y|ies|icable) to|\bcovered?\b",
    ),
    # 多久之内 · 提前几天 · how long, by when
    (
        "deadline",
        r"多久|多长时间|多少天|多少日|几天|几日|几个?工作日|几个月|期限|时限|频次|频度|提前|最晚|最迟|截止|什么时候|啥时候|[何几]时|哪天前|频率|多少次|几次|周期|规划期|[到至](?:哪一?|几)[年月日天]"
        r"|how long|deadline|how many days|how soon|how often|how far in advance|by when|within what|time limit|\bwhen\b|frequency|how early",
    ),
    # 谁负责 · 归哪个部门管 · who is responsible
    (
        "who",
        r"谁|哪(?:个|些|家|几个|几家)?(?:部门|单位|机关|机构|政府|厅|局|委)|什么(?:部门|单位|机关|机构)|归.{0,8}管|主管(?:部门|单位)|责任(?:单位|部门)|牵头|找哪|哪儿管|哪里管|负责单位|由.{0,6}负责"
        r"|\bwho(?:se|m)?\b|which (?:department|authorit|agenc|bod|unit|government|office|entit)|responsible|in charge",
    ),
    # 要不要审批 · do I need a permit
    (
        "approval",
        r"(?:要不要|需不需要|需要|用不用|是否|须|必须|要|得|用).{0,12}(?:审批|批准|许可|备案|报批|报备|点头|办证|手续|批文|同意|登记|资质)|(?:审批|批准|许可|备案|报批|批文)(?:吗|么|不)|^\S{2,12} (?:审批|许可|备案|报批)$"
        r"|permit|approv|licen[cs]|permission|authori[sz]ation|need to (?:register|file)",
    ),
    # 能不能 · 可以…吗 · may I
    (
        "approval",
        r"能不能|可不可以|能否|可否|可以(?:(?!可以).)*(?:吗|(?<![什怎那这])么|不)|能[^能]*(?:吗|(?<![什怎那这])么)[？?]?$|允许|行不行|行吗|行么|得不得|违法吗|合法吗|是不是必须|必须(?:(?!必须).)*吗|要不要|用不用|需不需要|是否|有没有(?:必要|义务)|需要(?:(?!需要).)*(?:吗|(?<![什怎那这])么)|(?:吗|(?<![什怎那这])么)[？?]?$"
        r"|^(?:can|may|must|do|does|is|are|should|will|am) ",
    ),
    # 目标是多少 · how many
    (
        "number",
        r"多少|多大(?:规模|体量|盘子|的?(?:产值|产业))|几(?:个|家|名|项|亿|万|条|种|件|人|所|亿元|颗|位)|目标|规模|金额|比例|数量|指标|达到|how many|how much|target|number of|amount",
    ),
    # 有哪些条件 · what are the duties
    (
        "list",
        r"哪些|哪几|什么(?:条件|材料|要求|职责|原则|措施|内容|情形|行为|任务|领域|方面|活动|工作|支持|政策|保障|义务|规定|信息)|啥(?:条件|要求|材料)|包括|包含|有什么|有啥|列举|(?:条件|职责|原则|任务|要求|内容|重点|事项(?=是什么))(?:是什么|有哪些)?[？?]?$"
        r"|which [a-z-]+s\b|what (?:are|conditions|requirements|duties|measures|principles|information|must|should|support)|\blist\b|include",
    ),
    # 怎么办理 · how to
    ("procedure", r"怎么|怎样|如何|流程|程序|步骤|手续|咋|\bhow\b|procedure|process"),
)

PLAIN = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TABLE)
"""Patterns in the words of questions, by the kind that they show: marks for the learned model."""
DECISIVE = frozenset({"article", "which", "effect", "definition", "scope"})
"""Kinds that are asked for in so few ways that a pattern which fits is enough; the labelled questions hardly hold them."""
SHOWN = 0.2
"""Added to the probability of the kind that the first plain pattern shows: what decides where others are about as likely."""
KINDS = {"need": "approval", "may": "approval", "fact": "approval", "gist": "other"}
"""Kinds as labelled, where they are not named alike."""

ALL_OF_THEM = re.compile(
    r"(?:数|列|捋|点)(?:上|个)?(?:一遍|[齐全](?=[，。；？?！了]|$)|给我(?:听|看))|一(?P<of>[样条项个])一(?P=of)(?:地|的)?(?:给我)?(?:数|列|说|讲)|(?:别|不要|不许|不能)(?:漏|落)(?=[，。；？?！掉了下]|$)"
    r"|一个不[漏落少]|列明(?!的)|列出来|逐[一项条][列说讲]|(?:究竟|到底|一共|总共)有哪?几[样项条种]"
    r"|\b(?:full|complete|entire) list\b|\blist (?:all|every|them|each)\b|\b(?:give|tell|name|show)(?: me)? (?:all|every|each)\b",
    re.IGNORECASE,
)
"""All of something is asked for, whatever else the words look like: 有几样权？别漏."""
OF_MANY: frozenset[Kind] = frozenset({"approval", "number", "other", "procedure"})
ASKS_YES_NO = re.compile(
    r"(?<![叫让催喊])([一-鿿])[不没]\1|吗|[咩伐啵][？?]?$|(?<![什怎那这])么[？?]?$|(?<![酒网贴水书茶氧迪])吧(?:[？?]|$)|[不没][？?]?$|没有[？?]?$|能不能|可不可以|[能可应会须当]否|[一-鿿]{2}(?<![是与])否[？?]?$|会不会|是不是|是否|有没有|(?<![不无]论)(?<!不管)有无|要不要|行不行|对不对|用不用|需不需要|该不该|算不算|准不准|让不让|管不管"
    r"|(?:^|\s)(?:能|可以|可(?=先|直接|提前|单独))(?![不否])[^，。？?\s]{2,16}[？?]?$|(?:^|[.!?;,] )(?:(?:and|but|so|then),? )?(?:is|are|do|does|did|can|could|may|must|should|will|would|has|have|am)\b"
    r"|(?:^|[.!?;] )any (?:(?:chance|need)\b|[^.?!]{2,40} (?:for (?:us|me|them|him|her|it|my|our)|left)\b)[^.?!]*\?$",
    re.IGNORECASE,
)
"""Words by which hardly anything but a yes/no question is asked. The labelled questions hold few formal ones (是否应当…)."""
RHETORICAL = re.compile(r"(?<![什怎谁哪])(?:非得|非要|真就|难道|莫非|岂不|当真|真得)[^，。；？?]*[？?]$")
"""非得先讨个批文才能开跑？"""
BY_TONE = re.compile(r"(?:可以|能|要|得|会|是|也|用)[^，。？?]{0,12}[一-鿿][马嘛][？?]?$|[^，。？?]{8,}了[？?]$")
"""可以收马, as 可以收吗 is typed; 讲话里还真说到厕所的事了？"""

UNMARKED = re.compile(
    r"^(?!.*(?:还是|多(?![了个家年的种样数项次些]|少了)[一-鿿]))(?:.*[，。；,;\s])?[^，。；,;\s]*(?:[也还都才可要得会是算归属须应许准让管有罚免够]|就|能(?![源力耗量])|必须|用(?![户地人电水途]))[^，。；,;\s]*[？?]$"
)
"""规划期限是2017到2030？ Of 203 questions that end so, and ask neither what nor which of two, 201 are answered by yes or no."""

EITHER = re.compile(r"(?P<by>[是归由找算按交去报])(?!不是|否)[^，。？?]{1,12}，?还是(?:说)?(?P=by)?[^，。？?]{1,12}[？?]?$")
"""是归业主还是归物业; 算加班还是调休."""
ASKS_BESIDES = re.compile(r"怎么|如何|多少|几|哪|谁|什么|啥|多久|何时|\b(?:what|who|which|when|how|where)\b", re.IGNORECASE)
"""能罚多少吗 asks for an amount as well."""
WANTED = (
    r"(?:(?<!不用)(?<!没有)(?<!没)谁(?![都也])|哪(?![怕一个些里儿]{0,2}[都也]|怕)|(?<![没有无])(?:什么|啥)(?![的都也])|怎么|怎样|如何|咋"
    r"|(?<=[有作])何|(?<![任几无])何(?![况必不])|多(?:少|久|长|大|远|高)(?!都)|第几|几(?=[个家名项天日年月次款条倍步样种道成趟位]|[^一-鿿])"
    r"|\b(?:what|who|whom|whose|which|when|how|where|why)\b)"
)
WANTS = re.compile(WANTED, re.IGNORECASE)
"""What is asked for where it is no yes or no: 作何界定, 多远以内; 谁都, 任何 and 没什么 ask for nothing."""
PARTS = re.compile(r"[^，,；;。！!？?：:]+[，,；;。！!？?：:]?")
ASKS_BY_ITSELF = re.compile(
    r"(?:吗|吧|(?<![什怎那这])么)[，,；;。？?]?$|[不没][^，；。？?]*[？?]$|能不能|可不可以|[能可是]否|是不是|会不会|要不要|该不该|用不用|需不需要|行不行|算不算|[许准]不[许准]"
    r"|\b(?:is|are|do|does|did|can|could|may|must|should|will|would|has|have|am) ",
    re.IGNORECASE,
)
"""可以吗，得做什么: two questions; 变没变，归谁监测 is one."""
DECIDES = re.compile(
    rf"{WANTED}[^，。；？?]{{0,12}}?(?:判断|判定|认定|界定|识别|区分|决定|确定|核实|知道|看出|查)[^，。；？?吗么]{{0,12}}(?:[是算属能可应该要]不[是算属能可应该要]|是否|能否|有没有)",
    re.IGNORECASE,
)
"""按什么标准判断它是不是…: how it is decided is asked, not whether it is so."""
TOLD_TO = re.compile(
    r"^(?:please,? )?(?:name|list|give|tell|show|state|describe|explain|quote|cite|summari[sz]e|outline)\b(?!.{0,12}\b(?:if|whether)\b)"
    r"|^(?:may|can|could) (?:i|we) (?:have|get|see|know)\b.{0,40}\b(?:number|title|text|wording|list|name|date|details?)\b",
    re.IGNORECASE,
)
"""Name the industrial sites in Ningbo that the plan wants: what follows is no question."""
SAME_AGAIN = re.compile(r"(?:and |but |ok |the )*same (?:question|thing|for)\b", re.IGNORECASE)
"""Same question for the platforms, please: asks what the question before asked."""
OF_ANOTHER = re.compile(r"呢[？?]?$")
"""要是不批呢: asks by itself neither whether nor what."""
WHICH_DAY = re.compile(r"(?:哪|何)一?(?:年|月|天|日)|哪个(?:年|月)")
WHICH_BODY = re.compile(r"谁|哪(?!一?(?:年|月|天|日)|个(?:年|月))")
"""目标年份是哪一年 asks for nobody; 哪一年由谁牵头 does."""
MUST = re.compile(
    r"必须|一律[须应要得]|是否(?:均|都)?[须需应]|非得|强制|需不需要|要不要|用不用|应不应|该不该|\bmust\b|\bhave to\b|\bmandatory\b|\bcompulsory\b",
    re.IGNORECASE,
)
NEEDS_LEAVE = re.compile(
    r"(?:要|得|用|须|需)(?![求以])[^，。；？?能可]{0,8}(?:审批|批准|许可|备案|同意|点头|批文|批复|报批|报备|手续|办证)[^，。；？?]{0,2}[吗么不][？?]?$"
)
"""潜水比赛要许可吗, 还用体育局点头吗: whether leave is needed, not whether it is given."""
NEEDS = re.compile(
    r"必须|非得|强制|(?<!必)要(?!求)|得(?![了到住着起动上下])|须|应|该|用|\b(?:need|must|require|have to|has to)\b", re.IGNORECASE
)
PERMITS = re.compile(
    r"能不能|可不可以|能否|可否|是否可以|可以(?!免|不)|准不准|许不许|让不让|允许|行不行|行[吗么]|成不成|成吗|有(?:没有)?(?:这个|那个|这种)?(?:权|资格)"
    r"|\b(?:can|may|allowed|permitted|entitled)\b",
    re.IGNORECASE,
)
"""Whether something is allowed is asked, whatever is told before."""
HAS_A_RIGHT = re.compile(r"有(?:没有)?(?:这个|那个|这种)?权(?!威|属|重|益|限)")
"""他们到底有没有权要这个: 要 is no need there."""
LEAVE = re.compile(r"放不放行|能不能|可不可以|[能可]否|准不准|许不许|让不让|(?<!要求)允不允许")
"""可否先行给予: nothing but leave is asked for."""
UNITS = "个|名|位|家|人|项|次|种|类|所|座|台|辆|份|条|件|户|颗|倍|款|方|级|册|套|本|场|岁"
"""What is counted by 几 and 多少."""
FEW_TOLD = re.compile(
    rf"(?<!共)(?<!共有)几(?=(?:{UNITS})(?![^，,。；]{{0,6}}[算才够可能])[一-鿿][^？?]*[，,。；][^，,。；]*(?:[吗么][？?]?$|谁|哪|什么|有没有|(?P<again>[一-鿿])[不没](?P=again)|可不可以|是不是|多少|怎|如何))"
)
"""县里几个大学生想搞义工队，县政府要出钱吗: a number that is told, for what comes after asks."""
SOME_DO = re.compile(r"(?:^|[，。；！\s])(?:我们?|咱们?|有)?几(?:个|名|位|家|只|辆)(?=[一-鿿])")
"""几个跑友凑钱办赛."""


NOBODY = re.compile(r"(?:没有?|未|别|不用)(?:跟|和|同|向|问|找|告诉|通知|请示|经过?)过?谁")
"""没跟谁打招呼就发了: asks for nobody."""
BARE_LEAVE = re.compile(r"^[^\s，。谁哪]{2,12} (?:审批|许可|备案|报批|批准)[？?]?$")
"""办赛 审批: who types two words asks whether leave is needed."""


def kind_of(question: str, besides: Kind | None = None) -> Kind:
    """Return the kind of a question, one ``besides`` what is known to be none; ``other`` where it names a topic and no more."""
    question = NOBODY.sub("没人", FEW_TOLD.sub("数", question))
    shown = next((kind for kind, pattern in PLAIN if kind != besides and pattern.search(question)), None)
    if shown in DECISIVE:
        return shown
    if BARE_LEAVE.search(question):
        return "approval"
    likely = _likely(question)
    total: dict[str, float] = {shown: SHOWN} if shown else {}
    for name, share in likely.items():
        total[KINDS.get(name, name)] = total.get(KINDS.get(name, name), 0.0) + share
    if besides:
        total.pop(besides, None)
    if WHICH_DAY.search(question) and not WHICH_BODY.search(question):
        total.pop("who", None)
    best: Kind = max(total, key=total.__getitem__)  # type: ignore[arg-type]
    return "list" if best in OF_MANY and ALL_OF_THEM.search(question) else best


def shows(question: str) -> bool:
    """Say whether a question has words that show its kind."""
    return any(marks(question))


def asked(question: str) -> Asked:
    """Return what a yes/no question asks: whether something is needed, whether it is allowed, or whether it is so.

    Of one that tells a case the part that asks counts twice: 他非要我交证明。他有权这样要求吗 asks for no need.
    """
    told, asks = divide(question)
    if HAS_A_RIGHT.search(asks) or ((told or "，" in asks) and PERMITS.search(asks) and not NEEDS.search(asks)):
        return "may"
    if MUST.search(question) or NO_WAY_ROUND.search(asks) or NEEDS_LEAVE.search(asks):
        return "need"
    if LEAVE.search(asks):
        return "may"
    likely, last = _likely(question), _likely(asks)
    return max(("need", "may", "fact"), key=lambda what: likely[what] + (2 * last[what] if told else 0))


@lru_cache(maxsize=512)
def asks_yes_no(question: str) -> bool:
    """Say whether a question can be answered by yes or no; one that offers two things (归业主还是归物业) cannot."""
    if EITHER.search(question) and not re.search(r"吗[？?]?$", question):
        return False
    if _wants_more(question) or SAME_AGAIN.match(question):
        return False
    if ASKS_YES_NO.search(question) or (RHETORICAL.search(question) and not WANTS.search(SOME_DO.sub(" ", divide(question)[1]))):
        return True
    if ASKS_BESIDES.search(question) or WANTS.search(question) or OF_ANOTHER.search(question):
        return False
    if BY_TONE.search(question) or UNMARKED.search(question):
        return True
    return learned("yes-no").probabilities(runs_of(question), marks(question))["yes-no"] > 0.5


def _wants_more(question: str) -> bool:
    """Say whether what is put like a yes or no comes before what is asked, or is what the answer decides: 变没变，归谁监测."""
    if TOLD_TO.search(question) or DECIDES.search(question):
        return True
    *before, last = [part for part in PARTS.findall(question) if part.strip()] or [""]
    return WANTS.search(last) is not None and not ASKS_YES_NO.search(last) and not any(ASKS_BY_ITSELF.search(part) for part in before)


def without_told(question: str) -> str:
    """Return a question without numbers that it tells and does not ask for: who does something, and what comes before the part that asks.

    >>> without_told("几个跑友凑钱办赛，要批吗")
    ' 跑友凑钱办赛，要批吗'
    >>> without_told("他给几所学校供书，问能不能这样")
    '他给数所学校供书，问能不能这样'
    """
    return FEW_TOLD.sub("数", SOME_DO.sub(" ", question) if asks_yes_no(question) or _tells_some(question) else question)


def _tells_some(question: str) -> bool:
    """Say whether a question tells what some do, and asks yes or no behind that: 几个跑友凑钱办赛，非得先批？"""
    told = SOME_DO.search(question)
    behind = re.search("[，,。；](?![才够])(.+)$", question[told.end() :]) if told else None
    return bool(behind and asks_yes_no(behind[1]))


LITTLE = re.compile("没有?(?:几(?=[个台家人天次年块])|多少|什么|啥)")
"""机器没几台: little of something, no question."""


def asks_besides(question: str) -> bool:
    """Say whether a question asks for an amount, a body, a time as well; what only offers a choice (有没有, 是不是) aside."""
    return bool(ASKS_BESIDES.search(LITTLE.sub("", CHOICE.sub("", question))))


def marks(question: str) -> list[float]:
    """Return which of the plain patterns a question shows."""
    return [float(bool(pattern.search(question))) for _, pattern in PLAIN]


@lru_cache(maxsize=512)
def _likely(question: str) -> dict[str, float]:
    return learned("kind").probabilities(runs_of(question), marks(question))
