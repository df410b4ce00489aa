"""Finds the facts of different documents that contradict each other."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from assistant.conflicts.conditions import overlaps
from assistant.conflicts.conflict import Conflict, Side
from assistant.conflicts.fact import Fact, Facts
from assistant.conflicts.figures import Kind
from assistant.conflicts.pairs import Mask, bounded, disjoint, equal, intersect, nested, unequal
from assistant.conflicts.topics import Label, alike, repeated
from assistant.conflicts.wording import is_wording

_MOST_PAIRS = 10
"""Documents that a side is paired with when many hold the very same words."""
_REMEMBERED = 1 << 18
"""Pairs of places whose illnesses are compared only once."""
_REWORDED = 0.75
"""Share of words above which one sentence was adapted from the other."""

Key = tuple[str, str]
"""A document's id and the version's name."""
Labels = tuple[Label, ...]
Place = tuple[str, str, int, int]
"""Document, version, start and end of a sentence."""


def find_conflicts(facts_by_version: Mapping[Key, Facts]) -> tuple[Conflict, ...]:
    """The conflicts between versions of different documents, in order.

    Two facts contradict each other when drug, kind of figure, unit, stage and purpose are the
    same, routes, patients and bands may be, the indications are alike, and the figures share
    nothing; unless one of the two documents states the other's figure as well. Figures in the
    same words contradict each other when they are not equal. Definitions and targets are compared
    by what they are about and what they measure, and contradict each other by their limits.
    """
    weights = _weights(facts_by_version)
    common = repeated(f.labels for facts in facts_by_version.values() for f in facts.facts)
    # Copies and versions of a document say the same below the same headings again and again.
    illness = lru_cache(maxsize=_REMEMBERED)(partial(alike, weights=weights, common=common))
    groups: defaultdict[tuple[str, Kind, str], list[tuple[Key, Fact]]] = defaultdict(list)
    for key, facts in sorted(facts_by_version.items()):
        for fact in facts.facts:
            groups[fact.about, fact.kind, fact.unit].append((key, fact))
    found: set[Conflict] = set()
    for (_, kind, _), members in sorted(groups.items()):
        if len({document for (document, _), _ in members}) > 1:
            group = _Group(members, illness)
            for (one, fact), (other, opposite) in group.contradictions():
                sides = sorted((_side(one, fact), _side(other, opposite)))
                named = min(fact.drug, opposite.drug)
                found.add(Conflict(named, kind.value, (sides[0], sides[1])))
    return tuple(sorted(_once(found)))


def _once(conflicts: Iterable[Conflict]) -> Iterator[Conflict]:
    """Each pair of figures once, in its fullest wording, though it may name several drugs."""
    told: defaultdict[tuple[Place, Place], list[tuple[str, str]]] = defaultdict(list)
    for conflict in sorted(
        conflicts, key=lambda c: (" + " in c.drug, c.what == Kind.FIGURE, -_length(c), c)
    ):
        first, second = conflict.sides
        pairs = told[_place(first), _place(second)]
        if not any(first.stated in one and second.stated in other for one, other in pairs):
            pairs.append((first.stated, second.stated))
            yield conflict


def _length(conflict: Conflict) -> int:
    return sum(len(side.stated) for side in conflict.sides)


def _place(side: Side) -> Place:
    return side.document, side.version, side.start, side.end


def _side(key: Key, fact: Fact) -> Side:
    return Side(*key, fact.start, fact.end, fact.stated)


def _weights(facts_by_version: Mapping[Key, Facts]) -> dict[str, int]:
    """How much each term of a topic says: its inverse document frequency in thousandths.

    Whole numbers add up exactly, whatever their order.
    """
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for (document, _), facts in facts_by_version.items():
        for fact in facts.facts:
            documents[document].update(fact.terms, *fact.labels)
    counts = Counter(term for terms in documents.values() for term in terms)
    return {
        term: round(1000 * math.log1p(len(documents) / count)) for term, count in counts.items()
    }


class _Group:
    """The facts about one drug, of one kind, in one unit; those that say the same only once."""

    def __init__(
        self,
        members: Sequence[tuple[Key, Fact]],
        illness: Callable[[Labels, Label, Labels, Label], bool],
    ) -> None:
        same: defaultdict[object, list[tuple[Key, Fact]]] = defaultdict(list)
        for key, fact in members:
            same[_content(fact)].append((key, fact))
        self._places = list(same.values())
        self._facts = [places[0][1] for places in self._places]
        self._illness = illness
        self._rows_of: defaultdict[Key, list[int]] = defaultdict(list)
        for row, places in enumerate(self._places):
            for key in {key for key, _ in places}:
                self._rows_of[key].append(row)
        alike = self._topics() & self._conditions()
        np.fill_diagonal(alike, False)
        # What is said of a first dose here may be said of every dose there, and agree with it.
        self._comparable, self._same = alike & self._stages(), alike
        self._differ = self._compared()

    def contradictions(self) -> Iterator[tuple[tuple[Key, Fact], tuple[Key, Fact]]]:
        """The pairs of facts that contradict each other, each with its version."""
        differ = np.triu(self._comparable & (self._differ == 1))
        self._agree = self._same & (self._differ == 0)
        for one, other in np.argwhere(differ).tolist():
            if not self._alike(one, other):
                continue
            for number, mine in enumerate(self._places[one]):
                partners = self._places[other]
                first = number % len(partners)
                for theirs in [*partners[first:], *partners[:first]][:_MOST_PAIRS]:
                    of_two = mine[0][0] != theirs[0][0]
                    if of_two and self._stands(one, other, mine[0], theirs[0]):
                        yield mine, theirs

    def _stands(self, one: int, other: int, version: Key, opposite: Key) -> bool:
        """Whether neither version states the figure of the other for comparable conditions.

        Versions, not documents: what a superseded one said excuses nothing its successor says.

        In almost the same words two figures contradict each other all the same, unless the one
        that agrees stands in words just as close.
        """
        closest = max(self._agreement(one, opposite), self._agreement(other, version))
        return closest < 0 or self._likeness(one, other) > max(closest, _REWORDED)

    def _agreement(self, row: int, version: Key) -> float:
        """How like the words of `row` those are in which a version states the same; -1 if not."""
        return max(
            (
                self._likeness(row, other)
                for other in self._rows_of[version]
                if row == other or (self._agree[row, other] and self._alike(row, other))
            ),
            default=-1.0,
        )

    def _likeness(self, one: int, other: int) -> float:
        """Share of the words of two sentences that both have."""
        words, others = self._facts[one].words, self._facts[other].words
        return len(words & others) / len(words | others) if words and others else 0.0

    def _compared(self) -> NDArray[np.int8]:
        """1 where the figures of two facts contradict each other, 0 where not, -1 for unknown."""
        if self._facts[0].is_defined:
            return bounded(self._facts)
        compare = unequal if is_wording(self._facts[0].unit) else disjoint
        return compare(self._facts)

    def _topics(self) -> Mask:
        """Which pairs may speak of the same illness: they share a term of a label, or have none."""
        terms = sorted({term for fact in self._facts for label in fact.labels for term in label})
        column = {term: number for number, term in enumerate(terms)}
        labelled = np.zeros((len(self._facts), len(terms) + 1), np.float32)
        said = np.zeros_like(labelled)
        for row, fact in enumerate(self._facts):
            own = {column[term] for label in fact.labels for term in label} or {len(terms)}
            labelled[row, list(own)] = 1
            said[row, [*own, *(column[term] for term in fact.terms if term in column)]] = 1
        shared = labelled @ said.T
        return np.asarray((shared > 0) | (shared.T > 0))

    def _alike(self, one: int, other: int) -> bool:
        """Whether two facts that meet all other conditions are for one illness and band."""
        fact, opposite = self._facts[one], self._facts[other]
        return overlaps(set(fact.bands), set(opposite.bands)) and self._illness(
            fact.labels, fact.terms, opposite.labels, opposite.terms
        )

    def _stages(self) -> Mask:
        """Which pairs hold at the same stage: a first dose may be the only one."""
        return equal([fact.stage.replace("first", "") for fact in self._facts])

    def _conditions(self) -> Mask:
        """Which pairs hold for the same purpose, route and patients."""
        facts = self._facts
        marks = equal([fact.marks for fact in facts])
        strengths = equal([fact.strengths if fact.unit.startswith("L") else "" for fact in facts])
        any_strength = _all(fact.strengths for fact in facts)
        strengths &= intersect([fact.strengths or any_strength for fact in facts])
        severity = intersect([fact.severity or {"mild", "severe"} for fact in facts])
        routes = intersect([fact.routes or _all(f.routes for f in facts) for fact in facts])
        groups = intersect([_groups(fact) for fact in facts])
        measure = nested([fact.measure for fact in facts])
        return marks & strengths & severity & routes & groups & measure


def _groups(fact: Fact) -> Iterable[str]:
    """The patients a fact is for; who states none speaks of adults, by weight of anyone."""
    if fact.groups:
        return fact.groups
    by_weight = "/" in fact.unit and not fact.is_defined
    return ("adult", "paediatric") if by_weight else ("adult",)


def _all(groups: Iterable[Iterable[str]]) -> set[str]:
    return {"", *(item for group in groups for item in group)}


def _content(fact: Fact) -> object:
    """What a fact says, wherever it stands."""
    return (
        fact.single, fact.daily, fact.stated, fact.routes, fact.stage, fact.marks, fact.severity,
        fact.groups, fact.bands, fact.strengths, fact.labels, fact.terms, fact.words, fact.drug,
        fact.measure,
    )  # fmt: skip
