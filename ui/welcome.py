"""What stands on the chat page before anything is asked, and before Gradio has drawn itself: a page that works without scripts, too."""

from __future__ import annotations

from html import escape

from law.library import Library
from ui.conversation import QUESTION_LIMIT
from ui.examples import Group, groups_for
from ui.page import header_html
from ui.render import ask_link
from ui.words import Words


def welcome_html(library: Library | None, groups: tuple[Group, ...], words: Words) -> str:
    """Return the greeting and the example questions, a column for each kind of reader."""
    columns = "".join(
        f"<section><h2>{escape(who)}</h2><ul>{''.join(f'<li>{ask_link(question, words)}</li>' for question in questions)}</ul></section>"
        for who, questions in groups_for(groups, library, words)
    )
    return (
        f'<div class="welcome"><h1>{escape(words.welcome)}</h1><p>{escape(words.welcome_more)}</p><div class="groups">{columns}</div></div>'
    )


def first_html(library: Library | None, groups: tuple[Group, ...], words: Words) -> str:
    """Return what a reader sees and can use while the chat is still on its way; on a slow line that takes ten seconds."""
    language = "" if words.language == "zh" else f'<input type="hidden" name="lang" value="{words.language}">'
    return (
        f'<div id="first">{header_html(words, words.other.home_address)}<main>{welcome_html(library, groups, words)}</main>'
        f'<form action="/ask" method="get" role="search"><input name="q" maxlength="{QUESTION_LIMIT}" autocomplete="off" aria-label="{escape(words.question_label)}" '
        f'placeholder="{escape(words.question_hint)}">{language}<button>{escape(words.ask)}</button></form></div>'
    )
