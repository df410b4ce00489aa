"""`eval gate`: holds a run against the gates of a release."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import AsJson, place
from assistant.commands.printing import say, say_json, say_table, say_wrapped
from corpus.errors import GateError

if TYPE_CHECKING:
    from evals.gates import Held, Ruling


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(gate)


def gate(
    run: Annotated[Path, typer.Argument(metavar="RUN", parser=place, help="Folder of a run.")],
    gates: Annotated[
        Path | None,
        typer.Option(parser=place, metavar="FILE", help="Gates. [those of the software]"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold a run against gates; ends with 100 if it fails.

    The exit code is 0 only for a whole run of the suites as they are, with every gate kept.
    """
    from evals.gates import SHIPPED, hold, read_gates, required_suites
    from evals.runs.folder import open_run

    wanted = read_gates(gates or SHIPPED)
    ruling = hold(wanted, open_run(run, unfinished=True), required_suites(wanted))
    if as_json:
        say_json(ruling.to_json())
    else:
        _say(ruling)
    if not ruling.passed:
        raise GateError(
            f"the run {run} did not pass: {'; '.join(ruling.failures)}; see what failed with "
            f"`assistant eval report {run} --gates {gates or SHIPPED}`"
        )


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
