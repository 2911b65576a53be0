"""What is measured: each question by itself first, averages second. A question without a result scores worst, it never vanishes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from eval import ranking
from eval.measures import METRICS, RETRIEVAL
from eval.questions import Case, Gold
from eval.run import Outcome
from eval.wording import canonical, says, unmarked
from law.model import Citation, Document, Paragraph
from qa.model import Answer, Quote


class Texts(Protocol):
    """Whoever knows the official words: `law.library.Library`, or a fake in a test."""

    def document(self, title: str, version: str = "") -> Document:
        """Return a document. Raises LookupError."""
        ...

    def text(self, citation: Citation) -> str | None:
        """Return the words at 条, 款 or 项, verbatim, or None where the address does not exist."""
        ...


IN_QUOTATION_MARKS = re.compile(r"[“「『\"]([^”」』\"]+)[”」』\"]")  # 该条规定：“应当……”
VALUE = re.compile(
    r"\d+(?:\.\d+)?(?:元|倍|%|平方米|个?(?:工作)?日|天|个?月|年|小时|次|家|名|项|个|岁|吨|米)|应当|(?<!不)可以|不得|必须|禁止"
)
"""A figure with its unit, or a modality, in canonical text: 30000元, 20日, 应当."""
WORST = {metric.name: metric.worst for metric in METRICS}
SHORTEST_LINE = 8
"""Characters of the shortest line of a quotation that is taken for the law's own words where the answer prints it by itself:
a shorter one (罚款) may as well be the answer's."""


