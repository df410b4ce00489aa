"""Keeps the pictures and words of pages, so that a page that many open is drawn once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from assistant.web.sources.drawing import Drawing
from corpus.library import Library
from corpus.readers.pdf.pages import PageWords
from corpus.versions import Version

PICTURES_KEPT = 96 * 2**20
"""Bytes: some 300 pages."""
WORDS_KEPT = 500
"""Pages."""

V = TypeVar("V")


class Pages:
    """The pages of the PDFs in a library. May be used by several threads."""

    def __init__(self, library: Library, drawing: Drawing | None = None) -> None:
        self._library = library
        self._drawing = drawing or Drawing()
        self._pictures: _Shelf[bytes] = _Shelf(PICTURES_KEPT, len)
        self._words: _Shelf[PageWords] = _Shelf(WORDS_KEPT, lambda _: 1)

    def picture(self, version: Version, page: int) -> bytes:
        """Page `page` (from 1) as PNG. Raises DocumentError and StorageError."""
        sha256 = version.source_sha256
        path = self._library.source_path(sha256)
        return self._pictures.get((sha256, page), lambda: self._drawing.picture(path, sha256, page))

    def words(self, version: Version, page: int) -> PageWords:
        """The words of the page with their places; raises like `picture`."""
        sha256 = version.source_sha256
        path = self._library.source_path(sha256)
        return self._words.get((sha256, page), lambda: self._drawing.words(path, sha256, page))

    def wake(self) -> None:
        """Start what draws, so that the first page does not wait for it."""
        self._drawing.wake()

    def close(self) -> None:
        """End what draws."""
        self._drawing.close()


class _Shelf(Generic[V]):
    """What was made last, up to a sum of sizes; nothing is made twice at the same time."""

    def __init__(self, capacity: int, size: Callable[[V], int]) -> None:
        self._capacity = capacity
        self._size = size
        self._kept: OrderedDict[Hashable, V] = OrderedDict()
        self._filled = 0
        self._reading = threading.Lock()
        self._making = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        kept = self._find(key)
        if kept is None:
            with self._making:
                kept = self._find(key)
                if kept is None:
                    kept = make()
                    self._put(key, kept)
        return kept

    def _find(self, key: Hashable) -> V | None:
        with self._reading:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _put(self, key: Hashable, value: V) -> None:
        with self._reading:
            self._kept[key] = value
            self._filled += self._size(value)
            while self._filled > self._capacity and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._filled -= self._size(oldest)
