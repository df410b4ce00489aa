"""What came of comparing two runs."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Literal

from evals.statistics import PairedDifference


class Verdict(StrEnum):
    """What the difference of a measure amounts to."""

    BETTER = "better"
    WORSE = "worse"
    UNSEEN = "no difference the suites could see"


@dataclass(frozen=True)
class MeasureComparison:
    """One measure in both runs."""

    measure: str
    better: Literal["higher", "lower"]
    paired: PairedDifference
    adjusted_p: float
    """p after Holm's correction for the number of measures compared."""
    detectable: float | None
    """The smallest difference that four in five such comparisons would have shown; None when the
    cases are too few for any."""
    verdict: Verdict
    down: tuple[str, ...]
    """Keys of the cases whose value fell, whether that is good or bad."""
    up: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values under the names of the fields."""
        return asdict(self)


@dataclass(frozen=True)
class Comparison:
    """Two runs, of which only the cases that both asked are compared; the others are named."""

    before: str
    """Id of the run."""
    after: str
    cases: int
    """How many both asked."""
    passed_before: int
    passed_after: int
    measures: tuple[MeasureComparison, ...]
    incomparable: tuple[str, ...]
    """Measures that apply to no case of one of the runs."""
    newly_failed: tuple[str, ...]
    """Keys of cases that passed before and fail after."""
    newly_passed: tuple[str, ...]
    only_before: tuple[str, ...]
    """Keys of cases that the other run did not ask."""
    only_after: tuple[str, ...]
    changed: tuple[str, ...]
    """Inputs in which the runs differ, such as `provenance.generator`: what is compared."""
    warnings: tuple[str, ...]
    """Sentences about what makes the runs hard to compare."""

    def to_json(self) -> dict[str, Any]:
        """Plain values under the names of the fields."""
        return asdict(self)
