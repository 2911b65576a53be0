"""``python -m law FILE… [--penalties | --norms]``: regulations as JSON lines, one document (or one penalty, one norm) a line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from law.gazette import parse
from law.layout import Placed
from law.model import PREAMBLE, Document, Item, Paragraph, Penalty, Provision, Unplaced
from law.sources import SourceError, find_sources, read_source


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what files say; return 0 when all could be read, 1 when one could not (2 for wrong usage, by argparse)."""
    parser = argparse.ArgumentParser(prog="python -m law", description="把法规文本解析成 JSON，每行一件文件。")
    parser.add_argument("files", nargs="+", metavar="FILE", help="文件或文件夹（.txt、.md、.html、.docx、有文字层的 .pdf）")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--penalties", action="store_true", help="改为每行输出一条罚则")
    what.add_argument("--norms", action="store_true", help="改为每行输出一条规范：义务、禁止、权利、职权、适用范围、定义、施行、废止")
    options = parser.parse_args(arguments)
    failed = False
    for name in options.files:
        try:
            paths = find_sources([name])
        except SourceError as error:
            paths, failed = [], _complain(str(error))
        for path in paths:
            try:
                source = read_source(path)
            except SourceError as error:
                failed = _complain(str(error))
                continue
            for remark in source.remarks:
                _complain(f"{path.name}：{remark}")
            parsed = parse(source.text, path.name)
            for at, document in enumerate(parsed.documents):
                outside = () if at else parsed.audit
                if options.penalties:
                    _print(penalty_records(document))
                elif options.norms:
                    _print(norm_records(document))
                else:
                    _print([document_record(document, outside, parsed.placed_in(at))])
    return 1 if failed else 0


def _complain(words: str) -> bool:
    print(words, file=sys.stderr)
    return True


def document_record(document: Document, outside: Sequence[Unplaced] = (), placed: Sequence[Placed] = ()) -> dict[str, Any]:
    """Return a document as the JSON object that people script against.

    ``outside`` are lines of the file in no document, for its audit; ``placed`` those that became fields and headings: together with the
    words of the provisions they are all that the source says.
    """
    return {
        "title": document.title,
        "notice_title": document.notice_title,
        "kind": document.kind,
        "document_number": document.document_number,
        "issuing_authority": document.issuing_authority,
        "signatory": document.signatory,
        "signatory_office": document.signatory_office,
        "promulgation_date": document.promulgation_date,
        "effective_date": document.effective_date,
        "repeals": [asdict(repeal) for repeal in document.repeals],
        "source": asdict(document.source),
        "divisions": [asdict(division) for division in document.divisions],
        "provisions": [_provision(provision) for provision in document.provisions],
        "front": dict(_matters(document.front)),
        "back": dict(_matters(document.back)),
        "audit": [asdict(entry) for entry in (*outside, *document.audit)],
        "history": [asdict(event) for event in document.history],
        "placed": [asdict(line) for line in placed],
    }


def penalty_records(document: Document) -> Iterator[dict[str, Any]]:
    """Yield the penalties of a document as JSON objects."""
    from law.penalties import penalties_by_sentence

    for penalty in penalties_by_sentence(document):
        yield _penalty(penalty)


def norm_records(document: Document) -> Iterator[dict[str, Any]]:
    """Yield the norms of a document as JSON objects, then its definitions, the day from which it is in force, and what it repeals."""
    from law.norms import definitions, norms

    for norm in norms(document):
        record = asdict(norm)
        yield {**_place(record.pop("citation")), **record}
    for definition in definitions(document):
        record = asdict(definition)
        yield {**_place(record.pop("citation")), "kind": "定义", **record}
    if document.effective_date:
        yield {"document": document.title, "address": "", "kind": "施行", "date": document.effective_date}
    for repeal in document.repeals:
        yield {"document": document.title, "address": "", "kind": "废止", **asdict(repeal)}


def _place(citation: dict[str, Any]) -> dict[str, str]:
    from law.address import format_address

    return {"document": citation["document"], "address": format_address(citation["address"], citation["paragraph"], citation["item"])}


def _penalty(penalty: Penalty) -> dict[str, Any]:
    from law.address import format_address

    at = penalty.citation
    sanctions = [{key: value for key, value in asdict(sanction).items() if key != "text"} for sanction in penalty.sanctions]
    return {
        "document": at.document,
        "address": format_address(at.address, at.paragraph, at.item),
        "quote": penalty.quote,
        "violates": list(penalty.violates),
        "authority": penalty.authority,
        "conduct": penalty.conduct,
        "sanctions": sanctions,
    }


def _provision(provision: Provision) -> dict[str, Any]:
    return {
        "address": provision.address,
        "path": list(provision.path),
        "heading": provision.heading,
        "paragraphs": [_paragraph(paragraph) for paragraph in provision.paragraphs],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {"n": paragraph.n, "text": paragraph.text, "items": [_item(item) for item in paragraph.items]}


def _item(item: Item) -> dict[str, Any]:
    record: dict[str, Any] = {"label": item.label, "text": item.text}
    if item.items:
        record["items"] = [_item(inner) for inner in item.items]
    return record


def _matters(matters: Iterable[Provision]) -> Iterator[tuple[str, str | list[str]]]:
    """Yield front and back matter by name: 引言 as a list of paragraphs, the rest as one text, that of an annex under its heading."""
    for matter in matters:
        text = f"{matter.heading}\n{matter.text}" if matter.heading else matter.text
        yield matter.address, text.split("\n") if matter.address == PREAMBLE else text


def _print(records: Iterable[dict[str, Any]]) -> None:
    for record in records:
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    try:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)