@dataclass(frozen=True, slots=True)
class Score:
    """A judged outcome: the measures that apply to the question, and why it is not right."""

    outcome: Outcome
    measures: Mapping[str, float]
    reasons: tuple[str, ...]

    @property
    def case(self) -> Case:
        """The question."""
        return self.outcome.case

    @property
    def correct(self) -> bool:
        """True where nothing is wrong."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Row:
    """Averages over some questions: each measure over those that it applies to, and the time in milliseconds."""

    name: str
    count: int
    measures: Mapping[str, float]
    p50: float
    p95: float


def score_all(outcomes: Sequence[Outcome], texts: Texts) -> tuple[Score, ...]:
    """Judge every outcome against its gold and the official texts."""
    retrieval = ranking.measure(
        {
            found.case.id: {_place(gold.citation, found.case.gold): 1 for gold in found.case.gold}
            for found in outcomes
            if _ranks(found.case)
        },
        {found.case.id: [_place(one.citation, found.case.gold) for one in found.answer.evidence] for found in outcomes if found.answer},
        RETRIEVAL,
    )
    return tuple(_score(found, texts, retrieval.get(found.case.id, {})) for found in outcomes)


def average(name: str, scores: Sequence[Score]) -> Row:
    """Average the measures of some questions; a measure that applies to none of them is left out."""
    values = {metric.name: [score.measures[metric.name] for score in scores if metric.name in score.measures] for metric in METRICS}
    times = [score.outcome.milliseconds for score in scores]
    means = {name: ranking.mean(found) for name, found in values.items() if found}
    return Row(name, len(scores), means, ranking.p50(times), ranking.p95(times))


def average_by(scores: Sequence[Score], groups_of: Callable[[Case], Iterable[str]]) -> tuple[Row, ...]:
    """Average within each group, in order of name; a question may belong to several."""
    groups: dict[str, list[Score]] = {}
    for score in scores:
        for group in groups_of(score.case):
            groups.setdefault(group, []).append(score)
    return tuple(average(name, groups[name]) for name in sorted(groups))


def _score(outcome: Outcome, texts: Texts, retrieval: Mapping[str, float]) -> Score:
    case = outcome.case
    # Where no answer came, an empty one is judged: it tells which measures apply, and each of them is at its worst.
    answer = outcome.answer or Answer("")
    measures: dict[str, float] = dict(retrieval)
    judge = _judge_answerable if case.answerable else _judge_unanswerable
    reasons = (*judge(case, answer, texts, measures), *_judge_words(case, answer, texts, measures))
    if outcome.error:
        reasons = (outcome.error,)
        measures = {name: WORST[name] for name in measures}
    return Score(outcome, {"correct": float(not reasons), **measures}, reasons)


def _judge_answerable(case: Case, answer: Answer, texts: Texts, measures: dict[str, float]) -> Iterator[str]:
    measures["false refusal"] = float(answer.refused)
    if answer.refused:
        yield f"refused: {answer.reason or 'without a reason'}"
    if case.gold:
        yield from _judge_citations(case, answer, texts, measures)
    if case.facts or case.any_facts:
        missing = _missing_facts(case, answer)
        measures["facts"] = 1 - len(missing) / (len(case.facts) + len(case.any_facts))
        yield from (f"does not state: {words}" for words in missing)
    if case.verdict:
        measures["verdict"] = float(answer.verdict == case.verdict and not answer.refused)
        if not measures["verdict"]:
            yield f"verdict is {answer.verdict or 'not given'}, not {case.verdict}"


def _judge_unanswerable(case: Case, answer: Answer, texts: Texts, measures: dict[str, float]) -> Iterator[str]:
    measures["refusal"] = float(answer.refused or _corrects(case, answer))
    if not measures["refusal"]:
        yield "answers what the texts do not answer" if case.unanswerable != "false-premise" else "neither refuses nor corrects the premise"


def _judge_citations(case: Case, answer: Answer, texts: Texts, measures: dict[str, float]) -> Iterator[str]:
    fitting = (*case.gold, *case.also)
    accepted = {_place(found.citation, fitting) for found in fitting}
    cited = {_place(quote.citation, fitting) for quote in answer.quotes}
    measures["citation precision"] = len(cited & accepted) / len(cited) if cited else 0.0
    measures["citation recall"] = sum(_cites(answer, found) for found in case.gold) / len(case.gold)
    wanted, welcome, quoted = ({canonical(one.citation.document) for one in cited} for cited in (case.gold, fitting, answer.quotes))
    measures["document precision"] = len(quoted & welcome) / len(quoted) if quoted else 0.0
    measures["document recall"] = len(quoted & wanted) / len(wanted)
    exact = [found for found in case.gold if found.paragraph or found.item]
    if exact:
        inside = [any(_stands_at(quote, found, texts) for found in fitting) for quote in answer.quotes]
        measures["paragraph precision"] = sum(inside) / len(inside) if inside else 0.0
        measures["paragraph recall"] = sum(any(_stands_at(quote, found, texts) for quote in answer.quotes) for found in exact) / len(exact)
    for found in case.gold:
        if not _cites(answer, found):
            known = texts.text(found.citation.provision) is not None
            yield f"does not quote {found.citation}" + ("" if known else ", which the library does not hold")


def _judge_words(case: Case, answer: Answer, texts: Texts, measures: dict[str, float]) -> Iterator[str]:
    """Judge what holds for every answer and every refusal: quotations are verbatim, nothing forbidden is said."""
    verbatim = [is_verbatim(quote, texts) for quote in answer.quotes]
    if verbatim or (case.answerable and case.gold and not answer.refused):
        measures["verbatim"] = ranking.mean([float(good) for good in verbatim])
    for quote, good in zip(answer.quotes, verbatim, strict=True):
        if not good:
            yield f"not verbatim at {quote.citation}: {quote.text[:60]}"
    said = own_words(case, answer, texts)
    if not answer.refused and (answer.quotes or (case.answerable and case.gold)):
        stated, unproved = VALUE.findall(said), unproved_values(case, answer, said, texts)
        if stated or not answer.text:
            measures["values"] = 1 - len(unproved) / len(stated) if stated else 0.0
    if case.forbidden:
        found = [words for words in case.forbidden if says(said, words)]
        measures["forbidden"] = float(bool(found))
        yield from (f"says what it must not: {words}" for words in found)


def is_verbatim(quote: Quote, texts: Texts) -> bool:
    """Tell whether a quotation stands letter by letter in the official text at its address; an empty one does not."""
    official = texts.text(quote.citation)
    return bool(quote.text) and official is not None and quote.text in official


def own_words(case: Case, answer: Answer, texts: Texts) -> str:
    """Return what the answer says in its own words, canonical: without verbatim quotations and without the question repeated."""
    honest = [quote for quote in answer.quotes if is_verbatim(quote, texts)]
    official = [canonical(texts.text(quote.citation.provision) or quote.text) for quote in honest]
    foreign = [case.question, *(quote.text for quote in honest)]
    foreign += [line for quote in honest for line in quote.text.splitlines() if len(line) >= SHORTEST_LINE]
    said = canonical(unmarked(answer.text))
    spans = [found.span() for words in {canonical(words) for words in foreign} - {""} for found in re.finditer(re.escape(words), said)]
    # Words in quotation marks are the law's there and nowhere else: 所称“应当”…应当在30日内备案 says 应当 itself.
    spans += [found.span(1) for found in IN_QUOTATION_MARKS.finditer(said) if any(found[1] in text for text in official)]
    for start, end in spans:
        # a character that no phrase holds, so that nothing is said across the gap
        said = said[:start] + "\x00" * (end - start) + said[end:]
    return said


def unproved_values(case: Case, answer: Answer, said: str, texts: Texts) -> list[str]:
    """Return the figures and modalities in canonical own words that stand in nothing quoted, nor in the question."""
    proof = [canonical(case.question), *(canonical(earlier) for earlier in case.history)]
    for citation in {quote.citation.provision for quote in answer.quotes}:
        proof.append(canonical(texts.text(citation) or ""))
        try:
            document = texts.document(citation.document, citation.version)
        except LookupError:
            continue
        proof += [canonical(words) for words in (document.title, document.document_number or "")]
        for day in (document.promulgation_date, document.effective_date):
            if day:
                proof.append("{}年{}月{}日".format(*map(int, day.split("-"))))
        proof += [
            f"{len(document.provisions)}条{len(document.provisions)}项",
            *(canonical(one.heading or "") for one in document.provisions),
        ]
    counts = [f"{len(paragraph.items)}项" for quote in answer.quotes for paragraph in _paragraphs(quote, texts) if paragraph.items]
    return [value for value in VALUE.findall(said) if value not in counts and not any(says(text, value) for text in proof)]


def _paragraphs(quote: Quote, texts: Texts) -> tuple[Paragraph, ...]:
    try:
        provisions = texts.document(quote.citation.document, quote.citation.version).all_provisions()
    except LookupError:
        return ()
    return next((one.paragraphs for one in provisions if one.address == quote.citation.address), ())


def _missing_facts(case: Case, answer: Answer) -> list[str]:
    text = canonical(unmarked(answer.text))
    missing = [words for words in case.facts if not says(text, words)]
    return missing + [" | ".join(group) for group in case.any_facts if not any(says(text, words) for words in group)]


def _corrects(case: Case, answer: Answer) -> bool:
    if case.unanswerable != "false-premise":
        return False
    text = canonical(unmarked(answer.text))
    return any(says(text, words) for words in case.correction) and all(_cites(answer, gold) for gold in case.gold)


def _cites(answer: Answer, gold: Gold) -> bool:
    return any(_same_provision(quote.citation, gold) for quote in answer.quotes)


def _same_provision(citation: Citation, gold: Gold) -> bool:
    return _key(citation) == _key(gold.citation) and gold.version in ("", citation.version)


def _stands_at(quote: Quote, gold: Gold, texts: Texts) -> bool:
    """Tell whether a quotation holds, or is part of, the words of the gold 款 or 项."""
    if not _same_provision(quote.citation, gold) or (gold.paragraph and quote.citation.paragraph not in (None, gold.paragraph)):
        return False
    official = texts.text(gold.citation)
    if official is None:
        return False
    wanted, quoted = canonical(official), canonical(quote.text)
    return wanted in quoted or quoted in wanted


def _ranks(case: Case) -> bool:
    return case.answerable and bool(case.gold)


def _place(citation: Citation, named: Sequence[Gold]) -> str:
    """Return a provision as it is counted among those that a question names: where one is named in a version, another version is another one."""
    alike = [one for one in named if _key(one.citation) == _key(citation)]
    same = next((one for one in alike if one.version in ("", citation.version)), None)
    return _key(citation) + (same.version if same else citation.version if alike else "")


def _key(citation: Citation) -> str:
    """Return document and address as they are compared: ``第6条`` is ``第六条``."""
    return f"《{canonical(citation.document)}》{canonical(citation.address)}"
