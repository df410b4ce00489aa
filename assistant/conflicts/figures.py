"""The figures that are compared: doses, maximum doses, rates, durations, definitions, targets."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

ENDLESS = Fraction(10**30)
"""The upper end of what has none: "above 38 °C"."""
BY_WEIGHT = "second of a dose by weight"
"""The unit of a duration beside a dose by weight, which is that of children more often than not."""


class Kind(StrEnum):
    """What a stated figure is."""

    DOSE = "dose"
    MAXIMUM = "maximum dose"
    RATE = "rate"
    DURATION = "duration"
    FREQUENCY = "frequency"
    DEFINITION = "definition"
    """By which something is what it is called: "hypotension is a pressure below 90 mmHg"."""
    TARGET = "target"
    FIGURE = "figure"
    """Any other figure, in sentences that are otherwise the same."""


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included; a single figure has them equal."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"{self.low} to {self.high} is no range of amounts")

    def times(self, other: "Range") -> "Range":
        """Each figure of the one with each of the other."""
        return Range(self.low * other.low, self.high * other.high)


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated figure, in base units."""

    kind: Kind
    unit: str
    """Base unit, with what it is divided by other than a dose or a day: "g", "g/kg"."""
    single: Range | None = None
    """At a time; also the maximum at a time, the rate and the duration."""
    daily: Range | None = None
    """In a day."""
    start: int = 0
    end: int = 0
    """Where it is stated in the sentence as it reads."""
    left: int = 0
    right: int = 0
    """How far the words around it belong to it."""
    shown: int = 0
    """Where its frequency ends, when that stands close behind it."""

    def __post_init__(self) -> None:
        if self.single is None and self.daily is None:
            raise ValueError("a figure holds an amount at a time or in a day")
