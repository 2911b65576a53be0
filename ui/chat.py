"""The conversation: the one door to Gradio. Import it only after ``app.QUIET`` stands in the environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.blocks import Blocks
from gradio.events import api as gradio_api

from qa.model import Question
from ui.conversation import QUESTION_LIMIT, Turn, clean_question, complaint, reply
from ui.examples import Group
from ui.page import footer_html, header_html
from ui.render import question_html
from ui.service import Source
from ui.welcome import welcome_html
from ui.words import Words

TURNS_KEPT = 40
"""Turns that stay on the page and in the session; older ones leave from the top."""
SESSION_SECONDS = 3600.0
"""How long an idle session keeps its questions in memory."""
WAITING = 100
"""Questions that may wait; one more is told that the service is busy."""
STATUS_SECONDS = 5.0
"""How often who waits is told how many are before; the page shows none of it. Gradio would tell all of them at the end of every answer: with fifty
askers a twelfth of the answers a second."""
FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]

Turns = tuple[Turn, ...]
Message = dict[str, str]


def mount_chat(app: FastAPI, source: Source, groups: tuple[Group, ...], words: Words, at_once: int) -> Blocks:
    """Mount the chat page of one language, at ``/`` or ``/en``, and return it; ``at_once`` questions are answered side by side."""
    blocks = chat_page(source, groups, words)
    blocks.queue(max_size=WAITING, default_concurrency_limit=at_once, api_open=False, status_update_rate=STATUS_SECONDS)
    gr.mount_gradio_app(
        app,
        blocks,
        words.home_address.rstrip("/") or "/",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        max_file_size=1,
        theme=gr.themes.Base(font=FONTS, font_mono=["monospace"]),
    )
    return blocks


def chat_page(source: Source, groups: tuple[Group, ...], words: Words) -> Blocks:
    """Lay out the chat page of one language and wire its events."""
    blocks = Blocks(title=f"{words.name} · {words.tagline}", analytics_enabled=False, fill_width=True)
    with blocks:
        _fragment(header_html(words, words.other.home_address), "site-head")
        turns = gr.State((), time_to_live=SESSION_SECONDS)
        log = gr.Chatbot(
            elem_id="log", label=words.answer, container=False, height="auto", autoscroll=False, buttons=[],
            feedback_options=None, latex_delimiters=[], line_breaks=False, group_consecutive_messages=False, allow_tags=False,
            sanitize_html=True, layout="panel", placeholder=_welcome(source, groups, words),
        )  # fmt: skip
        with gr.Column(elem_id="composer", min_width=0):
            box = gr.Textbox(
                elem_id="box", label=words.question_label, lines=1, max_lines=6, submit_btn=words.ask,
                placeholder=words.question_hint, container=False,
            )  # fmt: skip
            hint = _fragment(_hint(words), "hint")
            again = gr.Button(words.again, elem_id="again", size="sm", variant="secondary")
        foot = _fragment(_footer(source, words), "site-foot")
        box.submit(
            _respond(source, words), [box, turns], [log, box, hint, turns],
            api_visibility="private", show_progress="hidden", concurrency_limit="default", concurrency_id="answers",
        )  # fmt: skip
        again.click(lambda: ([], "", _hint(words), ()), None, [log, box, hint, turns], api_visibility="private", show_progress="hidden")
        blocks.load(
            lambda: (gr.Chatbot(placeholder=_welcome(source, groups, words)), _footer(source, words)), None, [log, foot],
            api_visibility="private", show_progress="hidden",
        )  # fmt: skip
        gradio_api(_plain_answer(source, words), api_name="chat", concurrency_limit="default", concurrency_id="answers")
    return blocks


def _fragment(html: str, elem_id: str) -> gr.Markdown:
    """Put HTML of our own on the page. ``gr.HTML`` would evaluate its template as a script, which the page's policy forbids."""
    return gr.Markdown(html, elem_id=elem_id, container=False, sanitize_html=False, latex_delimiters=[])


def _respond(source: Source, words: Words) -> Callable[[str, Turns], Iterator[tuple[Any, ...]]]:
    def respond(text: str, turns: Turns) -> Iterator[tuple[Any, ...]]:
        question = clean_question(text)
        wrong = complaint(question, words)
        if wrong:
            kept = text if len(str(text)) <= 2 * QUESTION_LIMIT else question[:QUESTION_LIMIT]
            yield gr.skip(), kept, _hint(words, wrong), gr.skip()
            return
        earlier = turns[1 - TURNS_KEPT :]
        asked = tuple(turn.question for turn in earlier)
        for html in reply(source(), question, asked, words):
            now = (*earlier, Turn(question, html))
            yield _messages(now, words), "", _hint(words), now

    return respond


def _plain_answer(source: Source, words: Words) -> Callable[[str, list[str] | None], str]:
    def chat(question: str, history: list[str] | None = None) -> str:
        """Answer a question about the documents held, with verbatim quotations and their addresses, as Markdown."""
        text = clean_question(question)
        wrong = complaint(text, words)
        service = source()
        if wrong or service is None:
            return wrong or words.no_index
        earlier = tuple(asked for asked in map(clean_question, history or []) if asked and len(asked) <= QUESTION_LIMIT)
        return service.assistant.ask(Question(text, earlier)).text

    return chat


def _messages(turns: Turns, words: Words) -> list[Message]:
    pairs = ((("user", question_html(turn.question, words)), ("assistant", turn.reply)) for turn in turns)
    return [{"role": role, "content": content} for pair in pairs for role, content in pair]


def _welcome(source: Source, groups: tuple[Group, ...], words: Words) -> str:
    service = source()
    return welcome_html(service.library if service else None, groups, words)


def _hint(words: Words, wrong: str = "") -> str:
    return f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else f'<p class="keys">{escape(words.keys)}</p>'


def _footer(source: Source, words: Words) -> str:
    service = source()
    return footer_html(words, service.library if service else None, degraded=bool(service and service.warnings))
