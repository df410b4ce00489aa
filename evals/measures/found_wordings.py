"""Which of the wordings that a case asks for are in what an answer shows."""

from collections.abc import Sequence
from functools import lru_cache

from evals.measures.score import Graded
from evals.measures.statements import statements_of
from evals.suites.pattern import Pattern, plain

Wordings = Sequence[Sequence[Pattern]]
"""Every one is asked for; of each, any one wording."""

_plain = lru_cache(maxsize=50_000)(plain)


def shown_texts(graded: Graded) -> tuple[str, ...]:
    """Each statement, and behind it the words it quotes, made comparable by `plain`."""
    return tuple(
        " | ".join(map(_plain, (said.text, *said.quotes))) for said in statements_of(graded)
    )


def missing(wordings: Wordings, texts: Sequence[str]) -> list[str]:
    """Of each that is in none of the texts, its first wording."""
    return [
        alternatives[0].text
        for alternatives in wordings
        if not any(pattern.found_in(text) for pattern in alternatives for text in texts)
    ]
