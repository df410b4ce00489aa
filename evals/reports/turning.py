"""What turned between an earlier run and this one, case by case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.comparison import Comparison, MeasureComparison, compare
from evals.reports.casework import asked
from evals.reports.ordering import grouped
from evals.reports.reading import ScoredRun
from evals.runs.folder import SCORES, open_run
from evals.runs.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Turned:
    """A case that passed in one run alone."""

    key: str
    question: str
    before: tuple[str, ...]
    """What came, one line each."""
    after: tuple[str, ...]


@dataclass(frozen=True)
class Turning:
    """A run compared with an earlier one."""

    comparison: Comparison
    selective: Mapping[str, Any]
    """The earlier run's risk and coverage."""
    newly_failed: tuple[Turned, ...]
    newly_passed: tuple[Turned, ...]

    @property
    def measures(self) -> tuple[MeasureComparison, ...]:
        """In the order of the report."""
        known = {one.measure: one for one in self.comparison.measures}
        return tuple(known[name] for _, names in grouped(known) for name in names)


def turning(run: ScoredRun, against: Path) -> Turning:
    """Compare a run with the one in the folder `against`; raises RunError."""
    earlier = open_run(against, unfinished=True)
    scores, outcomes = earlier.record(SCORES), earlier.outcomes
    manifests = (earlier.manifest.to_json(), run.manifest.to_json())
    comparison = compare(scores, run.scores, manifests)

    def turned(keys: Iterable[str]) -> tuple[Turned, ...]:
        return tuple(
            Turned(
                key,
                asked(run.cases[key], run.outcomes[key]),
                _lines(outcomes.get(key)),
                _lines(run.outcomes[key]),
            )
            for key in keys
        )

    return Turning(
        comparison,
        scores.get("selective") or {},
        turned(comparison.newly_failed),
        turned(comparison.newly_passed),
    )


def _lines(outcome: Outcome | None) -> tuple[str, ...]:
    if outcome is None:
        return ("no outcome",)
    if outcome.answer is None:
        return (f"error: {outcome.error}",)
    if outcome.refused:
        return (f"refused: {outcome.answer['refusal']['reason']}",)
    return tuple(one["text"] for one in outcome.answer["statements"])
