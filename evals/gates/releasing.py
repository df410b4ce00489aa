"""Whether a snapshot may go out: a run of just it, as it would be served, passed the gates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from corpus.errors import GateError, RunError
from evals.gates.holding import hold
from evals.gates.reading import read_gates, required_suites
from evals.runs.corpora import Corpus
from evals.runs.folder import MANIFEST, RunFolder, open_run
from evals.runs.identity import code_digest, package_versions, provenance
from evals.runs.manifest import differing
from evals.suites.finding import ALL


def require_passed(
    file: Path, snapshot: str, settings: Settings, run: Path | None = None
) -> RunFolder:
    """The latest run that shows that `snapshot` may be published; GateError when there is none.

    It asked this snapshot, with what is in force today, with the software, packages, models and
    settings of this process, and it passes the gates in `file`. Looked for in the home, unless one
    is named. Raises SuiteError for gates and suites that cannot be read, RunError for a named
    folder that is no run.
    """
    gates = read_gates(file)
    suites = required_suites(gates)
    runs = [open_run(run, unfinished=True)] if run else _runs_of(settings.home, snapshot)
    reasons = []
    for folder in runs:
        why = _unfit(folder, snapshot, settings) or hold(gates, folder, suites).failures
        if not why:
            return folder
        reasons.append(f"the run {folder.path.name} does not do ({'; '.join(why)})")
    named = " ".join(gates.suites or [ALL])
    raise GateError(
        f"the snapshot {snapshot} is built but not published, because {file} must be passed first: "
        f"{reasons[0] if reasons else 'no run has asked it'}; run `assistant eval run {named} "
        f"--snapshot {snapshot}` and publish again"
    )


def _runs_of(home: Path, snapshot: str) -> list[RunFolder]:
    """Those in the home that asked the snapshot, the latest first."""
    found = []
    for file in (home / "evals" / "runs").glob(f"*/{MANIFEST}"):
        try:
            folder = open_run(file.parent, unfinished=True)
        except RunError:
            # Not of this format or damaged: it shows nothing, and must not be in another's way.
            continue
        if folder.manifest.inputs["snapshot"] == snapshot:
            found.append(folder)
    return sorted(found, key=lambda folder: folder.manifest.started, reverse=True)


def _unfit(folder: RunFolder, snapshot: str, settings: Settings) -> Sequence[str]:
    """Why the run is not of what would be served, if it is not."""
    inputs = folder.manifest.inputs
    if inputs["snapshot"] != snapshot:
        return (f"it asked the snapshot {inputs['snapshot'] or 'of no home'}",)
    try:
        standing = _in_force(folder, snapshot, settings)
    except RunError as error:
        return (str(error),)
    ours: Mapping[str, Any] = {
        "in_force": standing,
        "provenance": provenance(settings),
        "code": code_digest(),
        "packages": package_versions(),
    }
    theirs = {name: inputs[name] for name in ours if name in inputs}
    theirs["in_force"] = inputs["corpora"].get("", {}).get("in_force")
    others = differing(theirs, ours)
    return (f"since then changed: {', '.join(others)}",) if others else ()


def _in_force(folder: RunFolder, snapshot: str, settings: Settings) -> str:
    """The digest of what is in force now, on the days that the run asked about.

    Its own day stands for today: a run of yesterday holds as long as the same is in force.
    """
    began = date.fromisoformat(folder.manifest.inputs["as_of"])
    sources = folder.sources.get("")
    asked = sources.in_force if sources else {}
    today = date.today()
    days: Iterable[date] = (date.fromisoformat(day) for day in asked)
    days = [today if day == began else day for day in days]
    return Corpus.opened(settings.home, settings.catalogue, snapshot, days, today).in_force
