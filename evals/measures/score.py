"""What a measure says of one case, and what it is told."""

from dataclasses import dataclass
from typing import Literal, Protocol

from evals.runs.outcome import Outcome
from evals.runs.sources import Sources
from evals.suites.case import Case


@dataclass(frozen=True)
class Graded:
    """A case with what came of it."""

    case: Case
    outcome: Outcome
    sources: Sources
    day: str
    """ISO day the question was asked about."""

    def __post_init__(self) -> None:
        if self.case.key != self.outcome.case:
            raise ValueError(f"the outcome of {self.outcome.case} is not that of {self.case.key}")


@dataclass(frozen=True, slots=True)
class Score:
    """So many of so many: of statements, citations, facts, or of the case itself."""

    hits: float
    of: int
    faults: tuple[str, ...] = ()
    """What went wrong, one sentence each; empty for a perfect score."""

    def __post_init__(self) -> None:
        if self.of < 1 or not 0 <= self.hits <= self.of:
            raise ValueError(f"{self.hits} of {self.of} is no score")


class Measure(Protocol):
    """One figure of an evaluation."""

    @property
    def name(self) -> str:
        """As gates and reports call it, such as `citation_exactness`."""
        ...

    @property
    def about(self) -> str:
        """One sentence for a committee."""
        ...

    @property
    def better(self) -> Literal["higher", "lower"]:
        """Which way is better."""
        ...

    def score(self, graded: Graded) -> Score | None:
        """The score of a case; None where the measure does not apply to it.

        An error where it applies scores worst. A refusal is never a perfect answer.
        """
        ...
