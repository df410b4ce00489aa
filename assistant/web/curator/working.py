"""Work that a page waits for, with how far it has come told every second."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")
EVERY = 1.0
"""Seconds between two looks at work that tells nothing."""


@dataclass(frozen=True, slots=True)
class Under:
    """How far it has come."""

    done: int
    total: int
    """0 as long as nobody can say."""
    what: str
    seconds: int
    """Since it began."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What came of it."""

    outcome: T


Tell = Callable[[int, int, str], None]


def working(work: Callable[[Tell], T]) -> Iterator[Under | Done[T]]:
    """How far `work` has come, again and again, and then what it returned.

    Raises what it raises. It goes on to its end, whoever stops listening.
    """
    told: SimpleQueue[tuple[int, int, str] | Done[T] | BaseException] = SimpleQueue()

    def tell(done: int, total: int, what: str) -> None:
        told.put((done, total, what))

    def run() -> None:
        try:
            told.put(Done(work(tell)))
        except BaseException as error:  # who listens must not wait for ever
            told.put(error)

    began = time.monotonic()
    Thread(target=run, name="curating", daemon=True).start()
    last = (0, 0, "")
    while True:
        try:
            event = told.get(timeout=EVERY)
        except Empty:
            yield Under(*last, round(time.monotonic() - began))
            continue
        if isinstance(event, BaseException):
            raise event
        if isinstance(event, Done):
            yield event
            return
        last = event
        yield Under(*last, round(time.monotonic() - began))
