"""The facts of one document version: what it states about doses, for whom and in which illness."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import orjson

from assistant.conflicts.attribution import stretches
from assistant.conflicts.conditions import (
    Band,
    bands_in,
    groups_in,
    marks_in,
    routes_in,
    severity_in,
    stage_in,
)
from assistant.conflicts.doses import Figure, Kind, Range, dose_offsets, figures_in
from assistant.conflicts.topics import labels_of, terms_of
from assistant.conflicts.wording import wording_figures
from assistant.evidence import reads
from assistant.vocabulary import drugs_in
from corpus.passages import Passage, Sentence
from corpus.text import Text

FACTS_VERSION = "1"
"""Changes whenever the same text would give other facts; caches depend on it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure that a sentence states for a drug."""

    start: int
    end: int
    """The sentence in the canonical text."""
    drug: str
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
    """`prophylaxis`, `renal`, `elderly`."""
    severity: frozenset[str]
    groups: frozenset[str]
    """The patients it is for, as `populations_in` names them; empty when nobody says."""
    bands: tuple[Band, ...]
    strengths: frozenset[str]
    """Concentrations named beside a volume: 0.9 % and 10 % of one drug are two treatments."""
    labels: tuple[frozenset[str], ...]
    """What the title and each heading names, outermost first, in index terms: without what every
    guideline says, and without empty ones."""
    terms: frozenset[str]
    """The index terms of the sentence before the figure, likewise."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or not self.drug:
            raise ValueError(f"a fact stands in a sentence and names a drug, not {self.drug!r}")


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


def facts_of(
    passages: Iterable[Passage], text: Text, title: str, population: Iterable[str] = ()
) -> Facts:
    """The facts that the sentences of `passages` state.

    `population` is that of the document's metadata; `all` says nothing about a sentence.
    """
    groups = frozenset(population) - {"all"}
    found: dict[tuple[int, str, str, int], Fact] = {}
    for passage in passages:
        headings = [" ".join(text[span].split()) for span in passage.headings]
        for sentence in passage.sentences:
            if sentence.kind != "intro":
                place = _Place(text, sentence, title, headings, groups)
                for number, fact in enumerate(place.facts()):
                    found.setdefault((fact.start, fact.drug, fact.kind, number), fact)
    return Facts(tuple(sorted(found.values(), key=lambda fact: fact.start)))


