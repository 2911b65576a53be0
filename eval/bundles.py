"""The shipped questions over bundles of six texts each, as one issue of a gazette holds them, and the texts.

Half of the texts are open laws, which stay out of the repository, half invented policy documents, which are part of it; ``bundles.txt`` has a line for
each, the bundle and the place. Whoever wrote the questions read a whole text and then asked as people in some situation do: most ask two things at
once, go on from a question before, or compare. The third and the sixth text of each bundle are held out from every rule. The models that ship saw other
questions about clauses of these texts, so that the right clause is found here more easily than in a text that nobody has seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.labelled import POLICIES, policy_texts
from eval.laws import HERE, copy_laws
from eval.questions import Case

QUESTIONS = HERE / "bundles.jsonl"
TEXTS = HERE / "bundles.txt"


def bundles() -> dict[str, tuple[str, ...]]:
    """Return the places of the texts of each bundle, as `eval.labelled` names them."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        bundle, place = line.split("\t")
        found[bundle].append(place)
    return {bundle: tuple(places) for bundle, places in found.items()}


def apart(cases: Iterable[Case]) -> Iterator[tuple[tuple[str, ...], list[Case]]]:
    """Yield the texts of each bundle that is asked about with the questions about it: ``bundle-3-d2-17`` is about the third."""
    asked: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        asked[case.id.split("-")[1]].append(case)
    for bundle, places in bundles().items():
        if bundle in asked:
            yield places, asked[bundle]


def write(shared: Path, places: tuple[str, ...], folder: Path) -> list[Path]:
    """Write the texts of a bundle into a folder. Raises LawsError where the open laws cannot be had."""
    invented = policy_texts(places)
    written = list(copy_laws(shared, [place for place in places if place not in invented], folder))
    for place, text in invented.items():
        path = folder / f"{place.removeprefix(POLICIES)}.txt"
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
