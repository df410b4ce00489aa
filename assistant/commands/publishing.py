"""`corpus publish`, `rollback` and `prune`: what moves the pointer or removes snapshots."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.naming import acting
from assistant.commands.options import AsJson, By, place
from assistant.commands.printing import counted, progress_bar, say, say_json, say_table, warn
from assistant.settings import Settings
from assistant.web.access import CURATING, MANAGING


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
    from assistant.publishing import publish as serve

    settings: Settings = context.obj
    if run and not (gate or settings.publish_gate):
        raise typer.BadParameter("--run is of use with --gate alone: name a file of gates")
    who = acting(settings, by, CURATING)
    with progress_bar("Publishing", 0) as advance:
        done = serve(
            settings,
            who,
            gates=gate,
            run=run,
            progress=lambda done, total: advance(min(done, 1), total),
        )
    if as_json:
        say_json(done.to_json())
        return
    what = "published" if done.changed else "was published already: nothing has changed"
    say(
        f"Snapshot {done.snapshot} {what} ({counted(done.documents, 'version')}, "
        f"{counted(done.passages, 'passage')}, {done.embedded} newly embedded)."
    )
    if not done.calibrated:
        warn(
            "assistant: nothing is calibrated for the evidence model in use, so every question "
            "will fail: make one with `assistant eval calibrate SUITE`, and publish again"
        )
    for gates, passed in done.passed:
        say(f"It passed {gates} with the run {passed}.")


def rollback(
    context: typer.Context,
    snapshot: Annotated[str | None, typer.Argument(help="Which. [the one before]")] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Serve an earlier snapshot again; what was withdrawn stays so."""
    from assistant.publishing import rollback as swap_back

    target = swap_back(context.obj, acting(context.obj, by, CURATING), snapshot)
    if as_json:
        say_json({"snapshot": target})
    else:
        say(f"Snapshot {target} is published again.")


def prune(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be removed.")
    ] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Remove snapshots that no setting and no recorded answer keeps."""
    from assistant.pruning import prune_snapshots

    settings: Settings = context.obj
    done = prune_snapshots(settings, acting(settings, by, MANAGING), dry_run=dry_run)
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
