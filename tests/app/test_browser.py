"""What a person sees and does, in a real browser: ask and read, open a clause, go on asking, be refused; nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app import create_app
from tests.app.conftest import serving
from tests.app.shelf import BREAK, Desk
from ui.words import CHINESE, ENGLISH

QUESTION = "举办体育赛事需要审批吗？"


class Visit:
    """One person in front of one page; remembers what went wrong and what was asked of other hosts."""

    def __init__(self, browser: Any, site: str, width: int = 1280, height: int = 800) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, has_touch=width < 500)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.site = site
        self.troubles: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        self.page.on(
            "request", lambda request: None if request.url.startswith((site, "data:", "blob:")) else self.elsewhere.append(request.url)
        )

    def open(self, path: str = "/") -> Visit:
        self.page.goto(self.site + path)
        if path.startswith(("/en/", "/?")) or path == "/":
            self.page.locator("html.ready #box .submit-button").wait_for()
        return self

    def ask(self, question: str) -> Any:
        before = self.answers.count()
        self.page.fill("#box textarea", question)
        self.page.keyboard.press("Enter")
        return self.answer(before)

    @property
    def answers(self) -> Any:
        return self.page.locator("#log .answer.done")

    def answer(self, number: int) -> Any:
        self.answers.nth(number).wait_for(timeout=30_000)
        return self.answers.nth(number)


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Visit]:
    person = Visit(browser, site)
    yield person
    person.context.close()
    assert person.elsewhere == [], "nothing may be asked of another host"
    assert person.troubles == [], "nothing may go wrong behind the page"


@pytest.fixture
def phone(browser: Any, site: str) -> Iterator[Visit]:
    person = Visit(browser, site, 375, 812)
    yield person
    person.context.close()
    assert person.elsewhere == [] and person.troubles == []


def test_ask_and_read(visit: Visit) -> None:
    answer = visit.open().ask(QUESTION)
    assert answer.locator(".conclusion").inner_text().startswith("有规定")
    assert (
        answer.locator("blockquote").inner_text()
        == "单位、个人均可依法组织和举办体育赛事。除法律、法规另有规定的外，对体育赛事不实行审批。"
    )
    assert answer.locator("a.cite").inner_text() == "《浙江省体育赛事管理办法》第六条第一款"
    assert answer.bounding_box()["y"] < 400
    assert visit.page.locator("html").get_attribute("lang") == "zh-CN"
    status = visit.page.locator("body > [role=status]")
    assert status.inner_text().startswith("回答：有规定")
    assert visit.page.locator("#log [aria-label*='<']").count() == 0, "raw HTML must not be read aloud"


def test_a_citation_opens_its_clause_beside_the_answer(visit: Visit) -> None:
    answer = visit.open().ask("承办人应当在体育赛事举行前公布竞赛规程吗")
    answer.locator("a.cite").first.click()
    panel = visit.page.locator("#panel")
    panel.locator(".clause").wait_for()
    assert panel.locator("mark").all_inner_texts() == ["承办人应当在体育赛事举行20日前，通过网站向社会公布竞赛规程。"]
    assert "第二章" in panel.inner_text() and "2018-02-01" in panel.inner_text()
    panel.locator(".tied a", has_text="第二十条").first.click()
    panel.locator("section#第二十条").wait_for()
    panel.locator(".back").click()
    panel.locator("section#第十二条").wait_for()
    visit.page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert answer.locator("a.cite").first.evaluate("link => link === document.activeElement"), "the focus returns to where it was"


def test_a_clause_that_comes_late_does_not_replace_the_one_asked_for_after_it(visit: Visit) -> None:
    links = visit.open().ask("全部体育赛事的规定").locator("a.cite")
    late: list[Any] = []
    visit.page.route("**/clause?*", lambda route: route.continue_() if late else late.append(route))
    links.nth(0).click()
    links.nth(1).click()
    panel = visit.page.locator("#panel")
    panel.locator(".clause").wait_for()
    asked_for = panel.locator(".clause .provision").get_attribute("id")
    with visit.page.expect_response(late[0].request.url):
        late[0].continue_()
    visit.page.wait_for_timeout(300)
    assert panel.locator(".clause .provision").get_attribute("id") == asked_for
    assert panel.locator("[aria-busy]").count() == 0


def test_the_full_text_opens_without_losing_the_conversation(visit: Visit) -> None:
    visit.open().ask(QUESTION).locator("a.cite").first.click()
    with visit.context.expect_page() as opened:
        visit.page.locator("#panel .full a").click()
    document = opened.value
    document.wait_for_load_state()
    assert "/doc/" in document.url
    top = document.locator("section#第六条").bounding_box()["y"]
    assert 0 <= top < 800, "the page opens at the clause"
    assert visit.answers.count() == 1


def test_a_follow_up_knows_what_was_asked(visit: Visit, clerk_desk: Desk) -> None:
    visit.open().ask(QUESTION)
    visit.page.locator("#log .next a.ask").first.click()
    visit.answer(1)
    assert clerk_desk.assistant.asked[-1].history == (QUESTION,)
    # The new question comes to the top.
    visit.page.wait_for_function("() => document.querySelectorAll('#log .question')[1].getBoundingClientRect().y < 200")


def test_examples_ask_with_one_click(visit: Visit) -> None:
    visit.open().page.locator(".welcome a.ask").first.click()
    assert visit.answer(0).locator("blockquote").count() == 1
    assert visit.page.locator(".welcome").count() == 0


def test_a_refusal_is_calm_and_helps(visit: Visit) -> None:
    answer = visit.open().ask("养老金怎么领？")
    assert "refused" in answer.get_attribute("class")
    assert "没有说到" in answer.inner_text() and "3 份文件" in answer.inner_text()
    answer.locator(".nearest a.cite").first.click()
    visit.page.locator("#panel .clause").wait_for()


def test_an_error_is_a_polite_sentence(visit: Visit) -> None:
    text = visit.open().ask(BREAK).inner_text()
    assert CHINESE.failed in text and "secret" not in text


@pytest.mark.parametrize(("typed", "said"), [("   ", "请先写下"), ("问" * 1500, "最多 1,000 个字，现在有 1,500 个字")])
def test_a_bad_question_is_told_so_where_it_was_typed(visit: Visit, typed: str, said: str) -> None:
    visit.open().page.fill("#box textarea", typed)
    visit.page.keyboard.press("Enter")
    visit.page.locator("#hint .wrong", has_text=said).wait_for()
    assert visit.answers.count() == 0
    assert visit.ask(QUESTION).locator("blockquote").count() == 1
    visit.page.locator("#hint .wrong").wait_for(state="detached")


def test_shift_enter_writes_a_line(visit: Visit) -> None:
    visit.open().page.locator("#box textarea").click()
    visit.page.keyboard.type("一")
    visit.page.keyboard.press("Shift+Enter")
    visit.page.keyboard.type("二")
    assert visit.page.locator("#box textarea").input_value() == "一\n二"
    assert visit.answers.count() == 0


def test_an_answer_is_copied_with_its_citations(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open().ask(QUESTION).locator("button.copy").click()
    visit.page.locator("button.copy", has_text=CHINESE.copied).wait_for()
    copied = visit.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(QUESTION + "\n\n有规定")
    assert "对体育赛事不实行审批。\n——《浙江省体育赛事管理办法》第六条第一款" in copied
    assert CHINESE.disclaimer in copied


def test_a_conversation_can_start_again(visit: Visit, clerk_desk: Desk) -> None:
    visit.open().ask(QUESTION)
    visit.page.locator("#again").click()
    visit.page.locator(".welcome").wait_for()
    visit.ask("养老金怎么领？")
    assert clerk_desk.assistant.asked[-1].history == ()


def test_a_link_can_carry_a_question(visit: Visit) -> None:
    assert visit.open(f"/?q={QUESTION}").answer(0).locator("blockquote").count() == 1


def test_the_whole_page_speaks_english_on_demand(visit: Visit) -> None:
    visit.open("/?lang=en")
    assert visit.page.url.endswith("/en/")
    assert visit.page.locator("html").get_attribute("lang") == "en"
    answer = visit.ask(QUESTION)
    assert ENGLISH.basis in answer.inner_text() and "依据原文" not in visit.page.locator("body").inner_text()
    answer.locator("a.cite").first.click()
    assert "In force from" in visit.page.locator("#panel .clause").inner_text()


def test_a_phone_reads_without_sideways_scrolling(phone: Visit) -> None:
    fits = "() => document.documentElement.scrollWidth <= innerWidth"
    assert phone.open().page.evaluate(fits)
    answer = phone.ask(QUESTION)
    assert phone.page.evaluate(fits)
    answer.locator("a.cite").first.click()
    phone.page.locator("#panel .clause").wait_for()
    sheet = phone.page.locator("#panel").bounding_box()
    assert sheet["width"] == 375 and 0 < sheet["y"] < 500
    assert phone.page.evaluate("() => document.querySelector('#panel').matches(':modal')")
    phone.page.go_back()
    phone.page.locator("#panel").wait_for(state="hidden")
    answer.locator("a.cite").first.click()
    phone.page.locator("#panel .clause").wait_for()
    phone.page.keyboard.press("Escape")
    phone.page.locator("#panel").wait_for(state="hidden")
    phone.page.wait_for_timeout(300)
    assert phone.answers.count() == 1, "Escape closes the sheet and leaves the page where it is"
    for path in ("/docs", "/doc/浙江省体育赛事管理办法?at=第十条", "/ask?q=" + QUESTION, "/en/"):
        assert phone.open(path).page.evaluate(fits), path


def test_documents_read_without_scripts(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/doc/浙江省体育赛事管理办法?at=第六条#第六条")
    assert page.locator("section.cited").inner_text().startswith("第六条")
    page.goto(f"{site}/ask?q={QUESTION}")
    page.locator("a.cite").first.click()
    assert "/doc/" in page.url
    context.close()


def test_asking_too_often_is_said_on_the_page(browser: Any, clerk_desk: Desk) -> None:
    with serving(create_app(lambda: clerk_desk, questions_a_minute=2)) as address:
        person = Visit(browser, address).open()
        person.ask(QUESTION)
        person.page.fill("#box textarea", QUESTION)
        person.page.keyboard.press("Enter")
        person.page.locator("#hint .wrong", has_text="提问太频繁了").wait_for(timeout=5000)
        person.context.close()
