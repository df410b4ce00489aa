"""Figures of a measure over some cases: its rate with an interval that knows of clusters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evals.measures.flips import FamilyMeasure
from evals.measures.score import Measure, Score
from evals.statistics.rates import rate_interval
from evals.suites.case import Case, Expect

Figures = dict[str, dict[str, Any]]
"""What `scores.json` holds of each measure, by its name."""


@dataclass(frozen=True)
class CaseScores:
    """A case with what every measure that applies says of it."""

    case: Case
    status: str
    """`answered`, `refused` or `error`."""
    confidence: float | None
    """None after an error."""
    reason: str
    """Of a refusal; otherwise empty."""
    scores: Mapping[str, Score]
    """By name of the measure."""

    @cached_property
    def passed(self) -> bool:
        """Whether it came out right in every way."""
        return self.scores["correct"].hits == 1

    @cached_property
    def cluster(self) -> str:
        """Cases of one cluster share their fate: those of one document, or of one family."""
        if self.case.evidence:
            return f"{self.case.corpus}:{self.case.evidence[0].document}"
        return self.case.family

    @property
    def answerable(self) -> bool:
        """Whether it was to be answered."""
        return self.case.expect is Expect.ANSWER


def figures_of(cases: Sequence[CaseScores], measures: Sequence[Measure | FamilyMeasure]) -> Figures:
    """Of each measure that applies to one of the cases or more."""
    found: Figures = {}
    for measure in measures:
        scored = [(one, score) for one in cases if (score := one.scores.get(measure.name))]
        if not scored:
            continue
        hits = [score.hits for _, score in scored]
        totals = [score.of for _, score in scored]
        clusters = [one.cluster for one, _ in scored]
        interval = rate_interval(hits, totals, clusters)
        found[measure.name] = {
            "about": measure.about,
            "better": measure.better,
            "hits": sum(hits),
            "of": sum(totals),
            "value": interval.mean,
            "low": interval.low,
            "high": interval.high,
            "cases": len(scored),
            "clusters": len(set(clusters)),
        }
    return found


def by_tag(cases: Iterable[CaseScores]) -> dict[str, dict[str, list[CaseScores]]]:
    """The cases of each value of each tag, in order of their names."""
    found: dict[str, dict[str, list[CaseScores]]] = defaultdict(lambda: defaultdict(list))
    for one in cases:
        for tag, value in one.case.tags.items():
            found[tag][value].append(one)
    return {tag: dict(sorted(values.items())) for tag, values in sorted(found.items())}
