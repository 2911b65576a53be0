"""How time, memory, disk, latency and recall grow with the texts, and what a user would pick instead, side by side in the same run."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from eval.bench.contestants import models
from eval.bench.corpus import read_laws, write_corpus
from eval.bench.measure import BenchError, Child, listen_to_child, run_child
from settings import ROOT
from vectorstore.builds import Builds
from vectorstore.train.questions import read_lay_questions

QUESTIONS = 200
STYLES = ("colloquial", "formal")
CHANGED = "\n第九百九十九条　本条为修改后新增的规定，由有关部门负责解释。\n"


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one size. Seconds are wall seconds; memory is that of the largest process."""

    articles: int
    bytes: int
    ingest: Child
    update: Child
    """One law of them changed."""
    nothing: Child
    """The same again: everything is compared, nothing is built."""
    disk_mb: dict[str, float]
    ours: dict[str, Any]
    peers: dict[str, dict[str, Any]]

    @property
    def ratios(self) -> dict[str, dict[str, float]]:
        """How many times as fast and as good as each peer: articles a second in (and a processor second), questions a second
        out, hits."""
        rate, hits = self.ours["speeds"][0]["per_second"], self.ours["hit_rate"]
        return {
            name: {
                "ingest": round(peer["build_seconds"] / self.ingest.seconds, 1),
                "ingest_processor": round(peer["processor_seconds"] / self.ingest.processor_seconds, 1),
                "queries": round(rate / peer["speeds"][0]["per_second"], 1),
                "hit_rate": round(hits / max(peer["hit_rate"], 0.005), 1),
            }
            for name, peer in self.peers.items()
        }


def grow(shared: Path, sizes: Sequence[int], peers_up_to: int, say: Callable[[str], None], temporary: Path | None) -> Iterator[Size]:
    """Measure every size, smallest first, and yield each as soon as it is known: the next may take hours. Raises NoLaws or BenchError."""
    laws = read_laws(shared / "laws" / "open_laws.tar.xz")
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory(prefix="tiaowen-growth-", dir=temporary) as folder:
            yield _measure(shared, laws, size, Path(folder), size <= peers_up_to, say)


