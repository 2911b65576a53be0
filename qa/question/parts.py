"""What a question asks for, one by one: several questions in one, several subjects of one question, several aspects of one subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from qa.question.kinds import without_told
from qa.question.sides import (
    ASPECT,
    BREAK,
    COMPARES,
    INTERROGATIVE,
    JOINT,
    ONLY_COMPARES,
    TOGETHER,
    Part,
    asks_something,
    counted_before,
    side_by_side,
    spaced,
)

SENTENCE = re.compile(r"[^。？?！!]*[。？?！!]?")
LETTERED = re.compile(r"(?<!第)(?<![一二三四五六七八九十]、)[（(]\s*(?:[a-e]|[1-5]|i{1,3}|[一二三四五])\s*[）)]\s*|[①②③④⑤]\s*")
"""How does the purse reward (a) guarantee companies and (b) big anchor firms?"""
NUMBERED = re.compile(r"(?:(?<=[：:；;。？?，,])|^)\s*(?P<number>[一二三四五六1-6])(?:、|[.．](?!\d))(?![（(])")
"""请说明：一、“四大经济”指哪四类；二、…的数量; not 三、（一）, which is an address."""
SAY = re.compile(
    r"(?P<first>(?:[^，。？?]*[，,])?(?P<ask>请(?:分别|简要|逐项|一并)?(?:说明|列出|列明|写明|介绍|告知|指出|概括)(?:一下)?)[^。？?；]{4,}?)"
    r"[，,；](?:以及|并(?:说明|列出|列明|写明|指出|介绍))(?P<second>[^。？?；]{4,})。?"
)
REPEATED = re.compile(
    r"(?P<head>.*?\b)(?P<by>for|on|in|to|about|of|from|by)\s+(?P<first>[^,;?.]{4,90}?),?\s+and\s+(?P=by)\s+(?P<second>[^,;?.]{4,90})(?P<end>[?.]*)$",
    re.IGNORECASE,
)
"""What dates are set for handing in the list, and for sorting out old deals?"""
UNDONE = re.compile(r"(?:如果|要是|万一)?(?:没有?|未|不)(?P<verb>[一-鿿]{2})(?=的?(?:[，,]|话|会|要|怎|如何|咋|罚|有什么|该|应|谁|算)|$)")
"""没公布怎么罚: what is left undone, without what it is done to."""
LEADING = re.compile(
    r"^(?:么|样|的|是|叫|些|个|种|时候|情况|情形|条件|下|里|儿|内|岁|天|年|日|人|才|就|能够?|可以|需要|应当?|应该|要|得|会)+|^\s*(?:is|are|must|may|can|do|does|should|has to|have to)\b",
    re.IGNORECASE,
)
"""情况下能 in 什么情况下能辞退员工: what goes with a question word that begins a question."""
DOING = re.compile(
    r"(?:^|[，,])(?:[我你他她它]们?|公司|自己)?(?:想|去|[得要能])[一-鿿]?$|(?<![主需重概取获所觉功职智可性节技])[要得能][一-鿿]{1,2}$"
)
"""要办 in 从东村挪到西村去干，要办啥: what is done to what is asked for is not what the next question is about."""
LEFT_OVER = re.compile(
    r"(?<=[一-鿿]{2})(?:[，,]?(?:一年|每[年月次天])?(?:最[晚早多少迟快]|至[少多迟]|起码|顶多|大概|大约|一共|总共|一年|每[年月次天])|[，,](?:[我你您咱他她]们?|自己|去))+$"
)
"""最晚 in 监控最晚啥时候装齐，后半夜能不能跑: what only leads to a question word is not what the next question is about."""
SHORTEST = 2
"""Characters of what a question is about."""
SAYING = 10
"""Characters of a question that says something by itself: 怎么罚 does not. Of 193 questions about several things 91 are answered in full, with 6
characters 85."""
AUXILIARY = re.compile(r"(?:is|are|was|were|do|does|did|can|could|must|may|should|shall|will|would|has|have)\b", re.IGNORECASE)
BEGINS = re.compile(
    rf"(?!.*\b{AUXILIARY.pattern})(?:who|whom|when|where|(?:which|how)(?: [a-z-]+){{0,3}}|what(?: (?!happens|counts|follows|goes|about|if|else)[a-z-]+){{0,2}})",
    re.IGNORECASE,
)
"""Which body: a question that has not come to its verb yet."""
SHORTEST_ASKED = 4
"""Han characters of what asks by its question mark alone: 哪年起施行？去年？ asks once."""
SHORTEST_NOTE = 6
KEYWORD = re.compile(r"(?:惩戒|追责|问责|惩处|处分|处理)$")
"""What a note asks for beside the aspects of a subject."""
TAG = re.compile(
    r"(?:那|又|都|到底|究竟)?(?:是|为|算)(?:哪[个些种家一]?个?|多少|几[个条项]?|谁|什么|啥)(?:呢|啊|呀)?|有(?:没有|啥|什么|过)?(?:规定|说法|限制|讲究)(?:吗|么|没有?)?|[光只]是[^，]{1,6}吗|[对行是]吗|对不对|行不行|怎么(?:说|讲|写|规定)的?|有说[^，]{1,4}吗|(?:是)?真的吗?|[是对]吧|没错吧?"
)
"""…照另一个什么文件办，是哪个？ asks once."""
GOES_ON = re.compile(r"[向以对由按从在何哪谁]|什么|.{,2}$")
"""在多少日内、向哪一机关申请, 出自何文件、何部分 ask once."""


@lru_cache(maxsize=256)
def parts(question: str) -> tuple[Part, ...]:
    """Return what a question asks for, one by one; a single question is its only part.

    >>> [part.text for part in parts("不公布竞赛规程违反哪条，怎么罚？")]
    ['不公布竞赛规程违反哪条', '不公布竞赛规程怎么罚']
    >>> [part.name for part in parts("主办人、承办人和协办人各自承担什么责任？")]
    ['主办人', '承办人', '协办人']
    """
    return (
        _notes(question)
        or _in_keywords(question)
        or _listed(question)
        or counted_before(question)
        or _sentences_of_several(question)
        or _questions_of_several(question)
        or side_by_side(question)
        or _questions(question)
        or (Part(question),)
    )


def _listed(question: str) -> tuple[Part, ...]:
    """Return the parts of a question that marks them itself, (a) … and (b) …, or by the same word before each: for … and for …."""
    marks = list(LETTERED.finditer(question))
    if len(marks) > 1:
        head, ends = question[: marks[0].start()], [*(mark.start() for mark in marks[1:]), len(question)]
        items = [question[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
        items = [re.sub(r"(?:[，,；;、\s]|\band|\bor|和|以及|及)+$", "", item.strip(" ？?。.")) for item in items]
        if all(len(item) > 1 for item in items):
            return tuple(Part(f"{head}{item}？") for item in items)
    if several := _numbered(question) or _told_to_say(question):
        return several
    if re.search("[一-鿿]", question):
        return ()
    found = REPEATED.fullmatch(question)
    if found is None or not INTERROGATIVE.search(found["head"]) or INTERROGATIVE.search(found["second"]):
        return ()
    return tuple(Part(f"{found['head']}{found['by']} {one}{found['end']}") for one in found.group("first", "second"))


def _numbered(question: str) -> tuple[Part, ...]:
    """Return the parts of a question that counts them: 请分别说明：一、…；二、…；三、…."""
    marks = list(NUMBERED.finditer(question))
    if len(marks) < 2 or not any("".join(mark["number"] for mark in marks) == run[: len(marks)] for run in ("一二三四五六", "123456")):
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(question)]
    items = [question[mark.end() : end].strip(" ，,；;。？?") for mark, end in zip(marks, ends, strict=True)]
    told = re.sub(r"[^，,。；：]*[：:]\s*$", "", question[: marks[0].start()])
    return tuple(Part(f"{told}{item}", bare=item) for item in items) if all(len(item) >= SHORTEST_ASKED for item in items) else ()


def _notes(question: str) -> tuple[Part, ...]:
    """Return the parts of notes that ； sets apart, each of which asks in keywords: 严重失信 惩戒；人员失职 追责."""
    notes = [one.strip() for one in re.split("[；;]", question.strip(" ；;")) if one.strip()]
    asks = [bool(ASPECT.search(one) or KEYWORD.search(one)) for one in notes]
    if len(notes) < 2 or re.search("[，,。？?]", question) or not any(asks):
        return ()
    if not all(len(one) >= SHORTEST_NOTE and (said or asks_something(one)) for one, said in zip(notes, asks, strict=True)):
        return ()
    return tuple(part for one in notes for part in _in_keywords(one) or side_by_side(one) or (Part(one, bare=one),))


def _told_to_say(question: str) -> tuple[Part, ...]:
    """Return the parts of what somebody is told to say, without a word that asks: 请说明规划的期限，以及至2022年规模、专利两项指标。"""
    found = SAY.fullmatch(question)
    if found is None or INTERROGATIVE.search(question):
        return ()
    first, second = found["first"], f"{found['ask']}{found['second']}"
    return tuple(part for one in (first, second) for part in side_by_side(one) or (Part(one, bare=one),))


def _in_keywords(question: str) -> tuple[Part, ...]:
    """Return the parts of a question in keywords: 副本未汇交 期限 法律责任 has two aspects, 主办人 承办人 责任区别 two things."""
    words = question.split()
    if named := _named_first(words):
        return named
    if len(words) < 3 or re.search(r"[^一-鿿“”]", "".join(words)) or INTERROGATIVE.search(question) or JOINT.search(question):
        return ()
    aspects = [word for word in words if ASPECT.fullmatch(word)]
    if len(aspects) > 1 and aspects == words[-len(aspects) :] != words:
        return tuple(Part(f"{' '.join(words[: -len(aspects)])}{aspect}") for aspect in aspects)
    *names, last = words
    if TOGETHER.search(last) and len({name[-1] for name in names}) == 1:
        return tuple(Part(f"{name} {last}", name) for name in names)
    return ()


def _named_first(words: list[str]) -> tuple[Part, ...]:
    """Return the parts of a question in keywords that names things of a kind first, and then asks for them side by side: 主办人 承办人 安全上各管啥 区别."""
    kind = words[0][-1] if words else ""
    count = next((at for at, word in enumerate(words) if not re.fullmatch(rf"[一-鿿]{{1,7}}{re.escape(kind)}", word)), len(words))
    names, rest = words[:count], " ".join(words[count:])
    if not 2 <= count <= 4 or len(set(names)) < count or not TOGETHER.search(rest) or not INTERROGATIVE.search(rest):
        return ()
    asked = re.sub(rf"分别|各自|各(?=[管有是为由要应会能需怎如承负吃受挨得])|(?: |^)(?:{COMPARES.pattern})$", "", rest).strip()
    return tuple(Part(f"{name} {asked}", name) for name in names)


def _sentences_of_several(question: str) -> tuple[Part, ...]:
    """Return the parts of sentences of which each asks by itself and one asks for things side by side: 两地各主攻啥；工艺线2020年的目标是什么."""
    told, asked, case = "", list[str](), ""
    sentences = [one for one in re.findall(r"[^。；;？?]+[。；;？?]?", question) if one.strip()]
    for sentence in sentences:
        if asks_something(sentence):
            asked.append(f"{told}{sentence.strip(' ；;')}")
            case, told = case or told, ""
        else:
            told += sentence
    sides = [side_by_side(one) for one in asked]
    alone = [not one and _complete(text) for one, text in zip(sides, asked, strict=True)]
    if (
        len(asked) < 2
        or told
        or not any(sides)
        or not any(alone)
        or not all(one or by_itself for one, by_itself in zip(sides, alone, strict=True))
    ):
        return ()
    found: list[Part] = []
    for at, (text, each) in enumerate(zip(asked, sides, strict=True)):
        found.extend((replace(one, text=f"{case}{one.text}") if at else one) for one in each)
        if not each:
            found.extend(_questions(text) or (Part(text, bare=text),))
    return tuple(found)


def _questions_of_several(question: str) -> tuple[Part, ...]:
    """Return the parts of questions that name their own subjects, where one of them asks for things side by side: 公布与汇交分别何时完成，发布须经何种审批."""
    found = _questions(question)
    pieces = [piece for piece in BREAK.split(question) if piece and INTERROGATIVE.search(piece)]
    if not found or len(pieces) != len(found) or not all(map(_complete, pieces)) or any(TOGETHER.match(piece.strip()) for piece in pieces):
        return ()
    inner = [side_by_side(one.text) if TOGETHER.search(piece) else () for one, piece in zip(found, pieces, strict=True)]
    return tuple(part for one, sides in zip(found, inner, strict=True) for part in sides or (one,)) if any(inner) else ()


def _questions(question: str) -> tuple[Part, ...]:
    """Split at commas into questions; what asks nothing belongs to what follows, and the subject of the first to those after it."""
    found: list[str] = []
    bare: list[str] = []
    before = ""
    asks = bool(re.search(r"[？?]", question))
    pieces = [piece for told in SENTENCE.findall(without_told(question)) for piece in _asking(told)]
    for piece, tells, plain in pieces:
        if found and not before and (TAG.fullmatch(piece) or ONLY_COMPARES.fullmatch(piece)):
            found[-1], bare[-1] = f"{found[-1]}，{piece}", f"{bare[-1]}，{piece}"
        # What ends in a full stop beside a question mark tells the case: 谁也没告诉我。该不该赔？
        elif plain or (asks_something(piece) and not (asks and tells)):
            found.append(f"{before}{piece}")
            bare.append(piece if len(piece) >= SAYING else f"{before}{piece}")
            before = ""
        else:
            before += f"{piece}，"
    if len(found) < 2:
        return ()
    subject = spaced(_subject(found[0]))
    found[1:] = [_with_object(piece, found[0]) for piece in found[1:]]
    asked = [found[0], *(piece if _complete(piece) or _says(piece, subject) else f"{subject}{piece}" for piece in found[1:])]
    return tuple(Part(text, bare=words) for text, words in zip(asked, bare, strict=True))


def _asking(sentence: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield what stands between the marks of a sentence, whether it ends in a full stop, and whether it asks by its question mark alone:
    抵完还有多的呢？我这身份也照办？"""
    pieces = list(filter(None, (piece.strip() for piece in _pieces(sentence))))
    plain = bool(re.search(r"[？?]$", sentence)) and not any(map(asks_something, pieces))
    for piece in pieces:
        alone = plain and piece is pieces[-1] and len(re.findall("[一-鿿]", piece)) >= SHORTEST_ASKED
        yield piece, sentence.endswith("。"), alone and TAG.fullmatch(piece) is None


