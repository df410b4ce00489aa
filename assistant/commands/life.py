"""`corpus approve`, `review` and `retire`: what people decide about a version."""

from datetime import date
from typing import Annotated

import typer

from assistant.cataloguing import open_catalogue
from assistant.commands.naming import acting, find_draft, find_version, named_parts
from assistant.commands.options import AsJson, By, Effective, Named, Until
from assistant.commands.printing import say, say_json, warn
from assistant.settings import Settings
from assistant.web.access import APPROVING, CURATING
from corpus.errors import MetadataError
from corpus.library import Library


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
    from assistant.curate.approving import approve as approve_draft

    settings: Settings = context.obj
    person = acting(settings, _name(by), APPROVING)
    catalogue, library = open_catalogue(settings), Library(settings.home)
    done = approve_draft(
        catalogue,
        library,
        find_draft(catalogue, document),
        person,
        effective,
        second_person=settings.second_person,
    )
    approved = done.version
    if as_json:
        say_json(
            {
                "approved": approved.key,
                "effective": approved.effective,
                "supersedes": list(done.supersedes),
                "warnings": list(done.addressed),
            }
        )
        return
    say(
        f"{approved.key} is approved, in force from {approved.effective}. "
        "Next: assistant corpus publish"
    )
    for told in done.told:
        warn(told)


def review(
    context: typer.Context,
    document: Named,
    by: By,
    until: Until,
    as_json: AsJson = False,
) -> None:
    """Record that a version still holds, with its next review date."""
    settings: Settings = context.obj
    person = acting(settings, _name(by), CURATING)
    catalogue = open_catalogue(settings)
    version = find_version(catalogue, document)
    reviewed = catalogue.review(version.document, version.metadata.version, person, until)
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
    person = acting(settings, _name(by), CURATING)
    catalogue = open_catalogue(settings)
    identity, number = named_parts(document)
    changed = catalogue.retire(identity, person, reason.strip(), date.today(), version=number)
    if as_json:
        say_json({"retired": [version.key for version in changed]})
        return
    say(f"Retired from now on: {', '.join(version.key for version in changed)}.")
    say(f"Next: assistant corpus impact {document} lists the answers that cited it.")


def _name(by: str) -> str:
    if not by.strip():
        raise MetadataError("a name is empty: say who does this with --by NAME")
    return " ".join(by.split())
