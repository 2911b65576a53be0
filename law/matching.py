"""Find the titles that a short, partial or colloquial name means: 体育赛事办法 → 浙江省体育赛事管理办法."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from law.naming import TYPES, title_key

# 浙江省, 杭州市, 广西壮族自治区, 深圳经济特区, 河北雄安新区
REGION = re.compile(
    r"^[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|经济特区|特区|新区|省|市(?!场|政|容|民)|县(?!级)|区(?!域))(?:人民政府)?(?:办公厅)?"
)
# A region that is no other word: 杭州市, 河北雄安新区; not 城市, 小区, 自然保护区
PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|自治县|经济特区|新区|省|(?<![城都超上夜集门股楼])市(?![场政容民])|县(?![级域乡]))"
)
NATIONAL = re.compile(r"^中[华国]人民共和国")
"""With the slip that is made most."""
# 关于印发…的通知, 关于加快…的实施意见
WRAPPING = re.compile(r"^关于(?:印发|发布|公布|转发)?|(?:的通知|的公告)$")
# Words that a speaker leaves out, and that tell nothing apart
GENERIC = re.compile(
    r"中华人民共和国|人民政府|办公厅|国务院|全国人民代表大会常务委员会|管理|暂行|试行|实施|若干|监督|发展|工作|有关|加快|推进|促进|保障|保护|建设|创新|行动|规范|加强|进一步|新一代|关于|产业|的|和|与|及|等|省|市"
)
KIND = re.compile(rf"(?:{TYPES})$")
# What a speaker puts around a name
FILLER = re.compile(r"^(?:请问|关于|有关|那个|这个|那部|这部|我省|我们省|省里|省里的|本省|浙江的|一下)+|(?:里面|里|中|上|呢|吗)$|(?<!目)的")
# 规定 is what people call any of them
LOOSE_KINDS = {
    "规定": frozenset({"办法", "条例", "细则", "规则", "决定", "规定"}),
    "规章": frozenset({"办法", "规定"}),
    "法规": frozenset({"条例", "办法", "规定"}),
}
SYNONYMS: Mapping[str, str] = {"ai": "人工智能", "环保": "环境保护", "芯片": "集成电路", "比赛": "赛事"}
LOWEST, LOWEST_OF_LAWS = 0.34, 0.6
"""Share of the telling characters of a title that a name must cover: 人工智能规划 covers all of 新一代人工智能发展规划.

