"""Questions to ask next, from what the answer's provisions are linked to."""

from __future__ import annotations

from law.library import Library
from qa.model import Answer

MOST = 3
"""More would be a menu, not a hint."""


def suggestions(answer: Answer, library: Library) -> tuple[str, ...]:
    """Return up to three questions that the library can answer: the penalty of a duty, a provision referred to, the effective date."""
    if answer.refused or not answer.quotes:
        return ()
    english = answer.language == "en"
    found: list[str] = []
    quoted = {quote.citation.provision for quote in answer.quotes}
    for quote in answer.quotes:
        name = library.name(quote.citation.provision)
        if answer.kind != "penalty" and library.penalties_for(quote.citation):
            found.append(f"What is the penalty for breaking {name}?" if english else f"违反{name}怎么处罚？")
        for reference in library.references_from(quote.citation):
            for target in reference.targets[:1]:
                if not reference.external and target.provision not in quoted:
                    found.append(
                        f"What does {library.name(target.provision)} say?" if english else f"{library.name(target.provision)}规定了什么？"
                    )
    title = answer.quotes[0].citation.document
    if answer.kind != "effect" and library.entry(answer.quotes[0].citation).kind == "regulation":
        found.append(f"When does 《{title}》 take effect?" if english else f"《{title}》什么时候施行？")
    return tuple(dict.fromkeys(found))[:MOST]
