"""Attempts to run a script, in everything that a stranger can write: questions, texts, titles, file names, filters, links, judgements.

``payloads.json`` holds them by class. Every page is looked at twice: as it is served, where a blocked script counts as a failure too, and with
the browser's content policy switched off, so that escaping alone must hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from app import create_app
from law.library import Library
from law.model import Citation, Document, Provision, Source
from law.numerals import format_numeral
from qa.model import Answer, Evidence, Question, Quote
from tests.app.conftest import serving
from tests.app.shelf import PAYLOADS, article
from ui.conversation import clean_question
from ui.words import CHINESE

BATCH = 13
"""Payloads in one question, one answer, one judgement: each is looked for as text afterwards, so that none hides another."""
GROUPS = tuple(PAYLOADS[at : at + BATCH] for at in range(0, len(PAYLOADS), BATCH))
BOOK = "载荷汇编"
WATCH = """
window.troubles = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.troubles.push(name);
addEventListener("securitypolicyviolation", (event) => window.troubles.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample));
"""
LOOK = r"""() => {
    const found = [...window.troubles, ...(window.hacked === undefined ? [] : ["hacked"])];
    for (const element of document.querySelectorAll("#log .message-row *, main.sheet *, #panel *, #report *")) {
        if (/^(script|style|iframe|object|embed|math|form|base|link|meta|marquee|video|audio|template|xmp)$/i.test(element.localName)
            && !element.matches("form.search, form.filters, #report form")) found.push("element " + element.localName);
        for (const { name, value } of element.attributes)
            if (/^on/i.test(name) || /^(href|src|action|formaction|xlink:href)$/i.test(name) && !/^(\/|\?|#)(?!\/)/.test(value)) found.push(name + "=" + value);
    }
    return [...new Set(found)];
}"""
"""What ran, what was kept from running, and what a payload could have put on the page."""

IN_FRAMES = r"""async ([addresses, look]) => {
    const found = [];
    const read = async (address) => {
        const reply = await fetch(address);
        // A filter that is refused is told in JSON, which a browser shows as text.
        if (!reply.headers.get("content-type").startsWith("text/html")) return;
        const html = await reply.text();
        const frame = document.body.appendChild(document.createElement("iframe"));
        frame.contentDocument.open();
        frame.contentDocument.write(html.replace(/<link rel="(stylesheet|icon)"[^>]*>|<script src="\/page[^>]*><\/script>/g, ""));
        frame.contentDocument.close();
        await new Promise((done) => setTimeout(done, 40));
        found.push(...frame.contentWindow.eval(look)().map((trouble) => address + ": " + trouble));
        frame.remove();
    };
    const readers = Array.from({ length: 6 }, async () => { while (addresses.length) await read(addresses.shift()); });
    await Promise.all(readers);
    return found;
}"""
"""Pages read by the browser's own parser, in frames: several times as fast as going to each."""


def book(version: str) -> Document:
    """Return a document whose every article is a payload; of its later version, with a word more."""
    return Document(
        title=BOOK, kind="regulation", source=Source("book.txt", 1, 9), promulgation_date=version, effective_date=version,
        provisions=tuple(
            Provision(f"第{format_numeral(n)}条", (f"第{format_numeral(n)}条",), article("", f"{payload}{version[:4]}").paragraphs, heading=payload)
            for n, payload in enumerate(PAYLOADS, 1)
        ),
    )  # fmt: skip


def signed(payload: str) -> Document:
    """Return a document that has a payload in everything that is known about it, and in what it punishes."""
    sanction = f"违反本办法第一条规定，{payload}的，由{payload}主管部门责令改正；{payload}的，处1000元以上2000元以下罚款。"
    return Document(
        title=f"办法{payload}", kind="regulation", source=Source(f"{payload}.txt", 1, 9), document_number=payload, issuing_authority=payload,
        promulgation_date="2017-01-01", effective_date="2017-01-01", provisions=(article("一", f"不得{payload}。"), article("二", sanction)),
    )  # fmt: skip


class Parrot:
    """Answers the question about a group with its payloads in every field; refuses with them where it is asked to."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def ask(self, question: Question) -> Answer:
        number = re.search(r"第(\d+)组", question.text)
        group = GROUPS[int(number[1])] if number else PAYLOADS[:3]
        first = PAYLOADS.index(group[0]) + 1
        cited = [Citation(BOOK, f"第{format_numeral(first + n)}条", version="2018-01-01") for n in range(len(group))]
        evidence = tuple(Evidence(one, provision, 1.0, (), "x") for one in cited if (provision := self.library.provision(one)))
        said = " ".join(group)
        if "拒绝" in question.text:
            return Answer(said, refused=True, reason=said, searched=said, evidence=evidence, conclusion=said, suggestions=group)
        quotes = tuple(Quote(one.citation, one.provision.text) for one in evidence)
        return Answer(
            f"{said}\n\n{said}二", quotes, reason=said, searched=said, evidence=evidence, conclusion=said, suggestions=group, note=said
        )

    def stream(self, question: Question) -> Iterator[Answer]:
        yield self.ask(question)

    def find(self, question: Question) -> tuple[Evidence, ...]:
        return self.ask(question).evidence


class Desk:
    """The parrot with its shelf."""

    warnings = ()

    def __init__(self, folder: Path) -> None:
        path = folder / "library.sqlite"
        Library.build(path, [book("2018-01-01"), book("2020-01-01"), *map(signed, PAYLOADS)])
        self.library = Library.open(path)
        self.assistant = Parrot(self.library)


class Witness:
    """A browser that goes to hostile pages and remembers what happened on each."""

    def __init__(self, browser: Any, site: str, *, policy: bool) -> None:
        self.context = browser.new_context(bypass_csp=not policy)
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: self.troubles.append(f"dialog {dialog.message}"))
        self.context.on("page", lambda page: self.troubles.append(f"window {page.url}"))
        self.site = site
        self.troubles: list[str] = []

    def go(self, path: str, **query: str) -> Any:
        self.page.goto(self.site + path + (f"?{urlencode(query)}" if query else ""))
        return self.page

    def look(self, where: str) -> None:
        self.troubles += [f"{where}: {trouble}" for trouble in self.page.evaluate(LOOK)]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    desk = Desk(folder)
    with serving(create_app(lambda: desk, questions_a_minute=10_000, feedback_file=folder / "feedback.jsonl")) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["with its policy", "without its policy"])
def witness(request: pytest.FixtureRequest, browser: Any, hostile: str) -> Iterator[Witness]:
    yield from looking(Witness(browser, hostile, policy=request.param))


@pytest.fixture
def bare(browser: Any, hostile: str) -> Iterator[Witness]:
    yield from looking(Witness(browser, hostile, policy=False))


def looking(witness: Witness) -> Iterator[Witness]:
    yield witness
    witness.context.close()
    assert witness.troubles == []


def test_there_are_a_hundred_and_they_bite(browser: Any) -> None:
    """On a page that escapes nothing, scripts do run: what the other tests show is the page's doing, not that of blunt payloads."""
    assert len(PAYLOADS) >= 100
    page = browser.new_page()
    page.set_content("<iframe id=f></iframe>")
    ran = page.evaluate(
        """async (payloads) => {
            let ran = 0;
            for (const payload of payloads) {
                const frame = document.body.appendChild(document.createElement("iframe"));
                frame.contentDocument.open(); frame.contentDocument.write("<body>" + payload); frame.contentDocument.close();
                await new Promise((done) => setTimeout(done, 40));
                ran += frame.contentWindow.hacked !== undefined;
                frame.remove();
            }
            return ran;
        }""",
        list(PAYLOADS),
    )
    page.close()
    assert ran >= 50


def test_nothing_runs_on_the_pages_to_read(witness: Witness) -> None:
    page = witness.go("/docs")
    assert page.locator(".documents li").count() == len(PAYLOADS) + 2
    witness.look("/docs")
    page = witness.go(f"/doc/{quote(BOOK)}")
    assert page.locator(".provisions .provision").count() == len(PAYLOADS)
    witness.look("/doc")
    page.emulate_media(media="print")
    witness.look("/doc printed")
    page.emulate_media(media="screen")
    witness.go("/compare", doc=BOOK, a="2018-01-01", b="2020-01-01")
    witness.look("/compare")
    rows = 0
    page = witness.go("/penalties")
    while True:
        rows += page.locator("table.penalties tbody").count()
        witness.look("/penalties")
        if not page.locator("a[rel=next]").count():
            break
        page.locator("a[rel=next]").click()
    assert rows >= len(PAYLOADS) / 2


def test_nothing_runs_that_stands_in_an_address(bare: Witness) -> None:
    addresses = [
        f"{path}?{urlencode(query)}"
        for payload in PAYLOADS
        for path, query in (
            (f"/doc/{quote(f'办法{payload}', safe='')}", {"at": payload, "v": payload[:20], "lang": payload[:20]}),
            ("/penalties", {"q": payload, "document": payload, "authority": payload, "amount": payload, "sanction": payload}),
            ("/docs", {"q": payload}),
            ("/ask", {"q": payload}),
        )
    ]
    bare.troubles += bare.go("/docs").evaluate(IN_FRAMES, [addresses, LOOK])


def test_nothing_runs_in_the_chat(witness: Witness) -> None:
    for number, group in enumerate(GROUPS):
        question = f"第{number}组{'拒绝' if number % 2 else ''}\n" + "\n".join(group)
        page = witness.go("/", q=question)
        answer = page.locator("#log .answer.done")
        answer.wait_for()
        shown = page.locator("#log .question").evaluate("asked => asked.lastChild.parentNode.textContent")
        assert shown == f"{CHINESE.you_asked}：" + clean_question(question).replace("\n", "")
        witness.look(f"chat {number}")
        for summary in answer.locator("summary").all():
            summary.click()
        links = answer.locator("a.cite")
        for at in range(min(3, links.count())):
            links.nth(at).click()
            page.locator("#panel .clause").wait_for()
            witness.look(f"panel {number}")
        page.keyboard.press("Escape")
        answer.locator("button.report").click()
        page.locator("#report input").first.check()
        page.locator("#report textarea").fill(" ".join(group))
        page.locator("#report .send").click()
        answer.locator(".noted", has_text=CHINESE.thanks).wait_for()
        page.emulate_media(media="print")
        witness.look(f"judged {number}")
        page.emulate_media(media="screen")


def test_replies_to_programs_are_no_pages(hostile: str) -> None:
    with httpx.Client(base_url=f"{hostile}/api/v1") as client:
        for payload in PAYLOADS:
            replies = [client.post("/ask", json={"question": f"第1组{payload}"}), client.get("/provision", params={"citation": payload})]
            replies += [client.get("/penalties", params={"q": payload}), client.get("/search", params={"q": payload})]
            for reply in replies:
                assert reply.headers["content-type"].startswith("application/json") and reply.headers["x-content-type-options"] == "nosniff"
            assert replies[0].json()["suggestions"] == list(GROUPS[1])
