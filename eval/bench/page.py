"""What a person waits for in a browser: the first paint of the chat page, and an answer after Enter."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from eval.bench.measure import BenchError
from eval.bench.site import running
from eval.questions import Case

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
WAIT_MS = 60_000
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50 * 1024, "uploadThroughput": 50 * 1024}
"""A phone at the edge of its network: milliseconds, and bytes a second."""
ANSWERED = """(before) => new Promise((done) => {
    const area = document.querySelector("#box textarea"), start = performance.now(), seen = {};
    const look = () => {
        const answers = document.querySelectorAll("#log .answer");
        if (!seen.first && answers.length > before && answers[before].querySelector(".conclusion")) seen.first = performance.now() - start;
        if (document.querySelectorAll("#log .answer.done").length > before) {
            seen.whole = performance.now() - start;
            requestAnimationFrame(() => done([seen.first ?? seen.whole, seen.whole]));
        } else requestAnimationFrame(look);
    };
    area.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true }));
    look();
})"""
"""Milliseconds from Enter to the conclusion on the screen, and to the whole answer."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Medians, in milliseconds, each browser context new and its cache empty."""

    times: int
    first_paint_ms: float
    usable_ms: float
    """Until the chat's own box can be typed in; the plain box of the first paint can be used before."""
    conclusion_ms: float
    answer_ms: float
    slow_first_paint_ms: float
    slow_usable_ms: float


def look(index_dir: Path, cases: Sequence[Case], times: int, say: Callable[[str], None]) -> Seen:
    """Open the page and ask in a real browser so many times. Raises BenchError where there is no browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise BenchError("no playwright: pip install '.[test]'") from None
    with running(index_dir) as site, sync_playwright() as play:
        executable = next((path for path in map(shutil.which, BROWSERS) if path), None) or play.chromium.executable_path
        if not Path(executable).exists():
            raise BenchError(f"no browser: none of {', '.join(BROWSERS)} is on the path")
        browser = play.chromium.launch(executable_path=executable, args=list(FLAGS))
        say(f"opening the page {times} times")
        opened = [_open(browser, site.address) for _ in range(times)]
        say(f"asking {times} questions")
        answered = _ask(browser, site.address, [case.question for case in cases[:times]])
        say("opening it on a slow line")
        slow = [_open(browser, site.address, SLOW) for _ in range(3)]
        browser.close()
    columns = [round(statistics.median(column), 1) for rows in (opened, answered, slow) for column in zip(*rows, strict=True)]
    return Seen(times, *columns)


def _open(browser: Any, address: str, network: dict[str, Any] | None = None) -> tuple[float, float]:
    context = browser.new_context()
    page = context.new_page()
    if network:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", network)
    page.goto(address, wait_until="commit")
    page.locator("html.ready #box .submit-button").wait_for(timeout=WAIT_MS)
    usable = page.evaluate("() => performance.now()")
    painted = page.evaluate(PAINTED)
    context.close()
    return float(painted if painted is not None else usable), float(usable)


def _ask(browser: Any, address: str, questions: Sequence[str]) -> list[tuple[float, float]]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.locator("html.ready #box .submit-button").wait_for(timeout=WAIT_MS)
    found = []
    for number, question in enumerate(questions):
        page.fill("#box textarea", question)
        page.wait_for_timeout(200)
        found.append(tuple(page.evaluate(ANSWERED, number)))
    context.close()
    return found


def table(seen: Seen) -> Table:
    """Lay the figures out for people."""
    laid_out = Table(show_header=False, show_edge=False)
    for name, value in (
        ("first paint", seen.first_paint_ms), ("chat ready", seen.usable_ms), ("Enter to conclusion", seen.conclusion_ms),
        ("Enter to whole answer", seen.answer_ms), ("slow line: first paint", seen.slow_first_paint_ms), ("slow line: chat ready", seen.slow_usable_ms),
    ):  # fmt: skip
        laid_out.add_row(name, f"{value:.0f} ms")
    return laid_out
