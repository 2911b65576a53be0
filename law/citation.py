"""Citations: print them, read them back, find them in text, resolve them. The words are ``law.model.Citation``.

``text → find_mentions → resolve → Citation → format_citation → parse_citation``
"""

from law.address import CitationError, address_key, format_address, format_citation, parse_citation
from law.mentions import Mention, Place, find_mentions
from law.references import all_references, find_references, resolve

__all__ = [
    "CitationError",
    "Mention",
    "Place",
    "address_key",
    "all_references",
    "find_mentions",
    "find_references",
    "format_address",
    "format_citation",
    "parse_citation",
    "resolve",
]
