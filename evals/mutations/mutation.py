"""What a mutation is: one harmful change to an answer that was right."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Answer = Mapping[str, Any]
"""The object of the contract, as an `Outcome` holds it."""
Rewrite = Callable[[str], Iterator[str]]
"""Every way to make one harmful change in a text."""


class Mutation(Protocol):
    """One kind of harmful change."""

    @property
    def name(self) -> str:
        """As reports call it, such as `dose_tenfold`."""
        ...

    @property
    def about(self) -> str:
        """What is done, in a few words."""
        ...

    def corrupt(self, answer: Answer) -> Sequence[Answer]:
        """Every way to make it in this answer; empty where it does not apply."""
        ...


@dataclass(frozen=True)
class InStatements:
    """Changes the words of a statement and leaves its citations as they are."""

    name: str
    about: str
    rewrite: Rewrite

    def corrupt(self, answer: Answer) -> Sequence[Answer]:
        """One answer for each change of each statement."""
        return [
            with_statement(answer, place, text=changed)
            for place, statement in enumerate(answer["statements"])
            for changed in self.rewrite(statement["text"])
        ]


@dataclass(frozen=True)
class InQuotesToo:
    """Changes a statement and the quote it was made of alike, as an invented source would."""

    name: str
    about: str
    rewrite: Rewrite

    def corrupt(self, answer: Answer) -> Sequence[Answer]:
        """One answer for each statement whose words and first quote take the same change."""
        found = []
        for place, statement in enumerate(answer["statements"]):
            number = statement["citations"][0]
            quote = next(c["quote"] for c in answer["citations"] if c["number"] == number)
            if quote not in statement["text"]:
                continue
            for changed in self.rewrite(quote):
                text = statement["text"].replace(quote, changed)
                altered = with_citation(answer, number, quote=changed)
                found.append(with_statement(altered, place, text=text))
        return found


def with_statement(answer: Answer, place: int, **changes: Any) -> Answer:
    """The answer with some fields of one statement exchanged; `place` counts from 0."""
    statements = [dict(statement) for statement in answer["statements"]]
    statements[place] |= changes
    return {**answer, "statements": statements}


def with_citation(answer: Answer, number: int, **changes: Any) -> Answer:
    """The answer with some fields of the citation of that number exchanged."""
    citations = [
        citation | changes if citation["number"] == number else citation
        for citation in map(dict, answer["citations"])
    ]
    return {**answer, "citations": citations}


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, in one order always."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
