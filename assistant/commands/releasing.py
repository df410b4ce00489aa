"""`corpus block` and `allow`: whether a new snapshot may be published at all."""

from typing import Annotated

import typer

from assistant.audit import Event, Trail, TrailIndex
from assistant.cataloguing import open_catalogue
from assistant.commands.naming import acting
from assistant.commands.options import AsJson, By
from assistant.commands.printing import say, say_json
from assistant.redacting import open_redactor
from assistant.releasing import allow as allowing
from assistant.releasing import block as blocking
from assistant.releasing import blocks
from assistant.settings import Settings
from assistant.web.access import REVIEWING

Reason = Annotated[str, typer.Option(help="Why.")]


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command()(block)
    group.command()(allow)


def block(context: typer.Context, reason: Reason, by: By = "", as_json: AsJson = False) -> None:
    """Keep new snapshots from being published until somebody allows it.

    What is served stays, and withdrawals and rollbacks go on.
    """
    settings: Settings = context.obj
    who = acting(settings, by, REVIEWING)
    redactor = open_redactor(settings, open_catalogue(settings))
    _say(blocking(Trail(settings.home), redactor, who, reason), "blocked", as_json)


def allow(context: typer.Context, reason: Reason, by: By = "", as_json: AsJson = False) -> None:
    """Let new snapshots be published again, whatever blocked them."""
    settings: Settings = context.obj
    who, trail = acting(settings, by, REVIEWING), Trail(settings.home)
    redactor = open_redactor(settings, open_catalogue(settings))
    lifted = blocks(TrailIndex(trail))
    _say(allowing(trail, redactor, who, reason), "allowed", as_json)
    if not as_json:
        for one in lifted:
            say(f"Lifted: the block by {one.by} on {one.at[:10]}: {one.detail['reason']}")


def _say(event: Event, state: str, as_json: bool) -> None:
    if as_json:
        say_json(event.to_json())
    else:
        say(f"Publishing is {state} from now on.")
