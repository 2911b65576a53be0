"""From source files to a build that answers, and the care of the builds that there are.

``python ingest.py [PATHS…]`` makes a build of the files and folders named, of the corpus folder where none is, and with ``--gate`` lets it
answer only where it answers a question set well enough; ``status``, ``verify``, ``rollback`` and ``prune`` look after the builds there are.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

# The processes that read files run this file too, under another name, and need nothing of what follows: it would take each a second.
if TYPE_CHECKING or __name__ != "__mp_main__":
    from rich.console import Console

    from intake.assembly import (
        FAILURES,
        UNREADABLE,
        complaint,
        failure,
        ingest,
        open_build,
        other_model,
        passages,
        tidy,
    )  # fmt: skip
    from intake.search import MANIFEST, Search
    from settings import Settings
    from vectorstore.builds import BuildError, Builds
    from vectorstore.errors import EmbeddingError
    from vectorstore.manifest import Manifest, Unplaced

if TYPE_CHECKING:
    from eval.gate import BuildGate

__all__ = ["Search", "ingest", "open_build", "passages", "report"]

EXAMPLES = 3
"""Unplaced lines shown for each reason."""


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


class _BuildByDefault(TyperGroup):
    """Without the name of a command, the words are what to build: ``python ingest.py corpus``. A file called verify is ``./verify``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the default command in."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["build", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_BuildByDefault, add_completion=False, pretty_exceptions_enable=False, help=__doc__)


@app.command("build")
def main(
    paths: Annotated[list[Path] | None, typer.Argument(help="files or folders; the corpus folder where none is given")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="build even where nothing has changed, and take nothing over from the build before")
    ] = False,
    audit: Annotated[bool, typer.Option("--audit", help="list every line that could not be placed")] = False,
    gate: Annotated[
        Path | None, typer.Option(help="questions, as for python -m eval, that the build must answer before it is switched to")
    ] = None,
    fail_under: Annotated[str | None, typer.Option(help="how well it must answer them: correct=0.9,verbatim=1.0")] = None,
) -> None:
    """Read source files and build what answers: the library and the index hold these files and no others."""
    settings = Settings()
    accept = _gate(settings, gate or settings.gate_questions, settings.gate_fail_under if fail_under is None else fail_under)
    console = Console(stderr=True)
    try:
        manifest, changed = ingest(settings, paths or [settings.corpus_dir], force, console, accept)
    except FAILURES as error:
        _fail(failure(error))
    typer.echo(report(manifest, audit))
    typer.echo(f"索引已更新。新嵌入 {manifest.embedded} 段。" if changed else "没有变化，索引未改动。")
    if accept:
        typer.echo(f"试答达到要求，报告在 {accept.folder}")


def _gate(settings: Settings, questions: Path | None, fail_under: str | None) -> BuildGate | None:
    """Return what new builds must pass; None where nothing is asked of them.

    It is the one thing here that needs `eval` and `qa`, which are loaded only where it is wanted.
    """
    if not questions and not fail_under:
        return None
    if not questions or not fail_under:
        raise typer.BadParameter("--gate 和 --fail-under 要一起给：问题文件，和必须达到的界线（correct=0.9,verbatim=1.0）")
    from eval.gate import BuildGate
    from eval.limits import LimitError, read_limits
    from eval.questions import QuestionsError, read_questions
    from qa.chat import chat_of

    chat = chat_of(settings)
    made = {"questions": questions.name, "limits": fail_under, "answerer": chat.model if chat else "extractive"}
    builds = Builds(settings.index_dir)
    try:
        limits = read_limits(fail_under)
        return BuildGate(read_questions(questions), limits, builds, made, chat)
    except LimitError as error:
        raise typer.BadParameter(str(error), param_hint="--fail-under") from error
    except QuestionsError as error:
        _fail(str(error))


def _fail(words: str) -> NoReturn:
    Console(stderr=True).print(words, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1)


