"""How commands name suites and pick cases of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import place
from assistant.settings import Settings

if TYPE_CHECKING:
    from evals.adapters.sets import Sets
    from evals.suites.suite import Suite

SuiteNames = Annotated[
    list[str],
    typer.Argument(
        metavar="SUITE…", help="`all`, shipped suites, files, folders, or set:NAME?n=400."
    ),
]
SetsFolder = Annotated[
    Path | None,
    typer.Option(
        "--sets",
        envvar="ASSISTANT_EVALSETS",
        show_envvar=False,
        parser=place,
        metavar="DIR",
        help="The folder of public sets; also ASSISTANT_EVALSETS.",
    ),
]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="NAME=VALUE", help="Only cases with this tag; repeatable."),
]
Ids = Annotated[
    list[str] | None,
    typer.Option("--id", metavar="PATTERN", help="Only cases such as 'sepsis-*'; repeatable."),
]


def public_sets(folder: Path | None, settings: Settings) -> "Sets":
    """The public sets in `folder`; their documents are written to the home."""
    from evals.adapters.sets import Sets

    return Sets(folder, settings.home / "evals" / "sets")


def named_suites(
    names: Sequence[str], folder: Path | None, settings: Settings
) -> tuple["Suite", ...]:
    """The suites that were named, public sets among them; raises SuiteError."""
    from evals.suites.finding import find_suites

    return find_suites(names, public_sets(folder, settings).read)
