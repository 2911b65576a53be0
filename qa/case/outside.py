"""A number that a question tells of its case, held against the one that a clause demands of it: 雇了俩人 and 吸纳3人以上就业的, 签五年 and 不超过三年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from law.amounts import parse_amount
from law.numerals import NumeralError
from qa.case.figures import THOUSANDS, YEARS
from qa.case.unmet import WRONG
from qa.model import Verdict
from qa.question.kinds import asked
from qa.wording.claims import ENGLISH_NUMBERS
from qa.wording.marks import SAYS, demands, divide, negated, unreserved

NUMBER = r"(?:\d+(?:\.\d+)?[十百千万亿]*|[一二两三四五六七八九十百千万亿]+)"
UNITS = "个?工作日|个月|日|天|周岁|岁|年(?!级|代|度|[前后底初])|小时|分钟|元|[%％]|家|名|人|间|个|公里|米|亩|公顷|平方米|吨|台|套|件|辆|艘|份|户|处|张|位|头|只|立方米|摄氏度|度(?!假)|学时|课时|棵|座|桌|口|层|栋|幢|门|瓶|箱|车|人次|株|艘|亿元|万元"
SAME = {"天": "日", "名": "人", "位": "人", "周岁": "岁", "％": "%", "个工作日": "工作日", "摄氏度": "度", "平": "平方米", "方": "立方米"}
LIMIT = re.compile(
    rf"(?:(?P<from>(?<!不)满|达到?|(?<!不)(?<!不得)超过|不得?少于|不得?低于)|(?P<to>不得?超过|不得?高于|不得?多于))?"
    rf"(?P<number>{NUMBER})(?P<unit>{UNITS})(?:（含）|及)?(?:(?P<least>以上)|(?P<most>以下|以内))?(?=(?P<of>[^，。；的]{{0,14}}的)?)"
)
"""吸纳本地劳动者3人以上就业的，: a number that a case has to reach; 期限不超过三年: one that it may not exceed."""
SANCTIONED = re.compile(r"罚|处分|开除|拘留|吊销|没收|追究|赔|责任|坐牢|\bfined?\b|\bpunish", re.IGNORECASE)
SPARES = re.compile(r"不受此限|不受[^，。；]{0,6}限制|特殊(?:情况|需要)|略[低高]|适当放宽|可以放宽")
"""What lets those in that fall short."""
ELSE = re.compile(
    r"但是?(?!书)|除[^，。；]{1,20}外(?!的)|除外|另有|另行|(?<!尚)未(?!来|成年|超过)|没有|不(?!得|少于|低于|超过|高于|多于|足|满|到|动产|断|同|良|需要|必|再)|酌情"
)
"""Other ways in, or what is ruled of those who lack something."""
OR = re.compile("或")
"""超过三口或者超过二十桌的: either is enough, and neither is needed."""
NEED_NOT = re.compile(r"不(?:一定)?(?:用|必|需|要)|用不着|无[须需]|免了?吧")
RELIEVED = re.compile(r"无[须需]|不需要|不必|免[予于除征收缴交]|可以不|不再")
FITS = re.compile(r"够|能|行|可以|合格|符合|算|准|达标|\b(?:can|may|enough|qualif\w+|eligible|meet)\b", re.IGNORECASE)
TOLD = re.compile(
    rf"(?<![第\d])(?P<number>{NUMBER})(?P<odd>[多来几余半])?(?P<unit>{UNITS}|平(?!方)|方(?![面案便]))(?P<odd_too>多|半)?(?!以|之?[前后内]|一次)"
)
PERSONS = re.compile(
    r"[一-鿿]{0,4}?(?:人|工(?![作地厂程])|员|[大阿][姐妈爷叔姨伯]|大嫂|[师老徒][傅弟乡师]|学[生徒]|村民|乡亲|伙计|帮手|小伙|姑娘|专家|医生|护士|残疾|同事)"
)
"""两个本村大姐: counted as 个, and people."""
PAIR = {"俩": "两个", "仨": "三个"}
MORE_THAN = re.compile(r"(?:超过?|不止|至少|起码|多于|高于|以上|大概|差不多|快|近|将近|不到|不足|每|一|还[差剩有]|再[过等])$")
"""About so many, or more: not told for certain."""
ENGLISH = re.compile(rf"\b(?P<number>\d[\d,]*|one|{'|'.join(ENGLISH_NUMBERS)})[ -]", re.IGNORECASE)
ENGLISH_UNITS = tuple(
    (re.compile(words, re.IGNORECASE), unit)
    for words, unit in (
        (r"(?:consecutive |straight |running |school )?days?\b", "日"),
        (r"(?:full |consecutive )?months?\b", "个月"),
        (r"years? old|year-old", "岁"),
        (r"(?:full |consecutive )?years?\b", "年"),
        (r"(?:(?:local|full-time|new|other) )*(?:people|persons?|workers?|employees?|staff|villagers?|locals|hires|of us)\b", "人"),
        (r"(?:guest ?)?rooms?\b", "间"),
        (r"(?:households?|families)\b", "户"),
        (r"(?:of (?:my|our|the|his|her|their) )?(?:own |used |second-hand )*(?:cars?|vehicles?|trucks?|vans?)\b", "辆"),
        (r"(?:firms?|compan(?:y|ies)|shops?|businesses)\b", "家"),
        (r"mu\b", "亩"),
    )
)
ENGLISH_MORE = re.compile(
    r"\b(?:over|more than|less than|under|at least|nearly|almost|about|around|past|every|within|those|another|next|last|first)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a case is told to have, with its unit as the law counts."""

    value: float
    unit: str


