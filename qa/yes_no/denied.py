"""Whether somebody takes it that something cannot be had or done: 退不了吧, 办不成吧, 没法申请了吧.

Of 124 such questions about clauses that grant or say so without a condition 119 are answered by no.
"""

from __future__ import annotations

import re

from qa.wording.marks import ASKS, divide

RESULT = r"(?:了|成|着|到手?|上|下来?|动|起来?|出来?|住|过去?|掉|进去?|回来?|全)"
COULD_NOT = re.compile(
    r"(?<![能可以要是会没有])(?!要不[如是想然]|[能可以是会用犯躲逃跑免少缺离错差算谈管保瞒怪对过省赖推扯碍亏罚抓判拘绕避脱抵逮说亡超满达想还])[一-鿿]不"
    rf"{RESULT}[^，。；？?不没未能可的]{{0,6}}?(?:了|的)?(?:吧|是吧|对吧|是吗|对吗|吗|么)?[？?]?$"
)
"""退不了吧, 轮不到他吧, 插不上手; 躲不掉 and 免不了 tell that something is to come, 还不起 why it is asked."""
NO_WAY = re.compile(
    r"(?:没(?:有)?(?:办)?法(?!律|规|定|人|院|子)|没(?:有)?(?:戏|份儿?|指望|希望|资格|机会)|无法|轮不[上到])[^，。；？?不没未]{0,8}?(?:了|的)?(?:吧|是吧|对吧|吗)?[？?]?$"
)
IS_IT_SO = re.compile(r"是不是|对不对")
TAKES_AWAY = re.compile(r"取消|追缴|没收|丧失|撤销|失去|停止|暂停|终止|淘汰|不再|依法追究")
"""What takes something away bears out that it cannot be had."""
RHETORICAL = re.compile(r"难道|要不(?=[就咱我你他是，])|成不成|(?<!是不是就[一-鿿])不成[？?]?$")


def denied(question: str) -> bool:
    """Say whether a question takes it that something cannot be had or done.

    >>> denied("卡一次没用过，退不了吧？"), denied("这笔钱躲不掉吧？"), denied("能退吗？")
    (True, False, False)
    """
    asks = divide(question)[1]
    return (
        bool(COULD_NOT.search(asks) or NO_WAY.search(asks))
        and not RHETORICAL.search(question)
        and not ASKS["choice"].search(IS_IT_SO.sub("", question))
    )
