"""What a text says that its parse does not: the round trip, character by character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize

from law.__main__ import document_record
from law.gazette import Parsed
from law.normalise import fold

WORD = re.compile(r"\w")


def lost_characters(text: str, parsed: Parsed) -> Counter[str]:
    """Count the letters, digits and Chinese characters of a text that are neither in the JSON of its documents nor in an audit.

    Characters that stand for others count as those: a label ⒈ is kept where it prints as 1.
    """
    kept: Counter[str] = Counter()
    for at, document in enumerate(parsed.documents):
        kept.update(_plain("".join(_strings(document_record(document, () if at else parsed.audit, parsed.placed_in(at))))))
    if not parsed.documents:
        kept.update(_plain("".join(entry.text for entry in parsed.audit)))
    return Counter(WORD.findall(_plain(fold(text)))) - kept


def _plain(text: str) -> str:
    return normalize("NFKC", text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            # the keys of front and back matter are addresses: 附件1
            yield from (name, *_strings(inner)) if name != "why" else ()
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)
