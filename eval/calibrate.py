"""Calibrate the gate: ``python -m eval calibrate --shared DIR`` writes ``qa/refusals/gate.json`` from questions about laws that no model has seen.

Small corpora are made of laws that the embedding model was not trained on, each with the laws whose titles are most like its own. A
question is answerable where its article is there, and unanswerable where its law, or only its article, is taken away; what is left is
near, for its siblings stay. Where another provision says nearly the same the question is left out. Further questions are about texts that are there
and answer them, or only sound as if (:mod:`eval.labelled`), some of them about invented policy documents. None of it is about the gazette.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from eval.files import write_whole
from eval.labelled import LABELS, Labelled, held_out_policies, policy_texts, read_labelled
from eval.labelled import NEAR as MISSED
from intake.assembly import passages
from intake.search import Search
from law.citation import parse_citation
from law.gazette import parse
from law.library import Library
from law.model import Citation
from qa.assistant import Assistant
from qa.model import Evidence, Question, Understanding
from qa.refusals.gate import key
from qa.refusals.lacking import lacking
from qa.refusals.signs import AGAINST_IT, EITHER_WAY, NAMES, OPTIONAL, signs
from vectorstore.index import Hit, Index
from vectorstore.train import recipe
from vectorstore.train.questions import LayQuestion

STYLES = ("colloquial", "scenario", "formal", "english")
TOGETHER, SIBLINGS = 2, 2
"""Laws that are asked about in one corpus, and siblings of each: about as many documents as an issue of a gazette holds."""
TOO_ALIKE = 0.45
"""An unanswerable question is left out where a provision that stays is more like its article than this: reading them showed answers."""
FOUND = 5
"""An answerable question counts where its article is among so many: what is not found cannot be judged."""
SPARED, LEAST = 0.01, 0.05
"""Share of the answerable questions that may be refused, on folds that the weights never saw; and the least probability that is enough: a hundredth of
few questions is hardly known."""
FOLDS = 6
AGAINST = {"about": ("law", "article", "off"), "says": ("near", "article")}
"""What answered questions are told from: those whose law or article is taken away or that ask for other things, and those that an article only seems to answer. One regression for
both refuses fewer of either: what is near shares most words."""
RARE = 3.0
"""Weight of a question whose article alone is taken away: there are few."""
OWN_WORDING = LABELS[1:]
"""Labels whose questions are no lay questions of the shared ones."""
OFF_TOPIC, OFF = Path(__file__).with_name("off_topic.txt"), 7
"""Questions that no text of a government answers, one a line, and how many of them each corpus is asked."""
SAME = 20
"""Letters by which a deciding clause is known again in what was found."""
STRENGTH = 0.1
"""Inverse strength of regularisation, as of scikit-learn's C, on standardised signs."""


class CalibrationError(ValueError):
    """There is too little to learn from; the words say of what."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The signs of one question over one corpus, and whether that corpus answers it."""

    law: str
    variant: str
    language: str
    values: tuple[float, ...]
    lacking: bool
    """Whether no close clause holds what is asked for, so that the question is refused whatever the signs say."""

    @property
    def answerable(self) -> bool:
        """Whether the article that answers is there."""
        return self.variant == "whole"


