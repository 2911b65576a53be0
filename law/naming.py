"""Names of documents: the name that stands before a number, and one spelling for all spellings of a title."""

from __future__ import annotations

import re
import unicodedata

TYPES = "法典|办法|条例|规定|细则|规则|规程|通则|规划|方案|意见|解释|章程|决定|决议|公约|协定|议定书|守则|准则|通知|标准|法"
"""What a document can be, by the last words of its title; the longer first."""
# 依照中华人民共和国测绘法（以下简称测绘法）的 — up to the number that follows
NAME = re.compile(rf"(?P<name>[\u4e00-\u9fff“”]{{0,40}}?(?:{TYPES}))(?P<behind>\s*(?:[（(][^（）()]{{0,20}}[)）])?\s*[里中]?的?\s*)$")
# What is no part of a name: 依照|测绘法, 请问|体育法
BEFORE_NAME = re.compile(
    r".*(?:依照|根据|按照|依据|违反|适用|符合|参照|属于|具有|作出|有关|请问|想知道|想问|问下|问一下|请教|看看|看一下|查一下|查询|告诉我|解释一下"
    r"|应当|认定为?|履行|(?<!法)(?<!办法)(?<!条例)实施(?!细则|办法|条例)|关于|(?<![国所私共])有(?![限线机毒色关])|触犯|构成|遵守|涉及|依(?!法)|对照|引用|以及|或者|但是|同时|所称|所列|规定的|(?<!共)和|及|由|将|与|按|以|是|(?<!所)在|对(?!外)|了|把|看|(?<![检审调侦稽])查|问|个(?!人))(?=.)"
)
# 达到|刑法, 修改后|商标法, 但|民事诉讼法: never within the name of a law
BEFORE_LAW = re.compile(
    r".*(?:比照|修正后|修改后|但|如无|达到|影响|(?<!等)于|承担|审理|视为|收到|[“”]|无(?!线)|提交|采取|具备|包括|除|执行|的|犯(?!罪)|指|通知|撤销|未|行使|超过|超出|修改前|其为|主张|不计入|隐瞒|虚开|出售|删去|就(?!业)|受理|处分(?!法)|从事|先行拨付|(?:引进|邮寄)(?=进出境))(?=.)"
)
SUCH = re.compile(r"(?:该|此|上述|前述|这个|这部|那个|那部|这|那)")
# 执法第一条 names no law
NO_NAME = re.compile(
    r".*(?:方法|做法|(?<!公)司法|执法|立法|违法|合法|依法|非法|守法|用法|看法|说法|的规定|的决定|法律规定|另有规定|有关规定)$"
)
PREFIX = re.compile(r"^中华人民共和国")
IGNORED = re.compile(r"[\s《》〈〉“”\"'‘’「」、，,·.…—\-]")


def name_before(text: str) -> tuple[int, str]:
    """Return where the name of a document at the end of the text starts, and the name: ``依照民法典`` → ``(2, "民法典")``.

    ``(len(text), "")`` where there is none, or only its type (办法, 该条例).
    """
    found = NAME.search(text[-60:])
    nothing = (len(text), "")
    if not found or NO_NAME.match(found["name"]):
        return nothing
    name = found["name"]
    if cut := BEFORE_NAME.match(name):
        name = name[cut.end() :]
    if name.endswith(("法", "法典")) and (cut := BEFORE_LAW.match(name)):
        name = name[cut.end() :]
    if such := SUCH.match(name):
        name = name[such.end() :]
    if re.fullmatch(TYPES, name) or name.startswith("本") or len(name) < 2:
        return nothing
    return len(text) - len(name) - len(found["behind"]), name


def title_key(title: str) -> str:
    """Return one spelling for all spellings of a title, for comparison only: without 中华人民共和国, quotes, brackets' width and spaces."""
    clean = unicodedata.normalize("NFKC", title).replace("(", "（").replace(")", "）")
    return PREFIX.sub("", IGNORED.sub("", clean)).lower()
