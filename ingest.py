"""From source files to a build that answers: read, parse, build the library and the index, verify, switch.

``python ingest.py [PATHS…]`` makes a build of the files and folders named, of the corpus folder where none is. ``open_build`` opens what
answers now.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from law.gazette import parse
from law.library import Library, LibraryError
from law.model import Citation, Document, Provision, paragraph_lines
from law.sources import SourceError, find_sources, read_source
from settings import ROOT, SHIPPED_MODEL, Settings
from vectorstore import dense
from vectorstore.builds import BuildError, Builds
from vectorstore.embed import load
from vectorstore.embedder import Embedder, EmbeddingError
from vectorstore.index import QUERY_CHARACTERS, Index, Passage
from vectorstore.manifest import Inputs, Manifest, Unplaced, code_version
from vectorstore.record import IndexUnreadable, OtherModel, Record, sha256
from vectorstore.rerank import Reranker
from vectorstore.static import StaticEmbeddings

LONG_PROVISION = 250
"""Characters above which each paragraph of a provision is a passage of its own, too: one vector of a page says little of any line in it."""
CANARIES = 25
"""Passages, spread over the corpus, that must find themselves before a build is switched to."""
CANARY_SHARE = 0.8
"""So many of them must come first: laws do repeat each other word for word."""
CODE = ("law/**/*.py", "vectorstore/*.py", "ingest.py")
"""All code that decides what a build holds."""
EXAMPLES = 3
"""Unplaced lines shown for each reason."""


class IngestError(Exception):
    """No build could be made; the words say why. The build before still answers."""


FAILURES = (IngestError, BuildError, EmbeddingError, LibraryError, dense.DenseError, OSError)
"""What can keep a build from being made, each with a sentence but the last: a full disk, a folder that may not be written."""
UNREADABLE = (BuildError, IndexUnreadable, LibraryError, OSError, ValueError, TypeError, KeyError)
"""What opening a damaged build raises: its parts say so themselves, a broken manifest in the words of Python."""


@dataclass(frozen=True, slots=True)
class Search:
    """What an index is built and opened with."""

    embedder: Embedder
    token_model: StaticEmbeddings | None
    """For soft matching: the model that ships; where it is missing, the embedder itself if it is static."""
    chroma_url: str | None
    reranker: Reranker | None = None

    @classmethod
    def of(cls, settings: Settings) -> Search:
        """Load the models of the settings. Raises EmbeddingError."""
        key = settings.embedding_api_key.get_secret_value() if settings.embedding_api_key else None
        embedder = load(settings.embedding_model, settings.allow_download, settings.embedding_base_url, key)
        own = embedder if isinstance(embedder, StaticEmbeddings) else None
        if SHIPPED_MODEL.is_dir() and Path(settings.embedding_model).resolve() != SHIPPED_MODEL.resolve():
            own = StaticEmbeddings(SHIPPED_MODEL)
        reranker = Reranker(settings.reranker, settings.allow_download) if settings.reranker else None
        return cls(embedder, own, settings.chroma_url, reranker)

    def open(self, folder: Path) -> tuple[Library, Index]:
        """Open a build. Raises BuildError, LibraryError, IndexUnreadable, OSError, or what a broken manifest raises."""
        if _hash(folder / "library.sqlite") != Manifest.read(folder / "manifest.json").library:
            raise BuildError(f"文库 {folder / 'library.sqlite'} 缺失或已损坏")
        index = Index.open(folder / "index", self.embedder, token_model=self.token_model, chroma_url=self.chroma_url)
        index.reranker = self.reranker
        try:
            return Library.open(folder / "library.sqlite"), index
        except LibraryError:
            index.close()
            raise


def open_build(settings: Settings) -> tuple[Library, Index]:
    """Open the current build, or the one before it where the current one is unreadable, with a warning in ``Index.warnings``.

    Raises BuildError (NoBuild where there is none), OtherModel or EmbeddingError, each with a sentence that says what to do.
    """
    search = Search.of(settings)
    builds = Builds(settings.index_dir)
    current = builds.current()
    reason = ""
    for folder in (current, *(older for older in builds.finished() if older.name < current.name)):
        try:
            library, index = search.open(folder)
        except OtherModel:
            raise
        except UNREADABLE as error:
            reason = reason or str(error)
            continue
        if reason:
            index.note(f"当前索引 {current.name} 无法读取（{reason}），已改用上一个；请运行 python ingest.py 重建")
        return library, index
    raise BuildError(f"索引 {current} 无法读取（{reason}）；请运行 python ingest.py 重建")


def passages(library: Library) -> list[Passage]:
    """List what the index ranks: every provision, and every paragraph of a long one, with the printed citation (and version) as id."""
    found: dict[str, Passage] = {}
    divisions: dict[tuple[str, str], dict[str, str]] = {}
    for citation, provision in library.passages():
        key = (citation.document, citation.version)
        if key not in divisions:
            divisions[key] = _divisions(library.document(*key))
        head = " ".join(filter(None, (citation.document, divisions[key].get(citation.address), citation.address, provision.heading)))
        for part, text in _parts(citation, provision):
            found.setdefault(str(part), Passage(str(part), f"{head}\n{text}"))
    return list(found.values())


def _parts(citation: Citation, provision: Provision) -> Iterator[tuple[Citation, str]]:
    yield citation, provision.text
    if len(provision.paragraphs) > 1 and len(provision.text) > LONG_PROVISION:
        for paragraph in provision.paragraphs:
            yield replace(citation, paragraph=paragraph.n), "\n".join(paragraph_lines(paragraph))


def _divisions(document: Document) -> dict[str, str]:
    """Return the headings of the parts, chapters and sections that each address stands in: ``第二章 举办``."""
    headings: defaultdict[str, list[str]] = defaultdict(list)
    for division in document.divisions:
        for address in division.provisions:
            headings[address].append(f"{division.label} {division.heading}".strip())
    return {address: " ".join(words) for address, words in headings.items()}


def ingest(settings: Settings, paths: Sequence[Path], force: bool, console: Console) -> tuple[Manifest, bool]:
    """Make a build of the files in ``paths`` and switch to it; return what it holds, and whether anything changed.

    Raises one of ``FAILURES``, with a sentence; then the build before still answers.
    """
    search = Search.of(settings)
    builds = Builds(settings.index_dir)
    with builds.lock(), _progress(console) as progress:
        files, failed = _files(paths)
        token_model = search.token_model.fingerprint if search.token_model else None
        sources = {name: _hash(path) for name, path in files.items()}
        inputs = Inputs(sources, search.embedder.fingerprint, token_model, code_version(ROOT, CODE), search.chroma_url)
        previous = _current(builds)
        if previous is not None and previous[1].inputs == inputs and not force and _sound(previous[0], search):
            return previous[1], False
        documents, audit, unread = _parse(files, progress)
        failed |= unread
        if not documents:
            raise IngestError("没有读到任何法规，索引未改动。" + "".join(f"\n  {name}：{why}" for name, why in failed.items()))
        folder = builds.start()
        try:
            ranked, manifest = _build(folder, documents, search, previous[0] if previous else None, progress)
            manifest = replace(manifest, inputs=inputs, failed=failed, audit=audit)
            manifest.write(folder / "manifest.json")
            progress.add_task("校验", total=None)
            _verify(folder, ranked, search)
            _switch(builds, folder, search.chroma_url)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return manifest, True


def _current(builds: Builds) -> tuple[Path, Manifest] | None:
    """Return the current build and what it holds; None where there is none or it cannot be read."""
    try:
        folder = builds.current()
        return folder, Manifest.read(folder / "manifest.json")
    except UNREADABLE:
        return None


def _sound(folder: Path, search: Search) -> bool:
    """Tell whether a build can be opened without a complaint."""
    try:
        library, index = search.open(folder)
    except UNREADABLE:
        return False
    library.close()
    index.close()
    return not index.warnings


def _files(paths: Sequence[Path]) -> tuple[dict[str, Path], dict[str, str]]:
    """Return the files that paths name, by the name that they go by, and the paths that name none, with the reason."""
    files: dict[str, Path] = {}
    failed: dict[str, str] = {}
    for path in paths:
        try:
            found = find_sources([path])
        except SourceError as error:
            failed[str(path)] = str(error)
            continue
        for file in found:
            name = file.relative_to(path).as_posix() if file != path else file.name
            files[name if files.get(name, file) == file else file.as_posix()] = file
    return files, failed


def _parse(files: dict[str, Path], progress: Progress) -> tuple[list[Document], tuple[Unplaced, ...], dict[str, str]]:
    """Return the documents of all files, the lines that stand in none, and the files that gave nothing, with the reason."""
    documents: list[Document] = []
    audit: list[Unplaced] = []
    failed: dict[str, str] = {}
    for name, path in progress.track(files.items(), description="阅读文件"):
        try:
            source = read_source(path)
            parsed = parse(source.text, name)
        except SourceError as error:
            failed[name] = str(error)
            continue
        except Exception as error:  # one file that trips the parser must not keep the others out; it is reported by name
            failed[name] = f"解析失败（{type(error).__name__}：{error}）"
            continue
        if not parsed.documents:
            failed[name] = "没有认出任何法规或者政策文件（应有题名和正文）"
        documents += parsed.documents
        audit += [Unplaced(name, 0, remark, "文件的一部分") for remark in source.remarks]
        unplaced = [*parsed.audit, *(line for document in parsed.documents for line in document.audit)]
        audit += [Unplaced(name, line.line, line.text, line.why) for line in sorted(unplaced, key=lambda line: line.line)]
    return documents, tuple(audit), failed


def _build(
    folder: Path, documents: Sequence[Document], search: Search, previous: Path | None, progress: Progress
) -> tuple[list[Passage], Manifest]:
    """Write library and index into ``folder``; return what is ranked, and what there is in numbers."""
    Library.build(folder / "library.sqlite", documents)
    with Library.open(folder / "library.sqlite") as library:
        ranked, notes, entries = passages(library), library.notes, library.entries()
    task = progress.add_task("编制索引", total=len(ranked))
    Index.build(
        folder / "index",
        ranked,
        search.embedder,
        token_model=search.token_model,
        previous=previous / "index" if previous else None,
        chroma_url=search.chroma_url,
        progress=lambda done, total: progress.update(task, completed=done, total=total),
    )
    return ranked, Manifest(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        documents=len(entries),
        provisions=sum(entry.provision_count for entry in entries),
        passages=len(ranked),
        notes=notes,
        library=_hash(folder / "library.sqlite"),
    )


def _verify(folder: Path, ranked: Sequence[Passage], search: Search) -> None:
    """Open a new build as a reader does and ask it for its own words. Raises IngestError."""
    Index.verify(folder / "index")
    library, index = search.open(folder)
    try:
        if index.warnings:
            raise IngestError(f"新索引没有通过校验：{index.warnings[0]}。原来的索引未改动")
        canaries = [passage for passage in ranked if len(passage.text) <= QUERY_CHARACTERS]
        canaries = canaries[:: max(1, len(canaries) // CANARIES)]
        first = sum(bool(hits) and hits[0].id == canary.id for canary in canaries for hits in [index.search(canary.text, 1)])
        if first < CANARY_SHARE * len(canaries):
            raise IngestError(f"新索引没有通过校验：{len(canaries)} 条原文只有 {first} 条找得到自己。原来的索引未改动")
    finally:
        index.close()
        library.close()


def _switch(builds: Builds, folder: Path, chroma_url: str | None) -> None:
    """Make a verified build current, and remove from a Chroma server what belonged to builds that are gone."""
    before = {build: _collection(build) for build in builds.finished()}
    builds.finish(folder)
    kept = builds.finished()
    gone = [collection for build, collection in before.items() if build not in kept and collection]
    if chroma_url and gone:
        with suppress(dense.DenseError):
            dense.drop(chroma_url, gone)


def _collection(build: Path) -> str | None:
    try:
        return Record.read(build / "index").collection
    except IndexUnreadable:
        return None


def _hash(path: Path) -> str:
    try:
        return sha256(path)
    except OSError:
        return ""


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def report(manifest: Manifest, whole_audit: bool = False) -> str:
    """Return what a build holds and what could not be placed, in words."""
    lines = [f"{manifest.documents} 份文件，{manifest.provisions} 条规定，{manifest.passages} 段可检索。"]
    by_file: defaultdict[str, defaultdict[str, list[Unplaced]]] = defaultdict(lambda: defaultdict(list))
    for line in manifest.audit:
        by_file[line.file][line.why].append(line)
    for file, reasons in by_file.items():
        lines.append(f"{file}：{sum(map(len, reasons.values()))} 行不在任何文件中")
        for why, unplaced in reasons.items():
            lines.append(f"  {why}：{len(unplaced)} 行")
            shown = unplaced if whole_audit else unplaced[:EXAMPLES]
            lines += [f"    第 {line.line} 行 {line.text.strip()[:40]}" if line.line else f"    {line.text}" for line in shown]
            if len(shown) < len(unplaced):
                lines.append("    ……（--audit 列出全部）")
    lines += manifest.notes
    lines += [f"未读入 {name}：{why}" for name, why in manifest.failed.items()]
    return "\n".join(lines)


def main(
    paths: Annotated[list[Path] | None, typer.Argument(help="files or folders; the corpus folder where none is given")] = None,
    force: Annotated[bool, typer.Option("--force", help="build even where nothing has changed")] = False,
    audit: Annotated[bool, typer.Option("--audit", help="list every line that could not be placed")] = False,
) -> None:
    """Read source files and build what answers: the library and the index hold these files and no others."""
    settings = Settings()
    console = Console(stderr=True)
    try:
        manifest, changed = ingest(settings, paths or [settings.corpus_dir], force, console)
    except FAILURES as error:
        words = f"索引没有建成（{error}），原来的索引未改动；请检查磁盘空间和权限" if isinstance(error, OSError) else str(error)
        console.print(words, markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    typer.echo(report(manifest, audit))
    typer.echo("索引已更新。" if changed else "没有变化，索引未改动。")


if __name__ == "__main__":
    typer.run(main)
