"""Source files and canonical texts, kept under the digest of their bytes and never changed."""

import hashlib
from functools import lru_cache
from pathlib import Path

from corpus.errors import StorageError
from corpus.storage import write_whole
from corpus.text import Text

TEXTS_IN_MEMORY = 64


class Library:
    """The folder `library` of a home."""

    def __init__(self, home: Path) -> None:
        self._sources = home / "library" / "sources"
        self._texts = home / "library" / "texts"
        # Questions come back to the same few documents; parsing a long one takes a while.
        self._parsed = lru_cache(maxsize=TEXTS_IN_MEMORY)(self._read_text)

    def keep_source(self, data: bytes) -> str:
        """Store the bytes of a source file; returns their sha256."""
        return self._keep(self._sources, data, "")

    def keep_text(self, text: Text) -> str:
        """Store a canonical text; returns the sha256 of the stored file."""
        return self._keep(self._texts, text.to_json().encode(), ".json")

    def source_path(self, sha256: str) -> Path:
        """Where the source file stored under `sha256` is, for what reads it itself."""
        return self._sources / sha256

    def text(self, sha256: str) -> Text:
        """The text stored under `sha256`; StorageError when it is missing or damaged."""
        return self._parsed(sha256)

    def damaged(self, source: str, text: str) -> list[str]:
        """What is missing or changed of a version's two files; empty when all is well."""
        faults = []
        for path, sha256 in (
            (self.source_path(source), source),
            (self._texts / f"{text}.json", text),
        ):
            try:
                found = hashlib.sha256(path.read_bytes()).hexdigest()
            except OSError as error:
                faults.append(f"{path} cannot be read ({error.strerror})")
                continue
            if found != sha256:
                faults.append(f"{path} is not what was stored: its digest differs")
        return faults

    def check(self, sha256: str) -> None:
        """Raise StorageError when the text stored under `sha256` is missing or damaged."""
        self._read_bytes(sha256)

    def _read_text(self, sha256: str) -> Text:
        return Text.from_json(self._read_bytes(sha256))

    def _read_bytes(self, sha256: str) -> bytes:
        path = self._texts / f"{sha256}.json"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StorageError(
                f"the text {path} cannot be read ({error.strerror}): "
                "restore the home folder from a backup, or add the document again"
            ) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StorageError(
                f"the text {path} was changed after it was stored: "
                "restore it from a backup, or add the document again; "
                "`assistant corpus verify` lists every such file"
            )
        return data

    def _keep(self, folder: Path, data: bytes, ending: str) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        path = folder / f"{sha256}{ending}"
        if not _holds(path, sha256):
            write_whole(path, data)
        return sha256


def _holds(path: Path, sha256: str) -> bool:
    """Whether the file is there and undamaged."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
