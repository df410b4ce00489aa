"""What a run was made of and with: enough to say whether another would be the same."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

FORMAT = 1
"""Grows when the files of a run folder change their meaning."""
INPUTS = frozenset({
    "snapshot", "corpora", "suites", "cases", "as_of", "provenance", "code", "packages", "seeds",
    "k",
})  # fmt: skip


class State(StrEnum):
    """How far a run came."""

    RUNNING = "running"
    """Under way, or killed: a killed one cannot say so."""
    STOPPED = "stopped"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Manifest:
    """The file `manifest.json` of a run folder; ValueError for one that cannot be."""

    inputs: Mapping[str, Any]
    """All that decides what comes out: the same inputs give the same outcomes."""
    machine: Mapping[str, Any]
    workers: int
    filters: Mapping[str, Any]
    """How the cases were chosen, for people."""
    started: str
    """UTC, ISO 8601."""
    finished: str | None = None
    state: State = State.RUNNING
    files: Mapping[str, str] = field(default_factory=dict)
    """sha256 of what the run wrote, by name, once it is complete; see `evals.runs.sealing`."""
    id: str = field(init=False)
    """The first 16 hex digits of the sha256 over the inputs as canonical JSON."""

    def __post_init__(self) -> None:
        if set(self.inputs) != INPUTS:
            raise ValueError(f"the inputs are {sorted(self.inputs)}, not {sorted(INPUTS)}")
        if (self.state is State.RUNNING) != (self.finished is None):
            raise ValueError(f"a run that is {self.state} has finished at {self.finished}")
        object.__setattr__(self, "id", digest(self.inputs)[:16])

    def ended(self, state: State, files: Mapping[str, str] | None = None) -> "Manifest":
        """The same run, stopped, or complete with the digests of its files."""
        return replace(self, state=state, finished=now(), files=files or {})

    def resumed(self, workers: int, machine: Mapping[str, Any]) -> "Manifest":
        """The same run, under way again."""
        return replace(
            self, state=State.RUNNING, finished=None, files={}, workers=workers, machine=machine
        )

    def to_json(self) -> dict[str, Any]:
        """What `manifest.json` holds."""
        return {
            "format": FORMAT,
            "id": self.id,
            "inputs": dict(self.inputs),
            "machine": dict(self.machine),
            "workers": self.workers,
            "filters": dict(self.filters),
            "started": self.started,
            "finished": self.finished,
            "state": self.state.value,
            "files": dict(self.files),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Manifest":
        """The manifest that `to_json` wrote; ValueError, KeyError or TypeError for another."""
        manifest = cls(
            record["inputs"],
            record["machine"],
            record["workers"],
            record["filters"],
            record["started"],
            record["finished"],
            State(record["state"]),
            dict(record.get("files", {})),
        )
        if manifest.id != record["id"]:
            raise ValueError(f"its id {record['id']} is not that of its inputs, {manifest.id}")
        return manifest


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The inputs in which two runs differ, by name: `as_of`, `packages.numpy`, `suites.sepsis`."""
    names: list[str] = []
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            inner = sorted(one.keys() | other.keys())
            names += [f"{name}.{key}" for key in inner if one.get(key) != other.get(key)]
        else:
            names.append(name)
    return names


def digest(value: Any) -> str:
    """sha256 over a value as canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def now() -> str:
    """The moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
