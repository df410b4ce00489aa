"""`corpus snapshots`: what was built and published, and what is in one of them."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cataloguing import open_catalogue
from assistant.commands.options import AsJson
from assistant.commands.printing import counted, moment, say, say_json, say_table
from assistant.settings import Settings
from corpus.versions import Stage, stages

GONE = "not in the catalogue"


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(snapshots)


def snapshots(
    context: typer.Context,
    snapshot: Annotated[str | None, typer.Argument(help="Show this one. [list all]")] = None,
    as_json: AsJson = False,
) -> None:
    """List every snapshot, the published one with `*`, or show one."""
    settings: Settings = context.obj
    if snapshot is None:
        from assistant.curate.snapshots import list_snapshots

        _say_list([one.to_json() for one in list_snapshots(settings.home)], as_json)
    else:
        versions = open_catalogue(settings).versions()
        stage = stages(versions, date.today())
        _say_one(_shown(settings.home, snapshot, stage), as_json)


def _history_of(home: Path, snapshot: str) -> dict[str, Any]:
    """When and by whom it was published last, and whether it still is."""
    from assistant.snapshot.pointer import read_history

    history = read_history(home)
    swaps = [swap for swap in history if swap["snapshot"] == snapshot]
    return {
        "snapshot": snapshot,
        "published": bool(swaps) and history[-1] is swaps[-1],
        "draft": not swaps,
        "at": swaps[-1]["at"] if swaps else None,
        "by": swaps[-1]["by"] if swaps else None,
    }


def _say_list(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        say_json(rows)
        return
    if not rows:
        say("There are no snapshots. Next: assistant corpus publish")
        return
    say_table(
        ("", "snapshot", "published at", "by", "versions", "passages"),
        [
            (
                "*" if row["published"] else "",
                row["snapshot"],
                "draft" if row["draft"] else moment(row["at"]),
                row["by"] or "–",
                *(("damaged", "–") if row["damaged"] else (row["versions"], row["passages"])),
            )
            for row in rows
        ],
    )


def _shown(home: Path, snapshot: str, stage: dict[str, Stage]) -> dict[str, Any]:
    """All that is known of one snapshot, every digest checked; SnapshotError when it is unknown."""
    from assistant.snapshot.manifest import damaged_files, read_manifest
    from assistant.snapshot.pointer import find_snapshot, read_history

    folder = find_snapshot(home, snapshot)
    manifest = read_manifest(folder)
    return {
        **_history_of(home, snapshot),
        "history": [swap for swap in read_history(home) if swap["snapshot"] == snapshot],
        "embedder": manifest.embedder,
        "splitter": manifest.splitter,
        "vocabulary": manifest.analyzer,
        "calibration": manifest.calibration[:16] or "as shipped",
        "passages": manifest.passages,
        "bytes": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        "damaged": damaged_files(folder, manifest),
        "versions": [
            {
                "document": part.document,
                "version": part.version,
                "title": part.title,
                "passages": part.passages,
                "status": stage.get(part.key, GONE),
                "in_force": part.key in stage and stage[part.key].in_force,
            }
            for part in manifest.parts
        ],
    }


def _say_one(shown: dict[str, Any], as_json: bool) -> None:
    if as_json:
        say_json(shown)
        return
    say(f"snapshot: {shown['snapshot']}{' (published)' if shown['published'] else ''}")
    for swap in shown["history"]:
        say(f"published: {moment(swap['at'])} by {swap['by']}")
    if shown["draft"]:
        say("published: never, this is a draft")
    for key in ("embedder", "splitter", "vocabulary", "calibration", "passages"):
        say(f"{key}: {shown[key]}")
    say(f"size: {shown['bytes'] / 1e6:.1f} MB")
    say(f"damaged: {', '.join(shown['damaged']) or 'no, every digest is right'}")
    gone = [one for one in shown["versions"] if not one["in_force"]]
    say(
        f"{counted(len(shown['versions']), 'version')}, {len(gone)} not in force today and not "
        "retrieved for it:"
    )
    say_table(
        ("document", "version", "passages", "status", "title"),
        [
            tuple(one[key] for key in ("document", "version", "passages", "status", "title"))
            for one in shown["versions"]
        ],
    )
