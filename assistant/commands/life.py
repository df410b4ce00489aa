"""`corpus approve`, `review` and `retire`: what people decide about a version."""

from datetime import date
from typing import Annotated

import typer

from assistant.commands.naming import find_draft, find_version, named_parts
from assistant.commands.options import AsJson, By, Effective, Named, Until
from assistant.commands.printing import say, say_json, warn
from assistant.settings import Settings
from corpus.addressing import warnings_of
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError, MetadataError
from corpus.library import Library
from corpus.versions import Stage, Version, in_force


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command()(approve)
    group.command()(review)
    group.command()(retire)


def approve(
    context: typer.Context,
    document: Named,
    by: By,
    effective: Effective = None,
    as_json: AsJson = False,
) -> None:
    """Approve a draft; publish to answer from it.

    When no version is named, the only draft of the document.
    """
    from corpus.approval import approve_version

    settings: Settings = context.obj
    catalogue, library = Catalogue(settings.home, settings.catalogue), Library(settings.home)
    version = find_draft(catalogue, document)
    identity = version.document
    day = effective or version.metadata.effective or date.today()
    superseded = in_force(catalogue.versions(identity), day)
    approved = approve_version(
        catalogue,
        library,
        identity,
        version.metadata.version,
        _name(by),
        day,
        second_person=settings.second_person,
    )
    addressed = warnings_of(approved.metadata.title, library.text(approved.text_sha256))
    if as_json:
        say_json(
            {
                "approved": approved.key,
                "effective": day,
                "supersedes": list(superseded),
                "warnings": list(addressed),
            }
        )
        return
    say(f"{approved.key} is approved, in force from {day}. Next: assistant corpus publish")
    for key in superseded:
        warn(
            f"It supersedes {key} on that day, published or not: from then until it is published, "
            "questions that only this document answers are refused."
        )
    _warn_of_other_documents(catalogue, approved)
    for told in addressed:
        warn(f"{approved.key}: {told}")
    missing = [key for key in ("type", "population") if not getattr(approved.metadata, key)]
    if missing:
        warn(
            f"Nobody has stated its {' and '.join(missing)}: a protocol that gives doses "
            "needs both."
        )


def review(
    context: typer.Context,
    document: Named,
    by: By,
    until: Until,
    as_json: AsJson = False,
) -> None:
    """Record that a version still holds, with its next review date."""
    settings: Settings = context.obj
    catalogue = Catalogue(settings.home, settings.catalogue)
    version = find_version(catalogue, document)
    reviewed = catalogue.review(version.document, version.metadata.version, _name(by), until)
    if as_json:
        say_json({"reviewed": reviewed.key, "review": reviewed.metadata.review})
        return
    say(f"{reviewed.key} is reviewed; the next review is due on {reviewed.metadata.review}.")


def retire(
    context: typer.Context,
    document: Named,
    by: By,
    reason: Annotated[str, typer.Option(help="Why it is withdrawn.")],
    as_json: AsJson = False,
) -> None:
    """Withdraw a document, or one version, at once.

    From now on no running process finds, cites or quotes it.
    """
    if not reason.strip():
        raise MetadataError("a reason is empty: say why the document is withdrawn")
    settings: Settings = context.obj
    catalogue = Catalogue(settings.home, settings.catalogue)
    identity, number = named_parts(document)
    changed = catalogue.retire(identity, _name(by), reason.strip(), date.today(), version=number)
    if as_json:
        say_json({"retired": [version.key for version in changed]})
        return
    say(f"Retired from now on: {', '.join(version.key for version in changed)}.")
    say(f"Next: assistant corpus impact {document} lists the answers that cited it.")


def _warn_of_other_documents(catalogue: Catalogue, approved: Version) -> None:
    """Say what else it ends, and what may be a slip of somebody's pen."""
    for name in approved.metadata.superseded:
        document, _, number = name.partition("@")
        try:
            ended = catalogue.version(document, number or None)
        except CatalogueError as error:
            warn(f"It says that it supersedes {name}, which ends nothing: {error}.")
            continue
        if ended.document != approved.document:
            warn(f"It supersedes {name} too, on that day and for good.")
    if catalogue.stage(approved, approved.effective) is Stage.SUPERSEDED:
        warn(
            f"It is never in force: an approved document says that it supersedes "
            f"{approved.document}. Add it under another id to use both."
        )


def _name(by: str) -> str:
    if not by.strip():
        raise MetadataError("a name is empty: say who does this with --by NAME")
    return " ".join(by.split())
