"""Runs that are kept: what came out of every question, so that two runs can be compared later, byte for byte equal where nothing changed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.files import write_whole
from eval.measures import METRICS
from eval.statistics import chance, interval
from law.citation import parse_citation

NAME = re.compile(r"[\w.-]{1,80}")
"""What a run may be called: a file name on every system."""
TAKEN = (".json", ".times")
"""How no name ends: that of a run's file would be taken for a path, that of its times for another run's."""
DECIDING = ("correct", "hit@1", "citation recall", "citation precision", "facts", "verdict", "refusal", "false refusal")
"""Measures that a comparison tells, with how likely a difference is by chance."""


class RunError(ValueError):
    """A saved run is missing or is none; the words say which."""


@dataclass(frozen=True, slots=True)
class SavedRun:
    """One run: how it was made, and each question's result by id."""

    name: str
    made: Mapping[str, Any]
    results: Mapping[str, Mapping[str, Any]]

    def values(self, measure: str, ids: Sequence[str]) -> list[float]:
        """Return a measure for the questions that have it in this run."""
        return [float(self.results[one]["measures"][measure]) for one in ids]


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in two runs, over the questions that both measure: means, interval of the difference, probability by chance."""

    measure: str
    count: int
    before: float
    after: float
    low: float
    high: float
    chance: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one run to another."""

    before: SavedRun
    after: SavedRun
    gains: tuple[str, ...]
    losses: tuple[str, ...]
    reworded: tuple[str, ...]
    """As right or wrong as before, with another answer."""
    both: tuple[str, ...]
    """Asked in both runs: under the same id, in the same words."""
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def made(self) -> tuple[tuple[str, str, str], ...]:
        """What the runs were made with where it is not the same: name, before, after."""
        before, after = ({name: str(value) for name, value in run.made.items()} for run in (self.before, self.after))
        names = [name for name in before | after if before.get(name) != after.get(name)]
        return tuple((name, before.get(name, "–"), after.get(name, "–")) for name in names)


def check_name(name: str) -> None:
    """Raise RunError for what no run may be called."""
    if not NAME.fullmatch(name) or name.startswith(".") or name.endswith(TAKEN):
        raise RunError(f"{name!r} is no name for a run: letters, digits, - _ . and at most 80 of them, not ending in {' or '.join(TAKEN)}")


def write_run(folder: Path, name: str, content: Mapping[str, Any]) -> Path:
    """Keep a run under its name; times stand in a file of their own, so that equal runs are equal files. Raises RunError."""
    check_name(name)
    folder.mkdir(parents=True, exist_ok=True)
    times = {one["id"]: one["ms"] for one in content["questions"]}
    timeless = {
        **content,
        "averages": _without_times(content["averages"]),
        "questions": [_without_time(one) for one in content["questions"]],
    }
    path = folder / f"{name}.json"
    write_whole(path, json.dumps(timeless, ensure_ascii=False, indent=1) + "\n")
    write_whole(folder / f"{name}.times.json", json.dumps(times, indent=1) + "\n")
    return path


def read_run(folder: Path, name: str) -> SavedRun:
    """Read a run by its name, or by the path of its file, to compare it. Raises RunError."""
    content = read_content(folder, name)
    return SavedRun(Path(name).stem if name.endswith(".json") else name, content["run"], {one["id"]: one for one in content["questions"]})


def read_content(folder: Path, name: str) -> dict[str, Any]:
    """Read a run by its name, or by the path of its file, as `eval.report.as_json` gave it, without times. Raises RunError."""
    path = Path(name) if name.endswith(".json") else folder / f"{name}.json"
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if not {"run", "averages", "changes", "questions"} <= content.keys() or not all("id" in one for one in content["questions"]):
            raise KeyError("questions")
        return content
    except FileNotFoundError as error:
        kept = ", ".join(sorted(found.stem for found in folder.glob("*.json") if not found.name.endswith(".times.json"))) or "none"
        raise RunError(f"there is no run {name!r}; kept are: {kept}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path} is no saved run ({error!r})") from error


def compare_runs(before: SavedRun, after: SavedRun) -> Comparison:
    """Compare two runs, question by question, then measure by measure over the questions of both.

    An id alone is no question: that of a row in a sheet is its number.
    """
    both = [one for one in before.results if _asked(before, one) == _asked(after, one)]
    shared = set(both)

    def right(run: SavedRun, one: str) -> bool:
        return bool(run.results[one]["correct"])

    def answer(run: SavedRun, one: str) -> object:
        return (run.results[one]["answer"] or {}).get("text")

    return Comparison(
        before=before,
        after=after,
        gains=tuple(one for one in both if right(after, one) and not right(before, one)),
        losses=tuple(one for one in both if right(before, one) and not right(after, one)),
        reworded=tuple(one for one in both if right(before, one) == right(after, one) and answer(before, one) != answer(after, one)),
        both=tuple(both),
        only_before=tuple(one for one in before.results if one not in shared),
        only_after=tuple(one for one in after.results if one not in shared),
        differences=tuple(
            found for metric in METRICS if metric.name in DECIDING if (found := _difference(metric.name, before, after, both))
        ),
    )


def _asked(run: SavedRun, one: str) -> tuple[str, ...] | None:
    """Return the words of a question, after those that it continues; None where the run does not have it."""
    result = run.results.get(one)
    return (*result.get("history", ()), result.get("question", "")) if result else None


def side_by_side(runs: Sequence[SavedRun]) -> dict[str, tuple[int, list[float]]]:
    """Return measure → number of questions and the mean in each run, over the questions that all runs measure by it."""
    found = {}
    shared = [one for one in runs[0].results if all(_asked(run, one) == _asked(runs[0], one) for run in runs)]
    for metric in METRICS:
        if ids := [one for one in shared if all(metric.name in run.results[one]["measures"] for run in runs)]:
            found[metric.name] = (len(ids), [sum(run.values(metric.name, ids)) / len(ids) for run in runs])
    return found


def changed_provisions(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the provisions among the evidence of both results whose words are not the same any more: why an answer changed with a build.

    A provision of another version of the same document is the same provision.
    """
    old = _words_by_place(before)
    new = _words_by_place(after)
    return [citation for place, (citation, words) in new.items() if place in old and words != old[place][1]]


def _words_by_place(result: Mapping[str, Any]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return document and address → citation and what tells its wordings apart; of several versions the first, which was found best."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for piece in (result["answer"] or {}).get("evidence", []):
        place = parse_citation(piece["citation"])
        found.setdefault((place.document, place.address), (piece["citation"], piece["words"]))
    return found


def provisions_changed(comparison: Comparison) -> dict[str, list[str]]:
    """Return question id → changed provisions, for every question whose answer changed."""
    ids = (*comparison.gains, *comparison.losses, *comparison.reworded)
    return {one: found for one in ids if (found := changed_provisions(comparison.before.results[one], comparison.after.results[one]))}


def _difference(measure: str, before: SavedRun, after: SavedRun, both: Sequence[str]) -> Difference | None:
    ids = [one for one in both if measure in before.results[one]["measures"] and measure in after.results[one]["measures"]]
    if not ids:
        return None
    first, second = before.values(measure, ids), after.values(measure, ids)
    low, high = interval([new - old for old, new in zip(first, second, strict=True)])
    return Difference(measure, len(ids), sum(first) / len(ids), sum(second) / len(ids), low, high, chance(first, second))


def _without_time(one: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key != "ms"}


def _without_times(averages: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [{k: v for k, v in row.items() if k not in ("p50_ms", "p95_ms")} for row in rows] for name, rows in averages.items()}