More of a 法, where a word more makes another one: 劳动法 is not 劳动合同法, 交通安全法 is 道路交通安全法."""
NEAREST = 0.72
"""Share of character pairs that a misspelt name must have in common with a title."""
LONG = 6
"""Characters of a name, its region, type and generic words aside, of which one but the first may be wrong: 地理国情检测."""
LOCAL_KINDS = frozenset({"条例", "办法", "规定", "细则", "规则"})
"""What a region makes as well as the state: 浙江省物业管理条例 is not 物业管理条例."""


@dataclass(frozen=True, slots=True)
class Name:
    """A title made ready for comparison."""

    key: str
    kind: str
    core: str
    """Without region, type and generic words."""
    body: str
    """Without its type."""
    place: str
    """The region that it begins with."""
    national: bool
    """Given in full, with 中华人民共和国."""

    @property
    def short(self) -> str:
        """The key without its region: 养犬管理条例."""
        return self.key.removeprefix(self.place)


def read_name(title: str) -> Name:
    """Take a title apart: key, type, body, core and region."""
    whole = NATIONAL.sub("中华人民共和国", title)
    key = WRAPPING.sub("", title_key(whole))
    found = KIND.search(key)
    kind = found[0] if found else ""
    body = key.removesuffix(kind)
    core = GENERIC.sub("", REGION.sub("", WRAPPING.sub("", body)))
    place = PLACE.match(key)
    return Name(key, kind, core or body, body, place[0] if place else "", whole.startswith("中华人民共和国"))


def rank(name: str, titles: Sequence[Name]) -> list[tuple[float, int]]:
    """Return (score, position) of the titles that a name may mean, best first; scores from 0 to 1, none below the limits.

    1 is the title itself, with or without 中华人民共和国; a shorter name must keep the order of the title's characters and its type
    (办法 is no 法), and cover the words that tell it from others. A name with a region means no text of another one.
    """
    wanted = title_key(NATIONAL.sub("", name))
    exact = [(1.0, n) for n, title in enumerate(titles) if wanted and wanted == title.key]
    if exact:
        return exact
    asked = replace(read_name(FILLER.sub("", wanted) or wanted), national=bool(NATIONAL.match(name)))
    scored = [(score(asked, title), n) for n, title in enumerate(titles)]
    kept = sorted(((value, n) for value, n in scored if value > 0), key=lambda pair: (-pair[0], pair[1]))
    return [(value, n) for value, n in kept if value >= kept[0][0] * 0.75]


def score(asked: Name, title: Name) -> float:
    """Return how well a name fits a title, from 0 to 1."""
    if not asked.body or not _same_place(asked, title):
        return 0.0
    if asked.national:  # a name in full leaves nothing out, and only its type may be misspelt: 消防发
        return 0.99 if asked.body == title.body or (not asked.kind and asked.key[:-1] == title.body) else 0.0
    if len(asked.body) < 2 or not _same_kind(asked.kind, title.kind):
        return 0.0
    body = asked.body
    for short, full in SYNONYMS.items():
        if short in body and short not in title.body:
            body = body.replace(short, full)
    if body == title.body:
        return 0.99
    blocks = _blocks(body, title.body)
    if blocks is None:
        return _similar(asked, title)
    chosen = {position for start, end in blocks for position in range(start, end)}
    telling = _telling(title)
    covered = len(chosen & telling) / len(telling) if telling else 0.0
    loose = sum(1 for start, end in blocks if end - start == 1)
    value = covered * (1 - 0.12 * (len(blocks) - 1)) - 0.08 * loose
    lowest = LOWEST_OF_LAWS if asked.kind == "法" else LOWEST
    return 0.95 * value if covered >= lowest and value >= LOWEST else 0.0


def _same_place(asked: Name, title: Name) -> bool:
    """Say whether a name may mean a title as far as their regions go; 深圳市 and 深圳经济特区 are one."""
    if asked.national:
        return not title.place
    if not asked.place:
        return True
    if not title.place:
        return title.kind not in LOCAL_KINDS
    zone = "区" in (asked.place[-1], title.place[-1]) and asked.place[:2] == title.place[:2]
    return zone or asked.place in title.body or title.place in asked.body


def _same_kind(asked: str, title: str) -> bool:
    return not asked or asked == title or title in LOOSE_KINDS.get(asked, frozenset()) or (asked == "法" and title == "法典")


def _telling(title: Name) -> set[int]:
    """Return the positions in the body that are neither region nor generic words."""
    region = REGION.match(title.body)
    hidden = set(range(region.end())) if region else set()
    for found in GENERIC.finditer(title.body):
        hidden |= set(range(*found.span()))
    return set(range(len(title.body))) - hidden or set(range(len(title.body)))


def _blocks(short: str, long: str) -> list[tuple[int, int]] | None:
    """Place a shorter text in a longer one in few runs, in order: 体育办法 in 体育赛事管理办法; None where it does not fit."""
    blocks: list[tuple[int, int]] = []
    position = start = 0
    while start < len(short):
        for end in range(len(short), start, -1):
            at = long.find(short[start:end], position)
            if at >= 0 and in_order(short[end:], long[at + end - start :]):
                blocks.append((at, at + end - start))
                position, start = at + end - start, end
                break
        else:
            return None
    return blocks


def in_order(short: str, long: str) -> bool:
    """Say whether each character of a short text stands in a longer one, in order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _similar(asked: Name, title: Name) -> float:
    """Return what one slip of the pen leaves: the share of character pairs in common, where that is most of them."""
    if len(asked.core) < 4 or asked.kind != title.kind:
        return 0.0
    if len(asked.core) == len(title.core) >= LONG:
        differing = [n for n, (one, other) in enumerate(zip(asked.core, title.core, strict=True)) if one != other]
        if len(differing) == 1 and differing[0]:
            return 0.6
    pairs = [{text[n : n + 2] for n in range(len(text) - 1)} for text in (asked.core, title.core)]
    shared = len(pairs[0] & pairs[1]) / max(len(pairs[0]), len(pairs[1]), 1)
    return 0.6 * shared if shared >= NEAREST and (Counter(asked.core) - Counter(title.core)).total() <= 1 else 0.0
