"""A gate: a bound on a measure that a release must keep."""

from dataclasses import dataclass
from enum import StrEnum


class On(StrEnum):
    """What the bound is held against."""

    LIMIT = "limit"
    """The confidence limit on the bad side: only what the cases can show counts."""
    VALUE = "value"
    """The rate as it was found."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One bound; ValueError for an impossible one."""

    measure: str
    bound: float
    """Between 0 and 1."""
    at_least: bool
    """Whether the measure must not be less; otherwise it must not be more."""
    because: str
    """One sentence for a committee."""
    goal: float | None = None
    """What is wanted one day: shown, not enforced."""
    on: On = On.LIMIT
    suites: tuple[str, ...] = ()
    """In each of these; empty for all cases of the run together."""
    tag: str = ""
    """Among the cases with `name=value`; a `name` alone means each of its values by itself, so that
    the worst slice decides."""
    line: int = 1

    def __post_init__(self) -> None:
        if not (0 <= self.bound <= 1 and (self.goal is None or 0 <= self.goal <= 1)):
            raise ValueError(f"a bound of {self.bound} with a goal of {self.goal} is no share")
        if self.goal is not None and (
            self.goal < self.bound if self.at_least else self.goal > self.bound
        ):
            raise ValueError(f"the goal {self.goal} asks for less than the bound {self.bound}")
        if self.suites and self.tag:
            raise ValueError("scores are kept by suite or by tag, not by both")

    @property
    def asks(self) -> str:
        """The bound in words, such as `rejection at least 0.98`."""
        return f"{self.measure} {'at least' if self.at_least else 'at most'} {self.bound:g}"


@dataclass(frozen=True)
class Gates:
    """What one file holds."""

    gates: tuple[Gate, ...]
    suites: tuple[str, ...] | None
    """Names or files of those that a run must have asked whole; None for all that ship."""
    sha256: str
    """Of the file."""

    def __post_init__(self) -> None:
        if not self.gates:
            raise ValueError("without a gate everything would pass")
