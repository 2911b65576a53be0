"""``python -m eval.bench.formats.fuzz``: damaged files and bombs; each must give a text or a sentence with its name, in bounded time and memory."""

from __future__ import annotations

import io
import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from eval.bench.measure import peak_mb
from law.gazette import parse
from law.sources import SourceError, read

FILES = Path(__file__).resolve().parents[3] / "tests" / "law" / "files"
SUFFIXES = (".docx", ".pdf", ".html")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

notes = Console(stderr=True)


def main(
    files: Annotated[Path, typer.Option(help="Folder with sound docx, PDF and HTML files to damage.")] = FILES,
    count: Annotated[int, typer.Option(min=0, help="How many damaged files.")] = 600,
    seed: Annotated[int, typer.Option(help="Seed of the damage.")] = 1,
) -> None:
    """Read damaged files and bombs, and report outcomes, the longest time and the most memory of a reader."""
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    unnamed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="tiaowen-fuzz-") as scratch:
        for name, data in (*_bombs(), *_damaged(files, count, random.Random(seed))):
            file = Path(scratch) / name
            file.write_bytes(data)
            start = time.perf_counter()
            outcome = _read(file)
            slowest = max(slowest, (round(time.perf_counter() - start, 2), name))
            outcomes[outcome.replace(name, "FILE")[:60] if outcome else "read"] += 1
            if outcome and name not in outcome:
                unnamed.append(f"{name}: {outcome}")
            if name.startswith("bomb"):
                notes.print(f"{time.perf_counter() - start:5.1f} s  {name}: {outcome or 'read'}", markup=False, highlight=False)
            file.unlink()
    readers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024)
    result = {
        "files": sum(outcomes.values()), "outcomes": dict(outcomes.most_common()), "slowest": slowest, "reader_peak_mb": readers,
        "main_peak_mb": peak_mb(), "not_named": unnamed,
    }  # fmt: skip
    print(json.dumps(result, ensure_ascii=False, indent=1))
    if unnamed:
        raise typer.Exit(1)


def _read(file: Path) -> str:
    """Read and parse a file; return the sentence that refuses it, empty where it could be read."""
    try:
        parse(read(file), file.name)
    except SourceError as error:
        return str(error)
    return ""


def _damaged(folder: Path, count: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    sound = sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES)
    for at in range(count):
        file = sound[at % len(sound)]
        data = file.read_bytes()
        damage = chance.choice(DAMAGES)
        if file.suffix == ".docx" and chance.random() < 0.6:
            yield f"{at:04}.docx", _inside_zip(data, damage, chance)
        else:
            yield f"{at:04}{file.suffix}", damage(data, chance)


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 200))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 5000) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 2000)]
    return data[:start] + piece * chance.choice((2, 20, 500)) + data[start:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[b:] + data[a:b] + data[:a]


def _number(data: bytes, chance: random.Random) -> bytes:
    """Make a number in the file huge, as lengths and counts are in attacks."""
    digits = [at for at in range(len(data)) if 48 <= data[at] <= 57]
    if not digits:
        return _flip(data, chance)
    at = chance.choice(digits)
    return data[:at] + chance.choice((b"99999999999", b"-1", b"0", b"2147483648")) + data[at + 1 :]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _truncate, _cut_out, _repeat, _swap, _number)


def _inside_zip(data: bytes, damage: Callable[[bytes, random.Random], bytes], chance: random.Random) -> bytes:
    """Damage one part of a docx, and pack it again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice([name for name in parts if parts[name]])
    parts[chosen] = damage(parts[chosen], chance)
    return _zip(parts)


def _zip(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _docx(body: bytes, head: bytes = b"") -> bytes:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return _zip(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="r" Type="{relation}" Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": head + f'<w:document xmlns:w="{WORD}"><w:body>'.encode() + body + b"</w:body></w:document>",
        }
    )


def _bombs() -> Iterator[tuple[str, bytes]]:
    """Yield files that grow, nest or never end when they are read."""
    yield "bomb-zip.docx", _docx(b"<w:p/>" + b" " * 200_000_000)
    yield "bomb-paragraphs.docx", _docx(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_000_000)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    yield "bomb-entities.docx", _docx(b"<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>", f'<!DOCTYPE d [<!ENTITY e0 "lol">{entities}]>'.encode())
    yield "bomb-external.docx", _docx(b"<w:p>&x;</w:p>", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    yield "bomb-nesting.docx", _docx(b"<w:sdt>" * 300_000 + b"</w:sdt>" * 300_000)
    yield "bomb-nested-tables.docx", _docx(b"<w:tbl><w:tr><w:tc>" * 20_000 + b"</w:tc></w:tr></w:tbl>" * 20_000)
    yield "bomb-nesting.html", b"<html>" + b"<div>" * 1_000_000 + "第一条　某。".encode()
    yield "bomb-lists.html", b"<html>" + b"<ol><li>" * 200_000 + "第一条　某。".encode()
    yield "bomb-tables.html", b"<html>" + b"<table><tr><td>a<td>b" * 50_000
    yield "bomb-attributes.html", b"<html><p " + b"a" * 30_000_000 + b">x"
    yield "bomb-breaks.html", b"<html>" + b"x<br>" * 5_000_000
    yield "bomb-pages.pdf", _pdf(20_000, b"BT /F 12 Tf (x) Tj ET")
    yield "bomb-many-pages.pdf", _pdf(2_900, b"BT /F 12 Tf (abcdefghij) Tj ET " * 40)
    yield "bomb-operators.pdf", _pdf(1, b"BT /F 12 Tf " + b"(abcdefghijklmnopqrstuvwxyz) Tj " * 600_000 + b"ET")
    yield "bomb-paths.pdf", _pdf(1, b"BT /F 12 Tf (abcdefghijklmnopqrstuvwxyz) Tj ET " + b"0 0 m 9 9 l S " * 1_500_000)
    yield "bomb-line.txt", "第一条　某某。".encode() * 700_000


def _pdf(pages: int, content: bytes) -> bytes:
    """Return a PDF whose pages all show the same content."""
    kids = b" ".join(b"%d 0 R" % (at + 5) for at in range(pages))
    things: Sequence[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"] * pages,
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, thing in enumerate(things, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, thing))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(things) + 1, start))
    return out.getvalue()


if __name__ == "__main__":
    typer.run(main)
