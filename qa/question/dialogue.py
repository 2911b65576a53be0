"""Going back in a dialogue: 刚才第一个问题 means the first of the questions before, not the last."""

from __future__ import annotations

import re
from dataclasses import replace

from law.numerals import NumeralError, parse_numeral
from qa.model import Question
from qa.wording.relevance import pairs, substance

NUMBER = r"[一二三四五六七八九十\d]+"
BACK = re.compile(
    rf"(?:(?P<said>回到|关于|刚才|刚刚|前面|之前)?(?:的|我)?(?:问的)?)(?:第(?P<nth>{NUMBER})个|(?P<first>最开始|最早|一开始|最初|最前面)(?:(?:的|问的)(?:那个)?|那个)|(?P<head>(?<=回到|刚才|刚刚|前面|之前|问的)[头首]一?个)|(?P<before>上上个?|再上一个|前两个))"
    r"(?:问的)?(?:问题|提问)(?:里面?|中)?(?:说的|的)?|(?:back to |about )?my (?P<english>first|second|third) question,?",
    re.IGNORECASE,
)
"""刚才第一个问题的依据是哪条 · 最开始那个问题，罚多少 · about my first question."""
TOPIC = re.compile(
    r"(?:^|(?<=[，,。：:；;\s]))(?:那|再|还是|我们|咱们?)*(?:(?:说回|回到|回头说|绕回|扯回)(?:刚才|前面|之前|一?开始)?|(?:刚才|刚刚|前面|上面|之前|一?开始|最早|开头)(?:我|你|咱们?)*(?:说|问|提|讲|聊)(?:到|起|过)*的?)"
    r"(?:的|那个?|这个?)*(?P<what>[一-鿿]{2,12}?)(?:的|这|那)*(?:个|件|回)?(?:事儿?|问题|话题)?(?=[，,：:。？?\s]|$)"
)
"""刚才说的那个投资基金，总规模多少 · 再回到规程那个事，只发公众号行不行: the question before that spoke of it."""
TURNS_AWAY = re.compile(
    r"(?:[好行对嗯哦][的了啊吧]?|那|对了|谢谢|明白了?|知道了)?[，,。\s]*(?:(?:先|那就?)?不[说谈管提聊](?:这个?|那个?|它)(?:事儿?)?了?|[换问说聊](?:一?个|点|件)(?:别的|其他的|另外的)?(?:事儿?|话题)"
    r"|[换问说聊](?:一?个|点|件)?(?:别的|其他的|另外的)|[问说聊]另一?(?:件事儿?|个话题|码事))(?:问问?|说|吧|[来想]问)?[，,。：:；;]\s*"
    r"|(?:ok(?:ay)?|right|thanks|fine)?[,.]?\s*(?:(?:now )?(?:(?:a|on a|to a) )?(?:different|separate|new) (?:topic|subject|matter|question)|changing (?:the )?(?:topic|subject))[,.:;]\s*",
    re.IGNORECASE,
)
"""换个事问：报社想登一张监测图，… goes on from nothing."""
TELLING, TELLING_WORDS = 5, 3
"""Han characters that say something, or long English words, from which on a question about something else says by itself what it asks."""
ENGLISH_WORD = re.compile("[A-Za-z]{4,}")
LISTED = re.compile(rf"第{NUMBER}个(?:问题|提问)")
BASIS = re.compile(r"^的?(?:法律|条文)?(?:依据|根据)(?:是|在)?(?:哪一?[条个里]|什么)")
"""The basis of an answer is the article that says so; that of a text is another matter."""
STOPS = "，,。：:；; "
ENGLISH = {"first": 1, "second": 2, "third": 3}


def recalled(question: Question) -> Question:
    """Return the question with the dialogue cut after the question that it goes back to; unchanged where it goes back to none.

    >>> recalled(Question("刚才第一个问题罚多少", ("赛事要审批吗", "监测规划谁编制"))).history
    ('赛事要审批吗',)
    """
    turned = TURNS_AWAY.match(question.text) if question.history else None
    if turned and _tells(question.text[turned.end() :]):
        return replace(question, text=question.text[turned.end() :], history=())
    if len(question.history) < 2:
        return question
    match = BACK.search(question.text)
    if match is None:
        return _to_its_topic(question)
    if _lists(question.text, match):
        return question
    place = _place(match, len(question.history))
    if not 1 <= place <= len(question.history):
        return question
    rest = BASIS.sub("规定在哪一条", question.text[: match.start()] + question.text[match.end() :])
    said = rest.lstrip(STOPS)
    text = f"And {rest.strip()}" if match["english"] else f"那{said.removeprefix('那')}" if said != rest else f"那它{rest}"
    return replace(question, text=text, history=question.history[:place])


def _tells(text: str) -> bool:
    """Say whether a question says by itself what it asks."""
    return substance(text) >= TELLING or len(ENGLISH_WORD.findall(text)) >= TELLING_WORDS


def _to_its_topic(question: Question) -> Question:
    """Return the question behind the last one before that spoke of what it says that it goes back to; unchanged where that is the last, or none."""
    match = TOPIC.search(question.text)
    named = pairs(match["what"]) if match else []
    spoke = [at for at, before in enumerate(question.history, 1) if named and all(pair in before for pair in named)]
    if match is None or not spoke or spoke[-1] == len(question.history):
        return question
    text = f"那{question.text[: match.start()]}{match['what']}{question.text[match.end() :]}"
    return replace(question, text=text, history=question.history[: spoke[-1]])


def _lists(text: str, match: re.Match[str]) -> bool:
    """Say whether a question numbers what it asks itself: 第一个问题，罚多少；第二个问题，怎么办证."""
    counts = match["nth"] and not match["said"]
    return bool(counts) and (len(LISTED.findall(text)) > 1 or re.match(r"\s*[，,：:、是]", text[match.end() :]) is not None)


def _place(match: re.Match[str], count: int) -> int:
    if match["first"] or match["head"]:
        return 1
    if match["before"]:
        return count - 1
    if match["english"]:
        return ENGLISH[match["english"].lower()]
    try:
        return int(match["nth"]) if match["nth"].isdigit() else parse_numeral(match["nth"])
    except NumeralError:
        return 0
