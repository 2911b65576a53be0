"""``python -m eval.bench.formats``: the same laws in every format must give the same articles.

Prints laws as text, Markdown, web pages, docx and PDF — with Chromium and LibreOffice, as offices do, with running heads, page numbers and
columns — reads them back and counts the articles that are word for word those of the plain text.
"""

from __future__ import annotations

import json
import lzma
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.bench.formats.printing import PRINTERS, Law, PrintingError
from law.gazette import parse
from law.model import Provision
from law.sources import SourceError, read
from settings import ROOT

LAWS = ROOT.parent / "shared" / "laws"
SHORTEST, LONGEST = 1_500, 60_000
"""Characters of the laws taken: longer ones add time and no forms."""

notes = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Figure:
    """What came back from one format: articles of the plain text, those that are identical, files refused, seconds a file."""

    format: str
    articles: int
    identical: int
    files: int
    titles: int
    """Files whose documents have the same titles."""
    refused: int
    seconds: float

    @property
    def share(self) -> float:
        """Share of articles that are word for word the same."""
        return self.identical / self.articles if self.articles else 0.0


def main(
    laws: Annotated[Path, typer.Option(help="Folder with open_laws.tar.xz and open_labels.jsonl.xz.")] = LAWS,
    count: Annotated[int, typer.Option(min=1, help="How many laws.")] = 50,
    formats: Annotated[str, typer.Option(help="Formats to print, by comma; all where empty.")] = "",
    keep: Annotated[Path | None, typer.Option(help="Keep the printed files in this folder.")] = None,
    differences: Annotated[int, typer.Option(help="Show so many articles that differ in each format.")] = 0,
) -> None:
    """Print laws in every format, read them back, and report the share of identical articles."""
    chosen = {name: printer for name, printer in PRINTERS.items() if not formats or name in formats.split(",")}
    try:
        texts = read_laws(laws, count)
    except (OSError, ValueError) as error:
        notes.print(f"no laws to print: {error}", style="red", markup=False)
        raise typer.Exit(1) from None
    figures = []
    with tempfile.TemporaryDirectory(prefix="tiaowen-formats-") as scratch:
        for name, printer in chosen.items():
            folder = (keep or Path(scratch)) / name
            if missing := [program for program in printer.needs if not shutil.which(program)]:
                notes.print(f"{name}: skipped, {' and '.join(missing)} is not installed")
                continue
            folder.mkdir(parents=True, exist_ok=True)
            try:
                files = printer.print(texts, folder)
            except (PrintingError, subprocess.SubprocessError) as error:
                notes.print(f"{name}: {error}", style="red", markup=False)
                continue
            figure = compare(name, texts, files, differences)
            figures.append(figure)
            notes.print(f"{name}: {figure.identical} of {figure.articles} articles, {figure.seconds:.2f} s a file", highlight=False)
    notes.print(_table(figures))
    print(json.dumps([{**asdict(figure), "share": round(figure.share, 4)} for figure in figures], ensure_ascii=False, indent=1))


def read_laws(folder: Path, count: int) -> list[Law]:
    """Return so many laws whose labels are certain, spread evenly over the collection. Raises OSError or ValueError."""
    labels = [json.loads(line) for line in lzma.decompress((folder / "open_labels.jsonl.xz").read_bytes()).splitlines()]
    certain = {Path(row["path"]).with_suffix("").name for row in labels if row["certain"]}
    found: list[Law] = []
    with tarfile.open(fileobj=BytesIO(lzma.decompress((folder / "open_laws.tar.xz").read_bytes()))) as archive:
        for member in sorted(archive.getmembers(), key=lambda one: one.name):
            if member.isfile() and Path(member.name).with_suffix("").name in certain:
                stream = archive.extractfile(member)
                text = stream.read().decode("utf-8") if stream else ""
                if SHORTEST <= len(text) <= LONGEST:
                    found.append(Law(Path(member.name).stem, text))
    if not found:
        raise ValueError(f"none in {folder}")
    return [found[at * len(found) // min(count, len(found))] for at in range(min(count, len(found)))]


def compare(name: str, laws: Sequence[Law], files: Sequence[Path], differences: int = 0) -> Figure:
    """Read printed files back and count the articles that are those of the laws, word for word."""
    articles = identical = titles = refused = 0
    seconds = 0.0
    for law, file in zip(laws, files, strict=True):
        expected = list(provisions(law.text, law.name))
        start = time.perf_counter()
        try:
            text = read(file)
        except SourceError as error:
            notes.print(f"{name}: {error}", markup=False)
            refused += 1
            text = ""
        seconds += time.perf_counter() - start
        found = list(provisions(text, law.name)) if text else []
        titles += _titles(text, law.name) == _titles(law.text, law.name)
        same = sum((Counter(expected) & Counter(found)).values())
        articles += max(len(expected), len(found))
        identical += same
        _show(file, expected, found, differences)
    return Figure(name, articles, identical, len(files), titles, refused, round(seconds / max(1, len(files)), 3))


def provisions(text: str, name: str) -> Iterator[tuple[str, object]]:
    """Yield the provisions of a text, by address, as what must be the same in every format."""
    for document in parse(text, name).documents:
        for provision in document.provisions:
            yield provision.address, _words(provision)


def _titles(text: str, name: str) -> list[str]:
    return [document.title for document in parse(text, name).documents]


def _words(provision: Provision) -> object:
    return provision.heading, provision.paragraphs


def _show(file: Path, expected: Sequence[tuple[str, object]], found: Sequence[tuple[str, object]], most: int) -> None:
    if not most:
        return
    there = dict(found)
    shown = 0
    for address, words in expected:
        if there.get(address) != words and shown < most:
            shown += 1
            notes.print(f"--- {file} {address}\n  {words}\n  {there.get(address)}", markup=False, highlight=False, soft_wrap=True)


def _table(figures: Sequence[Figure]) -> Table:
    table = Table("format", "articles", "identical", "share", "titles", "refused", "seconds a file")
    for one in figures:
        table.add_row(
            one.format,
            str(one.articles),
            str(one.identical),
            f"{one.share:.2%}",
            f"{one.titles} of {one.files}",
            str(one.refused),
            f"{one.seconds:.2f}",
        )
    return table


if __name__ == "__main__":
    typer.run(main)
