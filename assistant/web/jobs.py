"""Work that takes longer than a request: one job of a kind at a time, its progress and outcome."""

import atexit
import multiprocessing
import os
import pickle
import secrets
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Any
from weakref import WeakKeyDictionary

from assistant.web.failures import BusyError, describe, exit_code_of, without_paths
from corpus.errors import CatalogueError, StorageError

KEPT = 50
"""Jobs that are remembered after their end, until the server stops."""
AT_ONCE = 2
"""Jobs of different kinds that may run side by side."""
NICENESS = 10
"""A job takes about a tenth of a core from the questions that want the same one."""
PATIENCE = 10
"""Seconds a job may take to end in good order when it is told to, or the server stops."""

Tell = Callable[[int, int, str], None]
"""Told how much is done, of how much, and what that is: `tell(3, 40, "cases")`."""
Work = Callable[..., Any]
"""`work(tell, *arguments)`; what it returns is shown as the job's result, so it must be JSON."""


class State(StrEnum):
    """Where a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Job:
    """A job as it stood when it was looked at."""

    id: str
    kind: str
    """Such as `publish`; two of one kind never run at once."""
    by: str
    """The account that began it."""
    about: str
    """For people: what it works on."""
    began: datetime
    state: State = State.RUNNING
    done: int = 0
    total: int = 0
    """0 as long as nobody can say."""
    unit: str = ""
    """What is counted, such as "cases"."""
    result: Any = None
    error: str = ""
    """Why it failed, in a sentence."""
    exit_code: int = 0
    """What the command line would leave with."""
    ended: datetime | None = None

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.state is State.RUNNING

    def to_json(self) -> dict[str, Any]:
        """As the API shows it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "by": self.by,
            "about": self.about,
            "state": self.state.value,
            "progress": {"done": self.done, "total": self.total, "unit": self.unit},
            "began": self.began.isoformat(),
            "ended": self.ended and self.ended.isoformat(),
            "result": self.result,
            "error": {"message": self.error, "exit_code": self.exit_code} if self.error else None,
        }


class Jobs:
    """The jobs of one server, in memory; whoever asks gets them as they stand now."""

    def __init__(self, on_end: Callable[[Job], None] = lambda job: None) -> None:
        self._jobs: dict[str, Job] = {}
        self._processes: dict[str, multiprocessing.process.BaseProcess] = {}
        self._stopping: set[str] = set()
        self._changed = threading.Condition()
        self._on_end = on_end
        # Registered after multiprocessing's own, and so called before it waits for every child.
        atexit.register(self.close)

    def start(
        self, kind: str, by: str, work: Work, *arguments: Any, about: str = "", apart: bool = True
    ) -> Job:
        """Begin `work(tell, *arguments)`; BusyError while another of the kind, or too many, run.

        `apart`: in a process of its own and of low priority, so that questions stay quick; the
        work is then a function of a module, and it and its arguments can be pickled. Otherwise in
        a thread of this process. Told to stop, work apart sees KeyboardInterrupt, and work in a
        thread at its next `tell`.
        """
        packed = pickle.dumps((work, arguments)) if apart else b""
        with self._changed:
            running = [job for job in self._jobs.values() if job.running]
            for job in running:
                if job.kind == kind or len(running) >= AT_ONCE:
                    raise BusyError(
                        f"the {job.kind} that {job.by} began at {job.began:%H:%M} UTC is not done "
                        "yet: wait for its end, or stop it"
                    )
            job = Job(secrets.token_hex(8), kind, by, about, datetime.now(UTC))
            self._jobs[job.id] = job
            self._forget()
        run = (
            (lambda: self._apart(job.id, packed))
            if apart
            else (lambda: self._here(job.id, work, arguments))
        )
        threading.Thread(target=run, name=f"job {kind}", daemon=True).start()
        return job

    def get(self, identity: str) -> Job:
        """As it stands now; CatalogueError when there is none of that id."""
        with self._changed:
            if identity not in self._jobs:
                raise CatalogueError(
                    f"there is no job {identity[:40]!r}: it ended long ago, or before the server "
                    "was started again"
                )
            return self._jobs[identity]

    def all(self, kind: str | None = None) -> Sequence[Job]:
        """All of a kind, or of any, the newest first."""
        with self._changed:
            return [job for job in reversed(self._jobs.values()) if kind in (None, job.kind)]

    def stop(self, identity: str) -> Job:
        """Tell it to end in good order; what has ended stays as it is."""
        job = self.get(identity)
        with self._changed:
            if job.running:
                self._stopping.add(identity)
                process = self._processes.get(identity)
                if process is not None and process.pid is not None and process.is_alive():
                    os.kill(process.pid, signal.SIGINT)
        return self.get(identity)

    def wait(self, identity: str, seconds: float) -> Job:
        """As it stands when it has ended, or after that time."""
        self.get(identity)
        with self._changed:
            self._changed.wait_for(lambda: not self._jobs[identity].running, seconds)
            return self._jobs[identity]

    def close(self) -> None:
        """End every process; what does not end in good order is killed."""
        with self._changed:
            processes = list(self._processes.items())
        for identity, _ in processes:
            self.stop(identity)
        for _, process in processes:
            process.join(PATIENCE)
            process.kill()
            process.join()

    def _here(self, identity: str, work: Work, arguments: tuple[Any, ...]) -> None:
        def tell(done: int, total: int, unit: str = "") -> None:
            if identity in self._stopping:
                raise KeyboardInterrupt
            self._change(identity, done=done, total=total, unit=unit)

        self._end(identity, **_outcome(tell, work, arguments))

    def _apart(self, identity: str, packed: bytes) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        # No daemon: a run of suites has processes of its own, which a daemon must not have.
        process = context.Process(target=_child, args=(theirs, packed), name="job")
        try:
            process.start()
        except OSError as error:
            reason = f"no process could be started ({error.strerror}): try again when less runs"
            self._end(identity, state=State.FAILED, error=reason, exit_code=StorageError.exit_code)
            return
        theirs.close()
        with self._changed:
            self._processes[identity] = process
        if identity in self._stopping:  # It was told so before there was a process to tell.
            self.stop(identity)
        outcome = None
        with suppress(Exception):  # A crash cuts a message off anywhere.
            while outcome is None:
                message = ours.recv()
                if message == _UP:
                    if identity in self._stopping:  # Told before it could hear.
                        self.stop(identity)
                elif isinstance(message, dict):
                    outcome = message
                else:
                    done, total, unit = message
                    self._change(identity, done=done, total=total, unit=unit)
        process.join()
        ours.close()
        with self._changed:
            del self._processes[identity]
        if outcome is None and identity in self._stopping:  # It was told so before it could hear.
            outcome = {"state": State.STOPPED}
        self._end(identity, **(outcome or _crashed(process.exitcode)))

    def _change(self, identity: str, **changes: Any) -> None:
        with self._changed:
            self._jobs[identity] = replace(self._jobs[identity], **changes)
            self._changed.notify_all()

    def _end(self, identity: str, **outcome: Any) -> None:
        if identity in self._stopping and outcome["state"] is not State.FAILED:
            outcome["state"] = State.STOPPED
        self._stopping.discard(identity)
        # Its process knew only its own folders.
        outcome["error"] = without_paths(outcome.get("error", ""))
        with suppress(Exception):  # Whoever counts the ends must not keep one from being seen.
            self._on_end(replace(self._jobs[identity], ended=datetime.now(UTC), **outcome))
        self._change(identity, ended=datetime.now(UTC), **outcome)

    def _forget(self) -> None:
        """Let go of the oldest that have ended."""
        ended = [job.id for job in self._jobs.values() if not job.running]
        for identity in ended[:-KEPT]:
            del self._jobs[identity]


