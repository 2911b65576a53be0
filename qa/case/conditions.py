"""Whether a case meets the condition of a sanction: 拒不改正, 造成严重后果, 情节严重, held against what the question tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from law.model import Penalty, Sanction
from qa.model import Verdict

MENDED = re.compile(
    r"(?:就|马上|立刻|立即|当天|当场|已经?|及时|按期|按时|如期|赶紧|随即|后来|主动|都|全)+(?:把|给)?(?:整改|改正|纠正)(?!吗|的?通知|书|期限)"
    r"|(?:整改|改正|纠正|改|拆|撤|停)(?:掉|好|完|过来|到位)?(?:了(?=[，。？?还会要就也但可才不]|$)|的话|以?后)|改好|改完|改过来|整改完|整改到位|补上|补办|补交"
    r"|(?:当天|当场|马上|立刻|立即|随即|按时|按期|如期)就?[一-鿿]{1,2}(?:掉|好|完)?了(?!吗)"
    r"|\b(?:corrected|fixed|rectified|put (?:it )?right|renamed|complied)\b",
    re.IGNORECASE,
)
"""我当天就改了: no refusal to correct."""
DONE = re.compile(
    r"(?:让|叫|要|要求|责令|通知|喊)(?:我|我们|咱|咱们|他|他们|她|它|赶紧|马上|立刻|立即|当场|限期)*(?P<verb>[一-鿿])[^？?]{0,20}(?:就|马上|立刻|立即|当天|当场|已经?|及时|赶紧|都|全)(?P=verb)了"
)
"""让换，我们当天就换了: what was ordered is done, whatever it was."""
ORDERED = re.compile(
    r"(?:责令|通知|(?<![按照合])要求|命令|让|叫|喊|催|限期(?!内)|收到|接到)[^，。；？?不没未就当]{0,8}?(?:整改|改正|纠正|拆除|补办|改|拆|撤|停|换)(?:通知书?|决定书?|单)?(?:了|以?后|过)?"
)
"""责令整改了, 让我改: an order, and nobody has mended yet; not 通知一来当天就改了."""
REFUSES = re.compile(r"拒|不(?:肯|愿)?改|没改|屡教|\brefus", re.IGNORECASE)
UNMENDED = re.compile(
    r"拒不|拒绝(?:改|整改)|[叫让催喊](?P<ordered>[一-鿿])(?:又|也|都|还是|就是)?不(?P=ordered)|(?:死活|就是|坚决|硬是|偏|还是|仍|一直|依然|照样|就|也|愣是|始终)(?:是|然|旧)?(?:都|也)?(?:不|没有?|未)(?:肯|愿|想|去|予)?(?:改|听|理|整改|纠正|拆|撤|停|搬|交|补|公布|办|动)"
    r"|(?:不|没有?|未)(?:肯|愿意?|想|去|能|予|再|给|来得及|完全|彻底|按期|按时|按要求|按规定|及时|如期|立即|马上)*(?:整改|改正|纠正|补办|补交|补上|[改拆撤停](?=[了，。？?会要能还就才]|$))"
    r"|(?:不|没)(?:理会|理睬|搭理|当回事)|(?:没|不)理(?=[，。？]|$|他|她|它|会)|当耳旁风|屡教不改|屡罚|逾期(?!(?:不|未|没有?)(?!改|整|纠|拆|恢复|清|履行))|照旧|照办不误|我行我素|到期(?:还|仍|了)?(?:没|不|未)|过了期限"
    r"|\b(?:refus\w*|ignor\w*|won't|would not|did not (?:correct|fix|comply)|fail\w* to (?:correct|comply|fix|rectify)|not put(?:ting)? (?:it )?right|still (?:has|have|did)n'?[o']t?)\b",
    re.IGNORECASE,
)
HARMED = re.compile(
    r"(?:造成|酿成|导致|引发)(?:了|的)?[^，。？?不没无]{0,12}(?:后果|事故|伤|死|损失|瘫痪|停工|影响)|严重后果|死了|死人|死亡|丧生|丧命|出人命|没命|猝死|送医|送进医院|住院|受伤|重伤|轻伤|(?:人|员|者|客|友|众)[^，。？?没不未]{0,6}(?:伤|死|晕倒|中暑|骨折|踩踏)|踩踏|垮塌|坍塌|倒塌"
    r"|\b(?:injur\w+|killed|died|death|hospital\w*|serious consequences|collapsed|hurt badly)\b",
    re.IGNORECASE,
)
DEATH = re.compile(r"[^伤]*(?:死|丧|没命|人命|\b(?:killed|died|death)\b)[^伤]*$", re.IGNORECASE)
UNHARMED = re.compile(
    r"(?:没有?|未|并未|并没有?)(?:造成|出|闹出|酿成|发生|什么|啥|产生|引起|人)[^，。？?死]{0,10}(?:事|后果|影响|事故|伤|损失|乱子|问题|危害)|没(?:出|闹)?(?:啥|什么|过)?事|(?:啥|什么|半点)?(?:事|乱子|岔子|问题|意外)(?:都|也|儿)*(?:没|未)有?(?:出|闹|发生)|没人(?:受)?伤|没伤着|平安无事|没大碍|不严重|后果不严重"
    r"|\b(?:nobody (?:was )?(?:hurt|injured)|no(?:thing)? (?:serious|harm|bad|consequences)|no one (?:was )?(?:hurt|injured))\b",
    re.IGNORECASE,
)
FIRST = re.compile(r"(?<!不是)(?<!并非)(?:第一次|初次|首次|头一[回次]|初犯)|\bfirst[ -]time\b", re.IGNORECASE)
"""头一回被发现: nobody can have refused to correct yet."""
DENIED = re.compile(
    r"(?:没有?|未|不|无|并非)(?:是|算|属于?|构成|达到?|会|能|有|人|任何|什么|造成|导致|引起|引发|发生|出现|酿成|因此|受到?|一直)*$"
    r"|(?:\b(?:not|never|without|nobody|no one)\b|n't\b)(?:(?!\bbut\b)[^,.?]){0,20}$",
    re.IGNORECASE,
)
"""没有, 不会, 不属于 before what is told: it is not so."""
FEARED = re.compile(r"(?:怕|担心|防止|避免|以?免得?|差点|险些|可能|\bmight|\bcould)[^，。？?]{0,4}$", re.IGNORECASE)
"""怕他受伤: it may not have come to that."""
SLIGHT = re.compile(
    r"情节(?:也|都|还|并)?(?:[较很]?轻|不(?:算|是)?(?:太|很|怎么|特别)?(?:严?重))|(?:够|谈|算|称)不上(?:情节)?严重|轻微|\bminor\b|\bnot (?:a )?(?:serious|grave)\b",
    re.IGNORECASE,
)
REFUSAL = re.compile(r"拒不|拒绝|逾期|仍|不(?:改正|整改|履行|停止|拆除|清理)|未(?:改正|整改)")
HARM = re.compile(r"后果|事故|损失|损害|伤亡|死亡|危害")
GRAVE = re.compile(r"情节|严重")
BETWEEN = re.compile(r"或者?|、")

CIRCUMSTANCES = (MENDED, DONE, UNMENDED, HARMED, UNHARMED, FIRST, SLIGHT)

BY_POLICE = re.compile("拘留|治安管理处罚|公安")
"""派出所会来罚我们吗: whatever the police impose."""
ASKED: Sequence[tuple[re.Pattern[str], re.Pattern[str]]] = (
    (re.compile(r"处分|撤职|开除|降级|记过|disciplin", re.IGNORECASE), re.compile("处分")),
    (re.compile(r"拘留|\bdetain|\bdetention", re.IGNORECASE), re.compile("拘留")),
    (re.compile(r"治安(?:管理)?处罚|[被让由](?:警察|公安|派出所)|(?:警察|公安|派出所)(?=[会能要来])|\bpolice", re.IGNORECASE), BY_POLICE),
    (re.compile(r"坐牢|判刑|刑事|犯罪|\bcriminal|prison|jail", re.IGNORECASE), re.compile("刑事")),
    (re.compile(r"吊销|吊证|revok", re.IGNORECASE), re.compile("吊销|撤销|取消")),
    (re.compile(r"没收|收走|confiscat", re.IGNORECASE), re.compile("没收|收缴|扣留|暂扣")),
    (re.compile(r"停业|关门|停产|关停", re.IGNORECASE), re.compile("停业|停产|关闭|停止|暂停")),
    (re.compile(r"通报", re.IGNORECASE), re.compile("通报")),
)  # fmt: skip
"""What sanction a question asks about, and the words of the law for it."""
POLICE = re.compile(r"(?:警察|公安|派出所)[^，。？?]{0,6}(?<![处惩])罚(?!款|金|钱|多少|几|则)")
"""派出所会不会来罚我们 asks whether the police punish, not whether there is a fine."""
FINE = re.compile(r"(?<![处惩])罚(?!则)|\bfine", re.IGNORECASE)
A_FINE = re.compile(r"罚[款金钱]|\bfine", re.IGNORECASE)
LEFT_TO = re.compile(r"(?:依照|按照|依据|根据|依法)[^，；。]*(?:处罚|处理)|给予(?:行政|相应|严肃)?(?:处罚|处理)|治安管理处罚")
"""依照有关法律的规定处罚: whatever those provide."""
ASKS = re.compile(
    r"(?:[会要能被得真就还给受]|可以|可能|是不是|直接|有无|有没有)[^，。？?]{0,10}$|\b(?:will|would|can|could|may|be|get)\b[^,.?]{0,40}$",
    re.IGNORECASE,
)
"""What stands before a sanction that is asked about; 停业期间 tells of one."""
ASKS_ON = re.compile(r"[会能要]|怎")
MILD = ("责令改正",)
"""What is no punishment to those who ask whether they will be punished."""


def tells_circumstances(question: str) -> bool:
    """Say whether a question tells how a breach went on: 头一回被发现, 后来改了, 没出事."""
    return any(pattern.search(question) for pattern in CIRCUMSTANCES)


def weigh(question: str, penalty: Penalty, around: str = "") -> Verdict:
    """Return whether the case of a question is punished as it asks: yes, no, or only under a condition that it does not tell.

    The sanction that the question names counts; of one that names none, all but the order to put things right. What stands
    ``around`` the penalty may impose what it does not.
    """
    asked = asked_sanction(question)
    by = penalty.authority or ""
    if asked and not any(asked.search(by + one.text) for one in penalty.sanctions):
        left = LEFT_TO.search("，".join(one.text for one in penalty.sanctions)) or asked.search(around)
        return "conditional" if left else "no"
    meant = [one for one in penalty.sanctions if asked.search(by + one.text)] if asked else _meant(question, penalty.sanctions)
    if not meant:
        return "yes"
    conditions = [one.condition for one in meant]
    if (only := _needed(question, [one for one in conditions if one])) is not None:
        return "yes" if only else "no"
    met = [held(condition, question) if condition else True for condition in conditions]
    if any(met):
        return "yes"
    return "no" if all(one is False for one in met) else "conditional"


def asked_sanction(question: str) -> re.Pattern[str] | None:
    """Return the words of the law for the sanction that a question asks about, the last that it names; None for a fine, or none."""
    if POLICE.search(question):
        return next(words for _, words in ASKED if words.search("公安"))
    named = [
        (found.start(), words)
        for asked, words in ASKED
        for found in asked.finditer(question)
        if ASKS.search(question[: found.start() + 1]) and not ASKS_ON.search(question[found.end() + 1 :])
    ]
    last, words = max(named, key=lambda one: one[0], default=(-1, None))
    fine = A_FINE if words is BY_POLICE else FINE
    return None if any(found.start() > last for found in fine.finditer(question)) else words


def _meant(question: str, sanctions: Sequence[Sanction]) -> list[Sanction]:
    """Return the fines, where a question asks for one; else all but the order to put things right."""
    if FINE.search(question) and (found := [one for one in sanctions if one.type == "罚款"]):
        return found
    return [one for one in sanctions if one.type not in MILD] or list(sanctions)


def held(condition: str, question: str) -> bool | None:
    """Say whether a condition is met; None where the question does not tell. One of its alternatives is enough."""
    found = [_one(part, question) for part in BETWEEN.split(condition) if part]
    if any(found):
        return True
    return False if found and all(one is False for one in found) else None


NEEDED = re.compile(
    r"(?P<told>[^。；？?]*?)，?(?:(?<![刚不])才|方)(?:可以?|[能会要该得])?[^，。；？?才刚]{0,10}罚|\bonly (?:be )?(?:fined|punished)?\b ?(?:if|after|when)(?P<english>[^.?]+)",
    re.IGNORECASE,
)
"""必须先责令改正、拒改才能罚: whether a fine needs what is told before, and not whether a case is one."""


def _needed(question: str, conditions: Sequence[str]) -> bool | None:
    """Say whether a sanction needs what a question takes it to need: not where there is another alternative, 拒不改正或者造成严重后果; None where it asks that not."""
    found = NEEDED.search(question)
    if found is None or len(conditions) != 1:
        return None
    told = found["told"] or found["english"]
    named = [bool(UNMENDED.search(told) or REFUSES.search(told)) if REFUSAL.search(one) else bool(HARM.search(told)) if HARM.search(one) else None
             for one in BETWEEN.split(conditions[0]) if one]  # fmt: skip
    if None in named or not any(named):
        return None
    return all(named)


def _one(condition: str, question: str) -> bool | None:
    if REFUSAL.search(condition) and (refused := _refused(question)) is not None:
        return refused
    if len(condition) >= 4 and (at := question.rfind(condition)) >= 0:
        return None if FEARED.search(question[:at]) else not DENIED.search(question[:at])
    if HARM.search(condition):
        return _harmed(condition, question)
    if GRAVE.search(condition):
        return False if SLIGHT.search(question) else None
    return None


def _refused(question: str) -> bool | None:
    """Say whether what was to be put right was left as it was: the last that is told of it counts."""
    told = ORDERED.sub(lambda order: "，" * len(order[0]), question)
    events = [(found.end(), bool(DENIED.search(told[: found.start()]))) for found in MENDED.finditer(told)]
    events += [(found.end(), False) for found in DONE.finditer(question)]
    events += [(found.end(), not DENIED.search(told[: found.start()])) for found in UNMENDED.finditer(told)]
    if events:
        return max(events)[1]
    return False if FIRST.search(question) else None


def _harmed(condition: str, question: str) -> bool | None:
    """Say whether the harm of a condition came about; that nobody died denies only a death."""
    denied = bool(UNHARMED.search(question))
    for found in HARMED.finditer(question):
        before = question[: found.start()]
        if FEARED.search(before):
            continue
        if not DENIED.search(before):
            return True
        denied = denied or not DEATH.match(found[0]) or bool(DEATH.match(condition))
    return False if denied else None