def _measure(shared: Path, laws: Mapping[str, str], size: int, folder: Path, with_peers: bool, say: Callable[[str], None]) -> Size:
    corpus, data = folder / "corpus", folder / "data"
    real, articles = write_corpus(laws, corpus, size)
    questions = folder / "questions.json"
    asked = _questions(shared / "questions" / "lay_questions.jsonl.xz", real)
    questions.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    environment = {"TIAOWEN_INDEX_DIR": str(data), "TIAOWEN_KEEP_BUILDS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "ingest.py"), str(corpus)]
    say(f"{articles} articles: ingest")
    ingest = run_child(command, folder, environment)
    disk = _disk(Builds(data).current())
    say(f"{articles} articles: nothing changed, one law changed ({ingest.seconds:.0f} s before)")
    nothing = run_child(command, folder, environment)
    changed = sorted(corpus.iterdir())[0]
    changed.write_text(changed.read_text(encoding="utf-8") + CHANGED, encoding="utf-8")
    update = run_child(command, folder, environment)
    say(f"{articles} articles: {len(asked)} questions ({update.seconds:.0f} s before)")
    ours = _contestant("ours", corpus, questions, data)
    shutil.rmtree(data)
    peers = {}
    if with_peers:
        for name in (*models(), "bm25s"):
            say(f"{articles} articles: {name}")
            try:
                peers[name] = _contestant(name, corpus, questions, folder / "peer")
            except BenchError as error:  # a peer that fails is told, and takes nothing of what was measured with it
                say(str(error))
            shutil.rmtree(folder / "peer", ignore_errors=True)
    size_in_bytes = sum(path.stat().st_size for path in corpus.iterdir())
    return Size(articles, size_in_bytes, ingest, update, nothing, disk, ours, peers)


def _contestant(name: str, corpus: Path, questions: Path, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "eval.bench.contestants", name, str(corpus), str(questions), str(folder)]
    environment = {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    measured: dict[str, Any] = json.loads(listen_to_child(command, corpus.parent, environment)[1])
    return measured


def _questions(path: Path, real: Sequence[str]) -> list[tuple[str, str]]:
    """Return wordings of questions about laws that are in the corpus, with the text of the article that answers them."""
    there = set(real)
    try:
        known = [question for question in read_lay_questions(path) if question.path in there]
    except OSError as error:
        raise BenchError(f"no questions at {path} ({error}); name their folder with --shared") from error
    pairs = [(question.wordings[style], question.text) for question in known for style in STYLES]
    return pairs[:: max(1, len(pairs) // QUESTIONS)][:QUESTIONS]


def _disk(build: Path) -> dict[str, float]:
    """Return megabytes of each part of a build, and of all of it."""
    parts: dict[str, float] = {"all": 0.0}
    for path in build.rglob("*"):
        if path.is_file():
            inside = path.relative_to(build).parts
            part = inside[1] if inside[0] == "index" and len(inside) > 2 else inside[-1]
            parts[part] = parts.get(part, 0.0) + path.stat().st_size / 1e6
            parts["all"] += path.stat().st_size / 1e6
    return {part: round(megabytes, 1) for part, megabytes in sorted(parts.items(), key=lambda pair: -pair[1])}


def as_json(sizes: Sequence[Size], machine: str) -> str:
    """Write everything down."""
    plain = [{**asdict(size), "ratios": size.ratios} for size in sizes]
    return json.dumps({"machine": machine, "sizes": plain}, ensure_ascii=False, indent=1)


def table(sizes: Sequence[Size]) -> Table:
    """Lay the figures out for people."""
    laid_out = Table(show_edge=False)
    for heading in (
        "articles",
        "what",
        "build s",
        "CPU s",
        "peak MB",
        "open s",
        "MB",
        "p50/95/99 ms, 1",
        "8 askers",
        "hits",
        "recall",
        "disk MB",
    ):
        laid_out.add_column(heading, justify="left" if heading == "what" else "right")
    for size in sizes:
        built = {"build_seconds": size.ingest.seconds, "processor_seconds": size.ingest.processor_seconds, "peak_mb": size.ingest.peak_mb}
        laid_out.add_row(*_row(size.articles, "ours", {**size.ours, **built}), f"{size.disk_mb['all']:.0f}")
        laid_out.add_row("", "ours, one law changed", *_child(size.update))
        laid_out.add_row("", "ours, nothing changed", *_child(size.nothing))
        for name, peer in size.peers.items():
            laid_out.add_row(*_row("", name, peer))
    return laid_out


def _child(child: Child) -> tuple[str, str, str]:
    return f"{child.seconds:.1f}", f"{child.processor_seconds:.1f}", f"{child.peak_mb:.0f}"


def _row(articles: object, name: str, measured: Mapping[str, Any]) -> list[str]:
    speeds = ["/".join(f"{speed[key]:.1f}" for key in ("p50_ms", "p95_ms", "p99_ms")) for speed in measured["speeds"]]
    recall = "" if measured["recall"] is None else f"{measured['recall']:.3f}"
    build, opened = f"{measured['build_seconds']:.1f}", f"{measured['open_seconds']:.2f}"
    memory = [f"{measured['processor_seconds']:.1f}", f"{measured['peak_mb']:.0f}", opened, f"{measured['memory_mb']:.0f}"]
    return [str(articles), name, build, *memory, *speeds, f"{measured['hit_rate']:.2f}", recall]


def plot(sizes: Sequence[Size], path: Path) -> bool:
    """Draw how each figure grows, both axes logarithmic; False where matplotlib is not installed."""
    try:
        from matplotlib import use
    except ImportError:
        return False
    use("Agg")
    from matplotlib import pyplot

    curves: dict[str, Callable[[Size], float]] = {
        "ingest, seconds": lambda size: size.ingest.seconds,
        "one law changed, seconds": lambda size: size.update.seconds,
        "opening, seconds": lambda size: float(size.ours["open_seconds"]),
        "memory while ingesting, MB": lambda size: size.ingest.peak_mb,
        "memory while answering, MB": lambda size: float(size.ours["memory_mb"]),
        "disk, MB": lambda size: size.disk_mb["all"],
        "search p50, ms": lambda size: float(size.ours["speeds"][0]["p50_ms"]),
        "search p95, ms": lambda size: float(size.ours["speeds"][0]["p95_ms"]),
    }
    figure, axes = pyplot.subplots(2, 4, figsize=(16, 7), layout="constrained")
    for axis, (title, value) in zip(axes.flat, curves.items(), strict=True):
        axis.loglog([size.articles for size in sizes], [value(size) for size in sizes], marker="o")
        axis.set(title=title, xlabel="articles")
        axis.grid(visible=True, which="both", alpha=0.3)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
    return True