class Without:
    """An index that does not show some of its passages."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.hidden: Callable[[Citation], bool] = lambda citation: False

    def search(self, query: str | Mapping[str, float], k: int = 20) -> tuple[Hit, ...]:
        """Return the best passages of those that show."""
        return tuple(hit for hit in self._index.search(query, 4 * k) if not self.hidden(parse_citation(hit.id)))[:k]

    def __len__(self) -> int:
        return len(self._index)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


def calibrate(shared: Path, search: Search, limit: int | None = None) -> tuple[dict[str, Any], str]:
    """Return the weights, as ``qa/refusals/gate.json`` holds them, and how well they tell, by held-out folds of laws, in words. Raises CalibrationError."""
    judged = list(_judged(shared, search, limit))
    weights: dict[str, Any] = {}
    lines = ["language  removed   n   lacking  refused where 1 %, 2 %, 5 % of the answerable ones are refused too (by held-out folds)"]
    for language, absent in product(("zh", "en"), ((), ("context",), ("cross-encoder",), tuple(OPTIONAL))):
        names = [name for name in NAMES if not any(name in OPTIONAL[reader] for reader in absent)]
        called = key(language, absent)
        rows = [one for one in judged if one.language == language]
        chances = _held_out(rows, names)
        enough = float(np.quantile(chances[[row.answerable for row in rows]], SPARED))
        weights[called] = _fitted(rows, names) | {"enough": round(max(LEAST, enough), 3)}
        lines += list(_told(called, rows, chances))
    return weights, "\n".join(lines)


def _judged(shared: Path, search: Search, limit: int | None) -> Iterator[Judged]:
    questions: defaultdict[str, list[LayQuestion]] = defaultdict(list)
    for question in recipe.read_material(shared, recipe.LAY_SHARE, recipe.SEED).held_out:
        questions[question.path].append(question)
    texts = _texts(shared / "laws" / "open_laws.tar.xz")
    laws = sorted(path for path in questions if path in texts)[:limit]
    policies = policy_texts(held_out_policies())
    labelled = _labelled(shared, {*laws, *policies})
    plans, others = iter(sorted(policies)), cycle(OFF_TOPIC.read_text(encoding="utf-8").splitlines())
    for at in range(0, len(laws), TOGETHER):
        asked = laws[at : at + TOGETHER]
        plan = list(islice(plans, 1))
        corpus = list(dict.fromkeys([*asked, *(path for law in asked for path in siblings(law, texts))]))
        with TemporaryDirectory() as folder:
            library, index = _built(Path(folder), {path: texts[path] for path in corpus} | {path: policies[path] for path in plan}, search)
            showing = Without(index)
            assistant = Assistant(library, showing)  # type: ignore[arg-type]
            for path in (*asked, *plan):
                for lay in questions[path]:
                    yield from _asked(lay, library, showing, assistant)
                showing.hidden = lambda citation: False
                for one, variant in labelled[path]:
                    words = one.deciding[0].text[:SAME] if variant == "whole" else None
                    yield from _told_apart(path, one.question, words, variant, showing, assistant)
            for other in islice(others, OFF):
                yield from _told_apart(asked[0], other, None, "off", showing, assistant)
            index.close()
            library.close()


def _labelled(shared: Path, paths: Collection[str]) -> dict[str, list[tuple[Labelled, str]]]:
    """Return the questions with a wording of their own about some laws and policy documents, each with whether a text there answers it."""
    found = defaultdict(list)
    for sources, variant in ((OWN_WORDING, "whole"), ((MISSED,), "near")):
        for one in read_labelled(shared, sources):
            if one.law in paths and one.deciding:
                found[one.law].append((one, variant))
    return found


def _told_apart(path: str, question: str, deciding: str | None, variant: str, index: Without, assistant: Assistant) -> Iterator[Judged]:
    """Yield the signs of a question that a text answers, or only seems to answer, or none has to do with; ``deciding`` has to be found."""
    asked = Question(question)
    understanding = assistant.understand(asked)
    if understanding.citations or understanding.unknown:
        return
    evidence = assistant.gather(understanding, asked)
    if not evidence or (deciding and not any(deciding in each.provision.text for each in evidence[:FOUND])):
        return
    yield from _read(path, variant, understanding, evidence, index, assistant)


def _read(
    path: str, variant: str, understanding: Understanding, evidence: tuple[Evidence, ...], index: Without, assistant: Assistant
) -> Iterator[Judged]:
    """Yield the signs of what was found for a question that has words of its own."""
    reading = assistant.read(understanding, evidence)
    found = signs(reading, index.likeness)
    if found:
        yield Judged(path, variant, understanding.language, found.values(), lacking(reading, index.likeness) is not None)


def siblings(law: str, texts: dict[str, str]) -> list[str]:
    """Return the laws whose titles share most with that of one, other prints of it left out."""
    own = _title_pairs(law)
    others = [(len(own & (pairs := _title_pairs(path))) / len(own | pairs), path) for path in texts if _title(path) != _title(law)]
    return [path for _, path in sorted(others, reverse=True)[:SIBLINGS]]


def _asked(question: LayQuestion, library: Library, index: Without, assistant: Assistant) -> Iterator[Judged]:
    entry = next((entry for entry in library.entries() if entry.source.file == question.path), None)
    article = Citation(entry.title, question.article, version=entry.version) if entry else None
    gold = library.provision(article) if article else None
    if article is None or gold is None:
        return
    removed: dict[str, Callable[[Citation], bool]] = {
        "whole": lambda citation: False,
        "article": lambda citation: (citation.document, citation.address) == (article.document, article.address),
        "law": lambda citation: citation.document == article.document,
    }
    for style in STYLES:
        asked = Question(question.wordings[style])
        understanding = assistant.understand(asked)
        if understanding.citations or understanding.unknown:
            continue
        for variant, hidden in removed.items():
            index.hidden = hidden
            evidence = tuple(one for one in assistant.gather(understanding, asked) if not hidden(one.citation))
            if not _usable(variant, evidence, article, gold.text, index):
                continue
            yield from _read(question.path, variant, understanding, evidence, index, assistant)


def _usable(variant: str, evidence: Sequence[Evidence], article: Citation, words: str, index: Without) -> bool:
    if not evidence:
        return False
    if variant == "whole":
        return any((one.citation.document, one.citation.address) == (article.document, article.address) for one in evidence[:FOUND])
    alike: list[float] = index.likeness(words, [one.provision.text for one in evidence[:6]])
    return max(alike) < TOO_ALIKE


def _built(folder: Path, texts: dict[str, str], search: Search) -> tuple[Library, Index]:
    documents = [document for path, text in texts.items() for document in parse(text, path).documents[:1]]
    Library.build(folder / "library.sqlite", documents)
    library = Library.open(folder / "library.sqlite")
    search.build_index(folder / "index", passages(library))
    return library, search.open_index(folder / "index")


def _fitted(rows: Sequence[Judged], names: Sequence[str]) -> dict[str, Any]:
    """Return the weights of whether the texts are about a question, and of whether they say what is asked."""
    return {name: _regression([row for row in rows if row.variant in ("whole", *against)], names) for name, against in AGAINST.items()}


def _regression(rows: Sequence[Judged], names: Sequence[str]) -> dict[str, Any]:
    """Return a logistic regression in which no sign counts against what it is a sign for: what lies beyond the sets would be judged the wrong way round."""
    from scipy.optimize import minimize

    values, answerable = _arrays(rows, names)
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled, side = (values - middle) / spread, np.where(answerable, 1.0, -1.0)
    counts = np.array([RARE if row.variant == "article" else 1.0 for row in rows])
    counts *= np.where(answerable, 1 / counts[answerable].sum(), 1 / counts[~answerable].sum()) * counts.sum() / 2

    def loss(found: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        margin = side * (scaled @ found[1:] + found[0])
        pull = -STRENGTH * counts * side / (1 + np.exp(margin))
        lost = STRENGTH * (counts * np.logaddexp(0, -margin)).sum() + (found[1:] ** 2).sum() / 2
        return float(lost), np.r_[pull.sum(), scaled.T @ pull + found[1:]]

    bounds = [(None, None), *((None, 0) if name in AGAINST_IT else (None, None) if name in EITHER_WAY else (0, None) for name in names)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = found[1:] / spread
    told = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    return {"bias": round(float(found[0] - weights @ middle), 4), "weights": {name: weight for name, weight in told.items() if weight}}


def _held_out(rows: Sequence[Judged], names: Sequence[str]) -> np.ndarray[Any, Any]:
    """Return the probability of each row by weights that are fitted to other laws. Raises CalibrationError."""
    from sklearn.model_selection import GroupKFold

    if (laws := len({row.law for row in rows})) < FOLDS:
        raise CalibrationError(
            f"questions about {laws} laws are too few: weights are tested on each of {FOLDS} parts by those of the others"
        )
    values, answerable = _arrays(rows, names)
    scores = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(values, answerable, [row.law for row in rows]):
        fitted = _fitted([rows[at] for at in train], names)
        each = [values[test] @ np.array([one["weights"].get(name, 0.0) for name in names]) + one["bias"] for one in fitted.values()]
        scores[test] = np.min(each, axis=0)
    return np.asarray(1 / (1 + np.exp(-scores)))


def _told(language: str, rows: Sequence[Judged], chances: np.ndarray[Any, Any]) -> Iterator[str]:
    answerable = np.array([row.answerable for row in rows])
    missing = np.array([row.lacking for row in rows])
    limits = [np.quantile(chances[answerable], share) for share in (0.01, 0.02, 0.05)]
    for variant in ("whole", "article", "law", "near", "off"):
        of = np.array([row.variant == variant for row in rows])
        shares = "  ".join(f"{np.mean(chances[of] < limit):5.1%} (at {limit:.2f})" for limit in limits)
        yield f"{language:18}  {variant:8} {of.sum():4}  {np.mean(missing[of]):6.1%}  {shares}"


def _arrays(rows: Sequence[Judged], names: Sequence[str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    kept = [NAMES.index(name) for name in names]
    return np.array([row.values for row in rows])[:, kept], np.array([row.answerable for row in rows])


def _texts(archive: Path) -> dict[str, str]:
    with tarfile.open(archive) as opened:
        files = [(member.name.removeprefix("open/"), opened.extractfile(member)) for member in opened if member.name.endswith(".txt")]
        return {name: content.read().decode("utf-8") for name, content in files if content}


def _title(path: str) -> str:
    return re.sub(r"[(（]\d{4}-.*", "", Path(path).stem)


def _title_pairs(path: str) -> set[str]:
    title = _title(path)
    return {title[at : at + 2] for at in range(len(title) - 1)}


def write(weights: dict[str, Any], path: Path) -> None:
    """Write the weights."""
    write_whole(path, json.dumps(weights, ensure_ascii=False, indent=1) + "\n")
