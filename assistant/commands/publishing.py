"""`corpus publish`, `rollback` and `prune`: what moves the pointer or removes snapshots."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from assistant.audit import Trail
from assistant.commands.naming import person
from assistant.commands.options import AsJson, By, place
from assistant.commands.printing import counted, progress_bar, say, say_json, say_table, warn
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import AuditError, SnapshotError
from corpus.library import Library


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command()(publish)
    group.command()(rollback)
    group.command()(prune)


def publish(
    context: typer.Context,
    gate: Annotated[
        Path | None,
        typer.Option(
            parser=place,
            metavar="FILE",
            help="Gates that a run must have passed, besides those of the settings.",
        ),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option(parser=place, metavar="DIR", help="That run. [the latest that passes]"),
    ] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Build a snapshot of every approved version and serve it."""
    from assistant.assembly import calibration_in_use
    from assistant.embed import load_embedder
    from assistant.snapshot.publish import publish as build

    settings: Settings = context.obj
    catalogue = Catalogue(settings.home, settings.catalogue)
    calibration = calibration_in_use(settings)
    approved = sum(bool(version.approved_at) for version in catalogue.versions())
    embedder = load_embedder(settings.embedder, settings.models)
    gates = _Gates(settings, gate, run)
    with progress_bar("Publishing", approved) as advance:
        done = build(
            settings.home,
            catalogue,
            Library(settings.home),
            embedder,
            by=person(by),
            calibration=calibration,
            progress=lambda version: advance(),
            check=gates.check,
        )
    if as_json:
        say_json(asdict(done) | {"passed": gates.passed})
        return
    what = "published" if done.changed else "was published already: nothing has changed"
    say(
        f"Snapshot {done.snapshot} {what} ({counted(done.documents, 'version')}, "
        f"{counted(done.passages, 'passage')}, {done.embedded} newly embedded)."
    )
    if calibration is None:
        warn(
            "assistant: nothing is calibrated for the evidence model in use, so every question "
            "will fail: make one with `assistant eval calibrate SUITE`, and publish again"
        )
    for one in gates.passed:
        say(f"It passed {one['gates']} with the run {one['run']}.")


class _Gates:
    """What has to be passed; a file named on the command line never takes the settings' away."""

    def __init__(self, settings: Settings, gate: Path | None, run: Path | None) -> None:
        self._settings = settings
        self._files = [gate] if gate else []
        if settings.publish_gate:
            self._files.append(settings.home / settings.publish_gate)
        self._run = run
        self.passed: list[dict[str, str]] = []
        """File of gates and id of the run that passed it."""
        if run and not self._files:
            raise typer.BadParameter("--run is of use with --gate alone: name a file of gates")

    def check(self, snapshot: str) -> None:
        """GateError unless every file was passed."""
        if not self._files:
            return
        from evals.gates import require_passed

        for file in self._files:
            folder = require_passed(file, snapshot, self._settings, self._run)
            self.passed.append({"gates": str(file), "run": folder.manifest.id})


def rollback(
    context: typer.Context,
    snapshot: Annotated[str | None, typer.Argument(help="Which. [the one before]")] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Serve an earlier snapshot again; what was withdrawn stays so."""
    from assistant.assembly import judged_by
    from assistant.decide import calibration_for
    from assistant.embed import load_embedder
    from assistant.snapshot.publish import rollback as swap_back

    if snapshot == "":
        raise SnapshotError("no snapshot is named: `assistant corpus snapshots` lists them")
    settings: Settings = context.obj
    embedder = load_embedder(settings.embedder, settings.models)
    model = judged_by(settings)
    target = swap_back(
        settings.home,
        person(by),
        embedder.identity,
        snapshot,
        usable=lambda calibration: calibration_for(model, calibration),
    )
    if as_json:
        say_json({"snapshot": target})
    else:
        say(f"Snapshot {target} is published again.")


def prune(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be removed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Remove snapshots that no setting and no recorded answer keeps."""
    from assistant.embed import load_embedder
    from assistant.snapshot.retention import prune as remove

    settings: Settings = context.obj
    now = datetime.now(UTC)
    done = remove(
        settings.home,
        Catalogue(settings.home, settings.catalogue).versions(),
        load_embedder(settings.embedder, settings.models),
        keep=settings.keep_snapshots,
        needed=answered_from(Trail(settings.home), now - timedelta(days=settings.retention_days)),
        now=now,
        dry_run=dry_run,
    )
    if as_json:
        say_json(asdict(done) | {"dry_run": dry_run})
        return
    rows = [
        *((name, "kept", why) for name, why in done.kept.items()),
        *((name, "removed", "not needed any more") for name in done.removed),
    ]
    if rows:
        say_table(("snapshot", "outcome", "why"), rows)
    say(
        f"{'Would remove' if dry_run else 'Removed'} {counted(len(done.removed), 'snapshot')} and "
        f"{counted(done.cached, 'cached part')} that no version uses: {done.freed / 1e6:.1f} MB."
    )


def answered_from(trail: Trail, since: datetime) -> set[str]:
    """The snapshots of the answers recorded from then on; AuditError when any record is damaged.

    The whole chain is checked first: a record that cannot be read may name any snapshot.
    """
    trail.verify()
    try:
        return {
            record.content["answer"]["provenance"]["snapshot"]
            for record in trail.records()
            if datetime.fromisoformat(record.at) >= since
        }
    except (KeyError, TypeError, ValueError):
        raise AuditError(
            f"a record of {trail.file} does not say which snapshot its answer came from, "
            "so nothing is pruned: restore the file from a backup"
        ) from None
