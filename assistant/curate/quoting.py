"""Words of a document with where they stand, so that a curator can judge and open them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from corpus.library import Library
from corpus.sections import split_sections
from corpus.text import Text
from corpus.versions import Stage, Version, stages


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span of a document version."""

    document: str
    version: str
    stage: Stage
    """Where the version stands in its life."""
    section: tuple[str, ...]
    """The headings above it, outermost first."""
    page: int | None
    start: int
    end: int
    quote: str

    @property
    def place(self) -> str:
        """Document, version, stage unless it is in force, page and section in one line."""
        page = f", page {self.page}" if self.page else ""
        section = f": {' › '.join(self.section)}" if self.section else ""
        stage = "" if self.stage is Stage.EFFECTIVE else f" ({self.stage})"
        return f"{self.document}@{self.version}{stage}{page}{section}"

    def to_json(self) -> dict[str, Any]:
        """One plain object."""
        return asdict(self) | {"section": list(self.section)}


class Quoter:
    """Quotes versions by their key, `document@version`."""

    def __init__(self, library: Library, versions: Sequence[Version], today: date) -> None:
        self._library = library
        self._versions = {version.key: version for version in versions}
        self._stages = stages(versions, today)
        # Findings go back to the same few documents.
        self._sections = lru_cache(maxsize=64)(self._read_sections)

    def quote(self, key: str, start: int, end: int) -> Quotation:
        """The words `[start:end]` of a version; StorageError when its text is gone."""
        version = self._versions[key]
        text = self._library.text(version.text_sha256)
        starts, headings = self._sections(version.text_sha256)
        at = bisect_right(starts, start) - 1
        return Quotation(
            version.document,
            version.metadata.version,
            self._stages[key],
            headings[at] if at >= 0 else (),
            text.page_at(start),
            start,
            end,
            text.content[start:end],
        )

    def _read_sections(self, sha256: str) -> tuple[list[int], list[tuple[str, ...]]]:
        text: Text = self._library.text(sha256)
        sections = split_sections(text)
        headings = [
            tuple(" ".join(text[span].split()) for span in section.headings) for section in sections
        ]
        return [section.start for section in sections], headings
