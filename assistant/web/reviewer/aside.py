"""Work of some seconds that no page waits for: done once, in one process of low priority."""

import multiprocessing
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from assistant.web.failures import describe

KEPT = 40
"""Results in memory, the latest used."""
NICENESS = 5
PATIENCE = 0.7
"""Seconds a page is held back for what may be done in a moment."""


@dataclass(frozen=True)
class Done:
    """What came of it so far."""

    value: Any = None
    error: str = ""
    """In a sentence."""
    pending: bool = False


class Aside:
    """One process, started at the first need; a function of a module and what can be pickled."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._asked: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(
        self, key: Hashable, work: Callable[..., Any], *arguments: Any, patience: float = PATIENCE
    ) -> Done:
        """What `work(*arguments)` gives; `key` stands for it and everything it depends on."""
        with self._lock:
            future = self._asked.pop(key, None) or self._submit(work, arguments)
            self._asked[key] = future
            while len(self._asked) > KEPT:
                self._asked.popitem(last=False)
        try:
            return Done(future.result(timeout=patience))
        except NotYet:
            return Done(pending=True)
        except Exception as error:
            with self._lock:
                # What was missing may be put in place: the next look tries again.
                self._asked.pop(key, None)
                if isinstance(error, BrokenProcessPool):
                    self._pool = None
            return Done(error=describe(error))

    def known(self, key: Hashable) -> Any:
        """The value if it was asked for before and is there; otherwise None."""
        with self._lock:
            future = self._asked.get(key)
        if future is None or not future.done() or future.exception():
            return None
        return future.result()

    def _submit(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Future[Any]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, context, initializer=_quiet)
        return self._pool.submit(work, *arguments)


def _quiet() -> None:
    os.nice(NICENESS)
    os.environ.update({"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"})
