"""`eval gate`: holds a run against the gates of a release."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.naming import person
from assistant.commands.options import AsJson, By, place
from assistant.commands.printing import say, say_json, say_table, say_wrapped
from assistant.settings import Settings
from corpus.errors import AuditError, GateError

if TYPE_CHECKING:
    from assistant.releasing import Unkept
    from evals.gates import Held, Ruling


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(gate)


def gate(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(metavar="RUN", parser=place, help="Folder of a run.")],
    gates: Annotated[
        Path | None,
        typer.Option(parser=place, metavar="FILE", help="Gates. [those of the software]"),
    ] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Hold a run against gates; ends with 100 if it fails.

    The exit code is 0 only for a whole run of the suites as they are, with every gate kept. Where
    it asked the documents of this home, and the home has an audit trail, what it does not keep
    blocks publishing there.
    """
    from evals.gates import SHIPPED, asked_of, hold, read_gates, required_suites, unkept
    from evals.runs.folder import open_run

    settings: Settings = context.obj
    file = gates or SHIPPED
    wanted, folder = read_gates(file), open_run(run, unfinished=True)
    suites = required_suites(wanted)
    ruling = hold(wanted, folder, suites)
    found = unkept(file.name, ruling, folder, suites)
    blocked = _block(settings.home, by, found) if found and asked_of(settings.home, folder) else ""
    if as_json:
        say_json(ruling.to_json())
    else:
        _say(ruling)
    if not ruling.passed:
        raise GateError(
            f"the run {run} did not pass: {'; '.join(ruling.failures)}{blocked}; see what failed "
            f"with `assistant eval report {run} --gates {file}`"
        )


def _block(home: Path, by: str, found: "Unkept") -> str:
    """What to tell of the block; empty where the home has no trail, as one that only measures."""
    from assistant.audit import START, Trail, TrailIndex
    from assistant.releasing import block_for, blocked

    trail = Trail(home)
    try:
        if trail.head() == START and trail.lost() is None:
            return ""
        index = TrailIndex(trail)
        block_for(index, person(by), found)
        standing = blocked(index)
    except AuditError as error:
        return f"; publishing could not be blocked ({error})"
    until = "until a reviewer allows it: `assistant corpus allow`"
    return f"; publishing is blocked {until}" if standing else ""


def _say(ruling: "Ruling") -> None:
    for problem in ruling.problems:
        say_wrapped(f"✗ {problem}")
    if ruling.held:
        say_table(
            ("", "measure", "asked", "against", "found", "95 % interval", "goal", "cases"),
            [_row(one) for one in ruling.held],
        )
    for one in ruling.held:
        if not one.passed:
            say_wrapped(f"✗ {one.name}, {one.outcome}: {one.gate.because}")
    if ruling.short:
        say_wrapped(f"Short of their goals: {', '.join(one.name for one in ruling.short)}.")
    say("Passed." if ruling.passed else "Not passed.")


def _row(held: "Held") -> tuple[str, ...]:
    one = held.gate
    return (
        "✓" if held.passed else "✗",
        held.name,
        f"{'≥' if one.at_least else '≤'} {one.bound:g}",
        one.on.value,
        "not measured" if held.value is None else f"{held.value:.4f}",
        "" if held.low is None else f"{held.low:.4f} to {held.high:.4f}",
        "" if one.goal is None else f"{one.goal:g}",
        str(held.cases),
    )
