"""The search of this product as a LangChain retriever, for other people's chains.

A chain that answers from the law and says where it stands::

    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_core.runnables import RunnablePassthrough
    from ingest import open_build
    from qa.retriever import LawRetriever, cited
    from settings import Settings

    retriever = LawRetriever.over(*open_build(Settings()), k=4)
    prompt = ChatPromptTemplate.from_messages([
        ("system", "只依据下列条文回答，并注明出处。\\n{provisions}"),
        ("human", "{question}"),
    ])
    chain = {"provisions": retriever | cited, "question": RunnablePassthrough()} | prompt | chat_model | StrOutputParser()
    chain.invoke("体育赛事需要审批吗")

``chat_model`` is any LangChain chat model: ``init_chat_model("openai:qwen2.5", base_url=…)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from law.library import Library
from qa.assistant import Assistant
from qa.model import Evidence, Question
from vectorstore.index import Index


class LawRetriever(BaseRetriever):
    """Find the provisions that may answer a question: named, found and related ones, each with its citation and why it is there.

    Ask it by ``invoke(question)``; an empty question finds nothing. Thread-safe, as the library and the index are.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant = Field(repr=False)
    library: Library = Field(repr=False)
    k: int = Field(default=5, ge=1)
    """Most provisions that are returned."""

    @classmethod
    def over(cls, library: Library, index: Index, k: int = 5) -> LawRetriever:
        """Return a retriever over an opened build."""
        return cls(assistant=Assistant(library, index), library=library, k=k)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found = self.assistant.find(Question(query)) if query.strip() else ()
        return [document(one, self.library) for one in found[: self.k]]


def document(evidence: Evidence, library: Library) -> Document:
    """Return evidence as a LangChain document: the official words, the citation as id, and how it came to be there as metadata."""
    citation = evidence.citation
    metadata: dict[str, Any] = {
        "citation": library.name(citation),
        "document": citation.document,
        "version": citation.version,
        "article": citation.address,
        "heading": evidence.provision.heading or "",
        "why": evidence.why,
        "score": round(evidence.score, 4),
        "scores": {name: round(value, 4) for name, value in evidence.scores},
    }
    return Document(page_content=evidence.provision.text, metadata=metadata, id=str(citation))


def cited(documents: Sequence[Document]) -> str:
    """Return documents as one text for a prompt: each after its citation."""
    return "\n\n".join(f"{one.metadata['citation']}\n{one.page_content}" for one in documents)
