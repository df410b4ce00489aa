"""What the measures that need no gold say of each statement of an answer by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evals.measures.forbidden import FORBIDDEN
from evals.measures.registry import GROUNDING
from evals.measures.score import Graded, Measure
from evals.reports.ordering import gravest_first

_OF_STATEMENTS: tuple[Measure, ...] = (*GROUNDING, FORBIDDEN)
_OF_ALL = frozenset({"citation_recall", "unsupported_statements"})
"""They flag what any other measure of grounding flags, and are told when no other does."""


@dataclass(frozen=True, slots=True)
class StatementVerdict:
    """One statement with what was found wrong with it."""

    text: str
    caution: bool
    citations: tuple[int, ...]
    faults: tuple[tuple[str, str], ...]
    """Measure and sentence, the gravest first."""

    @property
    def upheld(self) -> bool:
        """Whether no measure finds fault with it."""
        return not self.faults


def statement_verdicts(graded: Graded) -> tuple[StatementVerdict, ...]:
    """Each statement, measured as if the answer had no other; none for a refusal or an error."""
    answer = graded.outcome.answer
    if answer is None:
        return ()
    return tuple(_verdict(graded, answer, one) for one in answer["statements"])


def _verdict(
    graded: Graded, answer: Mapping[str, Any], statement: Mapping[str, Any]
) -> StatementVerdict:
    named = set(statement["citations"])
    cited = [one for one in answer["citations"] if one["number"] in named]
    alone = {**answer, "statements": [statement], "citations": cited}
    by_itself = Graded(
        graded.case, replace(graded.outcome, answer=alone), graded.sources, graded.day
    )
    return StatementVerdict(
        statement["text"],
        bool(statement["caution"]),
        tuple(statement["citations"]),
        tuple(_faults(by_itself)),
    )


def _faults(graded: Graded) -> Sequence[tuple[str, str]]:
    found = {}
    for measure in _OF_STATEMENTS:
        score = measure.score(graded)
        if score is not None and score.faults:
            found[measure.name] = score.faults[0]
    telling = found.keys() - _OF_ALL or found.keys()
    return [(name, found[name]) for name in gravest_first(telling)]
