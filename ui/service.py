"""What the page needs from the rest of the product: an assistant that answers and a library that holds the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from law.model import Citation, Document, Penalty, Provision, Reference
from qa.model import Answer, Question


class Entry(Protocol):
    """One document as a list of documents shows it."""

    @property
    def title(self) -> str:
        """Title without 《》."""

    @property
    def version(self) -> str:
        """What tells versions of one title apart."""

    @property
    def document_number(self) -> str | None:
        """Such as ``浙政发〔2017〕47号``."""

    @property
    def issuing_authority(self) -> str | None:
        """Who issued it."""

    @property
    def promulgation_date(self) -> str | None:
        """ISO date."""

    @property
    def effective_date(self) -> str | None:
        """ISO date."""

    @property
    def provision_count(self) -> int:
        """How many numbered provisions it holds."""

    @property
    def repealed_by(self) -> str | None:
        """Title of the document that repealed it."""


class Library(Protocol):
    """The documents, and every provision by its citation."""

    def entries(self) -> Sequence[Entry]:
        """List every document."""

    def entry(self, citation: Citation) -> Entry:
        """Return the entry of the document that a citation names, or raise a ``LookupError``."""

    def document(self, title: str, version: str = "") -> Document:
        """Return one document, or raise a ``LookupError``."""

    def name(self, citation: Citation) -> str:
        """Print a citation for a reader."""

    def references_from(self, citation: Citation) -> Sequence[Reference]:
        """Return what a provision refers to; spans are offsets in ``Provision.text``."""

    def references_to(self, citation: Citation) -> Sequence[Citation]:
        """Return the provisions that refer to this one."""

    def penalties_for(self, citation: Citation) -> Sequence[Penalty]:
        """Return the penalties for breaking a provision."""

    def provision(self, citation: Citation) -> Provision | None:
        """Return one provision."""


class Assistant(Protocol):
    """From a question to a checked answer."""

    def ask(self, question: Question) -> Answer:
        """Answer, or refuse with a reason."""

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield growing answers; the last one is complete."""


class Service(Protocol):
    """One build of the texts, ready to be asked."""

    @property
    def assistant(self) -> Assistant:
        """Who answers."""

    @property
    def library(self) -> Library:
        """What is quoted."""


Source = Callable[[], Service | None]
"""Gives the build that answers now, or ``None`` where there is none yet. Called once a request, so a newer build takes over by itself."""
