"""Recall at k: how much of what is relevant stands among the first k."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def recall(ranking: Sequence[Item], grades: Mapping[Item, int], k: int) -> float:
    """|relevant ∩ first k| / |relevant|, from 0 to 1.

    `ranking` holds each item once, best first; an item is relevant when its grade is above 0.
    Items without a grade count as not relevant. ValueError when k < 1 or nothing is relevant.
    Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), 8.3;
    `recall_k` of trec_eval.
    """
    if k < 1:
        raise ValueError(f"recall is taken at 1 or more, not {k}")
    relevant = {item for item, grade in grades.items() if grade > 0}
    if not relevant:
        raise ValueError("recall needs at least one relevant item")
    return len(relevant.intersection(ranking[:k])) / len(relevant)
