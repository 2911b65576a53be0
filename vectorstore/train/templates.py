"""Questions that a sentence of law answers, by its form: how long, how much, who, may one, what is.

A template is a pattern over one sentence and the questions it gives rise to. In a question ``<a|b>`` is one of a and b, and ``{name}`` a
group of the pattern (``{topic}``: what the law is about, ``{law}``: its name without its region, ``{head}``: the words before the match).
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

NUMERAL = r"[一二三四五六七八九十百千万零〇○两\d ]+"
ALTERNATIVES = re.compile(r"<([^<>]*)>")
DUTY = re.compile(r"(?:应当|必须|须|未)$")
PENAL_OPENING = re.compile(r"违反本[^,，]*?规定[,，]?|(?:由|责令).*$")
"""``违反本办法第十二条规定,…`` and ``…,由体育主管部门责令改正``: what is left is the conduct."""
LONGEST_GROUP = 24


@dataclass(frozen=True, slots=True)
class Template:
    """A form of sentence and the questions that such a sentence answers."""

    sentence: re.Pattern[str]
    questions: tuple[str, ...]


def _template(sentence: str, *questions: str) -> Template:
    return Template(re.compile(sentence), questions)


TEMPLATES = (
    # 承办人应当在体育赛事举行20日前公布竞赛规程
    _template(
        rf"(?P<who>[^,，。;；]{{2,25}}?)(?:应当|须|必须)?(?:在|自|于)[^,，。;；]{{0,25}}?{NUMERAL}(?:个工作日|日|天|个月|年|小时)(?:内|前|以内)(?P<act>[^,，。;；]{{0,30}})",
        "{who}<要|得|应该||必须><多久内|几天内|多长时间内|什么时候之前|提前多久|多少天内|多少日内>{act}<?||吗>",
        "{topic}{act}<期限是多久|时间限制|要几天|有时间要求吗|多久能办好|截止到什么时候>",
    ),
    # …的,由公安机关处500元以上1000元以下罚款
    _template(
        rf"处?以?(?:并处)?{NUMERAL}元以上{NUMERAL}元以下的?罚款|罚款|没收违法所得|吊销",
        "{head}<罚多少钱|会被罚多少|怎么处罚|要罚款吗|会有什么后果|怎么罚|罚多少|违法吗|有什么处罚|会不会被罚>",
        "{topic}< 罚款多少| 处罚标准| 怎么处罚| 违反了会怎样>",
    ),
    # 体育主管部门负责体育赛事的监督管理
    _template(
        r"(?:由[^,，。;；]{3,25}?|(?:部门|机构|机关|政府|委员会))(?:依法)?(?:负责|主管|组织|制定|实施|处理|管理)(?P<act>[^,，。;；]{2,25})",
        "{act}<归谁管|谁负责|由谁负责|找哪个部门|哪个部门管|是哪个部门负责|谁来管|该找谁|归哪个部门管>",
        "{topic}<归谁管|主管部门是谁|哪个部门负责|谁监管|找哪个部门>",
    ),
    # 任何单位和个人不得侵占公共体育设施
    _template(
        r"(?P<who>[^,，。;；]{0,20}?)(?:不得|禁止|严禁)(?P<act>[^,，。;；]{3,26})",
        "<{who}|||{topic}><可以|能不能|能|可不可以|是否可以|允许|能否>{act}<吗|吗?||合法吗>",
    ),
    # 举办大型活动应当经公安机关批准
    _template(
        r"(?P<act>[^,，。;；]{2,30}?)(?:应当|须|必须)?(?:经|报|取得|申请)[^,，。;；]{0,25}?(?:批准|审批|许可|审核同意|核准|许可证)",
        "{act}<要不要审批|需要批准吗|要批文吗|要办证吗|需要许可吗|要向谁申请|要经过谁同意|要不要报批|需要办什么手续>",
    ),
    # 本办法所称体育赛事,是指…
    _template(
        r"本(?:条例|办法|规定|法|解释|细则)所称的?(?P<term>[^,，。;；]{2,16}?)[,，]?(?:是指|包括|指)",
        "<什么是|什么叫|啥是|>{term}<?|是什么意思|的定义|指什么||是啥>",
        "{term}<怎么界定|包括哪些|指的是什么>",
    ),
    _template(r"具备下列条件|符合下列条件", "<{head}|{topic}><需要什么条件|要满足哪些条件|条件是什么>"),
    _template(r"下列材料", "<{head}|{topic}><要交什么材料|需要带什么材料|需要哪些资料>"),
    _template(r"下列行为", "<{head}|{topic}><哪些行为不允许|什么不能做|禁止哪些行为>"),
    _template(r"下列情形", "<{head}|{topic}><哪些情况|什么情况下>"),
    _template(r"下列职责", "<{head}|{topic}><有哪些职责|管什么|要做什么>"),
    _template(r"下列内容|下列事项", "<{head}|{topic}><包括哪些内容|要写什么>"),
    # 本办法自2018年3月1日起施行
    _template(
        rf"自{NUMERAL}年{NUMERAL}月{NUMERAL}日起(?:施行|实施)",
        "<{topic}|{law}><什么时候生效|从哪天开始实施|什么时候施行|生效时间|几号开始执行>",
    ),
    _template(r"^为了?[^,，。]{4,40}.*制定本", "<为什么要制定|立法目的|制定依据是什么 |>{law}< 目的| 制定目的| 依据什么法律|为了什么>"),
    _template(r"适用本(?:条例|办法|规定|法|解释)", "<{topic}|{law}><适用范围|适用于哪些情况|管哪些|适用于谁>"),
    # 参赛者有权拒绝…
    _template(r"(?P<who>[^,，。;；]{2,14})(?:有权|享有)(?P<act>[^,，。;；]{3,24})", "{who}<有权|可以|能>{act}<吗|吗?|么>"),
    _template(r"赔偿责任|承担.{0,8}责任|予以赔偿|给予补偿", "{head}<谁赔|要赔偿吗|谁负责赔|谁担责|要负责吗|责任谁承担|赔多少>"),
    _template(r"经费|财政|补助|资金", "{topic}<钱谁出|经费从哪来|有补贴吗|谁出钱|有没有补助|经费怎么保障>"),
)


def asked(sentence: str, topic: str, law: str, rng: random.Random) -> list[str]:
    """List the questions that a sentence answers: one wording for each question of each template that fits."""
    questions = []
    for template in TEMPLATES:
        match = template.sentence.search(sentence)
        if not match:
            continue
        words = {name: DUTY.sub("", group)[:LONGEST_GROUP] for name, group in match.groupdict().items()}
        words |= {"topic": topic, "law": law, "head": _head(sentence[: match.start()]) or topic}
        questions += [_worded(question, rng).format(**words) for question in template.questions]
    return questions


def _worded(question: str, rng: random.Random) -> str:
    return ALTERNATIVES.sub(lambda choice: rng.choice(choice[1].split("|")), question)


def _head(words: str) -> str:
    return PENAL_OPENING.sub("", words).strip(" ,，:")[-LONGEST_GROUP:]
