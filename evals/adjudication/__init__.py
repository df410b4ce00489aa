"""Two people judge the same answers, blind to each other, and a third settles where they differ."""

from evals.adjudication.agreement import Agreement, agreement
from evals.adjudication.judging import Judging
from evals.adjudication.rating import Rating, Subject, Verdict
from evals.adjudication.rounds import Item, Round, Standing, begin, find_round, rounds

__all__ = [
    "Agreement",
    "Item",
    "Judging",
    "Rating",
    "Round",
    "Standing",
    "Subject",
    "Verdict",
    "agreement",
    "begin",
    "find_round",
    "rounds",
]
