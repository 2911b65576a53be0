"""What is read before anyone asks."""

from __future__ import annotations

from law.library import Library
from qa.assistant import Assistant
from qa.model import Question
from vectorstore.index import Index


def test_the_clauses_of_a_small_library_are_read_before_anyone_asks(built: tuple[Library, Index]) -> None:
    library, index = built
    assistant = Assistant(library, index)
    before = assistant.ask(Question("体育赛事需要审批吗"))
    done = list(assistant.read_ahead())
    assert done == sorted(done) and done[-1] > 200
    assert assistant.ask(Question("体育赛事需要审批吗")) == before
    read = len(index.likeness._read)
    assistant.ask(Question("观测数据多久汇交一次"))
    assert len(index.likeness._read) == read, "nothing is left to read"
