"""Whether a clause that lets a thing off from approval is about the thing that a question asks an approval of: 门球赛要审批吗 and 对体育赛事不实行行政许可."""

from __future__ import annotations

import re

from qa.yes_no.verdict import SELF_NEED, freed

THING = re.compile(r"对(?P<of>[一-鿿]{2,12}?)不(?:再)?(?:实行|进行)|(?P<lets>[一-鿿]{2,14}?)，?(?:无[须需]|不需要|不再需要|免于|免予)")
"""What a clause lets off."""
GENERAL = frozenset("事动活项目务业者员物品人会类件行为作")
"""What the name of anything may end with: of 赛事 only 赛 tells what it is."""
BODY = r"[去到向跟找由经][一-鿿]{2,6}?(?:局|厅|委|部门)|[要用得][一-鿿]{2,3}(?:局|厅|委)"
ASKS = rf"[，,\s先得去到向跟找用要须必还都也再该的话我你咱们是否不需有没可非弄拿领走办一张份个设发实行]|{BODY}|体育局|政府|[县市省区乡镇村]里|上面|人家|应当?|什么|另外|另行|单独|额外|专门|重新|通通|一律|统统"
"""What stands between a thing and its approval without naming another thing: 得先去体育局."""
PREMISES = r"(?:房|店|馆|场|厅|铺|摊|厂|院|公司|学校|机构|中心|基地|俱乐部)"
A_PLACE = rf"(?:{PREMISES}|场所|[网站]点|站|门市|企业|单位|经营户|商户)$|[卖售经]"
"""开办宠物美容场所无需许可: about premises, whatever they are called."""
OF_ANOTHER_SORT = re.compile(
    rf"[开建盖租](?:一?[个家座间处])?[一-鿿]{{0,8}}{PREMISES}(?!比?赛)|[卖售](?!力)[一-鿿]"
    r"|\b(?:build|construct|sell|rent)\b|\bopen an? (?:\w+ )?(?:gym|shop|store|club|school|hall|stadium|bar|cent(?:re|er)|academy)\b",
    re.IGNORECASE,
)
"""开健身房, 卖啤酒, open a gym: premises and goods are let off by what lets off premises and goods alone."""


def about_it(question: str, clause: str) -> bool | None:
    """Say whether the approval of the very thing is asked for that a clause lets off, or of what is done with it: 比赛卖门票要许可吗; None where that is not told.

    Kinds of a thing end as it does: 门球赛 is a kind of 赛事, 画展 one of 展览.
    """
    thing = THING.search(clause)
    if thing is None or not freed(question, clause):
        return None
    name = thing["of"] or thing["lets"]
    if name.endswith("的"):
        return None  # 自用小艇的，无需登记: in one case only
    head = "".join(letter for letter in name[-2:] if letter not in GENERAL)
    if not head:
        return None
    if re.search(rf"(?<!参)[{head}][{name[-2:]}会前]?(?:{ASKS})*(?:{SELF_NEED.pattern})", question):
        return True
    if re.search(rf"[{head}][^，。；？?\s]*(?:{SELF_NEED.pattern})", question):
        return False
    other = OF_ANOTHER_SORT.search(question)
    return False if other and not re.search(A_PLACE, name) else None
