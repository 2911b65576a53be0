"""Texts of any amount to measure with: the open laws, and beyond them variants of the same laws with their sentences dealt out anew."""

from __future__ import annotations

import random
import re
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ARTICLE = re.compile(r"^\s*第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?\s", re.MULTILINE)
SENTENCE = re.compile(r"[^。；\n]+[。；]")
SEED = 20180101


class NoLaws(RuntimeError):  # noqa: N818 names what is the case
    """The open laws are not there; the words say where they were looked for."""


def read_laws(archive: Path) -> dict[str, str]:
    """Return the text of every law in the archive by its path, in an order of chance that is always the same. Raises NoLaws."""
    try:
        with tarfile.open(archive) as tar:
            members = [member for member in tar if member.isfile() and member.name.endswith(".txt")]
            # open/行政法规/….txt: the folder that the archive makes is not part of a law's path.
            texts = {
                member.name.partition("/")[2]: stream.read().decode("utf-8") for member in members if (stream := tar.extractfile(member))
            }
    except OSError as error:
        raise NoLaws(f"no open laws at {archive} ({error}); name their folder with --shared") from error
    paths = sorted(texts)
    random.Random(SEED).shuffle(paths)
    return {path: texts[path] for path in paths}


def write_corpus(laws: Mapping[str, str], folder: Path, articles: int) -> tuple[list[str], int]:
    """Write laws of about so many articles into ``folder``; return the paths of those that are real, and how many articles there are."""
    folder.mkdir(parents=True, exist_ok=True)
    real: list[str] = []
    count = 0
    for number, (path, text) in enumerate(_endless(laws)):
        if count >= articles:
            break
        (folder / f"{number:06}-{Path(path).name}").write_text(text, encoding="utf-8")
        count += len(ARTICLE.findall(text))
        if number < len(laws):
            real.append(path)
    return real, count


def _endless(laws: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from laws.items()
    dealer = random.Random(SEED)
    copy = 1
    while laws:
        for path, text in laws.items():
            yield path, _vary(text, copy, dealer)
        copy += 1


def _vary(text: str, copy: int, dealer: random.Random) -> str:
    """Return a law of another title, the sentences of its articles dealt out among them: as long, of the same words, no article the same."""
    title, _, body = text.lstrip().partition("\n")
    first = ARTICLE.search(body)
    if first is None:
        return f"{title}（第{copy}种）\n{body}"
    head, rest = body[: first.start()], body[first.start() :]
    sentences = SENTENCE.findall(ARTICLE.sub("", rest))
    dealer.shuffle(sentences)
    dealt = iter(sentences)
    return f"{title}（第{copy}种）\n{head}{SENTENCE.sub(lambda found: _label(found.group()) + next(dealt, '').strip(), rest)}"


def _label(sentence: str) -> str:
    found = ARTICLE.match(sentence)
    return found.group() if found else ""
