"""Draws the pages of PDFs in a process of its own, which may crash or hang without harm.

PDFium serves one thread of a process at a time, and this server has many.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as Overdue
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import ParamSpec, TypeVar

from corpus.errors import DocumentError
from corpus.page_pictures import draw, place, prepare
from corpus.readers.pdf.pages import PageWords

SECONDS = 15.0
"""For one page; the slowest of the guidelines it was tried on takes half a second."""
STARTING = 60.0
"""For the worker to start, which a busy machine may make it wait for."""
_MEMORY = 2**30
"""Bytes of address space the worker may use beyond what it starts with."""
P = ParamSpec("P")
T = TypeVar("T")


class Drawing:
    """The worker process, started at the first need and again after it died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._ready: Future[None] = Future()
        self._lock = threading.Lock()

    def picture(self, path: Path, sha256: str, page: int) -> bytes:
        """What `draw` returns; DocumentError also where it crashed or took too long."""
        return self._call(draw, path, sha256, page)

    def words(self, path: Path, sha256: str, page: int) -> PageWords:
        """The same page as words with their places; raises like `picture`."""
        return self._call(place, path, sha256, page)

    def wake(self) -> None:
        """Start the worker, without waiting for it."""
        self._started()

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            _kill(pool)

    def _call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        # A worker that dies takes the pages of others along; those get another try.
        for _ in range(2):
            pool, ready = self._started()
            try:
                ready.result(timeout=STARTING)
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

    def _started(self) -> tuple[ProcessPoolExecutor, Future[None]]:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("forkserver")
                self._pool = ProcessPoolExecutor(1, context, initializer=_begin)
                self._ready = self._pool.submit(prepare)
            return self._pool, self._ready

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        _kill(pool)


def _begin() -> None:
    """Bound what a hostile page may take, and end with the server, however that ends."""
    import resource

    used = 4096 * int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))
    threading.Thread(target=_end_with_server, daemon=True).start()


def _end_with_server() -> None:
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(0)


def _kill(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)
