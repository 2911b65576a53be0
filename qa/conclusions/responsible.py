"""Who answers for a task, and for what somebody answers: （责任单位：省商务厅、省海港委，舟山市政府）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from law.model import Citation, Document, Paragraph, Provision
from qa.conclusions.lists import named_heading
from qa.draft import Draft, Reading, paragraph_place, quote_clause, unique
from qa.model import Quote, Verdict
from qa.question.kinds import asks_yes_no
from qa.select import Candidate, core
from qa.words import say

RESPONSIBLE = re.compile(r"（(?:责任|牵头|负责|配合)单位：(?P<units>(?:[^（）]|（[^（）]*）)+)）")
"""（责任单位：省商务厅、省海港委，舟山市政府）; （责任单位：各市、县（市、区）政府）"""
BETWEEN_UNITS = re.compile(r"[、，；](?![^（]*）)|等$")
ASKED = re.compile(r"(?:责任|负责|牵头|配合)(?:单位|部门)?|(?:单位|部门|厅局|市)(?:来)?负责|responsible", re.IGNORECASE)
ACTOR = re.compile(r"由([^，。；：]{2,40}?)(?=负责|组织|制定|牵头|统筹|确定|批准|审核|责令|依法|给予|处|提供|公布|发布|会同)")
ASKS_TASKS = re.compile(
    r"(?:哪[些几]|几)(?:个|项|条|块)?(?:的)?(?:任务|工作|事|方面|项目|条|项|内容|职责)|(?:负责|牵头|承担|分管|管|领了?)(?:的)?(?:是)?(?:什么|啥|哪[些几])|(?:什么|啥)(?:任务|工作|事)|任务清单"
    r"|what (?:tasks|is .{2,40} responsible)|which tasks",
    re.IGNORECASE,
)
"""省旅游局负责哪些任务."""
ASKS_COMPETENT = re.compile(
    r"(?:谁|哪个?(?:部门|单位|机关|局|家)|什么(?:部门|单位|机关))(?:在|来|主|负责)*管|归[^，。]{0,8}管|(?:主管|监管)(?:部门|单位|机关)?是(?:谁|哪)|\bin charge of\b",
    re.IGNORECASE,
)
COMPETENT = re.compile(r"负责[^，。；]{0,12}(?:行政)?区域[^，。；]{0,30}(?:管理|实施|工作)|(?:主管|统一管理)[^，。；]{0,20}工作")
"""测绘与地理信息行政主管部门负责本行政区域内地理国情监测工作的统一组织实施和监督管理."""
QUOTED = re.compile(r"[“\"「]([^”\"」]{4,40})[”\"」]")
NEAR = 0.93
"""A task is looked for in provisions down to this share of the best score."""
NAMED = 0.6
"""Share of the words between quotation marks that the heading or the text of the task holds."""
HELD, HELD_MORE = 0.5, 0.15
"""Share of the heading of a task that a question holds which is about it, and by how much that is more than of any other."""


@dataclass(frozen=True, slots=True)
class Task:
    """A provision, with the words that name the units that answer for it."""

    document: Document
    provision: Provision
    quote: Quote
    words: str
    units: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its heading, or its address."""
        return (self.provision.heading or self.provision.address).rstrip("。")


def conclude_responsible(reading: Reading) -> Draft | None:
    """Return the units that answer for the task asked about, or the tasks that a unit answers for; None where no text names units so."""
    own = reading.understanding.own
    if not ASKED.search(own) and not ASKS_TASKS.search(own):
        return None
    tasks = tuple(task for title in reading.titles() for task in _tasks(reading.document(title)))
    if not tasks:
        return None
    units = _units_named(own, tasks)
    if units and asks_yes_no(own) and (draft := _whether(reading, tasks, units)):
        return draft
    if units and ASKS_TASKS.search(own):
        return _of_units(reading, tasks, units)
    return _under_heading(reading, tasks) if ASKED.search(own) and not units else None


def conclude_unit(reading: Reading) -> Draft | None:
    """Return the units that answer for the task that the best clauses are about."""
    for candidate in reading.ranked[:3]:
        evidence = candidate.evidence
        if candidate.score < NEAR * reading.best.score:
            break
        if ACTOR.search(reading.best.clause.text):
            return None
        if named := _units_of(candidate):
            paragraph, units = named
            quotes = (Quote(paragraph_place(evidence, paragraph), units), *_told(reading, candidate, paragraph))
            task = f"{evidence.provision.heading}：" if evidence.provision.heading else ""
            return Draft(say("law-says", reading.language) + task + units[1:-1] + "。", quotes)
    return None


def _units_of(candidate: Candidate) -> tuple[Paragraph, str] | None:
    """Return the words that name who answers for what a clause says, with their paragraph: the first behind it, else the first of its provision.

    Each paragraph of a task may name its own: 建设共配中心…（责任单位：市邮政管理局）. 整合班线…（牵头单位：市交通运输局）.
    """
    own = candidate.clause.paragraph
    here = max(own.text.find(candidate.clause.text), 0)
    found = [(paragraph, match) for paragraph in candidate.evidence.provision.paragraphs for match in RESPONSIBLE.finditer(paragraph.text)]
    behind = (one for one in found if one[0].n > own.n or (one[0].n == own.n and one[1].end() > here))
    first = next(behind, next(iter(found), None))
    return (first[0], first[1].group()) if first else None


