"""The HTTP API, version 1: ask, search, documents, a provision by its citation, penalties. Described at ``/api/v1/openapi.json``."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response

from law.citation import CitationError, parse_citation
from law.library import UnknownDocument
from qa.model import Question
from ui.conversation import clean_question, complaint
from ui.penalty_rows import Wanted, choose, penalty_rows, wanted_rows
from ui.records import (
    AskedQuestion,
    DocumentEntry,
    Found,
    Penalties,
    ProvisionRecord,
    Reply,
    entry_of,
    found_of,
    penalty_of,
    provision_of,
    question_of,
    reply_of,
)
from ui.render import View
from ui.service import Service, Source
from ui.words import CHINESE

MOST_FOUND = 50
"""Provisions in one reply to a search."""
ROWS_A_PAGE = 200
"""Penalties in one reply."""


def service_of(request: Request) -> Service:
    """Return the build that answers now. Raises HTTPException, 503 where there is none."""
    source: Source = request.app.state.source
    service = source()
    if service is None:
        raise HTTPException(503, CHINESE.no_index)
    return service


Ready = Annotated[Service, Depends(service_of)]


def api(source: Source) -> FastAPI:
    """Return the application that stands under ``/api/v1``."""
    app = FastAPI(
        title="条问 Tiaowen", version="1", docs_url=None, redoc_url=None,
        description="Questions about Chinese regulations, answered with verbatim quotations and exact citations.",
    )  # fmt: skip
    app.state.source = source
    app.add_api_route("/ask", ask, methods=["POST"], response_model=Reply, summary="Answer a question, or refuse with a reason")
    app.add_api_route("/search", search, response_model=list[Found], summary="Find provisions, best first")
    app.add_api_route("/documents", documents, response_model=list[DocumentEntry], summary="List the documents held")
    app.add_api_route("/provision", provision, response_model=ProvisionRecord, summary="Read a provision by its citation")
    app.add_api_route("/penalties", penalties, response_model=Penalties, summary="List sanctions")
    app.add_exception_handler(UnknownDocument, _unknown_document)
    return app


def ask(asked: AskedQuestion, service: Ready) -> Reply:
    """Answer a question, or refuse with a reason. ``history`` holds earlier questions of the same person, oldest first."""
    return reply_of(service.assistant.ask(question_of(asked)), _view(service))


def search(service: Ready, q: Annotated[str, Query(max_length=4000)], k: Annotated[int, Query(ge=1, le=MOST_FOUND)] = 10) -> list[Found]:
    """Find the provisions that may answer, best first, with scores and the reason why each is here."""
    question = clean_question(q)
    if wrong := complaint(question, CHINESE):
        raise HTTPException(400, wrong)
    return [found_of(one, _view(service)) for one in service.assistant.find(Question(question))[:k]]


def documents(service: Ready) -> list[DocumentEntry]:
    """List the documents held."""
    return [entry_of(entry) for entry in service.library.entries()]


def provision(
    service: Ready, citation: Annotated[str, Query(max_length=300, examples=["《浙江省体育赛事管理办法》第六条"])]
) -> ProvisionRecord:
    """Read the words at a citation, written as people write it, and what they are tied to."""
    try:
        meant = parse_citation(citation)
    except CitationError as error:
        raise HTTPException(400, str(error)) from error
    found = provision_of(meant, _view(service))
    if found is None:
        raise HTTPException(404, CHINESE.not_found)
    return found


def penalties(service: Ready, wanted: Annotated[Wanted, Depends(wanted_rows)]) -> Penalties:
    """List sanctions, filtered and sorted as on the page of penalties."""
    rows = choose(penalty_rows(service.library), wanted)
    first = (wanted.page - 1) * ROWS_A_PAGE
    view = _view(service)
    return Penalties(total=len(rows), page=wanted.page, penalties=[penalty_of(row, view) for row in rows[first : first + ROWS_A_PAGE]])


def _view(service: Service) -> View:
    return View(service.library, CHINESE)


def _unknown_document(_: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, status_code=404)
