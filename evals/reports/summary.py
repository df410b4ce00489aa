"""The figures of a run arranged for tables: measures, suites, slices, gates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evals.reports.ordering import SUMMING_UP, grouped
from evals.reports.reading import ScoredRun

BEYOND_CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over some cases."""

    name: str
    about: str
    lower: bool
    """Whether less is better."""
    value: float
    low: float
    high: float
    hits: float
    of: int
    cases: int
    clusters: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Between the best and the worst slice of a tag, of those with enough cases."""

    tag: str
    measure: str
    best: str
    worst: str
    size: float
    low: float
    high: float
    p: float
    """After Holm's correction for the slices of the tag."""


@dataclass(frozen=True, slots=True)
class Slicing:
    """The cases by one tag, the worst value first."""

    tag: str
    slices: tuple[tuple[str, Figure], ...]
    gap: Gap | None
    """Of whole cases; None when too few slices have enough of them."""


def figures(measures: Mapping[str, Mapping[str, Any]]) -> dict[str, Figure]:
    """The measures of `scores.json` by name; those that applied to no case are left out."""
    return {
        name: Figure(
            name, one["about"], one["better"] == "lower", one["value"], one["low"], one["high"],
            one["hits"], one["of"], one["cases"], one["clusters"],
        )
        for name, one in measures.items()
        if one["of"]
    }  # fmt: skip


def measure_groups(run: ScoredRun) -> list[tuple[str, list[Figure]]]:
    """Every measure under its heading."""
    known = figures(run.scores["measures"])
    return [(heading, [known[name] for name in names]) for heading, names in grouped(known)]


def suite_rows(run: ScoredRun) -> list[tuple[str, str, int, Figure | None]]:
    """Name, what it is about, cases and share of correct ones, by suite."""
    counts: dict[str, int] = {}
    for case in run.scores["cases"]:
        counts[case["suite"]] = counts.get(case["suite"], 0) + 1
    return [
        (suite.name, suite.about, counts[suite.name],
         figures(run.scores["suites_measures"].get(suite.name, {})).get(SUMMING_UP))
        for suite in sorted(run.suites, key=lambda suite: suite.name)
        if suite.name in counts
    ]  # fmt: skip


def slicings(run: ScoredRun) -> list[Slicing]:
    """The cases by each tag that parts them."""
    found = []
    for tag, values in sorted(run.scores["slices"].items()):
        rows = [
            (value, figure)
            for value, measures in values.items()
            if (figure := figures(measures).get(SUMMING_UP))
        ]
        if len(rows) > 1:
            rows.sort(key=lambda row: (row[1].value, row[0]))
            gap = next((one for one in gaps(run, tag) if one.measure == SUMMING_UP), None)
            found.append(Slicing(tag, tuple(rows), gap))
    return found


def gaps(run: ScoredRun, tag: str) -> list[Gap]:
    """The gap of each measure between the best and the worst value of a tag."""
    return [
        Gap(tag, measure, one["best"], one["worst"], one["gap"], one["low"], one["high"], one["p"])
        for measure, one in run.scores["fairness"].get(tag, {}).items()
    ]


def wide_gaps(run: ScoredRun) -> list[Gap]:
    """Gaps that chance would not explain, the clearest first."""
    every = [one for tag in run.scores["fairness"] for one in gaps(run, tag)]
    clear = [one for one in every if one.p <= BEYOND_CHANCE]
    return sorted(clear, key=lambda one: (one.p, -one.size, one.tag, one.measure))
