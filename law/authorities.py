"""Who imposes a sanction: 由体育主管部门责令改正 → 体育主管部门; 街道办事处应当责令… → 街道办事处."""

from __future__ import annotations

import re

# 由体育主管部门责令改正; 由市、县（市、区）城市管理主管部门处…; not 由于疏忽, 由此造成
BY = re.compile(
    r"(?<![经理事自])由(?!于|此)(?P<authority>[^，；。]{1,120}?)(?:酌情|责令|给予|予以|处以|并处|(?<!办事)(?<!管理)(?<!调)处(?![理罚置分级责依按给可应对])|(?:处罚|罚款)(?!决定|的|人)|拆除|动员|委托(?=[^，；。]{0,20}代[为处治])|当场|比照|依(?=法|职|权|各|其职|据)|没收|吊销|暂扣|扣留|扣押|取缔"
    r"|撤销|降低|取消|注销|宣布|可以|可处|可并|按照(?!本)|按(?=各|职|下|有|国|其|权)|依照(?!本)|根据|(?<!电)视(?![听频])|应当|对(?!外|口)|通报|批评|警告|进行|公开|限期"
    r"|(?<!所)在其?(?!地)|强制|(?<!审判)组织(?![机或和、责给依])|代为|指定(?!的)|报(?![告刊])|会同|实施|决定(?!的)|提请|提出(?!的)|建议|查处|追回|追究|收回|收缴|追缴|作出(?!.{0,12}的)|约束|调解|$)"
)
# 所需费用由违法行为人承担
BEARER = re.compile(r"(?:承担|负担|支付|负责|^查|^作出|^组织|^负责调|^所)$")
BODY = r"部门|机关|机构|人民政府|办事处|委员会|管理局|公安局|税务局|分局|监管局|海关|法院|大队|支队|总队|财政厅|管委会|中心|监察队|执法队|派出所|监督站|管理处|总站|主管单位|主管局"
# 街道办事处应当责令…: the subject of the clause
SUBJECT = re.compile(
    rf"^(?:并|可以)?(?:报(?![请经]))?(?P<authority>(?!对|由|违反|未|不)[^，；。责对处由被]{{0,60}}?(?:{BODY})(?:（[^（）]*）)?)"
    r"(?=(?:应当|可以|可|有权|依法|并|除)*(?:(?:根据|按照|视|依照|依据)[^，；。]{0,20}?)?(?:责令|给予|予以|处以|处(?![理罚置分])|没收|吊销|扣留|对(?!口)|宣布))"
)
# 卫生行政部门应当予以制止，并给予警告: the subject in a clause of its own
MODAL_ONLY = re.compile(
    rf"^(?P<authority>(?!违反|未|不)[^，；。责对处由的被]{{0,60}}?(?:{BODY})(?:（[^（）]*）)?)(?:应当|可以|有权|报请|报经)"
)
# 依照本法规定行使海洋环境监督管理权的部门: the name itself holds 依照
NAMED_BY_POWER = re.compile(
    r"(?<![经理事自])由(?P<authority>(?:依照|按照|根据|依法)[^，；。]{2,60}?的(?:部门|机关|机构)(?:或者(?:部门|机关|机构))?)"
    r"(?=责令|给予|予以|处|没收|吊销|依法|按照|依照)"
)
# 按照职责分工由…, 由体育主管部门酌情: what belongs to neither
AFTER_AUTHORITY = re.compile(r"(?:酌情|依法|按照.*|按(?!揭).*|依照.*|依据.*|根据.*|(?<!电)视.*|在.*职责.*|或者|并|一并)$")
ASKED = re.compile(r"提请|建议|报请|申请|商请|移送|告知|通知")


def authority_of(clause: str) -> str | None:
    """Return the body that a clause has impose something, verbatim; None where it names none."""
    found = None
    if "由" in clause:
        found = NAMED_BY_POWER.search(clause) or BY.search(clause)
    found = found or SUBJECT.search(clause) or MODAL_ONLY.match(clause)
    if not found:
        return None
    words = found["authority"]
    if ASKED.search(words):
        return None
    if BEARER.search(words):
        return None
    return (words if found.re is NAMED_BY_POWER else AFTER_AUTHORITY.sub("", words)).strip() or None


def names_only_an_authority(clause: str) -> bool:
    """Tell whether a clause says who acts, and no conduct: ``由县级以上人民政府体育主管部门``, ``卫生行政部门应当予以制止``."""
    return not clause.endswith("的") and (re.match("由(?!于|此)", clause) is not None or MODAL_ONLY.match(clause) is not None)
