"""The one sentence a report opens with; only a whole run that passed its gates is a pass."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from evals.gates import Held, On, Ruling
from evals.reports.reading import ScoredRun
from evals.reports.wording import percent, sentence


class Sign(StrEnum):
    """What a committee may conclude."""

    PASSED = "passed"
    SHORT = "short"
    """Passed, and short of goals: no worse than was accepted, and not yet as good as wanted."""
    FAILED = "failed"
    NONE = "none"
    """Nothing: the run shows only a part, or was held against no gates."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The conclusion with its reasons."""

    sign: Sign
    headline: str
    reasons: tuple[str, ...]


def verdict(run: ScoredRun, gates: Ruling | None) -> Verdict:
    """What the gates say, unless the run is not the whole of what was to be asked."""
    partial = _partial(run)
    if gates is None:
        headline = "this is not a whole run" if partial else "no gates were applied"
        reasons = (*partial, "The run was held against no gates.")
        return Verdict(Sign.NONE, f"No verdict: {headline}", reasons)
    failed = sum(not one.passed for one in gates.held)
    kept = (
        f"{failed} of {len(gates.held)} gates failed." if failed
        else f"All {len(gates.held)} gates were kept."
    )  # fmt: skip
    if failed:
        said = tuple(_said(one) for one in gates.held if not one.passed)
        return Verdict(
            Sign.FAILED,
            f"Failed: {kept.removesuffix('.')}",
            (*partial, *map(sentence, gates.problems), *said),
        )
    if partial or gates.problems:
        reasons = (*partial, *map(sentence, gates.problems), kept)
        return Verdict(Sign.NONE, "No verdict: this is not a whole, sound run", reasons)
    if not gates.passed:
        return Verdict(Sign.NONE, "No verdict: no gates were applied", ())
    passed = f"Passed: {kept[0].lower()}{kept[1:].removesuffix('.')}"
    if gates.short:
        count = len(gates.short)
        aims = "1 is short of its goal" if count == 1 else f"{count} are short of their goals"
        headline = f"{passed}, and {aims}"
        return Verdict(Sign.SHORT, headline, tuple(map(_short, gates.short)))
    return Verdict(Sign.PASSED, passed, ())


def _said(held: Held) -> str:
    gate = held.gate
    if held.value is None or held.low is None or held.high is None:
        return f"{sentence(gate.because)} {held.name} was not measured: no case is of it."
    limit = held.low if gate.at_least else held.high
    # As many digits as it takes to see that it is not enough.
    digits = 1 if percent(limit) != percent(gate.bound) else 4
    found = f"is {percent(held.value, digits)}"
    if gate.on is On.LIMIT:
        found = f"is {percent(held.value)} with a limit of {percent(limit, digits)}"
    asked = f"{'at least' if gate.at_least else 'at most'} {percent(gate.bound)} is asked"
    cases = "1 case" if held.cases == 1 else f"{held.cases} cases"
    return f"{sentence(gate.because)} {held.name} {found} over {cases}, and {asked}."


def _short(held: Held) -> str:
    gate = held.gate
    goal = f"{'at least' if gate.at_least else 'at most'} {percent(gate.goal or 0.0)}"
    return (
        f"{sentence(gate.because)} {held.name} is {percent(held.value or 0.0)}, and the goal is "
        f"{goal}."
    )


def _partial(run: ScoredRun) -> tuple[str, ...]:
    reasons = []
    done = len(run.outcomes.keys() & set(run.manifest.inputs["cases"]))
    if not run.complete:
        reasons.append(
            f"The run is not complete (it is {run.manifest.state}): {done} of {run.asked} cases "
            "have an outcome, and the figures below say nothing of the rest."
        )
    if run.filtered or run.left_out:
        reasons.append(
            f"Only some cases of its suites were asked, chosen by {chosen(run) or 'hand'}: "
            f"{run.left_out} were left out."
        )
    return tuple(reasons)


def chosen(run: ScoredRun) -> str:
    """The filters in words, such as `tag kind=typo`; empty when every case was asked."""
    return "; ".join(f"{name} {_listed(value)}" for name, value in sorted(run.filtered.items()))


def _listed(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is True else str(value)
