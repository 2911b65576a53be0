"""Calibrate the gate: ``python -m eval calibrate --shared DIR`` writes ``qa/gate.json`` from questions about laws that no model has seen.

Small corpora are made of laws that the embedding model was not trained on, each with the laws whose titles are most like its own. A
question is answerable where its article is there, and unanswerable where its law, or only its article, is taken away; what is left is
near, for its siblings stay. Where another provision says nearly the same the question is left out. None of it is about the gazette.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from intake.assembly import passages
from intake.search import Search
from law.citation import parse_citation
from law.gazette import parse
from law.library import Library
from law.model import Citation
from qa.assistant import Assistant
from qa.gate import key
from qa.lacking import lacking
from qa.model import Evidence, Question
from qa.signs import NAMES, OPTIONAL, signs
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
SPARED = 0.01
"""Share of the answerable questions that may be refused, on folds that the weights never saw: what is enough is about a third of the probability where it lies,"""
LAX, LEAST = 0.35, 0.05
"""for people ask in words that lie further from the texts than those of the sets, and no less than this: a hundredth of few questions is hardly known."""
FOLDS = 6
NEAR = 3.0
"""Weight of a question whose article alone is taken away: the hard case, of which there are few."""
STRENGTH = 0.1
"""Inverse strength of regularisation (scikit-learn's C), on standardised signs."""


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
    """Return the weights, as ``qa/gate.json`` holds them, and how well they tell, by held-out folds of laws, in words."""
    judged = list(_judged(shared, search, limit))
    weights: dict[str, Any] = {}
    lines = ["language  removed   n   lacking  refused where 1 %, 2 %, 5 % of the answerable ones are refused too (by held-out folds)"]
    for language, absent in product(("zh", "en"), ((), ("context",), ("cross-encoder",), tuple(OPTIONAL))):
        names = [name for name in NAMES if not any(name in OPTIONAL[reader] for reader in absent)]
        called = key(language, absent)
        rows = [one for one in judged if one.language == language]
        chances = _held_out(rows, names)
        enough = float(np.quantile(chances[[row.answerable for row in rows]], SPARED))
        weights[called] = _fitted(rows, names) | {"enough": round(max(LEAST, LAX * enough), 3)}
        lines += list(_told(called, rows, chances))
    return weights, "\n".join(lines)


def _judged(shared: Path, search: Search, limit: int | None) -> Iterator[Judged]:
    questions: defaultdict[str, list[LayQuestion]] = defaultdict(list)
    for question in recipe.read_material(shared, recipe.LAY_SHARE, recipe.SEED).held_out:
        questions[question.path].append(question)
    texts = _texts(shared / "laws" / "open_laws.tar.xz")
    laws = sorted(path for path in questions if path in texts)[:limit]
    for at in range(0, len(laws), TOGETHER):
        asked = laws[at : at + TOGETHER]
        corpus = list(dict.fromkeys([*asked, *(path for law in asked for path in siblings(law, texts))]))
        with TemporaryDirectory() as folder:
            library, index = _built(Path(folder), {path: texts[path] for path in corpus}, search)
            showing = Without(index)
            assistant = Assistant(library, showing)  # type: ignore[arg-type]
            for law in asked:
                for question in questions[law]:
                    yield from _asked(question, library, showing, assistant)
            index.close()
            library.close()


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
            reading = assistant.read(understanding, evidence)
            found = signs(reading, index.likeness)
            if found:
                missing = lacking(reading, index.likeness) is not None
                yield Judged(question.path, variant, understanding.language, found.values(), missing)


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
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    values, answerable = _arrays(rows, names)
    scaler = StandardScaler().fit(values)
    counts = [NEAR if row.variant == "article" else 1.0 for row in rows]
    model = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced").fit(scaler.transform(values), answerable, counts)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    return {"bias": round(bias, 4), "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}}


def _held_out(rows: Sequence[Judged], names: Sequence[str]) -> np.ndarray[Any, Any]:
    """Return the probability of each row by weights that are fitted to other laws."""
    from sklearn.model_selection import GroupKFold

    values, answerable = _arrays(rows, names)
    scores = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(values, answerable, [row.law for row in rows]):
        fitted = _fitted([rows[at] for at in train], names)
        scores[test] = values[test] @ np.array(list(fitted["weights"].values())) + fitted["bias"]
    return np.asarray(1 / (1 + np.exp(-scores)))


def _told(language: str, rows: Sequence[Judged], chances: np.ndarray[Any, Any]) -> Iterator[str]:
    answerable = np.array([row.answerable for row in rows])
    missing = np.array([row.lacking for row in rows])
    limits = [np.quantile(chances[answerable], share) for share in (0.01, 0.02, 0.05)]
    for variant in ("whole", "article", "law"):
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
    path.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
