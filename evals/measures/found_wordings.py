"""Which of the wordings that a case asks for are in what an answer shows."""

from collections.abc import Sequence
from functools import lru_cache

from evals.measures.score import Graded, once
from evals.measures.statements import statements_of
from evals.suites.pattern import Pattern, plain

Wordings = Sequence[Sequence[Pattern]]
"""Every one is asked for; of each, any one wording."""

plain_of = lru_cache(maxsize=50_000)(plain)
"""`plain`, once for each text."""


@once
def shown_texts(graded: Graded) -> tuple[str, ...]:
    """Each statement, and behind it the words it is made of, made comparable by `plain`.

    Those are of its first citation, such as the row of a table. The others are what it is read
    with, headings or the line that introduces a table, of which it may leave out a part.
    """
    return tuple(
        " | ".join(map(plain_of, (said.text, *filter(None, said.sources[:1]))))
        for said in statements_of(graded)
    )


@once
def missing_facts(graded: Graded) -> tuple[int, ...]:
    """Which facts of the case are in none of the texts shown, by number from 0."""
    return missing(graded.case.facts, shown_texts(graded))


def missing(wordings: Wordings, texts: Sequence[str]) -> tuple[int, ...]:
    """Which wordings are in none of the texts, by number from 0."""
    return tuple(
        number
        for number, alternatives in enumerate(wordings)
        if not any(holds(text, pattern) for pattern in alternatives for text in texts)
    )


def holds(text: str, pattern: Pattern) -> bool:
    """Whether `text`, which `plain` has been over, holds the pattern."""
    # Words that are not there at all have no boundaries to look at, which takes ten times as long.
    return (pattern.regex or plain_of(pattern.text) in text) and pattern.found_in(text)
