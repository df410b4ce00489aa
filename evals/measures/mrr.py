"""Reciprocal rank, whose mean over questions is the MRR."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def reciprocal_rank(ranking: Sequence[Item], grades: Mapping[Item, int]) -> float:
    """1 / rank of the first relevant item, counted from 1; 0 when none is in the ranking.

    `ranking` is best first; an item is relevant when its grade is above 0. Source: Voorhees,
    The TREC-8 Question Answering Track Report (1999); `recip_rank` of trec_eval.
    """
    for rank, item in enumerate(ranking, 1):
        if grades.get(item, 0) > 0:
            return 1 / rank
    return 0.0
