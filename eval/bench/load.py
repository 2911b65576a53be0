"""Many askers at once, and a steady stream of conversations: how long answers take, what they cost, and whether any goes to the wrong person.

Every reply is compared with what the same conversation got on the same road when nobody else asked; on the page's road that is all that
the page shows, earlier turns too, so that a word of another session cannot hide.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.table import Table

from eval.bench.roads import ROADS, BusyError, RoadError, Visitor, client_for
from eval.bench.site import Site, running
from eval.questions import Case
from eval.ranking import p50, p95

STARTS = 3
"""Starts of the app; the median counts."""
REPLY_SECONDS = 90.0
"""How long an asker waits: longer than the app's own deadline."""
PATIENCE_SECONDS = 1.0
"""How long an asker who was told that the app is busy waits before asking again."""
CONVERSATIONS = 48
TURNS = 4
"""Questions of a conversation, at least; a question set's own follow-ups stay together."""
SEED = 11
MEMORY_SECONDS = 5.0
MINUTE = 60.0

Conversation = tuple[str, ...]
Expected = Mapping[tuple[str, Conversation], str]
"""Road and questions so far → what one asker alone was told."""
Say = Callable[[str], None]


@dataclass(slots=True)
class Tally:
    """What askers on one road met. Times in milliseconds, as each asker sees them, of the questions that were answered."""

    road: str
    times: list[float] = field(default_factory=list)
    busy: int = 0
    different: int = 0
    """Replies that differ from those of one asker alone: anything but zero is a defect."""
    errors: list[str] = field(default_factory=list)
    """What was neither an answer nor a clean "busy"."""

    def add(self, other: Tally) -> None:
        """Count what another one met, too."""
        self.times += other.times
        self.errors += other.errors
        self.busy += other.busy
        self.different += other.different

    def figures(self) -> dict[str, object]:
        """Return what is reported."""
        return {
            "road": self.road,
            "answered": len(self.times),
            "p50_ms": round(p50(self.times), 1),
            "p95_ms": round(p95(self.times), 1),
            "longest_ms": round(max(self.times, default=0.0), 1),
            "busy": self.busy,
            "errors": len(self.errors),
            "first_errors": self.errors[:5],
            "different": self.different,
        }


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many askers at once on one road."""

    askers: int
    tally: Tally
    answers_a_second: float
    memory_mb: float
    """After it."""
    load_average: float
    """Of the machine, over the minute before: other work makes all of this slower."""


@dataclass(frozen=True, slots=True)
class Soak:
    """A steady stream of questions, several conversations at a time."""

    minutes: float
    rate: float
    tallies: tuple[Tally, ...]
    memory_mb: tuple[float, ...]
    """The median of each minute."""
    load_average: tuple[float, ...]
    """At the end of each minute."""

    @property
    def growth(self) -> float:
        """How much more memory the last minute holds than the first, as a share."""
        return round(self.memory_mb[-1] / self.memory_mb[0] - 1, 4)


@dataclass(frozen=True, slots=True)
class Served:
    """All that is measured of the app as a process."""

    ready_seconds: float
    ready_memory_mb: float
    alone: tuple[Tally, ...]
    crowds: tuple[Crowd, ...]
    soak: Soak | None

    @property
    def defects(self) -> int:
        """Replies that were wrong or missing."""
        tallies = (*self.alone, *(crowd.tally for crowd in self.crowds), *(self.soak.tallies if self.soak else ()))
        return sum(tally.different + len(tally.errors) for tally in tallies)

    def figures(self) -> dict[str, object]:
        """Return what is reported."""
        return {
            "ready_seconds": self.ready_seconds,
            "ready_memory_mb": self.ready_memory_mb,
            "alone": [tally.figures() for tally in self.alone],
            "crowds": [
                {
                    "askers": crowd.askers, **crowd.tally.figures(), "answers_a_second": crowd.answers_a_second,
                    "memory_mb": crowd.memory_mb, "load_average": crowd.load_average,
                }
                for crowd in self.crowds
            ],
            "soak": self.soak and {
                "minutes": self.soak.minutes, "rate": self.soak.rate, "growth": self.soak.growth, "memory_mb": self.soak.memory_mb,
                "load_average": self.soak.load_average, "roads": [tally.figures() for tally in self.soak.tallies],
            },
        }  # fmt: skip


def conversations(cases: Sequence[Case], count: int = CONVERSATIONS, turns: int = TURNS) -> tuple[Conversation, ...]:
    """Return conversations of at least so many questions, no two alike; a case's earlier questions come right before it."""
    shuffled = list(cases)
    random.Random(SEED).shuffle(shuffled)
    # Half the conversations hold a follow-up of the question set, where it has so many.
    following = [case for case in shuffled if case.history][: count // 2]
    others = itertools.chain(case for case in shuffled if not case.history)
    told: list[Conversation] = []
    for first in itertools.islice(itertools.chain(following, others), count):
        questions = [*first.history, first.question]
        while len(questions) < turns and (more := next(others, None)):
            questions.append(more.question)
        told.append(tuple(questions))
    return tuple(dict.fromkeys(told))


def serve(
    index_dir: Path,
    cases: Sequence[Case],
    askers: Sequence[int],
    minutes: float,
    rate: float,
    keep_answers: int,
    say: Say,
    starts: int = STARTS,
) -> Served:
    """Start the app over a build, measure it, and stop it; it may keep so many answers. Raises BenchError where it does not start."""
    told = conversations(cases)
    seconds, memory = [], []

    def started(site: Site) -> None:
        seconds.append(site.ready_seconds)
        memory.append(site.memory_mb())

    for _ in range(starts - 1):
        say("starting the app")
        with running(index_dir, keep_answers) as site:
            started(site)
    with running(index_dir, keep_answers) as site:
        started(site)
        say(f"asking {sum(map(len, told))} questions in {len(told)} conversations on {len(ROADS)} roads, one asker alone")
        alone, expected = asyncio.run(_alone(site, told))
        # Before the crowds: what they leave behind would hide what grows.
        soak = asyncio.run(_soak(site, told, expected, minutes, rate, say)) if minutes else None
        crowds = []
        for count, road in itertools.product(askers, ROADS):
            say(f"{count} askers at once, road {road}")
            crowds.append(asyncio.run(_crowd(site, told, expected, road, count)))
    return Served(statistics.median(seconds), statistics.median(memory), alone, tuple(crowds), soak)


async def _ask(visitor: Visitor, tally: Tally, asked: Conversation, expected: str | None) -> str | None:
    """Ask the last question of a conversation; write into the tally what came of it. Returns what was said, ``None`` where nothing was."""
    start = time.perf_counter()
    try:
        async with asyncio.timeout(REPLY_SECONDS):
            said = await visitor.ask(asked[-1])
    except BusyError:
        tally.busy += 1
        return None
    except (RoadError, httpx.HTTPError, TimeoutError, ValueError) as error:
        tally.errors.append(f"{type(error).__name__}: {error}")
        return None
    tally.times.append((time.perf_counter() - start) * 1000)
    tally.different += expected is not None and said != expected
    return said


async def _alone(site: Site, told: Sequence[Conversation]) -> tuple[tuple[Tally, ...], Expected]:
    tallies, expected = [], {}
    async with client_for(site.address, REPLY_SECONDS) as client:
        for road, visit in ROADS.items():
            tally = Tally(road)
            tallies.append(tally)
            for conversation in told:
                visitor = visit(client)
                for turn in range(1, len(conversation) + 1):
                    said = await _ask(visitor, tally, conversation[:turn], None)
                    if said is not None:
                        expected[road, conversation[:turn]] = said
                await visitor.leave()
    return tuple(tallies), expected


async def _crowd(site: Site, told: Sequence[Conversation], expected: Expected, road: str, askers: int) -> Crowd:
    tally = Tally(road)

    async def converse(visitor: Visitor, conversation: Conversation) -> None:
        own, turn = Tally(road), 1
        for _ in range(TURNS):
            if await _ask(visitor, own, conversation[:turn], expected.get((road, conversation[:turn]))) is not None:
                turn += 1
            elif own.errors:
                # Whether the page's session took the question is not known; what it says next cannot be compared.
                break
            else:
                await asyncio.sleep(PATIENCE_SECONDS)
        tally.add(own)

    async with client_for(site.address, REPLY_SECONDS) as client:
        visitors = [ROADS[road](client) for _ in range(askers)]
        start = time.perf_counter()
        await asyncio.gather(*map(converse, visitors, itertools.cycle(told)))
        seconds = time.perf_counter() - start
        for visitor in visitors:
            await visitor.leave()
    return Crowd(askers, tally, round(len(tally.times) / seconds, 1), site.memory_mb(), round(os.getloadavg()[0], 1))


@dataclass(slots=True)
class _Session:
    """A visitor in the middle of a conversation."""

    visitor: Visitor
    tally: Tally
    conversation: Conversation
    turn: int = 1
    asking: asyncio.Task[None] | None = None

    @property
    def free(self) -> bool:
        return self.asking is None or self.asking.done()


async def _soak(site: Site, told: Sequence[Conversation], expected: Expected, minutes: float, rate: float, say: Say) -> Soak:
    tallies = {road: Tally(road) for road in ROADS}
    samples: list[list[float]] = []
    averages: list[float] = []
    # Chance, with a seed: in a fixed rhythm every conversation would meet the same neighbours on the same road for ever.
    turns = random.Random(SEED)
    sessions: list[_Session] = []

    async def watch() -> None:
        start = time.monotonic()
        while True:
            minute = int((time.monotonic() - start) // MINUTE)
            if minute == len(samples):
                samples.append([])
                averages.append(0.0)
                if minute:
                    say(f"minute {minute}: {statistics.median(samples[-2]):.0f} MB, {sum(len(t.times) for t in tallies.values())} answers")
            samples[-1].append(site.memory_mb())
            averages[-1] = round(os.getloadavg()[0], 1)
            await asyncio.sleep(MEMORY_SECONDS)

    async def turn_of(session: _Session) -> None:
        asked = session.conversation[: session.turn]
        wrong = len(session.tally.errors)
        if await _ask(session.visitor, session.tally, asked, expected.get((session.tally.road, asked))) is not None:
            session.turn += 1
        elif len(session.tally.errors) > wrong:
            session.turn = len(session.conversation) + 1

    say(f"{rate:g} questions a second for {minutes:g} minutes")
    async with client_for(site.address, REPLY_SECONDS) as client:
        watching = asyncio.create_task(watch())
        start = time.monotonic()
        for number in range(round(minutes * MINUTE * rate)):
            await asyncio.sleep(max(0.0, start + number / rate - time.monotonic()))
            for session in [one for one in sessions if one.free and one.turn > len(one.conversation)]:
                sessions.remove(session)
                await session.visitor.leave()
            free = [session for session in sessions if session.free]
            if len(free) < CONVERSATIONS // TURNS:
                road = turns.choice(tuple(ROADS))
                free.append(_Session(ROADS[road](client), tallies[road], turns.choice(told)))
                sessions.append(free[-1])
            session = turns.choice(free)
            session.asking = asyncio.create_task(turn_of(session))
        await asyncio.gather(*(session.asking for session in sessions if session.asking))
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        for session in sessions:
            await session.visitor.leave()
    return Soak(minutes, rate, tuple(tallies.values()), tuple(round(statistics.median(one), 1) for one in samples), tuple(averages))


def table(served: Served) -> Table:
    """Lay the figures out for people."""
    laid_out = Table(show_edge=False)
    for column in ("what", "road", "p50 ms", "p95 ms", "longest", "answered", "busy", "errors", "different", "MB", "load average"):
        laid_out.add_column(column, justify="left" if column in ("what", "road") else "right")

    def row(what: str, tally: Tally, memory: str, average: str) -> None:
        times = (f"{one:.0f}" for one in (p50(tally.times), p95(tally.times), max(tally.times, default=0.0)))
        counts = map(str, (len(tally.times), tally.busy, len(tally.errors), tally.different))
        laid_out.add_row(what, tally.road, *times, *counts, memory, average)

    laid_out.add_row(f"ready after {served.ready_seconds:.1f} s", *[""] * 8, f"{served.ready_memory_mb:.0f}", "")
    for tally in served.alone:
        row("one asker alone", tally, "", "")
    for crowd in served.crowds:
        row(f"{crowd.askers} askers", crowd.tally, f"{crowd.memory_mb:.0f}", str(crowd.load_average))
    if served.soak:
        for tally in served.soak.tallies:
            row(f"{served.soak.rate:g} a second, {served.soak.minutes:g} min", tally, "", "")
        memory, averages = served.soak.memory_mb, served.soak.load_average
        grown = f"{memory[0]:.0f} → {memory[-1]:.0f} ({served.soak.growth:+.1%})"
        laid_out.add_row("first minute → last minute", *[""] * 8, grown, f"{min(averages)}–{max(averages)}")
    return laid_out
