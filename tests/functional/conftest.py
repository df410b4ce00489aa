"""The command line on homes of its own, as a subprocess."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ASSISTANT = Path(sys.executable).with_name("assistant")
PATIENCE = 120
"""Seconds: a command takes a few, on a machine busy with other things."""


@dataclass(frozen=True)
class Finished:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The one JSON value printed."""
        return json.loads(self.out)

    @property
    def lines(self):
        """The JSON value on each line printed."""
        return [json.loads(line) for line in self.out.splitlines()]

    def refuses(self, code, *words):
        """Whether it ended with that code and one sentence that says what to do, and no more."""
        complaint = self.err.strip()
        assert self.code == code, self
        assert complaint.startswith("assistant: "), self
        assert "\n" not in complaint, self
        assert "Traceback" not in complaint and "unexpected" not in complaint, self
        for word in words:
            assert word in complaint, self
        return True


@dataclass(frozen=True)
class CommandLine:
    """`assistant --home HOME …`."""

    home: Path
    environment: dict = field(default_factory=dict)

    def start(self, *arguments, **options):
        """The running process."""
        return subprocess.Popen(
            [ASSISTANT, "--home", self.home, *map(str, arguments)],
            env={**os.environ, **self.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )

    def run(self, *arguments, stdin=b"", **options):
        """The finished process."""
        with self.start(*arguments, **options) as process:
            try:
                out, err = process.communicate(stdin, timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return Finished(process.returncode, out.decode(), err.decode())

    def does(self, *arguments, **options):
        """The finished process, which must have succeeded without complaint about the user."""
        finished = self.run(*arguments, **options)
        assert finished.code == 0, finished
        assert "Traceback" not in finished.err, finished
        return finished


@pytest.fixture
def assistant(tmp_path):
    """The command line on an empty home."""
    return CommandLine(tmp_path / "home")


@pytest.fixture(scope="session")
def shared_assistant(demonstration, tmp_path_factory):
    """The command line on a copy of the demonstration hospital: only ask and look."""
    home = tmp_path_factory.mktemp("shared") / "home"
    shutil.copytree(demonstration.home, home, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    return CommandLine(home)


@pytest.fixture
def own_assistant(hospital):
    """The command line on a copy of the demonstration hospital, to change and break."""
    return CommandLine(hospital.home)
