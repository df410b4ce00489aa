"""`audit resume`: lets a trail go on of which records were lost, and says so in it."""

from typing import Annotated

import typer

from assistant.audit import Trail
from assistant.cataloguing import open_catalogue
from assistant.commands.naming import acting
from assistant.commands.options import AsJson, By
from assistant.commands.printing import say, say_json
from assistant.redacting import open_redactor
from assistant.releasing import resume as go_on
from assistant.settings import Settings
from assistant.web.access import MANAGING


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(resume)


def resume(
    context: typer.Context,
    reason: Annotated[str, typer.Option(help="What happened to the trail.")],
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Go on with a trail that was removed or cut and cannot be restored.

    What was lost may have held a block: publishing is blocked until a reviewer allows it.
    """
    settings: Settings = context.obj
    who = acting(settings, by, MANAGING)
    redactor = open_redactor(settings, open_catalogue(settings))
    event = go_on(Trail(settings.home), redactor, who, reason)
    if as_json:
        say_json(event.to_json())
        return
    number = event.detail["lost"].partition(":")[0]
    say(f"The trail goes on; it says that it was taken away after record {number}.")
    say("Publishing is blocked until a reviewer allows it: `assistant corpus allow`.")
