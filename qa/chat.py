"""Which chat model the settings name."""

from __future__ import annotations

from typing import Protocol

from pydantic import SecretStr

from qa.model import Chat


class ChatSettings(Protocol):
    """The part of the settings that is about the chat model."""

    @property
    def chat_model(self) -> str | None:
        """A name that ``init_chat_model`` knows; None for no model."""

    @property
    def chat_base_url(self) -> str | None:
        """An OpenAI-compatible server."""

    @property
    def chat_api_key(self) -> SecretStr | None:
        """Its key."""

    @property
    def chat_deadline(self) -> float:
        """Seconds for a whole answer."""

    @property
    def chat_max_tokens(self) -> int:
        """Tokens of one answer."""

    @property
    def chat_tokens_a_day(self) -> int:
        """Tokens of one day."""


def chat_of(settings: ChatSettings) -> Chat | None:
    """Return the chat model that the settings name; None where they name none."""
    if not settings.chat_model:
        return None
    key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else None
    limits = (settings.chat_deadline, settings.chat_max_tokens, settings.chat_tokens_a_day)
    return Chat(settings.chat_model, settings.chat_base_url, key, *limits)
