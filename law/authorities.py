"""Who imposes a sanction: 由体育主管部门责令改正 → 体育主管部门; 街道办事处应当责令… → 街道办事处."""

from __future__ import annotations

import re

# 由体育主管部门责令改正; 由市、县（市、区）城市管理主管部门处…
BY = re.compile(
    r"(?<![经理事自])由(?P<authority>[^，；。]{1,120}?)(?P<verb>酌情|责令|给予|予以|处以|并处|处(?![理罚置分级])|依法|没收|吊销|暂扣|扣留|取缔|撤销|降低|取消|注销|可以|可处"
    r"|可并|按照(?!本)|按(?=各|职|下|有|国)|依照(?!本)|根据|视|应当|对(?=[^，；。]*(?:处|给予|责令))|通报|批评|警告|进行|公开|限期|(?<!所)在其?(?!地)|强制|组织|代为|指定|报(?!告)|会同|实施|决定|提请|建议|查处|追回|收回|收缴|追缴|$)"
)
BODY = (
    r"部门|机关|机构|人民政府|办事处|委员会|管理局|公安局|税务局|分局|监管局|海关|法院|大队|支队|总队|财政厅|管委会|主管单位|主管局"
)
# 街道办事处应当责令…: the subject of the clause
SUBJECT = re.compile(
    rf"^(?:并|可以)?(?P<authority>[^，；。、责对]{{0,40}}?(?:{BODY})(?:（[^（）]*）)?)"
    r"(?=(?:应当|可以|可|有权|依法|并)*(?:责令|给予|予以警告|予以通报|处以|处(?![理罚置分])|没收|吊销|对(?!口)))"
)
# 依照本法规定行使海洋环境监督管理权的部门: the name itself holds 依照
NAMED_BY_POWER = re.compile(
    r"(?<![经理事自])由(?P<authority>(?:依照|按照|根据|依法)[^，；。]{2,60}?的(?:部门|机关|机构)(?:或者(?:部门|机关|机构))?)"
    r"(?=责令|给予|予以|处|没收|吊销|依法|按照|依照)"
)
# 按照职责分工由…, 由体育主管部门酌情: what belongs to neither
AFTER_AUTHORITY = re.compile(r"(?:酌情|依法|按照.*|按.*|依照.*|依据.*|根据.*|视.*|在.*职责.*)$")
ASKED = re.compile(r"提请|建议|报请|申请|商请|移送|告知|通知")


def authority_of(clause: str) -> str | None:
    """Return the body that a clause has impose something, verbatim; None where it names none."""
    found = None
    if "由" in clause:
        found = NAMED_BY_POWER.search(clause) or BY.search(clause)
    found = found or SUBJECT.search(clause)
    if not found:
        return None
    words = found["authority"]
    return (words if found.re is NAMED_BY_POWER else AFTER_AUTHORITY.sub("", words)).strip() or None


def names_only_an_authority(clause: str) -> bool:
    """Tell whether a clause says by whom, and nothing else: ``由县级以上人民政府体育主管部门``."""
    return clause.startswith("由") and not clause.endswith("的")
