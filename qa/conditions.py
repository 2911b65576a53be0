"""Whether a case meets the condition of a sanction: 拒不改正, 造成严重后果, 情节严重, held against what the question tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from law.model import Penalty, Sanction
from qa.model import Verdict

MENDED = re.compile(
    r"(?<![不没未])(?:就|马上|立刻|立即|当天|当场|已经?|及时|按期|按时|赶紧|随即|后来|都|全)*(?:整改|改正|改了|改好|改过来|纠正|补上|补办|补交|拆了|撤了|停了)(?!吗|的?通知|书)"
    r"|(?:当天|当场|马上|立刻|立即|随即)就?[一-鿿]{1,2}(?:掉|好|完)?了(?!吗)"
    r"|\b(?:corrected|fixed|rectified|put (?:it )?right|renamed|complied)\b",
    re.IGNORECASE,
)
"""我当天就改了: no refusal to correct."""
DONE = re.compile(
    r"(?:让|叫|要|要求|责令|通知|喊)(?:我|我们|咱|咱们|他|他们|她|它|赶紧|马上|立刻|立即|当场|限期)*(?P<verb>[一-鿿])[^？?]{0,20}(?:就|马上|立刻|立即|当天|当场|已经?|及时|赶紧|都|全)(?P=verb)了"
)
"""让换，我们当天就换了: what was ordered is done, whatever it was."""
UNMENDED = re.compile(
    r"拒不|拒绝(?:改|整改)|(?:死活|就是|坚决|硬是|偏|还是|仍|一直|依然|照样|就|也|愣是|始终)(?:是|然|旧)?(?:都|也)?(?:不|没有?|未)(?:肯|愿|想|去|予)?(?:改|听|理|整改|纠正|拆|撤|停|搬|交|补|公布|办|动)"
    r"|不(?:肯|愿)?(?:改正|整改)|让改(?:也|都|却|还|就)?不改|(?:不|没)(?:理会|理睬|搭理|当回事)|(?:没|不)理(?=[，。？]|$|他|她|它|会)|当耳旁风|屡教不改|屡罚|逾期|照旧|照办不误|我行我素|到期(?:还|仍|了)?(?:没|不|未)|过了期限"
    r"|\b(?:refus\w*|ignor\w*|won't|would not|did not (?:correct|fix|comply)|fail\w* to (?:correct|comply|fix|rectify)|not put(?:ting)? (?:it )?right|still (?:has|have|did)n'?[o']t?)\b",
    re.IGNORECASE,
)
HARMED = re.compile(
    r"(?<![没不未无])(?:造成|酿成|导致|引发)(?:了|的)?[^，。？?不没无]{0,12}(?:后果|事故|伤|死|损失|瘫痪|停工|影响)|严重后果|死了|死亡|丧生|丧命|出人命|没命|猝死|送医|送进医院|住院|受伤|重伤|轻伤|(?:人|员|者|客|友|众)[^，。？?]{0,6}(?<![没不未])(?:伤|死|晕倒|中暑|骨折|踩踏)|踩踏|垮塌|坍塌|倒塌"
    r"|\b(?:injur\w+|killed|died|death|hospital\w*|serious consequences|collapsed|hurt badly)\b",
    re.IGNORECASE,
)
UNHARMED = re.compile(
    r"(?:没有?|未|并未|并没有?)(?:造成|出|闹出|酿成|发生|什么|啥|产生|引起|人)[^，。？?]{0,10}(?:事|后果|影响|事故|伤|损失|乱子|问题|危害)|没(?:出|闹)?(?:啥|什么|过)?事|没人(?:受)?伤|没伤着|平安无事|没大碍|不严重|后果不严重"
    r"|\b(?:nobody (?:was )?(?:hurt|injured)|no(?:thing)? (?:serious|harm|bad|consequences)|no one (?:was )?(?:hurt|injured))\b",
    re.IGNORECASE,
)
FIRST = re.compile(r"第一次|初次|首次|头一[回次]|初犯|\bfirst[ -]time\b", re.IGNORECASE)
"""头一回被发现: nobody can have refused to correct yet."""
SLIGHT = re.compile(r"情节(?:较轻|轻微|不严重)|轻微|\bminor\b", re.IGNORECASE)
REFUSAL = re.compile(r"拒不|拒绝|逾期|仍|不(?:改正|整改|履行|停止|拆除|清理)|未(?:改正|整改)")
HARM = re.compile(r"后果|事故|损失|损害|伤亡|死亡|危害")
GRAVE = re.compile(r"情节|严重")
BETWEEN = re.compile(r"或者?|、")

CIRCUMSTANCES = (MENDED, DONE, UNMENDED, HARMED, UNHARMED, FIRST, SLIGHT)

ASKED: Sequence[tuple[re.Pattern[str], re.Pattern[str]]] = (
    (re.compile(r"处分|撤职|开除|降级|记过|disciplin", re.IGNORECASE), re.compile("处分")),
    (re.compile(r"拘留|治安|派出所|警察|公安|\bpolice|detain|detention", re.IGNORECASE), re.compile("拘留|治安管理处罚")),
    (re.compile(r"坐牢|判刑|刑事|犯罪|\bcriminal|prison|jail", re.IGNORECASE), re.compile("刑事")),
    (re.compile(r"吊销|吊证|revok", re.IGNORECASE), re.compile("吊销|撤销")),
    (re.compile(r"没收|收走|confiscat", re.IGNORECASE), re.compile("没收|收缴")),
    (re.compile(r"停业|关门|停产|关停", re.IGNORECASE), re.compile("停业|停产|关闭")),
    (re.compile(r"通报", re.IGNORECASE), re.compile("通报")),
)  # fmt: skip
"""What sanction a question asks about, and the words of the law for it."""
FINE = re.compile(r"罚(?!则)|\bfine", re.IGNORECASE)
MILD = ("责令改正",)
"""What is no punishment to those who ask whether they will be punished."""


def tells_circumstances(question: str) -> bool:
    """Say whether a question tells how a breach went on: 头一回被发现, 后来改了, 没出事."""
    return any(pattern.search(question) for pattern in CIRCUMSTANCES)


def weigh(question: str, penalty: Penalty) -> Verdict:
    """Return whether the case of a question is punished as it asks: yes, no, or only under a condition that it does not tell.

    The sanction that the question names counts; of one that names none, all but the order to put things right.
    """
    conditions = [sanction.condition for sanction in _asked_for(question, penalty.sanctions)]
    if not conditions:
        return "conditional" if penalty.sanctions else "yes"
    held = [_held(condition, question) if condition else True for condition in conditions]
    if any(held):
        return "yes"
    return "no" if all(one is False for one in held) else "conditional"


def _asked_for(question: str, sanctions: Sequence[Sanction]) -> list[Sanction]:
    for asked, words in ASKED:
        if asked.search(question) and (found := [one for one in sanctions if words.search(one.text)]):
            return found
    if FINE.search(question) and (found := [one for one in sanctions if one.type == "罚款"]):
        return found
    return [one for one in sanctions if one.type not in MILD] or list(sanctions)


def _held(condition: str, question: str) -> bool | None:
    """Say whether a condition is met; None where the question does not tell. One of its alternatives is enough."""
    found = [_one(part, question) for part in BETWEEN.split(condition) if part]
    if any(found):
        return True
    return False if found and all(one is False for one in found) else None


def _one(condition: str, question: str) -> bool | None:
    if len(condition) >= 4 and condition in question:
        return True
    if REFUSAL.search(condition):
        if UNMENDED.search(question):
            return True
        return False if any(pattern.search(question) for pattern in (MENDED, DONE, FIRST)) else None
    if HARM.search(condition):
        return False if UNHARMED.search(question) else True if HARMED.search(question) else None
    if GRAVE.search(condition):
        return False if SLIGHT.search(question) else None
    return None
