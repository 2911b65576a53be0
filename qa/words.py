"""The words that frame an answer, in Chinese and English. The law itself is always quoted in Chinese."""

from __future__ import annotations

import re

from qa.model import Language

_WORDS: dict[str, tuple[str, str]] = {
    "need-yes": ("需要。", "Yes, it is required. "),
    "need-no": ("不需要。", "No, it is not required. "),
    "may-yes": ("可以。", "Yes, it is allowed. "),
    "may-no": ("不可以。", "No, it is not allowed. "),
    "act-no": ("不行。", "No. "),
    "fact-yes": ("是的。", "Yes. "),
    "fact-no": ("不是。", "No. "),
    "right-no": ("不对。", "No. "),
    "have-yes": ("有。", "Yes. "),
    "have-no": ("没有。", "No. "),
    "count-yes": ("算。", "Yes. "),
    "count-no": ("不算。", "No. "),
    "will-yes": ("会。", "Yes. "),
    "will-no": ("不会。", "No. "),
    "can-yes": ("能。", "Yes. "),
    "can-no": ("不能。", "No. "),
    "scope-no": ("不直接适用。", "No, it does not apply as such. "),
    "scope-conditional": ("要看情况。", "It depends. "),
    "need-conditional": ("要看情况。", "It depends. "),
    "may-conditional": ("有条件：", "Under conditions: "),
    "fact-conditional": ("要看情况。", "It depends. "),
    "unnamed": ("您问的是哪件事？各文件分别规定：\n\n", "Which of these do you mean? The texts provide:\n\n"),
    "unnamed-examples": ("您问的是哪件事？例如：\n\n", "Which of these do you mean? For example:\n\n"),
    "law-says": ("", "The text provides: "),
    "outside": ("不是这个数。", "Not that sum. "),
    "not-fined": ("条文没有规定罚款。", "The text provides no fine. "),
    "no-penalties": ("{document}没有规定处罚。", "{document} provides no penalties. "),
    "no-penalty": ("{document}没有为违反{address}单独规定处罚。", "{document} provides no penalty of its own for breaking {address}. "),
    "list": ("（共{n}项）", " ({n} items)"),
    "effective": ("{document}自{date}起施行。", "{document} takes effect on {date}. "),
    "valid-until": ("{document}的有效期至{date}。", "{document} is valid until {date}. "),
    "promulgated": ("{document}于{date}公布。", "{document} was promulgated on {date}. "),
    "issued": ("{document}于{date}印发。", "{document} was issued on {date}. "),
    "no-effective": ("{document}没有写明施行日期；", "{document} names no effective date; "),
    "on-promulgation": ("（自公布之日起施行）", "(on the day of promulgation). "),
    "number": ("{document}的文号是{value}。", "The document number of {document} is {value}. "),
    "signatory": ("{document}由{value}签署。", "{document} is signed by {value}. "),
    "speaker": ("{document}由{value}发表。", "{document} was given by {value}. "),
    "spoken": ("{document}于{date}发表。", "{document} was given on {date}. "),
    "then-yes": ("那一天已经施行。", "It was in force on that day. "),
    "then-no": ("那一天还没有施行。", "It was not yet in force on that day. "),
    "authority": ("{document}由{value}发布。", "{document} is issued by {value}. "),
    "repeals": ("{document}废止了{titles}。", "{document} repeals {titles}. "),
    "was-repealed": ("{document}已被{by}废止，不再有效。", "{document} has been repealed by {by} and is no longer valid. "),
    "no-repeals": ("{document}没有写明废止哪个文件。", "{document} does not name a document that it repeals. "),
    "duties": ("规定有：", "The provisions say:"),
    "more-duties": ("还有{n}处规定没有列出。", "{n} more are not listed."),
    "which": ("规定在{citation}。", "It stands in {citation}. "),
    "headed": ("{citation}“{heading}”", "{citation} “{heading}”"),
    "article": ("{citation}规定如下：", "{citation} provides:"),
    "span": ("{first}至{last}", "{first} to {last}"),
    "chapter": ("{document}{label}“{heading}”是{span}：", "{document} {label} “{heading}” is {span}:"),
    "points-at": ("“{words}”指{citation}：", "“{words}” means {citation}: "),
    "not-here": ("{titles}不在现有文件中。", "{titles} is not among the texts here. "),
    "no-article": (
        "{document}没有{address}：它共有{n}条，最后一条是{last}。",
        "{document} has no {address}: it has {n} articles, the last is {last}. ",
    ),
    "no-address": ("{document}没有{address}。", "{document} has no {address}. "),
    "all-documents": ("现有文件", "No document here"),
    "no-paragraph": ("{citation}没有第{n}款：它共有{count}款。", "{citation} has no paragraph {n}: it has {count}. "),
    "no-item": ("{citation}没有第{item}项。", "{citation} has no item {item}. "),
    "unknown-document": ("现有文件中没有《{title}》。", "The texts here do not include 《{title}》. "),
    "unknown-number": ("现有文件中没有{numbers}。", "No document here has the number {numbers}. "),
    "refuse": ("现有文件没有规定这个问题。", "The texts here do not say. "),
    "refuse-absent": ("现有文件没有写明所问的{thing}。", "The texts here do not give the {thing} asked for. "),
    "refuse-year": ("条文没有{asked}年的数字，只有{present}年的。", "The text gives no figure for {asked}, only for {present}. "),
    "refuse-value": ("条文里没有{asked}这个数字。条文的规定是：", "The text does not name {asked}. It provides: "),
    "refuse-since": ("不是那一天：{document}自{date}起施行。", "Not from that day: {document} takes effect on {date}. "),
    "refuse-modality": ("不是这样。条文的规定是：", "That is not so. The text provides: "),
    "refuse-body": (
        "条文里没有说由“{asked}”部门（机关）办这件事。条文的规定是：",
        "The text names no body “{asked}” for this. It provides: ",
    ),
    "gone": (
        "现有文件中没有《{title}》，它已被{by}废止，不再有效。",
        "《{title}》 is not among the texts here; it has been repealed by {by} and is no longer valid. ",
    ),
    "left-to": ("条文提到：此事依照{titles}。", "The text refers this to {titles}. "),
    "about": ("最接近的条文是{places}，但没有规定所问的事。", "The nearest provisions are {places}; they do not say what is asked. "),
    "model-failed": (
        "（语言模型没有给出可用的回答：{why}。以下为条文原文的摘录。）",
        "(The language model gave no usable answer: {why}. What follows is from the texts.) ",
    ),
    "empty": ("请输入一个问题。", "Please ask a question. "),
    "too-long": ("问题太长（{n}字），请缩短到{limit}字以内。", "The question is too long ({n} characters); please keep it under {limit}. "),
    "searched": ("已检索{documents}个文件的{provisions}条（段）。", "Searched {provisions} provisions of {documents} documents. "),
    "not yet in force": (
        "注意：{document}自{since}起施行，在{day}还没有生效。",
        "Note: {document} takes effect on {since}; it was not yet in force on {day}. ",
    ),
    "repealed": ("注意：{document}已被{by}废止。", "Note: {document} has been repealed by {by}. "),
    "replaced": ("注意：{document}已被新的版本{by}取代。", "Note: {document} has been replaced by {by}. "),
    "expired": ("注意：{document}的有效期至{until}已届满。", "Note: {document} expired on {until}. "),
    "ended": ("注意：{document}在{day}已经失效。", "Note: {document} was no longer in force on {day}. "),
}


_YES_NO = re.compile(r"(?:need|may|act|fact|right|have|count|will|can|scope)-(?:yes|no|conditional)")


def verdict_words(language: Language) -> tuple[str, ...]:
    """Return every way in which yes, no or that it depends is said before a conclusion."""
    return tuple(dict.fromkeys(say(key, language) for key in _WORDS if _YES_NO.fullmatch(key)))


def say(key: str, language: Language, **values: object) -> str:
    """Return the words for ``key`` in the language, with ``values`` filled in."""
    chinese, english = _WORDS[key]
    return (english if language == "en" else chinese).format(**values)


def join(parts: list[str], language: Language) -> str:
    """Join names as a list reads in the language."""
    return (", " if language == "en" else "、").join(parts)


def frames() -> tuple[str, ...]:
    """Return the words of every frame, with the names of the values that are filled in."""
    return tuple(words for pair in _WORDS.values() for words in pair if words)
