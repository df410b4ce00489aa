"""The sentences of many documents, grouped by what they say, numbers left aside."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.curate.differences import Words, masked, wording
from assistant.curate.minhash import similar_pairs
from corpus.text import Span

ALIKE = 0.8
"""Share of words, in their order, that two alike sentences have in common."""
FEWEST = 5
"""Words of three letters or more from which a sentence is looked for in other documents; shorter
ones only count beside longer ones."""


@dataclass(frozen=True)
class Source:
    """One document version to compare."""

    document: str
    version: str
    """`document@version`."""
    content: str
    """Its canonical text."""
    sentences: tuple[Span, ...]
    """The sentences of its passages, in order."""


class Position(NamedTuple):
    """One sentence: the number of its source, and its own number within it."""

    source: int
    number: int


class Unit(NamedTuple):
    """One sentence of a source."""

    start: int
    end: int
    template: int
    """The number of its wording with every number masked; equal for equal ones."""
    size: int
    """Its words of three letters or more."""


@dataclass(frozen=True)
class Group:
    """Alike sentences, in the order of the sources."""

    positions: tuple[Position, ...]
    documents: int


class SentenceIndex:
    """Sentences by what they say."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = tuple(sources)
        self._templates: dict[Words, int] = {}
        self.units = [[*self._read(source)] for source in self.sources]
        self._wordings = list(self._templates)

    def sentence(self, at: Position) -> str:
        """The words of the sentence at that position."""
        unit = self.units[at.source][at.number]
        return self.sources[at.source].content[unit.start : unit.end]

    def span(self, at: Position | None) -> Span | None:
        """Where the sentence at that position stands in its text."""
        return at and Span(*self.units[at.source][at.number][:2])

    def alike(self, one: Position, other: Position) -> bool:
        """Whether two sentences say nearly the same, numbers left aside; False outside a text."""
        if not (self._holds(one) and self._holds(other)):
            return False
        return self._alike(*(self.units[at.source][at.number].template for at in (one, other)))

    def similarity(self, one: Sequence[Position], other: Sequence[Position]) -> float:
        """Share of words, in their order and numbers left aside, that two passages both have."""
        from rapidfuzz.distance import Indel

        words = (
            [
                word
                for at in passage
                for word in self._wordings[self.units[at.source][at.number].template]
            ]
            for passage in (one, other)
        )
        return round(Indel.normalized_similarity(*words), 3)

    def groups(self) -> Iterator[Group]:
        """Groups of alike sentences that stand in several documents."""
        places: dict[int, list[Position]] = defaultdict(list)
        for source, units in enumerate(self.units):
            for number, unit in enumerate(units):
                if unit.size >= FEWEST:
                    places[unit.template].append(Position(source, number))
        for templates in self._connected(sorted(places)):
            positions = sorted(at for template in templates for at in places[template])
            documents = len({self.sources[at.source].document for at in positions})
            if documents > 1:
                yield Group(tuple(positions), documents)

    def _read(self, source: Source) -> Iterator[Unit]:
        for span in source.sentences:
            words = wording(source.content[span.start : span.end])
            if words:
                template = self._templates.setdefault(masked(words), len(self._templates))
                size = sum(len(word) > 2 and word.isalpha() for word in words)
                yield Unit(span.start, span.end, template, size)

    def _holds(self, at: Position) -> bool:
        return 0 <= at.number < len(self.units[at.source])

    def _connected(self, templates: Sequence[int]) -> Iterator[list[int]]:
        """Templates that are alike, directly or through others."""
        leader = {template: template for template in templates}

        def lead(template: int) -> int:
            while leader[template] != template:
                leader[template] = template = leader[leader[template]]
            return template

        for one, other in similar_pairs([self._wordings[template] for template in templates]):
            first, second = sorted((lead(templates[one]), lead(templates[other])))
            if first != second and self._alike(templates[one], templates[other]):
                leader[second] = first
        members: dict[int, list[int]] = defaultdict(list)
        for template in templates:
            members[lead(template)].append(template)
        yield from members.values()

    def _alike(self, one: int, other: int) -> bool:
        from rapidfuzz.distance import Indel

        words = self._wordings[one], self._wordings[other]
        return one == other or Indel.normalized_similarity(*words, score_cutoff=ALIKE) > 0