_EXCLUDED = re.compile(
    r"^[^:]{0,40}\b(?:strength|form(?:ulation)?|presentation|preparation|reconstitut\w*|dilution|how supplied"
    r"|price|pack|availab\w*|concentration)[^:]{0,20}:",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^[^:]{1,60}: ")
_ABOUT_AMOUNTS = re.compile(
    r"overdos|toxic|ingest|poison|equivalen|conver(?:t|sion)|trial|stud(?:y|ies)\b|half-life|peak|bioavail"
    r"|current medication|home medication|medications?:",
    re.IGNORECASE,
)
"""Amounts that are not to be given: taken by accident, compared, or reported."""
_STRENGTH = re.compile(r"\d+(?:[.,]\d+)?\s?%|1\s?[:/]\s?\d[\d ,]{2,}|1 in \d[\d ,]+")


_LABEL = re.compile(r"[^\W\d]: ")
"""In "Giardiasis: 250 mg. Amoebiasis: 500 mg" each figure has an illness of its own."""


class _Place:
    """A sentence with what stands around it."""

    def __init__(
        self,
        text: Text,
        sentence: Sentence,
        title: str,
        headings: Sequence[str],
        groups: frozenset[str],
    ) -> None:
        self._sentence = sentence
        self._words = _without_strengths(reads(text, sentence), sentence.kind)
        own = " ".join(text.content[sentence.start : sentence.end].split())
        # What introduces a list item is read with it, and states its own figures itself.
        self._own = len(self._words) - len(own) if self._words.endswith(own) else 0
        self._title, self._headings, self._groups = title, headings, groups

    def facts(self) -> Iterator[Fact]:
        """The facts of the sentence."""
        own = self._words[self._own :]
        if not any(map(str.isdigit, own)):
            return
        yield from self._same_words()
        if _ABOUT_AMOUNTS.search(self._words):
            return
        above = self._headings[-1] if self._headings else self._title
        # Its own drug speaks first; then that of its introduction.
        skipped = self._own if drugs_in(own) else 0
        words = self._words[skipped:]
        named = drugs_in(words)
        for stretch in stretches(words, dose_offsets(words), above):
            begin, end = stretch.start + skipped, stretch.end + skipped
            for figure in figures_in(self._words, begin, end):
                stated_here = figure.start >= self._own
                if stated_here and (named or figure.kind is not Kind.DURATION):
                    fact = self._fact(figure, stretch.drug, begin, end)
                    # A change of dose is as large as what it changes.
                    if fact.stage != "change":
                        yield fact

    def _same_words(self) -> Iterator[Fact]:
        """Its figures for comparison with the same words in another document."""
        above = [self._title, *self._headings]
        drugs = " + ".join(sorted(drugs_in(self._words) or drugs_in(" ".join(above))))
        if not drugs:
            return
        groups = groups_in(self._words, *reversed(above)) or self._groups
        marks = marks_in(" › ".join(above))
        labels = labels_of(above, drugs)
        nothing: frozenset[str] = frozenset()
        for figure in wording_figures(self._words, self._own):
            yield Fact(
                start=self._sentence.start,
                end=self._sentence.end,
                drug=drugs,
                kind=figure.kind,
                unit=figure.unit,
                single=figure.single,
                daily=None,
                stated=self._stated(figure),
                routes=nothing,
                stage="",
                marks=marks,
                severity=nothing,
                groups=groups,
                bands=(),
                strengths=nothing,
                labels=labels,
                terms=nothing,
            )

    def _stated(self, figure: Figure) -> str:
        return " ".join(self._words[figure.start : figure.end].split())

    def _fact(self, figure: Figure, drug: str, begin: int, end: int) -> Fact:
        words = self._words
        own = words[figure.left : figure.right]
        stretch = words[begin:end]
        # What stands before the first dose holds for every dose of the sentence.
        opening = words[: min([figure.start, *dose_offsets(words)])]
        path = " › ".join(self._headings)
        before = own[: figure.start - figure.left]
        apart = before + " | " + own[figure.end - figure.left :]
        return Fact(
            start=self._sentence.start,
            end=self._sentence.end,
            drug=drug,
            kind=figure.kind,
            unit=figure.unit,
            single=figure.single,
            daily=figure.daily,
            stated=self._stated(figure),
            routes=routes_in(own) or routes_in(stretch) or routes_in(opening),
            stage=stage_in(apart),
            marks=marks_in(words) | marks_in(path) | marks_in(self._title),
            severity=severity_in(own) or severity_in(opening) or severity_in(path),
            groups=groups_in(own, opening, *reversed(self._headings), self._title) or self._groups,
            bands=bands_in(apart) or bands_in(opening) or bands_in(path),
            strengths=frozenset(re.sub(r"\s", "", s) for s in _STRENGTH.findall(own)),
            labels=labels_of([self._title, *self._headings], drug),
            terms=terms_of(before if _LABEL.search(before) else f"{opening} {before}", drug),
        )


def _without_strengths(words: str, kind: str) -> str:
    """Blanks the cells of a table row that name strengths and preparation, in place."""
    if kind != "table_row":
        return words
    kept: list[str] = []
    excluded = False
    for cell in words.split("; "):
        if _LABELLED.match(cell):
            excluded = _EXCLUDED.match(cell) is not None
        kept.append(" " * len(cell) if excluded else cell)
    return "; ".join(kept)


def _to_record(fact: Fact) -> list[Any]:
    return [
        fact.start, fact.end, fact.drug, fact.kind.value, fact.unit,
        _to_pair(fact.single), _to_pair(fact.daily), fact.stated, sorted(fact.routes), fact.stage,
        sorted(fact.marks), sorted(fact.severity), sorted(fact.groups),
        [[band.axis, str(band.low), str(band.high)] for band in fact.bands],
        sorted(fact.strengths), [sorted(label) for label in fact.labels], sorted(fact.terms),
    ]  # fmt: skip


def _from_record(record: Any) -> Fact:
    (start, end, drug, kind, unit, single, daily, stated, routes, stage, marks, severity, groups,
     bands, strengths, labels, terms) = record  # fmt: skip
    return Fact(
        start, end, drug, Kind(kind), unit, _from_pair(single), _from_pair(daily), stated,
        frozenset(routes), stage, frozenset(marks), frozenset(severity), frozenset(groups),
        tuple(Band(axis, Fraction(low), Fraction(high)) for axis, low, high in bands),
        frozenset(strengths), tuple(map(frozenset, labels)), frozenset(terms),
    )  # fmt: skip


def _to_pair(figures: Range | None) -> list[str] | None:
    return None if figures is None else [str(figures.low), str(figures.high)]


def _from_pair(pair: list[str] | None) -> Range | None:
    return None if pair is None else Range(Fraction(pair[0]), Fraction(pair[1]))
