"""Let a build answer only where it answers a question set well enough: what ``python ingest.py --gate`` hands down.

The build is verified and not yet current; the questions go over the same road as in the app. What came out is kept beside the builds, so
that the next one is compared with the one that answers, question by question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval import report
from eval.files import write_whole
from eval.limits import Shortfall, shortfalls
from eval.made import opened
from eval.metrics import average, score_all
from eval.page import report_html
from eval.questions import Case
from eval.run import Outcome, ask
from eval.saved import Comparison, RunError, compare_runs, read_run, write_run
from law.library import Library
from qa.assistant import Assistant
from qa.model import Chat
from vectorstore.builds import BuildError, Builds
from vectorstore.index import Index

FOLDER = "gate"
"""Beside the builds: what each of them answered when it asked to be let in, and the last one that was turned away."""


@dataclass(frozen=True, slots=True)
class BuildGate:
    """The questions, the limits, and where what came out is kept."""

    cases: Sequence[Case]
    limits: Mapping[str, float]
    builds: Builds
    made: Mapping[str, str]
    """What the report is to say of the run."""
    chat: Chat | None = None

    @property
    def folder(self) -> Path:
        """Where the reports are."""
        return self.builds.root / FOLDER

    def __call__(self, name: str, library: Library, index: Index, progress: Callable[[int, int], None]) -> str:
        """Ask everything of a build; return which limits it missed and where the report is, or ``""`` where it may answer."""
        from qa.generative import ModelFailedError

        try:
            assistant = Assistant(library, index, chat=self.chat)
        except ModelFailedError as error:
            return str(error)
        outcomes: list[Outcome] = []
        for case in self.cases:
            outcomes.append(ask(case, assistant))
            progress(len(outcomes), len(self.cases))
        scores = score_all(outcomes, library)
        content = report.as_json(scores, None, {**self.made, **opened(library, index), "build": name})
        page = write_run(self.folder, name, content).with_suffix(".html")
        write_whole(page, report_html(content, self._since(name)))
        self._forget(name)
        missed = shortfalls(self.limits, average("all", scores))
        return "；".join(map(_told, missed)) + f"（报告：{page}）" if missed else ""

    def _since(self, name: str) -> tuple[Comparison, ...]:
        """Compare a run with that of the build that answers, where that was asked these questions."""
        try:
            found = compare_runs(read_run(self.folder, self.builds.current().name), read_run(self.folder, name))
        except (BuildError, RunError):
            return ()
        return (found,) if found.both else ()

    def _forget(self, name: str) -> None:
        """Remove the runs of builds that are gone."""
        kept = {name, *(build.name for build in self.builds.finished())}
        for path in self.folder.iterdir():
            if path.name.partition(".")[0] not in kept:
                path.unlink()


def _told(one: Shortfall) -> str:
    if one.reached is None:
        return f"{one.measure} 没有问题可以衡量"
    return f"{one.measure} 为 {one.reached:.4f}，{'低' if one.under else '高'}于 {one.limit}"
