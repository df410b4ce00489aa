"""Forbidden statements: what no answer to the case may say."""

import re
from dataclasses import dataclass
from typing import Literal

from evals.measures.found_wordings import holds, plain_of
from evals.measures.score import Graded, Score
from evals.measures.statements import failed, statements_of, worst
from evals.suites.pattern import Pattern

_CLAUSE = re.compile(r"[.;:›|](?=\s|$)|,? but\b|,? instead\b")
_FORBIDS_WHAT_FOLLOWS = re.compile(
    r"\b(?:(?:do|does|must|should|may|can) not|don't|cannot|never|avoid|contraindicat\w+)\b"
)
_FORBIDS_WHAT_PRECEDES = re.compile(
    r"\b(?:(?:must|should|may) not\b"
    r"|(?:is|are) (?:not to be|not recommended|contraindicated|never)\b)"
)


@dataclass(frozen=True)
class Forbidden:
    """Cases with a forbidden wording in a statement ÷ answered cases that forbid something.

    Words are excused in a clause that itself forbids them: "do not give 50 mL/kg" does not say
    "50 mL/kg". Only plain prohibitions excuse (do not, never, avoid, is contraindicated …) and
    only within their clause, so that "if there is no response, give 50 mL/kg" counts. A regular
    expression is taken as written and never excused: its author has the last word. Only statements
    count, not quotes: a header row holds columns that were not shown. Source: quality.md 1,
    must-not-contain.
    """

    name: str = "forbidden"
    about: str = "Answers with a statement that the case forbids."
    better: Literal["lower"] = "lower"

    def score(self, graded: Graded) -> Score | None:
        """None for a refusal, or for a case that forbids nothing."""
        case = graded.case
        if not case.forbid or graded.outcome.refused:
            return None
        if failed(graded) or graded.outcome.answer is None:
            return worst(graded, lower=True)
        faults = [
            f"statement {said.number} says “{pattern.text}”: “{said.text}”"
            for said in statements_of(graded)
            for pattern in case.forbid
            if says(pattern, said.text)
        ]
        return Score(bool(faults), 1, tuple(faults))


FORBIDDEN = Forbidden()


def says(pattern: Pattern, statement: str) -> bool:
    """Whether a statement holds the pattern outside of a clause that forbids it."""
    text = plain_of(statement)
    if not holds(text, pattern):
        return False
    if pattern.regex:
        return True
    excused = [clause for clause in _CLAUSE.split(text) if holds(clause, pattern)]
    # Found across clauses only: nothing excuses it.
    return not excused or not all(_forbids(pattern, clause) for clause in excused)


def _forbids(pattern: Pattern, clause: str) -> bool:
    words = plain_of(pattern.text)
    first, last = clause.find(words), clause.rfind(words)
    before = _FORBIDS_WHAT_FOLLOWS.search(clause[:first])
    after = _FORBIDS_WHAT_PRECEDES.search(clause[last + len(words) :])
    return bool(before or after)
