"""The retriever in other people's chains: documents with citations, and the example of its docstring, with a chat model that repeats."""

from __future__ import annotations

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from law.citation import parse_citation
from law.library import Library
from qa.retriever import LawRetriever, cited
from vectorstore.index import Index


@pytest.fixture
def opened(built: tuple[Library, Index]) -> tuple[Library, LawRetriever]:
    return built[0], LawRetriever.over(*built, k=4)


def test_documents_hold_the_official_words_under_their_citation(opened: tuple[Library, LawRetriever]) -> None:
    library, retriever = opened
    found = retriever.invoke("体育赛事需要审批吗")
    assert found[0].metadata["citation"] == "《浙江省体育赛事管理办法》第六条"
    assert 1 < len(found) <= 4
    for one in found:
        assert one.id is not None
        assert one.page_content == library.text(parse_citation(one.id))
        assert one.metadata["why"]
        assert one.metadata["document"] == parse_citation(one.id).document
    assert {"dense", "lexical", "soft"} <= found[0].metadata["scores"].keys()
    assert found[0].metadata["why"] == "检索：合乎所问的种类"


def test_a_provision_that_is_named_comes_first_and_says_so(opened: tuple[Library, LawRetriever]) -> None:
    first = opened[1].invoke("体育赛事管理办法第十二条说了什么")[0]
    assert (first.metadata["article"], first.metadata["why"]) == ("第十二条", "问题点名")


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_nothing_asked_finds_nothing(opened: tuple[Library, LawRetriever], nothing: str) -> None:
    assert opened[1].invoke(nothing) == []


def test_the_example_chain_answers_from_what_was_found(opened: tuple[Library, LawRetriever]) -> None:
    seen: list[str] = []
    prompt = ChatPromptTemplate.from_messages([("system", "只依据下列条文回答，并注明出处。\n{provisions}"), ("human", "{question}")])
    chat_model = GenericFakeChatModel(messages=iter([AIMessage("不需要。《浙江省体育赛事管理办法》第六条")]))
    watch = RunnableLambda(lambda value: (seen.append(value.to_string()), value)[1])
    chain = {"provisions": opened[1] | cited, "question": RunnablePassthrough()} | prompt | watch | chat_model | StrOutputParser()
    assert chain.invoke("体育赛事需要审批吗").startswith("不需要")
    assert "《浙江省体育赛事管理办法》第六条\n单位、个人均可依法组织和举办体育赛事" in seen[0]
    assert seen[0].endswith("Human: 体育赛事需要审批吗")


class Shortest:
    """A cross-encoder that likes short texts."""

    def scores(self, question: str, texts: list[str]) -> list[float]:
        return [-len(text) for text in texts]


def test_a_second_look_reorders_what_was_found_and_says_so(built: tuple[Library, Index]) -> None:
    library, index = built
    before = LawRetriever.over(library, index, k=12).invoke("举办体育赛事有什么要求")
    index.reranker = Shortest()  # type: ignore[assignment]
    try:
        after = LawRetriever.over(library, index, k=12).invoke("举办体育赛事有什么要求")
    finally:
        index.reranker = None
    assert {one.id for one in before} == {one.id for one in after}
    assert after[0].metadata["scores"]["reranker"] == max(one.metadata["scores"]["reranker"] for one in after)
    assert [one.metadata["score"] for one in after] == sorted((one.metadata["score"] for one in after), reverse=True)
