"""Finds passages that stand in several documents, the ones that differ in a dose first.

Sentences are compared, and runs of alike sentences make a passage: so a copied paragraph is found
wherever it was put, and whatever stands around it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from assistant.curate.aspects import Aspect, Finding
from assistant.curate.differences import (
    CRITICAL,
    Difference,
    Words,
    findings_between,
    findings_in,
    wording,
)
from assistant.curate.runs import Match, Run, chain_runs
from assistant.curate.sentence_index import Group, Position, SentenceIndex, Source

MANY = 6
"""Documents over which one sentence counts as a template or a disclaimer, and is listed once."""
MANY_TIMES = 60
"""Places from which it does so in fewer documents, such as the rows of a long table."""
SHORTEST = 10
"""Words of three letters or more that alike passages share at least."""
RELATED = 0.5
"""Share of words under which two sentences at the same place of a run are not one, changed."""


class Likeness(StrEnum):
    """How alike passages of different documents are, the most dangerous first."""

    ALTERED = "altered"
    """The same words but for a number, unit, drug or negation."""
    REWORDED = "reworded"
    """Nearly the same words."""
    COPIED = "copied"
    """The same words."""
    REPEATED = "repeated"
    """The same or nearly the same words in many documents: a template or a disclaimer."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of one document version."""

    version: str
    """`document@version`."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Passages of different documents that say the same or nearly the same."""

    likeness: Likeness
    places: tuple[Place, ...]
    """In the order of their versions; exactly two when they are altered or reworded."""
    words: int
    """Words of three letters or more that they share."""
    similarity: float = 1.0
    """Share of all words, in their order and numbers left aside, that both have; 1 is all."""
    differing: tuple[Difference, ...] = ()
    """Sentence by sentence, between the first place and the second."""

    def __post_init__(self) -> None:
        if len({place.version for place in self.places}) < 2:
            raise ValueError("a duplicate stands in at least two versions")
        if bool(self.differing) is not (self.likeness in (Likeness.ALTERED, Likeness.REWORDED)):
            raise ValueError(f"a passage that is {self.likeness} has other differences")


def find_duplicates(sources: Sequence[Source]) -> tuple[Duplicate, ...]:
    """Duplicates between different documents, the most dangerous first, then the most alike.

    Versions of one document are not compared: that is what a diff is for. The findings are the
    same whatever the order of the sources.
    """
    index = SentenceIndex(sorted(sources, key=lambda source: source.version))
    repeated: list[Group] = []
    matches: dict[tuple[int, int], set[Match]] = defaultdict(set)
    for group in index.groups():
        common = group.documents > MANY or len(group.positions) > MANY_TIMES
        if common:
            repeated.append(group)
        for one, other in _outliers(index, group) if common else _pairs(index, group):
            matches[one.source, other.source].add((one.number, other.number))
    found = [
        duplicate
        for pair, numbers in sorted(matches.items())
        for duplicate in _between(index, pair, numbers)
    ]
    found = [*_merged(found), *_repeated(index, repeated)]
    order = list(Likeness)
    return tuple(
        sorted(
            found,
            key=lambda d: (
                order.index(d.likeness),
                min((x.rank for x in d.differing), default=0),
                -d.similarity,
                -d.words,
                [(p.version, p.start) for p in d.places],
            ),
        )
    )


def _pairs(index: SentenceIndex, group: Group) -> Iterator[tuple[Position, Position]]:
    """Alike sentences of two documents; only equal ones where one of them has an equal one there.

    A table of doses is alike in every row; the row that is the same is the counterpart.
    """
    words = {at: wording(index.sentence(at)) for at in group.positions}
    document = {at: index.sources[at.source].document for at in group.positions}
    there = {(at.source, words[at]) for at in group.positions}
    for number, one in enumerate(group.positions):
        for other in group.positions[number + 1 :]:
            if document[one] == document[other] or not index.alike(one, other):
                continue
            equal = words[one] == words[other]
            counterpart = (one.source, words[other]) in there or (other.source, words[one]) in there
            if equal or not counterpart:
                yield one, other


def _outliers(index: SentenceIndex, group: Group) -> Iterator[tuple[Position, Position]]:
    """Sentences that say otherwise than half of the documents do, with one that says as they do.

    It is compared with a usual wording that its own document lacks: the other rows of a table are
    alike too. In a template every document has words of its own; then nothing is usual.
    """
    holders: dict[Words, set[str]] = defaultdict(set)
    models: dict[Words, Position] = {}
    for at in group.positions:
        words = wording(index.sentence(at))
        holders[words].add(index.sources[at.source].document)
        models.setdefault(words, at)
    usual = [words for words, held in holders.items() if 2 * len(held) >= group.documents]
    for at in group.positions:
        words = wording(index.sentence(at))
        document = index.sources[at.source].document
        if words in usual:
            continue
        lacking = [other for other in usual if document not in holders[other]]
        if not lacking:
            continue
        model = models[max(lacking, key=lambda other: len(set(words) & set(other)))]
        if index.alike(model, at) and index.sources[model.source].document != document:
            found = findings_between(index.sentence(model), index.sentence(at))
            if any(finding.aspect in CRITICAL for finding in found):
                yield min(model, at), max(model, at)


