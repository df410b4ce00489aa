"""What a measure says of one case, and what it is told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal, Protocol, TypeVar

from evals.runs.outcome import Outcome
from evals.runs.sources import Sources
from evals.suites.case import Case

Found = TypeVar("Found")


@dataclass(frozen=True)
class Graded:
    """A case with what came of it."""

    case: Case
    outcome: Outcome
    sources: Sources
    day: str
    """ISO day the question was asked about."""
    seen: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was found of the case already, so that no two measures look for the same."""

    def __post_init__(self) -> None:
        if self.case.key != self.outcome.case:
            raise ValueError(f"the outcome of {self.outcome.case} is not that of {self.case.key}")


def once(look: Callable[[Graded], Found]) -> Callable[[Graded], Found]:
    """`look`, which is asked once of each case; it must return what nobody changes."""

    @wraps(look)
    def looked(graded: Graded) -> Found:
        if look not in graded.seen:
            graded.seen[look] = look(graded)
        found: Found = graded.seen[look]
        return found

    return looked


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


def score_once(measure: Measure, graded: Graded) -> Score | None:
    """What the measure says of the case; it is asked once, however many want to know."""
    kept = graded.seen.get(measure.name)
    if kept is None or kept[0] is not measure:
        kept = graded.seen[measure.name] = (measure, measure.score(graded))
    found: Score | None = kept[1]
    return found
