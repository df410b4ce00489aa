"""Retrieval, keyed by document and span: recall at k, mean reciprocal rank, nDCG at 10.

A passage is relevant when it overlaps words that are gold, in their version. Gold is kept as words
of the document and not as passages, so that another splitting does not break it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple

from evals.measures.gold_places import gold_places
from evals.measures.mrr import reciprocal_rank
from evals.measures.ndcg import ndcg
from evals.measures.recall import recall
from evals.measures.score import Graded, Score, once
from evals.suites.case import Gold

Figure = Callable[[Sequence[int], Mapping[int, int]], float]
"""From a ranking of items and the grades of the relevant ones, to 0 to 1."""


class Covered(NamedTuple):
    """What the ranking of a case holds of its gold."""

    covers: tuple[tuple[int, ...], ...]
    """Numbers of the gold that each passage overlaps."""
    missed: tuple[Gold, ...]
    """Gold that no passage does."""


@dataclass(frozen=True)
class Retrieval:
    """A measure of the ranking of a case that names evidence.

    An error found nothing. Pitfall: what is not gold is not known to be irrelevant, and a case
    names a few places of perhaps many.
    """

    name: str
    about: str
    figure: Figure
    judged: Callable[[Sequence[Sequence[int]], int], tuple[list[int], dict[int, int]]]
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """None for a case without evidence."""
        if not graded.case.evidence:
            return None
        covers, missed = _covered(graded)
        ranking, grades = self.judged(covers, len(graded.case.evidence))
        value = self.figure(ranking, grades)
        faults = [f"no passage holds “{one.contains}” of {one.document}" for one in missed]
        if value < 1 and not faults:
            ranks = [rank for rank, numbers in enumerate(covers, 1) if numbers]
            faults = [f"passages that hold the gold are at rank {', '.join(map(str, ranks))}"]
        return Score(value, 1, tuple(faults) if value < 1 else ())


@once
def _covered(graded: Graded) -> Covered:
    gold = gold_places(graded)
    covers = tuple(
        tuple(number for number, places in enumerate(gold) if any(map(passage.overlaps, places)))
        for passage in graded.outcome.ranking
    )
    found = {number for numbers in covers for number in numbers}
    missed = [one for number, one in enumerate(graded.case.evidence) if number not in found]
    return Covered(covers, tuple(missed))


def by_gold(covers: Sequence[Sequence[int]], gold: int) -> tuple[list[int], dict[int, int]]:
    """Gold as the items: each once, where the first passage holds it."""
    return list(dict.fromkeys(n for numbers in covers for n in numbers)), dict.fromkeys(
        range(gold), 1
    )


def by_passage(covers: Sequence[Sequence[int]], gold: int) -> tuple[list[int], dict[int, int]]:
    """Passages as the items: relevant when one holds gold that none above it does.

    The best possible ranking has those passages, and one more for each gold not found.
    """
    seen: set[int] = set()
    grades: dict[int, int] = {}
    for rank, numbers in enumerate(covers):
        if not seen.issuperset(numbers):
            grades[rank] = 1
        seen.update(numbers)
    missing = range(len(covers), len(covers) + gold - len(seen))
    return list(range(len(covers))), grades | dict.fromkeys(missing, 1)


def _recall_at(k: int) -> Retrieval:
    def within(covers: Sequence[Sequence[int]], gold: int) -> tuple[list[int], dict[int, int]]:
        return by_gold(covers[:k], gold)

    return Retrieval(
        f"recall@{k}",
        f"Gold passages that are held by the first {k} found.",
        # Several pieces of gold may stand in one passage.
        lambda ranking, grades: recall(ranking, grades, max(len(grades), 1)),
        within,
    )


RETRIEVAL = (
    _recall_at(1),
    _recall_at(5),
    _recall_at(10),
    Retrieval("mrr", "One over the rank of the first gold passage.", reciprocal_rank, by_passage),
    Retrieval(
        "ndcg@10",
        "Gold passages among the first ten, worth less further down, over the best order.",
        partial(ndcg, k=10),
        by_passage,
    ),
)
