"""Which documents a question names, in 《》 or as people speak: the sports measures of the province, that plan, 浙江省实施《动物防疫法》办法."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from law.library import Entry, Library
from law.matching import FILLER, GENERIC, LOCAL_KINDS, read_name
from law.naming import name_before
from qa.question.numbered import numbered, paired
from qa.wording.places import PLACE, places
from qa.wording.relevance import substance

KINDS_OF_DOCUMENTS = "办法|规划|方案|意见|条例|贺词|致辞|讲话|细则|规定|通知|决定"
SPEECHES = frozenset({"贺词", "致辞", "讲话"})
"""What people call a speech, whatever its title says: 省长新年讲话 is 新年贺词."""
SPEAKER = re.compile(r"(?:[省市州县区]长|书记|主席|领导|元旦|新年|新春|春节)(?:致辞|讲话|贺词)$")
"""省长讲话, 元旦致辞: the one speech that there is."""
DOCUMENT_KIND = re.compile(rf"(?:{KINDS_OF_DOCUMENTS}|法)$")
POINTING = re.compile(r"那个|这个|那部|这部|那份|这份|该|此|的|新(?=(?:办法|规划|方案|意见|条例|规定)$)")
"""体育赛事那个办法 is 体育赛事办法."""
POINTED_AT = re.compile(r"(?:那个|这个|那部|这部|那份|这份|(?<![应不])该|此)$")
AROUND_A_KIND = re.compile(r"^年|[本新]$|听(?:人)?说|据说|记得|好像")
"""2030年规划, 本办法, 新办法, 听说规划里."""
ASKS_FOR_A_KIND = re.compile(r"(?:有|什么|啥)$")
"""有什么办法, 有没有方案."""
EVERYDAY_KINDS = frozenset({"法", "规定", "通知", "决定"})
"""Kinds that are words of every day as well: 按照规定, 依法, 提前通知."""

IN_BRACKETS = r"《((?:[^《》]|《[^《》]*》){2,120})》"
KIND_END = rf"(?:{KINDS_OF_DOCUMENTS}|(?<![办方想做用看说设])法(?![律院人庭治定子]|规(?!定)))"
NAME_END = re.compile(KIND_END)
IN_A_RUN = re.compile(r"[一-鿿A-Za-z“”‘’\"]*")
SPOKEN_NAME = re.compile(rf"[一-鿿A-Za-z“”‘’\"]{{0,24}}?{KIND_END}")
DOCUMENT_NAME = re.compile(rf"{IN_BRACKETS}|({SPOKEN_NAME.pattern})")
"""《浙江省体育赛事管理办法》; 那个体育办法; 人工智能规划."""
LONGEST_NAME = 24
"""Characters that a name may go on for after the first word of it that can end one: 道路交通安全法|实施条例."""
CARRIED_OUT = re.compile(r"(?:实施|施行)(?:细则|条例|办法|规定)|(?<=法)(?:细则|条例)")
"""What follows the name of a law and makes another text of it: 消防法实施细则."""
CARRYING_OUT = re.compile(r"实施$")
CARRIES_OUT = re.compile(r"(?:的?若干)?(?:办法|细则|条例|规定)")
"""浙江省实施《动物防疫法》办法."""
WRAPPED_BEFORE, WRAPPED_BEHIND = re.compile(r"[一-鿿]{0,24}$"), re.compile(rf"[一-鿿]{{0,10}}?{KIND_END}")
"""What makes a longer name of one in 《》."""
DESCRIBED = re.compile(
    r"(?:(?<=^)|(?<=[，。；：、\s])|(?<=[跟和与同]))(?:跟|和|与|同)?(?P<one>[一-鿿]{2,14}?)的?(?:那|这)(?:一?[个部份])(?:地方)?"
    r"(?:条例|办法|法规|规矩|规定|规章|方案|规划|意见|文件|通知|讲话)?(?=[，,。、；？?和跟与同及又各怎哪对]|[里中上]|$)"
    r"|(?P<first>管[一-鿿]{2,12}?)的(?:和|跟|与|、)(?P<second>管[一-鿿]{2,12}?)的(?:这|那)?两[个部份]"
)
"""教师证那部法规怎么说，学生伤害事故那部又怎么说; 管楠溪江的和管烧秸秆的两部."""
REGION = rf"(?:(?:{PLACE.pattern})(?:省|市|自治区)?|[一-鿿]{{2}}(?<![我们本全外各跨个在同城都超上夜集门股该此说问照据请让叫看])(?:省|市(?![场政容民])|县(?![级域乡])|自治区))"
REGION_AT = re.compile(REGION)
REGIONS_BEFORE = re.compile(rf"{REGION}(?:(?:、|和|与|跟|及|以及){REGION})*的?$")
"""杭州和宁波的|养犬条例."""
BEGINS_A_REGION = re.compile(r"(?:^|[^一-鿿]|[按照据依在和与跟及对查问看由])$")
"""What an unknown city or county may stand behind: 海宁市养犬条例, 按海宁市养犬条例."""
NO_REGION = re.compile(
    r"[我们咱俺你您他她它这那哪该此的了着过得一下个份部法做到走按照依据把被用讲提查问有是不没要会能想听对给跟与或各每某几两说请让叫看出发拿]"
    r"|违反|遵守|落实|执行|贯彻|学习|宣传|研究|解读|参考|参加|咨询|适用|符合|属于|涉及|关于|希望|觉得|知道|了解|起草|制定|印发|修订|实施|公布|领导"
)
"""Two characters that are no city of 市里的, nor a province of 省里的: 照着|省里的赛事办法, 执行|市养犬条例."""
KIND_ALONE = re.compile(rf"[一-鿿]{{0,6}}?(?P<kind>{KINDS_OF_DOCUMENTS})")
"""《实施意见》, 《办法》."""
FEWEST_LEFT = 4
"""Characters, the kind aside, of a name that leaves out words of a title."""
IN_PARENTHESES_AT_END = re.compile(r"[（(][^（()）]*[）)]$")
MOST_TIED = 4
"""Documents that a name means which only their regions tell apart."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a document in a question, where it stands, and the titles that it means; none for one in 《》 or of another region."""

    start: int
    end: int
    name: str
    titles: tuple[str, ...]


