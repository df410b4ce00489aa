"""A fact: one figure that a document version states for a drug or a definition, and for whom."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import orjson

from assistant.conflicts.conditions import Band
from assistant.conflicts.figures import Kind, Range


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure that a sentence states for a drug, or for what it defines."""

    start: int
    end: int
    """The sentence in the canonical text."""
    drug: str
    """Of a definition or target, what it is about, as it reads."""
    kind: Kind
    unit: str
    """Base unit, with what it is divided by other than a dose or a day: "g", "g/kg"."""
    single: Range | None
    """At a time; also the maximum at a time, the rate, the duration."""
    daily: Range | None
    """In a day."""
    stated: str
    """The figure as it reads."""
    routes: frozenset[str]
    """Empty when none is stated."""
    stage: str
    """`first`, `repeat`, `maintenance` or none of them."""
    marks: frozenset[str]
    """`prophylaxis`, `renal`, `elderly`; of a definition, also every term that narrows it."""
    severity: frozenset[str]
    groups: frozenset[str]
    """The patients it is for, as `populations_in` names them; empty when nobody says."""
    bands: tuple[Band, ...]
    strengths: frozenset[str]
    """Concentrations named beside a volume: 0.9 % and 10 % of one drug are two treatments."""
    labels: tuple[frozenset[str], ...]
    """What the title and each heading names, outermost first, in index terms without what every
    guideline says; a title may name nothing."""
    terms: frozenset[str]
    """The index terms before the figure, where they may name its illness, likewise; of a
    definition or target, those of what it is about."""
    words: frozenset[str]
    """Every index term of the sentence without its numbers."""
    measure: frozenset[str] = frozenset()
    """Of a definition or target, the index terms of what is measured, where that is said."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or not self.drug:
            raise ValueError(f"a fact stands in a sentence and names a drug, not {self.drug!r}")

    @property
    def is_defined(self) -> bool:
        """Whether it is the figure of a definition or target, and of no drug to give."""
        return self.kind in (Kind.DEFINITION, Kind.TARGET)

    @property
    def about(self) -> str:
        """What only facts on the same thing share: the drug, or the terms of what is defined."""
        return " ".join(sorted(self.terms)) if self.is_defined else self.drug


@dataclass(frozen=True, slots=True)
class Facts:
    """Every fact of one document version, in the order of its text."""

    facts: tuple[Fact, ...]

    def to_bytes(self) -> bytes:
        """JSON, the same bytes for the same facts."""
        return orjson.dumps([_to_record(fact) for fact in self.facts])

    @classmethod
    def from_bytes(cls, data: bytes) -> "Facts":
        """Read what `to_bytes` wrote; ValueError, TypeError or KeyError for something else."""
        return cls(tuple(_from_record(record) for record in orjson.loads(data)))


def _to_record(fact: Fact) -> list[Any]:
    return [
        fact.start, fact.end, fact.drug, fact.kind.value, fact.unit,
        _to_pair(fact.single), _to_pair(fact.daily), fact.stated, sorted(fact.routes), fact.stage,
        sorted(fact.marks), sorted(fact.severity), sorted(fact.groups),
        [[band.axis, str(band.low), str(band.high)] for band in fact.bands],
        sorted(fact.strengths), [sorted(label) for label in fact.labels], sorted(fact.terms),
        sorted(fact.words), sorted(fact.measure),
    ]  # fmt: skip


def _from_record(record: Any) -> Fact:
    (start, end, drug, kind, unit, single, daily, stated, routes, stage, marks, severity, groups,
     bands, strengths, labels, terms, words, measure) = record  # fmt: skip
    return Fact(
        start, end, drug, Kind(kind), unit, _from_pair(single), _from_pair(daily), stated,
        frozenset(routes), stage, frozenset(marks), frozenset(severity), frozenset(groups),
        tuple(Band(axis, _fraction(low), _fraction(high)) for axis, low, high in bands),
        frozenset(strengths), tuple(map(frozenset, labels)), frozenset(terms),
        frozenset(words), frozenset(measure),
    )  # fmt: skip


def _to_pair(figures: Range | None) -> list[str] | None:
    return None if figures is None else [str(figures.low), str(figures.high)]


def _from_pair(pair: list[str] | None) -> Range | None:
    return None if pair is None else Range(_fraction(pair[0]), _fraction(pair[1]))


# A publish reads the facts of every document; few amounts make up most of them.
_fraction = lru_cache(maxsize=4096)(Fraction)
