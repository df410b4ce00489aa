"""A run that does not keep its gates blocks publishing in the home whose documents it asked."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.audit import Event, TrailIndex
from assistant.releasing import Unkept, block_for
from assistant.snapshot.pointer import snapshot_folders
from corpus.errors import SuiteError
from evals.gates.gate import On
from evals.gates.holding import hold
from evals.gates.reading import read_gates, required_suites
from evals.gates.ruling import Held, Outcome, Ruling
from evals.runs.folder import RunFolder
from evals.suites.suite import Suite


def block_unkept(
    index: TrailIndex, by: str, files: Mapping[str, Path], folder: RunFolder
) -> Sequence[Event]:
    """Hold a run against every file of gates, and block for each that it does not keep.

    A file that cannot be read holds nothing here: publishing asks for its own by itself. Raises
    AuditError.
    """
    events = []
    for name, file in files.items():
        try:
            gates = read_gates(file)
            suites = required_suites(gates)
        except SuiteError:
            continue
        found = unkept(name, hold(gates, folder, suites), folder, suites)
        event = found and block_for(index, by, found)
        if event:
            events.append(event)
    return events


def unkept(name: str, ruling: Ruling, folder: RunFolder, suites: Sequence[Suite]) -> Unkept | None:
    """What the run shows not to be kept of the gates called `name`, which require `suites`.

    Of just those suites, asked whole: whatever did not pass. Of a part of them: what must never
    happen, once it did. None where it shows nothing: stopped, of other suites, or all kept.
    """
    broken = _broken(ruling, folder, suites)
    if not broken:
        return None
    told = Ruling(ruling.run, ruling.gates, (), broken)
    measures = tuple(dict.fromkeys(one.gate.measure for one in broken))
    began = folder.manifest.started
    return Unkept(name, folder.path.name, began, measures, told.failures)


def asked_of(home: Path, folder: RunFolder) -> bool:
    """Whether the run asked a snapshot that the home has."""
    snapshot = folder.manifest.inputs["snapshot"]
    return any(one.name == snapshot for one in snapshot_folders(home))


def _broken(ruling: Ruling, folder: RunFolder, suites: Sequence[Suite]) -> tuple[Held, ...]:
    if not folder.complete:
        return ()
    if not ruling.problems:
        return tuple(one for one in ruling.held if not one.passed)
    wanted = {suite.name: suite.sha256 for suite in suites}
    part = wanted.items() >= folder.manifest.inputs["suites"].items()
    return tuple(one for one in ruling.held if part and _never(one))


def _never(held: Held) -> bool:
    """Whether it failed a bound that a single failure breaks, in however few cases."""
    gate = held.gate
    strict = gate.on is On.VALUE and gate.bound == (1.0 if gate.at_least else 0.0)
    return strict and held.outcome is Outcome.FAILED
