"""`corpus snapshots`: what was built and published, and what is in one of them."""

from datetime import date
from typing import Annotated, Any

import typer

from assistant.cataloguing import open_catalogue
from assistant.commands.options import AsJson
from assistant.commands.printing import counted, moment, say, say_json, say_table
from assistant.settings import Settings
from corpus.versions import stages


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
    from assistant.curate.snapshots import list_snapshots, show_snapshot

    if snapshot is None:
        _say_list([one.to_json() for one in list_snapshots(settings.home)], as_json)
    else:
        versions = open_catalogue(settings).versions()
        stage = stages(versions, date.today())
        _say_one(show_snapshot(settings.home, snapshot, stage), as_json)


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
