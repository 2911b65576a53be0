"""The same as the HTTP API, as MCP tools for assistants: ``python app.py --mcp`` speaks over standard input and output.

Needs the extra ``mcp``: ``pip install -e '.[mcp]'``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from law.citation import CitationError, parse_citation
from law.library import UnknownDocument
from qa.model import Question
from ui.penalty_rows import Wanted, choose, penalty_rows, yuan
from ui.records import DocumentEntry, Found, PenaltyRecord, ProvisionRecord, Reply, entry_of, found_of, penalty_of, provision_of, reply_of
from ui.render import View
from ui.service import Service
from ui.words import CHINESE

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

MOST = 50
"""Records in one reply: an assistant's window is narrow."""
INSTRUCTIONS = (
    "Chinese regulations. Answers quote the official text verbatim with document and article; a refusal means that the texts do not say. "
    "Pass quotations and citations on unchanged."
)


def mcp_server(service: Service) -> MCPServer:
    """Return a server with the tools ask, search, provision, documents and penalties. Raises ImportError without the extra ``mcp``."""
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError

    server = MCPServer("tiaowen", instructions=INSTRUCTIONS)
    view = View(service.library, CHINESE)

    @server.tool()
    def ask(question: str, history: list[str] | None = None, as_of: date | None = None) -> Reply:
        """Answer a question about the regulations held, or refuse with a reason. ``history``: earlier questions, oldest first."""
        asked = Question(question, tuple(history or ()), as_of.isoformat() if as_of else None)
        return reply_of(service.assistant.ask(asked), view)

    @server.tool()
    def search(query: str, count: int = 10) -> list[Found]:
        """Find the provisions that may answer, best first, with the reason why each is here."""
        return [found_of(one, view) for one in service.assistant.find(Question(query))[: min(count, MOST)]]

    @server.tool()
    def provision(citation: str) -> ProvisionRecord:
        """Read the words at a citation such as 《浙江省体育赛事管理办法》第六条, and what they are tied to."""
        try:
            found = provision_of(parse_citation(citation), view)
        except (CitationError, UnknownDocument) as error:
            raise ToolError(str(error)) from error
        if found is None:
            raise ToolError(CHINESE.not_found)
        return found

    @server.tool()
    def documents() -> list[DocumentEntry]:
        """List the documents held."""
        return [entry_of(entry) for entry in service.library.entries()]

    @server.tool()
    def penalties(query: str = "", document: str = "", authority: str = "", sanction: str = "", amount: str = "") -> list[PenaltyRecord]:
        """List sanctions by words, document, authority, kind of sanction, or an amount in yuan that the range must hold; at most 50."""
        rows = choose(penalty_rows(service.library), Wanted(query, document, authority, sanction, yuan(amount)))
        return [penalty_of(row, view) for row in rows[:MOST]]

    return server
