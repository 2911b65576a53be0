"""2,594 laws as published: labels of articles, nothing lost, rendered and read again. Skipped where the texts are not at hand."""

import io
import json
import lzma
import tarfile
from pathlib import Path

import pytest

from law.gazette import Parsed, parse, render
from law.model import Document
from law.normalise import read_lines

LAWS = Path(__file__).parents[3] / "shared" / "laws"
pytestmark = pytest.mark.skipif(not LAWS.exists(), reason="the open laws are not beside the repository (../shared/laws)")


def laws() -> dict[str, tuple[str, Parsed]]:
    texts = {}
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress((LAWS / "open_laws.tar.xz").read_bytes()))) as archive:
        for member in archive.getmembers():
            if member.isfile() and (file := archive.extractfile(member)):
                text = file.read().decode("utf-8")
                texts[Path(member.name).with_suffix("").name] = (text, parse(text, Path(member.name).name))
    return texts


def labels() -> dict[str, object]:
    rows = map(json.loads, lzma.decompress((LAWS / "open_labels.jsonl.xz").read_bytes()).splitlines())
    return {Path(row["path"]).with_suffix("").name: row["labels"] for row in rows if row["certain"]}


@pytest.mark.long
def test_every_law_is_one_document_with_its_articles_and_all_its_lines_and_reads_the_same_when_rendered() -> None:
    certain, parsed = labels(), laws()
    assert [name for name, (_, law) in parsed.items() if len(law.documents) != 1] == []
    found = {name: [p.address for document in parsed[name][1].documents for p in document.provisions] for name in certain}
    assert [name for name, addresses in found.items() if addresses != certain[name]] == []
    assert [name for name, (text, law) in parsed.items() if not {line.number for line in read_lines(text)} <= kept(law)] == []
    shown = [document for _, law in list(parsed.values())[::8] for document in law.documents]
    assert [one.title for one in shown if [structure(one)] != list(map(structure, parse(render(one), one.source.file).documents))] == []


def structure(document: Document) -> object:
    """Return what a law is made of, whatever lines it stood on."""
    return [(p.address, p.heading, p.paragraphs) for p in document.all_provisions()], document.divisions


def kept(law: Parsed) -> set[int]:
    """Return the numbers of the lines that went into a provision or are accounted for."""
    read = {n for d in law.documents for p in d.all_provisions() for n in range(p.lines[0], p.lines[1] + 1)}
    return read | {entry.line for d in law.documents for entry in d.audit} | {entry.line for entry in (*law.audit, *law.placed)}
