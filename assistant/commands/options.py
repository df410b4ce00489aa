"""The options that many commands share, so that they mean the same everywhere."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day(value: str | date) -> date:
    """A day as the options take it; typer.BadParameter for anything but ISO 8601."""
    if isinstance(value, date):
        return value
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a day such as 2026-01-31") from None


def place(value: str | Path) -> Path:
    """A file or folder; typer.BadParameter for an empty one, which would be the folder one is in.

    It is empty by mistake: a variable of a script that was never set.
    """
    if not str(value).strip():
        raise typer.BadParameter("it is empty: name a file or a folder")
    return Path(value)


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str, typer.Option(help="Your name.")]
Named = Annotated[str, typer.Argument(metavar="DOC[@VERSION]")]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day, metavar="DAY", help="Documents in force on it. [today]"),
]
Since = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DAY", help="Only what was asked from this day (UTC) on."),
]
Effective = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DAY", help="First day in force. [as stated, or today]"),
]
Until = Annotated[date, typer.Option(parser=day, metavar="DAY", help="The next review date.")]
