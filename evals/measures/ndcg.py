"""Normalised discounted cumulative gain at k: graded relevance, worth less further down."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import log2
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def ndcg(ranking: Sequence[Item], grades: Mapping[Item, int], k: int) -> float:
    """DCG of the first k over the DCG of the best possible order, from 0 to 1.

    DCG = Σ grade(i) / log₂(i + 1) over ranks i = 1…k, with the grade itself as gain, as in
    trec_eval's `ndcg_cut`. Items without a grade gain nothing. ValueError when k < 1 or nothing
    is relevant. Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR
    techniques, ACM TOIS 20(4), 2002, with the discount of Burges et al. (2005).
    """
    if k < 1:
        raise ValueError(f"nDCG is taken at 1 or more, not {k}")
    gains = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    if not gains:
        raise ValueError("nDCG needs at least one relevant item")
    found = (max(0, grades.get(item, 0)) for item in ranking[:k])
    return _dcg(found) / _dcg(gains[:k])


def _dcg(gains: Iterable[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
