"""``python -m eval.bench.laws``: thousands of published laws read whole: right, complete, fast; the library of them; damaged ones.

The laws lie beside the repository (``open_laws.tar.xz`` and ``open_labels.jsonl.xz`` in one folder). JSON on stdout.
"""

from __future__ import annotations

import io
import json
import lzma
import random
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import Annotated, Any

import typer

from eval.bench.account import lost_characters
from eval.bench.measure import peak_mb
from eval.bench.mutations import mutate
from eval.ranking import p50, p95
from law.gazette import Parsed, parse, render
from law.library import Library
from law.model import Document
from law.norms import norms
from law.penalties import penalties
from law.references import all_references

LAWS = Path(__file__).parents[3] / "shared" / "laws"
PROCESSES = 2
SLOW = 5.0
"""Processor seconds that no document may take."""
LOOKUPS = 2_000
BATCH = 50
"""Laws, or damaged texts, that a process takes at a time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the laws were read."""

    laws: int
    megabytes: float
    seconds: float
    """Wall seconds for the parse with references, norms and penalties, on so many processes."""
    processor_seconds: float
    """Of all processes together: what a machine with nothing else to do takes, times its processors."""
    processes: int
    peak_mb: float
    """Most memory of one process, times their number."""
    provisions: int
    references: int
    norms: int
    penalties: int
    certain: int
    labels_exact: int
    """Certain laws whose articles have exactly the published labels."""
    titles_exact: int
    """Laws whose title is the published one, blanks aside."""
    dates_exact: int
    """Laws with a published date whose promulgation is that day."""
    dated: int
    several: int
    """Laws that were taken for more than one document: anything but zero is a defect."""
    lossy: int
    """Laws of which a letter is in neither parse nor audit: anything but zero is a defect."""
    changed: int
    """Laws that read otherwise when rendered and read again: anything but zero is a defect."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library of all these laws."""

    build_seconds: float
    megabytes: float
    documents: int
    open_ms: float
    find_p50_ms: float
    find_p95_ms: float
    """One provision by its citation."""
    missing: int
    """Citations of the library's own passages that found nothing: anything but zero is a defect."""


@dataclass(frozen=True, slots=True)
class Damage:
    """How damaged texts were read; all but ``texts`` and ``longest_seconds`` must be zero."""

    texts: int
    crashed: int
    slow: int
    lossy: int
    longest_seconds: float
    worst: Mapping[str, int]
    """Kinds of damage that any of these befell."""


@dataclass(frozen=True, slots=True)
class Read:
    """One law as a process read it."""

    name: str
    parsed: Parsed
    counts: Counter[str]
    lossy: bool
    changed: bool


def main(
    folder: Annotated[Path, typer.Option(help="Where open_laws.tar.xz and open_labels.jsonl.xz lie.")] = LAWS,
    damaged: Annotated[int, typer.Option(min=0, help="Damaged texts to read.")] = 5_000,
    seed: Annotated[int, typer.Option(help="Another seed makes other damages.")] = 0,
    processes: Annotated[int, typer.Option(min=1, help="Processes that read.")] = PROCESSES,
) -> None:
    """Read all laws, build and ask their library, read damaged ones; print the figures."""
    if not (folder / "open_laws.tar.xz").is_file():
        print(f"{folder} 里没有 open_laws.tar.xz：请用 --folder 指明法规文本所在的文件夹。", file=sys.stderr)
        raise typer.Exit(1)
    laws = dict(read_laws(folder))
    with ProcessPoolExecutor(processes) as pool:
        start = time.perf_counter()
        counts = list(pool.map(_read_whole, laws.items(), chunksize=BATCH))
        seconds = time.perf_counter() - start
        peak = max(peak for peak, _, _ in counts) * processes
        busy = sum(used for _, used, _ in counts)
        read = list(pool.map(_check, laws.items(), chunksize=BATCH))
        reading = _reading(read, _labels(folder), laws, (seconds, busy, peak), processes, sum((count for _, _, count in counts), Counter()))
        shelf = _shelve([document for law in read for document in law.parsed.documents])
        damage = _damage(pool, list(laws.values()), damaged, seed)
    print(json.dumps({"reading": asdict(reading), "library": asdict(shelf), "damaged": asdict(damage)}, ensure_ascii=False, indent=1))