_SHARED: "WeakKeyDictionary[object, Jobs]" = WeakKeyDictionary()
_SHARING = threading.Lock()


def jobs_of(service: object) -> Jobs:
    """The jobs of the server that has this service: one `Jobs` for the API and every desk."""
    with _SHARING:
        return _SHARED.setdefault(service, Jobs())


def _outcome(tell: Tell, work: Work, arguments: tuple[Any, ...]) -> dict[str, Any]:
    """How it ended, as changes of a job."""
    try:
        return {"state": State.DONE, "result": work(tell, *arguments)}
    except KeyboardInterrupt:
        return {"state": State.STOPPED}
    except Exception as error:
        return {
            "state": State.FAILED,
            "error": describe(error, "job"),
            "exit_code": exit_code_of(error),
        }


def _crashed(exit_code: int | None) -> dict[str, Any]:
    how = f"signal {-exit_code}" if exit_code and exit_code < 0 else f"exit code {exit_code}"
    return {
        "state": State.FAILED,
        "error": f"its process ended ({how}), perhaps for want of memory: try again when less runs",
        "exit_code": StorageError.exit_code,
    }


_UP = "up"
"""What a process says first: from now on it can be told to stop."""


def _child(pipe: Connection, packed: bytes) -> None:
    """The process of a job: quiet towards the rest of the machine, and gone with its server."""
    # A server that was started in a shell's background ignores it, and so would what it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    pipe.send(_UP)
    os.nice(NICENESS)
    # Read by libraries when they are loaded, which is not before the work is unpacked.
    os.environ.update({"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"})
    threading.Thread(target=_follow_parent, daemon=True).start()
    sending = threading.Lock()

    def tell(done: int, total: int, unit: str = "") -> None:
        with sending:
            pipe.send((done, total, unit))

    try:
        work, arguments = pickle.loads(packed)
    except KeyboardInterrupt:
        pipe.send({"state": State.STOPPED})
        return
    pipe.send(_outcome(tell, work, arguments))


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGINT)
        threading.Event().wait(PATIENCE)
        os._exit(1)