@app.command()
def status() -> None:
    """Show the builds, which of them answers, and who is building."""
    settings = Settings()
    builds = Builds(settings.index_dir)
    holder, held = builds.holder()
    if holder is not None:
        typer.echo(f"正在建索引：{holder}" if held else f"上一次 ingest（{holder}）没有做完就被终止；下次运行会清理")
    try:
        current: Path | None = builds.current()
    except BuildError as error:
        current = None
        typer.echo(str(error))
    for folder in builds.finished():
        typer.echo(f"{'*' if folder == current else ' '} {folder.name}  {_summary(folder)}")
    unfinished = builds.leftovers()
    if unfinished and not held:
        typer.echo(f"没有做完的索引 {len(unfinished)} 个；下次运行会清理")
    raise typer.Exit(0 if current is not None else 1)


def _summary(folder: Path) -> str:
    megabytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    try:
        manifest = Manifest.read(folder / MANIFEST)
    except UNREADABLE as error:
        return f"{megabytes:.0f} MB  清单无法读取（{error}）"
    counted = f"{manifest.documents} 份文件  {manifest.provisions} 条规定  {manifest.passages} 段"
    return f"{manifest.created}  {counted}  {megabytes:.0f} MB  模型 {manifest.inputs.model}"


@app.command()
def verify(names: Annotated[list[str] | None, typer.Argument(help="builds; all where none is named")] = None) -> None:
    """Compare every file of builds with what was written, and every vector in Chroma with the vector file. Exit 1 where one is damaged."""
    settings = Settings()
    builds = Builds(settings.index_dir)
    try:
        search = Search.of(settings)
        folders = [builds.named(name) for name in names] if names else builds.finished()
    except (BuildError, EmbeddingError) as error:
        _fail(str(error))
    if not folders:
        _fail(f"还没有索引（{builds.root}）；请先运行 python ingest.py")
    damaged = 0
    for folder in folders:
        words = complaint(folder, search)
        damaged += bool(words)
        if not words and (model := other_model(folder, search)):
            words = f"完好；是用另一个嵌入模型 {model} 建的，改回那个模型才能使用"
        typer.echo(f"{folder.name}  {words or '完好'}")
    raise typer.Exit(1 if damaged else 0)


@app.command()
def rollback(
    name: Annotated[str | None, typer.Argument(help="the build, or how its name begins; the one before where none is")] = None,
) -> None:
    """Let an earlier build answer again. Running apps pick it up by themselves."""
    settings = Settings()
    builds = Builds(settings.index_dir)
    try:
        with builds.lock():
            current = builds.current()
            older = [folder for folder in builds.finished() if folder.name < current.name]
            if name is None and not older:
                raise BuildError(f"{current.name} 之前没有别的索引")
            folder = builds.named(name) if name is not None else older[0]
            search = Search.of(settings)
            words = complaint(folder, search)
            if not words and (model := other_model(folder, search)):
                words = f"它是用另一个嵌入模型 {model} 建的"
            if words:
                raise BuildError(f"{folder.name} 不能用：{words}。当前索引未改动")
            builds.switch(folder)
    except FAILURES as error:
        _fail(failure(error))
    typer.echo(f"现在使用 {folder.name}（原为 {current.name}）。下次运行 python ingest.py 会按来源文件重新建索引。")


@app.command()
def prune(keep: Annotated[int | None, typer.Option(min=1, help="builds that stay, with the current one")] = None) -> None:
    """Remove the oldest builds and what killed ingests left."""
    settings = Settings()
    builds = Builds(settings.index_dir)
    try:
        with builds.lock():
            before = builds.finished()
            builds.sweep()
            stuck = tidy(builds, settings.chroma_url, keep or settings.keep_builds)
            left = builds.finished()
    except FAILURES as error:
        _fail(failure(error))
    typer.echo("".join(f"已删除 {folder.name}\n" for folder in before if folder not in left) + f"还有 {len(left)} 个索引。")
    if stuck:
        _fail("\n".join(stuck))


if __name__ == "__main__":
    app()