def _subject(first: str) -> str:
    """Return what the first of several questions is about: what stands before its question word, or behind one that begins it.

    >>> _subject("居住证怎么办"), _subject("怎么办居住证"), _subject("什么情况下能辞退员工")
    ('居住证', '办居住证', '辞退员工')
    """
    cut = INTERROGATIVE.search(first)
    if cut is None:
        return first
    before = re.sub(
        r"(?:违反|达到|由|要|需要|应当|应|按|得|能|可以|是|在|到|从|通过|负责|行|打|找|给|归|向|有|百分之|[，,])+$",
        "",
        first[: cut.start()].strip(),
    )
    before = LEFT_OVER.sub(lambda left: left.group()[0] if left.group()[0] in "，," else "", DOING.sub("", before))
    behind = LEADING.sub("", first[cut.end() :]).strip()
    return before or ("" if len(behind) < SHORTEST else re.sub(r"[吗么呢？?]+$", "", behind))


def _with_object(piece: str, first: str) -> str:
    """Return a question whose verb stands alone with the object that it has in the first one.

    >>> _with_object("没公布怎么罚", "多久之前公布票价"), _with_object("没公布票价怎么罚", "多久之前公布票价")
    ('没公布票价怎么罚', '没公布票价怎么罚')
    """
    left = UNDONE.match(piece)
    said = re.search(rf"{left['verb']}(?P<object>[一-鿿]{{2,6}})(?=$|[，。？?吗呢])", first) if left else None
    return f"{piece[: left.end()]}{said['object']}{piece[left.end() :]}" if left and said else piece


