"""Runs a command as a shell would, and measures its wall time and memory."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil  # type: ignore[import-untyped]

INTERVAL = 0.05
"""Seconds between two looks at the memory; shorter peaks are missed."""
QUIET = {"HF_HUB_OFFLINE": "1", "OMP_WAIT_POLICY": "PASSIVE"}
"""The same for us and for others: no model hub, and threads that do not spin while they wait."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took."""

    seconds: float
    peak_mib: float
    """Most resident memory of the process and its children together; a page that two of them
    share counts twice."""
    output: str


def run_measured(command: Sequence[object]) -> Run:
    """Run `command`, its parts as text, to the end. Raises RuntimeError when it fails."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        began = time.perf_counter()
        # Output goes to files: a full pipe would stop the command while its memory is watched.
        started = subprocess.Popen(
            [str(part) for part in command], stdout=out, stderr=errors, env=os.environ | QUIET
        )
        watched = psutil.Process(started.pid)
        peak = 0
        while started.poll() is None:
            peak = max(peak, _resident(watched))
            time.sleep(INTERVAL)
        seconds = time.perf_counter() - began
        for file in (out, errors):
            file.seek(0)
        if started.returncode:
            words = " ".join(errors.read().split())[-400:]
            raise RuntimeError(f"{' '.join(map(str, command))[:200]} failed: {words}")
        return Run(seconds, peak / 2**20, out.read())


def resident_mib() -> float:
    """Resident memory of this process, mapped files included."""
    return float(psutil.Process().memory_info().rss) / 2**20


def _resident(process: psutil.Process) -> int:
    total = 0
    try:
        for member in (process, *process.children(recursive=True)):
            total += member.memory_info().rss
    except psutil.NoSuchProcess:
        # It ended between the two looks; what was counted so far is no peak.
        return 0
    return total
