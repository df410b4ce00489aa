"""How far two raters agree beyond chance: percent agreement and Cohen's kappa with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.statistics import Interval, rate_interval
from evals.statistics.bootstrap import RESAMPLES, SEED

FEWEST = 2
"""Answers from which on kappa is estimated at all."""


@dataclass(frozen=True)
class Agreement:
    """Two people's ratings of the same answers."""

    categories: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    """Counts: a row for each rating of the first, a column for each of the second."""
    percent: Interval
    """Share of answers on which they agree, with its 95 % interval."""
    kappa: Interval | None
    """With its 95 % percentile interval; None when it is not defined, as when both gave one and
    the same rating throughout."""

    @property
    def judged(self) -> int:
        """How many answers both judged."""
        return sum(map(sum, self.table))

    @property
    def agreed(self) -> int:
        """On how many they gave the same rating."""
        return sum(row[place] for place, row in enumerate(self.table))


def agreement(pairs: Sequence[tuple[str, str]], categories: Sequence[str]) -> Agreement:
    """The agreement over pairs of ratings, each one of `categories`; ValueError without pairs.

    Cohen, A coefficient of agreement for nominal scales (1960), by scikit-learn; the interval by
    resampling answers with a fixed seed, so that the same ratings give the same interval.
    """
    from sklearn.metrics import cohen_kappa_score, confusion_matrix

    if not pairs:
        raise ValueError("agreement needs answers that both have judged")
    first, second = ([str(one) for one in side] for side in zip(*pairs, strict=True))
    names = tuple(map(str, categories))
    table = confusion_matrix(first, second, labels=names)
    defined = len(pairs) >= FEWEST and not _same_throughout(first, second)
    kappa = None
    if defined:
        value = float(cohen_kappa_score(first, second, labels=names))
        low, high = _percentiles(table)
        kappa = Interval(value, min(low, value), max(high, value))
    return Agreement(
        names,
        tuple(tuple(int(count) for count in row) for row in table),
        rate_interval(
            [one == other for one, other in zip(first, second, strict=True)],
            [1] * len(pairs),
            [str(place) for place in range(len(pairs))],
        ),
        kappa,
    )


def _same_throughout(first: Sequence[str], second: Sequence[str]) -> bool:
    return len(set(first) | set(second)) == 1


def _percentiles(table: NDArray[np.int64]) -> tuple[float, float]:
    """2.5 and 97.5 % of kappa over resampled tables; those in which it is undefined are left out.

    Drawing answers with replacement is drawing their table from a multinomial distribution.
    """
    answers = int(table.sum())
    random = np.random.default_rng(SEED)
    drawn = random.multinomial(answers, table.ravel() / answers, RESAMPLES)
    tables = drawn.reshape(RESAMPLES, *table.shape) / answers
    agreed = np.trace(tables, axis1=1, axis2=2)
    by_chance = (tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1)
    defined = by_chance < 1
    kappas = (agreed[defined] - by_chance[defined]) / (1 - by_chance[defined])
    low, high = np.percentile(kappas, (2.5, 97.5)) if kappas.size else (-1.0, 1.0)
    return float(low), float(high)
