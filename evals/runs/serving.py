"""What runs in a worker process: opens the assistant, then asks one case after the other."""

import faulthandler
import math
import os
import resource
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from corpus.errors import AssistantError, ModelError
from evals.runs.asker import Asker, OpenAsker, Reply, Request, described, failed
from evals.runs.folder import line_of

_GRACE = 5
"""Seconds a worker lives on after a limit that its parent should have held it to."""


@dataclass(frozen=True)
class Ready:
    """The assistant is open."""


@dataclass(frozen=True)
class Failed:
    """The assistant cannot be opened."""

    error: AssistantError


@dataclass(frozen=True)
class Replied:
    """What came of the case that was given last."""

    reply: Reply
    peak_mib: float


def serve(pipe: Connection, open_asker: OpenAsker, limit: float) -> None:
    """Answer what comes through `pipe` until it is closed; `limit` in seconds for one case."""
    # Ctrl-C reaches every process of the terminal: the parent decides what becomes of us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = _silence()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        asker = open_asker()
    except AssistantError as error:
        pipe.send(Failed(error))
        return
    except Exception as error:
        pipe.send(Failed(ModelError(
            f"the assistant cannot be opened ({type(error).__name__}): run `assistant doctor`"
        )))  # fmt: skip
        return
    pipe.send(Ready())
    with suppress(EOFError):  # the parent has no more
        while True:
            request: Request = pipe.recv()
            # Needs no turn of the interpreter, so it ends even a hang that never gives it up.
            faulthandler.dump_traceback_later(limit + _GRACE, exit=True, file=silence)
            reply = _asked(asker, request)
            faulthandler.cancel_dump_traceback_later()
            pipe.send(Replied(reply, _peak_mib()))


def _asked(asker: Asker, request: Request) -> Reply:
    began = time.perf_counter()
    try:
        reply = asker.ask(request)
        _check(reply, request)
        return reply
    except Exception as error:
        reason = described(error, request.question)
        return failed(request, reason, time.perf_counter() - began)


def _check(reply: Reply, request: Request) -> None:
    """TypeError or ValueError for what is no reply to the case, or cannot be written down."""
    if not isinstance(reply, Reply):
        raise TypeError("the assistant gave no reply")
    if reply.outcome.case != request.case:
        raise ValueError("the assistant replied to another case")
    if not math.isfinite(reply.seconds):
        raise ValueError("the assistant took no time that can be told")
    line_of(reply.outcome.to_json())
    line_of(dict(reply.timings_ms))


def _silence() -> int:
    """Turn what libraries print away, since it may hold words of a question; returns where to."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if not os.environ.get("ASSISTANT_DEBUG"):
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    return nowhere


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _peak_mib() -> float:
    """The most memory this process ever took."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1)
