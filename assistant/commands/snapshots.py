"""`corpus publish`, `snapshots`, `rollback` and `verify`."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.printing import progress_bar, say, say_json, say_table
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import AssistantError, SnapshotError
from corpus.library import Library

if TYPE_CHECKING:
    from assistant.snapshot.manifest import Manifest

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str, typer.Option(help="Your name.")]


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command()(publish)
    group.command()(snapshots)
    group.command()(rollback)
    group.command()(verify)


def publish(context: typer.Context, by: By = "", as_json: AsJson = False) -> None:
    """Build a snapshot of every approved version and serve it from the next question on."""
    from assistant.embed import load_embedder
    from assistant.snapshot.publish import publish as build

    settings: Settings = context.obj
    versions = Catalogue(settings.home).versions()
    embedder = load_embedder(settings.embedder, settings.models)
    with progress_bar("Publishing", sum(bool(v.approved_at) for v in versions)) as advance:
        done = build(
            settings.home,
            versions,
            Library(settings.home),
            embedder,
            by=by or getpass.getuser(),
            progress=lambda version: advance(),
        )
    if as_json:
        say_json(
            {
                "snapshot": done.snapshot,
                "changed": done.changed,
                "documents": done.documents,
                "passages": done.passages,
                "embedded": done.embedded,
            }
        )
    else:
        what = "published" if done.changed else "was published already: nothing has changed"
        say(
            f"Snapshot {done.snapshot} {what} ({done.documents} versions, "
            f"{done.passages} passages, {done.embedded} newly embedded)."
        )


def snapshots(context: typer.Context, as_json: AsJson = False) -> None:
    """Every snapshot, the published one marked, and damaged ones named as such."""
    from assistant.snapshot.pointer import read_history, snapshots_folder

    settings: Settings = context.obj
    history = read_history(settings.home)
    present = history[-1]["snapshot"] if history else None
    rows = []
    for folder in sorted(snapshots_folder(settings.home).glob("[0-9a-f]*")):
        swaps = [swap for swap in history if swap["snapshot"] == folder.name]
        manifest = _whole_manifest(folder)
        rows.append(
            {
                "snapshot": folder.name,
                "published": folder.name == present,
                "at": swaps[-1]["at"] if swaps else None,
                "by": swaps[-1]["by"] if swaps else None,
                "versions": len(manifest.parts) if manifest else None,
                "passages": manifest.passages if manifest else None,
                "damaged": manifest is None,
            }
        )
    rows.sort(key=lambda row: str(row["at"]))
    if as_json:
        say_json(rows)
    else:
        say_table(
            ("", "snapshot", "published at", "by", "versions", "passages"),
            [
                (
                    "*" if row["published"] else "",
                    *(row[key] for key in ("snapshot", "at", "by")),
                    *(("damaged", "–") if row["damaged"] else (row["versions"], row["passages"])),
                )
                for row in rows
            ],
        )


def _whole_manifest(folder: Path) -> "Manifest | None":
    """The manifest of a snapshot; None when the snapshot is damaged."""
    from assistant.snapshot.manifest import damaged_files, read_manifest

    try:
        manifest = read_manifest(folder)
    except SnapshotError:
        return None
    return None if damaged_files(folder, manifest) else manifest


def rollback(
    context: typer.Context,
    snapshot: Annotated[str | None, typer.Argument(help="Which. [the one before]")] = None,
    by: By = "",
) -> None:
    """Serve an earlier snapshot again; withdrawn documents stay withdrawn."""
    from assistant.embed import load_embedder
    from assistant.snapshot.publish import rollback as swap_back

    settings: Settings = context.obj
    embedder = load_embedder(settings.embedder, settings.models)
    target = swap_back(settings.home, by or getpass.getuser(), embedder.identity, snapshot)
    say(f"Snapshot {target} is published again.")


def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Check the digest of every source, text and snapshot file."""
    from assistant.snapshot.manifest import damaged_files, read_manifest
    from assistant.snapshot.pointer import snapshots_folder

    settings: Settings = context.obj
    library = Library(settings.home)
    versions = Catalogue(settings.home).versions()
    faults = [
        fault
        for version in versions
        for fault in library.damaged(version.source_sha256, version.text_sha256)
    ]
    folders = sorted(snapshots_folder(settings.home).glob("[0-9a-f]*"))
    for folder in folders:
        try:
            damaged = damaged_files(folder, read_manifest(folder))
            faults += [f"{path} is missing or was changed" for path in damaged]
        except AssistantError as error:
            faults.append(str(error))
    if as_json:
        say_json({"versions": len(versions), "snapshots": len(folders), "faults": faults})
    else:
        for fault in faults:
            say(fault)
        say(f"{len(versions)} versions and {len(folders)} snapshots checked, {len(faults)} faults.")
    if faults:
        raise SnapshotError(
            f"{len(faults)} stored file(s) are damaged, first: {faults[0]}; "
            "restore them from a backup, or add and publish again"
        )
