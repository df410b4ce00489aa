"""The grade of the measures arranged for a table: what they caught of corrupted answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evals.mutations.catalogue import MUTATIONS

FEWEST_CAUGHT = 0.98
"""Share of corrupted answers that measures to be trusted catch."""
MOST_FALSE_ALARMS = 0.02
"""Share of untouched answers on which they may cry wolf."""


@dataclass(frozen=True, slots=True)
class MutationRow:
    """One way of corrupting answers, and what was caught of it."""

    name: str
    about: str
    """What is done to the answer; empty for a mutation of another version."""
    value: float
    low: float
    high: float
    of: int
    """Answers that were corrupted in this way."""
    seen_by: tuple[str, ...]
    """The measures that flagged most of them, with their counts, the keenest first."""


_SEEN_BY = 3
_SUMMING_UP = ("citation_recall", "unsupported_statements")
"""They flag what any other measure of grounding flags."""


def mutation_rows(grader: Mapping[str, Any]) -> list[MutationRow]:
    """The mutations of a `grader.json`, the least caught first; none for an empty one."""
    abouts = {mutation.name: mutation.about for mutation in MUTATIONS}
    rows = [
        MutationRow(
            name, abouts.get(name, ""), one["value"], one["low"], one["high"], one["of"], _seen(one)
        )
        for name, one in grader.get("mutations", {}).items()
    ]
    return sorted(rows, key=lambda row: (row.value, row.name))


def _seen(figure: Mapping[str, Any]) -> tuple[str, ...]:
    by = figure["by_measure"]
    keen = {name: count for name, count in by.items() if name not in _SUMMING_UP} or by
    counts = sorted(keen.items(), key=lambda one: (-one[1], one[0]))
    return tuple(f"{name} {count}" for name, count in counts[:_SEEN_BY])