def _says(piece: str, subject: str) -> bool:
    """Say whether a question already holds the end of the subject: 不登记罚多少 behind 多久内要登记."""
    return len(subject) >= SHORTEST and subject[-SHORTEST:] in piece


def _pieces(sentence: str) -> Iterator[str]:
    """Yield what stands between the marks of a sentence; 、 is such a mark where it parts questions, 要不要批、几天内报、罚多少, and so is a space in
    keywords: 实施意见 何时施行 废止哪个文件."""
    words = sentence.split()
    keywords = sum(map(asks_something, words)) > 1 and not re.search(r"[A-Za-z] [A-Za-z]|[，,；;。]", sentence)
    for piece in words if keywords else _whole(list(filter(None, BREAK.split(sentence)))):
        inner = piece.split("、")
        asks = len(inner) > 1 and all(INTERROGATIVE.search(one) for one in inner)
        yield from inner if asks and (len(inner) > 2 or not GOES_ON.match(inner[1]) or _in_parallel(*inner)) else (piece,)


def _whole(pieces: list[str]) -> Iterator[str]:
    """Yield pieces of a sentence, those of an English question that only words between commas part in one: Which body, if any, must approve it."""
    while pieces:
        piece, *pieces = pieces
        verb = next((at for at, one in enumerate(pieces[:2]) if AUXILIARY.match(one.strip())), None)
        if verb is not None and BEGINS.fullmatch(piece.strip()):
            piece, pieces = ",".join((piece, *pieces[: verb + 1])), pieces[verb + 1 :]
        yield piece


def _in_parallel(first: str, second: str) -> bool:
    """Say whether two questions ask of two acts to whom each is done: 向省里报送何种材料、向社会公布何种内容; not 在多少日内、向哪个机关申请."""
    return bool(re.match("[向对]", second)) and second[0] in first and not re.match(r".[^，。]{0,2}[哪何谁]", second)


SAYS_NO_SUBJECT = re.compile(r"\W|由|是|要|应当|需要|都|又|[他她它]们?|自己|会|(?<![一-鿿])[我你咱]们?")
"""他自己会 in 他自己会挨什么处分."""


def _complete(piece: str) -> bool:
    """Say whether a question names its own subject: 风险由谁承担 does, 怎么罚 does not."""
    cut = INTERROGATIVE.search(piece)
    return bool(cut) and cut is not None and len(SAYS_NO_SUBJECT.sub("", piece[: cut.start()])) >= 4
