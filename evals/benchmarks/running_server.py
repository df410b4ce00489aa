"""A running server, as clinicians use it, and a client that asks it questions."""

import http.client
import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from assistant.accounts import Accounts, Role
from evals.benchmarks.ingest import ASSISTANT
from evals.benchmarks.process import QUIET

HOST = "127.0.0.1"
ACCOUNT = "benchmark"
"""With every role, and no password."""
START_SECONDS = 600
"""A server that takes longer to open its snapshot is given up."""
ANSWER_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the server and what came back."""

    began: float
    """Of `time.perf_counter`, in seconds; the same clock for every thread."""
    ended: float
    status: int
    """Of HTTP."""
    answer: dict[str, Any]
    """The object of the contract, or of an error."""

    @property
    def ms(self) -> float:
        """How long the asker waited."""
        return 1000 * (self.ended - self.began)

    @property
    def cited(self) -> frozenset[str]:
        """The versions its citations name, as `document@version`; a refusal has none."""
        found = self.answer.get("citations", ())
        return frozenset(f"{one['document']}@{one['version']}" for one in found)

    @property
    def shown(self) -> frozenset[str]:
        """The documents of its citations and, of a refusal, of its nearest sections."""
        refusal = self.answer.get("refusal") or {}
        found = (*self.answer.get("citations", ()), *refusal.get("nearest", ()))
        return frozenset(one["document"] for one in found)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is ready."""

    port: int
    process: psutil.Process
    ready_seconds: float
    """From its start to its first answer about its readiness."""
    token: str = ""
    """Of an account with every role."""

    def resident_mib(self) -> float:
        """Resident memory of the process and its children, mapped files included."""
        members = (self.process, *self.process.children(recursive=True))
        return float(sum(member.memory_info().rss for member in members) / 2**20)


class Client:
    """One asker with a connection of its own, which stays open; not for several threads."""

    def __init__(self, port: int, token: str = "") -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
        self._headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}

    def ask(self, question: str) -> Asked:
        """Put a question; raises OSError when the server cannot be reached."""
        began = time.perf_counter()
        status, answer = self.call("POST", "/api/v1/ask", {"question": question})
        return Asked(began, time.perf_counter(), status, answer)

    def call(self, method: str, address: str, body: Any = None) -> tuple[int, Any]:
        """The status and the JSON of any call; raises OSError and http.client.HTTPException."""
        data = json.dumps(body) if body is not None else None
        self._connection.request(method, address, data, self._headers)
        response = self._connection.getresponse()
        return response.status, json.loads(response.read())

    def unready(self) -> str:
        """Why nothing can be answered, as /readyz says it; empty when all is well."""
        status, said = self.call("GET", "/readyz")
        return "" if status == 200 else json.dumps(said)


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """`assistant serve` on a free port until the block ends; RuntimeError if it does not start."""
    port, token = _free_port(), _token(home)
    command = [ASSISTANT, "--home", home, "serve", "--port", port]
    with tempfile.TemporaryFile("w+") as errors:
        began = time.perf_counter()
        started = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=os.environ | QUIET,
        )
        try:
            while (problem := _problem(port)) != "":
                seconds = time.perf_counter() - began
                if problem or started.poll() is not None or seconds > START_SECONDS:
                    errors.seek(0)
                    words = " ".join(errors.read().split())[-400:]
                    raise RuntimeError(f"the server was not ready after {seconds:.0f} s: {words}")
                time.sleep(0.2)
            yield Server(port, psutil.Process(started.pid), time.perf_counter() - began, token)
        finally:
            started.terminate()
            try:
                started.wait(20)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()


def _token(home: Path) -> str:
    """What signs in to the home's API, of an account made for it."""
    accounts = Accounts(home)
    if accounts.find(ACCOUNT) is None:
        accounts.add(ACCOUNT, None, frozenset(Role), ACCOUNT)
    return accounts.issue_token(ACCOUNT, ACCOUNT, 1)


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listening:
        return int(listening.getsockname()[1])


def _problem(port: int) -> str | None:
    """What the server says that it lacks, empty when it answers; None while it does not listen."""
    try:
        return Client(port).unready()
    except (OSError, http.client.HTTPException):
        return None
