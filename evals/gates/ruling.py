"""What came of holding a run against gates."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from evals.gates.gate import Gate, On


class Outcome(StrEnum):
    """What came of one gate."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_MEASURED = "not measured"
    """No case was scored by it, which is no pass."""


@dataclass(frozen=True)
class Held:
    """A gate held against the cases it is about."""

    gate: Gate
    outcome: Outcome
    suite: str = ""
    tag: str = ""
    """`name=value` of the cases it is about."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    cases: int = 0

    def __post_init__(self) -> None:
        if (self.value is None) != (self.outcome is Outcome.NOT_MEASURED):
            raise ValueError(f"{self.gate.measure} is {self.outcome} with a value of {self.value}")

    @property
    def passed(self) -> bool:
        """Whether it was measured and kept its bound."""
        return self.outcome is Outcome.PASSED

    @property
    def short_of_goal(self) -> bool:
        """Whether it was measured and does not reach what is wanted one day, by its value."""
        goal = self.gate.goal
        if goal is None or self.value is None:
            return False
        return self.value < goal if self.gate.at_least else self.value > goal

    @property
    def name(self) -> str:
        """The measure, and the cases it is about where those are not all."""
        where = self.suite or self.tag
        return f"{self.gate.measure} ({where})" if where else self.gate.measure

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        gate = self.gate
        return {
            "measure": gate.measure,
            "suite": self.suite,
            "tag": self.tag,
            "at": "least" if gate.at_least else "most",
            "bound": gate.bound,
            "goal": gate.goal,
            "on": gate.on.value,
            "because": gate.because,
            "outcome": self.outcome.value,
            "passed": self.passed,
            "short_of_goal": self.short_of_goal,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "cases": self.cases,
        }


@dataclass(frozen=True)
class Ruling:
    """All gates of a file, and whether the run may be held against them at all."""

    run: str
    """Its id."""
    gates: str
    """sha256 of the file of gates."""
    problems: tuple[str, ...]
    """Sentences, each enough not to pass: the run is not whole, or not what it says."""
    held: tuple[Held, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong with the run and every gate passed."""
        return not self.problems and bool(self.held) and all(one.passed for one in self.held)

    @property
    def short(self) -> tuple[Held, ...]:
        """The gates whose goals are not reached: to pass is not yet to be good enough."""
        return tuple(one for one in self.held if one.short_of_goal)

    @property
    def failures(self) -> tuple[str, ...]:
        """What is wrong, one short sentence each."""
        missed = [one.name for one in self.held if one.outcome is Outcome.NOT_MEASURED]
        return (
            *self.problems,
            *(_said(one) for one in self.held if one.outcome is Outcome.FAILED),
            *([f"not measured: {', '.join(missed)}"] if missed else []),
        )

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "run": self.run,
            "gates_sha256": self.gates,
            "passed": self.passed,
            "problems": list(self.problems),
            "gates": [one.to_json() for one in self.held],
        }


def _said(held: Held) -> str:
    gate = held.gate
    found = held.value if gate.on is On.VALUE else held.low if gate.at_least else held.high
    return (
        f"{held.name} {'is' if gate.on is On.VALUE else 'has the limit'} {found:.6g}, and "
        f"{'at least' if gate.at_least else 'at most'} {gate.bound:g} is asked"
    )