def conclude_competent(reading: Reading) -> Draft | None:
    """Return who is in charge of a matter, where the best clause names those who only take part in it."""
    if not ASKS_COMPETENT.search(reading.understanding.own) or COMPETENT.search(reading.best.clause.text):
        return None
    for candidate in reading.ranked[1:3]:
        if candidate.score >= NEAR * reading.best.score and COMPETENT.search(candidate.clause.text):
            said = core(candidate.clause.text, reading.wording, reading.relevance, COMPETENT)
            return Draft(say("law-says", reading.language) + said, unique(quote_clause(candidate.evidence, candidate.clause)))
    return None


def _told(reading: Reading, candidate: Candidate, paragraph: Paragraph) -> tuple[Quote, ...]:
    """Quote the task itself: the best clause beside the words that name the units, of the same paragraph where one is read."""
    place = candidate.evidence.citation.provision
    told = [c for c in reading.ranked if c.evidence.citation.provision == place and not RESPONSIBLE.search(c.clause.text)]
    best = next((c for c in told if c.clause.paragraph.n == paragraph.n), next(iter(told), None))
    return (Quote(best.clause.citation, best.clause.text),) if best else ()


def _tasks(document: Document) -> Iterator[Task]:
    for provision in document.provisions:
        for paragraph in provision.paragraphs:
            for found in RESPONSIBLE.finditer(paragraph.text):
                number = paragraph.n if len(provision.paragraphs) > 1 else None
                place = Citation(document.title, provision.address, number, None, document.version)
                units = tuple(filter(None, BETWEEN_UNITS.split(found["units"])))
                yield Task(document, provision, Quote(place, found.group()), found.group()[1:-1], units)


def _units_named(own: str, tasks: tuple[Task, ...]) -> tuple[str, ...]:
    """Return the units of the tasks that a question names, with or without the level before them: 省旅游局, 旅游局."""
    units = dict.fromkeys(unit for task in tasks for unit in task.units)
    return tuple(unit for unit in units if unit in own or (len(unit) > 3 and unit[1:] in own))


def _of_units(reading: Reading, tasks: tuple[Task, ...], units: tuple[str, ...]) -> Draft | None:
    """List every task that a unit answers for."""
    found = [task for task in tasks if any(unit in task.units for unit in units)]
    if not found:
        return None
    lines = [f"- {task.provision.address} {task.name}：{task.words}。" for task in found]
    return Draft(say("law-says", reading.language) + "\n".join(["", *lines]), tuple(task.quote for task in found))


def _whether(reading: Reading, tasks: tuple[Task, ...], units: tuple[str, ...]) -> Draft | None:
    """Say whether a unit answers for each task that the question names, by its heading or between quotation marks."""
    asked = [task for words in QUOTED.findall(reading.understanding.own) if (task := _named(reading, words, tasks))]
    if not asked and (headed := named_heading(reading, strict=False)):
        asked = [task for task in tasks if task.provision in headed.provisions and task.document.title == headed.document.title]
    if not asked and (nearest := _nearest(reading, tasks)):
        asked = [nearest]
    if not asked:
        return None
    says: Verdict = "yes" if all(unit in task.units for unit in units for task in asked) else "no"
    lines = [f"- {task.name}：{task.words}。" for task in asked]
    return Draft(say("law-says", reading.language) + "\n".join(["", *lines]), tuple(dict.fromkeys(task.quote for task in asked)), says)


def _nearest(reading: Reading, tasks: tuple[Task, ...]) -> Task | None:
    """Return the task whose heading a question holds more of than of any other: 创新资源分享那一块 for 积极推动创新资源分享."""
    own = reading.understanding.own
    marks = sorted(((reading.relevance.coverage(task.name, own), at) for at, task in enumerate(tasks)), reverse=True)
    first, second = marks[0], next((mark for mark in marks[1:] if tasks[mark[1]].provision is not tasks[marks[0][1]].provision), (0.0, 0))
    return tasks[first[1]] if first[0] >= HELD and first[0] >= second[0] + HELD_MORE else None


def _named(reading: Reading, words: str, tasks: tuple[Task, ...]) -> Task | None:
    marks = [
        max(reading.relevance.coverage(words, task.name), reading.relevance.coverage(words, task.provision.text) - 0.1) for task in tasks
    ]
    best = max(range(len(tasks)), key=marks.__getitem__)
    return tasks[best] if marks[best] >= NAMED else None


def _under_heading(reading: Reading, tasks: tuple[Task, ...]) -> Draft | None:
    """List the units of every task under a heading that the question names."""
    headed = named_heading(reading, strict=False)
    if headed is None or headed.division is None:
        return None
    inner = {provision.address for provision in headed.provisions}
    found = [task for task in tasks if task.document.title == headed.document.title and task.provision.address in inner]
    if len(found) < 2:
        return None
    lines = [f"- {task.provision.address} {task.name}：{task.words}。" for task in found]
    return Draft(say("law-says", reading.language) + "\n".join(["", *lines]), unique(tuple(task.quote for task in found)))