def _between(
    index: SentenceIndex, pair: tuple[int, int], matches: set[Match]
) -> Iterator[Duplicate]:
    """The passages that two sources share."""
    first, second = pair

    def alike(one: int, other: int) -> bool:
        return index.alike(Position(first, one), Position(second, other))

    for run in chain_runs(matches, alike):
        words = sum(
            min(index.units[first][one].size, index.units[second][other].size) for one, other in run
        )
        if words < SHORTEST:
            continue
        differing = tuple(_differing(index, pair, run))
        likeness = Likeness.COPIED
        if differing:
            critical = any(difference.critical for difference in differing)
            likeness = Likeness.ALTERED if critical else Likeness.REWORDED
        places = tuple(
            Place(
                index.sources[source].version,
                index.units[source][run[0][side]].start,
                index.units[source][run[-1][side]].end,
            )
            for side, source in enumerate(pair)
        )
        similarity = index.similarity(
            *(
                [Position(source, number) for number in range(run[0][side], run[-1][side] + 1)]
                for side, source in enumerate(pair)
            )
        )
        yield Duplicate(likeness, places, words, similarity, differing)


def _differing(index: SentenceIndex, pair: tuple[int, int], run: Run) -> Iterator[Difference]:
    """What differs along a run, the sentences that stand between two of it included."""
    first, second = pair
    before = run[0]
    for match in run:
        between = [
            [Position(pair[side], number) for number in range(before[side] + 1, match[side])]
            for side in (0, 1)
        ]
        for one, other in [
            *zip_longest(*between),
            (Position(first, match[0]), Position(second, match[1])),
        ]:
            difference = _difference(index, one, other)
            if difference:
                yield difference
        before = match


def _difference(
    index: SentenceIndex, one: Position | None, other: Position | None
) -> Difference | None:
    """The difference between two sentences at the same place, if there is any."""
    findings: tuple[Finding, ...] = ()
    if one is None or other is None:
        findings = findings_in(index.sentence(one or other or Position(0, 0)))
    elif wording(index.sentence(one)) == wording(index.sentence(other)):
        # The words are the same; only a sign such as < may differ.
        findings = findings_between(index.sentence(one), index.sentence(other))
        if not findings:
            return None
    elif index.similarity([one], [other]) >= RELATED:
        findings = findings_between(index.sentence(one), index.sentence(other))
        other_drug = any(finding.aspect is Aspect.DRUG for finding in findings)
        if other_drug and not index.alike(one, other):
            findings = ()
    return Difference(index.span(one), index.span(other), findings)


def _merged(found: Iterable[Duplicate]) -> Iterator[Duplicate]:
    """The same copies as one finding, however many documents hold it."""
    by_place: dict[Place, Duplicate] = {}
    for duplicate in found:
        if duplicate.likeness is not Likeness.COPIED:
            yield duplicate
            continue
        known = next((by_place[place] for place in duplicate.places if place in by_place), None)
        places = set(duplicate.places) | set(known.places if known else ())
        merged = replace(
            duplicate, places=tuple(sorted(places, key=lambda p: (p.version, p.start)))
        )
        by_place.update(dict.fromkeys(merged.places, merged))
    yield from dict.fromkeys(by_place.values())


def _repeated(index: SentenceIndex, groups: Iterable[Group]) -> Iterator[Duplicate]:
    """One finding for each wording of many documents; sentences that always follow are joined."""
    runs: dict[tuple[Position, ...], list[Group]] = {}
    for group in sorted(groups, key=lambda group: group.positions):
        before = tuple(Position(at.source, at.number - 1) for at in group.positions)
        run = [*runs.pop(before, []), group]
        runs[group.positions] = run
    for run in runs.values():
        places = tuple(
            Place(
                index.sources[first.source].version,
                index.units[first.source][first.number].start,
                index.units[last.source][last.number].end,
            )
            for first, last in zip(run[0].positions, run[-1].positions, strict=True)
        )
        words = sum(
            min(index.units[at.source][at.number].size for at in group.positions) for group in run
        )
        yield Duplicate(Likeness.REPEATED, places, words)