def read_laws(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of every law in the archive of a folder."""
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress((folder / "open_laws.tar.xz").read_bytes()))) as archive:
        for member in archive.getmembers():
            if member.isfile() and (file := archive.extractfile(member)):
                yield PurePath(member.name).with_suffix("").as_posix().removeprefix("open/"), file.read().decode("utf-8")


def _labels(folder: Path) -> dict[str, dict[str, Any]]:
    rows = [json.loads(line) for line in lzma.decompress((folder / "open_labels.jsonl.xz").read_bytes()).splitlines()]
    return {str(PurePath(row["path"]).with_suffix("")): row for row in rows}


def _read_whole(law: tuple[str, str]) -> tuple[float, float, Counter[str]]:
    """Read a law with all that is worked out of it; return the memory of this process so far, processor seconds, and what there was."""
    name, text = law
    start = time.process_time()
    counts: Counter[str] = Counter()
    for document in parse(text, f"{PurePath(name).name}.txt").documents:
        counts["provisions"] += sum(1 for _ in document.all_provisions())
        counts["references"] += sum(len(references) for _, references in all_references(document))
        counts["norms"] += sum(1 for _ in norms(document))
        counts["penalties"] += sum(1 for _ in penalties(document))
    return peak_mb(), time.process_time() - start, counts


def _check(law: tuple[str, str]) -> Read:
    name, text = law
    file = f"{PurePath(name).name}.txt"
    parsed = parse(text, file)
    changed = any(_structure(*parse(render(document), file).documents[:1]) != _structure(document) for document in parsed.documents)
    return Read(name, parsed, Counter(), bool(lost_characters(text, parsed)), changed)


def _structure(document: Document) -> tuple[object, ...]:
    return tuple((p.address, p.heading, p.paragraphs) for p in document.all_provisions()), document.divisions


def _reading(
    read: list[Read], labels: dict[str, dict[str, Any]], laws: Mapping[str, str], spent: tuple[float, float, float], processes: int,
    counts: Counter[str],
) -> Reading:  # fmt: skip
    certain = exact = titles = dates = dated = 0
    for law in read:
        row = labels[law.name]
        first = law.parsed.documents[0]
        certain += row["certain"]
        exact += row["certain"] and [p.address for d in law.parsed.documents for p in d.provisions] == row["labels"]
        titles += "".join(first.title.split()) == "".join(str(row["title"]).split())
        dated += bool(row["date"])
        dates += bool(row["date"]) and first.promulgation_date == row["date"]
    return Reading(
        laws=len(read), megabytes=round(sum(len(text.encode()) for text in laws.values()) / 1e6, 1), seconds=round(spent[0], 1), processor_seconds=round(spent[1], 1),
        processes=processes, peak_mb=round(spent[2], 1), provisions=counts["provisions"], references=counts["references"],
        norms=counts["norms"], penalties=counts["penalties"], certain=certain, labels_exact=exact, titles_exact=titles,
        dates_exact=dates, dated=dated, several=sum(len(law.parsed.documents) != 1 for law in read),
        lossy=sum(law.lossy for law in read), changed=sum(law.changed for law in read),
    )  # fmt: skip


def _shelve(documents: list[Document]) -> Shelf:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        start = time.perf_counter()
        Library.build(path, documents)
        built = time.perf_counter() - start
        opened = min(_seconds(lambda: Library.open(path).close()) for _ in range(5))
        with Library.open(path) as library:
            citations = random.Random(0).sample([citation for citation, _ in library.passages()], LOOKUPS)
            found = [_timed(library, citation) for citation in citations]
            times = [1_000 * seconds for seconds, _ in found]
            return Shelf(
                round(built, 1), round(path.stat().st_size / 1e6, 1), len(library.entries()), round(1_000 * opened, 2),
                round(p50(times), 3), round(p95(times), 3), sum(not there for _, there in found),
            )  # fmt: skip


def _timed(library: Library, citation: Any) -> tuple[float, bool]:
    start = time.perf_counter()
    there = library.provision(citation) is not None
    return time.perf_counter() - start, there


def _seconds(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _damage(pool: ProcessPoolExecutor, texts: list[str], count: int, seed: int) -> Damage:
    crashed = slow = lossy = 0
    longest = 0.0
    worst: Counter[str] = Counter()
    for name, seconds, lost in pool.map(_survive, mutate(texts, count, seed), chunksize=BATCH):
        longest = max(longest, seconds)
        crashed += lost is None
        slow += seconds > SLOW
        lossy += bool(lost)
        if lost is None or lost or seconds > SLOW:
            worst[name] += 1
    return Damage(count, crashed, slow, lossy, round(longest, 2), dict(worst))


def _survive(damaged: tuple[str, str]) -> tuple[str, float, bool | None]:
    """Read a damaged text; return its damage, the processor seconds that it took, and whether it lost a letter (None where it crashed)."""
    name, text = damaged
    start = time.process_time()
    try:
        parsed = parse(text, "某(2020-01-01).txt")
    except Exception:  # whatever it is, it is what this looks for
        return name, time.process_time() - start, None
    return name, time.process_time() - start, bool(lost_characters(text, parsed))


if __name__ == "__main__":
    typer.run(main)