def documents_named(text: str, library: Library) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles in the library that the question means, and the names that mean none."""
    found = sorted(_names(text, library), key=lambda named: named.start)
    titles = [title for named in found for title in named.titles] + list(numbered(text, library))
    unknown = [named.name for named in found if not named.titles and len(_ending_so(named.name, library)) < 2]
    known = tuple(dict.fromkeys(titles)) or paired(text, library)
    told = described(text, library)
    return told if set(known) < set(told) else known, tuple(dict.fromkeys(unknown))


def described(text: str, library: Library) -> tuple[str, ...]:
    """Return the titles of documents that a question sets side by side by what they are about: 济南管水的那部条例和安阳讲文明的那部."""
    told = [words for found in DESCRIBED.finditer(text) for words in found.groups() if words]
    titles = list(dict.fromkeys(entry.title for entry in library.entries())) if len(told) > 1 else []
    meant = [_about(words, titles) for words in told] if titles else []
    return tuple(dict.fromkeys(title for title in meant if title)) if len(meant) > 1 and all(meant) else ()


def _about(words: str, titles: list[str]) -> str | None:
    """Return the one title that shares most pairs of characters with a description, among those of a place that it names."""
    home = places(words)
    titles = [title for title in titles if all(place in title for place in home)]
    rest = re.sub("|".join(map(re.escape, home)) or r"(?!)", " ", words)
    shared = [sum(rest[at : at + 2] in title for at in range(len(rest) - 1) if " " not in rest[at : at + 2]) for title in titles]
    if len(titles) == 1 and home:
        return titles[0]
    most = max(shared, default=0)
    return titles[shared.index(most)] if most and shared.count(most) == 1 else None


def without_names(text: str, library: Library) -> str:
    """Return a text with a blank for each name of a document in it: 之江实验室在人工智能规划里 is 之江实验室在 里."""
    for named in sorted(_names(text, library), key=lambda named: -named.start):
        text = f"{text[: named.start]} {text[named.end :]}"
    return DESCRIBED.sub(" ", text) if described(text, library) else text


def _names(text: str, library: Library) -> Iterator[Named]:
    """Yield the names of documents in a text: those in 《》 with what makes a longer name of them, then those that are spoken."""
    rest = text
    for quoted in re.finditer(IN_BRACKETS, text):
        named = _wrapped(text, quoted, library) or _in_brackets(quoted, library)
        rest = f"{rest[: named.start]}{' ' * (named.end - named.start)}{rest[named.end :]}"
        yield named
    at = 0
    while found := SPOKEN_NAME.search(rest, at):
        whole = _whole(rest, found, library)
        if whole:
            yield whole
        at = whole.end if whole else found.end()


def _in_brackets(quoted: re.Match[str], library: Library) -> Named:
    head = REGION_AT.match(quoted[1])
    regions = _bare((head[0],)) if head else ()
    titles = _tied(library.matching(quoted[1]), regions, library)
    ending = () if titles else _ending_so(quoted[1], library)
    return Named(quoted.start(), quoted.end(), quoted[1], ending if len(ending) == 1 else titles)


def _ending_so(name: str, library: Library) -> tuple[str, ...]:
    """Return the titles that a name may stand for which says of what kind a text is and no more: 《办法》, 《实施意见》 as texts call themselves for short."""
    kind = KIND_ALONE.fullmatch(name)
    if kind is None or GENERIC.sub("", name.removesuffix(kind["kind"])):
        return ()
    ends = tuple(SPEECHES) if name in SPEECHES else (name,)
    titles = dict.fromkeys(entry.title for entry in library.entries())
    return tuple(title for title in titles if IN_PARENTHESES_AT_END.sub("", title).endswith(ends))


def _wrapped(text: str, quoted: re.Match[str], library: Library) -> Named | None:
    """Return a name that holds another one in 《》: 浙江省实施《动物防疫法》办法; None where the one in 《》 is all there is."""
    before = WRAPPED_BEFORE.search(text[: quoted.start()])
    behind = WRAPPED_BEHIND.match(text, quoted.end())
    if before is None or behind is None:
        return None
    for start in range(before.start(), quoted.start()):
        if entries := library.called(text[start : behind.end()]):
            return Named(start, behind.end(), text[start : behind.end()], _tied(entries, (), library))
    if not CARRYING_OUT.search(before[0]) or not CARRIES_OUT.fullmatch(behind[0]):
        return None
    entries, name = _spoken(before[0] + quoted[0] + behind[0], library)
    regions = _regions_before(text[: quoted.start()].removesuffix("实施"), library)
    start = regions[0].start() if regions else behind.end() - len(name) if entries else quoted.start() - len("实施")
    return Named(start, behind.end(), text[start : behind.end()], _tied(entries, _bare(region[0] for region in regions), library))


def _whole(text: str, found: re.Match[str], library: Library) -> Named | None:
    """Return the longest name that starts within what was found: that of a title, or as people speak; None where it means no document."""
    end = found.end()
    run = IN_A_RUN.match(text, end, end + LONGEST_NAME)
    ends = [end, *(kind.end() for kind in NAME_END.finditer(text, end, run.end() if run else end))]
    carried = CARRIED_OUT.match(text, end)
    for last in reversed(ends[1:] if carried else ends):
        for start in range(found.start(), end - 1):
            if entries := library.called(text[start:last]):
                return _of_region(text, start, last, entries, library)
    entries, name = _spoken(text[found.start() : carried.end() if carried else end], library)
    if entries:
        last = carried.end() if carried else end
        return _of_region(text, last - len(name), last, entries, library)
    if carried:
        start, name = name_before(text[found.start() : carried.end()])
        return Named(found.start() + start, carried.end(), name, ()) if name else None
    return None


def _of_region(text: str, start: int, end: int, entries: tuple[Entry, ...], library: Library) -> Named:
    """Return a name with the titles that it means in the regions that stand before it: 杭州和宁波的养犬条例 means two, 温州的 none."""
    start = next(
        (
            region.start()
            for region in REGION_AT.finditer(text, 0, end)
            if region.start() < start < region.end() and _is_region(region, library)
        ),
        start,
    )
    head = REGION_AT.match(text, start, end)
    listed = _regions_before(text[: head.end() if head and _is_region(head, library) else start], library)
    named = text[listed[0].start() if listed else start : end]
    return Named(start, end, named, _tied(entries, _bare(region[0] for region in listed), library))


def _regions_before(text: str, library: Library) -> tuple[re.Match[str], ...]:
    """Return the regions at the end of a text, those side by side: 照杭州和宁波的; none of 照着省里的."""
    listed = REGIONS_BEFORE.search(text)
    found = list(REGION_AT.finditer(text, listed.start())) if listed else []
    return tuple(found[max((at + 1 for at, region in enumerate(found) if not _is_region(region, library)), default=0) :])


def _is_region(found: re.Match[str], library: Library) -> bool:
    """Say whether what stands before 省, 市 or 县 is the name of one: a place of China, one of a text that is here, or an unknown city or county."""
    if PLACE.match(found[0]) or any(found[0] in f"{entry.title}{entry.issuing_authority or ''}" for entry in library.entries()):
        return True
    unknown = not found[0].endswith("省") and not NO_REGION.search(found[0])
    return unknown and bool(BEGINS_A_REGION.search(found.string[: found.start()]))


def _bare(regions: Iterable[str]) -> tuple[str, ...]:
    """Return regions without 省 and 市."""
    return tuple(re.sub("(?:省|市|县|自治区)$", "", region) for region in regions)


def _tied(entries: tuple[Entry, ...], regions: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """Return the titles that a name means: the first, and with it those which only their regions tell apart where the name has none."""
    if not entries:
        return ()
    first = entries[0].title
    name = read_name(first)
    alike = tuple(dict.fromkeys(entry.title for entry in library.called(name.short)))
    titles = alike if first in alike else (first,)
    if regions:
        theirs = tuple(title for title in titles if any(region in title for region in regions))
        return theirs or (() if name.place or name.kind in LOCAL_KINDS else (first,))
    return titles[:MOST_TIED]


def _spoken(name: str, library: Library) -> tuple[tuple[Entry, ...], str]:
    """Match a name as it is spoken, 我想问那个体育赛事办法, 监测办法, and say what of it is the name: the longest part that means a document."""
    spoken, name, kept = name, POINTING.sub("", name), _kept(name)
    kind = kind_of_title(name)
    law = kind == "法"
    name = (name_before(name)[1] or name) if law else name
    for start in range(len(name) - 3):
        if law and substance(name[:start]):  # 刑事诉讼法 is not 民事诉讼法 misspelt
            break
        if entries := library.matching(name[start:]):
            return entries, spoken[kept[start - len(name)] :]
    for start in range(len(name) - len(kind) + 1 if kind else 0):
        body = name[start : len(name) - len(kind)]
        if len(body) == 1 or (law and body) or not (GENERIC.sub("", body) or _stands_alone(spoken.removesuffix(body + kind) + kind)):
            continue
        kinds = SPEECHES if kind in SPEECHES else {kind}
        alike = {entry.title: entry for entry in library.entries() if kind_of_title(entry.title) in kinds and body in entry.title}
        if len(alike) == 1:
            return tuple(alike.values()), spoken[kept[start - len(name)] :]
    speeches = {entry.title: entry for entry in library.entries() if kind_of_title(entry.title) in SPEECHES} if kind in SPEECHES else {}
    if len(speeches) == 1 and (speaker := SPEAKER.search(name)):
        return tuple(speeches.values()), spoken[kept[speaker.start() - len(name)] :]
    for start in range(0 if law else len(name) - len(kind) - FEWEST_LEFT + 1):
        shortened = {entry.title: entry for entry in library.entries() if _shortens(name[start : len(name) - len(kind)], kind, entry.title)}
        if len(shortened) == 1:
            return tuple(shortened.values()), spoken[kept[start - len(name)] :]
    return (), ""


def _shortens(body: str, kind: str, title: str) -> bool:
    """Say whether a name leaves out words of a title and has no others: 包头稀土规划 of 包头市稀土及先进金属新材料产业发展规划（2021—2025年）."""
    title = IN_PARENTHESES_AT_END.sub("", title)
    if kind_of_title(title) != kind or not body:
        return False
    rest, at = body, 0
    while rest:
        length = next((n for n in range(len(rest), 1, -1) if len(rest) - n != 1 and title.find(rest[:n], at) >= 0), 0)
        if not length:
            return False
        at = title.find(rest[:length], at) + length
        rest = rest[length:]
    return True


def _kept(name: str) -> list[int]:
    """Return where the characters of a name stand that are not left out of it: 省里的赛事办法 without 的."""
    left_out = {at for found in POINTING.finditer(name) for at in range(*found.span())}
    return [at for at in range(len(name)) if at not in left_out]


def _stands_alone(spoken: str) -> bool:
    """Say whether a kind of document means one without its name: 那个办法, 按照方案; not 应急方案, nor 按照规定."""
    kind = kind_of_title(spoken)
    before = spoken.removesuffix(kind)
    if POINTED_AT.search(before):
        return True
    if kind in EVERYDAY_KINDS or ASKS_FOR_A_KIND.search(before):
        return False
    return substance(AROUND_A_KIND.sub("", FILLER.sub("", before))) == 0


def kind_of_title(title: str) -> str:
    """Return the last word of a title that says what it is: 办法 of 体育赛事管理办法; ``""`` where none does."""
    kind = DOCUMENT_KIND.search(title)
    return kind.group() if kind else ""