def outside(question: str, clause: str) -> Verdict | None:
    """Say no where a case is told to have less than a clause demands for what is asked, or more; yes to whether what it demands of so many is needed.

    None where that is not told for certain. Of 121 questions about other texts 115 are answered by no, of 19 16 by yes.

    >>> outside("雇了俩本村大姐，能按返乡创业享受吗", "吸纳本地劳动者3人以上就业的，视同返乡创业人员。")
    'no'
    """
    asks = divide(question)[1]
    rule = THOUSANDS.sub("", unreserved(clause))
    if SPARES.search(rule) or SANCTIONED.search(rule) or SANCTIONED.search(question) or WRONG.search(question):
        return None
    if negated(asks) and not RELIEVED.search(demands(rule)):
        return None
    tells = list(told(question))
    units = [one.unit for one in tells]
    numbers = [one for one in LIMIT.finditer(rule) if _unit(one["unit"]) in units]
    if len(numbers) != 1 or units.count(_unit(numbers[0]["unit"])) != 1:
        return None
    limit = numbers[0]
    least, most = limit["from"] or limit["least"], limit["to"] or limit["most"]
    part = re.split("[；。]", rule[: limit.start()])[-1] + re.split("[；。]", rule[limit.start() :])[0]
    if RELIEVED.search(part.split("，但")[0]):
        part = part.split("，但")[0]
    if bool(least) == bool(most) or ELSE.search(part) or (not limit["of"] and not (FITS.search(asks) and asked(question) != "need")):
        return None
    value, bound = tells[units.index(_unit(limit["unit"]))].value, _value(limit["number"])
    if bound is None or (OR.search(part) and (value < bound if least else value > bound)):
        return None
    if value < bound if least else value > bound:
        return _beyond(question, rule, bool(limit["of"]))
    lets = any(SAYS[name].search(demands(rule)) for name in ("may", "urges", "forbids", "denies", "only if", "except"))
    return "yes" if limit["of"] and asked(question) == "need" and not lets else None


def _beyond(question: str, rule: str, condition: bool) -> Verdict | None:
    """Return what a clause says to a case outside its condition: what it grants is not had, what it spares is needed, what it demands is not."""
    negative = negated(divide(question)[1])
    if RELIEVED.search(demands(rule)):
        return "no" if negative and NEED_NOT.search(question) else "yes" if not negative and asked(question) == "need" else None
    duty = any(SAYS[name].search(demands(rule)) for name in ("shall", "forbids")) and not SAYS["may"].search(demands(rule))
    return None if negative or (condition and duty and asked(question) == "may") else "no"


def told(question: str) -> Iterator[Told]:
    """Yield the numbers that a question tells for certain, in Chinese or English.

    >>> [(one.value, one.unit) for one in told("off sick for two days in a row")]
    [(2.0, '日')]
    """
    text = THOUSANDS.sub("", YEARS.sub(" ", re.sub("[俩仨]", lambda pair: PAIR[pair[0]], question)))
    for found in TOLD.finditer(text):
        value, unit = _value(found["number"]), _unit(found["unit"])
        if value is not None and not (found["odd"] or found["odd_too"] or MORE_THAN.search(text[: found.start()])):
            yield Told(value, "人" if unit == "个" and PERSONS.match(text[found.end() :]) else unit)
    for found in ENGLISH.finditer(text):
        unit = next((unit for words, unit in ENGLISH_UNITS if words.match(text, found.end())), "")
        word = found["number"].lower()
        if unit and not ENGLISH_MORE.search(text[: found.start()]):
            yield Told(1.0 if word == "one" else float(ENGLISH_NUMBERS.get(word) or word.replace(",", "")), unit)


def _unit(words: str) -> str:
    return SAME.get(words, words)


def _value(words: str) -> float | None:
    """Return the number; None of 六七个, which is about so many."""
    if re.fullmatch("[一二两三四五六七八九]{2,}", words):
        return None
    try:
        return float(parse_amount(words))
    except (ValueError, NumeralError, KeyError, OverflowError):
        return None
