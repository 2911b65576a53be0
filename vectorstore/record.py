"""What an index says about itself: the models and files that it was made of, so that opening it can tell whether it is still that."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "index.json"
CHROMA = "chroma/"


class IndexUnreadable(Exception):  # noqa: N818 names what is the case
    """An index cannot be opened; the words say why and what to do."""


class OtherModel(IndexUnreadable):
    """An index was built with another embedding model."""


@dataclass(frozen=True, slots=True)
class Record:
    """The models, sizes and file hashes of an index."""

    model: str
    """Fingerprint of the embedding model."""
    token_model: str | None
    """Fingerprint of the static model that soft matching uses."""
    context_model: str | None
    """Fingerprint of the transformer that read the texts in context; None where there are too many, or none is wanted."""
    dimension: int
    passages: int
    chromadb: str
    """Version of Chroma that wrote the directory."""
    collection: str | None
    """Name of the collection on a Chroma server; None where the index has a Chroma directory of its own."""
    files: dict[str, str]
    """SHA-256 of every file of the index, by its path in the folder."""
    unlinked: int = 0
    """Entries that updates removed from the Chroma directory: its graph keeps their places."""

    @classmethod
    def read(cls, folder: Path) -> Record:
        """Read the record of the index in ``folder``. Raises IndexUnreadable."""
        try:
            return cls(**json.loads(read_regular(folder / NAME)))
        except (OSError, ValueError, TypeError) as error:
            raise IndexUnreadable(f"索引 {folder} 不完整（{error}）；请运行 python ingest.py 重建") from error

    def write(self, folder: Path) -> None:
        """Write the record into ``folder``."""
        (folder / NAME).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @property
    def chroma_files(self) -> dict[str, str]:
        """SHA-256 of every file of the Chroma directory, by its path there."""
        return {path.removeprefix(CHROMA): digest for path, digest in self.files.items() if path.startswith(CHROMA)}

    def damaged(self, folder: Path) -> str | None:
        """Return the first file outside the Chroma directory that is missing or not what was written; None where all are whole."""
        ours = [path for path in self.files if not path.startswith(CHROMA)]
        with ThreadPoolExecutor() as pool:
            whole = pool.map(lambda path: self.whole(folder, path), ours)
            return next((path for path, sound in zip(ours, whole, strict=True) if not sound), None)

    def whole(self, folder: Path, path: str) -> bool:
        """Tell whether a file of the index is what was written."""
        return (folder / path).is_file() and sha256(folder / path) == self.files.get(path)


def read_regular(path: Path) -> str:
    """Return the words of a regular file. Raises OSError, at once also for a pipe, which would keep its reader waiting for ever."""
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path.read_text(encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under ``folder``, by its path there."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    # hashlib lets go of the interpreter while it works, so that every processor helps.
    with ThreadPoolExecutor() as pool:
        return dict(zip((path.relative_to(folder).as_posix() for path in files), pool.map(sha256, files), strict=True))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
