"""What every part of the curator's desk works with, opened at the first need."""

import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date

from assistant.audit import TrailIndex
from assistant.cataloguing import open_catalogue
from assistant.curate.diff import Difference, compare
from assistant.settings import Settings
from assistant.web.curator.reading import Reading
from assistant.web.jobs import Jobs, jobs_of
from assistant.web.service import Service
from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.page_drawings import drawn_pages
from corpus.page_quality import PageQuality, assess_pages, count_words, sparse_pages
from corpus.versions import Stage, Version, stages

AT_ONCE = 40
"""Texts whose words are counted for one page; the others are counted for the next ones."""
REMEMBERED = 8
"""Documents whose pages, and pairs whose differences, are kept."""


class Curation:
    """The catalogue, the library and the trail of one home, and what was made of them.

    May be used by several threads. Raises the family of AssistantError.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self.reading = Reading()
        self._catalogue: Catalogue | None = None
        self._library: Library | None = None
        self._words: Counter[str] = Counter()
        self._counted: set[str] = set()
        self._pages: dict[str, tuple[PageQuality, ...]] = {}
        self._differences: dict[tuple[str, str], Difference] = {}
        self._lock = threading.Lock()

    @property
    def settings(self) -> Settings:
        """Those of the server."""
        return self.service.settings

    @property
    def catalogue(self) -> Catalogue:
        """Each change to it is in the trail before it is made."""
        with self._lock:
            if self._catalogue is None:
                self._catalogue = open_catalogue(
                    self.settings, lambda: self.service.stages().redactor
                )
            return self._catalogue

    @property
    def library(self) -> Library:
        """The texts and source files."""
        with self._lock:
            if self._library is None:
                self._library = Library(self.settings.home)
            return self._library

    @property
    def index(self) -> TrailIndex:
        """What follows the audit trail."""
        return self.service.trail_index

    @property
    def jobs(self) -> Jobs:
        """Those of the whole server."""
        return jobs_of(self.service)

    def stages(self) -> Mapping[str, Stage]:
        """Where every version stands today, by key."""
        return stages(self.catalogue.versions(), date.today())

    def pages(self, version: Version) -> tuple[PageQuality, ...]:
        """How well each page of a version was read."""
        sha256 = version.text_sha256
        if sha256 not in self._pages:
            text = self.library.text(sha256)
            sparse = sparse_pages(text)
            source = self.library.source_path(version.source_sha256)
            drawn = drawn_pages(source, text, sparse) if sparse else frozenset[int]()
            found = assess_pages(text, version.problems, self._corpus_words(version), drawn)
            _remember(self._pages, sha256, found)
        return self._pages[sha256]

    def difference(self, before: Version, after: Version) -> Difference:
        """What changed between two versions."""
        key = before.text_sha256, after.text_sha256
        if key not in self._differences:
            texts = (self.library.text(sha256) for sha256 in key)
            _remember(self._differences, key, compare(*texts))
        return self._differences[key]

    def _corpus_words(self, version: Version) -> Counter[str]:
        """How often words occur in this text and in others of the corpus."""
        others = [one.text_sha256 for one in self.catalogue.versions() if one.approved_at]
        with self._lock:
            library = self._library
        assert library is not None  # its text was read
        new = [sha for sha in (version.text_sha256, *others) if sha not in self._counted]
        for sha256 in new[:AT_ONCE]:
            counted = count_words([library.text(sha256)])
            with self._lock:
                if sha256 not in self._counted:
                    self._counted.add(sha256)
                    self._words.update(counted)
        return self._words


def _remember(kept: dict, key: object, value: object) -> None:  # type: ignore[type-arg]
    if len(kept) >= REMEMBERED:
        kept.pop(next(iter(kept)), None)
    kept[key] = value
