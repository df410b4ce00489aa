"""Draws the pages of PDFs in a process of its own, which may crash or hang without harm.

PDFium serves one thread of a process at a time, and this server has many.
"""

import hashlib
import io
import math
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as Overdue
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from corpus.errors import DocumentError, StorageError
from corpus.readers.pdf.pages import PageWords

SCALE = 2.0
"""Pixels a point: an A4 page gets 1190, as many as a phone of 390 has at three a dot."""
MOST_PIXELS = 6_000_000
"""Of one picture: a poster is drawn smaller, and a page of a mile does no harm."""
SECONDS = 15.0
"""For one page; the slowest of the guidelines it was tried on takes half a second."""
_MEMORY = 2**30
"""Bytes of address space the worker may use beyond what it starts with."""
_PNG_EFFORT = 1
"""Of 9: more takes longer than sending what it saves."""

P = ParamSpec("P")
T = TypeVar("T")


class Drawing:
    """The worker process, started at the first need and again after it died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def picture(self, path: Path, sha256: str, page: int) -> bytes:
        """Page `page` (from 1) of the PDF at `path` as PNG, as a viewer displays it.

        Raises DocumentError for a page that cannot be drawn, and StorageError for a file that is
        not what was stored under `sha256`.
        """
        return self._call(draw, path, sha256, page)

    def words(self, path: Path, sha256: str, page: int) -> PageWords:
        """The same page as words with their places; raises like `picture`."""
        return self._call(place, path, sha256, page)

    def wake(self) -> None:
        """Start the worker, without waiting for it."""
        self._started().submit(_wake)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            _kill(pool)

    def _call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        # A worker that dies takes the pages of others along; those get another try.
        for _ in range(2):
            pool = self._started()
            try:
                return pool.submit(function, *args, **kwargs).result(timeout=SECONDS)
            except BrokenProcessPool:
                self._drop(pool)
            except Overdue:
                self._drop(pool)
                break
        raise DocumentError(
            "the page cannot be drawn: its file crashed what draws it, or takes too long; "
            "read the words below, and tell a curator"
        )

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("forkserver")
                self._pool = ProcessPoolExecutor(1, context, initializer=_limit_memory)
            return self._pool

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        _kill(pool)


def draw(path: Path, sha256: str, page: int) -> bytes:
    """What `Drawing.picture` returns, in this process."""
    found = _page(path, sha256, page)
    try:
        width, height = found.get_size()
        scale = min(SCALE, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
        picture = found.render(scale=scale).to_pil()
    finally:
        found.close()
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=_PNG_EFFORT)
    return file.getvalue()


def place(path: Path, sha256: str, page: int) -> PageWords:
    """What `Drawing.words` returns, in this process."""
    from corpus.readers.pdf.characters import read_page

    _page(path, sha256, page).close()
    return read_page(_document(path, sha256), page - 1, "")


def _page(path: Path, sha256: str, page: int) -> Any:
    import pypdfium2

    document = _document(path, sha256)
    try:
        return document[page - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise DocumentError(
            f"page {page} cannot be drawn ({error}): read its words below, and tell a curator"
        ) from None


@lru_cache(maxsize=8)
def _document(path: Path, sha256: str) -> Any:
    """The open file, if it is the one that was approved."""
    import pypdfium2

    try:
        data = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"the source file {path.name} cannot be read ({error.strerror}): "
            "restore the home folder from a backup"
        ) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StorageError(
            f"the source file {path.name} was changed after it was stored: restore it from a "
            "backup; `assistant corpus verify` lists every such file"
        )
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"the PDF cannot be opened ({error}): tell a curator") from None


def _wake() -> None:
    """What the first page would wait for."""
    import PIL.PngImagePlugin
    import pypdfium2

    import corpus.readers.pdf.characters  # noqa: F401

    assert PIL and pypdfium2


def _limit_memory() -> None:
    import resource

    used = 4096 * int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))


def _kill(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)
