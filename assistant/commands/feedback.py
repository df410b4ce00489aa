"""`feedback list` and `settle`: what readers said about answers, and what came of it."""

from typing import Annotated

import typer

from assistant.audit import Trail, TrailIndex
from assistant.cataloguing import open_catalogue
from assistant.commands.naming import acting
from assistant.commands.options import AsJson, By
from assistant.commands.printing import counted, moment, say, say_json, say_wrapped
from assistant.feedback import Kind, reports, waiting
from assistant.feedback import settle as settle_report
from assistant.redacting import open_redactor
from assistant.settings import Settings
from assistant.web.access import CURATING, REVIEWING


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command(name="list")(list_reports)
    group.command()(settle)


def list_reports(
    context: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help="Also what was helpful, and what is settled.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What waits for somebody to look at it, unsafe answers first."""
    index = _index(context)
    found = reports(index) if every else waiting(index)
    if as_json:
        say_json([one.to_json() for one in found])
        return
    for one in found:
        state = f", settled by {one.settlement.by}" if one.settlement else ""
        say(f"{one.number}  {one.kind}  {moment(one.at)}  by {one.by}{state}  answer {one.answer}")
        if one.comment:
            say_wrapped(one.comment, 4)
        if one.settlement:
            say_wrapped(f"→ {one.settlement.note}", 4)
    waits = sum(one.waits for one in found)
    say(f"{counted(waits, 'report')} to look at." if waits else "Nothing waits.")


def settle(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help="As `feedback list` shows it.")],
    note: Annotated[str, typer.Option(help="What came of it.")],
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Say what came of a report; identifiers in the note are replaced.

    That an answer is unsafe only a reviewer settles.
    """
    settings: Settings = context.obj
    unsafe = any(
        one.number == number and one.kind is Kind.UNSAFE for one in reports(_index(context))
    )
    who = acting(settings, by, REVIEWING if unsafe else REVIEWING | CURATING)
    redactor = open_redactor(settings, open_catalogue(settings))
    done = settle_report(_index(context), redactor, number, who, note, reviewer=unsafe)
    if as_json:
        say_json(done.to_json())
    else:
        say(f"The feedback {number} is settled.")


def _index(context: typer.Context) -> TrailIndex:
    settings: Settings = context.obj
    return TrailIndex(Trail(settings.home))
