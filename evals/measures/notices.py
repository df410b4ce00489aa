"""Notices: what the reader must know beside an answer, and was told."""

from dataclasses import dataclass
from typing import Literal

from evals.measures.score import Graded, Score


@dataclass(frozen=True)
class Notices:
    """Kinds of notices shown ÷ kinds that the case wants shown.

    Such as that sources conflict, that a review is overdue, or that the question does not say whom
    it is about. A refusal can carry them too. Pitfall: what a notice says is not judged, and one
    that nobody asked for costs nothing. Source: the notices of the design.
    """

    name: str = "notices"
    about: str = "What the reader must know beside the answer, and was told."
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """None for a case that wants none; after an error none was shown."""
        wanted = graded.case.notices
        if not wanted:
            return None
        answer = graded.outcome.answer
        shown = {notice["kind"] for notice in answer["notices"]} if answer else set()
        absent = [kind for kind in wanted if kind not in shown]
        faults = tuple(f"the notice {kind} is not shown" for kind in absent)
        return Score(len(wanted) - len(absent), len(wanted), faults)


NOTICES = Notices()
