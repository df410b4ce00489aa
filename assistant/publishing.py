"""Publishes and rolls back with the models and gates that the settings choose."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.audit import Trail, TrailIndex
from assistant.cataloguing import open_catalogue
from assistant.releasing import check_allowed
from assistant.settings import Settings
from corpus.errors import GateError, SnapshotError
from corpus.library import Library

GATED = "evaluation.gate"
"""The kind of the event that says whether a snapshot passed a file of gates."""
Progress = Callable[[int, int], None]
"""Told how many versions are done, of how many."""


@dataclass(frozen=True)
class Publication:
    """What a publish did."""

    snapshot: str
    changed: bool
    """False when the same snapshot was already published."""
    documents: int
    """Versions in it."""
    passages: int
    embedded: int
    """Passages that had to be embedded; the others came from the cache."""
    passed: tuple[tuple[str, str], ...]
    """Each file of gates, with the id of the run that passed it."""
    calibrated: bool
    """Whether a site's own calibration or the shipped one decides; every question fails without."""

    def to_json(self) -> dict[str, Any]:
        """As `assistant corpus publish --json` prints it."""
        shown = asdict(self)
        del shown["calibrated"]
        return shown | {"passed": [{"gates": file, "run": run} for file, run in self.passed]}


def publish(
    settings: Settings,
    by: str,
    *,
    gates: Path | None = None,
    run: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> Publication:
    """Build a snapshot of every approved version, and serve it.

    A run must have passed `gates` besides those of the settings: the `run` given, or the latest
    that passes; and no reviewer's block may stand. The trail has it before it is served. Raises
    GateError, AuditError, and what `assistant.snapshot.publish` and the models raise; then what
    was served still is.
    """
    from assistant.assembly import calibration_in_use
    from assistant.embed import load_embedder
    from assistant.snapshot.publish import publish as build

    catalogue, trail = open_catalogue(settings), Trail(settings.home)
    calibration = calibration_in_use(settings)
    approved = sum(bool(version.approved_at) for version in catalogue.versions())
    done = 0

    def advance(_: object) -> None:
        nonlocal done
        done += 1
        progress(done, approved)

    progress(0, approved)
    check = _Gates(settings, gates, run, trail, by)
    published = build(
        settings.home,
        catalogue,
        Library(settings.home),
        load_embedder(settings.embedder, settings.models),
        by=by,
        calibration=calibration,
        progress=advance,
        check=check.check,
        witness=check.witness,
        turn=trail.turn,
    )
    return Publication(
        published.snapshot,
        published.changed,
        published.documents,
        published.passages,
        published.embedded,
        tuple(check.passed),
        calibration is not None,
    )


def rollback(settings: Settings, by: str, snapshot: str | None = None) -> str:
    """Serve an earlier snapshot again, the one before when none is named; returns its id.

    The trail has it before. Raises SnapshotError, ModelError and AuditError; then what was served
    still is.
    """
    from assistant.assembly import judged_by
    from assistant.decide import calibration_for
    from assistant.embed import load_embedder
    from assistant.snapshot.publish import rollback as swap_back

    if snapshot == "":
        raise SnapshotError("no snapshot is named: `assistant corpus snapshots` lists them")
    embedder = load_embedder(settings.embedder, settings.models)
    model, trail = judged_by(settings), Trail(settings.home)
    return swap_back(
        settings.home,
        by,
        embedder.identity,
        snapshot,
        usable=lambda calibration: calibration_for(model, calibration),
        witness=lambda target: trail.note("snapshot.rolled_back", by, snapshot=target),
    )


class _Gates:
    """What has to be passed; a file named beside them never takes the settings' away."""

    def __init__(
        self, settings: Settings, gates: Path | None, run: Path | None, trail: Trail, by: str
    ) -> None:
        self._settings = settings
        self._trail, self._by = trail, by
        self._files = [gates] if gates else []
        if settings.publish_gate:
            self._files.append(settings.home / settings.publish_gate)
        self._run = run
        self._index = TrailIndex(trail)
        self._asked = False
        self.passed: list[tuple[str, str]] = []

    def check(self, snapshot: str) -> None:
        """GateError unless every file was passed and no block stands; the trail has either."""
        self._asked = True
        check_allowed(self._index)
        if not self._files:
            return
        from evals.gates import require_passed

        for file in self._files:
            told = {"gates": file.name, "snapshot": snapshot}
            try:
                passed_by = require_passed(file, snapshot, self._settings, self._run).manifest.id
            except GateError:
                self._trail.note(GATED, self._by, **told, passed=False)
                raise
            self._trail.note(GATED, self._by, **told, passed=True, run=passed_by)
            self.passed.append((str(file), passed_by))

    def witness(self, snapshot: str) -> None:
        """The record of the publish; GateError when a block was set since `check`.

        Called while nobody else writes to the trail, and read is only what was added to it since.
        What was served before, and is only repaired, no block keeps back.
        """
        if self._asked:
            check_allowed(self._index)
        self._trail.note("snapshot.published", self._by, snapshot=snapshot)
