"""Worker processes that each ask one case at a time, so that a hang or a crash blames exactly one.

A worker opens the assistant once. What kills it, or takes too long, becomes the outcome of the case
it was given, and another worker takes its place.
"""

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import Any

from corpus.errors import ModelError
from evals.runs.asker import OpenAsker, Reply, Request, failed
from evals.runs.machine import THREADS
from evals.runs.serving import Failed, Ready, Replied, serve

OPENING_LIMIT = 600
"""Seconds to open the assistant in: models are loaded from a disk that may be slow."""
_LOOK_UP = 0.5
"""Seconds after which a request to stop is seen at the latest."""


@dataclass(frozen=True)
class Asked:
    """What came of one request."""

    reply: Reply
    peak_mib: float
    """Memory the worker had taken at most by then; 0 when it did not live to tell."""


def ask_all(
    requests: Sequence[Request],
    open_asker: OpenAsker,
    *,
    workers: int,
    limit: float,
    stopping: Callable[[], bool] = lambda: False,
) -> Generator[Asked, None, None]:
    """Each request with what came of it, as they finish; ends early once `stopping` is true.

    `limit`: seconds for one case, opening not counted. Raises the AssistantError with which a
    worker could not open the assistant; no process is left behind, whatever happens.
    """
    waiting = deque(requests)
    crew: list[_Worker] = []
    try:
        while not stopping():
            crew = [worker for worker in crew if not worker.gone]
            unfinished = len(waiting) + sum(worker.busy for worker in crew)
            if not unfinished:
                return
            while len(crew) < min(workers, unfinished):
                crew.append(_Worker(open_asker, limit))
            for worker in crew:
                if worker.free and waiting:
                    request = waiting.popleft()
                    if not worker.give(request):
                        waiting.appendleft(request)  # It died while idle: this case is not why.
            pipes = {worker.pipe: worker for worker in crew if not worker.gone}
            due = min((one.deadline for one in pipes.values()), default=0.0) - time.monotonic()
            for pipe in wait(list(pipes), max(0.0, min(_LOOK_UP, due))):
                asked = pipes[pipe].hear()  # type: ignore[index]
                if asked:
                    yield asked
            for worker in crew:
                if not worker.gone and worker.deadline <= time.monotonic():
                    yield worker.overdue()
    finally:
        for worker in crew:
            worker.kill()


class _Worker:
    """One process, seen from the parent."""

    def __init__(self, open_asker: OpenAsker, limit: float) -> None:
        self._limit = limit
        self._request: Request | None = None
        self._given = 0.0
        self._opened = False
        self.gone = False
        self.deadline = time.monotonic() + OPENING_LIMIT
        self.pipe, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self._process: SpawnProcess = context.Process(
            target=serve, args=(theirs, open_asker, limit), daemon=True
        )
        with _interrupts_held(), _threads_limited():
            self._process.start()
        theirs.close()

    @property
    def busy(self) -> bool:
        """Whether it has a case."""
        return self._request is not None

    @property
    def free(self) -> bool:
        """Whether it can be given a case."""
        return self._opened and not self.busy and not self.gone

    def give(self, request: Request) -> bool:
        """Hand it a case; False when it is no more."""
        try:
            self.pipe.send(request)
        except OSError:
            self.kill()
            return False
        self._request, self._given = request, time.monotonic()
        self.deadline = self._given + self._limit
        return True

    def hear(self) -> Asked | None:
        """What it says: that it is ready, an outcome, or by its silence that it has died."""
        message: Any
        try:
            message = self.pipe.recv()
        except Exception:  # a crash cuts a message off anywhere, so unpickling may raise anything
            message = None
        match message:
            case Ready():
                self._opened = True
            case Failed(error):
                raise error
            case Replied(reply, peak_mib):
                self._request = None
                self.deadline = float("inf")
                return Asked(reply, peak_mib)
            case _:
                return self._died()
        self.deadline = float("inf")
        return None

    def overdue(self) -> Asked:
        """Kill it; what it was asked has no answer."""
        self.kill()
        if self._request is None:
            raise ModelError(
                f"the assistant was not open after {OPENING_LIMIT} seconds: "
                "run `assistant doctor`, and try again on a machine that is less busy"
            )
        reason = f"timed out after {self._limit:g} s"
        return Asked(failed(self._request, reason, self._limit), 0.0)

    def kill(self) -> None:
        """End it and wait until it has."""
        self.gone = True
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def _died(self) -> Asked | None:
        self._process.join(1)  # Closing its pipe comes a moment before its end.
        self.kill()
        code = self._process.exitcode or 0
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        if self._request is None and not self._opened:
            raise ModelError(
                f"opening the assistant crashed ({how}): run `assistant doctor`, "
                "and try fewer --workers if memory is short"
            )
        if self._request is None:
            return None  # It died while idle.
        seconds = time.monotonic() - self._given
        return Asked(failed(self._request, f"crashed ({how})", seconds), 0.0)


def default_workers() -> int:
    """One for each core."""
    return os.cpu_count() or 1


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C reaches the whole group of processes; a worker just starting must not see it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _threads_limited() -> Iterator[None]:
    """Libraries read this when they are loaded, which is before any code of ours runs there."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(THREADS)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
