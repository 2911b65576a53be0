"""2,594 laws as published: labels of articles, nothing lost, rendered and read again. Skipped where the texts are not at hand."""

import io
import json
import lzma
import tarfile
from functools import cache
from pathlib import Path

import pytest

from law.gazette import Parsed, parse, render
from law.normalise import read_lines

LAWS = Path(__file__).parents[3] / "shared" / "laws"
pytestmark = pytest.mark.skipif(not LAWS.exists(), reason="the open laws are not beside the repository (../shared/laws)")


@cache
def laws() -> dict[str, tuple[str, Parsed]]:
    texts = {}
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress((LAWS / "open_laws.tar.xz").read_bytes()))) as archive:
        for member in archive.getmembers():
            if member.isfile() and (file := archive.extractfile(member)):
                text = file.read().decode("utf-8")
                texts[Path(member.name).with_suffix("").name] = (text, parse(text, Path(member.name).name))
    return texts


def labels() -> list[dict[str, object]]:
    return [json.loads(line) for line in lzma.decompress((LAWS / "open_labels.jsonl.xz").read_bytes()).splitlines()]


@pytest.mark.long
def test_every_certain_law_has_exactly_its_articles() -> None:
    wrong = []
    for row in labels():
        if row["certain"]:
            _, parsed = laws()[Path(str(row["path"])).with_suffix("").name]
            found = [p.address for document in parsed.documents for p in document.provisions]
            if found != row["labels"]:
                wrong.append(row["path"])
    assert wrong == []


def test_a_law_is_one_document() -> None:
    assert [name for name, (_, parsed) in laws().items() if len(parsed.documents) != 1] == []


def test_no_line_of_a_law_is_lost() -> None:
    for name, (text, parsed) in laws().items():
        kept = {n for d in parsed.documents for p in d.all_provisions() for n in range(p.lines[0], p.lines[1] + 1)}
        kept |= {entry.line for d in parsed.documents for entry in d.audit} | {entry.line for entry in (*parsed.audit, *parsed.placed)}
        assert {line.number for line in read_lines(text)} <= kept, name


def test_a_rendered_law_reads_the_same() -> None:
    for name, (_, parsed) in list(laws().items())[::8]:
        for document in parsed.documents:
            (again,) = parse(render(document), document.source.file).documents
            assert [(p.address, p.heading, p.paragraphs) for p in again.all_provisions()] == [
                (p.address, p.heading, p.paragraphs) for p in document.all_provisions()
            ], name
            assert again.divisions == document.divisions, name
