"""The shipped questions about laws other than the corpus, and the texts that they are about, from the open laws.

The texts stay out of the repository: ``other_laws.txt`` names the files, one a line, as the archive ``laws/open_laws.tar.xz`` holds them.
The training of the embedding model saw other questions about articles of 18 of the 41 laws; those are found no better (hit@1 .83 of 96
questions) than the rest (.81 of 105).
"""

from __future__ import annotations

import tarfile
from collections.abc import Sequence
from pathlib import Path

from eval.open_laws import texts_of

HERE = Path(__file__).resolve().parent
QUESTIONS = HERE / "other_laws.jsonl"
NAMES = HERE / "other_laws.txt"
SHARED = HERE.parents[1] / "shared"
"""Where the open laws lie beside the repository."""


class LawsError(Exception):
    """The texts cannot be had; the words say what is missing."""


def names() -> tuple[str, ...]:
    """Return the paths of the laws that the questions are about, as the archive has them."""
    return tuple(NAMES.read_text(encoding="utf-8").split("\n")[:-1])


def copy_laws(shared: Path, wanted: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Write the wanted laws of the archive into a folder, each under the last part of its path. Raises LawsError."""
    archive = shared / "laws" / "open_laws.tar.xz"
    if not archive.is_file():
        raise LawsError(f"{archive} is missing: the questions on other laws need the open laws; say with --shared where they are")
    try:
        found = {path: text for path, text in texts_of(archive) if path in set(wanted)}
    except (OSError, EOFError, tarfile.TarError, UnicodeDecodeError) as error:
        raise LawsError(f"cannot read {archive}: {error}") from error
    if missing := [path for path in wanted if path not in found]:
        raise LawsError(f"{archive} does not hold {missing[0]}" + (f" and {len(missing) - 1} more" if len(missing) > 1 else ""))
    written = tuple(folder / Path(path).name for path in wanted)
    for path, out in zip(wanted, written, strict=True):
        out.write_text(found[path], encoding="utf-8")
    return written
