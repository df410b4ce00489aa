"""How results are printed: JSON for programs, plain lines for people, nothing that can obey."""

import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import orjson
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assistant.answers import Answer, Citation, NoticeKind

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
WIDTH = 100


def visible(text: str) -> str:
    """The text without control characters, which a terminal would obey."""
    return _CONTROL.sub("", text)


def counted(number: int, thing: str) -> str:
    """The number with what it counts: "1 version", "2 versions"."""
    return f"1 {thing}" if number == 1 else f"{number} {thing}s"


def moment(at: datetime | str) -> str:
    """A time as a person reads it, to the minute: "2026-01-31 09:15 UTC"."""
    time = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def say(line: str = "") -> None:
    """One line for a person."""
    typer.echo(visible(line))


def say_wrapped(line: str, indent: int = 0) -> None:
    """One line for a person, broken between words, its further lines two columns further in.

    It stays one item whatever it holds: nothing of a quote or a question looks like a line of ours.
    """
    spaces = " " * indent
    say(
        textwrap.fill(
            " ".join(line.split()),
            WIDTH,
            initial_indent=spaces,
            subsequent_indent=f"{spaces}  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def warn(line: str) -> None:
    """One line for a person, on stderr."""
    typer.echo(visible(line), err=True)


def say_json(value: Any) -> None:
    """One JSON value on one line."""
    sys.stdout.write(orjson.dumps(value, default=str).decode() + "\n")
    sys.stdout.flush()


def say_table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Columns as wide as what they hold, separated by two spaces."""
    cells = [[visible(str(cell)) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for row in cells:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def say_answer(answer: Answer) -> None:
    """An answer or a refusal as a person reads it."""
    for notice in answer.notices:
        urgent = notice.kind == NoticeKind.EMERGENCY
        sign = "!!! EMERGENCY: " if urgent else "! "
        say(textwrap.fill(f"{sign}{notice.message}", WIDTH, subsequent_indent="  "))
        if urgent:
            say()
        for citation in notice.citations:
            say(textwrap.fill(f"- {_place(citation)}", WIDTH, initial_indent="  ",
                              subsequent_indent="    "))  # fmt: skip
            _say_quote(citation)
    if answer.refusal:
        for line in f"No answer ({answer.refusal.reason}). {answer.refusal.message}".splitlines():
            say(textwrap.fill(line, WIDTH))
        for citation in answer.refusal.nearest:
            say(f"  - {_place(citation)}")
        return
    for statement in answer.statements:
        sign = "Caution: " if statement.caution else ""
        line = f"• {sign}{statement.text} [{statement.citations[0]}]"
        say(textwrap.fill(line, WIDTH, subsequent_indent="  "))
    say()
    # What a sentence is read with, its headings and list or table header, is cited too; a person
    # finds those by the section's name, a program in the JSON.
    shown = {statement.citations[0] for statement in answer.statements}
    for citation in answer.citations:
        if citation.number in shown:
            say(f"[{citation.number}] {_place(citation)}")
            _say_quote(citation)


def _say_quote(citation: Citation) -> None:
    quote = f"“{' '.join(citation.quote.split())}”"
    say(textwrap.fill(quote, WIDTH, initial_indent="    ", subsequent_indent="    "))


def _place(citation: Citation) -> str:
    section = " › ".join(citation.section)
    page = f", page {citation.page}" if citation.page else ""
    return f"{citation.title}, version {citation.version}{page}: {section}"


@contextmanager
def progress_bar(task: str, total: int) -> Iterator[Any]:
    """A bar on stderr; yields a function to call with the units done, one by default.

    A total that is not known before can be given to it too.
    """
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    from rich.console import Console

    console = Console(stderr=True)
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as bar:
        number = bar.add_task(task, total=total)

        def advance(units: int = 1, total: int | None = None) -> None:
            bar.update(number, advance=units, total=total)

        yield advance
