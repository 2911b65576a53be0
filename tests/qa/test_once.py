"""What follows from an object alone is worked out once, of each object by itself, and not kept without end."""

from __future__ import annotations

from law.model import Citation, Paragraph, Provision
from qa.once import once
from qa.wording.clauses import clauses


def provision(text: str) -> Provision:
    """Return an article of one paragraph."""
    return Provision("第三条", ("第三条",), (Paragraph(1, text),))


def test_an_object_is_known_by_itself_and_not_by_what_it_equals() -> None:
    """Two equal lists are two objects; what is asked besides counts."""
    asked: list[tuple[list[int], int]] = []

    @once(10)
    def at(values: list[int], place: int) -> int:
        asked.append((values, place))
        return values[place]

    one, other = [1, 2], [1, 2]
    assert [at(one, 0), at(one, 1), at(one, 0), at(other, 0)] == [1, 2, 1, 1]
    assert len(asked) == 3


def test_no_more_is_kept_than_was_said() -> None:
    """The oldest are worked out again."""
    asked: list[str] = []

    @once(2)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    texts = ["船舶", "渡口", "码头"]
    assert [length(text) for text in [*texts, texts[0]]] == [2, 2, 2, 2]
    assert asked == [*texts, texts[0]]


def test_the_same_words_at_two_places_are_clauses_of_each() -> None:
    """A version that repeats an article is cited as itself."""
    article = provision("渡船应当按期检验。")
    before, after = (clauses(Citation("渡口办法", "第三条", version=year), article) for year in ("2015", "2021"))
    assert before is clauses(Citation("渡口办法", "第三条", paragraph=1, version="2015"), article)
    assert [one.citation.version for one in (*before, *after)] == ["2015", "2021"]
