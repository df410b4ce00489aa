"""`corpus diff`: what changed between two versions, what could harm a patient first."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cataloguing import open_catalogue
from assistant.commands.naming import find_version, named_parts
from assistant.commands.options import AsJson
from assistant.commands.printing import say, say_json, say_wrapped
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.versions import Version

if TYPE_CHECKING:
    from assistant.curate.diff import Change, Difference, MetadataChange

FEW = 20
"""Changes of mere wording up to which all are shown."""
SHOWN_BELOW = 10
"""Unchanged sentences shown below a heading that changed."""

_TITLES = {
    "quantity": "Numbers and units",
    "drug": "Drugs and other names",
    "route": "Routes and formulations",
    "sense": "Negations, obligations, conditions",
    "caution": "Cautions",
    "population": "Patients",
    "heading": "Other headings above",
    "wording": "Wording",
    "order": "Order",
}


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(diff)


def diff(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOC[@VERSION]")],
    before: Annotated[
        str | None,
        typer.Argument(
            metavar="BEFORE",
            help="A version, or DOC@VERSION. [the one in force, or the one before]",
        ),
    ] = None,
    after: Annotated[
        str | None,
        typer.Argument(metavar="AFTER", help="A version. [the newest draft, or the last]"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List changes of mere wording too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what changed between versions, changed doses first."""
    from assistant.curate.diff import compare, compare_metadata, comparison

    settings: Settings = context.obj
    catalogue = open_catalogue(settings)
    old, new = _chosen(catalogue, document, before, after)
    library = Library(settings.home)
    if as_json:
        say_json(comparison(old, new, library))
        return
    difference = compare(library.text(old.text_sha256), library.text(new.text_sha256))
    metadata = compare_metadata(old.metadata, new.metadata)
    say(f"Before: {old.key}, {old.metadata.title}")
    say(f"After:  {new.key}, {new.metadata.title}")
    _say_metadata(metadata)
    if difference.changes:
        _say_changes(difference, every=every)
    else:
        same = old.text_sha256 == new.text_sha256
        say()
        say(f"The texts are identical{'' if same else ' but for their layout'}.")


def _chosen(
    catalogue: Catalogue, document: str, before: str | None, after: str | None
) -> tuple[Version, Version]:
    """The two versions named, or those that take the place of what was not named."""
    from assistant.curate.choosing import pair, reference

    if any("@" in named for named in (document, before or "", after or "")):
        if after is not None:
            raise typer.BadParameter("name two versions: DOC BEFORE AFTER, or DOC@A DOC@B")
        first = find_version(catalogue, document)
        if before is None:
            return reference(catalogue.versions(first.document), first, date.today()), first
        named = before if "@" in before else f"{first.document}@{before}"
        return first, find_version(catalogue, named)
    return pair(catalogue.versions(named_parts(document)[0]), before, after, date.today())


def _say_metadata(changes: Sequence["MetadataChange"]) -> None:
    if changes:
        say()
        say("Metadata")
    for change in changes:
        values = f"{change.before or '(none)'} → {change.after or '(none)'}"
        say_wrapped(f"{change.key}: {values}", 2)


def _say_changes(difference: "Difference", *, every: bool) -> None:
    harmless = len(difference.changes) - len(difference.dangerous)
    shown = difference.changes if every or harmless <= FEW else difference.dangerous
    for (tier, _), group in groupby(shown, key=lambda change: change.rank[:2]):
        changes = list(group)
        whole = ", whole sentences added or removed" if tier == 1 else ""
        say()
        say(f"{_TITLES[changes[0].aspect]}{whole} ({len(changes)})")
        place: tuple[str, ...] = ()
        for change in changes:
            if _place(change) != place:
                place = _place(change)
                for line in place:
                    say_wrapped(line, 2)
            _say_change(difference, change)
    counts = difference.counts
    say()
    if len(shown) < len(difference.changes):
        say(f"{harmless} changes of mere wording or order are not listed: --all lists them.")
    say(
        f"{counts['changed']} changed, {counts['removed']} removed, {counts['added']} added, "
        f"{counts['moved']} moved, {counts['unchanged']} unchanged; "
        f"{counts['dangerous']} may change a treatment."
    )


def _place(change: "Change") -> tuple[str, ...]:
    """Where a change stands: one line, or two when other headings stand above it now."""
    sides = [line for line in (change.before, change.after) if line is not None]
    if not any(finding.aspect == "heading" for finding in change.findings):
        sides = sides[-1:]
    paths = []
    for line in sides:
        page = f", page {line.page}" if line.page else ""
        paths.append(f"{' › '.join(line.headings) or '(before the first heading)'}{page}")
    return tuple(paths) if len(paths) == 1 else (f"was under: {paths[0]}", f"now under: {paths[1]}")


def _say_change(difference: "Difference", change: "Change") -> None:
    from assistant.curate.edits import marked

    heading = "heading: " if change.line.is_heading else ""
    if change.kind == "moved":
        say_wrapped(f"= {heading}{change.line.reading}", 4)
    else:
        if change.before:
            gone = [edit.before for edit in change.edits]
            was = marked(change.before.reading, gone, ("[-", "-]"))
            say_wrapped(f"- {heading}{was}", 4)
        if change.after:
            come = [edit.after for edit in change.edits]
            now = marked(change.after.reading, come, ("{+", "+}"))
            say_wrapped(f"+ {heading}{now}", 4)
    also = [one for one in change.findings[1:] if one.aspect not in ("heading", "caution")]
    if also and change.kind not in ("added", "removed"):
        named = "; ".join(
            f"{one.aspect} ({' '.join(one.before) or '–'} → {' '.join(one.after) or '–'})"
            for one in also
        )
        say_wrapped(f"also: {named}", 6)
    if any(finding.aspect == "caution" for finding in change.findings):
        say("      a caution went")
    if heading and change.dangerous:
        below = difference.below(change)
        if below:
            say("      unchanged below it:")
        for unchanged in below[:SHOWN_BELOW]:
            say_wrapped(f"· {unchanged.line.reading}", 6)
        if len(below) > SHOWN_BELOW:
            say(f"      … and {len(below) - SHOWN_BELOW} more sentences below this heading")
