"""A conflict: two documents that state different figures for the same thing, both quoted."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """The sentence of one document version that states a figure."""

    document: str
    version: str
    start: int
    end: int
    """The sentence in the canonical text of that version."""
    stated: str
    """The figure as it reads there."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a side stands in the text, not at [{self.start}:{self.end}]")


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Different figures of different documents for one drug or term, illness and population."""

    drug: str
    """Or what is defined, as one of the two documents calls it."""
    what: str
    """`dose`, `maximum dose`, `rate`, `duration`, `definition`, `target`: what the figure is."""
    sides: tuple[Side, Side]
    """In the order of their documents."""

    def __post_init__(self) -> None:
        first, second = self.sides
        if first.document >= second.document:
            raise ValueError(
                f"a conflict is between two documents in order, not {first.document!r} "
                f"and {second.document!r}"
            )

    def to_json(self) -> dict[str, Any]:
        """One plain object."""
        return {
            "drug": self.drug,
            "what": self.what,
            "sides": [
                {
                    "document": side.document,
                    "version": side.version,
                    "start": side.start,
                    "end": side.end,
                    "stated": side.stated,
                }
                for side in self.sides
            ],
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Conflict":
        """Read what `to_json` wrote; KeyError, TypeError or ValueError for something else."""
        first, second = (Side(**side) for side in record["sides"])
        return cls(record["drug"], record["what"], (first, second))


class Conflicts:
    """Conflicts by the places they stand at, so that an answer can ask for those it touches."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.all = tuple(sorted(conflicts))
        places: defaultdict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
        for number, conflict in enumerate(self.all):
            for side in conflict.sides:
                places[side.document, side.version].append((side.start, side.end, number))
        self._places = {key: sorted(found) for key, found in places.items()}
        self._longest = {
            key: max(end - start for start, end, _ in found) for key, found in places.items()
        }

    def touching(self, document: str, version: str, start: int, end: int) -> tuple[Conflict, ...]:
        """The conflicts with a side in that version that overlaps `[start:end]`, in order."""
        key = document, version
        places = self._places.get(key, [])
        at = bisect_left(places, (start - self._longest.get(key, 0),))
        found: set[int] = set()
        while at < len(places) and places[at][0] < end:
            if places[at][1] > start:
                found.add(places[at][2])
            at += 1
        return tuple(self.all[number] for number in sorted(found))
